"""Does a sentence say that a programme takes no applications any more, or none for now?

"Das Programm ist ausgelaufen", "Stand: geschlossen"; "Antragstellung zurzeit nicht möglich", "Mittel sind erschöpft".
"""

from __future__ import annotations

import re
from typing import Literal

Closing = Literal["closed", "paused", ""]

_NOW = (
    r"(?:derzeit|zurzeit|zur Zeit|momentan|im Moment|aktuell|gegenwärtig|augenblicklich|vorübergehend|vorläufig"
    r"|bis auf [Ww]eiteres|currently|at present|at the moment|temporarily|for now|for the time being)"
)
_PROGRAMME = r"(?:Programme?n?|Förderung(?:en)?|Förderaufrufe?|Maßnahmen?|Förderangebote?n?|programmes?)"
_APPLYING = (
    r"(?:Antragstellung(?:en)?|Antragsverfahren|Antragsannahme|Anträge|Beantragung|Bewerbung(?:en)?"
    r"|Einreichung(?:en)?|Skizzen|Antragsportal|[Aa]pplications?)"
)
_ENDED = r"(?:beendet|ausgelaufen|ausgeschöpft|geschlossen|eingestellt|abgelaufen|closed)"
_HALTED = r"(?:geschlossen|ausgesetzt|gestoppt|unterbrochen|pausiert|closed|suspended|paused)"
_IS = r"(?:ist|sind|wurden?|is|are)"
_STANDING = r"(?:Stand|Status|Antragstellung|Anträge|Bewerbung(?:en)?|Förderung|Programm|Applications)"
_LABEL = rf"^\W*{_STANDING}\W*:\W*"

_WITHIN = r"(?:[^.;]|(?<=\d)\.)"  # a sentence, with the stops of days
_CLOSED = re.compile(
    rf"(?:{_PROGRAMME}|{_APPLYING})\s{_WITHIN}{{0,60}}{_IS}\s(?:{_WITHIN}{{0,40}}?(?<!nicht )\b{_ENDED}\b"
    rf"|{_WITHIN}{{0,40}}nicht mehr möglich)"
    r"|keine (?:neuen |weiteren )?(?:Anträge|Skizzen|Bewerbungen)\s[^.;]{0,30}mehr|endgültig ausgelaufen"
    rf"|{_LABEL}(?:(?:bereits|endgültig)\s+)?{_ENDED}(?:\s+(?:am|seit|since|on)\s{_WITHIN}*)?\W*$",
    re.IGNORECASE,
)
_NONE = (
    r"(?:keine? (?:neuen? |weiteren? )?(?:Anträge|Skizzen|Bewerbung(?:en)?|Antragstellung|Beantragung)"
    r"|no (?:new )?applications)"
)
_NOT = r"nicht (?:möglich|gestellt|angenommen|eingereicht|entgegengenommen)|not (?:possible|accepted|being accepted)"
_PAUSED = re.compile(
    rf"{_LABEL}(?:{_NOW}\s+(?:{_HALTED}|(?:{_NOT}))|ausgesetzt|pausiert|gestoppt|unterbrochen|suspended|paused)\b"
    rf"|\b{_NOW}\b[^.;]{{0,60}}\b{_NONE}\b|\b{_NONE}\b[^.;]{{0,30}}\b{_NOW}\b"
    rf"|(?<![\w-]){_APPLYING}\s(?:[^.;]{{0,60}}\s)?{_NOW}\s(?:[^.;]{{0,20}}\s)?(?:{_NOT})\b"
    rf"|\b{_NOW}\s(?:{_IS}|können|werden)\s[^.;]{{0,30}}{_APPLYING}\s(?:[^.;]{{0,20}}\s)?(?:{_NOT})\b"
    rf"|(?:{_PROGRAMME}|(?<![\w-]){_APPLYING})\s[^.;]{{0,60}}{_IS}\s(?:[^.;]{{0,20}}\s)?{_NOW}\s(?:[^.;]{{0,20}}\s)?{_HALTED}\b"
    r"|\b(?:Förder|Haushalts)?mittel\s[^.;,]{0,60}(?:sind|wurden)\s[^.;,]{0,40}"
    r"(?:ausgeschöpft|erschöpft|aufgebraucht|verausgabt)\b",
    re.IGNORECASE,
)
_OF_BEFORE = (
    r"\b(?:bisherig|früher|vorherig|vorig|vorangegangen|alt|previous|former)(?:e[nrsm]?)?\b|\bVorgänger|\bVorläufer"
)
_OF_ANOTHER = re.compile(_OF_BEFORE, re.IGNORECASE)
# What is said of a part of it or of one way to apply, or on a condition.
_NOT_OF_IT = re.compile(
    rf"{_OF_BEFORE}"
    r"|\b(?:wenn|sofern|solange|falls|sobald|if|unless|until)\b"
    r"|\b(?:Modul|Teil|Förderlinie|Schwerpunkt|Online-|per Post\b)"
    r"|\bfür (?!20\d\d|(?:das|dieses|diese|die|den|alle)\s+(?:\w+\s+)?"
    r"(?:\w*[Pp]rogramm|\w*[Ff]örder|\w*[Rr]ichtlinie|\w*[Zz]usch))",
    re.IGNORECASE,
)


def closing(text: str) -> Closing:
    """What a sentence says of it; "" where nothing.

    That it takes none for now is left out where it may hold for a part only, or on a condition.
    """
    if ended := _CLOSED.search(text):
        is_for_now = re.search(rf"\b{_NOW}\b", ended[0], re.IGNORECASE)
        if not is_for_now:
            return "" if _OF_ANOTHER.search(text[: ended.end()]) else "closed"
    return "paused" if _PAUSED.search(text) and not _NOT_OF_IT.search(text) else ""
