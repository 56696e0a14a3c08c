"""Quotes that were kept as the proof of a fact, with what stands above them in their documents."""

from __future__ import annotations

from dataclasses import replace

from assistant.answering.quoting.above.context import context
from assistant.answering.quoting.parts.part import in_one_line
from assistant.records import Answer, Citation, Quote
from assistant.retrieving.retrieve import DocumentOf


def with_what_is_above(answer: Answer, document_of: DocumentOf) -> Answer:
    """The answer, where nothing stands above a quote, with what its document has there: the topic of a task."""

    def told(one: Citation) -> Citation:
        return replace(one, quote=placed(one.quote, document_of))

    return replace(answer, citations=tuple(map(told, answer.citations)))


def placed(quoted: Quote, document_of: DocumentOf) -> Quote:
    """The quote, where nothing stands above it, with what its document has there."""
    own, span = None if quoted.shown_above else document_of(quoted.document.id), quoted.span
    if own is None or in_one_line(span.of(own.text)) != quoted.text:  # by now other words may stand there
        return quoted
    above = context(own, span, span)
    headings = tuple(one for one in above.headings if one != quoted.text.lstrip("# "))
    return replace(quoted, headings=headings, elsewhere=above.elsewhere, before=above.before)
