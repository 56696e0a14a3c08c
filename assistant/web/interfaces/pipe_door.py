"""The tools for whoever started the program that serves them over a pipe."""

from __future__ import annotations

from functools import partial
from typing import TYPE_CHECKING, Any

from anyio import to_thread

from assistant.errors import AssistantError
from assistant.records import Audience, Document, Filters, Hit, Language, Question
from assistant.settings.settings import Settings
from assistant.web.answers.asking import checked_text
from assistant.web.contract import answer_json
from assistant.web.fields import AskRequest
from assistant.web.protocol import Assistant

if TYPE_CHECKING:
    from assistant.web.interfaces.tools import Call


class PipeDoor:
    """Calls by whoever started the program, who sees what `audiences` may. Implements tools.Door."""

    def __init__(self, assistant: Assistant, settings: Settings, audiences: frozenset[Audience]) -> None:
        self._assistant = assistant
        self._settings = settings
        self._audiences = audiences

    async def ask(self, call: Call, asked: AskRequest) -> dict[str, Any]:
        words = checked_text(asked.question, self._settings.max_question_characters)
        filters = asked.filters.filters() if asked.filters else Filters()
        question = Question(words, self._audiences, asked.language, filters)
        answer = await to_thread.run_sync(self._assistant.ask, question)
        return answer_json(answer, conversation_id="", contact=self._settings.contact)

    async def search(self, call: Call, query: str, k: int, filters: Filters) -> list[Hit]:
        words = checked_text(query, self._settings.max_question_characters)
        searching = partial(self._assistant.search, words, audiences=self._audiences, filters=filters, k=k)
        return await to_thread.run_sync(searching)

    async def document(self, call: Call, document_id: str) -> Document:
        return await to_thread.run_sync(self._assistant.document, document_id, self._audiences)

    def told(self, call: Call, error: AssistantError) -> str:
        return " ".join(error.explain(self._settings.language))

    def language(self, call: Call) -> Language:
        return self._settings.language

    def server(self, call: Call) -> str:
        return ""
