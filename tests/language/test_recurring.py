"""Times that a text names without a year, and when they are."""

from __future__ import annotations

import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.recurring import NAMED, Recurring, find_recurring

TODAY = datetime.date(2026, 11, 25)


@pytest.mark.parametrize(
    ("text", "words", "time"),
    [
        ("am 4. Februar", "4. Februar", Recurring("februar", 4)),
        ("am 4. Februar, 13 Uhr", "4. Februar", Recurring("februar", 4)),
        ("am Dienstag, 17. Juni", "17. Juni", Recurring("juni", 17)),
        ("Beschlüsse 17. Juni", "17. Juni", Recurring("juni", 17)),
        ("vom 4.2.", "4.2.", Recurring("februar", 4)),
        ("on June 17th", "June 17th", Recurring("june", 17)),
        ("im Juni", "Juni", Recurring("juni")),
        ("bis Ende Mai", "Mai", Recurring("mai")),
        ("seit dem Herbst", "Herbst", Recurring("herbst")),
        ("am Donnerstag", "Donnerstag", Recurring("donnerstag")),
        ("Februar: Wer war dabei?", "Februar", Recurring("februar")),
        ("Hafenrat, Februar: Wer war dabei?", "Februar", Recurring("februar")),
    ],
)
def test_a_time_without_its_year_is_found(text: str, words: str, time: Recurring) -> None:
    [(span, found)] = find_recurring(text)
    assert (span.of(text), found) == (words, time)


@pytest.mark.parametrize(
    "text",
    [
        "4. Februar 2025",
        "am 4.2.25",
        "am 4.2.2025",
        "am 31. Februar",
        "August Meier",
        "Version 1.2.",
        "Mai 2024",
        "am 4.13.",
    ],
)
def test_what_has_a_year_or_is_no_time_is_none(text: str) -> None:
    assert find_recurring(text) == []


def test_a_leap_day_is_looked_for_in_leap_years() -> None:
    assert Recurring("februar", 29).before(TODAY).start == datetime.date(2024, 2, 29)
    assert Recurring("februar", 29).after(TODAY).start == datetime.date(2028, 2, 29)
    assert Recurring("februar", 29).of(2025) is None


def test_a_winter_holds_the_first_months_of_the_next_year() -> None:
    start, end = datetime.date(2024, 12, 1), datetime.date(2025, 2, 28)
    assert Recurring("winter").around(datetime.date(2025, 2, 4)) == (start, end)
    assert Recurring("winter").around(datetime.date(2025, 3, 1)) is None


def test_a_weekday_is_no_time_of_a_year() -> None:
    with pytest.raises(ValueError, match="freitag"):
        Recurring("freitag").of(2025)


@given(st.sampled_from(NAMED.split("|")), st.dates(datetime.date(1900, 1, 1), datetime.date(2100, 1, 1)))
def test_the_last_one_has_ended_and_the_next_one_has_not_begun(name: str, today: datetime.date) -> None:
    time = Recurring(name)
    assert time.before(today).end < today < time.after(today).start
    assert time.around(time.before(today).end) == time.before(today)
