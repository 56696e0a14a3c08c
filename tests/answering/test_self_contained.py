"""Which quotes can be understood beside the best one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made import document, quote_of

from assistant.answering.quoting.self_contained import is_self_contained
from assistant.records import Language


def stands(text: str, *headings: str, language: Language = "de") -> bool:
    return is_self_contained(replace(quote_of(document(text, language=language), text), headings=headings))


@pytest.mark.parametrize(
    "text",
    [
        "Anträge sind schriftlich zu stellen und gehen ein bei:",
        "Eine Versagung nach Satz 3 ist zu begründen.",
        "Gezahlt werden die in Absatz 3 Satz 5 Nummer 1 genannten Bedarfe.",
        "Im Sinne des Absatzes gilt, was gemäß Nummer 1 vorliegt.",
        "Abweichend von Satz 2 zahlt die Stadt.",
        "Krypto-Party bei der Fachschaftentagung in Görlitz",
        "Terminplanung im Sommer",
        "Kapitel 10 Bekämpfung von Leistungsmissbrauch",
        "Andernfalls verfällt der Zuschuss.",
    ],
)
def test_what_leaves_open_or_only_names_needs_the_document(text: str) -> None:
    assert not stands(text)


@pytest.mark.parametrize(
    "text",
    [
        "Anträge sind schriftlich zu stellen.",
        "Gezahlt wird nach § 16 Absatz 2 Nummer 3 des Gesetzes.",
        "Es gilt Art. 6 Abs. 1 Buchstabe a der Verordnung.",
        "(3) Bedarfe sind Heizung und Licht. Nach Satz 1 zahlt das Land.",
        "Das Land zahlt den Bedarf. Abweichend von Satz 2 zahlt die Stadt.",
        "Hausschrift: Titillium",
        "Cryptoparty am 22. Januar in Raum 7",
        "Lage, Größe, Zuschnitt, Anschluss, Nachbarn, Höhe, Wege, Boden, Wasser, Licht, Lärm, Staub und Preis",
    ],
)
def test_a_sentence_a_label_and_a_figure_say_something(text: str) -> None:
    assert stands(text)


def test_what_another_paragraph_says_may_be_shown_with_the_quote() -> None:
    text = "Die in Absatz 3 genannten Bedarfe zahlt das Land."
    assert not stands(text, "§ 7 Bedarfe", "(2) Das Land prüft.")
    assert stands(text, "§ 7 Bedarfe", "(3) Bedarfe sind Heizung und Licht.")


def test_of_english_words_nobody_can_tell_whether_they_are_a_sentence() -> None:
    assert stands("Gamma pays.", language="en")
