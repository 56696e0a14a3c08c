"""Several questions in one text: "Wie hoch ist die Förderung, und bis wann muss ich den Antrag stellen?"

A text is split only where each part is clearly a question of its own: an interrogative with its verb behind it, which
tells what is asked for. "Wann und wo findet ... statt?", "Wann trifft sich das Lab, und wo?" and "Gibt es einen
Zuschlag und wie hoch ist der?" stay whole, since one sentence answers them. Of 989 questions of gold/dev, mlqa-de and
nomiracl-de none is split; of 2,880 of train 10, each of which asks two things (2026-12-02).
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.understanding.following import goes_on
from assistant.language.asked_for import asked_for
from assistant.language.detect import detect
from assistant.language.subject import own_words
from assistant.language.tagger import tag_in_small_letters
from assistant.language.terms import fold
from assistant.language.word_lists import any_of, listed

LEAST_WORDS = 2  # a verb and what belongs to it
MOST_PARTS = 4  # a text with more questions is searched as a whole
_LONGEST = 400  # characters; so is a longer one

_VERBS = listed("""
    ist sind war waren hat haben hatte wird werden wurde wurden kann koennen muss muessen muesste darf duerfen soll
    sollen gibt gibts geht gehen laeuft laufen gilt gelten betraegt betragen kostet kosten endet enden beginnt
    beginnen startet findet finden bekommt bekommen bekomme kriegt kriege erhaelt erhalte erhalten brauche braucht
    brauchen stelle stellt reiche reicht kommt kommen liegt liegen heisst bedeutet steht leitet leiten foerdert
    foerdern zahlt zahlen traegt entscheidet entscheiden macht machen dauert dauern vergibt gehoert gehoeren wende
    sitzt sitzen tagt trifft funktioniert beantragt beantrage steigt steigen stieg sinkt sinken sank waechst wachsen
    wuchs fehlt fehlen hilft helfen entsteht entstehen entfaellt entfallen faellt fallen nimmt nehmen bietet bieten
    arbeitet arbeiten nutzt nutzen meldet melde verliert verlieren gewinnt gewinnen veraendert veraendern
    is are was were do does did can could will must may should has have runs leads decides costs takes rises grows
    falls loses helps
""")
_VERB = rf"(?:{any_of(_VERBS)})\b"
_LED_BY = r"(?:(?:bis|ab|seit|an|mit|von|bei|fuer|in|zu|auf|ueber|um|by|for|from|with|until|since) )?"
_ADVERB = (
    r"(?:wann|wo|wohin|woher|wofuer|womit|wodurch|warum|wieso|weshalb|wie lange?|wie ?viele?|wie|wem|wen"
    r"|when|where|why|how long|how much)"
)
_THING = (
    r"(?:we[rmn]|was|wie (?:hoch|gross|oft|teuer|schwer|schnell|weit|alt|breit|viel \w+|viele \w+)|wieviele? \w+"
    r"|welche[mnrs]? (?:\w+e[nrs]? )?[\w-]+"
    r"|who|what|how (?:many \w+|high|often|is|do|does|can)|which \w+)"
)
# Its verb stands behind it (a subordinate clause has it at the end), or nothing does: "und bis wann?"
_ASKS = re.compile(rf"{_LED_BY}(?:(?:{_ADVERB}|{_THING}) {_VERB}|(?:{_ADVERB}|wie ?viele? \w+)\s*\?*$)")
_INTERROGATIVE = re.compile(rf"\b(?:{_ADVERB}|{_THING})\b.*\b{_VERB}|\b(?:{_ADVERB}|{_THING}) {_VERB}")
_ASKING = re.compile(rf"(?:.{{0,80}}: )?{_LED_BY}(?:{_THING}|{_ADVERB})(?= \w)")
_MANY = re.compile(r"wie ?viele?\b")
_JOINT = re.compile(r"[ ]?[,;]?[ ](?P<word>und|u\.?|sowie|and|[+&])[ ]|[ ]?[;,][ ]", re.IGNORECASE)  # of single spaces
_SENTENCE = re.compile(r"(?<=\?)\s+")
_BARE = re.compile(r"(?:und |and )?(?:wo|wann|where|when)\W*")
_THE = re.compile(r"\b(?:der|die|das|den|dem|the)\s+(?:[a-zäöüß]+\s+)?$", re.IGNORECASE)


def parts(text: str) -> tuple[str, ...]:
    """The questions of a text in their order, each with a question mark; the text itself where it is one question."""
    text = " ".join(text.split())
    if len(text) > _LONGEST:
        return (text,)
    found = [part for sentence in _SENTENCE.split(text) for part in _of_sentence(sentence)]
    is_split = 1 < len(found) <= MOST_PARTS and all(map(_is_clear, found)) and not _is_when_and_where(found)
    return tuple(f"{part.rstrip(' ?')}?" for part in found) if is_split else (text,)


def _of_sentence(sentence: str) -> list[str]:
    """The questions that "und" joins; a comma does so only before another "und"."""
    joints = [joint for joint in _JOINT.finditer(sentence) if _asks(sentence[joint.end() :])]
    if not joints or not joints[-1]["word"] or not _is_question(sentence[: joints[0].start()]):
        return [sentence]
    starts = [0, *(joint.end() for joint in joints)]
    ends = [*(joint.start() for joint in joints), len(sentence)]
    pieces = [sentence[start:end] for start, end in zip(starts, ends, strict=True)]
    word = "and" if detect(sentence) == "en" else "und"
    return [pieces[0], *(_joined(word, piece) for piece in pieces[1:])]


def _asks(piece: str) -> bool:
    """Whether a text begins with a question of its own."""
    return _ASKS.match(fold(piece)) is not None or _has_verb_behind(piece)


def _is_question(piece: str) -> bool:
    return _INTERROGATIVE.search(fold(piece)) is not None or _has_verb_behind(piece)


def _has_verb_behind(piece: str) -> bool:
    """Whether a verb, whichever, stands right behind an interrogative at the beginning, and more behind it: in a
    subordinate clause it is the last word, or the participle before that."""
    asking = _ASKING.match(fold(piece))
    if asking is None or detect(piece) == "en":
        return False
    said, behind = [word.strip(" ?.,") for word in piece.split()], len(asking[0].split())
    may_be_before = behind > LEAST_WORDS or _MANY.match(fold(piece))  # "welche Kosten entstehen", "wie viele kommen"
    places = (behind, behind - 1) if may_be_before else (behind,)
    is_main = not tag_in_small_letters(said[-1]).startswith(("VA", "VM"))
    return is_main and any(place + LEAST_WORDS <= len(said) and _is_verb(said[place]) for place in places)


def _is_verb(word: str) -> bool:
    return word.isalpha() and word.islower() and tag_in_small_letters(word).startswith("VV")


def _joined(word: str, piece: str) -> str:
    """With "und" before it where what it names belongs to the question before: "und wo findet die Prüfung statt?" """
    own = next(own_words(piece), None)
    return f"{word} {piece}" if own and _THE.search(piece[: own.start]) else piece


def _is_when_and_where(found: Sequence[str]) -> bool:
    """Whether the second part is only a place or a time for the first one: "Wann trifft sich das Lab, und wo?"."""
    return len(found) == 2 and bool(_BARE.fullmatch(fold(found[1]))) and asked_for(found[0]) in ("date", "where")


def _is_clear(part: str) -> bool:
    """Whether its words tell what is asked for, beyond yes or no, be it by the verb alone: "was bringt der Fonds"."""
    kind = asked_for(part)
    return kind not in (None, "yes_no") or (kind == "yes_no" and goes_on(part)) or _has_verb_behind(part)
