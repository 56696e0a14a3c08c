"""DOCX and PPTX -> blocks."""

from __future__ import annotations

import io
import zipfile

import docx
import pytest
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from pptx import Presentation
from pptx.util import Inches

from assistant.errors import ReadingError
from assistant.reading import office
from assistant.reading.office import read_docx
from assistant.reading.slides import read_pptx
from assistant.records import Reading


def blocks(reading: Reading) -> list[tuple[str, int, str]]:
    return [(block.kind, block.level, reading.text[block.start : block.end]) for block in reading.blocks]


def saved(document: object) -> bytes:
    target = io.BytesIO()
    document.save(target)  # type: ignore[attr-defined]
    return target.getvalue()


def minutes() -> docx.document.Document:
    document = docx.Document()
    document.core_properties.title = "Protokoll der Werkstatt"
    document.add_heading("Protokoll", level=0)
    document.add_heading("Beschlüsse", level=2)
    document.add_paragraph("Das Lab trifft sich monatlich.")
    document.add_paragraph("Frau Weber lädt ein.", style="List Bullet")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ["Aufgabe", "Wer", "Einladung", "Herr Kühn"], strict=True):
        cell.text = text
    document.add_paragraph("Nach der Tabelle.")
    return document


def test_a_docx_is_read_in_document_order() -> None:
    reading = read_docx(saved(minutes()), "probe.docx")
    assert reading.title == "Protokoll der Werkstatt"
    assert blocks(reading) == [
        ("heading", 1, "Protokoll"),
        ("heading", 2, "Beschlüsse"),
        ("paragraph", 0, "Das Lab trifft sich monatlich."),
        ("item", 1, "Frau Weber lädt ein."),
        ("row", 0, "Aufgabe | Wer"),
        ("row", 0, "Einladung | Herr Kühn"),
        ("paragraph", 0, "Nach der Tabelle."),
    ]


def test_insertions_are_read_and_tracked_deletions_are_not() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Der Satz ")
    for tag, text_tag, text in (("w:ins", "w:t", "gilt"), ("w:del", "w:delText", "gilt nicht")):
        change, run, content = OxmlElement(tag), OxmlElement("w:r"), OxmlElement(text_tag)
        content.text = text
        run.append(content)
        change.append(run)
        paragraph._p.append(change)
    assert read_docx(saved(document), "probe.docx").text == "Der Satz gilt"


def test_text_in_content_controls_is_read() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Im Feld")
    control, content = OxmlElement("w:sdt"), OxmlElement("w:sdtContent")
    paragraph._p.addprevious(control)
    content.append(paragraph._p)
    control.append(content)
    assert read_docx(saved(document), "probe.docx").text == "Im Feld"


def test_a_heading_is_known_by_its_outline_level_too() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Eigener Stil")
    level = OxmlElement("w:outlineLvl")
    level.set(qn("w:val"), "2")
    paragraph._p.get_or_add_pPr().append(level)
    assert blocks(read_docx(saved(document), "probe.docx")) == [("heading", 3, "Eigener Stil")]


def test_an_archive_that_unpacks_to_too_much_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(office, "MAX_XML_BYTES", 1_000_000)
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", b" " * 1_000_001)
    with pytest.raises(ReadingError) as caught:
        read_docx(target.getvalue(), "bombe.docx")
    assert caught.value.code == "inflates_too_much"


def test_slides_are_pages_with_title_items_table_and_notes() -> None:
    presentation = Presentation()
    presentation.core_properties.title = "Labs"
    slide = presentation.slides.add_slide(presentation.slide_layouts[1])
    slide.shapes.title.text = "Vier Labs"
    slide.placeholders[1].text = "Technologie"
    paragraph = slide.placeholders[1].text_frame.add_paragraph()
    paragraph.text, paragraph.level = "Batterien", 1
    slide.notes_slide.notes_text_frame.text = "Bitte kürzen."
    second = presentation.slides.add_slide(presentation.slide_layouts[6])
    cells = second.shapes.add_table(1, 2, Inches(1), Inches(1), Inches(4), Inches(1)).table
    cells.cell(0, 0).text, cells.cell(0, 1).text = "Lab", "Ort"
    reading = read_pptx(saved(presentation), "probe.pptx")
    assert blocks(reading) == [
        ("heading", 1, "Vier Labs"),
        ("item", 1, "Technologie"),
        ("item", 2, "Batterien"),
        ("paragraph", 0, "Bitte kürzen."),
        ("row", 0, "Lab | Ort"),
    ]
    first, last = reading.pages
    assert reading.text[first.start : first.end].strip().endswith("Bitte kürzen.")
    assert reading.text[last.start : last.end].strip() == "Lab | Ort"
