"""Rows that stand as one quote, and the others of their table: prices are read beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from assistant.answering.quoting.parts.blocks import block_at, in_one_line
from assistant.answering.quoting.parts.contents import names_columns
from assistant.answering.quoting.quote import as_quote, exact_words
from assistant.records import QUOTE_CHARACTERS, Document, Quote, Span
from assistant.retrieving.retrieve import DocumentOf


def with_whole_tables(chosen: Sequence[Quote], document_of: DocumentOf) -> list[Quote]:
    """The quotes, in place of several rows all of their table, unless a better quote is a row of it by itself; what
    stands in one of these is not shown again."""
    shown: list[Quote] = []
    for quoted in chosen:
        source = document_of(quoted.document.id)
        whole = _whole(source, quoted) if source else quoted
        if not any(other.holds(quoted.document.id, quoted.span) for other in shown):
            shown.append(quoted if any(whole.holds(one.document.id, one.span) for one in shown) else whole)
    return shown


def _whole(document: Document, quoted: Quote) -> Quote:
    """A quote of several rows as that of their table; where that is too long, as one that says whether more follow."""
    first = block_at(document, Span(quoted.start, quoted.start + 1))[0]
    last = block_at(document, Span(quoted.end - 1, quoted.end))[0]
    if first == last or not all(_is_row(document, at) for at in range(first, last + 1)):
        return quoted
    above = len(list(takewhile(lambda at: _is_row(document, at), range(first - 1, -1, -1))))
    below = len(list(takewhile(lambda at: _is_row(document, at), range(last + 1, len(document.blocks)))))
    rows = document.blocks[first - above : last + below + 1]
    table = Span(rows[0].start, rows[-1].end)
    if table.end - table.start > QUOTE_CHARACTERS:
        return replace(quoted, continues=quoted.continues or below > 0)
    exact = quoted.exact and exact_words(document.text, table, quoted.exact.span)
    whole = as_quote(document, rows[0].span, table, same_in=quoted.same_in, exact=exact)
    behind = (len(in_one_line(document.text[table.start : row.start])) + 1 for row in rows[1:])
    return replace(whole, items=(0, *behind))


def _is_row(document: Document, index: int) -> bool:
    return document.blocks[index].kind == "row" and not names_columns(document, index)
