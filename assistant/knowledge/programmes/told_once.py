"""Which facts of a programme another one tells already: "bis zu 9.000 Euro" is told by "bis zu 9.000 Euro je Boot".

Of two facts of the same height or day the one that says more is told, with the quotes of both.
"""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence

from assistant.knowledge.funding import StatedFact
from assistant.knowledge.programmes.facts import Fact, Field
from assistant.knowledge.programmes.limits import limit, parts_of
from assistant.knowledge.programmes.told_words import spelled

# Of which the words alone may say that two are the same: "Hafenbank", "Hafenbank Emden (HBE)".
_NAMES: frozenset[Field] = frozenset(("giver", "contact"))
_FIGURES: frozenset[Field] = frozenset(("rate", "cap"))


def told_once(stated: Iterable[StatedFact]) -> list[tuple[StatedFact, list[StatedFact]]]:
    """The facts of one field that are told, in their order, each with those that it tells as well."""
    every = list(stated)
    telling = {id(one): _tells(one.fact, every) for one in every}
    return [(one, [other for other in every if telling[id(other)] is one]) for one in every if telling[id(one)] is None]


def _tells(fact: Fact, every: Sequence[StatedFact]) -> StatedFact | None:
    """The fact that tells this one as well; None where none does, or where it may be either of two."""
    more = [
        one for one in every if one.fact is not fact and one.fact.field == fact.field and _says_more(one.fact, fact)
    ]
    most = [one for one in more if not any(_says_more(other.fact, one.fact) for other in more)]
    return most[0] if len({_said(one.fact) for one in most}) == 1 else None


def _says_more(fact: Fact, other: Fact) -> bool:
    """Whether a fact says all that another one does, and more."""
    if fact.field in _NAMES:
        names = spelled(fact.value), spelled(other.value)
        return "@" not in other.value and names[1] in names[0] and names[0] != names[1] and _same_parts(fact, other)
    if fact.value != other.value or not _same_parts(fact, other):
        return False
    if fact.field == "period":
        return (fact.role, other.role) == ("until", "at_most")
    if fact.field not in _FIGURES:
        return False
    of_whom, of_other = _of_whom(fact), _of_whom(other)
    if of_whom == of_other:
        return _how(fact) > _how(other)
    # Whom it is for says more than how it is meant: "50 Prozent für Vereine" than "in der Regel 50 Prozent".
    return of_whom > of_other


def _same_parts(fact: Fact, other: Fact) -> bool:
    return set(map(spelled, parts_of(fact))) == set(map(spelled, parts_of(other)))


def _of_whom(fact: Fact) -> frozenset[Hashable]:
    """For whom a figure is, and for what once."""
    each = limit(fact).each
    return frozenset(filter(None, (*fact.whom, fact.role, each.time, each.noun)))


def _how(fact: Fact) -> frozenset[Hashable]:
    """As what it is meant: "bis zu", "in der Regel", as the end of a range."""
    said = limit(fact)
    return frozenset(filter(None, (said.bound, said.hedge, said.ends)))


def _said(fact: Fact) -> Hashable:
    return (fact.value, _of_whom(fact), _how(fact)) if fact.field in _FIGURES else fact.value
