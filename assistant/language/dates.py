"""Dates in German and English texts and in file names."""

from __future__ import annotations

import datetime
import re
from calendar import monthrange
from dataclasses import dataclass
from typing import Literal

from assistant.records import Language, Span

Precision = Literal["day", "month", "year"]

MONTH_NAMES: dict[Language, tuple[str, ...]] = {
    "de": (
        *("Januar", "Februar", "März", "April", "Mai", "Juni"),
        *("Juli", "August", "September", "Oktober", "November", "Dezember"),
    ),
    "en": (
        *("January", "February", "March", "April", "May", "June"),
        *("July", "August", "September", "October", "November", "December"),
    ),
}
GERMAN_MONTHS = {name.lower(): number for number, name in enumerate(MONTH_NAMES["de"], 1)} | {
    "jänner": 1, "jaenner": 1, "jan": 1, "jän": 1, "feber": 2, "feb": 2, "maerz": 3, "mär": 3, "mrz": 3, "apr": 4,
    "jun": 6, "jul": 7, "aug": 8, "sept": 9, "sep": 9, "okt": 10, "nov": 11, "dez": 12,
}  # fmt: skip
MONTHS = GERMAN_MONTHS | {name.lower(): number for number, name in enumerate(MONTH_NAMES["en"], 1)} | {
    "mar": 3, "oct": 10, "dec": 12,
}  # fmt: skip
A_MONTH = rf"(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})"  # for patterns that ignore case
_MONTH = rf"(?P<month_name>{A_MONTH})\b\.?"
_YEAR = r"(?P<year>(?:1[5-9]|20|21)\d\d)(?![\d.]\d|\d)"
# A few spaces, at a line end also an indent. Any number of them would cost the square of their number.
_GAP = r"[ \t\xa0]{0,3}(?:\n[ \t\xa0]{0,8})?"
_SPACE = r"(?:[ \t\xa0]{1,3}(?:\n[ \t\xa0]{0,8})?|\n[ \t\xa0]{0,8})"
_NOT_INSIDE = r"(?<![\d.,/])(?<![^\d.\s]-)"  # a hyphen joins a name, or both ends of a range: "01.01.-31.12.2024"

# The order is the order of preference where two could match at one place.
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        # 2024-05-03, also at the front of a time stamp, or behind another one: 2024-01-01/2024-12-31
        r"(?:(?<![\d.\-/])|(?<=-\d\d[\-/]))(?P<year>(?:1[5-9]|20|21)\d\d)-(?P<month>\d\d)-(?P<day>\d\d)"
        r"(?!\d|-\d(?!\d{3}-\d\d-))",
        # 03.05.2024, 3. 5. 2024, 3.5.24; "§ 3.5.24" is a section
        _NOT_INSIDE + r"(?P<day>\d{1,2})\.[ \xa0]?(?P<month>\d{1,2})\.[ \xa0]?" + _YEAR,
        _NOT_INSIDE + r"(?<!§ )(?<!§)(?P<day>\d{1,2})\.(?P<month>\d{1,2})\.(?P<short_year>\d\d)(?![\d.,/]\d|\d)",
        # 3. Mai 2024, 3 May 2024, 3rd of May 2024
        rf"(?<![\d.,])(?P<day>\d{{1,2}})(?:\.{_GAP}|(?:st|nd|rd|th)?{_SPACE}(?:of{_SPACE})?){_MONTH},?{_SPACE}{_YEAR}",
        # May 3, 2024
        rf"\b{_MONTH}{_SPACE}(?P<day>\d{{1,2}})(?:st|nd|rd|th)?,?{_SPACE}{_YEAR}",
        # Mai 2024, Mai/2024
        rf"\b{_MONTH}(?:,?{_SPACE}|[ ]?/[ ]?){_YEAR}",
        # im Jahr 2024, in the year 2024
        rf"\b(?:Jahr(?:e|es|en)?|year|anno){_SPACE}{_YEAR}",
    )
)
_SHORT_YEAR_PIVOT = 70
_YEAR_BEHIND = re.compile(r",?(?:(?<=\.)|\s+)\d{2,4}\Z")  # not of "2026-03-26"

_FILE_NAME_PATTERNS = tuple(
    re.compile(pattern)
    for pattern in (
        r"(?<!\d)(?P<year>(?:19|20)\d\d)(?P<separator>[-_. ]?)(?P<month>\d\d)(?P=separator)(?P<day>\d\d)(?!\d)",
        r"(?<!\d)(?P<day>\d{1,2})(?P<separator>[-_.])(?P<month>\d{1,2})(?P=separator)(?P<year>(?:19|20)\d\d)(?!\d)",
        r"(?<!\d)(?P<year>(?:19|20)\d\d)[-_.](?P<month>\d\d)(?![\d])",
    )
)


@dataclass(frozen=True, slots=True)
class DateMention:
    """A date in a text. `date` is the first day of what is meant where `precision` is coarser than a day."""

    span: Span
    date: datetime.date
    precision: Precision

    @property
    def last_day(self) -> datetime.date:
        """The last day of what is meant."""
        match self.precision:
            case "day":
                return self.date
            case "month":
                return end_of_month(self.date)
            case "year":
                return self.date.replace(month=12, day=31)


def end_of_month(day: datetime.date) -> datetime.date:
    """The last day of the month that holds the day."""
    return day.replace(day=monthrange(day.year, day.month)[1])


def find_dates(text: str) -> list[DateMention]:
    """The dates of the text in reading order, disjoint. What cannot be in a calendar (31.02.2024) is no date.

    A two-digit year below 70 lies in this century. `text` is expected in NFC.
    """
    mentions: list[DateMention] = []
    taken: set[int] = set()
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            offsets = range(*match.span())
            if not taken.isdisjoint(offsets):
                continue
            taken.update(offsets)  # an impossible date too, lest its tail be read as a month
            if mention := _mention(match):
                mentions.append(mention)
    return sorted(mentions, key=lambda mention: mention.span.start)


def respelled(text: str, other: str) -> str:
    """The text with its days as `other` writes them, where that writes them only in another way: "26. März 2026" as
    "26.03.2026", unless it says "am 26. März", too.
    """
    days = [mention for mention in find_dates(text) if mention.precision == "day"]
    written = (
        {one.date: one.span.of(other) for one in find_dates(other)[::-1] if one.precision == "day"} if days else {}
    )
    for mention in reversed(days):
        own = mention.span.of(text)
        words = own if _is_said(own, other) else written.get(mention.date, own)
        text = f"{text[: mention.span.start]}{words}{text[mention.span.end :]}"
    return text


def _is_said(day: str, text: str) -> bool:
    """Whether the text holds the day so written, with its year or without any."""
    without_year = re.escape(_YEAR_BEHIND.sub("", day))
    return day in text or re.search(rf"(?<!\d){without_year}(?!\d|[,.\s]{{0,3}}(?:19|20)\d\d)", text) is not None


def date_in_file_name(name: str) -> datetime.date | None:
    """The first date of a file name (20150715, 2022-11-29, 2019_03_28, 2022-10), day before month precision; else one
    in words ("Protokoll_Juni_2025")."""
    for pattern in _FILE_NAME_PATTERNS:
        for match in pattern.finditer(name):
            if found := _calendar(int(match["year"]), int(match["month"]), int(match.groupdict().get("day") or 1)):
                return found
    in_words = find_dates(re.sub(r"[_-]", " ", name))
    return next((mention.date for mention in in_words if mention.precision != "year"), None)


def written(date: datetime.date, language: Language, precision: Precision = "day") -> str:
    """`3. Mai 2024` or `3 May 2024`, `Mai 2024`, `2024`."""
    if precision == "year":
        return str(date.year)
    month = f"{MONTH_NAMES[language][date.month - 1]} {date.year}"
    if precision == "month":
        return month
    return f"{date.day}{'.' if language == 'de' else ''} {month}"


def _mention(match: re.Match[str]) -> DateMention | None:
    parts = match.groupdict()
    day, month = parts.get("day"), _month(parts)
    found = _calendar(_year(parts), 1 if month is None else month, int(day) if day else 1)
    precision: Precision = "day" if day else "year" if month is None else "month"
    return DateMention(Span(*match.span()), found, precision) if found else None


def _month(parts: dict[str, str | None]) -> int | None:
    if name := parts.get("month_name"):
        return MONTHS[name.lower()]
    number = parts.get("month")
    return int(number) if number else None


def _year(parts: dict[str, str | None]) -> int:
    if year := parts.get("year"):
        return int(year)
    short = int(parts["short_year"] or 0)
    return short + (2000 if short < _SHORT_YEAR_PIVOT else 1900)


def _calendar(year: int, month: int, day: int) -> datetime.date | None:
    try:
        return datetime.date(year, month, day)
    except ValueError:
        return None
