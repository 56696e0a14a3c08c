"""The earlier questions of a conversation: in memory only, for half an hour, in bounded number."""

from __future__ import annotations

import secrets
import time
from collections.abc import Callable
from typing import NamedTuple

from cachetools import TTLCache

from assistant.records import Audience, FilterField

LIFETIME_SECONDS = 30 * 60.0
MAX_CONVERSATIONS = 5_000
MAX_QUESTIONS = 10


class Earlier(NamedTuple):
    """A question that was asked, and the filters of its text that were taken away."""

    text: str
    without_filters: frozenset[FilterField] = frozenset()


class Conversation(NamedTuple):
    id: str
    audiences: frozenset[Audience]
    questions: tuple[Earlier, ...] = ()
    site: str | None = None

    def before(self, text: str) -> Conversation:
        """The conversation up to where this question was last asked, all of it where it was not."""
        places = [number for number, earlier in enumerate(self.questions) if earlier.text == text]
        return self._replace(questions=self.questions[: places[-1]]) if places else self


class Conversations:
    """Conversations by opaque id. Not thread-safe: used on the event loop only."""

    def __init__(self, *, clock: Callable[[], float] = time.monotonic) -> None:
        self._kept: TTLCache[str, Conversation] = TTLCache(MAX_CONVERSATIONS, LIFETIME_SECONDS, timer=clock)

    def resume(
        self, conversation_id: str | None, audiences: frozenset[Audience], site: str | None = None
    ) -> Conversation:
        """The conversation of that id if it was led with the same rights on the same website, else a new one.

        What staff asked would tell the public about internal documents; and a public id must not gain staff
        answers. So rights that differ begin a conversation anew, under a new id.
        """
        kept = self._kept.get(conversation_id or "")
        if kept is not None and (kept.audiences, kept.site) == (audiences, site):
            return kept
        return Conversation(secrets.token_urlsafe(18), audiences, site=site)

    def keep(self, conversation: Conversation, question: Earlier) -> None:
        """Adds the question at the end and starts the half hour again."""
        questions = (*conversation.questions, question)[-MAX_QUESTIONS:]
        self._kept[conversation.id] = conversation._replace(questions=questions)
