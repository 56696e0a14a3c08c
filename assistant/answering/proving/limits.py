"""What narrows down whom a rule is for, and how a sentence names them by a noun alone: rules, each with an example that
no other rule tells of."""

from __future__ import annotations

from typing import NamedTuple

_A_VERB = (
    r"\b(?:erhalten|bekommen|werden|können|dürfen|müssen|sind|haben|zahlen|brauchen|benötigen"
    r"|receive|get|are|may|can|must|have|pay|need)\b"
)
# Not "mit ihren Eltern", and not "mit 50 Prozent", which they get.
_KNOWN = r"(?:de[mnr]|diese[mnr]?|alle[mnr]?|(?:ihr|sein)(?:e[mnr]?)?|the|this|all|its|their)\b"
_MONEY = r"[^,.;:]{0,30}\d[\d.,]{0,12}\s?(?:€|%|EUR|Euro|Prozent|percent|Mio)"


class Limit(NamedTuple):
    """What a quote has behind a noun, the sentence that drops it, and the pattern that tells so."""

    quote: str
    sentence: str
    pattern: str


class Whom(NamedTuple):
    """A quote that narrows down whom a rule is for, a sentence that does not, and the patterns around their noun there.

    What `needs_figure` is no rule without one.
    """

    quote: str
    sentence: str
    before: str
    behind: str
    needs_figure: bool = False


LIMITS = (
    Limit(
        "Boote mit Motor dürfen anlegen.",
        "Boote dürfen anlegen.",
        rf"\s(?:mit|ohne|with|without)\s(?!{_KNOWN})(?!{_MONEY})[^,.;:]{{1,200}}?(?=\s{_A_VERB}|[,.;:]|\Z)",
    ),
    Limit(
        "Boote, die zu spät kommen, können nicht anlegen.",
        "Boote können nicht anlegen.",
        r",\s(?:die|deren|which|who|whose)\s[^.;:]{1,300}?(?=,|\Z)",
    ),
)
# Where they are; in what happened it is the place of that: "Boote in Peine haben gewonnen".
PLACE = Limit(
    "Boote aus Peine zahlen 200 Euro.",
    "Boote zahlen 200 Euro.",
    r"\s(?:in|im|aus|from)\s(?:(?:der|dem|den|the)\s)?"
    rf"[A-ZÄÖÜ][\w-]*(?:\s[A-ZÄÖÜ][\w-]*){{0,2}}(?=\s{_A_VERB}|[,.;:]|\Z)",
)

WHOM = (
    Whom(
        "Kleine Boote haben Zugang zum Steg.",
        "Boote haben Zugang zum Steg.",
        r"\A(?:(?i:alle|all)\s)?\Z",
        rf"\s{_A_VERB}",
    ),
    Whom(
        "Gefördert werden energiesparende Boote.",
        "Gefördert werden Boote.",
        rf"{_A_VERB}\s(?:(?:alle|all)\s)?\Z",
        r"[\s.]*\Z",
    ),
    Whom(
        "Die Gebühr für kleine Boote beträgt 12 Euro.",
        "Die Gebühr für Boote beträgt 12 Euro.",
        r"(?i:\b(?:für|bei|for))\s(?:(?:alle|all)\s)?\Z",
        rf"\s(?:{_A_VERB}|(?:beträgt|betragen|liegt|gilt|gelten|gibt|is)\b|(?:höchstens\s|bis\szu\s)?\d)|[\s.]*\Z",
        needs_figure=True,
    ),
)

# Adjectives that tell nobody apart from the others, the German ones without their ending.
IDLE = (
    *("interessiert", "weiter", "sonstig", "zahlreich", "verschieden", "unterschiedlich", "einzeln", "vollständig"),
    *("schriftlich", "gefördert", "eingegangen", "etwaig", "jeglich", "wichtig", "diesbezüglich", "genannt"),
)
IDLE_IN_ENGLISH = ("interested", "various")
