"""Footnotes and endnotes of DOCX and ODT stand where the text refers to them, never below the last heading."""

from __future__ import annotations

import io
import zipfile

import docx
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from docx.oxml import OxmlElement
from docx.oxml.ns import nsmap, qn
from docx.text.paragraph import Paragraph
from readings import without_levels

from assistant.reading.office.odf import read_odt
from assistant.reading.office.word import read_docx

RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
OASIS = "urn:oasis:names:tc:opendocument:xmlns:"
SPACES = " ".join(f'xmlns:{name}="{OASIS}{name}:1.0"' for name in ("office", "text", "table"))
NOTES = {"1": "Ohne Leiharbeit.", "2": "Ohne Pausen.", "3": "Nur Betriebe.", "4": "Gelöscht.", "5": "Ohne Zeichen."}


def refer(paragraph: Paragraph, number: str, kind: str = "footnote", within: str = "") -> None:
    """Puts the mark of a note at the end of the paragraph, maybe `within` another element."""
    run = OxmlElement("w:r")
    mark = OxmlElement(f"w:{kind}Reference")
    mark.set(qn("w:id"), number)
    run.append(mark)
    if within:
        around = OxmlElement(within)
        around.append(run)
        run = around
    paragraph._p.append(run)


def read(document: docx.document.Document, kind: str = "footnote") -> list[tuple[str, str]]:
    notes = "".join(
        f'<w:{kind} {of} w:id="{number}"><w:p><w:r><w:t>{text}</w:t></w:r></w:p></w:{kind}>'
        for of, number, text in (('w:type="separator"', "0", "Strich"), *(("", *note) for note in NOTES.items()))
    )
    content = f'<w:{kind}s xmlns:w="{nsmap["w"]}">{notes}</w:{kind}s>'.encode()
    part = Part(PackURI(f"/word/{kind}s.xml"), "application/xml", content, document.part.package)
    document.part.relate_to(part, f"{RELATION}/{kind}s")
    target = io.BytesIO()
    document.save(target)
    return without_levels(read_docx(target.getvalue(), "probe.docx"))


def test_a_note_stands_behind_the_paragraph_that_refers_to_it() -> None:
    for kind in ("footnote", "endnote"):
        document = docx.Document()
        document.add_heading("1 Lage", level=1)
        refer(document.add_paragraph("Es arbeiten 21.300 Menschen."), "1", kind)
        document.add_paragraph("Bis 2035 gehen 6.800.")
        document.add_heading("2 Empfehlungen", level=1)
        document.add_paragraph("Wir empfehlen einen Pool.")
        assert read(document, kind) == [
            ("heading", "1 Lage"),
            ("paragraph", "Es arbeiten 21.300 Menschen."),
            ("paragraph", "Ohne Leiharbeit."),
            ("paragraph", "Bis 2035 gehen 6.800."),
            ("heading", "2 Empfehlungen"),
            ("paragraph", "Wir empfehlen einen Pool."),
        ]


def test_a_note_tears_neither_a_list_nor_a_table_nor_a_heading_from_its_text() -> None:
    document = docx.Document()
    refer(document.add_paragraph("Es zählen:"), "1")
    refer(document.add_paragraph("die Arbeit", style="List Bullet"), "2")
    document.add_paragraph("der Weg", style="List Bullet")
    heading = document.add_heading("Zahlen", level=1)
    refer(heading, "3")
    document.add_paragraph("So viele waren es:")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ["Ort", "Zahl", "Kusel", "12"], strict=True):
        cell.text = text
    assert read(document) == [
        ("paragraph", "Es zählen:"),
        ("item", "die Arbeit"),
        ("item", "der Weg"),
        ("paragraph", "Ohne Leiharbeit."),
        ("paragraph", "Ohne Pausen."),
        ("heading", "Zahlen"),
        ("paragraph", "So viele waren es:"),
        ("row", "Ort | Zahl"),
        ("row", "Ort: Kusel | Zahl: 12"),
        ("paragraph", "Nur Betriebe."),
    ]


def test_a_note_of_a_paragraph_stands_before_the_table_below_and_that_of_a_cell_behind_it() -> None:
    document = docx.Document()
    refer(document.add_paragraph("Es waren viele."), "1")
    table = document.add_table(rows=2, cols=2)
    for cell, text in zip(table._cells, ["Ort", "Zahl", "Kusel", "12"], strict=True):
        cell.text = text
    refer(table._cells[3].paragraphs[0], "2")
    assert [text for _, text in read(document)] == [
        "Es waren viele.", "Ohne Leiharbeit.", "Ort | Zahl", "Ort: Kusel | Zahl: 12", "Ohne Pausen."
    ]  # fmt: skip


def test_a_note_is_read_once_and_not_where_its_mark_is_deleted() -> None:
    document = docx.Document()
    paragraph = document.add_paragraph("Der Satz.")
    refer(paragraph, "1")
    refer(paragraph, "1")
    refer(paragraph, "4", within="w:del")
    assert read(document) == [("paragraph", "Der Satz."), ("paragraph", "Ohne Leiharbeit.")]


def test_the_notes_of_an_odt_stand_behind_their_paragraph_and_their_table() -> None:
    def note(text: str) -> str:
        body = f"<text:note-body><text:p>{text}</text:p></text:note-body>"
        return f"<text:note><text:note-citation>1</text:note-citation>{body}</text:note>"

    cells = "".join(f"<table:table-cell><text:p>{text}</text:p></table:table-cell>" for text in ("Ort", "Zahl"))
    last = f"<table:table-cell><text:p>12{note('Gezählt im Mai.')}</text:p></table:table-cell>"
    rows = f"<table:table-row>{cells}</table:table-row><table:table-row>{cells[: len(cells) // 2]}{last}"
    body = (
        f"<text:h text:outline-level='1'>Lage</text:h><text:p>Es arbeiten 21.300{note('Ohne Leiharbeit.')} Menschen."
        f"</text:p><text:p>Es waren viele.</text:p><table:table>{rows}</table:table-row></table:table>"
        "<text:h text:outline-level='1'>Empfehlungen</text:h><text:p>Wir empfehlen einen Pool.</text:p>"
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as file:
        file.writestr("mimetype", "application/vnd.oasis.opendocument.text")
        file.writestr(
            "content.xml",
            f"<office:document-content {SPACES}><office:body><office:text>{body}</office:text></office:body>"
            "</office:document-content>",
        )
        file.writestr("META-INF/manifest.xml", f'<manifest xmlns="{OASIS}manifest:1.0"/>')
    texts = [text for _, text in without_levels(read_odt(target.getvalue(), "probe.odt"))]
    assert texts[1:4] == ["Es arbeiten 21.300 Menschen.", "Ohne Leiharbeit.", "Es waren viele."]
    assert texts[-3:] == ["Gezählt im Mai.", "Empfehlungen", "Wir empfehlen einen Pool."]
