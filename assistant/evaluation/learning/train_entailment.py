"""`python -m assistant train --proofs`: sentences with quotes to what tells whether the quotes prove them.

It goes on from the reader, which knows how a question meets a passage; an hour for 5,000 on two cores. Sources: Bowman
et al. 2015 (arXiv 1508.05326), the task; Devlin et al. 2019 (arXiv 1810.04805), two texts read together.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path

import torch
from torch.nn import functional

from assistant.answering.proving.network import NetworkEntailment
from assistant.answering.reader.network import SHIPPED as READER
from assistant.errors import UsageError
from assistant.evaluation.learning.descent import counted_losses, descend, valued
from assistant.evaluation.learning.entailment_network import OUTPUTS, EntailmentNetwork, inputs_of
from assistant.evaluation.learning.held_out import held_out
from assistant.evaluation.learning.pair_network import as_inputs, export
from assistant.evaluation.learning.reader_network import Network
from assistant.evaluation.learning.resuming import resumed
from assistant.evaluation.report import Report
from assistant.evaluation.verification import Pair, judged, pairs, report
from assistant.indexing.embedding.pairs import Words
from assistant.storage.errors import refuse_unwritable

OWN = Path(__file__).parent / "lessons" / "proofs.jsonl"  # written for this project
EPOCHS = 2
FEWEST = 100  # pairs; fewer teach nothing that could be measured
SAMPLES = 24  # pairs that show the quantisation how large activations get
BATCH = 16  # pairs
RATE, HEADS_RATE = 1.5e-4, 1e-3
MIXED = 80  # characters by which lengths may differ more, so that batches are not always the same


def train_entailment(files: Sequence[Path], body: Path, epochs: int, target: Path, begun: Path = READER) -> Report:
    """Learns entailment from the pairs in `files`, from the reader in `begun` on, and writes it to the file `target`.

    The numbers are those of the whole verification with it, of the pairs whose quotes were held out.

    Args:
        body: folder of the unpacked embedding model.

    Raises:
        UsageError: a file holds no such pairs, or there are too few.
        StorageError: `target` cannot be written.
        ModelError: `begun` is no reader.
    """
    refuse_unwritable(target.parent)
    found = [one for file in files for one in pairs(file)]
    if len(found) < FEWEST:
        raise UsageError("too_few_pairs", count=len(found), least=FEWEST)
    taught, held = held_out(found, lambda one: one.quotes)
    network, words = EntailmentNetwork(body), Words(body)
    begin(network, resumed(Network(body), begun))
    with counted_losses(epochs * len(taught)) as told:
        teach(network, words, taught, epochs, lambda count, loss: told(count, f"loss {loss:.2f}"))
    _write(network, words, taught, target)
    entailment = NetworkEntailment(lambda: body, target)
    judgements = [judged(one, entailment) for one in held]
    return report(Path(", ".join(file.name for file in files)), "held-out", judgements, verbose=False)


def _write(network: EntailmentNetwork, words: Words, taught: Sequence[Pair], target: Path) -> None:
    drawn = random.Random(0).sample(list(taught), min(SAMPLES, len(taught)))
    samples = [inputs_of([(one.sentence, one.quotes)], words) for one in drawn]
    export(network, OUTPUTS, samples, target)


def begin(network: EntailmentNetwork, reader: Network) -> None:
    """Gives the network the layers of the reader."""
    known = {name: value for name, value in reader.state_dict().items() if name.startswith(("bert.", "kind."))}
    network.load_state_dict(known, strict=False)


def teach(
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
