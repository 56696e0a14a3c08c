"""Scans that lie on their side or head: layout works on upright lines, boxes stand where the words are seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import NamedTuple

from assistant.reading.boxes import pack, unpack
from assistant.records import Box

Edges = tuple[float, float, float, float]


class Turn(NamedTuple):
    """How often the text on a page of this size (as it is shown) is turned clockwise by 90 degrees."""

    quarters: int = 0
    width: float = 0.0
    height: float = 0.0

    @property
    def upright_height(self) -> float:
        """The height of the page after its text was set upright."""
        return self.width if self.quarters % 2 else self.height

    def upright(self, box: Edges) -> Edges:
        """Left, top, right and bottom of a box after the text was set upright."""
        left, top, right, bottom = box
        match self.quarters:
            case 1:
                return top, self.width - right, bottom, self.width - left
            case 2:
                return self.width - right, self.height - bottom, self.width - left, self.height - top
            case 3:
                return self.height - bottom, left, self.height - top, right
            case _:
                return box

    def shown(self, box: Edges) -> Edges:
        """The way back: where an upright box is seen."""
        sides = (self.height, self.width) if self.quarters % 2 else (self.width, self.height)
        return Turn((4 - self.quarters) % 4, *sides).upright(box)


def turn_of(lines: Iterable[tuple[Edges, Edges, int]], width: float, height: float) -> Turn:
    """The direction in which most words follow one another. A line is its first box, its last, and how many it has."""
    found: Counter[int] = Counter({0: 1})
    for first, last, words in lines:
        right, down = last[0] - first[0], last[1] - first[1]
        if words > 1:
            if abs(right) >= abs(down):
                quarters = 0 if right >= 0 else 2
            else:
                quarters = 1 if down > 0 else 3
            found[quarters] += words
    return Turn(found.most_common(1)[0][0], width, height)


def as_shown(boxes: bytes, turns: Mapping[int, Turn]) -> bytes:
    """The boxes of a text, those of turned pages where they are seen. `turns` is by number of the page."""
    if not any(turn.quarters for turn in turns.values()):
        return boxes
    return pack(_as_shown(box, turns.get(box.page, Turn())) for box in unpack(boxes))


def _as_shown(box: Box, turn: Turn) -> Box:
    left, top, right, bottom = turn.shown((box.left, box.top, box.right, box.bottom))
    return Box(box.start, box.end, box.page, left, top, right, bottom)
