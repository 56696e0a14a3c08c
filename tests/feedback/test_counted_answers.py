"""Answers are counted without a word of anybody; a file of the version before is brought up to this one."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from pathlib import Path

import pytest
from feedback_made import DAY, Clock, abstained, answered, asked
from sqlalchemy import create_engine, inspect, text

from assistant.feedback.box import FeedbackBox
from assistant.feedback.store import FeedbackStore
from assistant.records import AUDIENCES
from assistant.storage.folder import DataFolder

TOMORROW = DAY + datetime.timedelta(days=1)


@pytest.fixture
def clock() -> Clock:
    return Clock()


@pytest.fixture
def box(place: Path | DataFolder, clock: Clock) -> Iterator[FeedbackBox]:
    box = FeedbackBox(place, 10, clock=clock)
    yield box
    box.close()


def take_back_to_version_1(folder: Path) -> None:
    """Makes of the file what the program before this one wrote."""
    engine = create_engine(f"sqlite:///{DataFolder(folder).feedback}")
    with engine.begin() as connection:
        for statement in (
            "DROP TABLE answered",
            "DROP TABLE cited",
            "DROP TABLE feedback_revision",
            "ALTER TABLE feedback_state RENAME TO state",
            "ALTER TABLE state DROP COLUMN answers_since",
            "ALTER TABLE state ADD COLUMN schema_version INTEGER NOT NULL DEFAULT 1",
        ):
            connection.execute(text(statement))
    engine.dispose()


def test_answers_are_counted_by_day_audience_language_and_mode(box: FeedbackBox, clock: Clock) -> None:
    for _ in range(2):
        box.issue(answered("a"), asked())
    box.issue(answered("a"), asked(audiences=frozenset(AUDIENCES)))
    clock.forward(days=1)
    box.issue(answered("a"), asked())
    assert box.store.answered(DAY) == [
        (TOMORROW, "public", "de", "extractive", 1),
        (DAY, "internal", "de", "extractive", 1),
        (DAY, "public", "de", "extractive", 2),
    ]
    assert [one.day for one in box.store.answered(TOMORROW)] == [TOMORROW]


def test_an_answer_counts_once_for_each_document_that_it_cites(box: FeedbackBox) -> None:
    box.issue(answered("a", "b", "a"), asked())
    box.issue(answered("b"), asked())
    assert box.store.cited(DAY) == [(DAY, "a", 1), (DAY, "b", 2)]


def test_what_came_near_without_answering_is_not_cited(box: FeedbackBox) -> None:
    box.issue(abstained(), asked())
    assert (box.store.cited(DAY), box.store.answered(DAY)) == ([], [])


def test_no_word_of_an_answered_question_reaches_the_disk(box: FeedbackBox, tmp_path: Path) -> None:
    box.issue(answered("a"), asked("Wer bezahlt Zwirbelheim?"))
    files = [path for path in tmp_path.rglob("*") if path.is_file()]
    assert not [path for path in files if b"Zwirbelheim" in path.read_bytes()]


def test_a_new_store_knows_that_it_counts_from_its_first_day(box: FeedbackBox) -> None:
    assert box.store.answers_since == DAY


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_a_file_of_the_version_before_keeps_what_it_holds(
    box: FeedbackBox, tmp_path: Path, place: Path | DataFolder, clock: Clock
) -> None:
    wrong = box.issue(answered("a"), asked("Wie hoch ist die Quote?"))
    box.vote(wrong, "wrong", "Es sind 70.")
    box.issue(abstained("no_hits"), asked("Wer zahlt?"))
    secret = box.store.secret
    box.close()
    take_back_to_version_1(tmp_path / "data")
    again = FeedbackBox(place, 10, clock=clock)
    assert again.store.secret == secret, "answers given before can still be voted on"
    assert again.store.counted(DAY) == [(DAY, "no_hits", "public", "de", 1)]
    assert sorted(one.text for one in again.store.kept(DAY)) == ["Wer zahlt?", "Wie hoch ist die Quote?"]
    (vote,) = again.store.votes(DAY)
    assert (vote.verdict, vote.documents, vote.comment) == ("wrong", ["a"], "Es sind 70.")
    assert again.store.answered(DAY) == []
    assert again.store.answers_since == TOMORROW, "of its last day some answers were not counted"
    again.vote(wrong, "helpful", "")
    again.issue(answered("a"), asked())
    assert again.store.cited(DAY) == [(DAY, "a", 1)]
    again.close()


@pytest.mark.parametrize("place", ["sqlite"], indirect=True)
def test_a_second_opening_changes_nothing_more(box: FeedbackBox, tmp_path: Path) -> None:
    assert box.store.answers_since == DAY
    box.close()
    take_back_to_version_1(tmp_path / "data")
    for day in (DAY, TOMORROW, TOMORROW):
        store = FeedbackStore.open(tmp_path / "data", day)
        assert store.answers_since == TOMORROW
        store.close()
    engine = create_engine(f"sqlite:///{DataFolder(tmp_path / 'data').feedback}")
    assert {"answered", "cited"} <= set(inspect(engine).get_table_names())
    engine.dispose()


def test_a_vote_names_its_question_only_while_that_is_kept(box: FeedbackBox, clock: Clock) -> None:
    box.vote(box.issue(answered("a"), asked("Wie hoch ist die Quote?")), "wrong", "Nein.")
    box.vote(box.issue(answered("b"), asked("Wer zahlt?")), "helpful", "")
    told = {vote.verdict: (vote.question, vote.comment, vote.in_gold) for vote in box.store.votes(DAY)}
    assert told == {"wrong": ("Wie hoch ist die Quote?", "Nein.", False), "helpful": (None, None, None)}
    clock.forward(days=11)
    box.purge()
    assert [vote.question for vote in box.store.votes(DAY)] == [None, None]
