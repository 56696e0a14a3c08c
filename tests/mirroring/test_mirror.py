"""A source becomes a folder: what has changed is fetched, and what fails in the middle removes nothing."""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fakes import ToyEmbedder
from fsspec.implementations.local import LocalFileSystem
from fsspec.implementations.memory import MemoryFileSystem
from pydantic import ValidationError

from assistant.errors import AssistantError, StorageError, UsageError
from assistant.indexing.ingest import ingest_paths
from assistant.indexing.inventory import inventory
from assistant.indexing.report import Report
from assistant.indexing.run import Plan
from assistant.messages import worded
from assistant.mirroring.listing import listed
from assistant.mirroring.mirror import CutError, Fetched, Mirror
from assistant.mirroring.remote import RemoteFolder
from assistant.notices import Notice
from assistant.records import Audience
from assistant.settings.settings import Settings
from assistant.settings.sources import Source
from assistant.storage.folder import DataFolder

TEXT = "Die Werkhalle in Musterstadt bekommt eine neue Lüftung."


@pytest.fixture
def there(tmp_path: Path) -> Path:
    folder = tmp_path / "there"
    write(folder / "a.txt", TEXT)
    write(folder / "Protokolle" / "März 1.md", "# März\n\nDie Kantine öffnet im Mai.")
    return folder


def write(path: Path, words: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(words, encoding="utf-8")


def mirrored(tmp_path: Path, there: Path, **values: Any) -> Mirror:
    source = Source.model_validate({"url": f"file://{there}", **values})
    return Mirror("ablage", source, tmp_path / "data" / "sources", 1_000_000)


def mirrored_from(tmp_path: Path, fs: MemoryFileSystem, source: Source | None = None) -> Mirror:
    source = source or Source(url="memory://ablage")
    return Mirror("ablage", source, tmp_path / "data" / "sources", 1_000_000, lambda _: RemoteFolder(fs, "/ablage"))


def files(mirror: Mirror) -> list[str]:
    return sorted(path.relative_to(mirror.root).as_posix() for path in mirror.root.rglob("*") if path.is_file())


def refused(work: Callable[[], object]) -> str:
    with pytest.raises(AssistantError) as caught:
        work()
    for language in ("de", "en"):
        assert all(caught.value.explain(language))
    return caught.value.code


def test_only_what_has_changed_is_fetched_again(tmp_path: Path, there: Path) -> None:
    mirror = mirrored(tmp_path, there)
    assert mirror.fetch() == Fetched(2, 0, 0, 0)
    assert files(mirror) == ["Protokolle/März 1.md", "a.txt"]
    assert mirror.fetch() == Fetched(0, 0, 2, 0)
    write(there / "a.txt", f"{TEXT} Und eine Heizung.")
    (mirror.root / "Protokolle" / "März 1.md").unlink()
    assert mirror.fetch() == Fetched(2, 0, 0, 0)
    assert (mirror.root / "a.txt").read_text(encoding="utf-8").endswith("Heizung.")


def test_what_is_gone_there_goes_here_unless_the_operator_keeps_it(tmp_path: Path, there: Path) -> None:
    mirror = mirrored(tmp_path, there)
    mirror.fetch()
    (there / "Protokolle" / "März 1.md").unlink()
    assert mirrored(tmp_path, there, prune=False).fetch().removed == 0
    assert mirror.fetch() == Fetched(0, 1, 1, 0)
    assert files(mirror) == ["a.txt"]
    assert not (mirror.root / "Protokolle").exists()


def test_an_empty_source_is_taken_for_a_fault_and_removes_nothing(tmp_path: Path, there: Path) -> None:
    mirror = mirrored(tmp_path, there)
    mirror.fetch()
    (there / "a.txt").unlink()
    (there / "Protokolle" / "März 1.md").unlink()
    assert refused(mirror.fetch) == "source_empty"
    assert len(files(mirror)) == 2


def test_a_source_that_lost_much_at_once_is_asked_about(tmp_path: Path, there: Path) -> None:
    for number in range(30):
        write(there / f"{number}.txt", f"{TEXT} {number}")
    mirror = mirrored(tmp_path, there)
    mirror.fetch()
    for number in range(20):
        (there / f"{number}.txt").unlink()
    assert refused(mirror.fetch) == "source_shrunk"
    assert len(files(mirror)) == 32
    assert mirror.fetch(may_shrink=True).removed == 20


def test_a_source_that_is_not_there_says_so_and_removes_nothing(tmp_path: Path, there: Path) -> None:
    mirror = mirrored(tmp_path, there)
    mirror.fetch()
    there.rename(tmp_path / "elsewhere")
    assert refused(mirror.fetch) == "source_unreachable"
    assert len(files(mirror)) == 2


def test_links_hidden_files_and_what_is_no_document_stay_there(tmp_path: Path, there: Path) -> None:
    write(tmp_path / "secret.txt", "geheim")
    (there / "link.txt").symlink_to(tmp_path / "secret.txt")
    (there / "around").symlink_to(there)
    for name in (".versteckt.txt", "~$Sperre.docx", "programm.exe", ".git/config.txt"):
        write(there / name, "nichts")
    mirror = mirrored(tmp_path, there)
    assert mirror.fetch().fetched == 2
    assert files(mirror) == ["Protokolle/März 1.md", "a.txt"]


def test_a_link_that_was_planted_here_is_not_followed(tmp_path: Path, there: Path) -> None:
    mirror = mirrored(tmp_path, there)
    mirror.root.mkdir(parents=True)
    (tmp_path / "outside").mkdir()
    (mirror.root / "Protokolle").symlink_to(tmp_path / "outside")
    (mirror.root / "a.txt").symlink_to(tmp_path / "outside.txt")
    mirror.fetch()
    assert files(mirror) == ["Protokolle/März 1.md", "a.txt"]
    assert list((tmp_path / "outside").iterdir()) == []
    assert not (tmp_path / "outside.txt").exists()


class Lying:
    """A file system whose list holds names that lead elsewhere."""

    names = ("root/../../etc/x.txt", "/etc/passwd.txt", "root/a\\..\\..\\b.txt", "root/c?.txt", "root/gut.txt")

    def ls(self, path: str, detail: bool = True) -> list[dict[str, Any]]:
        return [{"name": name, "type": "file", "size": 3} for name in self.names]


def test_no_name_of_a_list_leads_out_of_the_folder() -> None:
    found = listed(Lying(), "root", "k", max_files=10, max_bytes=1000)
    assert sorted(found.entries) == ["a/b.txt", "c-.txt", "etc/x.txt", "gut.txt"]
    assert found.passed_over == 1


def test_a_file_and_a_folder_of_one_name_do_not_take_turns(tmp_path: Path) -> None:
    fs = MemoryFileSystem()
    fs.store.clear()
    fs.pipe({"/bucket/a.txt": b"x", "/bucket/b.txt": b"y"})

    class Both(MemoryFileSystem):
        def ls(self, path: str, detail: bool = True, **_: Any) -> list[dict[str, Any]]:
            names = ("/bucket/a.txt", "/bucket/a.txt/c.txt", "/bucket/b.txt")
            return [{"name": name, "type": "file", "size": 1} for name in names]

    assert sorted(listed(Both(), "/bucket", "k", max_files=9, max_bytes=9).entries) == ["a.txt", "b.txt"]


def test_limits_are_met_before_anything_is_fetched(tmp_path: Path, there: Path) -> None:
    assert refused(mirrored(tmp_path, there, max_files=1).fetch) == "source_too_many"
    write(there / "big.txt", "x" * 1_100_000)
    assert refused(mirrored(tmp_path, there, max_mb=1).fetch) == "source_too_large"
    assert files(mirrored(tmp_path, there)) == []
    assert mirrored(tmp_path, there).fetch() == Fetched(2, 0, 0, 1), "one that is too large keeps no other out"


def ingested(mirror: Mirror, audience: Audience | None = None, *, model: str = "toy", reembed: bool = False) -> Report:
    plan = Plan(model, lambda: ToyEmbedder(model), 64)
    folder = DataFolder(mirror.root.parent.parent)
    return ingest_paths(folder, [mirror.root], plan, audience=audience, prune=not reembed, reembed=reembed)


def outgrown(tmp_path: Path, there: Path) -> Mirror:
    """A mirror whose a.txt has been taken in as public, and is too large by now."""
    mirror = mirrored(tmp_path, there)
    mirror.fetch()
    assert ingested(mirror, "public").added == 2
    write(there / "a.txt", TEXT * 20_000)
    mirror.fetch()
    return mirror


def test_a_file_that_grew_too_large_keeps_its_earlier_version_and_every_run_tells(tmp_path: Path, there: Path) -> None:
    mirror = mirrored(tmp_path, there)

    def taken_in() -> Report:
        report = ingested(mirror)
        mirror.taken_in(mirror.state)
        return report

    mirror.fetch()
    assert taken_in().added == 2
    write(there / "a.txt", TEXT * 20_000)
    write(there / "neu.txt", TEXT * 20_000)
    assert mirror.fetch() == Fetched(0, 0, 1, 2)
    assert mirror.state.outgrown == ("a.txt",), "of the other one there is no earlier version"
    assert not mirror.is_taken_in, "so that a run tells"
    for report in (taken_in(), taken_in()):
        assert [Path(one.path).name for one in report.failed] == ["a.txt"]
        assert "frühere Fassung" in worded(report.failed[0].why, "de").message
        assert report.removed == 0
        assert sorted(held.info.path for held in inventory(tmp_path / "data")) == ["Protokolle/März 1.md", "a.txt"]
    assert (mirror.fetch(), mirror.is_taken_in) == (Fetched(0, 0, 1, 2), True), "nothing new"
    write(there / "a.txt", f"{TEXT} Und eine Heizung.")
    assert mirror.fetch().fetched == 1
    assert (taken_in().failed, mirror.state.outgrown) == ([], ())


@pytest.mark.parametrize("by_rule", [True, False])
def test_what_becomes_internal_is_so_in_the_earlier_version_of_a_file_too(
    tmp_path: Path, there: Path, by_rule: bool
) -> None:
    mirror = outgrown(tmp_path, there)
    if by_rule:
        write(there / "corpus.toml", '[[rule]]\npath = "a.txt"\naudience = "internal"\n')
        mirror.fetch()
    report = ingested(mirror, "public" if by_rule else "internal")
    assert [Path(one.path).name for one in report.failed] == ["a.txt"]
    found = {held.info.path: held.info.audience for held in inventory(tmp_path / "data")}
    assert found == {"a.txt": "internal", "Protokolle/März 1.md": "public" if by_rule else "internal"}


def test_an_earlier_version_that_was_never_taken_in_is_taken_in(tmp_path: Path, there: Path) -> None:
    mirror = mirrored(tmp_path, there)
    mirror.fetch()
    write(there / "a.txt", TEXT * 20_000)
    mirror.fetch()
    report = ingested(mirror)
    assert (report.added, len(report.failed)) == (2, 1)


def test_another_model_embeds_the_earlier_version_of_a_file_too(tmp_path: Path, there: Path) -> None:
    report = ingested(outgrown(tmp_path, there), "public", model="other", reembed=True)
    assert (report.updated, report.removed, len(report.failed)) == (2, 0, 1)
    assert sorted(held.info.path for held in inventory(tmp_path / "data")) == ["Protokolle/März 1.md", "a.txt"]


def test_a_file_whose_size_no_list_tells_is_cut_at_the_limit_and_keeps_no_other_out(tmp_path: Path) -> None:
    class Sizeless(MemoryFileSystem):
        cachable = False

        def ls(self, path: str, detail: bool = True, **more: Any) -> list[Any]:
            return [{**one, "size": None} for one in super().ls(path, detail=True, **more)]

    fs = Sizeless()
    fs.store.clear()
    fs.pipe({"/ablage/a.txt": b"x" * 1_100_000, "/ablage/b.txt": TEXT.encode()})
    mirror = mirrored_from(tmp_path, fs)
    assert mirror.fetch() == Fetched(1, 0, 0, 1)
    assert files(mirror) == ["b.txt"]
    fs.store.clear()


class Breaking(MemoryFileSystem):
    """Breaks off at the third file, and then does not answer once more; or gives less than its list promises."""

    cachable = False
    opened_files = 0
    short = False
    is_away = False

    def open(self, path: str, mode: str = "rb", **more: Any) -> Any:
        Breaking.opened_files += 1
        if Breaking.opened_files == 3 and not self.short:
            Breaking.is_away = True
            raise OSError("connection reset by https://user:geheimes-wort@host")
        return super().open(path, mode, **more)

    def ls(self, path: str, detail: bool = True, **more: Any) -> list[Any]:
        if self.is_away:
            Breaking.is_away = False
            raise OSError("no route to https://user:geheimes-wort@host")
        found = super().ls(path, detail=True, **more)
        return [{**one, "size": one["size"] + 5} for one in found] if self.short else found


@pytest.fixture
def breaking() -> Iterator[Breaking]:
    fs = Breaking()
    fs.store.clear()
    Breaking.short = True
    fs.pipe({f"/ablage/{number}.txt": f"{TEXT} {number}".encode() for number in range(6)})
    Breaking.opened_files, Breaking.short, Breaking.is_away = 0, False, False
    yield fs
    fs.store.clear()


def test_a_fetch_that_fails_in_the_middle_keeps_what_came_and_goes_on_there(tmp_path: Path, breaking: Breaking) -> None:
    mirror = mirrored_from(tmp_path, breaking)
    write(mirror.root / "alt.txt", "von früher")
    with pytest.raises(StorageError) as caught:
        mirror.fetch()
    assert caught.value.code == "source_unreachable"
    assert files(mirror) == ["0.txt", "1.txt", "alt.txt"], "and nothing was removed"
    assert mirror.fetch() == Fetched(4, 1, 2, 0)


@pytest.mark.parametrize(("before", "there"), [("x.txt", "x.txt/neu.txt"), ("x.txt/alt.txt", "x.txt")])
def test_what_stands_in_the_way_of_a_file_goes_once_the_file_has_come(
    tmp_path: Path, breaking: Breaking, before: str, there: str
) -> None:
    Breaking.short = True
    breaking.store.clear()
    breaking.pipe(f"/ablage/{there}", TEXT.encode())
    mirror = mirrored_from(tmp_path, breaking)
    write(mirror.root / before, "von früher")
    assert mirror.fetch().failed == 1
    assert files(mirror) == [], "it is gone there"
    Breaking.opened_files, Breaking.short = 3, False
    mirror.fetch()
    assert files(mirror) == [there]


def test_half_a_file_is_never_seen(tmp_path: Path, breaking: Breaking) -> None:
    Breaking.short = True
    mirror = mirrored_from(tmp_path, breaking)
    assert mirror.fetch() == Fetched(0, 0, 0, 0, failed=6)
    assert {why.code for why in mirror.state.unfetched.values()} == {"source_cut"}
    assert files(mirror) == []


def test_rules_around_the_data_folder_do_not_describe_what_was_fetched(tmp_path: Path, there: Path) -> None:
    write(tmp_path / "corpus.toml", '[[rule]]\npath = "**"\naudience = "internal"\nlab = "Fremd"\n')
    write(there / "corpus.toml", '[[rule]]\npath = "a.txt"\nlab = "Eigen"\n')
    mirror = mirrored(tmp_path, there)
    for lab, audience in (("Eigen", "public"), (None, "public")):
        mirror.fetch()
        ingested(mirror, "public")
        found = {held.info.path: (held.info.lab, held.info.audience) for held in inventory(tmp_path / "data")}
        assert found["a.txt"] == (lab, audience)
        (there / "corpus.toml").unlink(missing_ok=True)


class Refusing(MemoryFileSystem):
    """Does not give the files of some names, though it lists them."""

    cachable = False
    names: tuple[str, ...] = ()

    def open(self, path: str, mode: str = "rb", **more: Any) -> Any:
        if mode == "rb" and Path(path).name in self.names:
            raise PermissionError(f"403 {path}")
        return super().open(path, mode, **more)


@pytest.fixture
def refusing() -> Iterator[Refusing]:
    fs = Refusing()
    fs.store.clear()
    fs.pipe({f"/ablage/{name}.txt": f"{TEXT} {name}".encode() for name in "abcd"})
    yield fs
    fs.store.clear()


def test_a_file_that_cannot_be_had_keeps_no_other_out_and_every_run_tells(tmp_path: Path, refusing: Refusing) -> None:
    mirror = mirrored_from(tmp_path, refusing)

    def taken_in() -> Report:
        report = ingested(mirror)
        mirror.taken_in(mirror.state)
        return report

    mirror.fetch()
    assert taken_in().added == 4
    refusing.names = ("a.txt", "neu.txt")
    refusing.pipe({f"/ablage/{name}.txt": f"{TEXT} Neu: {name}.".encode() for name in ("a", "b", "neu")})
    refusing.rm("/ablage/d.txt")
    assert mirror.fetch() == Fetched(1, 1, 1, 0, failed=2)
    assert files(mirror) == ["a.txt", "b.txt", "c.txt"], "what is there of it stays, and what is gone goes"
    assert not mirror.is_taken_in
    for report in (taken_in(), taken_in()):
        assert sorted(Path(one.path).name for one in report.failed) == ["a.txt", "neu.txt"]
        assert all("403" in worded(one.why, "de").message for one in report.failed)
        assert sorted(held.info.path for held in inventory(tmp_path / "data")) == ["a.txt", "b.txt", "c.txt"]
    assert mirror.fetch() == Fetched(0, 0, 2, 0, failed=2)
    assert mirror.is_taken_in, "nothing new"
    refusing.names = ()
    assert mirror.fetch() == Fetched(2, 0, 2, 0)
    report = taken_in()
    assert (report.added, report.updated, report.failed) == (1, 1, [])


def test_a_source_that_gives_none_of_its_files_is_told_and_removes_nothing(tmp_path: Path, refusing: Refusing) -> None:
    refusing.names = tuple(f"{name}.txt" for name in "abcd")
    mirror = mirrored_from(tmp_path, refusing)
    assert mirror.fetch().failed == 4
    assert len(ingested(mirror).failed) == 4


def test_without_its_rules_nothing_of_a_source_is_taken_in(tmp_path: Path, refusing: Refusing) -> None:
    refusing.pipe("/ablage/corpus.toml", b'[[rule]]\npath = "a.txt"\naudience = "internal"\n')
    refusing.names = ("corpus.toml",)
    mirror = mirrored_from(tmp_path, refusing)
    assert refused(mirror.fetch) == "source_file"
    assert files(mirror) == [], "they say who may see the others"


def test_what_is_said_of_a_file_holds_no_secret(tmp_path: Path, refusing: Refusing) -> None:
    source = Source.model_validate({"url": "https://host/dav", "options": {"token": "ablage"}})
    refusing.names = ("b.txt",)
    mirror = mirrored_from(tmp_path, refusing, source)
    assert mirror.fetch().failed == 1
    assert mirror.state.unfetched["b.txt"].values["why"] == "PermissionError: 403 /***/b.txt"


def test_what_is_said_of_a_source_holds_no_secret(tmp_path: Path, breaking: Breaking) -> None:
    source = Source.model_validate({"url": "https://host/dav", "options": {"password": "geheimes-wort"}})
    mirror = mirrored_from(tmp_path, breaking, source)
    with pytest.raises(StorageError) as caught:
        mirror.fetch()
    assert "geheimes-wort" not in str(caught.value)
    assert "geheimes-wort" not in repr(source)


class Saying(MemoryFileSystem):
    words = ""

    def ls(self, path: str, detail: bool = True, **_: Any) -> list[Any]:
        raise OSError(self.words)


@pytest.mark.parametrize(
    ("words", "told"),
    [
        ("No such file", "OSError: No such file"),
        ("not maxi but maxi-geheim", "OSError: not *** but ***"),
        (f"{'x' * 285} maxi-geheim", f"OSError: {'x' * 285} ***"),
    ],
)
def test_what_is_said_of_a_source_can_be_read_without_its_secrets(tmp_path: Path, words: str, told: str) -> None:
    options = {"user": "maxi", "password": "maxi-geheim", "token": "u"}
    source = Source.model_validate({"url": "https://host/dav", "options": options})
    fs = Saying()
    fs.words = words
    with pytest.raises(StorageError) as caught:
        mirrored_from(tmp_path, fs, source).fetch()
    assert caught.value.values["why"] == told


def test_a_fetch_that_is_stopped_keeps_what_came(tmp_path: Path, there: Path) -> None:
    stopping = threading.Event()
    stopping.set()
    with pytest.raises(CutError):
        mirrored(tmp_path, there).fetch(stopping=stopping)
    assert mirrored(tmp_path, there).fetch().fetched == 2


class Cutting(MemoryFileSystem):
    """Asks the fetch to stop after its first file."""

    cachable = False
    stopping = threading.Event()

    def open(self, path: str, mode: str = "rb", **more: Any) -> Any:
        self.stopping.set()
        return super().open(path, mode, **more)


def test_what_a_fetch_brought_before_it_was_stopped_is_taken_in(tmp_path: Path) -> None:
    fs = Cutting()
    fs.store.clear()
    fs.pipe({"/ablage/a.txt": TEXT.encode(), "/ablage/b.txt": TEXT.encode()})
    mirror = mirrored_from(tmp_path, fs)
    mirror.fetch()
    mirror.taken_in(mirror.state)
    fs.pipe({"/ablage/a.txt": b"Neu.", "/ablage/b.txt": b"Auch."})
    fs.stopping.clear()
    with pytest.raises(CutError):
        mirror.fetch(stopping=fs.stopping)
    assert (mirror.root / "a.txt").read_text(encoding="utf-8") == "Neu."
    assert not mirror.is_taken_in
    fs.store.clear()


def test_what_came_before_a_kill_is_taken_in(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    told: list[bool] = []

    class Watched(MemoryFileSystem):
        cachable = False

        def open(self, path: str, mode: str = "rb", **more: Any) -> Any:
            told.append(mirror.is_taken_in)  # what a kill in this moment would leave
            return super().open(path, mode, **more)

    fs = Watched()
    mirror = mirrored_from(tmp_path, fs)
    fs.store.clear()
    fs.pipe({"/ablage/a.txt": TEXT.encode(), "/ablage/b.txt": TEXT.encode()})
    told.clear()
    monkeypatch.setattr("assistant.mirroring.mirror._KEEP_SECONDS", -1.0)
    mirror.fetch()
    assert told == [True, False], "nothing has come, then the first file"
    fs.store.clear()


def test_what_came_before_the_source_broke_off_is_taken_in(tmp_path: Path, breaking: Breaking) -> None:
    mirror = mirrored_from(tmp_path, breaking)
    assert refused(mirror.fetch) == "source_unreachable"
    assert not mirror.is_taken_in
    mirror.taken_in(mirror.state)
    mirror.fetch()
    assert not mirror.is_taken_in
    mirror.taken_in(mirror.state)
    assert (mirror.fetch().has_changed, mirror.is_taken_in) == (False, True)


def test_one_fetches_a_source_at_a_time(tmp_path: Path, there: Path) -> None:
    with mirrored(tmp_path, there)._alone():
        assert refused(mirrored(tmp_path, there).fetch) == "source_busy"


def test_citations_name_the_place_in_the_source_and_its_address(tmp_path: Path, there: Path) -> None:
    write(there / "corpus.toml", '[[rule]]\npath = "a.txt"\nurl = "https://eigen.example/a"\n')
    mirror = mirrored(tmp_path, there, link="https://wolke.example/ablage/{path}")
    mirror.fetch()
    folder = DataFolder(tmp_path / "data")
    ingest_paths(folder, [mirror.root], Plan("toy", ToyEmbedder, 64), audience="internal")
    found = {held.info.path: (held.info.url, held.info.audience) for held in inventory(folder)}
    assert found == {
        "a.txt": ("https://eigen.example/a", "internal"),
        "Protokolle/März 1.md": ("https://wolke.example/ablage/Protokolle/M%C3%A4rz%201.md", "internal"),
    }


def test_what_a_reader_noticed_of_a_file_that_came_is_kept(tmp_path: Path, there: Path) -> None:
    write(there / "boote.pdf", "<!doctype html><html><body><p>Die Boote liegen im Hafen.</p></body></html>")
    mirror = mirrored(tmp_path, there)
    mirror.fetch()
    noticed = Notice.of("wrong_suffix", suffix=".pdf", format="HTML")
    assert [one.warning for one in ingested(mirror).warnings] == [noticed]
    held = inventory(DataFolder(tmp_path / "data"))
    assert [one.warnings for one in held if one.info.path == "boote.pdf"] == [(noticed,)]


@pytest.mark.parametrize(
    "values",
    [
        {"url": "ftp://host/x"},
        {"url": "https://user:word@host/x"},
        {"url": "https://host/x?token=1"},
        {"url": "https:///x"},
        {"url": "s3:///x"},
        {"url": "file://host/x"},
        {"url": "file:///"},
        {"url": "relative/folder"},
        {"url": "https://host:port/x"},
        {"url": "s3://bucket/x", "options": {"endpoint": "host:9000"}},
        {"url": "file:///x", "options": {"password": "x"}},
        {"url": "file:///x", "audience": "all"},
        {"url": "file:///x", "link": "javascript:alert(1)"},
        {"url": "file:///x", "hook_secret": "short"},
        {"url": "file:///x", "every": 5},
    ],
)
def test_a_wrong_source_is_refused_when_the_settings_are_read(values: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        Settings.model_validate({"sources": {"key": values}})


def test_a_key_is_the_name_of_a_folder() -> None:
    for key in ("../x", "A", "", "x/y", ".x"):
        with pytest.raises(ValidationError):
            Settings.model_validate({"sources": {key: {"url": "file:///x"}}})
    settings = Settings.model_validate({"sources": '{"ablage": {"url": "file:///x"}}'})
    assert settings.sources["ablage"].audience == "internal", "unless somebody says public"
    with pytest.raises(UsageError):
        Mirror.of("andere", settings)


def test_a_file_where_fetched_files_belong_is_told_as_such(tmp_path: Path, there: Path) -> None:
    mirror = mirrored(tmp_path, there)
    (tmp_path / "data").mkdir()
    (tmp_path / "data" / "sources").write_text("in the way", encoding="utf-8")
    assert refused(mirror.fetch) == "data_no_folder"
    assert os.listdir(tmp_path / "data") == ["sources"]


def test_a_disk_that_refuses_what_is_known_of_the_files_is_told_as_such(
    tmp_path: Path, there: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("assistant.mirroring.mirror._KEEP_SECONDS", -1.0)
    sources = tmp_path / "data" / "sources"

    class Filling(LocalFileSystem):
        def open(self, path: str, mode: str = "rb", **more: Any) -> Any:
            (sources / ".ablage.json").mkdir(exist_ok=True)  # as good as a disk that fills up now
            return super().open(path, mode, **more)

    place = RemoteFolder(Filling(skip_instance_cache=True), str(there))
    mirror = Mirror("ablage", Source(url=f"file://{there}"), sources, 1_000_000, lambda _: place)
    assert refused(mirror.fetch) in ("data_not_writable", "disk_full")
    assert refused(lambda: mirror.taken_in(mirror.state)) in ("data_not_writable", "disk_full")
