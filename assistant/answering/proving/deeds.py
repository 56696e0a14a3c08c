"""Who does which of several things: "led by A and attended by B" does not prove that B led.

`roles.py` tells who does and to whom it is done; where one sentence has two deeds and two who do them, what matters is
which verb each of them stands with.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from itertools import groupby, pairwise
from operator import attrgetter
from typing import NamedTuple

from assistant.answering.proving.proof import Proof
from assistant.answering.proving.refusal import Refusal
from assistant.answering.proving.roles import parts, roles
from assistant.answering.proving.statements import Statement, Term
from assistant.language.thesaurus import is_actor, is_mutual_either_way
from assistant.records import Span

_TITLES = r"(?:(?:Herrn?|Frau|Dr\.|Prof\.|Mrs?\.?|Ms\.?)\s){0,2}"
_BY = {
    "de": re.compile(
        r"(?<![\w-])(?:von|vom|durch|seitens)\s(?:(?:de[mrns]|die|das|einem|einer)\s)?(?:[a-zäöüß]+\s){0,2}"
        rf"{_TITLES}(?=[A-ZÄÖÜ])"
    ),
    "en": re.compile(rf"(?<![\w-])by\s(?:(?:the|an?)\s)?{_TITLES}(?=[^\W\d_])"),
}
_PASSIVE = re.compile(r"\b(?:wird|werden|wurden?|worden)\b", re.IGNORECASE)
_OTHERS = frozenset(("object", "to", "from"))
_TITLED = re.compile(r"\b(?:Herrn?|Frau|Dr\.|Prof\.|Mrs?\.?|Ms\.?)\s\Z")
_REACH = 10  # characters before a name hold its title
_RELATIVE = re.compile(r",\s(?:der|die)\s(?![A-ZÄÖÜ])(?=(?P<part>[^,;:.]{1,200}))")
_BORDER = re.compile(r"[,;:]")


class _Deed(NamedTuple):
    verb: Term
    doers: tuple[Term, ...]


def mixed(claim: Statement, proof: Proof) -> Iterator[Refusal]:
    """Somebody who does in the sentence what in the quotes only another does, while he does something else there, or
    only stands beside it."""
    known: dict[str, set[str]] = {}
    deeds = (*_passive(proof.text), *_active(proof.text), *_relative(proof.text))
    for deed in deeds:
        known.setdefault(deed.verb.concept, set()).update(doer.concept for doer in deed.doers)
    for concept in _undone(proof.text, {deed.verb.start for deed in deeds}):
        known.pop(concept, None)
    undergoing = _undergoing(proof.text)
    for deed in (*_passive(claim), *_active(claim, known)):
        doers = {doer.concept for doer in deed.doers}
        theirs = known.get(deed.verb.concept, doers)
        others = (*known.values(), undergoing.get(deed.verb.concept, set()), _away(deed.verb, proof.text))
        if not doers & theirs and any(doers & one for one in others):
            yield Refusal("role", f"{deed.doers[0].word.form} … {deed.verb.word.form}")


def _away(verb: Term, text: Statement) -> set[str]:
    """Whom the text names with a title or a forename, and nowhere beside the verb."""
    beside = {word for clause in text.clauses if verb.concept in clause.concepts for word in clause.concepts}
    people = {term.concept for term in text.terms if _TITLED.search(text.text, max(0, term.start - _REACH), term.start)}
    for first, last in pairwise(text.terms):
        is_name = "name" in (first.word.kind, last.word.kind) and last.word.form[:1].isupper()
        if is_name and first.word.form[:1].isupper() and first.word.span.end + 1 == last.start:
            people |= {first.concept, last.concept}
    return people - beside


def _undergoing(text: Statement) -> dict[str, set[str]]:
    """For each verb somebody who stands beside it and does not do it: "Der Verein dankt der Stadt"."""
    found: dict[str, set[str]] = {}
    for clause in (part for whole in text.clauses for part in parts(text, whole)):
        nouns = roles(text, clause)
        subjects = {word for word, noun in nouns.items() if noun.role == "subject"}
        others = {
            word
            for word, noun in nouns.items()
            if noun.acts and (noun.role in _OTHERS or (noun.role == "of" and noun.of not in subjects))
        }
        for verb in clause.verbs if others and not any(map(is_mutual_either_way, clause.verbs)) else ():
            found.setdefault(verb, set()).update(others)
    return found


def _undone(text: Statement, told: Collection[int]) -> Iterator[str]:
    """The verbs that the text has somewhere without naming who does it: "Er dankt den Helfern"."""
    return (term.concept for term in text.terms if term.word.kind != "noun" and term.start not in told)


def _passive(text: Statement) -> Iterator[_Deed]:
    """What is done by somebody."""
    for _, clauses in groupby(text.clauses, attrgetter("sentence")):
        parts = list(clauses)
        sentence = Span(parts[0].span.start, parts[-1].span.end)
        terms = [term for clause in parts for term in clause.terms]
        is_passive = _PASSIVE.search(text.text, sentence.start, sentence.end) is not None
        for match in _BY[text.language].finditer(text.text, sentence.start, sentence.end):
            doers = _named(terms, match.end())
            verb = _verb(text, terms, Span(match.start(), doers[-1].word.span.end), is_passive) if doers else None
            if verb:
                yield _Deed(verb, doers)


def _relative(text: Statement) -> Iterator[_Deed]:
    """What somebody does whom a name directly before the clause tells: "Frau Wolf, die im Beirat saß"."""
    if text.language == "de":
        for match in _RELATIVE.finditer(text.text):
            terms = text.within(Span(match.end(), match.end("part")))
            named = (term for term in text.terms if term.word.kind == "name")
            doers = tuple(term for term in named if term.word.span.end == match.start())
            verbs = [term for term in terms if term.word.kind == "verb"]
            is_alone = not any(term.word.kind == "name" or is_actor(term.concept) for term in terms)
            if doers and verbs and is_alone:
                yield _Deed(verbs[-1], doers)


def _named(terms: Sequence[Term], start: int) -> tuple[Term, ...]:
    """Whoever is named there, with each word of the name."""
    found: list[Term] = []
    for term in terms:
        goes_on = found and term.start == found[-1].word.span.end + 1 and term.word.form[:1].isupper()
        if goes_on or term.start == start:
            found.append(term)
    is_named = len(found) > 1 or any(term.word.kind == "name" for term in found)
    return tuple(found) if is_named or any(is_actor(term.concept) for term in found) else ()


def _verb(text: Statement, terms: Sequence[Term], by: Span, is_passive: bool) -> Term | None:
    """The verb of one who is named there: directly before, else in German behind him, else before at all."""
    before = [term for term in terms if term.word.span.end < by.start]
    if before and before[-1].word.span.end + 1 == by.start and before[-1].word.kind in ("verb", "other"):
        return before[-1]
    if text.language == "en" or not is_passive:
        return None
    border = _BORDER.search(text.text, by.end)
    behind = next((term for term in terms if term.start > by.end and term.word.kind == "verb"), None)
    if behind and not (border and border.start() < behind.start):
        return behind
    led = [term for term in before if term.word.kind == "verb"]
    is_shared = border is not None and _BY[text.language].match(text.text, border.end()) is not None
    return led[-1] if led else behind if is_shared else None


def _active(text: Statement, known: Mapping[str, object] | None = None) -> Iterator[_Deed]:
    """What somebody does; with `known` verbs only where a clause has exactly one of them."""
    for clause in (part for whole in text.clauses for part in parts(text, whole)):
        if _PASSIVE.search(text.text, *clause.span) or _BY[text.language].search(text.text, *clause.span):
            continue
        acting = {word for word, noun in roles(text, clause).items() if noun.acts and noun.role == "subject"}
        doers = tuple(term for term in text.terms if term.concept in acting)
        may_do = ("verb", "other") if text.language == "en" else ("verb",)
        verbs = [term for term in clause.terms if term.word.kind in may_do and term not in doers]
        told = [verb for verb in verbs if known is None or verb.concept in known]
        for verb in told if doers and (known is None or len(told) == 1) else ():
            yield _Deed(verb, doers)
