"""A question with all that it is looked up in."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from assistant.answering.at_hand import AtHand
from assistant.answering.extract import RELATED
from assistant.answering.understanding.following import Resolved, resolve
from assistant.indexing.index import Index
from assistant.knowledge.fact_store import FactStore
from assistant.knowledge.funding import Programme, programmes
from assistant.knowledge.meetings import Meeting, meetings, minutes_among
from assistant.knowledge.outcomes import persons_of
from assistant.language.detect import detect
from assistant.records import Answer, Audience, DocumentInfo, Filters, Hit, Language, Question
from assistant.retrieving.retrieve import Match, Retriever


@dataclass(frozen=True)
class Inquiry:
    """What each look-up is given, and what it may ask of that.

    Attributes:
        retriever: narrowed to what a website searches in.
        kept: the facts of programmes and meetings.
        searched: the answer that a search gives.
        at_hand: the document that the conversation before the question is about.
        listed_before: the answer to what began the topic of the question, where that was looked up.
    """

    question: Question
    retriever: Retriever
    kept: FactStore
    today: datetime.date
    searched: Callable[[], Answer]
    at_hand: Callable[[], AtHand | None]
    listed_before: Callable[[], Answer | None]

    @property
    def audiences(self) -> frozenset[Audience]:
        return self.question.audiences

    @property
    def index(self) -> Index:
        return self.retriever.index

    @property
    def language(self) -> Language:
        """That of the answer."""
        return self.question.language or detect(self.question.text)

    @cached_property
    def resolved(self) -> Resolved:
        """The question with what it takes from the conversation."""
        return resolve(self.question.text, self.question.history)

    @cached_property
    def documents(self) -> list[DocumentInfo]:
        return self.index.documents(self.audiences)

    @cached_property
    def minutes(self) -> list[DocumentInfo]:
        return minutes_among(self.documents)

    @cached_property
    def programmes(self) -> list[Programme]:
        return programmes(self.kept, self.index, self.audiences, self.today)

    @property
    def is_answered(self) -> bool:
        """Whether the search is sure of its answer."""
        found = self.searched()
        return bool(found.citations) and not found.is_unsure

    def meetings(self, minutes: Iterable[DocumentInfo]) -> list[Meeting]:
        return meetings(self.kept, self.index, self.audiences, minutes)

    def closest_of(self, documents: Iterable[DocumentInfo], query: str) -> tuple[Hit, ...]:
        """The closest passages of these documents, which are offered where they do not say it."""
        return tuple(match.hit for match in self.passages_of(documents, query, Filters(), RELATED))

    def passages_of(self, documents: Iterable[DocumentInfo], query: str, filters: Filters, k: int) -> list[Match]:
        """The closest passages of those of the documents that the filters let through; none of no documents."""
        allowed = frozenset(info.id for info in documents)
        filters = replace(filters, documents=allowed & filters.documents if filters.documents else allowed)
        if not filters.documents:
            return []
        return self.retriever.retrieve(query, audiences=self.audiences, filters=filters, k=k)

    def persons(self) -> set[str]:
        """All whom minutes name with an outcome."""
        return persons_of(self.kept, self.index, self.audiences)
