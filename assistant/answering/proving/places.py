"""Which two words of a sentence may change places: what comes "nach" the one comes "vor" the other, and who meets
somebody is met by them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from assistant.answering.proving.prepositions import PREPOSITIONS
from assistant.answering.proving.proof import Proof
from assistant.answering.proving.refusal import Refusal
from assistant.answering.proving.statements import Clause, Statement, Term
from assistant.language.thesaurus import is_actor, is_mutual, is_mutual_either_way, is_mutual_with

_TITLE = r"(?:Herrn?|Frau|Dr\.|Prof\.|Mrs?\.?|Ms\.?)"
# A preposition with what may stand before its noun: an article, adjectives, a title.
_SEQUENCES = {
    "de": re.compile(
        rf"(?<![\w-])(?:(?P<before>[Vv]or)|[Nn]ach|folg(?:t|te|en|ten)\sauf)(?:\s(?:[a-zäöüß]+|{_TITLE})){{0,3}}\s(?=[A-ZÄÖÜ])"
    ),
    "en": re.compile(
        r"(?<![\w-])(?:(?P<before>[Bb]efore|[Aa]head\sof|[Pp]rior\sto)|[Aa]fter|[Ff]ollowing)"
        rf"(?:\s(?:the|an?|his|her|its|their|this|that|{_TITLE})){{0,2}}\s(?=[^\W\d_])"
    ),
}
_LED = re.compile(rf"(?<![\w-])(?:{'|'.join(PREPOSITIONS)}|des)(?:\s(?:[a-zäöüß]+|{_TITLE})){{0,3}}\s\Z")
_OWNED = re.compile(r"[A-ZÄÖÜ]\w+\sder\s(?:[a-zäöüß]+\s)?\Z")
_BESIDE = re.compile(
    r"(?<![\w-])(?:neben|next\sto|beside|adjacent\sto|grenz\w+\san|borders?\son)(?![\w-])", re.IGNORECASE
)
_THEN = re.compile(
    r"\b(?:danach|dann|anschließend|darauf|daraufhin|später|davor|vorher|zuvor|seitdem|seither|then|afterwards|later|since"
    r"|previously)\b",
    re.IGNORECASE,
)
# What a sentence goes on with that depends on whom it names first: "und fördert ihn", "in ihrem Haus".
_LEANS = re.compile(
    r"\b(?:(?:und|and)\s[a-zäöüß]+(?:t|te|ten|s|ed)|sie|ihn|ihm|ihr(?:e[mnrs]?)?|sein(?:e[mnrs]?)?|its?|him|his|her|them|their)\b"
)
_REACH = 60
_PLAIN = frozenset(("subject", "object", "named"))


def are_mutual(text: Statement, clause: Clause, pair: frozenset[str], roles: frozenset[str], *, both_act: bool) -> bool:
    """Whether a pair of nouns with such roles stands for the same when they change places in a clause.

    Who wants to meet somebody need not be wanted, and whose plan it is they do not exchange.
    """
    others = roles - _PLAIN
    verbs = [term.concept for term in clause.terms if term.word.kind != "noun"]
    if others <= {"to", "in"} and (beside := _BESIDE.search(text.text, *clause.span)):
        return next((term.concept for term in clause.terms if term.start > beside.end()), None) in pair
    is_named_again = sum(term.concept in pair for term in clause.terms) > len(pair)
    if is_named_again or any(_LEANS.search(one.span.of(text.text)) for one in _sentence(text, clause)):
        return False
    if any(not cue.implied for cue in clause.moods) or not all(map(is_mutual_either_way, clause.verbs)):
        return False
    if not others:
        return both_act and any(map(is_mutual, verbs))
    return others <= {"with", "to"} and any(map(is_mutual_with, verbs))


def _sentence(text: Statement, clause: Clause) -> Iterator[Clause]:
    return (one for one in text.clauses if one.sentence == clause.sentence)


def sequence(text: Statement) -> frozenset[tuple[str, str]]:
    """Every two concepts of which a clause says that the first comes before the second."""
    return frozenset(pair for clause in text.clauses for pair in _sequence(text, clause))


def turned(claim: Statement, proof: Proof) -> Iterator[Refusal]:
    """What comes first in the sentence and last in the quotes, unless they go on with "danach" themselves."""
    known = sequence(proof.text) if not _THEN.search(proof.text.text) else ()
    for first, later in sorted(sequence(claim)) if known else ():
        if (later, first) in known and (first, later) not in known:
            forms = {term.concept: term.word.form for clause in claim.clauses for term in clause.terms}
            yield Refusal("role", f"{forms[first]} … {forms[later]}")


def _sequence(text: Statement, clause: Clause) -> Iterator[tuple[str, str]]:
    nouns = [term for term in clause.terms if term.is_noun(text.language)]
    for match in _SEQUENCES[text.language].finditer(text.text, *clause.span):
        behind = _named(nouns, match.end())
        for term in nouns if behind else ():
            if term in behind or _is_led(text.text, clause, term):
                continue
            for other in behind:
                if _may_be_alike(term, other) and term.concept != other.concept:
                    yield (term.concept, other.concept) if match["before"] else (other.concept, term.concept)


def _named(nouns: Sequence[Term], start: int) -> list[Term]:
    """The noun that begins there, with the name that it goes on with."""
    found: list[Term] = []
    for term in nouns:
        if term.start == (found[-1].word.span.end + 1 if found else start):
            found.append(term)
    return found


def _may_be_alike(one: Term, other: Term) -> bool:
    """Whether both may be somebody, or neither: a lecture comes after a lunch, a speaker after a speaker."""
    mine, theirs = _acts(one), _acts(other)
    return mine is None or theirs is None or mine == theirs


def _acts(term: Term) -> bool | None:
    """Whether a noun is somebody; None for an English one with a capital, which may begin a name."""
    if term.word.kind == "name" or is_actor(term.concept):
        return True
    return None if term.word.kind == "other" and term.word.form[:1].isupper() else False


def _is_led(text: str, clause: Clause, term: Term) -> bool:
    """Whether a noun stands behind a preposition or in the genitive."""
    before = text[max(clause.span.start, term.start - _REACH) : term.start]
    return _LED.search(before) is not None or _OWNED.search(before) is not None
