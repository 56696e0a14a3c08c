"""Rules for all of a kind ("Betriebe erhalten ...") that the quotes have for some of them only."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.answering.proving.proof import Proof, nearest
from assistant.answering.proving.refusal import Refusal
from assistant.answering.proving.statements import Clause, Statement, Term
from assistant.language.dates import A_MONTH
from assistant.language.figures import backs
from assistant.language.lemmas import is_inflected
from assistant.records import Span

_A_RULE = (
    r"\b(?:erhalten|bekommen|werden|können|dürfen|müssen|sind|haben|zahlen|brauchen|benötigen"
    r"|receive|get|are|may|can|must|have|pay|need)\b"
)
# What narrows down directly behind whom a rule is for: "Betriebe mit weniger als 10 Beschäftigten", "Vereine, die ...".
_WITH = re.compile(
    r"\s(?:mit|ohne|with|without)\s(?!(?:de[mnr]|diese[mnr]?|alle[mnr]?|(?:ihr|sein)(?:e[mnr]?)?|the|this|all|its|their)\b)"
    rf"(?![^,.;:]{{0,30}}\d[\d.,]*\s?(?:€|%|EUR|Euro|Prozent|percent|Mio))[^,.;:]+?(?=\s{_A_RULE}|[,.;:]|\Z)"
    r"|,\s(?:die|deren|which|who|whose)\s[^.;:]+?(?=,|\Z)"
)
# The place behind them, but no time, and no way: "in der Regel".
_WHERE = re.compile(
    r"\s(?:in|im|aus|from)\s(?:(?:der|dem|den|the)\s)?"
    rf"(?!(?:{A_MONTH})\b|\w*(?:[Rr]egel|[Jj]ahr|[Mm]onat|[Qq]uartal|[Ff]all|[Zz]ukunft|[Ss]ommer|[Hh]erbst|[Ww]inter|[Ff]orm|[Hh]öhe)\w*)"
    rf"[A-ZÄÖÜ][\w-]*(?:\s[A-ZÄÖÜ][\w-]*){{0,2}}(?=\s{_A_RULE}|[,.;:]|\Z)"
)
_DETERMINED = re.compile(
    r"(?:\A|\s)(?i:d(?:ie|er|as|en|em|es)|dies\w+|jene\w*|[mdsu]eine?\w*|ihre?\w*|unsere?\w*|the|these|those|its?|their|our"
    r"|\d\S*)\s(?:[a-zäöüß]+(?:,|\sund)?\s){0,2}\Z",
)
_INFLECTED = re.compile(r"\w{2,}(?:e|en|er|es|em)")
_INFLECTED_PARTICIPLE = re.compile(r"\w{2,}(?:e|enen|enden)")
# Adjectives that tell nobody apart from the others.
_IDLE = re.compile(
    r"(?:interessiert|beteiligt|teilnehm|anwesend|jeweilig|genannt|obig|weiter|ander|sonstig|zahlreich|verschieden"
    r"|unterschiedlich|einzeln|entsprechend|eigen|folgend|vollständig|formlos|schriftlich|gefördert|bewilligt|interested|participating|other|further"
    r"|various|present|complete|funded|written)\w*",
    re.IGNORECASE,
)
_LEADS_IN = re.compile(r"(?:\A|[,;:(]\s?|\b(?:all|for|are|and|or)\s)\Z", re.IGNORECASE)
_FOR = re.compile(r"\b(?:für|bei|for)\s(?:alle\s|all\s)?\Z", re.IGNORECASE)
_A_RULE_GOES_ON = re.compile(
    rf"\Z|{_A_RULE}|(?:beträgt|betragen|liegt|gilt|gelten|gibt|is)\b|(?:höchstens|bis\szu)?\s?\d"
)
_BEFORE_A_RULE, _BEHIND_A_RULE = re.compile(_A_RULE), re.compile(rf"{_A_RULE}(?:\s(?:alle|all))?\Z")
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
    found = _WITH.match(text.text, end) or (_WHERE.match(text.text, end) if is_rule else None)
    if found:
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
    inflected = _INFLECTED_PARTICIPLE if word.kind == "verb" else _INFLECTED
    is_small = word.form.islower() or not before.strip(" ,")
    has_an_ending = inflected.fullmatch(word.form) is not None and is_inflected(word.form)
    return is_small and word.kind != "name" and has_an_ending


def _is_kept(limit: Span, claim: Statement, proof: Proof) -> bool:
    """Whether the sentence has a word or a figure of what narrows down, if elsewhere."""
    figures = [one.figure for one in proof.text.facts if limit.start <= one.figure.span.start < limit.end]
    is_counted = any(backs(figure, fact.figure) for figure in figures for fact in claim.facts)
    words = (term.concept for term in proof.text.within(limit))
    return is_counted or any(word in claim.concepts or nearest(word, claim.concepts) for word in words)


def _is_bare(claim: Statement, clause: Clause, term: Term) -> bool:
    """Whether a word alone is whom a rule is for: the first or last of its clause with the verb beside it, or with
    "für" before it."""
    text, word = claim.text, term.word
    before, behind = text[clause.span.start : term.start].strip(), text[word.span.end : clause.span.end].strip(" .")
    is_first = before.lower() in ("", "alle", "all") and _BEFORE_A_RULE.match(behind) is not None
    is_last = not behind and _BEHIND_A_RULE.search(before) is not None
    is_led = _FOR.search(f"{before} ") is not None and _A_RULE_GOES_ON.match(behind) is not None and bool(claim.facts)
    return is_led or ((is_first or is_last) and word.form[:1].isupper())
