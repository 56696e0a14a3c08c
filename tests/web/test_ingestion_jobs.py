"""Jobs that failed for good, sources, hooks and repeated uploads: what staff and other programs may do with them."""

from __future__ import annotations

import base64
import errno
import hashlib
import hmac
import html
import time
from collections.abc import Iterator
from pathlib import Path
from typing import Any, NoReturn

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import text
from toy_ingestion import COMMAND
from waiting import soon
from web_fakes import FakeAssistant
from web_serving import STAFF, Served, serve
from web_uploads import TEXT, outcomes, send

from assistant.errors import UnauthorizedError
from assistant.mirroring.mirror import Mirror
from assistant.settings.settings import Settings
from assistant.settings.sources import Source
from assistant.storage.databases import server_engine
from assistant.storage.folder import DataFolder
from assistant.web.ingesting import idempotency, receiving
from assistant.web.ingesting.hooks import TOLERANCE_SECONDS, check

SECRET = "ein-geheimnis-der-ablage"
OWN = {"Sec-Fetch-Site": "same-origin", "Accept": "text/html"}


@pytest.fixture
def there(tmp_path: Path) -> Path:
    folder = tmp_path / "there"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    return folder


@pytest.fixture
def served(tmp_path: Path, there: Path) -> Iterator[Served]:
    sources = {
        "ablage": {
            "url": f"file://{there}",
            "hook_secret": SECRET,
            "audience": "public",
            "link": "https://w.example/{path}",
        },
        "ohne-haken": {"url": f"file://{there}"},
        "fort": {"url": f"file://{tmp_path}/fort", "hook_secret": SECRET},
    }
    with serve(FakeAssistant(), ingest=COMMAND, data=tmp_path / "data", sources=sources) as running:
        yield running


def jobs(served: Served) -> dict[str, Any]:
    response = served.client.get("/api/ingest/jobs", headers=STAFF)
    assert response.status_code == 200, response.text
    found: dict[str, Any] = response.json()
    return found


def failed(served: Served) -> list[dict[str, Any]]:
    return [one for one in jobs(served)["jobs"] if one["state"] == "failed"]


# Sources


def test_staff_have_a_source_fetched_and_its_files_are_taken_in(served: Served, there: Path) -> None:
    assert served.client.post("/api/ingest/sources/ablage", headers=STAFF).status_code == 202
    assert soon(lambda: bool(rows(served)))
    [row] = rows(served)
    assert (row["path"], row["audience"], row["url"]) == ("a.txt", "public", "https://w.example/a.txt")
    assert soon(lambda: jobs(served)["jobs"] == [])
    attempted = {one["key"]: one["attempted"] for one in jobs(served)["sources"]}
    assert attempted["ablage"] is not None
    assert attempted["fort"] is None
    assert str(there) not in served.client.get("/api/ingest/jobs", headers=STAFF).text, "addresses are the operator's"
    unknown = served.client.post("/api/ingest/sources/andere", headers=STAFF)
    assert (unknown.status_code, unknown.json()["type"]) == (404, "urn:wissens-assistent:unknown_source")


def test_a_file_that_became_too_large_is_told_at_its_source(tmp_path: Path, there: Path) -> None:
    values = {"data": tmp_path / "data", "sources": {"ablage": {"url": f"file://{there}"}}, "max_file_mb": 1}
    with serve(FakeAssistant(), **values) as served:
        mirror = Mirror.of("ablage", Settings.model_validate(values))
        mirror.fetch()
        (there / "a.txt").write_text(TEXT * 40_000, encoding="utf-8")
        mirror.fetch()
        assert jobs(served)["sources"][0]["outgrown"] == ["a.txt"]
        served.sign_in()
        page = html.unescape(served.client.get("/einlesen", headers={"Accept": "text/html"}).text)
        assert "Dort zu groß geworden, daher noch in der früheren Fassung: a.txt" in page


def rows(served: Served) -> list[dict[str, Any]]:
    found: list[dict[str, Any]] = served.client.get("/api/staff/documents", headers=STAFF).json()["rows"]
    return found


# Dead letters


def test_what_failed_for_good_is_told_tried_again_or_dismissed(served: Served, there: Path) -> None:
    (there / "a.txt").unlink()
    served.client.post("/api/ingest/sources/ablage", headers=STAFF)
    assert soon(lambda: bool(failed(served)))
    [dead] = failed(served)
    assert "kein lesbares Dokument" in dead["troubles"][0]["reason"]
    assert dead["troubles"][0]["remedy"]
    served.sign_in()
    page = html.unescape(served.client.get("/einlesen", headers={"Accept": "text/html"}).text)
    assert "Fehlgeschlagene Aufträge (1)" in page
    assert dead["troubles"][0]["reason"] in page
    (there / "a.txt").write_text(TEXT, encoding="utf-8")
    again = {"action": "retry", "job": str(dead["id"])}
    done = served.client.post("/einlesen", data=again, headers=OWN, follow_redirects=True)
    assert "Der Auftrag wird noch einmal versucht." in done.text
    assert soon(lambda: bool(rows(served)))
    gone = served.client.post(f"/api/ingest/jobs/{dead['id']}/retry", headers=STAFF)
    assert (gone.status_code, gone.json()["type"]) == (404, "urn:wissens-assistent:unknown_job")
    (there / "a.txt").unlink()
    served.client.post("/api/ingest/sources/ablage", headers=STAFF)
    assert soon(lambda: bool(failed(served)))
    [dead] = failed(served)
    assert served.client.post(f"/api/ingest/jobs/{dead['id']}/dismiss", headers=STAFF).json() == {"dismissed": True}
    assert failed(served) == []


def test_what_may_pass_waits_for_its_next_try(served: Served) -> None:
    served.client.post("/api/ingest/sources/fort", headers=STAFF)
    assert soon(lambda: any(one["tries"] for one in jobs(served)["jobs"]))
    [waiting] = jobs(served)["jobs"]
    assert (waiting["state"], waiting["tries"]) == ("waiting", 1)
    served.sign_in()
    page = html.unescape(served.client.get("/einlesen", headers={"Accept": "text/html"}).text)
    assert "noch einmal versucht: Quelle fort abholen" in page


@pytest.mark.parametrize("path", ["jobs/1/retry", "jobs/x/dismiss", "jobs/99999999999999999999/retry", "jobs/-1/retry"])
def test_a_job_that_is_none_is_not_found(served: Served, path: str) -> None:
    assert served.client.post(f"/api/ingest/{path}", headers=STAFF).status_code == 404
    assert served.client.post(f"/api/ingest/{path}").status_code == 401


def test_others_are_told_nothing_of_jobs(served: Served) -> None:
    assert served.client.get("/api/ingest/jobs").status_code == 401
    assert served.client.post("/api/ingest/sources/ablage").status_code == 401


# Hooks


def signed(id: str, body: bytes = b"{}", secret: str = SECRET, moment: float | None = None) -> dict[str, str]:
    """The headers of a Standard Webhook."""
    at = str(int(time.time() if moment is None else moment))
    digest = hmac.new(secret.encode(), f"{id}.{at}.".encode() + body, hashlib.sha256).digest()
    return {
        "webhook-id": id,
        "webhook-timestamp": at,
        "webhook-signature": f"v1,{base64.b64encode(digest).decode()}",
    }


def call(served: Served, key: str, headers: dict[str, str], body: bytes = b"{}") -> httpx.Response:
    return served.client.post(f"/api/ingest/hooks/{key}", content=body, headers=headers)


def test_a_signed_call_fetches_the_source_once(served: Served) -> None:
    headers = signed("eins")
    response = call(served, "ablage", headers)
    assert (response.status_code, response.json()) == (202, {"queued": True})
    assert soon(lambda: bool(rows(served)))
    assert call(served, "ablage", headers).status_code == 401, "the same call again"


def test_the_log_tells_of_a_call_whose_clock_is_another_and_of_no_forged_one(
    served: Served, caplog: pytest.LogCaptureFixture
) -> None:
    hours_ago = time.time() - 7200
    assert call(served, "ablage", signed("a", moment=hours_ago)).status_code == 401
    assert call(served, "ablage", signed("a", moment=hours_ago, secret="ein-anderes-geheimnis")).status_code == 401
    told = [record for record in caplog.records if record.message == "hook refused for its time"]
    [fields] = [record.fields for record in told]  # type: ignore[attr-defined]
    assert (fields["source"], 7190 < fields["late_seconds"] < 7500) == ("ablage", True)


def test_every_wrong_call_is_refused_in_the_same_words(served: Served) -> None:
    wrong = [
        ("ablage", {}, b"{}"),
        ("ablage", signed("a", secret="ein-anderes-geheimnis"), b"{}"),
        ("ablage", signed("a", b"{}"), b"{ }"),
        ("ablage", {**signed("a"), "webhook-id": "b"}, b"{}"),
        ("ablage", signed("a", moment=time.time() - TOLERANCE_SECONDS - 60), b"{}"),
        ("ablage", signed("a", moment=time.time() + TOLERANCE_SECONDS + 60), b"{}"),
        ("ablage", {**signed("a"), "webhook-signature": "v1," + "A" * 44}, b"{}"),
        ("ablage", signed(""), b"{}"),
        ("ohne-haken", signed("a"), b"{}"),
        ("andere", signed("a"), b"{}"),
    ]
    responses = [call(served, key, headers, body) for key, headers, body in wrong]
    assert {response.status_code for response in responses} == {401}
    told = [{**response.json(), "request_id": None, "instance": None} for response in responses]
    assert all(one == told[0] for one in told)
    assert jobs(served)["jobs"] == []
    assert call(served, "ablage", signed("a")).status_code == 202, "nothing of them was remembered"


@given(
    st.dictionaries(st.sampled_from(["webhook-id", "webhook-timestamp", "webhook-signature"]), st.text()), st.binary()
)
def test_whatever_is_sent_is_refused_and_not_a_defect(headers: dict[str, str], body: bytes) -> None:
    source = Source(url="file:///x", hook_secret=SECRET)
    for one in (source, None):
        with pytest.raises(UnauthorizedError):
            check("ablage", one, headers, body, time.time())


def test_a_secret_may_have_the_form_of_the_standard() -> None:
    secret = b"0123456789abcdef0123456789abcdef"
    source = Source(url="file:///x", hook_secret=f"whsec_{base64.b64encode(secret).decode()}")
    check("ablage", source, signed("a", secret=secret.decode()), b"{}", time.time())


@pytest.mark.parametrize("secret", ["whsec_kein-base64-nirgends", "whsec_schlüssel-für-die-ablage"])
def test_a_secret_that_only_begins_like_the_standards_is_taken_as_it_is(secret: str) -> None:
    source = Source(url="file:///x", hook_secret=secret)
    check("ablage", source, signed("a", secret=secret), b"{}", time.time())
    with pytest.raises(UnauthorizedError):
        check("ablage", source, {}, b"", time.time())


# Workers


@pytest.mark.parametrize(("language", "words"), [("de", "kein Programm"), ("en", "No program")])
def test_staff_are_told_that_no_worker_lives(on_server: DataFolder, language: str, words: str) -> None:
    server = {"database_url": on_server.database_url, "database_schema": on_server.schema}
    query = {"lang": language}
    with serve(FakeAssistant(), ingest=COMMAND, data=on_server.path, **server) as served:
        page = html.unescape(served.client.get("/einlesen", headers=STAFF, params=query).text)
        assert words in page
        assert "python -m assistant worker" in page
        assert jobs(served)["worked"] is False
        [worker] = workers(served)
        assert (worker["state"], worker["needed"]) == ("missing", False)
        with server_engine(on_server).begin() as connection:
            connection.execute(
                text("INSERT INTO procrastinate_workers (last_heartbeat) VALUES (now() + interval '1h')")
            )
        assert words not in html.unescape(served.client.get("/einlesen", headers=STAFF, params=query).text)
        assert jobs(served)["worked"] is True
        assert soon(lambda: workers(served)[0]["state"] == "ok"), "a state may be a second old"


def workers(served: Served) -> list[dict[str, Any]]:
    response = served.client.get("/readyz", headers=STAFF)
    return [one for one in response.json()["dependencies"] if one["name"] == "ingestion_worker"]


def test_a_server_without_a_database_server_works_itself(served: Served) -> None:
    assert jobs(served)["worked"] is True
    assert workers(served) == []
    assert 'id="no-worker"' not in served.client.get("/einlesen", headers=STAFF).text


# Repeated uploads


def test_the_same_key_with_the_same_files_gets_the_first_answer_again(served: Served) -> None:
    headers = {**STAFF, "Idempotency-Key": "0b8f"}
    first = send(served, ("a.txt", TEXT.encode()), headers=headers)
    again = send(served, ("a.txt", TEXT.encode()), headers=headers)
    assert first.json()["files"][0]["status"] == "stored"
    assert again.json() == first.json(), "without the key it would be unchanged"
    assert send(served, ("a.txt", TEXT.encode())).json()["files"][0]["status"] == "unchanged"


def test_a_key_is_for_one_content(served: Served) -> None:
    headers = {**STAFF, "Idempotency-Key": "0b8f"}
    send(served, ("a.txt", TEXT.encode()), headers=headers)
    for sent, fields in (
        (("a.txt", b"Anderes."), {}),
        (("b.txt", TEXT.encode()), {}),
        (("a.txt", TEXT.encode()), {"lab": "L"}),
    ):
        other = send(served, sent, headers=headers, **fields)
        assert (other.status_code, other.json()["type"]) == (422, "urn:wissens-assistent:key_reused")
    assert [one["name"] for one in served.client.get("/api/uploads", headers=STAFF).json()["uploads"]] == ["a.txt"]


@pytest.mark.parametrize("key", ["", "x" * 256, "ä"])
def test_a_key_that_is_none_is_refused(served: Served, key: str) -> None:
    response = send(served, ("a.txt", TEXT.encode()), headers={**STAFF, "Idempotency-Key": key.encode()})  # type: ignore[dict-item]
    assert (response.status_code, response.json()["type"]) == (422, "urn:wissens-assistent:key_wrong")


def test_a_request_that_failed_leaves_its_key_free(served: Served) -> None:
    headers = {**STAFF, "Idempotency-Key": "0b8f"}
    assert send(served, ("a.txt", TEXT.encode()), headers=headers, audience="alle").status_code == 422
    assert send(served, ("a.txt", TEXT.encode()), headers=headers).status_code == 200


def test_a_file_that_failed_may_come_again_with_its_key(tmp_path: Path) -> None:
    headers = {**STAFF, "Idempotency-Key": "0b8f"}
    sent = ("b.txt", b"b" * 700_000)
    with serve(FakeAssistant(), ingest=("true",), data=tmp_path, max_uploads_mb=1) as served:
        send(served, ("a.txt", b"a" * 700_000))
        assert outcomes(send(served, sent, headers=headers)) == [("b.txt", "failed")], "there is no room left"
        assert served.client.delete("/api/uploads/internal/a.txt", headers=STAFF).status_code == 200
        assert outcomes(send(served, sent, headers=headers)) == [("b.txt", "stored")]


def test_a_key_is_for_one_content_also_where_the_folder_is_full(tmp_path: Path) -> None:
    headers = {**STAFF, "Idempotency-Key": "0b8f"}
    with serve(FakeAssistant(), ingest=("true",), data=tmp_path, max_uploads_mb=1) as served:
        send(served, ("a.txt", b"a" * 600_000), headers=headers)
        other = send(served, ("c.txt", b"c" * 300_000), ("b.txt", b"b" * 600_000), headers=headers)
        assert (other.status_code, other.json()["type"]) == (422, "urn:wissens-assistent:key_reused")
        assert [one["name"] for one in served.client.get("/api/uploads", headers=STAFF).json()["uploads"]] == ["a.txt"]


def test_a_key_that_is_being_worked_on_is_refused_until_its_worker_must_be_dead(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    headers = {**STAFF, "Idempotency-Key": "0b8f"}
    monkeypatch.setattr(
        idempotency.ExpiringNotes, "replace", lambda *_: None
    )  # as if it had been killed before its end
    send(served, ("a.txt", TEXT.encode()), headers=headers)
    busy = send(served, ("a.txt", TEXT.encode()), headers=headers)
    assert (busy.status_code, busy.json()["type"]) == (409, "urn:wissens-assistent:key_in_use")
    assert busy.headers["Retry-After"] == str(idempotency.AGAIN_SECONDS)
    assert busy.headers["Retry-After"] in busy.json()["remedy"]
    monkeypatch.setattr(idempotency, "WORKING_SECONDS", 0.0)
    assert send(served, ("a.txt", TEXT.encode()), headers=headers).json()["files"][0]["status"] == "unchanged"


def test_a_key_of_a_worker_whose_clock_was_ahead_is_not_kept_until_then(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    headers, now = {**STAFF, "Idempotency-Key": "0b8f"}, time.time()
    with monkeypatch.context() as ahead:
        ahead.setattr(idempotency.ExpiringNotes, "replace", lambda *_: None)  # as if killed before its end
        ahead.setattr(idempotency.time, "time", lambda: now + 48 * 3600)
        send(served, ("a.txt", TEXT.encode()), headers=headers)
    assert send(served, ("a.txt", TEXT.encode()), headers=headers).json()["files"][0]["status"] == "unchanged"


def test_a_file_that_the_disk_had_no_room_for_does_not_use_its_key_for_something_else(
    served: Served, monkeypatch: pytest.MonkeyPatch
) -> None:
    headers = {**STAFF, "Idempotency-Key": "0b8f"}
    with monkeypatch.context() as killed:
        killed.setattr(idempotency.ExpiringNotes, "replace", lambda *_: None)
        send(served, ("a.txt", TEXT.encode()), headers=headers)
    with monkeypatch.context() as full:
        full.setattr(receiving.Path, "open", _no_room)
        assert outcomes(send(served, ("a.txt", TEXT.encode()), headers=headers)) == [("a.txt", "failed")]
    monkeypatch.setattr(idempotency, "WORKING_SECONDS", 0.0)
    assert outcomes(send(served, ("a.txt", TEXT.encode()), headers=headers)) == [("a.txt", "unchanged")]


def _no_room(*_: object, **__: object) -> NoReturn:
    raise OSError(errno.ENOSPC, "No space left on device")
