"""What is meant for staff does not become public by an upload, unless somebody says so."""

from __future__ import annotations

import html
import io
import zipfile
from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes import ToyEmbedder
from toy_ingestion import NAME
from web_fakes import FakeAssistant
from web_serving import STAFF, Served, make_settings, serve
from web_uploads import outcomes, send

from assistant.indexing.ingest import ingest_paths
from assistant.indexing.run import Plan
from assistant.records import Audience
from assistant.web.ingesting.disclosing import said_in

PLAN = Plan(NAME, ToyEmbedder, make_settings().max_tokens)
MINUTES = b"Protokoll der Sitzung vom 2. September 2025\n\nBeschluss: Die Halle wird gekauft.\n"
MARKED = "Protokoll der Sitzung\nNur für den internen Gebrauch\n\nBeschluss: Die Halle wird gekauft.\n".encode()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def served(data: Path) -> Iterator[Served]:
    with serve(FakeAssistant(), ingest=("true",), data=data) as running:
        yield running


def public_files(data: Path) -> list[str]:
    return sorted(path.name for path in (data / "uploads" / "public").glob("*"))


def publish(served: Served, name: str, content: bytes, **fields: str) -> dict[str, str]:
    [told] = send(served, (name, content), audience="public", **fields).json()["files"]
    return dict(told)


def test_what_is_there_as_internal_becomes_public_only_when_somebody_says_so(served: Served, data: Path) -> None:
    send(served, ("Protokoll.txt", MINUTES))
    told = publish(served, "Pressetext.txt", MINUTES)
    assert told["status"] == "withheld"
    assert "Protokoll.txt" in told["reason"]
    assert "als intern" in told["remedy"]
    assert public_files(data) == []
    assert publish(served, "Pressetext.txt", MINUTES, publish="1")["status"] == "stored"
    assert publish(served, "Pressetext.txt", MINUTES)["status"] == "unchanged", "what is public already asks nobody"
    assert public_files(data) == ["Pressetext.txt"]


@pytest.mark.parametrize(
    ("audience", "status", "packed"),
    [("internal", "withheld", False), ("internal", "withheld", True), ("public", "stored", False)],
)
def test_what_the_index_holds_as_internal_counts_as_well(
    served: Served, data: Path, tmp_path: Path, audience: Audience, status: str, packed: bool
) -> None:
    folder = tmp_path / "protokolle"
    folder.mkdir()
    (folder / "sitzung.txt").write_bytes(MINUTES)
    ingest_paths(data, [folder], PLAN, audience=audience)
    name, content = ("Alles.zip", zipped("b/anders.txt", MINUTES)) if packed else ("Pressetext.txt", MINUTES)
    told = publish(served, name, content)
    assert told["status"] == status
    assert ("sitzung.txt" in (told["reason"] or "")) == (status == "withheld")


@pytest.mark.parametrize("packed", [False, True])
def test_a_text_that_calls_itself_internal_is_not_published_unasked(served: Served, data: Path, packed: bool) -> None:
    name, content = ("Alles.zip", zipped("b/text.txt", MARKED)) if packed else ("Pressetext.txt", MARKED)
    told = publish(served, name, content)
    assert (told["status"], "Nur für den internen Gebrauch" in told["reason"]) == ("withheld", True)
    assert public_files(data) == []
    assert outcomes(send(served, (name, content))) == [(name, "stored")], "as internal it asks nothing"
    assert publish(served, name, content, publish="1")["status"] == "stored"


def test_a_name_that_says_internal_is_asked_about_too(served: Served, data: Path) -> None:
    assert publish(served, "Protokoll_intern.txt", MINUTES)["status"] == "withheld"
    assert publish(served, "Internationales.txt", MINUTES)["status"] == "stored"
    assert public_files(data) == ["Internationales.txt"]


def test_a_file_that_cannot_be_read_is_left_to_the_ingestion(served: Served) -> None:
    assert publish(served, "kaputt.pdf", b"%PDF-1.7 und dann nichts")["status"] == "stored"
    send(served, ("auch.pdf", b"%PDF-1.7 und dann etwas"))
    assert publish(served, "anders.pdf", b"%PDF-1.7 und dann etwas")["status"] == "withheld"


def test_without_script_the_page_says_why_and_offers_a_box_to_tick(served: Served, data: Path) -> None:
    headers = {**STAFF, "Accept": "text/html", "Origin": served.url}

    def page(**fields: str) -> str:
        form = {"audience": "public", **fields}
        response = served.client.post(
            "/einlesen/hochladen", data=form, files={"files": ("a.txt", MARKED)}, headers=headers
        )
        return html.unescape(response.text)

    first = page()
    assert "„Nur für den internen Gebrauch“" in first
    assert 'name="publish"' in first
    assert public_files(data) == []
    assert 'name="publish"' not in page(publish="1")
    assert public_files(data) == ["a.txt"]


@pytest.mark.parametrize(
    "text",
    [
        "Protokoll\nNur für den internen Gebrauch\n",
        "NUR ZUM INTERNEN GEBRAUCH",
        "Einstufung: intern\nSitzung vom 3. Mai",
        "Vertraulich – nicht weitergeben",
        "Protokoll (intern)\n",
        "– Vertraulich –\n",
        "INTERN",
        "VS-NfD",
        "Nicht zur Veröffentlichung bestimmt.",
        "For internal use only",
        "Minutes\nConfidential\n",
    ],
)
def test_these_beginnings_call_themselves_internal(text: str) -> None:
    assert said_in([text])


@pytest.mark.parametrize(
    "text",
    [
        "Internationale Messe in Vechtrode: Das Netzwerk zeigt seine Ergebnisse.",
        "Die Daten werden vertraulich behandelt.",
        "Interne Schulungen werden mit 50 Prozent gefördert.",
        "Wir haben das intern besprochen: Es bleibt dabei.",
        "Die Sitzung ist öffentlich.",
        "Confidentiality is important to our members.",
    ],
)
def test_these_do_not(text: str) -> None:
    assert said_in([text]) == ""


def zipped(name: str, content: bytes) -> bytes:
    written = io.BytesIO()
    with zipfile.ZipFile(written, "w") as archive:
        archive.writestr(name, content)
    return written.getvalue()
