"""Who was there by a list of attendance: "Name: Ada Temm | Einrichtung: Werk | anwesend: ja"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import Literal, NamedTuple

from assistant.knowledge.minutes.meeting.head import title_of
from assistant.knowledge.minutes.structure.places import unmarked
from assistant.records import QUOTE_CHARACTERS, Block, Document, Span

_I = re.IGNORECASE
_CELL, _NAMED = " | ", ": "
_FIRST_NAME = re.compile(r"vorname", _I)
_NAME = re.compile(r"(?:nach)?name|vor- und nachname|person|teilnehm\w*|mitglied|participant", _I)
_THERE = re.compile(r"anwesen(?:d|heit)|present|attended|attendance", _I)
# At the head of minutes it may be that of something else.
_TOOK_PART = re.compile(r"teilgenommen|teilnahme|dabei", _I)
_LEADS = re.compile(
    r"(?:\d{1,2}[.)]?\s|TOP\s?\d+:?\s)?(?:begr(?:ü|ue)(?:ß|ss)ung(?: und|,) )?(?:liste der |feststellung der )?"
    r"(?:anwesen\w+(?: mitglieder| personen)?|teilnehm\w+(?:[:*_/(]-?innen\)?)?(?: und teilnehmer\w*)?|teilnahmeliste"
    r"|attend\w+|participants|present)\W*",
    _I,
)
# Above a list it leads in that of something else.
_COMING = re.compile(r"(?:n(?:ä|ae)chste|kommende|folge(?:sitzung|termin|treffen)|next|upcoming|zusage|anmeldung)", _I)
_TICKED = re.compile(r"[x✓✔☑](?:\s?\(.*\))?\W*", _I | re.DOTALL)
_WAS = re.compile(r"(?:(?:ja|x|✓|✔|☑|online|anwesend|yes|present)(?!\w)|da[\s.]*\Z)", _I)
_EXCUSED = re.compile(
    r"(?:(?:nein|no|abwesend)\b)?[\s,;:(–-]*(?:entsch(?:uldigt|\.)|excused)(?!\w)"
    r"(?!.*(?:\b(?:ab|bis|von|vor|nach|ja|doch|anwesend|zeitweise|teilweise|TOP|from|until|yes|present)\b|[?/]))"
    r"|entsch\s*\Z",
    _I | re.DOTALL,
)
_WAS_NOT = re.compile(r"(?:nein|no|abwesend|absent|fehlte?|unentschuldigt|[-–—✗✘])\W*\Z", _I)
# What may be said of one who was there: from when, until when, how, and in which office.
_NOTED = re.compile(
    r"(?:[\s,;.:()]|(?<=\w)[–-](?=\w)|\s[–-]\s(?=\w)|\b(?:\d+|ab|bis|von|seit|um|uhr|h|top|from|until|since|to"
    r"|online|digital|virtuell|remote|hybrid|pers(?:ö|oe)nlich|per|via|video\w*|telefon\w*|zoom|teams|webex"
    r"|zugeschaltet|in pr(?:ä|ae)senz|pr(?:ä|ae)senz|vor ort|anwesend|present|zeitweise|teilweise|versp(?:ä|ae)tet|late"
    r"|(?:sp(?:ä|ae)ter|fr(?:ü|ue)her) (?:gekommen|gegangen)"
    r"|vorsitz\w*|leitung|moderation|protokoll\w*|chair|minutes|gast|guest|anfang|ende|pause|mittag)\b)*\Z",
    _I,
)


class Attending(NamedTuple):
    """`value` are the names, `whole` the rows from the first of the list to its last."""

    field: Literal["present", "excused"]
    value: str
    whole: Span


class _Row(NamedTuple):
    name: str
    label: str
    was: str


def attending(document: Document) -> Iterator[Attending]:
    """Those whom the list of attendance tells to have been there, and those excused.

    Nothing where there is more than one such list, one of its rows cannot be judged, or it is too long to be shown.
    """
    lists = list(_lists(document))
    if len(lists) != 1:
        return
    [(whole, rows)] = lists
    is_ticked = all(_TICKED.fullmatch(row.was) for row in rows if row.was)
    if whole.end - whole.start > QUOTE_CHARACTERS or not all(_is_judged(row, is_ticked) for row in rows):
        return
    if there := ", ".join(row.name for row in rows if _WAS.match(row.was)):
        yield Attending("present", there, whole)
    if excused := ", ".join(row.name for row in rows if _EXCUSED.match(row.was)):
        yield Attending("excused", excused, whole)


def _is_judged(row: _Row, is_ticked: bool) -> bool:
    """Whether a row says of somebody whether he was there; an empty cell does where all others are ticked."""
    if not row.name:
        return False
    if was := _WAS.match(row.was):
        return _NOTED.match(row.was, was.end()) is not None
    judged = _EXCUSED.match(row.was) or _WAS_NOT.match(row.was)
    return judged is not None or (is_ticked and not row.was)


def _lists(document: Document) -> Iterator[tuple[Span, Sequence[_Row]]]:
    """The lists of neighbouring rows with one column that tells who was there, above what has a heading of its own."""
    title = title_of(document)
    titles = (*document.blocks[:1], *((title,) if title and title.level == 1 else ()))
    is_head, lead = True, ""
    for is_row, group in groupby(document.blocks, lambda block: block.kind == "row" and _is_labelled(document, block)):
        blocks = list(group)
        if not is_row:
            is_head = is_head and not any(_is_of_other(document, one) for one in blocks if one not in titles)
            lead = next((unmarked(one.span.of(document.text)) for one in reversed(blocks) if one.kind != "row"), "")
            continue
        is_led = _LEADS.fullmatch(lead) is not None
        rows = [_row(document, block, is_led=is_led) for block in blocks]
        if is_head and (is_led or not lead.endswith(":")) and len({row.label for row in rows if row.label}) == 1:
            yield Span(blocks[0].start, blocks[-1].end), rows


def _is_of_other(document: Document, block: Block) -> bool:
    """Whether what stands below it is of something else than the meeting."""
    text = unmarked(block.span.of(document.text))
    return _COMING.match(text) is not None or (block.kind == "heading" and not _LEADS.fullmatch(text))


def _is_labelled(document: Document, block: Block) -> bool:
    return _NAMED in block.span.of(document.text)


def _row(document: Document, block: Block, *, is_led: bool) -> _Row:
    """The name and whether somebody of this name was there, as the row says it."""
    cells = [cell.partition(_NAMED) for cell in block.span.of(document.text).split(_CELL)]
    labelled = [(label.strip(), value.strip()) for label, colon, value in cells if colon]
    first = next((value for label, value in labelled if _FIRST_NAME.fullmatch(label)), "")
    name = next((value for label, value in labelled if _NAME.fullmatch(label) and not _WAS.match(value)), "")
    told = ((label, value) for label, value in labelled if _tells(label, is_led=is_led))
    return _Row(f"{first} {name}".strip() if name else "", *next(told, ("", "")))


def _tells(label: str, *, is_led: bool) -> bool:
    return _THERE.fullmatch(label) is not None or (is_led and _TOOK_PART.fullmatch(label) is not None)
