"""A talk with a model: in pieces, within its time and length, and ended at once when nobody listens."""

from __future__ import annotations

import threading
import time
from collections.abc import Iterator
from typing import Any

import pytest
from langsmith.utils import get_env_var, tracing_is_enabled
from scripted_model import ScriptedModel, says

from assistant.answering.writing.talk import CHARACTERS_A_TOKEN, BrokenOffError, Talk
from assistant.errors import GoneError

ASKED = [("system", "Regeln"), ("human", "Wie hoch ist der Zuschuss?")]


@pytest.fixture
def opened() -> Iterator[list[Talk]]:
    talks: list[Talk] = []
    yield talks
    for talk in talks:
        talk.close()


def stream(
    opened: list[Talk],
    model: ScriptedModel,
    *,
    seconds: float = 10.0,
    max_tokens: int = 100,
    gone: threading.Event | None = None,
) -> Iterator[str]:
    talk = Talk(model, max_tokens=max_tokens)
    opened.append(talk)
    until = time.monotonic() + seconds
    return talk.stream(ASKED, lambda: until, gone or threading.Event())


def broken(pieces: Iterator[str]) -> BrokenOffError:
    with pytest.raises(BrokenOffError) as caught:
        list(pieces)
    return caught.value


def test_it_gives_what_the_model_writes_piece_by_piece(opened: list[Talk]) -> None:
    model = ScriptedModel(reply=says("achtzig Prozent"), characters_a_piece=4)
    assert [piece for piece in stream(opened, model) if piece] == ["acht", "zig ", "Proz", "ent"]
    assert [message.text for message in model.heard[0]] == ["Regeln", "Wie hoch ist der Zuschuss?"]


def test_several_talks_go_on_at_once(opened: list[Talk]) -> None:
    model = ScriptedModel(reply=says("abcdef"), characters_a_piece=1, seconds_a_piece=0.01)
    talk = Talk(model, max_tokens=100)
    opened.append(talk)
    until = time.monotonic() + 10
    streams = [talk.stream(ASKED, lambda: until, threading.Event()) for _ in range(5)]
    assert ["".join(stream) for stream in streams] == ["abcdef"] * 5


def test_a_model_that_is_too_slow_is_given_up_and_hears_of_it(opened: list[Talk]) -> None:
    model = ScriptedModel(reply=says("nie"), seconds_before=60)
    started = time.monotonic()
    assert broken(stream(opened, model, seconds=0.2)).fallback == "model_slow"
    assert time.monotonic() - started < 5
    assert model.given_up.wait(60)


def test_a_model_that_breaks_is_down_and_its_words_are_not_repeated(opened: list[Talk]) -> None:
    error = broken(stream(opened, ScriptedModel(reply=says("lange Antwort"), breaks_after=1)))
    assert (error.fallback, error.why) == ("model_down", "ConnectionError")
    assert "Zuschuss" not in str(error)


def test_a_timeout_of_the_client_is_slowness(opened: list[Talk]) -> None:
    class APITimeoutError(Exception):
        pass

    def stall(_: Any) -> str:
        raise APITimeoutError

    assert broken(stream(opened, ScriptedModel(reply=stall))).fallback == "model_slow"


def test_what_was_cut_at_the_models_own_limit_is_too_long(opened: list[Talk]) -> None:
    model = ScriptedModel(reply=says("lange Antwort"), breaks_after=1, is_cut=True)
    assert broken(stream(opened, model)).fallback == "model_too_long"


@pytest.mark.parametrize("size", [1, 10_000])
def test_a_model_without_an_end_is_stopped_at_the_limit(size: int, opened: list[Talk]) -> None:
    model = ScriptedModel(reply=says("x" * 200_000), characters_a_piece=size, seconds_a_piece=0.001)
    assert broken(stream(opened, model, max_tokens=50)).fallback == "model_too_long"
    assert model.given_up.wait(60)
    assert model.pieces_written * size < 200_000
    assert CHARACTERS_A_TOKEN * 50 < 10_000


def test_nobody_listens_any_more_ends_the_talk_within_moments(opened: list[Talk]) -> None:
    gone = threading.Event()
    model = ScriptedModel(reply=says("x" * 100), seconds_a_piece=0.2)
    pieces = stream(opened, model, seconds=60, gone=gone)
    next(pieces)
    gone.set()
    started = time.monotonic()
    with pytest.raises(GoneError):
        list(pieces)
    assert time.monotonic() - started < 9
    assert model.given_up.wait(60)


def test_a_reader_that_has_enough_ends_the_talk(opened: list[Talk]) -> None:
    model = ScriptedModel(reply=says("x" * 1000), seconds_a_piece=0.01)
    pieces = stream(opened, model)
    next(pieces)
    pieces.close()  # type: ignore[attr-defined]
    assert model.given_up.wait(60)


def test_tracing_of_langchain_stays_off_though_the_environment_asks_for_it(
    opened: list[Talk], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("LANGSMITH_TRACING", "true")
    get_env_var.cache_clear()
    try:
        assert tracing_is_enabled()
        model = ScriptedModel(reply=says("ok"))
        assert "".join(stream(opened, model)) == "ok"
        assert model.traced == [False]
    finally:
        get_env_var.cache_clear()


def test_what_still_runs_is_ended_in_order_when_it_is_closed(
    opened: list[Talk], caplog: pytest.LogCaptureFixture
) -> None:
    model = ScriptedModel(reply=says("x" * 1000), seconds_a_piece=0.01)
    pieces = stream(opened, model, seconds=600)
    next(pieces)
    opened[0].close()
    assert model.given_up.wait(60)
    assert broken(pieces).fallback == "model_down"
    assert caplog.records == []
