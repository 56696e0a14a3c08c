"""`python -m assistant check`: every kind of damage is found, what can be mended is mended, and news is no damage."""

from __future__ import annotations

import errno
import json
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

import pytest
from corpora import corpus
from fakes import ToyEmbedder
from sqlalchemy import delete, select, text, update

from assistant.__main__ import main
from assistant.errors import StorageError, UnavailableError, VectorServerError
from assistant.indexing.catalog import Catalog
from assistant.indexing.check import check, repair
from assistant.indexing.index import Index, published_generation
from assistant.indexing.ingest import ingest_documents, ingest_paths
from assistant.indexing.lexical import TantivyIndex
from assistant.indexing.manifest import FORMAT, MANIFEST
from assistant.indexing.run import Plan
from assistant.indexing.runs import latest_runs
from assistant.indexing.tables import documents, passages, runs
from assistant.indexing.vectors import ChromaVectors
from assistant.storage.databases import server_engine
from assistant.storage.folder import DataFolder

NEWS = {"check_folder_gone"}  # the documents of `corpus` are no files


@pytest.fixture
def filled(data: Path, embedder: ToyEmbedder) -> Path:
    ingest_documents(data, corpus(12), embedder, 16)
    return data


def damage(data: Path) -> set[str]:
    return {finding.code for finding in check(data) if finding.is_damage}


def change(data: Path, statement: object) -> None:
    catalog = Catalog.open(DataFolder(data))
    with catalog.engine.begin() as connection:
        connection.execute(statement)  # type: ignore[call-overload]
    catalog.close()


def test_a_vector_server_that_is_too_slow_to_be_checked_is_told(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def slow(*_: object) -> set[str]:
        raise VectorServerError("chroma_slow", url="http://chroma:8000", seconds=10)

    monkeypatch.setattr(ChromaVectors, "ids", slow)
    [found] = [finding for finding in check(filled) if finding.is_damage]
    assert found.code == "check_index"
    assert "http://chroma:8000" in found.explain("de")


def lose_an_index(data: Path) -> None:
    shutil.rmtree(DataFolder(data).index(1) / "lexical")


def swap_a_passage_of_the_words(data: Path) -> None:
    """As many as before, but not the same; the seal is made to hold."""
    index = TantivyIndex(DataFolder(data).index(1) / "lexical")
    gone = sorted(index.ids("public"))[0]
    index.remove("public", [gone])
    index.add("public", [_entry()])
    index.commit()
    index.close()
    _unseal(data)


def _entry() -> object:
    from assistant.indexing.lexical import LexicalEntry

    return LexicalEntry("fremd-0-1", "fremd", {"stems": ["wort"], "grams": ["wor"]})


def _unseal(data: Path) -> None:
    file = DataFolder(data).index(1) / MANIFEST
    manifest = json.loads(file.read_text())
    file.write_text(json.dumps(manifest | {"seal": {}}))


def swap_a_passage_of_the_vectors(data: Path) -> None:
    store = ChromaVectors(DataFolder(data).index(1) / "chroma")
    [first, *_] = sorted(store.ids("public"))
    store._collections["public"].delete(ids=[first])
    store._collections["public"].add(ids=["fremd-0-1"], embeddings=[[1.0] * ToyEmbedder().dimension], documents=["x"])
    store.close()
    _unseal(data)


def change_a_passage(data: Path) -> None:
    change(data, update(passages).where(passages.c.row == 1).values(text="Das steht nirgends."))


def cut_a_vector(data: Path) -> None:
    change(data, update(passages).where(passages.c.row == 1).values(vector=b"\0\0"))


def cut_a_later_vector(data: Path) -> None:
    change(data, update(passages).where(passages.c.row == 2).values(vector=b"\0\0\0"))


def give_many_one_vector(data: Path) -> None:
    one = select(passages.c.vector).where(passages.c.row == 1).scalar_subquery()
    change(data, update(passages).where(passages.c.row <= 12).values(vector=one))


def cut_the_vectors_of_sentences(data: Path) -> None:
    change(data, update(passages).where(passages.c.row == 1).values(sentence_vectors=b"\0\0"))


def cut_the_vectors_of_words(data: Path) -> None:
    change(data, update(passages).where(passages.c.row == 1).values(word_vectors=b"\0\0"))


def garble_the_boxes(data: Path) -> None:
    change(data, update(documents).where(documents.c.row == 1).values(boxes=b"no boxes"))


def garble_the_pages(data: Path) -> None:
    change(data, update(documents).where(documents.c.row == 1).values(pages=[1, 2]))


def take_the_passages_away(data: Path) -> None:
    change(data, delete(passages).where(passages.c.document_row == 1))


def orphan_a_copy(data: Path) -> None:
    change(data, update(documents).where(documents.c.row == 1).values(is_copy=True))


def break_a_reference(data: Path) -> None:
    catalog = Catalog.open(DataFolder(data))
    with catalog.engine.connect() as connection:
        connection.execute(text("PRAGMA foreign_keys=OFF"))
        connection.execute(update(passages).where(passages.c.row == 1).values(document_row=999))
        connection.commit()
    catalog.close()


@pytest.mark.parametrize(
    ("harm", "code"),
    [
        (lose_an_index, "check_index"),
        (swap_a_passage_of_the_words, "check_ids"),
        (swap_a_passage_of_the_vectors, "check_ids"),
        (change_a_passage, "check_passage"),
        (cut_a_vector, "check_vectors"),
        (cut_a_later_vector, "check_vectors"),
        (give_many_one_vector, "check_collapsed"),
        (cut_the_vectors_of_sentences, "check_vectors"),
        (cut_the_vectors_of_words, "check_vectors"),
        (garble_the_boxes, "check_unreadable"),
        (garble_the_pages, "check_unreadable"),
        (take_the_passages_away, "check_no_passages"),
        (orphan_a_copy, "check_copies"),
        (break_a_reference, "check_database"),
    ],
)
def test_each_damage_is_found(harm: Callable[[Path], None], code: str, filled: Path) -> None:
    assert damage(filled) == set()
    harm(filled)
    assert code in damage(filled)


@pytest.mark.parametrize("harm", [lose_an_index, swap_a_passage_of_the_words, swap_a_passage_of_the_vectors])
def test_a_damaged_index_is_mended_from_the_catalogue(harm: Callable[[Path], None], filled: Path) -> None:
    harm(filled)
    assert {finding.code for finding in repair(filled)} == NEWS
    index = Index.open(filled, "toy")
    assert len(index.lexical("stems", {"labor": 1.0}, frozenset({"public", "internal"}), 99)) == 24
    index.close()


def test_a_folder_that_cannot_be_written_is_not_called_damaged(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(**_options: object) -> None:
        raise OSError(errno.EROFS, "Read-only file system")

    lose_an_index(filled)
    monkeypatch.setattr(tempfile, "TemporaryFile", refuse)
    with pytest.raises(StorageError) as refused:
        check(filled)
    assert refused.value.code == "data_not_writable"


def test_an_index_that_may_not_be_removed_is_mended_too(filled: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    lose_an_index(filled)
    with monkeypatch.context() as closed:  # as where a run of root has left files in it
        closed.setattr(shutil, "rmtree", lambda *_args, **_options: None)
        assert {finding.code for finding in repair(filled)} == NEWS
    assert DataFolder(filled).unfinished(), "the former one, which later runs remove where they may"


@pytest.mark.parametrize(
    "harm",
    [
        change_a_passage,
        take_the_passages_away,
        orphan_a_copy,
        cut_a_vector,
        cut_a_later_vector,
        cut_the_vectors_of_sentences,
        cut_the_vectors_of_words,
        garble_the_boxes,
        garble_the_pages,
    ],
)
def test_a_damaged_document_is_read_again_after_a_repair(
    harm: Callable[[Path], None], tmp_path: Path, data: Path, embedder: ToyEmbedder
) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    for name in ("a", "b"):
        (folder / f"{name}.txt").write_text(f"Das Labor {name} berichtet.", encoding="utf-8")
    plan = Plan("toy", lambda: embedder, 16)
    ingest_paths(data, [folder], plan)
    harm(data)
    repair(data)
    report = ingest_paths(data, [folder], plan)
    assert (report.updated, report.unchanged) == (1, 1)
    assert check(data) == []


def test_passages_that_lost_their_vectors_get_them_again_also_where_a_former_generation_has_them(
    tmp_path: Path, data: Path, embedder: ToyEmbedder
) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    files = [folder / f"{number}.txt" for number in range(12)]
    for number, file in enumerate(files):
        file.write_text(" ".join(f"{chr(97 + number)}{word}" for word in ["eins", "zwei", "drei", "vier"]) + ".")
    plan = Plan("toy", lambda: embedder, 8)
    ingest_paths(data, [folder], plan)
    for file in files:
        file.write_text(f"{file.read_text()}\n\nNeu ist, was hier steht.")
    ingest_paths(data, [folder], plan)
    one = select(passages.c.vector).where(passages.c.row == 1).scalar_subquery()
    change(data, update(passages).values(vector=one))
    assert damage(data) == {"check_collapsed"}
    repair(data)
    assert ingest_paths(data, [folder], plan).updated == 12
    assert check(data) == []


def test_an_index_of_another_version_is_no_damage_and_built_anew_by_a_repair(filled: Path) -> None:
    folder = DataFolder(filled).index(1)
    stated = json.loads((folder / MANIFEST).read_text(encoding="utf-8"))
    (folder / MANIFEST).write_text(json.dumps(stated | {"format": 7}), encoding="utf-8")
    assert damage(filled) == set()
    [found] = [one for one in check(filled) if one.code not in NEWS]
    said = found.explain("de")
    assert f"Format 7, gebraucht wird {FORMAT}" in said
    assert "check --repair" in said
    assert "beschädigt" not in said
    assert {one.code for one in repair(filled)} == NEWS


def test_news_of_the_files_is_no_damage(tmp_path: Path, data: Path, embedder: ToyEmbedder) -> None:
    folder = tmp_path / "documents"
    folder.mkdir()
    for name in ("a", "b", "c"):
        (folder / f"{name}.txt").write_text(f"Das Labor {name} berichtet.", encoding="utf-8")
    ingest_paths(data, [folder], Plan("toy", lambda: embedder, 16))
    assert check(data) == []
    (folder / "a.txt").unlink()
    (folder / "b.txt").write_text("Anders.", encoding="utf-8")
    change(data, update(runs).values(finished=None))
    found = check(data)
    assert [(finding.code, finding.is_damage) for finding in found] == [
        ("check_file_gone", False),
        ("check_file_changed", False),
        ("check_run", False),
    ]
    assert "a.txt" in found[0].explain("de")
    generation = published_generation(data)
    assert repair(data) == found
    assert published_generation(data) == generation


@pytest.mark.parametrize("is_mount_point", [False, True])
def test_a_folder_that_is_gone_is_told_once(
    tmp_path: Path, data: Path, embedder: ToyEmbedder, is_mount_point: bool
) -> None:
    folder = tmp_path / "drive" / "documents"
    folder.mkdir(parents=True)
    for name in ("a", "b", "c"):
        (folder / f"{name}.txt").write_text(f"Das Labor {name} berichtet.", encoding="utf-8")
    ingest_paths(data, [folder], Plan("toy", lambda: embedder, 16))
    (tmp_path / "drive").rename(tmp_path / "elsewhere")
    if is_mount_point:
        folder.parent.mkdir()
    [told] = check(data)
    assert (told.code, told.is_damage) == ("check_folder_gone", False)
    assert told.values == {"path": str(tmp_path / "drive"), "count": 3}
    assert "hängen Sie dieses ein" in told.explain("de")


def test_a_catalogue_that_cannot_be_read_is_one_sentence(filled: Path, capsys: pytest.CaptureFixture[str]) -> None:
    catalogue = DataFolder(filled).catalogue
    content = bytearray(catalogue.read_bytes())
    for page in range(4, len(content) // 4096, 2):
        content[4096 * page : 4096 * page + 200] = b"\xff" * 200
    catalogue.write_bytes(content)
    for harm in (check, repair, latest_runs):
        with pytest.raises(StorageError, match="nicht lesbar"):
            harm(filled)
    assert main(["check", "--data", str(filled)]) == 1
    assert "Traceback" not in capsys.readouterr().err


def test_an_empty_data_folder_says_what_to_run(data: Path) -> None:
    with pytest.raises(UnavailableError):
        check(data)
    assert not data.exists()


def test_the_command_tells_in_words_and_in_json(
    filled: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(filled.parent)
    assert main(["check", "--data", str(filled)]) == 0
    assert capsys.readouterr().out.splitlines()[-1] == "Der Datenordner ist in Ordnung."
    lose_an_index(filled)
    assert main(["check", "--data", str(filled), "--json"]) == 1
    found = json.loads(capsys.readouterr().out)
    assert found["sound"] is False
    assert any(finding["damage"] and "Suchindex" in finding["message"] for finding in found["findings"])
    assert main(["check", "--data", str(filled)]) == 1
    assert capsys.readouterr().out.splitlines()[-1].endswith("Bitte „python -m assistant check --repair“ ausführen.")
    assert main(["check", "--data", str(filled), "--repair"]) == 0
    capsys.readouterr()
    change(filled, update(passages).where(passages.c.row == 1).values(vector=b"abc"))
    assert main(["check", "--data", str(filled), "--repair"]) == 1
    assert capsys.readouterr().out.splitlines()[-1].endswith("neu einlesen: python -m assistant ingest PFAD")


def test_damage_of_a_database_server_is_found_and_read_again(on_server: DataFolder, embedder: ToyEmbedder) -> None:
    ingest_documents(on_server, corpus(6), embedder, 16)
    assert [finding for finding in check(on_server) if finding.is_damage] == []
    with server_engine(on_server).begin() as connection:
        for harm in (
            update(passages).where(passages.c.row == 1).values(vector=b"abc"),
            update(passages).where(passages.c.row == 9).values(sentence_vectors=b""),
            update(documents).where(documents.c.row == 2).values(boxes=b"x"),
            update(documents).where(documents.c.row == 3).values(pages=[1, 2]),
        ):
            connection.execute(harm)
    codes = {finding.code for finding in repair(on_server) if finding.is_damage}
    assert {"check_vectors", "check_unreadable"} <= codes
    assert ingest_documents(on_server, corpus(6), embedder, 16).updated == 4
    assert [finding for finding in check(on_server) if finding.is_damage] == []
