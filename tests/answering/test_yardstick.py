"""What sentences are weighed by and answers are judged by, shipped and from a file."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest

from assistant.answering.weighing.weigh import FEATURES
from assistant.answering.weighing.yardstick import (
    EVIDENCE,
    SHIPPED,
    Calibration,
    Yardstick,
    yardstick_file,
    yardsticks_for,
)
from assistant.errors import StorageError

OWN = replace(SHIPPED.read, weights=tuple(float(number) for number in range(len(FEATURES))))


@pytest.fixture
def reader(tmp_path: Path) -> Path:
    file = tmp_path / "reader.onnx"
    file.write_bytes(b"a reader")
    return file


@pytest.mark.parametrize("yardstick", [SHIPPED.bare, SHIPPED.read])
def test_there_is_a_weight_for_each_feature_and_each_piece_of_evidence(yardstick: Yardstick) -> None:
    assert len(yardstick.weights) == len(FEATURES)
    assert len(yardstick.calibration.weights) == len(EVIDENCE)


def test_of_levels_that_are_as_often_wrong_the_lowest_is_enough() -> None:
    found = Calibration((), 0.0, ((0.1, 0.4), (0.3, 0.2), (0.4, 0.2), (0.5, 0.2), (0.6, 0.1)), 0.0)
    assert found.threshold(0.2) == pytest.approx(0.3)
    assert found.threshold(0.2001) == pytest.approx(0.3, abs=0.001)
    assert found.threshold(0.3) == pytest.approx(0.2)
    assert found.threshold(0.15) == pytest.approx(0.55)


def test_nothing_is_too_large_for_a_confidence() -> None:
    found = Calibration((1e13,), -1e12, ((0.1, 0.4),), 0.0)
    assert (found.confidence((0.0,)), found.confidence((1.0,))) == (0.0, 1.0)


def test_without_a_file_what_is_shipped_counts(tmp_path: Path, reader: Path) -> None:
    assert yardsticks_for(tmp_path, "model", reader) is SHIPPED
    assert yardsticks_for(tmp_path, "model", None) is SHIPPED


def test_an_own_one_takes_the_place_of_its_like(tmp_path: Path, reader: Path) -> None:
    OWN.write(yardstick_file(tmp_path, "model", reader), {"questions": "60"})
    found = yardsticks_for(tmp_path, "model", reader)
    assert found.read == OWN
    assert found.bare == SHIPPED.bare
    assert yardsticks_for(tmp_path, "model", None) is SHIPPED
    OWN.write(yardstick_file(tmp_path, "model", None), {})
    assert yardsticks_for(tmp_path, "model", None) == replace(SHIPPED, bare=OWN)


def test_it_counts_for_its_model_and_its_reader_only(tmp_path: Path, reader: Path) -> None:
    OWN.write(yardstick_file(tmp_path, "model", reader), {})
    assert yardsticks_for(tmp_path, "another model", reader) is SHIPPED
    reader.write_bytes(b"another reader")
    assert yardsticks_for(tmp_path, "model", reader) is SHIPPED


JUDGED = {"weights": dict.fromkeys(EVIDENCE, 1.0), "bias": 0.0, "out_of_scope": 0.7}


@pytest.mark.parametrize(
    "change",
    [
        {"weights": {}},
        {"weights": dict.fromkeys(FEATURES, "many")},
        {"weights": dict.fromkeys(FEATURES, float("inf"))},
        {"calibration": None},
        {"calibration": {**JUDGED, "trade_off": []}},
        {"calibration": {**JUDGED, "trade_off": [[0.5, 0.1], [0.2, 0.2]]}},
        {"calibration": {**JUDGED, "trade_off": [[0.2, 0.1], [0.5, 0.2]]}},
        {"calibration": {**JUDGED, "trade_off": [[0.2, 0.2]], "out_of_scope": float("nan")}},
    ],
)
def test_a_file_that_holds_something_else_is_named(tmp_path: Path, reader: Path, change: dict[str, object]) -> None:
    path = yardstick_file(tmp_path, "model", reader)
    OWN.write(path, {})
    held = json.loads(path.read_text(encoding="utf-8"))
    held["yardstick"] |= change
    path.write_text(json.dumps(held), encoding="utf-8")
    with pytest.raises(StorageError) as caught:
        yardsticks_for(tmp_path, "model", reader)
    assert caught.value.code == "yardstick_unreadable"
    assert str(path) in str(caught.value)
