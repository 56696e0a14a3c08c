"""What is exact in a sentence and no figure, and has to stand in the quotes letter by letter: digits in names, letters
that stand alone, months, weekdays and rough numbers.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

from assistant.answering.proving.proof import Proof
from assistant.answering.proving.refusal import Refusal
from assistant.answering.proving.statements import Statement, Term
from assistant.language.dates import A_MONTH
from assistant.language.numerals import SMALL_NUMBERS, TENS
from assistant.language.recurring import A_WEEKDAY
from assistant.language.word_lists import any_of

_WITH_DIGITS = re.compile(r"[^\s\0]*[\d¼-¾⅐-⅞][^\s\0]*")
_FRACTION = re.compile(r"[¼-¾⅐-⅞]")
_EDGES = re.compile(r"^\W+|\W+$")
_LETTER = re.compile(r"(?<=[\w,] )[A-ZÄÖÜ](?![\w&'’/-]|\.\s?\S)")
_GLUED_MONTH = re.compile(rf"\b{A_MONTH}\b(?=\.?-\0)", re.IGNORECASE)
_TIMES = re.compile(rf"\b(?:{A_MONTH}|{A_WEEKDAY}s?)\b", re.IGNORECASE)
_AMOUNTS = re.compile(
    r"\b(halb(?=(?:e[mnrs]?)?\b)|\w*einhalb|anderthalb|\w*viertel(?:million|stunde|jahr)|dreiviertel"
    r"|(?:mehrere|einige|etliche|paar|viele)\sdutzend|dutzende?|hunderte"
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
_SEVERAL = re.compile(
    r"\b(?:beide[nr]?|(?:alle|die)\s(?:" + any_of(SMALL_NUMBERS) + r")|mehrere[nr]?)\s(?:[a-zäöüß]{1,30}\s){0,2}\Z",
    re.IGNORECASE,
)
_SINGLE = re.compile(r"eine?[mnrs]?\s(?:einzige[mnrs]?\s)?\S+\Z", re.IGNORECASE)  # "ein weiteres Boot" is no single one
_KIND = re.compile(r"\b(?:ist|war|wird|bleibt|als|wie)\seine?[mnrs]?\s(?:[a-zäöüß]{1,30}\s){0,2}\Z", re.IGNORECASE)
# Each of several is one, and an "einen" without a noun may mean it.
_EACH = re.compile(r"\b(?:je|jeweils|jede[mnrs]?|pro|each|per|every)\b", re.IGNORECASE)
_ONE_ALONE = re.compile(
    r"\b(?:eine?[mnrs]?|one)(?=\s?[.,;:)]|\s(?:und|oder|der|von|davon|aber|and|or|of)\b|\Z)", re.IGNORECASE
)
_PERIOD = re.compile(
    r"\b(?:diese|vergangene|letzte|vorige|nächste|kommende|laufende)[mnrs]{0,1}\s"
    r"(?P<unit>Jahrhundert|Jahrzehnt|Halbjahr|Quartal|Jahr|Monat|Wochenende|Woche)(?:e?[ns]?)\b",
    re.IGNORECASE,
)
_DECADE = re.compile(rf"\b(?P<part>Anfang|Mitte|Ende)\s(?P<age>{any_of(TENS)})\b", re.IGNORECASE)
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
        yield from _periods(claim.text, known)
        yield from _decades(claim.text, known)


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
    """Months and weekdays; of a quote in another language they are other words."""
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
    for term, limit, _ in _limits_of_one(proof.text):
        known.setdefault(term.concept, set()).add(limit)
    for term, limit, words in _limits_of_one(claim):
        theirs = known.get(term.concept, {limit})
        if not _ALIKE[limit] & theirs:
            yield Refusal("bound", words)
        elif limit in (None, "exact", "upper") and _SINGLE.search(words) and _are_several(term, claim, proof):
            yield Refusal("figure", words)


def _are_several(term: Term, claim: Statement, proof: Proof) -> bool:
    """Whether of the quotes' clauses that the sentence rests on all that have its noun count more than one of it."""
    text, clause = proof.text, claim.clauses[term.clause]
    touched = proof.main(clause, claim)
    if _KIND.search(claim.text, clause.span.start, term.start) or _EACH.search(clause.span.of(claim.text)):
        return False
    if any(each.search(text.clauses[place].span.of(text.text)) for place in touched for each in (_EACH, _ONE_ALONE)):
        return False
    places = proof.places.get(term.concept, frozenset())
    known = [one for place in touched & places or places for one in text.clauses[place].terms]
    known = [one for one in known if one.concept == term.concept]
    return bool(known) and all(_is_one_of_several(one, text) for one in known)


def _is_one_of_several(term: Term, text: Statement) -> bool:
    counts = [fact for fact in text.facts if fact.clause == term.clause and fact.role.counts == term.concept]
    before = [fact.figure.value for fact in counts if fact.figure.span.end <= term.start]
    is_counted = bool(before) and before[-1] not in (0, 1) and term.word.form[:1].isalpha()
    return is_counted or _SEVERAL.search(text.text, max(0, term.start - 80), term.start) is not None


def _periods(said: str, known: str) -> Iterator[Refusal]:
    """ "Dieses Jahr" where the quotes have "dieses Jahrzehnt", and no year."""
    theirs = {one["unit"].lower() for one in _PERIOD.finditer(known)}
    for one in _PERIOD.finditer(said) if theirs else ():
        unit = one["unit"]
        if unit.lower() not in theirs and not re.search(rf"\b\w{{0,20}}{unit}(?:e?[ns]?)\b", known, re.IGNORECASE):
            yield Refusal("date", one[0])


def _decades(said: str, known: str) -> Iterator[Refusal]:
    """ "Ende sechzig" where the quotes have "Anfang sechzig", and the bare age where they have a part of its decade."""
    theirs = {(one["part"].lower(), one["age"].lower()) for one in _DECADE.finditer(known)}
    mine = list(_DECADE.finditer(said))
    for one in mine:
        if (one["part"].lower(), one["age"].lower()) not in theirs:
            yield Refusal("figure", one[0])
    for _, age in theirs if not mine else ():
        if (found := re.search(rf"\b{age}\b", said, re.IGNORECASE)) and len(re.findall(rf"\b{age}\b", known)) == 1:
            yield Refusal("bound", found[0])


def _limits_of_one(text: Statement) -> Iterator[tuple[Term, str | None, str]]:
    """Each noun that "ein" counts, the limit that is put on it, and the words."""
    heads = {term.start: term for term in text.terms if term.word.kind in ("noun", "name")}
    for match in _ONE.finditer(text.text):
        if term := heads.get(match.end()):
            yield term, match.lastgroup, text.text[match.start() : term.word.span.end]
