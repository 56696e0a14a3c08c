"""The stages of a work: whoever stands by is told each one, and nobody else is."""

from __future__ import annotations

import threading
import time
from concurrent.futures import ThreadPoolExecutor
from contextvars import copy_context

import pytest

from assistant.telemetry.stages import QUESTION_STAGES, Ended, Stage, observed_by


class Noting:
    """Notes what it is told, in order."""

    def __init__(self) -> None:
        self.told: list[str] = []
        self.seconds: list[float] = []

    def begun(self, name: str) -> Ended:
        self.told.append(f"{name} begins")

        def ended(seconds: float, error: BaseException | None) -> None:
            self.told.append(f"{name} ends" + (f" by {type(error).__name__}" if error else ""))
            self.seconds.append(seconds)

        return ended


@Stage("embed")
def embed(text: str) -> str:
    return text.upper()


@Stage("retrieve")
def retrieve(text: str) -> str:
    return embed(text)


def test_each_stage_is_told_within_the_one_that_it_belongs_to() -> None:
    noting = Noting()
    with observed_by(noting):
        assert retrieve("frage") == "FRAGE"
    assert noting.told == ["retrieve begins", "embed begins", "embed ends", "retrieve ends"]
    inner, outer = noting.seconds
    assert 0 <= inner <= outer


def test_without_anybody_a_stage_is_only_the_work() -> None:
    noting = Noting()
    with observed_by(noting):
        pass
    assert retrieve("frage") == "FRAGE"
    assert noting.told == []


def test_a_stage_that_fails_is_told_with_what_ended_it_and_the_error_goes_on() -> None:
    first, second = Noting(), Noting()
    with observed_by(first, second), pytest.raises(KeyError), Stage("read"):
        raise KeyError("etwas")
    assert first.told == second.told == ["read begins", "read ends by KeyError"]


def test_a_thread_that_takes_the_context_along_is_seen_and_another_one_is_not() -> None:
    noting = Noting()
    with observed_by(noting):
        context = copy_context()
        other = threading.Thread(target=retrieve, args=("x",))
        other.start()
        other.join()
        assert noting.told == []
        with ThreadPoolExecutor(1) as pool:
            pool.submit(context.run, embed, "x").result()
    assert noting.told == ["embed begins", "embed ends"]


def test_many_threads_in_one_function_have_a_stage_each() -> None:
    met = threading.Barrier(8, timeout=60)

    @Stage("read")
    def read() -> None:
        met.wait()

    def seen() -> list[str]:
        noting = Noting()
        with observed_by(noting):
            read()
        return noting.told

    with ThreadPoolExecutor(8) as pool:
        assert list(pool.map(lambda _: seen(), range(8))) == [["read begins", "read ends"]] * 8


def test_all_stages_of_a_question_together_cost_far_less_than_a_tenth_of_a_millisecond() -> None:
    """Counted on the faster of many tries: a busy machine makes the others slow."""
    noting = Noting()

    def once() -> float:
        started = time.thread_time()
        for name in QUESTION_STAGES:
            with Stage(name):  # type: ignore[arg-type]
                pass
        return time.thread_time() - started

    assert min(once() for _ in range(200)) < 1e-4
    with observed_by(noting):
        assert min(once() for _ in range(200)) < 2e-4
