"""Minutes that a question can be narrowed to, one of them internal, beside the usual corpus."""

from __future__ import annotations

from dataclasses import replace

from web_fakes import CORPUS, TODAY, FakeAssistant, make_document

from assistant.answering.writing.talk import Listener
from assistant.records import Answer, Question
from assistant.retrieving.filters import narrowed, understood

MINUTES = make_document(
    "protokolle/messe.md",
    "Protokoll: Messe",
    ["Die Weiterbildung auf der Messe kostet 4.000 Euro."],
    type="minutes",
    lab="Zukunft der Arbeit",
)
SECRET = make_document(
    "protokolle/intern.md",
    "Protokoll: Klausur",
    ["Die Weiterbildung der Klausur kostet 9.000 Euro."],
    type="minutes",
    audience="internal",
    lab="Geheimlabor",
)
NARROWABLE = (*CORPUS, MINUTES, SECRET)
ASKED = "Was kostet die Weiterbildung laut Protokoll vom Mai 2024?"
ASKED_IN_LAB = "Was kostet die Weiterbildung laut Protokoll des Labs Zukunft der Arbeit vom Mai 2024?"


class Strict(FakeAssistant):
    """Never searches without the filters of the question, so that it abstains with them."""

    def ask(self, question: Question, listener: Listener | None = None) -> Answer:
        stated = understood(question.text, self.documents(question.audiences), TODAY)
        filters, fields = narrowed(question.filters, stated.filters, question.without_filters)
        return replace(self._found(question, filters), filters=filters, understood=fields)
