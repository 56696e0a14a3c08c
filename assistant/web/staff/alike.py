"""Documents of a list that look the same, with one title and one date, such as a corrected copy beside the old one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable

from assistant.records import DocumentInfo


def alike(infos: Iterable[DocumentInfo]) -> frozenset[str]:
    """The ids of those that share title and date with another one: only their paths tell them apart."""
    found: defaultdict[tuple[object, ...], set[str]] = defaultdict(set)
    for info in infos:
        found[info.title, info.date].add(info.id)
    return frozenset(id for ids in found.values() if len(ids) > 1 for id in ids)
