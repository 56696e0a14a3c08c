"""Minutes that lie in several places: a copy beside the original, the same as DOCX and PDF, one public and one not.

Two documents are minutes of one meeting when they are of the same day, of no different labs, and bear the same title or
say much of the same. Two bodies that decide the same on one day ("Das Protokoll wird genehmigt.") stay apart.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence

from assistant.knowledge.minutes.outcome import Outcome
from assistant.language.spelling import letters
from assistant.language.terms import fold
from assistant.records import DocumentInfo

# Under another title, so many outcomes are the same, and such a part of those of the shorter minutes.
LEAST_SAME = 2
LEAST_PART = 0.5

Told = tuple[DocumentInfo, Outcome]


def same_outcomes(told: Iterable[Told]) -> list[list[int]]:
    """The places of `told`, those together that say the same of one meeting; in the order of the first of each.

    The first of a group is public where one of them is.
    """
    known = list(told)
    held = Counter(date for _, date in {(info.id, info.date) for info, _ in known})
    saying: defaultdict[Hashable, list[int]] = defaultdict(list)
    said: defaultdict[str, set[Hashable]] = defaultdict(set)
    for place, (info, outcome) in enumerate(known):
        words = (info.date, *_words(outcome)) if held[info.date] > 1 else place
        saying[words].append(place)
        said[info.id].add(words)
    infos = [info for info, _ in known]
    groups = [group for places in saying.values() for group in _copies(places, infos, said)]
    return sorted(sorted(group, key=lambda place: (infos[place].audience != "public", place)) for group in groups)


def _copies(
    places: Iterable[int], infos: Sequence[DocumentInfo], said: Mapping[str, Collection[Hashable]]
) -> list[list[int]]:
    """The places that say the same, by meeting."""
    groups: list[list[int]] = []
    for place in places:
        fitting = (group for group in groups if all(_is_copy(infos[one], infos[place], said) for one in group))
        group = next(fitting, None)
        if group is None:
            groups.append([place])
        else:
            group.append(place)
    return groups


def _is_copy(one: DocumentInfo, other: DocumentInfo, said: Mapping[str, Collection[Hashable]]) -> bool:
    if one.id == other.id or (one.lab and other.lab and one.lab != other.lab):
        return False
    if letters(fold(one.title)) == letters(fold(other.title)):
        return True
    same, shorter = len(set(said[one.id]) & set(said[other.id])), min(len(said[one.id]), len(said[other.id]))
    return one.date is not None and same >= max(LEAST_SAME, LEAST_PART * shorter)


def _words(outcome: Outcome) -> tuple[Hashable, ...]:
    """What two outcomes have in common that are the same; marks and white space differ from format to format."""
    persons = tuple(sorted(letters(fold(person)) for person in outcome.persons))
    return (outcome.kind, letters(fold(outcome.text)), letters(fold(outcome.topic)), persons)
