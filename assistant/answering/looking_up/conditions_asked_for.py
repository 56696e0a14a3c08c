"""Which condition of a programme a question asks for: paid back or not, with other money, when to begin, when paid.

"Darf ich beim Ladergeld schon vor dem Bescheid anfangen?" asks for the start, of "ladergeld".
"""

from __future__ import annotations

import re
from typing import NamedTuple

from assistant.knowledge.programmes.facts import Condition

_MAY = (
    r"(?:darf|duerfen|kann|koennen|laesst|ist|sind|muss|muessen|bekomm(?:e|t|en)?|krieg(?:e|t|en)?|may|can|must|is|are)"
)
_MONEY = (
    r"(?:foerder(?:ung(?:en)?|mitteln?|programme?n?|gelder?n?)|zuschuesse?n?|zuschuss|zuwendung(?:en)?"
    r"|beihilfen?|mitteln?|geld(?:er)?n?|programme?n?)"
)
# Who orders something has begun.
_ORDERS = r"(?:bestell(?:e|en|t)|kaufen?|gekauft|beauftrag(?:e|en|t)|anschaffen|angeschafft|unterschr(?:eiben|ieben))"
_FORM = r"(?:zuschuss|darlehen|kredit|beteiligung|buergschaft)"


class _Asked(NamedTuple):
    """In folded text: the words that ask for a condition, what the question has to say as well and must not say, and
    what else may stand beside the name of the programme."""

    condition: Condition
    asks: re.Pattern[str]
    needs: re.Pattern[str]
    other: re.Pattern[str]
    beside: re.Pattern[str]


def _asked(condition: Condition, *, asks: str, needs: str, other: str, beside: str) -> _Asked:
    return _Asked(condition, *(re.compile(rf"(?<![\w-])(?:{words})\b") for words in (asks, needs, other, beside)))


_ASKED = (
    _asked(
        "form",
        asks=r"zurueck(?:zu|ge)?zahl(?:en|t)?|rueckzahl(?:ung|bar\w*)|zurueckgeben"
        rf"|{_FORM} oder (?:eine?n? )?(?:\w+ )?{_FORM}|(?:art|form) der foerderung|foerderart"
        r"|repa(?:y|id)|pa(?:y|id) back|(?:grant|loan) or (?:a )?(?:grant|loan)|form of support",
        needs=r"\w+",
        other=r"wann|wenn|falls|sofern|warum|wie ?viel|wer|when|if|why",
        beside=r"geld|zuschuss|foerderung|spaeter|wieder|irgendwann|have",
    ),
    _asked(
        "duration",
        asks=r"wie lange (?:wird|werden|bekomm\w+|kriegen?|gibt es|zahlt|zahlen|foerdert)|wie lange(?=\W*\Z)"
        r"|(?:foerder|projekt)dauer|(?:foerder|projekt)?laufzeit|foerderzeitraum|how long (?:is|does|will)",
        needs=r"\w+",
        other=r"gilt|gueltig|richtlinie|auszahl\w*|ausgezahlt|bearbeit\w*|pruefung|pruefen|warten|noch|in force",
        beside=r"gefoerdert|foerderung|geld|zuschuss|gezahlt|projekte?s?|vorhabens?|hat|haben|funded|funding|last|run"
        r"|paid",
    ),
    _asked(
        "costs",
        asks=r"(?:foerderfaehige?n?|foerderwuerdige?n?|zuwendungsfaehige?n?) (?:kosten|ausgaben)"
        r"|(?:kosten|ausgaben) (?:foerderfaehig|foerderwuerdig|zuwendungsfaehig)|welche (?:kosten|ausgaben)"
        r"|was ist (?:alles )?(?:foerderfaehig|foerderwuerdig|zuwendungsfaehig)|(?:eligible|which) (?:costs|expenses)",
        needs=r"\w+",
        other=r"wie ?viel|wie hoch|how much",
        beside=r"foerderfaehig|foerderwuerdig|zuwendungsfaehig|werden|uebernommen|bezahlt|gefoerdert|anerkannt|erstattet|abgerechnet"
        r"|uebernimmt|zahlt|bezahlt|foerdert|alles|eligible|covered|paid",
    ),
    _asked(
        "own_share",
        asks=r"eigenanteil|eigenbeteiligung|eigenmittel|selbstbeteiligung"
        r"|(?:selbst|selber) (?:\w+ )?(?:zahlen|bezahlen|tragen|beitragen|aufbringen|beisteuern|drauflegen)"
        r"|own (?:share|contribution|money)|pay (?:myself|ourselves)",
        needs=r"\w+",
        other=r"wann|warum|wer|when|why|who",
        beside=r"wie ?viel|wie hoch|brauche|brauchen|noetig|geld|davon|teil|zuschuss|how (?:much|high)|need|have",
    ),
    _asked(
        "cumulation",
        asks=r"(?:kumulier|kombinier)\w*|kumulation|doppelfoerderung|combined?"
        rf"|(?:ander|weiter|zusaetzlich)e[mnrs]? (?:\w+ )?{_MONEY}"
        rf"|(?:woanders|anderswo|anderweitig|nebenher|nebenbei|dazu)(?: noch)? {_MONEY}"
        r"|(?:other|additional|further) (?:\w+ )?(?:funding|grants?|programmes?|aid)",
        needs=_MAY,
        other=r"welche[nrs]?|gibt es|gibts|wie ?viel|which|how much",
        beside=r"zusammen|gleichzeitig|zusaetzlich|nebenher|nebenbei|parallel|neben|dazu|holen|nehmen|nutzen|vereinbar"
        rf"|beziehen|in anspruch|(?:vom )?staat|erlaubt|{_MONEY}|alongside|besides|with",
    ),
    _asked(
        "start",
        asks=r"vorzeitig\w*(?: \w*beginn)?|(?:vorhaben|massnahmen?|projekt)s?beginn|anfangen|angefangen|loslegen"
        r"|losgelegt|beginnen|begonnen|starten|gestartet|auf (?:die bewilligung|den bescheid|die zusage) warten"
        rf"|(?:schon|bereits|vorher|vorab|gleich|sofort)(?=[^?]{{0,60}}\b{_ORDERS}\b)"
        r"|start|begin",
        needs=rf"{_MAY}|(?:ab )?wann|moeglich|when|possible",
        other=r"wie ?viel|wie lange|laufzeit|kurse?s?|how (?:much|long)",
        beside=r"(?:(?:mit|vor) )?(?:(?:de[mnr]|das|die|unser\w*|mein\w*) )?(?:vorhaben|projekt|massnahme|arbeit(?:en)?"
        r"|investition|umbau|\w*bescheid|bewilligung|zusage|genehmigung|antrag)|schon|bereits|vorher|bevor"
        rf"|liegt|vorliegt|kommt|warten|erst|gleich|sofort|moeglich|ab wann|{_ORDERS}"
        r"|antragen|oder|trotzdem|habe?|dann|krieg|bekomm|with|work|before|approval",
    ),
    _asked(
        "procedure",
        asks=r"wie (?:laeuft|funktioniert|geht|ist) (?:das|der|die) (?:\w*antrag\w*|beantragung|bewerbung|\w*verfahren)"
        r"|wie (?:stelle|stellt|stellen|beantrage|beantragt|beantragen|bewerbe|bewirbt|bewerben)"
        r"|antragsverfahren|antragsweg"
        r"|wie (?:kann|muss|koennen|muessen) (?:ich|man|wir)(?=.{1,200}\b(?:beantragen|bewerben|antrag stellen)\b)"
        r"|how (?:do|can) (?:i|we) apply",
        needs=r"\w+",
        other=r"bis wann|wann|wo|wer|wie ?viel|wie lange|when|where|who",
        beside=r"antrag|beantragen|bewerben|stellen|ab|aus",
    ),
    _asked(
        "payment",
        asks=r"ausgezahlt|auszahlung\w*|auszahlen|ueberwiesen|ueberweisung|vorfinanzier\w*|vorstrecken|in vorleistung"
        r"|wann (?:kommt|fliesst|bekomm\w+|kriegen?|erhalten?)(?=.{1,200}\b(?:geld|foerderung|zuschuss)\b)"
        r"|geld (?:fliesst|kommt)|paid out|payout|(?:get|receive) the money",
        needs=r"wann|wie|muss|muessen|wird|erst|vorher|zuerst|when|how",
        other=r"wie ?viel|wie hoch|wie lange|wieder|wer|wo|how (?:much|long)|who|where",
        beside=r"geld|zuschuss|foerderung|betrag|summe|selbst|erst(?: mal)?|zuerst|vorher|treten|gehen|alles",
    ),
)


def conditions_in(words: str) -> tuple[list[Condition], str]:
    """The conditions that a folded question asks for, and the words that are left of it."""
    found = [
        one for one in _ASKED if one.asks.search(words) and one.needs.search(words) and not one.other.search(words)
    ]
    for one in found:
        words = one.beside.sub(" ", one.asks.sub(" ", words))
    return [one.condition for one in found], words
