"""A candidate to a quote with its exact words marked: the shortest answer, where it can be told."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.answering.quoting.blocks import block_at
from assistant.answering.quoting.exact import asks_for_former, exact, item_asked_for, labelled
from assistant.answering.quoting.quote import exact_words, quote
from assistant.answering.understanding.understand import Understanding
from assistant.answering.weighing.weigh import READ, Candidate
from assistant.records import Document, Quote, Span


def marked(document: Document, candidate: Candidate, asked: Understanding) -> Quote | None:
    """The quote, or None where the candidate cannot be one.

    Marked are the exact words of the sentence, or of the item of a list that is asked for instead; before both the
    person behind a label that the question speaks of.
    """
    found = quote(document, candidate.span)
    if found is None:
        return None
    quoted = Span(found.start, found.end)
    item = item_asked_for(document, found, candidate.span, asked.terms)
    words = labelled(document.text, item or _around(document, candidate.span, quoted), asked.expected, asked.terms)
    former = asks_for_former(asked.query)
    if item:
        words = words or exact(document.text, item, asked.expected, former=former)
    else:
        words = words or exact(document.text, candidate.span, asked.expected, candidate.exact, former=former)
    return replace(found, exact=exact_words(document.text, quoted, words)) if words else found


def marked_best(quoted: Quote, ranked: Sequence[Candidate], quote_of: Callable[[Candidate], Quote | None]) -> Quote:
    """The quote, where it holds several sentences with the exact words of the one that a reader finds best.

    What is ranked first need not be: "Vier Tage Schicht, ein Tag Kurs. Der Versuch dauert zwölf Monate." Where that
    sentence has no exact words, those that are marked stay.
    """
    inside = [
        one
        for one in ranked
        if one.document.id == quoted.document.id
        and quoted.start <= one.span.start
        and one.span.end <= quoted.end
        and one.answers is not None
    ]
    best = max(inside, key=lambda one: one.features[READ], default=None)
    found = quote_of(best) if best and len(inside) > 1 else None
    if found is None or found.exact is None or found.text not in quoted.text:
        return quoted
    return replace(quoted, exact=found.exact._replace(at=quoted.text.index(found.text) + found.exact.at))


def _around(document: Document, sentence: Span, quoted: Span) -> Span:
    """The block of the sentence, as far as it is quoted."""
    _, block = block_at(document, sentence)
    return Span(max(block.start, quoted.start), min(block.end, quoted.end))
