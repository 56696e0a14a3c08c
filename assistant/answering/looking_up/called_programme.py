"""Which programme is meant by a few words of its title: "Radgeld", "RAG", "Werkstatt Morgen"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from assistant.answering.looking_up.facts_asked_for import told_apart
from assistant.knowledge.funding import Programme
from assistant.language.terms import fold

_LEAST_LETTERS = 6  # of the one word of a title that stands for it: a shorter one may mean anything
# "Radgeld Ahlermark (RAG – Richtlinie)", "Zusammenarbeit – URBACT".
_SHORT = re.compile(r"\(([\w-]{2,30})(?=\)| [–-] )|\b([A-ZÄÖÜ]{3,30})\b")
_PART = re.compile(r"[–—:(]|\s-\s")
_ENDING = re.compile(r"(?<=\w{6})e[mnrs]?$")  # "betrieblichen" is "betriebliches"


def called(name: Sequence[str], known: Iterable[Programme]) -> Programme | None:
    """The only programme with this title, else the only one whose title has these words, if they stand for it."""
    words = _without_endings(name)
    own = [(one, _without_endings(told_apart(fold(one.title)))) for one in known]
    same = [one for one, title in own if set(title) == set(words)]
    found = same or [one for one, title in own if set(words) <= set(title) and _stands_for(words, one.title)]
    return found[0] if len(found) == 1 else None


def is_named(programme: Programme, question: str) -> bool:
    """Whether words of the question, which may ask anything, stand for the title."""
    own = _without_endings(told_apart(fold(programme.title)))
    name = [word for word in _without_endings(told_apart(fold(question))) if word in own]
    return bool(name) and _stands_for(name, programme.title)


def _stands_for(name: Sequence[str], title: str) -> bool:
    """Whether a name holds the short form of a title, or begins as a part of that does; a lone word is a noun there."""
    short = _without_endings(fold(one or other) for one, other in _SHORT.findall(title))
    parts = [told_apart(fold(part)) for part in _PART.split(title)]
    heads = [part[0] for part in parts if part]
    first, *others = name
    is_head = first in _without_endings(heads) if others else first in heads[:1] and len(first) >= _LEAST_LETTERS
    return is_head or not set(short).isdisjoint(name)


def _without_endings(words: Iterable[str]) -> tuple[str, ...]:
    return tuple(_ENDING.sub("", word) for word in words)
