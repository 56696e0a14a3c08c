"""The networks of one deployment, as the operator sets them: each with its own documents, secrets and looks."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Any
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

from assistant.errors import WrongValueError
from assistant.settings.sites import HOST, ascii_name

KEY = re.compile(r"[a-z][a-z0-9-]{0,39}")


def host(value: str) -> str:
    """The name of a host as browsers send it, without a port; raises ValueError for what is none."""
    stated = value.strip().lower()
    if "/" in stated or "*" in stated or not stated:
        raise WrongValueError("setting_host", value=value)
    name = ascii_name(host_of(stated))
    if not HOST.fullmatch(name):
        raise WrongValueError("setting_host", value=value)
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
        """The settings that this network overrides, by name."""
        return self.model_extra or {}


def named(networks: Mapping[str, Network]) -> Mapping[str, Network]:
    """Raises ValueError for a key that cannot name a folder and a schema, and for a host that two networks claim."""
    claimed: dict[str, str] = {}
    for key, network in networks.items():
        if not KEY.fullmatch(key):
            raise WrongValueError("setting_network_key", name=key)
        for name in network.hosts:
            if name in claimed:
                raise WrongValueError("setting_host_twice", one=claimed[name], other=key, host=name)
            claimed[name] = key
    return networks
