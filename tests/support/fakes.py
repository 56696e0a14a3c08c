"""Honest implementations of our protocols, small enough to compute by eye."""

from __future__ import annotations

import hashlib
import re
import time
from collections.abc import Callable, Iterable, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.indexing.embedding.embed import EmbeddingInput, PassageVectors, QuestionVectors
from assistant.indexing.embedding.words import WORD_DIMENSION, content_words
from assistant.indexing.vectors import VectorItem
from assistant.records import Audience

_WORD = re.compile(r"\w+")


class ToyEmbedder:
    """A hashed bag of words: each word counts one in the place that its hash names; unit length.

    `seconds_a_passage` makes it slow, for tests that interrupt it; `embedded` counts the passages so far.
    """

    def __init__(self, name: str = "toy", dimension: int = 64, seconds_a_passage: float = 0.0) -> None:
        self.name = name
        self.dimension = dimension
        self.embedded = 0
        self._seconds_a_passage = seconds_a_passage

    def count_tokens(self, text: str) -> int:
        return len(_WORD.findall(text))

    def embed_query(self, text: str) -> NDArray[np.float32]:
        vector = np.zeros(self.dimension, np.float32)
        for word in _WORD.findall(text.casefold()):
            vector[int.from_bytes(hashlib.sha256(word.encode()).digest()[:4], "big") % self.dimension] += 1
        if not vector.any():
            vector[0] = 1
        return vector / np.linalg.norm(vector)

    def embed_passages(
        self, inputs: Sequence[EmbeddingInput], progress: Callable[[int], None] | None = None
    ) -> list[PassageVectors]:
        found = []
        for item in inputs:
            time.sleep(self._seconds_a_passage)
            sentences = [self.embed_query(span.of(item.text)) for span in item.sentences]
            stacked = np.stack(sentences) if sentences else np.empty((0, self.dimension), np.float32)
            found.append(PassageVectors(self.embed_query(f"{item.context} {item.text}"), stacked))
            self.embedded += 1
            if progress:
                progress(1)
        return found


class WordToyEmbedder(ToyEmbedder):
    """A ToyEmbedder that sees words: each has the vector that it has alone."""

    def embed_question(self, text: str) -> QuestionVectors:
        spans = tuple(content_words(text))
        return QuestionVectors(self.embed_query(text), self._words(text), spans)

    def embed_passages(
        self, inputs: Sequence[EmbeddingInput], progress: Callable[[int], None] | None = None
    ) -> list[PassageVectors]:
        found = super().embed_passages(inputs, progress)
        return [one._replace(words=self._words(item.text)) for one, item in zip(found, inputs, strict=True)]

    def _words(self, text: str) -> NDArray[np.float32]:
        words = [self.embed_query(span.of(text)) for span in content_words(text)]
        return np.stack(words) if words else np.empty((0, WORD_DIMENSION), np.float32)


class ListVectors:
    """A VectorStore that looks at every vector."""

    def __init__(self) -> None:
        self._items: dict[Audience, dict[str, NDArray[np.float32]]] = {"public": {}, "internal": {}}

    def add(self, audience: Audience, items: Iterable[VectorItem]) -> None:
        self._items[audience].update({item.id: item.vector for item in items})

    def nearest(self, vector: NDArray[np.float32], audience: Audience, k: int) -> list[tuple[str, float]]:
        hits = [(id, float(stored @ vector)) for id, stored in self._items[audience].items()]
        return sorted(hits, key=lambda hit: (-hit[1], hit[0]))[:k]

    def count(self, audience: Audience) -> int:
        return len(self._items[audience])

    def ids(self, audience: Audience) -> set[str]:
        return set(self._items[audience])

    def close(self) -> None:
        self._items = {"public": {}, "internal": {}}
