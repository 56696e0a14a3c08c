"""What a PDF says about itself: labels, embedded files, forms, circles."""

from __future__ import annotations

import io
import zlib

import pytest
from pdf_sheets import LONG, Sheet, read, texts
from pypdf import PdfReader, PdfWriter
from pypdf.annotations import FreeText
from pypdf.generic import ArrayObject, DictionaryObject, IndirectObject, NameObject, StreamObject, TextStringObject
from readings import blocks

from assistant.errors import ReadingError
from assistant.notices import Notice
from assistant.reading.boxes import unpack
from assistant.reading.heartbeat import watched
from assistant.reading.limits import Limits
from assistant.reading.pages.pdf import read_pdf


def report(pages: int) -> Sheet:
    sheet = Sheet("Bericht")
    for number in range(1, pages + 1):
        sheet.lines(f"Das ist der Text der Seite {number} von allen.").page()
    return sheet


def written(writer: PdfWriter) -> bytes:
    target = io.BytesIO()
    writer.write(target)
    return target.getvalue()


def test_a_page_has_a_label_only_where_it_differs_from_its_number() -> None:
    writer = PdfWriter(clone_from=io.BytesIO(report(4).bytes()))
    writer.set_page_label(0, 1, "/r")
    writer.set_page_label(2, 2, "/D", start=3)
    writer.set_page_label(3, 3, "/D", prefix="A-", start=1)
    assert [page.label for page in read(written(writer)).pages] == ["i", "ii", "", "A-1"]


def test_pages_without_labels_have_none() -> None:
    assert [page.label for page in read(report(2).bytes()).pages] == ["", ""]


def test_embedded_files_are_attachments() -> None:
    writer = PdfWriter(clone_from=io.BytesIO(report(1).bytes()))
    writer.add_attachment("zahlen.csv", b"Lab;Kosten\nA;5\n")
    writer.add_attachment("notiz.txt", b"Notiz")
    attachments = read(written(writer)).attachments
    assert {(file.name, file.data) for file in attachments} == {
        ("zahlen.csv", b"Lab;Kosten\nA;5\n"),
        ("notiz.txt", b"Notiz"),
    }


def test_an_attachment_has_the_name_of_its_file_and_else_the_one_it_is_kept_under() -> None:
    writer = PdfWriter(clone_from=io.BytesIO(report(1).bytes()))
    for kept, data, names in [
        ("Anlage eins", b"1", {"/F": "C:\\Zahlen\\kosten.csv", "/UF": "Kosten für Köln.csv"}),
        ("Anlage vier", b"4", {"/F": "Kosten für Köln.csv"}),
        ("Anlage zwei", b"2", {"/F": "../notiz.txt", "/UF": ""}),
        ("drei.txt", b"3", {}),
    ]:
        entry = writer.add_attachment(kept, data).pdf_object
        del entry["/F"]
        entry.update({NameObject(key): TextStringObject(name) for key, name in names.items()})
    assert {(file.name, file.data) for file in read(written(writer)).attachments} == {
        ("Kosten für Köln.csv", b"1"),
        ("Kosten für Köln (2).csv", b"4"),
        ("notiz.txt", b"2"),
        ("drei.txt", b"3"),
    }


def test_a_file_that_is_pinned_to_a_page_is_an_attachment() -> None:
    writer = PdfWriter(clone_from=io.BytesIO(report(2).bytes()))
    specification = writer.add_attachment("notiz.txt", b"Notiz").pdf_object
    del writer.root_object["/Names"]
    pin = {"/Type": NameObject("/Annot"), "/Subtype": NameObject("/FileAttachment"), "/FS": specification}
    pinned = DictionaryObject({NameObject(key): value for key, value in pin.items()})
    writer.pages[1][NameObject("/Annots")] = ArrayObject([pinned])
    assert [(file.name, file.data) for file in read(written(writer)).attachments] == [("notiz.txt", b"Notiz")]


def test_a_damaged_attachment_is_named_and_the_others_are_read() -> None:
    writer = PdfWriter(clone_from=io.BytesIO(report(1).bytes()))
    broken = writer.add_attachment("a.txt", b"Erste Anlage").pdf_object["/EF"]["/F"]  # type: ignore[index]
    broken[NameObject("/Filter")] = NameObject("/FlateDecode")
    writer.add_attachment("b.txt", b"Notiz")
    files = read(written(writer)).attachments
    assert {(file.name, file.data, file.refused) for file in files} == {
        ("a.txt", b"", "attachment_damaged"),
        ("b.txt", b"Notiz", ""),
    }


def broken_off(data: bytes, page: int, length: int) -> bytes:
    """The PDF with only so much of the packed content of one of its pages."""
    writer = PdfWriter(clone_from=io.BytesIO(data))
    content = StreamObject()
    content[NameObject("/Filter")] = NameObject("/FlateDecode")
    content._data = zlib.compress(writer.pages[page].get_contents().get_data())[:length]  # type: ignore[union-attr]
    writer.pages[page][NameObject("/Contents")] = writer._add_object(content)
    return written(writer)


def test_pages_whose_content_breaks_off_are_named_in_a_warning() -> None:
    reading = read(broken_off(report(3).bytes(), 1, 60))
    assert texts(reading)[0] == "Das ist der Text der Seite 1 von allen."
    assert Notice.of("pages_cut_off", pages="2") in reading.warnings


def test_a_page_whose_content_is_missing_is_named_in_a_warning() -> None:
    writer = PdfWriter(clone_from=io.BytesIO(report(2).bytes()))
    writer.pages[0][NameObject("/Contents")] = IndirectObject(999, 0, writer)
    assert read(written(writer)).warnings[0] == Notice.of("pages_cut_off", pages="1")


def test_a_document_whose_only_page_is_missing_is_broken() -> None:
    with pytest.raises(ReadingError) as caught:
        read(broken_off(report(1).bytes(), 0, 9))
    assert caught.value.code == "broken_file"


def test_whole_pages_give_no_warning() -> None:
    writer = PdfWriter(clone_from=io.BytesIO(report(3).bytes()))
    writer.add_blank_page(200, 200)
    empty = StreamObject()
    empty[NameObject("/Filter")] = NameObject("/FlateDecode")
    writer.add_blank_page(200, 200)[NameObject("/Contents")] = writer._add_object(empty)
    writer.pages[0].compress_content_streams()
    assert read(written(writer)).warnings == ()


def test_a_pdf_that_holds_nothing_but_files_is_read() -> None:
    writer = PdfWriter()
    writer.add_blank_page(200, 200)
    writer.add_attachment("notiz.txt", b"Notiz")
    reading = read(written(writer))
    assert (reading.text, [file.name for file in reading.attachments]) == ("", ["notiz.txt"])


def form() -> bytes:
    sheet = Sheet().lines("Bitte nennen Sie Ihren Betrieb und Ihre Anschrift in Wolfsburg.")
    fields = sheet.canvas.acroForm
    fields.textfield(
        name="betrieb", tooltip="Name des Betriebs", value="Müller GmbH", x=100, y=500, width=200, height=20
    )
    fields.textfield(name="ort", value="", x=100, y=460, width=200, height=20)
    fields.checkbox(name="kmu", tooltip="KMU", checked=True, x=100, y=430)
    fields.checkbox(name="eu", tooltip="EU-weit", checked=False, x=100, y=400)
    fields.choice(name="land", value="Bremen", options=["Bremen", "Berlin"], x=100, y=370, width=100, height=20)
    sheet.page().lines("Zweite Seite mit einem Satz, der hier steht.")
    return sheet.bytes()


def test_filled_fields_of_a_form_stand_with_their_names_on_their_page() -> None:
    reading = read(form())
    assert blocks(reading)[1:] == [
        ("row", 0, "Name des Betriebs: Müller GmbH"),
        ("row", 0, "KMU: Yes"),
        ("row", 0, "land: Bremen"),
        ("paragraph", 0, "Zweite Seite mit einem Satz, der hier steht."),
    ]
    assert "Müller" in reading.text[reading.pages[0].start : reading.pages[0].end]


def test_the_value_of_a_field_stands_where_the_field_is() -> None:
    reading = read(form())
    start = reading.text.index("Müller")
    box = next(box for box in unpack(reading.boxes) if box.start == start)
    assert (box.page, round(box.left), round(box.right)) == (1, 100, 300)
    assert 842 - 520 - 2 <= box.top <= box.bottom <= 842 - 500 + 2


def test_a_password_in_a_form_is_not_read() -> None:
    sheet = Sheet().lines("Anmeldung zum Portal der Förderung.")
    sheet.canvas.acroForm.textfield(
        name="kennwort", value="geheim", fieldFlags="password", x=9, y=9, width=99, height=20
    )
    assert "geheim" not in read(sheet.bytes()).text


def test_a_note_on_a_page_is_no_field() -> None:
    writer = PdfWriter(clone_from=io.BytesIO(report(1).bytes()))
    writer.add_annotation(0, FreeText(text="Bitte prüfen", rect=(50, 50, 200, 100)))
    assert texts(read(written(writer))) == ["Das ist der Text der Seite 1 von allen."]


def test_a_page_tree_that_goes_round_in_circles_is_refused() -> None:
    writer = PdfWriter(clone_from=io.BytesIO(report(2).bytes()))
    root = writer.root_object["/Pages"]
    assert isinstance(root, DictionaryObject)
    assert isinstance(root.indirect_reference, IndirectObject)
    kids = root["/Kids"]
    assert isinstance(kids, ArrayObject)
    kids.append(root.indirect_reference)
    with pytest.raises(ReadingError) as caught:
        read(written(writer))
    assert caught.value.code == "circular_pages"


def test_a_page_tree_whose_branches_meet_again_and_again_is_refused() -> None:
    writer = PdfWriter(clone_from=io.BytesIO(report(2).bytes()))
    root = writer.root_object["/Pages"]
    assert isinstance(root, DictionaryObject)
    kids = root["/Kids"]
    assert isinstance(kids, ArrayObject)
    for _ in range(50):
        branch = DictionaryObject({NameObject("/Type"): NameObject("/Pages"), NameObject("/Kids"): ArrayObject(kids)})
        kids = ArrayObject([writer._add_object(branch)] * 2)
    root[NameObject("/Kids")] = kids
    with pytest.raises(ReadingError) as caught:
        read(written(writer))
    assert caught.value.code == "too_many_pages"
    assert caught.value.values["pages"] == "> 3000"


def test_damaged_labels_cost_only_the_labels() -> None:
    writer = PdfWriter(clone_from=io.BytesIO(report(1).bytes()))
    writer.root_object[NameObject("/PageLabels")] = TextStringObject("kaputt")
    reading = read(written(writer))
    assert reading.title == "Bericht"
    assert reading.text == "Das ist der Text der Seite 1 von allen."


def test_every_page_is_a_sign_of_life() -> None:
    signs: list[None] = []
    with watched(lambda: signs.append(None)):
        read_pdf(report(5).bytes(), "probe.pdf", Limits(ocr=False))
    assert len(signs) >= 5


def test_what_only_pypdf_opens_is_read_through_it() -> None:
    writer = PdfWriter(clone_from=io.BytesIO(Sheet().lines(*LONG[:3]).bytes()))
    writer.encrypt("", "owner-secret", algorithm="RC4-40")
    assert read(written(writer)).text.startswith("Das Netzwerk berät")
    assert PdfReader(io.BytesIO(written(writer))).is_encrypted
