"""What a figure is used for: 800 Euro that were asked for, that others have, or by which something rises, are no 800
Euro that somebody gets."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.answering.proving.proof import nearest
from assistant.answering.proving.statements import Fact, Statement, Term, covers, kind_of
from assistant.language.dates import A_MONTH
from assistant.language.recurring import A_WEEKDAY
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
_ESTIMATE = re.compile(
    r"\b(?:rechne(?:t|n|te[n]?)\b(?=[^.;]{1,80}\bmit\b)|schätz(?:t|en|te[n]?)\b|kalkulier(?:t|en|te[n]?)\b"
    r"|(?:geht|gehen|ging(?:en)?)\b(?=[^.;]{0,80}\bvon\b[^.;]{1,120}\baus\b)|estimates?\b)"
)
_ESTIMATED = re.compile(
    r"rechn|schätz|kalkul|estimat|expect|erwart|voraussichtlich|prognos|\b(?:plan|soll|dürfte|laut|zufolge|geht|gehen|ging)"
    r"|\bnach\sAngaben|according",
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
# Of each of several: "fünf Kurse mit je 6 Stunden".
_EACH = re.compile(r"\b(?:je|jeweils|à)\s(?:(?:bis\szu|höchstens|mindestens|maximal|rund|etwa)\s)?\Z", re.IGNORECASE)
_EACH_SAID = re.compile(r"\b(?:je|jeweils|jede[mnrs]?|pro|à|each|every|per)\b", re.IGNORECASE)
_UNIT = re.compile(r"\s(?:[A-Za-z]{1,2}[²³]?\s)?")
_PRONOUN = re.compile(r"\b(?:er|sie|es|it|they)\b")
_TIME = re.compile(rf"\b(?:{A_MONTH}|{A_WEEKDAY}s?)\b|\b(?:19|20)\d\d\b", re.IGNORECASE)
_RELATIVE = re.compile(r"\W*(?:der|die|das|welche[rs]?)\s(?![A-ZÄÖÜ])[^,;:]{1,200}\s[a-zäöüß]{3,30}\W*")
_WITH_DIGIT = re.compile(r"[A-Za-z]{0,3}\d{1,4}[a-z]?")
_DONE = re.compile(r"\s(?:werden|wird|wurden?|worden)\b")
_OWNER = re.compile(r"\W*(?:(?:in|an|auf|mit|bei|für|von|zu|aus|über)\s)?(?:dessen|deren|whose)\s")


def is_another(claim: Statement, claimed: Fact, known: Fact, source: Statement) -> bool:
    """Whether a known figure is used for something else than the sentence does."""
    is_instead = _is_led(source, known, _INSTEAD) and not _is_led(claim, claimed, _INSTEAD)
    return (
        is_instead
        or _loses_change(claim, claimed, known, source)
        or _loses_attribute(claim, known, source)
        or _is_only_estimated(claim, known, source)
        or _loses_owner(claim, _stretch(source, known), source)
        or _loses_antecedent(claim, known, source)
        or _loses_each(claim, known, source)
        or _has_predicate_of_a_rival(claim, claimed, known, source)
        or _has_verb_of_another_clause(claim, claimed, known, source)
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


def _is_only_estimated(claim: Statement, known: Fact, source: Statement) -> bool:
    """Whether the quotes have only somebody's estimate, "Die Stadt rechnet mit 5 Booten", and the sentence has none."""
    return _ESTIMATE.search(source.text, *source.clauses[known.clause].span) is not None and not _ESTIMATED.search(
        claim.text
    )


def _loses_owner(claim: Statement, stretch: Span, source: Statement) -> bool:
    """Whether the figure is of somebody whom the quote names behind "dessen", and the sentence does not."""
    found = _OWNER.match(source.text, stretch.start, stretch.end)
    owner = next(iter(_nouns(source, Span(found.end(), stretch.end))), None) if found else None
    return owner is not None and owner.concept not in claim.concepts and not nearest(owner.concept, claim.concepts)


def _loses_antecedent(claim: Statement, known: Fact, source: Statement) -> bool:
    """Whether the figure is in a clause about a noun, "Steg 9a, der 5 Euro kostet", and the sentence names others."""
    stretch = _stretch(source, known)
    before = [term for term in source.terms if term.word.span.end < stretch.start]
    if not before or not _RELATIVE.fullmatch(source.text, stretch.start, stretch.end):
        return False
    label = source.text[before[-1].word.span.end : stretch.start].strip(" ,")
    if not label:
        others = {term.concept for term in before if term.word.kind in ("noun", "name")}
        is_told = before[-1].concept in claim.concepts or nearest(before[-1].concept, claim.concepts)
        return not is_told and any(term.concept in others for term in _nouns(claim, claim.clauses[0].span))
    return _WITH_DIGIT.fullmatch(label) is not None and label not in claim.text and before[-1].concept in claim.concepts


def _loses_each(claim: Statement, known: Fact, source: Statement) -> bool:
    """Whether the figure is that of each of several, and the sentence names neither them nor "jede"."""
    if not _is_led(source, known, _EACH) or _EACH_SAID.search(claim.text):
        return False
    start = known.figure.span.start
    several = [one for one in source.facts if one.clause == known.clause and one.figure.span.end < start]
    if not several:
        return False
    if several[-1].figure.kind == "duration":
        return not any(fact.figure.unit == several[-1].figure.unit for fact in claim.facts)
    nouns = _nouns(source, Span(several[-1].figure.span.end, start))
    return bool(nouns) and nouns[0].concept not in claim.concepts | claim.parts


def _has_predicate_of_a_rival(claim: Statement, claimed: Fact, known: Fact, source: Statement) -> bool:
    """Whether the sentence lacks the predicate of the figure, and has that of another one in its sentence, or none and
    a noun of another one."""
    kind = kind_of(known.figure)
    rivals = [one for one in source.facts if one.sentence == known.sentence and kind_of(one.figure) == kind]
    own, mine = _predicates(source, known), _predicates(claim, claimed)
    theirs = frozenset[Term]().union(*(_predicates(source, one) for one in rivals))
    verbs, held = ({term.concept for term in some if term.word.kind == "verb"} for some in (mine, own))
    is_exchanged = bool(verbs and held) and verbs <= _concepts(theirs) - held
    if is_exchanged and not any(nearest(verb, held) for verb in verbs):
        return True
    telling = {term.concept for term in own if not term.is_light}
    if not telling or any(verb in claim.concepts or nearest(verb, claim.concepts) for verb in telling):
        return False
    verbs = {term.concept for term in mine if not term.is_light}
    away = {one.concept for rival in rivals if rival.clause != known.clause for one in source.within(rival.cell)}
    near = {one.concept for one in source.within(known.cell)}
    nouns = {one.concept for one in _nouns(claim, claimed.cell)}
    is_meant = _PRONOUN.search(source.clauses[known.clause].span.of(source.text)) is not None
    return verbs <= _concepts(theirs) and (bool(verbs) or (bool(nouns & away - near) and not is_meant))


def _has_verb_of_another_clause(claim: Statement, claimed: Fact, known: Fact, source: Statement) -> bool:
    """Whether the sentence has its verb only from a clause with other figures or days, and nothing of the figure's one.

    "Höchstens 50 Euro" may be told of a "Höchstbetrag".
    """
    own, mine = source.clauses[known.clause], claim.clauses[claimed.clause]
    is_time = known.figure.kind in ("date", "time")
    is_whole = {"verb", "noun"} <= {term.word.kind for term in own.terms} and not claimed.role.bound
    needed = own.verbs if is_time else own.concepts if is_whole else frozenset()
    if not needed or any(word in mine.concepts or nearest(word, mine.concepts) for word in needed):
        return False
    places = {at for at, part in enumerate(source.clauses) if mine.verbs & part.verbs}
    if is_time:
        spans = [source.clauses[at].span for at in places]
        is_like_it = all(_TIME.search(source.text, *span) for span in spans)
    else:
        is_like_it = places <= {one.clause for one in source.facts}
    return bool(places) and is_like_it and known.clause not in places


def _concepts(terms: Iterable[Term]) -> set[str]:
    return {term.concept for term in terms}


def _predicates(text: Statement, fact: Fact) -> frozenset[Term]:
    """The verbs around a figure, and what is predicated of it directly behind it: "4,50 m breit"."""
    terms, end, stretch = text.clauses[fact.clause].terms, fact.figure.span.end, _stretch(text, fact)
    verbs = [term for term in terms if term.word.kind == "verb"]
    joined = [term.start for term in verbs if text.text.endswith((" und ", " and "), 0, term.start)]
    start = max((at for at in joined if at < end), default=stretch.start)
    whole = Span(max(start, stretch.start), min((at for at in joined if at > end), default=stretch.end))
    others = [term for term in terms if covers(whole, term) and term.word.kind == "other" and not term.is_light]
    done = [term for term in others if _DONE.match(text.text, term.word.span.end)]
    behind = [term for term in others if _UNIT.fullmatch(text.text, end, term.start)]
    behind = [term for term in behind if not (fact.role.measure and term.start == end + 1)]  # not its unit
    return frozenset((*(term for term in verbs if covers(whole, term)), *done, *behind))


def _nouns(text: Statement, span: Span) -> list[Term]:
    return [term for term in text.within(span) if term.word.kind in ("noun", "name")]
