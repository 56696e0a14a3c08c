"""Ranked passages -> those that are shown: the newest first if it is asked for, newer versions before older ones, be it
that the search did not find them itself; what is the same word for word once; not all from one document.
"""

from __future__ import annotations

import datetime
import re
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from assistant.indexing.catalog import batched
from assistant.indexing.index import Index
from assistant.indexing.tables import StoredPassage, document_of_passage
from assistant.language.recency import asks_for_newest
from assistant.language.terms import fold, stems
from assistant.records import Audience, DocumentInfo, Passage
from assistant.retrieving.newer_versions import Contender, equivalent, newer_first, yields
from assistant.retrieving.newest_asked_for import LOOKED_AT as LOOKED_AT_FOR_DATES
from assistant.retrieving.newest_asked_for import Dated, covers, matter, newest_first
from assistant.retrieving.search_parts import Parts
from assistant.telemetry.stages import Stage

FIRST = 10  # hits that are seen at once; behind them the order stays
LOOKED_AT = 30  # no passage from further down comes among the first

# The most among the first hits of one document: of that of the best hit, if it has the two best ones (it is clearly
# meant) or not, and of each other one. gold/dev and ragsource, 2026-11-25: documents among ten hits 4.4 -> 4.9 and 3.6
# -> 4.3, the right one in ten .978 and .961 -> .965, passage R@1/5/10 .500/.800/.878 as without. With 8, 7 and 6 for
# the leading document R@10 is .867, .861 and .856, with 3 for every document .794: questions mean one document and ask
# deep into it.
OF_THE_CLEAR_LEADER = 9
OF_THE_LEADER = 4
OF_OTHERS = 2
# Marks that say nothing, unless a figure stands beside them ("10:30", "1.5").
_MARKS = re.compile(r"(?<!\d)[*#_|`\\;:!?.,\"'„“”‚‘’»«()\[\]{}•·…]+(?!\d)")
HITS = 5  # of the best hits; those below are hardly read
_NEAREST = 3  # passages of the newer document to compare with
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


def replacements(index: Index, newer: Mapping[str, DocumentInfo], audiences: frozenset[Audience]) -> list[str]:
    """The ids of the passages that replace those of `newer`, which maps passage ids of older documents to their newest
    version; none for a passage that has no equivalent there."""
    found: dict[str, None] = {}
    for passage, _ in index.passages(newer, audiences).values():
        newest = frozenset({newer[passage.id].id})
        near = index.lexical("stems", Counter(stems(passage.text)), audiences, _NEAREST, newest)
        texts = {id: one.passage.text for id, one in index.passages([id for id, _ in near], audiences).items()}
        if (best := equivalent(passage.text, texts)) is not None:
            found[best] = None
    return list(found)


def folded(found: Iterable[StoredPassage]) -> list[list[StoredPassage]]:
    """The passages in groups that say the same, in the order of the first of each group.

    Two say the same if they and the headings right above them are equal but for case, spelling (ä or ae), white space
    and punctuation. Similar passages stay apart: directives of two programmes often differ only in the date or
    percentage that is asked for. So do a public and an internal passage.
    """
    groups: dict[tuple[str, ...], list[StoredPassage]] = {}
    for one in found:
        groups.setdefault((one.document.audience, *_said(one.passage)), []).append(one)
    return list(groups.values())


def _said(passage: Passage) -> tuple[str, str]:
    return _bare(passage.headings[-1] if passage.headings else ""), _bare(passage.text)


def _bare(text: str) -> str:
    return " ".join(_MARKS.sub(" ", fold(text)).split())


def spread(documents: Sequence[str]) -> tuple[list[int], list[int]]:
    """The positions of the first hits, and those of all others, each in their former order.

    Args:
        documents: the document of each passage, best first.
    """
    first: list[int] = []
    taken: Counter[str] = Counter()
    for position, document in enumerate(documents[:LOOKED_AT]):
        if len(first) < FIRST and taken[document] < _most(document, documents):
            first.append(position)
            taken[document] += 1
    return first, [position for position in range(len(documents)) if position not in first]


def _most(document: str, documents: Sequence[str]) -> int:
    if document != documents[0]:
        return OF_OTHERS
    return OF_THE_CLEAR_LEADER if documents[1:2] == [document] else OF_THE_LEADER
