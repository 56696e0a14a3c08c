"""`python -m assistant calibrate`: question sets to what sentences are weighed by and answers are judged by.

All questions are asked twice, and every one of them is answered, however unsure: first by the present yardstick, to see
which sentences hold the answer; then by weights that were learnt from the questions on other documents (of a set of
passages: on other passages), to see which answers are right and what their evidence is. So every new number is that of
questions from which nothing was learnt.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import NamedTuple, Protocol, cast

import numpy as np
from numpy.typing import NDArray

from assistant.answering.watch import Watch
from assistant.answering.weighing.abstain import Judgement
from assistant.answering.weighing.weigh import FEATURES, Candidate, matrix
from assistant.answering.weighing.yardstick import EVIDENCE, Calibration, Yardstick
from assistant.errors import UsageError
from assistant.evaluation.grading import Grade, PathOf, grade, holds_answer
from assistant.evaluation.learning import judgements
from assistant.evaluation.learning.examples import FEWEST, FOLDS, refuse_few
from assistant.evaluation.learning.judgements import Judged, Level
from assistant.evaluation.learning.listwise import Listed, listwise
from assistant.evaluation.metrics import Ratio, recall_at
from assistant.evaluation.report import Cell, Change, Number, Report, Table, machine
from assistant.evaluation.run import Bench, Indexed, Open, Options, asks_of, taken_in
from assistant.evaluation.sets.datasets import DataSet, GoldQuestion, GoldSet, JudgedSet
from assistant.progress_bars import each
from assistant.records import Answer, Question
from assistant.storage.errors import explained_storage, refuse_unwritable

FEWEST_UNANSWERABLE = 10
SHRINKAGE = 2e-2  # draws the weights of sentences to the present ones, as strongly as `tune` draws its own
UNGRADED_WEIGHT = 0.5  # where it is only known that there is an answer, and not whether the one given is right
CUTOFFS = (1, 5)
ALWAYS = ((0.0, 1.0),)  # the trade-off of who answers whatever the evidence says

Array = NDArray[np.float64]
Opened = Callable[[Yardstick], Open]


class Watched(Protocol):
    """An assistant that tells what it made of the sentences."""

    def ask(self, question: Question, *, watch: Seen) -> Answer: ...


class Seen(Watch):
    """Keeps the last step of a question in which sentences were weighed, and counts such steps."""

    def __init__(self) -> None:
        self.ranked: Sequence[Candidate] = ()
        self.judgement: Judgement | None = None
        self.steps = 0

    def weighed(self, ranked: Sequence[Candidate], judgement: Judgement) -> None:
        self.ranked, self.judgement = ranked, judgement
        self.steps += 1


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


@dataclass
class AskedQuestions:
    """What asking all questions gave: sentences to learn from, for each question with a right one among them;
    judgements of questions on whole folders and on judged passages, by set and id; and how many were left out."""

    weighings: list[Weighing] = field(default_factory=list)
    judged: dict[str, Judged] = field(default_factory=dict)
    left_out: int = 0


class _Learning:
    """Asks the sets; a fold holds the questions on the same documents, of whatever set."""

    def __init__(self, datasets: Sequence[DataSet], bench: Bench, opened: Opened, options: Options) -> None:
        self._datasets = datasets
        self._bench = bench
        self._opened = opened
        self._options = options
        self._folds: dict[str, int] = {}

    def asked(self, by: Yardstick, found: AskedQuestions, fold: int | None = None) -> AskedQuestions:
        """Has every question answered, or those of one fold, and adds what it gave to `found`."""
        always = replace(by, calibration=replace(by.calibration, trade_off=ALWAYS))
        watching = replace(self._bench, open=self._opened(always))
        for dataset in self._datasets:
            with taken_in(dataset, watching, self._options) as indexed:
                self._ask(dataset, indexed, found, fold)
        return found

    def _ask(self, dataset: DataSet, indexed: Indexed, found: AskedQuestions, only: int | None) -> None:
        assistant = cast("Watched", indexed.assistant)
        asks = [(self._fold(dataset, ask.gold), ask) for ask in asks_of(dataset, indexed)]
        for fold, ask in each([one for one in asks if only in (None, one[0])], dataset.source.name):
            seen = Seen()
            given = grade(ask.gold, assistant.ask(ask.question, watch=seen), 0.0, indexed.path_of)
            judgement = seen.judgement
            if seen.steps > 1 or (given.answered and judgement is None):
                found.left_out += 1
                continue
            if isinstance(dataset, GoldSet | JudgedSet):
                judged = _judged(given, judgement, fold, is_graded=isinstance(dataset, GoldSet))
                found.judged[f"{dataset.source.name}#{ask.gold.id}"] = judged
            is_right = np.array([_holds(one, ask.gold, indexed.path_of) for one in seen.ranked], bool)
            if is_right.any():
                found.weighings.append(Weighing(matrix(seen.ranked), is_right, fold))

    def _fold(self, dataset: DataSet, gold: GoldQuestion) -> int:
        place = gold.document or f"{dataset.source.name}#{gold.id}"
        return self._folds.setdefault(place, len(self._folds) % FOLDS)


def _judged(given: Grade, judgement: Judgement | None, fold: int, *, is_graded: bool) -> Judged:
    answerable = given.question.answerable
    return Judged(
        None if judgement is None or judgement.is_instruction else judgement.evidence,
        answerable,
        given.correct if is_graded else answerable,
        is_graded,
        fold,
        1.0 if is_graded else UNGRADED_WEIGHT,
    )


def calibrate(
    datasets: Sequence[DataSet], bench: Bench, opened: Opened, options: Options, present: Yardstick, target: Path
) -> Report:
    """Learns a yardstick from the sets and writes it to the file `target` if it is better; the report says whether.

    Questions on folders teach everything, those on judged passages when there is an answer, all others which sentence
    holds it. `opened` opens an assistant that measures by what it is given, `present` is how it measures now. Better is
    what is worth more where at most so many answers may be wrong as the settings say.

    Raises:
        UsageError: the sets have too few questions, too few without an answer, or all on one document.
        StorageError: `target` cannot be written.
        AssistantError: documents are missing, or an index cannot be built or opened.
    """
    _refuse_answerable(datasets)
    refuse_unwritable(target.parent)
    learning = _Learning(datasets, bench, opened, options)
    found = _learnt_from(learning, present, bench.settings.wrong_answers / 100)
    circumstances = {
        "data set": ", ".join(str(one.source) for one in datasets),
        "questions": f"{len(found.later.judged)} judged; {len(found.later.ranks)} with the answer among the sentences",
        "left out": f"{found.left_out} questions that ask for a list, or for several things",
        "model": bench.embedder.name,
    }
    is_better = found.later.worth > found.earlier.worth
    if is_better:
        with explained_storage(target):
            found.yardstick.write(target, circumstances)
    result = f"better: written to {target}" if is_better else "not better: nothing is changed"
    return _report(circumstances, found, result)


def _learnt_from(learning: _Learning, present: Yardstick, most_wrong: float) -> _Found:
    """A new yardstick beside the present one, each at the threshold of so large a share of wrong answers."""
    before, after = learning.asked(present, AskedQuestions()), AskedQuestions()
    refuse_few([one.fold for one in before.weighings])
    by_fold = [_learnt([one for one in before.weighings if one.fold != fold], present.weights) for fold in range(FOLDS)]
    for fold, weights in enumerate(by_fold):
        learning.asked(replace(present, weights=weights), after, fold)
    judged_before, judged = paired(before.judged, after.judged)
    confidences = judgements.cross_validated(judged)
    traded = list(judgements.levels(judged, confidences))
    calibration = judgements.with_trade_off(judgements.fitted(judged), traded)
    if not calibration.trade_off:
        raise UsageError("too_few_questions", count=len(judged), least=FEWEST)
    earlier = _Measured(
        [one.rank(present.weights) for one in before.weighings],
        judged_before,
        judgements.confidences(judged_before, present.calibration),
        present.calibration.threshold(most_wrong),
    )
    ranks = [one.rank(by_fold[one.fold]) for one in before.weighings]
    later = _Measured(ranks, judged, confidences, calibration.threshold(most_wrong))
    yardstick = _rounded(Yardstick(_learnt(before.weighings, present.weights), calibration))
    return _Found(yardstick, earlier, later, traded, before.left_out)


def paired(before: Mapping[str, Judged], after: Mapping[str, Judged]) -> tuple[list[Judged], list[Judged]]:
    """The questions that were judged both times, in one order: only such can be compared one by one."""
    both = [id for id in before if id in after]
    return [before[id] for id in both], [after[id] for id in both]


REMARK = (
    "new numbers are of questions on documents from which nothing was learnt; the present yardstick may have been"
    " learnt from these very questions, which flatters it"
)


@dataclass(frozen=True, slots=True)
class _Measured:
    """A yardstick on all questions: ranks of right sentences, judgements with their confidence, and the threshold."""

    ranks: list[int]
    judged: list[Judged]
    confidences: list[float]
    threshold: float

    @property
    def worth(self) -> float:
        return judgements.worth(self.judged, self.confidences, self.threshold).value or 0.0

    def ratios(self) -> dict[str, Ratio]:
        ranked = {f"right sentence among {cutoff}": recall_at(self.ranks, cutoff) for cutoff in CUTOFFS}
        return {**ranked, "worth of answers": judgements.worth(self.judged, self.confidences, self.threshold)}

    def area(self, *, is_graded: bool, of_right: bool) -> str:
        pairs = [
            (found, one.is_right if of_right else one.is_answerable)
            for one, found in zip(self.judged, self.confidences, strict=True)
            if one.is_graded == is_graded
        ]
        found = judgements.area([confidence for confidence, _ in pairs], [positive for _, positive in pairs])
        return "-" if found is None else f"{found:.3f}"


class _Found(NamedTuple):
    """What was learnt: how the present yardstick and the new one measure, and how many questions were left out."""

    yardstick: Yardstick
    earlier: _Measured
    later: _Measured
    traded: Sequence[Level]
    left_out: int


def _report(circumstances: dict[str, str], found: _Found, result: str) -> Report:
    yardstick, earlier, later, traded, _ = found
    ratios, earlier_ratios = later.ratios(), earlier.ratios()
    changes = (Change.of(name, earlier_ratios[name], ratio) for name, ratio in ratios.items())
    return Report(
        title="Yardstick",
        circumstances={
            **circumstances,
            "machine": machine(),
            "weights of sentences": _named(FEATURES, yardstick.weights),
            "weights of evidence": _named(EVIDENCE, yardstick.calibration.weights),
            "bias": f"{yardstick.calibration.bias:g}",
            "out of scope below a cosine of": f"{yardstick.calibration.out_of_scope:g}",
            **{name: f"{before} before, {now} now" for name, before, now in _areas(earlier, later)},
            "result": result,
        },
        numbers=tuple(Number.of(name, ratio) for name, ratio in ratios.items()),
        changes=tuple(change for change in changes if change),
        before="the present yardstick",
        tables=(_table(traded),),
        remarks=(REMARK,),
    )


def _areas(earlier: _Measured, later: _Measured) -> Iterator[tuple[str, str, str]]:
    """The AUC before and now; without an interval, for its pairs share questions."""
    for name, is_graded, of_right in (
        ("AUC of right", True, True),
        ("AUC of answerable", True, False),
        ("AUC of answerable, judged passages", False, False),
    ):
        before, now = (one.area(is_graded=is_graded, of_right=of_right) for one in (earlier, later))
        yield name, before, now


def _holds(candidate: Candidate, gold: GoldQuestion, path_of: PathOf) -> bool:
    return path_of(candidate.document.id) in gold.documents and holds_answer(candidate.text, gold.answers)


def _learnt(weighings: Sequence[Weighing], present: Sequence[float]) -> tuple[float, ...]:
    lists = [Listed(one.features, one.is_right) for one in weighings]
    return tuple(map(float, listwise(lists, np.array(present), SHRINKAGE)))


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
    found = yardstick.calibration
    weights = tuple(float(f"{one:.4g}") for one in found.weights)
    calibration = Calibration(weights, round(found.bias, 3), found.trade_off, round(found.out_of_scope, 3))
    return Yardstick(tuple(float(f"{one:.4g}") for one in yardstick.weights), calibration)


def _named(names: Sequence[str], values: Sequence[float]) -> str:
    return ", ".join(f"{name} {value:g}" for name, value in zip(names, values, strict=True))


def _refuse_answerable(datasets: Sequence[DataSet]) -> None:
    gold = [question for one in datasets if isinstance(one, GoldSet) for question in one.questions]
    if (count := sum(not question.answerable for question in gold)) < FEWEST_UNANSWERABLE:
        raise UsageError("too_few_unanswerable", count=count, least=FEWEST_UNANSWERABLE)
