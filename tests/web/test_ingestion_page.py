"""Ingestions that a server starts, and their page: one at a time, told as they end, and nothing lost when it stops."""

from __future__ import annotations

import html
import os
import re
import shlex
import subprocess
import sys
import threading
from collections.abc import Iterator
from pathlib import Path

import pytest
from fakes import ToyEmbedder
from toy_ingestion import COMMAND, NAME
from waiting import soon
from web_fakes import FakeAssistant
from web_serving import STAFF, TOKEN, Served, make_settings, serve
from web_uploads import TEXT, read_in, runs, send, serving

from assistant.indexing.ingest import ingest_paths
from assistant.indexing.run import Plan
from assistant.indexing.runs import latest_runs
from assistant.queueing import local_worker
from assistant.queueing.ingest_process import COMMAND as REAL_COMMAND
from assistant.queueing.ingest_process import NEEDED, WITHHELD, environment_of
from assistant.settings.settings import Settings
from assistant.storage.folder import DataFolder
from assistant.storage.writer import is_being_written, sole_writer
from assistant.web.ingesting import ingestions

PLAN = Plan(NAME, ToyEmbedder, make_settings().max_tokens)


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "presse"
    folder.mkdir()
    (folder / "a.txt").write_text(TEXT, encoding="utf-8")
    return folder


@pytest.fixture
def served(data: Path) -> Iterator[Served]:
    with serve(FakeAssistant(), ingest=COMMAND, data=data) as running:
        yield running


def page(served: Served, path: str = "/einlesen") -> str:
    served.sign_in()
    response = served.client.get(path, headers={"Accept": "text/html"})
    assert response.status_code == 200
    return html.unescape(response.text)


def press(served: Served, **fields: str) -> str:
    """What the page says after a button of it."""
    own = {"Origin": served.url, "Sec-Fetch-Site": "same-origin", "Accept": "text/html"}
    served.sign_in()
    response = served.client.post("/einlesen", data=fields, headers=own, follow_redirects=True)
    return html.unescape(response.text)


def test_what_was_ever_read_in_is_read_in_again_as_it_was_asked_for(served: Served, data: Path, folder: Path) -> None:
    ingest_paths(data, [folder], PLAN, audience="public", type="study")
    (folder / "b.txt").write_text("Die Kantine öffnet im Mai.", encoding="utf-8")
    assert "Das Einlesen beginnt." in press(served, action="again")
    report = read_in(served)["runs"][0]["report"]
    assert (report["added"], report["unchanged"], report["updated"]) == (1, 1, 0)
    documents = served.client.get("/api/staff/documents", headers=STAFF).json()["rows"]
    assert {(one["audience"], one["type"]) for one in documents} == {("public", "study")}


def test_documents_without_their_file_leave_only_where_somebody_asks_for_it(
    served: Served, data: Path, folder: Path
) -> None:
    (folder / "b.txt").write_text("Die Kantine öffnet im Mai.", encoding="utf-8")
    ingest_paths(data, [folder], PLAN)
    (folder / "b.txt").unlink()
    press(served, action="again")
    assert read_in(served)["runs"][0]["report"]["removed"] == 0
    press(served, action="again", prune="1")
    assert read_in(served)["runs"][0]["report"]["removed"] == 1


def test_a_folder_that_is_gone_is_named_and_keeps_no_other_out(
    served: Served, data: Path, folder: Path, tmp_path: Path
) -> None:
    ingest_paths(data, [folder], PLAN)
    (tmp_path / "studien").mkdir()
    (tmp_path / "studien" / "s.txt").write_text("Die Studie nennt Zahlen.", encoding="utf-8")
    ingest_paths(data, [tmp_path / "studien"], PLAN)
    (folder / "a.txt").unlink()
    folder.rmdir()
    press(served, action="again")
    told = read_in(served)
    assert told["runs"][0]["report"]["unchanged"] == 1
    assert str(folder) in told["now"]["troubles"][0]["reason"]
    assert str(folder) in page(served)


def test_there_is_one_run_at_a_time(served: Served, data: Path, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOY_INGESTION", "slow")
    ingest_paths(data, [folder], PLAN)
    (folder / "a.txt").write_text("Ganz neuer Text.", encoding="utf-8")
    assert served.client.post("/api/ingest/runs", headers=STAFF).status_code == 202
    second = served.client.post("/api/ingest/runs", headers=STAFF)
    assert (second.status_code, second.json()["type"]) == (409, "urn:wissens-assistent:ingest_running")
    assert "Es wird gerade schon eingelesen." in press(served, action="again")
    read_in(served)
    assert len(latest_runs(data)) == 2


def test_a_run_of_another_program_is_respected_and_uploads_wait_for_it(
    served: Served, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    looks: list[bool] = []

    def looked(folder: DataFolder) -> bool:
        looks.append(is_being_written(folder))
        return looks[-1]

    monkeypatch.setattr(ingestions, "QUIET_SECONDS", 0.0)
    monkeypatch.setattr(local_worker, "is_being_written", looked)
    with sole_writer(DataFolder(data)):
        assert served.client.post("/api/ingest/runs", headers=STAFF).status_code == 409
        send(served, ("a.txt", TEXT.encode()))
        assert soon(lambda: runs(served)["now"]["elsewhere"])
        assert "Ein anderes Programm liest gerade ein." in page(served)
        seen = len(looks)
        assert soon(lambda: len(looks) >= seen + 3), "it looks again and again"
        assert runs(served)["now"]["waiting"]
        assert not runs(served)["now"]["running"]
    assert read_in(served)["runs"][0]["report"]["added"] == 1


def test_uploads_in_a_row_are_read_in_by_one_run(served: Served, data: Path) -> None:
    for number in range(5):
        send(served, (f"{number}.txt", f"{TEXT} Nummer {number}.".encode()))
    read_in(served)
    assert [run.report and run.report["added"] for run in latest_runs(data)] == [5]


def test_an_upload_sent_twice_is_ingested_once(served: Served, data: Path) -> None:
    send(served, ("a.txt", TEXT.encode()))
    read_in(served)
    send(served, ("a.txt", TEXT.encode()))
    read_in(served)
    assert len(latest_runs(data)) == 1


@pytest.mark.parametrize(
    ("wish", "told", "in_english"),
    [
        ("crash", "Das Einlesen ist mit einem Fehler geendet", "The ingestion ended with an error"),
        ("killed", "Signal 9", "signal 9"),
        ("refuse", "Der Speicherplatz für data reicht nicht", "There is not enough disk space for data"),
    ],
)
def test_what_goes_wrong_is_told_without_insides_and_the_uploads_stay(
    served: Served, data: Path, monkeypatch: pytest.MonkeyPatch, wish: str, told: str, in_english: str
) -> None:
    monkeypatch.setenv("TOY_INGESTION", wish)
    send(served, ("a.txt", TEXT.encode()))
    read_in(served)
    shown = page(served)
    assert told in shown
    assert "of no use to a visitor" not in shown
    assert "noch nicht eingelesen" in shown
    assert in_english in page(served, "/einlesen?lang=en")
    monkeypatch.setenv("TOY_INGESTION", "")
    press(served, action="again")
    assert read_in(served)["now"]["troubles"] == []
    assert "noch nicht eingelesen" not in page(served)


def test_a_run_that_cannot_begin_is_told_and_the_next_one_is_tried(data: Path, tmp_path: Path) -> None:
    program = tmp_path / "einlesen"
    with serve(FakeAssistant(), ingest=(str(program),), data=data) as served:
        send(served, ("a.txt", TEXT.encode()))
        read_in(served)
        assert "Das Einlesen konnte nicht beginnen." in page(served)
        program.write_text(f'#!/bin/sh\nexec {shlex.join(COMMAND)} "$@"\n', encoding="utf-8")
        program.chmod(0o700)
        press(served, action="again")
        assert read_in(served)["now"]["troubles"] == []


def test_a_server_that_stops_ends_its_run_and_the_next_one_goes_on(data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOY_INGESTION", "slow")
    words = " ".join(f"{TEXT} Abschnitt {number}." for number in range(200)).encode()
    with serve(FakeAssistant(), ingest=COMMAND, data=data) as served:
        send(served, ("lang.txt", words))
        assert soon(lambda: bool(latest_runs(data)))
    assert [run.status for run in latest_runs(data)] == ["interrupted"]
    monkeypatch.setenv("TOY_INGESTION", "")
    with serve(FakeAssistant(), ingest=COMMAND, data=data) as served:  # nobody presses anything
        assert soon(lambda: [run.status for run in latest_runs(data)] == ["finished", "interrupted"])
        assert read_in(served)["runs"][0]["report"]["added"] == 1


def test_the_loop_answers_while_an_ingestion_runs(served: Served, data: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TOY_INGESTION", "slow")
    send(served, ("a.txt", " ".join(f"{TEXT} {number}." for number in range(60)).encode()))
    assert soon(lambda: bool(runs(served)["now"]["running"]))
    assert served.client.get("/healthz").status_code == 200
    assert served.client.post("/api/ingest/runs", headers=STAFF).status_code == 409, "it still does"


def test_the_page_tells_of_each_run_and_each_failure(served: Served, data: Path, folder: Path) -> None:
    (folder / "leer.txt").touch()
    ingest_paths(data, [folder], PLAN)
    shown = page(served)
    assert "Lauf 1" in shown
    assert "Die Datei leer.txt ist leer." in shown
    assert "Bitte die Datei neu kopieren oder löschen." in shown
    assert str(folder) in shown
    assert "not ingested" in page(served, "/einlesen?lang=en").lower()


def test_the_name_of_a_file_that_was_read_in_leads_to_its_documents(served: Served) -> None:
    send(served, ("Kai & Krane.txt", TEXT.encode()), ("leer.pdf", b"%PDF-1.7"))
    assert "/dokumente?q=" not in page(served), "not before it is read in"
    read_in(served)
    shown = page(served)
    assert ">Kai & Krane.txt</a>" in shown
    assert ">leer.pdf</a>" not in shown
    listed = page(served, re.findall(r'href="(/dokumente\?q=[^"]*)"', shown)[0])
    assert "Dokumente: 1." in listed
    assert "internal/Kai & Krane.txt" in listed


def test_the_form_without_script_says_what_became_of_each_file(served: Served) -> None:
    own = {"Origin": served.url, "Sec-Fetch-Site": "same-origin", "Accept": "text/html"}
    sent = [("files", ("a.txt", TEXT.encode())), ("files", ("leer.txt", b"")), ("files", ("b.exe", b"MZ"))]
    served.sign_in()
    client = served.client
    fields = {"audience": "internal", "type": "", "lab": ""}
    first = html.unescape(client.post("/einlesen/hochladen", files=sent, data=fields, headers=own).text)
    assert "hochgeladen, wird gleich eingelesen." in first
    assert "Die Datei leer.txt ist leer." in first
    assert "b.exe" in first
    again = html.unescape(client.post("/einlesen/hochladen", files=sent, data=fields, headers=own).text)  # a reload
    assert "war schon da." in again
    empty = b'--x\r\nContent-Disposition: form-data; name="files"; filename=""\r\n\r\n\r\n--x--\r\n'
    as_form = {**own, "Content-Type": "multipart/form-data; boundary=x"}
    nothing = client.post("/einlesen/hochladen", content=empty, headers=as_form)
    assert nothing.status_code == 422
    assert "Es ist keine Datei ausgewählt." in html.unescape(nothing.text)
    assert client.get("/einlesen/hochladen").headers["location"].startswith("/einlesen")


def test_names_and_reasons_are_no_html(served: Served) -> None:
    send(served, ("<img src=x onerror=alert(1)>.txt", TEXT.encode()), lab="<b>Lab</b>")
    send(served, ("<img src=x onerror=alert(2)>.exe", TEXT.encode()))
    served.sign_in()
    shown = served.client.get("/einlesen").text
    assert "<img src=x" not in shown
    assert "<b>Lab" not in shown


@pytest.mark.parametrize("path", ["/einlesen", "/dokumente"])
def test_others_are_asked_to_sign_in(served: Served, path: str) -> None:
    response = served.client.get(path, headers={"Accept": "text/html"})
    assert response.status_code == 401
    assert 'type="password"' in response.text
    assert served.client.post("/einlesen", data={"action": "again"}).status_code == 401


@pytest.mark.parametrize(
    "fields", [{}, {"action": "alles löschen"}, {"action": "remove", "audience": "..", "name": "x"}]
)
def test_a_button_that_is_none_changes_nothing(served: Served, data: Path, fields: dict[str, str]) -> None:
    assert 'role="alert"' in press(served, **fields)
    assert latest_runs(data) == []


def test_the_child_gets_the_settings_but_not_the_secret_of_the_staff(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_STAFF_TOKEN", TOKEN)
    settings = make_settings(max_pages=7, ocr=False, allowed_origins=("https://a.example",), embedding_model="toy")
    found = environment_of(settings)
    assert (found["ASSISTANT_MAX_PAGES"], found["ASSISTANT_OCR"]) == ("7", "false")
    assert found["ASSISTANT_ALLOWED_ORIGINS"] == '["https://a.example"]'
    assert found["ASSISTANT_EMBEDDING_MODEL"] == "toy"
    told = environment_of(make_settings(otlp_endpoint="http://collector:4318", otlp_headers="Authorization=Basic abc"))
    assert told["ASSISTANT_OTLP_ENDPOINT"] == "http://collector:4318"
    assert told["ASSISTANT_OTLP_HEADERS"] == "Authorization=Basic abc", "it tells its spans with them"
    assert TOKEN not in found.values()
    assert found["PATH"] == os.environ["PATH"]


def test_every_secret_of_the_settings_is_withheld_from_the_child_or_needed_by_it() -> None:
    secrets = {name for name, field in Settings.model_fields.items() if "Secret" in str(field.annotation)}
    assert secrets == (WITHHELD - {"sources"}) | NEEDED, "sources hold theirs one level below"


@pytest.mark.parametrize("name", ["ASSISTANT_OIDC_CLIENT_SECRET", "ASSISTANT_LLM_API_KEY", "assistant_staff_token"])
def test_a_secret_in_the_environment_of_the_server_is_none_of_the_child(
    monkeypatch: pytest.MonkeyPatch, name: str
) -> None:
    monkeypatch.setenv(name, TOKEN)
    assert TOKEN not in environment_of(make_settings()).values()


def test_a_killed_server_leaves_its_run_to_end_by_itself(data: Path, tmp_path: Path) -> None:
    """The command is no child of a thread that matters: what it writes is whole without anybody who waits for it."""
    (tmp_path / "a.txt").write_text(TEXT, encoding="utf-8")
    words = [*COMMAND, str(tmp_path / "a.txt"), "--json", "--data", str(data)]
    program = f"import subprocess, os; subprocess.Popen({words!r}, start_new_session=True, stdout=-1); os._exit(9)"
    assert subprocess.run([sys.executable, "-c", program], check=False).returncode == 9
    assert soon(lambda: [run.status for run in latest_runs(data)] == ["finished"])


def test_requests_at_once_begin_one_run(served: Served, data: Path, folder: Path) -> None:
    ingest_paths(data, [folder], PLAN)
    statuses: list[int] = []
    threads = [
        threading.Thread(
            target=lambda: statuses.append(served.client.post("/api/ingest/runs", headers=STAFF).status_code)
        )
        for _ in range(6)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    read_in(served)
    assert sorted(statuses)[0] == 202
    assert len(latest_runs(data)) == 1 + statuses.count(202)
    assert statuses.count(409) >= 4


@pytest.mark.model
@pytest.mark.slow
@pytest.mark.timeout(600)
def test_the_real_command_takes_an_upload_in(data: Path) -> None:
    with serve(FakeAssistant(), ingest=REAL_COMMAND, data=data) as served:
        send(served, ("Lüftung.txt", TEXT.encode()))
        told = read_in(served, seconds=500)
    assert told["now"]["troubles"] == []
    assert (told["runs"][0]["report"]["added"], told["runs"][0]["report"]["passages"]) == (1, 1)


def test_the_server_of_a_served_folder_finds_what_came_in(data: Path) -> None:
    with serving(data) as served:
        send(served, ("a.txt", TEXT.encode()), audience="public")
        read_in(served)
        assert soon(lambda: served.client.get("/readyz").status_code == 200)
        hits = served.client.get("/api/search", params={"q": "Lüftung der Werkhalle"}).json()["hits"]
    assert [hit["document"]["path"] for hit in hits] == ["public/a.txt"]
