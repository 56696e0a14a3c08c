"""`python -m assistant train --proofs`: sentences with quotes to what tells whether the quotes prove them."""

from __future__ import annotations

import random
from collections.abc import Sequence
from pathlib import Path

from assistant.answering.proving.network import NetworkEntailment
from assistant.answering.reader.network import SHIPPED as READER
from assistant.errors import UsageError
from assistant.evaluation.learning.entailment_network import OUTPUTS, EntailmentNetwork, inputs_of
from assistant.evaluation.learning.pair_network import export
from assistant.evaluation.learning.reader_network import resumed
from assistant.evaluation.learning.train_entailment import begin, train
from assistant.evaluation.report import Report
from assistant.evaluation.verification import Pair, judged, pairs, report
from assistant.indexing.embedding.pairs import Words
from assistant.progress_bars import counted
from assistant.storage.atomic_files import atomic_file
from assistant.storage.errors import explained_storage, refuse_unwritable

OWN = Path(__file__).parent / "lessons" / "proofs.jsonl"  # written for this project
EPOCHS = 2
FEWEST = 100  # pairs; fewer teach nothing that could be measured
HELD_OUT = 10  # one in so many quotes is tried on and not learnt from
SAMPLES = 24  # pairs that show the quantisation how large activations get


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
    taught, held = _split(found)
    network, words = EntailmentNetwork(body), Words(body)
    begin(network, resumed(body, begun))
    with counted(epochs * len(taught), "learning") as bar:

        def told(count: int, loss: float) -> None:
            bar.set_postfix_str(f"loss {loss:.2f}", refresh=False)
            bar.update(count)

        train(network, words, taught, epochs, told)
    _write(network, words, taught, target)
    entailment = NetworkEntailment(lambda: body, target)
    judgements = [judged(one, entailment) for one in held]
    return report(Path(", ".join(file.name for file in files)), "held-out", judgements, verbose=False)


def _split(found: Sequence[Pair]) -> tuple[list[Pair], list[Pair]]:
    """All pairs of the same quotes are learnt from, or none."""
    numbers = {quotes: number for number, quotes in enumerate(dict.fromkeys(one.quotes for one in found))}
    taught = [one for one in found if numbers[one.quotes] % HELD_OUT]
    return taught, [one for one in found if not numbers[one.quotes] % HELD_OUT]


def _write(network: EntailmentNetwork, words: Words, taught: Sequence[Pair], target: Path) -> None:
    """To the file `target`, at once or not at all."""
    drawn = random.Random(0).sample(list(taught), min(SAMPLES, len(taught)))
    samples = [inputs_of([(one.sentence, one.quotes)], words) for one in drawn]
    with explained_storage(target), atomic_file(target) as beside:
        export(network, OUTPUTS, samples, beside)
