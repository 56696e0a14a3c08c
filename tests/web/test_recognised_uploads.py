"""Uploads by the labs and topics that the network knows: from the rules of its folders, and from its documents."""

from __future__ import annotations

import tomllib
from pathlib import Path
from typing import Any

import pytest
from fakes import ToyEmbedder
from toy_ingestion import NAME
from waiting import soon
from web_serving import STAFF, Served, make_settings
from web_uploads import TEXT, outcomes, read_in, send, serving

from assistant.indexing.ingest import ingest_paths
from assistant.indexing.run import Plan
from assistant.reading.describing.labs import Known
from assistant.web.ingesting.uploads import Uploads

PLAN = Plan(NAME, ToyEmbedder, make_settings().max_tokens)
MINUTES = ("2025-09-02-lab-technologie.txt", f"Protokoll der Sitzung\nLab Technologie\n\n{TEXT}\n".encode())
LISTED = '[labs]\n"Technologie" = ["Lab Technologie"]\n\n[topics]\n"Lüftung" = []\n'
RULED = '[[rule]]\npath = "**"\nlab = "Technologie"\n'


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


def took_in(data: Path, folder: Path, rules: str) -> None:
    """A folder of the network with these rules is in the index."""
    folder.mkdir(exist_ok=True)
    (folder / "corpus.toml").write_text(rules, encoding="utf-8")
    (folder / "a.txt").write_text("Die Kantine öffnet im Mai.", encoding="utf-8")
    ingest_paths(data, [folder], PLAN)


def described(served: Served, path: str) -> dict[str, Any]:
    read_in(served)
    listed = served.client.get("/api/staff/documents", params={"q": path}, headers=STAFF).json()["rows"]
    [row] = [row for row in listed if row["path"] == path]
    return dict(row)


@pytest.mark.parametrize("rules", [LISTED, RULED], ids=["listed with its words", "stated of a document"])
def test_a_lab_that_the_network_knows_is_recognised_in_an_upload(data: Path, tmp_path: Path, rules: str) -> None:
    took_in(data, tmp_path / "presse", rules)
    with serving(data) as served:
        assert soon(lambda: served.client.get("/readyz").status_code == 200)
        assert outcomes(send(served, MINUTES)) == [(MINUTES[0], "stored")]
        assert described(served, f"internal/{MINUTES[0]}")["lab"] == "Technologie"


def test_a_topic_that_the_network_lists_is_recognised_in_an_upload(data: Path, tmp_path: Path) -> None:
    took_in(data, tmp_path / "presse", LISTED)
    with serving(data) as served:
        send(served, ("Lüftung der Halle.txt", TEXT.encode()))
        assert described(served, "internal/Lüftung der Halle.txt")["topic"] == "Lüftung"


def test_what_the_network_learns_later_holds_for_uploads_after_the_next_full_run(data: Path, tmp_path: Path) -> None:
    with serving(data) as served:
        send(served, MINUTES)
        assert described(served, f"internal/{MINUTES[0]}")["lab"] is None
        took_in(data, tmp_path / "presse", LISTED)
        assert served.client.post("/api/ingest/runs", headers=STAFF).status_code == 202
        assert described(served, f"internal/{MINUTES[0]}")["lab"] == "Technologie"


def test_the_words_of_the_operator_stay_and_ours_follow_the_network(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path / "uploads", max_mb=1)
    uploads.folder.mkdir()
    rules = uploads.folder / "corpus.toml"
    rules.write_text('# Von Hand.\n[labs]\n"Zukunft" = ["Halle"]\n', encoding="utf-8")

    def labs() -> dict[str, list[str]]:
        found: dict[str, list[str]] = tomllib.loads(rules.read_text(encoding="utf-8"))["labs"]
        return found

    uploads.know(Known(labs=(("Zukunft", ("Lab Zukunft",)), ("Energie", ("Lab Energie",)))))
    assert labs() == {"Zukunft": ["Halle"], "Energie": ["Lab Energie"]}
    assert uploads.unread.changes()
    written = rules.read_bytes()
    uploads.know(Known(labs=(("Energie", ("Lab Energie",)),)))
    assert rules.read_bytes() == written
    uploads.know(Known(labs=(("Netze", ("Lab Netze", "Stromnetz")),)))
    assert labs() == {"Zukunft": ["Halle"], "Netze": ["Lab Netze", "Stromnetz"]}
    assert "# Von Hand." in rules.read_text(encoding="utf-8")


def test_where_nothing_is_known_nothing_is_written(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path / "uploads", max_mb=1)
    uploads.know(Known())
    assert not (uploads.folder / "corpus.toml").exists()
    assert not uploads.unread.changes()
