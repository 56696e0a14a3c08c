"""A sentence to a verbatim quote that can be understood alone."""

from __future__ import annotations

import re
from itertools import takewhile

from assistant.answering.quoting.above.context import context
from assistant.answering.quoting.above.pointed import without_pointer
from assistant.answering.quoting.above.topics import is_above_a_question
from assistant.answering.quoting.parts.blocks import is_one_of_several, without_definitions
from assistant.answering.quoting.parts.headings import is_term
from assistant.answering.quoting.parts.labels import begins_anew, is_within_source, names_only
from assistant.answering.quoting.parts.lists import is_behind_a_list, is_left_open, leads_in, list_end
from assistant.answering.quoting.parts.part import in_one_line, part_at
from assistant.answering.quoting.parts.rows import is_taken_up_below, leads_in_rows, row_goes_on, rows_end
from assistant.answering.quoting.parts.scraps import is_scrap
from assistant.answering.quoting.widen import ENDS, below_its_denial, widened, with_its_restriction
from assistant.reading.boxes import boxes_of
from assistant.records import QUOTE_CHARACTERS, Document, DocumentInfo, Exact, Quote, Span

# "Das Produkt soll die folgenden Kriterien erfüllen:", where the first of them is the end of the same sentence.
_FOLLOWING = re.compile(r"\bfolgende[nrs]?\s[^.:]*:\s*\n")


def quote(document: Document, sentence: Span, limit: int = QUOTE_CHARACTERS) -> Quote | None:
    """The sentence as a quote, widened so that it can be understood alone; None for headings, captions and dates, for a
    few words with nothing above them, for what its sentence goes on from behind a long list, and beyond `limit`. Of a
    lead-in that is too long to be quoted with an item the first items, below it."""
    part = part_at(document, sentence.start)
    sentence = without_definitions(document, sentence)
    is_too_long = sentence.end - sentence.start > limit
    if is_too_long or names_only(part, sentence) or is_within_source(document, sentence):
        return None
    if is_above_a_question(part):
        return None
    span = without_definitions(document, widened(document, sentence, limit))
    if is_left_open(document, span) or _ends_a_list(document, span) or is_within_source(document, span):
        return None
    if _leads_in_too_much(document, span):
        item = part_at(document, span.end - 1).below
        items = Span(item.start, list_end(item, item.span, limit))
        return as_quote(document, item.span, items) if item.end - item.start <= limit else None
    if part.kind != "row":
        span = with_its_restriction(document, below_its_denial(document, span, limit), limit)
    if span == sentence and part.kind == "paragraph" and is_scrap(part, sentence):
        return None
    return as_quote(document, sentence, without_pointer(document, sentence, span))


def _leads_in_too_much(document: Document, quoted: Span) -> bool:
    """Whether a stretch ends with the last sentence of a block, which leads a list in and is not over."""
    part = part_at(document, quoted.end - 1)
    is_open = part.kind == "paragraph" and quoted.end >= part.end and leads_in(part)
    return is_open and not quoted.of(document.text).rstrip().endswith(ENDS)


def _ends_a_list(document: Document, quoted: Span) -> bool:
    """Whether a stretch begins with the end of a sentence whose list stands above it."""
    part = part_at(document, quoted.start)
    return quoted.start == part.start and is_behind_a_list(part)


def as_quote(
    document: Document,
    sentence: Span,
    span: Span,
    *,
    same_in: tuple[DocumentInfo, ...] = (),
    exact: Exact | None = None,
) -> Quote:
    """The span, in which the sentence is what answers, as a quote with all that stands above it."""
    above = context(document, sentence, span)
    return Quote(
        document.info,
        document.page_at(span.start),
        in_one_line(span.of(document.text)),
        span.start,
        span.end,
        document.superseded_by,
        tuple(boxes_of(document.boxes, span)),
        same_in=same_in,
        exact=exact,
        headings=above.headings,
        continues=_continues(document, span),
        items=_items(document, span),
        headed=_headed(document, span),
        elsewhere=above.elsewhere,
        before=above.before,
    )


def _items(document: Document, quoted: Span) -> tuple[int, ...]:
    """Where the items of lists begin in the text of the quote, and lines that go on from none; 0 first where it begins
    with an item, and not within one, with a row or the first of several alternatives."""
    first = part_at(document, quoted.start)
    inside = takewhile(lambda part: part.start < quoted.end, first.all_below())
    listed = (part for part in inside if part.kind == "item" or begins_anew(part))
    behind = (len(in_one_line(document.text[quoted.start : part.start])) + 1 for part in listed)
    begins_one = first.kind == "item" and quoted.start == first.start
    is_one = begins_one or first.kind == "row" or is_one_of_several(first)
    return (*([0] if is_one else []), *behind)


def _headed(document: Document, quoted: Span) -> int:
    """Where in the text of the quote the heading or term ends that it begins with; 0 where it begins with none."""
    head = part_at(document, quoted.start)
    is_heading = (head.kind == "heading" or is_term(head)) and head.end < quoted.end
    return len(in_one_line(document.text[quoted.start : head.end])) if is_heading else 0


def _continues(document: Document, quoted: Span) -> bool:
    """Whether behind the quote stands more of what it began: the rest of a list's item or of a row, another item,
    another row of the table that it leads in, the next alternative, or more of "the following criteria:"."""
    first, last = part_at(document, quoted.start), part_at(document, quoted.end - 1)
    words, is_whole = quoted.of(document.text), quoted.end >= last.end
    if leads_in_rows(first) and quoted.end >= first.end:
        return quoted.end < rows_end(first, quoted, len(document.text))
    if not is_whole:
        is_cut = last.kind in ("item", "row") and not words.endswith(ENDS)
        if is_cut or (last.kind == "paragraph" and _FOLLOWING.search(words)):
            return True
    if last.kind == "row":
        return (row_goes_on(last) or is_taken_up_below(last)) and not words.endswith(ENDS)
    if is_whole and is_one_of_several(last):
        return True
    if last.kind == "item":
        return words.endswith((";", ",")) or leads_in(last)
    return last.kind == "paragraph" and is_whole and leads_in(last)


def exact_words(text: str, quoted: Span, exact: Span) -> Exact:
    """The exact words of a quote of `text`; both places are offsets into it."""
    words, before = in_one_line(exact.of(text)), in_one_line(text[quoted.start : exact.start])
    at = in_one_line(quoted.of(text)).index(words, len(before))
    return Exact(words, exact.start, exact.end, at)


def exact_within(longer: Quote, quoted: Quote) -> Exact | None:
    """The exact words of a quote, with their place in a longer one that holds its text."""
    return quoted.exact and quoted.exact._replace(at=longer.text.index(quoted.text) + quoted.exact.at)
