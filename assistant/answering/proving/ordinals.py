"""The place of one in a row: "die dritte Sitzung", "im zweiten Jahr", "wurde Zweiter", "auf Platz drei"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from assistant.answering.proving.proof import Proof
from assistant.answering.proving.refusal import Refusal
from assistant.answering.proving.statements import Statement, Term
from assistant.language.figures import figures
from assistant.language.numerals import ORDINAL_STEMS
from assistant.language.word_lists import any_of
from assistant.records import Span

_PLACES = {stem: place for place, stem in enumerate(ORDINAL_STEMS, 1)} | {"siebent": 7}
_STEM = any_of(_PLACES)
# "Dritte" with a capital are other people, and "auf etwas achten" is a verb.
_ORDINAL = re.compile(
    rf"\b(?!acht(?!z))(?P<one>{_STEM})e[mnrs]?\b"
    r"|\b(?i:de[mnrs]|die|das|im|am|vom|zum|zur|beim|ein)\s(?P<eighth>acht)e[mnrs]?\b"
    rf"|(?:\A|(?<=[.!?]\s))(?P<first>{_STEM.title()})e[mnrs]?(?=\s[A-ZÄÖÜ])"
    rf"|\b(?:wird|wurden?|werden|als|ist|war)\s(?P<rank>{_STEM.title()})e[rn]?\b(?!\s[A-ZÄÖÜ])"
)
_IN_DIGITS = re.compile(r"(?<![\d.,])(?P<digits>\d{1,2})\.(?=\s[A-ZÄÖÜa-zäöü])")
_NOUN = re.compile(r"\s(?:[a-zäöüß]{1,30}\s){0,2}\Z")
_A_RANK = re.compile(r"(?:Platz|Plätze|Rang|Ränge)\w{0,2}")
_RANK = "rank"  # no concept, for those are German


class _Ordinal(NamedTuple):
    """The place from 1 on, the concept of what is in a row, if it is told, and where it stands."""

    place: int
    noun: str | None
    span: Span


def displaced(claim: Statement, proof: Proof) -> Iterator[Refusal]:
    """Places of which the quotes know another one of the same, or only others: "ein weiteres" may be the second."""
    if claim.language != "de" or proof.text.language != "de":
        return
    said = [one for one in _ordinals(claim) if one.place > 1]  # the first is told in many words: "zunächst"
    ordinals = list(_ordinals(proof.text)) if said else []
    known = [*ordinals, *_numbered(proof.text)] if said else []
    for one in said:
        theirs = [other.place for other in known if other.noun == one.noun]
        is_known = any(other.place == one.place and other.noun in (None, one.noun) for other in known)
        if not is_known and ((theirs and one.noun) or (ordinals and not _is_counted(one.place, known, proof.text))):
            yield Refusal("figure", one.span.of(claim.text))


def _is_counted(place: int, known: list[_Ordinal], text: Statement) -> bool:
    """Whether the quotes have that number at all, as they may have "Q3" and "die 3." for "das dritte"."""
    is_figure = any(fact.figure.value == place for fact in text.facts)
    is_ordinal = any(other.place == place for other in known)
    return is_figure or is_ordinal or re.search(rf"(?<!\d)0?{place}(?!\d)", text.text) is not None


def _ordinals(text: Statement) -> Iterator[_Ordinal]:
    covered = [one.span for one in figures(text.text) if one.kind == "percent"]
    for match in _ORDINAL.finditer(text.text):
        span, group = Span(*match.span()), match.lastgroup or ""
        if any(span.touches(other) for other in covered):
            continue
        noun = _RANK if group == "rank" else _noun_behind(text, span.end)
        yield _Ordinal(_PLACES[match[group].lower()], noun, span)


def _numbered(text: Statement) -> Iterator[_Ordinal]:
    """Those that are told by a number: "Platz drei", "Stufe 2", "die 3. Sitzung"."""
    ends = {term.word.span.end + 1: term for term in text.terms if term.word.kind in ("noun", "name")}
    for fact in text.facts:
        term, value = ends.get(fact.figure.span.start), fact.figure.value
        if term and fact.figure.kind == "number" and not isinstance(value, str):
            yield _Ordinal(int(value), _concept(term), fact.figure.span)
    for match in _IN_DIGITS.finditer(text.text):
        yield _Ordinal(int(match["digits"]), _noun_behind(text, match.end()), Span(*match.span()))


def _noun_behind(text: Statement, end: int) -> str | None:
    behind = (term for term in text.terms if term.start > end and term.word.kind in ("noun", "name"))
    term = next(behind, None)
    return _concept(term) if term and _NOUN.fullmatch(text.text, end, term.start) else None


def _concept(term: Term) -> str:
    return _RANK if _A_RANK.fullmatch(term.word.form) else term.concept
