"""A program for a network of its own (`unshare --net`): the way to a database server is cut, without a word to anybody.

Prints as JSON what became of a query that waited for its answer, and of one that was put afterwards: its error, and how
many seconds it took.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import threading
import time
from pathlib import Path

from sqlalchemy import Engine, text
from storage_servers import postgres

from assistant.errors import StorageError
from assistant.storage.databases import server_engine
from assistant.storage.errors import explained_storage
from assistant.storage.folder import DataFolder

PATIENCE_SECONDS = 60.0


def link(state: str) -> None:
    subprocess.run(["ip", "link", "set", "lo", state], check=True)


def ask(engine: Engine, query: str, told: dict[str, tuple[str, float]]) -> None:
    begun = time.monotonic()
    try:
        with explained_storage(Path()), engine.connect() as connection:
            connection.execute(text(query))
    except StorageError as error:
        told[query] = error.code, time.monotonic() - begun


def main() -> None:
    link("up")
    with postgres() as server:
        server.stop()
        server.listens = "127.0.0.1"
        server.start()
        address = f"postgresql://assistant@127.0.0.1:{server.port}/postgres"
        engine = server_engine(DataFolder(Path(), address))
        with engine.connect() as one, engine.connect() as other:  # both stay in the pool
            one.execute(text("SELECT 1"))
            other.execute(text("SELECT 1"))
        told: dict[str, tuple[str, float]] = {}
        waiting, later = (
            threading.Thread(target=ask, args=(engine, query, told), daemon=True)
            for query in ("SELECT pg_sleep(3600)", "SELECT 2")
        )
        waiting.start()
        time.sleep(1)
        link("down")
        later.start()
        for thread in (waiting, later):
            thread.join(PATIENCE_SECONDS)
        print(json.dumps(told), flush=True)
        server.stop("immediate")
    os._exit(0)  # without the threads that still wait


if __name__ == "__main__":
    sys.exit(main())
