"""Documents, passages and weighed sentences made from Markdown, the way the pipeline makes them."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from typing import Any

import numpy as np
from fakes import ToyEmbedder
from numpy.typing import NDArray

from assistant.answering.at_hand import AtHand
from assistant.answering.looking_up.inquiry import Inquiry
from assistant.answering.quoting.quote import exact_words, quote
from assistant.answering.understanding.understand import Expected, Understanding
from assistant.answering.weighing.weigh import FEATURES, Candidate, Features
from assistant.indexing.split import split
from assistant.knowledge.fact_store import FactStore
from assistant.language.terms import stems
from assistant.reading.read import parse
from assistant.records import Answer, Audience, Document, DocumentInfo, Hit, Passage, Question, Quote, Span
from assistant.retrieving.retrieve import Match, Retriever


def document(text: str, name: str = "richtlinie.md", audience: Audience = "public", **info: Any) -> Document:
    """`text`, read as Markdown, as the file /corpus/`name`."""
    reading = parse(text.encode(), name)
    content_hash = hashlib.sha256(text.encode()).hexdigest()
    id = hashlib.sha256(f"{name}\0{content_hash}".encode()).hexdigest()[:20]
    described: dict[str, Any] = {"title": reading.title or name, "type": "other", "language": "de"} | info
    return Document(
        DocumentInfo(id=id, path=name, audience=audience, **described),
        f"/corpus/{name}",
        content_hash,
        reading.text,
        reading.blocks,
        reading.pages,
    )


def quote_with(source: Document, sentence: Span, exact: Span | None) -> Quote | None:
    """The quote of a sentence of which these words, if any, answer by themselves."""
    found = quote(source, sentence)
    if found is None or exact is None:
        return found
    return replace(found, exact=exact_words(source.text, found.span, exact))


def passages(source: Document, max_tokens: int = 64) -> list[Passage]:
    return split(source, max_tokens=max_tokens, count_tokens=ToyEmbedder().count_tokens)


def sentence(source: Document, beginning: str) -> Span:
    """The sentence of `source` that starts with `beginning`."""
    found = (span for passage in passages(source) for span in passage.sentences)
    return next(span for span in found if span.of(source.text).startswith(beginning))


def match(source: Document, passage: Passage, score: float = 1.0, similarities: Sequence[float] = ()) -> Match:
    cosines = np.array(similarities or [0.5] * len(passage.sentences), np.float32)
    return Match(Hit(passage, source.info, 1, 0.5, score), cosines)


def matches(source: Document, max_tokens: int = 64) -> list[Match]:
    return [match(source, passage) for passage in passages(source, max_tokens)]


def asked(query: str, expected: Expected | None = None, *, is_instruction: bool = False) -> Understanding:
    return Understanding(query, frozenset(stems(query)), "de", expected, is_instruction)


def inquiry(
    question: Question,
    retriever: Retriever,
    kept: FactStore,
    today: datetime.date,
    searched: Answer | None = None,
    at_hand: AtHand | None = None,
    before: Answer | None = None,
) -> Inquiry:
    """A question that is looked up, whose search finds nothing or the answer `searched`, in a conversation about
    `at_hand`, whose topic was answered by `before`."""
    nothing = Answer(question.text, "de", "extractive")
    return Inquiry(question, retriever, kept, today, lambda: searched or nothing, lambda: at_hand, lambda: before)


def candidate(source: Document, beginning: str, score: float = 0.0, **features: float) -> Candidate:
    """The sentence that starts with `beginning`, weighed `score`; features that are not named are 0."""
    span = sentence(source, beginning)
    holder = next(passage for passage in passages(source) if span in passage.sentences)
    return Candidate(source.info, holder, span, Features(*(features.get(name, 0.0) for name in FEATURES)), score)


def quote_of(source: Document, text: str) -> Quote:
    """The stretch of `source` that reads `text`, as a quote of nothing but itself."""
    start = source.text.index(text)
    return Quote(source.info, source.page_at(start), text, start, start + len(text))


def evenly(terms: Iterable[str]) -> dict[str, float]:
    """A rarity that weighs every term alike."""
    return dict.fromkeys(terms, 1.0)


class CloseEmbedder(ToyEmbedder):
    """A ToyEmbedder whose cosines lie between 0.74 and 1, as those of e5 do: all texts share one direction."""

    def embed_query(self, text: str) -> NDArray[np.float32]:
        vector = super().embed_query(text)
        vector[0] += 1.7
        return vector / np.linalg.norm(vector)
