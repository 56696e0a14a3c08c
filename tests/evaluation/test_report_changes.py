"""Two reports over the same questions."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from assistant.errors import UsageError
from assistant.evaluation.metrics import mean
from assistant.evaluation.report import Number, Outcome, Report, as_json, as_markdown
from assistant.evaluation.report_changes import SHOWN_SHIFTS, shifts, with_changes


def report(*worths: float, title: str = "answers") -> Report:
    outcomes = tuple(Outcome(f"g{n}", f"Frage {n}?", worth, str(worth), "Es regnet.") for n, worth in enumerate(worths))
    numbers = (Number.of("correct", mean(worths)), Number("p50", 3.0, "ms", 1))
    return Report(title, {}, numbers, outcomes=outcomes)


def written(folder: Path, *reports: Report) -> Path:
    path = folder / "earlier.json"
    path.write_text("\n".join(json.dumps(as_json(report)) for report in reports), encoding="utf-8")
    return path


def test_the_change_of_each_share_is_shown_with_its_interval(tmp_path: Path) -> None:
    compared = with_changes(report(1, 1, 1, 0), written(tmp_path, report(1, 0, 0, 0)))
    (change,) = compared.changes
    assert (change.name, change.before, change.after, change.difference) == ("correct", 0.25, 0.75, 0.5)
    assert 0 <= change.low <= 0.5 <= change.high <= 1
    assert "| correct |  0.250 | 0.750 |     +0.500 |" in as_markdown(compared)


def test_each_question_that_moved_is_named_with_what_came_before_and_comes_now(tmp_path: Path) -> None:
    compared = with_changes(report(1, 0.5, 0, 1), written(tmp_path, report(1, 1, 0, 0)))
    (moved,) = compared.shifts
    assert (moved.better, moved.worse) == (1, 1)
    assert [(shift.id, shift.before, shift.after) for shift in moved.shown] == [("g3", "0", "1"), ("g1", "1", "0.5")]
    text = as_markdown(compared)
    assert (
        "### against the earlier report: 1 better, 1 worse\n\n- **g3** 0 → 1: Frage 3?\n  - before: Es regnet." in text
    )
    assert as_json(compared)["shifts"][0]["shown"][1]["gain"] == -0.5


def test_the_most_changed_questions_come_first_and_are_all_listed_only_on_demand() -> None:
    before = report(*([0.5] * 30)).outcomes
    after = report(*(0.5 + n / 100 for n in range(15)), *(0.5 - n / 100 for n in range(15))).outcomes
    moved = shifts("now", before, after)
    assert (moved.better, moved.worse, len(moved.shown)) == (14, 14, 2 * SHOWN_SHIFTS)
    assert [shift.id for shift in moved.shown[:2]] == ["g14", "g13"]
    assert [shift.id for shift in moved.shown[SHOWN_SHIFTS:][:2]] == ["g29", "g28"]
    assert len(shifts("now", before, after, verbose=True).shown) == 28


def test_of_several_reports_the_one_of_the_same_title_counts(tmp_path: Path) -> None:
    path = written(tmp_path, report(0, 0), report(0, 0, 0), report(1, 0, title="search"))
    (change,) = with_changes(report(1, 1, title="search"), path).changes
    assert change.before == 0.5
    (change,) = with_changes(report(1, 1, title="renamed"), path).changes
    assert change.before == 0.0


def test_a_report_from_before_questions_were_listed_still_gives_the_changes(tmp_path: Path) -> None:
    plain = as_json(report(0, 1))
    del plain["outcomes"]["questions"]
    path = tmp_path / "old.json"
    path.write_text(json.dumps(plain, indent=2), encoding="utf-8")
    compared = with_changes(report(1, 1), path)
    assert (compared.changes[0].difference, compared.shifts) == (0.5, ())


def test_a_report_on_other_questions_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError) as caught:
        with_changes(report(1, 0), written(tmp_path, report(1)))
    assert (caught.value.code, caught.value.values["before"]) == ("report_of_others", 1)


@pytest.mark.parametrize(
    "content",
    [
        "",
        "[]",
        "{}",
        '{"title": "t", "outcomes": {"ids": [], "ratios": {"correct": [[1], []]}}}',
        '{"title": "t", "outcomes": {"ids": [], "ratios": []}}',
        100_000 * "[",
    ],
)
def test_another_file_is_refused(tmp_path: Path, content: str) -> None:
    path = tmp_path / "other.json"
    path.write_text(content, encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        with_changes(report(1), path)
    assert caught.value.code == "report_unknown"


def test_a_missing_report_is_refused(tmp_path: Path) -> None:
    with pytest.raises(UsageError, match="nicht lesbar"):
        with_changes(report(1), tmp_path / "nowhere.json")
