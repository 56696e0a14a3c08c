"""What a language model writes, sentence by sentence as it comes: the schema, and a reader of unfinished JSON."""

from __future__ import annotations

from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import from_json


class DraftSentence(BaseModel):
    """A sentence and the numbers of the passages that it rests on, as the model claims."""

    model_config = ConfigDict(extra="forbid", strict=True)

    # First the place, then the words: what is written is written from it.
    passages: list[int] = Field(min_length=1)
    text: str


class Draft(BaseModel):
    """A whole output. `answerable` stands first, so that a refusal is known before anything is shown."""

    model_config = ConfigDict(extra="forbid", strict=True)

    answerable: bool
    sentences: list[DraftSentence]


SCHEMA: dict[str, Any] = Draft.model_json_schema()


class FormatError(ValueError):
    """The output is not a Draft, and will not become one."""


class DraftReader:
    """Takes an output piece by piece and gives each sentence once it is complete.

    What stands before the first brace and after the last one (a code fence) is passed over; nothing else is.
    """

    def __init__(self) -> None:
        self.text = ""
        self._given = 0

    def feed(self, piece: str) -> list[DraftSentence]:
        """The sentences that `piece` completes; none where it says that there is no answer.

        Raises:
            FormatError: a sentence has not the form of the schema.
        """
        self.text += piece
        if "}" not in piece:
            return []
        body = self._body()
        found = _parsed(body + "]}") or _parsed(body)  # up to the end of a sentence, or the whole
        if not isinstance(found, dict) or not found.get("answerable"):
            return []
        try:
            new = [DraftSentence.model_validate(one) for one in _listed(found)[self._given :]]
        except ValidationError as error:
            raise FormatError("sentence") from error
        self._given += len(new)
        return new

    def finish(self) -> Draft:
        """The whole output.

        Raises:
            FormatError: it is no Draft: prose, cut short, or without a sentence though there is an answer.
        """
        try:
            draft = Draft.model_validate(from_json(self._body()))
        except ValueError as error:  # pydantic's own among them
            raise FormatError("draft") from error
        if draft.answerable and not draft.sentences:
            raise FormatError("empty")
        return draft

    def _body(self) -> str:
        start, end = self.text.find("{"), self.text.rfind("}") + 1
        return self.text[start:end] if 0 <= start < end else ""


def _parsed(text: str) -> object:
    try:
        return from_json(text)
    except ValueError:
        return None


def _listed(found: dict[str, Any]) -> list[object]:
    sentences = found.get("sentences")
    if not isinstance(sentences, list):
        raise FormatError("sentences")
    return sentences
