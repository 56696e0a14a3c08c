"""A chat model of LangChain's that writes what a test tells it to, in pieces, and can stall, break or be cut."""

from __future__ import annotations

import asyncio
import json
import re
import threading
from collections.abc import AsyncIterator, Callable, Iterator, Sequence
from typing import Any

from langchain_core.language_models import BaseChatModel
from langchain_core.messages import AIMessage, AIMessageChunk, BaseMessage
from langchain_core.outputs import ChatGeneration, ChatGenerationChunk, ChatResult
from langsmith.utils import tracing_is_enabled
from pydantic import Field

Reply = Callable[[list[BaseMessage]], str]


class ScriptedModel(BaseChatModel):
    """Replies to each talk with what `reply` makes of its messages.

    `heard` are the messages of each talk, `traced` whether LangSmith would be told of it, `given_up` is set when the
    asker ends a talk. After `breaks_after` pieces the connection breaks, or the output ends as cut at its limit if
    `is_cut`.
    """

    reply: Reply
    characters_a_piece: int = 7
    seconds_a_piece: float = 0.0
    seconds_before: float = 0.0
    breaks_after: int | None = None
    is_cut: bool = False
    heard: list[list[BaseMessage]] = Field(default_factory=list)
    traced: list[bool] = Field(default_factory=list)
    given_up: Any = Field(default_factory=threading.Event)
    pieces_written: int = 0

    @property
    def _llm_type(self) -> str:
        return "scripted"

    def _generate(self, messages: list[BaseMessage], *_: Any, **__: Any) -> ChatResult:
        return ChatResult(generations=[ChatGeneration(message=AIMessage(self.reply(messages)))])

    async def _astream(
        self, messages: list[BaseMessage], stop: Any = None, run_manager: Any = None, **__: Any
    ) -> AsyncIterator[ChatGenerationChunk]:
        self.heard.append(messages)
        self.traced.append(bool(tracing_is_enabled()))
        try:
            await asyncio.sleep(self.seconds_before)
            for number, piece in enumerate(self._pieces(self.reply(messages))):
                if self.breaks_after == number:
                    if not self.is_cut:
                        raise ConnectionError(messages[-1].text)  # as clients do, with the question in their words
                    cut = {"finish_reason": "length"}
                    yield ChatGenerationChunk(message=AIMessageChunk("", response_metadata=cut))
                    return
                await asyncio.sleep(self.seconds_a_piece)
                self.pieces_written += 1
                yield ChatGenerationChunk(message=AIMessageChunk(piece))
        except (asyncio.CancelledError, GeneratorExit):
            self.given_up.set()
            raise

    def _pieces(self, text: str) -> Iterator[str]:
        for start in range(0, max(len(text), 1), self.characters_a_piece):
            yield text[start : start + self.characters_a_piece]


def says(*outputs: str) -> Reply:
    """The outputs one after the other, the last one again and again."""
    waiting = list(outputs)
    return lambda _: waiting.pop(0) if len(waiting) > 1 else waiting[0]


def draft(*sentences: tuple[str, Sequence[int]], answerable: bool = True) -> str:
    """What a model writes that keeps to the schema."""
    written = [{"passages": list(passages), "text": text} for text, passages in sentences]
    return json.dumps({"answerable": answerable, "sentences": written}, ensure_ascii=False)


def passages_of(messages: list[BaseMessage]) -> dict[int, dict[str, Any]]:
    """The passages that a model is shown, by number."""
    lines = re.findall(r'^\{"number".*\}$', messages[1].text, re.M)
    return {passage["number"]: passage for passage in map(json.loads, lines)}


def number_of(messages: list[BaseMessage], words: str) -> int:
    """The number of the shown passage that holds `words`."""
    return next(number for number, passage in passages_of(messages).items() if words in passage["text"])
