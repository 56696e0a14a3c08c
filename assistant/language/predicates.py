"""What is said in the main clauses of a short German text: the verb with its particle, and what stands around it.

German puts the finite verb of a main clause second: what stands before it is the one thing that the clause begins with,
and a particle or an infinitive ends it ("Imke **löst** die Bestellung **aus**"). So no parser is needed, only the parts
of speech (`tagger.py`).
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assistant.language.tagger import Token, tagged
from assistant.records import Span

_SUBORDINATE = ("KOU", "PREL", "PW")
_APART = re.compile(r"[,;:()–—→⇒>-]")
_DIVIDES = (":", ";")
_PARTICLES = frozenset(
    ("ab", "an", "auf", "aus", "bei", "ein", "fertig", "her", "hin", "los", "mit", "nach", "um", "vor", "zu")
)
_NO_PARTICIPLE = ("ART", "PPOSAT", "VV(IZU)")  # an object behind it makes a finite verb of a form in "t"
_OBJECT = ("ART", "PPOS", "PIAT", "NN", "APPR", "PRF", "ADJ(A)")  # behind it, a form in "en" is no infinitive
# Past forms in "t", as the present has them: "hielt", "trat".
_PAST = re.compile(r"\w*(?:ielt|trat|bat|bot|riet|galt|schnitt|schritt|stritt|litt|glitt|ritt|tat|briet|vermied)\Z")
_IRREAL = re.compile(
    r"wurden?\Z|(?:würd|könnt|möcht|müsst|dürft|sollt|wollt|hätt|wär|bräucht|käm|gäb|ging|ließ)e[ns]?t?\Z", re.I
)
_MODAL = ("VM(FIN)", "VA(FIN)")


class Predicate(NamedTuple):
    """A verb in the present tense: its infinitive with its particle ("auslösen"), and its finite form.

    `auxiliary` is the infinitive of the modal verb, or of "werden", that stands in front of an infinitive; else empty.
    `before` is what stands in front of the finite verb of its clause, `behind` what follows the form. What is joined by
    "und" without naming its subject again `goes_on`, and has the part before the first verb.
    `is_passive` is "wird geprüft".
    """

    verb: str
    auxiliary: str
    finite: Span
    before: Span
    behind: Span
    goes_on: bool = False
    is_passive: bool = False


def predicates(text: str) -> list[Predicate]:
    """The predicates of all main clauses in reading order; none of the past, and none that are only wished or asked.

    A part without a verb belongs to what follows the verb before it, unless a colon or semicolon divides them, and to
    what stands before the next one, if that begins its part: "Ob das geht, klärt Imke, bis Mai".
    """
    found: list[Predicate] = []
    goes_before: Span | None = None
    is_open = False  # whether the last predicate may go on
    modal: tuple[Token, Span] | None = None  # one whose infinitive is yet to come
    for sign, part in _parts(tagged(text, with_lemmas=True)):
        is_open = is_open and sign not in _DIVIDES
        modal = None if sign in _DIVIDES else modal
        number = next((at for at in range(len(part)) if _is_finite(part, at)), None)
        if number is None or _depends(sign, part, number):
            goes_before = Span(goes_before.start if goes_before else part[0].start, part[-1].end)
            is_open = is_open and number is None
            if is_open and not part[0].tag.startswith(_SUBORDINATE):
                found[-1] = found[-1]._replace(behind=Span(found[-1].behind.start, part[-1].end))
            elif (
                modal and not part[0].tag.startswith(_SUBORDINATE) and (late := _predicate((modal[0], *part), modal[1]))
            ):
                found.append(late._replace(behind=Span(part[0].start, part[-1].end)))
                modal = None
            continue
        front = (
            Span(part[0].start, part[number - 1].end) if number else goes_before or Span(part[0].start, part[0].start)
        )
        read = [one for one in _coordinated(part[number:], front) if one]
        found.extend(read)
        modal = (part[number], front) if not read and part[number].tag in _MODAL else None
        is_open, goes_before = read != [], None
    return found


def _depends(sign: str, part: Sequence[Token], number: int) -> bool:
    """Whether a part is a subordinate clause, by its first word, or as a relative one whose verb stands last."""
    is_last = number == len(part) - 1 or not part[number + 1].word[0].isalnum()
    return part[0].tag.startswith(_SUBORDINATE) or (sign == "," and part[0].lemma == "der" and number > 1 and is_last)


def _is_finite(part: Sequence[Token], at: int) -> bool:
    """Whether a token is a finite verb, be it one that the tagger takes for another form."""
    token, before = part[at], part[at - 1] if at else None
    if token.tag.endswith("(FIN)") or before is None:
        return token.tag.endswith("(FIN)")
    if token.tag == "VV(IMP)":
        return before.word.lower() == "ich"
    is_followed = before.tag in ("NE", "PPER") and at + 1 < len(part)
    if token.tag.startswith("VV") and token.word.endswith("n") and {one.tag for one in part[:at]} == {"NE", "KON"}:
        return True  # "Imke und Jonas recherchieren"
    if token.tag == "VV(INF)":
        return is_followed and part[at + 1].tag.startswith(_OBJECT)
    is_form = token.tag in ("VV(PP)", "ADJ(D)") and token.word.endswith("t")
    return is_form and is_followed and part[at + 1].tag in _NO_PARTICIPLE


def _parts(tokens: Sequence[Token]) -> Iterator[tuple[str, Sequence[Token]]]:
    """The tokens between the signs that divide clauses, with the sign before them."""
    start, sign = 0, ""
    for number, token in enumerate(tokens):
        if _APART.fullmatch(token.word):
            if number > start:
                yield sign, tokens[start:number]
            start, sign = number + 1, token.word
    if start < len(tokens):
        yield sign, tokens[start:]


def _coordinated(tokens: Sequence[Token], front: Span) -> Iterator[Predicate | None]:
    """From each finite verb on: "zeigt es an und nimmt die Anmeldung vor", "löst sie aus und Anna zahlt"."""
    joints = [number for number, token in enumerate(tokens) if token.tag == "KON"]
    verbs = [0, *(at for at in range(1, len(tokens)) if tokens[at].tag.endswith("(FIN)"))]
    starts = [0, *(number for number in verbs[1:] if any(joint < number for joint in joints))]
    ends = [max(joint for joint in joints if joint < number) for number in starts[1:]]
    for start, joint, end in zip(starts, [None, *ends], [*ends, len(tokens)], strict=True):
        goes_on = joint is not None and joint == start - 1
        before = front if joint is None or goes_on else Span(tokens[joint + 1].start, tokens[start - 1].end)
        one = _predicate(tokens[start : max(end, start + 1)], before)
        yield one._replace(goes_on=True) if one and goes_on else one


def _predicate(tokens: Sequence[Token], before: Span) -> Predicate | None:
    finite, rest = tokens[0], tokens[1:]
    if _IRREAL.match(finite.word) or not _is_present(finite):
        return None
    form = Span(finite.start, finite.end)
    behind = Span(finite.end, rest[-1].end if rest else finite.end)
    if finite.tag in _MODAL:
        verb = next((token for token in reversed(rest) if token.tag in ("VV(INF)", "VA(INF)", "VV(PP)")), None)
        if verb is None or finite.lemma in ("haben", "sein") or (verb.tag == "VV(PP)" and finite.lemma != "werden"):
            return None
        return Predicate(verb.lemma.lower(), finite.lemma, form, before, behind, is_passive=verb.tag == "VV(PP)")
    particle = next((token.word.lower() for token in reversed(rest) if token.tag == "PTKVZ"), "")
    if not particle and len(rest) > 1 and rest[-1].word.lower() in _PARTICLES:
        particle = rest[-1].word.lower()
    return Predicate(particle + finite.lemma, "", form, before, behind)


def _is_present(finite: Token) -> bool:
    """Whether it is no form of the past: "liefert", "liefern", not "lieferte", "nahm"."""
    if finite.tag in _MODAL or finite.tag == "ADJ(D)":
        return True
    word = finite.word.lower()
    is_third = word == finite.lemma or (word.endswith("t") and not _PAST.match(word))
    return is_third or (finite.lemma.startswith(word.removesuffix("e")) and not word.endswith("te"))
