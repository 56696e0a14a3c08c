"""Who may be meant by a name that no document holds: "Frau Mintropp" where minutes name Svea Mintrop."""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import SequenceMatcher
from itertools import dropwhile

from assistant.knowledge.minutes.people.persons import TITLES
from assistant.language.spelling import is_slip, skeleton
from assistant.language.terms import fold

MOST_NAMES = 2
LEAST_LETTERS = 4  # of a last name: shorter ones are all alike
ALIKE = 0.8  # so much of two last names is the same where more than one slip lies between them: "Dreilig", "Dreilich"
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_OF_A_FIRM = re.compile(r"\s*\(.*\)\Z")
_NO_PERSON = re.compile(r"[,/\d]")
MOST_WORDS = 3  # of a name


def alike(name: str, persons: Iterable[str]) -> list[str]:
    """The whole names of the persons whose last name is spelled most like that of `name`, the closest first.

    Of names that stand for each other ("S. Mintrop", "Svea Mintrop") the longest is taken.
    """
    asked = skeleton(_words(name)[-1]) if _words(name) else ""
    if len(asked) < LEAST_LETTERS:
        return []
    longest: dict[tuple[str, str], str] = {}
    for person in sorted(map(_name_alone, persons), key=lambda one: (-len(one), one)):
        words = _words(person)
        if 0 < len(words) <= MOST_WORDS and not _NO_PERSON.search(person):
            longest.setdefault((fold(words[-1]), fold(words[0])[0] if len(words) > 1 else ""), person)
    whole = {last for last, first in longest if first}
    close = {
        person: nearness
        for (last, first), person in longest.items()
        if (first or last not in whole) and (nearness := _nearness(asked, skeleton(last)))
    }
    return sorted(close, key=lambda one: (-close[one], one))[:MOST_NAMES]


def _nearness(asked: str, last: str) -> float:
    """How much of two last names is the same; 0 where they are not alike."""
    share = SequenceMatcher(None, asked, last, autojunk=False).ratio()
    return share if share >= ALIKE or is_slip(asked, last) else 0


def in_place_of(name: str, other: str) -> str:
    """The other name as it may stand for the first one: a last name alone keeps "Frau" before it."""
    return other if len(_words(other)) > 1 else name.replace(_words(name)[-1], other)


def bare(name: str) -> str:
    """The name without titles."""
    return " ".join(_words(name))


def _name_alone(person: str) -> str:
    """Without titles before it and the firm behind it."""
    words = _OF_A_FIRM.sub("", " ".join(person.split())).split()
    return " ".join(dropwhile(lambda word: fold(word.rstrip(".")) in TITLES, words))


def _words(name: str) -> list[str]:
    return [word for word in _WORD.findall(name) if fold(word) not in TITLES]
