"""The units of systemd, read by systemd itself."""

from __future__ import annotations

import configparser
import re
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from assistant.settings.settings import PREFIX, Settings

PROJECT = Path(__file__).parents[2]
UNITS = sorted((PROJECT / "deploy/systemd").iterdir())
SERVICES = [unit for unit in UNITS if unit.suffix == ".service"]
INSTALLED = "/opt/assistant"
# Of 10, the more the worse; systemd calls up to 2 "ok".
MOST_EXPOSED = 2.0
services = pytest.mark.parametrize("unit", SERVICES, ids=lambda unit: unit.name)


@pytest.fixture
def installed(tmp_path: Path) -> list[Path]:
    """The units, as they would be where this project is what is installed."""
    written = []
    for unit in UNITS:
        text = unit.read_text(encoding="utf-8").replace(f"{INSTALLED}/venv/bin/python", sys.executable)
        (tmp_path / unit.name).write_text(text.replace(f"{INSTALLED}/", f"{PROJECT}/"), encoding="utf-8")
        written.append(tmp_path / unit.name)
    return written


def analyzed(*arguments: str | Path) -> str:
    program = shutil.which("systemd-analyze")
    if program is None:
        pytest.fail("systemd-analyze is missing; the tests of the units need it: apt-get install systemd")
    command = [program, "--no-pager", *map(str, arguments)]
    done = subprocess.run(command, capture_output=True, text=True, timeout=120)
    assert done.returncode == 0, done.stdout + done.stderr
    return done.stdout + done.stderr


def test_systemd_finds_no_fault(installed: list[Path]) -> None:
    assert analyzed("verify", "--man=no", *installed) == ""


@services
def test_a_service_may_do_little(unit: Path) -> None:
    said = analyzed("security", "--offline=yes", unit)
    exposure = re.search(r"Overall exposure level for \S+: ([0-9.]+)", said)
    assert exposure, said
    assert float(exposure[1]) <= MOST_EXPOSED


@services
def test_a_service_is_limited_and_no_setting_is_unknown(unit: Path) -> None:
    text = unit.read_text(encoding="utf-8")
    assert re.search(r"^MemoryMax=", text, re.MULTILINE)
    assert re.search(r"^TasksMax=", text, re.MULTILINE)
    assert re.search(r"^User=assistant$", text, re.MULTILINE)
    known = {PREFIX + field.upper() for field in Settings.model_fields}
    assert set(re.findall(rf"\b{PREFIX}\w+", text)) <= known


def test_every_timer_has_its_service() -> None:
    names = {unit.name for unit in UNITS}
    assert {unit.stem + ".service" for unit in UNITS if unit.suffix == ".timer"} <= names


@services
def test_what_is_written_lies_in_the_state_folder(unit: Path) -> None:
    parser = configparser.RawConfigParser(strict=False)
    parser.optionxform = str  # type: ignore[assignment,method-assign]
    parser.read(unit, encoding="utf-8")
    service = parser["Service"]
    assert service["StateDirectory"].split()[0] == "assistant"
    assert service["ProtectSystem"] == "strict"
    assert "ReadWritePaths" not in service
