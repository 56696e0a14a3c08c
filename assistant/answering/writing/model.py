"""The language model of the settings, made by LangChain's `init_chat_model`.

Imported late: it brings LangChain with it.
"""

from __future__ import annotations

import ipaddress
import socket
from concurrent.futures import ThreadPoolExecutor
from typing import Any
from urllib.parse import urlsplit

from langchain.chat_models import init_chat_model
from langchain_core.language_models import BaseChatModel, LanguageModelInput
from langchain_core.messages import AIMessage
from langchain_core.runnables import Runnable
from pydantic import ValidationError

from assistant.answering.writing.draft import SCHEMA
from assistant.errors import ModelError, SettingsError
from assistant.indexing.embedding.model_errors import missing_package
from assistant.settings.settings import Settings

Model = Runnable[LanguageModelInput, AIMessage]

OLLAMA = "http://127.0.0.1:11434"
# Ollama's default is 4,096 and it cuts off the beginning, our rules: eight passages, rules and answer take about 3,600.
OLLAMA_CONTEXT = 8192
NO_KEY = "none"  # servers that speak OpenAI's protocol ask for none, its client does
LOOKUP_SECONDS = 2.0  # a name server that is silent would hold a question up for longer than an answer takes


def model_of(settings: Settings) -> Model:
    """The model, told to write what fits the schema of a draft, where its provider can be. Asks nobody yet.

    Raises:
        SettingsError: `llm` is not "provider:model", or the provider is unknown.
        ModelError: its package is not installed, or it lacks something, such as a key.
    """
    provider, _, name = settings.llm.partition(":")
    if not provider or not name:
        raise SettingsError("llm_name", name=settings.llm)
    try:
        model: BaseChatModel = init_chat_model(name, model_provider=provider, **_options(provider, settings))
    except ImportError as error:
        raise ModelError("llm_package_missing", name=settings.llm, package=missing_package(error)) from error
    except Exception as error:  # each provider refuses in its own way
        raise SettingsError("llm_refused", name=settings.llm, why=_why(error, settings)) from error
    return _bound(provider, model)


def _why(error: Exception, settings: Settings) -> str:
    """The provider's words in one line, without the key."""
    told = error.errors()[0]["msg"] if isinstance(error, ValidationError) else str(error)
    why = next(iter(told.splitlines()), "") or type(error).__name__
    key = settings.llm_api_key.get_secret_value() if settings.llm_api_key else ""
    return why.replace(key, "…") if key else why


def _options(provider: str, settings: Settings) -> dict[str, Any]:
    """What the provider's class is made with; what this project bounds itself (time, tries) it need not repeat."""
    seconds, tokens = settings.llm_timeout_seconds, settings.llm_max_tokens
    key = settings.llm_api_key.get_secret_value() if settings.llm_api_key else None
    if provider == "ollama":
        headers = {"headers": {"Authorization": f"Bearer {key}"}} if key else {}
        return {
            "base_url": settings.llm_base_url or OLLAMA,
            "num_predict": tokens,
            "num_ctx": OLLAMA_CONTEXT,
            "reasoning": False,
            "temperature": 0,
            "client_kwargs": {"timeout": seconds, **headers},
        }
    options: dict[str, Any] = {"timeout": seconds, "max_tokens": tokens, "max_retries": 0}
    if settings.llm_base_url:
        # OpenAI's own newer models refuse a temperature; what others serve at an address of theirs takes one.
        options |= {"base_url": settings.llm_base_url, "temperature": 0}
    if key or settings.llm_base_url:
        options["api_key"] = key or NO_KEY
    return options


def _bound(provider: str, model: BaseChatModel) -> Model:
    """The model with the schema, as its provider takes it; elsewhere the prompt alone says it, and pydantic checks."""
    match provider:
        case "ollama":
            return model.bind(format=SCHEMA)
        case "openai" | "azure_openai":
            # In the body: as an argument, OpenAI's client would parse the output itself, and raise when it is cut.
            form = {"name": "answer", "schema": SCHEMA, "strict": True}
            return model.bind(extra_body={"response_format": {"type": "json_schema", "json_schema": form}})
    return model


def reads_internal(settings: Settings) -> bool:
    """Whether the model may see what is internal, as its server can be reached now."""
    return settings.llm_internal == "always" or (settings.llm_internal == "local" and is_local(settings))


def is_local(settings: Settings) -> bool:
    """Whether the model runs on this machine or in a private network: all addresses of its server's name are such.

    Without an address only Ollama's is known. A name that cannot be resolved in time is not local. It holds for now:
    tomorrow the name may lead elsewhere. Who must not trust the names of his network sets an address.
    """
    server = server_of(settings)
    if not server:
        return False
    try:
        return all(ipaddress.ip_address(address).is_private for address in _addresses(server[0]))
    except OSError:
        return False


def _addresses(host: str) -> list[str]:
    """Raises OSError where nobody tells them, or not within LOOKUP_SECONDS."""
    apart = ThreadPoolExecutor(1, "lookup")  # the lookup itself knows no limit
    try:
        found = apart.submit(socket.getaddrinfo, host, None).result(LOOKUP_SECONDS)
    finally:
        apart.shutdown(wait=False)
    return [str(address[0]).partition("%")[0] for *_, address in found]


def server_of(settings: Settings) -> tuple[str, int] | None:
    """Host and port of the model's server; None where it is the provider's own, which only its library knows."""
    url = urlsplit(settings.llm_base_url or (OLLAMA if settings.llm.startswith("ollama:") else ""))
    return (url.hostname, url.port or (443 if url.scheme == "https" else 80)) if url.hostname else None
