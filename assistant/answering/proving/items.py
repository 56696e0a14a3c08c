"""Which figures, and which people, stand together in one item of a list: "98 unter 18 Jahren und 31 über 70",
"Erwachsene zahlen 8 Euro, Kinder die Hälfte".

`cases.py` holds figures of one kind apart; what stands together may be of several kinds.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import groupby, pairwise
from operator import attrgetter
from typing import NamedTuple

from assistant.answering.proving.borders import is_range
from assistant.answering.proving.prepositions import PREPOSITIONS
from assistant.answering.proving.proof import Proof, nearest
from assistant.answering.proving.refusal import Refusal
from assistant.answering.proving.statements import Fact, Statement, Term
from assistant.language.figures import backs
from assistant.records import Span

_PARTED = re.compile(
    r"[;•]|(?<!\d),|,(?!\d)|\s(?:und|sowie|aber|während|and|but|while)\s|\s[–-]\s(?=[^:;,]{1,60}:\s)", re.IGNORECASE
)
# "12 zu 3", "von 20 auf 25", "12 der 15".
_JOINED = re.compile(r"(?:(?<![\w-])(?:von|auf|zu|der|of|to|from)|:)\s(?:[a-zäöü]{2,10}\s){0,2}\Z")
_LED = re.compile(rf"(?<![\w-])(?:{'|'.join(PREPOSITIONS)})\s", re.IGNORECASE)
_FOR = re.compile(r"(?<![\w-])(?:für|bei|for)\s(?:[a-zäöüß]{1,20}\s){0,2}\Z", re.IGNORECASE)
_OWED = ("amount", "percent")
_REACH = 60  # so many characters before a noun hold what leads it
_MANY = 2


class _Item(NamedTuple):
    """The figures that no sign parts, and the stretch of their sentence that is theirs."""

    facts: tuple[Fact, ...]
    span: Span


def mixed(claim: Statement, proof: Proof) -> Iterator[Refusal]:
    """Two figures of one item that the quotes have in two, and a figure of somebody else than theirs."""
    known = list(_items(proof.text))
    if len(known) < _MANY:
        return
    for item in _items(claim):
        if len(item.facts) == _MANY and not _are_one(claim.text, *item.facts):
            yield from _torn(claim, item.facts, known)
        for fact in item.facts if len(item.facts) == 1 else ():
            yield from _of_another(claim, fact, item.span, proof.text, known)


def _items(text: Statement) -> Iterator[_Item]:
    for _, facts in groupby(text.facts, attrgetter("sentence")):
        found = list(facts)
        parts = [one.span for one in text.clauses if one.sentence == found[0].sentence]
        start, held = parts[0].start, found[:1]
        for before, fact in pairwise(found):
            signs = [*_PARTED.finditer(text.text, before.figure.span.end, fact.figure.span.start)]
            if signs:
                yield _Item(tuple(held), Span(start, signs[-1].start()))
                start, held = signs[-1].start(), []
            held.append(fact)
        yield _Item(tuple(held), Span(start, parts[-1].end))


def _are_one(text: str, first: Fact, last: Fact) -> bool:
    """Whether two figures are a range, a ratio or a change, or one of them is a date."""
    gap = first.figure.span.end, last.figure.span.start
    is_date = not {"date", "time"}.isdisjoint((first.figure.kind, last.figure.kind))
    return is_date or is_range(text, *gap) or _JOINED.search(text, *gap) is not None


def _torn(claim: Statement, facts: Sequence[Fact], known: Sequence[_Item]) -> Iterator[Refusal]:
    places = [{at for at, item in enumerate(known) if _holds(item, fact)} for fact in facts]
    if not all(places) or places[0] & places[1]:
        return
    items = [known[at] for some in places for at in some]
    is_one_sentence = len({item.facts[0].sentence for item in items}) == 1
    if is_one_sentence and all(len(_counted(item)) >= _MANY for item in items):
        yield Refusal("role", " … ".join(fact.figure.span.of(claim.text) for fact in facts))


def _holds(item: _Item, fact: Fact) -> bool:
    return any(backs(one.figure, fact.figure) for one in item.facts)


def _counted(item: _Item) -> list[Fact]:
    return [fact for fact in item.facts if fact.figure.kind not in ("date", "time")]


def _of_another(
    claim: Statement, fact: Fact, span: Span, source: Statement, known: Sequence[_Item]
) -> Iterator[Refusal]:
    """Somebody with the figure of another, where each of both has one of another kind: 8 Euro, and the half of it."""
    backing = [item for item in known if _holds(item, fact)]
    if fact.figure.kind not in _OWED or len(backing) != 1:
        return
    [own] = backing
    yield from _for_another(claim, fact, span, source, known[known.index(own) :])
    mine = {term.concept for term in _owners(claim, fact, span)}
    rest = [term for one in own.facts for term in _owners(source, one, own.span)]
    if not rest or any(term.concept in claim.concepts or nearest(term.concept, claim.concepts) for term in rest):
        return
    for other in known:
        is_beside = other is not own and other.facts[0].sentence == own.facts[0].sentence
        if is_beside and not (_has_verb(source, own) and _has_verb(source, other)):
            theirs = {
                term.concept
                for one in other.facts
                if one.figure.kind in _OWED
                for term in _owners(source, one, other.span)
            }
            if mine & theirs:
                yield Refusal("role", f"{fact.figure.span.of(claim.text)} … {rest[0].word.form}")


def _for_another(
    claim: Statement, fact: Fact, span: Span, source: Statement, known: Sequence[_Item]
) -> Iterator[Refusal]:
    """Whom the sentence has its figure for, and the quotes only one that comes later: "für Kinder die Hälfte"."""
    own, *later = known
    beside = [item for item in later if item.facts[0].sentence == own.facts[0].sentence]
    for term in _whom(claim, span):
        places = [one.start for one in source.terms if one.concept == term.concept]
        owing = [item for item in beside if item.facts[0].figure.kind in _OWED]
        theirs = {one.start for item in owing for one in _whom(source, item.span)}
        if places and theirs.issuperset(places):
            yield Refusal("role", f"{fact.figure.span.of(claim.text)} … {term.word.form}")


def _whom(text: Statement, span: Span) -> Iterator[Term]:
    """The nouns behind a "für" or "bei"."""
    nouns = (term for term in text.within(span) if term.word.kind in ("noun", "name"))
    return (term for term in nouns if _FOR.search(text.text, max(span.start, term.start - _REACH), term.start))


def _owners(text: Statement, fact: Fact, span: Span) -> Iterator[Term]:
    """The noun that an item begins with before its figure, and the one behind its "für"."""
    nouns = [term for term in text.within(span) if term.word.kind in ("noun", "name")]
    first = next((term for term in nouns if term.start < fact.figure.span.start), None)
    if first and not _LED.search(text.text, span.start, first.start):
        yield first
    yield from _whom(text, span)


def _has_verb(text: Statement, item: _Item) -> bool:
    return any(term.word.kind == "verb" for term in text.within(item.span))
