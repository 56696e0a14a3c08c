"""What a newer version says in the place of a hit of an older one, where the search did not find it by itself."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from assistant.indexing.index import Index
from assistant.language.terms import stems
from assistant.records import Audience, DocumentInfo
from assistant.retrieving.prefer_newer import equivalent

HITS = 5  # so many of the best hits are looked at: what stands below is hardly read
_NEAREST = 3  # so many passages of the newer document are compared


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
