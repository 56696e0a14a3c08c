"""Two reports over the same questions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.errors import UsageError
from assistant.evaluation.compare import with_changes
from assistant.evaluation.metrics import mean
from assistant.evaluation.report import Number, Report, as_json, as_markdown


def report(*outcomes: float) -> Report:
    ids = tuple(f"g{number}" for number in range(len(outcomes)))
    return Report("answers", {}, (Number.of("correct", mean(outcomes)), Number("p50", 3.0, "ms", 1)), ids=ids)


def written(folder: Path, report: Report) -> Path:
    path = folder / "earlier.json"
    path.write_text(json.dumps(as_json(report)), encoding="utf-8")
    return path


def test_the_change_of_each_share_is_shown_with_its_interval(tmp_path: Path) -> None:
    compared = with_changes(report(1, 1, 1, 0), written(tmp_path, report(1, 0, 0, 0)))
    (change,) = compared.changes
    assert (change.name, change.before, change.after, change.difference) == ("correct", 0.25, 0.75, 0.5)
    assert 0 <= change.low <= 0.5 <= change.high <= 1
    assert "| correct |  0.250 | 0.750 |     +0.500 |" in as_markdown(compared)


def test_a_report_on_other_questions_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        with_changes(report(1, 0), written(tmp_path, report(1)))
    assert (caught.value.code, caught.value.values["before"]) == ("report_of_others", 1)


@pytest.mark.parametrize("content", ["", "[]", "{}", '{"outcomes": {"ids": [], "ratios": {"correct": [[1], []]}}}'])
def test_another_file_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "other.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        with_changes(report(1), path)
    assert caught.value.code == "report_unknown"


def test_a_missing_report_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nicht lesbar"):
        with_changes(report(1), tmp_path / "nowhere.json")
