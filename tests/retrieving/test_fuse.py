"""Scores of several searches to one score a passage."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st
from numpy.typing import NDArray

from assistant.retrieving.fuse import COSINE_WEIGHT, fuse

Scores = NDArray[np.float64]
ROWS = st.lists(
    st.tuples(
        st.floats(-1, 1, width=16), st.floats(-1, 1, width=16), st.floats(0, 40, width=16), st.floats(0, 90, width=16)
    ),
    min_size=1,
    max_size=20,
)


def legs(rows: list[tuple[float, ...]]) -> list[Scores]:
    return [np.array(column, np.float64) for column in zip(*rows, strict=True)]


@given(ROWS)
def test_there_is_one_finite_score_for_each_candidate(rows: list[tuple[float, ...]]) -> None:
    scores = fuse(*legs(rows))
    assert scores.shape == (len(rows),)
    assert np.isfinite(scores).all()


@given(ROWS, st.sampled_from([0.25, 3.0, 1000.0]), st.sampled_from([0.5, 7.0]))
def test_the_scale_of_bm25_does_not_matter(rows: list[tuple[float, ...]], scale: float, other: float) -> None:
    passages, sentences, stems, grams = legs(rows)
    scaled = fuse(passages, sentences, scale * stems, other * grams)
    assert scaled == pytest.approx(fuse(passages, sentences, stems, grams), abs=1e-9)


@given(ROWS)
def test_the_order_of_the_candidates_does_not_matter(rows: list[tuple[float, ...]]) -> None:
    assert fuse(*legs(rows[::-1])) == pytest.approx(fuse(*legs(rows))[::-1])


@given(ROWS, st.integers(0, 1), st.floats(0.01, 1))
def test_a_candidate_that_is_closer_scores_higher(rows: list[tuple[float, ...]], leg: int, more: float) -> None:
    closer = legs(rows)
    closer[leg][0] += more
    before, after = fuse(*legs(rows)), fuse(*closer)
    assert after[0] > before[0]
    assert after[1:] == pytest.approx(before[1:])


def test_a_leg_that_found_nothing_counts_nothing() -> None:
    cosines, bm25, nothing = np.array([0.9, 0.8]), np.array([2.0, 8.0]), np.zeros(2)
    assert fuse(cosines, cosines, nothing, nothing) == pytest.approx(COSINE_WEIGHT * cosines)
    assert fuse(cosines, cosines, bm25, nothing) == pytest.approx(COSINE_WEIGHT * cosines + np.array([0.125, 0.5]))


def test_where_the_cosines_are_equal_the_words_decide() -> None:
    cosines = np.array([0.8, 0.8, 0.8])
    scores = fuse(cosines, cosines, np.array([1.0, 4.0, 0.0]), np.array([0.0, 9.0, 3.0]))
    assert list(np.argsort(-scores)) == [1, 2, 0]


def test_no_candidates_give_no_scores() -> None:
    nothing = np.zeros(0, np.float32)
    assert fuse(nothing, nothing, nothing, nothing).shape == (0,)
