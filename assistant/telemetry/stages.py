"""The stages of a work, and who is told how long each took: one seam for numbers and for traces.

Whoever works marks its stages and knows of nobody; whoever wants to know stands by for a request or a run. Where nobody
does, a stage costs a microsecond.
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


class Onlooker(Protocol):
    """Is told of each stage as it begins, in the thread that works; gives what is told of its end."""

    def begun(self, name: str) -> Ended: ...


_onlookers: ContextVar[tuple[Onlooker, ...]] = ContextVar("onlookers", default=())


@contextmanager
def looked_on_by(*onlookers: Onlooker) -> Iterator[None]:
    """These are told of the stages of whatever is done within, also in threads that take the context along."""
    token = _onlookers.set(onlookers)
    try:
        yield
    finally:
        _onlookers.reset(token)


class Stage(ContextDecorator):
    """A stage as a block, or each call of a function as one: `@Stage("read")`."""

    def __init__(self, name: StageName) -> None:
        self._name = name
        self._ends: list[Ended] = []
        self._started = 0.0

    def _recreate_cm(self) -> Stage:
        """Calls of one function run in many threads at once."""
        return Stage(self._name)

    def __enter__(self) -> None:
        if onlookers := _onlookers.get():
            self._ends = [one.begun(self._name) for one in onlookers]
            self._started = time.perf_counter()

    def __exit__(self, _kind: object, error: BaseException | None, _trace: object) -> None:
        if self._ends:
            seconds = time.perf_counter() - self._started
            for ended in reversed(self._ends):
                ended(seconds, error)
