"""The inventory tells how much each document holds, what was noticed and where its copies lie; uploads belong to it."""

from __future__ import annotations

from pathlib import Path

import pytest
from fakes import ToyEmbedder

from assistant.errors import UsageError
from assistant.indexing.ingest import ingest_paths
from assistant.indexing.inventory import inventory
from assistant.indexing.run import Plan
from assistant.notices import Notice
from assistant.storage.folder import DataFolder

PLAN = Plan("toy", ToyEmbedder, 8)


@pytest.fixture
def data(place: Path | DataFolder) -> Path | DataFolder:
    return place


def test_an_empty_folder_holds_nothing(data: Path | DataFolder) -> None:
    assert inventory(data) == []


def test_each_document_has_its_passages_its_file_and_its_copies(tmp_path: Path, data: Path | DataFolder) -> None:
    for name in ("a.txt", "b.txt"):
        (tmp_path / name).write_text("Die Batterie lädt schnell und lange. Der Sensor misst sie.", encoding="utf-8")
    (tmp_path / "c.md").write_bytes("Straße".encode("cp1252"))
    ingest_paths(data, [tmp_path], PLAN)
    first, last = inventory(data)
    assert (first.info.path, first.copies, first.pages, first.passages) == ("a.txt", ("b.txt",), 0, 2)
    assert first.source == str((tmp_path / "a.txt").resolve())
    assert (last.info.path, last.copies) == ("c.md", ())


def test_paths_come_as_people_sort_them_whatever_the_database(tmp_path: Path, data: Path | DataFolder) -> None:
    for number, name in enumerate(("Runde 10.txt", "Runde 2.txt", "äpfel.txt", "Birnen.txt", "Zink.txt")):
        (tmp_path / name).write_text(f"Der Sensor misst {number} Grad.", encoding="utf-8")
        (tmp_path / f"Kopie {name}").write_text("Dasselbe.", encoding="utf-8")
    ingest_paths(data, [tmp_path], PLAN)
    found = inventory(data)
    names = ["äpfel.txt", "Birnen.txt", "Kopie Birnen.txt", "Runde 2.txt", "Runde 10.txt", "Zink.txt"]
    assert [one.info.path for one in found] == names
    copies = next(one.copies for one in found if one.copies)
    assert copies == ("Kopie äpfel.txt", "Kopie Runde 2.txt", "Kopie Runde 10.txt", "Kopie Zink.txt")


@pytest.fixture
def uploads(data: Path | DataFolder) -> Path:
    folder = DataFolder.of(data).uploads
    (folder / "internal").mkdir(parents=True)
    (folder / "internal" / "notiz.txt").write_text("Die Notiz.", encoding="utf-8")
    (folder / "corpus.toml").write_text('[[rule]]\npath = "internal/**"\naudience = "internal"\n', encoding="utf-8")
    return folder


def test_uploads_are_taken_in_where_they_are_named_and_not_from_a_folder_around_them(
    tmp_path: Path, data: Path | DataFolder, uploads: Path
) -> None:
    (tmp_path / "a.txt").write_text("Die Batterie.", encoding="utf-8")
    ingest_paths(data, [tmp_path], PLAN, audience="public")
    assert [held.info.path for held in inventory(data)] == ["a.txt"]
    ingest_paths(data, [uploads], PLAN, audience="public")
    assert {held.info.path: held.info.audience for held in inventory(data)} == {
        "a.txt": "public",
        "internal/notiz.txt": "internal",  # the rule is stricter
    }


def test_a_rule_that_holds_for_no_file_is_told(tmp_path: Path, data: Path | DataFolder) -> None:
    folder = tmp_path / "papiere"
    (folder / "presse").mkdir(parents=True)
    (folder / "presse" / "a.txt").write_text("Die Batterie.", encoding="utf-8")
    rules = '[[rule]]\npath = "presse/**"\naudience = "public"\n[[rule]]\npath = "{}/**"\ntype = "study"\n'
    (folder / "corpus.toml").write_text(rules.format("pressse"), encoding="utf-8")
    [told] = ingest_paths(data, [folder], PLAN).warnings
    assert told == (str(folder / "corpus.toml"), Notice.of("rule_unused", pattern="pressse/**"))
    assert ingest_paths(data, [folder / "presse" / "a.txt"], PLAN).warnings == []
    assert [one.warning for one in ingest_paths(data, [folder / "presse", folder], PLAN).warnings] == [told.warning]
    (folder / "corpus.toml").write_text(rules.format("presse"), encoding="utf-8")
    assert ingest_paths(data, [folder], PLAN).warnings == []


def test_the_last_upload_can_be_taken_out_again(data: Path | DataFolder, uploads: Path) -> None:
    ingest_paths(data, [uploads], PLAN)
    (uploads / "internal" / "notiz.txt").unlink()
    assert ingest_paths(data, [uploads], PLAN, prune=True).removed == 1
    assert inventory(data) == []


def test_any_other_empty_folder_is_taken_for_a_mistake(tmp_path: Path, data: Path | DataFolder) -> None:
    (tmp_path / "leer").mkdir()
    with pytest.raises(UsageError):
        ingest_paths(data, [tmp_path / "leer"], PLAN, prune=True)
