"""The newest first where it is asked for: among what fits about as well, and never by a date that is still to come."""

from __future__ import annotations

import datetime

from hypothesis import given
from hypothesis import strategies as st

from assistant.retrieving.recent import SAME_THING, newest_first

TODAY = datetime.date(2025, 6, 30)


def day(year: int) -> datetime.date:
    return datetime.date(year, 5, 3)


def order(*ranked: tuple[float, datetime.date | None]) -> list[int]:
    return [position for position, _ in newest_first(ranked, TODAY)]


def test_of_equally_good_ones_the_newer_stands_first_and_one_without_a_date_between() -> None:
    assert order((9.0, day(2019)), (9.0, None), (9.0, day(2024)), (9.0, day(2021)), (0.0, None)) == [2, 1, 3, 0, 4]


def test_what_fits_far_less_does_not_pass_what_fits_better_by_its_date() -> None:
    assert order((10.0, day(2019)), (9.9, day(2020)), (4.0, day(2024)), (0.0, day(2025))) == [1, 0, 2, 3]


def test_a_date_that_is_still_to_come_counts_as_none() -> None:
    assert order((9.0, day(2019)), (9.0, day(2031)), (9.0, day(2024)), (0.0, None)) == [2, 1, 0, 3]


def test_a_single_date_moves_nothing() -> None:
    assert order((9.0, None), (8.9, day(2024)), (0.0, None)) == [0, 1, 2]
    assert order() == []


DATES = st.none() | st.dates(datetime.date(2015, 1, 1), datetime.date(2030, 1, 1))
RANKED = st.lists(st.tuples(st.floats(-5, 50), DATES), max_size=12).map(
    lambda drawn: sorted(drawn, key=lambda one: -one[0])
)


@given(RANKED)
def test_nothing_is_lost_and_only_what_is_about_the_same_thing_moves(
    ranked: list[tuple[float, datetime.date | None]],
) -> None:
    found = newest_first(ranked, TODAY)
    assert sorted(position for position, _ in found) == list(range(len(ranked)))
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
    if ranked:
        margin = SAME_THING * (ranked[0][0] - ranked[-1][0])
        close = sum(score >= ranked[0][0] - margin for score, _ in ranked)
        assert [position for position, _ in found][close:] == list(range(close, len(ranked)))
        assert all(ranked[at][0] <= score <= ranked[at][0] + margin for at, score in found)
