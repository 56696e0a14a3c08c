"""The reader's network, as it is learnt.

Three heads on the body: does the stretch answer the question, which of its sentences does, and from which word to
which. Source: Devlin et al. 2019, "BERT" (arXiv 1810.04805), the span head; here a sentence has one as well.
"""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np
import onnx
import torch
from onnx import numpy_helper
from torch import nn

from assistant.answering.reader.network import OUTPUTS as NAMES
from assistant.errors import ModelError
from assistant.evaluation.learning.pair_network import PairNetwork, head
from assistant.indexing.embedding.int8 import HALVED, matrices
from assistant.indexing.embedding.model_errors import reason

ALIKE_LAYERS = 6
# The dimensions of each whose length differs.
OUTPUTS = dict(zip(NAMES, (("texts",), ("texts", "sentences"), ("texts", "tokens")), strict=True))


class Scores(NamedTuple):
    """Logits: (n,) of the stretches, (n, s) of their sentences, (n, t, 2) of tokens as the first and last of a span."""

    stretches: torch.Tensor
    sentences: torch.Tensor
    spans: torch.Tensor


class Network(PairNetwork):
    """Reads n pairs of a question and a stretch, t tokens each.

    Args:
        body: folder of the unpacked embedding model.
    """

    def __init__(self, body: Path) -> None:
        super().__init__(body, alike=ALIKE_LAYERS, dropout=0.0)
        self.passage = head(2 * self.size, self.size)
        self.sentence = head(self.size, self.size)
        self.span = nn.Linear(self.size, 2)

    def forward(
        self, words: torch.Tensor, kinds: torch.Tensor, pooling: torch.Tensor, mask: torch.Tensor | None = None
    ) -> Scores:
        """As `read`; `pooling` is (n, s, t) what each token counts in the mean of each sentence."""
        return self.judge(self.read(words, kinds, mask), kinds, pooling)

    def judge(self, tokens: torch.Tensor, kinds: torch.Tensor, pooling: torch.Tensor) -> Scores:
        """The logits of what was read."""
        shares = kinds.unsqueeze(-1).float()
        mean = (tokens * shares).sum(1) / shares.sum(1).clamp(min=1)
        stretches = self.passage(torch.cat((tokens[:, 0], mean), dim=1)).squeeze(1)
        return Scores(stretches, self.sentence(pooling @ tokens).squeeze(2), self.span(tokens))


def resumed(body: Path, path: Path) -> Network:
    """The network that `export` wrote to `path`, to be learnt further: as it was, but for the rounding to 8 bits.

    Raises:
        ModelError: the file is no such network, is of an older version, or does not fit the body in the folder `body`.
    """
    network = Network(body)
    learnt = _learnt(network)
    try:
        found = {name: value for name, value in _parameters(onnx.load(path).graph).items() if name in learnt}
        network.load_state_dict(found, strict=False)
    except Exception as error:  # protobuf, which reads the file, has errors of its own
        raise ModelError("reader_not_loaded", path=path, why=reason(error)) from error
    if missing := sorted(learnt - set(found)):
        raise ModelError("reader_not_resumable", path=path, missing=f"{missing[0]} (+ {len(missing) - 1})")
    return network


def halfway(network: Network, before: Mapping[str, torch.Tensor]) -> None:
    """Makes each parameter the mean of what it is and of what it was `before` (a state of the same network).

    What was learnt further so keeps more of what the reader knew. Source: Wortsman et al. 2022, "Robust fine-tuning of
    zero-shot models" (arXiv 2109.01903).
    """
    now = network.state_dict()
    network.load_state_dict({**now, **{name: torch.lerp(before[name], now[name], 0.5) for name in _learnt(network)}})


def _learnt(network: Network) -> set[str]:
    return {name for name, parameter in network.named_parameters() if parameter.requires_grad}


def _parameters(graph: onnx.GraphProto) -> dict[str, torch.Tensor]:
    """By their names in the network. The exporter keeps names of biases but not of the matrices before them."""
    found = {one.name.removesuffix(HALVED): numpy_helper.to_array(one).astype(np.float32) for one in graph.initializer}
    found |= {bias.removesuffix("bias") + "weight": matrix.T for bias, matrix in matrices(graph).items()}
    return {name: torch.from_numpy(np.array(value)) for name, value in found.items()}
