"""Filters on documents: the fields of all documents of a generation as columns, each compared at once."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterator, Sequence
from copy import copy
from typing import Self

import numpy as np

from assistant.language.terms import fold
from assistant.records import AUDIENCES, Audience, DocumentInfo, Filters, Within


class FilterableDocuments:
    """The documents of one generation, in the order given. A filter on 11,000 of them takes less than a millisecond."""

    def __init__(self, infos: Sequence[DocumentInfo]) -> None:
        self._infos = {info.id: info for info in infos}
        described = list(self._infos.values())
        self._ids = np.array([info.id for info in described], dtype=object)
        self._audiences = np.array([info.audience for info in described], dtype=object)
        self._words = {
            name: np.array([fold(getattr(info, name) or "") for info in described], dtype=object)
            for name in ("type", "lab", "topic")
        }
        self._dates = np.array([_day(info.date) for info in described], dtype="datetime64[D]")
        self._shown: frozenset[str] | None = None  # none: all of them

    def within(self, within: Within) -> Self:
        """The same documents, of which only those are listed and let through that a website searches in."""
        narrowed = copy(self)
        narrowed._shown = self.passing(Filters(within=within), frozenset(AUDIENCES))
        return narrowed

    def info(self, id: str) -> DocumentInfo:
        """Raises KeyError for a document that the generation does not hold."""
        return self._infos[id]

    def of(self, audiences: frozenset[Audience]) -> list[DocumentInfo]:
        shown = self._infos if self._shown is None else self._shown
        return [info for info in self._infos.values() if info.audience in audiences and info.id in shown]

    def passing(self, filters: Filters, audiences: frozenset[Audience]) -> frozenset[str]:
        """The ids of the documents of `audiences` that `filters` let through, in whatever spelling (ä, ae)."""
        passes = np.zeros(len(self._infos), dtype=bool)
        for audience in audiences:
            passes |= self._audiences == audience
        for name, wanted in _wanted(filters):
            any_of = [np.array(fold(one), dtype=object) for one in wanted]  # a text of numpy loses NULs at its end
            passes &= np.logical_or.reduce([self._words[name] == one for one in any_of])
        if filters.date_from is not None:
            passes &= self._dates >= _day(filters.date_from)
        if filters.date_to is not None:
            passes &= self._dates <= _day(filters.date_to)
        ids = frozenset(self._ids[passes].tolist())
        for some in (filters.documents or None, self._shown):
            ids = ids if some is None else ids & some
        return ids


def _wanted(filters: Filters) -> Iterator[tuple[str, Collection[str]]]:
    """What is asked of each word of a document: any of these spellings. Of one word several things may be asked."""
    within = filters.within
    for name in ("type", "lab", "topic"):
        if (wanted := getattr(filters, name)) is not None:
            yield name, [wanted]
    if within.labs:
        yield "lab", within.labs
    if within.topic is not None:
        yield "topic", [within.topic]


def _day(date: datetime.date | None) -> np.datetime64:
    """NaT, which is neither before nor after anything, where there is none."""
    return np.datetime64(date, "D") if date else np.datetime64("NaT", "D")
