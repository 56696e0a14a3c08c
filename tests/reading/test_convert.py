"""DOC, XLS, PPT and RTF through LibreOffice, which must not hang, linger, phone home, or disturb itself."""

from __future__ import annotations

import io
import os
import shutil
import struct
import subprocess
import sys
import tempfile
import threading
import time
import zipfile
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import docx
import openpyxl
import pptx
import pytest
from compound import compound_file

import assistant
from assistant.errors import ReadingError
from assistant.notices import Notice
from assistant.reading.describing.rules import Rules
from assistant.reading.document import Task, read_documents
from assistant.reading.formats import sniff
from assistant.reading.limits import DEFAULT, Limits
from assistant.reading.office.convert import read_old_office
from assistant.reading.read import parse
from assistant.reading.reader_processes import ReaderProcess

needs_libreoffice = pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
MB = 1024**2
OPC = "http://schemas.openxmlformats.org/package/2006"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def rtf(text: str) -> bytes:
    return b"{\\rtf1\\ansi\\ansicpg1252 " + text.encode("cp1252").replace(b"\n", b"\\par ") + b"\\par}"


def a_docx() -> bytes:
    document = docx.Document()
    document.core_properties.title = "Richtlinie"
    document.add_heading("Förderung", 1)
    document.add_paragraph("Die Frist endet im Juni.")
    table = document.add_table(2, 2)
    for cell, text in zip(table._cells, ("Jahr", "Betrag", "2024", "7,6 Mio. €"), strict=True):
        cell.text = text
    document.add_paragraph("Stand: Mai 2024")
    target = io.BytesIO()
    document.save(target)
    return target.getvalue()


def an_xlsx() -> bytes:
    book = openpyxl.Workbook()
    book.active.title = "Übersicht"
    for row in (("Ort", "Betriebe"), ("Köln", 12), ("Göttingen", 7)):
        book.active.append(row)
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def an_xlsb(name: str, rows: list[list[str | float]]) -> bytes:
    """A workbook of one sheet as Excel writes it in records. Source: [MS-XLSB] 2.1.4, 2.4."""

    def record(kind: int, content: bytes = b"") -> bytes:
        return (
            struct.pack("<B" if kind < 128 else "<H", kind if kind < 128 else kind | 1 << 8) + size(content) + content
        )

    def size(content: bytes) -> bytes:
        return bytes((len(content) & 127 | 128, len(content) >> 7))

    def text(value: str) -> bytes:
        return struct.pack("<I", len(value)) + value.encode("utf-16-le")

    book = record(131) + record(143) + record(156, bytes(4) + struct.pack("<I", 1) + text("rId1") + text(name))
    sheet = record(129) + record(145)
    for number, row in enumerate(rows):
        sheet += record(0, struct.pack("<IIHI3x", number, 0, 300, 0))
        for column, value in enumerate(row):
            place = struct.pack("<II", column, 0)
            shown = isinstance(value, str)
            sheet += record(6, place + text(value)) if shown else record(5, place + struct.pack("<d", value))
    relation = f'<Relationships xmlns="{OPC}/relationships"><Relationship Id="rId1" Type="{RELATION}/%s" Target="%s"/>'
    kinds = '<Default Extension="{}" ContentType="application/vnd.{}"/>'.format
    types = kinds("rels", "openxmlformats-package.relationships+xml") + kinds("bin", "ms-excel.worksheet")
    main = (
        '<Override PartName="/xl/workbook.bin" ContentType="application/vnd.ms-excel.sheet.binary.macroEnabled.main"/>'
    )
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("[Content_Types].xml", f'<Types xmlns="{OPC}/content-types">{types}{main}</Types>')
        archive.writestr("_rels/.rels", relation % ("officeDocument", "xl/workbook.bin") + "</Relationships>")
        archive.writestr("xl/workbook.bin", book + record(144) + record(132))
        archive.writestr(
            "xl/_rels/workbook.bin.rels", relation % ("worksheet", "worksheets/sheet1.bin") + "</Relationships>"
        )
        archive.writestr("xl/worksheets/sheet1.bin", sheet + record(146) + record(130))
    return target.getvalue()


def a_pptx() -> bytes:
    presentation = pptx.Presentation()
    for number in (1, 2):
        slide = presentation.slides.add_slide(presentation.slide_layouts[1])
        slide.shapes.title.text = f"Folie {number}"
        slide.placeholders[1].text = f"Größe {number}"
        slide.notes_slide.notes_text_frame.text = f"Notiz {number}"
    target = io.BytesIO()
    presentation.save(target)
    return target.getvalue()


def saved_as(suffix: str, data: bytes, made: str) -> bytes:
    """What LibreOffice makes of the file when a person saves it in an old format."""
    with tempfile.TemporaryDirectory() as folder:
        source = Path(folder) / f"quelle.{made}"
        source.write_bytes(data)
        profile = f"-env:UserInstallation={(Path(folder) / 'profil').as_uri()}"
        command = ["soffice", profile, "--headless", "--convert-to", suffix, "--outdir", folder, str(source)]
        subprocess.run(command, check=True, capture_output=True, timeout=120)
        return source.with_suffix(f".{suffix.partition(':')[0]}").read_bytes()


@pytest.fixture(scope="module")
def doc() -> bytes:
    return saved_as("doc", a_docx(), "docx")


def code_of(data: bytes, name: str, limits: Limits = DEFAULT) -> str:
    with pytest.raises(ReadingError) as caught:
        read_old_office(data, name, limits)
    assert name in str(caught.value)
    return caught.value.code


def programs(folder: Path) -> list[str]:
    """The command lines of the LibreOffice processes that work below the folder."""
    lines = []
    for process in Path("/proc").glob("[0-9]*/cmdline"):
        try:
            line = process.read_bytes().replace(b"\0", b" ").decode(errors="replace")
        except OSError:
            continue
        if "soffice" in line and str(folder) in line:
            lines.append(line)
    return lines


def wait_until_gone(folder: Path) -> None:
    patience = time.monotonic() + 60
    while programs(folder) and time.monotonic() < patience:
        time.sleep(0.05)
    assert programs(folder) == []


@needs_libreoffice
def test_a_doc_is_read_with_headings_and_tables(doc: bytes) -> None:
    reading = parse(doc, "a.doc")
    blocks = [(block.kind, reading.text[block.start : block.end]) for block in reading.blocks]
    assert blocks[:2] == [("heading", "Förderung"), ("paragraph", "Die Frist endet im Juni.")]
    assert "Betrag: 7,6 Mio. €" in reading.text
    assert (reading.title, reading.warnings) == ("Richtlinie", ())


@needs_libreoffice
def test_an_rtf_is_read_and_a_missing_title_is_not_made_up() -> None:
    reading = parse(rtf("Größe und Maß.\nZweiter Absatz."), "a.rtf")
    assert reading.text == "Größe und Maß.\n\nZweiter Absatz."
    assert reading.title is None


@needs_libreoffice
def test_an_xls_is_read_as_a_table() -> None:
    reading = parse(saved_as("xls", an_xlsx(), "xlsx"), "a.xls")
    assert "Übersicht" in reading.text
    line = next(line for line in reading.text.split("\n") if "Göttingen" in line)
    assert "7" in line


@needs_libreoffice
def test_an_xlsb_is_read_as_a_table() -> None:
    data = an_xlsb("Übersicht", [["Ort", "Betriebe"], ["Köln", 12.0], ["Göttingen", 7.5]])
    reading = parse(data, "a.xlsb")
    assert reading.text == "Übersicht\n\nOrt | Betriebe\nOrt: Köln | Betriebe: 12\nOrt: Göttingen | Betriebe: 7,5"
    assert code_of(data, "a.xlsb", Limits(unpacked_bytes=100)) == "inflates_too_much"


@needs_libreoffice
def test_a_ppt_is_read_slide_by_slide_with_notes() -> None:
    reading = parse(saved_as("ppt", a_pptx(), "pptx"), "a.ppt")
    pages = [reading.text[page.start : page.end].split() for page in reading.pages]
    assert pages == [["Folie", "1", "Größe", "1", "Notiz", "1"], ["Folie", "2", "Größe", "2", "Notiz", "2"]]


@needs_libreoffice
def test_a_wrong_suffix_is_noticed(doc: bytes) -> None:
    assert parse(doc, "a.xls").warnings == (Notice.of("wrong_suffix", suffix=".xls", format="DOC"),)


@needs_libreoffice
def test_a_conversion_works_in_a_process_with_little_memory(doc: bytes, tmp_path: Path) -> None:
    (tmp_path / "a.doc").write_bytes(doc)
    process = ReaderProcess(Limits(memory_bytes=200 * MB))
    try:
        taken = process.run(read_documents, Task(tmp_path / "a.doc", tmp_path, Rules()))
    finally:
        process.close()
    assert "Die Frist endet im Juni." in taken.documents[0].text


@needs_libreoffice
def test_several_conversions_do_not_disturb_each_other() -> None:
    with ThreadPoolExecutor(4) as pool:
        texts = list(pool.map(lambda number: parse(rtf(f"Text Nummer {number}."), "a.rtf").text, range(4)))
    assert texts == [f"Text Nummer {number}." for number in range(4)]


def test_without_libreoffice_the_remedy_is_to_install_it(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    with pytest.raises(ReadingError) as caught:
        parse(rtf("Text."), "a.rtf")
    assert caught.value.code == "office_missing"
    assert "apt install libreoffice-writer-nogui" in caught.value.explain("en").remedy
    assert "DOCX" in caught.value.remedy


@needs_libreoffice
def test_what_libreoffice_cannot_open_is_refused(doc: bytes) -> None:
    start = doc.find(b"\xec\xa5")  # the first bytes of the stream WordDocument
    assert code_of(doc[:start] + bytes(512) + doc[start + 512 :], "a.doc") == "office_failed"
    assert code_of(b"{\\rtf1 Text {\\b fett", "a.rtf") == "office_failed"


@needs_libreoffice
def test_a_damaged_table_is_not_read_as_signs_without_sense() -> None:
    data = saved_as("xls", an_xlsx(), "xlsx")
    start = data.find(b"\x09\x08\x10\x00")  # the first bytes of the stream Workbook
    assert code_of(data[:start] + bytes(512) + data[start + 512 :], "a.xls") == "office_failed"
    with pytest.raises(ReadingError):
        parse(data[: len(data) // 2], "a.xls")


@needs_libreoffice
def test_an_encrypted_file_is_locked(doc: bytes) -> None:
    changed = bytearray(doc)
    start = doc.find(b"\xec\xa5")  # the first bytes of the stream WordDocument
    changed[start + 11] |= 0x01
    assert sniff(bytes(changed), ".doc").content == "doc"
    assert code_of(bytes(changed), "a.doc") == "locked_file"


# The records BOF (version, kind) and FilePass (RC4, its version) of a workbook.
BOOK_WITH_PASSWORD = struct.pack("<HHHH12xHHHHH48x", 0x0809, 16, 0x0600, 0x0005, 0x002F, 54, 1, 1, 1)
SLIDES_WITH_PASSWORD = {"PowerPoint Document": bytes(64), "Current User": bytes(12) + b"\xdf\xc4\xd1\xf3"}


@needs_libreoffice
@pytest.mark.parametrize(
    ("name", "streams"), [("a.xls", {"Workbook": BOOK_WITH_PASSWORD}), ("a.ppt", SLIDES_WITH_PASSWORD)]
)
def test_encrypted_tables_and_slides_are_locked(name: str, streams: dict[str, bytes]) -> None:
    assert code_of(compound_file(streams), name) == "locked_file"


@needs_libreoffice
def test_a_conversion_that_takes_too_long_ends_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", str(tmp_path))
    assert code_of(rtf("Text."), "a.rtf", Limits(page_seconds=0.05)) == "reading_too_slow"
    assert list(tmp_path.iterdir()) == []
    wait_until_gone(tmp_path)


PROGRAM = """
import sys
from pathlib import Path
from assistant.reading.read import read
read(Path(sys.argv[1]))
"""


@needs_libreoffice
def test_libreoffice_ends_with_the_process_that_started_it(tmp_path: Path) -> None:
    (tmp_path / "lang.rtf").write_bytes(rtf("Ein Absatz.\n" * 1_000_000))
    environment = os.environ | {"PYTHONPATH": str(Path(assistant.__file__).parents[1]), "TMPDIR": str(tmp_path)}
    with subprocess.Popen([sys.executable, "-c", PROGRAM, str(tmp_path / "lang.rtf")], env=environment) as process:
        patience = time.monotonic() + 30
        while not programs(tmp_path) and time.monotonic() < patience:
            time.sleep(0.02)
        time.sleep(2)  # its first start only makes a profile
        assert programs(tmp_path)
        process.kill()
    wait_until_gone(tmp_path)


class _Visits(BaseHTTPRequestHandler):
    """Notes who comes, whatever he wants."""

    paths: list[str]

    def __getattr__(self, name: str) -> object:
        if name.startswith("do_"):
            return self._note
        raise AttributeError(name)

    def _note(self) -> None:
        self.paths.append(self.path)
        self.send_response(404)
        self.end_headers()

    def log_message(self, *_: object) -> None: ...


@pytest.fixture
def website() -> Iterator[tuple[str, list[str]]]:
    """The address of a server on this machine, and what was asked of it."""
    handler = type("Visits", (_Visits,), {"paths": []})
    with ThreadingHTTPServer(("127.0.0.1", 0), handler) as server:
        thread = threading.Thread(target=server.serve_forever)
        thread.start()
        yield f"http://127.0.0.1:{server.server_port}", handler.paths  # type: ignore[attr-defined]
        server.shutdown()
        thread.join()


@needs_libreoffice
def test_nothing_is_fetched_that_a_file_names(website: tuple[str, list[str]]) -> None:
    address, visits = website
    page = f"<html><body><p>Vor dem Bild.</p><img src='{address}/bild.png' width=9 height=9></body></html>"
    data = saved_as("doc:MS Word 97", page.encode(), "html")
    assert f"{address}/bild.png".encode() in data.replace(b"\0", b"")
    saved_as("docx", data, "doc")
    assert visits != []  # LibreOffice as people use it fetches the picture
    visits.clear()
    assert "Vor dem Bild." in parse(data, "a.doc").text
    fields = "".join(
        rf'{{\field{{\*\fldinst {kind} "{address}/{kind}"}}{{\fldrslt }}}}'
        for kind in ("INCLUDEPICTURE", "INCLUDETEXT", "HYPERLINK")
    )
    assert parse(rtf(f"Text. {fields}{{\\*\\template {address}/vorlage}}"), "a.rtf").text == "Text."
    assert visits == []


@needs_libreoffice
def test_no_other_file_gets_into_the_text(tmp_path: Path) -> None:
    secret = tmp_path / "geheim.txt"
    secret.write_text("Das Geheimnis.", encoding="utf-8")
    fields = "".join(
        rf'{{\field{{\*\fldinst {kind} "{place}"}}{{\fldrslt }}}}'
        for kind in ("INCLUDETEXT", "INCLUDE", "DDEAUTO soffice")
        for place in (secret, secret.as_uri())
    )
    assert "Geheimnis" not in parse(rtf(f"Text. {fields}"), "a.rtf").text
