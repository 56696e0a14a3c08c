"""The command `python -m assistant worker` with toy ingestions, and with deaths that are noticed within seconds."""

from __future__ import annotations

import sys
from pathlib import Path

from toy_ingestion import COMMAND as INGEST

from assistant import __main__ as program
from assistant.queueing import command, schedule, server_worker

COMMAND = (sys.executable, str(Path(__file__)))


def main() -> int:
    server_worker.BEAT_SECONDS, server_worker.LIFE_SECONDS, server_worker.LOOK_SECONDS = 0.5, 4.0, 0.5
    schedule.EVERY_SECONDS = 0.5
    real = command.run
    command.run = lambda arguments, settings: real(arguments, settings, INGEST)  # type: ignore[assignment]
    return program.main(["worker", *sys.argv[1:]])


if __name__ == "__main__":
    sys.exit(main())
