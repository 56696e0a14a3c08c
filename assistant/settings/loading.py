"""The settings in force, read once at the door, and what is said of a wrong one."""

from __future__ import annotations

import os
import re
import time
import tomllib
import zoneinfo
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import Any, NamedTuple

from dotenv import dotenv_values
from dotenv.parser import parse_stream
from pydantic import BaseModel, ValidationError
from pydantic_settings import BaseSettings, PydanticBaseSettingsSource, SettingsConfigDict

from assistant.errors import SettingsError
from assistant.records import Language
from assistant.settings.settings import ENCODING, ENV_FILE, PREFIX, TOML_FILE, Settings
from assistant.settings.site_operator import Operator
from assistant.settings.sites import Site
from assistant.settings.sources import Source
from assistant.settings.wrong_settings import UnknownSettingError, WrongSettingsError, wrong

# What one network has must not become another one's because both leave it unsaid: secrets, places, who may embed it.
EACH_ITS_OWN = (
    *("staff_token", "database_schema", "chroma_database", "sites", "allowed_origins", "frame_ancestors"),
    *("uploads", "sources", "source_files"),
    *("oidc_issuer", "oidc_client_id", "oidc_client_secret", "oidc_roles", "oidc_redirect_uri", "oidc_name"),
)
OWN = (*EACH_ITS_OWN, "data", "networks", "network")
# Two networks that share one of these would see, or overwrite, each other's documents or staff.
APART = ("data", "staff_token")
# Zones that need no table of the machine: UTC itself, and what states its offset as POSIX writes it (CET-1CEST).
_ZONE_BY_ITSELF = re.compile(r"(?:Etc/)?(?:UTC|GMT|UCT|Zulu|Universal)|Zulu|(<[\w+-]+>|[A-Za-z]{3,})[+-]?\d.*")


class Deployment(NamedTuple):
    """The settings of each network by its key, "" of the only one; and of several, whose each host is."""

    networks: Mapping[str, Settings]
    hosts: Mapping[str, str]

    @property
    def common(self) -> Settings:
        """Settings for what is done for all networks at once: those of the first one."""
        return next(iter(self.networks.values()))

    def changed(self, values: Mapping[str, Any]) -> Deployment:
        """A copy in which these settings replace those of every network."""
        networks = {key: settings.model_copy(update=values) for key, settings in self.networks.items()}
        return self._replace(networks=networks)


def stated_language() -> Language:
    """The language of the environment, for messages before the settings are read, or about unreadable ones."""
    return "en" if os.environ.get(f"{PREFIX}LANGUAGE") == "en" else "de"


def load(**arguments: Any) -> Settings:
    """The settings in force, of the chosen network where there are several; arguments that are None do not count.

    Raises:
        SettingsError: a name is unknown, a value is not valid, a file cannot be parsed, or no network is chosen.
    """
    common = _read(arguments)
    if not common.networks and not common.network:
        return common
    known = sorted(common.networks)
    if not common.network:
        raise SettingsError("no_network_chosen", known=", ".join(known), first=known[0])
    if common.network not in common.networks:
        raise SettingsError("unknown_network", name=common.network, known=", ".join(known) or "-")
    return _apart(common)[common.network]


def load_networks(**arguments: Any) -> Deployment:
    """The networks that a server serves: all, or the chosen or only one. Raises as `load` does."""
    common = _read(arguments)
    if common.network or not common.networks:
        return Deployment({common.network: load(**arguments)}, {})
    return Deployment(_apart(common), {host: key for key, one in common.networks.items() for host in one.hosts})


def _read(arguments: Mapping[str, Any]) -> Settings:
    _refuse_unknown(os.environ)
    _refuse_unknown_zone(os.environ.get("TZ", "").removeprefix(":"))
    with _readable(ENV_FILE):
        _refuse_unparsed()
        _refuse_unknown({name: value or "" for name, value in _env_file().items()}, str(ENV_FILE))
    try:
        with _readable(TOML_FILE):
            return Settings(**{name: value for name, value in arguments.items() if value is not None})
    except ValidationError as error:
        raise _explained(error) from error


class _Stated(Settings):
    """Settings of nothing but what is stated: tables in the environment would be merged into a network's own."""

    model_config = SettingsConfigDict(env_file=None, toml_file=None)

    @classmethod
    def settings_customise_sources(
        cls, settings_cls: type[BaseSettings], init_settings: PydanticBaseSettingsSource, *_: Any, **_others: Any
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return (init_settings,)


def _apart(common: Settings) -> dict[str, Settings]:
    """The settings of each network; raises SettingsError where two share what must be apart, or all of them would."""
    _refuse_idle(common)
    found = {key: _of_network(common, key) for key in common.networks}
    for name in APART:
        seen: dict[object, str] = {}
        for key, settings in found.items():
            value = getattr(settings, name)
            value = value.resolve() if isinstance(value, Path) else value
            if value is not None and value in seen:
                raise SettingsError("networks_share", name=name, one=seen[value], other=key)
            seen[value] = key
    places: dict[object, str] = {}
    for key, settings in found.items():
        for place in _places(settings):
            if place in places:
                raise SettingsError("networks_share", name=place[0], one=places[place], other=key)
            places[place] = key
    return found


def _refuse_idle(common: Settings) -> None:
    """Raises SettingsError for what is set for all networks and would hold in none of them, unless it is empty."""
    for name in EACH_ITS_OWN:
        value = getattr(common, name)
        if value != Settings.model_fields[name].get_default(call_default_factory=True):
            shown = name if _place(name) == str(TOML_FILE) else PREFIX + name.upper()
            raise SettingsError("setting_of_no_network", name=shown, own=name, first=min(common.networks, default="…"))


def _places(settings: Settings) -> Iterator[tuple[str, ...]]:
    yield ("uploads", str(settings.folder.uploads.resolve()))
    yield ("source_files", str(settings.folder.sources.resolve()))
    if settings.database_url:
        from assistant.storage.databases import server_url

        # each may have a user of its own there
        server = server_url(settings.database_url.get_secret_value()).set(username="", password="")
        yield ("database_schema", server.render_as_string(), settings.database_schema)
    if settings.chroma_url:
        yield ("chroma_database", settings.chroma_url, settings.chroma_tenant, settings.chroma_database)


def _of_network(common: Settings, key: str) -> Settings:
    """What is common, what follows from the key, and what the network sets for itself; the last one wins."""
    shared = {name: getattr(common, name) for name in common.model_fields_set if name not in OWN}
    bare = {name: Settings.model_fields[name].get_default(call_default_factory=True) for name in OWN}
    derived = {
        "network": key,
        "data": common.data / key,
        "models": common.model_cache,
        "database_schema": key.replace("-", "_"),
        "chroma_database": key,
    }
    own = common.networks[key].own
    try:
        if refused := {"networks", "network"} & own.keys():
            raise UnknownSettingError(min(refused), _place("networks"), (), f"networks › {key} › ")
        return _Stated(**{**shared, **bare, **derived, **own})
    except ValidationError as error:
        raise _explained(error, f"networks › {key} › ") from error


@contextmanager
def _readable(file: Path) -> Iterator[None]:
    try:
        yield
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise SettingsError("settings_file", path=file, why=error) from error
    except PermissionError as error:
        raise SettingsError("settings_file", path=file, why=error.strerror) from error


def _refuse_unknown(variables: Mapping[str, str], place: str = "") -> None:
    known = {PREFIX + name.upper() for name in Settings.model_fields}
    for name in variables:
        if name.upper().startswith(PREFIX) and name.upper() not in known:
            raise UnknownSettingError(name, place, known)


def _refuse_unknown_zone(zone: str) -> None:
    """Raises SettingsError for one that the system takes, without a word, for UTC: it would be another day at night."""
    if not zone or time.timezone or time.daylight or _ZONE_BY_ITSELF.fullmatch(zone):
        return
    if not any(os.path.isfile(os.path.join(folder, zone)) for folder in zoneinfo.TZPATH):
        raise SettingsError("unknown_time_zone", zone=zone)


def _explained(error: ValidationError, within: str = "") -> SettingsError:
    """What is said of all wrong values; of a name that is unknown, before that."""
    found = error.errors(include_input=False, include_url=False)
    unknown = next((one for one in found if one["type"] == "extra_forbidden"), None)
    if unknown:
        return _unknown([str(part) for part in unknown["loc"]], within)
    return WrongSettingsError([wrong(one, _shown(one, within)) for one in found])


def _unknown(path: Sequence[str], within: str) -> SettingsError:
    """What is said of a name at its path within the settings, or within those of a network."""
    tables: dict[str, type[BaseModel]] = {"operator": Operator, "sites": Site, "sources": Source}
    place = _place("networks" if within else path[0])
    right = path[0].lower().removeprefix(PREFIX.lower())
    if len(path) == 1 and right in Settings.model_fields:
        return SettingsError("setting_spelling", name=within + path[0], place=place, right=right)
    known = (tables[path[0]] if len(path) > 1 and path[0] in tables else Settings).model_fields
    return UnknownSettingError(path[-1], place, known, within + "".join(f"{part} › " for part in path[:-1]))


def _shown(error: Mapping[str, Any], within: str) -> str:
    """The setting by its name, or by that of the variable, and the place in it."""
    loc = error["loc"]
    name = str(loc[0]) if loc else _spoken_of(error["msg"])
    return within + (name if within else PREFIX + name.upper()) + "".join(f" › {part}" for part in loc[1:])


def _place(name: str) -> str:
    """The file that the setting is taken from, "" for the environment."""
    variable = PREFIX + name.upper()
    if variable in {one.upper() for one in os.environ}:
        return ""
    return str(ENV_FILE if variable in {one.upper() for one in _env_file()} else TOML_FILE)


def _env_file() -> Mapping[str, str | None]:
    return dotenv_values(ENV_FILE, encoding=ENCODING)


def _refuse_unparsed() -> None:
    """Raises SettingsError for a line of the file that is no NAME=value: what it sets would not hold."""
    if ENV_FILE.is_file():
        with ENV_FILE.open(encoding=ENCODING) as stream:
            unset = (one.original for one in parse_stream(stream) if one.error or (one.key and one.value is None))
            wrong = next(unset, None)
        if wrong is not None:
            blank = wrong.string.removesuffix(wrong.string.lstrip()).count("\n")
            raise SettingsError("settings_line", path=ENV_FILE, line=wrong.line + blank)


def _spoken_of(message: str) -> str:
    """The first setting in what is said of several together; "?" where it names none."""
    return next((word for word in re.findall(r"\w+", message) if word in Settings.model_fields), "?")
