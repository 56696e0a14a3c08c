"""The one meeting that a question names: "Lenkungskreis am 4. Februar 2025", "in der 9. Sitzung des Beirats".

Of a day without its year the last meeting is meant.

A meeting is known by its minutes, so only one is found whose minutes the caller may see. A question about what became
of a meeting ("Gilt der Beschluss des Lenkungskreises vom 20. Juni 2023 noch?") asks of later documents, and names none.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from assistant.language.periods import Period, PeriodMention
from assistant.language.recurring import A_WEEKDAY, Days, Recurring, find_recurring
from assistant.language.terms import stems
from assistant.records import DocumentInfo, Span

_I = re.IGNORECASE
_BODY = r"[A-ZÄÖÜ][\w-]*(?:\s[A-ZÄÖÜ][\w-]*)*"
_WEEKDAY = rf"(?i:{A_WEEKDAY})\w*,?\s(?:de[nm]\s)?"
_WHEN = rf"(?:(?:am|vom|von|on|of)\s)?(?:{_WEEKDAY})?"
_BODY_BEFORE = re.compile(rf"\b(?P<place>(?:in|nach|aus|at)\s)?(?P<body>{_BODY})[\s,]*{_WHEN}\Z")
_BODY_BEHIND = re.compile(rf"\s(?:beim|im|(?:in|bei|auf)\s(?:der|dem)|at\sthe)\s(?P<body>{_BODY})")
_LEADING = re.compile(rf"\b{_WHEN}\Z")
# What a meeting or its minutes are called, or a word that is made of it ends with.
EVENT = (
    r"(?:sitzung|treffen|workshop|besprechung|werkstatt|forum|runde|konferenz|call|meeting|session|protokoll"
    r"|niederschrift)"
)
_EVENT = re.compile(rf"\w*{EVENT}s?\Z", _I)
# "Wer hat am 4.2.25 Protokoll geführt?" asks of a meeting without naming it.
_HELD = re.compile(
    r"\bprotokoll(?:\s(?:ge)?f(?:ü|ue)hr|iert)|\b(?:moderiert|getagt|anwesend|teilgenommen|gefehlt|entschuldigt)\b"
    r"|\b(?:took|taken|take)\s(?:the\s)?minutes\b|\b(?:attended|chaired)\b",
    _I,
)
_NUMBERED = re.compile(
    r"(?<![\d.,])(?P<number>\d{1,3})(?:\.|st|nd|rd|th)\s(?:(?:ordentliche[nr]?|gemeinsame[nr]?)\s)?"
    r"(?P<what>sitzung|treffen|workshop|werkstatt|forum|runde|meeting|session)s?\b",
    _I,
)
_OF = re.compile(rf"\s(?:des|der|vom|im|of\sthe)\s(?:\w+e[nr]\s)?(?P<body>{_BODY})")
# "in der 9. Sitzung", "Protokoll der 9. Sitzung": only where to look
_WITHIN = re.compile(
    r"(?:\b(?:in|bei|auf|laut|aus|at)\s(?:der|dem|the)|(?<=protokoll)\s(?:der|des|zur|zum)|(?<=niederschrift)\s(?:der|des))\s\Z",
    _I,
)
# "der 3. und der 9. Sitzung", "seit der 9. Sitzung"
_NOT_ALONE = re.compile(
    r"(?:\d\.?\s?(?:und|oder|bis|sowie|and|or|,|/|&|-|–)\s?|\b(?:seit|vor|nach|bis|ab|außer|ohne|since|before|after)\s)"
    r"(?:(?:zu|in)?\s?(?:der|die|zur|dem|den|the)\s)?\Z",
    _I,
)
# What became of it since, which later minutes tell.
_LATER = re.compile(
    r"\b(?:noch|gilt|gelten|galt|inzwischen|seitdem|seither|danach|später|spaeter|aufgehoben|geändert|geaendert"
    r"|umgesetzt|erledigt|bisher|heute|aktuell\w*|jetzt|daraus|nächste[nrs]?|still|since|later|now|next)\b",
    _I,
)
_NEAR = 60  # so many characters before a number or a day are looked at


class Meeting(NamedTuple):
    """The day of the meeting, and the words that only say where to look: none of "Wann begann die 9. Sitzung?"."""

    day: datetime.date
    words: Span


def meeting_in(text: str, documents: Iterable[DocumentInfo], mentions: Sequence[PeriodMention]) -> Meeting | None:
    """The meeting that the question is about; None where it names none, several, or one without minutes.

    Args:
        text: the question in NFC.
        documents: what the caller may see.
        mentions: the periods of the text.
    """
    minutes = [info for info in documents if info.type == "minutes" and info.date]
    if not minutes or _LATER.search(text):
        return None
    times = [mention for mention in mentions if not mention.is_bare_year] or list(_without_year(text, minutes))
    if times:
        return _on_day(text, minutes, times[0]) if len(times) == 1 else None
    return by_number(text, minutes)


def last_met(time: Recurring, documents: Iterable[DocumentInfo]) -> Days | None:
    """The days of the last "4. Februar", "Mai" or "Herbst" of which there are minutes."""
    return last_dated(time, (info for info in documents if info.type == "minutes"))


def last_dated(time: Recurring, documents: Iterable[DocumentInfo]) -> Days | None:
    """The days of the last one of which there are documents."""
    known = (info.date for info in documents if info.date)
    return max((days for day in known if (days := time.around(day))), default=None)


def _without_year(text: str, minutes: Sequence[DocumentInfo]) -> Iterator[PeriodMention]:
    for span, time in find_recurring(text):
        if time.day and (days := last_met(time, minutes)):
            yield PeriodMention(span, Period(*days))


def _on_day(text: str, minutes: Sequence[DocumentInfo], mention: PeriodMention) -> Meeting | None:
    """ "Lenkungskreis am 4. Februar 2025", "am 4. Februar 2025 beim Lenkungskreis"."""
    day = mention.period.start
    held = [info for info in minutes if info.date == day]
    if day is None or mention.period.end != day or not held:
        return None
    start, end = mention.span
    before = _BODY_BEFORE.search(text, max(0, start - _NEAR), start)
    if before and before["place"]:  # "in Kesselhain am 4. Februar 2025"
        return None
    leading = _LEADING.search(text, max(0, start - _NEAR), start)
    words = Span(before.end("body") if before else leading.start() if leading else start, end)
    named = before or _BODY_BEHIND.match(text, end)
    if named is None:
        return Meeting(day, words) if _HELD.search(text) else None
    body = named["body"]
    is_meant = any(_is_in(body, info.title) for info in held) or _EVENT.match(body.rpartition(" ")[2])
    return Meeting(day, words) if is_meant else None


def by_number(text: str, documents: Iterable[DocumentInfo]) -> Meeting | None:
    """ "in der 9. Sitzung", if the title of minutes of one day says so."""
    minutes = [info for info in documents if info.type == "minutes" and info.date]
    numbered = list(_NUMBERED.finditer(text))
    if len(numbered) != 1 or _NOT_ALONE.search(text, max(0, numbered[0].start() - _NEAR), numbered[0].start()):
        return None
    [match] = numbered
    held = [info for info in minutes if _sign(match) in {_sign(one) for one in _NUMBERED.finditer(info.title)}]
    body = _OF.match(text, match.end())
    if body:
        held = [info for info in held if _is_in(body["body"], info.title)]
    days = {info.date for info in held if info.date}
    lead = _WITHIN.search(text, max(0, match.start() - _NEAR), match.start())
    words = Span(lead.start(), (body or match).end()) if lead else Span(match.start(), match.start())
    return Meeting(days.pop(), words) if len(days) == 1 else None


def is_unknown_number(text: str, documents: Iterable[DocumentInfo]) -> bool:
    """Whether the text names a meeting by a number ("8. Sitzung") that no title of minutes bears."""
    known = {_sign(one) for info in documents if info.type == "minutes" for one in _NUMBERED.finditer(info.title)}
    return any(_sign(match) not in known for match in _NUMBERED.finditer(text))


def _sign(match: re.Match[str]) -> tuple[int, str]:
    return int(match["number"]), match["what"].lower()


def _is_in(body: str, title: str) -> bool:
    return not set(stems(title)).isdisjoint(stems(body))
