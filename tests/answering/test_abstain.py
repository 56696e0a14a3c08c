"""When the documents do not answer, and why."""

from __future__ import annotations

from itertools import groupby

import pytest
from hypothesis import given
from hypothesis import strategies as st
from made import asked, candidate, document, evenly

from assistant.answering.abstain import (
    EVIDENCE,
    OUT_OF_SCOPE,
    THRESHOLD,
    WEIGHTS,
    confidence,
    evidence,
    reason_to_abstain,
)
from assistant.answering.understand import Expected
from assistant.answering.weigh import Candidate
from assistant.records import Reason

SOURCE = document(
    "Der Zuschuss des BAFA für Betriebe im Jahr 2025 beträgt 5.000 Euro. Ein Antrag ist nötig.", title="Zuschuss 2025"
)
QUERY = "Wie hoch ist der Zuschuss des BAFA für Betriebe?"


def ranked(similarity: float = 0.8, expected: float = 1.0) -> list[Candidate]:
    return [
        candidate(SOURCE, "Der Zuschuss", 9, similarity=similarity, expected=expected),
        candidate(SOURCE, "Ein Antrag", 8, similarity=0.0),
    ]


def weighed(found: list[Candidate], query: str = QUERY, kind: Expected | None = "amount") -> dict[str, float]:
    question = asked(query, kind)
    return dict(zip(EVIDENCE, evidence(found, question, evenly(question.terms)), strict=True))


def reason(similarity: float, *, is_instruction: bool = False) -> Reason | None:
    question = asked(QUERY, "amount", is_instruction=is_instruction)
    return reason_to_abstain(ranked(similarity), question, evenly(question.terms))


def test_there_is_a_weight_for_each_piece_of_evidence() -> None:
    assert len(WEIGHTS) == len(EVIDENCE)


def test_the_evidence_says_how_well_the_best_sentences_fit() -> None:
    found = weighed(ranked())
    assert found["similarity"] == pytest.approx(0.8)
    assert (found["specifics_missing"], found["expected_missing"], found["one_document"]) == (0, 0, 1)
    assert found["held"] == 3, "of the four terms all but hoch"
    assert found["title"] == pytest.approx(0.25)


def test_the_closest_of_the_best_sentences_counts_not_only_the_first() -> None:
    both = [candidate(SOURCE, "Ein Antrag", 9, similarity=0.3), candidate(SOURCE, "Der Zuschuss", 8, similarity=0.9)]
    assert weighed(both)["similarity"] == pytest.approx(0.9)


@pytest.mark.parametrize(
    ("query", "missing"),
    [
        ("Zahlt das BAFA im Jahr 2025?", 0.0),
        ("Zahlt das BAFA im Jahr 2031?", 0.5),
        ("Zahlt das IAB den Zuschuss?", 1.0),
        ("Wer zahlt den Zuschuss?", 0.0),
    ],
)
def test_names_and_figures_of_the_question_are_missed(query: str, missing: float) -> None:
    assert weighed(ranked(), query)["specifics_missing"] == missing


def test_an_expected_figure_is_missed_only_where_one_is_expected() -> None:
    assert weighed(ranked(expected=0.0))["expected_missing"] == 1
    assert weighed(ranked(expected=0.0), kind=None)["expected_missing"] == 0


def test_best_sentences_of_several_documents_do_not_agree() -> None:
    other = document("Etwas anderes steht hier.", "anders.md")
    assert weighed([*ranked(), candidate(other, "Etwas", 7)])["one_document"] == 0


def test_a_question_without_words_gives_evidence_all_the_same() -> None:
    assert all(value >= 0 for value in weighed(ranked(), "?!", None).values())


FOUND = st.tuples(st.floats(-1, 1), *[st.floats(0, 1)] * (len(EVIDENCE) - 1))


@given(FOUND, st.integers(0, len(EVIDENCE) - 1), st.floats(0, 1))
def test_more_of_what_speaks_for_an_answer_never_lowers_the_confidence(
    values: tuple[float, ...], position: int, more: float
) -> None:
    raised = (*values[:position], values[position] + more, *values[position + 1 :])
    low, high = confidence(values), confidence(raised)
    assert 0 <= low <= 1
    if EVIDENCE[position].endswith("missing"):
        assert high <= low
    else:
        assert high >= low


def test_below_the_threshold_there_is_a_reason_and_far_below_another() -> None:
    assert OUT_OF_SCOPE < THRESHOLD
    similarities = [step / 200 for step in range(200, -1, -1)]
    reasons = [reason(similarity) for similarity in similarities]
    for similarity, found in zip(similarities, reasons, strict=True):
        assert (found is None) is (confidence(tuple(weighed(ranked(similarity)).values())) >= THRESHOLD)
    assert [found for found, _ in groupby(reasons)] == [None, "below_threshold", "out_of_scope"]


def test_an_order_is_never_answered_however_well_a_sentence_fits() -> None:
    assert reason(1.0) is None
    assert reason(1.0, is_instruction=True) == "out_of_scope"
