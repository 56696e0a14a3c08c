"""Whether to answer, learnt: the evidence that tells counts, and what a threshold trades is counted right."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.answering.weighing.yardstick import EVIDENCE, FOUND_NOTHING, Evidence
from assistant.evaluation.learning.examples import FOLDS
from assistant.evaluation.learning.judgements import (
    LEVELS,
    Judged,
    area,
    confidences,
    cross_validated,
    fitted,
    levels,
    with_trade_off,
    worth,
)


def questions(telling: str, count: int = 200) -> list[Judged]:
    """Every second one is right, and has more of the evidence `telling`; all other evidence is chance."""
    draw = np.random.default_rng(5)
    made = []
    for number in range(count):
        found = draw.normal(size=len(EVIDENCE))
        is_right = number % 2 == 0
        found[EVIDENCE.index(telling)] += 2.0 * is_right
        found[EVIDENCE.index("answers")] += 9.0  # none is refuted
        made.append(Judged(Evidence(*found), is_right or number % 4 == 1, is_right, True, number % FOLDS))
    return made


def one(*, is_right: bool, is_answerable: bool = True, is_graded: bool = True) -> Judged:
    return Judged(Evidence(*[0.0] * len(EVIDENCE)), is_answerable, is_right, is_graded, 0)


def test_what_the_reader_finds_no_answer_to_is_declined_from_any_confidence_on() -> None:
    calibration = fitted(questions("similarity"))
    sure = Evidence(*[9.0] * len(EVIDENCE))
    refuted = replace(one(is_right=True), evidence=sure._replace(answers=FOUND_NOTHING - 0.1))
    found = confidences([replace(one(is_right=True), evidence=sure), refuted], calibration)
    assert found == [pytest.approx(1, abs=0.01), 0]


def test_out_of_scope_is_what_is_farther_than_nearly_all_that_has_an_answer() -> None:
    def near(similarity: float, *, is_answerable: bool) -> Judged:
        found = one(is_right=is_answerable, is_answerable=is_answerable)
        return replace(found, evidence=Evidence(similarity, 0.0, 0.0, 0.0))

    answerable = [near(0.8 + step / 10_000, is_answerable=True) for step in range(1_000)]
    far = [near(0.2, is_answerable=False) for _ in range(500)]
    assert fitted([*answerable, *far]).out_of_scope == pytest.approx(0.8005, abs=0.0001)
    assert fitted(far).out_of_scope == -1, "nothing is known to be near"


@pytest.mark.parametrize("telling", EVIDENCE)
def test_the_evidence_that_tells_gets_the_largest_weight(telling: str) -> None:
    weights = dict(zip(EVIDENCE, fitted(questions(telling)).weights, strict=True))
    assert max(weights, key=lambda name: weights[name]) == telling
    assert min(weights.values()) >= 0, "nothing that is found speaks against an answer"


def test_the_confidence_is_as_often_right_as_it_says() -> None:
    judged = questions("lead", 2000)
    found = np.array(confidences(judged, fitted(judged)))
    right = np.array([q.is_right for q in judged])
    for low in (0.1, 0.3, 0.5, 0.7):
        inside = (found >= low) & (found < low + 0.2)
        assert right[inside].mean() == pytest.approx(found[inside].mean(), abs=0.1)


def test_each_confidence_comes_from_a_model_that_did_not_see_the_question() -> None:
    judged = questions("named")
    changed = [replace(q, is_right=not q.is_right) if q.fold == 0 else q for q in judged]
    before, after = cross_validated(judged), cross_validated(changed)
    for q, earlier, later in zip(judged, before, after, strict=True):
        assert (earlier == later) == (q.fold == 0)


def test_what_counts_less_moves_less() -> None:
    wrong = [replace(q, evidence=Evidence(*(-x for x in q.evidence or ())), weight=0.01) for q in questions("lead")]
    heavy = fitted([*questions("lead"), *[replace(q, weight=1.0) for q in wrong]])
    light = fitted([*questions("lead"), *wrong])
    assert light.weights[EVIDENCE.index("lead")] > 2 * heavy.weights[EVIDENCE.index("lead")]


def test_without_evidence_nothing_is_learnt() -> None:
    with pytest.raises(ValueError, match="no evidence"):
        fitted([replace(one(is_right=True), evidence=None)])


def test_a_question_that_is_declined_anyway_has_no_confidence() -> None:
    assert confidences([replace(one(is_right=False), evidence=None)], fitted(questions("lead"))) == [0.0]


def test_evidence_that_is_the_same_everywhere_says_nothing() -> None:
    same = EVIDENCE.index("named")
    judged = [replace(q, evidence=q.evidence._replace(named=0.1)) for q in questions("lead") if q.evidence]
    assert fitted(judged).weights[same] == pytest.approx(0, abs=1e-6)


def test_declining_is_worth_more_than_a_wrong_answer_and_less_than_a_right_one() -> None:
    right, wrong, none = one(is_right=True), one(is_right=False), one(is_right=False, is_answerable=False)
    judged = [right, wrong, none, one(is_right=True, is_graded=False)]
    assert worth(judged, [0.9, 0.1, 0.1, 0.9], 0.5).value == pytest.approx((1 + 0.5 + 1) / 3)
    assert worth(judged, [0.1, 0.9, 0.9, 0.9], 0.5).value == pytest.approx(0.5 / 3)


def test_the_area_is_the_share_of_pairs_in_the_right_order() -> None:
    assert area([0.9, 0.4, 0.5, 0.1], [True, True, False, False]) == pytest.approx(0.75)
    assert area([0.5, 0.5], [True, False]) == pytest.approx(0.5), "a tie is half right"
    assert area([0.5], [True]) is None


@given(st.lists(st.tuples(st.integers(0, 5), st.booleans()), min_size=2))
def test_turned_round_the_area_is_its_rest(found: list[tuple[int, bool]]) -> None:
    scores, positive = [float(score) for score, _ in found], [is_one for _, is_one in found]
    area_of, rest = area(scores, positive), area([-score for score in scores], positive)
    if area_of is not None and rest is not None:
        assert area_of + rest == pytest.approx(1)


def test_a_level_counts_what_is_given_and_what_is_declined() -> None:
    judged = [
        one(is_right=True),
        one(is_right=False),
        one(is_right=True),
        one(is_right=False, is_answerable=False),
        one(is_right=False, is_answerable=False),
        one(is_right=True, is_graded=False),
    ]
    at = {level.confidence: level for level in levels(judged, [0.9, 0.8, 0.35, 0.6, 0.3, 0.9])}[0.5]
    assert at.wrong_of_given.value == pytest.approx(2 / 3)
    assert at.right.value == pytest.approx(1 / 3)
    assert at.wrong.value == pytest.approx(1 / 3)
    assert at.declined.value == pytest.approx(1 / 3)
    assert at.refusal_recall.value == pytest.approx(1 / 2)
    assert at.refusal_precision.value == pytest.approx(1 / 2)


def test_the_trade_off_never_rises_and_says_nothing_of_few_answers() -> None:
    found: Sequence[float] = [*np.linspace(0, 0.85, 60), 0.95]
    judged = [one(is_right=number % 3 > 0) for number in range(60)] + [one(is_right=False)]
    calibration = with_trade_off(fitted(questions("lead")), list(levels(judged, found)))
    at, shares = zip(*calibration.trade_off, strict=True)
    assert list(at) == [level for level in LEVELS if sum(score >= level for score in found) >= 20]
    assert list(shares) == sorted(shares, reverse=True)
    measured = {level.confidence: level.wrong_of_given.value or 0.0 for level in levels(judged, found)}
    assert all(share >= measured[level] - 0.001 for level, share in calibration.trade_off), "no less than was measured"
