"""What the next sentence says of the very thing that is asked about goes first."""

from __future__ import annotations

import pytest
from made import asked, candidate, document, evenly

from assistant.answering.promoting.next_sentence import next_sentence
from assistant.answering.understanding.understand import Expected

REGION = "Bis 2035 gehen 6.800 Beschäftigte in Rente. Im Landkreis Peine sind es 37 Prozent."
SCANNER = "Jeder Tag kostet 40 Euro. Das Elektronenmikroskop wird nicht verliehen."
IN_PEINE = "Wie viele Beschäftigte gehen bis 2035 in Peine in Rente?"
LENT = "Was kostet die Ausleihe des Elektronenmikroskops pro Tag?"


def first(text: str, query: str, expected: Expected | None, *beginnings: str) -> str:
    source = document(text)
    ranked = [candidate(source, beginning, score) for beginning, score in zip(beginnings, (9, 2), strict=True)]
    question = asked(query, expected)
    rarity = evenly(question.terms) | {"ausleih": 4.0, "elektronenmikroskop": 3.0}
    return (next_sentence(ranked, question, rarity) or ranked[0]).text.split()[0]


@pytest.mark.parametrize(
    ("text", "query", "expected", "wanted"),
    [
        (REGION, IN_PEINE, "number", "Im"),
        (REGION, IN_PEINE.replace("in Peine ", ""), "number", "Bis"),
        (REGION, IN_PEINE, None, "Bis"),
        (REGION.replace("37 Prozent", "viele"), IN_PEINE, "number", "Bis"),
        (REGION.replace(". Im", ".\n\nIm"), IN_PEINE, "number", "Bis"),
        (f"# Peine\n\n{REGION}", IN_PEINE, "number", "Bis"),
        (f"Peine ist klein. {REGION}", IN_PEINE, "number", "Bis"),
        (SCANNER, LENT, "amount", "Das"),
        (SCANNER.replace("nicht ", ""), LENT, "amount", "Jeder"),
        (SCANNER.replace("Jeder Tag", "Jeder Tag am Elektronenmikroskop"), LENT, "amount", "Jeder"),
    ],
)
def test_the_next_sentence_goes_first_where_only_it_speaks_of_what_is_asked(
    text: str, query: str, expected: Expected | None, wanted: str
) -> None:
    beginnings = ("Bis", "Im Landkreis") if "2035" in text else ("Jeder", "Das")
    assert first(text, query, expected, *beginnings) == wanted
