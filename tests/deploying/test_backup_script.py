"""deploy/backup.sh, which the timer starts."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest
from fakes import ToyEmbedder

from assistant.indexing.ingest import ingest_paths
from assistant.indexing.run import Plan

PROJECT = Path(__file__).parents[2]
DAY = 24 * 3600


@pytest.fixture
def backups(tmp_path: Path) -> Path:
    """A folder with a backup of three weeks ago, one of yesterday, and an old file that is none of ours."""
    folder = tmp_path / "backups"
    folder.mkdir()
    for name, days in (("assistant-old.tar", 21), ("assistant-yesterday.tar", 1), ("notes.tar", 21)):
        (folder / name).touch()
        os.utime(folder / name, (time.time() - days * DAY,) * 2)
    return folder


def written(backups: Path, data: Path, **settings: str) -> subprocess.CompletedProcess[str]:
    surroundings = {name: value for name, value in os.environ.items() if not name.startswith("ASSISTANT_")}
    surroundings |= {"ASSISTANT_DATA": str(data), "PYTHON": sys.executable, "PYTHONPATH": str(PROJECT), **settings}
    command = ["sh", str(PROJECT / "deploy/backup.sh"), str(backups), "14"]
    return subprocess.run(command, env=surroundings, cwd=backups, capture_output=True, text=True, timeout=120)


def taken_in(data: Path, documents: Path) -> None:
    documents.mkdir(exist_ok=True)
    (documents / "merkblatt.txt").write_text("Der Zuschuss beträgt 80 Prozent.", encoding="utf-8")
    ingest_paths(data, [documents], Plan("toy", lambda: ToyEmbedder("toy"), 64), audience="public")


def test_a_new_backup_is_written_and_old_ones_go(tmp_path: Path, backups: Path) -> None:
    data = tmp_path / "data"
    taken_in(data, tmp_path / "documents")
    done = written(backups, data)
    assert done.returncode == 0, done.stderr
    names = {file.name for file in backups.iterdir()}
    assert "assistant-old.tar" not in names
    assert {"assistant-yesterday.tar", "notes.tar"} < names
    (made,) = names - {"assistant-yesterday.tar", "notes.tar"}
    assert (backups / made).stat().st_mode & 0o077 == 0


def test_where_none_can_be_written_the_old_ones_stay(tmp_path: Path, backups: Path) -> None:
    before = {file.name for file in backups.iterdir()}
    done = written(backups, tmp_path / "empty")
    assert done.returncode == 2
    assert done.stderr
    assert {file.name for file in backups.iterdir()} == before


def test_of_several_networks_each_has_a_backup_of_its_own(tmp_path: Path, backups: Path) -> None:
    data, networks = tmp_path / "data", {key: {"hosts": [f"{key}.example.org"]} for key in ("nord", "ost", "sued")}
    for key in ("nord", "sued"):
        taken_in(data / key, tmp_path / "documents")
    before = {file.name for file in backups.iterdir()}
    done = written(backups, data, ASSISTANT_NETWORKS=json.dumps(networks))
    assert done.returncode == 2, "one that could not be kept is told"
    assert "Netzwerk ost" in done.stdout
    assert sorted(name[-8:] for name in {file.name for file in backups.iterdir()} - before) == ["nord.tar", "sued.tar"]
    assert "assistant-old.tar" in before & {file.name for file in backups.iterdir()}
