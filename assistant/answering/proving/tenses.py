"""What is under way or still to come in the quotes, and done in the sentence: "wird gebaut" told as "wurde gebaut"."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.answering.proving.proof import Proof
from assistant.answering.proving.refusal import Refusal
from assistant.answering.proving.statements import Clause, Statement, Term
from assistant.language.lemmas import is_infinitive
from assistant.language.tenses import Tense, tense
from assistant.language.thesaurus import is_told_in_minutes, takes_long
from assistant.records import Span

# What somebody must or may do, or wants to, he has not done; what he had to, he may have.
_LEFT_TO_DO = re.compile(
    r"\b(?:muss|müssen|soll(?:en|te|ten)?|will|wollen|möchten?|kann|können|darf|dürfen)\b", re.IGNORECASE
)
_TO_BE_DONE = re.compile(
    r"\b(?:ist|sind)\b[^,;:]{1,150}\s(?:zu\s[a-zäöüß]{2,30}n|[a-zäöüß]{2,8}zu[a-zäöüß]{3,30}n)\W{0,3}\Z"
)
_AUXILIARY = re.compile(r"\b(?:werden|haben|sein)\b")
# Not "die Sitzung am 5. Mai", whose day is another.
_ON = re.compile(r"(?:(?<![\w-])(?:wird|werden)\s[^,;:]{0,150}?\b|\A\W*|[,;:.]\s)[Aa]m\s(?:\w{6,10}tag\s)?\Z")
_BORDER = re.compile(r"[,;:]")


def done_too_early(claim: Statement, proof: Proof) -> Iterator[Refusal]:
    """Verbs that tell what is done and that the quotes have only of what is not yet.

    Minutes tell in the present what was done, "Der Antrag wird angenommen", and so does what has a date: "2019 baut der
    Verein". What takes long is not done for all that: "Das Amt prüft die Anträge".
    """
    if claim.language != proof.text.language:
        return
    for clause in claim.clauses:
        for verb in _verbs(claim, clause):
            if _tense(claim, clause, verb) != "done" or _is_left_to_do(claim, clause, verb):
                continue
            known = {
                "to come"
                if _is_left_to_do(proof.text, part, one) or _is_announced(proof.text, part, one)
                else _tense(proof.text, part, one)
                for part in proof.clauses
                for one in _verbs(proof.text, part)
                if one.concept == verb.concept
            }
            if known and known <= _not_done(verb.concept, proof):
                yield Refusal("modal", verb.word.form)


def _not_done(verb: str, proof: Proof) -> set[Tense]:
    """The tenses in which quotes tell of a verb what is not done yet."""
    if is_told_in_minutes(verb):
        return {"to come"}
    is_dated = any(fact.figure.kind == "date" for fact in proof.text.facts)
    return {"to come", "under way", "present"} if takes_long(verb) and not is_dated else {"to come", "under way"}


def _verbs(text: Statement, clause: Clause) -> list[Term]:
    kinds = ("verb", "other") if text.language == "en" else ("verb",)
    return [term for term in clause.terms if term.word.kind in kinds and not term.is_light]


def _tense(text: Statement, clause: Clause, verb: Term) -> Tense | None:
    return tense(text.text, clause.span, verb.word, text.language)


def _is_left_to_do(text: Statement, clause: Clause, verb: Term) -> bool:
    """Whether German has a verb with "muss" or "will" between the same commas, or with "ist zu"."""
    if text.language != "de":
        return False
    part = _between_commas(text, clause, verb)
    if found := _TO_BE_DONE.search(text.text, part.start, part.end):
        return verb.word.span.end <= found.end() <= verb.word.span.end + 3
    is_bare = is_infinitive(verb.word.form) or _AUXILIARY.search(text.text, verb.start, part.end) is not None
    return is_bare and _LEFT_TO_DO.search(text.text, part.start, part.end) is not None


def _is_announced(text: Statement, clause: Clause, verb: Term) -> bool:
    """Whether German says of a day to come what "wird" be done on it; minutes name none: "Der Antrag wird angenommen".

    A day with its year may lie in the past: "Am 3. Mai 1920 wird der Verein gegründet".
    """
    if text.language != "de" or _tense(text, clause, verb) != "under way":
        return False
    part = _between_commas(text, clause, verb)
    days = (one.figure for one in text.facts if one.figure.kind == "date" and str(one.figure.value).startswith("--"))
    return any(
        part.start <= day.span.start < part.end and _ON.search(text.text, part.start, day.span.start) for day in days
    )


def _between_commas(text: Statement, clause: Clause, verb: Term) -> Span:
    borders = [border.start() for border in _BORDER.finditer(text.text, *clause.span)]
    start = max((border for border in borders if border < verb.start), default=clause.span.start)
    return Span(start, min((border for border in borders if border > verb.start), default=clause.span.end))
