"""Plain words by which people say that they agreed on something, or that they do not know it yet."""

from __future__ import annotations

import re

_I = re.IGNORECASE
_ALL = (
    r"(?:alle(?: \w+)?|beide(?: seiten)?|die (?:runde|gruppe|anwesenden|beteiligten|teilnehm\w+|mitglieder)"
    r"|(?:der|das) (?:kreis|vorstand|plenum|team|gremium))"
)
_BODY = (
    r"(?:wir|(?:die|der|das) (?:runde|gruppe|versammlung|netzwerk|beirat|ausschuss|vorstand|verein|plenum|gremium|team"
    r"|orga-?team))"
)
_SETTLED = (
    r"(?:festgezurrt|festgemacht|ausgemacht|abgemacht|beschlossen|vereinbart|entschieden|verabschiedet|geeinigt|einig"
    r"|verständigt)"
)
_KEPT = (
    r"\w*(?:entscheidung|beschluss|regel|regelung|termin|uhrzeit|preis|beitrag|gebühr|planung|vereinbarung|lösung"
    r"|modell|turnus|rhythmus|fassung|betrag|variante|verfahren|reihenfolge)"
)
_DECIDED = re.compile(
    rf"\b(?:war(?:en)?|sind|ist) sich (?:am ende |dann |schließlich )?{_ALL}(?: (?:schnell|sofort"
    rf"|mit (?:großer|deutlicher|knapper) mehrheit))? einig\b"
    r"|\b(?:war(?:en)?|sind|ist) sich (?:\w+ ){0,4}?einig:"
    r"|\b(?:haben|hatten) (?:wir )?uns (?:\w+ ){0,3}?auf (?!ein wiedersehen)[^.;:?]{1,60} (?:geeinigt|verständigt)\b"
    r"|\b(?:findet|finden|fand(?:en)?|erhält|erhielt|bekommt|bekam) (?:(?!noch)\w+ ){0,2}?(?:zustimmung"
    r"|mehrheit)(?= |\W*\Z)"
    r"|\b(?:wird|wurde) (?:[\w.-]+ ){0,5}?(?:zugestimmt|stattgegeben|entsprochen)\W*\Z"
    r"|\((?:abgestimmt|alle (?:dafür|dagegen|einverstanden))\b[^()]{0,40}\)\W*\Z"
    r"|(?:^|[.:;] )\W{0,6}den zuschlag (?:erhält|erhalten|bekommt|bekommen) (?!wer\b)"
    r"|\bder zuschlag geht an (?!wen\b)"
    rf"|(?:^|[.:;] )\W{{0,6}}es bleibt bei (?:der|dem|den|unserem|unserer) (?:\w+ ){{0,2}}?{_KEPT}\b"
    r"|(?:^|[.:;] )\W{0,6}es bleibt dabei(?::|, dass\b)"
    r"|\b(?:wird|werden) (?:vorerst |zunächst |daher |deshalb |damit |vom \w+ )?nicht (?:mehr )?(?:weiter ?)?verfolgt\b"
    r"|(?:^|[.:;] )\W{0,6}auf [^.;:?,]{2,80} (?:verzichten wir|wird (?:(?:daher|deshalb|vorerst|zunächst|künftig"
    r"|diesmal|dieses|diesen|mal|jahr|ganz|komplett) ){0,3}verzichtet)\b"
    rf"|(?:^|[.:;] )\W{{0,6}}{_BODY} (?:verzichtet|verzichten) (?:\w+ ){{0,3}}?auf\b",
    _I,
)
_DENIED = re.compile(r"\b(?:nicht|noch) (?:\w+ ){0,3}?(?:auf|einig|verständigt|geeinigt)\b|\bnie\b", _I)
_NO_MORE = r"(?=\W*\Z|, (?:nachdem|weil|da|denn|obwohl)\b)"  # but why: what was agreed on stands before
_FORMULA = re.compile(
    r"\W*(?:das|dies|so|darauf|das alles) (?:(?:haben|hatten) wir(?: uns)?|(?:wurde|wird|ist) (?:es )?"
    rf"|waren sich {_ALL})\b ?(?:jetzt |nun |heute |dann |gemeinsam |schließlich |so |einstimmig ){{0,3}}{_SETTLED}\b"
    rf"{_NO_MORE}"
    r"|\W*(?:da|darin|darüber) (?:waren|sind) (?:wir uns|sich alle|alle sich)(?: alle)? einig"
    rf"{_NO_MORE}",
    _I,
)
_NOT_YET = re.compile(
    r"\b(?:nicht|kein\w*|noch|ob|wenn|falls|sobald|hätte\w*|wäre\w*|würde\w*|könnte\w*|müsste\w*)\b", _I
)

_OPEN = re.compile(
    r"\bwei(?:ß|ss) (?:(?:derzeit|bisher|bislang|aktuell|momentan|zurzeit|gerade|im moment|noch|so recht) ){0,2}"
    r"(?:niemand|keiner)\b"
    r"|\b(?:niemand|keiner) wei(?:ß|ss)(?: (?:derzeit|bisher|bislang|aktuell|momentan|zurzeit|gerade|noch|genau))*,?"
    r" (?:wie|ob|wer|wen|wem|wo|woher|wohin|wann|was|welche\w*|warum)\b"
    r"|\b(?:ist|sind|blieb|blieben) (?:\w+ ){0,4}?liegengeblieben\b"
    r"|\bwird (?:[\w.]+ ){0,6}(?:wieder|erneut|noch ?mals?) aufgerufen\b",
    _I,
)
_WAITING = re.compile(
    r"\b(?:hat|haben) (?:\w+ ){0,3}?(?:noch|bisher|bislang) (?:nicht|keine?) (?:\w+ ){0,2}?(?:geäußert|gemeldet"
    r"|zurückgemeldet|geantwortet|reagiert|entschieden|rückmeldung gegeben)\W*\Z",
    _I,
)
_BACKGROUND = re.compile(
    r"^\W{0,6}(?:kurzer |kleiner )?(?:rückblick|rückschau|hintergrund|vorgeschichte|zur erinnerung|zum hintergrund"
    r"|zur einordnung)\b[^.:]{0,30}:"
    r"|\bläuft (?:bereits |schon )?seit (?:\w+\.? ){0,2}(?:19|20)\d\d\b",
    _I,
)


def agrees(sentence: str) -> bool:
    """Whether a sentence says in plain words what was agreed on."""
    match = _DECIDED.search(sentence)
    return match is not None and not _DENIED.search(match[0])


def agrees_to_before(sentence: str) -> bool:
    """Whether it only says that it was agreed: "Das haben wir so ausgemacht.", "Da waren sich alle einig."""
    match = _FORMULA.match(sentence)
    return match is not None and not _NOT_YET.search(match[0])


def nobody_knows(sentence: str) -> bool:
    return _OPEN.search(sentence) is not None


def is_waited_for(sentence: str) -> bool:
    """Whether somebody has not answered yet, which explains the open point before it."""
    return _WAITING.search(sentence) is not None


def is_background(sentence: str) -> bool:
    """Whether it tells what was long before the meeting."""
    return _BACKGROUND.search(sentence) is not None
