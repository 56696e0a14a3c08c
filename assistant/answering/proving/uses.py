"""What a figure is used for: 800 Euro that were asked for, that others have, or by which something rises, are no 800
Euro that somebody gets."""

from __future__ import annotations

import re

from assistant.answering.proving.proof import nearest
from assistant.answering.proving.statements import Fact, Statement, Term, kind_of
from assistant.records import Span

_REACH = 80
_BORDER = re.compile(r"(?<!\d),|,(?!\d)|[;:]")
_INSTEAD = re.compile(r"\b(?:(?:an)?statt|anstelle\svon|instead\sof)\s(?:[a-zäöüß]{1,20}\s){0,3}\Z", re.IGNORECASE)
# What is not so, or no longer, though it is counted.
_ATTRIBUTE = re.compile(
    r"\b(?P<stem>beantragt|geplant|ursprünglich|veranschlagt|gefordert|vorgesehen|erwartet|angesetzt|kalkuliert|prognostiziert"
    r"|bisherig|früher|vorherig)(?:e[nrs]?)?\s(?:(?:bis\szu|rund|etwa|knapp|ca\.)\s)?\Z",
    re.IGNORECASE,
)
_CHANGES = re.compile(
    r"steig|stieg|sink|sank|gesunken|senk|erhöh|höher|wachs|wuchs|zunahm|abnahm|zunehm|abnehm|zugenomm|abgenomm|reduzier"
    r"|verringer|geringer|vermind|kürz|läng|erweiter|weitere|aufgestock|aufstock|angehob|anheb|fiel|gefallen|fallen|fällt"
    r"|besser|schlechter|überschr|unterschr|teuer|teurer|billiger|mehr\b|weniger|größer|kleiner|schneller|früher|später"
    r"|zuwachs|rückgang|zusätzlich|ausbau|ausgebaut|schrumpf|verschob|verschieb|plus|minus|nahm(?:en)?\b.{1,80}\b(?:zu|ab)\b"
    r"|rise|rose|rising|increas|decreas|fell|fall|drop|grew|grow|less|more|cut|reduc|extend",
    re.IGNORECASE,
)
_OWNER = re.compile(r"\W*(?:(?:in|an|auf|mit|bei|für|von|zu|aus|über)\s)?(?:dessen|deren|whose)\s")


def is_another(claim: Statement, claimed: Fact, known: Fact, source: Statement) -> bool:
    """Whether a known figure is used for something else than the sentence does."""
    is_instead = _is_led(source, known, _INSTEAD) and not _is_led(claim, claimed, _INSTEAD)
    return (
        is_instead
        or _loses_change(claim, claimed, known, source)
        or _loses_attribute(claim, known, source)
        or _loses_owner(claim, _stretch(source, known), source)
        or _has_verb_of_a_rival(claim, claimed, known, source)
    )


def _stretch(text: Statement, fact: Fact) -> Span:
    """The part of a clause in which a figure stands, between commas."""
    span, own = text.clauses[fact.clause].span, fact.figure.span
    start = max((one.end() for one in _BORDER.finditer(text.text, span.start, own.start)), default=span.start)
    behind = _BORDER.search(text.text, own.end, span.end)
    return Span(start, behind.start() if behind else span.end)


def _is_led(text: Statement, fact: Fact, words: re.Pattern[str]) -> bool:
    start = fact.figure.span.start
    return words.search(text.text, max(0, start - _REACH), start) is not None


def _loses_change(claim: Statement, claimed: Fact, known: Fact, source: Statement) -> bool:
    """Whether something rises or falls by the figure, and the sentence has no word for it."""
    if known.role.change != "by" or claimed.role.change or known.figure.kind in ("date", "time"):
        return False
    own = source.clauses[known.clause].span
    return _CHANGES.search(source.text, own.start, own.end) is not None and not _CHANGES.search(claim.text)


def _loses_attribute(claim: Statement, known: Fact, source: Statement) -> bool:
    start = known.figure.span.start
    found = _ATTRIBUTE.search(source.text, max(0, start - _REACH), start)
    return found is not None and found["stem"].lower()[:-1] not in claim.text.lower()


def _loses_owner(claim: Statement, stretch: Span, source: Statement) -> bool:
    """Whether the figure is of somebody whom the quote names behind "dessen", and the sentence does not."""
    found = _OWNER.match(source.text, stretch.start, stretch.end)
    owner = _first_noun(source, Span(found.end(), stretch.end)) if found else None
    return owner is not None and owner.concept not in claim.concepts and not nearest(owner.concept, claim.concepts)


def _first_noun(text: Statement, span: Span) -> Term | None:
    return next((term for term in text.within(span) if term.word.kind in ("noun", "name")), None)


def _has_verb_of_a_rival(claim: Statement, claimed: Fact, known: Fact, source: Statement) -> bool:
    """Whether the verb around the figure is only that of another figure in the sentence of the quote."""
    verbs, own = _verbs(claim, claimed), _verbs(source, known)
    kind = kind_of(known.figure)
    rivals = (one for one in source.facts if one.sentence == known.sentence and kind_of(one.figure) == kind)
    theirs = {verb for one in rivals for verb in _verbs(source, one)}
    return bool(verbs and own) and verbs <= theirs - own and not any(nearest(verb, own) for verb in verbs)


def _verbs(text: Statement, fact: Fact) -> set[str]:
    stretch = _stretch(text, fact)
    terms = text.clauses[fact.clause].terms
    return {term.concept for term in terms if term.word.kind == "verb" and stretch.start <= term.start < stretch.end}
