"""Which lab a question places itself in: "im Lab Zukunft der Arbeit", "im Lab Geschäftsmodelle" for its whole name.

Half a name is enough where one lab alone that the caller knows holds all the words behind "Lab".
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Iterator
from functools import lru_cache
from typing import NamedTuple

from assistant.language.terms import fold, stems, whole_words
from assistant.records import Span

ANY_LAB = re.compile(r"\b\w*labs?\b", re.IGNORECASE)  # "Innovationslab", but no "Label" and no "Labor"
_OF_LAB = r"(?:vom|des|beim|from the|of the)"
_IN_LAB = r"(?:im|in (?:dem|the)|aus (?:dem|the))"
_LAB = r"(?:transformations?-?)?labs?"
_LEADING_LAB = re.compile(rf"^{_LAB}[\s:-]+", re.IGNORECASE)
_BEFORE = rf"\b(?:(?P<inside>{_IN_LAB})|{_OF_LAB})\s+"
_PLACED = re.compile(rf"{_BEFORE}{_LAB}(?!-?\w)", re.IGNORECASE)
_SPELLINGS = {"ä": "(?:ä|ae)", "ö": "(?:ö|oe)", "ü": "(?:ü|ue)", "ß": "(?:ß|ss)"}
_NEXT_WORD = re.compile(r"\s+[„“\"'»]?(?P<word>[\w-]+)[“”\"'«]?")
# "im Lab Arbeit und Technologie": two labs, or one that the caller does not know
OTHER_LAB = re.compile(r"[“”\"'«]?\s*(?:[&/]|(?:und|oder|sowie|bzw\.|and|or)\s)", re.IGNORECASE)


class Placed(NamedTuple):
    """A lab that a text names; `is_inside` where "im" and not only "vom" stands before it."""

    name: str
    span: Span
    is_inside: bool


def placed_labs(text: str, names: Collection[str]) -> list[Placed]:
    """Where the text says "im Lab" or "des Labs" of one of these names; of a part of one where no whole name stands."""
    matches = [(name, match) for name in names for match in _placed(name).finditer(text)]
    found = [Placed(name, Span(*match.span()), match["inside"] is not None) for name, match in matches]
    return found or list(_in_part(text, names))


def part_of_name(text: str, start: int, names: Collection[str]) -> tuple[str, int] | None:
    """The one of `names` that holds all words which stand behind "Lab" from `start` on, and where they end.

    None where several hold them, or where a word in capitals goes on that none holds: another lab.
    """
    left, end = {name: set(whole_words(fold(name))) for name in names}, start
    is_found = False
    while match := _NEXT_WORD.match(text, end):
        holding = {name: words for name, words in left.items() if _is_in(match["word"], name, words)}
        if not holding and match["word"][0].isupper():
            return None
        if not holding:
            break
        left, end = holding, match.end()
        is_found = is_found or bool(stems(match["word"]))
    is_clear = is_found and len(left) == 1 and not OTHER_LAB.match(text, end)
    return (next(iter(left)), end) if is_clear else None


def _in_part(text: str, names: Collection[str]) -> Iterator[Placed]:
    for match in _PLACED.finditer(text):
        if part := part_of_name(text, match.end(), names):
            name, end = part
            yield Placed(name, Span(match.start(), end), match["inside"] is not None)


def _is_in(word: str, name: str, words: Collection[str]) -> bool:
    terms = stems(word)
    return set(terms) <= set(stems(name)) if terms else fold(word) in words


@lru_cache(maxsize=64)
def _placed(lab: str) -> re.Pattern[str]:
    """ "im Lab Zukunft der Arbeit", "im Zukunft-der-Arbeit-Lab"; `inside` where "im" stands before it."""
    words = re.split(r"[\s-]+", _LEADING_LAB.sub("", unicodedata.normalize("NFC", lab)))
    name = r"[\s-]+".join("".join(_SPELLINGS.get(letter, re.escape(letter)) for letter in word) for word in words)
    return re.compile(rf"{_BEFORE}(?:{_LAB}\s+[„“\"'»]?{name}[“”\"'«]?|{name}[\s-]+lab)(?!-?\w)", re.IGNORECASE)
