"""Parts of a month or a year: "Ende Mai 2024", "Anfang 2025", "by mid 2026"."""

from __future__ import annotations

import re
from typing import Literal

from assistant.records import Span

PartOfTime = Literal["early", "mid", "late"]

_PARTS = re.compile(
    r"(?<!\w)(?:(?P<early>(?:jahres)?anfang|jahresbeginn|beginn(?=\sdes\s)|early|(?:the\s)?(?:beginning|start)\sof)"
    r"|(?P<mid>(?:jahres)?mitte|mid|(?:the\s)?middle\sof)|(?P<late>(?:jahres)?ende|late|(?:the\s)?end\sof))"
    r"(?:\s(?:des|the)(?:\s(?:jahres|monats|month\sof))?)?[\s-]\Z",
    re.IGNORECASE,
)
# The days of a month and the months of a year that each may mean, generously.
_DAYS: dict[PartOfTime, range] = {"early": range(1, 12), "mid": range(10, 22), "late": range(20, 32)}
_MONTHS: dict[PartOfTime, range] = {"early": range(1, 4), "mid": range(5, 9), "late": range(10, 13)}
_REACH = 24


def part_of_time(text: str, date: Span) -> tuple[PartOfTime | None, Span]:
    """The part of a date that the words before it name, and the date with these words."""
    found = _PARTS.search(text, max(0, date.start - _REACH), date.start)
    names: tuple[PartOfTime, ...] = ("early", "mid", "late")
    part = next((name for name in names if found and found[name]), None)
    return part, Span(found.start(), date.end) if found else date


def without_part(before: str) -> str:
    """What stands before a date, without the words that name its part: "Ende 2027" is no end by itself."""
    return _PARTS.sub("", before)


def is_in_part(part: PartOfTime, claimed: str, known: str) -> bool:
    """Whether a day or month lies in that part of a month or year; all in ISO 8601: "2024-05", "2024-05-28"."""
    within = known.removeprefix(claimed).lstrip("-").split("-")[0]
    return within.isdigit() and int(within) in (_MONTHS if len(claimed) == len("2024") else _DAYS)[part]
