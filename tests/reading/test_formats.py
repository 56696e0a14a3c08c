"""What a file is, by its content."""

from __future__ import annotations

import io
import time
import zipfile

import pytest
from compound import compound_file

from assistant.reading.formats import sniff


@pytest.mark.parametrize("before", [b"", b"\n ", b'<?xml version="1.0"?>\n', b"<!-- eins --> <!--\nzwei\n-->\n"])
def test_a_web_page_is_known_behind_declarations_and_comments(before: bytes) -> None:
    assert sniff(before + b"<!DOCTYPE html><p>Text</p>", ".txt").content == "html"
    assert sniff(before + b"<html lang='de'>", ".htm").content == "html"


def test_a_page_inside_a_comment_is_none() -> None:
    assert sniff(b"<!-- <html> --> Text", ".txt").content == "txt"


@pytest.mark.parametrize("opening", [b"<!-- x -->", b"<!-- x -->\n ", b"<!--", b"\n \t"])
def test_openings_that_lead_nowhere_take_no_time(opening: bytes) -> None:
    started = time.perf_counter()
    assert sniff(opening * 300 + b"Text", ".txt").content == "txt"
    assert time.perf_counter() - started < 10


@pytest.mark.parametrize("start", ["BMBF fördert", "BMWK-Richtlinie", "BM"])
def test_a_text_that_starts_like_a_bitmap_is_a_text(start: str) -> None:
    assert sniff(f"{start} die Weiterbildung in Betrieben.".encode(), ".txt").content == "txt"


def test_a_bitmap_is_an_image() -> None:
    header = b"BM" + (70).to_bytes(4, "little") + bytes(4) + (54).to_bytes(4, "little") + bytes(60)
    assert sniff(header, ".bmp").content == "image"


@pytest.mark.parametrize(
    ("part", "content"), [("xl/workbook.xml", "xlsx"), ("xl/workbook.bin", "xlsb"), ("word/document2.xml", "docx")]
)
def test_a_workbook_is_known_by_its_main_part(part: str, content: str) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr(part, "")
    assert sniff(target.getvalue(), ".xls").content == content


@pytest.mark.parametrize("template", ["", "-template"])
@pytest.mark.parametrize(("kind", "content"), [("text", "odt"), ("spreadsheet", "ods"), ("presentation", "odp")])
def test_open_documents_and_their_templates_are_known_by_their_mime_type(
    kind: str, content: str, template: str
) -> None:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        archive.writestr("mimetype", f"application/vnd.oasis.opendocument.{kind}{template}")
    assert sniff(target.getvalue(), ".zip").content == content


def test_an_old_document_with_a_pdf_at_its_start_is_none() -> None:
    assert sniff(compound_file({"CONTENTS": b"%PDF-1.7", "WordDocument": b"..."}), ".doc").content == "doc"
