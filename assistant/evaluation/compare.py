"""A report against an earlier one over the same questions."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

from assistant.errors import UsageError
from assistant.evaluation.metrics import Ratio, difference
from assistant.evaluation.report import Change, Report


def with_changes(report: Report, earlier: Path) -> Report:
    """The report with what became of each share since the one that `--json` wrote into the file `earlier`.

    Raises:
        UsageError: the file is no such report, or one over other questions.
    """
    before = _ratios(report, earlier)
    changes = (
        Change(number.name, before[number.name].value, number.value, delta[0], delta[1].low, delta[1].high)
        for number in report.numbers
        if number.ratio and number.name in before and (delta := difference(before[number.name], number.ratio))
    )
    return replace(report, changes=tuple(changes))


def _ratios(report: Report, earlier: Path) -> dict[str, Ratio]:
    try:
        plain: dict[str, Any] = json.loads(earlier.read_text(encoding="utf-8"))
        ids = tuple(plain["outcomes"]["ids"])
        ratios = {name: Ratio(tuple(n), tuple(d)) for name, (n, d) in plain["outcomes"]["ratios"].items()}
    except OSError as error:
        raise UsageError("dataset_unreadable", path=earlier, why=error.strerror or error) from error
    except (ValueError, KeyError, TypeError) as error:
        raise UsageError("report_unknown", path=earlier) from error
    if ids != report.ids:
        raise UsageError("report_of_others", path=earlier, before=len(ids), now=len(report.ids))
    return ratios
