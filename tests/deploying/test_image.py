"""The Dockerfile: what becomes of it can be read, without an engine that builds it."""

from __future__ import annotations

import ast
import importlib
import re
from pathlib import Path

from assistant.settings.settings import PREFIX, TOML_FILE, Settings

PROJECT = Path(__file__).parents[2]
TEXT = (PROJECT / "Dockerfile").read_text(encoding="utf-8")
# Instructions, comments and line ends taken away.
STEPS = [
    step for step in re.sub(r"\\\n", "", re.sub(r"^#.*\n", "", TEXT, flags=re.MULTILINE)).splitlines() if step.strip()
]
LAST = STEPS[max(number for number, step in enumerate(STEPS) if step.startswith("FROM")) :]


def of(instruction: str) -> list[str]:
    return [step.split(None, 1)[1] for step in LAST if step.split(None, 1)[0] == instruction]


def test_it_runs_as_a_user_without_rights() -> None:
    assert of("USER") == ["10001:10001"]
    assert LAST.index("USER 10001:10001") > max(n for n, step in enumerate(LAST) if step.startswith("RUN"))


def test_what_it_installs_is_locked_by_hash() -> None:
    installs = [step for step in STEPS if "pip install" in step]
    assert "--require-hashes --requirement requirements.lock" in installs[0]
    assert all("--no-deps" in part for step in installs for part in step.split("&&") if "pip install" in part)


def test_it_is_stopped_and_asked_as_the_server_wants_it() -> None:
    assert of("STOPSIGNAL") == ["SIGTERM"]
    assert of("HEALTHCHECK")[0].endswith('CMD ["python", "healthy.py", "server"]')
    assert of("CMD")[-1].startswith('["python", "server.py", "--host", "0.0.0.0"')


def test_its_days_are_those_of_germany() -> None:
    assert "TZ=Europe/Berlin" in " ".join(of("ENV")).split()
    assert "tzdata" in " ".join(of("RUN")).split()


def test_what_it_unpacks_the_model_with_is_there() -> None:
    code = re.search(r'ASSISTANT_MODELS=\S+ python -c "(.*)"', "\n".join(STEPS))
    assert code
    imported = [step for step in ast.parse(code[1]).body if isinstance(step, ast.ImportFrom)]
    assert len(imported) == 2
    for step in imported:
        assert step.module
        assert all(hasattr(importlib.import_module(step.module), name.name) for name in step.names), step.module


def test_its_file_of_settings_is_the_one_of_the_folder_that_compose_mounts() -> None:
    assert LAST.index("RUN ln -s /etc/assistant/assistant.toml .") > LAST.index("WORKDIR /opt/assistant")
    assert Path("assistant.toml") == TOML_FILE
    compose = (PROJECT / "compose.yaml").read_text(encoding="utf-8")
    assert "    - ${SETTINGS:-./deploy/settings}:/etc/assistant:ro " in compose


def test_no_secret_and_no_unknown_setting_gets_into_it() -> None:
    known = {PREFIX + field.upper() for field in Settings.model_fields}
    named = set(re.findall(rf"\b{PREFIX}\w+", TEXT))
    assert named <= known
    assert not {name for name in named if name.endswith(("_TOKEN", "_KEY", "_URL", "_HEADERS"))}


def test_everything_that_is_copied_is_there_and_let_through() -> None:
    ignored = (PROJECT / ".dockerignore").read_text(encoding="utf-8").splitlines()
    assert ignored[1] == "*", "nothing goes to the builder that is not named"
    for step in STEPS:
        if step.startswith("COPY") and "--from" not in step:
            for source in step.split()[1:-1]:
                assert (PROJECT / source).exists(), source
                assert f"!{source}" in ignored, source


def test_nothing_is_let_through_that_is_secret_or_large() -> None:
    allowed = {
        line[1:] for line in (PROJECT / ".dockerignore").read_text(encoding="utf-8").splitlines() if line[:1] == "!"
    }
    assert not allowed & {".env", "data", ".git", ".venv", "deploy", "deploy/compose.env", "tests", "corpus"}
