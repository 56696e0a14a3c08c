"""Small charts as shapes: numbers come in, places on a grid go out. Templates draw them, styles colour them."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from assistant.feedback.usage import QuestionCounts

# Of a chart of days: each day is so wide, and the whole so high. Only the ratio counts, for the drawing is stretched.
DAY_WIDTH = 10
HEIGHT = 100
_GAP = 2


class Column(NamedTuple):
    """One day: two boxes on top of each other, the answered questions below."""

    asked: QuestionCounts
    left: int
    width: int
    answered_top: float
    answered_height: float
    unanswered_top: float
    unanswered_height: float


class DayChart(NamedTuple):
    """Columns on a grid of `width` by HEIGHT; `top` is the number that its upper edge stands for."""

    columns: list[Column]
    width: int
    height: int
    top: int
    busiest: QuestionCounts


class Bar(NamedTuple):
    """A labelled number; `percent` is its length, of the longest. `address` leads to what is counted, if anywhere."""

    label: str
    number: int
    percent: float
    address: str = ""


def day_chart(days: Sequence[QuestionCounts]) -> DayChart:
    """The days, at least one, as columns."""
    busiest = max(days, key=lambda one: one.total)
    top = round_top(busiest.total)
    return DayChart(
        [_column(one, number, top) for number, one in enumerate(days)], DAY_WIDTH * len(days), HEIGHT, top, busiest
    )


def bars(rows: Sequence[tuple[str, int]], addresses: Sequence[str] = ()) -> list[Bar]:
    """The rows as bars, in their order."""
    longest = max((number for _, number in rows), default=0)
    ways = [*addresses, *[""] * (len(rows) - len(addresses))]
    return [Bar(label, number, percent(number, longest), way) for (label, number), way in zip(rows, ways, strict=True)]


def percent(part: int, whole: int) -> float:
    """The share in per cent with one decimal place, 0 of nothing."""
    return round(100 * part / whole, 1) if whole else 0.0


def round_top(number: int) -> int:
    """The least of 2, 4, 6, 8, 10, 20, 30, 40, 60, 80, 100, 200 ... that is not below: half of it is a whole number."""
    power = 1
    while True:
        for top in (step * power for step in (1, 2, 3, 4, 6, 8)):
            if number <= top and top % 2 == 0:
                return top
        power *= 10


def _column(asked: QuestionCounts, number: int, top: int) -> Column:
    answered, unanswered = (round(HEIGHT * part / top, 2) for part in (asked.answered, asked.unanswered))
    return Column(
        asked,
        number * DAY_WIDTH + _GAP // 2,
        DAY_WIDTH - _GAP,
        round(HEIGHT - answered, 2),
        answered,
        round(HEIGHT - answered - unanswered, 2),
        unanswered,
    )
