"""The same content under several names is one document with several paths, whichever of them come and go."""

from __future__ import annotations

import shutil
import tempfile
from collections import Counter
from dataclasses import replace
from pathlib import Path

from corpora import document
from fakes import ToyEmbedder
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.indexing.index import Index
from assistant.indexing.ingest import ingest_documents, ingest_paths
from assistant.indexing.report import Report
from assistant.indexing.run import Plan
from assistant.language.terms import stems
from assistant.records import Audience

STAFF: frozenset[Audience] = frozenset({"public", "internal"})


def take_in(data: Path, folder: Path, embedder: ToyEmbedder, **options: bool) -> Report:
    plan = Plan(embedder.name, lambda: embedder, 16, may_remove=lambda _gone, _total: True)
    return ingest_paths(data, [folder], plan, **options)


def holdings(data: Path, audiences: frozenset[Audience] = STAFF) -> dict[str, list[str]]:
    """The path of each document with the other paths of its content; each passage is found once, by word and vector."""
    index = Index.open(data, "toy")
    try:
        held = {}
        for info in index.documents(audiences):
            document = index.document(info.id, audiences)
            assert document is not None
            only = frozenset({info.id})
            found = [id for id, _ in index.lexical("stems", Counter(stems(document.text)), audiences, 99, only)]
            nearest = [id for id, _ in index.nearest(ToyEmbedder().embed_query("x"), audiences, 99, only)]
            assert sorted(found) == sorted(nearest) == sorted(set(found))
            assert found
            held[info.path] = list(document.other_paths)
        return held
    finally:
        index.close()


def test_a_copy_is_one_document_with_two_paths(folder: Path, data: Path, embedder: ToyEmbedder) -> None:
    for name in ("b.txt", "a.txt"):
        (folder / name).write_text("Die Batterie.", encoding="utf-8")
    report = take_in(data, folder, embedder)
    assert (report.added, report.passages, embedder.embedded) == (2, 1, 1)
    assert holdings(data) == {"a.txt": ["b.txt"]}
    assert take_in(data, folder, embedder).unchanged == 2


def test_the_copy_takes_over_when_the_first_file_changes_or_goes(
    folder: Path, data: Path, embedder: ToyEmbedder
) -> None:
    for name in ("a.txt", "b.txt", "c.txt"):
        (folder / name).write_text("Die Batterie.", encoding="utf-8")
    take_in(data, folder, embedder)
    (folder / "a.txt").write_text("Der Wasserstoff.", encoding="utf-8")
    report = take_in(data, folder, embedder)
    assert (report.added, report.updated, report.unchanged, report.removed) == (0, 1, 2, 0)
    assert holdings(data) == {"a.txt": [], "b.txt": ["c.txt"]}
    (folder / "b.txt").unlink()
    report = take_in(data, folder, embedder, prune=True)
    assert (report.unchanged, report.removed) == (2, 1)
    assert holdings(data) == {"a.txt": [], "c.txt": []}


def test_copies_of_a_document_without_anything_to_cite_fail_one_by_one(data: Path, embedder: ToyEmbedder) -> None:
    empty = document("a.txt", " ")
    copy = replace(empty, location="/corpus/b.txt")
    report = ingest_documents(data, [empty, copy, document("c.txt", "Die Batterie.")], embedder, 16)
    assert (report.added, len(report.failed)) == (1, 2)


def test_a_moved_file_is_not_embedded_again(folder: Path, data: Path, embedder: ToyEmbedder) -> None:
    (folder / "a.txt").write_text("# Titel\n\nDie Batterie und der Wasserstoff.", encoding="utf-8")
    (folder / "b.txt").write_text("Ein anderes Blatt.", encoding="utf-8")
    take_in(data, folder, embedder)
    before = embedder.embedded
    (folder / "2025").mkdir()
    (folder / "a.txt").rename(folder / "2025" / "a.txt")
    report = take_in(data, folder, embedder, prune=True)
    assert (report.added, report.removed, report.unchanged) == (1, 1, 1)
    assert embedder.embedded == before
    assert holdings(data) == {"2025/a.txt": [], "b.txt": []}


def test_the_public_is_not_told_of_an_internal_copy(folder: Path, data: Path, embedder: ToyEmbedder) -> None:
    (folder / "corpus.toml").write_text('[[rule]]\npath = "offen/**"\naudience = "public"\n', encoding="utf-8")
    for name in ("offen", "intern"):
        (folder / name).mkdir()
        (folder / name / "blatt.txt").write_text("Die Batterie.", encoding="utf-8")
    take_in(data, folder, embedder)
    assert holdings(data, frozenset({"public"})) == {"offen/blatt.txt": []}
    assert holdings(data) == {"intern/blatt.txt": [], "offen/blatt.txt": []}


TEXTS = ("Die Batterie.", "Der Wasserstoff.", "Das Getriebe.")
States = st.lists(st.dictionaries(st.sampled_from("abcd"), st.sampled_from(TEXTS), min_size=1), min_size=1, max_size=4)


@settings(max_examples=15, deadline=None)
@given(states=States, prunes=st.lists(st.booleans(), min_size=4, max_size=4))
def test_whatever_happens_to_the_files_each_text_is_there_once(
    states: list[dict[str, str]], prunes: list[bool]
) -> None:
    with tempfile.TemporaryDirectory() as place:
        folder, data = Path(place) / "documents", Path(place) / "data"
        known: dict[str, str] = {}
        for files, prune in zip(states, prunes, strict=False):
            shutil.rmtree(folder, ignore_errors=True)
            folder.mkdir()
            for name, text in files.items():
                (folder / f"{name}.txt").write_text(text, encoding="utf-8")
            take_in(data, folder, ToyEmbedder(), prune=prune)
            known = ({} if prune else known) | files
            held = holdings(data)
            names = sorted(name for path, others in held.items() for name in (path, *others))
            assert names == sorted(f"{name}.txt" for name in known)
            assert len(held) == len(set(known.values()))
