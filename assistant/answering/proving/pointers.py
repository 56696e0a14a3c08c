"""What binds a figure to what was said before it: "danach 4 Wochen", "ein Jahr zuvor 20", "alle anderen 12 Euro".

In a list of several figures of one kind such a word tells which of them is meant, as a condition would.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from assistant.answering.proving.proof import Proof
from assistant.answering.proving.refusal import Refusal
from assistant.answering.proving.statements import Clause, Fact, Statement, kind_of

_PART = re.compile(r"[,;:]\s|\s(?:und|aber|sowie|and|but)\s(?=(?:danach|davor|zuvor|alle|die|im|all|the)\s)")
_REST = (
    r"(?:(?:für|bei)\s)?(?:alle[nr]?|die|de[rn])\s(?:anderen?|übrigen?|restlichen?)|(?:der|den|dem|the)\srest"
    r"|(?:all|the)\sothers"
)


class _Pointer(NamedTuple):
    """The words that lead in a part of a quote, and what a sentence may have for them."""

    known: re.Pattern[str]
    said: re.Pattern[str]


def _pointer(known: str, said: str) -> _Pointer:
    return _Pointer(
        re.compile(rf"\W*(?:(?:und|aber|and|but)\s)?(?:{known})\b", re.IGNORECASE),
        re.compile(rf"\b(?:{said})\b", re.IGNORECASE),
    )


_OF_TIME = r"(?:\w+\s)?(?:Tage?|Wochen?|Monate?|Jahre?|years?|months?)"
_POINTERS = (
    _pointer(
        r"danach|anschließend|hinterher|afterwards|thereafter",
        r"danach|dann|nach(?!\s(?:§|Art|Abs|Angaben|Auskunft))|anschließend\w*|später\w*|after\w*|thereafter|later",
    ),
    _pointer(
        rf"davor|zuvor|vorher|im\sVorjahr|{_OF_TIME}\s(?:zuvor|davor|früher|vorher|before|earlier)",
        r"davor|zuvor|vorher|vor|(?:im\s|des\s)?Vorjahr\w*|früher\w*|bisher\w*|before|earlier|previous\w*",
    ),
    _pointer(
        rf"im\s(?:Jahr\sdarauf|Folgejahr)|{_OF_TIME}\s(?:später|darauf|danach|later)",
        r"darauf|danach|nach|Folgejahr\w*|später\w*|later|after",
    ),
    _pointer(r"darüber(?!\shinaus)", r"darüber|über|mehr|ab|höher\w*|oberhalb|jenseits|over|above|more"),
    _pointer(
        rf"{_REST}|sonst|ansonsten|andernfalls|otherwise",
        r"ander\w+|übrig\w*|restlich\w*|Rest|sonst\w*|ansonsten|others?|rest|otherwise|keine?[mnrs]?|nicht|ohne",
    ),
)
_PART_OF_IT = re.compile(r"\W*(?:davon|darunter|of\swhich|of\sthem)\b", re.IGNORECASE)
_OTHERS = re.compile(rf"\W*(?:(?:und|aber|and|but)\s)?(?:{_REST})\b", re.IGNORECASE)


def lost(claim: Statement, known: Fact, source: Statement) -> str:
    """The word that binds a figure of the quotes where the sentence has none; "" where nothing does.

    "Die übrigen 15" are told by their number.
    """
    part = _part(source, known)
    for pointer in _POINTERS if _has_one_before(known, source) else ():
        found = pointer.known.match(source.text, *part)
        if found and found.end() + 1 != known.figure.span.start and not pointer.said.search(claim.text):
            return found[0].strip(" ,;:")
    return ""


def added(claim: Statement, known: Fact, source: Statement) -> str:
    """The word of the sentence that binds another figure of that kind in the quotes, and not this one."""
    own = source.text[slice(*_part(source, known))]
    others = [source.text[slice(*_part(source, one))] for one in _beside(known, source)]
    for pointer in _POINTERS:
        found = pointer.said.search(claim.text)
        if found and not pointer.said.search(own) and any(map(pointer.known.match, others)):
            return found[0]
    return ""


def of_the_others(claim: Statement, proof: Proof) -> Iterator[Refusal]:
    """What the quotes say of "den übrigen" alone, told of a figure that others have."""
    others = [(place, part) for place, part in enumerate(proof.clauses) if _is_of_others(proof.text, part)]
    for fact in claim.facts if others and not _POINTERS[-1].said.search(claim.text) else ():
        known = {one.clause for one in proof.facts(fact.figure)}
        for term in claim.clauses[fact.clause].terms:
            places = proof.places.get(term.concept, frozenset())
            if places and places <= {place for place, _ in others} - known and not term.is_light:
                yield Refusal("role", f"{fact.figure.span.of(claim.text)} … {term.word.form}")


def _is_of_others(text: Statement, clause: Clause) -> bool:
    return _OTHERS.match(text.text, *clause.span) is not None


def _part(text: Statement, fact: Fact) -> tuple[int, int]:
    """From the sign before a figure to the figure; "davon 20" goes on with what stands before."""
    start = fact.figure.span.start
    first = next(clause.span.start for clause in text.clauses if clause.sentence == fact.sentence)
    signs = [first, *(sign.start() for sign in _PART.finditer(text.text, first, start))]
    at = next((at for at in reversed(signs) if not _PART_OF_IT.match(text.text, at, start)), first)
    return at, start


def _beside(known: Fact, source: Statement) -> list[Fact]:
    """The other figures of its kind in its sentence."""
    kind = kind_of(known.figure)
    return [
        one
        for one in source.facts
        if one.sentence == known.sentence and one.cell != known.cell and kind_of(one.figure) == kind
    ]


def _has_one_before(known: Fact, source: Statement) -> bool:
    return any(one.figure.span.start < known.figure.span.start for one in _beside(known, source))
