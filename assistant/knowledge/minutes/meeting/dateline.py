"""What a line with the day of a meeting says: "Sitzung vom 4. Februar 2025, 13 Uhr, Alte Stellmacherei"."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from typing import NamedTuple

from assistant.knowledge.minutes.meeting.bodies import names_body
from assistant.language.dates import DateMention, find_dates
from assistant.language.recurring import A_WEEKDAY
from assistant.language.terms import stems, whole_words
from assistant.records import DocumentInfo, Span

LINE_CHARACTERS = 200  # a longer sentence is about more than when and where
PLACE_CHARACTERS = 80

_I = re.IGNORECASE
_CLOCK = r"\d{1,2}(?:[:.]\d\d)?"
_HOURS = re.compile(
    rf"(?:(?:von|ab|um|from|at)\s)?\b{_CLOCK}(?:\s?Uhr)?\s?(?:bis|–|-|to|until)\s?(?:ca\.\s)?{_CLOCK}(?:\s?(?:Uhr|h|[ap]\.?m\.?)(?!\w))?"
    rf"|(?:(?:von|ab|um|from|at)\s)?\b{_CLOCK}\s?(?:Uhr|h|[ap]\.?m\.?)(?!\w)|\b\d{{1,2}}:\d\d\b",
    _I,
)
_WEEKDAY = rf"(?:{A_WEEKDAY}|Mo|Di|Mi|Do|Fr|Sa|So)"
_AROUND = re.compile(rf"\b(?:{_WEEKDAY}\b[.,]?|(?:am|vom|den|on|in|im|der|um|Uhr)\b)\s*|^[\s:()–|-]+|[\s:()–|-]+$", _I)
_PART = re.compile(r"[^,]+")
_ISSUED = re.compile(r"\W*(?:Stand|Version|Fassung|Erstellt|Gedruckt|Druck|Seite|Ausgegeben|Entwurf|Status)\b", _I)
_PLACE = re.compile(r"(?:[A-ZÄÖÜ0-9]|video|online|virtu|hybrid|tele)")
_REMOTE = re.compile(r"(?:video|online|telefon|web|hybrid|virtu|zoom|teams)", _I)
_PLACE_NOTE = re.compile(r"\b(?:Verteiler|Vertraulich|Uhr|Seite|Nr\.|intern|internal)\b", _I)


class Dateline(NamedTuple):
    """The words for day, hours and place, each empty where the line tells none; `day` is that of the meeting."""

    day: datetime.date | None = None
    date: str = ""
    time: str = ""
    place: str = ""


def dateline(line: str, info: DocumentInfo) -> Dateline:
    """Day, time and place of one line; a day only if it is that of the minutes, or if these have no date."""
    if len(line) > LINE_CHARACTERS or _ISSUED.match(line) or "://" in line:
        return Dateline()
    mention = next((one for one in find_dates(line) if _is_day_of(one, info)), None)
    day = mention.span if mention else Span(0, 0)
    hours = _HOURS.search(day.blanked_in(line))
    time = hours[0].strip() if hours else ""
    if mention is None:
        return Dateline(time=time)
    spans = [mention.span, *([Span(*hours.span())] if hours else [])]
    return Dateline(info.date or mention.date, mention.span.of(line), time, _place(line, spans, info))


def _is_day_of(mention: DateMention, info: DocumentInfo) -> bool:
    if info.date is None or mention.precision == "day":
        return mention.precision == "day" and info.date in (None, mention.date)
    return mention.precision == "month" and mention.date == info.date.replace(day=1)


def _place(line: str, spans: Sequence[Span], info: DocumentInfo) -> str:
    """The part between commas that is no day, no hours and no body, with the next one: "Bildungswerk, Saal 2"."""
    found = ""
    for match in _PART.finditer(line):
        part = _AROUND.sub("", match[0]).strip(" .;")
        is_when = any(span.start < match.end() and match.start() < span.end for span in spans)
        if part and not is_when and _is_place(part, info):
            found = f"{found}, {part}" if found else part
        elif found:
            break
    return found


def _is_place(part: str, info: DocumentInfo) -> bool:
    if len(part) > PLACE_CHARACTERS or not _PLACE.match(part) or _PLACE_NOTE.search(part) or ":" in part:
        return False
    if _REMOTE.match(part):
        return True
    named = set(stems(f"{info.title} {info.lab or ''}"))
    return not any(names_body(word) for word in whole_words(part)) and not set(stems(part)) <= named
