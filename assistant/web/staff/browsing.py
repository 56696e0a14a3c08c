"""The documents that pass the filters of an address, the newest first, older versions with their newest one."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from assistant.indexing.document_filter import FilterableDocuments
from assistant.language.terms import alphabetical
from assistant.reading.describing.superseding import superseded
from assistant.records import STAFF, Audience, DocumentInfo, Filters
from assistant.web import replies
from assistant.web.contract import cited_json


class Entry(NamedTuple):
    """A document as the contract names it, with its older versions, the newest of them first."""

    document: replies.Cited
    older: Sequence[DocumentInfo]


class Browsed(NamedTuple):
    """The documents that pass.

    Attributes:
        infos: all of them, the newest first.
        newest: the newest version by the id of each older one, whether that passes or not.
        joined: the same of those that pass together with their newest version: they stand with it in a list.
    """

    infos: Sequence[DocumentInfo]
    newest: Mapping[str, DocumentInfo]
    joined: Mapping[str, DocumentInfo]

    @property
    def listed(self) -> Sequence[DocumentInfo]:
        """Those that stand for themselves in a list; every other one stands with one of them."""
        return [info for info in self.infos if info.id not in self.joined]

    def entries(self, first: int, number: int) -> list[Entry]:
        """So many of the list, from that place on (from 0)."""
        older: defaultdict[str, list[DocumentInfo]] = defaultdict(list)
        for info in self.infos:
            if newest := self.joined.get(info.id):
                older[newest.id].append(info)
        shown = self.listed[first : first + number]
        return [Entry(cited_json(info, self.newest.get(info.id)), older[info.id]) for info in shown]


def browsed(infos: Sequence[DocumentInfo], filters: Filters, audiences: frozenset[Audience]) -> Browsed:
    """Those of `infos` that are for `audiences` and pass.

    `infos` are all that the caller may see; of these a website may be confined to some, and knows no version of others.
    """
    documents = FilterableDocuments(infos).within(filters.within)
    newest = superseded(documents.of(STAFF))
    ids = documents.passing(filters, audiences)
    passing = sorted((info for info in infos if info.id in ids), key=_place)
    joined = {id: newer for id, newer in newest.items() if id in ids and newer.id in ids}
    return Browsed(passing, newest, joined)


def _place(info: DocumentInfo) -> tuple[bool, int, str, str]:
    """The newest first, those without a date last; of one day by title."""
    day = info.date.toordinal() if info.date else 0
    return info.date is None, -day, alphabetical(info.title), info.path
