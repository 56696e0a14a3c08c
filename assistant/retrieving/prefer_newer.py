"""The newer version before the older one: where both say the same thing, the newer takes the older one's place."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping, Sequence
from math import inf
from typing import NamedTuple

from assistant.language.figures import figures
from assistant.language.subject import PROGRAMME
from assistant.language.terms import fold, stems
from assistant.reading.describing.versions import mark
from assistant.records import DocumentInfo

# Two stretches of text that share this part of their terms are the same one in two versions.
EQUIVALENT = 0.5
NAMED = 2  # so many concepts of the question tell that a sentence of either version answers it
CLAUSE_TERMS = 3  # so many terms at least have clauses that say the same
SAID = 4  # a reader gives all to the first of two sentences that say the same

_CLAUSES = re.compile(r"[;:]\s|\s[–—]\s")
_YEAR = re.compile(r"\b(?:19|20)\d\d\b")
# "Wie hoch war der Satz früher?", "und vorher?", "im alten Merkblatt"; not "Muss ich vorher fragen?", "als früher" and
# "Wir waren früher in Hessen". Searched in folded text.
_BEFORE = r"\b(?<!als )(?:frueher|vorher|damals|bisher|bislang)\b"
_RULES = rf"[\w-]*(?:merkbl(?:att|aetter)|richtlinien?|fassung|version|regel\w*|satzung|programm|{PROGRAMME})"
_FORMER = re.compile(
    rf"(?<!\bwir )(?<!\bich )\b(?:war(?:en)?|galt(?:en)?|gabs?|betrug|lag)\b[^.,;:?!]*{_BEFORE}|{_BEFORE}\W*$"
    rf"|\b(?:alte|fruehere|vorige|vorherige|bisherige)[mnrs]? {_RULES}\b"
    r"|\b(?:was|were|did)\b[^.,;:?!]*\b(?:before|previously|formerly|earlier)\W*$"
    r"|\b(?:old|former|previous) (?:guideline|rule|version|voucher|fund|leaflet|rate|amount)s?\b"
)
# What may be, and what is set against the new one: "Kann ich auch früher?", "Gilt die alte Richtlinie noch?".
_NOT_FORMER = re.compile(
    r"\b(?:kann|koennen|muss|muessen|darf|duerfen|neue[nmrs]?|statt|noch|ersetzt|can|may|must|have to)\b"
)


class Contender(NamedTuple):
    """Something that was ranked: where it stands, below which headings, the document whose equivalent goes before it,
    if any does, and which concepts of the question it holds."""

    document: str
    text: str
    score: float
    yields_to: str | None = None
    headings: tuple[str, ...] = ()
    asked: frozenset[str] = frozenset()


def newer_first(ranked: Sequence[Contender], close: float = 0.0) -> list[tuple[int, float]]:
    """(position in `ranked`, score), best first.

    The equivalent of an older contender in the newer document gets at least the older one's score, and stands before
    it. So do the best one there, however it is worded, if its score is within `close` of the older one's, and the best
    one below the same headings, if it is within twice that, or whatever its score, if it holds all of the question
    that the older one does, NAMED or more: "Anträge sind bis zum 31. Mai zu stellen", "Anträge können
    ganzjährig gestellt werden". So does the best one there at all, if it is within SAID times that and a clause of it
    says what one of the older does: "...; ein früher Beginn wird nicht zugelassen", "(5) Ein früher Beginn kann
    zugelassen werden; ...". Beside them goes what the newer one says below the same headings with a figure of a kind
    that only the older one has: the rate beside the cap. Everything else stays in its order, and nothing is left out.
    """
    scores = [contender.score for contender in ranked]
    terms: dict[int, set[str]] = {}
    newer: dict[str, list[int]] = defaultdict(list)
    older = [position for position, contender in enumerate(ranked) if contender.yields_to]
    wanted = {ranked[position].yields_to for position in older}
    for position, contender in enumerate(ranked):
        if contender.document in wanted:
            newer[contender.document].append(position)
    for position in {*older, *(position for positions in newer.values() for position in positions)}:
        terms[position] = set(stems(ranked[position].text))
    for position in older:
        equivalents = newer[ranked[position].yields_to or ""]
        best = max(equivalents, key=lambda other: _shared(terms[position], terms[other]), default=None)
        if best is not None and _shared(terms[position], terms[best]) >= EQUIVALENT:
            scores[best] = max(scores[best], ranked[position].score)
        under = [other for other in equivalents if ranked[other].headings == ranked[position].headings != ()]
        asked = ranked[position].asked
        named = [other for other in under if len(asked) >= NAMED and asked <= ranked[other].asked]
        for some, within in ((equivalents, close), (under, 2 * close), (named, inf)):
            first = max(some, key=lambda other: ranked[other].score, default=None)
            if first is not None and ranked[first].score > ranked[position].score - within:
                scores[first] = max(scores[first], ranked[position].score)
        said = max(equivalents, key=lambda other: ranked[other].score, default=None)
        is_near = said is not None and ranked[said].score > ranked[position].score - SAID * close
        if said is not None and is_near and _share_a_clause(ranked[position].text, ranked[said].text):
            scores[said] = max(scores[said], ranked[position].score)
        reach = [other for other in under if ranked[other].score > ranked[position].score - SAID * close]
        beside = _beside(ranked, position, reach, scores)
        if beside is not None:
            scores[beside] = max(scores[beside], ranked[position].score)
    order = sorted(range(len(ranked)), key=lambda at: (-scores[at], bool(ranked[at].yields_to), at))
    return [(position, scores[position]) for position in order]


def _beside(ranked: Sequence[Contender], older: int, under: Sequence[int], scores: Sequence[float]) -> int | None:
    """The best of those below the same headings with a figure of a kind that the older one has, and no newer one that
    already goes before it."""
    before = [other for other in under if scores[other] >= ranked[older].score]
    missing = _kinds(ranked[older].text).difference(*(_kinds(ranked[other].text) for other in before))
    if not before or not missing:
        return None
    able = (other for other in under if missing & _kinds(ranked[other].text))
    return max(able, key=lambda other: ranked[other].score, default=None)


def _kinds(text: str) -> frozenset[str]:
    """Of which kinds the quantities of a text are; a bare number is one of nothing, or of anything."""
    return frozenset(figure.kind for figure in figures(text) if figure.kind != "number")


def equivalent(text: str, others: Mapping[str, str]) -> str | None:
    """The key of the one of `others` that is the same stretch of text in another version; None if none is."""
    mine = set(stems(text))
    shared = {key: _shared(mine, set(stems(other))) for key, other in others.items()}
    best = max(shared, key=lambda key: shared[key], default=None)
    return best if best is not None and shared[best] >= EQUIVALENT else None


def yields(info: DocumentInfo, query: str, newest: Mapping[str, DocumentInfo]) -> bool:
    """Whether the document is an older version that has to yield to its newest one.

    `newest` maps ids of older versions to that. A version that the question names does not yield, and none does
    where it asks for what held before.
    """
    return info.id in newest and not asks_for(query, info) and not asks_for_older(query)


def asks_for_older(query: str) -> bool:
    """Whether an older version is asked for without its name: "Wie hoch war der Satz früher?" """
    folded = fold(query)
    return _FORMER.search(folded) is not None and not _NOT_FORMER.search(folded)


def asks_for(query: str, info: DocumentInfo) -> bool:
    """Whether the question names the version of the document: its year, or its number."""
    version = mark(info.version or "")
    years = set(_YEAR.findall(info.version or "")) or ({str(info.date.year)} if info.date else set())
    if not years.isdisjoint(_YEAR.findall(query)):
        return True
    return version.number is not None and mark(query).number == version.number


def _shared(one: set[str], other: set[str]) -> float:
    both = len(one & other)
    return both / max(len(one) + len(other) - both, 1)  # without their union, in half the time


def _share_a_clause(one: str, other: str) -> bool:
    """Whether a clause of one text says what a clause of the other does, by their terms."""
    mine, theirs = ([set(stems(clause)) for clause in _CLAUSES.split(text)] for text in (one, other))
    return any(
        len(first & second) >= CLAUSE_TERMS and _shared(first, second) >= EQUIVALENT
        for first in mine
        for second in theirs
    )
