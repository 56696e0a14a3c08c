"""A document as structured text with one quote marked. Offsets come in, parts for the template go out."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from assistant.records import Block, Document, Page, Span
from assistant.web.look.laid_out import Run, runs_of
from assistant.web.viewing.viewer_pieces import Part, Piece

_NUMBERED = re.compile(r"[0-9a-zA-Z]{1,4}[.)]")
MARKDOWN = (".md", ".markdown")
_OWN_BULLET = re.compile(r"[-–—*•·▪◦‣○●]|\(?(?:[0-9a-zA-Z]{1,3}|[ivxIVX]{1,6})[.)]\s|(?:TOP|§)\s\d")


@dataclass(frozen=True, slots=True)
class View:
    """`groups` are runs of parts of one kind, so that items become one list and rows one table."""

    groups: tuple[tuple[Part, ...], ...]
    quote_shown: bool


def view(document: Document, quote: Span | None, page: Page | None = None) -> View:
    """The document or one page of it, `quote` marked exactly; offsets that do not fit the text mark nothing."""
    if quote is not None and not fits(quote, document.text):
        quote = None
    shown = Span(page.start, page.end) if page else Span(0, len(document.text))
    parts: list[Part] = []
    seen, level, position, pages = False, 1, shown.start, [] if page else list(document.pages)
    above = 0  # levels of the document that the heading of the page takes up
    is_markdown = document.info.path.lower().endswith(MARKDOWN)
    for block in _covering(document, shown):
        pieces = _pieces(document.text, block, quote, not seen, is_markdown)
        seen = seen or any(piece.first for piece in pieces)
        if block.kind == "heading":
            level = min(max(block.level - above, 1) + 1, level + 1, 6)
        shown_level = level if block.kind == "heading" else block.level
        marker = _marker(document.text, position, block) if block.kind == "item" else ""
        parts.append(Part(block.kind, pieces, shown_level, _page_starting(pages, block), marker))
        position = block.end
        if len(parts) == 1 and is_title(document, parts[0]) and block.kind == "heading":
            above, level = max(block.level, 1), 1
    return View(tuple(_groups(parts)), seen)


def is_title(document: Document, first: Part) -> bool:
    """Whether the first part is not shown: the page is headed with the same already, and it is not what is marked."""
    return first.text.strip() == document.info.title and not first.is_marked


def fits(quote: Span, text: str) -> bool:
    """Whether there are words at the offsets."""
    return 0 <= quote.start < quote.end <= len(text) and bool(quote.of(text).strip())


def _covering(document: Document, shown: Span) -> Iterator[Block]:
    """The blocks in order, and a paragraph for words that lie between them: only markup is left out."""
    position = shown.start
    for block in document.blocks:
        start, end = max(block.start, shown.start), min(block.end, shown.end)
        if start >= end:
            continue
        yield from _between(document.text, position, start)
        if document.text[start:end].strip():
            yield Block(block.kind, start, end, block.level)
        position = end
    yield from _between(document.text, position, shown.end)


def _between(text: str, start: int, end: int) -> Iterator[Block]:
    if any(character.isalpha() for character in text[start:end]) and not _NUMBERED.fullmatch(text[start:end].strip()):
        yield Block("paragraph", start, end)


def _pieces(text: str, block: Block, quote: Span | None, may_be_first: bool, is_markdown: bool) -> tuple[Piece, ...]:
    """The block's text, cut where the quote begins and ends, and where bold or the address of a link does.

    What only marks bold, italics or a link is left out, unless the quote holds nothing else here.
    """
    whole = block.span
    if quote and not text[max(whole.start, quote.start) : min(whole.end, quote.end)].strip():
        quote = None
    if is_markdown:
        pieces = tuple(_cut(text, runs_of(text, whole), quote, may_be_first))
        if not quote or any(piece.marked and piece.text.strip() for piece in pieces):
            return pieces
    return tuple(_cut(text, [Run(whole)], quote, may_be_first))


def _cut(text: str, runs: Iterable[Run], quote: Span | None, may_be_first: bool) -> Iterator[Piece]:
    for span, is_strong, is_address in runs:
        start, end = (max(span.start, quote.start), min(span.end, quote.end)) if quote else (span.end, span.end)
        if start >= end:
            yield Piece(span.of(text), strong=is_strong, address=is_address)
            continue
        if span.start < start:
            yield Piece(text[span.start : start], strong=is_strong, address=is_address)
        is_first = may_be_first and bool(text[start:end].strip())
        yield Piece(text[start:end], True, is_first, is_strong, is_address and start == span.start)
        may_be_first = may_be_first and not is_first
        if end < span.end:
            yield Piece(text[end : span.end], strong=is_strong)


def _page_starting(pages: list[Page], block: Block) -> int | None:
    """The number of the page that begins at or before this block, once."""
    number = None
    while pages and pages[0].start <= block.start:
        number = pages.pop(0).number
    return number


def _marker(text: str, position: int, block: Block) -> str:
    """The number that stands before the item in the source, a dash for any other, nothing if the text has its own."""
    if _OWN_BULLET.match(text, block.start):
        return ""
    before = text[position : block.start].split()
    return before[-1] if before and _NUMBERED.fullmatch(before[-1]) else "–"


def _groups(parts: list[Part]) -> Iterator[tuple[Part, ...]]:
    group: list[Part] = []
    for part in parts:
        joins = group and part.kind == group[-1].kind and part.kind in ("item", "row") and part.page is None
        if group and not joins:
            yield tuple(group)
            group = []
        group.append(part)
    if group:
        yield tuple(group)
