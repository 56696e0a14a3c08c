"""Answers that were given, so that what many ask is worked out once."""

from __future__ import annotations

import datetime
import time
import weakref
from collections.abc import Callable
from dataclasses import replace
from threading import Lock

from cachetools import TTLCache

from assistant.records import Answer, Question
from assistant.retrieving.retrieve import Retriever

MOST = 256  # answers, of about 40 kB each
SECONDS = 600  # no question is kept for longer, whoever asked it


class Remembered:
    """The latest answers from one generation of the index; those of an older one are forgotten with the first question.

    A question is the same only if everything is that an answer depends on: who asks, what was asked before, the filters
    and the day. What is too old goes with the next question. Thread-safe.
    """

    def __init__(self, most: int = MOST, clock: Callable[[], float] = time.monotonic) -> None:
        self._answers: TTLCache[tuple[Question, datetime.date], Answer] = TTLCache(most, SECONDS, clock)
        self._retriever: Callable[[], Retriever | None] = lambda: None
        self._lock = Lock()

    def answer(self, question: Question, retriever: Retriever, work: Callable[[], Answer]) -> Answer:
        """What was answered before, or what `work` finds now."""
        started = time.perf_counter()
        key = question, datetime.date.today()
        with self._lock:
            if self._retriever() is not retriever:
                self._answers.clear()
                self._retriever = weakref.ref(retriever)
            known = self._answers.get(key)
        if known is not None:
            return replace(known, took_ms=1000 * (time.perf_counter() - started))
        found = work()
        with self._lock:
            if self._retriever() is retriever:
                self._answers[key] = found
        return found
