"""Grades of answers written by hand, as the gold sets' README counts them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluation.grading import Grade, grade, holds_answer, squash
from assistant.evaluation.sets.datasets import GoldQuestion
from assistant.records import Answer, Citation, DocumentInfo, Quote, Sentence

PATHS = {"a": "funding/zuschuss.md", "b": "press/meldung.txt", "c": "press/anderes.txt"}
RIGHT = "Der Zuschuss beträgt 500 Euro."


def question(answerable: bool = True) -> GoldQuestion:
    return GoldQuestion(
        id="g1",
        question="Wie hoch ist der Zuschuss?",
        language="de",
        answerable=answerable,
        kind="amount" if answerable else "nearmiss",
        paraphrase=False,
        history=(),
        audience="public",
        document=PATHS["a"] if answerable else "",
        quote=RIGHT if answerable else "",
        answers=("500 Euro", "fünfhundert Euro") if answerable else (),
        also_in=(PATHS["b"],) if answerable else (),
    )


def quoted(document: str, text: str) -> Quote:
    info = DocumentInfo(document, "x", "x", "other", "public", "de")
    return Quote(info, None, text, 0, len(text))


def answered(*quotes: Quote) -> Answer:
    """One sentence a quote, its text the quote's."""
    return Answer(
        question="Wie hoch ist der Zuschuss?",
        language="de",
        mode="extractive",
        sentences=tuple(Sentence(quote.text, (number,)) for number, quote in enumerate(quotes, 1)),
        citations=tuple(Citation(number, quote) for number, quote in enumerate(quotes, 1)),
    )


def graded(answer: Answer, answerable: bool = True) -> Grade:
    return grade(question(answerable), answer, 12.5, PATHS.get)


def test_a_quote_of_the_right_document_with_the_answer_is_correct_and_first() -> None:
    found = graded(answered(quoted("a", RIGHT)))
    assert (found.answered, found.correct, found.first, found.wrong) == (True, True, True, False)
    assert (found.answer_length, found.quote_lengths, found.took_ms) == (len(RIGHT), (len(RIGHT),), 12.5)


def test_another_document_that_states_it_counts_too() -> None:
    assert graded(answered(quoted("b", "Es gibt fünfhundert Euro."))).correct


@pytest.mark.parametrize("text", ["Der Zuschuss beträgt 500\n  Euro.", "Der Zuschuss betra\u0308gt 500 Euro."])
def test_white_space_and_decomposed_letters_do_not_matter(text: str) -> None:
    assert graded(answered(quoted("a", text))).correct


def test_the_answer_in_a_wrong_document_is_wrong() -> None:
    found = graded(answered(quoted("c", RIGHT)))
    assert (found.correct, found.wrong) == (False, True)


def test_an_unknown_document_is_never_right() -> None:
    assert not graded(answered(quoted("unknown", RIGHT))).correct


def test_a_sentence_before_the_right_one_costs_only_first() -> None:
    found = graded(answered(quoted("c", "Es regnet."), quoted("a", RIGHT)))
    assert (found.correct, found.first) == (True, False)


def test_the_sixth_sentence_no_longer_counts() -> None:
    filler = [quoted("c", f"Satz Nummer {number}.") for number in range(5)]
    assert graded(answered(*filler[:4], quoted("a", RIGHT))).correct
    assert not graded(answered(*filler, quoted("a", RIGHT))).correct


def test_a_quote_of_more_than_600_characters_does_not_count() -> None:
    assert graded(answered(quoted("a", RIGHT.ljust(600, "x")))).correct
    assert not graded(answered(quoted("a", RIGHT.ljust(601, "x")))).correct


def test_a_quote_that_no_sentence_cites_does_not_count() -> None:
    answer = answered(quoted("a", RIGHT))
    uncited = Answer(answer.question, "de", "extractive", (Sentence("Etwas.", ()),), answer.citations)
    assert not graded(uncited).correct


def test_an_abstention_is_neither_correct_nor_wrong() -> None:
    found = graded(Answer("?", "de", "extractive", reason="no_hits"))
    assert (found.answered, found.correct, found.wrong, found.given) == (False, False, False, "refused (no_hits)")


def test_an_unanswerable_question_is_never_correct_and_never_wrong() -> None:
    found = graded(answered(quoted("a", RIGHT)), answerable=False)
    assert (found.answered, found.correct, found.wrong) == (True, False, False)


def test_sentences_with_a_figure_that_their_quote_lacks_are_counted() -> None:
    right, wrong = quoted("a", RIGHT), quoted("a", RIGHT)
    answer = Answer(
        "?",
        "de",
        "generated",
        (Sentence("Es sind 500 Euro.", (1,)), Sentence("Es sind 700 Euro.", (2,))),
        (Citation(1, right), Citation(2, wrong)),
    )
    found = graded(answer)
    assert (found.sentences, found.backed) == (2, 1)


@pytest.mark.parametrize(
    ("told", "backed"),
    [
        ("Frist 15. April.", 1),
        ("Frist 1. Oktober 2025.", 1),
        ("Frist 16. April.", 0),
        ("4 Prozent.", 0),
        ("10 Euro.", 0),
    ],
)
def test_a_day_may_be_spelled_otherwise_than_in_its_quote(told: str, backed: int) -> None:
    quote = quoted("a", "Anträge sind bis zum 15.4. oder 01.10.2025 zu stellen.")
    answer = Answer("?", "de", "extractive", (Sentence(told, (1,)),), (Citation(1, quote),))
    assert graded(answer).backed == backed


def test_a_line_end_after_a_hyphen_is_no_difference() -> None:
    assert holds_answer("die Förder-\nrichtlinie", ["Förder-richtlinie"])


@given(st.text())
def test_squashing_twice_changes_nothing_more(text: str) -> None:
    assert squash(squash(text)) == squash(text)


@given(st.text(alphabet="aä\u0308 \n-", max_size=12), st.text(alphabet="bB \t", max_size=6))
def test_a_part_cut_at_white_space_is_found_again(before: str, after: str) -> None:
    assert holds_answer(f"{before} 5 Euro {after}", ["5  Euro"])
