"""Ranked passages -> those that are shown: the newest first if it is asked for, newer versions before older ones, no
passage twice, not all from one document."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from assistant.indexing.catalog import batched
from assistant.indexing.index import Index
from assistant.indexing.tables import StoredPassage, document_of_passage
from assistant.language.recency import asks_for_newest
from assistant.language.terms import stems
from assistant.records import Audience, DocumentInfo, Passage
from assistant.retrieving.diversify import FIRST, LOOKED_AT, spread
from assistant.retrieving.duplicates import folded
from assistant.retrieving.newer_versions import Contender, newer_first, yields
from assistant.retrieving.newest_asked_for import LOOKED_AT as LOOKED_AT_FOR_DATES
from assistant.retrieving.newest_asked_for import Dated, covers, matter, newest_first
from assistant.retrieving.replacements import HITS, replacements
from assistant.retrieving.search_parts import Parts
from assistant.telemetry.stages import Stage

# Passages are read in steps of `k`, or of this many: in some corpora half of them are duplicates.
_READ = 20

Ranked = Sequence[tuple[str, float]]
"""(passage id, score), best first."""


class Shown(NamedTuple):
    """A passage to show. `same_in` are other documents with the same passage, as far as they were read."""

    passage: Passage
    document: DocumentInfo
    score: float
    same_in: tuple[DocumentInfo, ...]


@dataclass(frozen=True, slots=True)
class Sight:
    """What a caller may see.

    Attributes:
        documents: the ids that the search is restricted to; None for all.
        newest: the newest version of each older document, by the id of that.
        today: later dates do not count, for they are plans or wrong.
    """

    index: Index
    audiences: frozenset[Audience]
    documents: frozenset[str] | None
    newest: Mapping[str, DocumentInfo]
    today: datetime.date


@Stage("arrange")
def arranged(ranked: Ranked, query: str, sight: Sight, k: int, parts: Parts) -> list[Shown]:
    """At most `k` passages that say different things, best first; the first ones do not depend on `k`.

    Scores fall with the rank, except where passages made room for other documents. Passages of newer versions may be
    added that are not among the `ranked`.
    """
    if parts.newest_first and asks_for_newest(query):
        ranked = _newest_first(ranked, query, sight)
    if parts.newer_first and sight.newest:
        ranked = _newer_first(_with_replacements(ranked, query, sight), query, sight)
    return shown(ranked, k, lambda ids: sight.index.passages(ids, sight.audiences), parts)


def shown(
    ranked: Ranked, k: int, read: Callable[[list[str]], Mapping[str, StoredPassage]], parts: Parts
) -> list[Shown]:
    """The first `k` of the ranked passages without duplicates, spread over the documents.

    `read` gives the passages of ids that are still there, in their order. No more are read than needed.
    """
    stored: dict[str, StoredPassage] = {}
    groups: list[list[StoredPassage]] = []
    first: list[int] = []
    others: list[int] = []
    for some in batched(ranked, max(k, _READ)):
        stored |= read([id for id, _ in some])
        found = list(stored.values())
        groups = folded(found) if parts.folded else [[one] for one in found]
        documents = [same[0].document.id for same in groups]
        first, others = spread(documents) if parts.spread else (list(range(len(groups))), [])
        if len(groups) >= k and (len(first) >= min(k, FIRST) or len(groups) >= LOOKED_AT):
            break
    scores = dict(ranked)
    return [_shown(groups[at], scores) for at in [*first, *others][:k]]


def _shown(same: Sequence[StoredPassage], scores: Mapping[str, float]) -> Shown:
    passage, document = same[0]
    others = dict.fromkeys(one.document for one in same if one.document.id != document.id)
    return Shown(passage, document, scores[passage.id], tuple(others))


def _newest_first(ranked: Ranked, query: str, sight: Sight) -> Ranked:
    weights = sight.index.rarity(matter(query), sight.audiences)
    stored = sight.index.passages([id for id, _ in ranked[:LOOKED_AT_FOR_DATES]], sight.audiences)
    scores = dict(ranked)
    dated = []
    for id, (passage, info) in stored.items():
        held = set(stems("\n".join([info.title, *passage.headings, passage.text])))
        dated.append(Dated(scores[id], info.date, covers(weights, held)))
    ids = list(stored)
    risen = [(ids[position], score) for position, score in newest_first(dated, sight.today)]
    return [*risen, *((id, score) for id, score in ranked if id not in stored)]


def _with_replacements(ranked: Ranked, query: str, sight: Sight) -> Ranked:
    """The ranked passages, followed by those of newer versions that replace the best hits and were not found."""
    newer = {}
    older = [id for id, _ in ranked[:HITS] if document_of_passage(id) in sight.newest]
    for id, (_, info) in sight.index.passages(older, sight.audiences).items():
        newest = sight.newest[info.id]
        if yields(info, query, sight.newest) and (sight.documents is None or newest.id in sight.documents):
            newer[id] = newest
    known = {id for id, _ in ranked}
    found = replacements(sight.index, newer, sight.audiences) if newer else []
    return [*ranked, *((id, ranked[-1][1]) for id in found if id not in known)]


def _newer_first(ranked: Ranked, query: str, sight: Sight) -> Ranked:
    """The ranked passages with those of newer versions before those that they replace."""
    older = {document_of_passage(id) for id, _ in ranked} & sight.newest.keys()
    if not older:
        return ranked
    versions = older | {sight.newest[id].id for id in older}
    stored = sight.index.passages([id for id, _ in ranked if document_of_passage(id) in versions], sight.audiences)
    contenders = []
    for id, score in ranked:
        passage, info = stored.get(id, (None, None))
        newer = sight.newest[info.id].id if info and yields(info, query, sight.newest) else None
        contenders.append(Contender(document_of_passage(id), passage.text if passage else "", score, newer))
    return [(ranked[position][0], score) for position, score in newer_first(contenders)]
