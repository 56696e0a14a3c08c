"""What the quotes of a sentence hold, as one thing to look things up in."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from assistant.answering.proving.statements import Clause, Fact, Statement, Term, statement
from assistant.language.figures import Figure, backs
from assistant.language.lemmas import are_twins
from assistant.language.thesaurus import are_opposite, is_beginning, is_end

_SHORTEST_PART = 4
PART = 0.6  # what a compound is worth that shares its head or its first part with a word of the other text


@dataclass(frozen=True)
class Proof:
    """All quotes as one text; a place is the number of a clause in it."""

    text: Statement

    @classmethod
    def of(cls, texts: Sequence[str]) -> Proof:
        return cls(statement("\n\n".join(texts)))

    @property
    def clauses(self) -> tuple[Clause, ...]:
        return self.text.clauses

    @property
    def concepts(self) -> frozenset[str]:
        return self.text.concepts

    @cached_property
    def places(self) -> dict[str, frozenset[int]]:
        """The numbers of the clauses (from 0) that hold each concept, or a part of a hyphenated one."""
        found: dict[str, set[int]] = {}
        for place, clause in enumerate(self.clauses):
            for word in clause.concepts | clause.parts:
                found.setdefault(word, set()).add(place)
        return {word: frozenset(places) for word, places in found.items()}

    @cached_property
    def shares(self) -> dict[int, Fact]:
        """The first share of each clause that states one: a percentage, but none that something rises by."""
        found: dict[int, Fact] = {}
        for fact in self.text.facts:
            if fact.figure.kind == "percent" and fact.role.change is None:
                found.setdefault(fact.clause, fact)
        return found

    def facts(self, claimed: Figure, measure: str = "") -> list[Fact]:
        """The facts that back a figure with its measure, if any: "380 cm" are 3,80 m."""
        base = in_base_unit(claimed, measure)
        return [
            fact
            for fact in self.text.facts
            if backs(fact.figure, claimed) or (base and base == in_base_unit(fact.figure, fact.role.measure))
        ]

    def held(self, term: Term) -> float:
        """How far the quotes hold a term: 0 to 1."""
        if term.concept in self.places and self.has_only_twins(term):
            return 0.0
        if term.concept in self.places or _is_made_of(term.concept, self.concepts):
            return 1.0
        if term.parts and term.parts <= self.places.keys():
            return 1.0
        if self._implies(term) or (term.denies and any(clause.denials for clause in self.clauses)):
            return 1.0
        return PART if nearest(term.concept, self.concepts) else 0.0

    @cached_property
    def _forms(self) -> dict[str, set[tuple[str, str]]]:
        """The words that hold each concept, each with its key."""
        found: dict[str, set[tuple[str, str]]] = {}
        for term in self.text.terms:
            found.setdefault(term.concept, set()).add((term.word.key, term.word.form))
        return found

    def _implies(self, term: Term) -> bool:
        """Whether the quotes say of a date, in whatever words, that it is such an end or beginning."""
        times = {fact.role.time for fact in self.text.facts}
        return ("end" in times and is_end(term.concept)) or ("start" in times and is_beginning(term.concept))

    def has_only_twins(self, term: Term) -> bool:
        """Whether all that the quotes have of a term are words with another umlaut: "Muller" where "Müller" stands."""
        word, forms = term.word, self._forms.get(term.concept, set())
        return bool(forms) and all(key == word.key and are_twins(form, word.form) for key, form in forms)

    def main(self, clause: Clause, claim: Statement) -> set[int]:
        """The clauses that a clause of the sentence rests on: of those that it touches the ones that it takes whole."""
        places = self.touched(clause.concepts) if clause.concepts else self.with_figures_of(clause, claim)
        return {place for place in places if not self.is_torn(place, claim)} or places

    def with_figures_of(self, clause: Clause, claim: Statement) -> set[int]:
        """The clauses that back the figures of one, which may have nothing else: "sie kann bis zu 100 % betragen"."""
        figures = [fact.figure for fact in claim.facts if claim.clauses[fact.clause] is clause]
        return {known.clause for figure in figures for known in self.facts(figure)}

    def is_torn(self, place: int, claim: Statement | Clause) -> bool:
        """Whether the sentence, or one clause of it, leaves out a word of a clause of the quotes."""
        part = self.clauses[place]
        said = claim.concepts | claim.parts
        return any(
            term.concept not in said and not term.parts & said and not nearest(term.concept, said)
            for term in part.terms
            if not term.is_light and not term.denies and term.concept not in part.condition
        )

    def touched(self, concepts: Iterable[str]) -> set[int]:
        """The clauses that hold one of the concepts which no other clause holds; else those that hold the most."""
        places = [self.places[word] for word in concepts if word in self.places]
        alone = {place for some in places if len(some) == 1 for place in some}
        if alone or not places:
            return alone
        counts = Counter(place for some in places for place in some)
        most = max(counts.values())
        return {place for place, count in counts.items() if count == most}


_BASE_UNITS = {
    "mm": ("m", Decimal("0.001")),
    "cm": ("m", Decimal("0.01")),
    "m": ("m", Decimal(1)),
    "ml": ("l", Decimal("0.001")),
    "l": ("l", Decimal(1)),
}


def in_base_unit(figure: Figure, measure: str) -> tuple[str, Decimal] | None:
    """A length or volume in metres or litres; None for anything else."""
    if measure not in _BASE_UNITS or isinstance(figure.value, str):
        return None
    unit, factor = _BASE_UNITS[measure]
    return unit, figure.value * factor


def nearest(word: str, others: Iterable[str]) -> str | None:
    """The longest of the `others` that shares a part with `word`: one is the beginning or the end of the other."""
    if len(word) < _SHORTEST_PART or not word.isalpha():
        return None
    near = [other for other in others if _share_a_part(word, other) and not are_opposite(word, other)]
    return max(near, key=len, default=None)


def _share_a_part(one: str, other: str) -> bool:
    short, long = sorted((one, other), key=len)
    return len(short) >= _SHORTEST_PART and (long.startswith(short) or long.endswith(short))


def _is_made_of(word: str, others: Iterable[str]) -> bool:
    """Whether a compound is made of two words of the quotes: "Batteriefabrik" of "Fabrik" and "Batterie"."""
    if len(word) < 2 * _SHORTEST_PART:
        return False
    starts = {other for other in others if len(other) >= _SHORTEST_PART and word.startswith(other)}
    ends = {other for other in others if len(other) >= _SHORTEST_PART and word.endswith(other)}
    return any(len(a) + len(b) <= len(word) <= len(a) + len(b) + 3 for a in starts for b in ends)
