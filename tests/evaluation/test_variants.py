"""The same questions asked in other ways, over scripted hits."""

from __future__ import annotations

import pytest
from evaluation_fakes import ScriptedSearcher

from assistant.evaluation.report import Change, Number
from assistant.evaluation.retrieval import seek_contexts
from assistant.evaluation.sets.datasets import SpanQuestion
from assistant.evaluation.variants import CHANGED, HEAD, Comparison, Variant, ask

SEEKS = list(
    seek_contexts(
        [SpanQuestion("1", "Wer?", "Anders.", ("Anders",)), SpanQuestion("2", "WO?", "Peine.", ("Peine",))],
        {"Anders.": "a", "Peine.": "p"},
        10,
    )
)
SEARCHER = ScriptedSearcher({"Wer?": [("a", "Anders.")], "WO?": [("p", "Peine.")], "wer?": [("p", "")], "wo?": []})


def comparison(*, by_question: bool = False) -> Comparison:
    plain, lower = ask(Variant("plain", SEARCHER), SEEKS), ask(Variant("lower", SEARCHER, str.lower), SEEKS)
    return Comparison("by spelling", ("plain", plain), {"lower": lower}, by_question)


def test_a_way_asks_each_question_as_it_spells_it() -> None:
    assert [one.rank for one in ask(Variant("plain", SEARCHER), SEEKS)] == [1, 1]
    lower = ask(Variant("lower", SEARCHER, str.lower), SEEKS)
    assert [(one.seek.query, one.rank) for one in lower] == [("wer?", None), ("wo?", None)]


def test_the_table_has_the_numbers_of_each_way_and_their_difference() -> None:
    table = comparison().table()
    assert table.head == HEAD
    plain, lower = table.rows
    assert plain[0] == "plain"
    assert plain[-len(CHANGED) :] == (None, None)
    assert isinstance(lower[1], Number)
    assert isinstance(lower[-1], Change)
    assert (lower[1].value, lower[-1].difference) == (0.0, -1.0)


def test_what_moved_is_told_by_question_or_on_demand() -> None:
    assert list(comparison().shifts()) == []
    (moved,) = comparison(by_question=True).shifts()
    assert (moved.title, moved.better, moved.worse) == ("lower against plain", 0, 2)
    assert [(shift.before, shift.after, shift.came) for shift in moved.shown] == [("1", "–", ""), ("1", "–", "nothing")]
    assert list(comparison().shifts(verbose=True)) == [moved]


def test_without_questions_there_are_no_numbers() -> None:
    table = Comparison("none", ("plain", []), {"other": []}).table()
    assert table.rows[1][-1] is None
    assert isinstance(table.rows[1][1], Number)
    assert table.rows[1][1].value is None


@pytest.mark.parametrize("cutoff", CHANGED)
def test_what_is_compared_is_among_the_numbers(cutoff: str) -> None:
    assert cutoff in HEAD
