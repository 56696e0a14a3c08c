"""The numbers of a period: every day of it, its weeks, and shares that are true."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from feedback_made import DAY, Clock, abstained, answered, asked
from hypothesis import given
from hypothesis import strategies as st

from assistant.feedback.box import FeedbackBox
from assistant.feedback.store import Answered, Counted
from assistant.feedback.usage import Usage, usage


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def box(tmp_path: Path, clock: Clock) -> Iterator[FeedbackBox]:
    box = FeedbackBox(tmp_path, 0, clock=clock)
    yield box
    box.close()


def test_every_day_of_the_period_is_there(box: FeedbackBox, clock: Clock) -> None:
    box.issue(answered("a"), asked())
    clock.forward(days=40)
    box.issue(answered("a", "b"), asked())
    box.issue(abstained("no_hits"), asked())
    found = usage(box.store, box.today, 30)
    assert len(found.days) == 30
    assert found.last == DAY + datetime.timedelta(days=40)
    assert found.days[-1] == (found.last, 1, 1)
    assert found.total == (found.first, 1, 1)
    assert (found.reasons, found.documents) == ({"no_hits": 1}, {"a": 1, "b": 1})


def test_the_period_begins_no_earlier_than_the_counting(box: FeedbackBox, clock: Clock) -> None:
    box.issue(answered("a"), asked())
    clock.forward(days=9)
    found = usage(box.store, box.today, 90)
    assert (found.first, len(found.days)) == (DAY, 10)


def test_votes_count_once(box: FeedbackBox) -> None:
    first = box.issue(answered("a"), asked())
    for verdict in ("helpful", "wrong"):
        box.vote(first, verdict, "")  # type: ignore[arg-type]
    box.vote(box.issue(answered("a"), asked()), "helpful", "")
    assert usage(box.store, box.today, 30).verdicts == {"helpful": 1, "wrong": 1}


@given(
    st.dates(datetime.date(2020, 1, 1), datetime.date(2030, 1, 1)),
    st.integers(1, 90),
    st.lists(st.tuples(st.integers(0, 89), st.integers(1, 50), st.booleans()), max_size=20),
)
def test_days_and_weeks_add_up_to_the_total(
    first: datetime.date, length: int, counted: list[tuple[int, int, bool]]
) -> None:
    def on(number: int) -> datetime.date:
        return first + datetime.timedelta(days=number % length)

    found = Usage(
        first,
        first + datetime.timedelta(days=length - 1),
        [Answered(on(at), "public", "de", "extractive", number) for at, number, has in counted if has],
        [Counted(on(at), "no_hits", "public", "de", number) for at, number, has in counted if not has],
        [],
        [],
    )
    total = sum(number for _, number, _ in counted)
    assert found.total.total == total
    for parts in (found.days, found.weeks):
        assert sum(part.answered for part in parts) == found.total.answered
        assert sum(part.unanswered for part in parts) == found.total.unanswered
    assert [week.day for week in found.weeks[1:]] == [week.day for week in found.weeks[1:] if week.day.weekday() == 0]
    assert len({week.day for week in found.weeks}) == len(found.weeks)
