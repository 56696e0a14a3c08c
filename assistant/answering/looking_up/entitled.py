"""A sentence of a document with the title of that before it."""

from __future__ import annotations

from collections.abc import Mapping
from itertools import chain

from assistant.answering.cite import plain, readable
from assistant.answering.looking_up.proved_sentences import ProvedSentence
from assistant.answering.quoting.quote import as_quote
from assistant.messages import text
from assistant.records import Document, Language, Quote

LONGEST_TITLE = 160  # characters of a line with the title
BEGINNING = 20  # so many blocks may hold it without being a heading
_INNER_MARKS: Mapping[Language, Mapping[int, int]] = {
    "de": str.maketrans("„“”", "‚‘‘"),
    "en": str.maketrans("„“”", "‘‘’"),
}


def entitle(document: Document, quoted: Quote, language: Language) -> ProvedSentence:
    """The title with the quote, if a place of the document says that it is called so."""
    title, said, place = document.info.title, readable(quoted), _title(document)
    inside = title.translate(_INNER_MARKS[language])
    if place is None:
        return ProvedSentence(said, [quoted], about=title)
    quotes = [quoted] if quoted.holds(document.id, place.span) else [quoted, place]
    return ProvedSentence(text("documents_told", language, title=inside, words=said), quotes, about=title)


def _title(document: Document) -> Quote | None:
    """The first heading or line near the beginning that holds the title."""
    headings = (block for block in document.blocks if block.kind == "heading")
    for block in chain(headings, document.blocks[:BEGINNING]):
        if block.end - block.start <= LONGEST_TITLE and document.info.title in plain(block.span.of(document.text)):
            return as_quote(document, block.span, block.span)
    return None
