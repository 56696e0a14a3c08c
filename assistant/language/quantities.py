"""Amounts of money, percentages, durations and plain numbers with what they count."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from typing import Literal

from assistant.language.numerals import (
    A_HALF_OF_ONE,
    AND_A_HALF,
    ARTICLE,
    NUMBER_WORD,
    NUMERAL,
    value_of_numeral,
    value_of_word,
)
from assistant.records import Span

QuantityKind = Literal["amount", "percent", "duration", "number"]


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number with its unit, or with the unit "". `scale` is what "Mio." and the like multiply it by."""

    mantissa: Decimal
    span: Span
    scale: Decimal = Decimal(1)
    kind: QuantityKind = "number"
    unit: str = ""
    factor: Decimal = Decimal(1)
    is_article: bool = False

    @property
    def value(self) -> Decimal:
        return self.mantissa * self.scale * self.factor


# Spelling (a pattern) -> what it multiplies by. "Billion" is a million millions, "billion" a thousand.
_SCALES = (
    (r"Mio\.?|Mill\.|[Mm]illion(?:en|s)?", Decimal(10**6)),
    (r"Mrd\.?|Milliarden?", Decimal(10**9)),
    (r"Billion(?:en)?", Decimal(10**12)),
    (r"billions?|bn", Decimal(10**9)),
    (r"Tsd\.?|[Tt]ausend|thousand", Decimal(1000)),
    (r"hundred", Decimal(100)),
    (r"Dutzend", Decimal(12)),
)

# Spelling (a pattern) -> kind, unit, factor.
_UNITS: tuple[tuple[str, QuantityKind, str, Decimal], ...] = (
    (r"(?:TEUR|T€|k€|kEUR)", "amount", "EUR", Decimal(1000)),
    (r"(?:MEUR|M€)", "amount", "EUR", Decimal(10**6)),
    (r"(?:€(?!\d)|EUR\b|[Ee]uros?\b)", "amount", "EUR", Decimal(1)),
    (r"(?:[Cc]ents?\b|ct\b)", "amount", "EUR", Decimal("0.01")),
    (r"(?:(?:US-?)?\$(?!\d)|USD\b|(?:US-)?[Dd]ollars?\b)", "amount", "USD", Decimal(1)),
    (r"(?:£(?!\d)|GBP\b)", "amount", "GBP", Decimal(1)),
    (r"(?:CHF\b|Franken\b)", "amount", "CHF", Decimal(1)),
    (r"(?:[Pp]rozentpunkten?|[Pp]rozentpunkt|percentage\spoints?)\b", "percent", "points", Decimal(1)),
    (r"(?:%ige?[mnrs]?\b|%|[Pp]rozent\b|prozentige?[mnrs]?\b|per\s?cent\b)", "percent", "%", Decimal(1)),
    (r"(?:v\.\s?H\.|vH\b|vom\sHundert\b)", "percent", "%", Decimal(1)),
    (r"(?:(?:Werk|Arbeits)tage?[ns]?|(?:working|business)\sdays?)\b", "duration", "workday", Decimal(1)),
    (r"(?:(?:Kalender)?Tage?[ns]?|days?|tägige?[mnrs]?)\b", "duration", "day", Decimal(1)),
    (r"(?:Wochen?|weeks?|wöchige?[mnrs]?)\b", "duration", "week", Decimal(1)),
    (r"(?:(?:Kalender)?Monat(?:en?|s)?|months?|monatige?[mnrs]?)\b", "duration", "month", Decimal(1)),
    (r"(?:(?:Kalender)?Jahr(?:en?|e?s)?|years?|jährige?[mnrs]?)\b", "duration", "year", Decimal(1)),
    (r"(?:Stunden?|Std\b\.?|hours?|h|stündige?[mnrs]?)\b", "duration", "hour", Decimal(1)),
    (r"(?:Minuten?|Min\b\.?|minutes?|minütige?[mnrs]?)\b", "duration", "minute", Decimal(1)),
    (r"(?:km|Kilometern?|kilomet(?:er|re)s?)\b", "number", "km", Decimal(1)),
    (r"(?:m²|m2|qm|Quadratmetern?)(?!\w)", "number", "m²", Decimal(1)),
    (r"(?:kWh|Kilowattstunden?)\b", "number", "kWh", Decimal(1)),
    (r"(?:MWh|Megawattstunden?)\b", "number", "kWh", Decimal(1000)),
    (r"(?:GWh|Gigawattstunden?)\b", "number", "kWh", Decimal(10**6)),
    (r"(?:kW|Kilowatt)\b", "number", "kW", Decimal(1)),
    (r"(?:MW|Megawatt)\b", "number", "kW", Decimal(1000)),
    (r"(?:GW|Gigawatt)\b", "number", "kW", Decimal(10**6)),
    (r"(?:kg|Kilogramm)\b", "number", "kg", Decimal(1)),
    (r"(?:t|Tonnen?|tonnes?)\b", "number", "t", Decimal(1)),
)

_SCALE = re.compile(rf"\s?-?(?:{'|'.join(f'({spelling})' for spelling, _ in _SCALES)})(?![^\W_])")
_SHORT_SCALES = {"k": Decimal(1000), "m": Decimal(10**6)}  # only behind a sign: "€7.6m"
_UNIT = re.compile(rf"(?:\s{{1,2}}|-|)(?:{'|'.join(f'({spelling})' for spelling, *_ in _UNITS)})")
_PREFIX = re.compile(r"(?:(?<!\w)(?:TEUR|T€|EUR|Euro|USD|US\$|GBP|CHF)|[€$£])(?=\s{0,2}\Z)")
_NUMBER = re.compile(
    rf"(?<!\w)(?<!\d[.,])(?:(?P<numeral>{NUMERAL})|(?P<word>(?i:{NUMBER_WORD}))|(?P<article>(?i:{ARTICLE})(?=[\s-])))"
    rf"(?P<half>(?i:{AND_A_HALF}))?"
)
# Directly before a number and behind no word; a dash with a space behind is a bullet, or a dash: "- 5 Euro".
_MINUS = re.compile(r"(?<![^\s(\[|:=<>≤≥~„\"])(?:[-–−]|(?<!\d\s)−\s|minus\s{1,2})\Z", re.IGNORECASE)
_OPENS_RANGE = re.compile(r"(?<![\w.,])\d{1,3}(?:\s?%)?\s{1,2}\Z")  # "10 -20 %"
_IS_NAMED = re.compile(r"[-–](?:\s|[A-ZÄÖÜ]|\Z)")  # a page ("-7-"), a name ("EU -2020-Ziele")
CALENDAR_YEAR = re.compile(r"(?:19|20)\d\d")
_NAME_GOES_ON = re.compile(r"[^\W_]|[.,]\d")
_RANGE = re.compile(r"\s{0,2}(?:bis(?:\szu)?|to|–|—|-|/)\s{0,2}")
_PAIR = re.compile(r"\s{0,2}(?:und|oder|bzw\.|sowie|and|or)\s{0,2}")
_BETWEEN = re.compile(r"(?i:zwischen|between)\s{1,2}\Z")


def find_quantities(text: str) -> list[Quantity]:
    """The quantities of a text in reading order. Both ends of a range have its unit ("10 bis 50 Euro")."""
    found: list[Quantity] = []
    end = 0
    for match in _NUMBER.finditer(text):
        quantity = _quantity(text, match, end) if match.start() >= end else None
        if quantity:
            found.append(quantity)
            end = quantity.span.end
    shared = _with_units_of_ranges(text, found)
    return [quantity for quantity in shared if not quantity.is_article or quantity.unit or quantity.scale > 1]


def _quantity(text: str, match: re.Match[str], end: int) -> Quantity | None:
    """The number of `match` with all that belongs to it; None if it is a piece of a name ("3D", "1.2.3").

    `end` is where the quantity before it ends: its "Euro" is not the prefix of this one.
    """
    stop = match.end()
    number = _start_with_minus(text, match.start(), end, stop)
    prefix = _PREFIX.search(text, max(end, number - 7), number)
    bare = prefix.start() if prefix else match.start()
    start = _start_with_minus(text, bare, end, stop) if prefix else number
    scale, stop = _scale(text, stop, is_prefixed=prefix is not None)
    unit = _UNIT.match(text, stop)
    kind, name, factor = _meaning(unit, prefix)
    stop = unit.end() if unit else stop
    if not unit and _NAME_GOES_ON.match(text, stop):
        return None
    is_exact = scale == 1 and kind != "percent"
    numeral, word = match["numeral"], match["word"] or match["article"]
    mantissa = value_of_numeral(numeral, thousands=is_exact) if numeral else value_of_word(word)
    if match["half"]:
        mantissa += A_HALF_OF_ONE
    if not unit and not prefix and scale == 1 and CALENDAR_YEAR.fullmatch(match[0]):  # never negative: "2021 -2027"
        start = number = match.start()
    if start < bare or number < match.start():
        mantissa = -mantissa
    is_article = match["article"] is not None and not match["half"]
    return Quantity(mantissa, Span(start, stop), scale, kind, name, factor, is_article)


def _start_with_minus(text: str, start: int, end: int, stop: int) -> int:
    """Where the number from `start` to `stop` begins with its sign."""
    sign = _MINUS.search(text, max(end, start - 8), start)
    if not sign or _IS_NAMED.match(text, stop):
        return start
    return start if _OPENS_RANGE.search(text, max(0, sign.start() - 8), sign.start()) else sign.start()


def _scale(text: str, start: int, *, is_prefixed: bool) -> tuple[Decimal, int]:
    """What multiplies the number that ends at `start`, and where that ends."""
    if match := _SCALE.match(text, start):
        return _SCALES[(match.lastindex or 0) - 1][1], match.end()
    letter, after = text[start : start + 1], text[start + 1 : start + 2]
    if is_prefixed and letter in _SHORT_SCALES and not after.isalnum():
        return _SHORT_SCALES[letter], start + 1
    return Decimal(1), start


def _meaning(unit: re.Match[str] | None, prefix: re.Match[str] | None) -> tuple[QuantityKind, str, Decimal]:
    if unit:
        return _UNITS[(unit.lastindex or 0) - 1][1:]
    if prefix:
        as_unit = _UNIT.fullmatch(prefix[0])
        return _meaning(as_unit, None)
    return "number", "", Decimal(1)


def _with_units_of_ranges(text: str, found: Sequence[Quantity]) -> list[Quantity]:
    """Numbers without a unit take the one of their neighbour in a range: first from the right, then from the left."""
    shared = list(found)
    for at in reversed(range(len(shared) - 1)):
        if not shared[at].unit and _are_joined(text, shared[at], shared[at + 1]):
            shared[at] = _in_unit_of(shared[at], shared[at + 1])
    for at in range(1, len(shared)):
        before, quantity = shared[at - 1], shared[at]
        if (
            not quantity.unit
            and before.kind == "amount"
            and _RANGE.fullmatch(text, before.span.end, quantity.span.start)
        ):
            shared[at] = _in_unit_of(quantity, before)
    return shared


def _are_joined(text: str, one: Quantity, other: Quantity) -> bool:
    """Whether a number and the quantity behind it share the unit: "5 bis 10 Euro", "40 und 60 Prozent"."""
    gap = one.span.end, other.span.start
    if _RANGE.fullmatch(text, *gap):
        return bool(other.unit or other.scale > 1)
    is_between = _BETWEEN.search(text, max(0, one.span.start - 12), one.span.start)
    return bool((other.kind in ("percent", "duration") or is_between) and _PAIR.fullmatch(text, *gap))


def _in_unit_of(number: Quantity, other: Quantity) -> Quantity:
    """The number in the unit of the other; in its scale too if it is the smaller figure: "5 bis 7 Mio. Euro"."""
    is_short = number.scale == 1 and abs(number.mantissa) < 1000 and abs(number.mantissa) <= abs(other.mantissa)
    scale = other.scale if is_short else number.scale
    return replace(number, scale=scale, kind=other.kind, unit=other.unit, factor=other.factor)
