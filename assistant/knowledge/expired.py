"""Cited documents to the funding programmes among them that are over."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from assistant.knowledge.funding import Programme
from assistant.language.dates import written
from assistant.messages import text
from assistant.records import Expired, Language


def expired(programmes: Iterable[Programme], cited: Collection[str]) -> tuple[Expired, ...]:
    """Those of the programmes that are told in a document with an id in `cited`, and over."""
    over = (one for one in programmes if one.status == "expired" and cited_by(one, cited))
    return tuple(Expired(one.title, one.status_because.fact.day if one.status_because else None) for one in over)


def cited_by(programme: Programme, cited: Collection[str]) -> bool:
    return any(document.id in cited for document in programme.documents)


def told(one: Expired, language: Language) -> str:
    """That a programme is over, as a sentence; with its last day, if the documents name it."""
    if one.day is None:
        return text("programme_over", language, title=one.title)
    return text("programme_over_since", language, title=one.title, day=written(one.day, language))
