"""What a database server reports, in words for people: away, full, read-only, without tables, or at fault."""

from __future__ import annotations

from pathlib import Path

import psycopg
import pytest
from sqlalchemy.exc import OperationalError
from sqlalchemy.exc import TimeoutError as NoConnectionError

from assistant.storage.troubles import storage_error


def reported(kind: type[psycopg.Error]) -> OperationalError:
    return OperationalError("SELECT geheim", {"name": "Ockermann"}, kind("was der Server sagt\nDETAIL: geheim"))


@pytest.mark.parametrize(
    ("kind", "code"),
    [
        (psycopg.OperationalError, "database_unreachable"),
        (psycopg.errors.AdminShutdown, "database_unreachable"),
        (psycopg.errors.TooManyConnections, "database_unreachable"),
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


def test_a_pool_without_a_free_connection_means_that_the_server_does_not_answer(tmp_path: Path) -> None:
    assert storage_error(tmp_path, NoConnectionError()).code == "database_unreachable"
