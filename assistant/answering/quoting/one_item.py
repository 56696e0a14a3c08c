"""A quoted list cut down to the one item that answers: who orders the tent, of all that is to be done for the fair."""

from __future__ import annotations

import re

from assistant.answering.quoting.parts.blocks import block_at, level_of
from assistant.answering.quoting.parts.nesting import parent_of
from assistant.answering.quoting.quote import as_quote, exact_words
from assistant.answering.quoting.widen import denies
from assistant.language.tagger import has_finite_verb
from assistant.language.terms import stems
from assistant.records import Document, Quote, Span

LEAST_ITEMS = 3  # a shorter list is read at a glance
# "Zelt: Tarek bestellt es", counted or not ("2. Zelt:", "b) Zelt:"), and the first clause of "Plakate gehen in Druck,
# wenn ...".
_LABEL = re.compile(r"(?:\W{0,3}(?:\d{1,2}[a-z]?|[ivx]{1,4}|[a-z]{1,2})[.)]\s)?\W*[A-ZÄÖÜ][^.:;,|\n]{1,40}:\s")
_CLAUSE = re.compile(r"[^,;:(]+")


def only_its_item(document: Document, quoted: Quote, terms: frozenset[str]) -> Quote:
    """The quote as the item that holds its exact words, if that can be understood alone: it is a clause or has a label,
    and it alone holds all terms of the question that the list does. What leads the list in stands above it then; as it
    was where that denies, or something stands behind the list.
    """
    if quoted.exact is None or quoted.headed or len(quoted.items) < LEAST_ITEMS:
        return quoted
    index, block = block_at(document, quoted.exact.span)
    last = block_at(document, Span(quoted.end - 1, quoted.end))[1]
    if (block.kind, last.kind) != ("item", "item") or not _is_whole(document, index, quoted):
        return quoted
    item = block.span
    words = item.of(document.text)
    led_in_by = quoted.text[: quoted.items[0]]
    shared = terms.intersection(stems(quoted.text)) - set(stems(led_in_by))
    items = (one for one in document.blocks if one.kind == "item" and quoted.start <= one.start < quoted.end)
    holding = [one for one in items if shared.issubset(stems(one.span.of(document.text)))]
    if denies(led_in_by) or not shared or holding != [block] or not _stands_alone(words):
        return quoted
    exact = exact_words(document.text, item, quoted.exact.span)
    return as_quote(document, item, item, same_in=quoted.same_in, exact=exact)


def _is_whole(document: Document, index: int, quoted: Quote) -> bool:
    """Whether block `index` is an item of its own, quoted whole: no part of another one, and without parts."""
    block, below = document.blocks[index], document.blocks[index + 1 : index + 2]
    has_parts = bool(below) and below[0].kind == "item" and level_of(document, index + 1) > level_of(document, index)
    return quoted.span.holds(block.span) and not has_parts and parent_of(document, index) is None


def _stands_alone(words: str) -> bool:
    clause = _CLAUSE.match(words)
    return bool(_LABEL.match(words) or (clause and has_finite_verb(clause[0])))
