"""`python -m assistant calibrate`: question sets to what sentences are weighed by and answers are judged by.

All questions are asked twice, and every one of them is answered, however unsure: first by the present yardstick, to see
which sentences hold the answer and to learn what speaks for them; then by what was learnt, to see which answers are
right now and what their evidence was.
"""

from __future__ import annotations

import dataclasses
import sys
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Protocol, TypeVar, cast

import numpy as np
from numpy.typing import NDArray

from assistant.answering.abstain import Judgement
from assistant.answering.understand import Understanding
from assistant.answering.verify import Verdict
from assistant.answering.weigh import FEATURES, Candidate, matrix
from assistant.answering.yardstick import EVIDENCE, Calibration, Yardstick, Yardsticks
from assistant.errors import UsageError
from assistant.evaluation.grading import PathOf, grade, holds_answer
from assistant.evaluation.learning import judgements
from assistant.evaluation.learning.examples import FOLDS
from assistant.evaluation.learning.judgements import Judged, Level
from assistant.evaluation.learning.listwise import Listed, listwise
from assistant.evaluation.metrics import Ratio, recall_at
from assistant.evaluation.report import Cell, Change, Number, Report, Table, machine
from assistant.evaluation.run import Bench, Indexed, Open, Options, asks_of, taken_in
from assistant.evaluation.sets.datasets import DataSet, GoldQuestion, JudgedSet
from assistant.records import Answer, Filters, Question, Quote
from assistant.retrieving.retrieve import Match
from assistant.storage.troubles import explained_storage, refuse_unwritable

FEWEST = 50  # fewer questions teach their own chance
# Draws the weights of sentences to the present ones (docs/MEASUREMENTS.md).
SHRINKAGE = 2e-2
# Where it is only known that there is an answer, and not whether the one given is right.
UNGRADED_WEIGHT = 0.5
CUTOFFS = (1, 5)
ALWAYS = ((0.0, 1.0),)  # the trade-off of who answers whatever the evidence says

Array = NDArray[np.float64]
T = TypeVar("T")


class Watched(Protocol):
    """An assistant that tells what it made of the sentences."""

    def ask(self, question: Question, *, watch: _Seen) -> Answer: ...


class _Seen:
    """A Watch that keeps the last step of a question in which sentences were weighed."""

    def __init__(self) -> None:
        self.ranked: Sequence[Candidate] = ()
        self.judgement: Judgement | None = None

    def searched(self, asked: Understanding, filters: Filters, matches: Sequence[Match]) -> None:
        pass

    def weighed(self, ranked: Sequence[Candidate], judgement: Judgement) -> None:
        self.ranked, self.judgement = ranked, judgement

    def verified(self, quotes: Sequence[Quote], verdicts: Sequence[Verdict]) -> None:
        pass


@dataclass(frozen=True, slots=True)
class Weighing:
    """The sentences of one question, best first, with their features (n, f), and which of them hold the answer."""

    features: Array
    is_right: NDArray[np.bool_]
    fold: int

    def rank(self, weights: Sequence[float]) -> int:
        """The rank of the first right sentence under `weights`."""
        order = np.argsort(-(self.features @ np.array(weights)), kind="stable")
        return 1 + int(np.flatnonzero(self.is_right[order])[0])


@dataclass(frozen=True, slots=True)
class Asked:
    """What asking all questions gave: sentences to learn from, one entry for each question that has a right one among
    them, and judgements, one for each question."""

    weighings: list[Weighing]
    judged: list[Judged]


def calibrate(
    datasets: Sequence[DataSet],
    bench: Bench,
    opened: Callable[[Yardsticks], Open],
    options: Options,
    present: Yardstick,
    target: Path,
) -> Report:
    """Learns a yardstick from the sets and writes it to the file `target` if it is better; the report says whether.

    `opened` opens an assistant that measures by what it is given; `present` is how it measures now.

    Raises:
        UsageError: the sets have too few questions, or none without an answer.
        StorageError: `target` cannot be written.
        AssistantError: documents are missing, or an index cannot be built or opened.
    """
    refuse_unwritable(target.parent)
    before = _asked(datasets, bench, opened, options, present)
    _refuse_few(before)
    weights = _learnt(before.weighings, present.weights)
    after = _asked(datasets, bench, opened, options, replace(present, weights=weights))
    confidences = judgements.cross_validated(after.judged)
    traded = list(judgements.levels(after.judged, confidences))
    calibration = judgements.with_trade_off(judgements.fitted(after.judged), traded)
    numbers = _numbers(_cross_validated_ranks(before.weighings, present.weights), after.judged, confidences)
    earlier = _numbers(
        [one.rank(present.weights) for one in before.weighings],
        before.judged,
        judgements.confidences(before.judged, present.calibration),
    )
    yardstick = _rounded(Yardstick(weights, calibration))
    is_better = _value(numbers[_LOSS]) < _value(earlier[_LOSS])
    circumstances = {
        "data set": ", ".join(f"{one.source.name}, sha256 {one.source.sha256}" for one in datasets),
        "questions": f"{len(after.judged)}; with the answer among the sentences {len(before.weighings)}",
        "model": bench.embedder.name,
    }
    if is_better:
        with explained_storage(target):
            yardstick.write(target, circumstances)
    changes = (Change.of(name, earlier[name], ratio) for name, ratio in numbers.items() if name != _LOSS)
    return Report(
        title="Yardstick",
        circumstances={
            **circumstances,
            "machine": machine(),
            "weights of sentences": _named(FEATURES, yardstick.weights),
            "weights of evidence": _named(EVIDENCE, yardstick.calibration.weights)
            + f", bias {yardstick.calibration.bias:g}",
            _LOSS: f"{_value(numbers[_LOSS]):.3f} nats (before {_value(earlier[_LOSS]):.3f})",
            "result": f"better: written to {target}" if is_better else "not better: nothing is changed",
        },
        numbers=tuple(Number.of(name, ratio) for name, ratio in numbers.items() if name != _LOSS),
        changes=tuple(change for change in changes if change),
        before="the present yardstick",
        tables=(_table(traded),),
        remarks=(REMARK,),
    )


_LOSS = "surprise"
REMARK = (
    "new numbers are cross-validated by document; the present yardstick may have been fitted to these very questions,"
    " which flatters it"
)


def _asked(
    datasets: Sequence[DataSet], bench: Bench, opened: Callable[[Yardsticks], Open], options: Options, by: Yardstick
) -> Asked:
    """Asks every question of the sets, and has each of them answered."""
    always = replace(by, calibration=replace(by.calibration, trade_off=ALWAYS))
    watching = dataclasses.replace(bench, open=opened(Yardsticks(always, always)))
    found = Asked([], [])
    for dataset in datasets:
        with taken_in(dataset, watching, options) as indexed:
            _ask_each(dataset, indexed, found)
    return found


def _ask_each(dataset: DataSet, indexed: Indexed, found: Asked) -> None:
    folds: dict[str, int] = {}
    is_graded = not isinstance(dataset, JudgedSet)
    assistant = cast("Watched", indexed.assistant)
    for ask in _bar(list(asks_of(dataset, indexed)), dataset.source.name):
        gold, seen = ask.gold, _Seen()
        given = grade(gold, assistant.ask(ask.question, watch=seen), 0.0, indexed.path_of)
        fold = folds.setdefault(gold.document or gold.id, len(folds) % FOLDS)
        judgement = seen.judgement
        if given.answered and judgement is None:
            continue  # a list, which nothing judges
        known = judgement is not None and not judgement.is_instruction
        found.judged.append(
            Judged(
                judgement.evidence if judgement and known else None,
                gold.answerable,
                given.correct if is_graded else gold.answerable,
                is_graded,
                fold,
                1.0 if is_graded else UNGRADED_WEIGHT,
            )
        )
        is_right = np.array([_holds(one, gold, indexed.path_of) for one in seen.ranked], bool)
        if is_right.any():
            found.weighings.append(Weighing(matrix(seen.ranked), is_right, fold))


def _holds(candidate: Candidate, gold: GoldQuestion, path_of: PathOf) -> bool:
    return path_of(candidate.document.id) in gold.documents and holds_answer(candidate.text, gold.answers)


def _learnt(weighings: Sequence[Weighing], present: Sequence[float]) -> tuple[float, ...]:
    lists = [Listed(one.features, one.is_right) for one in weighings]
    return tuple(map(float, listwise(lists, np.array(present), SHRINKAGE)))


def _cross_validated_ranks(weighings: Sequence[Weighing], present: Sequence[float]) -> list[int]:
    """The rank of each question's right sentence, under weights learnt without the documents of its fold."""
    by_fold = [_learnt([one for one in weighings if one.fold != fold], present) for fold in range(FOLDS)]
    return [one.rank(by_fold[one.fold]) for one in weighings]


def _numbers(ranks: Sequence[int], judged: Sequence[Judged], confidences: Sequence[float]) -> dict[str, Ratio]:
    return {
        **{f"right sentence among {cutoff}": recall_at(ranks, cutoff) for cutoff in CUTOFFS},
        "AUC of right": _area(judged, confidences, lambda one: one.is_right, lambda one: one.is_graded),
        "AUC of answerable": _area(judged, confidences, lambda one: one.is_answerable, lambda one: one.is_graded),
        "AUC of answerable, not graded": _area(
            judged, confidences, lambda one: one.is_answerable, lambda one: not one.is_graded
        ),
        _LOSS: judgements.log_losses(judged, confidences),
    }


def _area(
    judged: Sequence[Judged],
    confidences: Sequence[float],
    is_positive: Callable[[Judged], bool],
    counts: Callable[[Judged], bool],
) -> Ratio:
    chosen = [(found, is_positive(one)) for one, found in zip(judged, confidences, strict=True) if counts(one)]
    return judgements.area([found for found, _ in chosen], [positive for _, positive in chosen])


def _table(traded: Sequence[Level]) -> Table:
    """A row for each confidence from which on an answer may be given."""
    head = ("wrong of given", "right", "wrong", "declined", "refusal recall", "refusal precision")
    rows = []
    for one in traded:
        found = (one.wrong_of_given, one.right, one.wrong, one.declined, one.refusal_recall, one.refusal_precision)
        numbers: list[Cell] = [Number.of(name, ratio) for name, ratio in zip(head, found, strict=True)]
        rows.append((f"{one.confidence:.1f}", *numbers))
    return Table("What answering from a confidence on trades", ("confidence from", *head), tuple(rows))


def _rounded(yardstick: Yardstick) -> Yardstick:
    """Four digits: what people can read, and far below what questions can tell."""
    calibration = yardstick.calibration
    return Yardstick(
        tuple(float(f"{one:.4g}") for one in yardstick.weights),
        Calibration(
            tuple(float(f"{one:.4g}") for one in calibration.weights),
            round(calibration.bias, 3),
            calibration.trade_off,
        ),
    )


def _named(names: Sequence[str], values: Sequence[float]) -> str:
    return ", ".join(f"{name} {value:g}" for name, value in zip(names, values, strict=True))


def _value(ratio: Ratio) -> float:
    return ratio.value if ratio.value is not None else float("inf")


def _refuse_few(found: Asked) -> None:
    if len(found.weighings) < FEWEST:
        raise UsageError("too_few_questions", count=len(found.weighings), least=FEWEST)
    if all(one.is_answerable for one in found.judged if one.is_graded):
        raise UsageError("no_unanswerable_questions")


def _bar(items: Sequence[T], label: str) -> Iterator[T]:
    """The items; a bar counts them on a terminal."""
    from tqdm import tqdm

    return iter(tqdm(items, desc=label, file=sys.stderr, disable=None))
