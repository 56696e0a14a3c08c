"""One frozen Settings, read once at the door and passed down.

Sources, the first wins: arguments of `load`, environment variables `ASSISTANT_*`, the file `.env`, the file
`assistant.toml`. A name that is not a setting is refused, wherever it stands.
"""

from __future__ import annotations

import json
import os
import re
import tomllib
from collections.abc import Iterator, Mapping
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Annotated, Any, Literal, Self

from pydantic import AfterValidator, Field, SecretStr, field_validator, model_validator
from pydantic_settings import (
    BaseSettings,
    NoDecode,
    PydanticBaseSettingsSource,
    SettingsConfigDict,
    TomlConfigSettingsSource,
)

from assistant.errors import WrongValueError
from assistant.records import Language
from assistant.settings.addresses import is_network, is_safe_address, parts
from assistant.settings.networks import Network, named
from assistant.settings.roles import Role
from assistant.settings.site_operator import Operator
from assistant.settings.sites import Examples, Origin, Site, keyed
from assistant.settings.sources import Source
from assistant.storage.folder import ChromaServer, DataFolder

PREFIX = "ASSISTANT_"
ENV_FILE = Path(".env")
TOML_FILE = Path("assistant.toml")
ENCODING = "utf-8-sig"  # editors of Windows begin a file with a mark
MAX_WORKERS = 64
_HEADER = re.compile(r"[\w!#$%&'*+.^`|~-]+: [ -~]+", re.ASCII)


class _Toml(TomlConfigSettingsSource):
    def _read_file(self, file_path: Path | Traversable) -> dict[str, Any]:
        return tomllib.loads(file_path.read_text(encoding=ENCODING))


class Settings(BaseSettings):
    """Everything an operator can set; the description of each field is the documentation in docs/SETTINGS.md."""

    model_config = SettingsConfigDict(
        env_prefix=PREFIX,
        extra="forbid",
        frozen=True,
        env_file=ENV_FILE,
        env_file_encoding=ENCODING,
        dotenv_filtering="only_existing",  # other programs' variables may stand there too
        toml_file=TOML_FILE,
    )

    data: Path = Field(Path("data"), description="folder of the catalogue, the indexes and the model cache")
    models: Path | None = Field(None, description="folder of the model cache, where it is not `models` in that one")
    networks: Annotated[Mapping[str, Network], NoDecode, AfterValidator(named)] = Field(
        default_factory=dict,
        description="networks that one server serves, as a JSON object by key (docs/NETWORKS.md)",
    )
    network: str = Field("", description="which of them a command works for")
    database_url: SecretStr | None = Field(
        None,
        description='database server, "postgresql://user:password@host/database"; none: SQLite files in the folder',
    )
    database_schema: str = Field(
        "public", pattern="^[a-z_][a-z0-9_]{0,59}$", description="schema of it that is this network's alone"
    )
    chroma_url: str = Field(
        "", description='Chroma server, "http://host:8000"; none: Chroma runs in the program, in the data folder'
    )
    chroma_headers: Annotated[Mapping[str, SecretStr], NoDecode] = Field(
        default_factory=dict, description="headers of each request to it, as a JSON object"
    )
    chroma_tenant: str = Field("default_tenant", min_length=1, description="tenant in it")
    chroma_database: str = Field("default_database", min_length=1, description="database of the tenant")
    chroma_timeout_seconds: float = Field(10, ge=1, le=600, description="longest wait for an answer of it")
    staff_token: SecretStr | None = Field(
        None,
        min_length=16,
        description="secret of the staff, 16 characters or more; without it nobody sees internal documents",
    )
    staff_token_role: Role = Field(
        "admin", description='what it gives the right to: "reader", "staff" or "admin" (docs/SIGN_IN.md)'
    )
    staff_token_in_browsers: bool = Field(
        True, description="whether it signs browsers in, too; without it they sign in by the provider alone"
    )
    oidc_issuer: str = Field(
        "", description="OpenID Connect provider by which people sign in, as it names itself (docs/SIGN_IN.md)"
    )
    oidc_client_id: str = Field("", description="what it calls this server")
    oidc_client_secret: SecretStr | None = Field(None, description="secret between the two; none: a public client")
    oidc_scopes: str = Field("openid profile", description="scopes that are asked for")
    oidc_roles_claim: str = Field(
        "groups", min_length=1, description='claim that says who may do what, such as "realm_access.roles"'
    )
    oidc_roles: Annotated[Mapping[str, Role], NoDecode] = Field(
        default_factory=dict, description='what its values give the right to, as JSON `{"value": "reader", ...}`'
    )
    oidc_name: str = Field("", max_length=60, description="what the button calls the provider; none: its host")
    oidc_redirect_uri: str = Field(
        "", description="address to which it sends back, `https://HOST/staff/oidc/back`; none: the host that was asked"
    )
    embedding_model: str = Field(
        "bundled",
        min_length=1,
        description='"bundled", a sentence-transformers model name, a local folder, or a service ("ollama:bge-m3")',
    )
    next_embedding_model: str = Field(
        "",
        description="model that an index may also be made with: set it, restart, then re-embed, and nobody waits "
        "(docs/SCALING.md)",
    )
    embedding_engine: Literal["auto", "torch", "onnx-int8"] = Field(
        "auto",
        description='"auto" (torch for passages, 8 bits for questions), "torch", or "onnx-int8" (an index of its own)',
    )
    reranker: str = Field(
        "", description="cross-encoder that looks at the first passages again: a model name or a local folder"
    )
    rerank_passages: int = Field(20, ge=2, le=100, description="how many passages the reranker looks at")
    llm: str = Field(
        "", description='language model that words the answers: "ollama:qwen3:8b", "openai:gpt-x"; none: quotes alone'
    )
    llm_base_url: str = Field("", description="address of its server, where it is not the provider's own")
    llm_api_key: SecretStr | None = Field(None, description="key for it")
    llm_timeout_seconds: float = Field(
        60, ge=1, le=600, description="longest wait for its answer; for the first sentence half of it"
    )
    llm_max_tokens: int = Field(800, ge=50, le=8192, description="longest answer that it may write, in tokens")
    llm_internal: Literal["local", "always", "never"] = Field(
        "local",
        description='whether it gets questions of staff and internal passages: "local" (if it runs on this machine or '
        'in a private network), "always", "never"',
    )
    reader: str = Field(
        "bundled",
        description='reads question and passages together: "bundled", or a file that `train` wrote; empty: none, '
        "nor one for minutes or for a language model's sentences",
    )
    wrong_answers: int = Field(
        15, ge=1, le=100, description="how many of a hundred answers may be wrong; fewer: more questions are declined"
    )
    max_tokens: int = Field(256, ge=32, le=8192, description="longest passage, in tokens of the embedding model")
    language: Language = Field("de", description="language of the command line and of visitors who state none")
    network_name: str = Field(
        "Transformationsnetzwerk",
        min_length=1,
        description='name shown on the pages, and what documents call whom a question asks as "euch"',
    )
    accent: str = Field(
        "#0b5f66",
        pattern="^#[0-9a-fA-F]{6}$",
        description="accent colour of the pages and the widget; its lightness gives way where it could not be read",
    )
    logo: Path | None = Field(None, description="PNG or SVG file, shown beside the name")
    operator: Annotated[Operator, NoDecode] = Field(
        default_factory=Operator,
        description="who runs it, for the legal pages: a table `[operator]` or a JSON object; they say what is missing",
    )
    legal_texts: Path | None = Field(
        None,
        description="folder of own texts in place of legal pages: `impressum.md`, `datenschutz.md`, "
        "`barrierefreiheit.md`, in English `impressum.en.md` ...",
    )
    contact: str = Field("", max_length=300, description="whom to ask when the documents hold no answer")
    rate_limit: int = Field(
        20, ge=0, description="public questions, searches and lists a minute and visitor; 0 switches the limit off"
    )
    max_question_characters: int = Field(1000, ge=50, le=10_000, description="longest question")
    max_body_bytes: int = Field(65_536, ge=1024, description="largest body of a request")
    allowed_origins: Annotated[tuple[Origin, ...], NoDecode] = Field(
        (), description="origins that may embed the assistant, as a JSON list"
    )
    frame_ancestors: Annotated[tuple[Origin, ...], NoDecode] = Field(
        (), description="origins that may show chat and documents in a frame, as a JSON list; none: no website may"
    )
    sites: Annotated[Mapping[str, Site], NoDecode, AfterValidator(keyed)] = Field(
        default_factory=dict,
        description="websites that embed it and what holds there, as a JSON object by key (docs/WIDGET.md)",
    )
    examples: Annotated[Examples, NoDecode] = Field(
        default_factory=dict,
        description='questions to begin with, as JSON `{"de": [...], "en": [...]}`; none: made from the documents',
    )
    keep_questions_days: int = Field(
        0,
        ge=0,
        le=366,
        description="days that questions without an answer, or with one marked wrong, are kept in clear text; "
        "0: only counted",
    )
    audit_days: int = Field(180, ge=1, le=3660, description="days that the log of who did what is kept")
    session_hours: int = Field(8, ge=1, le=24 * 30, description="hours after which a sign-in of staff ends")
    session_idle_minutes: int = Field(
        0, ge=0, le=24 * 60, description="minutes without use after which it ends earlier; 0: it does not"
    )
    trusted_proxies: str = Field("127.0.0.1", description="addresses whose X-Forwarded-For is believed, by commas")
    workers: int = Field(
        1, ge=1, le=MAX_WORKERS, description="processes of the server on this host, each with a model of its own"
    )
    stop_seconds: float = Field(
        5, ge=0, le=600, description="seconds that running answers have to end in when the server is stopped"
    )
    log_level: Literal["debug", "info", "warning", "error"] = Field("info", description="least that is logged")
    log_format: Literal["json", "text"] = Field("json", description='a log line is "json", or "text" for a terminal')
    otlp_endpoint: str = Field(
        "",
        description='collector of OpenTelemetry that is told what each request took, "http://host:4318" (docs/'
        "OBSERVABILITY.md); none: nobody is told",
    )
    otlp_headers: SecretStr | None = Field(None, description="headers of each request to it, NAME=value by commas")

    max_file_mb: int = Field(200, ge=1, le=4000, description="largest file that is read, in MB")
    max_uploads_mb: int = Field(10_000, ge=1, description="most that all files uploaded by staff may take, in MB")
    uploads: Path | None = Field(
        None, description="folder of the uploads, where several hosts share one; else `uploads` in the data folder"
    )
    sources: Annotated[Mapping[str, Source], NoDecode, AfterValidator(keyed)] = Field(
        default_factory=dict,
        description="places whose files are fetched and taken in, as a JSON object by key (docs/INGESTING.md)",
    )
    source_files: Path | None = Field(
        None, description="folder of what is fetched of them, where several hosts share one; else `sources` in it"
    )
    max_pages: int = Field(3000, ge=1, description="most pages of a file")
    max_characters: int = Field(20_000_000, ge=1000, description="longest text of a file")
    max_cells: int = Field(1_000_000, ge=1, description="most filled cells of a spreadsheet")
    max_members: int = Field(2000, ge=1, description="most files inside a file (zip, mail)")
    max_unpacked_mb: int = Field(250, ge=1, le=16_000, description="most that a file may unpack to, in MB")
    max_image_megapixels: int = Field(120, ge=1, le=1000, description="largest image that is read")
    page_seconds: float = Field(60, ge=1, le=86_400, description="how long reading one page may take")
    reader_memory_mb: int = Field(2048, ge=256, le=1_000_000, description="memory of a reading process, in MB")
    ocr: bool = Field(True, description="recognise text in scans and images, with tesseract where it is installed")
    ocr_languages: str = Field("deu+eng", min_length=3, description="languages of the scans, as tesseract names them")

    @field_validator("data", mode="before")
    @classmethod
    def _is_somewhere(cls, value: object) -> object:
        """An empty one would be the working folder."""
        if value == "":
            raise WrongValueError("setting_empty")
        return value

    @field_validator("models", "logo", "legal_texts", "uploads", "source_files", mode="before")
    @classmethod
    def _is_none_where_empty(cls, value: object) -> object:
        return None if value == "" else value

    @field_validator(
        *("data", "models", "logo", "legal_texts", "uploads", "source_files"),
        *("embedding_model", "next_embedding_model", "reranker", "reader"),
    )
    @classmethod
    def _is_at_home(cls, value: Any) -> Any:
        """No shell has replaced the ~ of a file of settings: it would be a folder of that name."""
        return type(value)(os.path.expanduser(value)) if value else value

    @field_validator("database_url")
    @classmethod
    def _names_a_database(cls, value: SecretStr | None) -> SecretStr | None:
        from assistant.storage.databases import server_url

        if value is None or not value.get_secret_value():
            return None
        server_url(value.get_secret_value())
        return value

    @field_validator("chroma_url")
    @classmethod
    def _names_a_server(cls, value: str) -> str:
        if value and parts(value, '"http://host:8000"').path not in ("", "/"):
            raise WrongValueError("setting_chroma_path")
        return value.rstrip("/")

    @field_validator(
        *("allowed_origins", "frame_ancestors", "sites", "examples", "operator", "chroma_headers", "networks"),
        *("sources", "oidc_roles"),
        mode="before",
    )
    @classmethod
    def _from_json(cls, value: object) -> object:
        """A variable holds lists and tables as JSON; decoded here, so that a wrong one is refused like other values."""
        return json.loads(value) if isinstance(value, str) else value

    @field_validator("chroma_headers")
    @classmethod
    def _can_be_sent(cls, value: Mapping[str, SecretStr]) -> Mapping[str, SecretStr]:
        if not all(_HEADER.fullmatch(f"{name}: {content.get_secret_value()}") for name, content in value.items()):
            raise WrongValueError("setting_header")
        return value

    @property
    def model_cache(self) -> Path:
        """The folder of the unpacked models."""
        return self.models or self.data / "models"

    @property
    def folder(self) -> DataFolder:
        """Where everything of this network lies."""
        url = self.database_url.get_secret_value() if self.database_url else ""
        return DataFolder(self.data, url, self.database_schema, self._chroma, self.uploads, self.source_files)

    @property
    def _chroma(self) -> ChromaServer | None:
        if not self.chroma_url:
            return None
        headers = {name: value.get_secret_value() for name, value in self.chroma_headers.items()}
        return ChromaServer(
            self.chroma_url, headers, self.chroma_tenant, self.chroma_database, self.chroma_timeout_seconds
        )

    @field_validator("otlp_endpoint", "llm_base_url")
    @classmethod
    def _names_a_service(cls, value: str) -> str:
        if value:
            parts(value, '"http://host:8080"')
        return value.rstrip("/")

    @field_validator("oidc_issuer", "oidc_redirect_uri")
    @classmethod
    def _is_safe(cls, value: str) -> str:
        if value and not is_safe_address(value):
            raise WrongValueError("setting_safe_address")
        return value

    @model_validator(mode="after")
    def _knows_its_client(self) -> Self:
        if self.oidc_issuer and not (self.oidc_client_id and self.oidc_roles and "openid" in self.oidc_scopes.split()):
            raise WrongValueError("setting_oidc")
        return self

    @field_validator("staff_token")
    @classmethod
    def _can_be_given(cls, value: SecretStr | None) -> SecretStr | None:
        """Neither a header nor the form of the sign-in keeps what stands at the edges: nobody could come in."""
        if value is not None and value.get_secret_value() != value.get_secret_value().strip():
            raise WrongValueError("setting_token")
        return value

    @field_validator("trusted_proxies")
    @classmethod
    def _names_proxies(cls, value: str) -> str:
        """A name of a host would be believed by nobody, and all visitors had the address of the proxy."""
        for proxy in filter(None, (one.strip() for one in value.split(","))):
            if proxy != "*" and not is_network(proxy):
                raise WrongValueError("setting_proxy", value=proxy)
        return value

    @field_validator("otlp_headers")
    @classmethod
    def _is_headers(cls, value: SecretStr | None) -> SecretStr | None:
        if value is not None:
            headers(value)
        return value

    def with_data(self, folder: Path | None) -> Self:
        """The settings with another data folder; the same where none is named."""
        return self if folder is None else self.model_copy(update={"data": folder})

    @property
    def origins(self) -> tuple[str, ...]:
        """All that may embed the assistant, those of its sites among them."""
        of_sites = [origin for site in self.sites.values() for origin in site.origins]
        return tuple(dict.fromkeys([*self.allowed_origins, *of_sites]))

    @classmethod
    def settings_customise_sources(
        cls,
        settings_cls: type[BaseSettings],
        init_settings: PydanticBaseSettingsSource,
        env_settings: PydanticBaseSettingsSource,
        dotenv_settings: PydanticBaseSettingsSource,
        file_secret_settings: PydanticBaseSettingsSource,
    ) -> tuple[PydanticBaseSettingsSource, ...]:
        return init_settings, env_settings, dotenv_settings, _Toml(settings_cls)


def headers(value: SecretStr | None) -> dict[str, str]:
    """Headers by name, of "NAME=value,NAME=value". Raises ValueError, without the value, where it is none of that."""
    pairs = value.get_secret_value().split(",") if value else []
    found = {name.strip(): content.strip() for name, _, content in (pair.partition("=") for pair in pairs)}
    if not all(_HEADER.fullmatch(f"{name}: {content}") for name, content in found.items()):
        raise WrongValueError("setting_headers")
    return found


def table() -> Iterator[tuple[str, str, str]]:
    """(variable, default, description) of each setting, for docs/SETTINGS.md and the help text."""
    for name, field in Settings.model_fields.items():
        yield PREFIX + name.upper(), str(field.get_default(call_default_factory=True)), field.description or ""
