"""What the head of minutes says behind its labels: "Ort: Kreishaus. Leitung: Enno Dreilich", be it a line or a table.

The head ends at the first heading of the agenda. A label may also be a heading or a line by itself, above a list.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import takewhile
from typing import Literal, NamedTuple

from assistant.knowledge.minutes.structure.places import unmarked
from assistant.language import sentences
from assistant.language.spelling import letters
from assistant.language.terms import fold, stems
from assistant.reading.grid import CELLS
from assistant.records import QUOTE_CHARACTERS, Block, Document, Span

Label = Literal["date", "time", "place", "chair", "keeper", "present", "excused"]

HEAD_CHARACTERS = 4000  # a longer text before the first heading is no head

_INNEN = r"(?:[:*_/]?-?in(?:nen)?)?"
_OF_SITTING = r"(?:sitzungs|tagungs|versammlungs|veranstaltungs|gespr(?:ä|ae)chs|treffen-?)?"
_NOTE = r"(?:\s?\([^()\n:]{1,40}\))?"
_NAMES: tuple[tuple[Label, str], ...] = (
    ("date", rf"{_OF_SITTING}(?:datum|termin)|(?:datum|ort|zeit)\s?(?:/|,|und|&)\s?(?:datum|ort|zeit)|date"),
    ("time", r"(?:uhr|sitzungs)?zeit|beginn(?:\s?/\s?ende)?|time"),
    ("place", rf"{_OF_SITTING}(?:ort|raum)|place|venue|location"),
    (
        "chair",
        rf"{_OF_SITTING}leit(?:ung|er{_INNEN})|moderat(?:ion|or{_INNEN})|vorsitz(?:ende[rn]?)?"
        r"|chair(?:ed by|person|man|woman)?|facilitat(?:or|ion)",
    ),
    (
        "keeper",
        rf"protokoll(?:f(?:ü|ue)hr(?:ung|er{_INNEN})|ant{_INNEN})?|niederschrift|schriftf(?:ü|ue)hr(?:ung|er{_INNEN})"
        r"|minutes(?: taken)?(?: by)?|(?:minute|note)[- ]?taker|notes(?: taken)? by",
    ),
    (
        "excused",
        r"(?:es )?fehl(?:t|te|en|ten|end|ende)|(?:entschuldigt|abwesend|nicht anwesend)(?:e[nr]?)?"
        r"|apologies(?: for absence)?|absent|excused|regrets",
    ),
    (
        "present",
        rf"anwesen(?:d|de[nr]?)|teilnehme(?:nde[nr]?|r{_INNEN})|teilgenommen(?: haben)?|dabei|da|mitwirkende|tn"
        r"|present|attendees|participants|in attendance|attended by",
    ),
)
_NAMED = f"(?:{'|'.join(f'(?P<{label}>{words})' for label, words in _NAMES)})"
_BEHIND = rf"(?:\s(?:mitglieder|personen|g(?:ä|ae)ste|sind|waren|war|ist|haben|hat|sich|members|were))*{_NOTE}"
_LABEL = re.compile(
    r"(?:\A|(?<=[\n.;,|•])|(?<=[.;,|•]\s)|(?<=–\s)"
    r"|(?<=[\w)]\s)(?=(?-i:Protokoll|Moderation|Leitung|Sitzungsleitung|Vorsitz|Schriftf)))[\s*_>•-]{0,6}"
    rf"{_NAMED}{_BEHIND}[\s*_]{{0,3}}:[*_]{{0,3}}(?:\s+|\Z)",
    re.IGNORECASE,
)
_ALONE = re.compile(rf"{_NAMED}{_BEHIND}:?\Z", re.IGNORECASE)
# "Anwesend waren Frau Rohwer und Herr Thomsen."
_TOLD = re.compile(
    r"\W*(?:(?P<present>anwesend|zugegen|dabei|teilgenommen)|(?P<excused>entschuldigt|abwesend|verhindert))"
    r" (?:sind|ist|waren|war|haben|hat|fehlten|fehlte|fehlen|fehlt)(?: sich)?(?: auch| ferner| außerdem)?:? "
    r"(?=(?-i:[A-ZÄÖÜ]))",
    re.IGNORECASE,
)
_GUESTS = re.compile(r"g(?:ä|ae)ste?\b|guests?\b", re.IGNORECASE)
_LISTS: tuple[Label, ...] = ("present", "excused")  # what is written as a list below its label
_ANOTHER = re.compile(r"\n[\s*_]{0,6}[A-ZÄÖÜ][\w /.-]{1,40}:[*_]{0,3}\s")  # a label of something else: "Gäste:"
_AGENDA = re.compile(r"(?:TOPs?|Tagesordnung\w*|Agenda)\b", re.IGNORECASE)
_NUMBERED = re.compile(r"(?:TOP|\d{1,2}[.)])\s", re.IGNORECASE)


class Labelled(NamedTuple):
    """What stands behind a label: `values` are the stretches of it, one but for a list; `whole` begins at the label."""

    label: Label
    values: tuple[Span, ...]
    whole: Span

    def value(self, text: str) -> str:
        """The words without marks of lists and the stop at their end."""
        return ", ".join(_bare(span.of(text)) for span in self.values)


def title_of(document: Document) -> Block | None:
    """The block that bears the title of the document; None where that stands elsewhere."""
    title = letters(fold(document.info.title))
    named = (block for block in document.blocks if block.kind in ("heading", "paragraph"))
    return next((one for one in named if letters(fold(one.span.of(document.text))) == title), None)


def head_of(document: Document) -> list[Block]:
    """The blocks above the agenda but for the title and what is set as one below it; with headings that are labels."""
    title = title_of(document)
    head: list[Block] = []
    for block in document.blocks:
        text = unmarked(block.span.of(document.text))
        is_heading = block.kind == "heading" and not _heads_list(text)
        if block == title or (is_heading and not head and _is_title(block, text, title, document.info.title)):
            continue
        is_agenda = is_heading or _AGENDA.match(text)
        if is_agenda or block.start > HEAD_CHARACTERS:
            break
        head.append(block)
    return head


def _is_title(block: Block, text: str, title: Block | None, called: str) -> bool:
    """Whether a heading is a title: the first of all where none bears that of the document, else what stands above
    that ("Protokoll"), or one like it below it."""
    if title is None:
        return block.level == 1 and not _NUMBERED.match(text)
    return block.start < title.start or not set(stems(text)).isdisjoint(stems(called))


def labelled(document: Document, head: Sequence[Block]) -> Iterator[Labelled]:
    """What the head says behind its labels, in reading order."""
    columns: list[str] = []
    for number, block in enumerate(head):
        text = block.span.of(document.text)
        if block.kind == "row" and CELLS not in text:
            yield from _of_block(block, text)
        elif block.kind == "row":
            is_first = not columns
            columns = columns or _cells(text)
            if not (is_first and _names_columns(document, head[number:])):
                yield from _of_row(block, text, columns)
        elif label := _heads_list(unmarked(text)):
            yield from _listed(label, block, head[number + 1 :])
        else:
            columns = []
            yield from _of_block(block, text)


def attendance_in(text: str, whole: Span) -> Labelled | None:
    """The participants or the excused in a sentence without a label ("Anwesend waren ..."); None in other sentences."""
    match = _TOLD.match(text, whole.start, whole.end)
    if match is None:
        return None
    return Labelled("present" if match["present"] else "excused", (Span(match.end(), whole.end),), whole)


def unlabelled(block: Block, text: str) -> Iterator[Span]:
    """The sentences of a block of the head, each up to the first label in it, with places in the document."""
    labels = [match.start() for match in _LABEL.finditer(text)]
    for span in sentences.split(text):
        end = min([span.end, *(start for start in labels if start >= span.start)])
        if end > span.start:
            yield Span(block.start + span.start, block.start + end)


def _of_block(block: Block, text: str) -> Iterator[Labelled]:
    """Each label up to the next one, or to the end of its sentence."""
    found = list(_LABEL.finditer(text))
    ends = [*(span.end for span in sentences.split(text)), *(one.start() for one in _ANOTHER.finditer(text))]
    for number, match in enumerate(found):
        following = found[number + 1].start() if number + 1 < len(found) else len(text)
        end = min([following, *(one for one in ends if one > match.end())])
        if _bare(text[match.end() : end]):
            value = Span(block.start + match.end(), block.start + end)
            yield Labelled(_label(match), (value,), Span(block.start + match.start(), block.start + end))


def _of_row(block: Block, text: str, columns: Sequence[str]) -> Iterator[Labelled]:
    """A row of two cells, of which the first is the label; below the first row each cell names its column."""
    cells = _cells(text)
    if len(cells) != len(columns) or len(cells) != 2:
        return
    label, value = (cell.removeprefix(f"{column}: ") for cell, column in zip(cells, columns, strict=True))
    if (match := _ALONE.match(unmarked(label))) and _bare(value):
        yield Labelled(_label(match), (Span(block.end - len(value), block.end),), block.span)


def _names_columns(document: Document, blocks: Sequence[Block]) -> bool:
    """Whether the first row of a table only names its columns, as "Teilnehmer | anwesend": persons stand below it."""
    table = [one.span.of(document.text) for one in takewhile(lambda block: block.kind == "row", blocks)]
    label, *values = _cells(table[0])
    if _heads_list(unmarked(label)) is None:
        return False
    firsts = (unmarked(_cells(row)[0].removeprefix(f"{label}: ")) for row in table[1:])
    is_of_labels = len(table) == 1 or any(_ALONE.match(one) or _GUESTS.match(one) for one in firsts)
    return not is_of_labels or any(_ALONE.match(unmarked(value)) for value in values)


def _listed(label: Label, block: Block, following: Sequence[Block]) -> Iterator[Labelled]:
    """The list below a label that stands alone, or the one paragraph."""
    items: list[Block] = []
    for one in following:
        is_of_list = one.kind == "item" or (one.kind == "paragraph" and not items)
        if not is_of_list or one.end - block.start > QUOTE_CHARACTERS:
            break
        items.append(one)
        if one.kind == "paragraph":
            break
    if items:
        values = tuple(one.span for one in items)
        yield Labelled(label, values, Span(block.start, items[-1].end))


def _heads_list(text: str) -> Label | None:
    """The label that stands alone above a list; None where the text is no such label."""
    match = _ALONE.match(text)
    return _label(match) if match and _label(match) in _LISTS else None


def _label(match: re.Match[str]) -> Label:
    return next(label for label, _ in _NAMES if match[label])


def _cells(text: str) -> list[str]:
    return [cell.strip() for cell in text.split(CELLS)]


def _bare(text: str) -> str:
    words = unmarked(text).strip(" *_|;,–-")
    return words.removesuffix(".") if not re.search(r"\b(?:\w|Dr|Str|[a-z]\.\s?[a-z])\.\Z", words) else words
