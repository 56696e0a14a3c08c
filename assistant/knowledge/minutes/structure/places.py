"""Where a block of minutes stands: which item of the agenda it belongs to, and what is said of it from above."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace
from typing import NamedTuple

from assistant.knowledge.minutes.structure.boilerplate import closes
from assistant.knowledge.minutes.structure.sections import Section, is_poll, section_of
from assistant.language import sentences
from assistant.language.dates import A_MONTH
from assistant.reading.describing.labels import type_alone
from assistant.records import Block, Document, Span

# Of 39 minutes (November 2026) the agendas take 0.05 to 0.49; where the minutes themselves stand below such a heading,
# it is 0.73 and more.
MOST_AGENDA = 0.6
SHORT_LEAD = 9  # words: "Alle Mitglieder (auf Wunsch auch die Gäste):"
LEAD_CHARACTERS = 160  # a longer paragraph above a list is no name of its topic

_BELOW_ALL = 9  # deeper than any heading that is set as one
_ITEM = re.compile(r"(?:TOP|Tagesordnungspunkt)\s?\d{1,2}[a-z]?\s?[:.)–-]*\s[^\n]*[^\s.!?;:,]:?\Z")

_MARKS = re.compile(
    rf"\A\s*(?:\\?[-*•+>–]|\\?\*+|(?:\d{{1,3}}|[a-z])[.)](?!\s(?i:{A_MONTH})\b)"
    r"|\([a-z\d]{1,2}\)"
    r"|[→⇒]|[-=]+\\?>|\(?[❌✔✓✗☐☑]\)?)\s+|\A\s*[-–](?=[^\W\d_]{2})"
)
# Where so much stands below a heading "Protokoll", what stands between "Tagesordnung" and it is no more than that.
LEAST_MINUTES = 0.2
_AGENDA = re.compile(r"\W*(?:vorläufige )?(?:tagesordnung|agenda)\W*", re.IGNORECASE)  # below "TOPs" may stand more
# "Der Vorsitzende stellt die Tagesordnung vor:"
_AGENDA_LEAD = re.compile(r"\b(?:tagesordnung|agenda)\b[^:]*:\Z", re.IGNORECASE)
# "Mit der Bibliothek muss noch geklärt werden:"
_LEFT_OPEN = re.compile(
    r"\bnoch\b[^:.]*\b(?:zu klären|geklärt|gelöst|entschieden|offen|ungeklärt)\b(?: (?:ist|sind|bleibt|bleiben|werden"
    r"|muss|müssen|soll|sollen)){0,2} ?:\Z",
    re.IGNORECASE,
)
# A line that leads in what was decided: "Der Beirat beschließt:".
_VOTED = re.compile(r"\bfolgende\w*\b[^:.]*\babgestimmt\b[^:.]*[:.]\Z", re.IGNORECASE)
_DECIDES = re.compile(
    r"(?:\bfass(?:t|en|te|ten)\b[^:]*\bbeschl(?:uss|üsse)\b"
    r"|\b(?:beschlie(?:ß|ss)(?:t|en)|beschlossen|vereinbar\w*|festgelegt|geeinigt|einig(?:t|en) sich|decided|agreed)\b)"
    r"[^:]*:\Z",
    re.IGNORECASE,
)
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()\s]*\)|<(https?://[^<>\s]+)>")
_ADDRESSES = re.compile(r"[<(]?(?:https?://|www\.)\S+")


@dataclass(frozen=True, slots=True)
class BlockPlace:
    """Where a block stands: what the headings and the line above its list say of it.

    `above` is the item that leads a nested list in ("Tom:", "Tom"), `announced` the heading or line that gives the
    section ("Aufgaben bis zum 3. Mai"). What a classifier reads together they do not part. `is_ahead` what is only the
    agenda: the list of one that is read out, and what stands ahead of a heading "Protokoll".
    """

    section: Section | None
    topic: str
    lead: Block | None = None
    above: Block | None = field(default=None, compare=False)
    announced: Block | None = field(default=None, compare=False)
    is_ahead: bool = False


class _Heading(NamedTuple):
    """A heading above a block, and the section that it begins, if it says so."""

    level: int
    text: str
    section: Section | None
    block: Block
    is_ahead: bool


def placed(document: Document) -> Iterator[tuple[Block, BlockPlace]]:
    """Every block but the headings, with what stands above it; "TOP 1: Haushalt" is one however it is set."""
    path: list[_Heading] = []
    agendas, ahead = _agendas(document), _ahead(document)
    is_flat = _is_flat(document)
    led, is_announced = BlockPlace(None, ""), False
    announced: BlockPlace | None = None  # "Aufgaben:", below which each person may lead a list in
    leads: list[Block] = []  # the items that an item stands below: "Tom:", "Tom"
    blocks = document.blocks
    for number, block in enumerate(blocks):
        leads = [one for one in leads if block.kind == "item" and one.level < block.level]
        text = unmarked(block.span.of(document.text))
        below = blocks[number + 1] if number + 1 < len(blocks) else None
        following = below.kind if below else None
        level = block.level if block.kind == "heading" else _level(block, text, following, is_flat=is_flat)
        if level is not None:
            path = [one for one in path if one.level < level]
            if text != document.info.title and type_alone(text) != "minutes":
                section = section_of(text)
                is_none = section == "agenda" and number not in agendas
                is_ahead = ahead.start <= block.start < ahead.end
                path.append(
                    _Heading(level, text, "agenda" if is_ahead else None if is_none else section, block, is_ahead)
                )
            led, is_announced, announced = _place_of(path), False, None
        elif block.kind != "paragraph":
            yield block, _below_item(document, replace(led, above=leads[-1] if leads else None))
            is_lead = text.endswith(":") or (below is not None and below.kind == "item" and below.level > block.level)
            leads += [block] if is_lead and block.kind == "item" else []
        elif section := _announced(text, below, document):
            led, is_announced = (
                BlockPlace(section, _place_of(path).topic or topic_in(text), block, announced=block),
                following == "paragraph",
            )
            announced = replace(led, lead=None) if is_announced else None
        else:
            is_next = announced is not None and following == "item" and _is_short_lead(text)
            announced = announced if is_next else None
            above = announced or (replace(led, lead=None) if is_announced else _place_of(path))
            yield block, above
            is_announced = is_announced and is_marked(block, document)
            led = led if is_announced else _leading(block, text, following, above)


def _below_item(document: Document, place: BlockPlace) -> BlockPlace:
    """The place of an item, with what the item that leads its list in says of it: "Beschlossen wurden:"."""
    section = _led(unmarked(place.above.span.of(document.text))) if place.above else None
    return replace(place, section=section or place.section)


def _is_flat(document: Document) -> bool:
    """Whether no heading but the title is set as one, as in a scan or a plain text."""
    return sum(block.kind == "heading" for block in document.blocks) <= 1


def _level(block: Block, text: str, following: str | None, *, is_flat: bool) -> int | None:
    """The level of a paragraph that is a heading by its words: "TOP 1 Haushalt", in a flat text "Aufgaben" as well."""
    if block.kind != "paragraph" or following is None or len(text) > LEAD_CHARACTERS:
        return None
    is_heading = _ITEM.match(text) or (
        is_flat and section_of(text) not in (None, "agenda") and following == "paragraph"
    )
    return _BELOW_ALL if is_heading else None


def _agendas(document: Document) -> frozenset[int]:
    """The headings below which an agenda stands: where most of the text stands below one, it is the minutes."""
    found: set[int] = set()
    blocks = document.blocks
    for number, block in enumerate(blocks):
        if block.kind == "heading" and section_of(unmarked(block.span.of(document.text))) == "agenda":
            after = (one.start for one in blocks[number + 1 :] if one.kind == "heading" and one.level <= block.level)
            if next(after, len(document.text)) - block.end <= MOST_AGENDA * len(document.text):
                found.add(number)
    return frozenset(found)


def _ahead(document: Document) -> Span:
    """From the heading "Tagesordnung" to a later heading "Protokoll", below which the minutes stand; else nothing."""
    headings = [block for block in document.blocks if block.kind == "heading"]
    said = [unmarked(one.span.of(document.text)) for one in headings]
    first = next((at for at, text in enumerate(said) if _AGENDA.fullmatch(text)), len(headings))
    for at in range(first + 1, len(headings)):
        length = len(document.text) - headings[at].end
        if type_alone(said[at]) == "minutes" and length >= LEAST_MINUTES * len(document.text):
            return Span(headings[first].start, headings[at].start)
    return Span(0, 0)


def _place_of(path: Sequence[_Heading]) -> BlockPlace:
    announced = next((heading for heading in reversed(path) if heading.section), None)
    topic = topic_in(path[-1].text) if path else ""
    if announced is None:
        return BlockPlace(None, topic)
    return BlockPlace(announced.section, topic, announced=announced.block, is_ahead=announced.is_ahead)


def _announced(text: str, below: Block | None, document: Document) -> Section | None:
    """What a paragraph that is a heading without being set as one says of what follows it: "Beschluss:"."""
    section = section_of(text) if len(text) <= LEAD_CHARACTERS else None
    is_list = below is not None and (
        below.kind in ("item", "row") or _is_short_lead(unmarked(below.span.of(document.text)))
    )
    return section if is_list or text.endswith(":") else None


def _is_short_lead(text: str) -> bool:
    """Whether a few words lead a list in, as of a person: "Leon:"."""
    return text.endswith(":") and len(text.split()) <= SHORT_LEAD


def _leading(block: Block, text: str, following: str | None, above: BlockPlace) -> BlockPlace:
    """The place of the list that follows a paragraph: it is about what that says, if it is short."""
    if following not in ("item", "row") or len(text) > LEAD_CHARACTERS or closes(text):
        return above
    if is_poll(text) or (section := _led(text)) == "decision":
        return BlockPlace("decision", above.topic or topic_in(text), block)
    is_ahead = above.is_ahead or section == "agenda"
    return BlockPlace(section or above.section, topic_in(text), block, announced=above.announced, is_ahead=is_ahead)


def _led(text: str) -> Section | None:
    """What a line that leads a list in says of all its items; None for one that names what they are about."""
    if _DECIDES.search(text) or _VOTED.search(text):
        return "decision"
    if _AGENDA_LEAD.search(text):
        return "agenda"
    return "open" if _LEFT_OPEN.search(text) else None


def topic_in(text: str) -> str:
    """A heading without its number, its marks and the addresses in it."""
    bare = _ADDRESSES.sub("", re.sub(r"\A(?:TOP\s*)?\d+(?:\.\d+)*[.):]*\s+", "", text.strip(" *_#:"))) or text
    return " ".join(bare.split()).strip(" :-–>→<")


def is_marked(block: Block, document: Document) -> bool:
    """Whether the text of the block itself begins with the sign of a list item."""
    return _MARKS.match(block.span.of(document.text)) is not None


def unmarked(text: str) -> str:
    """On one line, without the sign of a list item, emphasis and the addresses of links."""
    text = _MARKS.sub("", _LINK.sub(lambda link: link[1] or link[2] or "", text))
    text = re.sub(r"\*\*|__|\\(?=[-*_>#.()\[\]])", "", text)
    return " ".join(_MARKS.sub("", text).split())


def units(text: str, block: Block) -> list[Span]:
    """The sentences of a block; a line that breaks hard (two spaces before it in Markdown) ends one as well."""
    spans: list[Span] = []
    start = block.start
    for part in re.split(r"(?<=  )\n", text[block.start : block.end]):
        spans.extend(one.moved(start) for one in sentences.split(part))
        start += len(part) + 1
    return spans
