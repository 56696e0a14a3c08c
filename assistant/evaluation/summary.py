"""The numbers of several question sets in one table."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Literal

from assistant.evaluation.report import Cell, Report, Table

NAMES = {
    "retrieval": ("R@1", "R@5", "R@10", "nDCG@10", "document first", "document among 5"),
    "answers": ("correct", "first", "answered but wrong", "refusal precision", "refusal recall"),
}
COMMON = ("model", "settings", "machine")


def summary(task: Literal["retrieval", "answers"], reports: Sequence[Report]) -> Report:
    """A row for each of `reports`, with the numbers that any of them has."""
    there = {number.name for report in reports for number in report.numbers}
    names = tuple(name for name in NAMES[task] if name in there)
    rows = tuple(_row(report, names) for report in reports)
    return Report(
        title=f"{task.title()}: {len(reports)} sets",
        circumstances={name: reports[0].circumstances[name] for name in COMMON},
        numbers=(),
        tables=(Table("all sets", ("", "questions", *names), rows),),
    )


def _row(report: Report, names: Sequence[str]) -> tuple[Cell, ...]:
    numbers = {number.name: number for number in report.numbers}
    name = report.circumstances["data set"].partition(",")[0]  # without the checksum
    return name, report.circumstances["questions"], *map(numbers.get, names)
