"""The tools over a pipe: `python -m assistant mcp`, for programs that start what they use (stdio)."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, Any

import anyio
from anyio import to_thread

from assistant.command_line import Commands, add_audience, add_command, add_data, audiences_of
from assistant.errors import AssistantError, UsageError
from assistant.messages import text
from assistant.records import Audience, Document, Filters, Hit, Language, Question
from assistant.settings.settings import Settings
from assistant.web.answers.asking import checked_text
from assistant.web.contract import answer_json
from assistant.web.fields import AskRequest
from assistant.web.interfaces.ask_command import assistant_of
from assistant.web.protocol import Assistant

if TYPE_CHECKING:
    from assistant.web.interfaces.tools import Call


def add_mcp(commands: Commands, language: Language) -> None:
    mcp = add_command(commands, "mcp", text("mcp_description", language), run, needs_data=True)
    add_audience(mcp, language)
    add_data(mcp, language)


def run(
    arguments: argparse.Namespace,
    settings: Settings,
    assistant: Callable[[argparse.Namespace, Settings], Assistant] = assistant_of,
) -> int:
    """Answers calls from standard input until it ends.

    Raises:
        UsageError: the protocol's library is not installed.
        AssistantError: there is nothing to answer from.
    """
    try:
        import mcp.server.mcpserver  # noqa: F401
    except ModuleNotFoundError as error:
        if error.name != "mcp":
            raise
        raise UsageError("mcp_missing") from error
    from assistant.web.interfaces.tools import server_of

    door = PipeDoor(assistant(arguments, settings), settings, audiences_of(arguments))
    anyio.run(server_of(door).run_stdio_async)
    return 0


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
