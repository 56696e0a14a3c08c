"""The reader's network, as it is learnt.

Three heads on the body: does the stretch answer the question, which of its sentences does, and from which word to
which. Source: Devlin et al. 2019, "BERT" (arXiv 1810.04805), the span head; here a sentence has one as well.
"""

from __future__ import annotations

from pathlib import Path
from typing import NamedTuple

import torch
from torch import nn

from assistant.answering.reader.network import OUTPUTS as NAMES
from assistant.evaluation.learning.pair_network import PairNetwork, head

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
