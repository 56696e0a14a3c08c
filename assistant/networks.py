"""The networks of one deployment, as the operator sets them: each with its own documents, secrets and looks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from assistant.sites import HOST

KEY = re.compile(r"[a-z][a-z0-9-]{0,39}")


def host(value: str) -> str:
    """The name of a host as browsers send it, without a port; raises ValueError for what is none."""
    stated = value.strip().lower()
    if "/" in stated or "*" in stated or not stated:
        raise ValueError(f'"{value}" is no name of a host; it is "assistent.example.org", without scheme and path')
    name = host_of(stated)
    if not name.isascii():
        name = name.encode("idna").decode()
    if not HOST.fullmatch(name):
        raise ValueError(f'"{value}" is no name of a host; it is "assistent.example.org"')
    return name


def host_of(header: str) -> str:
    """The host that a Host header names, without its port and in lower case; "" where it names none."""
    try:
        name = urlsplit(f"//{header}").hostname or ""
    except ValueError:
        return ""
    return f"[{name}]" if ":" in name else name


class Network(BaseModel):
    """A network of a deployment: the hosts that it is reached by, and its own settings in place of the common ones."""

    model_config = ConfigDict(extra="allow", frozen=True)

    hosts: Annotated[tuple[Annotated[str, AfterValidator(host)], ...], Field(min_length=1)]

    @property
    def own(self) -> Mapping[str, Any]:
        """What it sets for itself, by the name of the setting."""
        return self.model_extra or {}


def named(networks: Mapping[str, Network]) -> Mapping[str, Network]:
    """Raises ValueError for a key that cannot name a folder and a schema, and for a host that two networks claim."""
    claimed: dict[str, str] = {}
    for key, network in networks.items():
        if not KEY.fullmatch(key):
            raise ValueError(f'the key "{key}" is not a letter followed by a-z, 0-9 and "-", 40 characters at most')
        for name in network.hosts:
            if name in claimed:
                raise ValueError(f'both "{claimed[name]}" and "{key}" claim the host {name}')
            claimed[name] = key
    return networks
