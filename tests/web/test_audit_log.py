"""The audit log: who did what, kept for its days, changed by nobody, and shown to admins only."""

from __future__ import annotations

import ast
import sqlite3
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from storage_servers import Postgres
from web_fakes import FakeAssistant
from web_provider import oidc_settings, provider
from web_serving import STAFF, TOKEN, Served, serve
from web_shared import BACKENDS, Clock, drop, folder_of, store_of

from assistant import web
from assistant.__main__ import main
from assistant.errors import StorageError
from assistant.messages import texts
from assistant.messages.de import TEXTS
from assistant.records import Language
from assistant.storage.folder import DataFolder
from assistant.web.shared.audit_log import Actor, AuditFilter, AuditLog, Upkeep
from assistant.web.shared.leases import Lease
from assistant.web.staff import log_page

QUESTION = "Wie wird die Weiterbildung gefördert?"


def entries(data: Path, **wanted: Any) -> list[tuple[str, str, str]]:
    """(who without its digits, role, what) of all entries, the oldest first."""
    with store_of(DataFolder(data)) as store:
        found = AuditLog(store, 180).entries(AuditFilter(**wanted), 1000)
    return [(one.who.split()[0], one.role, one.done) for one in reversed(found)]


def test_what_the_staff_do_is_written_down(tmp_path: Path) -> None:
    with serve(FakeAssistant(), data=tmp_path) as served:
        served.sign_in()
        served.client.get("/rueckmeldungen")
        served.client.get("/luecken")
        served.client.get("/api/votes", headers=STAFF)
        form = {"action": "add", "name": "Kammer", "scope_ask": "1", "limit": "", "days": ""}
        served.client.post("/schluessel", data=form, headers=STAFF)
        served.ask(QUESTION, headers=STAFF)
        served.client.post("/staff/sign-out", data={"everywhere": "1"})
        written = (served.client.get("/protokoll", headers=STAFF).text, served.client.get("/protokoll.csv").status_code)
    assert entries(tmp_path) == [
        ("session", "admin", "sign_in"),
        ("session", "admin", "feedback_read"),
        ("session", "admin", "gaps_read"),
        ("token", "admin", "feedback_read"),
        ("token", "admin", "key_added"),
        ("session", "admin", "sign_out_everybody"),
        ("session", "admin", "sign_out"),
    ]
    assert "Schlüssel angelegt" in written[0]
    assert written[1] == 401
    rows = sqlite3.connect(tmp_path / "server.sqlite")
    kept = str(rows.execute("SELECT * FROM server_audit").fetchall())
    rows.close()
    assert not [word for word in (QUESTION, TOKEN, "127.0.0.1", "Weiterbildung") if word in kept]


def test_who_signs_in_by_a_provider_is_named(tmp_path: Path) -> None:
    with provider() as local, serve(FakeAssistant(), data=tmp_path, **oidc_settings(local)) as served:
        away = served.client.get("/staff/oidc").headers["location"]
        asked = dict(served.client.build_request("GET", away).url.params)
        served.client.get(local.consented(asked))
        served.client.post("/staff/sign-out")
        page = served.client.get("/protokoll?done=sign_in", headers=STAFF).text
    assert entries(tmp_path) == [("oidc:u-17", "staff", "sign_in"), ("oidc:u-17", "staff", "sign_out")]
    assert "oidc:u-17 · imke · Mitarbeit" in page
    assert "Abgemeldet</h2>" not in page


def test_sign_ins_that_fail_are_counted(tmp_path: Path) -> None:
    with serve(FakeAssistant(), data=tmp_path) as served:
        for _ in range(3):
            served.client.post("/staff/session", json={"token": "geraten"})
    with store_of(DataFolder(tmp_path)) as store:
        found = AuditLog(store, 180).entries(AuditFilter(), 10)
    assert sum(one.about["count"] for one in found if one.done == "sign_in_failed") == 3


def test_the_command_writes_too(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert main(["keys", "--data", str(tmp_path / "data"), "add", "Kammer", "--scope", "ask"]) == 0
    assert entries(tmp_path / "data") == [("command", "admin", "key_added")]


@pytest.mark.parametrize("backend", BACKENDS)
def test_entries_stay_for_their_days_and_are_changed_by_nobody(
    backend: str, tmp_path: Path, postgres_server: Postgres
) -> None:
    clock = Clock()
    with store_of(folder_of(backend, tmp_path, postgres_server), clock) as store:
        kept = AuditLog(store, 2)
        kept.add(Actor("a", address="192.0.2.7"), "upload", {"file": "ä.txt"})
        clock.now += 86_400
        kept.add(Actor("b", "Imke_%"), "remove", {})
        try:
            with store.transaction() as connection:
                connection.execute(text("UPDATE server_audit SET who = 'x'"))
        except (StorageError, DBAPIError):
            assert backend == "sqlite"
        assert [one.who for one in kept.entries(AuditFilter(), 10)] == ["b", "a"]
        [first] = kept.entries(AuditFilter(done="upload"), 10)
        assert (first.about, first.at, len(first.whence)) == ({"file": "ä.txt"}, clock.now - 86_400, 8)
        assert [one.who for one in kept.entries(AuditFilter(who="imke_%"), 10)] == ["b"]
        assert kept.count(AuditFilter(since=clock.now)) == kept.count(AuditFilter(until=clock.now)) == 1
        clock.now += 86_400
        assert kept.clean() == 1
        assert [one.who for one in kept.entries(AuditFilter(), 10)] == ["b"]
        upkeep = Upkeep(kept, Lease("cleaning"))
        clock.now += 86_400
        upkeep()
        assert kept.count(AuditFilter()) == 1, "another worker holds the lease"
    drop(postgres_server)


def test_a_spreadsheet_runs_no_entry(tmp_path: Path) -> None:
    with serve(FakeAssistant(), data=tmp_path) as served:
        with store_of(DataFolder(tmp_path)) as store:
            AuditLog(store, 180).add(Actor("oidc:x", '=HYPERLINK("https://boese.example")'), "upload", {})
        lines = served.client.get("/protokoll.csv?done=upload", headers=STAFF).text.splitlines()
    assert lines[0].startswith("\ufeffZeit;Was;Wer;Name;Rolle")
    assert ";\"'=HYPERLINK(" in lines[1]


DETAILS: list[tuple[str, dict[str, Any], str, str]] = [
    ("sign_in", {"by": "token"}, "mit dem Zugangswort", "with the access token"),
    ("sign_in", {"by": "provider"}, "mit dem Anmeldedienst", "with the sign-in service"),
    ("sign_in_failed", {"count": 3}, "Anzahl: 3", "number: 3"),
    (
        "upload",
        {"file": "stored.txt", "status": "replaced", "audience": "internal", "size": 12},
        "Datei: stored.txt, ersetzt die frühere Fassung, Zugang: Intern, 12 Bytes",
        "file: stored.txt, replaces the earlier version, access: Internal, 12 bytes",
    ),
    (
        "key_added",
        {"key": "wa_1", "scopes": "ask search", "site": ""},
        "Schlüssel: wa_1, darf: fragen, suchen und Dokumente lesen",
        "key: wa_1, may: ask, search and read documents",
    ),
    ("ingest", {"prune": True}, "Fehlendes entfernen: ja", "remove what is missing: yes"),
    ("retry", {"job": 7}, "Auftrag 7", "job 7"),
    ("fetch", {"source": "ablage"}, "Quelle: ablage", "source: ablage"),
    ("person_deleted", {"asked_for": "answer", "count": 1}, "gefragt nach: einer Antwort", "asked for: an answer"),
    ("upload", {"einst": "mehr"}, "einst=mehr", "einst=mehr"),
]


def test_details_are_shown_in_words(tmp_path: Path) -> None:
    with serve(FakeAssistant(), data=tmp_path) as served:
        with store_of(DataFolder(tmp_path)) as store:
            for done, about, _, _ in DETAILS:
                AuditLog(store, 180).add(Actor("oidc:x"), done, about)
        german, english, sheet = (
            served.client.get(address, headers=STAFF).text
            for address in ("/protokoll?lang=de", "/protokoll?lang=en", "/protokoll.csv?lang=de")
        )
    for _, _, in_german, in_english in DETAILS:
        assert in_german in german
        assert in_english in english
        assert in_german in sheet


@pytest.mark.parametrize("path", ["/protokoll", "/protokoll.csv"])
def test_the_words_are_taken_once_for_all_details(path: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    taken: list[str] = []

    def counted(language: Language) -> dict[str, str]:
        taken.append(language)
        return texts(language)

    monkeypatch.setattr(log_page, "texts", counted)
    with serve(FakeAssistant(), data=tmp_path) as served:
        with store_of(DataFolder(tmp_path)) as store:
            for done, about, _, _ in DETAILS:
                AuditLog(store, 180).add(Actor("oidc:x"), done, about)
        assert served.client.get(path, headers=STAFF).status_code == 200
    assert taken == ["de"]


def test_whatever_the_server_writes_down_has_words() -> None:
    files = (Path(web.__file__).parent).rglob("*.py")
    calls = [one for file in files for one in ast.walk(ast.parse(file.read_text("utf-8"))) if isinstance(one, ast.Call)]
    ours = [one for one in calls if getattr(one.func, "id", "") in ("audit", "audit_of")]
    names = {keyword.arg for one in ours for keyword in one.keywords if keyword.arg}
    assert {"by", "file", "prune"} <= names
    assert {f"audit_about_{name}" for name in names} <= TEXTS.keys()


def test_only_an_admin_reads_it() -> None:
    with serve(FakeAssistant(), staff_token_role="staff") as served:
        for path in ("/protokoll", "/protokoll.csv"):
            assert served.client.get(path).status_code == 401
            answer = served.client.get(path, headers={**STAFF, "Accept": "application/json"})
            assert answer.json()["type"] == "urn:wissens-assistent:needs_admin"


def test_wrong_days_are_refused(served: Served) -> None:
    assert served.client.get("/protokoll?date_from=gestern", headers=STAFF).status_code == 422
