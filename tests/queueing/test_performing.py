"""What a worker does of a job where a part of it cannot be had."""

from __future__ import annotations

import errno
import sys
import threading
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from fsspec.implementations.memory import MemoryFileSystem
from web_serving import make_settings

from assistant.indexing.drafting import Demand
from assistant.messages import worded
from assistant.mirroring.mirror import Mirror
from assistant.mirroring.remote import RemoteFolder
from assistant.queueing import performing
from assistant.queueing.jobs import FailedError, Job
from assistant.queueing.local_queue import LocalQueue
from assistant.queueing.local_worker import LocalWorker
from assistant.queueing.performing import Performer
from assistant.queueing.unread_uploads import UnreadUploads

# The disk refuses to look for it, as for a share that does not answer.
OUT_OF_REACH = "/" + "x" * 300
# Instead of the command: it notes what it is asked for, and reports.
NOTING = "import pathlib, sys; pathlib.Path(sys.argv[1]).write_text(' '.join(sys.argv[2:])); print('{}')"


def performer(data: Path, asked: Path) -> Performer:
    return Performer(make_settings(data=data), [sys.executable, "-c", NOTING, str(asked)], threading.Event())


def test_a_path_of_which_the_disk_does_not_tell_is_tried_again_and_no_defect(tmp_path: Path) -> None:
    with pytest.raises(FailedError) as raised:
        performer(tmp_path, tmp_path / "asked").perform(Job("paths", {"paths": [OUT_OF_REACH], "options": []}))
    (trouble,) = raised.value.troubles
    assert (trouble.code, raised.value.is_final) == ("path_out_of_reach", False)
    assert OUT_OF_REACH in worded(trouble, "de").message
    assert not (tmp_path / "asked").exists()


def test_a_path_that_is_not_there_is_given_up(tmp_path: Path) -> None:
    missing = str(tmp_path / "nichts")
    with pytest.raises(FailedError) as raised:
        performer(tmp_path, tmp_path / "asked").perform(Job("paths", {"paths": [missing], "options": []}))
    assert ([one.code for one in raised.value.troubles], raised.value.is_final) == (["missing_path"], True)


def test_uploads_are_read_in_once_however_often_it_is_asked_for(tmp_path: Path) -> None:
    asked, uploads = tmp_path / "asked", make_settings(data=tmp_path).folder.uploads
    uploads.mkdir()
    UnreadUploads(uploads).mark()
    performer(tmp_path, asked).perform(Job("uploads"))
    assert str(uploads.resolve()) in asked.read_text(encoding="utf-8")
    asked.unlink()
    performer(tmp_path, asked).perform(Job("uploads"))
    assert not asked.exists()


class Refusing(MemoryFileSystem):
    """Lists its files, but does not give one of them."""

    cachable = False

    def open(self, path: str, mode: str = "rb", **more: Any) -> Any:
        if mode == "rb" and path.endswith("zu.txt"):
            raise PermissionError("403")
        return super().open(path, mode, **more)


class OfASource(Performer):
    """Fetches from such a file system."""

    def _mirror_of(self, key: str) -> Mirror:
        source, folder = self._settings.sources[key], self._settings.folder.sources
        return Mirror(key, source, folder, 1000, lambda _: RemoteFolder(Refusing(), "/ablage"))


@pytest.fixture
def of_a_source(tmp_path: Path) -> Iterator[OfASource]:
    fs = Refusing()
    fs.store.clear()
    fs.pipe({"/ablage/auf.txt": b"Text.", "/ablage/zu.txt": b"Text."})
    settings = make_settings(data=tmp_path, sources={"ablage": {"url": "memory://ablage"}})
    yield OfASource(settings, (), threading.Event())
    fs.store.clear()


def test_of_a_source_the_files_that_came_are_taken_in_and_the_others_are_tried_again(of_a_source: OfASource) -> None:
    with pytest.raises(FailedError) as raised:
        of_a_source.perform(Job("source", {"key": "ablage"}))
    assert raised.value.next == (Job("mirror", {"key": "ablage"}),)
    (trouble,) = raised.value.troubles
    assert (trouble.code, raised.value.is_final) == ("source_file", False)
    assert "zu.txt" in worded(trouble, "de").message


def test_what_is_to_be_done_with_what_came_is_noted_with_the_failure(tmp_path: Path, of_a_source: OfASource) -> None:
    queue = LocalQueue(tmp_path)
    queue.add(Job("source", {"key": "ablage"}))
    one = queue.take(is_fetching=True)
    assert one
    LocalWorker(of_a_source._settings, queue, of_a_source, threading.Event())._do(one)
    assert [(each.job.kind, each.state, each.tries) for each in queue.jobs()] == [
        ("source", "waiting", 1),
        ("mirror", "waiting", 0),
    ]


def test_a_path_out_of_reach_keeps_no_other_out(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    asked, folder = tmp_path / "asked", tmp_path / "docs"
    folder.mkdir()
    known = [Demand(OUT_OF_REACH, "public"), Demand(str(folder), "internal")]
    monkeypatch.setattr(performing, "demanded", lambda _folder: known)
    with pytest.raises(FailedError) as raised:
        performer(tmp_path / "data", asked).perform(Job("again"))
    assert [one.code for one in raised.value.troubles] == ["path_out_of_reach"]
    assert f"{folder} --audience internal" in asked.read_text()
    with pytest.raises(OSError, match=rf"\[Errno {errno.ENAMETOOLONG}\]"):
        Path(OUT_OF_REACH).exists()
