"""Chooses the variants of a measurement that are wanted, and compares what they find."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from assistant.evaluation import ablation, langchain_baseline
from assistant.evaluation.retrieval import FirstRight, Searcher, Seek
from assistant.evaluation.spellings import SPELLINGS
from assistant.evaluation.variants import Comparison, Variant, ask
from assistant.indexing.embedding.embed import Embedder
from assistant.indexing.index import Index
from assistant.records import Document
from assistant.retrieving.fuse import Weights


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
            every, *others = ablation.variants(index, measured.embedder, measured.weights)
            plain = (every.name, ask(every, seeks))
            yield Comparison("ablation", plain, {way.name: ask(way, seeks) for way in others})
    if wanted.langchain:
        searcher = langchain_baseline.LangChainSearcher(measured.data, measured.documents(), measured.embedder)
        other = Variant(langchain_baseline.NAME, searcher)
        yield Comparison(
            f"beside {langchain_baseline.NAME}", ("ours", found), {other.name: ask(other, seeks)}, by_question=True
        )
