"""The stages of a request or a run, and the observers that are told how long each took.

Code marks its stages with `Stage` and does not know who observes it. `observed_by` sets the observers for what is done
within it: the metrics, and the traces. Without observers a stage costs a microsecond.
"""

from __future__ import annotations

import time
from collections.abc import Callable, Iterator
from contextlib import ContextDecorator, contextmanager
from contextvars import ContextVar
from typing import Literal, Protocol, get_args

# In the order in which they begin; those from "candidates" to "arrange" lie within "retrieve".
QuestionStage = Literal[
    "understand",
    "retrieve",
    "candidates",
    "embed",
    "fuse",
    "rerank",
    "arrange",
    "weigh",
    "read",
    "judge",
    "choose",
    "compare",
    "verify",
    "generate",
]
# All lie within "run"; "file" is to wait for one that is read in a process of its own, and to split it.
RunStage = Literal["run", "file", "store", "publish"]
StageName = QuestionStage | RunStage
QUESTION_STAGES: tuple[str, ...] = get_args(QuestionStage)

# Told when a stage has ended: the seconds that it took, and what ended it early.
Ended = Callable[[float, BaseException | None], None]


class StageObserver(Protocol):
    """Is called when a stage begins, in the thread that works; what it returns is called when the stage ends."""

    def begun(self, name: str) -> Ended: ...


_observers: ContextVar[tuple[StageObserver, ...]] = ContextVar("observers", default=())


@contextmanager
def observed_by(*observers: StageObserver) -> Iterator[None]:
    """Sets the observers of all stages within the block, also in threads that are started with this context."""
    token = _observers.set(observers)
    try:
        yield
    finally:
        _observers.reset(token)


class Stage(ContextDecorator):
    """One stage: a `with` block, or each call of a function that is decorated with `@Stage("read")`."""

    def __init__(self, name: StageName) -> None:
        self._name = name
        self._ends: list[Ended] = []
        self._started = 0.0

    def _recreate_cm(self) -> Stage:
        """Calls of one function run in many threads at once."""
        return Stage(self._name)

    def __enter__(self) -> None:
        if observers := _observers.get():
            self._ends = [one.begun(self._name) for one in observers]
            self._started = time.perf_counter()

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if self._ends:
            seconds = time.perf_counter() - self._started
            for ended in reversed(self._ends):
                ended(seconds, error)
