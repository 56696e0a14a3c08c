"""`python -m assistant train --minutes`: minutes with their outcomes to a classifier."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

from assistant.errors import UsageError
from assistant.evaluation.learning.classifier_lessons import marked
from assistant.evaluation.learning.classifier_network import OUTPUTS, ClassifierNetwork, inputs_of
from assistant.evaluation.learning.pair_network import export
from assistant.evaluation.learning.train_classifier import rounds_of, train
from assistant.evaluation.minutes import graded, report_on
from assistant.evaluation.report import Report
from assistant.evaluation.sets.minutes import Minutes, minutes_in
from assistant.indexing.embedding.pairs import Words
from assistant.knowledge.minutes.classifier.network import NetworkClassifier
from assistant.progress_bars import counted
from assistant.storage.atomic_files import atomic_file
from assistant.storage.errors import explained_storage, refuse_unwritable

OWN = Path(__file__).parent / "lessons" / "minutes.jsonl"  # written for this project
EPOCHS = 6
FEWEST = 20  # documents; fewer teach nothing that could be measured
HELD_OUT = 10  # one in so many is tried on and not learnt from
SAMPLES = 24  # stretches that show the quantisation how large activations get


def train_classifier(files: Sequence[Path], body: Path, epochs: int, target: Path) -> Report:
    """Learns a classifier from the minutes in `files` and writes it to the file `target`.

    The numbers are those of the documents that were held out.

    Args:
        body: folder of the unpacked embedding model.

    Raises:
        UsageError: a file holds no such minutes, or there are too few.
        StorageError: `target` cannot be written.
    """
    refuse_unwritable(target.parent)
    found = [one for file in files for one in minutes_in(file)]
    if len(found) < FEWEST:
        raise UsageError("too_few_minutes", count=len(found), least=FEWEST)
    taught = [one for number, one in enumerate(found) if number % HELD_OUT]
    network, words = ClassifierNetwork(body), Words(body)
    rounds = rounds_of(taught, epochs)
    with counted(sum(map(len, rounds)), "learning") as bar:

        def told(count: int, loss: float) -> None:
            bar.set_postfix_str(f"loss {loss:.2f}", refresh=False)
            bar.update(count)

        train(network, words, rounds, told)
    _write(network, words, taught, target)
    classifier = NetworkClassifier(lambda: body, target)
    held = [graded(one, classifier) for one in found[::HELD_OUT]]
    return report_on(held, ", ".join(file.name for file in files), verbose=False)


def _write(network: ClassifierNetwork, words: Words, minutes: Sequence[Minutes], target: Path) -> None:
    """To the file `target`, at once or not at all."""
    stretches = [one.stretch for one in marked(minutes)]
    drawn = random.Random(0).sample(stretches, min(SAMPLES, len(stretches)))
    samples = [inputs_of([one], words)[0] for one in drawn]
    with explained_storage(target), atomic_file(target) as beside:
        export(network, OUTPUTS, samples, beside)
