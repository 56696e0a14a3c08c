"""Quotes that were kept as the proof of a fact, with what stands above them in their documents."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

from assistant.answering.quoting.context import context
from assistant.records import Answer, Citation, Document, Quote, Span


def with_what_is_above(answer: Answer, document_of: Callable[[str], Document | None]) -> Answer:
    """The answer, where nothing stands above a quote, with what its document has there: the topic of a task."""

    def told(one: Citation) -> Citation:
        source = None if one.quote.shown_above else document_of(one.quote.document.id)
        return replace(one, quote=_placed(one.quote, source)) if source else one

    return replace(answer, citations=tuple(map(told, answer.citations)))


def _placed(quoted: Quote, own: Document) -> Quote:
    span = Span(quoted.start, quoted.end)
    above = context(own, span, span)
    return replace(quoted, headings=above.headings, elsewhere=above.elsewhere, before=above.before)
