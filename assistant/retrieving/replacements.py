"""The passages of newer versions that replace hits of older ones, where the search did not find them itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from assistant.indexing.index import Index
from assistant.language.terms import stems
from assistant.records import Audience, DocumentInfo
from assistant.retrieving.newer_versions import equivalent

HITS = 5  # of the best hits; those below are hardly read
_NEAREST = 3  # passages of the newer document to compare with


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
