"""Honest stand-ins: a searcher and an asker that say what they were told, and an assistant over a real index."""

from __future__ import annotations

from collections.abc import Container, Mapping, Sequence
from dataclasses import replace
from typing import Any

from assistant.indexing.embedding.embed import Embedder
from assistant.indexing.index import Index
from assistant.records import (
    Answer,
    Audience,
    Citation,
    Document,
    DocumentInfo,
    Filters,
    Hit,
    Passage,
    Question,
    Quote,
    Sentence,
)
from assistant.retrieving.retrieve import Retriever
from assistant.settings.settings import Settings

# A line of a gold set, whose question is answered.
GOLD: dict[str, Any] = {
    "id": "g1",
    "question": "Wie hoch ist der Zuschuss?",
    "language": "de",
    "answerable": True,
    "kind": "amount",
    "paraphrase": False,
    "history": [],
    "audience": "public",
    "document": "funding/zuschuss.md",
    "quote": "Der Zuschuss beträgt 500 Euro.",
    "answers": ["500 Euro"],
}
# What makes one of it that nothing answers.
UNANSWERABLE = {"answerable": False, "document": "", "quote": "", "answers": []}


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
    """Answers with the quotes that its script holds for a question, and refuses where there are none.

    Of the questions `unsure` its answers say that they may be none.
    """

    def __init__(self, script: Mapping[str, Sequence[tuple[str, str]]], unsure: Container[str] = ()) -> None:
        self._script, self._unsure = script, unsure
        self.asked: list[Question] = []

    def ask(self, question: Question) -> Answer:
        self.asked.append(question)
        quotes = [Quote(info(d), None, text, 0, len(text)) for d, text in self._script.get(question.text, ())]
        return replace(_answer(question.text, quotes), is_unsure=question.text in self._unsure)


class FirstPassage:
    """Answers with the first passage that a search finds, whole, unless the question has "Mond" in it."""

    def __init__(self, settings: Settings, embedder: Embedder) -> None:
        self._index = Index.open(settings.data, embedder.name)
        self._retriever = Retriever(self._index, embedder)
        self.is_closed = False

    def warm_up(self) -> None:
        self._retriever.embedder.embed_query("Aufwärmen")

    def close(self) -> None:
        self._index.close()
        self.is_closed = True

    def documents(self, audiences: frozenset[Audience]) -> list[DocumentInfo]:
        return self._index.documents(audiences)

    def document(self, document_id: str, audiences: frozenset[Audience]) -> Document:
        document = self._index.document(document_id, audiences)
        assert document is not None
        return document

    def search(self, query: str, *, audiences: frozenset[Audience], filters: Filters, k: int) -> list[Hit]:
        found = self._retriever.retrieve(query, audiences=audiences, filters=filters, k=k)
        return [match.hit for match in found]

    def ask(self, question: Question) -> Answer:
        hits = self.search(question.text, audiences=question.audiences, filters=question.filters, k=1)
        quotes = [
            Quote(hit.document, hit.passage.page, hit.passage.text, hit.passage.start, hit.passage.end) for hit in hits
        ]
        return _answer(question.text, quotes if "Mond" not in question.text else [])


def _answer(question: str, quotes: Sequence[Quote]) -> Answer:
    return Answer(
        question=question,
        language="de",
        mode="extractive",
        sentences=tuple(Sentence(quote.text, (number,)) for number, quote in enumerate(quotes, 1)),
        citations=tuple(Citation(number, quote) for number, quote in enumerate(quotes, 1)),
        reason=None if quotes else "below_threshold",
    )
