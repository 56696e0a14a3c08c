"""Files of every name that a disk or an archive allows are taken in, found, and known by their name again."""

from __future__ import annotations

import io
import os
import unicodedata
import zipfile
from collections import Counter
from pathlib import Path

import pytest
from fakes import ToyEmbedder

from assistant.indexing.check import check
from assistant.indexing.index import Index
from assistant.indexing.ingest import ingest_paths
from assistant.indexing.run import Plan
from assistant.indexing.runs import demanded
from assistant.language.terms import stems
from assistant.reading.document import lying_at
from assistant.records import Audience, DocumentInfo

STAFF: frozenset[Audience] = frozenset({"public", "internal"})
LONGEST = "ä" * 125 + "x.txt"
NAMES = (
    "a..%2F..%2Fetc.txt", "a..txt..txt", "a#b?c=d&e.txt", "50%.txt", "%41%00.txt", "zwei\nZeilen\r\t.txt",
    "a\\b\\c.txt", "C:\\Windows.txt", "-rf *.txt", "'; DROP TABLE documents; --.txt", '<b>"fett".txt', "{0} {path}.txt",
    "rechnung\u202etxt.exe.txt", "\x1b[2J.txt", " am Rand .txt", "Größe – 🌱.txt", "a › b.txt", LONGEST,
)  # fmt: skip


def plan(embedder: ToyEmbedder) -> Plan:
    return Plan(embedder.name, lambda: embedder, 16)


def found(data: Path, word: str) -> list[DocumentInfo]:
    """The documents that hold `word`, found through the published index."""
    index = Index.open(data, "toy")
    try:
        ids = [id for id, _ in index.lexical("stems", Counter(stems(word)), STAFF, 1000)]
        infos = {passage.document.id: passage.document for passage in index.passages(ids, STAFF).values()}
        for id in infos:
            document = index.document(id, STAFF)
            assert document is not None
            assert word in document.text
        return sorted(infos.values(), key=lambda info: info.path)
    finally:
        index.close()


def composed(text: str) -> str:
    return unicodedata.normalize("NFC", text)


def decomposed(text: str) -> str:
    return unicodedata.normalize("NFD", text)


def test_every_name_on_the_disk_is_taken_in_and_found(tmp_path: Path, data: Path, embedder: ToyEmbedder) -> None:
    folder = tmp_path / "Übersicht #1 100%\nalt"
    folder.mkdir()
    assert len(LONGEST.encode()) == 255
    for number, name in enumerate(NAMES):
        (folder / name).write_text(decomposed(f"Förderung Zeichen{number}. Der Text darin."), encoding="utf-8")
    report = ingest_paths(data, [folder], plan(embedder))
    assert (report.added, report.failed) == (len(NAMES), [])
    for number, name in enumerate(NAMES):
        assert [info.path for info in found(data, f"Zeichen{number}")] == [name]
    assert len(found(data, "Förderung")) == len(NAMES)
    assert ingest_paths(data, [folder], plan(embedder)).unchanged == len(NAMES)
    for name in NAMES[5:9]:
        (folder / name).unlink()
    assert ingest_paths(data, [folder], plan(embedder), prune=True).removed == 4
    assert found(data, "Zeichen5") == []


def test_a_decomposed_name_is_found_and_known_composed(tmp_path: Path, data: Path, embedder: ToyEmbedder) -> None:
    folder = tmp_path / decomposed("Anträge")
    folder.mkdir()
    (folder / decomposed("Änderung der Größe.txt")).write_text(
        "14.01.2015\n\n„Der Text darin …“ – vom Mai, und so weiter:", encoding="utf-8"
    )
    ingest_paths(data, [tmp_path / decomposed("Anträge")], plan(embedder))
    [info] = found(data, "Text")
    assert (info.path, info.title) == (composed("Änderung der Größe.txt"), composed("Änderung der Größe"))


def test_bytes_that_are_no_utf8_in_a_name_are_replaced(tmp_path: Path, data: Path, embedder: ToyEmbedder) -> None:
    folder = tmp_path / "alt"
    folder.mkdir()
    try:
        Path(os.fsdecode(os.fsencode(folder) + b"/Gr\xf6\xdfe.txt")).write_text("Der Text darin.", encoding="utf-8")
    except OSError:
        pytest.skip("this disk refuses such names")
    ingest_paths(data, [folder], plan(embedder))
    assert [info.path for info in found(data, "Text")] == ["Gr\ufffd\ufffde.txt"]
    assert check(data) == []


def test_a_folder_that_must_not_be_opened_tells_only_that_the_file_is_gone(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(path: Path) -> list[str]:
        raise PermissionError(path)

    monkeypatch.setattr("assistant.reading.document.os.listdir", refuse)
    assert lying_at(f"{tmp_path}/Gr\ufffd.txt") == tmp_path / "Gr\ufffd.txt"


def test_the_names_of_warnings_are_written_like_others(tmp_path: Path, data: Path, embedder: ToyEmbedder) -> None:
    other = tmp_path / "alt" / os.fsdecode(b"gr\xfcn")
    try:
        (other / "index").mkdir(parents=True)
    except OSError:
        pytest.skip("this disk refuses such names")
    (other / "writer.lock").touch()
    (tmp_path / "alt" / "a.txt").write_text("Der Text darin.", encoding="utf-8")
    report = ingest_paths(data, [tmp_path / "alt"], plan(embedder))
    assert [Path(one.path).name for one in report.warnings] == ["gr\ufffdn"]


def test_a_named_folder_whose_bytes_are_no_utf8_is_taken_in_and_pruned(
    tmp_path: Path, data: Path, embedder: ToyEmbedder
) -> None:
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/B\xfccher"))
    try:
        folder.mkdir()
    except OSError:
        pytest.skip("this disk refuses such names")
    for name in ("a", "b"):
        (folder / f"{name}.txt").write_text(f"Der Text {name} darin.", encoding="utf-8")
    ingest_paths(data, [folder], plan(embedder))
    assert [asked.path for asked in demanded(data)] == [f"{tmp_path.resolve()}/B\ufffdcher"]
    (folder / "a.txt").unlink()
    assert ingest_paths(data, [folder], plan(embedder), prune=True).removed == 1
    assert [info.path for info in found(data, "Text")] == ["b.txt"]


def test_every_name_in_an_archive_is_taken_in_and_stays_inside(
    tmp_path: Path, data: Path, embedder: ToyEmbedder
) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    names = [*NAMES, "../../oben.txt", "/etc/passwd.txt", "o/../../p.txt", decomposed("Ü.txt"), "x" * 5000 + ".txt"]
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w") as archive:
        for number, name in enumerate(names):
            archive.writestr(name, f"Förderung Nummer{number}. Der Text darin.")
    (folder / "a.zip").write_bytes(packed.getvalue())
    before = sorted(tmp_path.rglob("*"))
    report = ingest_paths(data, [folder], plan(embedder))
    assert report.failed == []
    assert sorted(path for path in tmp_path.rglob("*") if not path.is_relative_to(data)) == before
    infos = found(data, "Förderung")
    assert len(infos) == len({info.path for info in infos}) == len(names)
    for info in infos:
        assert info.path.startswith("a.zip › ")
        assert not {"..", "."} & set(info.path.split(" › "))
        assert info.path == composed(info.path)
        assert info.path.isprintable()
    assert [info.path for info in found(data, f"Nummer{names.index('../../oben.txt')}")] == ["a.zip › oben.txt"]
