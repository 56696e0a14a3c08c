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
LEAD_CHARACTERS = 160  # a longer paragraph above a list is no name of its topic

_BELOW_ALL = 9  # deeper than any heading that is set as one
_ITEM = re.compile(r"(?:TOP|Tagesordnungspunkt)\s?\d{1,2}[a-z]?\s?[:.)–-]*\s[^\n]*[^\s.!?;:,]\Z")

_MARKS = re.compile(
    rf"\A\s*(?:\\?[-*•+>–]|\\?\*+|(?:\d{{1,3}}|[a-z])[.)](?!\s(?i:{A_MONTH})\b)"
    r"|\([a-z\d]{1,2}\)"
    r"|[→⇒]|[-=]+\\?>|\(?[❌✔✓✗☐☑]\)?)\s+"
)
# A line that leads in what was decided: "Der Beirat beschließt:".
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

    `above` is the item that leads a nested list in ("Tom:", "Tom"). What a classifier reads together it does not part.
    """

    section: Section | None
    topic: str
    lead: Block | None = None
    above: Block | None = field(default=None, compare=False)


class _Heading(NamedTuple):
    """A heading above a block, and the section that it begins, if it says so."""

    level: int
    text: str
    section: Section | None


def placed(document: Document) -> Iterator[tuple[Block, BlockPlace]]:
    """Every block but the headings, with what stands above it; "TOP 1: Haushalt" is one however it is set."""
    path: list[_Heading] = []
    agendas = _agendas(document)
    is_flat = _is_flat(document)
    led, is_announced = BlockPlace(None, ""), False
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
                path.append(_Heading(level, text, None if is_none else section))
            led, is_announced = _place_of(path), False
        elif block.kind != "paragraph":
            yield block, replace(led, above=leads[-1] if leads else None)
            is_lead = text.endswith(":") or (below is not None and below.kind == "item" and below.level > block.level)
            leads += [block] if is_lead and block.kind == "item" else []
        elif section := _announced(text, following):
            led, is_announced = (
                BlockPlace(section, _place_of(path).topic or topic_in(text), block),
                following == "paragraph",
            )
        else:
            above = replace(led, lead=None) if is_announced else _place_of(path)
            yield block, above
            is_announced = is_announced and is_marked(block, document)
            led = led if is_announced else _leading(block, text, following, above)


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


def _place_of(path: Sequence[_Heading]) -> BlockPlace:
    section = next((heading.section for heading in reversed(path) if heading.section), None)
    return BlockPlace(section, topic_in(path[-1].text) if path else "")


def _announced(text: str, following: str | None) -> Section | None:
    """What a paragraph that is a heading without being set as one says of what follows it: "Beschluss:"."""
    section = section_of(text) if len(text) <= LEAD_CHARACTERS else None
    return section if following in ("item", "row") or text.endswith(":") else None


def _leading(block: Block, text: str, following: str | None, above: BlockPlace) -> BlockPlace:
    """The place of the list that follows a paragraph: it is about what that says, if it is short."""
    if following not in ("item", "row") or len(text) > LEAD_CHARACTERS or closes(text):
        return above
    if is_poll(text) or _DECIDES.search(text):
        return BlockPlace("decision", above.topic or topic_in(text), block)
    return BlockPlace(above.section, topic_in(text), block)


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
