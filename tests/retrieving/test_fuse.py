"""What speaks for a passage, to one score."""

from __future__ import annotations

import json
import math
from dataclasses import astuple, replace
from pathlib import Path

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.errors import StorageError
from assistant.retrieving.fuse import FEATURES, LEARNT, Weights, fuse, shares, weights_file, weights_for

ROWS = st.lists(st.tuples(*[st.floats(-1, 1, width=16)] * len(FEATURES)), min_size=1, max_size=20)
MADE_FROM = {"data set": "Fragen", "questions": "60"}


@given(ROWS)
def test_there_is_one_finite_score_for_each_candidate(rows: list[tuple[float, ...]]) -> None:
    scores = fuse(np.array(rows), LEARNT)
    assert scores.shape == (len(rows),)
    assert np.isfinite(scores).all()
    assert fuse(np.array(rows[::-1]), LEARNT) == pytest.approx(scores[::-1])


@given(ROWS, st.integers(0, len(FEATURES) - 1), st.floats(0.01, 1))
def test_more_of_a_feature_never_lowers_a_score(rows: list[tuple[float, ...]], feature: int, more: float) -> None:
    before, richer = np.array(rows), np.array(rows)
    richer[0, feature] += more
    gain = fuse(richer, LEARNT) - fuse(before, LEARNT)
    assert gain[0] == pytest.approx(more * astuple(LEARNT)[feature])
    assert gain[0] >= 0
    assert not gain[1:].any()


def test_no_candidates_give_no_scores() -> None:
    assert fuse(np.zeros((0, len(FEATURES))), LEARNT).shape == (0,)
    assert shares(np.zeros(0)).shape == (0,)


@given(st.lists(st.floats(0, 90, width=16), min_size=1), st.sampled_from([0.25, 7.0, 1000.0]))
def test_the_scale_of_bm25_does_not_matter(scores: list[float], scale: float) -> None:
    found = np.array(scores)
    assert shares(scale * found) == pytest.approx(shares(found))
    assert shares(found).max() in (0.0, 1.0)


def test_weights_are_read_as_they_were_written(tmp_path: Path) -> None:
    path = weights_file(tmp_path, "modell")
    tuned = Weights(*(float(number) for number in range(len(FEATURES))))
    tuned.write(path, MADE_FROM)
    assert weights_for(tmp_path, "modell") == tuned
    assert MADE_FROM["data set"] in path.read_text(encoding="utf-8")
    assert [file.name for file in tmp_path.iterdir()] == [path.name]


def test_weights_of_another_model_do_not_count(tmp_path: Path) -> None:
    replace(LEARNT, words=1.0).write(weights_file(tmp_path, "modell"), MADE_FROM)
    assert weights_for(tmp_path, "anderes") == LEARNT


ONE_IS_NO_NUMBER = json.dumps({"weights": dict.fromkeys(FEATURES, 1.0) | {"words": math.nan}})
ONE_IS_NEGATIVE = json.dumps({"weights": dict.fromkeys(FEATURES, 1.0) | {"stems": -1}})


@pytest.mark.parametrize(
    "broken",
    [
        "",
        "{}",
        '{"weights": {"passage": 1}}',
        '{"weights": {"passage": "viel"}}',
        "[1]",
        ONE_IS_NO_NUMBER,
        ONE_IS_NEGATIVE,
    ],
)
def test_weights_that_cannot_be_read_are_named_with_what_to_do(broken: str, tmp_path: Path) -> None:
    path = weights_file(tmp_path, "modell")
    path.write_text(broken, encoding="utf-8")
    with pytest.raises(StorageError) as caught:
        weights_for(tmp_path, "modell")
    assert path.name in str(caught.value)
    assert "tune" in " ".join(caught.value.explain("de")._asdict().values())
