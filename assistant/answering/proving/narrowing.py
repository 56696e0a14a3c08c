"""What quotes say of some only, told of all: "Betriebe erhalten ..." for "Kleine Betriebe erhalten ...", and "das
älteste Schiff" for "das älteste Schiff mit Dampfantrieb".
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.answering.proving.limits import IDLE, IDLE_IN_ENGLISH, LIMITS, PLACE, WHOM
from assistant.answering.proving.proof import Proof, nearest
from assistant.answering.proving.refusal import Refusal
from assistant.answering.proving.statements import Clause, Statement, Term
from assistant.language.figures import backs
from assistant.language.lemmas import is_inflected
from assistant.records import Span

_MOST = re.compile(
    r"\b(?:ist|war|bleibt|is|was|remains)\s(?:[^,;:.]{1,60}?\s)?(?:d(?:er|ie|as)|the)\s"
    r"(?P<most>einzige|größte|[a-zäöüß]{2,18}ste|only|first|[a-z]{3,12}est)[nrs]?\b(?P<rest>[^;:.]{0,200})"
)
# What narrows the kind down; "mit 40 Booten" tells how large the largest is.
_LIMIT_OF_THE_KIND = re.compile(
    r"(?<!,)\s(?:mit|ohne|für|with|without|for)\s(?![^,]{0,30}\d)[^,]+?(?=\s(?:in|im|am|an|auf|aus|bei|von|of|on|at)\s|,|\Z)"
    r"|,\s(?:der|die|das)\s[^,]{1,120}\s(?!\w+ste\b)[a-zäöüß]+(?=,|\Z)|\s(?:that|which|who)\s[^,]+"
)
_LIMIT = re.compile("|".join(rule.pattern for rule in LIMITS))
_LIMIT_OF_A_RULE = re.compile("|".join(rule.pattern for rule in (*LIMITS, PLACE)))
_WHOM = tuple((re.compile(rule.before), re.compile(rule.behind), rule.needs_figure) for rule in WHOM)
_IDLE = re.compile(rf"(?:{'|'.join(IDLE)})e[nr]?|{'|'.join(IDLE_IN_ENGLISH)}", re.IGNORECASE)
_DETERMINED = re.compile(
    r"(?:\A|\s)(?i:d(?:ie|er|as|en|em|es)|(?:dies|jene|[mds]ein|ihr|unser)\w*)\s(?:[a-zäöüß]+(?:,|\sund)?\s){0,2}\Z"
)
_LEADS_IN = re.compile(r"(?:\A|\b(?:all|for|are)\s)\Z", re.IGNORECASE)
# "Haben teilgenommen" tells what happened, and is no rule; "haben Anspruch" is one.
_HAPPENED = re.compile(r"\b(?:haben|have)\b(?!.{0,80}\b(?:Anspruch|Zugang|Recht|right|access)\b)")


def narrowed(claim: Statement, proof: Proof) -> Iterator[Refusal]:
    """A rule for all of a kind that the quotes narrow down wherever they name it, by words that the sentence lacks."""
    for clause in claim.clauses:
        for term in clause.terms:
            if term.word.kind == "verb" or not _is_bare(claim, clause, term):
                continue
            known = [(part, one) for part in proof.clauses for one in part.terms if one.concept == term.concept]
            is_rule = _HAPPENED.search(clause.span.of(claim.text)) is None
            limits = [list(_limits(proof.text, part, one, is_rule=is_rule)) for part, one in known]
            if limits and all(any(not _is_kept(limit, claim, proof) for limit in some) for some in limits):
                yield Refusal("scope", term.word.form)


def _limits(text: Statement, clause: Clause, term: Term, *, is_rule: bool) -> Iterator[Span]:
    """What narrows a noun down: behind it, or as the adjective before it."""
    end = term.word.span.end
    if found := (_LIMIT_OF_A_RULE if is_rule else _LIMIT).match(text.text, end):
        yield Span(*found.span())
    before = [one for one in clause.terms if one.word.span.end + 1 == term.start]
    if is_rule and before and _tells_apart(text, clause, before[0]):
        yield before[0].word.span


def _tells_apart(text: Statement, clause: Clause, term: Term) -> bool:
    """Whether a word before a noun is an adjective that tells which ones are meant: "kleine Betriebe"."""
    word, before = term.word, text.text[clause.span.start : term.start]
    if term.is_light or _IDLE.fullmatch(word.form):
        return False
    if text.language == "en":
        return word.kind == "other" and _LEADS_IN.search(before) is not None
    if _DETERMINED.search(before[-40:]):
        return False
    is_small = word.form.islower() or not before.strip(" ,")
    has_an_ending = word.form.endswith("e" if word.kind == "verb" else ("e", "en", "er")) and is_inflected(word.form)
    return is_small and word.kind != "name" and has_an_ending


def _is_kept(limit: Span, claim: Statement, proof: Proof) -> bool:
    """Whether the sentence has a word or a figure of what narrows down, if elsewhere."""
    figures = [one.figure for one in proof.text.facts if limit.start <= one.figure.span.start < limit.end]
    is_counted = any(backs(figure, fact.figure) for figure in figures for fact in claim.facts)
    words = (term.concept for term in proof.text.within(limit))
    return is_counted or any(word in claim.concepts or nearest(word, claim.concepts) for word in words)


def _is_bare(claim: Statement, clause: Clause, term: Term) -> bool:
    """Whether a word alone is whom a rule is for."""
    before = claim.text[clause.span.start : term.start].lstrip()
    behind = claim.text[term.word.span.end : clause.span.end]
    is_named = term.word.form[:1].isupper()
    return any(
        (claim.facts if needs_figure else is_named) and start.search(before) and end.match(behind)
        for start, end, needs_figure in _WHOM
    )


def freed(claim: Statement, proof: Proof) -> Iterator[Refusal]:
    """The most of its kind that the quotes have only of a smaller one, by words that the sentence lacks."""
    said = claim.concepts | claim.parts
    for own in _MOST.finditer(claim.text) if claim.language == proof.text.language else ():
        known = [one for one in _MOST.finditer(proof.text.text) if one["most"] == own["most"]]
        if known and all(_loses_a_limit(one, said, proof.text) for one in known):
            yield Refusal("scope", own["most"])


def _loses_a_limit(known: re.Match[str], said: frozenset[str], source: Statement) -> bool:
    start = known.start("rest")
    limits = (Span(*match.span()).moved(start) for match in _LIMIT_OF_THE_KIND.finditer(known["rest"]))
    words = ([term.concept for term in source.within(limit)] for limit in limits)
    return any(some and not any(word in said or nearest(word, said) for word in some) for some in words)
