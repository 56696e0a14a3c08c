"""The settings: where they come from, which source wins, and what is refused with which words."""

from __future__ import annotations

import json
import os
import re
import time
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import Self

import pytest
from pydantic import BaseModel, ValidationError, model_validator

from assistant import __main__ as program
from assistant.command_line import named_path
from assistant.errors import SettingsError
from assistant.indexing import command as ingest
from assistant.settings import loading
from assistant.settings.loading import load
from assistant.settings.settings import PREFIX, Settings, table
from assistant.settings.wrong_settings import EXAMPLES
from assistant.web import serve


@pytest.fixture(autouse=True)
def folder(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """An empty working folder and an environment without settings."""
    monkeypatch.chdir(tmp_path)
    for name in [name for name in os.environ if name.upper().startswith(PREFIX)]:
        monkeypatch.delenv(name)
    return tmp_path


def refusal(**arguments: object) -> SettingsError:
    with pytest.raises(SettingsError) as caught:
        load(**arguments)
    return caught.value


def test_without_any_source_the_defaults_hold() -> None:
    settings = load()
    assert settings.data == Path("data")
    assert settings.embedding_model == "bundled"
    assert settings.staff_token is None


def test_each_source_wins_over_those_after_it(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "assistant.toml").write_text("max_tokens = 64\n")
    assert load().max_tokens == 64
    (folder / ".env").write_text("ASSISTANT_MAX_TOKENS=65\n")
    assert load().max_tokens == 65
    monkeypatch.setenv("ASSISTANT_MAX_TOKENS", "66")
    assert load().max_tokens == 66
    assert load(max_tokens=67).max_tokens == 67


def test_sources_add_up_where_they_name_different_settings(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / "assistant.toml").write_text('network_name = "Netzwerk Süd"\n', encoding="utf-8")
    (folder / ".env").write_text("ASSISTANT_RATE_LIMIT=3\n")
    monkeypatch.setenv("ASSISTANT_LANGUAGE", "en")
    settings = load(data=Path("anders"))
    assert (settings.network_name, settings.rate_limit, settings.language) == ("Netzwerk Süd", 3, "en")
    assert settings.data == Path("anders")


@pytest.mark.parametrize("name", ["data", "models", "logo", "legal_texts", "uploads", "source_files"])
def test_the_home_of_the_user_is_meant_where_no_shell_says_so(
    name: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("HOME", "/home/anna")
    (folder / ".env").write_text(f"ASSISTANT_{name.upper()}=~/netz\n")
    assert getattr(load(), name) == Path("/home/anna/netz")
    assert getattr(load(**{name: Path("~nobody-is-called-so/netz")}), name) == Path("~nobody-is-called-so/netz")


@pytest.mark.parametrize("name", ["embedding_model", "next_embedding_model", "reranker", "reader"])
def test_the_folder_of_a_model_may_lie_there_too(name: str, folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/anna")
    (folder / ".env").write_text(f"ASSISTANT_{name.upper()}=~/modell\n")
    assert getattr(load(), name) == "/home/anna/modell"


def test_so_it_is_behind_an_option(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("HOME", "/home/anna")
    assert named_path("~/netz") == Path("/home/anna/netz")


def test_an_argument_that_is_none_does_not_count(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_DATA", "von-der-umgebung")
    assert load(data=None).data == Path("von-der-umgebung")


def test_variables_of_other_programs_do_not_matter(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    (folder / ".env").write_text("COMPOSE_PROJECT_NAME=netz\n")
    monkeypatch.setenv("DATA", "anders")
    assert load().data == Path("data")


def test_an_unknown_name_in_the_environment_is_refused_with_the_known_ones(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_DATEN", "x")
    error = refusal()
    assert error.code == "unknown_setting"
    assert "ASSISTANT_DATEN" in str(error)
    assert "ASSISTANT_DATA" in error.remedy
    assert error.exit_code == 2


def test_an_unknown_name_in_the_env_file_is_refused_with_the_known_ones(folder: Path) -> None:
    (folder / ".env").write_text("ASSISTANT_TOKEN=x\n")
    error = refusal()
    assert error.code == "unknown_setting"
    assert "ASSISTANT_TOKEN" in str(error)
    assert "ASSISTANT_STAFF_TOKEN" in error.remedy


def test_an_unknown_name_in_the_toml_file_is_refused_with_the_known_ones(folder: Path) -> None:
    (folder / "assistant.toml").write_text("daten = 'x'\n")
    error = refusal()
    assert error.code == "unknown_setting"
    assert "daten" in str(error)
    assert "data" in error.remedy


@pytest.mark.parametrize(
    ("stated", "meant"),
    [("STAF_TOKEN", "ASSISTANT_STAFF_TOKEN"), ("ALOWED_ORIGINS", "ASSISTANT_ALLOWED_ORIGINS")],
)
def test_a_misspelt_name_is_told_the_nearest_one_alone_and_where_it_stood(
    stated: str, meant: str, folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (folder / ".env").write_text(f"ASSISTANT_{stated}=x\n")
    told = refusal().explain("de")
    assert told == (f"Die Einstellung ASSISTANT_{stated} (.env) gibt es nicht.", f"Meinten Sie {meant}?")
    monkeypatch.setenv(PREFIX + stated, "x")
    assert refusal().explain("de").message == f"Die Einstellung ASSISTANT_{stated} (Umgebung) gibt es nicht."
    assert refusal().explain("en").remedy == f"Did you mean {meant}?"


@pytest.mark.parametrize("name", ["host", "port"])
def test_of_an_address_it_is_told_that_the_call_states_it(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PREFIX + name.upper(), "8080")
    assert f"serve --{name}" in refusal().explain("de").remedy
    assert f"serve --{name}" in refusal().explain("en").remedy


@pytest.mark.parametrize("stated", ["alowed_origins", "ASSISTANT_ALOWED_ORIGINS"])
def test_a_misspelt_name_in_the_toml_file_is_told_the_nearest_one_as_it_is_written_there(
    stated: str, folder: Path
) -> None:
    (folder / "assistant.toml").write_text(f"{stated} = []\n")
    assert refusal().explain("de") == (
        f"Die Einstellung {stated} (assistant.toml) gibt es nicht.",
        "Meinten Sie allowed_origins?",
    )


def test_a_variable_in_the_toml_file_is_told_how_it_is_written_there(folder: Path) -> None:
    (folder / "assistant.toml").write_text('ASSISTANT_CONTACT = "x"\n')
    error = refusal()
    assert (error.code, error.exit_code) == ("setting_spelling", 2)
    assert "kleine Buchstaben, ohne ASSISTANT_" in str(error)
    assert error.explain("en").remedy == "Please write: contact = …"


def test_a_name_that_is_like_none_is_not_answered_with_seventy(folder: Path) -> None:
    (folder / "assistant.toml").write_text("quatschkram = 1\n")
    assert refusal().remedy == "Bekannt sind: die in der Tabelle von docs/SETTINGS.md."


def test_an_unknown_name_in_a_table_is_told_those_of_that_table(folder: Path) -> None:
    (folder / "assistant.toml").write_text('[sites.kammer]\norigins = ["https://a.example"]\nfarbe = "rot"\n')
    error = refusal()
    assert "sites › kammer › farbe (assistant.toml)" in str(error)
    assert "greeting" in error.remedy
    assert "rate_limit" not in error.remedy


def test_all_wrong_values_are_told_at_once_in_the_words_of_the_reader(monkeypatch: pytest.MonkeyPatch) -> None:
    stated = {
        "RATE_LIMIT": ("viel", "erwartet wird eine ganze Zahl", "a whole number is expected"),
        "WORKERS": ("0", "mindestens 1", "1 at least"),
        "STAFF_TOKEN": ("kurz", "mindestens 16 Zeichen", "16 characters at least"),
        "ACCENT": ("rot", "erwartet wird etwas wie #0b5f66", "something like #0b5f66 is expected"),
        "STOP_SECONDS": ("1,5", "erwartet wird eine Zahl, mit Punkt", "a number is expected, with a point"),
        "OCR": ("jein", "erwartet wird true oder false", "true or false is expected"),
        "EMBEDDING_MODEL": ("", "darf nicht leer sein", "must not be empty"),
        "LOG_FORMAT": ("xml", 'möglich sind "json", "text"', 'may be "json", "text"'),
        "PAGE_SECONDS": ("inf", "höchstens 86400", "86400"),
        "READER_MEMORY_MB": ("99999999999", "höchstens 1000000", "1000000 at most"),
        "CONTACT": ("x" * 301, "höchstens 300 Zeichen", "300 characters at most"),
        "SITES": ('{"a": {"origins": []}}', "darf nicht leer sein", "must not be empty"),
    }
    for name, (value, _, _) in stated.items():
        monkeypatch.setenv(PREFIX + name, value)
    german, english = refusal().explain("de").message, refusal().explain("en").message
    for name, (_, in_german, in_english) in stated.items():
        assert re.search(rf"{PREFIX + name}\b[^;]*: {re.escape(in_german)}", german), name
        assert re.search(rf"{PREFIX + name}\b[^;]*: {re.escape(in_english)}", english), name
    assert not re.search("Input|should|Value", german + english), "a word of the library"


@pytest.mark.parametrize("name", [name for name in EXAMPLES if name not in ("accent", "database_schema")])
@pytest.mark.parametrize("value", ["https://x.example", '"x"'])
def test_a_list_or_table_is_shown_in_its_right_form(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PREFIX + name.upper(), value)
    if (name, value) != ("examples", '"x"'):  # one text is a list of one
        assert EXAMPLES[name] in str(refusal())


@pytest.mark.parametrize("name", EXAMPLES)
def test_the_right_form_is_right(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PREFIX + name.upper(), EXAMPLES[name])
    assert load(network="nord" if name == "networks" else None)


def test_files_that_begin_with_the_mark_of_an_editor_are_read(folder: Path) -> None:
    (folder / "assistant.toml").write_text("max_tokens = 64\n", encoding="utf-8-sig")
    (folder / ".env").write_text("ASSISTANT_RATE_LIMIT=3\n", encoding="utf-8-sig")
    assert (load().max_tokens, load().rate_limit) == (64, 3)


@pytest.mark.parametrize(
    "line", ["ASSISTANT_DATA: daten", "ASSISTANT_CONTACT='halb", "dies ist = kein Name", "ASSISTANT_LLM", "[operator]"]
)
def test_a_line_that_sets_nothing_is_refused_by_its_number(line: str, folder: Path) -> None:
    (folder / ".env").write_text(f"# Netz\nASSISTANT_RATE_LIMIT=3\n\n{line}\n")
    error = refusal()
    assert error.code == "settings_line"
    assert ".env ist Zeile 4 " in str(error)
    assert line not in str(error)  # it may hold a secret


def test_a_toml_file_that_cannot_be_parsed_is_named_with_the_reason(folder: Path) -> None:
    (folder / "assistant.toml").write_text("data = \n")
    error = refusal()
    assert error.code == "settings_file"
    assert "assistant.toml" in str(error)
    assert "line 1" in str(error)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("MAX_TOKENS", "viele"),
        ("MAX_TOKENS", "31"),
        ("LANGUAGE", "fr"),
        ("RATE_LIMIT", "-1"),
        ("EMBEDDING_MODEL", ""),
        ("ALLOWED_ORIGINS", '["a", 1]'),
    ],
)
def test_a_value_that_is_not_valid_is_refused_by_name(name: str, value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv(PREFIX + name, value)
    error = refusal()
    assert error.code == "bad_setting"
    assert PREFIX + name in error.explain("de").message
    assert PREFIX + name in error.explain("en").message
    assert "assistant.toml" in error.remedy


@pytest.mark.parametrize(
    ("said", "name"),
    [
        ("the metadata of oidc_name and database_url do not fit", "ASSISTANT_OIDC_NAME"),
        ("they do not fit one another", "ASSISTANT_?"),
    ],
)
def test_what_is_wrong_of_several_together_is_named_by_the_first_that_is_spoken_of(said: str, name: str) -> None:
    class Together(BaseModel):
        @model_validator(mode="after")
        def _fit(self) -> Self:
            raise ValueError(said)

    with pytest.raises(ValidationError) as refused:
        Together()
    error = loading._explained(refused.value)
    assert (error.code, error.values["name"]) == ("bad_setting", name)


def test_a_list_that_is_no_json_is_refused_by_name(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_ALLOWED_ORIGINS", "https://netzwerk.example")
    error = refusal()
    assert error.code == "bad_setting"
    assert "ASSISTANT_ALLOWED_ORIGINS" in str(error)


@pytest.mark.parametrize("value", [" ein-langes-zugangswort", "ein-langes-zugangswort ", "ein-langes-zugangswort\n"])
def test_a_token_by_which_nobody_could_come_in_is_refused(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_STAFF_TOKEN", value)
    assert "STAFF_TOKEN" in str(refusal())
    assert "ohne Leerzeichen" in refusal().explain("de").message


def test_a_refused_token_is_not_repeated(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_STAFF_TOKEN", "zu-kurz")
    error = refusal()
    assert "ASSISTANT_STAFF_TOKEN" in str(error)
    assert "zu-kurz" not in str(error)
    assert "zu-kurz" not in repr(error)


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("DATABASE_URL", "geheim"),
        ("DATABASE_URL", "mysql://x:geheim@host/netz"),
        ("DATABASE_URL", "postgresql://x:geheim@host"),
        ("DATABASE_URL", "postgresql://x:geheim/netz"),
        ("DATABASE_URL", "postgresql://x:ge@heim@host/netz"),
        ("CHROMA_URL", "x:geheim@host:8000"),
        ("CHROMA_URL", "http://x:geheim"),
        ("CHROMA_URL", "http://host:99999"),
        ("CHROMA_URL", "http://x:geheim@host:8000"),
        ("CHROMA_URL", "http://host:8000/api"),
        ("CHROMA_URL", "http://[host"),
        ("CHROMA_URL", "http://host:8000?token=geheim"),
        ("CHROMA_URL", "http://host:8000/#geheim"),
        ("CHROMA_HEADERS", '{"X-Token": "ge\\nheim"}'),
        ("CHROMA_HEADERS", '{"X-Token": "geheimörtchen"}'),
        ("OIDC_ISSUER", "https://host:geheim"),
        ("OTLP_ENDPOINT", "http://host:4318?geheim"),
        ("OTLP_ENDPOINT", "http://host:4318#geheim"),
        ("SOURCES", '{"ablage": {"url": "https://host:geheim/dav"}}'),
        ("SOURCES", '{"ablage": {"url": "s3://x", "options": {"endpoint": "https://minio:geheim"}}}'),
        ("SOURCES", '{"ablage": {"url": "https://host/dav", "options": {"token": "geheimörtchen"}}}'),
        ("SOURCES", '{"ablage": {"url": "https://host/dav", "options": {"token": "geheim\\n"}}}'),
    ],
)
def test_an_address_or_header_that_is_none_is_refused_without_what_may_be_a_password(
    name: str, value: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PREFIX + name, value)
    error = refusal()
    assert (error.code, error.exit_code) == ("bad_setting", 2)
    assert PREFIX + name in str(error)
    assert "heim" not in str(error)
    assert "Value error" not in str(error), "a word of the library"


@pytest.mark.parametrize("value", ["nginx", '["10.0.0.1"]', "10.0.0.1/8", "127.0.0.1; 10.0.0.1", "127.0.0.1:80"])
def test_a_proxy_that_nobody_could_be_is_refused(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_TRUSTED_PROXIES", value)
    assert "10.0.0.0/8" in str(refusal())


@pytest.mark.parametrize("value", ["", "127.0.0.1", "127.0.0.1, 10.0.0.0/8,", "::1", "fd00::/8", "*"])
def test_proxies_are_addresses_and_networks(value: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_TRUSTED_PROXIES", value)
    assert load().trusted_proxies == value


@pytest.fixture
def _zone(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    with monkeypatch.context() as within:
        within.setenv("TZ", request.param)
        time.tzset()
        yield
    time.tzset()


@pytest.mark.usefixtures("_zone")
@pytest.mark.parametrize(
    "_zone", ["Europe/Berln", "europe/berlin", "Berlin", '"Europe/Berlin"', "E" * 300], indirect=True
)
def test_a_time_zone_that_would_be_taken_for_utc_is_refused() -> None:
    error = refusal()
    assert error.code == "unknown_time_zone"
    assert f"{os.environ['TZ']} (TZ)" in str(error)


@pytest.mark.usefixtures("_zone")
@pytest.mark.parametrize(
    "_zone",
    ["", "UTC", "Etc/UTC", "Europe/Berlin", ":Europe/Berlin", "/usr/share/zoneinfo/UTC", "CET-1CEST", "<+00>0"],
    indirect=True,
)
def test_any_other_time_zone_is_taken() -> None:
    load()


def test_the_token_is_not_shown_with_the_settings() -> None:
    settings = load(staff_token="ein-langes-zugangswort")
    assert "ein-langes" not in repr(settings)
    assert settings.staff_token is not None
    assert settings.staff_token.get_secret_value() == "ein-langes-zugangswort"


def test_settings_cannot_be_changed() -> None:
    with pytest.raises(ValidationError, match="frozen"):
        load().rate_limit = 5


def test_the_table_holds_each_setting_once_with_its_default_and_description() -> None:
    rows = list(table())
    assert [variable for variable, _, _ in rows] == [PREFIX + name.upper() for name in Settings.model_fields]
    assert all(description for _, _, description in rows)
    assert {variable: default for variable, default, _ in rows}["ASSISTANT_MAX_TOKENS"] == "256"


@pytest.mark.parametrize(
    ("name", "line"), [("assistant.toml", 'network_name = "Süd"\n'), (".env", 'ASSISTANT_NETWORK_NAME="Süd"\n')]
)
def test_a_file_that_is_not_utf_8_is_named(name: str, line: str, folder: Path) -> None:
    (folder / name).write_bytes(line.encode("latin-1"))
    error = refusal()
    assert error.code == "settings_file"
    assert name in str(error)
    assert "UTF-8" in error.remedy


@pytest.mark.parametrize("name", ["assistant.toml", ".env"])
def test_a_file_that_may_not_be_read_is_named(name: str, folder: Path) -> None:
    (folder / name).touch(mode=0)
    folder.chmod(0o755)
    user = os.geteuid()
    os.seteuid(user or 65534)  # root may read everything
    try:
        error = refusal()
    finally:
        os.seteuid(user)
    assert (error.code, name in str(error)) == ("settings_file", True)


HOME = {"origins": ["https://kammer.example"]}


@pytest.mark.parametrize(
    ("sites", "named"),
    [
        ({"kammer": {}}, "kammer › origins"),
        ({"kammer": {"origins": []}}, "kammer › origins"),
        ({"kammer": {"origins": ["*"]}}, "jede Website"),
        ({"Die Kammer": HOME}, "Die Kammer"),
        ({"kammer": HOME | {"farbe": "rot"}}, "kammer › farbe"),
        ({"kammer": HOME | {"labs": [" "]}}, "Lab ohne Namen"),
        ({"kammer": HOME | {"greeting": {"fr": "Bonjour"}}}, "greeting › fr"),
        ({"kammer": HOME | {"examples": list("1234567")}}, "examples › de"),
        ([], "SITES"),
    ],
)
def test_a_site_that_is_not_valid_is_refused_with_its_place(
    sites: object, named: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("ASSISTANT_SITES", json.dumps(sites))
    assert named in str(refusal())


def test_a_star_among_the_origins_is_refused_with_an_explanation(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("ASSISTANT_ALLOWED_ORIGINS", '["*"]')
    assert "jede Website" in str(refusal())


@pytest.mark.parametrize(
    ("name", "value", "german", "english"),
    [
        (
            "FRAME_ANCESTORS",
            '["kammer.example"]',
            "„kammer.example“ ist keine Herkunft",
            '"kammer.example" is no origin',
        ),
        ("FRAME_ANCESTORS", '["https://[kammer"]', "ist keine Herkunft", "is no origin"),
        ("DATABASE_URL", "mysql://host/netz", "„mysql“ wird nicht unterstützt", '"mysql" is not supported'),
        ("CHROMA_URL", "http://host:8000/api", "hat keinen Pfad", "has no path"),
        ("OTLP_ENDPOINT", "host", "erwartet wird eine Adresse wie", "it is no address like"),
        ("OIDC_ISSUER", "https://login.example", "die Anmeldung über einen Anbieter braucht", "takes oidc_client_id"),
    ],
)
def test_what_a_check_of_ours_refuses_is_told_in_the_words_of_the_reader(
    name: str, value: str, german: str, english: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(PREFIX + name, value)
    error = refusal()
    assert german in error.explain("de").message
    assert english in error.explain("en").message


@pytest.mark.parametrize("main", [serve.main, ingest.main, program.main])
@pytest.mark.parametrize(("language", "told"), [("en", "a whole number is expected"), ("de", "eine ganze Zahl")])
def test_a_wrong_setting_is_told_in_the_language_of_the_environment(
    main: Callable[[Sequence[str]], int],
    language: str,
    told: str,
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    monkeypatch.setenv("ASSISTANT_LANGUAGE", language)
    monkeypatch.setenv("ASSISTANT_WORKERS", "two")
    assert main([]) == 2
    assert told in capsys.readouterr().err


def test_sites_are_tables_of_the_toml_file(folder: Path) -> None:
    (folder / "assistant.toml").write_text(
        'allowed_origins = ["https://netz.example"]\n'
        "[sites.kammer]\n"
        'origins = ["https://kammer.example/"]\nlabs = ["Technologie"]\ngreeting = { de = "Moin", en = "Hello" }\n',
        encoding="utf-8",
    )
    settings = load()
    assert settings.sites["kammer"].greeting == {"de": "Moin", "en": "Hello"}
    assert settings.sites["kammer"].within.labs == {"Technologie"}
    assert settings.origins == ("https://netz.example", "https://kammer.example")
