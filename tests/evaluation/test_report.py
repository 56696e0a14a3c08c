"""A report reads as Markdown and as JSON, and says where its numbers come from."""

from __future__ import annotations

import datetime
import json
import socket
from dataclasses import replace

import pytest

from assistant.evaluation import metrics, report
from assistant.evaluation.report import Breakdown, Change, Failure, Group, Number, Outcome, Report, Table


def sample() -> Report:
    correct = Number.of("correct", metrics.mean([1.0, 0.0, 1.0, 1.0]))
    moved = Change.of("correct", metrics.mean([1.0, 1.0, 1.0, 1.0]), metrics.mean([1.0, 0.0, 1.0, 1.0]))
    return Report(
        title="answers: gold/dev.jsonl",
        circumstances={"model": "toy", "machine": "a processor, 2 cores"},
        numbers=(
            correct,
            Number.of("refusal precision", metrics.share([False], [False])),
            Number.at("answer p50", [10.0, 20.0, 60.0], 50, "ms"),
        ),
        breakdowns=(Breakdown("by kind", (Group("amount", (correct,)), Group("who", (correct,)))),),
        remarks=("kaputt.pdf could not be read",),
        failures=(Failure("g2", "Wer?", "Frau Anders", "Herr Beck [1]"),),
        tables=(Table("ways", ("", "R@1", "difference"), (("typo", correct, moved), ("none", None, None))),),
        outcomes=tuple(Outcome(f"g{n}", "Wer?", 1 / n, str(n), "Herr Beck") for n in (1, 2, 3, 4)),
        date=datetime.date(2026, 11, 24),
    )


def test_markdown_is_a_table_with_intervals() -> None:
    lines = report.as_markdown(sample()).splitlines()
    assert lines[:5] == [
        "## answers: gold/dev.jsonl",
        "",
        "- date: 2026-11-24",
        "- model: toy",
        "- machine: a processor, 2 cores",
    ]
    assert "| correct           |   0.750 | 0.250 to 1.000 | 4 |".replace(" 4 |", "   4 |") in lines
    assert "| refusal precision |       – |                |   0 |" in lines
    assert "| answer p50        | 20.0 ms |                |   3 |" in lines


def test_markdown_shows_groups_remarks_and_failures() -> None:
    text = report.as_markdown(sample())
    assert "### by kind\n\n|        |   n | correct |\n| ------ | --: | ------: |\n| amount |   4 |   0.750 |" in text
    assert "- kaputt.pdf could not be read" in text
    assert "- **g2** Wer?\n  - expected: Frau Anders\n  - got: Herr Beck [1]" in text


def test_a_breakdown_of_no_questions_is_not_shown() -> None:
    text = report.as_markdown(replace(sample(), breakdowns=(Breakdown("by kind", ()),)))
    assert "by kind" not in text
    assert "### ways" in text


def test_a_cell_of_a_table_may_be_a_number_or_a_difference_with_its_interval() -> None:
    text = report.as_markdown(sample())
    assert "| typo | 0.750 (0.250 to 1.000) | -0.250 (-0.750 to +0.000) |" in text
    assert f"| none | {'–':>22} | {'–':>25} |" in text


def test_json_holds_the_numbers_and_what_each_question_gave() -> None:
    plain = json.loads(json.dumps(report.as_json(sample())))
    assert plain["date"] == "2026-11-24"
    assert plain["numbers"]["correct"] == {"value": 0.75, "unit": "share", "n": 4, "low": 0.25, "high": 1.0}
    assert plain["numbers"]["refusal precision"]["value"] is None
    assert plain["breakdowns"]["by kind"]["who"]["correct"]["value"] == 0.75
    assert plain["outcomes"]["ids"] == ["g1", "g2", "g3", "g4"]
    assert plain["outcomes"]["questions"][1] == {"question": "Wer?", "worth": 0.5, "state": "2", "came": "Herr Beck"}
    assert plain["tables"]["ways"][0]["R@1"]["low"] == 0.25
    assert plain["tables"]["ways"][0]["difference"]["difference"] == -0.25
    assert plain["outcomes"]["ratios"]["correct"] == [[1, 0, 1, 1], [1, 1, 1, 1]]


@pytest.mark.parametrize(
    ("number", "shown"),
    [
        (Number("a", 0.5, "share", 2), "0.500"),
        (Number("a", 7.25, "s", 1), "7.2 s"),
        (Number("a", 18.04, "per_second", 1), "18.0 / s"),
        (Number("a", 600.0, "characters", 1), "600"),
        (Number("a", None, "ms", 0), "–"),
    ],
)
def test_a_number_is_shown_with_its_unit(number: Number, shown: str) -> None:
    assert report.shown(number) == shown


def test_the_machine_is_described_without_its_name() -> None:
    machine = report.machine()
    assert machine.endswith(" cores")
    assert socket.gethostname() not in machine
