"""An embedding model whose upper layers can learn, as it is learnt (torch): vectors of texts, sentences and words.

What the lower layers make of a text stays the same, so it is calculated once. A linear layer above them learns two thin
matrices beside its weights (`indexing/embedding/adapter.py`).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from sentence_transformers import SentenceTransformer
from torch import nn
from torch.nn.functional import normalize

from assistant.errors import UsageError
from assistant.indexing.embedding.adapter import Adapter, Factors
from assistant.indexing.embedding.embed import EmbeddingInput
from assistant.indexing.embedding.torch_engine import prompts
from assistant.indexing.embedding.words import content_words
from assistant.records import Span

RANK = 16
SCALE = 2.0  # of what is learnt; with the step it says how fast
AT_ONCE = 16  # texts a pass
_OFF = -1e4  # what attention adds to a token that only fills up

Borders = tuple[tuple[int, int], ...]  # the first token of each span, and the one after its last


class Tokens(NamedTuple):
    """A text of t tokens, and which of them are its sentences and content words."""

    ids: tuple[int, ...]
    sentences: Borders
    words: Borders


class Vectors(NamedTuple):
    """Unit vectors of a text, (d,), of its sentences, (s, d), and of its words, (w, d)."""

    text: torch.Tensor
    sentences: torch.Tensor
    words: torch.Tensor


class _Learning(nn.Module):
    """A linear layer with something to learn beside its weights; at first it changes nothing."""

    def __init__(self, linear: nn.Linear) -> None:
        super().__init__()
        self.linear = linear
        self.down = nn.Parameter(torch.randn(RANK, linear.in_features) / linear.in_features**0.5)
        self.up = nn.Parameter(torch.zeros(linear.out_features, RANK))

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        taught: torch.Tensor = self.linear(x) + SCALE * (x @ self.down.T) @ self.up.T
        return taught


class AdapterNetwork:
    """The upper half of the layers of `model` learns; `parameters` are what it learns.

    Raises:
        UsageError: the model has no layers of the kind of BERT and its relatives.
    """

    def __init__(self, model: SentenceTransformer, name: str) -> None:
        self._model = model
        transformer: Any = model[0]
        self._body = getattr(transformer, "auto_model", None) or transformer.model
        self._tokenizer: Any = model.tokenizer
        self._longest = model.max_seq_length
        self._prompts = prompts(model, name)
        layers = getattr(getattr(self._body, "encoder", None), "layer", None)
        if not isinstance(layers, nn.ModuleList):
            raise UsageError("model_without_layers", name=name)
        self._lower, self._upper = layers[: len(layers) // 2], layers[len(layers) // 2 :]
        self._body.eval().requires_grad_(requires_grad=False)
        self._learning = {
            path: _Learning(module)
            for path, module in self._body.named_modules()
            if isinstance(module, nn.Linear)
            and any(module is part for layer in self._upper for part in layer.modules())
        }
        for path, module in self._learning.items():
            parent, _, attribute = path.rpartition(".")
            setattr(self._body.get_submodule(parent), attribute, module)

    @property
    def parameters(self) -> list[nn.Parameter]:
        return [parameter for one in self._learning.values() for parameter in (one.down, one.up)]

    @property
    def adapter(self) -> Adapter:
        """What was learnt so far."""
        return {
            path: Factors(one.down.detach().numpy().copy(), (SCALE * one.up.detach()).numpy())
            for path, one in self._learning.items()
        }

    def save(self, folder: Path) -> None:
        """Writes the model with what it learnt into `folder`, for sentence-transformers. It learns no more then."""
        for path, one in self._learning.items():
            one.linear.weight.data += torch.from_numpy(self.adapter[path].change)
            parent, _, attribute = path.rpartition(".")
            setattr(self._body.get_submodule(parent), attribute, one.linear)
        self._model.save(str(folder), create_model_card=False)

    def question(self, text: str) -> Tokens:
        prompt = self._prompts.query
        return self._tokens(prompt + text, (), [_moved(span, len(prompt)) for span in content_words(text)])

    def passage(self, item: EmbeddingInput) -> Tokens:
        prompt = self._prompts.passage
        head = prompt + (item.context + "\n" if item.context else "")
        text = head + item.text
        words = [_moved(word, len(prompt)) for word in content_words(text[len(prompt) :])]
        return self._tokens(text, [_moved(sentence, len(head)) for sentence in item.sentences], words)

    def _tokens(self, text: str, sentences: Sequence[Span], words: Sequence[Span]) -> Tokens:
        found = self._tokenizer(text, truncation=True, max_length=self._longest, return_offsets_mapping=True)
        offsets = np.array(found["offset_mapping"])
        return Tokens(tuple(found["input_ids"]), _borders(offsets, sentences), _borders(offsets, words))

    def lower(self, texts: Sequence[Tokens]) -> Iterator[torch.Tensor]:
        """(t, d) of each text: what the layers that do not learn make of it."""
        for start in range(0, len(texts), AT_ONCE):
            some = texts[start : start + AT_ONCE]
            longest = max(len(one.ids) for one in some)
            ids = torch.full((len(some), longest), self._tokenizer.pad_token_id, dtype=torch.long)
            for row, one in enumerate(some):
                ids[row, : len(one.ids)] = torch.tensor(one.ids)
            with torch.inference_mode(), _half():
                states = self._through(self._lower, self._body.embeddings(input_ids=ids), [len(o.ids) for o in some])
            yield from (
                state[: len(one.ids)].to(torch.bfloat16).clone() for state, one in zip(states, some, strict=True)
            )

    def upper(self, texts: Sequence[Tokens], states: Sequence[torch.Tensor]) -> list[Vectors]:
        """The vectors of the texts, from what `lower` gave; they can be learnt from."""
        order = sorted(range(len(texts)), key=lambda at: len(texts[at].ids))  # little is filled up
        found: dict[int, Vectors] = {}
        for start in range(0, len(order), AT_ONCE):
            some = order[start : start + AT_ONCE]
            lengths = [len(texts[at].ids) for at in some]
            padded = nn.utils.rnn.pad_sequence([states[at].float() for at in some], batch_first=True)
            with _half():
                tokens = self._through(self._upper, padded, lengths)
            for at, length, row in zip(some, lengths, tokens.float(), strict=True):
                found[at] = _vectors(texts[at], row[:length])
        return [found[at] for at in range(len(texts))]

    @staticmethod
    def _through(layers: nn.ModuleList, states: torch.Tensor, lengths: Sequence[int]) -> torch.Tensor:
        filling = torch.arange(states.shape[1])[None] >= torch.tensor(lengths)[:, None]
        mask = filling[:, None, None, :] * _OFF
        for layer in layers:
            out = layer(states, mask)
            states = out[0] if isinstance(out, tuple) else out
        return states


def _half() -> torch.autocast:
    """bfloat16, where that is not slower."""
    return torch.autocast("cpu", torch.bfloat16, enabled=bool(torch.cpu.get_capabilities().get("avx512_bf16")))


def _moved(span: Span, by: int) -> Span:
    return Span(span.start + by, span.end + by)


def _borders(offsets: np.ndarray[Any, np.dtype[np.int64]], spans: Sequence[Span]) -> Borders:
    """The tokens of each span; all tokens where it has none of its own, as in `indexing/embedding/transformer.py`."""
    of_text = np.flatnonzero(offsets[:, 1] > offsets[:, 0])
    starts, ends = offsets[of_text].T
    first = np.searchsorted(ends, [span.start for span in spans], side="right")
    after = np.searchsorted(starts, [span.end for span in spans], side="left")
    return tuple(
        (int(of_text[a]), int(of_text[b - 1]) + 1) if b > a else (0, len(offsets))
        for a, b in zip(first, after, strict=True)
    )


def _vectors(text: Tokens, tokens: torch.Tensor) -> Vectors:
    whole = normalize(tokens.mean(dim=0), dim=0)
    return Vectors(whole, _means(text.sentences, tokens), _means(text.words, tokens))


def _means(spans: Borders, tokens: torch.Tensor) -> torch.Tensor:
    """(n, d) the direction of the mean of each span's tokens."""
    member = torch.zeros(len(spans), len(tokens))
    for row, (start, end) in enumerate(spans):
        member[row, start:end] = 1.0
    return normalize(member @ tokens, dim=1)
