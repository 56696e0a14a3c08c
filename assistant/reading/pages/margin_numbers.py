"""Numbers in the margin that count the paragraphs of a decision: no part of a sentence, nor cells beside the text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from typing import NamedTuple

from assistant.reading.pages.printed import Line, PageLines, Table, Word, is_wide, part_of, texts

NUMBER = re.compile(r"\d{1,3}")
FEWEST = 4
# In points: numbers below one another end, or begin, at the same place.
SAME_PLACE = 2.0
# In shares of the size: a number stands beside the first line of its paragraph.
SAME_HEIGHT = 0.55
# In sizes: so far above the first number a line is looked at, which names the column where it is one of a table.
HEADER = 4.0
# So many lines a paragraph has at least on average; lists of contents and numbered lines have one.
LINES_A_NUMBER = 1.5
# So many of the lines beside numbers may have wide gaps, as the cells of a table have, and text set to full width.
GAPS_SHARE = 0.25


class MarginNumber(NamedTuple):
    """A number, the line of the file that it is the first or the last word of, and the page."""

    page: PageLines
    line: Line
    word: Word

    def is_beside(self, line: Line) -> bool:
        return abs(self.line.y - line.y) < SAME_HEIGHT * max(self.line.size, line.size)


def margin_numbers(pages: Sequence[PageLines]) -> tuple[MarginNumber, ...]:
    """The numbers that count the paragraphs from page to page, in one margin of the text; none where none do."""
    found = [number for page in pages for number in _candidates(page)]
    columns = (column for edge in ("left", "right") for column in _columns(found, edge))
    chains = [chain for column in columns if len(chain := _counting(column)) >= FEWEST and _is_margin(chain)]
    longest: list[MarginNumber] = max(chains, key=len) if chains else []
    return tuple(longest)


def without_numbers(page: PageLines, numbers: Sequence[MarginNumber]) -> PageLines:
    """The page without these numbers."""
    taken: Mapping[int, Word] = {id(number.line): number.word for number in numbers if number.page is page}
    lines = (
        part_of(item, [word for word in item.words if word is not taken[id(item)]])
        if isinstance(item, Line) and id(item) in taken
        else [item]
        for item in page.lines
    )
    return page._replace(lines=[item for kept in lines for item in kept])


def with_numbers_back(page: PageLines, numbers: Sequence[MarginNumber]) -> PageLines:
    """The page with those numbers as lines of their own that stand beside none any more, but beside a table, say."""
    items = list(page.lines)
    for number in numbers:
        if any(map(number.is_beside, texts(page.lines))):
            continue
        ends = (item.bottom if isinstance(item, Table) else item.y for item in items)
        place = next((at for at, end in enumerate(ends) if end >= number.line.y), len(items))
        items[place:place] = part_of(number.line, [number.word])
    return page._replace(lines=items)


def _candidates(page: PageLines) -> Iterator[MarginNumber]:
    """The numbers at an end of a line, wide apart from its other words."""
    for line in texts(page.lines):
        words = line.words
        if NUMBER.fullmatch(words[-1].text) and (len(words) == 1 or is_wide(words[-2], words[-1], line.size)):
            yield MarginNumber(page, line, words[-1])
        elif len(words) > 1 and NUMBER.fullmatch(words[0].text) and is_wide(words[0], words[1], line.size):
            yield MarginNumber(page, line, words[0])


def _columns(numbers: Sequence[MarginNumber], edge: str) -> Iterator[list[MarginNumber]]:
    """The numbers whose left, or right, edges stand below one another."""
    column: list[MarginNumber] = []
    for number in sorted(numbers, key=lambda number: float(getattr(number.word, edge))):
        if column and getattr(number.word, edge) - getattr(column[-1].word, edge) > SAME_PLACE:
            yield column
            column = []
        column.append(number)
    if column:
        yield column


def _counting(column: Sequence[MarginNumber]) -> list[MarginNumber]:
    """The longest run of them that counts on by one, from the top of the first page to the end of the last."""
    runs: dict[int, list[MarginNumber]] = {}
    for number in sorted(column, key=lambda number: (number.page.number, number.line.y)):
        value = int(number.word.text)
        run = [*runs.get(value - 1, []), number]
        if len(run) > len(runs.get(value, [])):
            runs[value] = run
    return max(runs.values(), key=len)


def _is_margin(chain: Sequence[MarginNumber]) -> bool:
    """Whether the numbers stand in a margin, beside paragraphs of several lines."""
    left, right = min(one.word.left for one in chain), max(one.word.right for one in chain)
    lines = gaps = 0
    for page in {one.page.number: one.page for one in chain}.values():
        own = [one for one in chain if one.page is page]
        top, bottom = own[0].line.y - HEADER * own[0].line.size, own[-1].line.y
        inner = [line for line in texts(without_numbers(page, own).lines) if top <= line.y <= bottom]
        if any(line.left < right and line.right > left for line in inner):
            return False
        beside = [next((line for line in inner if one.is_beside(line)), None) for one in own]
        if None in beside:
            return False
        lines += len([line for line in inner if line.y >= own[0].line.y - SAME_HEIGHT * line.size])
        gaps += sum(1 for line in beside if line and "\t" in line.text)
    return lines >= LINES_A_NUMBER * len(chain) and gaps <= GAPS_SHARE * len(chain)
