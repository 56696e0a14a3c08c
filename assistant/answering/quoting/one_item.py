"""A quoted list cut down to the one item that answers: who orders the tent, of all that is to be done for the fair."""

from __future__ import annotations

import re

from assistant.answering.quoting.parts.lists import level_of
from assistant.answering.quoting.parts.nesting import parent_of
from assistant.answering.quoting.parts.part import Part, part_at
from assistant.answering.quoting.quote import as_quote, exact_words
from assistant.answering.quoting.widen import denies
from assistant.language.tagger import has_finite_verb
from assistant.language.terms import stems
from assistant.records import Document, Quote

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
    item = part_at(document, quoted.exact.start)
    last = part_at(document, quoted.end - 1)
    if (item.kind, last.kind) != ("item", "item") or not _is_whole(item, quoted):
        return quoted
    led_in_by = quoted.text[: quoted.items[0]]
    shared = terms.intersection(stems(quoted.text)) - set(stems(led_in_by))
    items = (one for one in document.blocks if one.kind == "item" and quoted.start <= one.start < quoted.end)
    holding = [one for one in items if shared.issubset(stems(one.span.of(document.text)))]
    is_only_one = [one.span for one in holding] == [item.span]
    if denies(led_in_by) or not shared or not is_only_one or not _stands_alone(item.text):
        return quoted
    exact = exact_words(document.text, item.span, quoted.exact.span)
    return as_quote(document, item.span, item.span, same_in=quoted.same_in, exact=exact)


def _is_whole(item: Part, quoted: Quote) -> bool:
    """Whether an item is one of its own, quoted whole: no part of another one, and without parts."""
    has_parts = item.below.kind == "item" and level_of(item.below) > level_of(item)
    return quoted.span.holds(item.span) and not has_parts and parent_of(item) is None


def _stands_alone(words: str) -> bool:
    clause = _CLAUSE.match(words)
    return bool(_LABEL.match(words) or (clause and has_finite_verb(clause[0])))
