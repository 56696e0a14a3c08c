"""Words as people write them: broken at the end of a line, set with ligatures, soft hyphens or wide gaps."""

from __future__ import annotations

import pytest
from pdf_sheets import Sheet, read, texts
from reportlab.pdfbase import pdfmetrics
from reportlab.pdfbase.ttfonts import TTFont

from assistant.reading.pages.joins import joined
from assistant.reading.pages.printed import Word
from assistant.reading.pages.spelling import respelled


def line(text: str) -> list[Word]:
    return [Word(word, 0.0, 0.0, 1.0, 1.0) for word in text.split()]


@pytest.mark.parametrize(
    ("first", "second", "together"),
    [
        ("die Förder-", "mittel des Bundes", "die Fördermittel des Bundes"),
        ("die Förder\x02", "mittel des Bundes", "die Fördermittel des Bundes"),
        ("die Förder\u00ad", "mittel", "die Fördermittel"),
        ("die Vor-", "und Nachteile", "die Vor- und Nachteile"),
        ("Vor- und Nach-", "teile", "Vor- und Nachteile"),
        ("Haupt-", "bzw. Nebenamt", "Haupt- bzw. Nebenamt"),
        ("die E-", "Mobilität", "die E-Mobilität"),
        ("per E-", "mail", "per E-mail"),
        ("Baden-", "Württemberg", "Baden-Württemberg"),
        ("eine KI-", "basierte Suche", "eine KI-basierte Suche"),
        ("FÖRDER-", "MITTEL", "FÖRDERMITTEL"),
        ("BADEN-", "WÜRTTEMBERG", "BADEN-WÜRTTEMBERG"),
        ("die baden-", "württembergische Post", "die baden-württembergische Post"),
        ("die CO2-", "neutrale Stadt", "die CO2-neutrale Stadt"),
        ("die Jahre 2021-", "2024", "die Jahre 2021-2024"),
        ("www.mittelstand-", "digital.de", "www.mittelstand-digital.de"),
        ("Kosten -", "Nutzen", "Kosten - Nutzen"),
        ("ein Satz –", "mit Strich", "ein Satz – mit Strich"),
        ("von den Zulieferern.", "Danach", "von den Zulieferern. Danach"),
    ],
)
def test_words_at_the_end_of_a_line(first: str, second: str, together: str) -> None:
    parts = joined([(1, line(first)), (1, line(second))])
    assert "".join(part.separator + part.text for part in parts) == together


@pytest.mark.parametrize(
    ("printed", "written"),
    [
        ("ﬁnanziell", "finanziell"),
        ("Stoﬀ", "Stoff"),
        ("För\u00adder\u00admit\u00adtel", "Fördermittel"),
        ("E\u00adMobilität", "E-Mobilität"),
        ("a\u0308ndern", "ändern"),
        ("F\u00a8orderung", "Förderung"),
        ("Wort\u200btrenner\ufeff", "Worttrenner"),
        ("\uf0b7", "•"),
        ("Vor\u00ad", "Vor\u00ad"),
        ("\ufffd\ufffd", ""),
        ("F\ufffdrderung", "F\ufffdrderung"),
    ],
)
def test_a_word_is_respelled(printed: str, written: str) -> None:
    assert respelled(printed) == written


def test_a_soft_hyphen_before_a_space_is_a_hyphen() -> None:
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    data = Sheet().lines("Alle Vor\u00ad und Nachteile der För\u00adderung", font="Vera").bytes()
    assert read(data).text == "Alle Vor- und Nachteile der Förderung"


def spaced(*words: str, gap: float = 9, between: float = 12) -> str:
    sheet, x = Sheet(), 72.0
    for word in words:
        for letter in word:
            sheet.at(x, 700, letter, size=14)
            x += pdfmetrics.stringWidth(letter, "Helvetica", 14) + gap
        x += between
    return read(sheet.bytes()).text


def test_a_heading_with_letters_set_wide_is_a_word() -> None:
    assert spaced("FÖRDERUNG") == "FÖRDERUNG"


def test_words_of_a_heading_with_letters_set_wide_stay_apart() -> None:
    assert spaced("FÖRDERUNG", "DES", "BUNDES") == "FÖRDERUNG DES BUNDES"


@pytest.mark.parametrize("text", ["A B C D E F", "a b c d", "X X X X X", "1 2 3 4 5 6"])
def test_lists_of_letters_and_figures_are_no_words(text: str) -> None:
    assert read(Sheet().lines(f"Gruppe {text}").bytes()).text == f"Gruppe {text}"


def test_ligatures_of_a_real_font_are_letters() -> None:
    pdfmetrics.registerFont(TTFont("Vera", "Vera.ttf"))
    data = Sheet().lines("Die ﬁnanzielle Hilfe für Betriebe, die öﬀnen", font="Vera").bytes()
    text = read(data).text
    assert "ﬁ" not in text
    assert text.startswith("Die ")


def test_a_word_broken_in_a_column_goes_on_in_the_next() -> None:
    sheet = Sheet().at(72, 700, "Das Netzwerk berät Betriebe zu").at(72, 686, "allen Fragen der Förder-")
    sheet.at(320, 700, "mittel und zu ihrer Abrechnung").at(320, 686, "im ganzen Land.")
    assert " ".join(texts(read(sheet.bytes()))) == (
        "Das Netzwerk berät Betriebe zu allen Fragen der Fördermittel und zu ihrer Abrechnung im ganzen Land."
    )
