"""What documents say for the words that people ask with."""

from __future__ import annotations

from collections.abc import Callable

from assistant.language.everyday import LINES, beside_them, in_their_place, other_words
from assistant.language.terms import stems


def holding(*words: str) -> Callable[[str], bool]:
    held = {stem for word in words for stem in stems(word)}
    return lambda word: held.issuperset(stems(word))


def test_the_first_word_that_the_documents_hold_takes_the_place() -> None:
    question = "Wie lange muss ich Quittungen aufheben?"
    assert other_words(question, holding("Belege", "Kai", "Rechnung")) == {"Quittungen": "Beleg"}
    assert other_words(question, holding("Rechnungen", "aufbewahren")) == {
        "Quittungen": "Rechnung",
        "aufheben": "aufbewahren",
    }


def test_what_no_document_says_and_what_is_asked_already_stays() -> None:
    assert other_words("Wo ist der Akku?", holding("Kai")) == {}
    assert other_words("Ist der Akku eine Batterie?", holding("Batterien")) == {}
    assert other_words("Ist die Anlage genehmigt?", holding("Anlage", "genehmigt")) == {}


def test_no_word_of_the_table_stands_for_two_things() -> None:
    words: dict[str, str] = {}
    for line in filter(None, map(str.strip, LINES.splitlines())):
        for word in line.partition("|")[0].split():
            stem = stems(word)[-1]
            assert words.setdefault(stem, word) == word, f"{word} has the stem of another word"
            assert in_their_place(word, {word: "anders"}) == "anders", word
    assert other_words("Wann kann man anfangen?", holding("Beginn", "Einsteiger")) == {"anfangen": "Beginn"}


def test_words_are_put_in_their_place_or_beside_them() -> None:
    others = {"Akku": "Batterie", "kaputt": "Schaden"}
    assert in_their_place("Ist der Akku kaputt?", others) == "Ist der Batterie Schaden?"
    assert beside_them("Ist der Akku kaputt?", others) == "Ist der Akku (Batterie) kaputt (Schaden)?"
    assert beside_them("ist der akku da?", others) == "ist der akku (Batterie) da?"
    assert in_their_place("Akkus sind da.", others) == "Akkus sind da."
