"""Where words stand: packed and unpacked unchanged, found by span, one box a line."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.reading.boxes import boxes_of, pack, unpack
from assistant.records import Box, Span


def word(number: int, line: int = 0, page: int = 1) -> Box:
    """The word `number` of five letters, which stands in `line`, ten words a line."""
    left = 40.0 * (number % 10)
    return Box(number * 6, number * 6 + 5, page, left, 12.0 * line, left + 30, 12.0 * line + 10)


def test_boxes_are_kept_to_a_tenth_of_a_point() -> None:
    assert list(unpack(pack([word(1), word(0)]))) == [word(0), word(1)]
    with pytest.raises(ValueError, match="29 bytes"):
        list(unpack(pack([word(0)]) + b"x"))


@pytest.mark.parametrize("far", [1e9, -1e38, float("inf"), float("nan")])
def test_a_word_may_be_placed_farther_away_than_can_be_kept(far: float) -> None:
    [box] = unpack(pack([word(0)._replace(left=far)]))
    assert box._replace(left=0.0) == word(0)


def test_the_words_of_a_line_are_one_box_and_a_new_page_begins_another() -> None:
    packed = pack([*(word(n, n // 10) for n in range(20)), word(20, 0, page=2)])
    assert boxes_of(packed, Span(7, 20)) == [Box(6, 23, 1, 40, 0, 150, 10)]
    assert [(box.page, box.top) for box in boxes_of(packed, Span(0, 125))] == [(1, 0), (1, 12), (2, 0)]
    assert boxes_of(b"", Span(0, 9)) == []


@given(st.integers(0, 30), st.integers(0, 200), st.integers(0, 200))
def test_every_word_that_the_span_touches_is_covered_and_no_other(words: int, start: int, end: int) -> None:
    boxes = [word(number, number // 10) for number in range(words)]
    touched = [box for box in boxes if box.start < end and box.end > start]
    found = boxes_of(pack(boxes), Span(start, end))
    assert len(found) == len({box.top for box in touched})
    if touched:
        assert (found[0].start, found[-1].end) == (touched[0].start, touched[-1].end)
