"""What holds for all tests: under CI a skipped test is a failed run; one PostgreSQL for all that need no own."""

from __future__ import annotations

import itertools
import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from hypothesis import settings
from storage_servers import Postgres, postgres

from assistant.storage.databases import server_engine
from assistant.storage.folder import DataFolder

_numbers = itertools.count(1)

# How long an example takes tells of the machine, and the first one loads a tagger.
settings.register_profile("any_machine", deadline=None)
settings.load_profile("any_machine")


def pytest_make_parametrize_id(val: object, argname: str) -> str | None:
    """The name of the argument for bytes: what a file holds may tell the second it was made, and two workers differ."""
    return argname if isinstance(val, bytes) else None


def pytest_sessionfinish(session: pytest.Session) -> None:
    reporter = session.config.pluginmanager.get_plugin("terminalreporter")
    skipped = reporter.stats.get("skipped", []) if reporter else []
    if os.environ.get("CI") and skipped and session.exitstatus == 0:
        reporter.write_line(f"{len(skipped)} tests were skipped; under CI every test must run", red=True)
        session.exitstatus = pytest.ExitCode.TESTS_FAILED


@pytest.fixture(scope="session")
def postgres_server() -> Iterator[Postgres]:
    """A server for all tests that leave it as it is; each has a schema of its own there."""
    with postgres() as server:
        yield server


@pytest.fixture
def on_server(postgres_server: Postgres, tmp_path: Path) -> Iterator[DataFolder]:
    """A network without anything yet: a folder, and a schema that is not there yet."""
    folder = DataFolder(tmp_path / "data", postgres_server.url(), f"network_{next(_numbers)}")
    yield folder
    server_engine(folder).dispose()


@pytest.fixture(params=["sqlite", "postgresql"])
def place(request: pytest.FixtureRequest, tmp_path: Path) -> Path | DataFolder:
    """A network without anything yet: in a folder alone, and with a database server beside it."""
    found: DataFolder = request.getfixturevalue("on_server") if request.param == "postgresql" else tmp_path / "data"
    return found
