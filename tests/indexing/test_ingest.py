"""The pipeline: every source ends in one of added, updated, unchanged, removed, failed; nothing unfinished is seen."""

from __future__ import annotations

import hashlib
import io
import json
import shutil
import zipfile
from collections import Counter
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from corpora import corpus, document
from fakes import ToyEmbedder

from assistant.errors import ModelMismatchError, StorageError, UsageError
from assistant.indexing.check import check
from assistant.indexing.embedding.embed import Embedder
from assistant.indexing.index import Index, published_generation
from assistant.indexing.ingest import ingest_documents, ingest_paths
from assistant.indexing.manifest import MANIFEST
from assistant.indexing.report import Report
from assistant.indexing.run import Plan
from assistant.language.terms import stems
from assistant.notices import Notice
from assistant.records import Audience
from assistant.storage.folder import DataFolder
from assistant.storage.writer import sole_writer

PUBLIC: frozenset[Audience] = frozenset({"public"})
STAFF: frozenset[Audience] = frozenset({"public", "internal"})

Take = Callable[..., Report]


@pytest.fixture
def data(place: Path | DataFolder) -> Path | DataFolder:
    return place


def write(folder: Path, **texts: str) -> None:
    for name, text in texts.items():
        (folder / f"{name}.txt").write_text(text, encoding="utf-8")


def plan(embedder: Embedder, max_tokens: int = 16) -> Plan:
    return Plan(embedder.name, lambda: embedder, max_tokens)


def outcome(report: Report) -> tuple[int, int, int, int, int]:
    return report.added, report.updated, report.unchanged, report.removed, len(report.failed)


def words(data: Path | DataFolder, word: str, audiences: frozenset[Audience] = STAFF, model: str = "toy") -> list[str]:
    """The paths of the documents that hold `word`, found through the published index."""
    index = Index.open(data, model)
    try:
        ids = [id for id, _ in index.lexical("stems", Counter(stems(word)), audiences, 1000)]
        return sorted({stored.document.path for stored in index.passages(ids, audiences).values()})
    finally:
        index.close()


def base(data: Path | DataFolder, generation: int) -> int:
    """The generation whose folder holds the vectors of another."""
    manifest = json.loads((DataFolder.of(data).index(generation) / MANIFEST).read_text(encoding="utf-8"))
    return int(manifest["base"])


def test_a_second_run_changes_nothing_and_loads_no_model(
    folder: Path, data: Path | DataFolder, embedder: ToyEmbedder
) -> None:
    write(folder, a="Die Batterie.", b="Der Wasserstoff.")
    assert outcome(ingest_paths(data, [folder], plan(embedder))) == (2, 0, 0, 0, 0)

    def refuse() -> Embedder:
        raise AssertionError("nothing has to be embedded")

    report = ingest_paths(data, [folder], Plan("toy", refuse, 16))
    assert outcome(report) == (0, 0, 2, 0, 0)
    assert report.passages == 2
    assert published_generation(data) == 1


def test_an_edited_file_replaces_its_passages(folder: Path, data: Path | DataFolder, embedder: ToyEmbedder) -> None:
    write(folder, a="Die Batterie.", b="Der Wasserstoff.")
    ingest_paths(data, [folder], plan(embedder))
    write(folder, a="Das Getriebe.")
    report = ingest_paths(data, [folder], plan(embedder))
    assert outcome(report) == (0, 1, 1, 0, 0)
    assert report.passages == 2
    assert words(data, "Batterie") == []
    assert words(data, "Getriebe") == ["a.txt"]
    assert words(data, "Wasserstoff") == ["b.txt"]


def test_only_what_changed_in_a_document_is_embedded_again(data: Path | DataFolder, embedder: ToyEmbedder) -> None:
    paragraphs = [
        f"Absatz {n} nennt die Zahl {n} und noch viele andere Wörter, damit er lang genug ist." for n in range(9)
    ]
    ingest_documents(data, [document("a.txt", "\n".join(paragraphs))], embedder, 16)
    assert embedder.embedded == 9
    paragraphs[4] = "Absatz 4 ist jetzt ein anderer, aber ebenfalls lang genug für eine eigene Passage im Index."
    ingest_documents(data, [document("a.txt", "\n".join(paragraphs))], embedder, 16)
    assert embedder.embedded == 10


def test_a_document_that_comes_back_as_it_was_is_found_again(data: Path | DataFolder, embedder: ToyEmbedder) -> None:
    first, second = document("a.txt", "Die Batterie."), document("a.txt", "Das Getriebe.")
    for doc, word in ((first, "Batterie"), (second, "Getriebe"), (first, "Batterie"), (second, "Getriebe")):
        ingest_documents(data, [doc], embedder, 16)
        assert words(data, word) == ["a.txt"]
    assert published_generation(data) == 4


def test_missing_files_stay_until_they_are_pruned(folder: Path, data: Path | DataFolder, embedder: ToyEmbedder) -> None:
    write(folder, a="Die Batterie.", b="Der Wasserstoff.")
    ingest_paths(data, [folder], plan(embedder))
    (folder / "a.txt").unlink()
    assert outcome(ingest_paths(data, [folder], plan(embedder))) == (0, 0, 1, 0, 0)
    assert words(data, "Batterie") == ["a.txt"]
    report = ingest_paths(data, [folder], plan(embedder), prune=True)
    assert outcome(report) == (0, 0, 1, 1, 0)
    assert report.passages == 1
    assert words(data, "Batterie") == []


def test_pruning_one_folder_leaves_the_others(tmp_path: Path, data: Path | DataFolder, embedder: ToyEmbedder) -> None:
    one, other = tmp_path / "one", tmp_path / "one-more"
    for place in (one, other):
        place.mkdir()
        write(place, a="Die Batterie.", b="Der Sensor.")
    ingest_paths(data, [one, other], plan(embedder))
    shutil.rmtree(other)
    (one / "b.txt").unlink()
    assert outcome(ingest_paths(data, [one], plan(embedder), prune=True)) == (0, 0, 1, 1, 0)
    assert published_generation(data) == 2


@pytest.mark.parametrize("prune", [False, True])
def test_a_missing_or_empty_folder_is_refused_before_anything_is_touched(
    prune: bool, folder: Path, data: Path | DataFolder, embedder: ToyEmbedder
) -> None:
    """A share that is not mounted is an empty folder: pruning must not empty the index."""
    write(folder, a="Die Batterie.")
    ingest_paths(data, [folder], plan(embedder))
    (folder / "a.txt").unlink()
    with pytest.raises(UsageError) as empty:
        ingest_paths(data, [folder], plan(embedder), prune=prune)
    assert empty.value.code == "no_documents"
    with pytest.raises(UsageError) as missing:
        ingest_paths(data, [folder, folder / "nowhere"], plan(embedder), prune=prune)
    assert missing.value.code == "missing_path"
    assert words(data, "Batterie") == ["a.txt"]


def test_a_refused_call_makes_no_data_folder(folder: Path, data: Path | DataFolder, embedder: ToyEmbedder) -> None:
    with pytest.raises(UsageError):
        ingest_paths(data, [folder], plan(embedder))
    assert not DataFolder.of(data).path.exists()


def test_a_broken_file_stops_nothing_else(folder: Path, data: Path | DataFolder, embedder: ToyEmbedder) -> None:
    write(folder, a="Die Batterie.", leer="", b="Der Sensor.")
    report = ingest_paths(data, [folder], plan(embedder))
    assert outcome(report) == (2, 0, 0, 0, 1)
    [failure] = report.failed
    assert failure.path.endswith("leer.txt")
    assert failure.why == Notice.of("empty_file", path="leer.txt")
    assert report.exit_code == 1


@pytest.mark.parametrize("prune", [False, True])
def test_a_file_that_breaks_later_keeps_its_old_text(
    prune: bool, folder: Path, data: Path | DataFolder, embedder: ToyEmbedder
) -> None:
    write(folder, a="Die Batterie.", b="Der Sensor.")
    ingest_paths(data, [folder], plan(embedder))
    write(folder, a="")
    assert outcome(ingest_paths(data, [folder], plan(embedder), prune=prune)) == (0, 0, 1, 0, 1)
    assert words(data, "Batterie") == ["a.txt"]


def test_an_unreadable_file_fails_with_a_reason(
    folder: Path, data: Path | DataFolder, embedder: ToyEmbedder, monkeypatch: pytest.MonkeyPatch
) -> None:
    """The tests may run as root, whom no permission stops; so the system's answer is given here."""
    write(folder, a="Die Batterie.", b="Der Sensor.")
    real_open = io.open

    def guarded(file: Any, *arguments: Any, **more: Any) -> Any:
        if not isinstance(file, int) and Path(file).name == "a.txt":
            raise PermissionError(13, "Permission denied", str(file))
        return real_open(file, *arguments, **more)

    monkeypatch.setattr(io, "open", guarded)
    report = ingest_paths(data, [folder], plan(embedder))
    assert outcome(report) == (1, 0, 0, 0, 1)
    assert report.failed[0].path.endswith("a.txt")


def test_a_link_that_leads_out_of_the_folder_is_refused(
    folder: Path, data: Path | DataFolder, embedder: ToyEmbedder
) -> None:
    write(folder, a="Die Batterie.")
    outside = folder.parent / "geheim.txt"
    outside.write_text("Der Wasserstoff.", encoding="utf-8")
    (folder / "hinaus.txt").symlink_to(outside)
    report = ingest_paths(data, [folder], plan(embedder))
    assert outcome(report) == (1, 0, 0, 0, 1)
    assert report.failed[0].why == Notice.of("link_leaves_folder", path="hinaus.txt", target=outside.resolve())
    assert words(data, "Wasserstoff") == []


def test_the_files_in_a_file_come_change_and_go_one_by_one(
    folder: Path, data: Path | DataFolder, embedder: ToyEmbedder
) -> None:
    def pack(**texts: str) -> None:
        with zipfile.ZipFile(folder / "x.zip", "w") as archive:
            for name, text in texts.items():
                archive.writestr(f"{name}.txt", text)

    pack(a="Die Batterie.", b="Der Wasserstoff.", c="Der Sensor.")
    assert outcome(ingest_paths(data, [folder], plan(embedder))) == (3, 0, 0, 0, 0)
    assert outcome(ingest_paths(data, [folder], plan(embedder))) == (0, 0, 3, 0, 0)
    pack(a="Die Batterie.", b="Das Getriebe.", d="Das Presswerk.")
    before = embedder.embedded
    assert outcome(ingest_paths(data, [folder], plan(embedder))) == (1, 1, 1, 1, 0)
    assert embedder.embedded == before + 2
    assert words(data, "Wasserstoff") == words(data, "Sensor") == []
    pack(a="Die Batterie.", b="", d="Das Presswerk.")
    for _ in range(2):  # what failed is tried again, and named again
        report = ingest_paths(data, [folder], plan(embedder))
        assert outcome(report) == (0, 0, 2, 0, 1)
        assert report.failed[0].path.endswith("x.zip › b.txt")
        assert words(data, "Getriebe") == ["x.zip › b.txt"]  # its old text stays
    (folder / "x.zip").unlink()
    write(folder, a="Die Batterie.")
    assert outcome(ingest_paths(data, [folder], replace(plan(embedder), may_remove=lambda *_: True), prune=True)) == (
        1,
        0,
        0,
        3,
        0,
    )


def test_a_file_named_by_two_paths_is_one_document(
    folder: Path, data: Path | DataFolder, embedder: ToyEmbedder
) -> None:
    (folder / "sub").mkdir()
    write(folder / "sub", a="Die Batterie.")
    paths = [folder, folder / "sub", folder / "sub" / "a.txt"]
    report = ingest_paths(data, paths, plan(embedder))
    assert outcome(report) == (1, 0, 0, 0, 0)
    assert report.passages == 1


def test_a_changed_audience_moves_a_document(folder: Path, data: Path | DataFolder, embedder: ToyEmbedder) -> None:
    write(folder, a="Die Batterie.", b="Der Sensor.")
    ingest_paths(data, [folder], plan(embedder), audience="public")
    assert words(data, "Batterie", PUBLIC) == ["a.txt"]
    report = ingest_paths(data, [folder], plan(embedder), audience="internal")
    assert outcome(report) == (0, 2, 0, 0, 0)
    assert words(data, "Batterie", PUBLIC) == []
    assert words(data, "Batterie") == ["a.txt"]


def test_the_data_folder_is_never_taken_in(folder: Path, embedder: ToyEmbedder) -> None:
    write(folder, a="Die Batterie.")
    data = folder / "data"
    for _ in range(2):
        report = ingest_paths(data, [folder], plan(embedder))
        assert len(report.failed) == 0
        assert report.passages == 1


def test_another_data_folder_is_passed_over_and_told(
    folder: Path, data: Path | DataFolder, embedder: ToyEmbedder
) -> None:
    write(folder, a="Die Batterie.")
    other = folder / "alt" / "daten"
    ingest_paths(other, [folder], plan(embedder))
    (other / "uploads" / "internal").mkdir(parents=True)
    (other / "uploads" / "internal" / "b.txt").write_text("Der Sensor.", encoding="utf-8")
    report = ingest_paths(data, [folder], plan(embedder))
    assert outcome(report) == (1, 0, 0, 0, 0)
    assert [(one.path, one.warning.code == "data_folder_inside") for one in report.warnings] == [(str(other), True)]


def test_a_data_folder_beside_a_database_server_is_one_too(
    folder: Path, data: Path | DataFolder, embedder: ToyEmbedder
) -> None:
    write(folder, a="Die Batterie.")
    (folder / "daten" / "index").mkdir(parents=True)
    (folder / "daten" / "uploads" / "internal").mkdir(parents=True)
    (folder / "daten" / "writer.lock").touch()
    write(folder / "daten" / "uploads" / "internal", b="Der Sensor.")
    report = ingest_paths(data, [folder], plan(embedder))
    assert outcome(report) == (1, 0, 0, 0, 0)
    assert [one.path for one in report.warnings] == [str(folder / "daten")]


@pytest.mark.parametrize("name", ["catalogue.sqlite", "writer.lock", "index/liste.txt"])
def test_a_folder_with_one_mark_alone_is_no_data_folder(
    name: str, folder: Path, data: Path | DataFolder, embedder: ToyEmbedder
) -> None:
    (folder / "lib" / name).parent.mkdir(parents=True)
    (folder / "lib" / name).write_text("Der Katalog.", encoding="utf-8")
    (folder / "lib" / "catalogue.sqlite").write_text("Der Katalog.", encoding="utf-8")
    write(folder / "lib", a="Die Batterie.")
    report = ingest_paths(data, [folder], plan(embedder))
    assert words(data, "Batterie") == ["lib/a.txt"]
    assert not any(one.warning.code == "data_folder_inside" for one in report.warnings)


def test_nothing_that_lies_in_another_data_folder_is_pruned(
    folder: Path, data: Path | DataFolder, embedder: ToyEmbedder
) -> None:
    write(folder, a="Die Batterie.", c="Das Getriebe.")
    uploads = folder / "daten" / "uploads" / "internal"
    uploads.mkdir(parents=True)
    write(uploads, b="Der Sensor.")
    ingest_paths(data, [folder], plan(embedder))
    ingest_paths(folder / "daten", [uploads], plan(embedder))
    (folder / "c.txt").unlink()
    report = ingest_paths(data, [folder], plan(embedder), prune=True)
    assert outcome(report) == (0, 0, 1, 1, 0)
    assert words(data, "Sensor") == ["daten/uploads/internal/b.txt"]


def test_a_file_is_no_data_folder(folder: Path, tmp_path: Path, embedder: ToyEmbedder) -> None:
    write(folder, a="Die Batterie.")
    (tmp_path / "file").touch()
    for place in (tmp_path / "file", tmp_path / "file" / "data"):
        with pytest.raises(StorageError) as caught:
            ingest_paths(place, [folder], plan(embedder))
        assert caught.value.code == "data_no_folder"


def test_a_longer_limit_splits_known_files_anew(folder: Path, data: Path | DataFolder, embedder: ToyEmbedder) -> None:
    write(folder, a="\n\n".join(f"Ein Absatz mit der Nummer {n} und weiteren Wörtern darin." for n in range(8)))
    short = ingest_paths(data, [folder], plan(embedder, 16)).passages
    report = ingest_paths(data, [folder], plan(embedder, 200))
    assert outcome(report) == (0, 1, 0, 0, 0)
    assert report.passages < short


def test_another_model_is_refused_until_everything_is_embedded_anew(
    data: Path | DataFolder, embedder: ToyEmbedder
) -> None:
    documents = corpus(20)
    ingest_documents(data, documents, embedder, 16)
    larger = ToyEmbedder("larger", dimension=128)
    with pytest.raises(ModelMismatchError):
        ingest_documents(data, documents, larger, 16)
    report = ingest_paths(data, [], plan(larger), reembed=True)
    assert outcome(report) == (0, 20, 0, 0, 0)
    assert larger.embedded == report.passages == 40
    assert words(data, "Nummer7", model="larger") == ["007.txt"]
    index = Index.open(data, "larger")
    asked = larger.embed_query("Titel von 007 txt Nummer7 Zulieferer Ausgabe1")
    [(id, similarity)] = index.nearest(asked, PUBLIC, 1)
    assert index.similarities([id], asked, PUBLIC)[id].passage == pytest.approx(similarity, abs=1e-3)
    index.close()
    assert outcome(ingest_paths(data, [], plan(larger), reembed=True)) == (0, 0, 20, 0, 0)


def test_what_cannot_be_read_any_more_stays_when_everything_is_embedded_anew(
    data: Path | DataFolder, folder: Path, embedder: ToyEmbedder
) -> None:
    def pack(broken: bytes) -> None:
        with zipfile.ZipFile(folder / "c.zip", "w") as archive:
            archive.writestr("gut.txt", "Die Werkhalle hat ein Dach aus Blech.")
            archive.writestr("inhalt.zip", broken)

    inner = io.BytesIO()
    with zipfile.ZipFile(inner, "w") as archive:
        archive.writestr("tief.txt", "Das Getriebe hat elf Gänge.")
    write(folder, a="Die Kantine öffnet im Mai.", b="Der Hof bekommt Bäume.")
    pack(inner.getvalue())
    assert outcome(ingest_paths(data, [folder], plan(embedder)))[:1] == (4,)
    (folder / "a.txt").write_bytes(b"")
    pack(b"PK\x03\x04 und dann nichts")
    larger = ToyEmbedder("larger", dimension=128)
    report = ingest_paths(data, [folder], plan(larger), reembed=True)
    assert sorted(Path(one.path).name for one in report.failed) == ["a.txt", "c.zip › inhalt.zip"]
    assert report.removed == 0
    found = [words(data, word, model="larger") for word in ("Kantine", "Getriebe", "Hof")]
    assert found == [["a.txt"], ["c.zip › inhalt.zip › tief.txt"], ["b.txt"]]
    write(folder, a="Die Kantine öffnet im Juni.")
    again = ingest_paths(data, [folder], plan(larger))
    assert [Path(one.path).name for one in again.failed] == ["c.zip › inhalt.zip"]
    assert (again.updated, again.removed) == (1, 0)


def test_a_small_change_leaves_the_vectors_as_they_are_and_finds_the_same(
    data: Path | DataFolder, tmp_path: Path, embedder: ToyEmbedder
) -> None:
    documents = corpus(60)
    ingest_documents(data, documents, embedder, 16)
    changed = [document("007.txt", "Nummer7 nennt jetzt das Presswerk."), document("neu.txt", "Der Sensor Nummer999.")]
    ingest_documents(data, changed, embedder, 16)
    assert base(data, 2) == 1  # so it was not built from scratch
    ingest_documents(data, [document("008.txt", "Nummer8 war einmal anders.")], embedder, 16)
    ingest_documents(data, [documents[8]], embedder, 16)
    assert base(data, 4) == 1
    assert DataFolder.of(data).generations() == [1, 3, 4]

    fresh = tmp_path / "fresh"
    ingest_documents(fresh, [*(d for d in documents if d.info.path != "007.txt"), *changed], embedder, 16)
    one, other = Index.open(data, "toy"), Index.open(fresh, "toy")
    vector = embedder.embed_query("Das Presswerk und der Sensor Nummer7")
    for audiences in (PUBLIC, STAFF):
        nearest, fresh_nearest = one.nearest(vector, audiences, 500), other.nearest(vector, audiences, 500)
        assert dict(nearest) == pytest.approx(dict(fresh_nearest), abs=1e-6)
        assert [round(similarity, 5) for _, similarity in nearest] == [round(s, 5) for _, s in fresh_nearest]
        assert [id for id, _ in one.lexical("stems", Counter(stems("Presswerk Sensor Nummer7")), audiences, 500)]
        assert one.passage_count(audiences) == other.passage_count(audiences)
        assert one.documents(audiences) == other.documents(audiences)
    one.close()
    other.close()


def test_a_large_change_is_built_from_scratch(data: Path | DataFolder, embedder: ToyEmbedder) -> None:
    ingest_documents(data, corpus(20), embedder, 16)
    ingest_documents(data, corpus(20, edition=2), embedder, 16)
    assert base(data, 2) == 2
    assert words(data, "Ausgabe1") == []
    assert len(words(data, "Ausgabe2")) == 20


def test_a_change_upon_a_damaged_index_is_built_from_scratch(data: Path | DataFolder, embedder: ToyEmbedder) -> None:
    ingest_documents(data, corpus(40), embedder, 16)
    (DataFolder.of(data).index(1) / "chroma" / "chroma.sqlite3").write_bytes(b"no database")
    ingest_documents(data, [document("neu.txt", "Der Sensor Nummer999.")], embedder, 16)
    assert words(data, "Nummer999") == ["neu.txt"]
    assert words(data, "Nummer7") == ["007.txt"]


def test_paths_of_any_length_and_texts_with_any_character_are_taken_in(
    data: Path | DataFolder, embedder: ToyEmbedder
) -> None:
    deep = "/".join(hashlib.sha256(bytes([number])).hexdigest() for number in range(80)) + ".txt"
    read = document(deep, "Die Batterie\0 lädt.")
    warned = Notice.of("mail_tnef", name="ein\0e\ud800")
    half = replace(read, info=replace(read.info, title="Titel\ud800"), warnings=(warned,))
    assert ingest_documents(data, [half], embedder, 16).added == 1
    assert ingest_documents(data, [half], embedder, 16).unchanged == 1
    index = Index.open(data, "toy")
    [info] = index.documents(STAFF)
    stored = index.document(info.id, STAFF)
    assert stored is not None
    assert (stored.text, info.title) == ("Die Batterie\ufffd lädt.", "Titel\ufffd")
    assert [found.passage.text for found in index.passages(index_ids(index), STAFF).values()] == [stored.text]
    index.close()
    assert [finding for finding in check(data) if finding.is_damage] == []


def index_ids(index: Index) -> list[str]:
    return [id for id, _ in index.nearest(ToyEmbedder().embed_query("Batterie"), STAFF, 10)]


def test_a_run_without_changes_mends_a_damaged_index(
    folder: Path, data: Path | DataFolder, embedder: ToyEmbedder
) -> None:
    write(folder, a="Die Batterie.")
    ingest_paths(data, [folder], plan(embedder))
    shutil.rmtree(DataFolder.of(data).index(1))
    assert outcome(ingest_paths(data, [folder], plan(embedder))) == (0, 0, 1, 0, 0)
    assert words(data, "Batterie") == ["a.txt"]
    assert embedder.embedded == 1


def test_two_generations_are_kept_and_no_more(data: Path | DataFolder, embedder: ToyEmbedder) -> None:
    for edition in range(1, 5):
        ingest_documents(data, corpus(5, edition), embedder, 16)
    assert DataFolder.of(data).generations() == [3, 4]


def test_everything_can_leave(folder: Path, data: Path | DataFolder, embedder: ToyEmbedder) -> None:
    write(folder, a="Die Batterie.")
    ingest_paths(data, [folder], plan(embedder))
    (folder / "a.txt").unlink()
    write(folder, leer="")
    assert outcome(ingest_paths(data, [folder], plan(embedder), prune=True)) == (0, 0, 0, 1, 1)
    assert words(data, "Batterie") == []


def test_a_second_writer_is_refused_and_the_first_goes_on(
    folder: Path, data: Path | DataFolder, embedder: ToyEmbedder
) -> None:
    write(folder, a="Die Batterie.")
    with sole_writer(DataFolder.of(data)), pytest.raises(StorageError) as refused:
        ingest_paths(data, [folder], plan(embedder))
    assert refused.value.code == "second_writer"
    assert outcome(ingest_paths(data, [folder], plan(embedder))) == (1, 0, 0, 0, 0)


def test_an_interrupted_run_that_is_never_repeated_is_never_published(
    data: Path | DataFolder, embedder: ToyEmbedder
) -> None:
    """Somebody takes internal minutes in as public, sees it, stops, and goes on with other files."""
    with pytest.raises(KeyboardInterrupt):
        ingest_documents(data, [*corpus(200), _Interrupting()], embedder, 16)  # type: ignore[list-item]
    ingest_documents(data, [document("neu.txt", "Der Sensor Nummer999.")], embedder, 16)
    assert words(data, "Sensor") == ["neu.txt"]


class _Interrupting:
    """Stands for a document at which somebody presses Ctrl-C."""

    location = "/corpus/zzz.txt"
    content_hash = "0"
    info = replace(document("zzz.txt", "").info)
    id = info.id

    @property
    def blocks(self) -> tuple[()]:
        raise KeyboardInterrupt
