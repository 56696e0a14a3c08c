"""One pool of connections for each network on a server, and none that is forgotten with its connections open."""

from __future__ import annotations

from dataclasses import replace

import pytest
from sqlalchemy import text

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
