"""The command `ingest.py` with a toy embedder, for servers in tests: same arguments, same catalogue, no model.

What it is to do besides stands in TOY_INGESTION: "slow" embeds a passage in half a second, "piecewise" in a twentieth
and stores every few of them, "crash" raises, "refuse" says why not, as the command does, "killed" dies as the system
kills.
"""

from __future__ import annotations

import os
import signal
import sys
from pathlib import Path

from fakes import ToyEmbedder

from assistant.command_line import report_notice
from assistant.errors import StorageError
from assistant.indexing import command, run
from assistant.indexing.embedding import models
from assistant.settings.settings import Settings

COMMAND = (sys.executable, str(Path(__file__)))
NAME = "toy"


def main() -> int:
    wish = os.environ.get("TOY_INGESTION", "")
    if wish == "crash":
        raise ZeroDivisionError("of no use to a visitor")
    if wish == "refuse":
        return report_notice(StorageError("disk_full", data="data", why="No space left"), "de")
    if wish == "killed":
        os.kill(os.getpid(), signal.SIGKILL)
    seconds = {"slow": 0.5, "piecewise": 0.05}.get(wish, 0.0)
    if wish == "piecewise":
        run.PASSAGES_A_GROUP = 6

    def toy(_: Settings) -> ToyEmbedder:
        return ToyEmbedder(NAME, seconds_a_passage=seconds)

    models.load_embedder = toy  # type: ignore[assignment]
    models.model_name = lambda _: NAME  # type: ignore[assignment]
    return command.main(sys.argv[1:], report_notice)


if __name__ == "__main__":
    sys.exit(main())
