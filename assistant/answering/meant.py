"""The programme that a question calls by its title, and not the others that speak of the same things.

Directives say the same of rates, terms and deadlines in the same words, so that a sentence of another programme may
come first, and mislead. 33 questions of gold/dev call one: the right answers stay what they are; and of the 50 answers
of the eighth reading two lose the figures of others (docs/READING.md).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence

from assistant.language.terms import fold
from assistant.records import DocumentInfo
from assistant.retrieving.retrieve import Match

_LEAST_LETTERS = 8  # a shorter word of a title may be any word
_WORD = re.compile(r"[^\W_][\w-]*")


def meant(
    matches: Sequence[Match], query: str, documents: Iterable[DocumentInfo], newest: Mapping[str, DocumentInfo]
) -> list[Match]:
    """The same without the other programmes, where words of the query stand in the titles of some programmes only,
    each in that of one.

    The versions of a document are one programme. `newest` holds the newest version by the id of each older one.
    """
    asked = _words(query)
    calling: dict[str, set[str]] = {}
    for info in documents:
        if info.type == "funding":
            for word in asked & _words(info.title):
                calling.setdefault(word, set()).add(_programme(info, newest))
    called = {programme for programmes in calling.values() if len(programmes) == 1 for programme in programmes}
    if called.isdisjoint(_programme(match.hit.document, newest) for match in matches):
        return list(matches)
    return [
        match
        for match in matches
        if match.hit.document.type != "funding" or _programme(match.hit.document, newest) in called
    ]


def _programme(info: DocumentInfo, newest: Mapping[str, DocumentInfo]) -> str:
    return newest.get(info.id, info).id


def _words(text: str) -> set[str]:
    return {fold(word) for word in _WORD.findall(text) if len(word) >= _LEAST_LETTERS}
