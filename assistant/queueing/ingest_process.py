"""The ordinary ingestion command in a process of its own, so that no reading library can harm whoever started it."""

from __future__ import annotations

import json
import logging
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Mapping, Sequence
from typing import Any

from pydantic import SecretStr

from assistant.notices import Notice
from assistant.queueing.jobs import FailedError, StoppedError
from assistant.settings.settings import PREFIX, Settings

log = logging.getLogger("assistant.worker")

COMMAND = (sys.executable, "-m", "assistant.indexing.command")
LOOK_SECONDS = 0.25
# A run that is asked to end does so at once, but in a library; a killed one loses nothing either.
LAST_SECONDS = 5.0
CALLED_WRONGLY = 2
NETWORK, NETWORKS = f"{PREFIX}NETWORK", f"{PREFIX}NETWORKS"
# Secrets that the command needs: where the catalogue and the vectors lie, and where it tells its spans.
NEEDED = frozenset({"database_url", "chroma_headers", "otlp_headers"})
# What is no business of the command, as nothing that it reads should find it there.
WITHHELD = frozenset({"staff_token", "sources", "oidc_client_secret", "llm_api_key"})
_OUTPUT_TAIL = 4000


def run(words: Sequence[str], settings: Settings, stopping: threading.Event) -> None:
    """Runs the command and returns when it has told what came of each file.

    Raises:
        FailedError: it ended without; for good if it was called wrongly.
        StoppedError: it was ended because `stopping` was set; the next run goes on with what was embedded.
    """
    try:
        done = _ended(words, settings, stopping)
    except OSError as error:  # no process can be started now; the next try may find room again
        log.error("ingestion failed", extra={"fields": {"why": str(error)}})
        raise FailedError([Notice.of("ingest_not_started")]) from error
    log.info("ingestion", extra={"fields": {"exit": done.returncode}})
    if _has_report(done.stdout):
        return
    if stopping.is_set():
        raise StoppedError
    raise FailedError([_trouble(done)], is_final=done.returncode == CALLED_WRONGLY)


def _ended(words: Sequence[str], settings: Settings, stopping: threading.Event) -> subprocess.CompletedProcess[str]:
    """The command, once it has ended by itself, or at the latest when `stopping` is set."""
    process = subprocess.Popen(  # noqa: S603 - our own program; no shell
        words,
        env=environment_of(settings),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        encoding="utf-8",
        errors="replace",
        start_new_session=True,  # Ctrl+C in the terminal is for whoever started it, who then ends the run
    )
    while True:
        try:
            out, err = process.communicate(timeout=LOOK_SECONDS)
            return subprocess.CompletedProcess(words, process.returncode, out, err[-_OUTPUT_TAIL:])
        except subprocess.TimeoutExpired:
            if stopping.is_set():
                _cut_off(process)
                return subprocess.CompletedProcess(words, process.returncode, "", "")


def _cut_off(process: subprocess.Popen[str]) -> None:
    process.terminate()
    try:
        process.communicate(timeout=LAST_SECONDS)
    except subprocess.TimeoutExpired:
        os.killpg(process.pid, signal.SIGKILL)
        process.communicate()


def _trouble(done: subprocess.CompletedProcess[str]) -> Notice:
    """The last line if it is what the command reports, else what its end means: no insides on a page."""
    last = (done.stderr.strip().splitlines() or [""])[-1]
    try:
        return Notice.from_json(dict(json.loads(last)))
    except (ValueError, LookupError, TypeError):  # it did not come to an end of its own
        log.error("ingestion failed", extra={"fields": {"exit": done.returncode, "stderr": done.stderr}})
        return Notice.of("ingest_ended" if done.returncode < 0 else "ingest_crashed", number=abs(done.returncode))


def environment_of(settings: Settings) -> dict[str, str]:
    """The environment of this process, with the settings in force as variables, but of the secrets only the needed.

    An environment is seen by the user of a process alone; a command line is seen by everybody. For one of several
    networks the command reads the settings of all itself, as this process did, and is told which one it works for.
    """
    if settings.network:
        return _inherited(settings.network) | {NETWORK: settings.network, "PYTHONUTF8": "1"}
    stated = settings.model_dump(mode="json", exclude_defaults=True)
    ours = {
        PREFIX + name.upper(): _written(getattr(settings, name), value)
        for name, value in stated.items()
        if value is not None and _is_for_the_child(name, getattr(settings, name))
    }
    return _inherited() | ours | {"PYTHONUTF8": "1"}


def _inherited(network: str = "") -> dict[str, str]:
    """The environment of this process without what is withheld; of several networks, that of one."""
    withheld = {PREFIX + name.upper() for name in WITHHELD}
    found = {name: value for name, value in os.environ.items() if name.upper() not in withheld}
    for name in found:
        if name.upper() == NETWORKS:
            own = json.loads(found[name] or "{}").get(network)
            kept = {network: {key: value for key, value in own.items() if key not in WITHHELD}} if own else {}
            found[name] = json.dumps(kept)
    return found


def _is_for_the_child(name: str, value: object) -> bool:
    return name not in WITHHELD and (name in NEEDED or not isinstance(value, SecretStr))


def _written(value: object, as_json: object) -> str:
    """The setting as a variable holds it: a secret in clear, a table as JSON."""
    match value:
        case SecretStr():
            return value.get_secret_value()
        case Mapping() if any(isinstance(one, SecretStr) for one in value.values()):
            return json.dumps({name: _written(one, one) for name, one in value.items()})
        case _:
            return as_json if isinstance(as_json, str) else json.dumps(as_json)


def _has_report(out: str) -> bool:
    try:
        report: Any = json.loads(out)
    except ValueError:
        return False
    return isinstance(report, dict)
