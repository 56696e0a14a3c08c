"""Lines of minutes that say something each, as in a pad; a sentence that is only wrapped stays in one piece."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.knowledge.minutes.sentences.context import speaks_of
from assistant.knowledge.minutes.sentences.motions import VOTE_LINE
from assistant.language import sentences
from assistant.reading.lines import MARGIN, WIDEST_WRAP, lines_of, strip, wrap_width
from assistant.records import Block, Document, Span

# What leaves a line open: "den Ladepark und", "Frau". No "an" or "nach", which may end a sentence.
_LEFT_OPEN = re.compile(
    r"(?:[,/&+(–-]|(?<![\w-])(?:und|oder|sowie|bzw\.|der|die|das|den|dem|des|eine[nmrs]?|für|von|vom|zum|zur|beim|im|am|in"
    r"|bis|dass|ob|weil|wenn|als|wie|Herrn?|Frau|Dr\.|Prof\.|and|or|the|of|to|a|for|with|Mrs?\.?|Ms\.?))\Z"
)
# No bracket, no address, and no arrow to a word alone: "-> Angebot".
_BEGINS = re.compile(r"[*_„\"'@☐☑✅✓✔]*\w|(?:[-–=]+>|[→⇒])\s*\S+\s+\S")
_DASHED = re.compile(r"[-–][^\W\d_]{2}")
_DAY = re.compile(r"\d\.\Z")  # at the end of a line no full stop
MOSTLY = 0.8  # of the lines of somebody who types small letters only


def by_line(document: Document) -> Document:
    """The document with a block for each line that ends on purpose and without a full stop, as its writer saw it."""
    width = _width(document)
    pieces = (piece for block in document.blocks for piece in _pieces(document, block, width))
    return replace(document, blocks=tuple(pieces))


def _width(document: Document) -> int:
    """At how many characters the lines were wrapped; 0 where each was ended on purpose.

    Where most lines are full they were wrapped, and where a full one goes on in a small letter, unless nearly all lines
    begin in one.
    """
    text = document.text
    breaks = [two for block in document.blocks if _is_typed(block) for two in pairwise(_lines(text, block))]
    whole = (line.of(text) for line, _ in breaks)
    width = wrap_width([words for words in whole if len(words) <= WIDEST_WRAP and "://" not in words])
    full = [after.of(text) for line, after in breaks if _is_full(line.of(text), after.of(text), width)]
    small = sum(_begins_small(after.of(text)) for _, after in breaks)
    goes_on = any(map(_begins_small, full)) and small < MOSTLY * len(breaks)
    return width if 2 * len(full) > len(breaks) or goes_on else 0


def _pieces(document: Document, block: Block, width: int) -> Iterator[Block]:
    """The block in pieces of one line or more; those below a line that leads them in are items."""
    text = document.text
    parts = list(_parts(document, block, width)) if _is_typed(block) else []
    if len(parts) < 2:
        yield replace(block, kind="item", level=block.level + 1) if _is_dashed(text, block) else block
        return
    is_led = text[: block.start].rstrip().endswith(":")
    for part in parts:
        piece = replace(block, start=part.start, end=part.end)
        is_item = is_led or _is_dashed(text, piece)
        yield replace(piece, kind="item", level=block.level + 1) if is_item else piece
        is_led = is_led or part.of(text).endswith(":")


def _parts(document: Document, block: Block, width: int) -> Iterator[Span]:
    text = document.text
    lines = _lines(text, block)
    ends = {block.start + one.end for one in sentences.split(text[block.start : block.end])}
    is_small = block.kind == "paragraph" and _is_small([line.of(text) for line in lines], width)
    start = block.start
    for line, following in pairwise(lines):
        words, after = line.of(text), following.of(text)
        is_stopped = line.end in ends and not _DAY.search(words)
        is_of_before = VOTE_LINE.match(after) or VOTE_LINE.match(text, start) or speaks_of(document, line, following)
        if not (is_stopped or is_of_before or _goes_on(words, after, width, is_small=is_small)):
            yield Span(start, line.end)
            start = following.start
    yield Span(start, block.end)


def _is_dashed(text: str, block: Block) -> bool:
    """Whether a paragraph is an item of a list whose writer leaves no space behind the dash: "-Bus mieten"."""
    return block.kind == "paragraph" and _DASHED.match(text, block.start) is not None


def _is_typed(block: Block) -> bool:
    return block.kind in ("paragraph", "item")


def _lines(text: str, block: Block) -> list[Span]:
    """The lines of a block without white space at their ends."""
    found = (strip(text, line) for line in lines_of(text, block.start, block.end))
    return [line for line in found if line.end > line.start]


def _goes_on(line: str, following: str, width: int, *, is_small: bool) -> bool:
    """Whether the sentence of a line goes on with the following one; `is_small` where all begin in small letters."""
    is_open = _LEFT_OPEN.search(line) is not None or line.count("(") > line.count(")")
    return (
        is_open
        or not _BEGINS.match(following)
        or (_begins_small(following) and not is_small)
        or _is_full(line, following, width)
    )


def _is_full(line: str, following: str, width: int) -> bool:
    """Whether the next word would not have fitted into a line."""
    return width > 0 and len(line) + 1 + len(following.split(maxsplit=1)[0]) > width * MARGIN


def _is_small(lines: Sequence[str], width: int) -> bool:
    """Whether lines begin in small letters without going on: as the first does, or most where none was wrapped."""
    small = [_begins_small(line) for line in lines]
    return small[0] or (width == 0 and 2 * sum(small) > len(small))


def _begins_small(line: str) -> bool:
    return line.lstrip("*_")[:1].islower()
