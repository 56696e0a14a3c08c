"""What the web needs of an assistant, so that its tests can run on a scripted one."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from functools import cache
from typing import Protocol

from assistant.answering.writing.talk import Listener
from assistant.errors import AssistantError, NotFoundError
from assistant.knowledge.funding import Programme
from assistant.knowledge.outcomes import OutcomeFilter, StatedOutcome
from assistant.records import Answer, Audience, Document, DocumentInfo, Filters, Hit, Question
from assistant.retrieving.live_retriever import IndexStatus


class Assistant(Protocol):
    """See `answering.assistant.Assistant`. All methods are thread-safe and may block."""

    def warm_up(self) -> None: ...
    def ready(self) -> AssistantError | None: ...
    def index_status(self) -> IndexStatus: ...
    def ask(self, question: Question, listener: Listener | None = None) -> Answer: ...
    def quoted(self, question: Question) -> Answer: ...
    def search(self, query: str, *, audiences: frozenset[Audience], filters: Filters, k: int) -> list[Hit]: ...
    def documents(self, audiences: frozenset[Audience]) -> list[DocumentInfo]: ...
    def document(self, document_id: str, audiences: frozenset[Audience]) -> Document: ...
    def outcomes(self, audiences: frozenset[Audience], wanted: OutcomeFilter) -> list[StatedOutcome]: ...
    def persons(self, audiences: frozenset[Audience]) -> list[str]: ...
    def programmes(self, audiences: frozenset[Audience], today: datetime.date) -> list[Programme]: ...


def documents_once(assistant: Assistant, audiences: frozenset[Audience]) -> Callable[[str], Document | None]:
    """What gives a document by its id and reads each once; None for one that a newer generation took away."""

    @cache
    def document(document_id: str) -> Document | None:
        try:
            return assistant.document(document_id, audiences)
        except NotFoundError:
            return None

    return document
