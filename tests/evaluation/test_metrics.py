"""Metrics against numbers worked out by hand, and laws that hold for any ranking."""

from __future__ import annotations

import math

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.evaluation import metrics
from assistant.evaluation.metrics import Ratio

RANKS = st.lists(st.one_of(st.none(), st.integers(1, 50)), min_size=1, max_size=30)
OUTCOMES = st.lists(st.tuples(st.booleans(), st.booleans()), max_size=30)


def test_recall_counts_questions_found_within_k() -> None:
    assert metrics.recall_at([1, 3, 11, None], 10).value == 0.5


def test_reciprocal_rank_ends_at_k() -> None:
    assert metrics.mrr_at([1, 4, 11, None], 10).value == pytest.approx((1 + 0.25) / 4)


def test_known_item_ndcg_is_the_discount_of_its_rank() -> None:
    assert metrics.ndcg_at([3], 10).value == pytest.approx(0.5)


def test_the_first_rank_counts_from_one() -> None:
    assert metrics.first_rank([False, True, True]) == 2
    assert metrics.first_rank([False]) is None


def test_refusals_are_counted_against_what_has_no_answer() -> None:
    refused = [True, True, False, False, True]
    answerable = [False, True, False, True, False]
    assert metrics.refusal_precision(refused, answerable).value == pytest.approx(2 / 3)
    assert metrics.refusal_recall(refused, answerable).value == pytest.approx(2 / 3)
    assert metrics.false_refusals(refused, answerable).value == pytest.approx(1 / 2)


def test_precision_without_refusals_is_undefined_not_zero() -> None:
    precision = metrics.refusal_precision([False, False], [True, False])
    assert precision.value is None
    assert metrics.interval(precision) is None


def test_a_ratio_refuses_unequal_lengths() -> None:
    with pytest.raises(ValueError, match="2 numerators, 1 denominators"):
        Ratio((1.0, 0.0), (1.0,))


def test_percentiles_are_interpolated() -> None:
    assert metrics.percentile([10.0, 20.0, 30.0], 50) == 20.0
    assert metrics.percentile([10.0, 20.0], 95) == pytest.approx(19.5)
    assert metrics.percentile([], 50) is None


def test_the_interval_of_a_share_is_close_to_the_normal_one() -> None:
    interval = metrics.interval(metrics.mean([1.0] * 60 + [0.0] * 40))
    assert interval is not None
    spread = 1.96 * math.sqrt(0.6 * 0.4 / 100)
    assert interval.low == pytest.approx(0.6 - spread, abs=0.02)
    assert interval.high == pytest.approx(0.6 + spread, abs=0.02)


def test_an_interval_is_the_same_however_few_are_drawn_at_once(monkeypatch: pytest.MonkeyPatch) -> None:
    ratio = metrics.share([True, False, True, False] * 30, [True, True, False] * 40)
    at_once = metrics.interval(ratio)
    monkeypatch.setattr(metrics, "DRAWN_AT_ONCE", 7 * 120)
    assert metrics.interval(ratio) == at_once


def test_a_paired_difference_is_tighter_than_two_intervals() -> None:
    hard = [float(i % 3 == 0) for i in range(90)]
    better = [value if i % 10 else 1.0 for i, value in enumerate(hard)]
    found = metrics.difference(metrics.mean(hard), metrics.mean(better))
    alone = metrics.interval(metrics.mean(hard))
    assert found is not None
    assert alone is not None
    delta, interval = found
    assert interval.low <= delta <= interval.high
    assert interval.high - interval.low < alone.high - alone.low


def test_a_difference_needs_the_same_questions() -> None:
    with pytest.raises(ValueError, match="1 questions against 2"):
        metrics.difference(metrics.mean([1.0]), metrics.mean([1.0, 0.0]))


def test_a_difference_to_an_undefined_number_is_undefined() -> None:
    assert metrics.difference(metrics.mean([1.0]), Ratio((0.0,), (0.0,))) is None


@given(RANKS, st.integers(1, 50))
def test_rank_numbers_stand_in_order(ranks: list[int | None], k: int) -> None:
    mrr, ndcg, recall = (f(ranks, k).value for f in (metrics.mrr_at, metrics.ndcg_at, metrics.recall_at))
    assert mrr is not None
    assert ndcg is not None
    assert recall is not None
    assert 0 <= mrr <= ndcg + 1e-12
    assert ndcg <= recall + 1e-12
    assert recall <= 1


@given(RANKS, st.integers(1, 49))
def test_recall_grows_with_k(ranks: list[int | None], k: int) -> None:
    assert (metrics.recall_at(ranks, k).value or 0) <= (metrics.recall_at(ranks, k + 1).value or 0)


@given(OUTCOMES)
def test_refused_answerable_and_recall_use_every_question_once(outcomes: list[tuple[bool, bool]]) -> None:
    refused, answerable = [r for r, _ in outcomes], [a for _, a in outcomes]
    recall, false = metrics.refusal_recall(refused, answerable), metrics.false_refusals(refused, answerable)
    assert recall.n + false.n == len(outcomes)
    assert sum(recall.numerators) + sum(false.numerators) == sum(refused)


@settings(max_examples=25)
@given(st.lists(st.floats(0, 1), min_size=1, max_size=20))
def test_an_interval_stays_within_the_values_and_repeats(values: list[float]) -> None:
    interval = metrics.interval(metrics.mean(values))
    assert interval is not None
    assert min(values) - 1e-9 <= interval.low <= interval.high <= max(values) + 1e-9
    assert interval == metrics.interval(metrics.mean(values))
