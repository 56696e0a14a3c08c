"""What asks nothing is told from questions: closed lists of formulae, and only where a text is nothing else."""

from __future__ import annotations

import pytest

from assistant.language.small_talk import heard, without_courtesy
from assistant.records import Language

SAID = [
    ("Danke!", "thanks", "de"),
    ("Vielen lieben Dank 😊", "thanks", "de"),
    ("dankeee :D", "thanks", "de"),
    ("Danek", "thanks", "de"),
    ("ok super, thx", "thanks", "en"),
    ("Hallöchen", "greeting", "de"),
    ("hi", "greeting", None),
    ("Good morning", "greeting", "en"),
    ("danke, tschüss!", "farewell", "de"),
    ("ok", "agreement", None),
    ("👍", "wordless", None),
    ("??", "wordless", None),
    ("…", "wordless", None),
    ("Hallo, was kannst du?", "about", "de"),
    ("What can you do?", "about", "en"),
    ("Test", "about", None),
    ("Wo steht das?", "source", "de"),
    ("Gibt es Quellen zu den Zahlen?", "source", "de"),
    ("Where do these numbers come from?", "source", "en"),
    ("mehr dazu bitte", "more", "de"),
    ("in English please", "english", "en"),
    ("Auf Deutsch, bitte.", "german", "de"),
    ("kürzer", "wish", "de"),
]
ASKED = [
    *("Hilfe für Gründer", "Danke-Veranstaltung", "Testfeld", "Tests", "Halle", "Tanke", "Hi-Fi", "24"),
    *("Kasse", "Tanks", "Genua", "Was kennen Sie?", "LG", "VG", "TOP", "€", "§"),
    *("ok und dann?", "Wer dankt wem?", "Hallo Heide Messe", "mehr Geld", "Quelle der Daten", "Wie geht das?"),
]


@pytest.mark.parametrize(("text", "said", "language"), SAID)
def test_formulae_are_known_in_any_casual_spelling(text: str, said: str | None, language: Language | None) -> None:
    found = heard(text)
    assert (found and found.said, found and found.language) == (said, language)


@pytest.mark.parametrize("text", ASKED)
def test_a_text_with_anything_else_in_it_is_none(text: str) -> None:
    assert heard(text) is None


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("Hallo, wie hoch ist der Bonus?", "wie hoch ist der Bonus?"),
        ("hallo wie hoch ist der Bonus", "wie hoch ist der Bonus"),
        ("Super, danke dir. Und bis wann?", "Und bis wann?"),
        ("danke und bis wann", "und bis wann"),
        ("Sehr geehrte Damen und Herren,\nwer fördert uns?", "wer fördert uns?"),
        ("Wer fördert uns? Vielen Dank im Voraus!", "Wer fördert uns?"),
        ("No. 7: wie lange?", "No. 7: wie lange?"),
        ("Hallo Heide Messe", "Hallo Heide Messe"),
        ("Gut Holz wie alt?", "Gut Holz wie alt?"),
        ("Test: Wie alt?", "Test: Wie alt?"),
        ("Kasse: wer führt sie?", "Kasse: wer führt sie?"),
        ("TOP: Welche Beschlüsse?", "TOP: Welche Beschlüsse?"),
        ("Danke!", "Danke!"),
    ],
)
def test_what_is_polite_around_a_question_is_left_out(text: str, left: str) -> None:
    assert without_courtesy(text) == left
