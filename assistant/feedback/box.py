"""Feedback of one data folder, for the server: gives ids to answers, takes votes, and removes questions in time.

With `keep_days` 0 no question is ever written down: answers are counted by day, with the documents that they cite,
those that abstain by reason; of a vote the verdict, the documents cited and the mode are kept. With n days the texts of
questions without an answer and of those whose answer was marked wrong are kept for n days, and then removed. Of who
asked, nothing is kept.
"""

from __future__ import annotations

import datetime
import logging
import threading
import time
from collections.abc import Callable
from contextlib import closing
from dataclasses import replace
from pathlib import Path

from assistant.errors import StorageError, UsageError
from assistant.feedback.answer_ids import given, read, sign
from assistant.feedback.store import FeedbackStore, Verdict
from assistant.language.small_talk import heard
from assistant.records import Answer, Question
from assistant.settings.settings import Settings
from assistant.storage.folder import DataFolder
from assistant.telemetry.logs import because

log = logging.getLogger("assistant.feedback")

LONGEST_COMMENT = 300
PURGE_SECONDS = 3600.0
TURN_SECONDS = 5.0


def refuse_unset(settings: Settings) -> None:
    """Refuses to remove questions where the server's settings are missing: the default would remove them all.

    Raises:
        UsageError: questions are kept, but for how many days is not said here.
    """
    if "keep_questions_days" in settings.model_fields_set or not FeedbackStore.is_there(settings.folder):
        return
    with closing(FeedbackBox(settings.folder, 0)) as box:
        if count := box.store.kept_before(box.kept_since):
            raise UsageError("keep_days_unset", count=count, data=settings.data)


class FeedbackBox:
    """Thread-safe. The store is opened, and made, at the first use."""

    def __init__(self, data: Path | DataFolder, keep_days: int, *, clock: Callable[[], float] = time.time) -> None:
        self.keep_days = keep_days
        self._folder = DataFolder.of(data)
        self._clock = clock
        self._lock = threading.Lock()
        self._store: FeedbackStore | None = None

    @property
    def store(self) -> FeedbackStore:
        """Raises StorageError when it cannot be opened."""
        with self._lock:
            if self._store is None:
                self._store = FeedbackStore.open(self._folder, self.today)
            return self._store

    def close(self) -> None:
        with self._lock:
            if self._store is not None:
                self._store.close()
                self._store = None

    def issue(self, answer: Answer, question: Question) -> str | None:
        """The id of a new answer, which is counted; None for a reply to what asks nothing, and for an abstention that
        is told once more, which are not.

        A store that fails costs the count, no answer; once it was open, no vote either, as soon as it takes some again.
        None before that: nobody could tell the id from a made-up one.
        """
        asks = heard(question.text) is None  # "quelle?" tells nobody what was asked
        if answer.reply or not (asks or answer.citations):
            return None
        is_kept = self.keep_days > 0 and asks
        one = given(answer, question, self._clock(), with_question=is_kept)
        try:
            self.store.note(one)
        except StorageError as error:
            log.warning("feedback not kept", extra=because(error))
        with self._lock:
            return sign(one, self._store.secret) if self._store else None

    def vote(self, answer_id: str, verdict: Verdict, comment: str | None = None) -> None:
        """Takes the verdict on an answer; the last one counts. A comment is kept with the question, or not at all; None
        leaves the one that was made before.

        Raises:
            InputError: this server did not give that answer, or too long ago.
            StorageError: the store cannot be written.
        """
        one = read(answer_id, self.store.secret, self._clock())
        if not self.keep_days:  # the id may be older than this setting
            one, comment = replace(one, question="", history=()), None
        self.store.vote(one, verdict, None if comment is None else comment.strip()[:LONGEST_COMMENT])

    @property
    def today(self) -> datetime.date:
        return datetime.date.fromtimestamp(self._clock())

    @property
    def kept_since(self) -> datetime.date:
        """The first day whose questions are still kept; tomorrow where none are."""
        return self.today - datetime.timedelta(days=self.keep_days if self.keep_days else -1)

    def purge(self) -> int:
        """Removes the questions whose time is over, and gives their number; a folder without a store stays so."""
        return self.store.purge(self.kept_since) if FeedbackStore.is_there(self._folder) else 0

    def purge_until(self, stopping: threading.Event, is_my_turn: Callable[[], bool] = lambda: True) -> None:
        """Purges now and every hour, where no other worker does; whose turn it is is asked again and again."""
        while not stopping.is_set():
            if not is_my_turn():
                stopping.wait(TURN_SECONDS)
                continue
            try:
                self.purge()
            except StorageError as error:
                log.warning("feedback not purged", extra=because(error))
            except Exception:  # a defect, which must not end the deletion of what is old
                log.exception("feedback not purged")
            stopping.wait(PURGE_SECONDS)
