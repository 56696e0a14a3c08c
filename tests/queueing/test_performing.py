"""What a worker does of a job where a part of it cannot be had."""

from __future__ import annotations

import errno
import sys
import threading
from pathlib import Path

import pytest
from web_serving import make_settings

from assistant.indexing.drafting import Demand
from assistant.queueing import performing
from assistant.queueing.jobs import FailedError, Job
from assistant.queueing.performing import Performer

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
    assert OUT_OF_REACH in trouble.told("de").message
    assert not (tmp_path / "asked").exists()


def test_a_path_that_is_not_there_is_given_up(tmp_path: Path) -> None:
    missing = str(tmp_path / "nichts")
    with pytest.raises(FailedError) as raised:
        performer(tmp_path, tmp_path / "asked").perform(Job("paths", {"paths": [missing], "options": []}))
    assert ([one.code for one in raised.value.troubles], raised.value.is_final) == (["missing_path"], True)


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
