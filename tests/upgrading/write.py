"""Writes the data folder of a release for the upgrade test: texts that tests/upgrading/restored.py makes a folder of.

To be run once, with the release that is about to go out, when its storage differs from that of the last folder here:

    PYTHONPATH=.:tests/support python tests/upgrading/write.py tests/upgrading/written_by/NAME
"""

from __future__ import annotations

import os
import shutil
import sqlite3
import sys
import tempfile
from contextlib import closing
from datetime import datetime
from pathlib import Path

from fakes import ToyEmbedder

from assistant.answering.assistant import Assistant
from assistant.answering.models import Given
from assistant.feedback.box import FeedbackBox
from assistant.indexing.ingest import ingest_paths
from assistant.indexing.run import Plan
from assistant.knowledge.outcomes import OutcomeFilter
from assistant.records import AUDIENCES, Question
from assistant.settings.settings import Settings

CORPUS = Path(__file__).parent / "corpus"
# Stands for the folder in which it was written; the catalogue knows its files by their whole path.
WRITTEN_IN = "/written/in"
ALL = frozenset(AUDIENCES)
NOON = datetime(2026, 3, 10, 12).timestamp()
DATA = Path("data")
OLDER = "Der Zuschuss beträgt 60 Prozent."
DATABASES = ("catalogue", "feedback", "facts")


def main(target: Path) -> None:
    target = target.resolve()
    with tempfile.TemporaryDirectory() as name:
        folder = str(Path(name).resolve())
        shutil.copytree(CORPUS, Path(folder, "corpus"))
        os.chdir(folder)
        take_in()
        target.mkdir(parents=True)
        (target / "answer_id.txt").write_text(ask_and_vote() + "\n", encoding="utf-8")
        for database in DATABASES:
            text = dumped(DATA / f"{database}.sqlite").replace(folder, WRITTEN_IN)
            (target / f"{database}.sql").write_text(text, encoding="utf-8")


def take_in() -> None:
    """Two generations: one document is replaced by its next version."""
    leaflet = Path("corpus/foerderung.txt")
    words = leaflet.read_text(encoding="utf-8")
    leaflet.write_text(words.replace("Der Zuschuss beträgt 80 Prozent.", OLDER), encoding="utf-8")
    for text in (leaflet.read_text(encoding="utf-8"), words):
        leaflet.write_text(text, encoding="utf-8")
        ingest_paths(DATA, [Path("corpus")], Plan("toy", lambda: ToyEmbedder("toy"), 64))


def ask_and_vote() -> str:
    """An answer with a vote, another marked wrong with a comment, and a question without an answer; gives its id."""
    assistant = Assistant(Settings.model_validate({"data": DATA, "embedding_model": "toy"}), Given(ToyEmbedder("toy")))
    box = FeedbackBox(DATA, 30, clock=lambda: NOON)
    with closing(assistant), closing(box):
        assistant.outcomes(ALL, OutcomeFilter())
        for words, verdict in [
            ("Der Zuschuss beträgt 80 Prozent.", "helpful"),
            ("Der Zuschuss wird als Festbetrag gezahlt.", "wrong"),
            ("Wer zahlt den Umbau der Sternwarte?", None),
        ]:
            question = Question(words, ALL)
            given = box.issue(assistant.ask(question), question)
            if verdict is not None:
                box.vote(given, verdict, "Das gilt nicht mehr." if verdict == "wrong" else "")
    return given


def dumped(path: Path) -> str:
    with closing(sqlite3.connect(path)) as connection:
        return "\n".join(connection.iterdump()) + "\n"


if __name__ == "__main__":
    main(Path(sys.argv[1]))
