"""An embedding model whose upper layers can learn, as it is learnt (torch): vectors of texts, sentences and words.

What the lower layers make of a text stays the same, so it is calculated once. A linear layer above them learns two thin
matrices beside its weights, which are added to them in the end: the model costs what it did before.

Source: Hu et al. 2021, "LoRA: Low-Rank Adaptation of Large Language Models" (arXiv 2106.09685).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import numpy as np
import torch
from numpy.typing import NDArray
from sentence_transformers import SentenceTransformer
from torch import nn
from torch.nn.functional import normalize

from assistant.errors import UsageError
from assistant.evaluation.learning.bfloat16 import in_bfloat16
from assistant.indexing.embedding.adapter import ADAPTER_FILE, Factors, write_adapter
from assistant.indexing.embedding.embed import EmbeddingInput
from assistant.indexing.embedding.torch_engine import prompts
from assistant.indexing.embedding.transformer import BATCH, Framed, borders, words_seen

RANK = 16
SCALE = 2.0  # of what is learnt; with the step it says how fast
# What attention adds to a token that only fills up. Not minus infinity: a row of nothing else would give no number.
_OFF = -1e4
_SAMPLE = "Der Zuschuss beträgt 80 Prozent."
_ALIKE = 0.99  # cosine of our vector of a text to the model's own; bfloat16 reaches .999


class Tokens(NamedTuple):
    """A text of t tokens; its s sentences and w content words as the first token and the one after the last, (s, 2)."""

    ids: tuple[int, ...]
    sentences: NDArray[np.int64]
    words: NDArray[np.int64]


class Vectors(NamedTuple):
    """Unit vectors of a text, (d,), of its sentences, (s, d), and of its words, (w, d)."""

    text: torch.Tensor
    sentences: torch.Tensor
    words: torch.Tensor


class _Learning(nn.Module):
    """A linear layer with something to learn beside its weights; at first it changes nothing."""

    def __init__(self, linear: nn.Linear, rank: int) -> None:
        super().__init__()
        self.linear = linear
        self.down = nn.Parameter(torch.randn(rank, linear.in_features) / linear.in_features**0.5)
        self.up = nn.Parameter(torch.zeros(linear.out_features, rank))

    @property
    def factors(self) -> Factors:
        """The learnt factors, `up` already scaled: `up @ down` is what is added to the weights."""
        return Factors(self.down.detach().numpy(), (SCALE * self.up.detach()).numpy())

    def forward(self, x: torch.Tensor) -> torch.Tensor:
        taught: torch.Tensor = self.linear(x) + SCALE * (x @ self.down.T) @ self.up.T
        return taught


class AdapterNetwork:
    """The upper half of the layers of `model` learns; `parameters` are what it learns.

    Raises:
        UsageError: it is not a BERT, or a relative, whose vector of a text is the mean of its tokens.
    """

    def __init__(self, model: SentenceTransformer, name: str, rank: int = RANK) -> None:
        self._model = model
        transformer: Any = model[0]
        self._body = getattr(transformer, "auto_model", None) or transformer.model
        self._tokenizer: Any = model.tokenizer
        self._longest = model.max_seq_length
        self._prompts = prompts(model, name)
        layers = getattr(getattr(self._body, "encoder", None), "layer", None)
        if not isinstance(layers, nn.ModuleList):
            raise UsageError("model_not_teachable", name=name)
        self._lower, self._upper = layers[: len(layers) // 2], layers[len(layers) // 2 :]
        self._body.eval().requires_grad_(requires_grad=False)
        self._learning = {
            path: _Learning(module, rank)
            for path, module in self._body.named_modules()
            if isinstance(module, nn.Linear)
            and any(module is part for layer in self._upper for part in layer.modules())
        }
        if not self._sees_like(model):
            raise UsageError("model_not_teachable", name=name)
        for path, module in self._learning.items():
            self._put(path, module)

    def _sees_like(self, model: SentenceTransformer) -> bool:
        """Whether our vector of a text is the model's: it may pool otherwise, or have layers behind the pooling."""
        try:
            text = self.passage(EmbeddingInput("", _SAMPLE, ()))
            (found,) = self.upper([text], list(self.lower([text])))
        except (TypeError, RuntimeError):  # layers that want more than states and a mask
            return False
        theirs = model.encode(self._prompts.passage + _SAMPLE, convert_to_numpy=True, show_progress_bar=False)
        ours = found.text.detach().numpy()
        return bool(ours.shape == theirs.shape and ours @ theirs >= _ALIKE * np.linalg.norm(theirs))

    def _put(self, path: str, module: nn.Module) -> None:
        parent, _, attribute = path.rpartition(".")
        setattr(self._body.get_submodule(parent), attribute, module)

    @property
    def parameters(self) -> list[nn.Parameter]:
        return [parameter for one in self._learning.values() for parameter in (one.down, one.up)]

    def keep(self, share: float) -> None:
        """Takes back what was learnt but for `share` of it, 0 to 1."""
        with torch.no_grad():
            for one in self._learning.values():
                one.up.mul_(share)

    def save(self, folder: Path) -> None:
        """Writes the model with what it learnt into `folder`, for sentence-transformers. It learns no more then.

        What it learnt lies beside it alone, too (`adapter.py`): what is added to the model that it began from.
        """
        write_adapter({path: one.factors for path, one in self._learning.items()}, folder / ADAPTER_FILE)
        for path, one in self._learning.items():
            one.linear.weight.data += SCALE * one.up.detach() @ one.down.detach()
            self._put(path, one.linear)
        self._model.save(str(folder), create_model_card=False)

    def question(self, text: str) -> Tokens:
        """What the model reads of a question, cut where its reach ends."""
        prompt = self._prompts.query
        ids, offsets = self._tokenized(prompt + text)
        words = [span.moved(len(prompt)) for span in words_seen(text, prompt, offsets)]
        return Tokens(ids, _whole_if_none(borders(offsets, []), ids), _whole_if_none(borders(offsets, words), ids))

    def passage(self, item: EmbeddingInput) -> Tokens:
        """What the model reads of a passage, cut where its reach ends."""
        prompt = self._prompts.passage
        framed = Framed.of(item, prompt)
        ids, offsets = self._tokenized(framed.text)
        sentences, words = borders(offsets, framed.sentences), borders(offsets, framed.words(prompt))
        return Tokens(ids, _whole_if_none(sentences, ids), _whole_if_none(words, ids))

    def _tokenized(self, text: str) -> tuple[tuple[int, ...], NDArray[np.int64]]:
        found = self._tokenizer(text, truncation=True, max_length=self._longest, return_offsets_mapping=True)
        return tuple(found["input_ids"]), np.array(found["offset_mapping"], np.int64)

    def lower(self, texts: Sequence[Tokens]) -> Iterator[torch.Tensor]:
        """(t, d) of each text: what the layers that do not learn make of it, in bfloat16, which is half the memory."""
        for start in range(0, len(texts), BATCH):
            some = texts[start : start + BATCH]
            longest = max(len(one.ids) for one in some)
            ids = torch.full((len(some), longest), self._tokenizer.pad_token_id, dtype=torch.long)
            for row, one in enumerate(some):
                ids[row, : len(one.ids)] = torch.tensor(one.ids)
            with torch.inference_mode(), in_bfloat16():
                states = self._through(self._lower, self._body.embeddings(input_ids=ids), [len(o.ids) for o in some])
            yield from (
                state[: len(one.ids)].to(torch.bfloat16).clone() for state, one in zip(states, some, strict=True)
            )

    def upper(self, texts: Sequence[Tokens], states: Sequence[torch.Tensor]) -> list[Vectors]:
        """The vectors of the texts, from what `lower` gave; they can be learnt from."""
        order = sorted(range(len(texts)), key=lambda at: len(texts[at].ids))  # little is filled up
        found: dict[int, Vectors] = {}
        for start in range(0, len(order), BATCH):
            some = order[start : start + BATCH]
            lengths = [len(texts[at].ids) for at in some]
            padded = nn.utils.rnn.pad_sequence([states[at].float() for at in some], batch_first=True)
            with in_bfloat16():
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


def _whole_if_none(found: NDArray[np.int64], ids: Sequence[int]) -> NDArray[np.int64]:
    """A span without a token of its own is the whole text, as for the embedder."""
    found[found[:, 1] <= found[:, 0]] = 0, len(ids)
    return found


def _vectors(text: Tokens, tokens: torch.Tensor) -> Vectors:
    whole = normalize(tokens.mean(dim=0), dim=0)
    return Vectors(whole, _means(text.sentences, tokens), _means(text.words, tokens))


def _means(spans: NDArray[np.int64], tokens: torch.Tensor) -> torch.Tensor:
    """(n, d) the direction of the mean of each span's tokens."""
    member = torch.zeros(len(spans), len(tokens))
    for row, (start, end) in enumerate(spans.tolist()):
        member[row, start:end] = 1.0
    return normalize(member @ tokens, dim=1)
