"""Rows that stand as one quote, and the others of their table: prices are read beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from itertools import takewhile

from assistant.answering.quoting.parts.contents import names_columns
from assistant.answering.quoting.parts.part import Part, in_one_line, part_at
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
    first, last = part_at(document, quoted.start), part_at(document, quoted.end - 1)
    if first.index == last.index or not all(_is_row(Part(document, at)) for at in range(first.index, last.index + 1)):
        return quoted
    above = len(list(takewhile(_is_row, first.all_above())))
    below = len(list(takewhile(_is_row, last.all_below())))
    rows = document.blocks[first.index - above : last.index + below + 1]
    table = Span(rows[0].start, rows[-1].end)
    if table.end - table.start > QUOTE_CHARACTERS:
        return replace(quoted, continues=quoted.continues or below > 0)
    exact = quoted.exact and exact_words(document.text, table, quoted.exact.span)
    whole = as_quote(document, rows[0].span, table, same_in=quoted.same_in, exact=exact)
    behind = (len(in_one_line(document.text[table.start : row.start])) + 1 for row in rows[1:])
    return replace(whole, items=(0, *behind))


def _is_row(part: Part) -> bool:
    return part.kind == "row" and not names_columns(part)
