"""Does a sentence say that a programme takes no applications any more, or none for now?

"Das Programm ist ausgelaufen", "Stand: geschlossen"; "Antragstellung zurzeit nicht möglich", "Mittel sind erschöpft".
It is worse to call an open programme closed than to say nothing, so only a sentence counts that has one of a few forms
from its first word to its last, or to a part behind it that changes nothing.
"""

from __future__ import annotations

import re
from typing import Literal

Closing = Literal["closed", "paused", ""]

_NOW = (
    r"(?:derzeit|zurzeit|zur Zeit|momentan|im Moment|aktuell|gegenwärtig|augenblicklich|vorübergehend|vorläufig"
    r"|bis auf Weiteres|currently|at present|at the moment|temporarily|for now|for the time being)"
)
_FILL = r"(?:(?:bereits|endgültig|inzwischen|mittlerweile|leider|nun|jetzt|schon|vollständig|komplett|already|now)\s)*"
_IS = r"(?:ist|sind|wurden?|is|are)"
_VERB = r"(?:ist|sind|können|kann|werden|wird|is|are|can)"
_THE = r"(?:(?:das|die|der|dieses|diese|dieser|unser|unsere|alle|the|this)\s)"
_YEAR = r"(?:im Jahr |Ende )?20\d\d"
_DAY = rf"(?:\d{{1,2}}\.\s?(?:\d{{1,2}}\.\s?|[a-zä]{{3,9}}\s)20\d\d|\d{{1,2}} [a-z]{{3,9}} 20\d\d|{_YEAR})"
_SINCE = rf"(?:seit|since)\s(?:dem\s)?(?:[a-zä]{{3,9}}\s)?{_DAY}"
_ON = rf"(?:(?:am|zum|on|im)\s)?(?P<%s>{_DAY})"

# A name; a part of a programme is none.
_PART = r"(?!\w*(?:modul|teil|linie|baustein|runde|phase|stufe|bereich|schwerpunkt|tranche|variante|säule|titel)\b)"
_WORD = rf"(?-i:(?=[A-ZÄÖÜ])){_PART}[\w-]+"
_NAME = rf"(?:\s(?:[„“\"»]{_PART}[^„“”\"«»]{{2,60}}[“”\"«]|{_WORD})){{0,3}}"
_FOR_WHOM = (
    rf"(?:\sfür\s(?:(?:die|den|das)\s)?(?:(?!ander|übrig|einig)[a-zäöü]+en?\s(?:und\s[a-zäöü]+en?\s)?)?{_WORD})?"
)
_PROGRAMME = (
    rf"{_THE}?(?:(?:(?!Vor|Teil|Alt|Unter|Online)\w{{2,20}}-)?(?:Förder)?programme?{_NAME}{_FOR_WHOM}"
    rf"|Förderung(?:en)?|Förderaufruf|Förderangebote?|(?:funding )?programmes?)"
)
_FOR_IT = (
    r"(?:\sfür (?:das|dieses|diese|die|den)\s(?:Förder)?(?:programme?|richtlinie|zuschuss|förderung)"
    r"(?:\s[„“\"][^„“”\"]{2,60}[“”\"])?)?"
)
_PORTAL = rf"(?:{_THE}|eine\s)?(?:Antragstellung|Antragsverfahren|Antragsannahme|Antragsportal|applications){_FOR_IT}"
_APPLYING = (
    rf"(?:{_THE}|eine\s|neue\s)?(?:Antragstellung|Antragsverfahren|Anträge|Beantragung|Bewerbung(?:en)?"
    rf"|Einreichung(?:en)?|Skizzen|applications){_FOR_IT}"
)
_NONE = (
    r"(?:keine? (?:neuen? |weiteren? )?(?:Anträge|Skizzen|Bewerbung(?:en)?|Antragstellung|Beantragung)"
    r"|no (?:new )?applications)"
)
_TAKEN = (
    r"(?:möglich|(?:gestellt|angenommen|eingereicht|entgegengenommen)(?: werden)?"
    r"|(?:(?:are|is|can be) )?(?:being )?(?:accepted|possible))"
)
_OVER = r"(?:beendet|ausgelaufen|ausgeschöpft|geschlossen|eingestellt|abgelaufen|closed)"
_HALTED = r"(?:geschlossen|ausgesetzt|gestoppt|unterbrochen|pausiert|closed|suspended|paused)"
_LABEL = r"(?:Stand|Status|Antragstellung|Anträge|Bewerbung(?:en)?|Förderung|Programm|Applications)\W{0,4}:\W{0,4}"
_FIRST = rf"(?:leider|bereits|inzwischen|mittlerweile|{_SINCE})"
_BY = r"(?:(?:von|durch) (?:der|dem|die|das|den) [\w-]+\s)?"
# What may be said behind it; not what goes on, nor on what condition.
_OTHER = r"\b(?:wieder|erneut|offen\w*|weiterhin|noch|aber|jedoch|open|again|sei denn|außer|nur|bis)\b"
_BEHIND = rf"[\s.!*_)]*(?:$|(?:;\s|,\s(?=(?:ab 20\d\d|da|weil|daher|deshalb|es)\b))(?!(?:[^\n]{{0,400}}?){_OTHER}))"


def _forms(*forms: str) -> re.Pattern[str]:
    lead = r"\W{0,8}(?:(?:Stand|Status|Hinweis|Bemerkung(?:en)?|Achtung|Wichtig|Note)\W{0,4}:\W{0,4})?"
    return re.compile(rf"{lead}(?:{'|'.join(forms)}){_BEHIND}", re.IGNORECASE)


_CLOSED = _forms(
    rf"{_PROGRAMME}\s{_IS}\s{_FILL}(?:{_SINCE}\s)?{_BY}{_OVER}",
    # "ist am 1. Januar ausgelaufen" tells of what was, "ist am 1. Januar geschlossen" may tell of what will be.
    rf"{_PROGRAMME}\s(?:ist|sind)\s{_FILL}{_ON % 'over'}\s(?:aus|ab)gelaufen",
    rf"{_PROGRAMME}\swurden?\s{_FILL}{_ON % 'was'}\s{_OVER}",
    rf"{_FIRST}\s{_IS}\s{_PROGRAMME}\s{_FILL}{_OVER}",
    rf"{_PORTAL}\s{_IS}\s{_FILL}(?:{_SINCE}\s)?(?:beendet|geschlossen|eingestellt|closed)",
    rf"{_APPLYING}\s(?:{_VERB}\s)?{_FILL}(?:{_SINCE}\s)?nicht mehr {_TAKEN}",
    rf"(?:(?:es|{_FIRST})\s{_VERB}\s{_FILL}(?:{_SINCE}\s)?)?{_NONE} mehr(?:\s{_TAKEN})?",
    rf"(?:wir nehmen|{_PROGRAMME}\snimmt)\s{_FILL}{_NONE} mehr (?:an|entgegen)",
    rf"{_LABEL}{_FILL}(?:{_OVER}(?:\s(?:{_SINCE}|{_ON % 'day'}))?|nicht mehr möglich)",
)
_NOT = rf"(?:nicht (?:mehr )?{_TAKEN}|not (?:being )?(?:possible|accepted))"
_CAUSE = rf"(?:(?:Aufgrund|Wegen)(?:\s(?!in\b|im\b|für\b|{_VERB}\b)\w+){{1,4}})"
_OF_YEAR = r"(?:für (?:20\d\d|dieses Jahr|das (?:laufende |Jahr )(?:(?:Haushalts|Kalender)?jahr|20\d\d)))"
_MONEY = rf"{_THE}?(?:Förder|Haushalts)?mittel"
_SPENT = rf"{_FILL}(?:ausgeschöpft|erschöpft|aufgebraucht)"
_PAUSED = _forms(
    rf"{_LABEL}(?:{_NOW}\s(?:{_HALTED}|{_NOT})|(?:ausgesetzt|pausiert|gestoppt|unterbrochen|suspended|paused))",
    rf"{_NOW}\s(?:{_VERB}\s)?{_FILL}{_NONE}(?: mehr)?(?:\s{_TAKEN})?",
    rf"(?:es\s{_VERB}\s)?{_FILL}(?:{_NOW}\s)?{_NONE}(?: mehr)?(?:\s{_TAKEN})?\s{_NOW}(?:\s{_TAKEN})?",
    rf"es\s{_VERB}\s{_FILL}{_NOW}\s{_NONE}(?: mehr)?\s{_TAKEN}",
    rf"(?:wir nehmen {_NOW}|{_NOW} nehmen wir)\s{_FILL}{_NONE}(?: mehr)? (?:an|entgegen)",
    rf"{_APPLYING}\s(?:{_VERB}\s)?{_FILL}{_NOW}\s{_FILL}{_NOT}",
    rf"{_NOW}\s{_VERB}\s{_FILL}{_APPLYING}\s{_FILL}{_NOT}",
    rf"{_CAUSE}\s{_VERB}\s(?:{_APPLYING}\s{_NOW}\s{_NOT}|{_NOW}\s(?:{_APPLYING}\s{_NOT}|{_NONE}(?: mehr)?\s{_TAKEN}))",
    rf"(?:{_PROGRAMME}|{_PORTAL})\s{_IS}\s{_FILL}{_NOW}\s{_FILL}{_HALTED}",
    rf"{_NOW}\s{_IS}\s(?:{_PROGRAMME}|{_PORTAL})\s{_FILL}{_HALTED}",
    rf"{_MONEY}(?:\s{_OF_YEAR})?\s(?:sind|wurden)\s(?:{_NOW}\s)?{_SPENT}",
    rf"{_MONEY}\s(?:sind|wurden)\s{_OF_YEAR}\s{_SPENT}",
)


def closing(text: str) -> Closing:
    """What a sentence says of it; "" where nothing, or where it may hold for a part only, later or on a condition."""
    if _CLOSED.match(text):
        return "closed"
    return "paused" if _PAUSED.match(text) else ""


def closed_on(text: str) -> str:
    """The words for the day or the year on which it says that a programme was closed; "" for none."""
    found = _CLOSED.match(text)
    return (found["was"] or found["over"] or found["day"] or "") if found else ""
