"""What surrounds every request: headers, ids, logs, origins, files; and the command that starts it all."""

from __future__ import annotations

import gzip
import json
import logging
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import httpx
import pytest
from web_fakes import CORPUS, FakeAssistant
from web_serving import Served, serve

from assistant.errors import SettingsError
from assistant.messages import de, en
from assistant.settings.loading import load
from assistant.telemetry.logs import JsonFormatter
from assistant.web.serve import main

QUESTION = "Wie wird die Weiterbildung gefördert?"
ROOT = Path(__file__).parents[2]


@pytest.mark.parametrize("path", ["/", "/staff", "/widget-demo", "/widget.js", "/api/documents", "/nix", "/healthz"])
def test_every_response_is_guarded(served: Served, path: str) -> None:
    headers = served.client.get(path).headers
    policy = headers["content-security-policy"]
    assert "default-src 'none'" in policy
    assert "frame-ancestors 'none'" in policy
    assert "unsafe" not in policy
    assert headers["x-content-type-options"] == "nosniff"
    assert headers["referrer-policy"] == "same-origin"
    assert headers["x-request-id"]


@pytest.mark.parametrize("path", ["/", "/?q=Weiterbildung", "/staff", "/widget-demo", "/nix"])
def test_no_page_needs_an_inline_style_or_script_or_another_server(served: Served, path: str) -> None:
    page = served.client.get(path, headers={"Accept": "text/html"}).text
    assert not re.search(r"<style|\sstyle=|\son\w+=", page)
    ours = r" src=\"/(widget|static/chat)\.js\" (async|defer)>"
    assert not re.search(rf"<script(?!{ours}| type=\"application/json\">)", page)
    without_example = re.sub(r"<code>.*?</code>", "", page)
    assert not re.search(r"(src|href)=\"(https?:)?//", without_example)


@pytest.mark.parametrize(
    "path",
    [
        "/healthz",
        "/readyz",
        "/",
        "/staff",
        "/widget-demo",
        "/widget.js",
        "/static/site.css",
        f"/documents/{CORPUS[0].id}",
        "/api/documents",
        f"/api/documents/{CORPUS[0].id}",
        "/api/search?q=Weiterbildung",
        "/documents/nix",
    ],
)
def test_what_can_be_read_answers_head_with_the_same_status_and_headers(served: Served, path: str) -> None:
    shown, head = served.client.get(path), served.client.head(path)
    while (again := served.client.get(path)).text != shown.text:  # kinds and examples come some time after the start
        shown, head = again, served.client.head(path)
    assert head.content == b""
    assert head.status_code == shown.status_code
    same = ("content-type", "content-length", "content-security-policy", "etag")
    assert [head.headers.get(name) for name in same] == [shown.headers.get(name) for name in same]


def test_what_writes_does_not_answer_head(served: Served) -> None:
    assert served.client.head("/api/ask").status_code == 405


def test_pages_of_people_set_no_cookie(served: Served) -> None:
    for path in ("/", "/?q=Weiterbildung", "/staff", "/widget-demo", "/api/documents"):
        assert "set-cookie" not in served.client.get(path).headers


def test_a_request_id_of_a_proxy_is_kept_and_a_strange_one_is_not(served: Served) -> None:
    sent = {"X-Request-ID": "abc-123_DEF"}
    assert served.client.get("/healthz", headers=sent).headers["x-request-id"] == "abc-123_DEF"
    strange = {"X-Request-ID": 'a"}\t{"x'}
    assert re.fullmatch(r"[0-9a-f]{16}", served.client.get("/healthz", headers=strange).headers["x-request-id"])


def log_lines(caplog: pytest.LogCaptureFixture) -> list[str]:
    return [JsonFormatter().format(record) for record in caplog.records]


def test_the_log_has_a_line_a_request_and_no_question(served: Served, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.INFO)
    response = served.ask(QUESTION)
    served.client.get("/", params={"q": QUESTION})
    served.client.get(f"/{QUESTION}")
    served.client.get("/api/search", params={"q": QUESTION})
    lines = [line for line in log_lines(caplog) if '"logger": "assistant' in line]
    assert not [line for line in lines if "Weiterbildung" in line or "127.0.0.1" in line]
    fields = [json.loads(line) for line in lines if '"event": "request"' in line]
    assert [line["route"] for line in fields] == ["/api/ask", "/", "(none)", "/api/search"]
    first = fields[0]
    assert (first["request_id"], first["method"], first["status"]) == (response.headers["x-request-id"], "POST", 200)
    assert first["took_ms"] >= 0


def test_a_defect_is_logged_with_its_place_and_without_its_words(
    served: Served, assistant: FakeAssistant, caplog: pytest.LogCaptureFixture
) -> None:
    assistant.failure = ZeroDivisionError(QUESTION)
    served.ask(QUESTION)
    lines = [line for line in log_lines(caplog) if '"unexpected"' in line]
    assert len(lines) == 1
    assert "ZeroDivisionError" in lines[0]
    assert "web_fakes.py" in lines[0]
    assert "Weiterbildung" not in lines[0]


def test_what_others_log_of_a_defect_is_without_its_words(caplog: pytest.LogCaptureFixture) -> None:
    """Uvicorn and asyncio log what fails behind the head of a response, or where nobody waits for it."""
    try:
        raise ZeroDivisionError(QUESTION)
    except ZeroDivisionError:
        logging.getLogger("uvicorn.error").exception("Exception in ASGI application")
    line = json.loads(log_lines(caplog)[-1])
    assert (line["event"], line["error"]) == ("Exception in ASGI application", "ZeroDivisionError")
    assert "test_server.py" in line["trace"]
    assert QUESTION not in str(line)


def test_no_setting_lets_questions_into_the_log(monkeypatch: pytest.MonkeyPatch) -> None:
    """Questions in clear text need a period after which they are deleted, and there is none yet."""
    monkeypatch.setenv("ASSISTANT_LOG_QUESTIONS", "true")
    with pytest.raises(SettingsError, match="ASSISTANT_LOG_QUESTIONS"):
        load()


def test_a_listed_origin_may_ask_and_others_may_not() -> None:
    with serve(FakeAssistant(), allowed_origins=["https://kammer.example"]) as served:
        for origin, allowed in (("https://kammer.example", True), ("https://boese.example", False)):
            asking = {"Origin": origin, "Access-Control-Request-Method": "POST"}
            preflight = served.client.options(
                "/api/ask", headers={**asking, "Access-Control-Request-Headers": "content-type"}
            )
            assert (preflight.headers.get("access-control-allow-origin") == origin) is allowed
            answered = served.ask(QUESTION, headers={"Origin": origin})
            assert (answered.headers.get("access-control-allow-origin") == origin) is allowed
            assert "access-control-allow-credentials" not in answered.headers


def test_without_listed_origins_no_other_website_may_ask(served: Served) -> None:
    response = served.ask(QUESTION, headers={"Origin": "https://kammer.example"})
    assert "access-control-allow-origin" not in response.headers


def test_the_widget_is_one_small_file_for_any_website(served: Served) -> None:
    response = served.client.get("/widget.js")
    assert response.headers["content-type"].startswith("text/javascript")
    assert response.headers["cross-origin-resource-policy"] == "cross-origin"
    assert len(gzip.compress(response.content)) <= 15_000
    assert "_OF_THE_SERVER" not in response.text
    assert ".launcher" in response.text
    code = re.sub(r"/\*.*?\*/|^ *//.*$", "", response.text, flags=re.DOTALL | re.MULTILINE)
    risky = r"innerHTML|outerHTML|insertAdjacentHTML|document\.write|localStorage|sessionStorage|\.cookie|eval\("
    assert not re.search(risky, code)
    assert set(re.findall(r"https?://[^\s\"']+", code)) <= {"http://www.w3.org/2000/svg"}


def test_every_word_that_the_element_says_exists_in_both_languages(served: Served) -> None:
    folder = ROOT / "assistant/web/static"
    scripts = "".join(path.read_text(encoding="utf-8") for path in [*folder.glob("element/*.js"), folder / "chat.js"])
    used = set(re.findall(r"\bsay\(\"(\w+)\"", scripts))
    assert len(used) > 40
    used.remove("privacy")  # written for the settings: test_privacy_note.py
    for table in (de.TEXTS, en.TEXTS):
        assert used <= {key.removeprefix("element_") for key in table if key.startswith("element_")}


@pytest.mark.parametrize(
    ("header", "coding"),
    [("gzip;q=0", None), ("identity, gzip; q=0", None), ("GZIP", "gzip"), ("br, gzip;q=.1", "gzip")],
)
def test_a_file_is_compressed_for_those_who_take_it_so(served: Served, header: str, coding: str | None) -> None:
    response = served.client.get("/widget.js", headers={"Accept-Encoding": header})
    assert response.headers.get("content-encoding") == coding
    assert "customElements" in response.text


def test_an_unchanged_file_is_not_sent_again(served: Served) -> None:
    for path in ("/widget.js", "/static/site.css", "/static/favicon.svg"):
        first = served.client.get(path)
        again = served.client.get(path, headers={"If-None-Match": first.headers["etag"]})
        assert (again.status_code, again.content) == (304, b"")


def test_a_busy_port_is_a_sentence_and_exit_code_1(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        taken.listen()
        port = taken.getsockname()[1]
        code = main(["--port", str(port), "--data", str(tmp_path)], make=lambda _: FakeAssistant())
    error = capsys.readouterr().err
    assert code == 1
    assert f"127.0.0.1:{port}" in error
    assert "--port" in error
    assert "Traceback" not in error


@pytest.mark.parametrize(
    "arguments",
    [["--host", "keine.invalid"], ["--host", "kein..name"], ["--port", "70000"], ["--host", "203.0.113.1"]],
)
def test_an_address_that_cannot_be_used_is_explained(
    capsys: pytest.CaptureFixture[str], tmp_path: Path, arguments: list[str]
) -> None:
    assert main([*arguments, "--data", str(tmp_path)], make=lambda _: FakeAssistant()) == 1
    error = capsys.readouterr().err
    assert arguments[1] in error
    assert arguments[0] in error


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (["--port", "70000"], 1, "Error: There is no port 70000"),
        (["--port", "acht"], 2, "Error: --port cannot be 'acht'"),
        (["--hots", "x"], 2, "--hots"),
    ],
)
def test_the_command_speaks_the_language_of_the_settings(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: int, words: str
) -> None:
    monkeypatch.setenv("ASSISTANT_LANGUAGE", "en")
    assert main(arguments, make=lambda _: FakeAssistant()) == code
    error = capsys.readouterr().err
    assert words in error
    assert "Bitte" not in error


def test_the_help_speaks_the_language_of_the_settings(
    capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_LANGUAGE", "en")
    with pytest.raises(SystemExit):
        main(["--help"])
    assert en.TEXTS["serve_port"] in capsys.readouterr().out


@pytest.mark.parametrize("workers", [1, 2])
@pytest.mark.parametrize(
    ("setting", "value", "says"), [("logo", "nix.svg", "nix.svg"), ("llm", "foo", "ASSISTANT_LLM ist „foo“")]
)
def test_nothing_says_that_it_can_be_reached_before_what_is_set_is_proved(
    workers: int, setting: str, value: str, says: str, tmp_path: Path
) -> None:
    words = [sys.executable, "server.py", "--port", "0", "--data", str(tmp_path), "--workers", str(workers)]
    stated = os.environ | {f"ASSISTANT_{setting.upper()}": value}
    done = subprocess.run(words, cwd=ROOT, env=stated, capture_output=True, text=True, timeout=200, check=False)
    assert (done.returncode, done.stdout) == (2, ""), done.stderr
    assert says in done.stderr


@pytest.mark.parametrize("workers", [1, 2])
def test_a_data_folder_that_is_a_file_is_refused_at_the_start(
    workers: int, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    data = tmp_path / "data"
    data.write_text("no folder")
    code = main(["--port", "0", "--data", str(data), "--workers", str(workers)], make=lambda _: FakeAssistant())
    printed = capsys.readouterr()
    assert (code, printed.out) == (2, "")
    assert f"{data} kann kein Ordner sein" in printed.err
    assert "Bitte einen Ordner nennen" in printed.err
    assert "Traceback" not in printed.err


def test_the_command_says_where_it_serves_logs_without_questions_and_stops_on_a_signal(tmp_path: Path) -> None:
    script = (
        "import sys; sys.path[:0] = ['tests/support', '.']\n"
        "from web_fakes import FakeAssistant\nfrom assistant.web.serve import main\n"
        f"sys.exit(main(['--port', '0', '--data', {str(tmp_path)!r}], make=lambda _: FakeAssistant()))"
    )
    process = subprocess.Popen(
        [sys.executable, "-c", script], cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True
    )
    assert process.stdout is not None
    url = re.findall(r"http://127\.0\.0\.1:\d+", process.stdout.readline())[0]
    answer = httpx.get(f"{url}/", params={"q": QUESTION}, timeout=20)
    process.terminate()
    _, errors = process.communicate(timeout=20)
    assert answer.status_code == 200
    lines = [json.loads(line) for line in errors.splitlines()]
    assert {"ready", "request"} <= {line["event"] for line in lines}
    assert "Weiterbildung" not in errors
