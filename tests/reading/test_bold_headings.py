"""Headings of a DOCX that are only set in bold."""

from __future__ import annotations

import io

import docx
import pytest

from assistant.reading.office.word import read_docx

TEXT = "Formenbauer mit bis zu 100 Beschäftigten."


def kinds(document: docx.document.Document) -> list[tuple[str, int]]:
    target = io.BytesIO()
    document.save(target)
    return [(block.kind, block.level) for block in read_docx(target.getvalue(), "probe.docx").blocks]


def flyer(heading: str) -> docx.document.Document:
    """A title, a line, a bold line and text below it."""
    document = docx.Document()
    document.add_paragraph().add_run("WERKZEUG-SCHECK").bold = True
    document.add_paragraph("Sensorik für Werkzeuge")
    document.add_paragraph().add_run(heading).bold = True
    document.add_paragraph(TEXT)
    return document


def test_short_bold_paragraphs_above_text_are_headings_where_there_are_no_others() -> None:
    expected = [("heading", 1), ("paragraph", 0), ("heading", 2), ("paragraph", 0)]
    assert kinds(flyer("Wer kann mitmachen?")) == expected
    styled = flyer("Wer kann mitmachen?")
    styled.paragraphs[2].clear().add_run("Wer kann mitmachen?", style="Strong")
    assert kinds(styled) == expected
    with_heading = flyer("Wer kann mitmachen?")
    with_heading.add_heading("Kontakt", level=1)
    assert kinds(with_heading)[:4] == [("paragraph", 0)] * 4


@pytest.mark.parametrize(
    "words",
    ["Das gilt für alle.", "Es zählen:", "Anmeldung bis 30. Juni 2026", "Bis zu 3.200 Euro", "Der Betrieb " * 12],
)
def test_a_bold_sentence_date_or_amount_is_no_heading(words: str) -> None:
    assert kinds(flyer(words))[2] == ("paragraph", 0)


def test_the_bold_first_line_is_the_title_even_if_it_is_as_long_as_that_of_a_directive() -> None:
    document = flyer("Wer kann mitmachen?")
    title = "Grundsätze für die Vergabe von Hilfen zur Erneuerung von Werkstätten in kleinen Gemeinden des Berglandes"
    document.paragraphs[0].clear().add_run(title).bold = True
    assert len(title) > 100
    assert kinds(document)[0] == ("heading", 1)


def test_a_paragraph_in_which_some_words_are_bold_is_no_heading() -> None:
    document = flyer("Wer kann")
    document.paragraphs[2].add_run(" mitmachen")
    assert kinds(document)[2] == ("paragraph", 0)


def test_bold_lines_that_follow_one_another_are_no_headings() -> None:
    document = flyer("Ihre Ansprechpartnerin")
    document.paragraphs[3].clear().add_run("Yasemin Kortler").bold = True
    assert kinds(document)[2:] == [("paragraph", 0)] * 2
