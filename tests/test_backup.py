"""Backup and restore: whole or not at all, also while others write; the restored folder answers the same."""

from __future__ import annotations

import errno
import io
import json
import shutil
import tarfile
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest
from fakes import ToyEmbedder
from sqlalchemy import text

from assistant.__main__ import main
from assistant.answering.assistant import Assistant
from assistant.answering.models import Given
from assistant.backup import MANIFEST, back_up, restore
from assistant.errors import AssistantError
from assistant.feedback.box import FeedbackBox
from assistant.feedback.tables import FEEDBACK
from assistant.indexing.check import check
from assistant.indexing.index import Index, published_generation
from assistant.indexing.ingest import ingest_paths
from assistant.indexing.inventory import inventory
from assistant.indexing.run import Plan
from assistant.indexing.runs import latest_runs
from assistant.indexing.tables import CATALOGUE
from assistant.notices import Notice
from assistant.records import DocumentInfo, Filters, Question
from assistant.settings.settings import Settings
from assistant.storage import migrating
from assistant.storage.databases import server_engine
from assistant.storage.folder import DataFolder

PUBLIC = frozenset({"public"})
GRANT = "Der Zuschuss beträgt 80 Prozent der förderfähigen Ausgaben."


@contextmanager
def refused(code: str, **values: object) -> Iterator[None]:
    with pytest.raises(AssistantError) as error:
        yield
    assert error.value.code == code
    assert error.value.values.items() >= values.items()


def taken_in(data: Path | DataFolder, folder: Path, name: str, words: str) -> None:
    folder.mkdir(exist_ok=True)
    (folder / name).write_text(words, encoding="utf-8")
    ingest_paths(data, [folder], Plan("toy", lambda: ToyEmbedder("toy"), 64), audience="public")


LEARNT = ("weights-0123456789ab.json", "words-0123456789ab.npy", "yardstick-0123456789ab.json")
# All that the data folder of the fixture holds and that is not derived.
BACKED_UP = [
    "catalogue.sqlite",
    "feedback.sqlite",
    *LEARNT,
    "gold.jsonl",
    "uploads/public/Größe.txt",
]


@pytest.fixture
def data(tmp_path: Path) -> Path:
    """A data folder with a document, feedback, weights, a test question of the staff and an upload."""
    data = tmp_path / "data"
    taken_in(data, tmp_path / "corpus", "merkblatt.txt", GRANT)
    box = FeedbackBox(data, keep_days=30)
    assert box.store.secret
    box.close()
    for name in LEARNT:
        (data / name).write_text("{}")
    (data / "gold.jsonl").write_text('{"question": "Wie hoch ist der Zuschuss?"}\n', encoding="utf-8")
    (data / "uploads" / "public").mkdir(parents=True)
    (data / "uploads" / "public" / "Größe.txt").write_text("Hochgeladen.", encoding="utf-8")
    return data


def hits(data: Path, query: str) -> list[tuple[str, int, float]]:
    settings = Settings.model_validate({"data": data, "embedding_model": "toy"})
    found = Assistant(settings, Given(ToyEmbedder("toy"))).search(query, audiences=PUBLIC, filters=Filters(), k=5)
    return [(hit.passage.text, hit.passage.start, hit.similarity) for hit in found]


def answer(data: Path) -> tuple[str, list[str]]:
    settings = Settings.model_validate({"data": data, "embedding_model": "toy"})
    found = Assistant(settings, Given(ToyEmbedder("toy"))).ask(Question(GRANT, PUBLIC))
    return found.text, [citation.quote.text for citation in found.citations]


def test_a_restored_folder_is_sound_and_answers_the_same(data: Path, tmp_path: Path) -> None:
    back_up(data, tmp_path / "a.tar")
    restore(tmp_path / "a.tar", tmp_path / "elsewhere" / "data")
    restored = tmp_path / "elsewhere" / "data"
    assert [finding for finding in check(restored) if finding.is_damage] == []
    assert hits(restored, "Zuschuss Prozent") == hits(data, "Zuschuss Prozent")
    assert answer(restored) == answer(data)
    assert (restored / "uploads" / "public" / "Größe.txt").read_text(encoding="utf-8") == "Hochgeladen."
    assert [name for name in LEARNT if not (restored / name).exists()] == [], "without its words the model is another"
    assert (restored / "gold.jsonl").read_bytes() == (data / "gold.jsonl").read_bytes()
    assert FeedbackBox(restored, 30).store.secret == FeedbackBox(data, 30).store.secret
    assert (restored / "feedback.sqlite").stat().st_mode & 0o077 == 0


def test_what_readers_noticed_and_why_files_failed_is_restored(data: Path, tmp_path: Path) -> None:
    page = "<!doctype html><html><body><p>Die Boote liegen im Hafen.</p></body></html>"
    taken_in(data, tmp_path / "corpus", "boote.pdf", page)
    taken_in(data, tmp_path / "corpus", "leer.txt", "")
    back_up(data, tmp_path / "a.tar")
    restored = tmp_path / "elsewhere" / "data"
    restore(tmp_path / "a.tar", restored)
    warnings = {held.info.path: held.warnings for held in inventory(restored)}
    assert warnings["boote.pdf"] == (Notice.of("wrong_suffix", suffix=".pdf", format="HTML"),)
    assert [run.report_in("en") for run in latest_runs(restored)] == [run.report_in("en") for run in latest_runs(data)]


def test_what_is_removed_of_restored_uploads_is_answered_from_no_more(data: Path, tmp_path: Path) -> None:
    plan = Plan("toy", lambda: ToyEmbedder("toy"), 64)
    ingest_paths(data, [data / "uploads"], plan, audience="public")
    back_up(data, tmp_path / "a.tar")
    restored = tmp_path / "elsewhere" / "data"
    restore(tmp_path / "a.tar", restored)
    again = ingest_paths(restored, [restored / "uploads"], plan, audience="public", prune=True)
    assert (again.added, again.unchanged) == (0, 1)
    (restored / "uploads" / "public" / "Größe.txt").unlink()
    ingest_paths(restored, [restored / "uploads"], plan, audience="public", prune=True)
    assert [words for words, _, _ in hits(restored, "Hochgeladen")] == [GRANT]


def test_a_backup_moves_between_a_folder_and_a_database_server(
    data: Path, on_server: DataFolder, tmp_path: Path
) -> None:
    back_up(data, tmp_path / "a.tar")
    served = replace(on_server, path=tmp_path / "served")
    restore(tmp_path / "a.tar", served)
    assert not list(served.path.glob("*.sqlite*"))
    assert [finding for finding in check(served) if finding.is_damage] == []
    assert found_in(served) == found_in(DataFolder(data))
    assert FeedbackBox(served, 30).store.secret == FeedbackBox(data, 30).store.secret
    taken_in(served, tmp_path / "corpus", "neu.txt", "Das Labor öffnet im Mai.")  # new rows do not meet old ones
    back_up(served, tmp_path / "b.tar")
    restore(tmp_path / "b.tar", tmp_path / "again")
    assert [finding for finding in check(tmp_path / "again") if finding.is_damage] == []
    assert found_in(DataFolder(tmp_path / "again")) == found_in(served)
    assert latest_runs(tmp_path / "again") == latest_runs(served)
    assert (tmp_path / "again" / "feedback.sqlite").stat().st_mode & 0o077 == 0
    assert (tmp_path / "b.tar").stat().st_mode & 0o077 == 0


def test_a_schema_that_holds_something_is_refused_and_left_alone(
    data: Path, on_server: DataFolder, tmp_path: Path
) -> None:
    back_up(data, tmp_path / "a.tar")
    taken_in(on_server, tmp_path / "other", "neu.txt", "Das Labor öffnet im Mai.")
    with refused("restore_not_empty_schema", schema=on_server.schema):
        restore(tmp_path / "a.tar", replace(on_server, path=tmp_path / "served"))
    assert not (tmp_path / "served").exists()
    assert [info.path for info in documents(on_server)] == ["neu.txt"]


def test_a_schema_that_a_server_has_opened_is_refused_with_what_to_do(
    data: Path, on_server: DataFolder, tmp_path: Path
) -> None:
    """Its secret signs the answers that it has given: another one must not take its place beneath it."""
    back_up(data, tmp_path / "a.tar")
    engine = server_engine(on_server)
    for lineage in (CATALOGUE, FEEDBACK):
        migrating.make(engine, lineage, on_server.schema)
    secret = FeedbackBox(on_server, 30).store.secret
    served = replace(on_server, path=tmp_path / "served")
    with pytest.raises(AssistantError) as error:
        restore(tmp_path / "a.tar", served)
    assert error.value.values == {"schema": on_server.schema, "table": "feedback_state"}
    assert FeedbackBox(on_server, 30).store.secret == secret
    remedies = [error.value.explain(language)[1] for language in ("de", "en")]
    drop = f'DROP SCHEMA "{on_server.schema}" CASCADE'
    assert all(drop in remedy and "ASSISTANT_DATABASE_SCHEMA" in remedy for remedy in remedies)
    with engine.begin() as connection:
        connection.execute(text(drop))
    restore(tmp_path / "a.tar", served)
    assert found_in(served) == found_in(DataFolder(data))


def test_a_restoring_that_fails_behind_the_database_leaves_the_schema_empty(
    data: Path, on_server: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(data, tmp_path / "a.tar")
    served = replace(on_server, path=tmp_path / "served")
    with monkeypatch.context() as patched:
        patched.setattr(Path, "rename", _full)
        with refused("disk_full"):
            restore(tmp_path / "a.tar", served)
    assert published_generation(served) == 0
    restore(tmp_path / "a.tar", served)
    assert found_in(served) == found_in(DataFolder(data))


def test_a_restoring_that_fails_leaves_alone_what_somebody_has_published_over_it(
    data: Path, on_server: DataFolder, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(data, tmp_path / "a.tar")
    served, elsewhere = (replace(on_server, path=tmp_path / name) for name in ("served", "another host"))
    rename = Path.rename

    def full_at_the_end(path: Path, target: Path) -> Path:
        if target != served.path:
            return rename(path, target)
        taken_in(elsewhere, tmp_path / "other", "neu.txt", "Das Labor öffnet im Mai.")
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Path, "rename", full_at_the_end)
    with refused("disk_full"):
        restore(tmp_path / "a.tar", served)
    assert not served.path.exists()
    assert sorted(info.path for info in documents(elsewhere)) == ["merkblatt.txt", "neu.txt"]


def test_a_backup_of_a_server_is_of_one_moment(on_server: DataFolder, tmp_path: Path) -> None:
    """Runs publish while it is written: the catalogue in it is one of their generations, whole."""
    taken_in(on_server, tmp_path / "corpus", "0.txt", GRANT)
    stopping = threading.Event()

    def go_on() -> None:
        number = 0
        while not stopping.is_set():
            number += 1
            taken_in(on_server, tmp_path / "corpus", f"{number}.txt", f"Nummer{number} berichtet.")

    thread = threading.Thread(target=go_on)
    thread.start()
    try:
        for number in range(2):
            back_up(on_server, tmp_path / f"{number}.tar")
    finally:
        stopping.set()
        thread.join()
    for number in range(2):
        restored = tmp_path / f"restored-{number}"
        restore(tmp_path / f"{number}.tar", restored)
        assert [finding for finding in check(restored) if finding.is_damage] == []
        assert len(documents(restored)) == published_generation(restored)


def documents(place: Path | DataFolder) -> list[DocumentInfo]:
    index = Index.open(place, "toy")
    try:
        return index.documents(PUBLIC)
    finally:
        index.close()


def found_in(folder: DataFolder) -> list[tuple[str, float]]:
    index = Index.open(folder, "toy")
    try:
        return index.nearest(ToyEmbedder("toy").embed_query("Zuschuss Prozent"), PUBLIC, 5)
    finally:
        index.close()


def _full(*_: object) -> None:
    raise OSError(errno.ENOSPC, "No space left on device")


def test_what_is_derived_is_not_backed_up(data: Path, tmp_path: Path) -> None:
    names: list[str] = []
    back_up(data, tmp_path / "a.tar", lambda name, size: names.append(name))
    assert names == BACKED_UP


def test_a_backup_and_what_is_restored_of_it_are_for_their_owner_alone(data: Path, tmp_path: Path) -> None:
    """They hold internal documents in clear, and questions."""
    seen: list[int] = []

    def tell(name: str, size: int) -> None:
        seen.extend(path.stat().st_mode & 0o077 for path in tmp_path.glob(".*"))

    back_up(data, tmp_path / "a.tar", tell)
    restore(tmp_path / "a.tar", tmp_path / "restored", tell)
    assert seen
    assert set(seen) == {0}
    assert (tmp_path / "a.tar").stat().st_mode & 0o077 == 0
    assert (tmp_path / "restored").stat().st_mode & 0o077 == 0
    for name in ("catalogue.sqlite", "feedback.sqlite", "gold.jsonl", "uploads/public/Größe.txt"):
        assert (tmp_path / "restored" / name).stat().st_mode & 0o077 == 0


def test_what_is_still_being_sent_is_no_part_of_a_backup(data: Path, tmp_path: Path) -> None:
    (data / "uploads" / ".arriving").mkdir()
    (data / "uploads" / ".arriving" / "0123456789abcdef").write_text("Hochge")
    names: list[str] = []
    back_up(data, tmp_path / "a.tar", lambda name, size: names.append(name))
    assert names == BACKED_UP


def test_the_name_of_an_upload_moves_no_cursor(data: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    (data / "uploads" / "public" / "a\x1b[2Jb.txt").write_text("Hochgeladen.", encoding="utf-8")
    assert main(["backup", str(tmp_path / "a.tar"), "--data", str(data)]) == 0
    assert " 1 KB  uploads/public/a\ufffd[2Jb.txt\n" in capsys.readouterr().err


def test_a_restoring_whose_uploads_find_no_place_leaves_no_data_folder(data: Path, tmp_path: Path) -> None:
    back_up(data, tmp_path / "a.tar")
    (tmp_path / "file").touch()
    with refused("data_no_folder"):
        restore(tmp_path / "a.tar", DataFolder(tmp_path / "restored", uploaded=tmp_path / "file" / "uploads"))
    assert not (tmp_path / "restored").exists()
    restore(tmp_path / "a.tar", tmp_path / "restored")


def test_a_broken_database_is_named_and_leaves_no_backup(data: Path, tmp_path: Path) -> None:
    (data / "feedback.sqlite").write_bytes(b"nothing of the kind" * 500)
    with refused("data_not_writable", data=data / "feedback.sqlite"):
        back_up(data, tmp_path / "a.tar")
    assert not [path for path in tmp_path.iterdir() if "a.tar" in path.name]


def test_a_folder_that_is_not_there_is_named_as_that_of_the_backup(data: Path, tmp_path: Path) -> None:
    (tmp_path / "file").touch()
    for folder in ("nix", "file"):
        with refused("backup_no_folder", folder=tmp_path / folder):
            back_up(data, tmp_path / folder / "b.tar")
    assert not (tmp_path / "nix").exists()


def test_a_folder_that_may_not_be_written_is_named_as_that_of_the_backup(data: Path) -> None:
    closed = Path("/sys")  # to root, too
    if not closed.is_dir():
        pytest.skip("only Linux has a folder that even root may not write")
    with refused("backup_not_writable", folder=closed):
        back_up(data, closed / "b.tar")


def test_a_backup_beside_an_ingestion_is_of_one_moment(data: Path, tmp_path: Path) -> None:
    def ingest() -> None:
        for number in range(8):
            taken_in(data, tmp_path / "corpus", f"{number}.txt", f"Text {number} über Getriebe und Antriebe.")

    writing = threading.Thread(target=ingest)
    writing.start()
    for number in range(4):
        back_up(data, tmp_path / f"{number}.tar")
    writing.join()
    for number in range(4):
        restore(tmp_path / f"{number}.tar", tmp_path / f"restored{number}")
        assert [finding for finding in check(tmp_path / f"restored{number}") if finding.is_damage] == []


def test_nothing_ingested_is_nothing_to_back_up(tmp_path: Path) -> None:
    with refused("no_index"):
        back_up(tmp_path / "nichts", tmp_path / "a.tar")
    assert not (tmp_path / "a.tar").exists()


def test_nothing_is_overwritten(data: Path, tmp_path: Path) -> None:
    back_up(data, tmp_path / "a.tar")
    with refused("backup_exists"):
        back_up(data, tmp_path / "a.tar")
    with refused("restore_not_empty"):
        restore(tmp_path / "a.tar", data)


@pytest.mark.parametrize("kept", [0.0, 0.001, 0.3, 0.9])
def test_half_a_backup_restores_nothing(data: Path, tmp_path: Path, kept: float) -> None:
    back_up(data, tmp_path / "a.tar")
    whole = (tmp_path / "a.tar").read_bytes()
    (tmp_path / "half.tar").write_bytes(whole[: int(kept * len(whole))])
    with refused("backup_torn"):
        restore(tmp_path / "half.tar", tmp_path / "restored")
    assert sorted(path.name for path in tmp_path.iterdir() if "restored" in path.name) == []


def test_a_changed_byte_is_found(data: Path, tmp_path: Path) -> None:
    back_up(data, tmp_path / "a.tar")
    whole = bytearray((tmp_path / "a.tar").read_bytes())
    place = whole.index(b"Hochgeladen.")
    whole[place] ^= 1
    (tmp_path / "a.tar").write_bytes(whole)
    with refused("backup_damaged", name="uploads/public/Größe.txt"):
        restore(tmp_path / "a.tar", tmp_path / "restored")
    assert not (tmp_path / "restored").exists()


@pytest.mark.parametrize(
    "name", ["../a.txt", "/etc/a.txt", "uploads/../../a.txt", "index/a", "a.sqlite", "uploads\\..\\a"]
)
def test_a_file_that_is_none_of_ours_is_refused(data: Path, tmp_path: Path, name: str) -> None:
    back_up(data, tmp_path / "a.tar")
    with tarfile.open(tmp_path / "a.tar") as good, tarfile.open(tmp_path / "b.tar", "w") as bad:
        member = tarfile.TarInfo(name)
        member.size = 4
        bad.addfile(member, io.BytesIO(b"boo!"))
        for each in good:
            bad.addfile(each, good.extractfile(each))
    with refused("backup_damaged"):
        restore(tmp_path / "b.tar", tmp_path / "restored")
    assert not (tmp_path / "a.txt").exists()


def test_a_link_in_a_backup_is_refused(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a.tar", "w") as bad:
        member = tarfile.TarInfo("uploads/public/a.txt")
        member.type, member.linkname = tarfile.SYMTYPE, "/etc/passwd"
        bad.addfile(member)
    with refused("backup_damaged"):
        restore(tmp_path / "a.tar", tmp_path / "restored")


def test_a_backup_of_a_later_form_is_named_as_such(tmp_path: Path) -> None:
    with tarfile.open(tmp_path / "a.tar", "w") as later:
        content = json.dumps({"format": 2, "files": {}}).encode()
        member = tarfile.TarInfo(MANIFEST)
        member.size = len(content)
        later.addfile(member, io.BytesIO(content))
    with refused("backup_version"):
        restore(tmp_path / "a.tar", tmp_path / "restored")


class Disk:
    """A new disk, mounted at `path`: nothing is renamed onto it from elsewhere, and it may be `full` by a file."""

    def __init__(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        self.path, self.full = path, ""
        (path / "lost+found").mkdir(parents=True)
        self._rename = Path.rename
        monkeypatch.setattr(Path, "is_mount", lambda one: one == path)
        monkeypatch.setattr(Path, "rename", lambda one, target: self.renamed(one, target))

    def renamed(self, one: Path, target: Path) -> Path:
        if (self.path in one.parents) != (self.path in target.parents):
            raise OSError(errno.EXDEV, "Invalid cross-device link")
        if target == self.path / self.full:
            raise OSError(errno.ENOSPC, "No space left on device")
        return self._rename(one, target)


def test_a_disk_of_its_own_may_be_restored_into(data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    back_up(data, tmp_path / "a.tar")
    disk = Disk(tmp_path / "disk", monkeypatch)
    restore(tmp_path / "a.tar", disk.path)
    assert answer(disk.path)[1] == [GRANT]
    assert not [path for path in disk.path.iterdir() if path.name.startswith(".disk")]


def test_a_disk_that_takes_not_all_of_a_backup_holds_nothing_of_it(
    data: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    back_up(data, tmp_path / "a.tar")
    disk = Disk(tmp_path / "disk", monkeypatch)
    disk.full = "catalogue.sqlite"
    with refused("disk_full"):
        restore(tmp_path / "a.tar", disk.path)
    assert [path.name for path in disk.path.iterdir()] == ["lost+found"]


def test_an_empty_folder_may_be_restored_into(data: Path, tmp_path: Path) -> None:
    back_up(data, tmp_path / "a.tar")
    (tmp_path / "restored").mkdir()
    restore(tmp_path / "a.tar", tmp_path / "restored")
    shutil.rmtree(data)
    assert answer(tmp_path / "restored")[1] == [GRANT]
