"""Persons that minutes name, found in a question however it writes them: "malte brandewie", "SOMMERKORN"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterable

from assistant.knowledge.minutes.people.first_names import FIRST_NAMES
from assistant.knowledge.minutes.people.persons import GROUP, TITLES, masked_at, without_firm
from assistant.knowledge.minutes.questions.outcome_forms import is_filling
from assistant.language.terms import fold, is_stopword
from assistant.records import Span

MOST_WORDS = 4  # of a name; what has more is a description
_GROUP = re.compile(GROUP)
_WORD = re.compile(r"[^\W\d_]+(?:-[^\W\d_]+)*")
_APART = re.compile(r"\.?[ ]{0,2}")  # between the words of one name
_FIRST = frozenset(fold(name) for name in FIRST_NAMES)


class Known:
    """Finds the `persons`, by their whole names, their last names, or a first name that is a common one."""

    def __init__(self, persons: Iterable[str]) -> None:
        self._before: defaultdict[str, set[str]] = defaultdict(set)  # by the last name, all folded
        for person in persons:
            for last, before in _names(person):
                self._before[last].update(before)

    def masked(self, text: str) -> str:
        """The text with each letter of a known name replaced by MASK; as long."""
        return masked_at(text, self._spans(text))

    def _spans(self, text: str) -> Iterable[Span]:
        words = list(_WORD.finditer(text))
        for number, word in enumerate(words):
            if (last := fold(word[0])) not in self._before:
                continue
            start = word.start()
            for earlier in reversed(words[:number]):
                is_next = _APART.fullmatch(text, earlier.end(), start)
                if not (is_next and any(_is_same(fold(earlier[0]), one) for one in self._before[last])):
                    break
                start = earlier.start()
            yield Span(start, word.end())


def _names(person: str) -> Iterable[tuple[str, list[str]]]:
    """The last name with what stands before it, and the first name alone; nothing for a group or an office."""
    name = without_firm(person)
    words = [fold(word) for word in _WORD.findall(name) if fold(word) not in TITLES]
    if not 0 < len(words) <= MOST_WORDS or re.search(r"[,/\d]", name) or _GROUP.fullmatch(name):
        return
    if len(words[-1]) > 1 and not is_stopword(words[-1]):
        yield words[-1], words[:-1]
    if len(words) > 1 and words[0] in _FIRST:
        yield words[0], []


def _is_same(word: str, other: str) -> bool:
    """Whether the two are one first name, or one of them is the initial of the other: none of "was muss"."""
    if word == other or (len(word) == 1 and word == other[0]):
        return True
    return len(other) == 1 and word[0] == other and not is_filling(word)
