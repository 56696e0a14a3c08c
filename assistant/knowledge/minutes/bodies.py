"""Which minutes a question names by the body that met: by words of their titles, or what such a word ends with."""

from __future__ import annotations

from collections.abc import Collection, Iterable

from assistant.language.terms import stems
from assistant.records import DocumentInfo

LEAST_HEAD = 5  # "Werkstatt" is a part of "Ideenwerkstatt", and "Rat" none of "Beirat"


def is_meeting(query: str, infos: Iterable[DocumentInfo]) -> bool:
    """Whether the words name a meeting and no topic: all of them stand in the title of one of the minutes."""
    asked = stems(query)
    return any(is_of(asked, stems(info.title)) for info in infos if info.type == "minutes")


def is_of(asked: Iterable[str], title: Collection[str]) -> bool:
    """Whether each of the stems stands in a title, or ends a word of it."""
    return all(stands_in(stem, title) for stem in asked)


def stands_in(stem: str, title: Collection[str]) -> bool:
    return stem in title or (len(stem) >= LEAST_HEAD and any(word.endswith(stem) for word in title))
