"""The newest first where it is asked for: among what is about the same thing, never by a date that is still to come."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.retrieving.newest_asked_for import GAIN, SAME_THING, Dated, covers, matter, newest_first

TODAY = datetime.date(2025, 6, 30)


def order(*ranked: tuple[float, int | None, float]) -> list[int]:
    """Positions of contenders given as (score, year, how much of the question they hold)."""
    dated = [Dated(score, datetime.date(year, 5, 3) if year else None, held) for score, year, held in ranked]
    return [position for position, _ in newest_first(dated, TODAY)]


def test_of_those_about_the_same_thing_the_newer_stands_first_and_one_without_a_date_between() -> None:
    assert order((9.0, 2019, 1), (9.0, None, 1), (9.0, 2024, 1), (9.0, 2021, 1), (0.0, None, 0)) == [2, 1, 3, 0, 4]


def test_what_is_about_something_else_does_not_come_up_by_its_date() -> None:
    assert order((10.0, 2019, 1), (9.9, 2025, 0.5), (9.0, 2020, 1), (0.0, None, 0)) == [2, 0, 1, 3]


def test_what_fits_far_less_does_not_pass_what_fits_best() -> None:
    assert order((10.0, 2019, 1), (3.0, 2025, 1), (0.0, None, 0))[0] == 0


def test_a_date_that_is_still_to_come_counts_as_none() -> None:
    assert order((9.0, 2019, 1), (9.0, 2031, 1), (9.0, 2024, 1), (0.0, None, 0)) == [2, 1, 0, 3]


def test_a_single_date_moves_nothing() -> None:
    assert order((9.0, None, 1), (8.9, 2024, 1), (0.0, None, 1)) == [0, 1, 2]
    assert order() == []


@pytest.mark.parametrize(
    ("query", "stems"),
    [
        ("Was wurde zuletzt zu Plakaten beschlossen?", ["plakat", "beschloss"]),
        ("Die neueste Pressemitteilung zum Wasserstoff: Wasserstoff", ["pressemitteil", "wasserstoff"]),
        ("latest", []),
    ],
)
def test_the_words_that_ask_for_the_newest_are_no_part_of_the_matter(query: str, stems: list[str]) -> None:
    assert matter(query) == stems


def test_rare_words_of_the_question_cover_more_of_it() -> None:
    weights = {"plakat": 0.75, "wurd": 0.25}
    assert [covers(weights, held) for held in ({"plakat"}, {"wurd", "haus"}, {"wurd", "plakat"}, set())] == [
        0.75,
        0.25,
        1,
        0,
    ]


DATES = st.none() | st.dates(datetime.date(2015, 1, 1), datetime.date(2030, 1, 1))
RANKED = st.lists(st.builds(Dated, st.floats(-5, 50), DATES, st.floats(0, 1)), max_size=12).map(
    lambda drawn: sorted(drawn, key=lambda one: -one.score)
)


@given(RANKED)
def test_nothing_is_lost_or_lowered_and_only_what_is_about_the_same_thing_rises(ranked: list[Dated]) -> None:
    found = newest_first(ranked, TODAY)
    assert sorted(position for position, _ in found) == list(range(len(ranked)))
    assert [score for _, score in found] == sorted((score for _, score in found), reverse=True)
    for position, score in found:
        one = ranked[position]
        gain = GAIN * (ranked[0].score - ranked[-1].score)
        is_same = one.covers >= SAME_THING * ranked[0].covers
        assert one.score <= score <= one.score + gain * is_same
    for is_same in (True, False):
        same = [at for at, _ in found if (ranked[at].covers >= SAME_THING * ranked[0].covers) is is_same]
        if not is_same or len({ranked[at].date for at in same}) < 2:
            assert same == sorted(same)
