"""What is exact in a sentence and no figure, and has to stand in the quotes letter by letter: digits in names, letters
that stand alone, months, weekdays, multiples and rough numbers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from assistant.answering.proving.proof import Proof
from assistant.answering.proving.refusal import Refusal
from assistant.answering.proving.statements import Statement
from assistant.language.dates import A_MONTH
from assistant.language.numerals import NUMBER_WORD
from assistant.language.recurring import A_WEEKDAY

_WITH_DIGITS = re.compile(r"[^\s\0]*[\d¼-¾⅐-⅞][^\s\0]*")
_FRACTION = re.compile(r"[¼-¾⅐-⅞]")
_EDGES = re.compile(r"^\W+|\W+$")
_LETTER = re.compile(r"(?<=[\w,] )[A-ZÄÖÜ](?![\w&'’/-]|\.\s?\S)")
_GLUED_MONTH = re.compile(rf"\b{A_MONTH}\b(?=\.?-\0)", re.IGNORECASE)
_TIMES = re.compile(
    rf"\b(?:{A_MONTH}|{A_WEEKDAY}s?|{NUMBER_WORD}(?:mal|fach)\w*|doppelt\w*|dutzend)\b",
    re.IGNORECASE,
)
_AMOUNTS = re.compile(
    r"\b(halb(?=(?:e[mnrs]?)?\b)|\w*einhalb|anderthalb|\w*viertel(?:million|stunde|jahr)|dreiviertel|dutzend|hunderte"
    r"|tausende|dozens?|hundreds|thousands)",
    re.IGNORECASE,
)
# "Ein" counts where such a word stands before it.
_ONE = re.compile(
    r"\b(?i:(?:(?P<lower>mindestens|wenigstens|zumindest|at\sleast)|(?P<exact>genau|exakt|exactly)|(?P<upper>höchstens|maximal"
    r"|nur|lediglich|nicht\smehr\sals|at\smost|only|no\smore\sthan)|(?P<more>mehr\sals|more\sthan))\s)?(?i:eine?[mnrs]?|one)\s(?:[a-zäöüß]{1,30}\s){0,2}"
)
# What the quotes may have where the sentence has the one on the left; at least one is told as one.
_ALIKE: dict[str | None, frozenset[str | None]] = {
    None: frozenset((None, "exact", "lower")),
    "exact": frozenset((None, "exact")),
    "lower": frozenset(("lower", "more")),
    "upper": frozenset(("upper",)),
    "more": frozenset(("more",)),
}
_STEM = 6  # letters by which "sonntags" is "Sonntag"


def loose(claim: Statement, proof: Proof) -> Iterator[Refusal]:
    """What of it the quotes do not hold."""
    rest, known = _without_figures(claim), proof.text.text
    yield from _digits(rest, known)
    yield from _letters(rest, claim.text, known)
    yield from _months(rest, known)
    if proof.text.language == claim.language:
        yield from _times(rest, known)
    yield from _amounts(rest, known)
    if proof.text.language == claim.language:
        yield from _ones(claim, proof)


def _without_figures(claim: Statement) -> str:
    rest = claim.text
    for span in (fact.figure.span for fact in claim.facts):
        rest = rest[: span.start] + "\0" * (span.end - span.start) + rest[span.end :]
    return rest


def _digits(rest: str, known: str) -> Iterator[Refusal]:
    """Digits outside of figures ("CO2", "A39", an address); "¾" may stand there as "3/4", too."""
    for match in _WITH_DIGITS.finditer(rest):
        word = _EDGES.sub("", match[0])
        goes_on = r"(?!\w)" if word[-1].isnumeric() else ""  # an ending may follow, but no further digit
        spelled = _in_digits(word) if _FRACTION.fullmatch(word) else word
        if not re.search(rf"(?<!\w)(?:{re.escape(word)}|{re.escape(spelled)}){goes_on}", known):
            yield Refusal("figure", word)


def _in_digits(fraction: str) -> str:
    return unicodedata.normalize("NFKC", fraction).replace("\N{FRACTION SLASH}", "/")


def _letters(rest: str, said: str, known: str) -> Iterator[Refusal]:
    """A letter that stands alone is a name ("Klasse B", "Stufe I"), though no word; an English "I" follows no noun."""
    for match in _LETTER.finditer(rest):
        is_pronoun = match[0] == "I" and not said[: match.start()].split()[-1][:1].isupper()
        if not is_pronoun and not re.search(rf"(?<![^\W\d_]){match[0]}(?![^\W\d_])", known):
            yield Refusal("name", match[0])


def _months(rest: str, known: str) -> Iterator[Refusal]:
    """A month that is glued to a date ("Mai-Juni 2025") is no word of its own."""
    for match in _GLUED_MONTH.finditer(rest):
        if not re.search(rf"\b{match[0]}\b", known, re.IGNORECASE):
            yield Refusal("date", match[0])


def _times(rest: str, known: str) -> Iterator[Refusal]:
    """Months, weekdays and multiples; of a quote in another language they are other words."""
    for match in _TIMES.finditer(rest):
        is_modal = match[0] == "may"
        if not is_modal and not re.search(rf"\b{match[0][:_STEM]}", known, re.IGNORECASE):
            yield Refusal("date", match[0])


def _amounts(rest: str, known: str) -> Iterator[Refusal]:
    """Rough numbers in words that are no figures ("Viertelmillion", "Hunderte")."""
    for match in _AMOUNTS.finditer(rest):
        if not re.search(rf"\b{match[1]}", known, re.IGNORECASE):
            yield Refusal("figure", match[0])


def _ones(claim: Statement, proof: Proof) -> Iterator[Refusal]:
    """ "Höchstens ein Boot" where the quotes have at least one, and "ein Boot" where they have one at most."""
    known: dict[str, set[str | None]] = {}
    for concept, limit, _ in _limits_of_one(proof.text):
        known.setdefault(concept, set()).add(limit)
    for concept, limit, words in _limits_of_one(claim):
        theirs = known.get(concept, {limit})
        if not _ALIKE[limit] & theirs:
            yield Refusal("bound", words)


def _limits_of_one(text: Statement) -> Iterator[tuple[str, str | None, str]]:
    """The concept of each noun that "ein" counts, the limit that is put on it, and the words."""
    heads = {term.start: term for term in text.terms if term.word.kind in ("noun", "name")}
    for match in _ONE.finditer(text.text):
        if term := heads.get(match.end()):
            yield term.concept, match.lastgroup, text.text[match.start() : term.word.span.end]
