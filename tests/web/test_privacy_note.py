"""What visitors are told before they ask: on the start page and in the widget, true for the settings of the server."""

from __future__ import annotations

import gzip
from typing import Any

import pytest
from web_fakes import FakeAssistant
from web_serving import make_settings, serve

from assistant.web.legal.privacy import asks_elsewhere, privacy_notes

OTHERS = {"llm": "openai:gpt-x", "keep_questions_days": 30}


@pytest.mark.parametrize(
    "values",
    [
        {"llm": "openai:gpt-x"},
        {"llm": "openai:gpt-x", "llm_base_url": "https://8.8.8.8/v1"},
        {"llm": "openai:gpt-x", "llm_base_url": "http://nirgends.invalid/v1"},
        {"embedding_model": "openai:text-embedding-3-small"},
        {"embedding_model": "openai:text-embedding-3-small", "llm": "ollama:qwen3:8b"},
    ],
)
def test_a_service_elsewhere_is_told(values: dict[str, Any]) -> None:
    settings = make_settings(**values)
    assert asks_elsewhere(settings)
    assert "Ihre Fragen gehen an einen Dienst außerhalb" in privacy_notes(settings)["de"]
    assert "Your questions go to a service outside" in privacy_notes(settings)["en"]


@pytest.mark.parametrize(
    "values",
    [
        {},
        {"llm": "ollama:qwen3:8b"},
        {"llm": "openai:qwen", "llm_base_url": "http://127.0.0.1:8080/v1"},
        {"llm": "openai:qwen", "llm_base_url": "http://192.168.1.20/v1"},
        {"embedding_model": "ollama:bge-m3"},
        {"embedding_model": "intfloat/multilingual-e5-base"},
    ],
)
def test_what_stays_in_the_house_is_given_to_nobody(values: dict[str, Any]) -> None:
    settings = make_settings(**values)
    assert not asks_elsewhere(settings)
    assert "Ihre Fragen werden nicht weitergegeben." in privacy_notes(settings)["de"]


@pytest.mark.parametrize(
    ("days", "told"), [(0, "Ihre Fragen werden nicht gespeichert"), (1, "einen Tag lang"), (30, "30 Tage lang")]
)
def test_how_long_questions_are_kept_is_told(days: int, told: str) -> None:
    assert told in privacy_notes(make_settings(keep_questions_days=days))["de"]


@pytest.mark.parametrize("language", ["de", "en"])
def test_page_and_widget_tell_the_same(language: str) -> None:
    note = dict(privacy_notes(make_settings(**OTHERS)))[language]  # type: ignore[index]
    with serve(FakeAssistant(), **OTHERS) as served:
        assert note in served.client.get(f"/?lang={language}").text
        widget = served.client.get("/widget.js")
    assert note in widget.text
    assert len(gzip.compress(widget.content)) <= 15_000, "with the longest note"
