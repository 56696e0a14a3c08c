"""The sources that the settings name: places whose files are fetched and ingested. Nobody else names an address."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Annotated, Self
from urllib.parse import urlsplit

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, SecretStr, field_validator, model_validator

from assistant.errors import WrongValueError
from assistant.records import Audience, DocumentType
from assistant.settings.addresses import parts

# What each kind of address may need to be opened.
OPTIONS: Mapping[str, frozenset[str]] = {
    "file": frozenset(),
    "memory": frozenset(),
    "http": frozenset({"user", "password", "token"}),
    "https": frozenset({"user", "password", "token"}),
    "s3": frozenset({"key", "secret", "token", "region", "endpoint"}),
}
_TOKEN = re.compile(r"[!-~]*")
_WRITTEN = '"https://…" (WebDAV), "s3://bucket/folder" or "file:///folder"'


def address(value: str) -> str:
    """The address without a slash at its end.

    Raises:
        ValueError: it is of no kind that is known, or holds what belongs into the options.
    """
    found = parts(value.strip(), _WRITTEN, OPTIONS)
    if found.scheme == "file" and (found.netloc or not found.path.rstrip("/").startswith("/")):
        raise WrongValueError("setting_folder")
    return value.strip().rstrip("/")


class Source(BaseModel):
    """A place whose files are mirrored and taken in. `link` is the address of a file for readers, `{path}` its path."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    url: Annotated[str, AfterValidator(address)]
    options: Mapping[str, SecretStr] = {}
    audience: Audience = "internal"
    type: DocumentType | None = None
    link: Annotated[str, Field(max_length=500, pattern=r"^(https?://\S+)?$")] = ""
    every_minutes: Annotated[int, Field(ge=0, le=60 * 24 * 31)] = 0
    prune: bool = True
    hook_secret: Annotated[SecretStr, Field(min_length=16)] | None = None
    max_files: Annotated[int, Field(ge=1, le=1_000_000)] = 20_000
    max_mb: Annotated[int, Field(ge=1)] = 10_000

    @model_validator(mode="after")
    def _knows_its_options(self) -> Self:
        known = OPTIONS[urlsplit(self.url).scheme]
        if unknown := sorted(set(self.options) - known):
            raise WrongValueError("setting_option", name=unknown[0], known=", ".join(sorted(known)) or "-")
        return self

    @field_validator("options")
    @classmethod
    def _names_a_server(cls, value: Mapping[str, SecretStr]) -> Mapping[str, SecretStr]:
        if endpoint := value.get("endpoint"):
            parts(endpoint.get_secret_value(), '"https://host" or "http://host:9000"')
        return value

    @field_validator("options")
    @classmethod
    def _goes_into_a_header(cls, value: Mapping[str, SecretStr]) -> Mapping[str, SecretStr]:
        """What refuses a header later would quote it, and so tell the token."""
        if "token" in value and not _TOKEN.fullmatch(value["token"].get_secret_value()):
            raise WrongValueError("setting_token")
        return value
