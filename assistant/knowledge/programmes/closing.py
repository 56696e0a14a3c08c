"""Does a sentence say that a programme takes no applications any more, or none for now?

"Das Programm ist ausgelaufen", "Stand: geschlossen"; "Antragstellung zurzeit nicht möglich", "Mittel sind erschöpft".
It is worse to call an open programme closed than to say nothing: between the words that say it stands only what is
known to change nothing.
"""

from __future__ import annotations

import re
from typing import Literal

Closing = Literal["closed", "paused", ""]

_NOW = (
    r"(?:derzeit|zurzeit|zur Zeit|momentan|im Moment|aktuell|gegenwärtig|augenblicklich|vorübergehend|vorläufig"
    r"|bis auf [Ww]eiteres|currently|at present|at the moment|temporarily|for now|for the time being)"
)
_ARTICLE = r"(?:das|die|der|dieses|diese|dieser|unser|unsere|eine|the|this)"
_IS = r"\b(?:ist|sind|wurden?|is|are)\b"
_VERB = r"(?:ist|sind|wurden?|können|kann|werden|wird|is|are|can)"
# Where its subject begins: at the start, behind its article, or behind the verb.
_HEAD = rf"(?:(?:^|[.;:!?]\s)\W*|\b(?:{_ARTICLE}|{_VERB}|neuen?|weiteren?)\s)"
_PROGRAMME = r"(?:(?:Förder)?programme?n?|Förderung(?:en)?|Förderaufruf|Förderangebote?|(?:funding )?programmes?)\b"
_APPLYING = (
    r"(?:Antragstellung(?:en)?|Antragsverfahren|Antragsannahme|Anträge|Beantragung|Bewerbung(?:en)?"
    r"|Einreichung(?:en)?|Skizzen|Antragsportal|applications?)\b"
)
_WITHIN = r"(?:[^.;,]|(?<=\d)\.)"  # a part of a sentence, with the stops of days
# No other verb, nor another subject: "Die Förderung wird gezahlt und das Vorhaben ist beendet".
_OF_OTHERS = (
    r"\b(?:wird|werden|kann|können|hat|haben|muss|müssen|soll|sollen|läuft|gilt|(?:und|oder)\s(?:das|die|der))\b"
)
_SUBJECT = rf"{_HEAD}(?:{_PROGRAMME}|{_APPLYING})\s(?:(?:(?!{_OF_OTHERS}){_WITHIN}){{1,60}}\s)?"
_FILL = r"(?:(?:bereits|endgültig|inzwischen|mittlerweile|leider|nun|jetzt|schon|vollständig|komplett|already|now)\s)*"
_OVER = r"(?:beendet|ausgelaufen|ausgeschöpft|geschlossen|eingestellt|abgelaufen|closed)\b"
_HALTED = r"(?:geschlossen|ausgesetzt|gestoppt|unterbrochen|pausiert|closed|suspended|paused)\b"
_LABEL = r"^\W*(?:Stand|Status|Antragstellung|Anträge|Bewerbung(?:en)?|Förderung|Programm|Applications)\W*:\W*"
_ON = rf"(?:am|zum|on|im|Ende)\s(?={_WITHIN}{{0,20}}20\d\d){_WITHIN}{{4,25}}\s"
# "ist am 1. Januar ausgelaufen" tells of what was, "ist am 1. Januar geschlossen" may tell of what will be.
_ENDED = (
    rf"(?:{_IS}\s{_FILL}(?:seit\s{_WITHIN}{{3,25}}\s)?{_OVER}"
    rf"|\b(?:wurden?\s{_FILL}{_ON}{_OVER}|(?:ist|sind)\s{_FILL}{_ON}(?:ausgelaufen|abgelaufen)\b))(?!\s(?:am|zum|im|in|on)\b)"
)
_TAKEN = (
    r"(?:(?:mehr\s)?(?:möglich|gestellt|angenommen|eingereicht|entgegengenommen|entgegen|an)"
    r"|(?:(?:are|is|can be|being)\s)*(?:accepted|possible))\b"
)
_CLOSED = re.compile(
    rf"{_SUBJECT}{_ENDED}|{_SUBJECT}{_IS}\s{_FILL}nicht mehr möglich\b"
    rf"|keine (?:neuen |weiteren )?(?:Anträge|Skizzen|Bewerbungen)\smehr(?:\W*$|\s{_TAKEN})|endgültig ausgelaufen\b"
    rf"|{_LABEL}(?:(?:bereits|endgültig)\s+)?{_OVER}(?:\s+(?:seit|since|(?:am|on)(?={_WITHIN}*20\d\d))\s{_WITHIN}*)?\W*$",
    re.IGNORECASE,
)
_NONE = (
    r"\b(?:keine? (?:neuen? |weiteren? )?(?:Anträge|Skizzen|Bewerbung(?:en)?|Antragstellung|Beantragung)"
    r"|no (?:new )?applications)"
)
_NOT = (
    r"(?:nicht (?:möglich|gestellt|angenommen|eingereicht|entgegengenommen)|not (?:possible|accepted|being accepted))\b"
)
_FOR_IT = r"(?:für\s[^.;,]{3,50}\s)?"
_PAUSED = re.compile(
    rf"{_LABEL}(?:{_NOW}\s+(?:{_HALTED}|{_NOT})|(?:ausgesetzt|pausiert|gestoppt|unterbrochen|suspended|paused)\b)"
    rf"|\b{_NOW}\s(?:[^.;,]{{0,60}}\s)?{_NONE}(?:\W*$|\s{_TAKEN})"
    rf"|{_NONE}\s(?:{_TAKEN}\s(?:werden\s)?{_NOW}\b|{_NOW}(?:\W*$|\s{_TAKEN}))"
    rf"|{_HEAD}{_APPLYING}\s{_FOR_IT}(?:{_VERB}\s)?{_FILL}{_NOW}\s{_FILL}{_NOT}"
    rf"|\b{_NOW}\s{_VERB}\s{_FILL}(?:{_ARTICLE}\s)?{_APPLYING}\s{_FOR_IT}{_FILL}{_NOT}"
    rf"|{_SUBJECT}{_IS}\s{_FILL}{_NOW}\s{_FILL}{_HALTED}"
    rf"|\b(?:Förder|Haushalts)?mittel\s(?:{_WITHIN}{{1,60}}\s)?(?:sind|wurden)\s(?:für\s[^.;,]{{3,20}}\s)?"
    rf"(?:{_NOW}\s)?{_FILL}(?:ausgeschöpft|erschöpft|aufgebraucht|verausgabt)\b",
    re.IGNORECASE,
)
_DENIED = re.compile(r"\b(?:nicht|noch|nie|niemals|kaum|weder|not|never|neither)\b", re.IGNORECASE)
# What is said of another one, of a part of it or of one way to apply, for later, or on a condition.
_NOT_OF_IT = re.compile(
    r"\b(?:bisherig|früher|vorherig|vorig|vorangegangen|alt|previous|former)(?:e[nrsm]?)?\b|\bVorgänger|\bVorläufer"
    r"|\b(?:ander|vergleichbar|ähnlich|einig|manch|viel|mehrer|übrig)e[nrsm]?\b|\b(?:other|similar|some|many)\b"
    r"|\b(?:wenn|sofern|solange|falls|sobald|soweit|bevor|ehe|if|unless|until|before|once|when)\b"
    r"|^\W*(?:ist|sind|wird|werden|wurden?|hat|haben)\s[^.;]*,"  # "Sind die Mittel erschöpft, ..."
    r"|\b(?:nach|after|ab|from|danach|dann|später|künftig|sonst|ansonsten|then)\b|\bbis\b(?! auf weiteres)"
    r"|\b(?:von|vom|durch|by|außer|außerhalb|except|per|via|online|schriftlich)\b|\bin Papier"
    r"|\b(?:offen\w*|open|wieder|erneut|again|reopen\w*)\b"
    r"|\b(?:Modul|Teil|Förderlinie|Schwerpunkt|Online-|\w*runde|Tranche|\w*phase)"
    r"|\bfür (?!20\d\d|(?:das|dieses|diese|die|den|alle)\s+(?:\w+\s+)?"
    r"(?:\w*programm|\w*förder|\w*richtlinie|\w*zusch|jahr\b))",
    re.IGNORECASE,
)
_OF_YEARS = re.compile(
    r"\b(?:für|in|im Jahr|Jahre?s?|aufrufe?s?|und|vom)\s+(?:das Jahr\s+)?(?P<year>20\d\d)\b", re.IGNORECASE
)


def closing(text: str) -> Closing:
    """What a sentence says of it; "" where nothing, or where it may hold for a part only, later or on a condition."""
    if _NOT_OF_IT.search(text):
        return ""
    years = {match["year"] for match in _OF_YEARS.finditer(text)}
    is_for_now = re.search(rf"\b{_NOW}\b", text, re.IGNORECASE)
    ended = None if is_for_now else _CLOSED.search(text)
    if ended and not years and not _DENIED.search(text[: ended.start()]):
        return "closed"
    halted = _PAUSED.search(text)
    return "paused" if halted and len(years) <= 1 and not _DENIED.search(text[: halted.start()]) else ""
