"""The list of who was at a meeting answers who was there, and nothing else."""

from __future__ import annotations

import pytest
from made import document, evenly, matches

from assistant.answering.understanding.understand import understand
from assistant.answering.weighing.those_present import without_those_present
from assistant.answering.weighing.weigh import candidates
from assistant.records import Question

LISTS = (
    "Anwesend: Imke Rohwer (Nordsiel), Jonas Tamm",
    "Entschuldigt waren: Malte Brand aus Nordsiel",
    "Present: Imke Rohwer, Jonas Tamm (Nordsiel)",
)
SAYS = "Vier Lotsen fahren nach Nordsiel."
TEXT = document("\n\n".join(("# Lotsenrat", *LISTS, SAYS)))


def left(question: str) -> set[str]:
    asked = understand(Question(question))
    return {one.text for one in without_those_present(candidates(matches(TEXT), asked, evenly(asked.terms)), asked)}


@pytest.mark.parametrize("question", ["Wer fährt nach Nordsiel?", "Who visits Nordsiel?", "Wen schickt Nordsiel?"])
def test_it_is_left_out_where_it_is_asked_who_does_something(question: str) -> None:
    found = left(question)
    assert SAYS in found
    assert found.isdisjoint(LISTS)


@pytest.mark.parametrize(
    "question",
    [
        "Wer war aus Nordsiel dabei?",
        "Wer hat aus Nordsiel teilgenommen?",
        "Wer fehlte aus Nordsiel?",
        "Who from Nordsiel was present?",
        "Wie viele kamen aus Nordsiel?",
    ],
)
def test_it_stays_where_it_is_asked_who_was_there_or_nobody(question: str) -> None:
    assert left(question) >= set(LISTS)
