"""What lists are made of, looked up while nobody waits: after the start, and after each ingestion."""

from __future__ import annotations

import datetime
import logging
import threading

from assistant.errors import AssistantError
from assistant.knowledge.outcomes import Wanted
from assistant.records import AUDIENCES
from assistant.web.services import Assistant

# How soon a new generation is seen. To compare the list of documents costs milliseconds.
LOOK_EVERY_SECONDS = 5.0

log = logging.getLogger("assistant.web")


def look_ahead(assistant: Assistant, stopping: threading.Event) -> None:
    """Extracts programmes and outcomes whenever the documents are others, until `stopping` is set.

    A visitor who came first would wait for it: 53 programmes take 4 s, 32 minutes 1.6 s.
    """
    everything, seen, told = frozenset(AUDIENCES), None, ""
    while not stopping.is_set():
        try:
            documents = assistant.documents(everything)
            if documents != seen:
                assistant.programmes(everything, datetime.date.today())
                assistant.outcomes(everything, Wanted())
                seen, told = documents, ""
        except AssistantError as error:  # who asks for a list is told
            if error.code != told:
                log.warning("lists not looked up", extra={"fields": {"code": error.code, "why": str(error)}})
            told = error.code
        stopping.wait(LOOK_EVERY_SECONDS)
