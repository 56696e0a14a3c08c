"""What a text denies: each negation with the words that it denies."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from assistant.language.clauses import FINITE
from assistant.records import Span

# "nicht nur", "nicht mehr als", "nicht zuletzt" deny nothing; "darf ... nicht übersteigen" is a limit.
_NO_NEGATION = re.compile(
    r"\bnicht\s(?:nur|zuletzt)\b|\bnicht\s(?:mehr|weniger|länger|später|früher|höher|niedriger)\sals\b"
    r"|\bnicht\s(?:über|unter)(?:schreit|steig)\w*|\bnicht\sübersteigen\b|\bnot\sonly\b"
    r"|\b(?:no|not)\s(?:more|less|later|earlier|longer)\sthan\b|\bnot\sexceed\w*",
    re.IGNORECASE,
)
# They deny what follows in their clause; where nothing follows, what stands before.
_BEFORE = re.compile(
    r"\b(?:nicht|kein(?:e[mnrs]?)?|keinesfalls|keineswegs|nie(?:mals)?|niemand(?:e[mn])?|nichts|weder|noch(?=\s\w+\snoch)|ohne"
    r"|nirgends|not|no|never|none|nobody|nothing|neither|nor|without|cannot)\b|n['’]t\b",
    re.IGNORECASE,
)
# They take what they lead in out of what their clause says. "Bis auf weiteres" and "bis auf 5 Prozent" do not.
EXCEPT = re.compile(
    r"\b(?:mit\sausnahme|außer(?!\s(?:kraft|betrieb|haus|acht|dem)\b|\s.{1,60}\s(?:auch|nur)\b)|(?<=[,(]\s)ausgenommen"
    r"|(?<=\()ausgenommen|bis\sauf(?!\s(?:weiteres|\d|null|zu|unter|rund|etwa|(?:den|die|das)\sletzte))"
    r"|with\sthe\sexception|except(?:ing)?|apart\sfrom(?!\s.{1,60}\s(?:also|only)\b))\b",
    re.IGNORECASE,
)
# They deny their whole clause.
_WHOLE = re.compile(
    r"\b(?:ausgeschlossen\w*|ausgenommen\w*|unzulässig\w*|entfäll(?:t|en)|entfiel\w*|abgelehnt\w*|ab(?:zu)?lehn(?:en|te?n?)|lehn(?:t|en|ten?)\b(?=.{0,100}\bab\b)"
    r"|(?:steht|stehen|stand|standen)(?=[^,;:.]{0,80}\saus\W{0,3}(?:[,;:.]|\Z))|aussteht|ausstehen|verzicht(?:e[nt]?|eten?)?|auszuschließen|untersag\w+|befreit\w*|exempt\w*|verboten\w*|unmöglich|excluded|rejected|prohibited|forbidden|ineligible|impossible|refused)\b",
    re.IGNORECASE,
)
# A sentence that takes something out of the one before it.
_TAKES_OUT = re.compile(
    r"\W*(?:(?:(?:davon|hiervon)\s)?ausgenommen\b|(?:davon|hiervon)\s(?:ist|sind)\s.{1,80}\sausgenommen\b"
    r"|(?:dies|das)\sgilt\s(?:jedoch\s|aber\s|allerdings\s)?nicht\sfür\b|(?:eine\s)?ausnahmen?\s(?:bilde[nt]|ist|sind|gilt|gelten)\b"
    r"|nicht\s\w+\s(?:ist|sind|wird|werden)\b|this\sdoes\snot\sapply\sto\b|(?:an\s)?exceptions?\s(?:is|are)\b|exempt\b"
    r"|[\w\s-]{1,60}\s(?:is|are)\s(?:excluded|exempt)\b|[\w\s-]{1,60}\s(?:ist|sind)\s(?:davon|hiervon)\sausgenommen\b)",
    re.IGNORECASE,
)
_WORD = re.compile(r"\w+")


@dataclass(frozen=True, slots=True)
class Negation:
    """`span` is the word that denies; `scope` the part of its clause that is denied.

    One that is `lexical` says with the word itself what is denied ("ausgeschlossen"), one that `excepts` only takes it
    out of the rest ("außer").
    """

    span: Span
    scope: Span
    lexical: bool = False
    excepts: bool = False


def is_negated(text: str) -> bool:
    """Whether a text denies anything."""
    return next(negations(text, Span(0, len(text))), None) is not None


def takes_out(sentence: str) -> bool:
    """Whether a sentence only takes something out of what is said before it: "Ausgenommen sind Löhne."."""
    return _TAKES_OUT.match(sentence) is not None


def negations(text: str, clause: Span) -> Iterator[Negation]:
    """The negations of one clause of `text`, in reading order of each sort."""
    idle = [match.span() for match in _NO_NEGATION.finditer(text, clause.start, clause.end)]
    for match in _BEFORE.finditer(text, clause.start, clause.end):
        if not any(start <= match.start() < end for start, end in idle):
            end = _end_of_scope(text, match.end(), clause.end)
            follows = re.search(r"[^\W\d_]{3,}|\d", text[match.end() : end])
            scope = Span(match.end(), end) if follows else Span(clause.start, match.start())
            yield Negation(Span(*match.span()), scope)
    for match in EXCEPT.finditer(text, clause.start, clause.end):
        yield Negation(
            Span(*match.span()), Span(match.end(), _end_of_exception(text, match.end(), clause.end)), excepts=True
        )
    for match in _WHOLE.finditer(text, clause.start, clause.end):
        if not EXCEPT.match(text, match.start()):
            yield Negation(Span(*match.span()), clause, lexical=True)


def _end_of_exception(text: str, start: int, end: int) -> int:
    """What is excepted ends before the verb of the rest: "außer Löhnen sind alle Kosten förderfähig"."""
    verb = next((word for word in _WORD.finditer(text, start, end) if FINITE.fullmatch(word[0])), None)
    return min(verb.start() if verb else end, _end_of_scope(text, start, end))


def _end_of_scope(text: str, start: int, end: int) -> int:
    """What is denied ends with its part of the clause: "nicht zu verbrennen, sondern zu verwerten"."""
    comma = re.search(r"(?<!\d),|\ssondern\s|\sbut\s", text[start:end])
    return start + comma.start() if comma else end
