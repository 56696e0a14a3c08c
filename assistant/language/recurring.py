"""Times that come again: weekdays, months, seasons, and days of a year that a text names without the year.

"17. Juni", "am 4.2.", "im Juni", "im Herbst", "am Donnerstag". Which one is meant the text does not say.
"""

from __future__ import annotations

import datetime
import re
from calendar import monthrange
from collections.abc import Iterator
from typing import NamedTuple

from assistant.language.dates import A_MONTH, MONTHS
from assistant.records import Span

SEASONS = {
    "frühjahr": 3, "fruehjahr": 3, "frühling": 3, "fruehling": 3, "spring": 3, "sommer": 6, "summer": 6,
    "herbst": 9, "autumn": 9, "winter": 12,
}  # fmt: skip
WEEKDAYS = {
    "montag": 0, "monday": 0, "dienstag": 1, "tuesday": 1, "mittwoch": 2, "wednesday": 2, "donnerstag": 3,
    "thursday": 3, "freitag": 4, "friday": 4, "samstag": 5, "sonnabend": 5, "saturday": 5, "sonntag": 6, "sunday": 6,
}  # fmt: skip
A_WEEKDAY = rf"(?:{'|'.join(WEEKDAYS)})"  # for patterns that ignore case
ONE_DAY = datetime.timedelta(days=1)
_WEEK = 7 * ONE_DAY
_SEASON_MONTHS = 3
_LEAP_YEAR = 2024
_MOST_YEARS = 9  # between two days of the 29th of February
# What is written out: "mar" and "dez" alone are no month.
NAMED = "|".join((*SEASONS, *(name for name in MONTHS if len(name) > 3 or name in ("mai", "may")), *WEEKDAYS))
_NO_YEAR = r"(?!\.?,?[ ]?\d{4})"
_LEADS = r"(?:seit|ab|since|nach|after|vor|before|bis|by|until|f(?:ü|ue)r|for|im|in|vom|am|on|aus|zum)"
# A month alone may be a name, so a preposition stands before it; so it does before figures.
_PATTERNS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?<![\d.,])(?P<time>(?P<day>\d{{1,2}})(?:\.[ ]?|(?:st|nd|rd|th)?[ ](?:of[ ])?)(?P<month>{A_MONTH})\b)"
        rf"{_NO_YEAR}",
        rf"(?P<time>\b(?P<month>{A_MONTH})[ ](?P<day>\d{{1,2}})(?:st|nd|rd|th)?\b)(?!,?[ ]?\d|\.\d)",
        r"\b(?:am|vom|de[nm]|zum|seit|ab|bis|nach|vor)[ ]"
        r"(?P<time>(?P<day>\d{1,2})\.[ ]?(?P<number>\d{1,2})(?:\.(?![ ]?\d)|(?=\s*[?!]?\s*\Z)))",
        rf"\b{_LEADS}(?:[ ](?:dem|den|zum))?[ ](?:(?:Anfang|Mitte|Ende|the end of|end of)[ ])?"
        rf"(?P<time>(?P<name>{NAMED})s?\b)(?!\.?,?[ ]?\d)",
        # the subject of what is asked behind it: "Februar: Wer war dabei?"
        rf"(?:\A|\A[^:?!]{{1,80}},[ ])(?P<time>(?P<name>{NAMED})s?)(?=(?:,[ ][^:?!]{{1,80}})?:[ ])",
    )
)


class Days(NamedTuple):
    """From one day to another, both included."""

    start: datetime.date
    end: datetime.date


class Recurring(NamedTuple):
    """What comes again: the weekday, month or season `name` (in small letters), or the one `day` of a month."""

    name: str
    day: int | None = None

    @property
    def is_weekday(self) -> bool:
        return self.name in WEEKDAYS

    @property
    def month(self) -> int:
        """The one that it begins in."""
        return SEASONS.get(self.name) or MONTHS[self.name]

    def of(self, year: int) -> Days | None:
        """When it is in this year, a winter until the next one; None for a day that this year has not.

        Raises:
            ValueError: a weekday is no time of a year.
        """
        if self.is_weekday:
            raise ValueError(f"a {self.name} is no time of a year")
        if self.day:
            is_in = self.day <= monthrange(year, self.month)[1]
            return Days(*[datetime.date(year, self.month, self.day)] * 2) if is_in else None
        more, last = divmod(self.month + (_SEASON_MONTHS - 1 if self.name in SEASONS else 0) - 1, 12)
        end = datetime.date(year + more, last + 1, monthrange(year + more, last + 1)[1])
        return Days(datetime.date(year, self.month, 1), end)

    def around(self, day: datetime.date) -> Days | None:
        """The one that this day is in; None where it is in none."""
        if self.is_weekday:
            return Days(day, day) if day.weekday() == WEEKDAYS[self.name] else None
        days = (self.of(year) for year in (day.year, day.year - 1))
        return next((one for one in days if one and one.start <= day <= one.end), None)

    def this(self, today: datetime.date) -> Days | None:
        """The one of this year, or of this week."""
        if not self.is_weekday:
            return self.of(today.year)
        day = today + (WEEKDAYS[self.name] - today.weekday()) * ONE_DAY
        return Days(day, day)

    def before(self, today: datetime.date) -> Days:
        """The last one that has ended before today."""
        return next(days for days in self._away(today, -1) if days.end < today)

    def after(self, today: datetime.date) -> Days:
        """The first one that begins after today."""
        return next(days for days in self._away(today, 1) if days.start > today)

    def last(self, today: datetime.date) -> Days:
        """The one that today is in, or the last one before it; on a Friday "am Freitag" is the last one."""
        return (not self.is_weekday and self.around(today)) or self.before(today)

    def coming(self, today: datetime.date) -> Days:
        """The one that today is in, or the first one after it."""
        return self.around(today) or self.after(today)

    def _away(self, today: datetime.date, step: int) -> Iterator[Days]:
        """This one and the next or last ones."""
        for number in range(0, step * _MOST_YEARS, step):
            away = today + number * _WEEK if self.is_weekday else today.replace(today.year + number, 1, 1)
            if days := self.this(away):
                yield days


class RecurringMention(NamedTuple):
    """A time without its year in a text, without the preposition before it."""

    span: Span
    time: Recurring


def find_recurring(text: str) -> list[RecurringMention]:
    """The days, months, seasons and weekdays without a year, in reading order, disjoint. `text` is in NFC."""
    found: list[RecurringMention] = []
    taken: set[int] = set()
    for pattern in _PATTERNS:
        for match in pattern.finditer(text):
            span, parts = Span(*match.span("time")), match.groupdict()
            offsets = range(*span)
            if taken.isdisjoint(offsets) and (time := _time(parts)):
                taken.update(offsets)
                found.append(RecurringMention(span, time))
    return sorted(found, key=lambda mention: mention.span.start)


def _time(parts: dict[str, str | None]) -> Recurring | None:
    """None for a day that no year has."""
    number, day = int(parts.get("number") or 0), int(parts.get("day") or 0)
    name = parts.get("month") or parts.get("name") or next((one for one in MONTHS if MONTHS[one] == number), "")
    time = Recurring(name.lower(), day or None)
    has_day = not parts.get("day") or (name and 1 <= day <= monthrange(_LEAP_YEAR, time.month)[1])
    return time if has_day else None
