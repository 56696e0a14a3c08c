"""When the body meets again, as its minutes tell it: "Nächste Sitzung: 6. Mai", "Das Forum tagt wieder am 6. Mai".

It may stand anywhere. What another body does next ("Nächstes Treffen der AG Kleine Lose") is left out, and so is what
names no day.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import NamedTuple

from assistant.knowledge.minutes.meeting.bodies import stands_in
from assistant.knowledge.minutes.structure.places import unmarked
from assistant.knowledge.minutes.tasks.deadlines import due_of
from assistant.language import sentences
from assistant.language.dates import A_MONTH, find_dates
from assistant.language.terms import stems
from assistant.language.word_lists import listed
from assistant.records import Block, Document, Span

LEAD_CHARACTERS = 60  # a heading that leads in the next meeting is no longer
NEAR = 90  # so far behind "nächste Sitzung" its day may stand

_I = re.IGNORECASE
_MEETING = (
    r"(?:\w*(?:sitzung|treffen|termin|werkstatt|workshop|forum|besprechung|konferenz|versammlung|runde|plenum|meeting"
    r"|session|call))"
)
_NEXT = rf"(?:n(?:ä|ae)chste[rsnm]?|next|folge|kommende[rsn]?)\s?(?:(?:ordentliche|regul(?:ä|ae)re)[rsn]?\s)?{_MEETING}"
_HEADS = re.compile(rf"(?:\d{{1,2}}[.)]?\s|TOP\s?\d+:?\s)?{_NEXT}\W*\Z", _I)
# What is to be done next may be a meeting, which then has an hour.
_STEP = re.compile(r"(?:\d{1,2}[.)]?\s)?(?:n(?:ä|ae)chster? schritte?|next steps?|ausblick|outlook)\W*\Z", _I)
_HOUR = re.compile(r"\b\d{1,2}(?:[:.]\d\d)?\s?(?:Uhr|h\b|[ap]\.?m\b)|\b\d{1,2}:\d\d\b", _I)
_SAID = re.compile(
    rf"\b{_NEXT}(?P<other>\s(?:der|des|vom|von|of the|of)\s(?P<body>(?:\w+\s)?[A-ZÄÖÜ][\w-]*))?\b", re.IGNORECASE
)
_AGAIN = re.compile(
    r"(?<![\w-])(?P<body>[\w-]++)\s(?:(?:trifft|treffen)\s(?:sich|uns)|tagt|tagen|kommt|meets?|(?:wird|will)\s)"
    r"(?:\s?[\w-]++){0,3}?\s?(?:wieder|again|erneut)\b",
    _I,
)
# "Das 4. Forum findet am 6. Mai statt", in the minutes of the third.
_NUMBERED = re.compile(
    r"(?<![\w-])(?P<number>\d{1,3})\.\s(?P<body>[\w-]++)\s(?:findet|tagt|ist|wird|trifft|beginnt)\b", re.IGNORECASE
)
_US = listed("wir we man gremium kreis gruppe group")
_NOT_THEN = re.compile(r"\b(?:bis|vor|nach|seit|sp(?:ä|ae)testens|statt|anstatt|before|after|until|by)\s+\S*\Z", _I)
_DAY = re.compile(
    rf"(?<![\d.])\d{{1,2}}\.\s?(?:\d{{1,2}}\.|{A_MONTH}\b)"
    r"(?:\s?(?:19|20)?\d\d\b)?",
    _I,
)


class Next(NamedTuple):
    """`value` is what is said of it, `whole` what proves it; `day` is the first one, None where no calendar has it."""

    value: str
    whole: Span
    day: datetime.date | None


def next_meetings(document: Document) -> Iterator[Next]:
    """What the minutes say of the next meeting, in reading order."""
    title = set(stems(f"{document.info.title} {document.info.lab or ''}"))
    heading: Block | None = None
    for block in document.blocks:
        text = block.span.of(document.text)
        if block.kind == "heading" or (len(text) < LEAD_CHARACTERS and _HEADS.match(unmarked(text))):
            heading = block
            continue
        for span in sentences.split(text):
            whole = span.moved(block.start)
            if found := _said(document, whole, title) or _headed(document, whole, heading):
                yield found
                heading = None


def _said(document: Document, whole: Span, title: set[str]) -> Next | None:
    """A sentence or a label that tells the next meeting itself."""
    text = whole.of(document.text)
    match = _SAID.search(text)
    if match and match["body"] and not _is_own(match["body"], title):
        return None
    if match is None:
        match = _AGAIN.search(text) or _numbered_behind(text, document.info.title)
        if match is None or not (match["body"].lower() in _US or _is_own(match["body"], title)):
            return None
    at = _day_behind(text, match.end(), match.end() + NEAR)
    if at is None or _NOT_THEN.search(text[match.end() : at]):
        return None
    is_label = text[match.end() :].lstrip(" *_").startswith((":", "–", "-"))
    start = whole.start + (match.end() if is_label else 0)
    if is_label:
        whole = Span(whole.start + match.start(), whole.end)
    return _next(document, Span(start, whole.end), whole)


def _numbered_behind(text: str, title: str) -> re.Match[str] | None:
    """Where a body has the number that follows the one in the title of its minutes."""
    match = _NUMBERED.search(text)
    if match is None:
        return None
    # And no day of a date: "vom 3. und 4. Mai".
    before = rf"(?<![\d.]){int(match['number']) - 1}\.\s?(?!(?:und|u|oder|bis|and|to|{A_MONTH})\b)[^\W\d]"
    return match if re.search(before, title, _I) else None


def _headed(document: Document, whole: Span, heading: Block | None) -> Next | None:
    """What stands below "Nächstes Treffen", or with an hour below "Nächster Schritt"."""
    if heading is None:
        return None
    text, lead = whole.of(document.text), unmarked(heading.span.of(document.text))
    is_step = _STEP.match(lead) and _HOUR.search(text)
    if not (_HEADS.match(lead) or is_step) or _day_behind(text, 0, len(text)) is None:
        return None
    return _next(document, whole, Span(heading.start, whole.end))


def _next(document: Document, value: Span, whole: Span) -> Next:
    words = unmarked(value.of(document.text)).lstrip(" :*_–-").rstrip(" *_|;").removesuffix(".")
    dates = [one.date for one in find_dates(words) if one.precision == "day"]
    bare = _DAY.search(words)
    if dates:
        return Next(words, whole, dates[0])
    due = due_of(bare[0], document.info.date) if bare else None
    return Next(words, whole, due.date if due else None)


def _day_behind(text: str, start: int, end: int) -> int | None:
    """Where the first day from `start` to `end` stands, or else the first date with a month NEAR `start`."""
    if day := _DAY.search(text, start, end):
        return day.start()
    starts = (one.span.start for one in find_dates(text) if one.precision != "year")
    return next((at for at in starts if start <= at <= start + NEAR), None)


def _is_own(body: str, title: set[str]) -> bool:
    return any(stands_in(stem, title) for stem in stems(body))
