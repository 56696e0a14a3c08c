"""Ranges and ratios, which neither turned round nor told by one end say the same: "3,5 bis 4,5 Prozent", "1:4"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import pairwise

from assistant.answering.proving.borders import is_range
from assistant.answering.proving.proof import Proof
from assistant.answering.proving.refusal import Refusal
from assistant.answering.proving.statements import Fact, Statement
from assistant.language.dates import A_MONTH, MONTHS
from assistant.language.figures import backs, counted
from assistant.language.recurring import A_WEEKDAY, WEEKDAYS
from assistant.records import Span

_RATIO = re.compile(r"\s?:\s?|\szu\s")
_OF = re.compile(r"\s(?:der|von|of)\s(?:(?:den|insgesamt|the)\s)?", re.IGNORECASE)
_OF_IT = re.compile(r"\b(?:der|von|of)\s(?:(?:den|insgesamt|the)\s)?\Z", re.IGNORECASE)
# "Von 18 Anträgen wurden elf bewilligt".
_FROM_ALL = re.compile(r"\W*(?:Von|Of)\s(?:(?:den|insgesamt|the)\s){0,2}")
_WHOSE = re.compile(r"\s(?:des|der|eines|einer|of\s(?:the|an?))\s")
_THERE_ARE = re.compile(
    r"\b(?:gibt|gab|hat|haben|hatten?|zählt|zählen|besteht|bestehen|umfasst|umfassen|(?:sind|waren)\ses|there\s(?:are|were)"
    r"|has|have|had|consists?|comprises?)\b",
    re.IGNORECASE,
)
_A_DAY = rf"(?:{A_WEEKDAY}s?|{A_MONTH})"
_DAYS = re.compile(rf"\b({_A_DAY})\s?(?:bis|to|until|through|–|-)\s?({_A_DAY})\b", re.IGNORECASE)
_NAMED = re.compile(r"[A-ZÄÖÜ]\w*\s\Z")  # "Klassen 5 bis 10", of which each is one


def turned(claim: Statement, proof: Proof) -> Iterator[Refusal]:
    """Ranges and ratios that stand in the quotes the other way round only."""
    known = list(_pairs(proof.text))
    for first, last in _pairs(claim):
        are_turned = any(_back((last, first), pair) for pair in known)
        if are_turned and not any(_back((first, last), pair) for pair in known):
            yield Refusal("role", claim.text[first.figure.span.start : last.figure.span.end])
    ranges = {(one, other) for one, other, _ in _ranges_of_days(proof.text.text)}
    for start, end, words in _ranges_of_days(claim.text):
        if (end, start) in ranges and (start, end) not in ranges:
            yield Refusal("role", words)


def ends_alone(claim: Statement, proof: Proof) -> Iterator[Refusal]:
    """Figures of which the quotes know only that they end a range: "3,5 bis 4,5 Prozent" are not 3,5 Prozent."""
    for fact in claim.facts:
        backing = proof.facts(fact.figure)
        if backing and all(_is_only_an_end(one, claim, proof) for one in backing):
            yield Refusal("bound", fact.figure.span.of(claim.text))


def wholes(claim: Statement, proof: Proof) -> Iterator[Refusal]:
    """Figures that the quotes know only as the whole of which they count a part: "12 der 15 Mitglieder" are not 15
    who came, though 15 whom there are; and the 12 are no whole."""
    couples = list(pairwise(proof.text.facts))
    pairs = [pair for pair in couples if _is_part(proof.text.text, *pair)]
    pairs += [(part, whole) for whole, part in couples if _is_led_by_its_whole(proof.text, whole, part)]
    for fact in claim.facts if pairs else ():
        known = proof.facts(fact.figure)
        parts = [part for part, whole in pairs if whole in known]
        is_alone = len(parts) == len(known) and not any(
            backs(part.figure, other.figure) for part in parts for other in claim.facts
        )
        is_size = any(_tells_a_size(claim, fact, whole, proof.text) for _, whole in pairs)
        is_told_of = _OF_IT.search(claim.text, 0, fact.figure.span.start) is not None
        if parts and is_alone and not is_told_of and not is_size:
            yield Refusal("scope", fact.figure.span.of(claim.text))
        if known and is_size and all(any(one is part for part, _ in pairs) for one in known):
            yield Refusal("scope", fact.figure.span.of(claim.text))


def _tells_a_size(claim: Statement, fact: Fact, whole: Fact, source: Statement) -> bool:
    """Whether a clause only says how many there are: "Der Beirat hat 15 Mitglieder"."""
    clause = claim.clauses[fact.clause]
    end = whole.figure.span.end
    behind = source.within(Span(end, source.clauses[whole.clause].span.end))[:2]
    known = {term.concept for term in behind[:1]}
    if len(behind) > 1 and _WHOSE.fullmatch(source.text, behind[0].word.span.end, behind[1].start):
        known.add(behind[1].concept)
    is_plain = _THERE_ARE.search(claim.text, *clause.span) is not None
    return is_plain and bool(clause.concepts) and clause.concepts <= known


def _is_part(text: str, first: Fact, last: Fact) -> bool:
    """Whether the second figure is the whole of which the first one is a part; "2024 von 5 auf 6" tells no part."""
    is_time = "date" in (first.figure.kind, last.figure.kind)
    return not is_time and _OF.fullmatch(text, first.figure.span.end, last.figure.span.start) is not None


def _is_led_by_its_whole(text: Statement, whole: Fact, part: Fact) -> bool:
    """Whether it reads "Von 18 Anträgen wurden elf bewilligt"."""
    start = next(clause.span.start for clause in text.clauses if clause.sentence == whole.sentence)
    is_led = _FROM_ALL.fullmatch(text.text, start, whole.figure.span.start) is not None
    is_counted = whole.role.counts is not None and part.figure.kind == "number" and part.role.change is None
    return is_led and is_counted and part.sentence == whole.sentence


def _pairs(statement: Statement) -> Iterator[tuple[Fact, Fact]]:
    """Every two figures that make a range or a ratio."""
    for pair in pairwise(statement.facts):
        gap = pair[0].figure.span.end, pair[1].figure.span.start
        if is_range(statement.text, *gap) or _RATIO.fullmatch(statement.text, *gap):
            yield pair


def _back(claimed: tuple[Fact, Fact], known: tuple[Fact, Fact]) -> bool:
    return all(backs(one.figure, other.figure) for one, other in zip(known, claimed, strict=True))


def _ranges_of_days(text: str) -> Iterator[tuple[int, int, str]]:
    """From which weekday or month to which something goes, and the words that say it."""
    for found in _DAYS.finditer(text):
        yield _number(found[1]), _number(found[2]), found[0]


def _number(day: str) -> int:
    """The month from 1 to 12, or for a weekday a number below."""
    name = day.lower()
    return MONTHS[name] if name in MONTHS else WEEKDAYS[name.removesuffix("s")] - len(WEEKDAYS)


def _is_only_an_end(fact: Fact, claim: Statement, proof: Proof) -> bool:
    """Whether a figure ends a range of quantities of which the sentence does not name the other end."""
    for first, last in pairwise(proof.text.facts):
        if (fact is first or fact is last) and _is_of_quantities(first, last, proof.text):
            other = last if fact is first else first
            return not any(backs(other.figure, one.figure) for one in claim.facts)
    return False


def _is_of_quantities(first: Fact, last: Fact, text: Statement) -> bool:
    one, other = first.figure, last.figure
    if one.kind != other.kind or one.kind in ("date", "time", "paragraph"):
        return False
    (unit, low), (other_unit, high) = counted(one), counted(other)
    if unit != other_unit or low >= high or not is_range(text.text, one.span.end, other.span.start):
        return False
    is_plain = one.kind == "number" and not unit and not last.role.measure
    return not is_plain or (last.role.counts is not None and not _NAMED.search(text.text, 0, one.span.start))
