"""The meetings whose minutes a caller may see, newest first, and what these say of each: who was there, where, when.

What one document says is extracted once (`minutes/meeting/facts.py`) and kept (`fact_store.py`). Of copies of the same
minutes one is told, a public one where there is one; of versions the newest.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from assistant.indexing.index import Index
from assistant.knowledge.fact_store import FactStore
from assistant.knowledge.minutes.meeting.bodies import is_of
from assistant.knowledge.minutes.meeting.facts import FACTS, MeetingFact, MeetingField
from assistant.knowledge.minutes.people.persons import TITLES
from assistant.language.spelling import letters
from assistant.language.terms import fold, stems, whole_words
from assistant.reading.describing.superseding import superseded
from assistant.records import Audience, DocumentInfo, Quote

_NOTE = re.compile(r"\([^()]*\)")
_APART = re.compile(r"[,;/]|\b(?:und|and)\b")
_TOOK_PART: tuple[MeetingField, ...] = ("present", "chair", "keeper")


@dataclass(frozen=True, slots=True)
class Told:
    """A fact of a meeting with the quote that proves it, as the caller may see it."""

    fact: MeetingFact
    quote: Quote


@dataclass(frozen=True, slots=True)
class Meeting:
    """One meeting, known by its minutes."""

    document: DocumentInfo
    told: tuple[Told, ...]

    def of(self, field: MeetingField) -> list[Told]:
        """The stated facts of one field, in reading order; only `next` has several."""
        return [one for one in self.told if one.fact.field == field]


def minutes_among(infos: Iterable[DocumentInfo]) -> list[DocumentInfo]:
    """The minutes of `infos`, the newest meeting first, each meeting once."""
    known = list(infos)
    older = superseded(known)
    first: dict[tuple[object, str], DocumentInfo] = {}
    for info in sorted(known, key=lambda one: (one.audience != "public", one.path)):
        if info.type == "minutes" and info.id not in older:
            first.setdefault((info.date, letters(fold(info.title))), info)
    return sorted(first.values(), key=lambda one: (-one.date.toordinal() if one.date else 0, one.path))


def meetings(
    kept: FactStore, index: Index, audiences: frozenset[Audience], minutes: Iterable[DocumentInfo]
) -> list[Meeting]:
    """The meetings of `minutes`, in their order."""
    newest = superseded(index.documents(audiences))
    return [
        Meeting(document, tuple(Told(fact, fact.proof.quote(document, newest)) for fact in value))
        for document, value in kept.facts(FACTS, index, audiences, minutes)
    ]


def is_of_body(info: DocumentInfo, words: Sequence[str]) -> bool:
    """Whether all words stand in the title of the minutes or in the name of their lab."""
    lab = f"Lab {info.lab}" if info.lab else ""
    return is_of(stems(" ".join(words)), stems(f"{info.title} {lab}"))


def took_part(meeting: Meeting, person: str) -> Told | None:
    """The fact (participants, chair or keeper) that names the person as present; None where no minutes do.

    The last name has to be the same; a first name may be an initial.
    """
    return _naming(meeting, person, _TOOK_PART)


def excused_from(meeting: Meeting, person: str) -> Told | None:
    """The fact that names the person as excused; None where no minutes do."""
    return _naming(meeting, person, ("excused",))


def _naming(meeting: Meeting, person: str, fields: Sequence[MeetingField]) -> Told | None:
    asked = _words(person)
    told = (one for field in fields for one in meeting.of(field))
    return next((one for one in told if any(_bears(_words(name), asked) for name in _names(one.fact.value))), None)


def present_at(meeting: Meeting) -> list[str]:
    """The names of the participants, the chair and the keeper, spelled as in the minutes."""
    told = (one.fact.value for field in _TOOK_PART for one in meeting.of(field))
    return [name for value in told for part in _names(value) if (name := part.strip(" ."))]


def _names(value: str) -> list[str]:
    return _APART.split(_NOTE.sub(" ", value))


def _words(name: str) -> list[str]:
    """The words of a name; "O'Neill" is one."""
    return [word for word in whole_words(fold(name).replace("'", "")) if word not in TITLES]


def _bears(name: Sequence[str], asked: Sequence[str]) -> bool:
    if not name or not asked or name[-1] != asked[-1]:
        return False
    first = zip(name[:-1], asked[:-1], strict=False)  # who is asked for may be named in full or not
    return all(one == other or (1 in (len(one), len(other)) and one[0] == other[0]) for one, other in first)
