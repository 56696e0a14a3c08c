"""The JSON of OpenAI's chat API, as far as an assistant over documents has a use for it.

Source: https://platform.openai.com/docs/api-reference/chat
Deviations: the answer's own fields (`status`, `citations` and others, see EXTRA) stand beside `choices`; tokens are not
counted; what steers a language model (temperature, tools, a system message) is taken and has no effect.
"""

from __future__ import annotations

import secrets
import time
from dataclasses import dataclass, field
from typing import Annotated, Any, Literal

from pydantic import BaseModel, Discriminator, Field, StrictBool, Tag
from typing_extensions import TypedDict

from assistant.records import Language, Reason
from assistant.web import replies
from assistant.web.fields import Text

MODEL = "wissens-assistent"
MAX_MESSAGES = 500
MAX_PARTS = 50
# Of the answer, in this order; a client that does not know them leaves them out.
EXTRA = ("status", "reason", "resolved", "citations", "contact", "language", "took_ms")

# How a message may be written; pydantic names it in what it finds wrong, where nobody looks for it.
AS_TEXT, AS_PARTS = "as text", "as parts"


def _written_as(content: object) -> str | None:
    return AS_PARTS if isinstance(content, list) else AS_TEXT


class Part(BaseModel):
    """A piece of a message; images and other files have no text and are not looked at."""

    type: Text
    text: Text = ""


_Whole = Annotated[Text, Tag(AS_TEXT)]
_InParts = Annotated[list[Part], Field(max_length=MAX_PARTS), Tag(AS_PARTS)]


class Message(BaseModel):
    role: Literal["system", "developer", "user", "assistant", "tool", "function"]
    content: Annotated[_Whole | _InParts, Discriminator(_written_as)] | None = None

    @property
    def words(self) -> str:
        if isinstance(self.content, list):
            return "\n".join(part.text for part in self.content if part.type == "text")
        return self.content or ""


class ChatRequest(BaseModel):
    """A request for an answer to the last message of the user; the ones before it are what it goes on from."""

    model: Text = MODEL
    messages: Annotated[list[Message], Field(min_length=1, max_length=MAX_MESSAGES)]
    stream: StrictBool | None = False

    @property
    def asked(self) -> list[str]:
        """What the user said, oldest first."""
        return [message.words for message in self.messages if message.role == "user"]


class Said(TypedDict):
    """The answer as Markdown: its sentences with their marks, then the sources."""

    role: Literal["assistant"]
    content: str
    refusal: None


class Choice(TypedDict):
    """The one choice."""

    index: int
    message: Said
    finish_reason: Literal["stop"]
    logprobs: None


class ChatCompletion(TypedDict):
    """An answer in the form of OpenAI's API; what stands beside `choices` is that of `POST /api/ask`."""

    id: str
    object: Literal["chat.completion"]
    created: int
    model: str
    choices: list[Choice]
    status: Literal["answered", "abstained"]
    reason: Reason | None
    resolved: str | None
    citations: list[replies.Citation]
    contact: str | None
    language: Language
    took_ms: float


class Model(TypedDict):
    """The assistant as a model."""

    id: str
    object: Literal["model"]
    created: int
    owned_by: str


class Models(TypedDict):
    """The one model that there is."""

    object: Literal["list"]
    data: list[Model]


class ErrorFields(TypedDict):
    """What happened and what to do, in `message`; `code` is the end of the `type` of a problem."""

    message: str
    type: Literal["invalid_request_error", "server_error"]
    param: None
    code: str


class OpenAiError(TypedDict):
    """An error in the form that OpenAI's clients show."""

    error: ErrorFields


@dataclass(frozen=True, slots=True)
class Completion:
    """The frame of one answer, whole or in pieces: they share an id and a time."""

    id: str = field(default_factory=lambda: f"chatcmpl-{secrets.token_hex(12)}")
    created: int = field(default_factory=lambda: int(time.time()))

    def whole(self, content: str, answer: dict[str, Any]) -> dict[str, Any]:
        message = {"role": "assistant", "content": content, "refusal": None}
        choice = {"index": 0, "message": message, "finish_reason": "stop", "logprobs": None}
        return self._frame("chat.completion", choice) | _extra(answer)

    def piece(self, content: str) -> dict[str, Any]:
        delta = {"role": "assistant", "content": content}
        return self._frame("chat.completion.chunk", {"index": 0, "delta": delta, "finish_reason": None})

    def last(self, answer: dict[str, Any]) -> dict[str, Any]:
        return self._frame("chat.completion.chunk", {"index": 0, "delta": {}, "finish_reason": "stop"}) | _extra(answer)

    def _frame(self, kind: str, choice: dict[str, Any]) -> dict[str, Any]:
        return {"id": self.id, "object": kind, "created": self.created, "model": MODEL, "choices": [choice]}


def model_json() -> Model:
    return {"id": MODEL, "object": "model", "created": 0, "owned_by": MODEL}


def error_json(problem: dict[str, Any]) -> OpenAiError:
    """A problem in the form that OpenAI's clients show: what happened, and what to do."""
    code = problem["type"].rsplit(":", 1)[-1]
    return {
        "error": {
            "message": f"{problem['detail']} {problem['remedy']}",
            "type": "invalid_request_error" if problem["status"] < 500 else "server_error",
            "param": None,
            "code": code,
        }
    }


def _extra(answer: dict[str, Any]) -> dict[str, Any]:
    return {name: answer.get(name) for name in EXTRA}
