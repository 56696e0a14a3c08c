"""What was answered is answered again at once, and only to the same question from the same documents."""

from __future__ import annotations

import datetime
from dataclasses import replace
from typing import cast

import pytest

from assistant.answering import given_answers
from assistant.answering.given_answers import LIFETIME_SECONDS, SWEEP_SECONDS, GivenAnswers
from assistant.records import Answer, Filters, Question
from assistant.retrieving.retrieve import Retriever

DAY = datetime.date(2026, 3, 1)
QUESTION = Question("Wie hoch ist der Zuschuss?", frozenset({"public", "internal"}))


class Generation:
    """Stands for the retriever of one generation."""


class Desk:
    """Answers, and counts how often it had to work."""

    def __init__(self, most: int = 10) -> None:
        self.worked = 0
        self.now = 0.0
        self.today = DAY
        self.given = GivenAnswers(most, lambda: self.now)
        self.generation = Generation()

    def ask(self, question: Question) -> Answer:
        return self.given.answer(question, cast("Retriever", self.generation), self.today, lambda: self._work(question))

    def _work(self, question: Question) -> Answer:
        self.worked += 1
        return Answer(question.text, "de", "extractive", resolved=f"{self.worked}")


def test_the_same_question_is_worked_out_once() -> None:
    desk = Desk()
    first, second = desk.ask(QUESTION), desk.ask(replace(QUESTION))
    assert desk.worked == 1
    assert second == first


@pytest.mark.parametrize(
    "other",
    [
        replace(QUESTION, audiences=frozenset({"public"})),
        replace(QUESTION, text="Wie hoch ist der Zuschuss"),
        replace(QUESTION, language="en"),
        replace(QUESTION, filters=Filters(lab="Produktion")),
        replace(QUESTION, without_filters=frozenset({"lab"})),
    ],
)
def test_all_that_an_answer_depends_on_makes_another_question(other: Question) -> None:
    desk = Desk()
    assert desk.ask(QUESTION) != desk.ask(other)
    assert desk.worked == 2


def test_another_generation_is_asked_anew_and_the_old_one_is_forgotten() -> None:
    desk = Desk()
    before = desk.ask(QUESTION)
    old, desk.generation = desk.generation, Generation()
    assert desk.ask(QUESTION) != before
    desk.generation = old
    desk.ask(QUESTION)
    assert desk.worked == 3


def test_another_day_is_asked_anew() -> None:
    desk = Desk()
    desk.ask(QUESTION)
    desk.today += datetime.timedelta(days=1)
    desk.ask(QUESTION)
    assert desk.worked == 2


def test_an_answer_that_comes_from_an_overtaken_generation_is_not_kept() -> None:
    desk = Desk()
    late = desk.generation

    def work() -> Answer:
        desk.generation = Generation()
        return desk.ask(QUESTION)  # another asker, of the new generation

    desk.given.answer(replace(QUESTION, text="Wann?"), cast("Retriever", late), DAY, work)
    desk.ask(replace(QUESTION, text="Wann?"))
    assert desk.worked == 2


def test_only_the_latest_are_kept() -> None:
    desk = Desk(most=3)
    for number in range(4):
        desk.ask(replace(QUESTION, text=f"Frage {number}"))
    desk.ask(replace(QUESTION, text="Frage 3"))
    assert desk.worked == 4
    desk.ask(replace(QUESTION, text="Frage 0"))
    assert desk.worked == 5


def test_no_question_is_kept_for_long() -> None:
    desk = Desk()
    desk.ask(QUESTION)
    desk.now = LIFETIME_SECONDS - SWEEP_SECONDS - 1.0
    desk.ask(QUESTION)
    assert desk.worked == 1
    desk.now = LIFETIME_SECONDS - SWEEP_SECONDS + 1.0  # and the next sweep comes in time
    desk.ask(QUESTION)
    assert desk.worked == 2


def test_what_is_too_old_goes_also_where_nobody_asks_any_more(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(given_answers, "SWEEP_SECONDS", 0.05)
    desk = Desk()
    desk.ask(QUESTION)
    desk.now = LIFETIME_SECONDS
    sweeping = desk.given._sweeping
    assert sweeping
    assert sweeping.daemon, "no process waits for it"
    sweeping.join()
    assert not dict.keys(desk.given._answers._Cache__data)  # type: ignore[attr-defined]
    assert desk.given._sweeping is None


def test_what_goes_on_from_a_conversation_is_kept_with_it() -> None:
    desk = Desk()
    for history in (("Was ist go-digital?",), ("Was ist der Kaifonds?",)):
        desk.ask(replace(QUESTION, history=history))
        desk.ask(replace(QUESTION, history=history))
    assert desk.worked == 2


def test_at_the_end_everything_is_forgotten() -> None:
    desk = Desk()
    desk.ask(QUESTION)
    desk.given.close()
    desk.ask(QUESTION)
    assert desk.worked == 2
    desk.given.close()


def test_what_failed_is_tried_again() -> None:
    desk = Desk()

    def fail() -> Answer:
        raise RuntimeError("gone")

    with pytest.raises(RuntimeError):
        desk.given.answer(QUESTION, cast("Retriever", desk.generation), DAY, fail)
    desk.ask(QUESTION)
    assert desk.worked == 1
