"""The network of entailment, as it is learnt: do the quotes say what the sentence says?"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch

from assistant.answering.proving.network import joined
from assistant.evaluation.learning.pair_network import DROPOUT, PairNetwork, head
from assistant.indexing.embedding.pairs import Arrays, Words

OUTPUTS = {"entailed": ("texts",)}
ALIKE_LAYERS = 6


class EntailmentNetwork(PairNetwork):
    """Reads n pairs of a sentence and its quotes, t tokens each.

    Args:
        body: folder of the unpacked embedding model, of which the layers are taken.
    """

    def __init__(self, body: Path) -> None:
        super().__init__(body, alike=ALIKE_LAYERS, dropout=DROPOUT)
        self.entails = head(3 * self.size, self.size)

    def forward(
        self, words: torch.Tensor, kinds: torch.Tensor, pooling: torch.Tensor, mask: torch.Tensor | None = None
    ) -> torch.Tensor:
        """(n,) logits; as `read`, and `pooling` is (n, q, t) what each token counts in the mean of each quote."""
        return self.judge(self.read(words, kinds, mask), kinds, pooling, mask)

    def judge(
        self, tokens: torch.Tensor, kinds: torch.Tensor, pooling: torch.Tensor, mask: torch.Tensor | None
    ) -> torch.Tensor:
        """The logits of what was read: by the first token, the mean of the sentence and that of the quotes."""
        stands = torch.ones_like(kinds) if mask is None else mask
        sentence = _mean(tokens, stands.float() - kinds.float())
        found: torch.Tensor = self.entails(torch.cat((tokens[:, 0], sentence, _mean(tokens, pooling.sum(1))), dim=1))
        return found.squeeze(1)


def _mean(tokens: torch.Tensor, shares: torch.Tensor) -> torch.Tensor:
    """(n, d) of (n, t, d) tokens, of which each counts (n, t) so much."""
    return (tokens * shares.unsqueeze(-1)).sum(1) / shares.sum(1, keepdim=True).clamp(min=1e-6)


def inputs_of(pairs: Sequence[tuple[str, Sequence[str]]], words: Words) -> Arrays:
    """What the network is fed with for sentences and the texts of their quotes."""
    return words.inputs([sentence for sentence, _ in pairs], [joined(texts) for _, texts in pairs])[0]
