"""A scripted assistant, asked all of a small gold set: each number as worked out by hand."""

from __future__ import annotations

import dataclasses

import pytest
from evaluation_fakes import ScriptedAsker

from assistant.evaluation.answers import (
    Ask,
    answer,
    ask_contexts,
    ask_gold,
    ask_judged,
    breakdowns,
    failures,
    numbers,
)
from assistant.evaluation.grading import Grade
from assistant.evaluation.sets.datasets import GoldQuestion, JudgedQuestion, SpanQuestion
from assistant.records import AUDIENCES

PATHS = {"a": "funding/zuschuss.md", "b": "press/anderes.md"}
ANSWERABLE = GoldQuestion(
    id="g1",
    question="Wie hoch ist der Zuschuss?",
    language="de",
    answerable=True,
    kind="amount",
    paraphrase=False,
    history=(),
    audience="public",
    document="funding/zuschuss.md",
    quote="Der Zuschuss beträgt 500 Euro.",
    answers=("500 Euro",),
)
UNANSWERABLE = dataclasses.replace(
    ANSWERABLE, id="u1", question="Und in Bayern?", answerable=False, kind="nearmiss", document="", quote="", answers=()
)
GOLD = (
    ANSWERABLE,
    dataclasses.replace(ANSWERABLE, id="g2", question="Zweiter", kind="who", paraphrase=True),
    dataclasses.replace(ANSWERABLE, id="g3", question="Falsch", language="en"),
    dataclasses.replace(ANSWERABLE, id="g4", question="Stumm"),
    UNANSWERABLE,
    dataclasses.replace(UNANSWERABLE, id="u2", question="Erfunden", kind="outofscope"),
)
RIGHT, OTHER = ("a", "Der Zuschuss beträgt 500 Euro."), ("b", "Es regnet.")
SCRIPT = {
    ANSWERABLE.question: [RIGHT],
    "Zweiter": [OTHER, RIGHT],
    "Falsch": [OTHER],
    "Erfunden": [OTHER],
}


def graded(*asks: Ask) -> list[Grade]:
    asker = ScriptedAsker(SCRIPT, unsure={"Erfunden", "Stumm"})
    return [answer(ask, asker, PATHS.get) for ask in asks]


@pytest.fixture
def grades() -> list[Grade]:
    return graded(*ask_gold(GOLD))


def test_the_numbers_are_those_of_the_gold_readme(grades: list[Grade]) -> None:
    values = {number.name: (number.value, number.n) for number in numbers(grades)}
    assert values["correct"] == (2 / 4, 4)
    assert values["first"] == (1 / 4, 4)
    assert values["answered but wrong"] == (1 / 4, 4)
    assert values["refusal precision"] == (1 / 2, 2)
    assert values["refusal recall"] == (1 / 2, 2)
    assert values["refused though answerable"] == (1 / 4, 4)
    assert values["answers with a caution"] == (1 / 4, 4)
    assert values["correct of these"] == (0.0, 1)
    assert values["correct of the others"] == (2 / 3, 3)
    assert values["figures backed"] == (1.0, 4)
    assert values["median answer length"] == (20.0, 4)
    assert values["median quote length"] == (10.0, 5)
    assert values["answer p50"][1] == 6


def test_the_breakdowns_separate_answerable_from_refusable(grades: list[Grade]) -> None:
    by_kind, by_language, by_wording, refusable = breakdowns(grades)
    assert [(g.name, g.numbers[0].value) for g in by_kind.groups] == [("amount", 1 / 3), ("who", 1.0)]
    assert [(g.name, g.numbers[0].value) for g in by_language.groups] == [("de", 2 / 3), ("en", 0.0)]
    assert [g.name for g in by_wording.groups] == ["close to the text", "paraphrase"]
    assert [(g.name, g.numbers[0].name, g.numbers[0].value) for g in refusable.groups] == [
        ("nearmiss", "refused", 1.0),
        ("outofscope", "refused", 0.0),
    ]


def test_the_failures_say_what_was_expected_and_what_came(grades: list[Grade]) -> None:
    assert [(f.id, f.expected, f.got) for f in failures(grades)] == [
        ("g3", "500 Euro", "Es regnet. [1]"),
        ("g4", "500 Euro", "refused (below_threshold)"),
        ("u2", "a refusal", "Es regnet. [1]"),
    ]


def test_gold_is_asked_as_staff_with_its_history() -> None:
    followup = dataclasses.replace(ANSWERABLE, history=("Was ist der Zuschuss?",), language="en")
    (ask,) = ask_gold([followup])
    assert ask.question.audiences == frozenset(AUDIENCES)
    assert ask.question.history == ("Was ist der Zuschuss?",)
    assert ask.question.language == "en"


def test_judged_questions_are_asked_over_their_own_passages() -> None:
    judged = JudgedQuestion("j1", "Erfunden", False, ("eins", "zwei"))
    asks = list(ask_judged([judged], {"eins": "d1", "zwei": "d2", "drei": "d3"}))
    assert asks[0].question.filters.documents == {"d1", "d2"}
    names = [number.name for number in numbers(graded(*asks), refusals_only=True)]
    assert "correct" not in names
    assert names[:3] == ["refusal precision", "refusal recall", "refused though answerable"]


def test_a_context_is_right_when_its_own_document_is_quoted() -> None:
    spans = [
        SpanQuestion("line 1", ANSWERABLE.question, "Der Zuschuss beträgt 500 Euro.", ("500 Euro",)),
        SpanQuestion("line 2", "Falsch", "Der Zuschuss beträgt 500 Euro.", ("500 Euro",)),
    ]
    asks = ask_contexts(spans, {"Der Zuschuss beträgt 500 Euro.": "funding/zuschuss.md"})
    assert [grade.correct for grade in graded(*asks)] == [True, False]


def test_no_answers_at_all_give_no_lengths() -> None:
    values = {number.name: number.value for number in numbers(graded(*ask_gold([UNANSWERABLE])))}
    assert values["median answer length"] is None
    assert values["figures backed"] is None
    assert values["correct"] is None
