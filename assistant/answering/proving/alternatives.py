""" "Und" for "oder" where it matters: of what is required both are due, and of what may be chosen one is enough."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from typing import NamedTuple

from assistant.answering.proving.proof import Proof
from assistant.answering.proving.refusal import Refusal
from assistant.answering.proving.statements import Clause, Statement

_JOINED = re.compile(r"\s(?:(?P<both>und|sowie|and)|(?P<either>oder|or))\s", re.IGNORECASE)
# Where "Gefördert werden Boote und Stege" means either of them, too, nothing is required.
_REQUIRED = re.compile(
    r"\b(?:besteh(?:t|en)\saus|umfass(?:t|en)|enthält|enthalten|wenn|sofern|falls|consists?\sof|comprises?|contains?|if"
    r"|provided)\b",
    re.IGNORECASE,
)
_ARTICLES = re.compile(r"(?:[a-zäöüß]+\s){0,3}")


class _Pair(NamedTuple):
    """Two concepts with such a word between, whether it is "und", where they stand, and the words."""

    concepts: frozenset[str]
    is_both: bool
    clauses: tuple[int, int]
    words: str


def exchanged(claim: Statement, proof: Proof) -> Iterator[Refusal]:
    """What the sentence joins by the one word and the quotes only by the other, where it is required or a condition."""
    known = {(pair.concepts, pair.is_both) for pair in _pairs(proof.text)}
    for pair in _pairs(claim) if known else ():
        is_turned = (pair.concepts, not pair.is_both) in known and (pair.concepts, pair.is_both) not in known
        if is_turned and _is_required(claim, [claim.clauses[place] for place in pair.clauses]):
            yield Refusal("scope", pair.words)


def _is_required(claim: Statement, clauses: Collection[Clause]) -> bool:
    """Whether it matters; "keine Boote und Stege" are neither."""
    if any(clause.denials for clause in clauses):
        return False
    is_due = any(cue.mood == "must" for clause in clauses for cue in clause.moods)
    return is_due or any(_REQUIRED.search(claim.text, one.span.start, one.span.end) for one in clauses)


def _pairs(text: Statement) -> Iterator[_Pair]:
    heads = ("noun", "name", "other") if text.language == "en" else ("noun", "name")
    ends = {term.word.span.end: term for term in text.terms}
    nouns = [term for term in text.terms if term.word.kind in heads]
    for match in _JOINED.finditer(text.text):
        before = ends.get(match.start())
        behind = next((term for term in nouns if term.start >= match.end()), None)
        if before and behind and _ARTICLES.fullmatch(text.text, match.end(), behind.start):
            concepts = frozenset((before.concept, behind.concept))
            words = text.text[before.start : behind.word.span.end]
            yield _Pair(concepts, match["both"] is not None, (before.clause, behind.clause), words)
