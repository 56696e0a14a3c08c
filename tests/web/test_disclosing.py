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
from waiting import soon
from web_fakes import FakeAssistant
from web_serving import STAFF, Served, make_settings, serve
from web_uploads import TEXT, outcomes, read_in, send, serving

from assistant.indexing.ingest import ingest_paths
from assistant.indexing.run import Plan
from assistant.reading.describing.rules import Rules
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
    assert publish(served, name, content, publish="1")["status"] == "moved"


def test_a_name_that_says_internal_is_asked_about_too(served: Served, data: Path) -> None:
    assert publish(served, "Protokoll_intern.txt", MINUTES)["status"] == "withheld"
    assert publish(served, "Internationales.txt", MINUTES)["status"] == "stored"
    assert public_files(data) == ["Internationales.txt"]


def test_a_file_that_cannot_be_read_is_left_to_the_ingestion(served: Served) -> None:
    assert publish(served, "kaputt.pdf", b"%PDF-1.7 und dann nichts")["status"] == "stored"
    send(served, ("auch.pdf", b"%PDF-1.7 und dann etwas"))
    assert publish(served, "anders.pdf", b"%PDF-1.7 und dann etwas")["status"] == "withheld"


def rules_of(data: Path, name: str) -> tuple[str | None, str | None]:
    decided = Rules.find(data / "uploads").decide(name)
    return decided.type, decided.lab


def test_a_file_sent_again_as_internal_is_public_no_more(served: Served, data: Path) -> None:
    publish(served, "Bericht.txt", MINUTES, type="minutes", lab="Wasser")
    [told] = send(served, ("Bericht.txt", MINUTES)).json()["files"]
    assert (told["name"], told["status"]) == ("Bericht.txt", "moved")
    assert "jetzt nur noch intern" in told["reason"]
    assert public_files(data) == []
    assert (data / "uploads" / "internal" / "Bericht.txt").read_bytes() == MINUTES
    assert rules_of(data, "internal/Bericht.txt") == ("minutes", "Wasser"), "what was said of it stays"
    assert '"public/Bericht.txt"' not in (data / "uploads" / "corpus.toml").read_text(encoding="utf-8")


def test_an_internal_file_moves_to_the_public_only_when_somebody_says_so(served: Served, data: Path) -> None:
    send(served, ("Bericht.txt", MINUTES), lab="Wasser")
    assert publish(served, "Bericht.txt", MINUTES)["status"] == "withheld"
    assert public_files(data) == []
    told = publish(served, "Bericht.txt", MINUTES, publish="1", lab="Boden")
    assert told["status"] == "moved"
    assert "jetzt öffentlich" in told["reason"]
    assert public_files(data) == ["Bericht.txt"]
    assert list((data / "uploads" / "internal").glob("*")) == []
    assert rules_of(data, "public/Bericht.txt") == (None, "Boden")


def test_both_copies_from_before_become_one_internal_one(served: Served, data: Path) -> None:
    publish(served, "Bericht.txt", MINUTES)
    (data / "uploads" / "internal").mkdir()
    (data / "uploads" / "internal" / "Bericht.txt").write_bytes(MINUTES)
    assert outcomes(send(served, ("bericht.TXT", MINUTES))) == [("Bericht.txt", "moved")]
    assert public_files(data) == []
    assert (data / "uploads" / "internal" / "Bericht.txt").read_bytes() == MINUTES


def test_another_version_for_staff_leaves_the_public_one(served: Served, data: Path) -> None:
    publish(served, "Bericht.txt", MINUTES)
    [told] = send(served, ("Bericht.txt", MINUTES + b"Anhang")).json()["files"]
    assert (told["status"], told["reason"]) == ("stored", None)
    assert public_files(data) == ["Bericht.txt"]


def test_a_file_that_may_not_replace_another_takes_nothing_from_the_public(served: Served, data: Path) -> None:
    publish(served, "Bericht.txt", MINUTES)
    send(served, ("Bericht.txt", b"Etwas anderes."))
    assert outcomes(send(served, ("Bericht.txt", MINUTES))) == [("Bericht.txt", "exists")]
    assert public_files(data) == ["Bericht.txt"]
    assert outcomes(send(served, ("Bericht.txt", MINUTES), replace="1")) == [("Bericht.txt", "moved")]
    assert public_files(data) == []
    assert (data / "uploads" / "internal" / "Bericht.txt").read_bytes() == MINUTES


@pytest.mark.parametrize("again", [False, True])
def test_a_public_copy_of_another_name_stays_and_is_told_of(served: Served, data: Path, again: bool) -> None:
    publish(served, "Aushang.txt", MINUTES)
    told = {}
    for _ in range(1 + again):
        [told] = send(served, ("Bericht.txt", MINUTES)).json()["files"]
    assert told["status"] == ("unchanged" if again else "stored")
    assert "auch öffentlich da, unter dem Namen Aushang.txt" in told["reason"]
    assert "entfernen" in told["remedy"]
    assert public_files(data) == ["Aushang.txt"]


def test_a_public_copy_in_a_folder_of_the_operator_is_told_of(served: Served, data: Path, tmp_path: Path) -> None:
    folder = tmp_path / "aushang"
    folder.mkdir()
    (folder / "sitzung.txt").write_bytes(MINUTES)
    ingest_paths(data, [folder], PLAN, audience="public")
    [told] = send(served, ("Bericht.txt", MINUTES)).json()["files"]
    assert told["status"] == "stored"
    assert "sitzung.txt" in told["reason"]
    assert "Betreiber" in told["remedy"]


def test_visitors_do_not_see_any_more_what_is_internal_now(data: Path) -> None:
    with serving(data) as running:

        def seen(headers: dict[str, str] | None = None) -> list[str]:
            documents = running.client.get("/api/documents", headers=headers).json()["documents"]
            return [one["path"] for one in documents]

        publish(running, "Halle.txt", TEXT.encode())
        read_in(running, seconds=180)
        assert soon(lambda: running.client.get("/readyz").is_success)
        assert seen() == ["public/Halle.txt"]
        assert outcomes(send(running, ("Halle.txt", TEXT.encode()))) == [("Halle.txt", "moved")]
        read_in(running, seconds=180)
        assert soon(lambda: seen() == [])
        assert seen(STAFF) == ["internal/Halle.txt"]


def test_without_script_the_page_says_that_a_file_is_internal_now(served: Served) -> None:
    publish(served, "Bericht.txt", MINUTES)
    headers = {**STAFF, "Accept": "text/html", "Origin": served.url}
    response = served.client.post("/einlesen/hochladen", files={"files": ("Bericht.txt", MINUTES)}, headers=headers)
    assert "jetzt nur noch intern" in html.unescape(response.text)


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
