"""Numbers before paragraphs: those that only count them, and those of lists that were typed paragraph by paragraph."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from itertools import pairwise

from assistant.records import Block

NUMBER = re.compile(r"(?:Rn\.?|Rdnr\.?|Rz\.?)?\W{0,2}(?P<number>\d{1,3})\W{0,2}", re.IGNORECASE)
FEWEST = 4
LONGEST = 12  # characters
_MARK = re.compile(r"(?:\d{1,2}[a-z]?[.)]|(?P<letter>[a-z]{1,2}\)))[ \t\xa0]+(?=\S)")
# What ends so goes on in the next paragraph.
_OPEN = re.compile(r"(?:[,;:]|[\s,;](?:und|oder|sowie|and|or))\Z")


def without_paragraph_numbers(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks without paragraphs that hold nothing but a number, as pages of courts put one above each: those that
    count on by one, each above words of its own. They stay in the text, but part no two sentences."""
    numbers = {at: found for at, block in enumerate(blocks) if (found := _number(text, block)) is not None}
    above_words = {
        at: number
        for at, number in numbers.items()
        if at + 1 < len(blocks) and at + 1 not in numbers and blocks[at + 1].kind != "row"
    }
    dropped = counting_on(above_words)
    return tuple(block for at, block in enumerate(blocks) if at not in dropped)


def counting_on(numbers: Mapping[int, int]) -> frozenset[int]:
    """The places of the longest run of numbers that count on by one; none where they are few."""
    counting: list[int] = []
    longest: list[int] = []
    for at, number in numbers.items():
        goes_on = counting and number == numbers[counting[-1]] + 1
        counting = [*counting, at] if goes_on else [at]
        longest = max(longest, counting, key=len)
    return frozenset(longest if len(longest) >= FEWEST else ())


def _number(text: str, block: Block) -> int | None:
    if block.kind != "paragraph" or block.end - block.start > LONGEST:
        return None
    found = NUMBER.fullmatch(text, block.start, block.end)
    return int(found["number"]) if found else None


def with_typed_lists(text: str, blocks: Sequence[Block]) -> tuple[Block, ...]:
    """The blocks, those being items that are paragraphs with numbers or letters and parts of one sentence: "1. eine
    Übersicht," above "2. ein Zeitplan."."""
    marks = [_MARK.match(text, block.start, block.end) if block.kind == "paragraph" else None for block in blocks]
    listed = dict[int, int]()  # the levels of the items
    for at, (mark, following) in enumerate(pairwise(marks)):
        if not mark or not following or not _OPEN.search(text, blocks[at].start, blocks[at].end):
            continue
        level = listed.setdefault(at, 1)
        if following["letter"]:
            listed[at + 1] = level if mark["letter"] else level + 1
        else:
            listed[at + 1] = 1
    return tuple(
        replace(block, kind="item", level=listed[at]) if at in listed else block for at, block in enumerate(blocks)
    )
