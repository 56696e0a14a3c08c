"""A ZIP is a folder: names, refusals of single files, limits."""

from __future__ import annotations

import contextlib
import io
import random
import struct
import unicodedata
import zipfile
import zlib
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.errors import ReadingError
from assistant.reading.describing.rules import Rules
from assistant.reading.document import Taken, Task, read_documents
from assistant.reading.heartbeat import watched
from assistant.reading.limits import DEFAULT, Limits
from assistant.reading.packed.archive import read_zip
from assistant.reading.packed.members import distinct, harmless
from assistant.reading.read import parse

Named = list[tuple[str | zipfile.ZipInfo, bytes]]


def a_zip(files: Named, method: int = zipfile.ZIP_DEFLATED) -> bytes:
    target = io.BytesIO()
    with zipfile.ZipFile(target, "w", method) as archive:
        for name, content in files:
            archive.writestr(name, content)
    return target.getvalue()


def a_zip_of_raw_names(names: list[bytes], flags: int = 0, extra: bytes = b"") -> bytes:
    """As other programs write them: names in bytes of any code page, put in the place of names as long."""
    holders = [f"{number:0{len(name)}d}" for number, name in enumerate(names)]
    files: Named = []
    for holder in holders:
        info = zipfile.ZipInfo(holder)
        info.extra = extra
        files.append((info, b"Text"))
    data = a_zip(files)
    for holder, name in zip(holders, names, strict=True):
        data = data.replace(holder.encode(), name)
    return with_flags(data, flags)


def with_flags(data: bytes, flags: int) -> bytes:
    """Sets bits in the flags of every entry, in both places."""
    changed = bytearray(data)
    for sign, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        at = changed.find(sign)
        while at >= 0:
            changed[at + offset] |= flags & 0xFF
            changed[at + offset + 1] |= flags >> 8
            at = changed.find(sign, at + 4)
    return bytes(changed)


def names_in(data: bytes) -> list[str]:
    return [attachment.name for attachment in read_zip(data, "a.zip").attachments]


def taken(data: bytes, folder: Path, limits: Limits = DEFAULT) -> Taken:
    path = folder / "a.zip"
    path.write_bytes(data)
    return read_documents(Task(path, folder, Rules()), limits)


def code_of(data: bytes, limits: Limits = DEFAULT) -> str:
    with pytest.raises(ReadingError) as caught:
        read_zip(data, "a.zip", limits)
    assert "a.zip" in str(caught.value)
    return caught.value.code


def test_each_file_becomes_a_document_at_its_path(tmp_path: Path) -> None:
    data = a_zip([("protokolle/", b""), ("protokolle/Sitzung Mai.txt", b"Es wurde beschlossen."), ("b.md", b"# Plan")])
    documents = taken(data, tmp_path).documents
    assert [document.info.path for document in documents] == ["a.zip › protokolle › Sitzung Mai.txt", "a.zip › b.md"]
    assert [document.text for document in documents] == ["Es wurde beschlossen.", "# Plan"]


def test_what_systems_leave_behind_is_no_document() -> None:
    litter = [
        *("__MACOSX/._a.txt", ".DS_Store", "ordner/.DS_Store", "ordner/Thumbs.db", "DESKTOP.INI", "~$bericht.docx"),
        *(".git/config", "corpus.toml"),
    ]
    assert names_in(a_zip([(name, b"x") for name in (*litter, "a.txt")])) == ["a.txt"]


def test_a_link_in_an_archive_is_not_followed_and_no_document() -> None:
    link = zipfile.ZipInfo("link.txt")
    link.external_attr = 0o120777 << 16
    assert names_in(a_zip([(link, b"/etc/passwd")])) == []


@pytest.mark.parametrize("encoding", ["cp437", "cp850", "utf-8"])
def test_umlauts_in_names_are_read_whatever_windows_wrote(encoding: str) -> None:
    names = ["Förderübersicht/Größe.txt", "Anträge ÄÖÜß.txt"]
    assert names_in(a_zip_of_raw_names([name.encode(encoding) for name in names])) == names


def test_names_marked_as_utf8_and_decomposed_ones_are_composed() -> None:
    decomposed = unicodedata.normalize("NFD", "Übersicht.txt")
    assert names_in(a_zip([(decomposed, b"x")])) == ["Übersicht.txt"]
    assert names_in(a_zip_of_raw_names([decomposed.encode()], flags=0x800)) == ["Übersicht.txt"]


def test_the_extra_field_with_the_name_in_unicode_is_believed_if_it_is_for_this_name() -> None:
    for checksum, expected in ((zlib.crc32(b"Gr__e.txt"), "Größe – 1.txt"), (7, "Gr__e.txt")):
        field = b"\1" + struct.pack("<I", checksum) + "Größe – 1.txt".encode()
        extra = struct.pack("<HHHH", 0x9999, 0, 0x7075, len(field)) + field
        assert names_in(a_zip_of_raw_names([b"Gr__e.txt"], extra=extra)) == [expected]


@pytest.mark.parametrize(
    ("name", "shown"),
    [
        ("/etc/passwd.txt", "etc/passwd.txt"),
        ("../../etc/passwd.txt", "etc/passwd.txt"),
        ("C:\\Users\\x\\a.txt", "Users/x/a.txt"),
        ("a/./b//../c.txt", "a/b/c.txt"),
        ("zwei\nZeilen\t\x07.txt", "zwei Zeilen .txt"),
        ("rechnung\u202etxt.exe", "rechnung txt.exe"),
        ("..", "ohne Namen"),
    ],
)
def test_a_name_leads_nowhere_else(name: str, shown: str) -> None:
    assert harmless(name) == shown


@given(st.text(max_size=60))
def test_any_name_is_harmless(name: str) -> None:
    shown = harmless(name)
    assert shown == unicodedata.normalize("NFC", shown)
    assert shown.encode()
    assert not {"", ".", ".."} & set(shown.split("/"))
    assert harmless(shown) == shown


@given(st.lists(st.sampled_from(["a.txt", "a (2).txt", "a (3).txt", "o/a.txt", "a"]), max_size=12))
def test_no_name_is_given_twice(names: list[str]) -> None:
    chosen = list(distinct(names))
    assert len(set(chosen)) == len(names)
    assert [name for name, new in zip(names, chosen, strict=True) if new == name][:1] == names[:1]


def test_two_files_of_one_name_are_two_documents(tmp_path: Path) -> None:
    with pytest.warns(UserWarning, match="Duplicate name"):
        data = a_zip([("a.txt", b"Das eine."), ("a.txt", b"Das andere.")])
    documents = taken(data, tmp_path).documents
    assert [(d.info.path, d.text) for d in documents] == [
        ("a.zip › a.txt", "Das eine."),
        ("a.zip › a (2).txt", "Das andere."),
    ]


def test_nothing_is_written_outside_or_anywhere(tmp_path: Path) -> None:
    folder = tmp_path / "unten" / "tief"
    folder.mkdir(parents=True)
    documents = taken(a_zip([("../../oben.txt", b"Hallo Welt.")]), folder).documents
    assert [document.info.path for document in documents] == ["a.zip › oben.txt"]
    assert sorted(tmp_path.rglob("*")) == [tmp_path / "unten", folder, folder / "a.zip"]


def test_a_locked_or_damaged_file_is_refused_alone(tmp_path: Path) -> None:
    locked = with_flags(a_zip([("geheim.txt", b"Geheim")]), 1)
    data = a_zip([("a.txt", b"Offen."), ("kaputt.txt", b"Ein Satz in diesem Text.")], zipfile.ZIP_STORED)
    documents, refusals = taken(data.replace(b"Ein Satz", b"Kein Sat"), tmp_path)
    assert [document.text for document in documents] == ["Offen."]
    assert [(refusal.path, refusal.code) for refusal in refusals] == [("a.zip › kaputt.txt", "member_damaged")]
    both = a_zip([("innen.zip", locked), ("a.txt", b"Offen.")])
    documents, refusals = taken(both, tmp_path)
    assert [document.text for document in documents] == ["Offen."]
    assert [refusal.path for refusal in refusals] == ["a.zip › innen.zip › geheim.txt"]
    assert refusals[0].code == "locked_file"


def test_a_file_packed_in_an_unknown_way_is_named(tmp_path: Path) -> None:
    data = bytearray(a_zip([("a.txt", b"Text")]))
    for sign, offset in ((b"PK\x03\x04", 8), (b"PK\x01\x02", 10)):
        at = data.find(sign) + offset
        data[at : at + 2] = struct.pack("<H", 9)  # Deflate64, which Windows uses above 2 GB
    assert [a.refused for a in read_zip(bytes(data), "a.zip").attachments] == ["member_packing"]
    with pytest.raises(ReadingError, match=r"a\.txt"):
        taken(bytes(data), tmp_path)


def test_an_archive_of_too_many_files_is_refused() -> None:
    data = a_zip([(f"{number}.txt", b"x") for number in range(11)])
    assert code_of(data, Limits(members=10)) == "too_many_inside"
    assert len(read_zip(data, "a.zip", Limits(members=11)).attachments) == 11


def test_bytes_are_counted_as_they_come_and_not_as_promised() -> None:
    bomb = a_zip([(f"{number}.txt", bytes(1_000_000)) for number in range(9)])
    assert len(bomb) < 20_000
    assert code_of(bomb, Limits(unpacked_bytes=8_999_999)) == "inflates_too_much"
    assert len(read_zip(bomb, "a.zip", Limits(unpacked_bytes=9_000_000)).attachments) == 9
    lying = bomb.replace(struct.pack("<I", 1_000_000), struct.pack("<I", 10))
    assert {attachment.refused for attachment in read_zip(lying, "a.zip").attachments} == {"member_damaged"}


def test_entries_that_share_their_bytes_do_not_multiply_them() -> None:
    data = a_zip([("a.txt", bytes(500_000)), ("b.txt", b"Text")])
    first = data.find(b"PK\x01\x02")
    second = data.find(b"PK\x01\x02", first + 4)
    end = data.find(b"PK\x05\x06")
    shared = bytearray(data[first:second])
    entries = b"".join(bytes(shared).replace(b"a.txt", f"{n:05d}".encode()) for n in range(90))
    tail = bytearray(data[end:])
    tail[8:12] = struct.pack("<HH", 90, 90)
    tail[12:20] = struct.pack("<II", len(entries), first)
    overlapping = data[:first] + entries + bytes(tail)
    attachments = read_zip(overlapping, "a.zip", Limits(unpacked_bytes=1_000_000)).attachments
    assert sum(len(attachment.data) for attachment in attachments) <= 1_000_000


def test_archives_within_archives_end_at_the_limit(tmp_path: Path) -> None:
    data = a_zip([("ganz unten.txt", b"Hallo Welt.")])
    for level in range(6):
        data = a_zip([(f"{level}.zip", data), (f"{level}.txt", f"Ebene {level}.".encode())])
    documents, refusals = taken(data, tmp_path)
    assert [document.text for document in documents] == ["Ebene 3.", "Ebene 4.", "Ebene 5."]
    assert refusals[0].code == "nested_files"


def test_the_levels_share_one_limit_of_bytes(tmp_path: Path) -> None:
    inner = a_zip([("a.txt", b"A" * 600_000)])
    documents, refusals = taken(
        a_zip([("1.zip", inner), ("2.zip", inner), ("b.txt", b"Text")]), tmp_path, Limits(unpacked_bytes=1_000_000)
    )
    assert [document.info.path for document in documents] == ["a.zip › 1.zip › a.txt", "a.zip › b.txt"]
    assert [(refusal.path, refusal.code) for refusal in refusals] == [("a.zip › 2.zip", "inflates_too_much")]


def test_each_file_is_a_sign_of_life() -> None:
    signs: list[None] = []
    with watched(lambda: signs.append(None)):
        read_zip(a_zip([(f"{number}.txt", b"x") for number in range(5)]), "a.zip")
    assert len(signs) == 5


@settings(deadline=None)  # the first one imports
@given(st.integers(0, 2**32), st.integers(1, 40))
def test_a_damaged_archive_is_read_or_refused(seed: int, changes: int) -> None:
    chance = random.Random(seed)
    data = bytearray(a_zip([("a.txt", b"Text " * 50), ("o/b.txt", b"Mehr Text")]))
    for _ in range(changes):
        data[chance.randrange(4, len(data))] = chance.randrange(256)
    with contextlib.suppress(ReadingError):
        for attachment in parse(bytes(data), "a.zip").attachments:
            assert attachment.name == harmless(attachment.name)
            assert not (attachment.refused and attachment.data)


def test_an_archive_with_a_damaged_mark_of_its_format_does_not_spoil_the_one_around_it(tmp_path: Path) -> None:
    inner = bytearray(a_zip([("mimetype", b"application/epub+zip")], zipfile.ZIP_LZMA))
    properties = inner.index(b"mimetype") + len(b"mimetype") + 4
    inner[properties : properties + 5] = b"\xff" * 5
    documents, refusals = taken(a_zip([("a.zip", bytes(inner)), ("b.txt", b"Die Frist endet im Juni.")]), tmp_path)
    assert [document.info.path for document in documents] == ["a.zip › b.txt"]
    assert [(refusal.path, refusal.code) for refusal in refusals] == [("a.zip › a.zip", "broken_file")]
