"""Uploads over HTTP: what is kept under which name, what is refused and why, and that nothing half-sent stays."""

from __future__ import annotations

import errno
import http.client
import io
import json
import logging
import os
import socket
import threading
import time
import tomllib
import zipfile
from collections.abc import Iterator
from pathlib import Path
from urllib.parse import urlsplit

import anyio
import httpx
import pytest
from starlette.requests import Request
from starlette.types import Message
from waiting import soon
from web_fakes import FakeAssistant
from web_serving import STAFF, TOKEN, Served, serve
from web_uploads import TEXT, outcomes, read_in, send, serving

from assistant.errors import AssistantError, StorageError
from assistant.reading.describing.rules import Rules
from assistant.web import middleware
from assistant.web.ingesting.receiving import arriving
from assistant.web.ingesting.uploads import LEFT_SECONDS, UploadRequest, Uploads

CONTENT = TEXT.encode()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def served(data: Path) -> Iterator[Served]:
    """A server that keeps what is sent; its ingestions do nothing."""
    with serve(FakeAssistant(), ingest=("true",), data=data) as running:
        yield running


def files(data: Path) -> list[str]:
    """Whatever lies in the folder of the uploads, but its rules and marks."""
    folder = data / "uploads"
    found = (path.relative_to(folder) for path in folder.rglob("*") if path.is_file())
    ours = ("corpus.toml", ".changing.lock", ".unread-")
    return sorted(str(path) for path in found if not path.name.startswith(ours))


def test_a_file_is_internal_unless_somebody_says_public(served: Served, data: Path) -> None:
    assert outcomes(send(served, ("Notiz.txt", CONTENT), audience="")) == [("Notiz.txt", "stored")]
    assert outcomes(send(served, ("Notiz.txt", CONTENT))) == [("Notiz.txt", "unchanged")]
    public = send(served, ("Notiz.txt", CONTENT + b"2"), audience="public", publish="1")
    assert outcomes(public) == [("Notiz.txt", "stored")]
    assert files(data) == ["internal/Notiz.txt", "public/Notiz.txt"]
    rules = Rules.find(data / "uploads")
    assert [rules.decide(name).audience for name in files(data)] == ["internal", "public"]


def test_type_and_lab_stand_in_the_rules_for_just_this_file(served: Served, data: Path) -> None:
    send(served, ('Plan "A".txt', CONTENT), type="minutes", lab='Lab "Zukunft" \\ Arbeit')
    send(served, ("Anderes.txt", CONTENT + b"2"))
    rules = Rules.find(data / "uploads")
    [name] = [name for name in files(data) if "Plan" in name]
    decided = rules.decide(name)
    assert (decided.type, decided.lab, decided.audience) == ("minutes", 'Lab "Zukunft" \\ Arbeit', "internal")
    assert rules.decide("internal/Anderes.txt").type is None


def test_rules_of_the_operator_stay(served: Served, data: Path) -> None:
    (data / "uploads").mkdir(parents=True)
    own = '# Von Hand.\n[[rule]]\npath = "**/Richtlinie*"\ntype = "funding"\n\n[labs]\n"Zukunft" = ["Halle"]\n'
    (data / "uploads" / "corpus.toml").write_text(own, encoding="utf-8")
    send(served, ("Richtlinie.txt", CONTENT), lab="Halle 7")
    written = (data / "uploads" / "corpus.toml").read_text(encoding="utf-8")
    assert "# Von Hand." in written
    assert tomllib.loads(written)["labs"] == {"Zukunft": ["Halle"]}
    assert Rules.find(data / "uploads").decide("internal/Richtlinie.txt").type == "funding"


def test_a_file_that_somebodys_rule_gives_to_others_is_not_kept(served: Served, data: Path) -> None:
    (data / "uploads").mkdir(parents=True)
    own = '[[rule]]\npath = "internal/**"\naudience = "internal"\n[[rule]]\npath = "**"\naudience = "public"\n'
    own += '[[rule]]\npath = "public/**"\naudience = "public"\n'
    (data / "uploads" / "corpus.toml").write_text(own, encoding="utf-8")
    [told] = send(served, ("Notiz.txt", CONTENT), type="minutes").json()["files"]
    assert told["status"] == "failed"
    assert "corpus.toml" in told["reason"]
    assert files(data) == []
    assert "Notiz" not in (data / "uploads" / "corpus.toml").read_text(encoding="utf-8"), "nor what was said of it"


def test_a_file_that_may_not_move_to_others_leaves_nothing_said_of_it_there(served: Served, data: Path) -> None:
    send(served, ("Notiz.txt", CONTENT), type="minutes")
    rules = data / "uploads" / "corpus.toml"
    own = rules.read_text(encoding="utf-8") + '\n[[rule]]\npath = "**/Notiz.txt"\naudience = "internal"\n'
    rules.write_text(own, encoding="utf-8")
    [told] = send(served, ("Notiz.txt", CONTENT), audience="public", publish="true").json()["files"]
    assert told["status"] == "failed"
    assert files(data) == ["internal/Notiz.txt"]
    assert rules.read_text(encoding="utf-8") == own


@pytest.mark.parametrize("own", ["[[rule", "rule = 5", 'rule = "x"', 'rule = ["x"]', "[rule]\npath = 'x'"])
def test_rules_that_cannot_be_read_are_told_and_lose_nothing(served: Served, data: Path, own: str) -> None:
    (data / "uploads" / "internal").mkdir(parents=True)
    (data / "uploads" / "internal" / "Alt.txt").write_bytes(CONTENT)
    (data / "uploads" / "corpus.toml").write_text(own, encoding="utf-8")
    [told] = send(served, ("Notiz.txt", CONTENT + b"2")).json()["files"]
    assert (told["status"], "corpus.toml" in told["reason"]) == ("failed", True)
    refused = served.client.delete("/api/uploads/internal/Alt.txt", headers=STAFF)
    assert "corpus.toml" in refused.json()["detail"]
    assert files(data) == ["internal/Alt.txt"]
    assert (data / "uploads" / "corpus.toml").read_text(encoding="utf-8") == own


def test_rules_in_one_line_stay_rules(served: Served, data: Path) -> None:
    (data / "uploads").mkdir(parents=True)
    rules = data / "uploads" / "corpus.toml"
    rules.write_text('rule = [{path = "public/*", audience = "public"}]\n', encoding="utf-8")
    [told] = send(served, ("Notiz.txt", CONTENT), type="minutes").json()["files"]
    assert told["status"] == "stored"
    paths = {rule["path"] for rule in tomllib.loads(rules.read_text(encoding="utf-8"))["rule"]}
    assert paths >= {"public/*", "internal/Notiz.txt"}


def test_labs_that_somebody_broke_are_told(served: Served, data: Path) -> None:
    (data / "uploads").mkdir(parents=True)
    own = "[labs]\nZukunft = 5 # from the rules and documents of the network, kept up to date\n"
    (data / "uploads" / "corpus.toml").write_text(own, encoding="utf-8")
    [told] = send(served, ("Notiz.txt", CONTENT)).json()["files"]
    assert (told["status"], "corpus.toml" in told["reason"]) == ("failed", True)


def test_a_disk_that_refuses_keeps_a_file_from_being_removed_in_words(served: Served, data: Path) -> None:
    send(served, ("Notiz.txt", CONTENT))
    rules = data / "uploads" / "corpus.toml"
    rules.unlink()
    rules.mkdir()
    refused = served.client.delete("/api/uploads/internal/Notiz.txt", headers=STAFF)
    assert (refused.status_code, refused.json()["type"]) == (503, "urn:wissens-assistent:data_not_writable")
    assert files(data) == ["internal/Notiz.txt"]


def test_a_disk_that_does_not_tell_the_uploads_is_told_in_words(
    served: Served, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    send(served, ("Notiz.txt", CONTENT))
    stat = Path.stat

    def broken(path: Path, **how: bool) -> os.stat_result:
        if path.name == "Notiz.txt":
            raise OSError(errno.EIO, "Input/output error")
        return stat(path, **how)

    monkeypatch.setattr(Path, "stat", broken)
    for response in (served.client.get("/api/uploads", headers=STAFF), send(served, ("Neu.txt", b"Neu."))):
        assert (response.status_code, response.json()["type"]) == (503, "urn:wissens-assistent:data_not_writable")


def test_what_the_rules_keep_from_being_removed_can_be_removed_later(served: Served, data: Path) -> None:
    send(served, ("Notiz.txt", CONTENT))
    rules = data / "uploads" / "corpus.toml"
    mended = rules.read_bytes()
    rules.write_text("[[rule", encoding="utf-8")
    refused = served.client.delete("/api/uploads/internal/Notiz.txt", headers=STAFF)
    assert "corpus.toml" in refused.json()["detail"]
    assert files(data) == ["internal/Notiz.txt"]
    rules.write_bytes(mended)
    assert served.client.delete("/api/uploads/internal/Notiz.txt", headers=STAFF).status_code == 200
    assert files(data) == []


@pytest.mark.parametrize(
    ("sent", "kept"),
    [
        ("../../../etc/passwd.txt", "passwd.txt"),
        ("..\\..\\windows\\system.txt", "system.txt"),
        ("C:\\fakepath\\Bericht.PDF", "Bericht.PDF"),
        ("/abs/olut.txt", "olut.txt"),
        (".versteckt.txt", "versteckt.txt"),
        ("~$Sperre.docx", "Sperre.docx"),
        ("a\u202etxt.exe.txt", "atxt.exe.txt"),
        ("un\u200bsichtbar.txt", "unsichtbar.txt"),
        ("Prüfung.txt", "Prüfung.txt"),
        ("Pru\u0308fung.txt", "Prüfung.txt"),
        ("a*b?c|d.txt", "a-b-c-d.txt"),
        ("con.txt", "_con.txt"),
        ("a.txt/..", "a.txt"),
        ("zeile%0Aumbruch.txt", "zeile umbruch.txt"),
        ("%22Zitat%22.txt", "-Zitat-.txt"),
        ("x" * 300 + ".txt", "x" * 196 + ".txt"),
        ("ä" * 300 + ".txt", "ä" * 98 + ".txt"),
    ],
)
def test_a_name_leads_nowhere_and_hides_nothing(served: Served, data: Path, sent: str, kept: str) -> None:
    assert outcomes(raw(served, sent, CONTENT)) == [(kept, "stored")]
    assert files(data) == [f"internal/{kept}"]


@pytest.mark.parametrize("sent", ["corpus.toml", "programm.exe", "ohne_endung", ".txt", "..", "/", "buch.epub"])
def test_a_name_that_promises_no_readable_format_is_refused(served: Served, data: Path, sent: str) -> None:
    [told] = raw(served, sent, CONTENT).json()["files"]
    assert (told["status"], told["retryable"]) == ("failed", False)
    assert "PDF" in told["remedy"]
    assert files(data) == []


def raw(served: Served, name: str, content: bytes) -> httpx.Response:
    """Sends the name as it is; clients that are polite would change it."""
    head = f'--x\r\nContent-Disposition: form-data; name="files"; filename="{name}"\r\n\r\n'.encode()
    headers = {**STAFF, "Content-Type": "multipart/form-data; boundary=x"}
    return served.client.post("/api/uploads", content=head + content + b"\r\n--x--\r\n", headers=headers)


@pytest.mark.parametrize("other", ["BUDGET.txt", "Budget.TXT", "ｂｕｄｇｅｔ.txt", "Bud\u00adget.txt"])
def test_no_trick_with_case_or_unicode_overwrites_a_file(served: Served, data: Path, other: str) -> None:
    send(served, ("Budget.txt", CONTENT))
    [told] = raw(served, other, b"Ganz anderes.").json()["files"]
    assert (told["status"], "Budget.txt" in told["reason"]) == ("exists", True)
    assert (data / "uploads" / "internal" / "Budget.txt").read_bytes() == CONTENT
    assert len(files(data)) == 1


def test_a_new_version_replaces_the_old_one_only_when_asked_to(served: Served, data: Path) -> None:
    send(served, ("Plan.txt", CONTENT), type="study")
    assert outcomes(send(served, ("Plan.txt", b"Neue Fassung."))) == [("Plan.txt", "exists")]
    assert (data / "uploads" / "internal" / "Plan.txt").read_bytes() == CONTENT
    assert outcomes(send(served, ("plan.TXT", b"Neue Fassung."), replace="1")) == [("Plan.txt", "replaced")]
    assert files(data) == ["internal/Plan.txt"]
    assert (data / "uploads" / "internal" / "Plan.txt").read_bytes() == b"Neue Fassung."
    assert Rules.find(data / "uploads").decide("internal/Plan.txt").type == "study"


def test_what_is_sent_twice_is_there_already(served: Served, data: Path) -> None:
    send(served, ("Plan.txt", CONTENT))
    again = send(served, ("Plan.txt", CONTENT), ("Kopie.txt", CONTENT)).json()["files"]
    assert [(one["name"], one["status"]) for one in again] == [("Plan.txt", "unchanged"), ("Plan.txt", "unchanged")]
    assert "Plan.txt" in again[1]["reason"]
    assert files(data) == ["internal/Plan.txt"]


def test_a_wrong_file_does_not_keep_the_others_out(data: Path) -> None:
    with serve(FakeAssistant(), ingest=("true",), data=data, max_file_mb=1) as served:
        sent = (("leer.txt", b""), ("gut.txt", CONTENT), ("groß.txt", b"x" * 1_000_001), ("fremd.exe", CONTENT))
        response = send(served, *sent)
    assert outcomes(response) == [
        ("leer.txt", "failed"), ("gut.txt", "stored"), ("groß.txt", "failed"), ("fremd.exe", "failed"),
    ]  # fmt: skip
    for one in response.json()["files"]:
        if one["status"] == "failed":
            assert one["reason"]
            assert one["remedy"]
    assert files(data) == ["internal/gut.txt"]


def test_the_folder_has_a_limit_of_its_own(data: Path) -> None:
    with serve(FakeAssistant(), ingest=("true",), data=data, max_uploads_mb=1) as served:
        assert outcomes(send(served, ("a.txt", b"a" * 600_000))) == [("a.txt", "stored")]
        [told] = send(served, ("b.txt", b"b" * 600_000)).json()["files"]
        assert (told["status"], "1 MB" in told["reason"]) == ("failed", True)
        assert files(data) == ["internal/a.txt"]
        [never] = send(served, ("d.txt", b"d" * 1_100_000)).json()["files"]
        assert (told["retryable"], never["retryable"]) == (True, False), "one fits at no time"
        response = send(served, ("c.txt", b"c" * 3_000_000))
        assert response.status_code == 413
        assert response.json()["type"] == "urn:wissens-assistent:body_too_large"
    assert files(data) == ["internal/a.txt"]


def test_two_that_come_at_once_do_not_share_the_room_that_is_left(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path / "uploads", max_mb=1)
    first, second = uploads.place(), uploads.place()
    first.write_bytes(b"a" * 600_000)
    second.write_bytes(b"b" * 600_000)
    with pytest.raises(StorageError):
        uploads.keep(first, "a.txt", UploadRequest())
    first.unlink()
    assert uploads.keep(second, "b.txt", UploadRequest())[:2] == ("stored", "b.txt")


def test_the_room_that_is_left_is_told_while_others_finish(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path, max_mb=1)
    has_ended = threading.Event()

    def come_and_go() -> None:
        while not has_ended.is_set():
            places = [uploads.place() for _ in range(30)]
            for place in places:
                place.touch()
            for place in places:
                place.unlink()

    other = threading.Thread(target=come_and_go)
    other.start()
    try:
        assert {uploads.room_left() for _ in range(2000)} == {1_000_000}
    finally:
        has_ended.set()
        other.join()


def test_what_is_too_large_for_the_room_that_is_left_fills_no_disk(tmp_path: Path) -> None:
    uploads = Uploads(tmp_path / "uploads", max_mb=2)
    sent = bytearray(PART + b"c" * 5_000_000 + b"\r\n--x--\r\n")
    on_disk: list[int] = []

    async def receive() -> Message:
        on_disk.extend(path.stat().st_size for path in (uploads.folder / ".arriving").glob("*"))
        piece = bytes(sent[: 1 << 18])
        del sent[: 1 << 18]
        return {"type": "http.request", "body": piece, "more_body": bool(sent)}

    headers = [(b"content-type", b"multipart/form-data; boundary=x")]

    async def arrived() -> AssistantError | None:
        async with arriving(Request({"type": "http", "headers": headers}, receive), uploads, 10_000_000) as found:
            return found.files[0].refused

    refused = anyio.run(arrived)
    assert refused is not None
    assert (refused.code, refused.status) == ("uploads_full", 503), "there may be room at another time"
    assert 0 < max(on_disk) <= 2_000_000


def test_a_full_disk_is_told_of_the_file_that_met_it(served: Served, data: Path) -> None:
    (data / "uploads").mkdir(parents=True)
    (data / "uploads" / "internal").write_text("in the way", encoding="utf-8")  # as good as a disk that refuses
    [told] = send(served, ("a.txt", CONTENT)).json()["files"]
    assert (told["status"], told["retryable"]) == ("failed", True)
    assert told["remedy"]
    assert files(data) == ["internal"]


def test_a_disk_that_fills_up_while_a_file_arrives_is_told_of_that_file(
    served: Served, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = Uploads.place

    def full(uploads: Uploads) -> Path:
        found = place(uploads)
        found.symlink_to("/dev/full")
        return found

    monkeypatch.setattr(Uploads, "place", full)
    for content in (CONTENT, CONTENT * 100_000):
        [told] = send(served, ("a.txt", content)).json()["files"]
        assert (told["status"], told["name"]) == ("failed", "a.txt")
        assert told["remedy"]
    assert files(data) == []


def test_a_disk_that_has_no_place_for_a_file_is_told_with_a_time(
    served: Served, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(_: Uploads) -> Path:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(Uploads, "place", full)
    response = send(served, ("a.txt", CONTENT))
    assert (response.status_code, response.json()["type"]) == (503, "urn:wissens-assistent:upload_disk")
    assert response.headers["retry-after"].isdigit()


BOUNDARY = {**STAFF, "Content-Type": "multipart/form-data; boundary=x"}
FIELD = b'--x\r\nContent-Disposition: form-data; name="%b"\r\n\r\n%b\r\n'
PART = b'--x\r\nContent-Disposition: form-data; name="files"; filename="a.txt"\r\n\r\n'


@pytest.mark.parametrize(
    ("body", "code"),
    [
        (PART + CONTENT, "upload_cut"),
        (PART + CONTENT + b"\r\n--x\r\n", "upload_cut"),
        (b"", "upload_cut"),
        (b"kein Formular", "upload_malformed"),
        (b"--x--\r\n", "upload_none"),
        (PART.replace(b"a.txt", b"") + b"\r\n--x--\r\n", "upload_none"),
        (FIELD % (b"audience", b"alle") + PART + b"x\r\n--x--", "field_choice"),
        (FIELD % (b"wer", b"ich") + PART + b"x\r\n--x--", "field_unknown"),
        (FIELD % (b"lab", b"l" * 2001) + b"--x--", "field_too_long"),
    ],
)
def test_a_broken_form_leaves_nothing_and_says_what_to_do(served: Served, data: Path, body: bytes, code: str) -> None:
    response = served.client.post("/api/uploads", content=body, headers=BOUNDARY)
    problem = response.json()
    assert problem["type"] == f"urn:wissens-assistent:{code}", response.text
    assert 400 <= response.status_code < 500
    assert problem["remedy"]
    assert files(data) == []


@pytest.mark.parametrize(
    ("kind", "status", "code"),
    [
        ("application/json", 415, "upload_type"),
        ("application/x-www-form-urlencoded", 415, "upload_type"),
        ("", 415, "upload_type"),
        ("multipart/form-data", 400, "upload_malformed"),
        ("multipart/form-data; boundary=" + 300 * "x", 400, "upload_malformed"),
    ],
)
def test_what_is_no_form_is_refused(served: Served, kind: str, status: int, code: str) -> None:
    response = served.client.post("/api/uploads", content=b'{"files": []}', headers={**STAFF, "Content-Type": kind})
    assert (response.status_code, response.json()["type"]) == (status, f"urn:wissens-assistent:{code}")
    assert response.json()["remedy"]


def test_a_sender_who_leaves_in_the_middle_leaves_nothing(served: Served, data: Path) -> None:
    at = urlsplit(served.url)
    with socket.create_connection((str(at.hostname), int(at.port or 0))) as connection:
        head = (
            f"POST /api/uploads HTTP/1.1\r\nHost: {at.netloc}\r\nAuthorization: Bearer {TOKEN}\r\n"
            "Content-Type: multipart/form-data; boundary=x\r\nContent-Length: 9000000\r\n\r\n"
        )
        connection.sendall(head.encode() + PART + b"x" * 3_000_000)
        assert soon(lambda: any(name.startswith(".arriving") for name in files(data)))
    assert soon(lambda: files(data) == [])


def test_a_sender_who_stands_still_is_told_so_and_leaves_nothing(
    served: Served, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(middleware, "BODY_SECONDS", 0.5)
    at = urlsplit(served.url)
    connection = http.client.HTTPConnection(str(at.hostname), at.port, timeout=20)
    connection.putrequest("POST", "/api/uploads")
    for name, value in {**BOUNDARY, "Content-Length": "9000000"}.items():
        connection.putheader(name, value)
    connection.endheaders(PART + CONTENT)
    response = connection.getresponse()
    assert (response.status, json.loads(response.read())["type"]) == (408, "urn:wissens-assistent:body_too_slow")
    connection.close()
    assert files(data) == []


def test_what_a_killed_server_left_half_sent_is_gone_after_the_next_start(data: Path) -> None:
    arriving = data / "uploads" / ".arriving"
    arriving.mkdir(parents=True)
    for name in ("left", "of-another-server"):
        (arriving / name).write_bytes(CONTENT)
    os.utime(arriving / "left", (time.time() - LEFT_SECONDS - 1,) * 2)
    with serve(FakeAssistant(), ingest=("true",), data=data):
        assert files(data) == [".arriving/of-another-server"]


def test_who_is_no_staff_is_refused_before_anything_is_read(served: Served, data: Path) -> None:
    at = urlsplit(served.url)
    connection = http.client.HTTPConnection(str(at.hostname), at.port, timeout=20)
    connection.putrequest("POST", "/api/uploads")
    connection.putheader("Content-Type", "multipart/form-data; boundary=x")
    connection.putheader("Content-Length", "9000000")
    connection.endheaders()  # and none of the body
    assert connection.getresponse().status == 401
    connection.close()
    assert served.client.get("/api/uploads").status_code == 401
    assert served.client.delete("/api/uploads/internal/a.txt").status_code == 401
    assert not (data / "uploads").exists()


def test_a_session_is_not_lent_to_other_origins(served: Served, data: Path) -> None:
    served.sign_in()
    foreign = {"Origin": "https://boese.example", "Sec-Fetch-Site": "cross-site"}
    own = {"Origin": served.url, "Sec-Fetch-Site": "same-origin"}
    assert send(served, ("a.txt", CONTENT), headers=foreign).status_code == 401
    assert served.client.post("/einlesen", data={"action": "again"}, headers=foreign).status_code == 403
    assert served.client.post("/api/ingest/runs", headers=foreign).status_code == 401
    assert files(data) == []
    assert outcomes(send(served, ("a.txt", CONTENT), headers=own)) == [("a.txt", "stored")]


def test_each_change_is_a_line_in_the_log_without_content(
    served: Served, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(logging.getLogger("assistant.web"), "propagate", True)
    with caplog.at_level(logging.INFO, "assistant.web"):
        send(served, ("a.txt", CONTENT))
        served.sign_in()
        served.client.delete("/api/uploads/internal/a.txt", headers={"Sec-Fetch-Site": "same-origin"})
    every = [vars(record)["fields"] for record in caplog.records if record.getMessage() == "audit"]
    lines = [line for line in every if line["done"] != "sign_in"]
    assert [(line["done"], line["file"], line["who"].split()[0]) for line in lines] == [
        ("upload", "a.txt", "token"),
        ("remove", "a.txt", "session"),
    ]
    assert TOKEN not in json.dumps(every)
    assert "Werkhalle" not in caplog.text


def test_an_upload_can_be_found_until_it_is_removed(data: Path) -> None:
    with serving(data) as served:
        send(served, ("Lüftung.txt", CONTENT), type="study", lab="Halle")
        last = read_in(served)["runs"][0]
        assert (last["report"]["added"], last["report"]["failed"]) == (1, [])
        assert soon(lambda: served.client.get("/readyz").is_success)
        listed = served.client.get("/api/documents", headers=STAFF).json()["documents"]
        assert [(one["path"], one["audience"], one["type"], one["lab"]) for one in listed] == [
            ("internal/Lüftung.txt", "internal", "study", "Halle")
        ]
        assert served.client.get("/api/documents").json()["documents"] == []
        [upload] = served.client.get("/api/uploads", headers=STAFF).json()["uploads"]
        assert (upload["name"], upload["state"], upload["types"]) == ("Lüftung.txt", "indexed", ["study"])
        assert served.client.delete("/api/uploads/internal/Lüftung.txt", headers=STAFF).status_code == 200
        assert read_in(served)["runs"][0]["report"]["removed"] == 1
        assert soon(lambda: served.client.get("/api/documents", headers=STAFF).json()["documents"] == [])
        gone = served.client.delete("/api/uploads/internal/Lüftung.txt", headers=STAFF)
        assert (gone.status_code, gone.json()["type"]) == (404, "urn:wissens-assistent:unknown_upload")
        assert Rules.find(data / "uploads").decide("internal/Lüftung.txt").type is None


def test_what_a_person_should_know_of_an_upload_stands_beside_it(data: Path) -> None:
    page = b"<!DOCTYPE html><html><body><p>Die Werkhalle bekommt eine neue L&uuml;ftung.</p></body></html>"
    with serving(data) as served:
        send(served, ("Halle.pdf", page), ("gut.txt", CONTENT))
        read_in(served)
        by_name = {one["name"]: one for one in served.client.get("/api/uploads", headers=STAFF).json()["uploads"]}
        assert by_name["gut.txt"]["warnings"] == []
        [warning] = by_name["Halle.pdf"]["warnings"]
        assert "Endung (.pdf) passt nicht" in warning
        page_of_it = served.client.get("/einlesen", headers={**STAFF, "Accept": "text/html"}).text
        assert page_of_it.index("hochladen") < page_of_it.index(warning) < page_of_it.index('id="runs"')


def test_it_is_said_as_what_kind_of_document_an_upload_was_read(data: Path) -> None:
    minutes = "Protokoll der Sitzung vom 3. Mai 2024\n\nAnwesend: A. Berg\n\nDie Werkhalle bekommt eine Lüftung."
    both = io.BytesIO()
    with zipfile.ZipFile(both, "w") as archive:
        archive.writestr("Protokoll.txt", minutes)
        archive.writestr("Halle.txt", f"{CONTENT.decode()} Und ein Dach.")
    with serving(data) as served:
        send(served, ("Sitzung.txt", f"{minutes} Und eine Heizung.".encode()), ("beides.zip", both.getvalue()))
        [waiting, *_] = served.client.get("/api/uploads", headers=STAFF).json()["uploads"]
        assert waiting["types"] == []
        read_in(served)
        by_name = {one["name"]: one for one in served.client.get("/api/uploads", headers=STAFF).json()["uploads"]}
        assert by_name["Sitzung.txt"]["types"] == ["minutes"]
        assert sorted(by_name["beides.zip"]["types"]) == ["minutes", "other"]
        for language, told in (("de", "eingelesen</span> · Art: Proto"), ("en", "ingested</span> · Type: Minutes")):
            page = served.client.get(f"/einlesen?lang={language}", headers={**STAFF, "Accept": "text/html"}).text
            assert told in page


def test_an_upload_that_cannot_be_read_says_why(data: Path) -> None:
    with serving(data) as served:
        send(served, ("kaputt.pdf", b"%PDF-1.7 und dann nichts"), ("gut.txt", CONTENT))
        read_in(served)
        by_name = {one["name"]: one for one in served.client.get("/api/uploads", headers=STAFF).json()["uploads"]}
        for path in ("/einlesen", "/dokumente"):
            page = served.client.get(path, headers={**STAFF, "Accept": "text/html"}).text
            assert '<span class="path">Hochgeladene Dateien: internal/kaputt.pdf</span>' in page, path
    assert by_name["gut.txt"]["state"] == "indexed"
    assert by_name["kaputt.pdf"]["state"] == "failed"
    assert by_name["kaputt.pdf"]["reason"]
    assert by_name["kaputt.pdf"]["remedy"]
