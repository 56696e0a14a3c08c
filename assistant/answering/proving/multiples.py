"""How many times, and how often: "verdreifacht", "doppelt so viele", "zweimal", "halbjährlich"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from itertools import permutations

from assistant.answering.proving.proof import Proof
from assistant.answering.proving.refusal import Refusal
from assistant.answering.proving.statements import Fact, Statement, kind_of
from assistant.language.figures import counted
from assistant.language.numerals import NUMBER_WORD, value_of_word
from assistant.records import Span

_TWICE, _HALF = Decimal(2), Decimal("0.5")
_MULTIPLE = re.compile(
    rf"\b(?:ver)?(?:(?P<count>{NUMBER_WORD})(?:(?P<mal>mal)|fach)\w{{0,6}}|(?P<twice>dopp(?:elt|elung|lung)\w{{0,4}}))\b"
    r"|\b(?P<half>halbier\w{1,6})\b",
    re.IGNORECASE,
)
_HALVED = re.compile(r"\b(?:Hälfte|halb\w*)\b|(?<!\d)50\s?(?:%|Prozent)", re.IGNORECASE)
_ONCE = re.compile(r"(?<!noch\s)(?<!auf\s)(?<!nicht\s)\beinmal(?:ig\w{0,2})?\b", re.IGNORECASE)
_ONCE_KNOWN = re.compile(r"\beinmal|\bein\sMal\b|(?<!\d)1\s?(?:x|-?mal)\b", re.IGNORECASE)
_BASE = re.compile(rf"{_MULTIPLE.pattern}|\b(?:twice|double|triple|three\stimes)\b", re.IGNORECASE)
_SIGN = re.compile(r"(?<!\d)[.,]|[.,](?!\d)|[;:]")
_MOST_FIGURES = 20  # of the quotes, each of which is divided by each

# How often something comes again, and what else says the same.
_RHYTHMS = tuple(
    (re.compile(rf"\b(?:{said})", re.IGNORECASE), re.compile(rf"\b(?:{said}|{known})", re.IGNORECASE))
    for said, known in (
        (
            r"halbjährlich",
            r"Halbjahr|halbe[sn]?\sJahr|alle\s(?:sechs|6)\sMonat|(?:zweimal|2\s?x)\s(?:im\sJahr|pro\sJahr|jährlich)",
        ),
        (
            r"vierteljährlich|quartalsweise",
            r"Vierteljahr|(?:im|je|pro|jedes)\sQuartal|alle\s(?:drei|3)\sMonat|(?:viermal|4\s?x)\s(?:im\sJahr|pro\sJahr|jährlich)",
        ),
        (r"zweimonatlich", r"(?:zwei|2|zweiten)\sMonat"),
        (r"(?:all)?monatlich", r"Monats|mtl\b|(?:im|je|pro|jeden|jedes|den)\sMonat"),
        (r"(?:all)?wöchentlich", r"Wochen|(?:in\sder|je|pro|jede|die)\sWoche|jeden\s|\w{3,6}tags\b"),
        (r"(?:all)?jährlich", r"Jahres|p\.\s?a\.|(?:im|je|pro|jedes|das|jeden)\sJahr"),
        (r"täglich", r"Tages|(?:am|je|pro|jeden|den)\sTag|montags?\s?(?:bis|-|–)\s?sonntags?"),
    )
)


def multiplied(claim: Statement, proof: Proof) -> Iterator[Refusal]:
    """Multiples that the quotes neither tell nor have two figures for; in another language they are other words."""
    if claim.language != proof.text.language:
        return
    source = proof.text.text
    told = {_value(one) for one in _MULTIPLE.finditer(source)}
    for match in _MULTIPLE.finditer(claim.text):
        is_factor = not match["mal"] or claim.text.startswith((" so ", " mehr "), match.end())
        is_told = _value(match) in told or (match["half"] and _HALVED.search(source))
        if is_told and _is_of_another(claim, match, proof.text):
            yield Refusal("role", match[0])
        if not is_told and not (is_factor and _value(match) in _ratios(proof)):
            yield Refusal("figure", match[0])
    if told and (once := _ONCE.search(claim.text)) and not _ONCE_KNOWN.search(source):
        yield Refusal("figure", once[0])


def of_a_base(claim: Statement, proof: Proof) -> Iterator[Refusal]:
    """Figures of which the quotes take a multiple, told as what that comes to: "twice the fare of 4 Euro"."""
    source = proof.text
    for fact in claim.facts if not _BASE.search(claim.text) else ():
        known = proof.facts(fact.figure)
        bases = [_base(source, one) for one in known]
        if known and all(some and not some & claim.concepts for some in bases):
            yield Refusal("role", fact.figure.span.of(claim.text))


def _base(text: Statement, fact: Fact) -> frozenset[str]:
    """The nouns between a multiple and the figure that it is taken of."""
    start, end = text.clauses[fact.clause].span.start, fact.figure.span.start
    found = list(_BASE.finditer(text.text, start, end))
    if not found or _SIGN.search(text.text, found[-1].end(), end):
        return frozenset()
    return frozenset(term.concept for term in text.within(Span(found[-1].end(), end)) if term.word.kind != "verb")


def _is_of_another(claim: Statement, said: re.Match[str], source: Statement) -> bool:
    """Whether the quotes have a multiple only of what the sentence does not name."""
    owners = [_owners(source, one) for one in _MULTIPLE.finditer(source.text) if _value(one) == _value(said)]
    return bool(owners) and all(some and not some & (claim.concepts | claim.parts) for some in owners)


def _owners(text: Statement, match: re.Match[str]) -> frozenset[str]:
    """The nouns before a multiple, back to the next sign."""
    signs = [sign.end() for sign in _SIGN.finditer(text.text, 0, match.start())]
    before = text.within(Span(signs[-1] if signs else 0, match.start()))
    return frozenset(term.concept for term in before if term.word.kind in ("noun", "name"))


def repeated(claim: Statement, proof: Proof) -> Iterator[Refusal]:
    """Rhythms that the quotes do not tell."""
    if claim.language == proof.text.language:
        for said, known in _RHYTHMS:
            if (found := said.search(claim.text)) and not known.search(proof.text.text):
                yield Refusal("figure", found[0])


def _value(match: re.Match[str]) -> Decimal:
    if match["count"]:
        return value_of_word(match["count"])
    return _TWICE if match["twice"] else _HALF


def _ratios(proof: Proof) -> set[Decimal]:
    """How many times each of the figures of the quotes is another one of its kind, or what it was before a change."""
    found: set[Decimal] = set()
    facts = [fact for fact in proof.text.facts if not isinstance(fact.figure.value, str)][:_MOST_FIGURES]
    for one, other in permutations(facts, 2):
        (unit, value), (other_unit, divisor) = counted(one.figure), counted(other.figure)
        if divisor and unit == other_unit and kind_of(one.figure) == kind_of(other.figure):
            found.add(value / divisor)
    for fact in facts:
        if fact.figure.kind == "percent" and fact.role.change == "by":
            share = Decimal(fact.figure.value) / 100
            found |= {1 + share, 1 - share}
    return found
