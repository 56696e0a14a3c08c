"""Whoever asks for the price of water is not told that of waste water first."""

from __future__ import annotations

import pytest
from made import asked, candidate, document, quote_of

from assistant.answering.choose import CLOSE
from assistant.answering.promoting.own_thing import own_thing
from assistant.answering.understanding.understand import Expected
from assistant.answering.weighing.weigh import Candidate
from assistant.indexing.vocabulary import Spelling, Words
from assistant.records import Document, Quote

WASTE = document("# Abwassersatzung\n\nDie Gebühr für Schmutzwasser beträgt 1,16 Euro je Kubikmeter.", "ab.md")
WATER = document("# Wasserversorgung\n\nDie Gebühr beträgt 3,67 Euro je Kubikmeter.", "an.md")
BERTH = document("# Liegeplätze\n\nDie Gebühr beträgt 9 Euro je Kubikmeter.", "platz.md")


class Known(Words):
    """Knows each of its words by its skeleton."""

    def __init__(self, *spelled: str) -> None:
        super().__init__([])
        self._spelled = {word.lower(): [Spelling(word, 9)] for word in spelled}

    def spelled(self, skeletons: object) -> dict[str, list[Spelling]]:
        return {key: found for key, found in self._spelled.items() if key in skeletons}  # type: ignore[operator]


VOCABULARY = Known("Wasser", "Preis", "trink")


def said(source: Document, score: float, expected: float = 1.0) -> Candidate:
    return candidate(source, "Die Gebühr", score, expected=expected)


def quoted(one: Candidate) -> Quote | None:
    source = next(source for source in (WASTE, WATER, BERTH) if source.id == one.document.id)
    return quote_of(source, one.text)


def first(query: str, *ranked: Candidate, expected: Expected | None = "amount") -> str | None:
    found = own_thing(ranked, asked(query, expected), quoted, VOCABULARY)
    return found.document.path if found else None


@pytest.mark.parametrize("query", ["Was kostet das Wasser?", "wasserpreis pro kubik?", "Was kostet Trinkwasser?"])
def test_what_speaks_of_the_thing_itself_goes_before_a_compound_that_makes_another_of_it(query: str) -> None:
    assert first(query, said(WASTE, 9.0), said(BERTH, 8.5), said(WATER, 8.0)) == "an.md"


@pytest.mark.parametrize("query", ["Was kostet das Abwasser?", "Was kostet Schmutzwasser?", "Was kostet das?"])
def test_whoever_asks_for_the_compound_gets_it(query: str) -> None:
    assert first(query, said(WASTE, 9.0), said(WATER, 8.0)) is None


def test_only_what_is_near_and_states_as_much_goes_first() -> None:
    assert first("Was kostet das Wasser?", said(WASTE, 9.0), said(WATER, 9.0 - CLOSE - 0.1)) is None
    assert first("Was kostet das Wasser?", said(WASTE, 9.0), said(WATER, 8.0, expected=0.0)) is None
    assert first("Was kostet das Schmutzwasser mit Wasser?", said(WASTE, 9.0), said(WATER, 8.0)) is None, (
        "it holds less"
    )
    assert first("Wo ist das Wasser?", said(WASTE, 9.0), said(WATER, 8.0), expected=None) is None


def test_what_speaks_of_it_stays_first() -> None:
    assert first("Was kostet das Wasser?", said(WATER, 9.0), said(WASTE, 8.0)) is None
    assert first("Was kostet das Wasser?", said(BERTH, 9.0), said(WATER, 8.0)) is None
