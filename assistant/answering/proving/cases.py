"""Whether a sentence gives a figure to another case than its quotes do.

"80 % of the costs, 50 % for large firms" does not prove "50 % for small firms". Each figure owns a stretch of its
sentence, its cell; what a sentence says around the figure must not stand in the cell of another figure of that kind.
Nor has it the year of what it is compared with: "48 Prozent, verglichen mit 29 Prozent im Jahr 2015".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from assistant.answering.proving import pointers
from assistant.answering.proving.proof import Proof, in_base_unit, nearest
from assistant.answering.proving.refusal import Refusal
from assistant.answering.proving.statements import Fact, Statement, Term, covers, kind_of
from assistant.answering.proving.uses import is_another
from assistant.language.bounds import bounds_agree, limits_agree
from assistant.language.figures import backs
from assistant.language.parts_of_time import is_in_part
from assistant.language.recurring import A_WEEKDAY
from assistant.language.thesaurus import are_opposite, is_time
from assistant.records import Span

_A_YEAR = r"(?=(?:19|20)\d\d"
_COMPARED = re.compile(
    r"(?:\b(?:verglichen\smit|im\sVergleich\szu[mr]?|gegenüber|compared\s(?:with|to)|as\sagainst|(?:up|down)\sfrom)\s[^,;:]{0,80}"
    r"|\b(?:mehr|weniger|höher|niedriger|more|fewer|less|higher|lower)\s(?:als|than)\s(?:noch\s)?"
    rf"|\bwie\s(?:noch\s)?|\b(?:Vorjahr|Jahr\szuvor)\s\(?)(?:(?:im\sJahr|in)\s)?{_A_YEAR})"
    rf"|[,;]\s(?:im\sJahr\s)?{_A_YEAR}\s(?:war|lag|betrug)(?:en)?\b)|\((?:(?:im\sJahr|in)\s)?{_A_YEAR}\s?:)",
    re.IGNORECASE,
)
_COMPARES = re.compile(
    r"\b(?:verglichen|Vergleich|gegenüber|als|wie|seit|compared|than|since|from|against)\b", re.IGNORECASE
)
# They lead in for whom a figure is, or where; the second ones also lead in much else.
_CONDITIONS = frozenset(["für", "bei", "mit", "ohne", "aus", "for", "at", "with", "without", "from"])
_PLACES = _CONDITIONS | frozenset(["in", "im", "an", "am", "ab"])
_BORDERS = frozenset(("lower", "more", "upper", "less"))
_WHOM = re.compile(r"\b(?:wer|mit|für|\w*berechtigt|who|with|for|eligible)\b", re.IGNORECASE)
_FEW = 2
_ENDS = re.compile(r"\s*(?:[.!?;)]|\Z)")
_LABEL = re.compile(r"(?<![\w-])(?P<kind>[A-ZÄÖÜ][A-Za-zÄÖÜäöüß]{0,3})-?\d{1,4}(?![\w-])")
_FORMERLY = re.compile(
    r"\b(?:bisher\w*|zuvor|vorher\w*|früher\w*|einst|noch|ursprünglich\w*|war(?:en)?|betrug(?:en)?|lag(?:en)?"
    r"|(?-i:(?!kosten|heute)[a-zäöüß]{2,30}ten?)|previous\w*|formerly|was|were|had|(?-i:[a-z]{2,30}ed))\b",
    re.IGNORECASE,
)
_DAY = re.compile(rf"\b({A_WEEKDAY})s?\b", re.IGNORECASE)
_TO_A_DAY = re.compile(rf"(?:\bbis\s|[–-]\s?){A_WEEKDAY}", re.IGNORECASE)
_REST = re.compile(r"(?:,|\sund)\s(?:der\sRest|(?:die|alle)\s(?:übrigen|anderen|restlichen))\b")
_PART = re.compile(r"\b(?:davon|darunter|of\s(?:which|whom|them))\b[^;]{1,300}", re.IGNORECASE)
_PART_OF = re.compile(r"\b(?:davon|darunter|of\s(?:which|whom|them))(?:\s[a-zäöüß]+){0,2}\s\Z", re.IGNORECASE)


def mismatch(claim: Statement, claimed: Fact, known: Fact, proof: Proof) -> Refusal | None:
    """Why `known` does not prove `claimed`; None if it does."""
    mine, theirs = claimed.role, known.role
    if not bounds_agree(mine.bound, theirs.bound) or not limits_agree(mine.limit, theirs.limit):
        return Refusal("bound", "")
    if {mine.bound, theirs.bound} <= _BORDERS and mine.bound != theirs.bound and _is_a_rule(claim, claimed):
        return Refusal("bound", "")
    if _is_another_part(claimed, known):
        return Refusal("date", "")
    if _differ(mine.each, theirs.each) or not _are_measured_alike(claimed, known):
        return Refusal("unit", "")
    if _drops_time(claim, claimed, known):
        return Refusal("unit", theirs.each or "")
    if _drops_measure(claim, claimed, known):
        return Refusal("unit", theirs.measure)
    if restriction := _lost_restriction(claim, known, proof):
        return Refusal("scope", restriction)
    is_free = mine.time is None and theirs.time in ("before", "after")
    if (mine.time != theirs.time and not is_free) or _differ(mine.change, theirs.change):
        return Refusal("role", "")
    if theirs.change == "from" and not mine.change and not _is_past(claim):
        return Refusal("role", "")
    if _counts_another(claim, claimed, known):
        return Refusal("role", "")
    if is_another(claim, claimed, known, proof.text):
        return Refusal("role", "")
    if of_a_part := _tells_of_a_part(claim, claimed, known, proof.text):
        return Refusal("role", of_a_part)
    if pointer := pointers.lost(claim, known, proof.text) or pointers.added(claim, known, proof.text):
        return Refusal("role", pointer)
    if _is_on_another_day(claim, claimed, known, proof.text):
        return Refusal("date", "")
    if year := year_of_another(claim, claimed, known, proof.text):
        return Refusal("date", year)
    if label := _another_label(claim.text, claimed.cell, proof.text.text, known.cell):
        return Refusal("role", label)
    beside = [fact.figure for fact in claim.facts if fact.cell == claimed.cell]  # "21 der 36" are no rivals
    rivals = [
        fact
        for fact in proof.text.facts
        if _is_rival(fact, known, claimed) and not any(backs(fact.figure, figure) for figure in beside)
    ]
    return _other_case(claim, claimed, known, rivals, proof.text) if rivals else None


def _is_a_rule(claim: Statement, claimed: Fact) -> bool:
    """Whether it matters if the figure itself is in: of 100 who came "mehr als 99" and "mindestens 99" are both true,
    but a rule for more than 99 is another one."""
    clause = claim.clauses[claimed.clause]
    return bool(clause.condition or clause.moods) or _WHOM.search(clause.span.of(claim.text)) is not None


def _another_label(claim: str, mine: Span, source: str, theirs: Span) -> str:
    """The label of a figure ("Versuch B4") that has only others of its kind in the quotes ("Versuch B3")."""
    known = {found[0]: found["kind"] for found in _LABEL.finditer(source, theirs.start, theirs.end)}
    said = list(_LABEL.finditer(claim, mine.start, mine.end))
    kept = {found["kind"] for found in said if found[0] in known}
    return next((found[0] for found in said if found["kind"] in set(known.values()) - kept), "")


def _is_past(claim: Statement) -> bool:
    """Whether a sentence may tell what was before a change: it has a word for it, or a date."""
    return _FORMERLY.search(claim.text) is not None or any(fact.figure.kind == "date" for fact in claim.facts)


def _counts_another(claim: Statement, claimed: Fact, known: Fact) -> bool:
    """Whether a number counts something else; "29 Bewilligungen" are 29 that were "bewilligt"."""
    mine, theirs = claimed.role.counts, known.role.counts
    if not mine or not theirs or mine == theirs or nearest(mine, {theirs}):
        return False
    return theirs not in claim.clauses[claimed.clause].verbs


def _is_on_another_day(claim: Statement, claimed: Fact, known: Fact, source: Statement) -> bool:
    """Whether both figures have weekdays, before them or else behind, and no day is that of both."""
    if claim.language != source.language:
        return False
    mine, theirs = _days(claim, claimed), _days(source, known)
    return bool(mine and theirs) and mine.isdisjoint(theirs)


def _days(text: Statement, fact: Fact) -> set[str]:
    """The weekdays of a figure; none where they are a range, "Montag bis Freitag"."""
    cell, figure = fact.cell, fact.figure.span
    for start, end in ((cell.start, figure.start), (figure.end, cell.end)):
        if found := list(_DAY.finditer(text.text, start, end)):
            is_range = _TO_A_DAY.search(text.text, start, end) is not None
            return set() if is_range else {one[1].lower() for one in found}
    return set()


def _is_another_part(claimed: Fact, known: Fact) -> bool:
    """Whether the sentence says "Ende Mai" of what is not known to lie there."""
    part, mine, theirs = claimed.role.part, str(claimed.figure.value), str(known.figure.value)
    if part is None or (mine == theirs and part == known.role.part):
        return False
    return not is_in_part(part, mine, theirs)


def _differ(one: str | None, other: str | None) -> bool:
    """Whether both are known, and not the same."""
    return bool(one and other and one != other)


def _are_measured_alike(claimed: Fact, known: Fact) -> bool:
    one, other = (in_base_unit(fact.figure, fact.role.measure) for fact in (claimed, known))
    return one == other if one and other else not _differ(claimed.role.measure, known.role.measure)


def _drops_time(claim: Statement, claimed: Fact, known: Fact) -> bool:
    """Whether an amount that is due each month or year is told as if once; "die monatliche Gebühr" tells it, too."""
    each = known.role.each
    is_due = each is not None and is_time(each) and known.figure.kind == "amount" and not claimed.role.each
    told = [term for clause in claim.clauses for term in clause.terms if term.concept == each]
    return is_due and all(any(covers(fact.figure.span, term) for fact in claim.facts) for term in told)


def _drops_measure(claim: Statement, claimed: Fact, known: Fact) -> bool:
    """Whether the sentence ends behind its only figure, of which the quotes tell a unit, and has that unit nowhere."""
    unit = known.role.measure
    if not unit or claimed.role.each or len(claim.facts) > 1:
        return False
    is_named = re.search(rf"(?<!\w){re.escape(unit)}(?!\w)", claim.text)
    return _ENDS.match(claim.text, claimed.figure.span.end) is not None and not is_named


def _lost_restriction(claim: Statement, known: Fact, proof: Proof) -> str:
    """The word that tells which part of a whole a figure counts ("davon 50 aus Peine") where the sentence has none."""
    source = proof.text
    if known.figure.kind not in ("number", "percent"):
        return ""
    if claim.language != source.language or not _PART_OF.search(source.text, 0, known.figure.span.start):
        return ""
    behind = [term for term in source.within(known.cell) if term.start >= known.figure.span.end]
    telling = [term for term in behind if term.concept != known.role.counts] or behind
    if any(term.concept in claim.concepts | claim.parts or nearest(term.concept, claim.concepts) for term in telling):
        return ""
    if telling:
        return telling[0].word.form
    figures = [one.figure for one in source.facts if known.figure.span.end <= one.figure.span.start < known.cell.end]
    is_told = any(backs(figure, fact.figure) for figure in figures for fact in claim.facts)
    return "" if is_told or not figures else figures[0].span.of(source.text)


def _tells_of_a_part(claim: Statement, claimed: Fact, known: Fact, source: Statement) -> str:
    """What the quotes say of a part that they count ("davon 98 unter 18 Jahren"), told of the whole."""
    part = _PART.search(source.text, known.figure.span.end, _end_of_sentence(known, source))
    if not part or known.figure.kind != "number":
        return ""
    tail = Span(part.start(), part.end())
    counted = [one for one in source.facts if _holds(tail, one)]
    others = [fact for fact in claim.facts if fact is not claimed]
    if not counted or any(kind_of(fact.figure) == kind_of(known.figure) for fact in others):
        return ""
    for fact in others:
        backing = [one for one in source.facts if backs(one.figure, fact.figure)]
        if backing and all(_holds(tail, one) for one in backing):
            return fact.figure.span.of(claim.text)
    for term in claim.within(claimed.cell):
        places = [one for one in source.terms if one.concept == term.concept]
        if places and all(covers(tail, one) for one in places):
            return term.word.form
    return ""


def _end_of_sentence(fact: Fact, text: Statement) -> int:
    return max(clause.span.end for clause in text.clauses if clause.sentence == fact.sentence)


def _is_rival(fact: Fact, known: Fact, claimed: Fact) -> bool:
    is_other = fact.cell != known.cell and kind_of(fact.figure) == kind_of(known.figure)
    return is_other and not backs(fact.figure, claimed.figure)


def _other_case(
    claim: Statement, claimed: Fact, known: Fact, rivals: Sequence[Fact], source: Statement
) -> Refusal | None:
    own_part = Span(known.cell.start, min(known.cell.end, source.clauses[known.clause].span.end))
    if claim.denies(claimed.cell) != source.denies(own_part):
        return Refusal("role", "")
    whole = [term for term in source.within(known.cell) if not is_time(term.concept)]
    apart = [term for term in whole if _is_told_apart(term, known, source)]
    own = [term for term in whole if term not in apart]
    theirs = {term.concept for term in _terms(rivals, source)}
    missing = [term for term in own if term.concept not in claim.concepts and term.concept not in theirs]
    for term in _foreign(claim, claimed, own, [*apart, *_terms(rivals, source)], source):
        if _belongs_to_a_rival(term, known, rivals, source):
            return Refusal("role", term.word.form)
        if any(term.word.kind == lost.word.kind or are_opposite(term.concept, lost.concept) for lost in missing):
            return Refusal("role", term.word.form)
    beside = [rival for rival in rivals if rival.sentence == known.sentence]
    others = [term for rival in beside for term in source.within(rival.cell)]
    for lost in missing:
        if not nearest(lost.concept, claim.concepts) and any(_are_cases(source, lost, other) for other in others):
            return Refusal("scope", lost.word.form)
    return _figure_of_a_rival(claim, claimed, rivals, source)


def _is_told_apart(term: Term, known: Fact, source: Statement) -> bool:
    """Whether a word stands in a clause behind that of the figure that denies, or has a verb or figures of its own."""
    if term.start > known.figure.span.end and _REST.search(source.text, known.figure.span.end, term.word.span.end):
        return True  # "30 Prozent aus Zuschüssen und der Rest aus Spenden"
    clause = source.clauses[term.clause]
    is_own = bool(clause.verbs or clause.denials) or any(one.clause == term.clause for one in source.facts)
    return term.clause > known.clause and is_own


def _terms(facts: Iterable[Fact], text: Statement) -> Iterator[Term]:
    return (term for fact in facts for term in text.within(fact.cell))


def _foreign(
    claim: Statement, claimed: Fact, own: Iterable[Term], others: Iterable[Term], source: Statement
) -> list[Term]:
    """The terms around the claimed figure that stand among the `others` of the quotes only."""
    concepts, away = {term.concept for term in own}, {term.start for term in others}
    found = []
    for term in claim.within(claimed.cell):
        places = [one for one in source.terms if one.concept == term.concept]
        is_away = places and all(one.start in away for one in places)
        if is_away and not is_time(term.concept) and not nearest(term.concept, concepts):
            found.append(term)
    return found


def _belongs_to_a_rival(term: Term, known: Fact, rivals: Iterable[Fact], source: Statement) -> bool:
    """Whether a word stands so close to another figure that both cannot share it.

    What leads in the first figure of a sentence may hold for all, and so may the noun behind the last one: "80 % für
    kleine und 50 % für große Unternehmen" has cells that end with an adjective.
    """
    own = [one for one in source.within(known.cell) if one.start >= known.figure.span.end]
    if known.role.change == "from" and any(term.concept == rival.role.each for rival in rivals):
        return False  # "von 5 auf 6 Euro je Boot"
    dangles = bool(own) and own[-1].word.kind not in ("noun", "name") and term.word.kind in ("noun", "name")
    is_new = all(one.start >= known.cell.end for one in source.terms if one.concept == term.concept)
    for rival in rivals:
        for one in source.within(rival.cell):
            if one.concept != term.concept or rival.sentence != known.sentence:
                continue
            is_later = rival.cell.start >= known.cell.end
            if is_later and is_new and _is_all_before(one, rival, source):
                return True
            if one.word.kind == "verb":
                continue
            is_behind = one.start >= rival.figure.span.end
            is_led = _leader(source, one, _CONDITIONS) is not None
            if is_later and not dangles and (is_behind or is_led):
                return True
            if rival.cell.end <= known.cell.start and is_behind and is_led:
                return True
    return False


def _is_all_before(term: Term, fact: Fact, source: Statement) -> bool:
    """Whether an item has nothing but a word or two before its figure, and no verb: ", ermäßigt 180 Euro"."""
    before = [one for one in source.within(fact.cell) if one.start < fact.figure.span.start]
    is_short = len(before) <= _FEW and all(one.word.kind != "verb" or one == term for one in before)
    return term in before and is_short


def _are_cases(source: Statement, one: Term, other: Term) -> bool:
    """Whether two words name two cases: opposites, or led by the same word ("für Fachkräfte", "für Ungelernte")."""
    if one.concept == other.concept:
        return False
    mine = _leader(source, one, _PLACES)
    return are_opposite(one.concept, other.concept) or (mine is not None and mine == _leader(source, other, _PLACES))


def _leader(source: Statement, term: Term, among: frozenset[str]) -> str | None:
    before = source.text[max(0, term.start - 30) : term.start].split()
    word = before[-1].lower() if before else ""
    return word if word in among else None


def _figure_of_a_rival(claim: Statement, claimed: Fact, rivals: Sequence[Fact], source: Statement) -> Refusal | None:
    """A figure of another kind beside the claimed one that belongs to a rival: "365 im Jahr 2021"."""
    for other in claim.facts:
        if kind_of(other.figure) == kind_of(claimed.figure) or not _holds(claimed.cell, other):
            continue
        beside = [one for one in source.facts if kind_of(one.figure) == kind_of(other.figure)]
        backing = [fact for fact in beside if backs(fact.figure, other.figure)]
        if len(beside) > 1 and backing and all(any(_holds(rival.cell, fact) for rival in rivals) for fact in backing):
            return Refusal("role", other.figure.span.of(claim.text))
    return None


def _holds(span: Span, fact: Fact) -> bool:
    return span.start <= fact.figure.span.start < span.end


def year_of_another(claim: Statement, claimed: Fact, known: Fact, source: Statement) -> str:
    """The year beside a figure that stands behind it in the quotes, and only as that of what it is compared with."""
    if claimed.figure.kind in ("date", "time") or _COMPARES.search(claim.text):
        return ""
    compared = {match.end() for match in _COMPARED.finditer(source.text, known.figure.span.end)}
    for year in claim.facts if compared else ():
        if year.figure.kind == "date" and claimed.cell.start <= year.figure.span.start < claimed.cell.end:
            dated = [one for one in source.facts if backs(one.figure, year.figure)]
            is_here = all(one.sentence == known.sentence for one in dated)
            if dated and is_here and all(compared & {*range(*one.figure.span)} for one in dated):
                return year.figure.span.of(claim.text)
    return ""
