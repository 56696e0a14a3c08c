"""One pool of connections for each network on a server, and none that is forgotten with its connections open."""

from __future__ import annotations

import gc
import warnings
from dataclasses import replace

import pytest
from sqlalchemy import text
from sqlalchemy.exc import OperationalError

from assistant.storage import databases
from assistant.storage.databases import server_engine
from assistant.storage.folder import DataFolder


def test_whoever_asks_for_a_schema_gets_the_same_pool(on_server: DataFolder) -> None:
    assert server_engine(on_server) is server_engine(replace(on_server))


def test_a_pool_that_was_not_asked_for_longest_gives_its_connections_back(
    on_server: DataFolder, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(databases, "MOST_POOLS", 2)
    first, second, third = (replace(on_server, schema=f"pool_{number}") for number in range(3))
    engines = [server_engine(one) for one in (first, second)]
    for engine in engines:
        with engine.connect() as connection:
            connection.execute(text("SELECT 1"))
    assert server_engine(first) is engines[0]
    server_engine(third)
    assert [engine.pool.checkedin() for engine in engines] == [1, 0]
    with engines[1].connect() as connection:
        assert connection.execute(text("SELECT 1")).scalar() == 1, "who still has it can go on"
    for engine in (*engines, server_engine(third)):
        engine.dispose()


def test_rows_that_were_to_come_bit_by_bit_leave_no_cursor_behind_when_the_server_ends_the_connection(
    on_server: DataFolder,
) -> None:
    engine = server_engine(on_server)
    with warnings.catch_warnings(record=True) as told, engine.connect() as connection:
        warnings.simplefilter("always")
        process = connection.scalar(text("SELECT pg_backend_pid()"))
        with engine.connect() as other:
            other.execute(text("SELECT pg_terminate_backend(:process, 5000)"), {"process": process})
        with pytest.raises(OperationalError):
            connection.execution_options(yield_per=10).execute(text("SELECT 1"))
        gc.collect()
    assert not [one.message for one in told if one.category is ResourceWarning]
