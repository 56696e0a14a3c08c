"""Two of one kind that change places: "vom örtlichen Verein an den überörtlichen Verein" told the other way round.

`roles.py` holds a noun once for each clause; where it stands there twice, its adjectives tell which is which.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import combinations

from assistant.answering.proving.prepositions import PREPOSITIONS
from assistant.answering.proving.proof import Proof
from assistant.answering.proving.refusal import Refusal
from assistant.answering.proving.statements import Statement, Term

_LEADING = {**PREPOSITIONS, "gegenüber": "than"}
_LEAD = re.compile(rf"(?<![\w-])(?:{'|'.join(_LEADING)})(?![\w-])", re.IGNORECASE)

Place = tuple[int, str, str, str]  # the clause, the noun, its adjective, and the role of the preposition before, if any


def exchanged(claim: Statement, proof: Proof) -> Iterator[Refusal]:
    """Adjectives of one noun that have each other's preposition."""
    if claim.language != "de" or proof.text.language != "de":
        return
    known = {place[1:] for place, _ in _places(proof.text)}
    for (one, first), (other, last) in combinations(_places(claim), 2):
        clause, noun, adjective, lead = one
        is_pair = other[:2] == (clause, noun) and other[2] != adjective and other[3] != lead
        if not is_pair or {one[1:], other[1:]} & known:
            continue
        if {(noun, adjective, other[3]), (noun, other[2], lead)} <= known:
            yield Refusal("role", f"{first.word.form} … {last.word.form}")


def _places(text: Statement) -> Iterator[tuple[Place, Term]]:
    """Where a noun stands with an adjective, and the adjective."""
    for number, clause in enumerate(text.clauses):
        start = clause.span.start
        for adjective, noun in zip(clause.terms, clause.terms[1:], strict=False):
            is_pair = noun.word.kind == "noun" and adjective.word.kind in ("verb", "other")
            if is_pair and adjective.word.span.end + 1 == noun.start:
                leads = list(_LEAD.finditer(text.text, start, adjective.start))
                lead = _LEADING[leads[-1][0].lower()] if leads else ""
                yield (number, noun.concept, adjective.concept, lead), adjective
                start = noun.word.span.end
