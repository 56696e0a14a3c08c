"""What minutes say of the meeting itself: when and where it was, who led it, wrote, came and was excused, and the next.

Each fact has the words that prove it. What stands in the head behind a label (`head.py`) counts before a line that
names the day of the meeting ("Dienstag, 12. März 2024, 9 bis 13 Uhr, Bildungswerk Ahlermark, Saal 2"), and before that
which stands in brackets behind a name ("H. Vossgrün (Vorsitz)"). Nothing is guessed.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import Literal, NamedTuple

from assistant.knowledge.fact_store import Extractor
from assistant.knowledge.minutes.meeting.attendance import attending
from assistant.knowledge.minutes.meeting.bodies import names_body
from assistant.knowledge.minutes.meeting.head import (
    Label,
    Labelled,
    attendance_in,
    head_of,
    labelled,
    title_of,
    unlabelled,
)
from assistant.knowledge.minutes.meeting.next_meeting import next_meetings
from assistant.knowledge.minutes.structure.places import unmarked
from assistant.knowledge.proof import Proof, proof
from assistant.language.dates import DateMention, find_dates
from assistant.language.numerals import NUMBER_WORD
from assistant.language.recurring import A_WEEKDAY
from assistant.language.terms import stems, whole_words
from assistant.records import Document, DocumentInfo, Span

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

MeetingField = Literal["title", "date", "time", "place", "chair", "keeper", "present", "excused", "next"]

_COUNTED = re.compile(
    rf"\b(?:\d{{1,4}}|ein(?:e[nr]?)?|{NUMBER_WORD})\s(?:[a-zäöüß]+e\s)?"
    r"(?:teilnehm\w*|personen|g(?:ä|ae)ste|participants|attendees|people|persons)\b",
    re.IGNORECASE,
)
# Written in small letters but for "Siehe": "S. Mintrop" is somebody.
_ELSEWHERE = re.compile(r"(?:[Ss]iehe|s\.|laut|lt\.|gem(?:ä|ae)(?:ß|ss)|see)\s|N\.\s?N\b|tba\b|tbd\b|offen\Z")
_OFFICE = re.compile(
    r"(?P<name>[^,;:()\n]{3,60}?)\s\((?:[^()]*,\s?)?(?:"
    r"(?P<chair>(?:sitzungs)?leitung|vorsitz\w*|moderat\w+|chair\w*)"
    r"|(?P<keeper>protokoll\w*|schriftf\w+|minutes))(?:,[^()]*)?\)",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class MeetingFact:
    """`value` is what the minutes say, words of `proof.text` (of a list joined by commas); `day` that of a date."""

    field: MeetingField
    value: str
    proof: Proof
    day: datetime.date | None = None


def facts_of(document: Document) -> tuple[MeetingFact, ...]:
    """The facts of one meeting in the order of their fields; empty for a document that is no minutes.

    Of a field that is told twice the first counts, but for `next`, of which each counts.
    """
    if document.info.type != "minutes":
        return ()
    found: dict[MeetingField, MeetingFact] = {}
    for fact in (*_titled(document), *_headed(document), *_of_title(document)):
        found.setdefault(fact.field, fact)
    for one in attending(document):
        found.setdefault(one.field, MeetingFact(one.field, one.value, proof(document, one.whole)))
    for fact in _offices(found.get("present")):
        found.setdefault(fact.field, fact)
    coming = (MeetingFact("next", one.value, proof(document, one.whole), one.day) for one in next_meetings(document))
    return (*found.values(), *coming)


FACTS: Extractor[tuple[MeetingFact, ...]] = Extractor("held", 12, facts_of, tuple[MeetingFact, ...])


def _titled(document: Document) -> Iterator[MeetingFact]:
    if title := title_of(document):
        yield MeetingFact("title", document.info.title, proof(document, title.span))


def _headed(document: Document) -> Iterator[MeetingFact]:
    """What the head says: behind labels first, then in lines without one."""
    head = head_of(document)
    for one in labelled(document, head):
        yield from _labelled(document, one)
    for block in head:
        for span in unlabelled(block, block.span.of(document.text)):
            yield from _unlabelled(document, span)


def _labelled(document: Document, found: Labelled) -> Iterator[MeetingFact]:
    value = found.value(document.text)
    if found.label in ("date", "time"):
        yield from _dated(document, found.values[0], found.whole, is_alone=found.label == "time")
    elif _is_stated(found.label, value):
        yield MeetingFact(found.label, value, proof(document, found.whole))


def _is_stated(label: Label, value: str) -> bool:
    """Whether a value says something itself; who led or wrote is called neither by figures nor as a body."""
    if not re.search(r"\w", value) or _ELSEWHERE.match(value):
        return False
    is_office = label in ("chair", "keeper")
    return not (is_office and (re.search(r"\d", value) or any(map(names_body, whole_words(value)[:1]))))


def _unlabelled(document: Document, whole: Span) -> Iterator[MeetingFact]:
    """A line with the day of the meeting, or with how many came."""
    yield from _dated(document, whole, whole)
    if named := attendance_in(document.text, whole):
        yield from _labelled(document, named)
    text = unmarked(whole.of(document.text))
    if (match := _COUNTED.search(text)) and match.start() == 0:
        yield MeetingFact("present", text.removesuffix("."), proof(document, whole))
    elif match and _COUNTED.fullmatch(text.removesuffix("."), match.start()) and text[: match.start()].endswith(", "):
        yield MeetingFact("present", match[0], proof(document, whole))


def _dated(document: Document, value: Span, whole: Span, *, is_alone: bool = False) -> Iterator[MeetingFact]:
    """Day, hours and place that a line names; hours and place only with the day of the meeting, or where a label says
    that the line is about them alone."""
    line = dateline(unmarked(value.of(document.text)), document.info)
    words = proof(document, whole)
    if line.day:
        yield MeetingFact("date", line.date, words, line.day)
    if line.time and (line.day or is_alone):
        yield MeetingFact("time", line.time, words)
    if line.place and line.day:
        yield MeetingFact("place", line.place, words)


def _of_title(document: Document) -> Iterator[MeetingFact]:
    """The day of the meeting where only the title tells it."""
    title = title_of(document)
    text = title.span.of(document.text) if title else ""
    for mention in find_dates(text):
        if title and mention.precision == "day" and document.info.date in (None, mention.date):
            words = proof(document, title.span)
            yield MeetingFact("date", mention.span.of(text), words, mention.date)


def _offices(present: MeetingFact | None) -> Iterator[MeetingFact]:
    """Who led and who wrote, where brackets behind a name among those present say so."""
    if present is None:
        return
    for match in _OFFICE.finditer(present.value):
        yield MeetingFact("chair" if match["chair"] else "keeper", match["name"].strip(), present.proof)


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
