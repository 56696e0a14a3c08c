"""Of two versions of a document, the passage or sentence of the newer one before that which it replaces."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cache
from math import inf
from typing import NamedTuple, TypeVar

from assistant.language.figures import figures
from assistant.language.terms import stems
from assistant.records import DocumentInfo
from assistant.retrieving.version_asked_for import asks_for_older, names_version_of

_Key = TypeVar("_Key")

# Two stretches of text that share this part of their terms are the same one in two versions.
EQUIVALENT = 0.5
NAMED = 2  # concepts of the question that tell that a sentence of either version answers it
CLAUSE_TERMS = 3  # terms that clauses must share to say the same
SAID = 4  # times as far: of two sentences that say the same, the reader network prefers the first by much

_CLAUSES = re.compile(r"[;:]\s|\s[–—]\s")


class Contender(NamedTuple):
    """A ranked sentence or passage.

    Attributes:
        document: the id of its document.
        text: its words.
        score: higher is better.
        yields_to: the id of the newer document whose equivalent goes before it, if any does.
        headings: those that it stands below.
        asked: the concepts of the question that it holds.
    """

    document: str
    text: str
    score: float
    yields_to: str | None = None
    headings: tuple[str, ...] = ()
    asked: frozenset[str] = frozenset()


def newer_first(ranked: Sequence[Contender], close: float = 0.0) -> list[tuple[int, float]]:
    """(position in `ranked`, score), best first, each older contender behind those that replace it.

    Those get at least its score. A contender of the newer document replaces an older one if it is there

    - the one that shares most terms with it, if these are enough to be EQUIVALENT;
    - the best one, in whatever words, within `close` of its score;
    - the best one, within SAID times that, if both share a clause: "...; ein früher Beginn wird nicht zugelassen" and
      "(5) Ein früher Beginn kann zugelassen werden; ...";
    - the best one below the same headings, within twice `close`;
    - the best one below the same headings that holds all concepts of the question that the older one does, NAMED or
      more, at any score: "Anträge sind bis zum 31. Mai zu stellen" and "Anträge können ganzjährig gestellt werden";
    - besides, the best one below the same headings with a figure of a kind that the older one has and no other
      replacement below them: the rate beside the cap.

    Everything else stays in its order, and nothing is left out.
    """
    scores = [contender.score for contender in ranked]
    positions: dict[str, list[int]] = defaultdict(list)
    for at, contender in enumerate(ranked):
        positions[contender.document].append(at)
    terms = cache(lambda at: set(stems(ranked[at].text)))
    for older, contender in enumerate(ranked):
        newer = positions.get(contender.yields_to or "", [])
        below = [at for at in newer if ranked[at].headings == contender.headings != ()]
        equivalent = _equivalent({at: _shared(terms(older), terms(at)) for at in newer})
        for at in (*equivalent, *_best_ones(ranked, older, newer, below, close)):
            scores[at] = max(scores[at], contender.score)
        for at in _with_missing_figures(ranked, older, below, close, scores):
            scores[at] = max(scores[at], contender.score)
    order = sorted(range(len(ranked)), key=lambda at: (-scores[at], bool(ranked[at].yields_to), at))
    return [(at, scores[at]) for at in order]


def _best_ones(
    ranked: Sequence[Contender], older: int, newer: Sequence[int], below: Sequence[int], close: float
) -> Iterator[int]:
    """The newer ones with the best scores, which may differ in words; `below` are those below the same headings."""
    one = ranked[older]
    as_asked = [at for at in below if len(one.asked) >= NAMED and one.asked <= ranked[at].asked]
    for some, within in ((newer, close), (below, 2 * close), (as_asked, inf)):
        yield from _best(ranked, some, one.score - within)
    for at in _best(ranked, newer, one.score - SAID * close):
        if _share_a_clause(one.text, ranked[at].text):
            yield at


def _with_missing_figures(
    ranked: Sequence[Contender], older: int, below: Sequence[int], close: float, scores: Sequence[float]
) -> list[int]:
    """Where some of `below` replace the older one, the best one within SAID times `close` with a figure of a kind that
    it has and those lack."""
    one = ranked[older]
    reached = [at for at in below if ranked[at].score > one.score - SAID * close]
    replacing = [at for at in reached if scores[at] >= one.score]
    missing = _kinds(one.text).difference(*(_kinds(ranked[at].text) for at in replacing)) if replacing else frozenset()
    return _best(ranked, [at for at in reached if missing & _kinds(ranked[at].text)], -inf)


def _best(ranked: Sequence[Contender], some: Iterable[int], above: float) -> list[int]:
    """The position of the best of `some` if its score is above `above`, else nothing."""
    best = max(some, key=lambda at: ranked[at].score, default=None)
    return [best] if best is not None and ranked[best].score > above else []


def _kinds(text: str) -> frozenset[str]:
    """The kinds of quantities in a text, without bare numbers, which may be of anything."""
    return frozenset(figure.kind for figure in figures(text) if figure.kind != "number")


def equivalent(text: str, others: Mapping[str, str]) -> str | None:
    """The key of the text among `others` that is the same stretch in another version; None if none is."""
    mine = set(stems(text))
    return next(iter(_equivalent({key: _shared(mine, set(stems(other))) for key, other in others.items()})), None)


def _equivalent(shared: Mapping[_Key, float]) -> list[_Key]:
    """The key of the largest share of common terms, if it is large enough for one stretch of text in two versions."""
    best = max(shared, key=lambda key: shared[key], default=None)
    return [best] if best is not None and shared[best] >= EQUIVALENT else []


def yields(info: DocumentInfo, query: str, newest: Mapping[str, DocumentInfo]) -> bool:
    """Whether the document is an older version that has to yield to its newest one.

    `newest` maps the ids of older versions to the newest. No version yields that the question names, and none at all
    if it asks for what was valid before.
    """
    return info.id in newest and not names_version_of(query, info) and not asks_for_older(query)


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
