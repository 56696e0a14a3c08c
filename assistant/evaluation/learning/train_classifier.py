"""`python -m assistant train --minutes`: minutes with their outcomes to a classifier, in two or three hours.

Of each sentence each kind of outcome is told or not; of each word of a task whether it names who is to do it, or says
until when. All layers are learnt, for what a sentence does is not what it is about. With `--continue` the shipped one
learns on in half an hour, and the mean of both is written.
Source: Devlin et al. 2019, "BERT" (arXiv 1810.04805), heads for sentences and for tokens on
one body.
"""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from itertools import chain
from pathlib import Path

import torch
from torch.nn import functional

from assistant.errors import UsageError
from assistant.evaluation.learning.classifier_lessons import Marked, marked
from assistant.evaluation.learning.classifier_network import OUTPUTS, ClassifierNetwork, inputs_of
from assistant.evaluation.learning.descent import counted_losses, descend, valued
from assistant.evaluation.learning.held_out import held_out
from assistant.evaluation.learning.pair_network import as_inputs, export
from assistant.evaluation.learning.resuming import halfway, resumed
from assistant.evaluation.minutes import graded, report_on
from assistant.evaluation.report import Report
from assistant.evaluation.sets.minutes import Minutes, minutes_in
from assistant.indexing.embedding.pairs import Pair, Words
from assistant.knowledge.minutes.classifier.network import NetworkClassifier
from assistant.knowledge.minutes.outcome import KINDS
from assistant.records import Span
from assistant.storage.errors import refuse_unwritable

OWN = Path(__file__).parent / "lessons" / "minutes.jsonl"  # written for this project
FEWEST = 20  # documents; fewer teach nothing that could be measured
SAMPLES = 24  # stretches that show the quantisation how large activations get
BATCH = 8  # stretches
ANEW = (2e-4, 1e-3)  # learning rates: of the layers, of the heads
FURTHER = (1.2e-4, 5e-4)
KNOWN = 2  # so many minutes that the network knows already are learnt again beside each new one


def train_classifier(
    files: Sequence[Path], body: Path, epochs: int, target: Path, known: Sequence[Path] = (), begun: Path | None = None
) -> Report:
    """Learns a classifier from the minutes in `files` and writes it to the file `target`.

    The numbers are those of the documents that were held out. One in the file `begun` learns further, and some of the
    `known` ones again, lest it forgets them; what is written is halfway between what it was and what it became.

    Args:
        body: folder of the unpacked embedding model.

    Raises:
        UsageError: a file holds no such minutes, or there are too few.
        StorageError: `target` cannot be written.
        ModelError: `begun` is no classifier.
    """
    refuse_unwritable(target.parent)
    found, again = ([one for file in some for one in minutes_in(file)] for some in (files, known))
    if len(found) < FEWEST:
        raise UsageError("too_few_minutes", count=len(found), least=FEWEST)
    taught, held = held_out(found, id)  # each by itself
    network, words = ClassifierNetwork(body), Words(body)
    before = {name: value.clone() for name, value in resumed(network, begun).state_dict().items()} if begun else None
    rounds = rounds_of(taught, epochs, again)
    with counted_losses(sum(map(len, rounds))) as told:
        rates = FURTHER if begun else ANEW
        teach(network, words, rounds, lambda count, loss: told(count, f"loss {loss:.2f}"), rates=rates)
    if before:
        halfway(network, before)
    _write(network, words, taught, target)
    classifier = NetworkClassifier(lambda: body, target)
    return report_on([graded(one, classifier) for one in held], ", ".join(file.name for file in files), verbose=False)


def _write(network: ClassifierNetwork, words: Words, minutes: Sequence[Minutes], target: Path) -> None:
    stretches = [one.stretch for one in marked(minutes)]
    drawn = random.Random(0).sample(stretches, min(SAMPLES, len(stretches)))
    samples = [inputs_of([one], words)[0] for one in drawn]
    export(network, OUTPUTS, samples, target)


def rounds_of(minutes: Sequence[Minutes], epochs: int, known: Sequence[Minutes] = ()) -> list[list[Marked]]:
    """All stretches of the minutes `epochs` times, cut anew each time, beside such of the `known` ones, drawn anew."""
    draw = random.Random(0)
    beside = min(KNOWN * len(minutes), len(known))
    return [list(marked([*minutes, *draw.sample(known, beside)], draw)) for _ in range(epochs)]


def teach(
    network: ClassifierNetwork,
    words: Words,
    rounds: Sequence[Sequence[Marked]],
    progress: Callable[[int, float], object],
    seed: int = 0,
    rates: tuple[float, float] = ANEW,
) -> None:
    """Teaches `network` one round after the other; `progress` is told how many stretches a batch had, and its loss.

    Raises:
        ValueError: there is nothing to learn from.
    """
    if not any(rounds):
        raise ValueError("no minutes to learn from")
    torch.manual_seed(seed)
    draw = random.Random(seed)
    descend(
        network,
        chain.from_iterable(_batches(stretches, draw) for stretches in rounds),
        sum(-(-len(one) // BATCH) for one in rounds),
        lambda batch: valued(_loss(network, words, batch)),
        rates,
        lambda batch, loss: progress(len(batch), loss),
    )


def _batches(stretches: Sequence[Marked], draw: random.Random) -> Iterator[Sequence[Marked]]:
    """Each stretch once, beside others of its length, so that little is padded; the batches in a drawn order."""
    ordered = sorted(stretches, key=lambda one: len(one.stretch.text))
    batches = [ordered[start : start + BATCH] for start in range(0, len(ordered), BATCH)]
    return iter(draw.sample(batches, len(batches)))


def _loss(network: ClassifierNetwork, words: Words, batch: Sequence[Marked]) -> torch.Tensor:
    arrays, pairs = inputs_of([one.stretch for one in batch], words)
    tokens, kinds, pooling, mask = as_inputs(arrays)
    found = network.judge(network.read_in_bfloat16(tokens, kinds, mask), pooling)
    wanted, counts = torch.zeros_like(found.kinds), torch.zeros(found.kinds.shape[:2])
    named, named_counts = torch.zeros_like(found.tokens), torch.zeros(found.tokens.shape[:2])
    for row, (one, pair) in enumerate(zip(batch, pairs, strict=True)):
        for column, (mark, (first, after)) in enumerate(zip(one.marks, pair.sentences, strict=True)):
            if after <= first:  # cut off
                continue
            counts[row, column] = 1
            wanted[row, column] = torch.tensor(mark.kinds, dtype=torch.float32)
            if mark.kinds[KINDS.index("task")]:
                named_counts[row, first:after] = 1
                _mark(named[row, :, 0], pair, mark.who)
                _mark(named[row, :, 1], pair, mark.until)
    return _surprise(found.kinds, wanted, counts) + _surprise(found.tokens, named, named_counts)


def _mark(tokens: torch.Tensor, pair: Pair, places: Sequence[Span]) -> None:
    for place in places:
        first, after = pair.tokens(place)
        tokens[first:after] = 1


def _surprise(logits: torch.Tensor, wanted: torch.Tensor, counts: torch.Tensor) -> torch.Tensor:
    """Of all logits of what counts, on average, in nats."""
    of_each = functional.binary_cross_entropy_with_logits(logits, wanted, reduction="none").sum(-1)
    return (of_each * counts).sum() / counts.sum().clamp(min=1)
