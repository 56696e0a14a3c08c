"""deploy/healthy.py, which the containers are asked by."""

from __future__ import annotations

import importlib.util
import socket
from pathlib import Path
from types import ModuleType

import pytest
from web_fakes import Telling
from web_serving import serve


@pytest.fixture(scope="module")
def healthy() -> ModuleType:
    spec = importlib.util.spec_from_file_location("healthy", Path(__file__).parents[2] / "deploy/healthy.py")
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def test_a_server_that_answers_is_alive(healthy: ModuleType) -> None:
    with serve(Telling()) as served:
        port = int(served.url.rpartition(":")[2])
        assert healthy.answers(healthy.PATHS["server"], port)
        assert not healthy.answers("/nowhere", port)


def test_one_that_is_not_there_is_not(healthy: ModuleType) -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        assert not healthy.answers("/healthz", bound.getsockname()[1])


def test_a_worker_without_its_database_is_not(healthy: ModuleType, monkeypatch: pytest.MonkeyPatch) -> None:
    with socket.socket() as bound:
        bound.bind(("127.0.0.1", 0))
        monkeypatch.setenv("ASSISTANT_DATABASE_URL", f"postgresql://a:b@127.0.0.1:{bound.getsockname()[1]}/c")
        assert not healthy.works()
