"""The networks of one deployment: what is common, what is each one's own, and what two must not share."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

import pytest

from assistant.__main__ import main
from assistant.errors import SettingsError
from assistant.queueing.ingest_process import environment_of
from assistant.settings.loading import load, load_networks
from assistant.settings.networks import host, host_of
from assistant.settings.settings import PREFIX, Settings
from assistant.web.personal import command as personal_command

TOKENS = {"nord": "ein-zugangswort-fuer-nord", "sued": "ein-zugangswort-fuer-sued"}


@pytest.fixture(autouse=True)
def _elsewhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """An empty working folder and an environment without settings."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.upper().startswith(PREFIX)]:
        monkeypatch.delenv(name)


def networks(**more: Any) -> dict[str, Any]:
    """Two networks; `more` is set for the second one."""
    return {
        "nord": {"hosts": ["nord.example.org"], "staff_token": TOKENS["nord"], "network_name": "Netz Nord"},
        "sued": {"hosts": ["Süd.example.org", "sued.example.org"], "staff_token": TOKENS["sued"], **more},
    }


def test_what_is_common_holds_for_each_and_what_is_its_own_for_one(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_RATE_LIMIT", "7")
    monkeypatch.setenv("ASSISTANT_NETWORK_NAME", "Verbund")
    monkeypatch.setenv("ASSISTANT_NETWORKS", json.dumps(networks()))
    found = load_networks().networks
    assert {key: settings.network_name for key, settings in found.items()} == {"nord": "Netz Nord", "sued": "Verbund"}
    assert {settings.rate_limit for settings in found.values()} == {7}


def test_each_has_its_own_place_in_folder_database_and_chroma(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_DATABASE_URL", "postgresql://assistant@db/all")
    monkeypatch.setenv("ASSISTANT_CHROMA_URL", "http://chroma:8000")
    found = load_networks(networks=networks() | {"west-mitte": {"hosts": ["west.example.org"]}}).networks
    places = {key: settings.folder for key, settings in found.items()}
    assert places["west-mitte"].schema == "west_mitte"
    assert places["west-mitte"].path == Path("data/west-mitte")
    assert places["west-mitte"].chroma is not None
    assert places["west-mitte"].chroma.database == "west-mitte"
    assert len({place.path for place in places.values()}) == 3
    assert {settings.model_cache for settings in found.values()} == {Path("data/models")}


def test_no_network_takes_over_the_folder_or_the_websites_of_another() -> None:
    found = load_networks(networks=networks(allowed_origins=["https://www.example.org"])).networks
    assert (found["nord"].allowed_origins, found["sued"].allowed_origins) == ((), ("https://www.example.org",))


@pytest.mark.parametrize("chosen", ["", "sued"])
@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("staff_token", "das-zugangswort-von-allen"),
        ("allowed_origins", '["https://www.example.org"]'),
        ("sites", '{"haupt": {"origins": ["https://haupt.example.org"]}}'),
        ("uploads", "/srv/uploads"),
        ("database_schema", "wahlfrei"),
    ],
)
def test_what_would_hold_in_no_network_is_refused_by_name(
    name: str, value: str, chosen: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_NETWORKS", json.dumps(networks()))
    monkeypatch.setenv("ASSISTANT_NETWORK", chosen)
    monkeypatch.setenv(f"ASSISTANT_{name.upper()}", value)
    with pytest.raises(SettingsError, match=f"ASSISTANT_{name.upper()} ") as refused:
        load_networks()
    assert f"[networks.nord] {name} =" in refused.value.explain("en").remedy
    assert value not in str(refused.value)


def test_what_would_hold_in_no_network_is_named_as_its_file_writes_it() -> None:
    tables = "".join(f'[networks.{key}]\nhosts = ["{key}.example.org"]\n' for key in TOKENS)
    Path("assistant.toml").write_text(f'staff_token = "das-zugangswort-von-allen"\n{tables}', encoding="utf-8")
    with pytest.raises(SettingsError, match=r"^staff_token "):
        load_networks()


def test_a_command_works_for_the_network_that_is_chosen(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_NETWORKS", json.dumps(networks()))
    with pytest.raises(SettingsError) as refused:
        load()
    assert refused.value.code == "no_network_chosen"
    assert "nord, sued" in str(refused.value)
    assert "ASSISTANT_NETWORK=nord" in refused.value.explain("de").remedy
    monkeypatch.setenv("ASSISTANT_NETWORK", "sued")
    assert load().data == Path("data/sued")
    assert list(load_networks().networks) == ["sued"]
    monkeypatch.setenv("ASSISTANT_NETWORK", "ost")
    with pytest.raises(SettingsError) as refused:
        load()
    assert refused.value.code == "unknown_network"


def test_a_run_that_a_server_starts_works_for_its_network_and_knows_no_secret(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_NETWORKS", json.dumps(networks(max_tokens=200)))
    environment = environment_of(load_networks().networks["sued"])
    assert not any(token in value for token in TOKENS.values() for value in environment.values())
    for name in ("ASSISTANT_NETWORKS", "ASSISTANT_NETWORK"):
        monkeypatch.setenv(name, environment[name])
    settings = load()
    assert (settings.data, settings.max_tokens, settings.network) == (Path("data/sued"), 200, "sued")


def test_each_host_belongs_to_one_network() -> None:
    hosts = load_networks(networks=networks()).hosts
    assert hosts == {"nord.example.org": "nord", "xn--sd-xka.example.org": "sued", "sued.example.org": "sued"}


def test_without_networks_there_is_one_without_a_key() -> None:
    assert list(load_networks().networks) == [""]


def test_a_network_whose_files_are_closed_keeps_no_other_waiting(
    monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    asked = []

    def retention(_: object, settings: Settings) -> int:
        asked.append(settings.network)
        if settings.network == "nord":
            raise PermissionError(13, "Permission denied", "nord/feedback.sqlite")
        return 0

    monkeypatch.setenv("ASSISTANT_NETWORKS", json.dumps(networks()))
    monkeypatch.setattr(personal_command, "retention", retention)
    for key in TOKENS:
        Path("data", key).mkdir(parents=True)
    assert main(["retention"]) == 1
    assert asked == ["nord", "sued"]
    assert "nord/feedback.sqlite" in capsys.readouterr().err


@pytest.mark.parametrize(
    ("shared", "name"),
    [
        ({"staff_token": TOKENS["nord"]}, "staff_token"),
        ({"data": "data/nord"}, "data"),
        ({"uploads": "data/nord/uploads"}, "uploads"),
        ({"source_files": "data/nord/sources"}, "source_files"),
        ({"database_schema": "nord"}, "database_schema"),
        ({"database_schema": "nord", "database_url": "postgresql://sued:wort@db/all"}, "database_schema"),
        ({"chroma_database": "nord"}, "chroma_database"),
    ],
)
def test_two_networks_that_share_a_place_or_a_secret_are_refused(
    shared: dict[str, str], name: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_DATABASE_URL", "postgresql://assistant@db/all")
    monkeypatch.setenv("ASSISTANT_CHROMA_URL", "http://chroma:8000")
    with pytest.raises(SettingsError) as refused:
        load_networks(networks=networks(**shared))
    assert refused.value.code == "networks_share"
    assert refused.value.values["name"] == name
    assert TOKENS["nord"] not in str(refused.value)


@pytest.mark.parametrize(
    ("stated", "says"),
    [
        ({"Nord": {"hosts": ["nord.example.org"]}}, "der Schlüssel „Nord“"),
        ({"nord": {"hosts": []}}, "hosts"),
        ({"nord": {"hosts": ["https://nord.example.org"]}}, "kein Name eines Hosts"),
        ({"nord": {"hosts": ["*.example.org"]}}, "kein Name eines Hosts"),
        ({"nord": {"hosts": ["süd..example.org"]}}, "kein Name eines Hosts"),
        ({"nord": {"hosts": ["a.example"]}, "sued": {"hosts": ["A.example"]}}, "beanspruchen beide den Host"),
        ({"nord": {"hosts": ["a.example"], "rate_limitt": 3}}, "nord › rate_limitt"),
        ({"nord": {"hosts": ["a.example"], "rate_limit": -3}}, "nord › rate_limit: mindestens 0"),
        ({"nord": {"hosts": ["a.example"], "oidc_issuer": "https://a.example"}}, "nord › oidc_client_id"),
        ({"nord": {"hosts": ["a.example"], "networks": {}}}, "nord › networks"),
    ],
)
def test_a_wrong_network_is_refused_by_name(stated: dict[str, Any], says: str) -> None:
    with pytest.raises(SettingsError, match=says):
        load_networks(networks=stated)


def test_a_host_is_read_as_browsers_send_it() -> None:
    assert host("Assistent.Example.org:8443") == "assistent.example.org"
    assert host("süd.example.org") == "xn--sd-xka.example.org"
    assert host_of("[::1]:8000") == "[::1]"
    assert host_of("nord.example.org:8000") == "nord.example.org"
    assert host_of("//[") == ""
