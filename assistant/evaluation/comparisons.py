"""Chooses the variants of a measurement that are wanted, and compares what they find.

The ablation asks the same questions with one part of the search left out, to see what each part is good for.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from functools import cache, partial
from pathlib import Path

from assistant.evaluation import langchain_baseline
from assistant.evaluation.retrieval import FirstRight, Searcher, Seek
from assistant.evaluation.spellings import SPELLINGS
from assistant.evaluation.variants import Comparison, Variant, ask
from assistant.indexing.embedding.embed import (
    Embedder,
    EmbeddingInput,
    PassageVectors,
    QuestionVectors,
    Vector,
    question_vectors,
)
from assistant.indexing.index import Index
from assistant.records import Audience, Document, Filters, Hit
from assistant.retrieving.fuse import Weights
from assistant.retrieving.retrieve import Retriever
from assistant.retrieving.search_parts import Parts

LEXICAL = ("stems", "grams")


@dataclass(frozen=True, slots=True)
class WantedComparisons:
    """`spellings` are keys of SPELLINGS; `ablate` leaves out part after part, `langchain` asks the other stack."""

    spellings: tuple[str, ...] = ()
    ablate: bool = False
    langchain: bool = False


@dataclass(frozen=True, slots=True)
class Measured:
    """The index in the folder `data`, made with `embedder`, and what searches it with `weights`."""

    searcher: Searcher
    data: Path
    embedder: Embedder
    weights: Weights
    documents: Callable[[], Iterable[Document]]


def comparisons(
    wanted: WantedComparisons, measured: Measured, seeks: Sequence[Seek], found: Sequence[FirstRight]
) -> Iterator[Comparison]:
    """`found` is what `measured.searcher` found for `seeks` as they are."""
    if wanted.spellings:
        spelled = (Variant(name, measured.searcher, SPELLINGS[name]) for name in wanted.spellings)
        yield Comparison("by spelling", ("plain", found), {way.name: ask(way, seeks) for way in spelled})
    if wanted.ablate:
        with closing(Index.open(measured.data, measured.embedder.name)) as index:
            every, *others = variants(index, measured.embedder, measured.weights)
            plain = (every.name, ask(every, seeks))
            yield Comparison("ablation", plain, {way.name: ask(way, seeks) for way in others})
    if wanted.langchain:
        searcher = langchain_baseline.LangChainSearcher(measured.data, measured.documents(), measured.embedder)
        other = Variant(langchain_baseline.NAME, searcher)
        yield Comparison(
            f"beside {langchain_baseline.NAME}", ("ours", found), {other.name: ask(other, seeks)}, by_question=True
        )


class Remembering:
    """An embedder that embeds each question once, however often it is asked."""

    def __init__(self, embedder: Embedder) -> None:
        self.name = embedder.name
        self.dimension = embedder.dimension
        self._embedder = embedder
        self._embed = cache(partial(question_vectors, embedder))

    def count_tokens(self, text: str) -> int:
        return self._embedder.count_tokens(text)

    def embed_query(self, text: str) -> Vector:
        return self._embed(text).question

    def embed_question(self, text: str) -> QuestionVectors:
        return self._embed(text)

    def embed_passages(
        self, inputs: Sequence[EmbeddingInput], progress: Callable[[int], None] | None = None
    ) -> list[PassageVectors]:
        return self._embedder.embed_passages(inputs, progress)


class PartsSearcher:
    """Our retriever, with some of its parts."""

    def __init__(self, index: Index, embedder: Embedder, parts: Parts, weights: Weights) -> None:
        self._retriever = Retriever(index, embedder, parts, weights=weights)

    def search(self, query: str, *, audiences: frozenset[Audience], filters: Filters, k: int) -> list[Hit]:
        found = self._retriever.retrieve(query, audiences=audiences, filters=filters, k=k)
        return [match.hit for match in found]


def variants(index: Index, embedder: Embedder, weights: Weights) -> Iterator[Variant]:
    """All parts, then all but one; "lexical" are both searches by words."""
    remembering = Remembering(embedder)

    def searcher(parts: Parts) -> Searcher:
        return PartsSearcher(index, remembering, parts, weights)

    everything = Parts()
    yield Variant("everything", searcher(everything))
    yield Variant("without lexical", searcher(everything.without(*LEXICAL)))
    for name, others in everything.without_each():
        yield Variant(f"without {name}", searcher(others))
