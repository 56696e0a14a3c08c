"""docs/OPERATIONS.md: what it tells an operator to type, to set and to look at is there."""

from __future__ import annotations

import re
import shlex
from collections.abc import Iterator
from pathlib import Path

import pytest

from assistant.__main__ import main as assistant_main
from assistant.indexing.command import main as ingest_main
from assistant.settings.settings import PREFIX, Settings
from assistant.web.serve import main as serve_main

PROJECT = Path(__file__).parents[2]
FILES = [PROJECT / "docs/OPERATIONS.md", *sorted((PROJECT / "deploy").rglob("*.sh"))]
FILES += [PROJECT / "compose.yaml", *sorted((PROJECT / "deploy/systemd").iterdir())]
TEXT = FILES[0].read_text(encoding="utf-8")
# What a call ends at: the end of the line, of the quoted text, of the command.
_CALL = re.compile(r"\bpython(?:\"|3)? (-m assistant|ingest\.py|server\.py)([^`\n|;&]*)")
PROGRAMS = {"-m assistant": assistant_main, "ingest.py": ingest_main, "server.py": serve_main}


def calls() -> Iterator[tuple[str, list[str]]]:
    """(program, its words) of every call of ours in the handbook, the scripts and the units."""
    for file in FILES:
        text = file.read_text(encoding="utf-8").replace('"$python" ', "python ")
        text = re.sub(
            r"\[python, (?:-m, )?(\S+?), ?([^\]]*)\]", lambda m: f"python {m[1]} {m[2].replace(',', '')}", text
        )
        for program, rest in _CALL.findall(text):
            words = rest.split(" #")[0].split(" >")[0].strip(" ]")
            # the last one within a shell's quotes
            yield program, shlex.split(words if words.count('"') % 2 == words.count("'") % 2 == 0 else words[:-1])


def known_options(program: str, words: list[str], capsys: pytest.CaptureFixture[str]) -> str:
    """What --help says; of `-m assistant` that of the command."""
    command = words[:1] if program == "-m assistant" and words else []
    with pytest.raises(SystemExit) as ended:
        PROGRAMS[program]([*command, "--help"])
    assert ended.value.code == 0, (program, words)
    return capsys.readouterr().out


def test_every_command_exists_with_its_options(capsys: pytest.CaptureFixture[str], tmp_path: Path) -> None:
    found = list(calls())
    assert len(found) > 12
    for program, words in found:
        help_text = known_options(program, words, capsys)
        for option in (word.partition("=")[0] for word in words if word.startswith("--")):
            assert re.search(rf"(?<![\w-]){re.escape(option)}(?![\w-])", help_text), (program, words)


def test_every_setting_exists() -> None:
    known = {PREFIX + field.upper() for field in Settings.model_fields}
    assert set(re.findall(rf"\b{PREFIX}[A-Z_]+", TEXT)) <= known


def test_every_code_is_one_that_the_program_tells() -> None:
    codes = set(re.findall(r"`([a-z]+_[a-z_]+)`", TEXT)) - {"set_real_ip_from", "real_ip_header", "stop_grace_period"}
    assert {"no_index", "backup_torn"} <= codes
    assert codes <= told()


def told() -> frozenset[str]:
    """The codes of errors: keys with a message and a remedy."""
    files = (PROJECT / "assistant/messages/en").glob("*.py")
    return frozenset(code for file in files for code in re.findall(r'^    "(\w+)": \(', file.read_text("utf-8"), re.M))


def test_every_file_and_unit_that_it_names_is_there() -> None:
    ignored = (PROJECT / "deploy/.gitignore").read_text(encoding="utf-8").splitlines()
    yours = ["deploy/" + line.rstrip("/") for line in ignored if not line.startswith("#")]
    named = set(re.findall(r"\bdeploy/[\w./-]+[\w]", TEXT))
    for name in named:
        assert (PROJECT / name).exists() or any(f"{name}/".startswith(f"{one}/") for one in yours), name
    units = {unit.name for unit in (PROJECT / "deploy/systemd").iterdir()}
    for name in re.findall(r"\bassistant[\w-]*\.(?:service|timer)\b", TEXT):
        assert name in units
