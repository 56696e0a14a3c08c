"""A cache of answers, because many people ask the same."""

from __future__ import annotations

import datetime
import time
import weakref
from collections.abc import Callable
from threading import Lock, Timer

from cachetools import TTLCache

from assistant.records import Answer, Question
from assistant.retrieving.retrieve import Retriever

MOST_ANSWERS = 256  # each holds a dozen passages
LIFETIME_SECONDS = 600  # questions are personal data, so none is kept for longer
SWEEP_SECONDS = 60  # expired answers are deleted in this interval, so they expire that much earlier

Key = tuple[Question, datetime.date]


class GivenAnswers:
    """The latest answers from one generation of the index; the first question to another one clears them.

    The key is everything that an answer depends on: text, history, audiences, filters and day. Thread-safe; two threads
    that ask the same at once both work it out.
    """

    def __init__(self, most: int = MOST_ANSWERS, clock: Callable[[], float] = time.monotonic) -> None:
        self._answers: TTLCache[Key, Answer] = TTLCache(most, LIFETIME_SECONDS - SWEEP_SECONDS, clock)
        self._retriever: Callable[[], Retriever | None] = lambda: None
        self._lock = Lock()
        self._sweeping: Timer | None = None

    def answer(
        self, question: Question, retriever: Retriever, today: datetime.date, work: Callable[[], Answer]
    ) -> Answer:
        """The answer that was given before on the day `today`, or that `work` finds now."""
        key = question, today
        with self._lock:
            if self._retriever() is not retriever:
                self._answers.clear()
                self._retriever = weakref.ref(retriever)
            known = self._answers.get(key)
        if known is not None:
            return known
        found = work()
        with self._lock:
            if self._retriever() is retriever:
                self._answers[key] = found
                self._sweep_later()
        return found

    def sweep(self) -> None:
        """Deletes expired answers, even if nobody asks any more."""
        with self._lock:
            self._sweeping = None
            self._answers.expire()
            if len(self._answers):
                self._sweep_later()

    def close(self) -> None:
        """Forgets everything."""
        with self._lock:
            self._answers.clear()
            if self._sweeping:
                self._sweeping.cancel()
                self._sweeping = None

    def _sweep_later(self) -> None:
        if self._sweeping is None:
            self._sweeping = Timer(SWEEP_SECONDS, self.sweep)
            self._sweeping.daemon = True
            self._sweeping.start()
