"""The passages that came near a question without an answer, sentence by sentence: staff choose the right one."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass

from assistant.feedback.answer_ids import DocumentSpan
from assistant.feedback.gaps import MOST_PLACES, Gap
from assistant.language.sentences import split
from assistant.records import STAFF, Document, Filters, Span
from assistant.web.protocol import Assistant, documents_once

NEAR_WRONG = 3


@dataclass(frozen=True, slots=True)
class Near:
    """A place that came near, as its document stands now; `sentences` are offered as the right quote."""

    document: Document
    place: Span
    sentences: tuple[Span, ...]

    @property
    def page(self) -> int | None:
        return self.document.page_at(self.place.start)


def reading(assistant: Assistant) -> Callable[[Gap], list[Near]]:
    """What gives the near misses of a gap. What is gone or a mere heading is left out.

    A wrong answer cites what is not the right place. So there what the search finds now stands beside it, however many
    places it cites.
    """
    document = documents_once(assistant, STAFF)

    def near(gap: Gap) -> list[Near]:
        places = gap.places
        if "wrong" in gap.reasons:
            places = [*places[: MOST_PLACES - NEAR_WRONG], *_found(assistant, gap), *places[MOST_PLACES - NEAR_WRONG :]]
        seen = [(document(place.document), place) for place in dict.fromkeys(places)]
        nears = [_near(one, place) for one, place in seen if one and place.end <= len(one.text)]
        return [near for near in nears if near.sentences][:MOST_PLACES]

    return near


def _found(assistant: Assistant, gap: Gap) -> Iterator[DocumentSpan]:
    query = " ".join((*gap.history, gap.question))
    for hit in assistant.search(query, audiences=STAFF, filters=Filters(), k=NEAR_WRONG):
        yield DocumentSpan(hit.document.id, hit.passage.start, hit.passage.end)


def _near(document: Document, place: DocumentSpan) -> Near:
    span = Span(place.start, place.end)
    return Near(document, span, tuple(_sentences(document, span)))


def _sentences(document: Document, place: Span) -> Iterator[Span]:
    """The sentences that a stretch of the document touches, whole, of a table the rows; no headings, no mere signs."""
    for block in document.blocks:
        if block.kind == "heading" or not block.span.touches(place):
            continue
        for span in [Span(0, block.end - block.start)] if block.kind == "row" else split(block.span.of(document.text)):
            found = span.moved(block.start)
            if found.touches(place) and any(map(str.isalpha, found.of(document.text))):
                yield found
