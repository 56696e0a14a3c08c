"""Honest stand-ins: an embedder that can be followed by eye, a searcher and an asker that say what they were told."""

from __future__ import annotations

import zlib
from collections.abc import Callable, Mapping, Sequence

import numpy as np
from numpy.typing import NDArray

from assistant.indexing.embed import EmbeddingInput, PassageVectors
from assistant.records import (
    Answer,
    Audience,
    Citation,
    DocumentInfo,
    Filters,
    Hit,
    Passage,
    Question,
    Quote,
    Sentence,
)

DIMENSION = 64


class ToyEmbedder:
    """A bag of words: each word adds one to the component that its checksum names."""

    name = "toy"
    dimension = DIMENSION

    def __init__(self) -> None:
        self.embedded = 0

    def count_tokens(self, text: str) -> int:
        return len(text.split())

    def embed_query(self, text: str) -> NDArray[np.float32]:
        return _bag(text)

    def embed_passages(
        self, inputs: Sequence[EmbeddingInput], progress: Callable[[int], None] | None = None
    ) -> list[PassageVectors]:
        self.embedded += len(inputs)
        if progress:
            progress(len(inputs))
        return [PassageVectors(_bag(f"{i.context} {i.text}"), _sentences(i)) for i in inputs]


def _sentences(item: EmbeddingInput) -> NDArray[np.float32]:
    bags = [_bag(span.of(item.text)) for span in item.sentences]
    return np.asarray(bags, np.float32).reshape(len(bags), DIMENSION)


def _bag(text: str) -> NDArray[np.float32]:
    vector = np.zeros(DIMENSION, np.float32)
    for word in text.lower().split():
        vector[zlib.crc32(word.strip(".,?!").encode()) % DIMENSION] += 1
    length = float(np.linalg.norm(vector))
    return vector / np.float32(length) if length else np.full(DIMENSION, DIMENSION**-0.5, np.float32)


def info(document_id: str) -> DocumentInfo:
    return DocumentInfo(document_id, f"{document_id}.md", "", "other", "public", "de")


class ScriptedSearcher:
    """Returns the passages that its script holds for a query: (document id, text), best first."""

    def __init__(self, script: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        self._script = script
        self.asked: list[tuple[str, frozenset[Audience], int]] = []

    def search(self, query: str, *, audiences: frozenset[Audience], filters: Filters, k: int) -> list[Hit]:
        self.asked.append((query, audiences, k))
        found = self._script[query][:k]
        return [_hit(rank, document, text) for rank, (document, text) in enumerate(found, 1)]


def _hit(rank: int, document: str, text: str) -> Hit:
    passage = Passage(document, rank * 1000, rank * 1000 + len(text), text, ())
    return Hit(passage, info(document), rank, 1 / rank, 1 / rank)


class ScriptedAsker:
    """Answers with the quotes that its script holds for a question, and refuses where there are none."""

    def __init__(self, script: Mapping[str, Sequence[tuple[str, str]]]) -> None:
        self._script = script
        self.asked: list[Question] = []

    def ask(self, question: Question) -> Answer:
        self.asked.append(question)
        quotes = [Quote(info(d), None, text, 0, len(text)) for d, text in self._script.get(question.text, ())]
        return Answer(
            question=question.text,
            language="de",
            mode="extractive",
            sentences=tuple(Sentence(quote.text, (number,)) for number, quote in enumerate(quotes, 1)),
            citations=tuple(Citation(number, quote) for number, quote in enumerate(quotes, 1)),
            reason=None if quotes else "below_threshold",
        )
