"""The earlier questions of a conversation, kept for half an hour and shared by all workers.

They are personal data: stored under the digest of an id that only the visitor has, and overwritten when they expire.
"""

from __future__ import annotations

import json
import logging
import secrets
from typing import NamedTuple, cast

from sqlalchemy import select

from assistant.errors import StorageError
from assistant.records import Audience, FilterField
from assistant.telemetry.logs import because
from assistant.web.shared.sessions import digest_of
from assistant.web.shared.store import SharedStore
from assistant.web.shared.tables import CONVERSATION_SECONDS, conversations

log = logging.getLogger("assistant.web")

LIFETIME_SECONDS = CONVERSATION_SECONDS
MAX_QUESTIONS = 10


class Earlier(NamedTuple):
    """An earlier question, and the filters of its text that the caller took away."""

    text: str
    without_filters: frozenset[FilterField] = frozenset()


class Conversation(NamedTuple):
    """A conversation so far: `questions` are the history of the next one, `kept` what the store held of it."""

    id: str
    audiences: frozenset[Audience]
    questions: tuple[Earlier, ...] = ()
    site: str | None = None
    kept: tuple[Earlier, ...] = ()

    def before(self, *texts: str) -> Conversation:
        """The conversation up to where one of these texts was last asked; all of it if none was."""
        places = [number for number, earlier in enumerate(self.questions) if earlier.text in texts]
        return self._replace(questions=self.questions[: places[-1]]) if places else self


class Conversations:
    """Conversations by opaque id. If the store fails, there are none, and each question stands by itself."""

    def __init__(self, store: SharedStore) -> None:
        self._store = store

    async def resume(
        self, conversation_id: str | None, audiences: frozenset[Audience], site: str | None = None
    ) -> Conversation:
        """The conversation of that id, if it has the same audiences and website, else a new one.

        Questions of staff would tell the public about internal documents, and a public id must not gain internal
        answers.
        """
        new = Conversation(secrets.token_urlsafe(18), audiences, site=site)
        if not conversation_id:
            return new
        asked = new._replace(id=conversation_id)
        try:
            questions = await self._store.call(lambda: self._questions(asked))
        except StorageError as error:
            _tell("conversation not found", error)
            return new
        return new if questions is None else asked._replace(questions=questions, kept=questions)

    async def keep(self, conversation: Conversation, question: Earlier) -> None:
        """Adds the question behind those asked meanwhile, and starts the half hour again."""
        try:
            await self._store.call(lambda: self._add(conversation, question))
        except StorageError as error:
            _tell("conversation not kept", error)

    def _questions(self, asked: Conversation) -> tuple[Earlier, ...] | None:
        place = [conversations.c[name] == value for name, value in _place(asked).items()]
        lasts = self._store.within(conversations.c.last, LIFETIME_SECONDS)
        with self._store.statements() as connection:
            found = connection.scalar(select(conversations.c.questions).where(*place, lasts))
        return None if found is None else _read(found)

    def _add(self, one: Conversation, question: Earlier) -> None:
        """Adds the question by compare-and-swap, so that two at once on any workers are both kept."""
        own = conversations.c.digest == digest_of(one.id)
        with self._store.statements() as connection:
            is_kept = False
            while not is_kept:
                before: str | None = connection.scalar(select(conversations.c.questions).where(own))
                now = one.kept if before is None else _read(before)
                questions = (*(one.questions if now == one.kept else now), question)[-MAX_QUESTIONS:]
                values = {"questions": _written(questions), "last": self._store.now()}
                new = self._store.insert(conversations).values(**_place(one), **values)
                is_same = conversations.c.questions == before
                new = new.on_conflict_do_update(index_elements=[conversations.c.digest], set_=values, where=is_same)
                is_kept = connection.execute(new.returning(conversations.c.digest)).first() is not None


def _place(one: Conversation) -> dict[str, str]:
    return {"digest": digest_of(one.id), "audiences": ",".join(sorted(one.audiences)), "site": one.site or ""}


def _read(written: str) -> tuple[Earlier, ...]:
    return tuple(Earlier(text, frozenset(cast(list[FilterField], without))) for text, without in json.loads(written))


def _written(questions: tuple[Earlier, ...]) -> str:
    return json.dumps([[one.text, sorted(one.without_filters)] for one in questions], ensure_ascii=False)


def _tell(event: str, error: StorageError) -> None:
    log.warning(event, extra=because(error))
