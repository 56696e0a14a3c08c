"""Headings that are only set in bold, in files whose writers know no styles for headings."""

from __future__ import annotations

from collections.abc import Collection, Sequence
from dataclasses import replace
from itertools import zip_longest

from assistant.language.figures import figures
from assistant.reading.lines import BULLET
from assistant.records import Block

LONGEST = 100
LONGEST_TITLE = 200  # what a directive calls itself fills three lines
NO_END = (".", ",", ";", ":")
# A heading may count and name a paragraph of a law; a date or an amount may be what is asked for.
COUNTS = frozenset({"number", "paragraph"})


def with_bold_headings(text: str, blocks: Sequence[Block], bold: Collection[int]) -> list[Block]:
    """The blocks, short paragraphs that are wholly `bold` (by their index) as headings where other text follows.

    A bold first block is the title. A file with a heading of its own is left as it is.
    """
    if any(block.kind == "heading" for block in blocks):
        return list(blocks)
    made: list[Block] = []
    for index, (block, following) in enumerate(zip_longest(blocks, blocks[1:])):
        words = text[block.start : block.end]
        is_above = following is not None and (index == 0 or index + 1 not in bold)
        is_heading = index in bold and is_above and _is_heading(words, is_first=index == 0)
        made.append(replace(block, kind="heading", level=1 if index == 0 else 2) if is_heading else block)
    return made


def _is_heading(words: str, *, is_first: bool) -> bool:
    longest = LONGEST_TITLE if is_first else LONGEST
    if len(words) > longest or "\n" in words or words.endswith(NO_END) or BULLET.match(words):
        return False
    return is_first or {figure.kind for figure in figures(words)} <= COUNTS
