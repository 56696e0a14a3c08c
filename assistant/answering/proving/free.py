"""What costs nothing, told of what is paid for: "Kinder fahren gratis, Gäste zahlen 3 Euro"."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator

from assistant.answering.proving.proof import Proof
from assistant.answering.proving.refusal import Refusal
from assistant.answering.proving.statements import Clause, Statement
from assistant.records import Span

_FREE = re.compile(
    r"\b(?:(?:(?:kosten|gebühren|beitrags|eintritts)(?:los|frei)|unentgeltlich|gratis|frei)(?:e[mnrs]?)?|umsonst)\b"
    r"|\b(?:free(?:\sof\scharge)?(?!\s(?:to|from|of)\b)|at\sno\s(?:extra\s)?(?:cost|charge)|without\scharge)\b",
    re.IGNORECASE,
)
_NOTHING_DUE = re.compile(
    rf"{_FREE.pattern}|\b(?:nichts|nothing)\b|(?<![\d.,])0(?:,00)?\s?(?:€|Euro?)"
    r"|\b(?:kein(?:e[nrs]?)?|ohne|no|without)\s(?:[a-zäöü]{2,20}\s){0,2}(?:gebühr|kosten|entgelt|beitrag|beiträge|fee|charge|cost)",
    re.IGNORECASE,
)
_PAID = re.compile(r"(?i:\b\w{4,12}pflichtig)|\b(?:kostet|kosten|zahlt|zahlen|costs?|pays?)\b")


def of_what_is_paid_for(claim: Statement, proof: Proof) -> Iterator[Refusal]:
    """Something that is free in the sentence, and of which the quotes tell nothing but that it is paid for."""
    source = proof.text
    if claim.language != source.language or not _FREE.search(claim.text):
        return
    paid, others = set[str](), set[str]()
    for clause in source.clauses:
        (paid if _is_paid_for(source, clause) else others).update(_things(source, clause))
    for clause in claim.clauses:
        said = _FREE.search(claim.text, *clause.span)
        mine = _things(claim, clause) if said and not clause.denials and not _counts(claim, clause) else {}
        wrong = mine.keys() & paid - others - _led_in(mine.keys(), source)
        if said and wrong:
            yield Refusal("role", f"{said[0]} … {mine[min(wrong)]}")


def _led_in(said: Collection[str], source: Statement) -> frozenset[str]:
    """What leads in something free that is said, and may hold for it: "Eintritt: Erwachsene 8 Euro, Kinder frei"."""
    free = [one for one in source.clauses if _NOTHING_DUE.search(source.text, *one.span)]
    told = (one for one in free if _things(source, one).keys() <= set(said))
    return frozenset(word for one in told for before in source.before(one) for word in _things(source, before))


def _counts(text: Statement, clause: Clause) -> bool:
    """Whether a clause tells how many are free: "5 Plätze sind frei"."""
    return any(text.clauses[one.clause] is clause and one.role.counts is not None for one in text.facts)


def _is_paid_for(text: Statement, clause: Clause) -> bool:
    span = clause.span
    if _NOTHING_DUE.search(text.text, *span):
        return False
    has_amount = any(text.clauses[one.clause] is clause and one.figure.kind == "amount" for one in text.facts)
    return has_amount or _PAID.search(text.text, *span) is not None


def _things(text: Statement, clause: Clause) -> dict[str, str]:
    """The nouns of a clause by their concepts, but for those that say themselves that it is free."""
    free = [Span(*match.span()) for match in _NOTHING_DUE.finditer(text.text, *clause.span)]
    terms = (term for term in clause.terms if term.is_noun(text.language) and not term.is_light)
    return {term.concept: term.word.form for term in terms if not any(span.touches(term.word.span) for span in free)}
