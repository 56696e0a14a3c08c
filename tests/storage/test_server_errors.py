"""What a database server reports, in words for people: away, full, read-only, without tables, or at fault."""

from __future__ import annotations

import contextlib
import json
import os
import socket
import struct
import subprocess
import sys
import threading
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import psycopg
import pytest
from sqlalchemy import Engine, make_url, text
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionError

from assistant.errors import StorageError
from assistant.queueing.server_queue import ServerQueue
from assistant.storage.databases import server_engine
from assistant.storage.errors import explained_storage, storage_error
from assistant.storage.folder import DataFolder
from assistant.storage.writer import sole_writer
from assistant.web.migrating import migrate, standing

SUPPORT = str(Path(__file__).parents[1] / "support")


def reported(kind: type[psycopg.Error]) -> OperationalError:
    return OperationalError("SELECT geheim", {"name": "Ockermann"}, kind("was der Server sagt\nDETAIL: geheim"))


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (psycopg.OperationalError, "database_unreachable"),
        (psycopg.errors.AdminShutdown, "database_unreachable"),
        (psycopg.errors.TooManyConnections, "database_connections"),
        (psycopg.errors.DiskFull, "database_full"),
        (psycopg.errors.ReadOnlySqlTransaction, "database_refuses"),
        (psycopg.errors.UndefinedTable, "schema_missing"),
        (psycopg.errors.DeadlockDetected, "database_failed"),
        (psycopg.errors.UniqueViolation, "database_failed"),
    ],
)
def test_what_a_server_reports_is_told_as_what_it_is(kind: type[psycopg.Error], code: str, tmp_path: Path) -> None:
    error = storage_error(tmp_path, reported(kind))
    assert error.code == code
    assert not {"geheim", "Ockermann"} & set(str(error).split())


def test_a_value_that_the_server_was_never_asked_for_speaks_of_no_server_that_is_away(on_server: DataFolder) -> None:
    engine = server_engine(on_server)
    with pytest.raises(StorageError) as refused, explained_storage(on_server.path), engine.connect() as connection:
        connection.execute(text("SELECT :value"), {"value": "\0"})
    assert refused.value.code == "database_failed"


def test_a_pool_without_a_free_connection_is_told_as_that_with_what_helps(tmp_path: Path) -> None:
    error = storage_error(tmp_path, NoConnectionError("QueuePool limit of size 5 overflow 15 reached"))
    assert (error.code, error.status) == ("database_connections", 503)
    assert "max_connections" in error.remedy


@pytest.mark.parametrize(
    "words",
    [
        "sorry, too many clients already",
        "remaining connection slots are reserved for roles with the SUPERUSER attribute",
        "tut mir leid, schon zu viele Verbindungen",
        "no more connections allowed (max_client_conn)",
    ],
)
def test_a_server_says_in_words_that_no_connection_is_left(words: str, tmp_path: Path) -> None:
    refused = psycopg.OperationalError(f'connection failed: connection to server at "db" failed: FATAL:  {words}')
    assert storage_error(tmp_path, OperationalError("SELECT 1", {}, refused)).code == "database_connections"


def test_who_finds_all_connections_of_a_server_in_use_is_told_so(of_a_user: tuple[DataFolder, Engine]) -> None:
    folder, root = of_a_user
    with root.begin() as connection:
        connection.execute(text(f"ALTER ROLE user_of_{folder.schema} CONNECTION LIMIT 0"))
    with pytest.raises(StorageError, match="too many connections for role") as refused:
        ServerQueue(folder).jobs()
    assert refused.value.code == "database_connections"


@contextlib.contextmanager
def server_of_version(version: str) -> Iterator[str]:
    """The address of a server that lets anybody in and then says nothing but its version.

    Source: https://www.postgresql.org/docs/17/protocol-message-formats.html
    """

    def answer(listening: socket.socket) -> None:
        with contextlib.suppress(OSError):
            while True:
                connection, _ = listening.accept()
                connection.settimeout(60)  # a test that failed may hold it open
                with connection, connection.makefile("rb") as sent:
                    sent.read(struct.unpack("!i", sent.read(4))[0] - 4)
                    told = f"server_version\0{version}\0".encode()
                    connection.sendall(b"R" + struct.pack("!ii", 8, 0) + b"S" + struct.pack("!i", 4 + len(told)) + told)
                    connection.sendall(b"Z" + struct.pack("!i", 5) + b"I")
                    sent.read()

    with socket.create_server(("127.0.0.1", 0)) as listening:
        thread = threading.Thread(target=answer, args=(listening,))
        thread.start()
        port = listening.getsockname()[1]
        try:
            yield f"postgresql://leserin@127.0.0.1:{port}/netz?sslmode=disable&gssencmode=disable"
        finally:
            listening.shutdown(socket.SHUT_RDWR)
            thread.join()


def may_make_a_network() -> bool:
    try:
        return subprocess.run(["unshare", "--net", "true"], check=False, capture_output=True).returncode == 0
    except FileNotFoundError:
        return False


@pytest.mark.skipif(not may_make_a_network(), reason="only in a network of its own can the way to a server be cut")
def test_a_server_that_vanishes_without_a_word_holds_no_question() -> None:
    words = ["unshare", "--net", sys.executable, str(Path(__file__).with_name("vanishing_server.py"))]
    done = subprocess.run(
        words, stdout=subprocess.PIPE, timeout=300, check=True, env=os.environ | {"PYTHONPATH": SUPPORT}
    )
    told = json.loads(done.stdout)
    assert {query: code for query, (code, _) in told.items()} == {
        "SELECT pg_sleep(3600)": "database_unreachable",
        "SELECT 2": "database_unreachable",
    }
    assert max(seconds for _, seconds in told.values()) < 40


def test_the_server_ends_with_a_test_that_fails() -> None:
    running = set(threading.enumerate())
    with pytest.raises(RuntimeError, match="the test fails"), server_of_version("14.19"):
        raise RuntimeError("the test fails")
    assert set(threading.enumerate()) <= running


def _written(folder: DataFolder) -> None:
    with sole_writer(folder):
        pass


def test_an_older_server_is_refused_with_both_versions(tmp_path: Path) -> None:
    with server_of_version("14.19 (Debian 14.19-1)") as url:
        folder = DataFolder(tmp_path, url)
        for act in (standing, migrate, lambda folder: ServerQueue(folder).jobs(), _written):
            with pytest.raises(StorageError, match=r"PostgreSQL 14, .* 15 ") as refused:
                act(folder)
            assert refused.value.code == "database_version"


@pytest.fixture
def of_a_user(on_server: DataFolder) -> Iterator[tuple[DataFolder, Engine]]:
    """A network whose user may connect and nothing else, and the engine of who may everything."""
    root, name = server_engine(on_server), f"user_of_{on_server.schema}"
    with root.begin() as connection:
        connection.execute(text(f"CREATE ROLE {name} LOGIN"))
    url = make_url(on_server.database_url).set(username=name).render_as_string(hide_password=False)
    folder = replace(on_server, database_url=url)
    yield folder, root
    server_engine(folder).dispose()
    with root.begin() as connection:
        connection.execute(text(f"DROP OWNED BY {name} CASCADE"))
        connection.execute(text(f"DROP ROLE {name}"))


def test_who_may_make_no_schema_is_told_so_and_works_in_one_that_was_made_for_them(
    of_a_user: tuple[DataFolder, Engine],
) -> None:
    folder, root = of_a_user
    for act in (migrate, lambda folder: ServerQueue(folder).jobs()):
        with pytest.raises(StorageError, match="permission denied for database") as refused:
            act(folder)
        assert refused.value.code == "database_refuses"
    with root.begin() as connection:
        connection.execute(text(f"CREATE SCHEMA {folder.schema}"))
        connection.execute(text(f"GRANT USAGE ON SCHEMA {folder.schema} TO user_of_{folder.schema}"))
    with pytest.raises(StorageError, match="permission denied for schema"):
        ServerQueue(folder).jobs()
    with root.begin() as connection:
        connection.execute(text(f"GRANT CREATE ON SCHEMA {folder.schema} TO user_of_{folder.schema}"))
    migrate(folder)
    assert all(one.is_current for one in standing(folder))
    assert ServerQueue(folder).jobs() == []
