"""A compound and the words that it is made of, as one concept: "Beschäftigtenzahl" and "Zahl der Beschäftigten"."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from itertools import pairwise

from assistant.answering.proving.statements import Clause, Statement, Term
from assistant.language.compounds import LINKS, SHORTEST_PART
from assistant.language.lemmas import skeletons

_OF = re.compile(r"\s(?:der|des|von|vom|für|am|an|im|in|eines|einer)(?:\s(?:de[rmn]|die|das|einen?|einem))?\s")
_LINKS = frozenset(LINKS)


def compounded(text: Statement, other: Statement) -> Statement:
    """The text in which two nouns have the concept of the compound that the other one makes of them.

    What they are alone they keep as their part.
    """
    whole = {
        spelling: term.concept
        for term in other.terms
        if term.word.kind in ("noun", "name") and len(term.word.form) >= 2 * SHORTEST_PART
        for spelling in skeletons(term.word)
    }
    if text.language != "de" or other.language != "de" or not whole:
        return text
    made = {place: concept for concept, pair in _pairs(text, whole) for place in pair}
    return replace(text, clauses=tuple(_renamed(clause, made) for clause in text.clauses)) if made else text


def _pairs(text: Statement, whole: Mapping[str, str]) -> Iterator[tuple[str, tuple[int, int]]]:
    """The concept of each compound of two nouns of the text, and where these begin."""
    for clause in text.clauses:
        for head, modifier in pairwise(clause.terms):
            gap = head.word.span.end, modifier.start
            if {head.word.kind, modifier.word.kind} <= {"noun", "name"} and _OF.fullmatch(text.text, *gap):
                made = next((one for one in whole if _is_made_of(one, modifier, head)), None)
                if made:
                    yield whole[made], (head.start, modifier.start)


def _is_made_of(compound: str, modifier: Term, head: Term) -> bool:
    for end in skeletons(head.word):
        rest = compound.removesuffix(end)
        if len(end) >= SHORTEST_PART and rest != compound:
            starts = (one for one in skeletons(modifier.word) if len(one) >= SHORTEST_PART and rest.startswith(one))
            if any(rest.removeprefix(start) in _LINKS for start in starts):
                return True
    return False


def _renamed(clause: Clause, made: Mapping[int, str]) -> Clause:
    new = {term.concept: made[term.start] for term in clause.terms if term.start in made}
    terms = tuple(
        replace(term, concept=made[term.start], is_light=False, parts=term.parts | {term.concept})
        if term.start in made
        else term
        for term in clause.terms
    )
    denials = tuple(
        replace(one, concepts=_with_new(one.concepts, new), around=_with_new(one.around, new)) for one in clause.denials
    )
    return replace(clause, terms=terms, denials=denials, condition=_with_new(clause.condition, new))


def _with_new(words: frozenset[str], new: Mapping[str, str]) -> frozenset[str]:
    return words | {new[word] for word in words if word in new}
