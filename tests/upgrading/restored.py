"""A data folder as an earlier release wrote it, made of the texts that `write.py` left."""

from __future__ import annotations

import shutil
import sqlite3
from contextlib import closing
from pathlib import Path

HERE = Path(__file__).parent
RELEASES = sorted(path.name for path in (HERE / "written_by").iterdir())
DATABASES = ("catalogue", "feedback", "facts")
WRITTEN_IN = "/written/in"


def restored(release: str, folder: Path) -> Path:
    """The data folder, beside the files that it was made of (`corpus`); without indexes, which are derived."""
    shutil.copytree(HERE / "corpus", folder / "corpus")
    data = folder / "data"
    data.mkdir()
    for database in DATABASES:
        text = (HERE / "written_by" / release / f"{database}.sql").read_text(encoding="utf-8")
        with closing(sqlite3.connect(data / f"{database}.sqlite")) as connection:
            connection.executescript(text.replace(WRITTEN_IN, str(folder.resolve())))
    return data


def answer_id(release: str) -> str:
    """The id of an answer that the release gave, for a vote on it."""
    return (HERE / "written_by" / release / "answer_id.txt").read_text(encoding="utf-8").strip()
