"""A network that reads two texts together, as it is learnt (torch) and as it is shipped (ONNX in 8 bits).

The body is that of the bundled embedding model. Its words and positions stay as they are; its layers are learnt, with
heads for what a network is to find (`reader_network.py`, `classifier_network.py`).
"""

from __future__ import annotations

import warnings
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path
from typing import Any

import numpy as np
import onnx
import torch
from numpy.typing import NDArray
from torch import nn
from transformers import BertModel
from transformers.utils import logging

from assistant.evaluation.learning.bfloat16 import in_bfloat16
from assistant.indexing.embedding.int8 import quantised
from assistant.indexing.embedding.pairs import INPUTS, MASK
from assistant.storage.atomic_files import atomic_file
from assistant.storage.errors import explained_storage

DROPOUT = 0.1
OPSET = 17
MASKED = -1e4


class PairNetwork(nn.Module):
    """Reads n pairs of texts, t tokens each.

    Args:
        body: folder of the unpacked embedding model.
        alike: so many of the lower layers read both texts alike; what tells them apart is added above.
        dropout: in the layers, while they are learnt.
    """

    def __init__(self, body: Path, alike: int, dropout: float) -> None:
        super().__init__()
        logging.disable_progress_bar()  # type: ignore[no-untyped-call]
        self.bert = BertModel.from_pretrained(
            body,
            add_pooling_layer=False,
            dtype=torch.float32,
            attn_implementation="eager",
            attention_probs_dropout_prob=0.0,  # half of the time went into its random numbers
            hidden_dropout_prob=dropout,
        )
        self.alike = alike
        self.kind = nn.Embedding(2, self.size)
        nn.init.zeros_(self.kind.weight)
        self.bert.embeddings.requires_grad_(False)

    @property
    def size(self) -> int:
        """d, of a token."""
        return int(self.bert.config.hidden_size)

    def train(self, mode: bool = True) -> PairNetwork:
        """As always, but what is not learnt drops nothing out."""
        super().train(mode)
        self.bert.embeddings.eval()
        return self

    def read(self, words: torch.Tensor, kinds: torch.Tensor, mask: torch.Tensor | None = None) -> torch.Tensor:
        """(n, t, d) the tokens, each in the light of all others. In bfloat16 where that is switched on.

        Args:
            words: (n, t, d) float32, the word embeddings of the tokens.
            kinds: (n, t) int64, 1 for the tokens of the second text, 0 for those of the first.
            mask: (n, t) 1.0 where a token stands, 0.0 where a row is padded; None where none is.
        """
        bias = None if mask is None else ((1 - mask) * MASKED)[:, None, None, :]
        tokens: torch.Tensor = self.bert.embeddings(inputs_embeds=words)
        for layer in self.bert.encoder.layer[: self.alike]:
            tokens = _first(layer(tokens, bias))
        tokens = tokens + self.kind(kinds)
        for layer in self.bert.encoder.layer[self.alike :]:
            tokens = _first(layer(tokens, bias))
        return tokens

    def read_in_bfloat16(self, words: torch.Tensor, kinds: torch.Tensor, mask: torch.Tensor) -> torch.Tensor:
        """As `read`, where the processor calculates with it; in float32 at the end, for differences are small there."""
        with in_bfloat16():
            return self.read(words, kinds, mask).float()


def head(inputs: int, hidden: int, outputs: int = 1) -> nn.Sequential:
    """Two layers that make logits of what was read."""
    return nn.Sequential(nn.Linear(inputs, hidden), nn.GELU(), nn.Dropout(DROPOUT), nn.Linear(hidden, outputs))


def _first(output: Any) -> torch.Tensor:
    """The hidden states: a layer gives them alone or leading a tuple, as the version of transformers has it."""
    found: torch.Tensor = output[0] if isinstance(output, tuple) else output
    return found


def export(
    network: PairNetwork,
    outputs: Mapping[str, Sequence[str]],
    samples: Iterable[Mapping[str, NDArray[Any]]],
    target: Path,
) -> None:
    """Writes the network in 8 bits to the file `target`, at once or not at all, as one that reads each pair alone:
    nothing is padded.

    Args:
        outputs: what `forward` gives, in its order, with the names of the dimensions whose length differs.
        samples: inputs that show how large its activations get.

    Raises:
        StorageError: `target` cannot be written.
    """
    network.eval()
    tokens = {0: "texts", 1: "tokens"}
    example = (torch.ones(2, 9, network.size), torch.ones(2, 9).long(), torch.ones(2, 3, 9))
    with explained_storage(target), atomic_file(target) as path:
        with warnings.catch_warnings(), torch.inference_mode():
            warnings.simplefilter("ignore")  # the exporter warns of itself and of each branch that it follows
            torch.onnx.export(
                network,
                example,
                str(path),
                input_names=list(INPUTS),
                output_names=list(outputs),
                dynamic_axes={
                    **dict.fromkeys(INPUTS[:2], tokens),
                    INPUTS[2]: {0: "texts", 1: "sentences", 2: "tokens"},
                    **{name: dict(enumerate(dimensions)) for name, dimensions in outputs.items()},
                },
                opset_version=OPSET,
                dynamo=False,  # the other exporter needs a package more
            )
        traced = onnx.load(path)
        onnx.save(quantised(traced, ({name: one[name] for name in INPUTS} for one in samples)), path)


def as_inputs(arrays: Mapping[str, NDArray[Any]]) -> tuple[torch.Tensor, ...]:
    """The arrays of INPUTS, then that of MASK, as tensors: the shipped and the learning network take the same input."""
    return tuple(torch.from_numpy(np.ascontiguousarray(arrays[name])) for name in (*INPUTS, MASK))
