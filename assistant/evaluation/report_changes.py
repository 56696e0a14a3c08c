"""Two measurements of the same questions: how far the numbers moved, and which questions moved them."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

from assistant.errors import UsageError
from assistant.evaluation.metrics import Ratio
from assistant.evaluation.report import Change, Outcome, Report, Shift, Shifts

SHOWN_SHIFTS = 10  # of those that got better, and as many of those that got worse

_decode = json.JSONDecoder().raw_decode


def with_changes(report: Report, earlier: Path, *, verbose: bool = False) -> Report:
    """The report with what became of each share and question since those that `--json` wrote into the file `earlier`.

    Of several reports in the file the one of the same title counts, else one over the same questions.

    Raises:
        UsageError: the file holds no such report, or only ones over other questions.
    """
    before = _earlier(report, earlier)
    changes = (
        Change.of(number.name, before.ratios[number.name], number.ratio)
        for number in report.numbers
        if number.ratio and number.name in before.ratios
    )
    moved = list(report.shifts)
    if before.outcomes:
        moved.append(shifts("against the earlier report", before.outcomes, report.outcomes, verbose=verbose))
    return replace(report, changes=tuple(change for change in changes if change), shifts=tuple(moved))


def shifts(title: str, before: Sequence[Outcome], after: Sequence[Outcome], *, verbose: bool = False) -> Shifts:
    """What moved between two runs over the same questions; the most changed alone unless `verbose`."""
    pairs = zip(before, after, strict=True)
    moved = [_shift(old, new) for old, new in pairs if old.worth != new.worth]
    better = sorted((shift for shift in moved if shift.gain > 0), key=lambda shift: -shift.gain)
    worse = sorted((shift for shift in moved if shift.gain < 0), key=lambda shift: shift.gain)
    limit = None if verbose else SHOWN_SHIFTS
    return Shifts(title, len(better), len(worse), (*better[:limit], *worse[:limit]))


def _shift(old: Outcome, new: Outcome) -> Shift:
    return Shift(new.id, new.question, new.worth - old.worth, old.state, new.state, old.came, new.came)


@dataclass(frozen=True, slots=True)
class _Earlier:
    title: str
    ids: tuple[str, ...]
    ratios: dict[str, Ratio]
    outcomes: tuple[Outcome, ...]


def refuse_unknown(path: Path) -> None:
    """To be asked before anything slow is done. Raises UsageError when the file holds no report."""
    _reports(path)


def _earlier(report: Report, path: Path) -> _Earlier:
    found = _reports(path)
    same = [earlier for earlier in found if earlier.ids == report.ids]
    if not same:
        raise UsageError("report_of_others", path=path, before=len(found[0].ids), now=len(report.ids))
    return next((earlier for earlier in same if earlier.title == report.title), same[0])


def _reports(path: Path) -> list[_Earlier]:
    try:
        found = [_read(plain) for plain in _objects(path.read_text(encoding="utf-8"))]
    except OSError as error:
        raise UsageError("dataset_unreadable", path=path, why=error.strerror or error) from error
    except (ValueError, KeyError, TypeError, AttributeError, RecursionError) as error:
        raise UsageError("report_unknown", path=path) from error
    if not found:
        raise UsageError("report_unknown", path=path)
    return found


def _objects(text: str) -> Iterator[Any]:
    """The JSON values of a text, one after another."""
    text = text.strip()
    while text:
        value, end = _decode(text)
        yield value
        text = text[end:].lstrip()


def _read(plain: dict[str, Any]) -> _Earlier:
    outcomes = plain["outcomes"]
    ids, questions = tuple(outcomes["ids"]), outcomes.get("questions")  # not in the first reports
    return _Earlier(
        plain["title"],
        ids,
        {name: Ratio(tuple(above), tuple(below)) for name, (above, below) in outcomes["ratios"].items()},
        tuple(Outcome(id=id, **asked) for id, asked in zip(ids, questions, strict=True)) if questions else (),
    )
