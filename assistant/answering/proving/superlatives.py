"""Of which kind something is the first, the only or the largest: "das älteste Schiff mit Dampfantrieb" is not that of
all."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.answering.proving.proof import Proof, nearest
from assistant.answering.proving.refusal import Refusal
from assistant.answering.proving.statements import Statement
from assistant.records import Span

_MOST = re.compile(
    r"\b(?:ist|war|bleibt|is|was|remains)\s(?:[^,;:.]{1,60}?\s)?(?:d(?:er|ie|as)|the)\s"
    r"(?P<most>einzige|größte|[a-zäöüß]{2,18}ste|only|first|[a-z]{3,12}est)[nrs]?\b(?P<rest>[^;:.]{0,200})"
)
# What narrows the kind down; "mit 40 Booten" tells how large the largest is.
_LIMIT = re.compile(
    r"(?<!,)\s(?:mit|ohne|für|with|without|for)\s(?![^,]{0,30}\d)[^,]+?(?=\s(?:in|im|am|an|auf|aus|bei|von|of|on|at)\s|,|\Z)"
    r"|,\s(?:der|die|das)\s[^,]{1,120}\s(?!\w+ste\b)[a-zäöüß]+(?=,|\Z)|\s(?:that|which|who)\s[^,]+"
)


def freed(claim: Statement, proof: Proof) -> Iterator[Refusal]:
    """The most of its kind that the quotes have only of a smaller one, by words that the sentence lacks."""
    said = claim.concepts | claim.parts
    for own in _MOST.finditer(claim.text) if claim.language == proof.text.language else ():
        known = [one for one in _MOST.finditer(proof.text.text) if one["most"] == own["most"]]
        if known and all(_loses_a_limit(one, said, proof.text) for one in known):
            yield Refusal("scope", own["most"])


def _loses_a_limit(known: re.Match[str], said: frozenset[str], source: Statement) -> bool:
    start = known.start("rest")
    limits = (Span(*match.span()).moved(start) for match in _LIMIT.finditer(known["rest"]))
    words = ([term.concept for term in source.within(limit)] for limit in limits)
    return any(some and not any(word in said or nearest(word, said) for word in some) for some in words)
