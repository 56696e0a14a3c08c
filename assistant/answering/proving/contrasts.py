"""Two things of which one is done and not the other, or first the one and then the other: "nicht A, sondern B",
"zuerst A, dann B"; and two that "und" joins where "oder" should: of what is required both are due, of what may be
chosen one is enough.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Iterator
from typing import NamedTuple

from assistant.answering.proving.proof import Proof
from assistant.answering.proving.refusal import Refusal
from assistant.answering.proving.statements import Clause, Statement
from assistant.records import Span

_JOINED = re.compile(r"\s(?:(?P<both>und|sowie|and)|(?P<either>oder|or))\s", re.IGNORECASE)
# Where "Gefördert werden Boote und Stege" means either of them, too, nothing is required.
_REQUIRED = re.compile(
    r"\b(?:besteh(?:t|en)\saus|umfass(?:t|en)|enthält|enthalten|wenn|sofern|falls|consists?\sof|comprises?|contains?|if"
    r"|provided)\b",
    re.IGNORECASE,
)
_ARTICLES = re.compile(r"(?:[a-zäöüß]+\s){0,3}")
_NO = r"(?:nicht(?!\snur)|kein(?:e[mnrs]?)?|not(?!\sonly))"
# Each with what is denied or first as the one side, and what is said or comes then as the other.
_DENIED = (
    re.compile(rf"\b{_NO}\s(?P<one>[^,;:.]{{1,100}}?),?\s(?:sondern|but)\s(?P<other>[^,;:.]{{1,120}})", re.IGNORECASE),
    re.compile(
        rf"(?P<other>[^,;:.]{{1,120}}?)(?:,(?:\s(?:und|aber|and))?|\s(?:und|and))\s{_NO}\s(?P<one>[^,;:.]{{1,100}})(?=[.;:]|\Z)",
        re.IGNORECASE,
    ),
)
_IN_ORDER = (
    re.compile(
        r"\b(?:zuerst|zunächst|im\sersten\sSchritt|erst(?=\s(?:de[rmn]|die|das|eine?[nrm]?)\s)|first)\s(?P<one>[^;:.]{1,150}?)"
        r"(?:,\s|\s(?:und|and)\s)(?:dann|danach|anschließend|im\szweiten|then|afterwards)\s(?P<other>[^;:.]{1,150})",
        re.IGNORECASE,
    ),
)

Side = frozenset[tuple[str, bool]]  # concepts, each with whether it is a verb


def turned(claim: Statement, proof: Proof) -> Iterator[Refusal]:
    """Both in each other's place: what the quotes deny is done in the sentence, or what they have last comes first."""
    for patterns in (_DENIED, _IN_ORDER) if claim.language == proof.text.language else ():
        known = [sides for sides, _ in _contrasts(proof.text, patterns)]
        for own, words in _contrasts(claim, patterns) if known else ():
            if any(_agree(own, (last, first)) for first, last in known) and not any(_agree(own, one) for one in known):
                yield Refusal("role", words.strip())


def _contrasts(text: Statement, patterns: Iterable[re.Pattern[str]]) -> Iterator[tuple[tuple[Side, Side], str]]:
    for pattern in patterns:
        for match in pattern.finditer(text.text):
            yield (_side(text, match.span("one")), _side(text, match.span("other"))), match[0]


def _side(text: Statement, ends: tuple[int, int]) -> Side:
    return frozenset((term.concept, term.word.kind == "verb") for term in text.within(Span(*ends)))


def _agree(own: tuple[Side, Side], known: tuple[Side, Side]) -> bool:
    """Whether both have words on the same sides, each for itself, and none of their kind on the other ones."""
    (one, other), (first, last) = own, known
    same = (one & first) - last, (other & last) - first
    kinds = {is_verb for words in same for _, is_verb in words}
    return all(same) and not any(is_verb in kinds for _, is_verb in (one & last) - first | (other & first) - last)


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
    return is_due or any(_REQUIRED.search(claim.text, *one.span) for one in clauses)


def _pairs(text: Statement) -> Iterator[_Pair]:
    ends = {term.word.span.end: term for term in text.terms}
    nouns = [term for term in text.terms if term.is_noun(text.language)]
    for match in _JOINED.finditer(text.text):
        before = ends.get(match.start())
        behind = next((term for term in nouns if term.start >= match.end()), None)
        if before and behind and _ARTICLES.fullmatch(text.text, match.end(), behind.start):
            concepts = frozenset((before.concept, behind.concept))
            words = text.text[before.start : behind.word.span.end]
            yield _Pair(concepts, match["both"] is not None, (before.clause, behind.clause), words)
