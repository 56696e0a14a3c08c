"""Weighed sentences to the few quotes that make the answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence

from assistant.answering.weigh import Candidate
from assistant.language.figures import figures
from assistant.language.terms import stems
from assistant.records import Quote

QUOTES = 5  # an answer has at most so many
CLOSE = 3.0  # a sentence that scores so much less than the best one is left out (docs/MEASUREMENTS.md)
SAME = 0.8  # two quotes that share this part of their terms say the same


def choose(ranked: Sequence[Candidate], quote_of: Callable[[Candidate], Quote | None]) -> list[Quote]:
    """The quotes to show: the one of the best candidate first, then the others as they stand in their documents.

    `ranked` are the candidates, best first; `quote_of` gives None for one that is too long to be quoted. Of quotes that
    overlap or say the same, also in two copies of a document, only the best is chosen.
    """
    chosen: list[Quote] = []
    for quote in _close_ones(ranked, quote_of):
        if not any(_overlap(quote, other) or same_words(quote.text, other.text) for other in chosen):
            chosen.append(quote)
        if len(chosen) == QUOTES:
            break
    return chosen[:1] + _in_reading_order(chosen[1:])


def _close_ones(ranked: Sequence[Candidate], quote_of: Callable[[Candidate], Quote | None]) -> Iterator[Quote]:
    best: float | None = None
    for candidate in ranked:
        if best is not None and candidate.score < best - CLOSE:
            return
        quote = quote_of(candidate)
        if quote:
            best = candidate.score if best is None else best
            yield quote


def _overlap(one: Quote, other: Quote) -> bool:
    return one.document.id == other.document.id and one.start < other.end and other.start < one.end


def same_words(one: str, other: str) -> bool:
    """Whether two texts have the same figures and nearly the same terms."""
    mine, theirs = set(stems(one)), set(stems(other))
    shared = len(mine & theirs) / max(len(mine | theirs), 1)
    return shared >= SAME and set(figures(one)) == set(figures(other))


def _in_reading_order(quotes: Sequence[Quote]) -> list[Quote]:
    """By document, the best document's first, and by place within each."""
    documents = list(dict.fromkeys(quote.document.id for quote in quotes))
    return sorted(quotes, key=lambda quote: (documents.index(quote.document.id), quote.start))
