"""Text to vectors: what an embedder is, and what it is given of a passage.

Every vector has unit length, so a dot product is a cosine.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol, runtime_checkable

import numpy as np
from numpy.typing import NDArray

from assistant.indexing.embedding.words import WORD_DIMENSION
from assistant.records import DocumentInfo, Passage, Span
from assistant.telemetry.stages import Stage

Vector = NDArray[np.float32]

CONTEXT_CHARACTERS = 160
NO_WORDS = np.empty((0, WORD_DIMENSION), np.float32)


class PassageVectors(NamedTuple):
    """The vector of a passage, (d,) float32, and of its sentences, (s, d) float32; unit length.

    `words` are those of its content words, its context's included, (w, WORD_DIMENSION) (`words.py`); none where the
    embedder does not see words.
    """

    passage: Vector
    sentences: Vector
    words: Vector = NO_WORDS


class QuestionVectors(NamedTuple):
    """The vector of a question, (d,), and of its content words, (w, WORD_DIMENSION); float32, unit length.

    `spans` say where the words stand in the question; words that the model did not see are left out.
    """

    question: Vector
    words: Vector
    spans: tuple[Span, ...]


class EmbeddingInput(NamedTuple):
    """What is embedded of a passage: `context` says where it stands; `sentences` are offsets into `text`."""

    context: str
    text: str
    sentences: tuple[Span, ...]


class Embedder(Protocol):
    """Turns text into vectors of unit length. `name` tells one model from another: an index remembers it."""

    @property
    def name(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    def count_tokens(self, text: str) -> int:
        """The number of tokens of `text`, without the special ones."""
        ...

    def embed_query(self, text: str) -> Vector:
        """The vector of a question, (d,) float32."""
        ...

    def embed_passages(
        self, inputs: Sequence[EmbeddingInput], progress: Callable[[int], None] | None = None
    ) -> list[PassageVectors]:
        """The vectors of passages and their sentences, in the order of `inputs`.

        `progress` is called with the number of passages done since its last call.
        """
        ...


@runtime_checkable
class SeesWords(Protocol):
    """What an Embedder can do besides if it has vectors of the words that a text consists of."""

    def embed_question(self, text: str) -> QuestionVectors:
        """The vectors of a question and of its words."""
        ...


@runtime_checkable
class MadeOnce(Protocol):
    """An Embedder that makes something at its first question, which takes long."""

    def prepare(self) -> None:
        """Makes it now, unless it is there."""
        ...


@Stage("embed")
def question_vectors(embedder: Embedder, text: str) -> QuestionVectors:
    """The vectors of a question, with those of its words where `embedder` sees words."""
    if isinstance(embedder, SeesWords):
        return embedder.embed_question(text)
    return QuestionVectors(embedder.embed_query(text), NO_WORDS, ())


def input_of(document: DocumentInfo, passage: Passage) -> EmbeddingInput:
    """What is embedded of `passage`: the document's title and the heading path as context, then its text."""
    path = [document.title, *(heading for heading in passage.headings if heading != document.title)]
    context = " – ".join(path)[:CONTEXT_CHARACTERS]
    sentences = tuple(sentence.moved(-passage.start) for sentence in passage.sentences)
    return EmbeddingInput(context, passage.text, sentences)
