"""Which time a question for outcomes names: that of the meeting, or that in which tasks are due."""

from __future__ import annotations

import datetime
import re
from calendar import monthrange
from collections.abc import Sequence

from assistant.language.dates import MONTHS
from assistant.language.periods import Period, PeriodMention, find_periods
from assistant.records import DocumentInfo, Span
from assistant.retrieving.meetings import meeting_in

_I = re.IGNORECASE
_ONE_DAY = datetime.timedelta(days=1)
# What makes a day that of a task, and not of the meeting that gave it.
_DUE = re.compile(r"\b(?:f(?:ä|ae)llig(?:en?)?|frist(?:en)?|zu erledigen|due)\b", _I)
OVERDUE = re.compile(r"\b(?:(?:ü|ue)berf(?:ä|ae)llig(?:en?)?|overdue)\b", _I)
_BY = re.compile(r"\bby\b", _I)
_GIVEN = re.compile(r"\b(?:verteilt|vergeben|gegeben|beschlossen|assigned|given)\b", _I)
_MONTHS = "|".join(sorted((name for name in MONTHS if len(name) > 3 and name != "sept"), key=len, reverse=True))
_ALONE = re.compile(
    rf"\b(?:(?P<since>seit|ab|since)|(?P<until>bis(?: zum)?|by|until)|(?P<ahead>f(?:ü|ue)r|for)|im|in|vom)\s"
    rf"(?:(?:Anfang|Mitte|Ende|the end of|end of)\s)?(?P<month>{_MONTHS}|mai|may)\b(?!\.?\s?\d)",
    _I,
)
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
            return mention.period, blanked(blanked(text, led), mention.span)
        open_text = blanked(open_text, mention.span)
        text = _in_figures(blanked(text, led), mention)
    if meeting := meeting_in(open_text, documents, ()):
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


def month_alone(
    text: str, minutes: Sequence[DocumentInfo], today: datetime.date, *, is_task: bool
) -> tuple[Period | None, str]:
    """A month without its year, and the text without it: the last one of which there are minutes ("im Mai").

    Tasks are due in the next one, where the words say so ("bis Mai", "im Mai fällig") or of no such month are minutes.
    What decisions and open points are for ("für Mai") is their topic, and stays.
    """
    match = next((match for match in _ALONE.finditer(text) if is_task or not match["ahead"]), None)
    if match is None:
        return None, text
    month = MONTHS[match["month"].lower()]
    held = max((info.date.year for info in minutes if info.date and info.date.month == month), default=None)
    if is_task and (held is None or match["ahead"] or match["until"] or _DUE.search(text)):
        year = today.year + (month < today.month)
    else:
        year = held or today.year - (month > today.month)
    first, last = datetime.date(year, month, 1), datetime.date(year, month, monthrange(year, month)[1])
    period = Period(None if match["until"] else first, None if match["since"] else last)
    return period, blanked(text, Span(*match.span()))


def time_due(text: str, named: Period | None, minutes: Sequence[DocumentInfo], today: datetime.date) -> Period | None:
    """When the tasks are due that are asked for; None where a time that is named is that of the meeting.

    What begins behind the last of the `minutes` or is yet to come can only be when something is due, but for "seit".
    """
    if NOT_OVERDUE.search(text):
        return Period(today, None)
    if OVERDUE.search(text):
        return Period(None, today - _ONE_DAY)
    if named and _BY.search(text):
        return Period(None, named.end)
    if named is None:
        return None
    is_yet = named.start is None or _is_later(named, minutes, today)
    return named if _DUE.search(text) or (is_yet and not _GIVEN.search(text)) else None


def _is_later(named: Period, minutes: Sequence[DocumentInfo], today: datetime.date) -> bool:
    last = max((info.date for info in minutes if info.date), default=today)
    return named.start is not None and named.start > (today if named.end is None else min(last, today))


def blanked(text: str, span: Span) -> str:
    return text[: span.start] + " " * (span.end - span.start) + text[span.end :]
