"""Whether what runs in this container is alive: `python healthy.py server | chroma | worker`. Ends with 0 or 1.

Alive is not ready: a server whose database is away must not be killed for it (docs/OBSERVABILITY.md).
"""

from __future__ import annotations

import http.client
import os
import sys

PATHS = {"server": "/healthz", "chroma": "/api/v2/heartbeat"}
SECONDS = 4
SIGN_OF_LIFE = "SELECT 1 FROM procrastinate_workers WHERE last_heartbeat > now() - interval '1 minute'"


def answers(path: str, port: int = 8000) -> bool:
    """Whether the server of this container says 200."""
    connection = http.client.HTTPConnection("127.0.0.1", port, timeout=SECONDS)
    try:
        connection.request("GET", path)
        return connection.getresponse().status == 200
    except OSError:
        return False
    finally:
        connection.close()


def works() -> bool:
    """Whether a worker has left a sign of life in the database within a minute."""
    import psycopg

    schema = os.environ.get("ASSISTANT_DATABASE_SCHEMA", "public")
    options = f"-c search_path={schema},public"
    address = os.environ["ASSISTANT_DATABASE_URL"].replace("postgresql+psycopg:", "postgresql:", 1)
    try:
        with psycopg.connect(address, connect_timeout=SECONDS, options=options) as database:
            return database.execute(SIGN_OF_LIFE).fetchone() is not None
    except psycopg.Error:
        return False


if __name__ == "__main__":
    sys.exit(not (works() if sys.argv[1] == "worker" else answers(PATHS[sys.argv[1]])))
