"""A text by lines: where they start and end, and which of them belong together."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.records import Block, BlockKind, Span

SIGNS = r"[-*+•◦▪▫●○■□‣⁃–—·➢➔►✓✔\uf0b7\uf0a7]"
BULLET_SIGN = re.compile(SIGNS + r"[ \t\xa0]+(?=\S)")
MONTH = r"(?:J[aä]n|Feb|M[aä]r|Apr|Ma[iy]|Jun|Jul|Aug|Sep|O[kc]t|Nov|De[zc])"
# Numbers and letters of a list stay in the text: they are what people refer to, and "3. Mai" looks the same.
BULLET = re.compile(r"(?:" + SIGNS + r"|\d{1,3}[a-z]?[.)](?!\s*" + MONTH + r")|[a-z]\))[ \t\xa0]+(?=\S)")
WORD = re.compile(r"[^\W_]")
# A line is broken on purpose where the next word would have fitted; writers stop a little before the margin.
MARGIN = 0.85
# Nobody wraps by hand outside these; a text with other lines has one paragraph a line.
NARROWEST_WRAP = 45
WIDEST_WRAP = 130


def lines_of(text: str, start: int = 0, end: int | None = None) -> Iterator[Span]:
    """Each line without its line end, blank ones too."""
    end = len(text) if end is None else end
    while start < end:
        stop = text.find("\n", start, end)
        stop = end if stop < 0 else stop
        yield Span(start, stop)
        start = stop + 1


def strip(text: str, span: Span) -> Span:
    """The span without white space at its ends; empty at its start if there is nothing else."""
    inner = span.of(text)
    start = span.start + len(inner) - len(inner.lstrip())
    return Span(start, max(start, span.start + len(inner.rstrip())))


def block(text: str, span: Span, kind: BlockKind, level: int = 0) -> Block | None:
    """The block over `span` without surrounding white space; None if it holds no letter or digit."""
    span = strip(text, span)
    return Block(kind, span.start, span.end, level) if WORD.search(span.of(text)) else None


def wrap_width(lines: Sequence[str]) -> int:
    """The width at which the lines were wrapped by hand, 0 if each line is a paragraph of its own."""
    lengths = sorted(len(line) for line in lines if line.strip())
    if not lengths or lengths[-1] > WIDEST_WRAP:
        return 0
    width = lengths[int(len(lengths) * 0.9)] if len(lengths) > 10 else lengths[-1]
    return width if width >= NARROWEST_WRAP else 0


def continues(line: str, following: str, width: int) -> bool:
    """Whether `following` goes on with what `line` began: a small letter, or a break forced by the margin."""
    following = following.strip()
    if not following or BULLET_SIGN.match(following):
        return False
    if following[0].islower() and not BULLET.match(following):
        return True
    first_word = following.split(maxsplit=1)[0]
    return len(line.rstrip()) + 1 + len(first_word) > width * MARGIN if width else False
