"""Ranks of scripted hits: documents for contexts, passages for gold questions."""

from __future__ import annotations

import dataclasses

from evaluation_fakes import ScriptedSearcher

from assistant.evaluation.retrieval import (
    FirstRight,
    breakdowns,
    failures,
    find,
    numbers,
    seek_contexts,
    seek_documents,
    seek_passages,
    seek_taught,
)
from assistant.evaluation.sets.datasets import GoldQuestion, PassageQuestion, SpanQuestion
from assistant.evaluation.sets.front_questions import FolderQuestion
from assistant.records import AUDIENCES

GOLD = GoldQuestion(
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
    also_in=("press/zuschuss.md",),
)
PATHS = {"a": "funding/zuschuss.md", "b": "press/zuschuss.md", "c": "press/anderes.md"}


def rank_of_context(*documents: str) -> int | None:
    question = SpanQuestion("line 1", "Wer?", "Frau Anders leitet.", ("Frau Anders",))
    (seek,) = seek_contexts([question], {"Frau Anders leitet.": "right"}, 10)
    return find(seek, ScriptedSearcher({"Wer?": [(document, "") for document in documents]})).rank


def rank_of_passage(*hits: tuple[str, str]) -> int | None:
    (seek,) = seek_passages([GOLD], PATHS.get, 10)
    return find(seek, ScriptedSearcher({GOLD.question: hits})).rank


def test_passages_of_one_document_count_once_at_their_best_rank() -> None:
    assert rank_of_context("x", "x", "right", "right") == 2
    assert rank_of_context("right", "x") == 1


def test_a_context_that_is_not_among_the_hits_has_no_rank() -> None:
    assert rank_of_context("x", "y") is None


def test_more_passages_than_documents_are_asked_for() -> None:
    question = SpanQuestion("line 1", "Wer?", "Wir.", ("Wir",))
    searcher = ScriptedSearcher({"Wer?": []})
    (seek,) = seek_contexts([question], {"Wir.": "right"}, 10)
    find(seek, searcher)
    assert searcher.asked == [("Wer?", frozenset({"public"}), 30)]


def test_a_passage_needs_the_right_document_and_an_accepted_answer() -> None:
    right = "Es gibt 500\nEuro."
    assert rank_of_passage(("c", right), ("a", "Es gibt nichts."), ("a", right)) == 3
    assert rank_of_passage(("b", right)) == 1
    assert rank_of_passage(("unknown", right)) is None


def test_gold_questions_are_asked_as_staff_and_only_where_there_is_an_answer() -> None:
    refusable = dataclasses.replace(GOLD, answerable=False, document="", answers=(), also_in=())
    (seek,) = seek_passages([refusable, GOLD], PATHS.get, 10)
    assert seek.audiences == frozenset(AUDIENCES)
    assert seek.id == "g1"


def test_a_follow_up_is_searched_with_what_it_goes_on_from() -> None:
    followup = dataclasses.replace(GOLD, question="Und in Peine?", history=("Wie hoch ist der Zuschuss?",))
    (seek,) = seek_passages([followup], PATHS.get, 10)
    assert seek.query == "Wie hoch ist der Zuschuss in Peine?"


TAUGHT = PassageQuestion("t1", "Wer?", "p1", answerable=True, answer="Anders", start=0, kind="who", paraphrase=True)


def test_near_misses_are_left_out_of_what_is_sought_among_passages() -> None:
    near_miss = dataclasses.replace(TAUGHT, id="t2", answerable=False, answer="")
    (seek,) = seek_taught([TAUGHT, near_miss], {"p1": "right"}, 10)
    hits = [("x", "Anders"), ("x", ""), ("right", "")]
    assert find(seek, ScriptedSearcher({"Wer?": hits})).rank == 2
    assert seek.traits == {"kind": "who", "wording": "paraphrase"}


def test_a_listed_question_seeks_its_file() -> None:
    (seek,) = seek_documents([FolderQuestion("a.md 1", "Wer?", "funding/zuschuss.md")], PATHS.get, 10)
    assert find(seek, ScriptedSearcher({"Wer?": [("unknown", ""), ("b", ""), ("b", ""), ("a", "")]})).rank == 3
    assert seek.expected == "funding/zuschuss.md"


def test_of_a_gold_question_the_document_is_ranked_as_well() -> None:
    (seek,) = seek_passages([GOLD], PATHS.get, 10)
    hits = [("c", ""), ("c", ""), ("a", "Es gibt nichts."), ("b", "Es gibt 500 Euro.")]
    one = find(seek, ScriptedSearcher({GOLD.question: hits}))
    assert (one.rank, one.document_rank) == (4, 2)
    values = {number.name: number.value for number in numbers([one], 10)}
    assert (values["document first"], values["document among 5"]) == (0.0, 1.0)


def test_an_outcome_says_where_and_what_came_first() -> None:
    (seek,) = seek_passages([GOLD], PATHS.get, 10)
    outcome = FirstRight(seek, 4, 8.0, "Es\nregnet. " + "x" * 500).outcome
    assert (outcome.id, outcome.question, outcome.worth, outcome.state) == ("g1", GOLD.question, 0.25, "4")
    assert outcome.came.startswith("Es regnet. x")
    assert len(outcome.came) < 200
    assert FirstRight(seek, None, 8.0, "").outcome.worth == 0


def found(rank: int | None, kind: str = "amount") -> FirstRight:
    (seek,) = seek_passages([dataclasses.replace(GOLD, kind=kind)], PATHS.get, 10)
    return FirstRight(seek, rank, 8.0, "Es regnet.")


def test_the_numbers_hold_each_cutoff_once() -> None:
    values = {number.name: number.value for number in numbers([found(1), found(7), found(None), found(15)], 20)}
    document = ["document first", "document among 5"]
    assert list(values) == ["R@1", "R@5", "R@10", "R@20", "MRR@10", "nDCG@10", *document, "search p50", "search p95"]
    assert (values["R@1"], values["R@5"], values["R@10"], values["R@20"]) == (0.25, 0.25, 0.5, 0.75)
    assert values["search p50"] == 8.0


def test_the_breakdown_divides_by_kind_language_and_wording() -> None:
    by_kind, by_language, by_wording = breakdowns([found(1), found(None, "who"), found(2, "who")], 10)
    assert [(group.name, group.numbers[0].n, group.numbers[0].value) for group in by_kind.groups] == [
        ("amount", 1, 1.0),
        ("who", 2, 0.0),
    ]
    assert [group.name for group in by_language.groups] == ["de"]
    assert [group.name for group in by_wording.groups] == ["close to the text"]


def test_questions_without_traits_have_no_breakdown() -> None:
    question = SpanQuestion("line 1", "Wer?", "Wir.", ("Wir",))
    (seek,) = seek_contexts([question], {"Wir.": "right"}, 10)
    assert breakdowns([FirstRight(seek, 1, 1.0, "")], 10) == ()


def test_a_failure_says_where_the_answer_was_found_and_what_came_first() -> None:
    failed = list(failures([found(1), found(3), found(None)]))
    assert [(f.expected, f.got) for f in failed] == [
        ("500 Euro in funding/zuschuss.md", "found at 3; first: Es regnet."),
        ("500 Euro in funding/zuschuss.md", "not found; first: Es regnet."),
    ]
