"""Which quotes can be understood beside the best one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made import document, quote_of, sentence

from assistant.answering.quoting.law import with_what_it_points_to
from assistant.answering.quoting.quote import quote
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
        "Zuständig ist in den Fällen des Absatzes 2 Nr. 1 das Land.",
        "Unter den Voraussetzungen des Satzes 2 zahlt die Stadt.",
        "(1) In den Fällen gemäß Artikel 3 Absatz 2 benennt der Verein einen Vertreter.",
        "Zu den Fristen siehe Abschnitt 5.",
        "Weitere Fristen ergeben sich aus Anlage 2.",
        "Die Fristen sind in Ziffer 4.1 geregelt.",
        "Die Höhe des Zuschusses richtet sich nach Kapitel 3.2.",
        "Vorzulegen sind die in Anlage 2 genannten Unterlagen.",
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
        "Die Stadt entscheidet in zwei Monaten, in den Fällen des § 56 Abs. 6 in einem.",
        "Den Antrag stellt außer in den Fällen des § 5 der Verein.",
        "Unbeschadet des Absatzes 2 zahlt die Stadt.",
        "Der Antrag ist schriftlich zu stellen (siehe Abschnitt 5).",
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


def test_a_heading_that_is_quoted_along_hides_no_case() -> None:
    text = "Artikel 27 Vertreter (1) In den Fällen gemäß Artikel 3 Absatz 2 benennt der Verein einen Vertreter."
    headed = replace(quote_of(document(text), text), headed=len("Artikel 27 Vertreter"))
    assert not is_self_contained(headed)


def test_what_another_paragraph_says_may_be_shown_with_the_quote() -> None:
    text = "Die in Absatz 3 genannten Bedarfe zahlt das Land."
    assert not stands(text, "§ 7 Bedarfe", "(2) Das Land prüft.")
    assert stands(text, "§ 7 Bedarfe", "(3) Bedarfe sind Heizung und Licht.")


def test_of_english_words_nobody_can_tell_whether_they_are_a_sentence() -> None:
    assert stands("Gamma pays.", language="en")


def test_what_a_quote_points_to_in_its_section_can_be_shown_above_it() -> None:
    text = (
        "# Ordnung\n\n## § 4 Kai\n\n(1) Zum Kai gehören\n\n- Kräne\n- Poller\n\n(2) Kähne sind klein.\n\n"
        "## § 5 Recht\n\n"
        "(1) Boote sind am Kai erlaubt.\n\n(2) Wer ein Boot nach Absatz 1 führt, zahlt wie nach § 4 Absatz 2.\n\n"
        "(3) {}\n\n(4) Der Vorstand ist zuständig für\n\n- Boote\n- Kähne\n\n## § 6 Ende\n\n(5) Ende gut.\n"
    )
    boats = "(1) Boote sind am Kai erlaubt."

    def above(beginning: str, said: str = "Alle zahlen.") -> tuple[str, ...]:
        source = document(text.format(said))
        shown = quote(source, sentence(source, beginning))
        assert shown is not None
        return with_what_it_points_to(source, shown).headings[2:]

    assert above("(2) Wer") == (boats,)
    assert above("(3)") == ()
    assert above("(3)", "Es gilt Absatz 4.") == ("(4) Der Vorstand ist zuständig für - Boote - Kähne",)
    assert above("(3)", "Das gilt in Fällen der Absätze 1 bis 4 und nach Satz 2.") == ()
    assert above("(3)", "Es gilt Absatz 5.") == ()
    assert above("(3)", "Gezahlt wird nach den Absätzen 1 und 4 sowie nach Absatz 2.")[:1] == (boats,)
