"""The websites that embed the assistant, as the operator sets them: where they are, what they search, what they say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Self, TypeVar
from urllib.parse import SplitResult, urlsplit

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field, model_validator

from assistant.errors import WrongValueError
from assistant.records import Language, Within

T = TypeVar("T")

KEY = re.compile(r"[a-z0-9][a-z0-9-]{0,39}")
MOST_EXAMPLES = 6  # more are no help to somebody who does not know what to ask
_PORTS = {"http": 80, "https": 443}
HOST = re.compile(r"[a-z0-9]([a-z0-9.-]*[a-z0-9])?|\[[0-9a-f:]+\]")


def origin(value: str) -> str:
    """The origin as browsers send it: lower case, an international name in ASCII, no usual port, no slash at its end.

    Raises:
        ValueError: it is none, or the star that would let every website in.
    """
    stated = value.strip()
    if stated == "*":
        raise WrongValueError("setting_origin_star")
    try:
        parts = urlsplit(stated)
    except ValueError as error:  # of brackets
        raise WrongValueError("setting_origin", value=value) from error
    if parts.scheme not in _PORTS or not parts.hostname:
        raise WrongValueError("setting_origin", value=value)
    if parts.path not in ("", "/") or parts.query or parts.fragment or "@" in parts.netloc:
        raise WrongValueError("setting_origin_more", value=value)
    host = ascii_name(f"[{parts.hostname}]" if ":" in parts.hostname else parts.hostname)
    port = _port(value, parts)
    if not HOST.fullmatch(host):
        raise WrongValueError("setting_origin_host", value=value)
    return f"{parts.scheme}://{host}" + (f":{port}" if port else "")


def ascii_name(name: str) -> str:
    """The name of a host as browsers send it; "" of one that cannot be written so."""
    try:
        return name if name.isascii() else name.encode("idna").decode()
    except UnicodeError:
        return ""


def _port(value: str, parts: SplitResult) -> int | None:
    try:
        return parts.port if parts.port != _PORTS[parts.scheme] else None
    except ValueError as error:
        raise WrongValueError("setting_origin_port", value=value) from error


def _in_both(value: object) -> object:
    return {"de": value, "en": value} if isinstance(value, str | list | tuple) else value


Origin = Annotated[str, AfterValidator(origin)]
Words = Annotated[str, Field(max_length=300)]
Wording = Annotated[Mapping[Language, Words], BeforeValidator(_in_both)]
Asking = Annotated[str, Field(min_length=1, max_length=200)]
Examples = Annotated[
    Mapping[Language, Annotated[tuple[Asking, ...], Field(max_length=MOST_EXAMPLES)]], BeforeValidator(_in_both)
]


class Site(BaseModel):
    """A website that embeds the assistant. What it says is one text, or one a language: `{de = "…", en = "…"}`."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    origins: Annotated[tuple[Origin, ...], Field(min_length=1)]
    labs: tuple[Words, ...] = ()
    topic: Words = ""
    heading: Wording = {}
    greeting: Wording = {}
    contact: Wording = {}
    examples: Examples = {}

    @model_validator(mode="after")
    def _is_spelled_out(self) -> Self:
        if not all(name.strip() for name in self.labs):
            raise WrongValueError("setting_lab_nameless")
        return self

    @property
    def within(self) -> Within:
        """The labs and the topic that visitors of this website search in."""
        return Within(frozenset(self.labs), self.topic or None)


def keyed(tables: Mapping[str, T]) -> Mapping[str, T]:
    """Raises ValueError for a key that cannot stand as it is in an address, an attribute and the name of a folder."""
    for key in tables:
        if not KEY.fullmatch(key):
            raise WrongValueError("setting_key", name=key)
    return tables
