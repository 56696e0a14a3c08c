"""German compounds: what one is made of, and how two words would be joined to one.

All words here are skeletons (`spelling.py`), so that "Anträge" is found in "Antragsberatung".
"""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence

# What may stand between two parts. Source: Langer 1998, "Zur Morphologie und Semantik von Nominalkomposita".
LINKS = ("", "s", "n", "es", "en", "e", "er", "ns")
# What may stand before a verb and the nouns made of it, as skeletons.
PREFIXES = (
    "ab", "abzu", "an", "anzu", "auf", "aufzu", "aus", "auszu", "be", "bei", "durch", "ein", "einzu", "ent", "er", "ge",
    "her", "hin", "los", "miss", "mit", "nach", "uber", "um", "un", "unter", "ver", "vor", "vorzu", "weg", "wieder",
    "zer", "zu", "zuruck", "zusammen",
)  # fmt: skip
SHORTEST_PART = 4
_MOST_PARTS = 3


def possible_parts(word: str) -> set[str]:
    """Every stretch of the word that might be a part of it, the whole among them."""
    ends = range(SHORTEST_PART, len(word) + 1)
    return {word[start:end] for end in ends for start in range(end - SHORTEST_PART + 1)}


def parts(word: str, frequency: Mapping[str, int]) -> tuple[str, ...]:
    """The words that `word` is made of, in reading order; empty if it cannot be made of those with a frequency.

    As few parts as possible, and of several ways the one with the largest geometric mean of the frequencies. A word
    that is more frequent than that stays whole: "Netzwerk" is no work on nets. Source: Koehn and Knight 2003,
    "Empirical methods for compound splitting".
    """
    for number in range(2, _MOST_PARTS + 1):
        if ways := list(_ways(word, number, frequency)):
            mean, best = max((math.prod(frequency[part] for part in way) ** (1 / number), way) for way in ways)
            return best if mean >= frequency.get(word, 0) else ()
    return ()


def _ways(rest: str, number: int, frequency: Mapping[str, int]) -> Iterator[tuple[str, ...]]:
    """Every way to read `rest` as `number` known words with links between them."""
    if number == 1:
        if frequency.get(rest):
            yield (rest,)
        return
    for end in range(SHORTEST_PART, len(rest) - SHORTEST_PART + 1):
        if not frequency.get(rest[:end]):
            continue
        for link in LINKS:
            if rest.startswith(link, end):
                yield from ((rest[:end], *others) for others in _ways(rest[end + len(link) :], number - 1, frequency))


def joined(modifier: str, head: str) -> Sequence[str]:
    """The beginnings of the compounds that two stems can form, one for each link."""
    return [modifier + link + head for link in LINKS]
