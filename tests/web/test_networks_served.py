"""A server as it is run, of two networks out of an assistant.toml: each taken in by its own command, under its host."""

from __future__ import annotations

import os
import re
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from storage_servers import Postgres
from toy_ingestion import COMMAND
from waiting import soon
from web_workers import PATIENCE_SECONDS, ROOT, Running

from assistant import __main__ as program
from assistant.web import serve

WORKERS = 2
HOSTS = {"nord": "nord.example.org", "sued": "sued.example.org"}
TOKENS = {"nord": "ein-zugangswort-fuer-nord", "sued": "ein-zugangswort-fuer-sued"}
WORDS = {"nord": "Wisperkauz", "sued": "Flirrzeisig"}
QUESTION = "Wie hoch ist der Zuschuss?"
MAKE = """
import sys
from fakes import ToyEmbedder
from assistant.answering.assistant import Assistant
from assistant.answering.models import Given
from assistant.web.serve import main
sys.exit(main(make=lambda settings: Assistant(settings, Given(ToyEmbedder()))))
"""


def toml(common: str = "", **own: str) -> str:
    """Settings of two networks; `own` is what one of them sets besides, by its key."""
    networks = [
        f'[networks.{key}]\nhosts = ["{host}"]\nstaff_token = "{TOKENS[key]}"\n{own.get(key, "")}\n'
        for key, host in HOSTS.items()
    ]
    return f'embedding_model = "toy"\nrate_limit = 0\nstop_seconds = 0\n{common}\n' + "\n".join(networks)


def headers(key: str) -> dict[str, str]:
    return {"Host": HOSTS[key], "Authorization": f"Bearer {TOKENS[key]}"}


def environment(**more: str) -> dict[str, str]:
    return os.environ | {"PYTHONPATH": f"{ROOT}:{ROOT / 'tests/support'}"} | more


@pytest.fixture(scope="module")
def server(postgres_server: Postgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Running]:
    """Two workers over one PostgreSQL server; each network has one document, with a word of its own."""
    folder = tmp_path_factory.mktemp("deployment")
    stated = toml(f'database_url = "{postgres_server.url()}"\nworkers = {WORKERS}\nexamples = {{ de = [] }}')
    (folder / "assistant.toml").write_text(stated, encoding="utf-8")
    for key, word in WORDS.items():
        file = folder / f"{key}.md"
        file.write_text(f"# Satzung\n\nDer Zuschuss für {word} beträgt 40 Prozent der Ausgaben.\n", encoding="utf-8")
        words = [*COMMAND, str(file), "--audience", "internal"]
        took = subprocess.run(
            words, cwd=folder, env=environment(ASSISTANT_NETWORK=key), capture_output=True, text=True, check=False
        )
        assert took.returncode == 0, took.stderr
    with (folder / "log").open("w") as log:
        process = subprocess.Popen(
            [sys.executable, "-c", MAKE, "--port", "0"],
            cwd=folder,
            env=environment(),
            stdout=subprocess.PIPE,
            stderr=log,
            text=True,
            start_new_session=True,
        )
    try:
        assert process.stdout is not None
        found = re.findall(r"http://127\.0\.0\.1:\d+", process.stdout.readline())
        assert found, (folder / "log").read_text()
        running = Running(found[0], process, folder / "log", folder)
        assert soon(lambda: len(running.lines("ready")) == WORKERS * len(HOSTS)), running.log.read_text()
        yield running
    finally:
        process.send_signal(signal.SIGTERM)
        process.communicate(timeout=PATIENCE_SECONDS)


@pytest.mark.parametrize("key", HOSTS)
def test_each_network_answers_from_its_own_documents_in_every_worker(server: Running, key: str) -> None:
    other = next(word for name, word in WORDS.items() if name != key)
    for reply in server.by_all("/api/search?q=Zuschuss", WORKERS, headers=headers(key)):
        assert WORDS[key] in reply.text
        assert other not in reply.text


def test_a_host_of_no_network_is_told_so(server: Running) -> None:
    assert server.request("GET", "/", headers={"Host": "west.example.org"}).status_code == 404
    assert server.request("GET", "/readyz").json() == {"status": "ready"}


def test_each_network_is_told_its_own_numbers_by_any_worker(server: Running) -> None:
    for _ in range(3):
        assert server.request("POST", "/api/ask", json={"question": QUESTION}, headers=headers("nord")).is_success
    assert {asked(one.text) for one in server.by_all("/metrics", WORKERS, headers=headers("nord"))} == {3}
    assert {asked(one.text) for one in server.by_all("/metrics", WORKERS, headers=headers("sued"))} == {0}


def asked(text: str) -> float:
    return sum(map(float, re.findall(r"^assistant_answers_total\{.*\} (\S+)$", text, re.MULTILINE)))


def test_each_line_of_the_log_says_which_network_it_is_of(server: Running) -> None:
    reply = server.request("GET", "/healthz", headers=headers("sued"))
    server.worker(reply)  # its line is there
    told = {line["request_id"]: line["network"] for line in server.lines("request")}
    assert told[reply.headers["x-request-id"]] == "sued"
    assert sorted(line["network"] for line in server.lines("ready")) == ["nord", "nord", "sued", "sued"]


def test_tables_are_brought_up_for_all_networks_and_other_commands_are_for_one(
    server: Running, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    monkeypatch.chdir(server.folder)
    assert program.main(["migrate"]) == 0
    assert re.findall(r"^Netzwerk (\w+):$", capsys.readouterr().out, re.MULTILINE) == ["nord", "sued"]
    for command in (["worker", "--failed"], ["check"], ["restore", "all.tar"]):
        assert program.main(command) != 0
        assert "ASSISTANT_NETWORK" in capsys.readouterr().err
    monkeypatch.setenv("ASSISTANT_NETWORK", "sued")
    assert program.main(["check"]) == 0
    assert program.main(["worker", "--failed", "--data", "elsewhere"]) == 2


@pytest.mark.parametrize(
    ("stated", "says"),
    [
        (toml(sued='data = "data/nord"'), "haben dasselbe in „data“"),
        (
            toml(sued=f'hosts = ["{HOSTS["nord"]}"]').replace('hosts = ["sued.example.org"]\n', ""),
            "beanspruchen beide den Host",
        ),
        (toml(sued="rate_limitt = 3"), "sued › rate_limitt"),
        (toml().replace("[networks.nord]", '[networks."Nord 1"]'), "der Schlüssel"),
    ],
)
def test_a_server_of_wrong_networks_does_not_start_and_says_why(
    stated: str,
    says: str,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    (tmp_path / "assistant.toml").write_text(stated, encoding="utf-8")
    monkeypatch.chdir(tmp_path)
    assert serve.main(["--port", "0"]) != 0
    assert says in capsys.readouterr().err
    assert not (tmp_path / "data").exists()
