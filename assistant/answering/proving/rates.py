"""What an amount is for each of: "40 Euro im Monat", "40 Euro je Boot", "Monatsbeitrag: 40 Euro"."""

from __future__ import annotations

import re

from assistant.language.figures import Figure

_EACH_TIME = r"(?:monat|jähr|vierteljähr|wöchent|täg|stünd)lich\b|monthly\b|annually\b|yearly\b|weekly\b|daily\b"
_RATE = re.compile(rf"(?:\s*(?:am|im|pro|je|per|a|an|each|/|every)\s*|\s(?={_EACH_TIME}))([^\W\d_]+)", re.IGNORECASE)
_RATE_BEFORE = re.compile(rf"\b({_EACH_TIME})\s(?:[a-zäöüß]{{1,20}}\s){{0,3}}\Z", re.IGNORECASE)

# How the words of a unit of time begin, and its name.
_UNITS = {
    "stund": "Stunde", "stünd": "Stunde", "hour": "Stunde", "tag": "Tag", "täg": "Tag", "dai": "Tag", "day": "Tag",
    "woche": "Woche", "wöchent": "Woche", "week": "Woche", "monat": "Monat", "month": "Monat", "quart": "Quartal",
    "viertelj": "Quartal", "jahr": "Jahr", "jähr": "Jahr", "year": "Jahr", "annual": "Jahr",
}  # fmt: skip
_UNIT = r"(?:stund|hour|tag|day|woche|week|monat|month|quartal|quarter|vierteljahr|jahr|year)"
_OFTEN = r"(?:(?:stünd|täg|wöchent|monat|vierteljähr|jähr)liche?[mnrs]?|(?:hour|dai|week|month|quarter|year)ly|annual)"
_PAYMENT = (
    r"(?:beitrag|gebühr|miete|pacht|satz|pauschale|rate|lohn|gehalt|entgelt|honorar|karte|ticket|abo|tarif|prämie"
    r"|fee|rent|price|salary|wage|pass|dues|premium)[ens]{0,2}\b"
)
# Behind it the amount is that of something else: "Die Tageskarte kostet das Doppelte der Einzelfahrt von 4 Euro".
_OF_ANOTHER = r"(?:(?:als|than)\s(?!\Z)|(?:Doppelte|\w{3,12}fache|Hälfte|twice)\b)"
_DUE = re.compile(
    rf"(?:\b(?P<compound>{_UNIT}(?:e?[ns])?-?){_PAYMENT}"
    rf"|\b(?P<often>{_OFTEN})\s(?:[a-zäöüß]{{1,20}}\s)?{_PAYMENT}"
    rf"|\b(?:je|pro|per|each|every|jede[mnrs]?)\s(?P<each>angefangene|begonnene|halbe|{_UNIT})(?:e?[ns]?)\b"
    rf"|\((?P<aside>{_OFTEN})\)"
    rf"|\beine?r?\s(?P<one>volle|ganze)[nr]?\s{_UNIT}e?\b[^,;:]{{0,40}}\Z)"
    rf"(?!.{{0,200}}\b{_OF_ANOTHER})",
    re.IGNORECASE,
)


def rate(before: str, behind: str, figure: Figure, other: Figure | None) -> int | None:
    """Where the word begins that tells it, of the text around a `figure` and the `other` one behind.

    "Im Jahr 2020" is a date.
    """
    found = _RATE.match(behind)
    if found and not (other and other.kind == "date" and not behind[found.end() :].strip()):
        return figure.span.end + found.start(1)
    led = _RATE_BEFORE.search(before) if figure.kind == "amount" else None
    return figure.span.start - len(before) + led.start(1) if led else None


def due(before: str, own: int) -> str:
    """The unit of time for which an amount is due by what leads it in, or the word that begins it: "angefangene".

    Of the sentence `before` it that is the part from `own` on, or else the heading.
    """
    found = [*_DUE.finditer(before, own)] or [*_DUE.finditer(before, 0, before.rfind(":") + 1)]
    word = found[-1][found[-1].lastgroup or 0] if found else ""
    return next((unit for stem, unit in _UNITS.items() if word.lower().startswith(stem)), word)
