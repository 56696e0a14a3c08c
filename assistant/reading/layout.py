"""The lines of a paged document -> paragraphs, headings, items and rows, without what repeats on every page."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise
from statistics import median
from typing import NamedTuple

from assistant.reading.compose import tidy
from assistant.reading.lines import BULLET, BULLET_SIGN, WORD
from assistant.reading.text import heading_level
from assistant.records import Block, BlockKind, Page

# Running headers and footers: among the outermost lines of a page, the same but for numbers on this share of pages.
OUTER_LINES = 4
REPEATED_SHARE = 0.4
REPEATED_PAGES = 3
PAGE_MARGIN = 0.12
PAGE_NUMBER = re.compile(
    r"(?:(?:Seite|Page|S\.)\s*)?[-–—|\s]*(?P<number>\d{1,4})[-–—|\s]*(?:(?:von|of|/)\s*\d{1,4})?$", re.IGNORECASE
)
# Pieces whose base lines differ by less than this share of their size stand side by side (notes are raised by .4).
SIDE_BY_SIDE = 0.55
NOTE_SIZE = 0.75
# A gap wider than this many sizes separates columns of a table; justified text stays below.
COLUMN_GAP = 2.0
# Lines further apart than this many usual line pitches belong to different paragraphs.
WIDE_GAP = 1.35
# The column that a line stands in is as wide as the widest line of the same size and left edge this near.
NEAR_LINES = 12
NEAR_ROWS = 3
HEADING_SIZE = 1.12
LONGEST_HEADING = 140
SIZE_TOLERANCE = 0.08
LEADERS = re.compile(r"(?:\.\s?){4,}|…{2,}|_{4,}")
SENTENCE_END = re.compile(r"[.!?:;…][\"“”«»’)\]]*$")
HYPHENS = "\x02\ufffe\u00ad"
HYPHEN_END = re.compile(r"[^\W\d_][-\x02\ufffe\u00ad]$")
# A hyphen in an address stays, too.
ADDRESS = re.compile(r"@|://|www\.|\.(?:de|org|com|eu|net)\b")
# After these a hyphen stays: "Vor- und Nachteile".
ELLIPSIS_WORD = re.compile(r"(?:und|oder|bzw|sowie|noch|als|bis|and|or)\b")


class Line(NamedTuple):
    """A line as it stands on the page, in points from its lower left corner.

    `y` is the base line, `margin` the right edge of the column. `cells` are the left edges of the further pieces of
    a line that may be a table row; a tab stands before each in `text`.
    """

    text: str
    left: float
    right: float
    y: float
    size: float
    bold: bool
    margin: float = 0.0
    cells: tuple[float, ...] = ()

    def has_room_for(self, following: Line) -> bool:
        """Whether the first word of the next line would have fitted, so that the break was meant."""
        character = (self.right - self.left) / max(1, len(self.text))
        first_word = following.text.split(maxsplit=1)[0]
        return self.right + character * (len(first_word) + 2) < self.margin


class PageLines(NamedTuple):
    """A page by lines. `pictures`: it holds no text but something that can be seen."""

    number: int
    height: float
    lines: list[Line]
    pictures: bool = False


@dataclass(slots=True)
class Paragraph:
    """Lines that belong together, with the number of the page of each."""

    kind: BlockKind
    level: int = 0
    lines: list[tuple[int, Line]] = field(default_factory=list)

    @property
    def last(self) -> Line:
        return self.lines[-1][1]


def lay_out(pages: Sequence[PageLines]) -> tuple[str, tuple[Block, ...], tuple[Page, ...]]:
    """The text, its blocks and where its pages start and end. A paragraph may go on over a page's end."""
    bodies = [
        page._replace(lines=_with_margins(_with_rows(_merged(lines))))
        for page, lines in zip(pages, _without_repeated(pages), strict=True)
    ]
    measures = _Measures.of(bodies)
    paragraphs: list[Paragraph] = []
    for page in bodies:
        for index, line in enumerate(page.lines):
            following = page.lines[index + 1] if index + 1 < len(page.lines) else None
            if paragraphs and _goes_on(paragraphs[-1], page.number, line, measures):
                paragraphs[-1].lines.append((page.number, line))
            else:
                kind, level = _kind(line, following, measures)
                paragraphs.append(Paragraph(kind, level, [(page.number, line)]))
    return _written(paragraphs, [page.number for page in pages])


@dataclass(frozen=True, slots=True)
class _Measures:
    """What is usual in this document: the size of its text, the pitch of its lines."""

    size: float
    bold: bool
    pitch: float
    heading_sizes: tuple[float, ...]

    @classmethod
    def of(cls, pages: Iterable[PageLines]) -> _Measures:
        lines = [page.lines for page in pages]
        weights: Counter[tuple[float, bool]] = Counter()
        for line in (line for body in lines for line in body):
            weights[line.size, line.bold] += len(line.text)
        (size, bold), _ = weights.most_common(1)[0] if weights else ((10.0, False), 0)
        gaps = [
            above.y - below.y
            for page in lines
            for above, below in pairwise(page)
            if _same_size(above.size, size) and _same_size(below.size, size) and 0 < above.y - below.y < 3 * size
        ]
        larger = {line_size for (line_size, _) in weights if line_size > size * HEADING_SIZE}
        return cls(
            size,
            bold,
            median(gaps) if gaps else size * 1.2,
            tuple(sorted(larger, reverse=True)),
        )


def _same_size(one: float, other: float) -> bool:
    return abs(one - other) <= SIZE_TOLERANCE * max(one, other)


def _without_repeated(pages: Sequence[PageLines]) -> Iterator[list[Line]]:
    counts = Counter(key for page in pages for key in {_key(line) for line in _outer(page)})
    needed = max(REPEATED_PAGES, REPEATED_SHARE * len(pages))
    for page in pages:
        outer = set(_outer(page))
        dropped = {line for line in outer if counts[_key(line)] >= needed or _is_page_number(line, page)}
        yield [line for line in page.lines if line not in dropped]


def _outer(page: PageLines) -> list[Line]:
    """The outermost lines at the top and at the bottom."""
    by_height = sorted(page.lines, key=lambda line: -line.y)
    return by_height[:OUTER_LINES] + by_height[OUTER_LINES:][-OUTER_LINES:]


def _key(line: Line) -> str:
    return re.sub(r"\d+", "#", " ".join(line.text.split()))


def _is_page_number(line: Line, page: PageLines) -> bool:
    """A number alone in the margin, not far from the page's own."""
    match = PAGE_NUMBER.match(line.text.strip())
    in_margin = not page.height * PAGE_MARGIN < line.y < page.height * (1 - PAGE_MARGIN)
    return match is not None and in_margin and abs(int(match["number"]) - page.number) <= 20


def _merged(lines: Iterable[Line]) -> list[Line]:
    """Pieces that stand side by side become one line, with a tab where a column's gap lies between them."""
    merged: list[Line] = []
    for line in lines:
        last = merged[-1] if merged else None
        size = max(last.size, line.size) if last else 0.0
        if last and abs(last.y - line.y) < size * SIDE_BY_SIDE and line.left >= last.right - size * 0.2:
            gap = "\t" if line.left - last.right > size * COLUMN_GAP else " "
            text = f"{last.text}{gap}{line.text}"
            longer = max(last, line, key=lambda piece: len(piece.text))
            cells = (*last.cells, *((line.left,) if gap == "\t" else ()), *line.cells)
            merged[-1] = longer._replace(text=text, left=last.left, right=line.right, cells=cells)
        elif not (last and _is_note_mark(line, last)):
            merged.append(line)
    return [line for line in merged if WORD.search(line.text)]


def _is_note_mark(line: Line, last: Line) -> bool:
    """A small raised number inside the line before it, which refers to a footnote."""
    raised = 0 < line.y - last.y < last.size and last.left < line.left < last.right
    return raised and line.size < last.size * NOTE_SIZE and line.text.strip().isdigit()


def _with_rows(lines: list[Line]) -> list[Line]:
    """A line is a table row only if another one near it has a cell at the same place; else its gaps are only wide."""
    checked = []
    for index, line in enumerate(lines):
        near = (*lines[max(0, index - NEAR_ROWS) : index], *lines[index + 1 : index + NEAR_ROWS + 1])
        if line.cells and not any(_share_a_column(line, other) for other in near):
            line = line._replace(text=line.text.replace("\t", " "), cells=())
        checked.append(line)
    return checked


def _share_a_column(line: Line, other: Line) -> bool:
    """Whether both have further cells, one of which begins or the last of which ends at the same place."""
    if not other.cells:
        return False
    begins = any(abs(cell - edge) <= line.size for cell in line.cells for edge in other.cells)
    return begins or abs(line.right - other.right) <= line.size


def _with_margins(lines: list[Line]) -> list[Line]:
    placed = []
    for index, line in enumerate(lines):
        near = lines[max(0, index - NEAR_LINES) : index + NEAR_LINES + 1]
        same = (n.right for n in near if _same_size(n.size, line.size) and abs(n.left - line.left) < 3 * line.size)
        placed.append(line._replace(margin=max(same)))
    return placed


def _goes_on(paragraph: Paragraph, page: int, line: Line, measures: _Measures) -> bool:
    """Whether the line belongs to the paragraph before it."""
    last_page, last = paragraph.lines[-1]
    if BULLET_SIGN.match(line.text) or paragraph.kind == "row" or "\t" in line.text or LEADERS.search(last.text):
        return False
    if not _same_size(last.size, line.size) or (last.bold != line.bold and paragraph.kind == "heading"):
        return False
    if page != last_page:
        return paragraph.kind != "heading" and _is_unfinished(last, line)
    if HYPHEN_END.search(last.text) and not line.text[0].isspace():
        return True
    drop = last.y - line.y
    if drop > measures.pitch * WIDE_GAP * max(1.0, line.size / measures.size):
        return False
    if drop < -measures.pitch:  # the next column
        return _is_unfinished(last, line)
    return _is_joined(paragraph, line)


def _is_unfinished(last: Line, line: Line) -> bool:
    if HYPHEN_END.search(last.text):
        return True
    return not SENTENCE_END.search(last.text) and line.text[0].islower()


def _is_joined(paragraph: Paragraph, line: Line) -> bool:
    """For lines close below each other: the break was forced by the margin, or the sentence is not over."""
    last = paragraph.last
    if paragraph.kind == "heading":
        return not heading_level(line.text, alone=True) and len(last.text) + len(line.text) <= LONGEST_HEADING
    if line.text[0].islower() and not BULLET.match(line.text):
        return True
    if last.has_room_for(line):
        return False
    if BULLET.match(line.text) or heading_level(line.text, alone=True):
        return not SENTENCE_END.search(last.text) and paragraph.kind != "item"
    return not (SENTENCE_END.search(last.text) and line.left > last.left + line.size)


def _kind(line: Line, following: Line | None, measures: _Measures) -> tuple[BlockKind, int]:
    text = line.text.strip()
    if "\t" in text and not BULLET.match(text):
        return "row", 0
    if BULLET_SIGN.match(text):
        return "item", 1
    if level := _heading(line, following, measures):
        return "heading", level
    return ("item", 1) if BULLET.match(text) else ("paragraph", 0)


def _heading(line: Line, following: Line | None, measures: _Measures) -> int:
    """1 to 6 for a line that stands out by number, size or weight; 0 for no heading."""
    text = line.text.strip()
    if len(text) > LONGEST_HEADING or text[-1] in ".,;:" or LEADERS.search(text) or not WORD.search(text):
        return 0
    if _is_larger(line, measures):
        return 1 + min(sum(1 for size in measures.heading_sizes if size > line.size), 3)
    stands_out = line.bold and not measures.bold
    apart = following is None or line.y - following.y > measures.pitch * WIDE_GAP or _is_meant(line, following)
    if level := heading_level(text, alone=stands_out and apart):
        return level
    return 4 if stands_out and apart else 0


def _is_meant(line: Line, following: Line) -> bool:
    """Whether a bold line ends here on purpose, before text that is not bold."""
    return line.bold != following.bold and line.has_room_for(following)


def _is_larger(line: Line, measures: _Measures) -> bool:
    return line.size > measures.size * HEADING_SIZE and sum(c.isalpha() for c in line.text) >= 3


def _written(
    paragraphs: Iterable[Paragraph], numbers: Sequence[int]
) -> tuple[str, tuple[Block, ...], tuple[Page, ...]]:
    parts: list[str] = []
    length = 0
    blocks: list[Block] = []
    starts: dict[int, int] = {}
    for paragraph in paragraphs:
        pieces = list(_joined(paragraph.lines))
        if not any(WORD.search(piece) for _, piece in pieces):
            continue
        separator = "\n\n" if parts else ""
        start = length + len(separator)
        for page, piece in pieces:
            starts.setdefault(page, length + len(separator))
            parts.append(separator + piece)
            length += len(separator) + len(piece)
            separator = ""
        sign = BULLET_SIGN.match(pieces[0][1]) if paragraph.kind == "item" else None
        blocks.append(Block(paragraph.kind, start + (sign.end() if sign else 0), length, paragraph.level))
    return "".join(parts), tuple(blocks), tuple(_pages(starts, numbers, length))


def _pages(starts: dict[int, int], numbers: Sequence[int], length: int) -> Iterator[Page]:
    """The pages, each up to the start of the next; one without text is empty where it would be."""
    end = length
    pages: list[Page] = []
    for number in reversed(numbers):
        start = starts.get(number, end)
        pages.append(Page(number, start, end))
        end = start
    return reversed(pages)


def _joined(lines: Sequence[tuple[int, Line]]) -> Iterator[tuple[int, str]]:
    """The text of each line with what connects it to the next: nothing after a broken word, else a space."""
    texts = [(page, _tidy(line.text)) for page, line in lines]
    for (page, text), (_, following) in pairwise(texts):
        yield page, _connected(text, following)
    page, text = texts[-1]
    yield page, "".join("-" if character in HYPHENS else character for character in text)


def _connected(text: str, following: str) -> str:
    if not HYPHEN_END.search(text):
        return text + " "
    if ELLIPSIS_WORD.match(following):
        return text[:-1] + "- "
    address = ADDRESS.search(text.split()[-1] + following.split(maxsplit=1)[0])
    return text[:-1] if following[:1].islower() and not address else text[:-1] + "-"


def _tidy(text: str) -> str:
    """`tidy`, with the tabs and a hyphen at the end left in place."""
    end = text[-1] if text[-1] in HYPHENS else ""
    cells = text.removesuffix(end).replace("\x02", "-").replace("\ufffe", "-").split("\t")
    return "\t".join(tidy(LEADERS.sub(" … ", cell)) for cell in cells) + end
