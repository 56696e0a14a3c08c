"""The staff see the ingestion runs; the public is not told of them."""

from __future__ import annotations

from pathlib import Path

import pytest
from fakes import ToyEmbedder
from web_fakes import FakeAssistant
from web_serving import STAFF, Served, serve

from assistant.indexing.ingest import ingest_paths
from assistant.indexing.run import Plan


@pytest.fixture
def data(tmp_path: Path) -> Path:
    (tmp_path / "blatt.txt").write_text("Das Labor berichtet.", encoding="utf-8")
    (tmp_path / "leer.txt").touch()
    ingest_paths(tmp_path / "data", [tmp_path], Plan("toy", ToyEmbedder, 64))
    return tmp_path / "data"


def test_staff_see_each_run_with_its_report(data: Path) -> None:
    with serve(FakeAssistant(), data=data) as served:
        [run] = served.client.get("/api/ingest/runs", headers=STAFF).json()["runs"]
    assert (run["number"], run["status"]) == (1, "finished")
    assert run["started"] <= run["finished"]
    assert run["report"]["added"] == 1
    assert run["report"]["failed"][0]["path"].endswith("leer.txt")
    assert run["progress"] == {"files": 2, "done": 2, "passages": 1}


def test_the_public_is_refused(served: Served) -> None:
    response = served.client.get("/api/ingest/runs")
    assert response.status_code == 401
    assert response.json()["type"] == "urn:wissens-assistent:staff_only"
