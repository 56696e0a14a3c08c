"""What a sentence claims beyond its figures, held against its quotes: votes, names, negations, moods, scope,
opposites, and what it joins of several clauses."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator
from itertools import pairwise

from assistant.answering.proving import roles
from assistant.answering.proving.proof import Proof, nearest
from assistant.answering.proving.refusal import Refusal
from assistant.answering.proving.statements import ELLIPTIC, Clause, Denial, Fact, Statement, Term, kind_of
from assistant.language.modality import Cue, Mood, Scope, is_left_open
from assistant.language.negation import takes_out
from assistant.language.thesaurus import are_opposite, deny_each_other, is_deadline
from assistant.language.votes import AGAINST, UNANIMOUS

_WEAKER: tuple[Mood, ...] = ("should", "can", "plan", "usual")  # what must not be lost on the way to a plain statement
_PARTIAL: tuple[Scope, ...] = ("most", "some", "few")
# Prepositions that exclude one another before the same noun.
_OPPOSITE_LEADERS = {
    frozenset(pair.split())
    for pair in (
        *("vor nach", "mit ohne", "ab bis", "für gegen", "über unter", "innerhalb außerhalb", "oberhalb unterhalb"),
        *("before after", "with without", "for against", "above below", "over under", "inside outside"),
    )
}
_EACH = re.compile(r"jede", re.IGNORECASE)
_ONE_EACH = re.compile(r"\s(?:mit|zu|à)\s(?:je|jeweils)\s\Z", re.IGNORECASE)
_REACH = 20  # characters before a figure hold "mit je"
_PRONOUN = re.compile(r"\b(?:sie|er|ihn|ihm|ihnen|they|them|it)\b")
_CONDITION_HELD = 0.5  # of the words of a condition a sentence must name
_SHARE_SAID = 2  # a sentence that has so many words of a share's clause speaks of the same


def votes_turned(claim: Statement, proof: Proof) -> Iterator[Refusal]:
    """Nobody was against it in the quotes either, or somebody: 12 to 3 votes hold "Stimmen", as "einstimmig" does."""
    for said in (UNANIMOUS, AGAINST):
        if (found := said.search(claim.text)) and not said.search(proof.text.text):
            yield Refusal("figure", found[0])


def names_added(claim: Statement, proof: Proof) -> Iterator[Refusal]:
    """Names that the quotes do not hold."""
    for term in claim.terms:
        if (term.word.kind == "name" and proof.held(term) < 1) or proof.has_only_twins(term):
            yield Refusal("name", term.word.form)


def denied(claim: Statement, proof: Proof) -> Iterator[Refusal]:
    """Negations that the quotes do not hold, and what they deny but the sentence states."""
    known = [denial for clause in proof.clauses for denial in clause.denials]
    said = [denial for clause in claim.clauses for denial in clause.denials]
    for clause in claim.clauses:
        for denial in clause.denials:
            if not any(_is_same(denial, other, proof) for other in known):
                yield Refusal("negation", denial.span.of(claim.text))
        places = proof.main(clause, claim)
        theirs = [denial for place in sorted(places) for denial in proof.clauses[place].denials]
        count = len(clause.denials)
        if count > len(theirs):
            yield Refusal("negation", clause.denials[0].span.of(claim.text))
        elif 0 < count < len(theirs) and not any(proof.is_torn(place, claim) for place in places):
            yield Refusal("negation", theirs[-1].span.of(proof.text.text))
        mine = frozenset[str]().union(*(denial.around for denial in clause.denials))
        for denial in theirs:
            is_lost = denial.excepts and not any(denial.concepts & one.around for one in said)
            if is_lost or any(not _is_stated(word, proof) for word in (denial.concepts & clause.concepts) - mine):
                yield Refusal("negation", denial.span.of(proof.text.text))
        if not clause.denials:
            yield from _idle_word_freed(clause, places, proof)
        yield from _case_lost(claim, clause, places, said, proof)


def _idle_word_freed(clause: Clause, places: Collection[int], proof: Proof) -> Iterator[Refusal]:
    """A word that says nearly nothing, and that the quotes have only denied: "nicht gewährt" told as "gewährt"."""
    told = {term.concept for term in clause.terms if term.is_light}
    parts = [(place, part, _idle_denied(part)) for place, part in enumerate(proof.clauses)]
    terms = [term for _, part, _ in parts for term in part.terms]
    denied = [term for _, _, found in parts for term, _ in found]
    free = {term.concept for term in terms if term not in denied}
    for term, denial in (one for place, _, found in parts if place in places for one in found):
        if term.concept in told - free:
            yield Refusal("negation", f"{denial.span.of(proof.text.text)} {term.word.form}")


def _idle_denied(part: Clause) -> list[tuple[Term, Denial]]:
    """The words of a clause that say nearly nothing, each directly behind its denial."""
    found = []
    for denial in part.denials:
        behind = next((term for term in part.terms if term.start >= denial.span.end), None)
        if behind and behind.is_light and behind.start == denial.span.end + 1:
            found.append((behind, denial))
    return found


def taken_back(claim: Statement, proof: Proof) -> Iterator[Refusal]:
    """What the quotes take out of "alle" right behind it, and the sentence drops."""
    said = [denial for clause in claim.clauses for denial in clause.denials]
    for clause in claim.clauses:
        yield from _case_lost(claim, clause, proof.main(clause, claim), said, proof)


def _case_lost(
    claim: Statement, clause: Clause, places: Collection[int], said: Collection[Denial], proof: Proof
) -> Iterator[Refusal]:
    """What is taken out of "alle" behind it, and the sentence drops: "alle Kosten, Löhne jedoch nicht", "alle Kosten.
    Ausgenommen sind Löhne"."""
    if not any(cue.mood == "all" and not _is_rhythm(claim, cue) for cue in clause.scopes):
        return
    for place in sorted(places):
        part, *behind = proof.clauses[place : place + 2]
        for other in behind:
            is_short = other.sentence == part.sentence and other.denials and len(other.concepts) <= ELLIPTIC
            is_next = other.sentence > part.sentence and takes_out(other.span.of(proof.text.text))
            if (is_short or is_next) and not any(other.concepts & one.around for one in said):
                yield Refusal("negation", other.span.of(proof.text.text).strip(" ,"))


def _is_rhythm(claim: Statement, cue: Cue) -> bool:
    """Whether "alle" tells how often: "alle zwei Jahre"."""
    return any(fact.figure.kind == "duration" and fact.figure.span.start == cue.span.end + 1 for fact in claim.facts)


def _has_rhythm(proof: Proof) -> bool:
    return any(_is_rhythm(proof.text, cue) for part in proof.clauses for cue in part.scopes if cue.mood == "all")


def _is_same(claimed: Denial, known: Denial, proof: Proof) -> bool:
    """Whether both deny the same: they share words, and the sentence names no other case instead."""
    if known.concepts and not claimed.around & known.concepts:
        return False
    if claimed.excepts and known.excepts and not claimed.concepts & known.concepts:
        return False
    if (claimed.concepts or known.concepts) and not claimed.around & known.around:
        return False
    strict = claimed.concepts & proof.concepts
    if strict and not known.lexical and not strict & known.around:
        return False
    cases = {word for word in claimed.around & proof.concepts if _is_stated(word, proof)} - known.around
    cases -= _antecedents(known, proof)
    return not (known.around - claimed.around and cases)


def _antecedents(denial: Denial, proof: Proof) -> frozenset[str]:
    """What the pronoun of a denied clause may stand for: "Hunde müssen draußen bleiben; im Hafen sind sie verboten"."""
    for before, part in pairwise(proof.clauses):
        if part.span.start <= denial.span.start < part.span.end and before.sentence == part.sentence:
            return before.concepts if _PRONOUN.search(part.span.of(proof.text.text)) else frozenset()
    return frozenset()


def _is_stated(word: str, proof: Proof) -> bool:
    """Whether a concept stands in a clause that does not deny it."""
    return any(
        all(word not in denial.concepts for denial in proof.clauses[place].denials)
        for place in proof.places.get(word, ())
    )


def moods_changed(claim: Statement, proof: Proof) -> Iterator[Refusal]:
    """Moods that the quotes do not hold, and weaker ones that the sentence leaves out."""
    for clause in claim.clauses:
        places = proof.main(clause, claim)
        known = {cue.mood for at in places | proof.with_figures_of(clause, claim) for cue in proof.clauses[at].moods}
        for cue in clause.moods:
            is_freed = cue.mood == "must" and clause.denials and _is_told_by_a_word(proof)
            is_open = is_left_open(claim.text, cue.span) and any(
                is_left_open(proof.text.text, proof.clauses[place].span) for place in places
            )  # "bezweifelt, dass" for "äußert Zweifel, ob"
            if not (cue.implied or is_freed or is_open or _is_held(cue.mood, known)):
                yield Refusal("modal", cue.span.of(claim.text))
        if any(is_deadline(term.concept) for term in clause.terms):
            continue
        for place in sorted(places):
            yield from _moods_lost(claim, clause, proof, place)


def _is_held(mood: str, known: Collection[str]) -> bool:
    """A plan may be told by "soll", and what "soll" be by a plan."""
    return mood in known or (mood in ("plan", "should") and not {"plan", "should"}.isdisjoint(known))


def _moods_lost(claim: Statement, clause: Clause, proof: Proof, place: int) -> Iterator[Refusal]:
    """Weaker moods of a clause of the quotes that shares more than a name with the sentence."""
    part = proof.clauses[place]
    shared = sum(word in part.concepts or nearest(word, part.concepts) is not None for word in clause.concepts)
    if shared < min(2, len(part.concepts)):
        return
    mine = {cue.mood for cue in clause.moods if not (cue.implied and _is_word_of(part, cue, clause))}
    for cue in part.moods:
        is_kept = _is_held(cue.mood, mine) or (cue.mood != "usual" and not {"can", "should", "plan"}.isdisjoint(mine))
        is_kept = is_kept or (is_left_open(proof.text.text, cue.span) and is_left_open(claim.text, clause.span))
        if cue.mood in _WEAKER and not cue.implied and not is_kept and not _is_word_of(clause, cue, part):
            yield Refusal("modal", cue.span.of(proof.text.text))


def _is_word_of(part: Clause, cue: Cue, clause: Clause) -> bool:
    """Whether a cue of the sentence is a word that the quotes have, too: who "will beschließen" has decided nothing."""
    return any(term.start == cue.span.start and term.concept in part.concepts for term in clause.terms)


def scope_changed(claim: Statement, proof: Proof) -> Iterator[Refusal]:
    """ "Alle" where the quotes do not say so; "einige", "nur", shares and conditions that the sentence leaves out."""
    for clause in claim.clauses:
        places = proof.main(clause, claim)
        known = {_of_what(proof.clauses[place], cue) for place in places for cue in proof.clauses[place].scopes}
        for cue in clause.scopes:
            scope = _of_what(clause, cue)
            if cue.mood == "all" and _is_rhythm(claim, cue) and _has_rhythm(proof):
                continue
            is_each = _EACH.match(claim.text, cue.span.start) is not None
            if scope not in known and not (is_each and _tells_of_each(scope[1], places, proof)):
                yield Refusal("scope", cue.span.of(claim.text))
        mine = {cue.mood for cue in clause.scopes}
        for place in sorted(places):
            part = proof.clauses[place]
            yield from _scope_lost(clause, mine, part, proof)
            yield from _condition_lost(claim, clause, part)
            yield from _share_lost(claim, clause, place, proof)


def _tells_of_each(word: str, places: Collection[int], proof: Proof) -> bool:
    """Whether a clause of the quotes has a figure for each of what is named: "drei Kähne mit je 5 Sitzen"."""
    text = proof.text.text
    starts = [fact.figure.span.start for fact in proof.text.facts if fact.clause in places]
    ends = [each.start() for start in starts if (each := _ONE_EACH.search(text, max(0, start - _REACH), start))]
    return any(term.concept == word and term.word.span.end in ends for term in proof.text.terms)


def _of_what(clause: Clause, cue: Cue) -> tuple[str, str]:
    """The scope and, for "alle", of what: "every year" are not all firms."""
    behind = (term.concept for term in clause.terms if term.start >= cue.span.end and not term.is_light)
    return cue.mood, next(behind, "") if cue.mood == "all" else ""


def _scope_lost(clause: Clause, mine: Collection[str], part: Clause, proof: Proof) -> Iterator[Refusal]:
    shared = clause.concepts & part.concepts
    for cue in part.scopes:
        if cue.mood in _PARTIAL and cue.mood not in mine and len(shared) >= min(2, len(part.concepts)):
            yield Refusal("scope", cue.span.of(proof.text.text))
        if cue.mood == "only" and "only" not in mine and shared:
            behind = [term for term in part.terms if term.start > cue.span.end and not term.is_light]
            if behind and behind[0].concept not in clause.concepts:
                yield Refusal("scope", cue.span.of(proof.text.text))


def _condition_lost(claim: Statement, clause: Clause, part: Clause) -> Iterator[Refusal]:
    main = part.concepts - part.condition
    is_about_it = len(clause.concepts & main) >= min(2, len(main)) and clause.concepts & main
    if part.condition and is_about_it and len(part.condition & claim.concepts) < _CONDITION_HELD * len(part.condition):
        words = [term.word.form for term in part.terms if term.concept in part.condition]
        yield Refusal("scope", " … ".join(dict.fromkeys(words[:1] + words[-1:])))


def _share_lost(claim: Statement, clause: Clause, place: int, proof: Proof) -> Iterator[Refusal]:
    """A share ("57 Prozent der Zulieferer", "die Hälfte") that the sentence drops while it says the rest."""
    part = proof.clauses[place]
    share = proof.shares.get(place)
    if share is None or any(fact.figure.kind in ("percent", "amount") for fact in claim.facts):
        return  # an amount beside the share is told alone: "1,5 Prozent der Summe, mindestens 200 Euro"
    if len(clause.concepts & part.concepts) >= _SHARE_SAID and _has_verb(clause, part):
        yield Refusal("scope", share.figure.span.of(proof.text.text))


def _has_verb(clause: Clause, part: Clause) -> bool:
    verbs = {term.concept for term in part.terms if term.word.kind == "verb"}
    return any(term.concept in verbs for term in clause.terms)


def cases_mixed(claim: Statement, proof: Proof) -> Iterator[Refusal]:
    """A clause that joins words of several clauses of the quotes, and does not take over the last of them whole.

    What an earlier clause names, a later one may mean by a pronoun, or leave out; not the other way.
    """
    for number, clause in enumerate(claim.clauses):
        if any(fact.clause == number and _has_rivals(fact, proof) for fact in claim.facts):
            continue  # `cases.py` looks closer
        alone: dict[int, set[str]] = {}
        denied = frozenset[str]().union(*(denial.concepts for denial in clause.denials if _is_told_by_a_word(proof)))
        for word in clause.concepts - denied:
            places = proof.places.get(word, frozenset())
            if len(places) == 1:
                alone.setdefault(next(iter(places)), set()).add(word)
        doers = roles.carried(proof.text, proof.clauses[max(alone)]).keys() if len(alone) > 1 else ()
        alone = {place: left for place, some in alone.items() if (left := some.difference(doers))}
        if len(alone) > 1 and _are_mixed(claim, clause, alone, proof):
            words = [term.word.form for term in clause.terms if any(term.concept in some for some in alone.values())]
            yield Refusal("role", " … ".join(dict.fromkeys(words[:1] + words[-1:])))


def _are_mixed(claim: Statement, clause: Clause, places: Collection[int], proof: Proof) -> bool:
    """Whether a clause takes words out of clauses of the quotes that say another thing of them, or deny it."""
    last = max(places)
    if proof.clauses[last].denials and not clause.denials:
        return True
    said = claim if clause.verbs else clause  # one that only equates has its words from one clause
    return proof.is_torn(last, said) or _acts_instead(claim, clause, last, proof)


def _has_rivals(fact: Fact, proof: Proof) -> bool:
    return sum(kind_of(other.figure) == kind_of(fact.figure) for other in proof.text.facts) > 1


def _acts_instead(claim: Statement, clause: Clause, place: int, proof: Proof) -> bool:
    """Whether somebody whom another clause names does what somebody in this one does."""
    actors = {word for word, noun in roles.roles(proof.text, proof.clauses[place]).items() if noun.acts}
    doers = {word for word, noun in roles.roles(claim, clause).items() if noun.acts and noun.role == "subject"}
    return bool(actors and doers - proof.clauses[place].concepts and not doers & actors)


def _is_told_by_a_word(proof: Proof) -> bool:
    """Whether the quotes say "ausgeschlossen" where a sentence may say "nicht förderfähig"."""
    return any(denial.lexical for clause in proof.clauses for denial in clause.denials)


def opposed(claim: Statement, proof: Proof) -> Iterator[Refusal]:
    """Words whose opposite stands in the quotes while they do not; nouns behind an opposite preposition."""
    denied = {word for clause in claim.clauses for denial in clause.denials for word in denial.concepts}
    for term in claim.terms:
        concept = term.concept
        if concept in proof.concepts:
            continue
        if not nearest(concept, proof.concepts) and any(are_opposite(concept, other) for other in proof.concepts):
            yield Refusal("role", term.word.form)
        elif concept not in denied and any(deny_each_other(concept, other) for other in proof.concepts):
            yield Refusal("negation", term.word.form)
    known: dict[str, set[str]] = {}
    for term in proof.text.terms:
        known.setdefault(term.concept, set()).add(_leader(proof.text, term))
    for term in claim.terms:
        mine, theirs = _leader(claim, term), known.get(term.concept, set())
        if mine not in theirs and any(frozenset((mine, other)) in _OPPOSITE_LEADERS for other in theirs):
            yield Refusal("role", f"{mine} {term.word.form}")


_INSTEAD = re.compile(
    r"\b(?:an)?statt(?:\s(?:de[mnrs]|(?:ein|kein)e[mnrs]?))?\s\Z|\binstead\sof(?:\s(?:the|an?))?\s\Z", re.IGNORECASE
)


def replaced(claim: Statement, proof: Proof) -> Iterator[Refusal]:
    """ "Statt Y zahlt X" where the quotes have X behind their "statt", and Y nowhere behind it."""
    instead = {term.concept for term in proof.text.terms if _is_instead(proof.text, term)}
    if not instead & {term.concept for term in claim.terms if not _is_instead(claim, term)}:
        return
    for term in claim.terms:
        if term.concept in proof.concepts - instead and _is_instead(claim, term):
            yield Refusal("role", term.word.form)


def _is_instead(text: Statement, term: Term) -> bool:
    return _INSTEAD.search(text.text, max(0, term.start - 30), term.start) is not None


def _leader(text: Statement, term: Term) -> str:
    """The closer of the two words before a term that is a preposition with an opposite."""
    words = text.text[max(0, term.start - 40) : term.start].lower().split()
    return next((word for word in reversed(words[-2:]) if any(word in pair for pair in _OPPOSITE_LEADERS)), "")
