"""The file of a document is found again, compared with what was read, and taken out of what holds it."""

from __future__ import annotations

import io
import os
import zipfile
from email.message import EmailMessage
from pathlib import Path

import pytest
from web_originals import PAGES, pdf, read_from

from assistant.errors import ReadingError
from assistant.reading.limits import DEFAULT
from assistant.reading.originals import Held, Original, held, obstacle, opened, taken_out
from assistant.records import Document

TEXT = b"Die Frist endet am 30. Juni 2025."


def zipped(**files: bytes) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w") as archive:
        for name, data in files.items():
            archive.writestr(name, data)
    return target.getvalue()


def mail(attached: bytes | None = None) -> bytes:
    message = EmailMessage()
    message["From"], message["To"], message["Subject"] = "a@netz.example", "b@netz.example", "Frist"
    message["Date"] = "Mon, 06 May 2024 10:00:00 +0200"
    message.set_content("Die Frist steht in der Anlage.")
    if attached:
        message.add_attachment(attached, maintype="text", subtype="plain", filename="frist.txt")
    return message.as_bytes()


def code_of(original: Original) -> str:
    with pytest.raises(ReadingError) as caught:
        taken_out(original, DEFAULT)
    assert original.name in caught.value.explain().message
    return caught.value.code


def only(documents: tuple[Document, ...], name: str) -> Original:
    [document] = [document for document in documents if document.location.endswith(name)]
    return Original.of(document)


def test_a_file_is_given_as_it_was_read(tmp_path: Path) -> None:
    [document] = read_from(tmp_path / "Fördersätze.txt", TEXT)
    original = Original.of(document)
    assert original.name == "Fördersätze.txt"
    assert obstacle(original) is None
    assert taken_out(original, DEFAULT) == TEXT
    with opened(original) as file:
        assert file.read() == TEXT


def test_a_file_that_has_changed_or_gone_is_not_given(tmp_path: Path) -> None:
    [document] = read_from(tmp_path / "frist.txt", TEXT)
    original = Original.of(document)
    original.path.write_bytes(TEXT.replace(b"30", b"31"))
    assert (obstacle(original), code_of(original)) == ("original_changed", "original_changed")
    with pytest.raises(ReadingError) as caught:
        opened(original)
    assert caught.value.code == "original_changed"
    original.path.unlink()
    assert (obstacle(original), code_of(original)) == ("original_gone", "original_gone")
    with pytest.raises(ReadingError) as caught:
        opened(original)
    assert caught.value.code == "original_gone"


def test_what_has_taken_the_place_of_the_file_is_not_given(tmp_path: Path) -> None:
    [document] = read_from(tmp_path / "frist.txt", TEXT)
    original = Original.of(document)
    secret = tmp_path / "geheim"
    secret.write_text("Das steht nur intern.", encoding="utf-8")
    original.path.unlink()
    original.path.symlink_to(secret)
    assert obstacle(original) == code_of(original) == "original_changed"
    original.path.unlink()
    original.path.mkdir()
    assert obstacle(original) == code_of(original) == "original_gone"
    if hasattr(os, "mkfifo"):
        original.path.rmdir()
        os.mkfifo(original.path)
        assert obstacle(original) == code_of(original) == "original_gone"


@pytest.mark.parametrize("location", ["", "frist.txt", "https://netz.example/frist.txt", "/a/\0/frist.txt", "/etc"])
def test_a_location_that_is_no_file_of_this_machine_has_none(location: str) -> None:
    original = Original(Path(location), "", "0" * 64)
    assert obstacle(original) == "original_gone"
    assert code_of(original) == "original_gone"


def test_a_member_is_taken_out_of_archives_and_mails_at_any_depth(tmp_path: Path) -> None:
    inner = zipped(**{"unten/richtlinie.pdf": pdf(*PAGES)})
    archive = zipped(**{"ordner/innen.zip": inner, "post.eml": mail(TEXT), "../../flucht.txt": b"Nach oben weg."})
    documents = read_from(tmp_path / "alles.zip", archive)
    assert taken_out(only(documents, "richtlinie.pdf"), DEFAULT) == pdf(*PAGES)
    assert taken_out(only(documents, "post.eml/frist.txt"), DEFAULT) == TEXT
    assert taken_out(only(documents, "flucht.txt"), DEFAULT) == b"Nach oben weg."
    assert only(documents, "flucht.txt").name == "flucht.txt"
    assert {Original.of(document).path for document in documents} == {tmp_path / "alles.zip"}


def test_a_member_of_a_changed_archive_is_given_if_it_is_still_the_same(tmp_path: Path) -> None:
    documents = read_from(tmp_path / "alles.zip", zipped(**{"a.txt": TEXT, "b.txt": b"Noch ein Satz."}))
    a, b = only(documents, "a.txt"), only(documents, "b.txt")
    a.path.write_bytes(zipped(**{"a.txt": TEXT, "b.txt": b"Ein anderer Satz."}))
    assert taken_out(a, DEFAULT) == TEXT
    assert code_of(b) == "original_changed"


def test_a_file_that_holds_files_is_given_only_to_who_may_see_them_all(tmp_path: Path) -> None:
    documents = read_from(tmp_path / "post.eml", mail(TEXT))
    whole, inside = only(documents, "post.eml"), only(documents, "frist.txt")
    assert held(Held(whole, with_files=True), DEFAULT) == b""
    assert held(Held(inside, with_files=False), DEFAULT) == TEXT
    with pytest.raises(ReadingError) as caught:
        held(Held(whole, with_files=False), DEFAULT)
    assert caught.value.code == "original_holds_files"
    [alone] = read_from(tmp_path / "allein.eml", mail())
    assert held(Held(Original.of(alone), with_files=False), DEFAULT) == b""
