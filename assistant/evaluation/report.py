"""What a measurement found, with all that is needed to repeat it; as JSON, and as Markdown for page and terminal."""

from __future__ import annotations

import datetime
import json
import os
import platform
import sys
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any, Literal

from assistant.evaluation.metrics import Ratio, difference, interval, percentile

Unit = Literal["share", "ms", "s", "characters", "per_second", "count", "kB", "MB", "MiB"]

CPU_FILE = Path("/proc/cpuinfo")


@dataclass(frozen=True, slots=True)
class Number:
    """One result. `n` is the number of questions behind it; `low` and `high` end its 95 % interval, where it has one.

    `ratio` keeps what each question gave, for the comparison of two reports.
    """

    name: str
    value: float | None
    unit: Unit
    n: int
    low: float | None = None
    high: float | None = None
    ratio: Ratio | None = None

    @classmethod
    def of(cls, name: str, ratio: Ratio) -> Number:
        """A share or mean between 0 and 1, with its interval."""
        ends = interval(ratio)
        low, high = (ends.low, ends.high) if ends else (None, None)
        return cls(name, ratio.value, "share", ratio.n, low, high, ratio)

    @classmethod
    def at(cls, name: str, values: Sequence[float], percent: float, unit: Unit) -> Number:
        """A percentile of `values`."""
        return cls(name, percentile(values, percent), unit, len(values))


@dataclass(frozen=True, slots=True)
class Group:
    """The same numbers over a part of the questions."""

    name: str
    numbers: tuple[Number, ...]


@dataclass(frozen=True, slots=True)
class Breakdown:
    """The questions divided by one trait; every group has the same numbers in the same order.

    There are no groups where no question has the trait: a gold set in which everything has an answer.
    """

    title: str
    groups: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """A number before and after, on the same questions; `low` and `high` end the 95 % interval of the difference."""

    name: str
    before: float | None
    after: float | None
    difference: float
    low: float
    high: float

    @classmethod
    def of(cls, name: str, before: Ratio, after: Ratio) -> Change | None:
        """None where one of them has no value."""
        found = difference(before, after)
        return found and cls(name, before.value, after.value, found[0], found[1].low, found[1].high)


Cell = str | float | Number | Change | None


@dataclass(frozen=True, slots=True)
class Table:
    """A table of a report, for what is more than numbers with names: one row for each thing measured."""

    title: str
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What became of one question. `worth` orders outcomes, more is better; `state` names them: a rank, "correct".

    `came` is what stood first, or what was answered.
    """

    id: str
    question: str
    worth: float
    state: str
    came: str


@dataclass(frozen=True, slots=True)
class Shift:
    """A question that got better (`gain` above 0) or worse: its states, and what came before and comes now."""

    id: str
    question: str
    gain: float
    before: str
    after: str
    came_before: str
    came: str


@dataclass(frozen=True, slots=True)
class Shifts:
    """How many questions got better and worse; `shown` are those that changed most, better ones first."""

    title: str
    better: int
    worse: int
    shown: tuple[Shift, ...]


@dataclass(frozen=True, slots=True)
class Failure:
    """A question that went wrong: what was expected and what came."""

    id: str
    question: str
    expected: str
    got: str


@dataclass(frozen=True, slots=True)
class Report:
    """`circumstances` are data set, model, settings and counts, in the order in which they are shown.

    `outcomes` are the questions behind each ratio of `numbers`, in its order. `before` names what `changes` start from.
    """

    title: str
    circumstances: Mapping[str, str]
    numbers: tuple[Number, ...]
    breakdowns: tuple[Breakdown, ...] = ()
    tables: tuple[Table, ...] = ()
    remarks: tuple[str, ...] = ()
    failures: tuple[Failure, ...] = ()
    changes: tuple[Change, ...] = ()
    before: str = "the earlier report"
    outcomes: tuple[Outcome, ...] = ()
    shifts: tuple[Shifts, ...] = ()
    date: datetime.date = field(default_factory=datetime.date.today)

    @property
    def ids(self) -> tuple[str, ...]:
        return tuple(outcome.id for outcome in self.outcomes)


def machine() -> str:
    """Processor and number of cores that this process may use; never the name of the host."""
    return f"{_processor()}, {_cores()} cores"


def _processor() -> str:
    try:
        lines = CPU_FILE.read_text(encoding="utf-8", errors="replace").splitlines()
    except OSError:
        lines = []
    models = (line.partition(":")[2].strip() for line in lines if line.startswith("model name"))
    return next(models, platform.processor() or platform.machine())


def _cores() -> int:
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def as_json(report: Report) -> dict[str, Any]:
    """The report as plain values; `outcomes` holds what each question added to each ratio."""
    return {
        "title": report.title,
        "date": report.date.isoformat(),
        **report.circumstances,
        "numbers": {number.name: _plain(number) for number in report.numbers},
        "breakdowns": {
            breakdown.title: {group.name: {n.name: _plain(n) for n in group.numbers} for group in breakdown.groups}
            for breakdown in report.breakdowns
        },
        "tables": {
            table.title: [dict(zip(table.head, map(_plain_cell, row), strict=True)) for row in table.rows]
            for table in report.tables
        },
        "changes": [asdict(change) for change in report.changes],
        "shifts": [asdict(shifts) for shifts in report.shifts],
        "remarks": list(report.remarks),
        "failures": [asdict(failure) for failure in report.failures],
        "outcomes": {
            "ids": list(report.ids),
            "questions": [_without_id(outcome) for outcome in report.outcomes],
            "ratios": {
                n.name: list(map(_rounded, (n.ratio.numerators, n.ratio.denominators)))
                for n in report.numbers
                if n.ratio
            },
        },
    }


def _rounded(values: Iterable[float]) -> list[float]:
    """Whole numbers as such, others to six places: most outcomes are 0 or 1, and there are hundreds."""
    return [int(value) if value == int(value) else round(value, 6) for value in values]


def _without_id(outcome: Outcome) -> dict[str, Any]:
    return {name: value for name, value in asdict(outcome).items() if name != "id"}


def _plain_cell(cell: Cell) -> Any:
    match cell:
        case Number():
            return _plain(cell)
        case Change():
            return asdict(cell)
        case _:
            return cell


def _plain(number: Number) -> dict[str, Any]:
    plain = {"value": number.value, "unit": number.unit, "n": number.n}
    return plain if number.low is None else plain | {"low": number.low, "high": number.high}


def as_markdown(report: Report) -> str:
    return "\n".join(_sections(report)) + "\n"


def _sections(report: Report) -> Iterator[str]:
    yield from (f"## {report.title}", "")
    yield from (
        f"- {name}: {value}" for name, value in {"date": report.date.isoformat(), **report.circumstances}.items()
    )
    yield ""
    if report.numbers:
        yield from table(("", "value", "95 %", "n"), map(_row, report.numbers))
    if report.changes:
        yield from ("", f"### against {report.before}", "")
        yield from table(("", "before", "now", "difference", "95 %"), map(_change_row, report.changes))
    for breakdown in report.breakdowns:
        if not breakdown.groups:
            continue
        yield from ("", f"### {breakdown.title}", "")
        names = [number.name for number in breakdown.groups[0].numbers]
        yield from table(("", "n", *names), map(_group_row, breakdown.groups))
    for plain in report.tables:
        yield from ("", f"### {plain.title}", "")
        yield from table(plain.head, (tuple(map(_cell, row)) for row in plain.rows))
    for shifts in report.shifts:
        yield from ("", f"### {shifts.title}: {shifts.better} better, {shifts.worse} worse")
        for shift in shifts.shown:
            yield from ("", f"- **{shift.id}** {shift.before} → {shift.after}: {shift.question}")
            yield from (f"  - before: {shift.came_before}", f"  - now: {shift.came}")
    if report.remarks:
        yield from ("", "### remarks", "", *(f"- {remark}" for remark in report.remarks))
    if report.failures:
        yield from ("", f"### failures ({len(report.failures)})")
    for failure in report.failures:
        yield from ("", f"- **{failure.id}** {failure.question}")
        yield from (f"  - expected: {failure.expected}", f"  - got: {failure.got}")


def _cell(cell: Cell) -> str:
    """As it stands in a table: the bar and line ends would break it."""
    match cell:
        case Number(low=float(low), high=float(high)):
            return f"{shown(cell)} ({_share(low)} to {_share(high)})"
        case Number():
            return shown(cell)
        case Change():
            return f"{cell.difference:+.3f} ({_ends_of(cell)})"
        case float():
            return f"{cell:.1f}"
        case None:
            return "–"
        case _:
            return " ".join(str(cell).replace("|", "/").split())


def _row(number: Number) -> tuple[str, ...]:
    ends = "" if number.low is None or number.high is None else f"{_share(number.low)} to {_share(number.high)}"
    return number.name, shown(number), ends, str(number.n)


def _change_row(change: Change) -> tuple[str, ...]:
    return change.name, *map(_share, (change.before, change.after)), f"{change.difference:+.3f}", _ends_of(change)


def _ends_of(change: Change) -> str:
    return f"{change.low:+.3f} to {change.high:+.3f}"


def _group_row(group: Group) -> tuple[str, ...]:
    return group.name, str(max(number.n for number in group.numbers)), *map(shown, group.numbers)


def shown(number: Number) -> str:
    """The value with its unit; a dash for a number that has none."""
    if number.value is None:
        return "–"
    match number.unit:
        case "share":
            return _share(number.value)
        case "ms":
            return f"{number.value:.1f} ms"
        case "s":
            return f"{number.value:.1f} s"
        case "per_second":
            return f"{number.value:.1f} / s"
        case "kB" | "MB" | "MiB":
            return f"{number.value:.0f} {number.unit}"
        case "characters" | "count":
            return f"{number.value:.0f}"


def _share(value: float | None) -> str:
    return "–" if value is None else f"{value:.3f}"


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> Iterator[str]:
    """A Markdown table, its columns padded; the first is aligned to the left, the others to the right."""
    cells = [tuple(head), *map(tuple, rows)]
    widths = [max(3, *map(len, column)) for column in zip(*cells, strict=True)]
    rule = ("-" * widths[0], *("-" * (width - 1) + ":" for width in widths[1:]))
    for first, *others in (cells[0], rule, *cells[1:]):
        padded = (cell.rjust(width) for cell, width in zip(others, widths[1:], strict=True))
        yield f"| {' | '.join((first.ljust(widths[0]), *padded))} |"


def note(line: str) -> None:
    """A line for whoever waits for a report, beside it: on stderr."""
    print(line, file=sys.stderr, flush=True)


def print_reports(reports: Iterable[Report], *, in_json: bool) -> None:
    """Each as soon as it is there: as Markdown, or as a line of JSON."""
    for report in reports:
        print(json.dumps(as_json(report), ensure_ascii=False) if in_json else as_markdown(report), flush=True)
