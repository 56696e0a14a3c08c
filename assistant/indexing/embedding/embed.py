"""Text to vectors: what an embedder is, and what it is given of a passage.

Every vector has unit length, so a dot product is a cosine.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.records import Document, Passage, Span

Vector = NDArray[np.float32]

CONTEXT_CHARACTERS = 160


class PassageVectors(NamedTuple):
    """The vector of a passage, (d,) float32, and of its sentences, (s, d) float32; unit length."""

    passage: Vector
    sentences: Vector


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


def input_of(document: Document, passage: Passage) -> EmbeddingInput:
    """What is embedded of `passage`: the document's title and the heading path as context, then its text."""
    path = [document.info.title, *(heading for heading in passage.headings if heading != document.info.title)]
    context = " – ".join(path)[:CONTEXT_CHARACTERS]
    sentences = tuple(Span(s.start - passage.start, s.end - passage.start) for s in passage.sentences)
    return EmbeddingInput(context, passage.text, sentences)
