"""`python -m assistant train`: questions on passages to a reader of one's own."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import islice
from pathlib import Path

from assistant.answering.reader.load import warm_up
from assistant.answering.reader.network import NetworkReader
from assistant.answering.reader.reader import Finding, Reader
from assistant.errors import UsageError
from assistant.evaluation.learning.descent import counted_losses
from assistant.evaluation.learning.hard_negatives import hardened
from assistant.evaluation.learning.held_out import held_out
from assistant.evaluation.learning.pair_network import export
from assistant.evaluation.learning.reader_descent import ANEW, FURTHER, Losses, teach
from assistant.evaluation.learning.reader_lessons import Draw, Lesson, Marked, Text, batches
from assistant.evaluation.learning.reader_network import OUTPUTS, Network
from assistant.evaluation.learning.resuming import halfway, resumed
from assistant.evaluation.metrics import Ratio, mean
from assistant.evaluation.report import Change, Number, Report, machine
from assistant.evaluation.run import Bench, Indexed, Options, taken_in
from assistant.evaluation.sets.datasets import PassageSet
from assistant.indexing.embedding import bundled
from assistant.indexing.embedding.pairs import Words
from assistant.progress_bars import each
from assistant.records import STAFF, Filters, Span
from assistant.storage.errors import refuse_unwritable

OWN = Path(__file__).parent / "lessons" / "questions.jsonl"  # written for this project, together with their passages
FEWEST = 50  # fewer questions teach nothing that could be measured
SEARCHED = 12  # so many passages are looked through for such as do not hold the answer
BESIDE = 4  # of which so many of the best stand beside the right one
FLATTERED = "the present reader may know the questions that were held out here, which flatters it"
BOTH_FLATTERED = "both readers may know the questions that were held out here, which flatters them"

SAMPLES = 24  # stretches that show the quantisation how large activations get


def train_reader(
    datasets: Sequence[PassageSet],
    bench: Bench,
    epochs: int,
    target: Path,
    present: Reader | None,
    begun: Path | None = None,
) -> Report:
    """Learns a reader from the sets and writes it to the file `target`.

    The numbers are those of the questions on documents that were held out, beside those of the `present` reader. One
    in the file `begun` learns further; what is written then is the mean of what it was and of what it became.

    Raises:
        UsageError: the sets have too few questions.
        StorageError: `target` cannot be written.
        AssistantError: an index cannot be built, the embedding model cannot be unpacked, or `begun` is no reader.
    """
    refuse_unwritable(target.parent)
    body = bundled.model_folder(bench.settings.model_cache)
    network = resumed(Network(body), begun) if begun else Network(body)
    if present:
        warm_up(present)  # its file may be the very target
    found = [lesson for dataset in datasets for lesson in _lessons(dataset, bench)]
    if len(found) < FEWEST:
        raise UsageError("too_few_questions", count=len(found), least=FEWEST)
    taught, held = held_out(found, lambda one: one.document)
    if present:
        draw = Draw(0)
        taught = [hardened(lesson, present, draw) for lesson in each(taught, "looking for mistakes")]
    words = Words(body)
    _learn(network, words, taught, epochs, goes_on=begun is not None)
    _write(network, words, taught, target)
    numbers, changes = _compared(held, NetworkReader(lambda: body, target), present)
    return Report(
        title="Reader",
        circumstances={
            "data set": ", ".join(str(one.source) for one in datasets),
            "questions": f"{len(taught)}, {epochs} times; {len(held)} held out",
            **({"learnt further": str(begun)} if begun else {}),
            "machine": machine(),
            "result": f"written to {target}; to use it: ASSISTANT_READER={target}",
        },
        numbers=numbers,
        changes=changes,
        before="the present reader",
        remarks=(BOTH_FLATTERED,) if begun else (FLATTERED,) if present else (),
    )


def _lessons(dataset: PassageSet, bench: Bench) -> Iterator[Lesson]:
    """The questions of the set, each with what a search finds beside its passage."""
    texts = {id: Text.of(text, dataset.titles.get(id, "")) for id, text in dataset.passages.items()}
    parts: dict[str, list[str]] = {}
    for id in texts:
        parts.setdefault(dataset.documents.get(id, id), []).append(id)
    with taken_in(dataset, bench, Options()) as indexed:
        by_document = {indexed.document_of[id]: text for id, text in texts.items()}
        for one in each(dataset.questions, "searching"):
            answer = Span(one.start, one.start + len(one.answer)) if one.answerable else None
            document = dataset.documents.get(one.passage, one.passage)
            ours = {indexed.document_of[id] for id in parts[document]}
            others = tuple(islice(_others(one.question, one.answer, ours, by_document, indexed), BESIDE))
            beside = tuple(texts[id] for id in parts[document] if id != one.passage)
            yield Lesson(one.question, f"{dataset.source.name}#{document}", texts[one.passage], answer, others, beside)


def _others(question: str, answer: str, ours: set[str], texts: dict[str, Text], indexed: Indexed) -> Iterator[Text]:
    """What a search finds in documents that are not `ours`, without the answer's own words."""
    for hit in indexed.assistant.search(question, audiences=STAFF, filters=Filters(), k=SEARCHED):
        text = texts.get(hit.document.id) or Text.of(hit.passage.text)
        if hit.document.id not in ours and not (answer and answer in text.text):
            yield text


def _learn(network: Network, words: Words, lessons: Sequence[Lesson], epochs: int, *, goes_on: bool) -> None:
    """Teaches the network the lessons; one that `goes_on` ends halfway between what it was and what it became."""
    before = {name: value.clone() for name, value in network.state_dict().items()} if goes_on else None
    with counted_losses(epochs * len(lessons)) as told:

        def batch_done(count: int, losses: Losses) -> None:
            told(count, f"sentence {losses.sentence:.2f}, answers {losses.answers:.2f}")

        teach(network, words, lessons, epochs, batch_done, recipe=FURTHER if goes_on else ANEW)
    if before:
        halfway(network, before)


def _write(network: Network, words: Words, lessons: Sequence[Lesson], target: Path) -> None:
    drawn = next(batches(lessons, Draw(0), SAMPLES))
    samples = [words.inputs([lesson.question], [found[0].stretch])[0] for lesson, found in drawn]
    export(network, OUTPUTS, samples, target)


def _compared(
    held: Sequence[Lesson], new: Reader, present: Reader | None
) -> tuple[tuple[Number, ...], tuple[Change, ...]]:
    """How often the best sentence holds the answer, and how often answerable questions are told from near misses."""
    after = _measured(held, new)
    before = _measured(held, present) if present else {}
    changes = (Change.of(name, ratio, after[name]) for name, ratio in before.items())
    numbers = tuple(Number.of(name, ratio) for name, ratio in after.items())
    return numbers, tuple(change for change in changes if change)


def _measured(held: Sequence[Lesson], reader: Reader) -> dict[str, Ratio]:
    draw = Draw(0)
    first, told = [], []
    for lesson in held:
        if stretches := draw.stretches(lesson):
            found = reader.read(lesson.question, [one.stretch for one in stretches])
            told.append((max(one.answers for one in found) > 0) == bool(lesson.answer))
            if lesson.answer:
                first.append(_holds(stretches, *_best(found)))
    return {"right sentence first": mean(first), "answerable or not": mean(told)}


def _best(found: Sequence[Finding]) -> tuple[int, int]:
    """The numbers of the stretch and of its sentence that most speaks for."""
    scores = {(row, n): one.answers + logit for row, one in enumerate(found) for n, logit in enumerate(one.sentences)}
    return max(scores, key=scores.__getitem__)


def _holds(stretches: Sequence[Marked], row: int, number: int) -> bool:
    answer, sentence = stretches[row].answer, stretches[row].stretch.sentences[number]
    return answer is not None and answer.touches(sentence)
