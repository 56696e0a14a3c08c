"""Groups questions without an answer that ask the same into one gap, however they are spelled or misspelt."""

from __future__ import annotations

import datetime
import math
from array import array
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import groupby

import numpy as np
from numpy.typing import NDArray

from assistant.feedback.answer_ids import DocumentSpan
from assistant.feedback.store import KeptQuestion
from assistant.language.asked_for import AskedFor, asked_for
from assistant.language.compounds import SHORTEST_PART, parts, possible_parts
from assistant.language.spelling import is_slip, skeleton
from assistant.language.terms import fold, stems
from assistant.records import AUDIENCES, Audience, Language

# Questions of gold/dev, each in six spellings: at .4, .5, .6, .7 a question and the same with a typo in its longest
# word are one gap in .962, .929, .866, .798 of 238 (other spellings: .996 and more), and 4, 3, 2, 0 of the 28,203 pairs
# of different questions are taken for one (2026-11-25).
SAME = 0.5
SHORTEST_MISSPELT = 6  # letters of a stem
_LONGEST_MISSPELT = 40
# Of a longer question the first ones are compared: whoever asks at such length would keep the staff's page waiting.
MOST_TERMS = 30
MOST_PLACES = 5
_ROUNDING = 1e-9


@dataclass(frozen=True, slots=True)
class Gap:
    """Questions that ask the same, the most frequent wording first, at least one."""

    questions: tuple[KeptQuestion, ...]

    @property
    def id(self) -> str:
        return self.questions[0].answer

    @property
    def answers(self) -> list[str]:
        """The ids of the answers to its questions."""
        return [one.answer for one in self.questions]

    @property
    def question(self) -> str:
        return self.questions[0].text

    @property
    def history(self) -> tuple[str, ...]:
        return self.questions[0].history

    @property
    def language(self) -> Language:
        return self.questions[0].language

    @property
    def count(self) -> int:
        return len(self.questions)

    @property
    def first(self) -> datetime.date:
        return min(one.day for one in self.questions)

    @property
    def last(self) -> datetime.date:
        return max(one.day for one in self.questions)

    @property
    def reasons(self) -> Mapping[str, int]:
        """How often there was no answer for which reason, the most frequent first; "wrong" for answers marked so."""
        found = Counter(one.reason or "wrong" for one in self.questions)
        return dict(found.most_common())

    @property
    def audiences(self) -> tuple[Audience, ...]:
        """ "internal" if staff asked, "public" if anybody else did."""
        return tuple(audience for audience in AUDIENCES if any(one.audience == audience for one in self.questions))

    @property
    def wordings(self) -> list[str]:
        """The other ways in which it was asked."""
        return list(dict.fromkeys(one.text for one in self.questions if one.text != self.question))

    @property
    def in_gold(self) -> bool:
        """Whether it was decided: one of its questions became a gold line."""
        return any(one.in_gold for one in self.questions)

    @property
    def comments(self) -> list[str]:
        return [one.comment for one in self.questions if one.comment]

    @property
    def places(self) -> list[DocumentSpan]:
        """The stretches that came near an answer or that a wrong answer cited, each once, at most MOST_PLACES."""
        return list(dict.fromkeys(place for one in self.questions for place in one.places))[:MOST_PLACES]


@dataclass(frozen=True, slots=True)
class _Asked:
    """A question as it is compared: its own terms, and those of the question that it goes on from."""

    kept: KeptQuestion
    terms: frozenset[str]
    subject: frozenset[str]
    figures: frozenset[str]
    kind: AskedFor | None


def gaps(questions: Iterable[KeptQuestion]) -> list[Gap]:
    """The gaps that are open, the most frequent and then the newest first.

    A gap is not open any more once one of its questions became a gold line.
    """
    is_open = [gap for gap in grouped(questions) if not gap.in_gold]
    return sorted(is_open, key=lambda gap: (-gap.count, -gap.last.toordinal(), gap.id))


def grouped(questions: Iterable[KeptQuestion]) -> list[Gap]:
    """All gaps, the decided ones too."""
    return [Gap(tuple(group)) for group in _groups(_asked(list(questions)))]


def _asked(questions: Sequence[KeptQuestion]) -> list[_Asked]:
    said = [_terms(one.text) for one in questions]
    own = [set(terms[:MOST_TERMS]) for terms in said]
    subjects = [set(_terms(" ".join(one.history))[:MOST_TERMS]) for one in questions]
    frequency = Counter(term for terms in (*own, *subjects) for term in terms)
    shortened = _shortened(frequency)
    mended = {term: _mended(term, frequency, shortened) for term in frequency}

    def all_mended(terms: Iterable[str]) -> frozenset[str]:
        return frozenset(part for term in terms for part in mended[term])

    return [
        _Asked(one, all_mended(terms), all_mended(subject), _figures(all_terms), asked_for(one.text))
        for one, all_terms, terms, subject in zip(questions, said, own, subjects, strict=True)
    ]


def _terms(text: str) -> list[str]:
    """Each once, in the order of the text."""
    return list(dict.fromkeys(skeleton(term) for term in stems(text)))


def _figures(terms: Iterable[str]) -> frozenset[str]:
    return frozenset(term for term in terms if not term.isalpha())


def _mended(term: str, frequency: Mapping[str, int], shortened: Mapping[str, Sequence[str]]) -> Sequence[str]:
    """The parts of a compound that stand alone in other questions; the term as others spell it; or the term itself."""
    if not _may_be_misspelt(term):
        return (term,)
    if any(term[:end] in frequency for end in range(SHORTEST_PART, len(term))):
        known = {part: frequency[part] for part in possible_parts(term) if part in frequency and part != term}
        if found := parts(term, known):
            return found
    near = {other for key in _shorter(term) for other in shortened[key] if is_slip(term, other)}
    return (max([term, *near], key=lambda other: (frequency[other], other)),)


def _may_be_misspelt(term: str) -> bool:
    return term.isalpha() and SHORTEST_MISSPELT <= len(term) <= _LONGEST_MISSPELT


def _shorter(term: str) -> set[str]:
    """The term, and the term without one of its letters but the first, which nobody gets wrong.

    Two terms with the same first letter that are one slip apart have one of these in common.
    """
    return {term, *(term[:at] + term[at + 1 :] for at in range(1, len(term)))}


def _shortened(terms: Iterable[str]) -> Mapping[str, Sequence[str]]:
    """The terms by what they are with a letter less: so no term has to be compared with all others."""
    found: dict[str, list[str]] = defaultdict(list)
    for term in filter(str.isalpha, terms):
        if len(term) <= _LONGEST_MISSPELT + 1:
            for key in _shorter(term):
                found[key].append(term)
    return found


def _groups(asked: Sequence[_Asked]) -> list[list[KeptQuestion]]:
    """Each wording joins the group that it is most like, the most frequent wordings first."""
    wordings = _wordings(asked)
    rarity = _rarity([same[0].terms | same[0].subject for same in wordings])
    leaders = _Leaders(len(wordings), rarity)
    groups: list[list[KeptQuestion]] = []
    for same in wordings:
        one = same[0]
        kept = [other.kept for other in same]
        alike = max(((_alike(one, leaders.asked[at], rarity), -at) for at in leaders.near(one)), default=(0.0, 0))
        if alike[0] >= SAME:
            groups[-alike[1]].extend(kept)
            continue
        leaders.add(one)
        groups.append(kept)
    return groups


class _Leaders:
    """The first questions of the groups, of which those like another one are found without comparing it with all.

    Who asks many long questions of the same words would keep the staff's page waiting for half a minute otherwise.
    """

    def __init__(self, most: int, rarity: Mapping[str, float]) -> None:
        self.asked: list[_Asked] = []
        self._terms = _Shares(most, rarity)
        self._subjects = _Shares(most, rarity)
        self._kinds = np.empty(most, np.int32)
        self._kind_of: dict[tuple[frozenset[str], Language], int] = {}

    def add(self, one: _Asked) -> None:
        self._terms.add(one.terms)
        self._subjects.add(one.subject)
        self._kinds[len(self.asked)] = self._kind(one)
        self.asked.append(one)

    def near(self, one: _Asked) -> list[int]:
        """The positions of earlier questions that may mean the same, ascending; a superset of those that do."""
        terms, any_term = self._terms.shared(one.terms)
        subject, any_subject = self._subjects.shared(one.subject)
        is_same_kind = self._kinds[: len(self.asked)] == self._kind(one)
        is_near = (np.minimum(terms, subject) >= SAME - _ROUNDING) & (any_term | any_subject) & is_same_kind
        return [int(at) for at in np.flatnonzero(is_near)]

    def _kind(self, one: _Asked) -> int:
        """Equal where figures and language are."""
        return self._kind_of.setdefault((one.figures, one.kept.language), len(self._kind_of))


class _Shares:
    """Sets of terms, with which another one is compared at once: `_shared`, but for rounding."""

    def __init__(self, most: int, rarity: Mapping[str, float]) -> None:
        self._rarity = rarity
        self._holding: dict[str, array[int]] = defaultdict(lambda: array("i"))
        self._weights = np.zeros(most)
        self._number = 0

    def add(self, terms: frozenset[str]) -> None:
        for term in terms:
            self._holding[term].append(self._number)
        self._weights[self._number] = self._weight(terms)
        self._number += 1

    def shared(self, terms: frozenset[str]) -> tuple[NDArray[np.float64], NDArray[np.bool_]]:
        """For each set the share of all terms that both have, and whether there is any."""
        both = np.zeros(self._number)
        for term in terms:
            if term in self._holding:
                both[np.frombuffer(self._holding[term], np.intc)] += self._rarity[term]
        all_terms = self._weights[: self._number] + self._weight(terms) - both
        return np.divide(both, all_terms, out=np.ones(self._number), where=all_terms > _ROUNDING), both > 0

    def _weight(self, terms: frozenset[str]) -> float:
        return sum(self._rarity[term] for term in terms)


def _wordings(asked: Sequence[_Asked]) -> list[list[_Asked]]:
    """The questions that are the same but for spelling, the most frequent first; what has capitals comes first."""

    def wording(one: _Asked) -> tuple[str, str, tuple[str, ...]]:
        return one.kept.language, " ".join(fold(one.kept.text).rstrip(" ?!.").split()), one.kept.history

    def rank(one: _Asked) -> tuple[bool, int, str]:
        return one.kept.text == one.kept.text.lower(), -one.kept.day.toordinal(), one.kept.answer

    found = [list(same) for _, same in groupby(sorted(sorted(asked, key=rank), key=wording), key=wording)]
    return sorted(found, key=lambda same: (-len(same), rank(same[0])))


def _rarity(terms: Sequence[frozenset[str]]) -> Mapping[str, float]:
    frequency = Counter(term for one in terms for term in one)
    return {term: math.log(1 + len(terms) / number) for term, number in frequency.items()}


def _alike(one: _Asked, other: _Asked, rarity: Mapping[str, float]) -> float:
    """How much of what two questions are about both are about, 0 to 1; for follow-ups also of what they go on from.

    Other figures, another language or another kind of answer make another question.
    """
    kinds = {one.kind, other.kind} - {None}
    if len(kinds) > 1 or one.figures != other.figures or one.kept.language != other.kept.language:
        return 0.0
    return min(_shared(one.terms, other.terms, rarity), _shared(one.subject, other.subject, rarity))


def _shared(one: frozenset[str], other: frozenset[str], rarity: Mapping[str, float]) -> float:
    """The share of all terms that both have, rare ones counting more; 1 where there are none at all."""
    both = sum(rarity[term] for term in one | other)
    return sum(rarity[term] for term in one & other) / both if both else 1.0
