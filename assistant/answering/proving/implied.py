"""Words that a figure says by itself: what "beträgt 6 Monate" lasts so long, and a fee of 5 Euro is what it costs."""

from __future__ import annotations

import re

from assistant.answering.proving.proof import Proof
from assistant.answering.proving.statements import Fact, Statement, Term
from assistant.language.figures import Kind

# Of which kind a figure is, the words that it may say, and those of the quotes without which it does not.
_IMPLIED: tuple[tuple[Kind, re.Pattern[str], re.Pattern[str]], ...] = (
    ("duration", re.compile(r"(?:dauer|dauert|dauern|lang)\Z", re.IGNORECASE), re.compile("")),
    (
        "amount",
        re.compile(r"(?:kostet|kosten|preis|fällig)\Z", re.IGNORECASE),
        re.compile(r"\b\w{0,30}(?:gebühr|preis|entgelt|eintritt|tarif|kostet|kosten)\w{0,3}\b", re.IGNORECASE),
    ),
)
# When something is, and not for how long.
_WHEN = re.compile(
    r"\b(?:in|nach|vor|ab|seit|binnen|innerhalb(?:\svon)?|um|bis|alle|within|after|before)\s(?:\w{1,20}\s)?\Z",
    re.IGNORECASE,
)
_REACH = 20  # characters before a figure hold "innerhalb von"
_WITHIN = re.compile(r"\binnerhalb\s(?:von\s)?\Z", re.IGNORECASE)


def is_implied(term: Term, claim: Statement, proof: Proof) -> bool:
    """Whether the figure beside a word says it, and the quotes say nothing else of it that the sentence leaves out."""
    if any(
        fact.role.measure and term.start in (fact.figure.span.end, fact.figure.span.end + 1) for fact in claim.facts
    ):
        return True  # the unit, which is held against that of the quotes
    due = [fact for fact in claim.facts if fact.clause == term.clause and fact.role.each == term.concept]
    if any(known.role.each == term.concept for fact in due for known in proof.facts(fact.figure)):
        return True  # "im Monat" of a "Monatsbeitrag"
    if term.word.form.lower() == "binnen":
        behind = [fact.figure for fact in claim.facts if fact.figure.span.start == term.word.span.end + 1]
        known = [one.figure.span.start for figure in behind for one in proof.facts(figure)]
        return any(_WITHIN.search(proof.text.text, max(0, start - _REACH), start) for start in known)
    for kind, words, needed in _IMPLIED:
        if words.match(term.word.form):
            facts = [fact for fact in claim.facts if fact.clause == term.clause and fact.figure.kind == kind]
            return any(_says_it(known, needed, claim, proof) for fact in facts for known in proof.facts(fact.figure))
    return False


def _says_it(known: Fact, needed: re.Pattern[str], claim: Statement, proof: Proof) -> bool:
    text, clause = proof.text.text, proof.clauses[known.clause]
    start = min(one.span.start for one in proof.clauses if one.sentence == known.sentence)
    if _WHEN.search(text, max(start, known.figure.span.start - 2 * _REACH), known.figure.span.start):
        return False
    verbs = [term for term in clause.terms if term.word.kind == "verb"]
    others = {
        term.concept for term in verbs if not term.is_light and not (needed.pattern and needed.match(term.word.form))
    }
    is_told = needed.search(text, clause.span.start if verbs else start, clause.span.end) is not None
    return others <= claim.concepts and is_told
