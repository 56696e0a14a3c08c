"""deploy/as-service.sh: what it asks systemd for is what the unit of the server asks for."""

from __future__ import annotations

import configparser
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

PROJECT = Path(__file__).parents[2]
UNIT = PROJECT / "deploy/systemd/assistant.service"
# Stands in for systemd-run: writes down what it is told, and runs the command with the variables that it is told of.
SYSTEMD_RUN = f"""#!{sys.executable}
import json, subprocess, sys
options = [word for word in sys.argv[1:] if word.startswith("--")]
variables = dict(word.removeprefix("--setenv=").split("=", 1) for word in options if word.startswith("--setenv="))
done = subprocess.run(sys.argv[1 + len(options):], env=variables, capture_output=True, text=True)
print(json.dumps({{"options": options, "said": done.stdout.splitlines()}}))
sys.exit(done.returncode)
"""


@pytest.fixture
def installed(tmp_path: Path) -> Path:
    """A version in a folder of its own, with what it needs, and a `python` that says what it is called with."""
    folder = tmp_path / "assistant-1.0"
    (folder / "deploy").mkdir(parents=True)
    shutil.copy(PROJECT / "deploy/as-service.sh", folder / "deploy")
    for file, text in (
        (folder / "venv/bin/python", '#!/bin/sh\necho "$ASSISTANT_NETWORK"\nprintf "%s\\n" "$@"\nexit 3\n'),
        (tmp_path / "bin/systemd-run", SYSTEMD_RUN),
    ):
        file.parent.mkdir(parents=True)
        file.write_text(text, encoding="utf-8")
        file.chmod(0o755)
    (tmp_path / "assistant").symlink_to(folder)
    return tmp_path / "assistant"


def run(installed: Path, *words: str) -> subprocess.CompletedProcess[str]:
    path = f"{installed.parent / 'bin'}:{os.environ['PATH']}"
    command = [str(installed / "deploy/as-service.sh"), *words]
    return subprocess.run(command, env={"PATH": path}, cwd="/", capture_output=True, text=True, timeout=60)


def test_it_has_the_user_the_settings_and_the_folders_of_the_server(installed: Path) -> None:
    asked = json.loads(run(installed, "python", "--version").stdout)["options"]
    parser = configparser.RawConfigParser(strict=False)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(UNIT, encoding="utf-8")
    for name in ("User", "Group", "StateDirectory", "StateDirectoryMode", "EnvironmentFile", "UMask"):
        assert f"--property={name}={parser['Service'][name]}" in asked
    lines = UNIT.read_text(encoding="utf-8").splitlines()
    variables = [one for line in lines if line.startswith("Environment=") for one in line.split("=", 1)[1].split()]
    assert len(variables) > 5
    assert {f"--setenv={one}" for one in variables} <= set(asked)


def test_the_program_is_that_of_the_version_it_belongs_to(installed: Path) -> None:
    done = run(installed, "ASSISTANT_NETWORK=sued", "python", "-m", "assistant", "ask", "Wann tagt das Forum?")
    told = json.loads(done.stdout)
    assert told["said"] == ["sued", "-m", "assistant", "ask", "Wann tagt das Forum?"]
    assert f"--property=WorkingDirectory={installed.resolve()}" in told["options"]
    assert done.returncode == 3


def test_without_a_command_it_says_how_it_is_called(installed: Path) -> None:
    done = run(installed)
    assert (done.returncode, done.stdout) == (2, "")
    assert "sudo deploy/as-service.sh [NAME=value ...] python ingest.py" in done.stderr
