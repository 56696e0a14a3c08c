"""An answer as text for a terminal: the sentences with their marks, then what each mark stands for."""

from __future__ import annotations

import textwrap
from collections.abc import Iterator

from assistant.answering.narrowing import applied
from assistant.messages import text
from assistant.records import Answer, Citation, Language, Quote

WIDTH = 100
INDENT = 4


def shown(answer: Answer, contact: str) -> str:
    """The answer in its own language, or why there is none and whom to ask."""
    return "\n".join([*_narrowed(answer), *(_answered(answer) if answer.citations else _abstained(answer, contact))])


def _narrowed(answer: Answer) -> Iterator[str]:
    """What the question restricted the search to, if it did."""
    if labels := ", ".join(one.label for one in applied(answer, answer.language)):
        yield _wrapped(text("answer_filters", answer.language, filters=labels))
        yield ""


def _answered(answer: Answer) -> Iterator[str]:
    for sentence in answer.sentences:
        yield _wrapped(sentence.text + "".join(f" [{number}]" for number in sentence.citations))
    for citation in answer.citations:
        yield ""
        yield from _source(citation, answer.language)


def _source(citation: Citation, language: Language) -> Iterator[str]:
    quote = citation.quote
    yield f"[{citation.number}] {quote.document.title}"
    yield " " * INDENT + " · ".join([*_details(quote, language), quote.document.path])
    if newer := quote.superseded_by:
        yield _wrapped(f"{text('element_newer', language)} {newer.title} · {newer.path}", INDENT)
    if quote.same_in:
        yield _wrapped(f"{text('element_also_in', language)} {', '.join(info.title for info in quote.same_in)}", INDENT)
    yield _wrapped(text("answer_quote", language, quote=quote.text), INDENT)


def _details(quote: Quote, language: Language) -> Iterator[str]:
    document = quote.document
    yield text(f"element_type_{document.type}", language)
    yield text("answer_day", language, day=document.date) if document.date else text("element_no_date", language)
    if quote.page is not None:
        yield text("element_page", language, number=quote.page)
    if document.audience == "internal":
        yield text("element_internal", language)


def _abstained(answer: Answer, contact: str) -> Iterator[str]:
    reason = text(f"element_reason_{answer.reason or 'other'}", answer.language)
    yield _wrapped(f"{text('element_abstained', answer.language)} {reason}")
    if contact:
        yield _wrapped(f"{text('element_contact', answer.language)}: {contact}")


def _wrapped(line: str, indent: int = 0) -> str:
    margin = " " * indent
    return textwrap.fill(
        line, WIDTH, initial_indent=margin, subsequent_indent=margin, break_long_words=False, break_on_hyphens=False
    )
