"""The language model of the settings: how it is made, what its server is asked, and what is refused before that."""

from __future__ import annotations

import socket
import threading
import time
from typing import Any

import pytest
from chat_service import ChatService, chat_service
from scripted_model import draft

from assistant.answering.writing import model
from assistant.answering.writing.draft import SCHEMA
from assistant.answering.writing.generate import writer_of
from assistant.answering.writing.model import OLLAMA_CONTEXT, is_local, model_of
from assistant.answering.writing.talk import BrokenOffError, Talk
from assistant.errors import AssistantError, ModelError, SettingsError
from assistant.settings.settings import Settings
from assistant.web.serve import main as serve

OUTPUT = draft(("Der Zuschuss beträgt 80 Prozent.", [1]))


def settings(**values: Any) -> Settings:
    return Settings.model_validate(values)


def written(service: ChatService, **values: Any) -> str:
    talk = Talk(model_of(settings(**values)), max_tokens=200)
    until = time.monotonic() + 30
    try:
        return "".join(talk.stream([("system", "Regeln"), ("human", "Frage")], lambda: until, threading.Event()))
    finally:
        talk.close()


def test_a_server_of_openais_protocol_is_asked_for_the_schema_and_streams() -> None:
    with chat_service(OUTPUT) as service:
        said = written(service, llm="openai:m", llm_base_url=f"{service.address}/v1", llm_api_key="geheim")
    assert said == OUTPUT
    [body] = service.asked
    assert body["stream"] is True
    assert body["response_format"]["json_schema"]["schema"] == SCHEMA
    assert 800 in (body.get("max_tokens"), body.get("max_completion_tokens"))
    assert [message["content"] for message in body["messages"]] == ["Regeln", "Frage"]
    assert service.keys == ["Bearer geheim"]


def test_ollama_is_asked_for_the_schema_a_long_context_and_no_thinking() -> None:
    with chat_service(OUTPUT) as service:
        said = written(service, llm="ollama:qwen3:8b", llm_base_url=service.address)
    assert said == OUTPUT
    [body] = service.asked
    assert (body["model"], body["format"], body["think"]) == ("qwen3:8b", SCHEMA, False)
    assert body["options"]["num_ctx"] == OLLAMA_CONTEXT
    assert body["options"]["num_predict"] == 800


def test_a_server_without_a_key_needs_none(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with chat_service(OUTPUT) as service:
        assert written(service, llm="openai:m", llm_base_url=f"{service.address}/v1") == OUTPUT


@pytest.mark.parametrize("status", [400, 401, 404, 500])
def test_a_server_that_refuses_is_down_and_asked_once(status: int) -> None:
    with chat_service(OUTPUT, status) as service, pytest.raises(BrokenOffError) as caught:
        written(service, llm="openai:m", llm_base_url=f"{service.address}/v1")
    assert caught.value.fallback == "model_down"
    assert len(service.asked) == 1


@pytest.mark.parametrize("provider", ["openai", "ollama"])
def test_a_server_that_is_not_there_is_down(provider: str) -> None:
    with pytest.raises(BrokenOffError) as caught:
        written(ChatService(), llm=f"{provider}:m", llm_base_url="http://127.0.0.1:9/v1")
    assert caught.value.fallback == "model_down"


@pytest.mark.parametrize(
    ("name", "code"),
    [("qwen3", "llm_name"), (":m", "llm_name"), ("ollama:", "llm_name"), ("nobody:m", "llm_refused")],
)
def test_a_wrong_name_is_refused_before_the_server_starts(
    name: str, code: str, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(SettingsError) as caught:
        model_of(settings(llm=name))
    assert caught.value.code == code
    monkeypatch.setenv("ASSISTANT_LLM", name)
    assert serve(["--port", "0"]) == 2
    assert "ASSISTANT_LLM" in capsys.readouterr().err


def test_a_missing_package_gives_the_command_that_installs_it() -> None:
    with pytest.raises(ModelError) as caught:
        model_of(settings(llm="mistralai:m"))
    assert "pip install langchain-mistralai" in caught.value.remedy


def test_a_missing_key_is_named_and_no_key_is_shown(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("OPENAI_API_KEY", raising=False)
    with pytest.raises(AssistantError) as caught:
        model_of(settings(llm="openai:gpt-x"))
    assert "ASSISTANT_LLM_API_KEY" in str(caught.value)
    assert "geheim" not in repr(settings(llm_api_key="geheim"))


@pytest.mark.parametrize("provider", ["openai", "ollama"])
def test_what_a_provider_refuses_is_said_without_the_key(provider: str) -> None:
    wrong = {"llm_base_url": "http://[s3cret]/v1"}  # as no setting may be
    values = settings(llm=f"{provider}:m", llm_api_key="s3cret").model_copy(update=wrong)
    with pytest.raises(SettingsError) as caught:
        model_of(values)
    assert "IPv6" in str(caught.value)
    assert "s3cret" not in str(caught.value)


@pytest.mark.parametrize(
    ("llm", "address", "local"),
    [
        ("ollama:m", "", True),
        ("openai:m", "", False),
        ("openai:m", "http://127.0.0.1:8080/v1", True),
        ("openai:m", "http://localhost:8080/v1", True),
        ("openai:m", "http://[::1]:8080/v1", True),
        ("ollama:m", "http://192.168.10.4:11434", True),
        ("ollama:m", "http://10.1.2.3", True),
        ("ollama:m", "http://[fd00::5]:11434", True),
        ("ollama:m", "http://8.8.8.8:11434", False),
        ("openai:m", "http://name.invalid/v1", False),
    ],
)
def test_local_is_this_machine_and_private_networks(llm: str, address: str, local: bool) -> None:
    assert is_local(settings(llm=llm, llm_base_url=address)) is local


@pytest.mark.parametrize("address", ["http://a..b", "127.0.0.1:8080", "https://127.0.0.1@8.8.8.8/v1"])
def test_what_is_no_address_of_a_server_is_refused_as_a_setting(address: str) -> None:
    with pytest.raises(ValueError, match="llm_base_url"):
        settings(llm="openai:m", llm_base_url=address)


@pytest.mark.parametrize(
    ("allowed", "address", "reads"),
    [
        ("local", "http://127.0.0.1/v1", True),
        ("local", "http://8.8.8.8/v1", False),
        ("always", "http://8.8.8.8/v1", True),
        ("never", "http://127.0.0.1/v1", False),
    ],
)
def test_the_setting_decides_who_gets_internal_passages(allowed: str, address: str, reads: bool) -> None:
    values = {"llm": "openai:m", "llm_base_url": address, "llm_internal": allowed}
    writer = writer_of(settings(**values), lambda _: pytest.fail("nothing is embedded"), None)
    assert writer.reads_internal() is reads


def test_a_name_that_leads_out_of_the_house_from_now_on_gets_no_internal_passage(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    leads_to = ["10.1.2.3"]
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_: [(2, 1, 6, "", (address, 0)) for address in leads_to])
    values = {"llm": "openai:m", "llm_base_url": "http://modell.lan/v1", "llm_internal": "local"}
    writer = writer_of(settings(**values), lambda _: pytest.fail("nothing is embedded"), None)
    assert writer.reads_internal()
    leads_to.append("8.8.8.8")
    assert not writer.reads_internal()


def test_a_name_server_that_is_silent_does_not_hold_a_question_up(monkeypatch: pytest.MonkeyPatch) -> None:
    told = threading.Event()
    monkeypatch.setattr(socket, "getaddrinfo", lambda *_: told.wait(30))
    monkeypatch.setattr(model, "LOOKUP_SECONDS", 0.05)
    began = time.monotonic()
    assert not is_local(settings(llm="openai:m", llm_base_url="http://modell.lan/v1"))
    assert time.monotonic() - began < 10
    told.set()
