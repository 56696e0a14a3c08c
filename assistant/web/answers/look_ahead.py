"""Prepares lists and example questions in the background, after the start and after each ingestion.

One worker does it, and stores the questions for all workers.
"""

from __future__ import annotations

import datetime
import hashlib
import logging
import threading
from collections.abc import Callable, Iterable, Sequence
from functools import partial
from importlib.metadata import version
from typing import Any

from assistant.answering.example_questions import Example, ExpectedPlace, Sources
from assistant.answering.examples import Examples, examples
from assistant.errors import AssistantError
from assistant.knowledge.outcomes import OutcomeFilter
from assistant.records import PUBLIC, STAFF, Answer, DocumentInfo, Question, Span, Within
from assistant.settings.settings import Settings
from assistant.telemetry.logs import Complaint
from assistant.web.protocol import Assistant
from assistant.web.public_kinds import PublicKinds
from assistant.web.shared import notes
from assistant.web.shared.leases import Lease
from assistant.web.shared.store import SharedStore
from assistant.web.visitor import LANGUAGES

# How soon a new generation is seen. To compare the list of documents costs milliseconds.
LOOK_EVERY_SECONDS = 5.0
LONGEST_REST_SECONDS = 300.0  # after a defect that one document may cause for good
# Between two examples, and again while somebody asks: who comes in between waits for one answer at most.
PAUSE_SECONDS = 0.1
# A worker that starts alone has the lease at once.
LEASE_SECONDS = 1.0
NOTE = "examples"

log = logging.getLogger("assistant.web")


def parts_without_examples(settings: Settings) -> list[Within]:
    """The parts of the corpus that our own pages and each website search, as far as the operator gives no examples."""
    if settings.examples:
        return []
    return list(dict.fromkeys([Within(), *(site.within for site in settings.sites.values() if not site.examples)]))


class LookingAhead:
    """Does what the first visitor would wait for: 53 programmes take 4 s, the minutes of 32 meetings 11 s, beside other
    work.

    Args:
        assistant: is asked.
        kept: gets the examples.
        public_kinds: is updated from the same documents.
        searched: the parts of the corpus that examples are made for.
        is_idle: examples are tried only while this is true.
        lease: the worker that holds it does the work; the others read its notes.
        store: where the notes lie.
        today: the clock.
    """

    def __init__(
        self,
        assistant: Assistant,
        kept: Examples,
        public_kinds: PublicKinds,
        searched: Sequence[Within],
        is_idle: Callable[[], bool],
        lease: Lease,
        store: SharedStore,
        today: Callable[[], datetime.date] = datetime.date.today,
    ) -> None:
        self._assistant = assistant
        self._kept = kept
        self._public_kinds = public_kinds
        self._searched = searched
        self._is_idle = is_idle
        self._lease = lease
        self._store = store
        self._today = today
        self._noted = ""

    def until(self, stopping: threading.Event) -> None:
        """Prepares anew whenever the documents or the day have changed, until `stopping` is set."""
        looked: tuple[Sequence[DocumentInfo], datetime.date] | None = None
        complaint, rest = Complaint(log, "lists not looked up"), LOOK_EVERY_SECONDS
        self._lease.wait(LEASE_SECONDS)
        while not stopping.is_set():
            try:
                documents = self._assistant.documents(STAFF)
                self._public_kinds.update(documents)
                now = documents, self._today()
                if now != looked:
                    self._kept.forget(info for info in documents if info.audience == "public")
                    if self._lease.is_held:
                        self._look(*now, stopping)
                        looked = now
                    else:
                        self._read()
                complaint.over()
                rest = LOOK_EVERY_SECONDS
            except AssistantError as error:  # visitors get the same error
                complaint.tell(error)
            except Exception as error:  # a defect, which may be one of these documents alone
                complaint.tell(error)
                rest = min(2 * rest, LONGEST_REST_SECONDS)
            stopping.wait(rest)

    def _look(self, documents: Sequence[DocumentInfo], today: datetime.date, stopping: threading.Event) -> None:
        self._assistant.programmes(STAFF, today)
        self._assistant.outcomes(STAFF, OutcomeFilter())
        made_from = _made_from(documents, self._searched, today)
        if self._searched and self._read() != made_from:
            self._ask_examples(today, stopping)
            if not stopping.is_set():
                notes.write(self._store, NOTE, notes.Note(made_from, _content(self._kept, self._searched)))

    def _read(self) -> str:
        """Keeps the examples that a worker has stored, and returns what they were made from."""
        note = notes.read(self._store, NOTE)
        if note and note.version != self._noted:
            for language, labs, topic, found in note.content:
                self._kept.keep(language, Within(frozenset(labs), topic), [_example(*one) for one in found])
            self._noted = note.version
        return self._noted

    def _ask_examples(self, today: datetime.date, stopping: threading.Event) -> None:
        programmes = self._assistant.programmes(PUBLIC, today)
        read = partial(self._assistant.document, audiences=PUBLIC)
        sources = Sources(self._assistant.documents(PUBLIC), programmes, read)
        for within in self._searched:
            for language in LANGUAGES:
                found: list[Example] = []
                for example in examples(sources, language, within, lambda question: self._asked(question, stopping)):
                    found.append(example)
                    if len(found) >= len(self._kept.of(language, within)):  # as long as there are more, those stay
                        self._kept.keep(language, within, found)
                if not stopping.is_set():
                    self._kept.keep(language, within, found)

    def _asked(self, question: Question, stopping: threading.Event) -> Answer | None:
        """The answer, once nobody else asks; None if the server stops."""
        while not stopping.wait(PAUSE_SECONDS):
            if self._is_idle():
                return self._assistant.quoted(question)
        return None


def _made_from(documents: Iterable[DocumentInfo], searched: Sequence[Within], today: datetime.date) -> str:
    """A checksum of all that the examples depend on, the program and the day included."""
    ids = sorted(info.id for info in documents if info.audience == "public")
    made_from = repr((version("wissens-assistent"), today.isoformat(), ids, [_shown(within) for within in searched]))
    return hashlib.sha256(made_from.encode()).hexdigest()[:32]


def _shown(within: Within) -> tuple[list[str], str | None]:
    return sorted(within.labs), within.topic


def _content(kept: Examples, searched: Sequence[Within]) -> list[Any]:
    return [
        [language, *_shown(within), [_listed(one) for one in kept.known(language, within)]]
        for within in searched
        for language in LANGUAGES
    ]


def _listed(one: Example) -> list[Any]:
    return [one.question, [[place.document, place.span.start, place.span.end] for place in one.places]]


def _example(question: str, places: list[tuple[str, int, int]]) -> Example:
    return Example(question, tuple(ExpectedPlace(document, Span(start, end)) for document, start, end in places))
