"""Entailment, learnt from sentences and quotes: `python -m assistant train --proofs`, an hour for 5,000 on two cores.

It goes on from the reader, which knows how a question meets a passage. Sources: Bowman et al. 2015 (arXiv 1508.05326),
the task; Devlin et al. 2019 (arXiv 1810.04805), two texts read together.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from itertools import chain

import torch
from torch.nn import functional

from assistant.evaluation.learning.descent import descend, valued
from assistant.evaluation.learning.entailment_network import EntailmentNetwork, inputs_of
from assistant.evaluation.learning.pair_network import as_inputs
from assistant.evaluation.learning.reader_network import Network
from assistant.evaluation.verification import Pair
from assistant.indexing.embedding.pairs import Words

BATCH = 16  # pairs
RATE, HEADS_RATE = 1.5e-4, 1e-3
MIXED = 80  # characters by which lengths may differ more, so that batches are not always the same


def begin(network: EntailmentNetwork, reader: Network) -> None:
    """Gives the network the layers of the reader."""
    known = {name: value for name, value in reader.state_dict().items() if name.startswith(("bert.", "kind."))}
    network.load_state_dict(known, strict=False)


def train(
    network: EntailmentNetwork,
    words: Words,
    pairs: Sequence[Pair],
    epochs: int,
    progress: Callable[[int, float], object],
    seed: int = 0,
) -> None:
    """Teaches `network` all pairs `epochs` times; `progress` is told how many a batch had, and its loss.

    Raises:
        ValueError: there is nothing to learn from.
    """
    if not pairs:
        raise ValueError("no pairs to learn from")
    torch.manual_seed(seed)
    draw = random.Random(seed)
    descend(
        network,
        chain.from_iterable(_batches(pairs, draw) for _ in range(epochs)),
        epochs * -(-len(pairs) // BATCH),
        lambda batch: valued(_loss(network, words, batch)),
        (RATE, HEADS_RATE),
        lambda batch, loss: progress(len(batch), loss),
    )


def _batches(pairs: Sequence[Pair], draw: random.Random) -> Iterator[Sequence[Pair]]:
    """Each pair once, beside others of about its length, so that little is padded; the batches in a drawn order."""
    ordered = sorted(pairs, key=lambda one: len(one.sentence) + sum(map(len, one.quotes)) + draw.uniform(0, MIXED))
    batches = [ordered[start : start + BATCH] for start in range(0, len(ordered), BATCH)]
    return iter(draw.sample(batches, len(batches)))


def _loss(network: EntailmentNetwork, words: Words, batch: Sequence[Pair]) -> torch.Tensor:
    arrays = inputs_of([(one.sentence, one.quotes) for one in batch], words)
    tokens, kinds, pooling, mask = as_inputs(arrays)
    found = network.judge(network.read_in_bfloat16(tokens, kinds, mask), kinds, pooling, mask)
    return functional.binary_cross_entropy_with_logits(found, torch.tensor([float(one.supported) for one in batch]))
