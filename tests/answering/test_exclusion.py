"""Where nobody names a programme, what pays goes before what one programme does not pay for."""

from __future__ import annotations

import pytest
from made import asked, candidate, document, quote_of

from assistant.answering.choose import CLOSE
from assistant.answering.promoting.exclusion import granting, is_of_one_alone
from assistant.answering.weighing.weigh import Candidate
from assistant.records import Quote

QUESTION = "Wir bauen einen Steg, zahlt jemand die Beratung dafür?"
EXCLUDED = "Nicht förderfähig sind Ausgaben für externe Beratung."
PAID = "Ausgaben für die Beratung sind förderfähig."
TEXTS = (EXCLUDED, PAID, "Die Beratung ist nicht zuwendungsfähig.", "Die Beratung dauert einen Tag.")
SOURCES = {
    words: document(words, f"{place}.md", title=f"Hafenfonds {place}", type="funding")
    for place, words in enumerate(TEXTS)
}
MINUTES = document("Die Beratung wird bezahlt, sagt der Vorstand.", "protokoll.md", type="minutes")

NAMED = document(EXCLUDED, "stegplus.md", title="Hafenfonds STEGPLUS", type="funding")


def said(words: str, score: float, held: float = 1.0) -> Candidate:
    return candidate(SOURCES[words], words, score, words=held)


def quoted(one: Candidate) -> Quote | None:
    source = next(source for source in (*SOURCES.values(), MINUTES, NAMED) if source.id == one.document.id)
    return quote_of(source, source.text)


def first(*ranked: Candidate, query: str = QUESTION) -> str | None:
    found = granting(ranked, asked(query), quoted)
    return found.text if found else None


@pytest.mark.parametrize(
    "query",
    [
        QUESTION,
        "Übernimmt jemand die Beratung?",
        "Wird die Beratung gefördert?",
        "Ist eine Beratung förderfähig?",
        "Gibt es Geld für die Beratung?",
        "Is advice funded?",
    ],
)
def test_what_pays_goes_before_an_exclusion(query: str) -> None:
    assert first(said(EXCLUDED, 9.0), said(TEXTS[3], 8.5), said(PAID, 8.0), query=query) == PAID


@pytest.mark.parametrize(
    "query",
    ["Wird die Beratung bei STEGPLUS gefördert?", "Wie hoch ist der Zuschuss zur Beratung?", "Wer berät uns dazu?"],
)
def test_who_names_the_programme_or_asks_something_else_gets_what_is_nearest(query: str) -> None:
    ranked = [candidate(NAMED, EXCLUDED, 9.0, words=1.0), said(PAID, 8.0)]
    assert first(*ranked, query=query) is None
    assert not is_of_one_alone(ranked, asked(query), quoted)


def test_what_does_not_exclude_stays_first() -> None:
    assert first(said(TEXTS[3], 9.0), said(PAID, 8.0)) is None


def test_only_what_is_near_of_a_programme_and_holds_as_much_of_the_question_goes_first() -> None:
    assert first(said(EXCLUDED, 9.0), said(PAID, 9.0 - CLOSE - 0.1)) is None
    assert first(said(EXCLUDED, 9.0), said(PAID, 8.0, held=0.5)) is None
    assert first(said(EXCLUDED, 9.0), candidate(MINUTES, "Die Beratung", 8.0, words=1.0)) is None


def test_one_programme_alone_that_excludes_it_is_no_answer() -> None:
    assert is_of_one_alone([said(EXCLUDED, 9.0), said(TEXTS[3], 8.0)], asked(QUESTION), quoted)
    assert not is_of_one_alone([said(EXCLUDED, 9.0), said(TEXTS[2], 8.0)], asked(QUESTION), quoted), "two do"
    assert not is_of_one_alone([said(PAID, 9.0)], asked(QUESTION), quoted)
