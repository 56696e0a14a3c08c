"""Which questions ask what a document says as a whole, and what they call it."""

from __future__ import annotations

import pytest

from assistant.answering.looking_up.summary_asked_for import summary_asked_for
from assistant.records import DocumentType


@pytest.mark.parametrize(
    ("text", "type", "named"),
    [
        ("Worum geht es in der Studie von Wattmann?", "study", "von Wattmann"),
        ("Worum ging es beim Hafenfest?", None, "Hafenfest"),
        ("Um was geht es in der Hafenordnung?", None, "Hafenordnung"),
        ("Was steht in der Pressemitteilung zum Steg?", "press_release", "zum Steg"),
        ("Wovon handelt der Artikel über die Fähre?", None, "über die Fähre"),
        ("Fasse bitte die Pressemitteilung zum Steg kurz zusammen", "press_release", "zum Steg"),
        ("Kannst du mir das Protokoll vom 3. Mai 2024 zusammenfassen?", "minutes", "vom 3. Mai 2024"),
        ("Gib mir eine kurze Zusammenfassung der Studie Ebbe und Flut", "study", "Ebbe und Flut"),
        ("Was steht in der Hafenordnung?", None, "Hafenordnung"),
        ("Was ist der Inhalt der Hafenordnung?", None, "Hafenordnung"),
        ("Was wurde in der ersten Sitzung des Hafenrats besprochen?", None, "ersten Sitzung des Hafenrats"),
        ("Was waren die Themen des Treffens am Kai?", None, "Treffens am Kai"),
        ("Summarize the press release on the pier", "press_release", "on the pier"),
        ("What is the study about?", "study", ""),
        ("Was hat die Studie zur Wärme ergeben?", "study", "zur Wärme"),
        ("Fass das bitte zusammen", None, ""),
        ("Was steht in diesem Dokument?", None, ""),
        ("Worum geht es in der Studie?", "study", ""),
    ],
)
def test_a_question_for_a_summary_names_its_document(text: str, type: DocumentType | None, named: str) -> None:
    assert summary_asked_for(text) == (type, named, False)


def test_the_newest_document_of_a_type_may_be_meant() -> None:
    assert summary_asked_for("Was steht in der neuesten Pressemitteilung?") == ("press_release", "", True)
    assert summary_asked_for("Fasse das letzte Protokoll des Hafenrats zusammen") == ("minutes", "des Hafenrats", True)


@pytest.mark.parametrize(
    "text",
    [
        "Was wurde besprochen?",
        "Was steht im Text zum Steg?",
        "Was sagt die Studie zum Watt?",
        "Wer schreibt die Zusammenfassung?",
        "Was steht an?",
    ],
)
def test_a_question_for_one_thing_asks_for_no_summary(text: str) -> None:
    assert summary_asked_for(text) is None
