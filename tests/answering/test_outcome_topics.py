"""Outcomes that do not say what they are about are told with it, and what is asked for by its word comes alone."""

from __future__ import annotations

import datetime
from contextlib import closing
from pathlib import Path

import pytest
from classifiers import EagerClassifier, KeywordClassifier
from fakes import ToyEmbedder
from made import document, inquiry

from assistant.answering.looking_up.outcome_listing import listed_outcomes
from assistant.indexing.index import Index
from assistant.indexing.ingest import ingest_documents
from assistant.knowledge.fact_store import FactStore
from assistant.knowledge.minutes.classifier.classifier import OutcomeClassifier
from assistant.records import AUDIENCES, Answer, Question
from assistant.retrieving.retrieve import Retriever

TODAY = datetime.date(2026, 11, 28)
HELD = datetime.date(2024, 3, 4)
PLAIN = KeywordClassifier()


def told(tmp_path: Path, text: str, asking: str, classifier: OutcomeClassifier = PLAIN) -> Answer:
    ingest_documents(tmp_path, [document(text, "hafen.md", type="minutes", date=HELD)], ToyEmbedder(), 64)
    with closing(Index.open(tmp_path, "toy")) as index, closing(FactStore(tmp_path, classifier)) as kept:
        question = Question(asking, frozenset(AUDIENCES))
        found = listed_outcomes(inquiry(question, Retriever(index, ToyEmbedder()), kept, TODAY))
    assert found is not None
    return found


def test_a_note_is_told_with_its_topic_which_is_quoted_or_stands_above_the_quote(tmp_path: Path) -> None:
    text = (
        "# Sitzung\n\n## Kran am 3. Kai\n\n- vertagt\n\n## Feste\n\nSommerfest am See\n\n- vertagt auf den Mai\n\n"
        "## Steg\n\nDie Sanierung des Stegs wird vertagt.\n"
    )
    found = told(tmp_path, text, "Was wurde am 4. März 2024 vertagt?")
    assert [one.text for one in found.sentences] == [
        "Kran am 3. Kai – vertagt",
        "Sommerfest am See – vertagt auf den Mai",
        "Die Sanierung des Stegs wird vertagt.",
    ]
    first, second, _ = (one.quote for one in found.citations)
    assert "Kran am 3. Kai" in first.headings
    assert second.text.startswith("Sommerfest am See")


def test_the_kind_of_what_stands_below_is_no_topic(tmp_path: Path) -> None:
    text = "# Sitzung\n\n## Aufgaben\n\n- Imke Rohwer: Steg streichen\n"
    found = told(tmp_path, text, "Welche Aufgaben hat Imke Rohwer?")
    assert [one.text for one in found.sentences] == ["Imke Rohwer: Steg streichen"]


def test_a_long_note_says_what_it_is_about(tmp_path: Path) -> None:
    task = "Plan für die Sanierung aller Stege im alten Hafen zeichnen, mit Kosten, Zeiten und Namen der Werften"
    topic = "Sanierung im Hafen und an den Anlegern des Sees nach den Schäden durch das Eis vom letzten Winter am Ufer"
    found = told(tmp_path, f"# Sitzung\n\n## {topic}\n\n- Aufgabe: {task}\n", "Welche Aufgaben gab es am 4. März 2024?")
    assert [one.text for one in found.sentences] == [task]


@pytest.mark.parametrize("asking", ["vertagt", "verschoben"])
def test_what_was_put_off_is_told_and_all_that_is_open_stands_in_the_list(tmp_path: Path, asking: str) -> None:
    notes = "".join(f"- Offene Frage: Wer streicht Steg {number}?\n" for number in range(1, 7))
    text = f"# Sitzung\n\n## Stege\n\n{notes}\n## Kran\n\n- vertagt\n"
    found = told(tmp_path, text, f"Was wurde am 4. März 2024 alles {asking}?")
    assert [one.text for one in found.sentences] == ["Kran – vertagt"]
    assert found.listing is not None
    assert found.listing.rows == 7


def test_where_nothing_says_that_it_was_put_off_all_that_is_open_is_told(tmp_path: Path) -> None:
    text = "# Sitzung\n\n## Offene Punkte\n\n- Die Farbe des Stegs\n"
    found = told(tmp_path, text, "Was wurde am 4. März 2024 vertagt?")
    assert [one.text for one in found.sentences] == ["Die Farbe des Stegs"]


def test_of_many_decisions_those_come_first_that_the_minutes_call_so(tmp_path: Path) -> None:
    noted = [f"Boot {number} wird gestrichen." for number in range(1, 6)]
    text = "# Sitzung\n\n## Boote\n\n" + "\n\n".join(noted) + "\n\n## Kran\n\nDer Beirat beschließt einen Kran.\n"
    found = told(tmp_path, text, "Was wurde am 4. März 2024 beschlossen?", EagerClassifier())
    assert [one.text for one in found.sentences] == ["Der Beirat beschließt einen Kran.", *noted[:4]]
