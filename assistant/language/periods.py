"""Periods of time in a German or English question: "seit 2024", "im Mai 2023", "im Herbst 2024", "letztes Jahr"."""

from __future__ import annotations

import datetime
import re
from calendar import monthrange
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from assistant.language.dates import A_MONTH, MONTHS, find_dates
from assistant.language.recurring import NAMED, ONE_DAY, SEASONS, Days, Recurring, find_recurring
from assistant.records import Span

_MONTHS_OF = {"year": 12, "half": 6, "quarter": 3, "month": 1}
_UNITS = {
    "jahr": "year", "year": "year", "halbjahr": "half", "quartal": "quarter", "quarter": "quarter",
    "monat": "month", "month": "month", "woche": "week", "week": "week", "tag": "day", "day": "day",
}  # fmt: skip
_COUNTS = {
    "zwei": 2, "two": 2, "drei": 3, "three": 3, "vier": 4, "four": 4, "fünf": 5, "five": 5, "sechs": 6, "six": 6,
    "acht": 8, "eight": 8, "zehn": 10, "ten": 10, "zwölf": 12, "twelve": 12,
}  # fmt: skip
_ORDINALS = {
    "erste": 1, "first": 1, "zweite": 2, "second": 2, "dritte": 3, "third": 3, "vierte": 4, "fourth": 4,
}  # fmt: skip
_DAYS_AGO = {
    "heute": 0, "today": 0, "gestern": 1, "yesterday": 1, "vorgestern": 2, "morgen": -1, "tomorrow": -1,
    "übermorgen": -2,
}  # fmt: skip

_YEAR = r"(?P<year>(?:19|20)\d\d)(?![\d]|[.,/-]\d)"
_ORDINAL = "|".join(_ORDINALS)
_PART = re.compile(
    rf"(?<![\w.,])(?:(?P<number>[1-4])\.[ \xa0]?|(?P<ordinal>{_ORDINAL})[nsrm]?[ ]|Q(?P<q>[1-4])|H(?P<h>[12]))"
    rf"(?P<unit>Quartals?|quarter|Halbjahre?s?|half)?(?:[ ](?:of|des Jahres|in))?[ /]?{_YEAR}",
    re.IGNORECASE,
)
_UNIT = r"(?P<unit>Halbjahr|Jahr|year|Quartal|quarter|Monat|month|Woche|week)e?n?s?\b"
_LAST = re.compile(
    rf"\b(?:(?P<past>letzte|vorige|vergangene)[nsrm]?|(?P<present>diese|laufende)[nsrm]?"
    rf"|(?P<next>n(?:ä|ae)chste|kommende)[nsrm]?|(?P<coming>next|coming)"
    rf"|(?P<last>last|previous)|(?P<this>this|current))[ ]{_UNIT}|\b(?P<before>Vorjahr)e?s?\b",
    re.IGNORECASE,
)
_ROLLING = re.compile(
    rf"\b(?:(?:den|der|the)[ ])?(?:letzten|vergangenen|last|past|(?P<ahead>n(?:ä|ae)chsten|kommenden|next|coming))[ ]"
    rf"(?P<count>\d{{1,2}}|{'|'.join(_COUNTS)})[ ]"
    r"(?P<unit>Jahr|year|Quartal|quarter|Monat|month|Woche|week|Tag|day)e?n?s?\b",
    re.IGNORECASE,
)
# "am Morgen", "heute morgen" and "der Morgen" are times of a day, and "die Arbeit von morgen" is that of a future.
_DAY = re.compile(
    rf"(?<!\bam )(?<!\bheute )(?<!\bgestern )(?<!\bguten )(?<!\bjeden )\b(?!(?-i:Morgen)\b)"
    rf"(?!(?<=\bvon )(?:über)?morgen\b(?! bis\b)|(?<=\bof )tomorrow\b)(?:{'|'.join(_DAYS_AGO)})\b",
    re.IGNORECASE,
)
_SEASON = re.compile(
    rf"\b(?P<season>{'|'.join(SEASONS)})[ ](?P<year>(?:19|20)\d\d)(?:/(?:20)?\d\d)?(?![\d]|[.,/-]\d)", re.IGNORECASE
)
# "letzten November", "vorigen Herbst", "nächsten Donnerstag"; "der letzte Freitag im Mai" is no such day.
_RECURRED = re.compile(
    r"\b(?:(?P<past>(?:letzte|vorige|vergangene)[nrsm]?|last|previous)|(?P<present>diese[nrsm]?|this)"
    r"|(?P<next>(?:n(?:ä|ae)chste|kommende)[nrsm]?|next|coming))"
    rf"[ ](?P<name>{NAMED})s?\b(?![ ]?[.,/-]?\d|[ ](?:im|in|des|of)\b)",
    re.IGNORECASE,
)
_BARE_YEAR = re.compile(rf"(?<![\w.,/§-]){_YEAR}(?!\w)")

# Words before a period that say which way it is open, with what may stand between: "seit Anfang 2024".
_LED = r"[ \xa0]+(?:(?:dem|der|den|the|dem Jahr|year|Anfang|Mitte|Ende|early|late|mid)[ \xa0-])*$"
_SINCE = re.compile(rf"\b(?:seit|ab|since|starting){_LED}", re.IGNORECASE)
_UNTIL = re.compile(rf"\b(?:bis(?: zum| einschließlich)?|until|up to){_LED}", re.IGNORECASE)
_BEFORE = re.compile(rf"\b(?:vor|before){_LED}", re.IGNORECASE)
_AFTER = re.compile(rf"\b(?:nach|after){_LED}", re.IGNORECASE)
_FROM = re.compile(rf"\b(?:zwischen|von|vom|between|from){_LED}", re.IGNORECASE)
_TO = re.compile(r"[ \xa0]*(?:und|bis(?: zum)?|and|to|until|through|[-–])[ \xa0]*(?:the )?", re.IGNORECASE)
_WITHIN = 60  # so many characters before a period are looked at for these words
_MONTH_TO = re.compile(rf"\b(?P<month>{A_MONTH}){_TO.pattern}$", re.IGNORECASE)


class Period(NamedTuple):
    """From `start` to `end`, both days included; None where it is open."""

    start: datetime.date | None
    end: datetime.date | None

    def holds(self, day: datetime.date | None) -> bool:
        """Whether the day lies within; what has no day lies nowhere."""
        return day is not None and (self.start or day) <= day <= (self.end or day)


@dataclass(frozen=True, slots=True)
class PeriodMention:
    """A period in a text. `span` holds the words that belong to it, "seit" and "zwischen" among them.

    `is_bare_year` tells a lone "2023": it may be the name of something as well.
    """

    span: Span
    period: Period
    is_bare_year: bool = False


def find_periods(text: str, today: datetime.date) -> list[PeriodMention]:
    """The periods of the text in reading order, disjoint; "letztes Jahr" is seen from `today`. `text` is in NFC."""
    points = sorted(_points(text, today), key=lambda mention: mention.span.start)
    found: list[PeriodMention] = []
    for point in points:
        before = found[-1] if found else None
        if before and _TO.fullmatch(text, before.span.end, point.span.start):
            joined = _joined(text, before, point)
            found[-1:] = [joined] if joined else [before, point]
        else:
            found.append(_opened(text, point))
    return [mention for mention in found if _is_forward(mention.period)]


def find_times_of_year(text: str, chosen: Callable[[Recurring], Days]) -> list[PeriodMention]:
    """The days, months, seasons and weekdays that the text names without a year, in reading order: which one is meant
    is `chosen`. `text` is in NFC."""
    return [_opened(text, PeriodMention(span, Period(*chosen(time)))) for span, time in find_recurring(text)]


def _points(text: str, today: datetime.date) -> Iterator[PeriodMention]:
    """The periods without the words that lead them; where two overlap, the first of this order is kept."""
    taken: set[int] = set()
    for mention in (*_named(text), *_relative(text, today), *_years(text)):
        offsets = range(*mention.span)
        if taken.isdisjoint(offsets):
            taken.update(offsets)
            yield mention


def _named(text: str) -> Iterator[PeriodMention]:
    for match in _PART.finditer(text):
        if part := _part(match):
            yield PeriodMention(Span(*match.span()), part)
    for match in _SEASON.finditer(text):
        if days := Recurring(match["season"].lower()).of(int(match["year"])):
            yield PeriodMention(Span(*match.span()), Period(*days))
    for mention in find_dates(text):
        period = Period(mention.date, mention.last_day)
        if led := _before(_MONTH_TO, text, mention.span.start):
            first = MONTHS[led["month"].lower()]
            if mention.precision == "month" and first <= mention.date.month:
                start = mention.date.replace(month=first)
                yield PeriodMention(Span(led.start(), mention.span.end), Period(start, period.end))
        yield PeriodMention(mention.span, period)


def _part(match: re.Match[str]) -> Period | None:
    """A quarter or a half of a year; None for the third half."""
    number = match["number"] or match["q"] or match["h"] or _ORDINALS[(match["ordinal"] or "erste").lower()]
    unit = (match["unit"] or "").lower()
    if not unit and not match["q"] and not match["h"]:
        return None
    months = 6 if match["h"] or unit.startswith("hal") else 3
    if int(number) * months > 12:
        return None
    start = datetime.date(int(match["year"]), (int(number) - 1) * months + 1, 1)
    return Period(start, _later(start, months) - ONE_DAY)


def _relative(text: str, today: datetime.date) -> Iterator[PeriodMention]:
    for match in _ROLLING.finditer(text):
        count = _COUNTS.get(match["count"].lower()) or int(match["count"])
        there = _back(today, -count if match["ahead"] else count, _UNITS[match["unit"].lower()])
        yield PeriodMention(Span(*match.span()), Period(min(there, today), max(there, today)))
    for match in _LAST.finditer(text):
        unit = "year" if match["before"] else _UNITS[match["unit"].lower()]
        yield PeriodMention(Span(*match.span()), _calendar(today, unit, _units_ago(match)))
    for match in _RECURRED.finditer(text):
        if days := _recurred(match, today):
            yield PeriodMention(Span(*match.span()), Period(*days))
    for match in _DAY.finditer(text):
        day = today - _DAYS_AGO[match.group().lower()] * ONE_DAY
        yield PeriodMention(Span(*match.span()), Period(day, day))


def _units_ago(match: re.Match[str]) -> int:
    """0 for "dieses Jahr", -1 for "nächstes Jahr", 1 for "letztes Jahr"."""
    if match["present"] or match["this"]:
        return 0
    return -1 if match["next"] or match["coming"] else 1


def _recurred(match: re.Match[str], today: datetime.date) -> Days | None:
    """The days of "letztes Ostern", "nächstes Ostern" or "dieses Ostern"."""
    named = Recurring(match["name"].lower())
    if match["past"]:
        return named.before(today)
    return named.after(today) if match["next"] else named.this(today)


def _years(text: str) -> Iterator[PeriodMention]:
    for match in _BARE_YEAR.finditer(text):
        year = int(match["year"])
        period = Period(datetime.date(year, 1, 1), datetime.date(year, 12, 31))
        yield PeriodMention(Span(*match.span()), period, is_bare_year=True)


def _opened(text: str, point: PeriodMention) -> PeriodMention:
    """The point as the word before it means it: since, until, before, after; else as it is."""
    start, end = point.period
    for led, period in (
        (_SINCE, Period(start, None)),
        (_UNTIL, Period(None, end)),
        (_BEFORE, Period(None, start and start - ONE_DAY)),
        (_AFTER, Period(end and end + ONE_DAY, None)),
    ):
        if match := _before(led, text, point.span.start):
            return PeriodMention(Span(match.start(), point.span.end), period)
    return point


def _joined(text: str, first: PeriodMention, last: PeriodMention) -> PeriodMention | None:
    """ "zwischen 2022 und 2024", "von Mai 2023 bis Juli 2023", "2022–2024"; None for "2022 und 2024"."""
    led = _before(_FROM, text, first.span.start)
    between = text[first.span.end : last.span.start].strip().lower()
    if between in ("und", "and") and not (led and led.group().lower().startswith(("zwischen", "between"))):
        return None
    start = led.start() if led else first.span.start
    return PeriodMention(Span(start, last.span.end), Period(first.period.start, last.period.end))


def _before(pattern: re.Pattern[str], text: str, end: int) -> re.Match[str] | None:
    return pattern.search(text, max(0, end - _WITHIN), end)


def _calendar(today: datetime.date, unit: str, ago: int) -> Period:
    """The year, half, quarter, month or week that holds `today`, or the one before; with `ago` -1 the next one."""
    if unit == "week":
        monday = today - today.weekday() * ONE_DAY - 7 * ago * ONE_DAY
        return Period(monday, monday + 6 * ONE_DAY)
    months = _MONTHS_OF[unit]
    first = today.replace(month=(today.month - 1) // months * months + 1, day=1)
    start = _later(first, -months * ago)
    return Period(start, _later(start, months) - ONE_DAY)


def _back(today: datetime.date, count: int, unit: str) -> datetime.date:
    if unit in ("day", "week"):
        return today - count * (7 if unit == "week" else 1) * ONE_DAY
    return _later(today, -count * _MONTHS_OF[unit])


def _later(day: datetime.date, months: int) -> datetime.date:
    """The same day so many months later, or the month's last."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return datetime.date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _is_forward(period: Period) -> bool:
    return period.start is None or period.end is None or period.start <= period.end
