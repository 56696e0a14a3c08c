"""compose.yaml: it is one, nothing in it is open that need not be, and its settings exist."""

from __future__ import annotations

import json
import re
from pathlib import Path
from typing import Any

import pytest
import yaml
from jsonschema import Draft202012Validator

from assistant.settings.settings import PREFIX, Settings

PROJECT = Path(__file__).parents[2]
COMPOSE: dict[str, Any] = yaml.safe_load((PROJECT / "compose.yaml").read_text(encoding="utf-8"))
SERVICES: dict[str, dict[str, Any]] = COMPOSE["services"]
EXAMPLE = PROJECT / "deploy/compose.env.example"
ours = pytest.mark.parametrize("name", [name for name, one in SERVICES.items() if one["image"] == "wissens-assistent"])
every = pytest.mark.parametrize("name", SERVICES)


def test_it_follows_the_specification() -> None:
    """Source: compose-spec/compose-go, schema/compose-spec.json."""
    schema = json.loads(Path(__file__).with_name("compose-spec.json").read_text(encoding="utf-8"))
    assert [error.message for error in Draft202012Validator(schema).iter_errors(COMPOSE)] == []


@every
def test_a_service_is_guarded_watched_and_limited(name: str) -> None:
    service = SERVICES[name]
    assert service["read_only"] is True
    assert service["cap_drop"] == ["ALL"]
    assert "cap_add" not in service
    assert "privileged" not in service
    assert service["security_opt"] == ["no-new-privileges:true"]
    assert service["restart"] == ("no" if name in ENDING else "unless-stopped")
    assert service["mem_limit"]
    assert service["pids_limit"]
    assert any(place.startswith("/tmp:") for place in service["tmpfs"])
    assert all("size=" in place for place in service["tmpfs"])
    if name not in OF_THE_IMAGE | ENDING:
        assert service["healthcheck"]["test"][0] == "CMD"


# The server is asked by the health check of its image.
OF_THE_IMAGE = {"app"}
# The others wait until it has ended.
ENDING = {"migrate"}


def test_nothing_runs_on_tables_of_another_version() -> None:
    for name in {"app", "worker"} & SERVICES.keys():
        assert SERVICES[name]["depends_on"]["migrate"] == {"condition": "service_completed_successfully"}


def test_only_nginx_is_reached_from_outside() -> None:
    assert {name for name, service in SERVICES.items() if "ports" in service} == {"nginx"}
    assert not any(service.get("network_mode") for service in SERVICES.values())


def test_databases_stand_in_a_network_without_a_way_in_or_out() -> None:
    assert COMPOSE["networks"]["inside"]["internal"] is True
    for name in ("postgres", "chroma"):
        assert list(SERVICES[name]["networks"]) == ["inside"], name
    assert "inside" not in SERVICES["nginx"]["networks"]


def test_the_assistant_believes_nginx_alone() -> None:
    proxy = SERVICES["nginx"]["networks"]["front"]["ipv4_address"]
    assert SERVICES["app"]["environment"]["ASSISTANT_TRUSTED_PROXIES"] == proxy


def test_chroma_has_the_version_of_the_assistant() -> None:
    assert SERVICES["chroma"]["image"] == SERVICES["app"]["image"]
    assert SERVICES["chroma"]["command"][:2] == ["chroma", "run"]


@ours
def test_every_setting_exists(name: str) -> None:
    known = {PREFIX + field.upper() for field in Settings.model_fields}
    assert {name for name in SERVICES[name].get("environment", {}) if name.startswith(PREFIX)} <= known


def test_the_days_of_the_assistant_are_those_of_germany_unless_another_zone_is_named() -> None:
    zones = {SERVICES[name]["environment"]["TZ"] for name in ("migrate", "app", "worker")}
    assert zones == {"${TZ:-Europe/Berlin}"}
    assert _written()["TZ"] == "Europe/Berlin"


def test_what_it_asks_of_its_environment_stands_in_the_example() -> None:
    asked = set(re.findall(r"\$\{(\w+)", (PROJECT / "compose.yaml").read_text(encoding="utf-8")))
    assert asked <= set(_written())


def test_the_settings_of_the_example_exist_and_no_secret_stands_there() -> None:
    known = {PREFIX + field.upper() for field in Settings.model_fields}
    written = _written()
    assert {name for name in written if name.startswith(PREFIX)} <= known
    assert written["POSTGRES_PASSWORD"] == written["ASSISTANT_STAFF_TOKEN"] == ""


def test_filled_in_they_are_settings(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.chdir(tmp_path)
    filled = {**_written(), "POSTGRES_PASSWORD": "f0e1", "ASSISTANT_STAFF_TOKEN": "ein-langes-zugangswort"}
    filled |= {name: _substituted(value, filled) for name, value in SERVICES["app"]["environment"].items()}
    for name, value in filled.items():
        if name.startswith(PREFIX):
            monkeypatch.setenv(name, value)
    url = Settings().database_url
    assert url is not None
    assert url.get_secret_value() == "postgresql://assistant:f0e1@postgres/assistant"


@pytest.mark.parametrize("ignored", ["compose.env", "nginx/certs/", "settings/"])
def test_secrets_are_not_committed(ignored: str) -> None:
    assert ignored in (PROJECT / "deploy/.gitignore").read_text(encoding="utf-8").splitlines()


def _written() -> dict[str, str]:
    lines = EXAMPLE.read_text(encoding="utf-8").splitlines()
    return dict(line.split("=", 1) for line in lines if line and not line.startswith("#"))


def _substituted(value: str, variables: dict[str, str]) -> str:
    return re.sub(r"\$\{(\w+)[^}]*\}", lambda match: variables[match[1]], value)
