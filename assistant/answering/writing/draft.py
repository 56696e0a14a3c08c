"""What a language model writes, sentence by sentence as it comes: the schema, and a reader of unfinished JSON."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from pydantic import BaseModel, ConfigDict, Field, ValidationError
from pydantic_core import from_json

from assistant.answering.choose import QUOTES
from assistant.language import sentences
from assistant.records import Span

# So many marks a sentence are asked for. Where the server writes by the schema, a small model would count on without
# end; what another one writes beyond it is not refused.
MARKS = 3
# A sentence that goes on longer will not end: of more than 600 characters none is shown, and each piece reads it again.
LONGEST_SENTENCE = 2000


class DraftSentence(BaseModel):
    """A sentence and the numbers of the passages that it rests on, as the model claims."""

    model_config = ConfigDict(extra="forbid", strict=True)

    # First the place, then the words: what is written is written from it.
    passages: list[int] = Field(min_length=1, json_schema_extra={"maxItems": MARKS})
    text: str


class Draft(BaseModel):
    """A whole output. `answerable` stands first, so that a refusal is known before anything is shown."""

    model_config = ConfigDict(extra="forbid", strict=True)

    answerable: bool
    sentences: list[DraftSentence] = Field(json_schema_extra={"maxItems": QUOTES})


SCHEMA: dict[str, Any] = Draft.model_json_schema()


class FormatError(ValueError):
    """The output is not a Draft, and will not become one."""


class DraftReader:
    """Takes an output piece by piece and gives each sentence once it is complete.

    A model that writes several sentences into one text is read sentence by sentence all the same. What stands before
    the first brace and after the last one (a code fence) is passed over; nothing else is.
    """

    def __init__(self) -> None:
        self.text = ""
        self._entry = 0  # the one that is being read
        self._until = 0  # so much of its text has been given

    def feed(self, piece: str) -> list[DraftSentence]:
        """The sentences that `piece` completes; none where it says that there is no answer.

        Raises:
            FormatError: a sentence has not the form of the schema, or no end.
        """
        self.text += piece
        found = _begun(self.text)
        if not found.get("answerable") or "sentences" not in found:
            return []
        entries = found["sentences"]
        if not isinstance(entries, list):
            raise FormatError("sentences")
        return list(self._new(entries))

    def finish(self) -> Draft:
        """The whole output.

        Raises:
            FormatError: it is no Draft: prose, cut short, or without a sentence though there is an answer.
        """
        start, end = self.text.find("{"), self.text.rfind("}") + 1
        try:
            draft = Draft.model_validate(from_json(self.text[max(start, 0) : end]))
        except ValueError as error:  # pydantic's own among them
            raise FormatError("draft") from error
        if draft.answerable and not draft.sentences:
            raise FormatError("empty")
        return draft

    def _new(self, entries: list[object]) -> Iterator[DraftSentence]:
        closed = _closed(self.text)
        while self._entry < len(entries):
            entry = entries[self._entry]
            is_closed = self._entry < closed
            if not is_closed and not _is_being_written(entry):
                return
            written = _checked(entry)
            rest = written.text[self._until :]
            for span in _complete(rest, is_closed=is_closed):
                yield DraftSentence(passages=written.passages, text=span.of(rest))
                self._until = len(written.text) - len(rest) + span.end
            if not is_closed:
                if len(written.text) - self._until > LONGEST_SENTENCE:
                    raise FormatError("endless")
                return
            self._entry, self._until = self._entry + 1, 0


def _begun(text: str) -> dict[str, Any]:
    """The object as far as it is written, an unfinished text at its end included; empty where there is none."""
    start, end = text.find("{"), text.rfind("}") + 1
    if start < 0:
        return {}
    for stretch in (text[start:], text[start:end]):  # the second where something follows the object
        try:
            found = from_json(stretch, allow_partial="trailing-strings")
        except ValueError:
            continue
        return found if isinstance(found, dict) else {}
    return {}


def _closed(text: str) -> int:
    """How many entries are written to their end."""
    start, end = text.find("{"), text.rfind("}") + 1
    for stretch in (text[start:end] + "]}", text[start:end]):
        try:
            found = from_json(stretch)
        except ValueError:
            continue
        return len(found.get("sentences", ()))
    return 0


def _is_being_written(entry: object) -> bool:
    """Whether the passages of an unfinished entry stand, and its text is what grows."""
    return isinstance(entry, dict) and list(entry) == ["passages", "text"]


def _checked(entry: object) -> DraftSentence:
    try:
        return DraftSentence.model_validate(entry)
    except ValidationError as error:
        raise FormatError("sentence") from error


def _complete(text: str, *, is_closed: bool) -> list[Span]:
    """The sentences of a text; of one that grows, those behind which the next one has begun.

    Whether "30." ends a sentence tells the whole word behind it.
    """
    spans = sentences.split(text)
    if is_closed or not spans:
        return spans
    return spans[:-1] if " " in spans[-1].of(text) else spans[:-2]
