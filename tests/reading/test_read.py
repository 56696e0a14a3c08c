"""The door: which reader takes a file, and why none does."""

from __future__ import annotations

import contextlib
import io
import os
import re
import zipfile
from pathlib import Path

import docx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from reportlab.pdfgen.canvas import Canvas

from assistant.errors import ReadingError
from assistant.messages import de, en, worded
from assistant.reading import read as door
from assistant.reading.limits import Limits
from assistant.reading.read import load, parse, read

HTML = b"<!DOCTYPE html><html><body><p>Eine Seite.</p></body></html>"
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(500)
PNG = b"\x89PNG\r\n\x1a\n" + bytes(100)


def a_pdf(text: str = "Text im PDF.") -> bytes:
    target = io.BytesIO()
    canvas = Canvas(target, invariant=1)
    canvas.drawString(72, 700, text)
    canvas.save()
    return target.getvalue()


def a_docx() -> bytes:
    target = io.BytesIO()
    document = docx.Document()
    document.add_paragraph("Text im Dokument.")
    document.save(target)
    return target.getvalue()


def a_zip(**parts: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, content in parts.items():
            archive.writestr(name.replace("__", "/"), content)
    return target.getvalue()


@pytest.mark.parametrize(
    ("name", "data", "text"),
    [
        ("a.txt", b"Nur Text.", "Nur Text."),
        ("a.md", b"# Titel", "# Titel"),
        ("a.HTM", HTML, "Eine Seite."),
        ("a.docx", a_docx(), "Text im Dokument."),
        ("a.pdf", a_pdf(), "Text im PDF."),
        ("a.csv", b"Lab;Ort", "Lab: Ort"),
    ],
)
def test_a_file_with_the_right_suffix_is_read_without_a_warning(name: str, data: bytes, text: str) -> None:
    reading = parse(data, name)
    assert (reading.text, reading.warnings) == (text, ())


@pytest.mark.parametrize(
    ("name", "data", "text", "warning"),
    [
        ("a.docx", a_pdf(), "Text im PDF.", "Die Endung (.docx) passt nicht zum Inhalt; gelesen als PDF."),
        ("a", a_pdf(), "Text im PDF.", "Die Datei hat keine Endung; gelesen als PDF."),
        ("a.pdf", a_docx(), "Text im Dokument.", "Die Endung (.pdf) passt nicht zum Inhalt; gelesen als DOCX."),
        ("a.txt", HTML, "Eine Seite.", "Die Endung (.txt) passt nicht zum Inhalt; gelesen als HTML."),
        ("a.pptx", HTML, "Eine Seite.", "Die Endung (.pptx) passt nicht zum Inhalt; gelesen als HTML."),
    ],
)
def test_a_wrong_suffix_is_noticed_and_named(name: str, data: bytes, text: str, warning: str) -> None:
    reading = parse(data, name)
    assert (reading.text, [worded(one, "de").message for one in reading.warnings]) == (text, [warning])


@pytest.mark.parametrize(
    ("name", "data", "code"),
    [
        ("a.txt", b"", "empty_file"),
        ("a.txt", b" \n\xef\xbb\xbf\n", "empty_file"),
        ("a.md", b"***\n---\n", "no_text"),
        ("a.html", b"<html><body></body></html>", "no_text"),
        ("a.pdf", a_pdf(""), "scan_without_text"),
        ("a.pdf", b"Nur Text.", "text_in_disguise"),
        ("a.docx", a_docx()[:700], "broken_file"),
        ("a.docx", a_zip(word__document_xml=b"kein XML", **{"word/document.xml": b"kein XML"}), "broken_file"),
        ("a.docx", OLE + "EncryptedPackage\0".encode("utf-16-le"), "locked_file"),
        ("a.docx", b"\x00\x01\x02\x03" * 50, "broken_file"),
        ("a.msg", OLE + "__properties_version1.0\0".encode("utf-16-le"), "broken_file"),
        ("a.epub", a_zip(mimetype=b"application/epub+zip"), "unsupported_format"),
        ("a.xlsx", a_zip(**{"xl/workbook.xml": b""}), "broken_file"),
        ("a.odt", a_zip(mimetype=b"application/vnd.oasis.opendocument.text"), "broken_file"),
        ("a.zip", a_zip(), "no_text"),
        ("a.zip", a_zip(inhalt=b"Text")[:-30], "broken_file"),
        ("a.zip", b"7z\xbc\xaf\x27\x1c" + bytes(50), "archive_file"),
        ("a.png", PNG, "broken_file"),
        ("a.xyz", b"Nur Text.", "unknown_format"),
        ("LIESMICH", b"Nur Text.", "unknown_format"),
        ("a.bin", b"\x00\x01\x02\x03" * 50, "unknown_format"),
    ],
)
def test_what_cannot_be_read_is_refused_with_a_reason_and_a_remedy(name: str, data: bytes, code: str) -> None:
    with pytest.raises(ReadingError) as caught:
        parse(data, name)
    assert caught.value.code == code
    for language in ("de", "en"):
        message, remedy = caught.value.explain(language)
        assert name in message
        assert remedy.endswith((".", "ocrmypdf."))


def test_a_file_that_is_gone_or_a_folder_is_refused(tmp_path: Path) -> None:
    for path, code in ((tmp_path / "weg.txt", "file_gone"), (tmp_path, "folder_forbidden")):
        with pytest.raises(ReadingError) as caught:
            load(path)
        assert caught.value.code == code


def test_what_is_no_regular_file_is_refused_instead_of_waited_for(tmp_path: Path) -> None:
    pipe = tmp_path / "rohr.txt"
    os.mkfifo(pipe)
    for path in (pipe, Path("/dev/zero")):
        with pytest.raises(ReadingError) as caught:
            read(path)
        assert caught.value.code == "not_a_file"


def test_a_file_that_must_not_be_read_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "geheim.txt"
    path.write_text("Text", encoding="utf-8")
    path.chmod(0)
    if os.access(path, os.R_OK):  # root may read everything
        monkeypatch.setattr(Path, "read_bytes", _forbidden)
    with pytest.raises(ReadingError) as caught:
        read(path)
    assert caught.value.code == "file_forbidden"


def _forbidden(path: Path) -> bytes:
    raise PermissionError(13, "Permission denied", str(path))


def test_a_disk_error_is_named(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "defekt.txt"
    path.write_text("Text", encoding="utf-8")

    def broken(path: Path) -> bytes:
        raise OSError(5, "Input/output error")

    monkeypatch.setattr(Path, "read_bytes", broken)
    with pytest.raises(ReadingError, match="Input/output error"):
        read(path)


def test_limits_name_both_numbers(tmp_path: Path) -> None:
    path = tmp_path / "lang.txt"
    path.write_text("Wort " * 1000, encoding="utf-8")
    with pytest.raises(ReadingError, match=r"5000 Zeichen \(höchstens 2000\)"):
        read(path, Limits(characters=2000))
    with pytest.raises(ReadingError) as caught:
        read(path, Limits(file_bytes=1000))
    assert caught.value.code == "file_too_large"


def test_every_code_of_this_room_has_words_in_both_languages() -> None:
    sources = Path(door.__file__).parent.rglob("*.py")
    raised = set(re.findall(r'Error\(\s*"(\w+)"', "".join(path.read_text(encoding="utf-8") for path in sources)))
    assert {"scan_without_text", "garbled_text", "missing_path", "rule_key"} <= raised
    assert raised <= de.ERRORS.keys()
    assert raised <= en.ERRORS.keys()


# Starting LibreOffice for RTF takes longer than a test of Hypothesis may.
NOT_RTF = st.binary(max_size=300).filter(lambda data: not data.startswith(b"{\\rtf"))


@given(NOT_RTF, st.sampled_from(["a.txt", "a.md", "a.html", "a.docx", "a.pptx", "a.pdf", "a"]))
def test_any_bytes_are_read_or_refused_but_never_crash(data: bytes, name: str) -> None:
    for content in (data, b"%PDF-1.7\n" + data, b"PK\x03\x04" + data, b"<html>" + data):
        with contextlib.suppress(ReadingError):
            assert parse(content, name).blocks


DECISION = "\n\n".join(f"{number}\n\nSie baut seit {1990 + number} Räder." for number in range(1, 6))


def test_numbers_above_the_paragraphs_stay_in_the_text_and_are_no_paragraphs() -> None:
    reading = parse(f"Gründe\n\n{DECISION}\n\n3\n".encode(), "a.txt")
    shown = [block.span.of(reading.text) for block in reading.blocks]
    assert shown == ["Gründe", *(f"Sie baut seit {1990 + number} Räder." for number in range(1, 6)), "3"]
    assert "\n2\n" in reading.text


def test_numbers_above_the_paragraphs_of_a_page_are_left_out_too() -> None:
    rows = "".join(f"<dl><dt><a>{number}</a></dt><dd><p>Satz {number}.</p></dd></dl>" for number in range(1, 6))
    reading = parse(f"<!DOCTYPE html><html><body>{rows}</body></html>".encode(), "a.html")
    assert [block.span.of(reading.text) for block in reading.blocks] == [f"Satz {number}." for number in range(1, 6)]


@pytest.mark.parametrize(
    ("text", "count"), [("Titel\n\n1\n\nEins.\n\n2\n\nZwei.", 2), ("Titel\n\n1\n\n2\n\n3\n\n4\n\nText.", 4)]
)
def test_a_few_numbers_and_numbers_below_one_another_are_paragraphs(text: str, count: int) -> None:
    reading = parse(text.encode(), "a.txt")
    assert sum(block.span.of(reading.text).isdecimal() for block in reading.blocks) == count


def test_paragraphs_with_numbers_that_are_parts_of_one_sentence_are_items() -> None:
    document = docx.Document()
    lines = [
        "Der Plan enthält",
        "1. eine Übersicht über:",
        "a) Kunden und",
        "b) Erzeugnisse,",
        "2. einen Zeitplan.",
        "3. Ende",
    ]
    for line in lines:
        document.add_paragraph(line)
    target = io.BytesIO()
    document.save(target)
    shown = [(block.kind, block.level) for block in parse(target.getvalue(), "a.docx").blocks]
    assert shown == [("paragraph", 0), ("item", 1), ("item", 2), ("item", 2), ("item", 1), ("paragraph", 0)]
