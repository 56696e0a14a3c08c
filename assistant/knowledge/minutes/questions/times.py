"""Which time a question for outcomes names: that of the meeting, or that in which tasks are due."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from assistant.language.periods import Period, PeriodMention, find_periods
from assistant.language.recurring import ONE_DAY, WEEKDAYS, Days, Recurring, find_recurring
from assistant.records import DocumentInfo, Span
from assistant.retrieving.meetings import by_number, last_met

_I = re.IGNORECASE
# What makes a day that of a task, and not of the meeting that gave it.
_DUE = re.compile(r"\b(?:f(?:ä|ae)llig(?:en?)?|frist(?:en)?|zu erledigen|due)\b", _I)
# "laut Protokoll vom 4. Mai zu erledigen"
_GIVEN_THERE = re.compile(
    r"\b(?:nach|laut|aus)\s(?:de[mr]\s)?\w{0,40}(?:sitzung|treffen|besprechung|protokoll|workshop)\s(?:vom|am)\b", _I
)
OVERDUE = re.compile(r"\b(?:(?:ü|ue)berf(?:ä|ae)llig(?:en?)?|overdue)\b", _I)
_BY = re.compile(r"\bby\b", _I)
_GIVEN = re.compile(r"\b(?:verteilt|vergeben|gegeben|beschlossen|assigned|given)\b", _I)
# "was sollte er bis Ende Mai machen": what was due.
PAST = re.compile(r"\b(?:war(?:en)?|sollte[nt]?|musste[nt]?|hatte[nt]?|had to|were)\b", _I)
# What leads to a time without its year: "bis zum", "seit dem", "am Dienstag, dem", "bis Ende".
_LEADING = re.compile(
    r"(?:\b(?:(?P<since>seit|ab|since)|(?P<after>nach|after)|(?P<before>vor|before)|(?P<until>bis|by|until)"
    r"|(?P<ahead>f(?:ü|ue)r|for|zum)|im|in|vom|am|on|aus|de[nm])"
    rf"(?:\s(?:zum|dem|den|the))?\s)?(?:(?:{'|'.join(WEEKDAYS)}),?\s(?:de[nm]\s)?)?"
    r"(?:\b(?:Anfang|Mitte|Ende|the end of|end of)\s)?\Z",
    _I,
)
# So long ahead of the last minutes lies no deadline that they give, and so long ahead few.
_LONGEST = datetime.timedelta(days=365)
_LONG = datetime.timedelta(days=183)
# What decisions and open points are for is no time of their meeting: "für 2025", "für das Jahr 2025", "for June 2025".
_LED = re.compile(
    r"\b(?:(?:f(?:ü|ue)r|for)\s)?(?:(?:das|den|die|the|ganz|zeit(?:raum)?|jahre?|years?|monat|month|anfang|mitte"
    r"|ende|early|late|mid|end of)\s)*\Z",
    _I,
)
# "Fasse die Protokolle für 2025 zusammen": these are of that time.
_MINUTES = re.compile(r"\b(?:\w*(?:protokolle?|sitzung(?:en)?|niederschrift(?:en)?)|minutes|meetings?)\s\Z", _I)
_NEAR = 60  # so many characters before a time are looked at for these words
_FIGURES = re.compile(r"\d{4}")
_COMING = re.compile(r"\b(?:n(?:ä|ae)chste|kommende|next|coming)", _I)
_NUMBER = re.compile(r"(?<!\d)\d{1,3}(?!\d)")
# "noch nicht überfällig": what is due from today on.
NOT_OVERDUE = re.compile(
    r"\b(?:nicht|not)\s(?:(?:schon|bereits|yet|already)\s)?(?:(?:ü|ue)berf(?:ä|ae)llig(?:en?)?|overdue)\b"
    r"|\b(?:noch nicht|not yet)\s(?:f(?:ä|ae)llig(?:en?)?|due)\b",
    _I,
)


def named_time(
    text: str, documents: Sequence[DocumentInfo], today: datetime.date, *, is_task: bool = True
) -> tuple[Period | None, str]:
    """The first time that the text names, or the day of its "9. Sitzung"; and the text, as long, with that blanked.

    What is no task came out of a meeting that was: a time to come, or one behind "für", is then a part of the topic,
    and stays. A year among them is written in figures, as the minutes of another year may call it ("nächstes Jahr").
    """
    open_text = text  # without the times of the topic
    for mention in find_periods(text, today):
        led = _led(text, mention)
        if is_task or not _is_of_topic(text, mention, today):
            return mention.period, mention.span.blanked_in(led.blanked_in(text))
        open_text = mention.span.blanked_in(open_text)
        text = _in_figures(led.blanked_in(text), mention)
    if meeting := by_number(open_text, documents):
        return Period(meeting.day, meeting.day), _NUMBER.sub(lambda match: " " * len(match[0]), text)
    return None, text


def _is_of_topic(text: str, mention: PeriodMention, today: datetime.date) -> bool:
    start, end = mention.period
    words = mention.span.of(text)
    if start and (start > today or (start == today and _COMING.search(words))):
        return True
    led = _led(text, mention)
    is_ahead = led.of(text).lower().startswith("f") and not _MINUTES.search(text[: led.start])
    return is_ahead and start != end and (_FIGURES.search(words) is not None or _is_year(mention.period))


def _led(text: str, mention: PeriodMention) -> Span:
    """The words that lead to the time: "für das Jahr"."""
    match = _LED.search(text, max(0, mention.span.start - _NEAR), mention.span.start)
    return Span(*match.span()) if match else Span(mention.span.start, mention.span.start)


def _is_year(period: Period) -> bool:
    start, end = period
    return start is not None and (start.month, start.day) == (1, 1) and end == start.replace(month=12, day=31)


def _in_figures(text: str, mention: PeriodMention) -> str:
    """The text with "nächstes Jahr" or "Jahr 2027" as "2027"; as long."""
    start, span = mention.period.start, mention.span
    if start is None or not _is_year(mention.period):
        return text
    return text[: span.start] + str(start.year).ljust(span.end - span.start) + text[span.end :]


def time_alone(
    text: str, minutes: Sequence[DocumentInfo], today: datetime.date, *, is_task: bool
) -> tuple[Period | None, str]:
    """A time without its year ("im Mai", "am 17. Juni"), and the text without it: the last of which there are minutes.

    Tasks are due in the next one, where the words say so ("bis Mai", "im Mai fällig") or of no such time are minutes.
    What decisions and open points are for ("für Mai") is their topic, and stays.
    """
    for span, time in find_recurring(text):
        led = _LEADING.search(text, max(0, span.start - _NEAR), span.start)
        if led and (is_task or not led["ahead"]):
            is_due = bool(is_task and (led["ahead"] or led["until"] or _DUE.search(text)))
            is_beside = bool(led["after"] or led["before"])  # no minutes need be of that day
            held = None if is_due or is_beside or time.is_weekday else last_met(time, minutes)
            is_ahead = is_task and (is_due or not is_beside)
            days = held or (_due(time, text, minutes, today) if is_ahead else time.last(today))
            return _opened(days, led), Span(led.start(), span.end).blanked_in(text)
    return None, text


def _opened(days: Days, led: re.Match[str]) -> Period:
    """The days as the word before them means them."""
    start, end = days
    if led["after"]:
        return Period(end + ONE_DAY, None)
    if led["before"]:
        return Period(None, start - ONE_DAY)
    return Period(None if led["until"] else start, None if led["since"] else end)


def _due(time: Recurring, text: str, minutes: Sequence[DocumentInfo], today: datetime.date) -> Days:
    """When something is due: next time, or where that was, or no minutes look so far ahead, the last time they do."""
    last = max((info.date for info in minutes if info.date), default=today)
    coming = time.coming(today)
    if not PAST.search(text) and coming.start <= last + _LONGEST:
        return coming
    return time.last(min(today, last + _LONG))


def time_due(text: str, named: Period | None, minutes: Sequence[DocumentInfo], today: datetime.date) -> Period | None:
    """When the tasks are due that are asked for; None where a time that is named is that of the meeting.

    A time without `minutes`, or one that is yet to come, can only be when something is due, but for "seit".
    """
    if NOT_OVERDUE.search(text):
        return Period(today, None)
    if OVERDUE.search(text):
        return Period(None, today - ONE_DAY)
    if named and _BY.search(text):
        return Period(None, named.end)
    if named is None:
        return None
    is_of_no_meeting = named.start is None or _has_none(named.start, named.end, minutes, today)
    is_due = _DUE.search(text) is not None and not _GIVEN_THERE.search(text)
    return named if is_due or (is_of_no_meeting and not _GIVEN.search(text)) else None


def _has_none(
    start: datetime.date, end: datetime.date | None, minutes: Sequence[DocumentInfo], today: datetime.date
) -> bool:
    if end is None:
        return start > today
    return not any(info.date and start <= info.date <= end for info in minutes)
