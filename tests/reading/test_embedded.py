"""Files embedded in DOCX, PPTX and XLSX."""

from __future__ import annotations

import io
import struct
import zipfile
from pathlib import Path

import docx
import openpyxl
import pytest
from compound import compound_file
from docx.opc.packuri import PackURI
from docx.opc.part import Part
from lxml import etree
from pptx import Presentation
from pptx.util import Inches
from web_originals import read_from

from assistant.errors import ReadingError
from assistant.reading.limits import Limits
from assistant.reading.office.slides import read_pptx
from assistant.reading.office.word import read_docx
from assistant.reading.originals import Held, Original, held
from assistant.reading.read import parse
from assistant.reading.reading import Reading

RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
OLE = "urn:schemas-microsoft-com:office:office"


def saved(document: object) -> bytes:
    target = io.BytesIO()
    document.save(target)  # type: ignore[attr-defined]
    return target.getvalue()


def workbook() -> bytes:
    book = openpyxl.Workbook()
    book.active.append(["Ort", "Plätze"])
    book.active.append(["Vechtrode", 12])
    return saved(book)


def packed(name: str, data: bytes, *, wide: str = "", size: int | None = None) -> bytes:
    """The file as Windows packs it behind an icon."""
    path = f"C:\\akte\\{name}".encode("cp1252") + b"\0"
    fields = b"\2\0" + name.encode("cp1252") + b"\0" + path + b"\0\0\3\0" + struct.pack("<I", len(path)) + path
    names = [f"C:\\Temp\\{wide}", wide, f"C:\\akte\\{wide}"] if wide else []
    behind = b"".join(struct.pack("<I", len(one)) + one.encode("utf-16-le") for one in names)
    stream = fields + struct.pack("<I", len(data) if size is None else size) + data + behind
    return compound_file({"\x01Ole10Native": struct.pack("<I", len(stream)) + stream})


def letter(
    *files: tuple[str, bytes], text: str = "Siehe Anlage.", around: str = "r", program: str = "Package"
) -> bytes:
    """A DOCX in which each of the files, in parts of these names, stands as an object."""
    document = docx.Document()
    paragraph = document.add_paragraph(text)
    for name, data in files:
        part = Part(PackURI(f"/word/embeddings/{name}"), "application/octet-stream", data, document.part.package)
        relation = document.part.relate_to(part, f"{RELATIONS}/{'oleObject' if name.endswith('.bin') else 'package'}")
        shown = f'<o:OLEObject xmlns:o="{OLE}" xmlns:r="{RELATIONS}" ProgID="{program}" r:id="{relation}"/>'
        run = f'<w:{around} xmlns:w="{WORD}"><w:object>{shown}</w:object></w:{around}>'
        paragraph._p.append(etree.fromstring(run))
    return saved(document)


def files(reading: Reading) -> list[tuple[str, bytes]]:
    return [(file.name, file.data) for file in reading.attachments if not file.refused]


def test_a_table_in_a_letter_and_a_file_behind_an_icon_are_files_of_their_own() -> None:
    icon = packed("grün.txt", b"Frist: 30. Juni", wide="grün 2025.txt")
    data = letter(("Tabelle.xlsx", workbook()), ("oleObject1.bin", icon), ("oleObject2.bin", packed("b.txt", b"B")))
    reading = read_docx(data, "brief.docx")
    assert reading.text == "Siehe Anlage."
    found = [("Tabelle.xlsx", workbook()), ("grün 2025.txt", b"Frist: 30. Juni"), ("b.txt", b"B")]
    assert [name for name, _ in files(reading)] == [name for name, _ in found]
    assert files(reading)[1:] == found[1:]


def test_a_compound_file_is_a_document_or_holds_one() -> None:
    pdf = compound_file({"CONTENTS": b"%PDF-1.4 ...", "\x01CompObj": b"AcroExch"})
    old = compound_file({"Workbook": b"..."})
    formula = compound_file({"Equation Native": b"..."})
    found = letter(("oleObject1.bin", pdf), ("oleObject2.bin", old), ("oleObject3.bin", formula), ("leer.bin", b""))
    assert [name for name, _ in files(read_docx(found, "a.docx"))] == ["oleObject1.pdf", "oleObject2.xls"]


def test_a_damaged_object_is_named() -> None:
    broken = (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(99), packed("frist.txt", b"30. Juni", size=99))
    reading = read_docx(letter(*((f"oleObject{at}.bin", data) for at, data in enumerate(broken))), "a.docx")
    assert [file.name for file in reading.attachments] == ["oleObject0", "frist.txt"]
    assert {file.refused for file in reading.attachments} == {"attachment_damaged"}


@pytest.mark.parametrize(("around", "program"), [("del", "Package"), ("moveFrom", "Package"), ("r", "MSGraph.Chart.8")])
def test_what_is_deleted_and_what_is_a_chart_is_left_out(around: str, program: str) -> None:
    assert not files(read_docx(letter(("T.xlsx", workbook()), around=around, program=program), "a.docx"))


@pytest.mark.parametrize("hiding", ["vanish", "strike"])
def test_what_stands_in_text_that_is_not_read_is_left_out(hiding: str) -> None:
    document = docx.Document(io.BytesIO(letter(("T.xlsx", workbook()))))
    [run] = [one for one in document.element.body.iter(f"{{{WORD}}}r") if one.find(f"{{{WORD}}}object") is not None]
    run.insert(0, etree.fromstring(f'<w:rPr xmlns:w="{WORD}"><w:{hiding}/></w:rPr>'))
    assert not files(read_docx(saved(document), "a.docx"))


def test_what_stands_in_a_deleted_row_is_left_out() -> None:
    document = docx.Document(io.BytesIO(letter(("T.xlsx", workbook()))))
    row = document.add_table(1, 1).rows[0]
    row.cells[0]._tc.append(document.paragraphs[0]._p)
    row._tr.get_or_add_trPr().append(etree.fromstring(f'<w:del xmlns:w="{WORD}"/>'))
    assert not files(read_docx(saved(document), "a.docx"))


def test_a_document_that_is_nothing_but_a_file_is_read() -> None:
    reading = parse(letter(("Tabelle.xlsx", workbook()), text=""), "a.docx")
    assert reading.text == ""
    assert [name for name, _ in files(reading)] == ["Tabelle.xlsx"]


def test_a_file_on_a_slide_is_taken_out_unless_the_slide_is_hidden() -> None:
    presentation = Presentation()
    for _ in range(2):
        slide = presentation.slides.add_slide(presentation.slide_layouts[5])
        slide.shapes.title.text = "Plätze"
        slide.shapes.add_ole_object(io.BytesIO(workbook()), "Excel.Sheet.12", Inches(1), Inches(1))
    slide.element.set("show", "0")
    [(name, data)] = files(read_pptx(saved(presentation), "a.pptx"))
    assert name == "oleObject1.xlsx"
    assert data.startswith(b"PK")


def test_a_file_on_a_sheet_is_taken_out_unless_the_sheet_is_hidden() -> None:
    book = openpyxl.Workbook()
    book.active.append(["Siehe Anlage"])
    book.create_sheet("Entwurf").sheet_state = "hidden"
    target = io.BytesIO()
    with zipfile.ZipFile(io.BytesIO(saved(book))) as old, zipfile.ZipFile(target, "w") as new:
        for name in old.namelist():
            content = old.read(name)
            if name.startswith("xl/worksheets/sheet"):
                shown = f'<oleObjects><oleObject xmlns:r="{RELATIONS}" progId="Package" r:id="rId9"/></oleObjects>'
                content = content.replace(b"</worksheet>", shown.encode() + b"</worksheet>")
                number = name.removeprefix("xl/worksheets/sheet").removesuffix(".xml")
                relation = (
                    f'<Relationship Id="rId9" Type="{RELATIONS}/oleObject" Target="../embeddings/o{number}.bin"/>'
                )
                relations = '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
                new.writestr(f"xl/worksheets/_rels/sheet{number}.xml.rels", f"{relations}{relation}</Relationships>")
                new.writestr(f"xl/embeddings/o{number}.bin", packed(f"{number}.txt", b"Frist"))
            new.writestr(name, content)
    assert files(parse(target.getvalue(), "a.xlsx")) == [("1.txt", b"Frist")]


def test_more_files_than_allowed_are_refused() -> None:
    data = letter(*((f"oleObject{number}.bin", packed(f"{number}.txt", b"x%d" % number)) for number in range(3)))
    with pytest.raises(ReadingError) as caught:
        read_docx(data, "a.docx", Limits(members=2))
    assert caught.value.code == "too_many_inside"


def test_the_file_becomes_a_document_and_is_given_as_it_lies_there(tmp_path: Path) -> None:
    data = letter(("oleObject1.bin", packed("frist.txt", b"Die Frist endet am 30. Juni.")))
    whole, inside = read_from(tmp_path / "brief.docx", data)
    assert inside.info.path == "brief.docx › frist.txt"
    assert held(Held(Original.of(inside), with_files=False), Limits()) == b"Die Frist endet am 30. Juni."
    with pytest.raises(ReadingError) as caught:
        held(Held(Original.of(whole), with_files=False), Limits())
    assert caught.value.code == "original_holds_files"
