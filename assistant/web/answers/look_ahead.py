"""What lists are made of, and questions to begin with, looked up while nobody waits: after the start, and after each
ingestion."""

from __future__ import annotations

import datetime
import logging
import threading
from collections.abc import Callable, Sequence
from functools import partial

from assistant.answering.examples import Candidate, Examples, Sources, examples
from assistant.errors import AssistantError
from assistant.knowledge.outcomes import Wanted
from assistant.records import AUDIENCES, Answer, Question, Within
from assistant.settings import Settings
from assistant.web.auth import PUBLIC
from assistant.web.services import Assistant
from assistant.web.visitor import LANGUAGES

# How soon a new generation is seen. To compare the list of documents costs milliseconds.
LOOK_EVERY_SECONDS = 5.0
# Between two examples, and again while somebody asks: who comes in between waits for one answer at most.
PAUSE_SECONDS = 0.1

log = logging.getLogger("assistant.web")


def parts_without_examples(settings: Settings) -> list[Within]:
    """What is searched on our own pages and on each website, where the operator has not written examples for it."""
    if settings.examples:
        return []
    return list(dict.fromkeys([Within(), *(site.within for site in settings.sites.values() if not site.examples)]))


class LookingAhead:
    """Looks up what a visitor who came first would wait for: 53 programmes take 4 s, 32 minutes 1.6 s.

    `kept` gets examples for each of the parts of the documents that `searched` names; they are asked while `is_idle`.
    """

    def __init__(
        self, assistant: Assistant, kept: Examples, searched: Sequence[Within], is_idle: Callable[[], bool]
    ) -> None:
        self._assistant = assistant
        self._kept = kept
        self._searched = searched
        self._is_idle = is_idle

    def until(self, stopping: threading.Event) -> None:
        """Looks whenever the documents are others, until `stopping` is set."""
        everything, seen, told = frozenset(AUDIENCES), None, ""
        while not stopping.is_set():
            try:
                documents = self._assistant.documents(everything)
                if documents != seen:
                    self._kept.forget(info for info in documents if info.audience == "public")
                    self._assistant.programmes(everything, datetime.date.today())
                    self._assistant.outcomes(everything, Wanted())
                    self._ask_examples(stopping)
                    seen, told = documents, ""
            except AssistantError as error:  # who asks for a list is told
                if error.code != told:
                    log.warning("lists not looked up", extra={"fields": {"code": error.code, "why": str(error)}})
                told = error.code
            stopping.wait(LOOK_EVERY_SECONDS)

    def _ask_examples(self, stopping: threading.Event) -> None:
        programmes = self._assistant.programmes(PUBLIC, datetime.date.today())
        read = partial(self._assistant.document, audiences=PUBLIC)
        sources = Sources(self._assistant.documents(PUBLIC), programmes, read)
        for within in self._searched:
            for language in LANGUAGES:
                found: list[Candidate] = []
                for example in examples(sources, language, within, lambda question: self._asked(question, stopping)):
                    found.append(example)
                    if len(found) >= len(self._kept.of(language, within)):  # as long as there are more, those stay
                        self._kept.keep(language, within, found)
                if not stopping.is_set():
                    self._kept.keep(language, within, found)

    def _asked(self, question: Question, stopping: threading.Event) -> Answer | None:
        """The answer when nobody else asks; None where the server stops."""
        while not stopping.wait(PAUSE_SECONDS):
            if self._is_idle():
                return self._assistant.quoted(question)
        return None
