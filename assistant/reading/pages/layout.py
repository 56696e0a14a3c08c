"""Lines on pages -> paragraphs, headings, items and tables, without what repeats on every page."""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import pairwise
from statistics import median

from assistant.language.sentences import split
from assistant.reading.heartbeat import page_done
from assistant.reading.lines import BULLET, BULLET_SIGN, WORD
from assistant.reading.pages.aligned import with_aligned_tables
from assistant.reading.pages.columns import in_reading_order, with_ends_in_place
from assistant.reading.pages.joins import ADDRESS, HYPHEN_END
from assistant.reading.pages.margin_numbers import MarginNumber, margin_numbers, with_numbers_back, without_numbers
from assistant.reading.pages.margins import without_margins
from assistant.reading.pages.pairs import with_pairs
from assistant.reading.pages.pdf_tables import PagedTable
from assistant.reading.pages.printed import Item, Line, PageLines, Table, line_of, same_size, texts
from assistant.reading.pages.writing import Paragraph, Writer, Written
from assistant.reading.plain.text import heading_level
from assistant.records import BlockKind

# Pieces whose base lines differ by less than this share of their size stand side by side (notes are raised by .4).
SIDE_BY_SIDE = 0.55
NOTE_SIZE = 0.75
# Lines further apart than this many usual line pitches belong to different paragraphs.
WIDE_GAP = 1.35
# Within a sentence, between a full line and one that begins with a small letter, it may be so many.
WIDEST_GAP = 1.5
# In sizes: lines of text set to full width end this near to one another.
SAME_EDGE = 0.15
SHORTEST_FULL_LINE = 24
# The column that a line stands in is as wide as the widest line of the same size and left edge this near.
NEAR_LINES = 12
HEADING_SIZE = 1.12
# In sizes: the lines of an item stand further to the right than its sign.
HANGING = 0.5
# A shorter line may end where it does on purpose.
FULL_LINE = 45
LONGEST_HEADING = 140
# A line of a table of contents ends with dots and the number of a page.
CONTENTS = re.compile(r"…\s*\S{0,8}$")
LEADS_IN = re.compile(r"\b(?:sind|ist|werden|wird|können|kann|müssen|muss|dürfen|darf|gehören|zählen)$")
SENTENCE_END = re.compile(r"[.!?:;…][\"“”«»’)\]]*$")


def lay_out(pages: Sequence[PageLines], labels: Sequence[str] = ()) -> Written:
    """The text, its blocks, where its pages start and end, and where its words stand.

    A paragraph may go on over a page's end. `labels` is what is printed on the pages, if the file says so.
    """
    counted: defaultdict[int, list[MarginNumber]] = defaultdict(list)
    for one in margin_numbers(pages):
        counted[one.page.number].append(one)
    unnumbered = [without_numbers(page, counted[page.number]) for page in pages]
    bodies = [with_numbers_back(_body(page), counted[page.number]) for page in without_margins(unnumbered, labels)]
    measures = _Measures.of(bodies)
    paragraphs: list[Paragraph | PagedTable] = []
    for page in bodies:
        for index, item in enumerate(page.lines):
            if index == 0 and isinstance(item, Line):
                _put_notes_before(paragraphs, page.number, item, measures)
            last = paragraphs[-1] if paragraphs else None
            if isinstance(item, Table):
                paragraphs.append(PagedTable(page.number, item))
                continue
            number = next((one.word for one in counted[page.number] if one.is_beside(item)), None)
            if isinstance(last, Paragraph) and not number and _goes_on(last, page.number, item, measures):
                last.lines.append((page.number, item))
            else:
                following = page.lines[index + 1] if index + 1 < len(page.lines) else None
                kind, level = _kind(item, following if isinstance(following, Line) else None, measures)
                number = None if number in item.words else number
                paragraphs.append(Paragraph(kind, level, [(page.number, item)], number))
    return Writer().write(paragraphs, [page.number for page in pages], labels)


def _body(page: PageLines) -> PageLines:
    """The page with its lines in reading order, pieces joined and tables found."""
    items = _with_margins(with_aligned_tables(with_pairs(_merged(in_reading_order(with_ends_in_place(page.lines))))))
    page_done()
    return page._replace(lines=items)


@dataclass(frozen=True, slots=True)
class _Measures:
    """What is usual in this document: the size of its text, the pitch of its lines."""

    size: float
    bold: bool
    pitch: float
    heading_sizes: tuple[float, ...]

    @classmethod
    def of(cls, pages: Iterable[PageLines]) -> _Measures:
        lines = [list(texts(page.lines)) for page in pages]
        weights: Counter[tuple[float, bool]] = Counter()
        for line in (line for body in lines for line in body):
            weights[line.size, line.bold] += len(line.text)
        (size, bold), _ = weights.most_common(1)[0] if weights else ((10.0, False), 0)
        gaps = [
            below.y - above.y
            for page in lines
            for above, below in pairwise(page)
            if same_size(above.size, size) and same_size(below.size, size) and 0 < below.y - above.y < 3 * size
        ]
        larger = {line_size for (line_size, _) in weights if line_size > size * HEADING_SIZE}
        return cls(size, bold, median(gaps) if gaps else size * 1.2, tuple(sorted(larger, reverse=True)))


def _merged(items: Iterable[Item]) -> list[Item]:
    """Pieces that stand side by side become one line; what holds no letter or digit is left out."""
    merged: list[Item] = []
    for item in items:
        last = merged[-1] if merged else None
        if not isinstance(item, Line) or not isinstance(last, Line):
            merged.append(item)
        elif _are_side_by_side(last, item):
            longer = max(last, item, key=lambda piece: len(piece.text))
            merged[-1] = line_of((*last.words, *item.words), longer.y, longer.size, longer.bold)
        elif not _is_note_mark(item, last):
            merged.append(item)
    return [item for item in merged if isinstance(item, Table) or WORD.search(item.text)]


def _are_side_by_side(last: Line, line: Line) -> bool:
    size = max(last.size, line.size)
    return abs(last.y - line.y) < size * SIDE_BY_SIDE and line.left >= last.right - size * 0.2


def _is_note_mark(line: Line, last: Line) -> bool:
    """A small raised number inside the line before it, which refers to a footnote."""
    raised = 0 < last.y - line.y < last.size and last.left < line.left < last.right
    return raised and line.size < last.size * NOTE_SIZE and line.text.strip().isdigit()


def _with_margins(items: Sequence[Item]) -> list[Item]:
    return [_with_margin(items, index, item) if isinstance(item, Line) else item for index, item in enumerate(items)]


def _with_margin(items: Sequence[Item], index: int, line: Line) -> Line:
    near = texts(items[max(0, index - NEAR_LINES) : index + NEAR_LINES + 1])
    same = (n.right for n in near if same_size(n.size, line.size) and abs(n.left - line.left) < 3 * line.size)
    beside = texts([*items[max(0, index - 1) : index], *items[index + 1 : index + 2]])
    return line._replace(margin=line.right if any(_ends_with(line, n) for n in beside) else max(same))


def _ends_with(line: Line, other: Line) -> bool:
    """Whether two lines have both edges in common inside a sentence: text set to full width, maybe beside a picture."""
    if min(len(line.text), len(other.text)) < SHORTEST_FULL_LINE or SENTENCE_END.search(line.text):
        return False
    near = SAME_EDGE * line.size
    is_close = abs(line.y - other.y) < 2 * line.size and same_size(line.size, other.size)
    return is_close and abs(line.left - other.left) < near and abs(line.right - other.right) < near


def _put_notes_before(paragraphs: list[Paragraph | PagedTable], page: int, line: Line, measures: _Measures) -> None:
    """Footnotes at the end of a page move before the paragraph that goes on with the next page's first line."""
    notes = 0
    for paragraph in reversed(paragraphs):
        if isinstance(paragraph, PagedTable) or not _is_note(paragraph, measures):
            break
        notes += 1
    body = paragraphs[-1 - notes] if notes < len(paragraphs) else None
    if notes and isinstance(body, Paragraph) and len({number for number, _ in body.lines}) == 1:
        same_page = all(isinstance(p, Paragraph) and p.lines[0][0] == body.lines[0][0] for p in paragraphs[-notes:])
        if same_page and _goes_on(body, page, line, measures):
            paragraphs.append(paragraphs.pop(-1 - notes))


def _is_note(paragraph: Paragraph, measures: _Measures) -> bool:
    return all(line.size < measures.size and not same_size(line.size, measures.size) for _, line in paragraph.lines)


def _goes_on(paragraph: Paragraph, page: int, line: Line, measures: _Measures) -> bool:
    """Whether the line belongs to the paragraph before it."""
    last_page, last = paragraph.lines[-1]
    if BULLET_SIGN.match(line.text) or CONTENTS.search(last.text):
        return False
    if not same_size(last.size, line.size) or (last.bold != line.bold and paragraph.kind == "heading"):
        return False
    if page != last_page:
        return paragraph.kind != "heading" and _is_unfinished(last, line)
    if HYPHEN_END.search(last.text):
        return True
    drop = line.y - last.y
    is_split = line.text[0].islower() and _is_unfinished(last, line) and not last.has_room_for(line)
    if drop > measures.pitch * (WIDEST_GAP if is_split else WIDE_GAP) * max(1.0, line.size / measures.size):
        return False
    if drop < -measures.pitch:  # the next column
        return _is_unfinished(last, line)
    return _is_joined(paragraph, line)


def _is_unfinished(last: Line, line: Line) -> bool:
    """Whether the sentence goes on behind the end of a column or page: a broken word, a small letter, a full line."""
    if HYPHEN_END.search(last.text):
        return True
    if _ends(last, line) or BULLET.match(line.text) or heading_level(line.text, alone=True):
        return False
    is_full = len(last.text) >= FULL_LINE and not last.has_room_for(line) and last.bold == line.bold
    return line.text[0].islower() or is_full


def _ends(last: Line, line: Line) -> bool:
    """Whether a sentence ends with the line; the stop of an abbreviation ends none."""
    if last.text[-1] != ".":
        return bool(SENTENCE_END.search(last.text))
    return any(span.end == len(last.text) for span in split(f"{last.text} {line.text}"))


def _is_joined(paragraph: Paragraph, line: Line) -> bool:
    """For lines close below each other: the break was forced by the margin, or the sentence is not over."""
    last = paragraph.last
    if paragraph.kind == "heading":
        is_new = BULLET.match(line.text) or heading_level(line.text, alone=True)
        return not is_new and len(last.text) + len(line.text) <= LONGEST_HEADING
    if line.text[0].islower() and not BULLET.match(line.text):
        return True
    is_hanging = paragraph.kind == "item" and line.left > paragraph.lines[0][1].left + line.size * HANGING
    if is_hanging and not _ends(last, line) and not BULLET.match(line.text):
        return True
    if last.has_room_for(line):
        return False
    if BULLET.match(line.text) or heading_level(line.text, alone=True):
        return not SENTENCE_END.search(last.text) and paragraph.kind != "item"
    return not (SENTENCE_END.search(last.text) and line.left > last.left + line.size)


def _kind(line: Line, following: Line | None, measures: _Measures) -> tuple[BlockKind, int]:
    text = line.text.strip()
    if BULLET_SIGN.match(text):
        return "item", 1
    if level := _heading(line, following, measures):
        return "heading", level
    return ("item", 1) if BULLET.match(text) else ("paragraph", 0)


def _heading(line: Line, following: Line | None, measures: _Measures) -> int:
    """1 to 6 for a line that stands out by number, size or weight; 0 for no heading."""
    text = line.text.strip()
    if len(text) > LONGEST_HEADING or text[-1] in ".,;:" or CONTENTS.search(text) or not WORD.search(text):
        return 0
    if " " not in text and ADDRESS.search(text):
        return 0
    if _is_larger(line, measures):
        return 1 + min(sum(1 for size in measures.heading_sizes if size > line.size), 3)
    stands_out = line.bold and not measures.bold
    apart = following is None or following.y - line.y > measures.pitch * WIDE_GAP or _is_meant(line, following)
    if level := heading_level(text, alone=stands_out and apart):
        return level if stands_out or not _runs_on(line, following, measures) else 0
    return 4 if stands_out and apart else 0


def _runs_on(line: Line, following: Line | None, measures: _Measures) -> bool:
    """Whether a numbered line is none of a heading but of a paragraph, as directives number theirs: the margin broke
    its sentence, or "2.1 Gefördert werden" leads in the list below it."""
    if following is None or following.bold != line.bold or not same_size(following.size, line.size):
        return False
    if not 0 < following.y - line.y <= measures.pitch * WIDE_GAP:
        return False
    if BULLET.match(following.text):
        return LEADS_IN.search(line.text.rstrip()) is not None
    return not heading_level(following.text, alone=True) and not line.has_room_for(following)


def _is_meant(line: Line, following: Line) -> bool:
    """Whether a bold line ends here on purpose, before text that is not bold."""
    return line.bold != following.bold and line.has_room_for(following)


def _is_larger(line: Line, measures: _Measures) -> bool:
    return line.size > measures.size * HEADING_SIZE and sum(c.isalpha() for c in line.text) >= 3
