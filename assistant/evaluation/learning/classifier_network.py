"""The classifier's network, as it is learnt: what the sentences of minutes tell, and who is to do it until when."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

import torch
from torch import nn

from assistant.evaluation.learning.pair_network import DROPOUT, PairNetwork, head
from assistant.indexing.embedding.pairs import Arrays, Pair, Stretch, Words
from assistant.knowledge.minutes.classifier.network import OUTPUTS as NAMES
from assistant.knowledge.minutes.classifier.network import headed
from assistant.knowledge.minutes.outcome import KINDS

# The dimensions of each whose length differs.
OUTPUTS = dict(zip(NAMES, (("texts", "sentences"), ("texts", "tokens")), strict=True))


class Logits(NamedTuple):
    """(n, s, 4) of the sentences by KINDS, and (n, t, 2) of the tokens: names who is to do it, says until when."""

    kinds: torch.Tensor
    tokens: torch.Tensor


class ClassifierNetwork(PairNetwork):
    """Reads n pairs of a heading and a stretch of minutes, t tokens each.

    Args:
        body: folder of the unpacked embedding model, of which the layers are taken.
    """

    def __init__(self, body: Path) -> None:
        super().__init__(body, alike=0, dropout=DROPOUT)
        self.sentence = head(self.size, self.size, len(KINDS))
        self.token = nn.Linear(self.size, 2)

    def forward(
        self, words: torch.Tensor, kinds: torch.Tensor, pooling: torch.Tensor, mask: torch.Tensor | None = None
    ) -> Logits:
        """As `read`; `pooling` is (n, s, t) what each token counts in the mean of each sentence."""
        return self.judge(self.read(words, kinds, mask), pooling)

    def judge(self, tokens: torch.Tensor, pooling: torch.Tensor) -> Logits:
        """The logits of what was read."""
        return Logits(self.sentence(pooling @ tokens), self.token(tokens))


def inputs_of(stretches: Sequence[Stretch], words: Words) -> tuple[Arrays, list[Pair]]:
    """What the network is fed with, and where everything stands."""
    headings, read = zip(*map(headed, stretches), strict=True)
    return words.inputs(headings, read)
