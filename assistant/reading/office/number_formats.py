"""A number and the format of its cell -> what a German Excel shows: `1234.5`, `#,##0.00 "€"` -> `1.234,50 €`.

Source: ECMA-376 part 1, 18.8.30 and 18.8.31 (number formats). We deviate where the standard leaves the words to the
language of the reader: names of months and days, the decimal comma, and the date formats 14 to 22 are German.
"""

from __future__ import annotations

import datetime
import math
import operator
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal
from fractions import Fraction
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from assistant.language.dates import MONTH_NAMES

# The formats that a file names by number only.
BUILTIN: dict[int, str] = {
    0: "General", 1: "0", 2: "0.00", 3: "#,##0", 4: "#,##0.00",
    5: '#,##0 "€";-#,##0 "€"', 6: '#,##0 "€";-#,##0 "€"',
    7: '#,##0.00 "€";-#,##0.00 "€"', 8: '#,##0.00 "€";-#,##0.00 "€"',
    9: "0%", 10: "0.00%", 11: "0.00E+00", 12: "# ?/?", 13: "# ??/??",
    14: "dd.mm.yyyy", 15: "dd. mmm yy", 16: "dd. mmm", 17: "mmm yy", 18: "h:mm AM/PM", 19: "h:mm:ss AM/PM",
    20: "hh:mm", 21: "hh:mm:ss", 22: "dd.mm.yyyy hh:mm",
    37: "#,##0;-#,##0", 38: "#,##0;-#,##0", 39: "#,##0.00;-#,##0.00", 40: "#,##0.00;-#,##0.00",
    41: "#,##0;-#,##0", 42: '#,##0 "€";-#,##0 "€"', 43: "#,##0.00;-#,##0.00", 44: '#,##0.00 "€";-#,##0.00 "€"',
    45: "mm:ss", 46: "[h]:mm:ss", 47: "mm:ss.0", 48: "##0.0E+0", 49: "@",
}  # fmt: skip
SHORT_MONTHS = ("Jan", "Feb", "Mrz", "Apr", "Mai", "Jun", "Jul", "Aug", "Sep", "Okt", "Nov", "Dez")
DAYS = ("Montag", "Dienstag", "Mittwoch", "Donnerstag", "Freitag", "Samstag", "Sonntag")

TOKEN = re.compile(
    r"""
    "(?P<quoted>[^"]*)"? | \\(?P<escaped>.) | _(?P<space>.) | \*(?P<fill>.) | \[(?P<bracket>[^\]]*)\]
    | (?P<general>General|Standard) | (?P<halves>AM/PM|A/P) | (?P<exponent>E[+-]) | (?P<date>y+|m+|d+|h+|s+)
    | (?P<digit>[0\#?]) | (?P<point>\.) | (?P<comma>,) | (?P<percent>%) | (?P<slash>/) | (?P<text>@)
    | (?P<end>;) | (?P<other>.)
    """,
    re.VERBOSE | re.IGNORECASE | re.DOTALL,
)
CONDITION = re.compile(r"(<=|>=|<>|<|>|=)\s*(-?\d+(?:\.\d+)?)$")
_COMPARED = {
    "<": operator.lt, "<=": operator.le, ">": operator.gt, ">=": operator.ge, "=": operator.eq, "<>": operator.ne,
}  # fmt: skip
LITERAL = ("quoted", "escaped", "space", "other")
# Fractions of a cell with a general format: as many digits as fit into a column of usual width.
GENERAL_DIGITS = 10
LARGEST_IN_FULL = Decimal(10) ** 15
MOST_DECIMALS = 12
LONGEST_FORMAT = 255  # Excel accepts no longer one
LAST_DAY = 2_958_465  # 31.12.9999


class _Token(NamedTuple):
    """A sign of a format, "dd" or "0", and its kind: the name of the group of TOKEN that it matched."""

    kind: str
    sign: str


@dataclass(frozen=True, slots=True)
class _Section:
    """One of the up to four parts of a format: which numbers it is for, and its signs in order with their kinds."""

    tokens: tuple[_Token, ...]
    condition: tuple[str, Decimal] | None
    kinds: frozenset[str]


@lru_cache(maxsize=65_536)  # the same dates, years and shares fill whole columns
def shown(value: float, format: str, *, since_1904: bool = False) -> str:
    """The number as a person sees it; empty where the format hides it. `since_1904`: how the file counts its days."""
    sections = _sections(format)
    if not math.isfinite(value):
        return ""
    section, is_absolute = _chosen(sections, Decimal(repr(value)))
    kinds = section.kinds
    if kinds & {"date", "elapsed"}:
        return _date(value, section.tokens, since_1904)
    number = Decimal(f"{value:.15g}")
    if "text" in kinds or "general" in kinds or (not section.tokens and len(sections) == 1):
        plain = _general(abs(number) if is_absolute else number)
        return "".join(plain if kind in ("text", "general") else text for kind, text in section.tokens) or plain
    return _number(number, section.tokens, is_absolute=is_absolute)


def shown_text(text: str, format: str) -> str:
    """A text as a person sees it in a cell of this format; formats of numbers leave it as it is."""
    section = next((section for section in _sections(format) if "text" in section.kinds), None)
    if section is None:
        return text
    return "".join(text if kind == "text" else sign for kind, sign in section.tokens)


@lru_cache(maxsize=1024)
def _sections(format: str) -> tuple[_Section, ...]:
    sections: list[_Section] = []
    tokens: list[_Token] = []
    condition = None
    for match in TOKEN.finditer(format if len(format) <= LONGEST_FORMAT else "General"):
        kind = match.lastgroup or "other"
        sign = match.group(kind)
        if kind == "end":
            sections.append(_section(tokens, condition))
            tokens, condition = [], None
        elif kind == "bracket":
            if said := CONDITION.match(sign):
                condition = said[1], Decimal(said[2])
            tokens.extend(_bracket(sign))
        elif kind != "fill":
            literal = _Token("literal", " " if kind == "space" else sign)
            tokens.append(literal if kind in LITERAL else _Token(kind, sign))
    return (*sections, _section(tokens, condition))


def _section(tokens: list[_Token], condition: tuple[str, Decimal] | None) -> _Section:
    return _Section(tuple(tokens), condition, frozenset(kind for kind, _ in tokens))


def _bracket(sign: str) -> list[_Token]:
    """A currency, a time that runs beyond a day, or nothing (colours, conditions, languages)."""
    if sign.startswith("$"):
        return [_Token("literal", sign[1:].split("-")[0])]
    return [_Token("elapsed", sign.lower())] if re.fullmatch(r"h+|m+|s+", sign, re.IGNORECASE) else []


def _chosen(sections: tuple[_Section, ...], value: Decimal) -> tuple[_Section, bool]:
    """The section for this number, and whether it says itself that the number is negative."""
    numeric = [section for section in sections[:3] if "text" not in section.kinds] or [sections[0]]
    if any(section.condition for section in numeric):
        fitting = (section for section in numeric if section.condition is None or _holds(section.condition, value))
        section = next(fitting, numeric[-1])
        return section, section is not numeric[0]
    if value < 0 and len(numeric) > 1:
        return numeric[1], True
    return (numeric[2] if value == 0 and len(numeric) > 2 else numeric[0]), False


def _holds(condition: tuple[str, Decimal], value: Decimal) -> bool:
    sign, limit = condition
    return bool(_COMPARED[sign](value, limit))


def _general(number: Decimal) -> str:
    """Whole numbers in full, others to ten digits."""
    if number == number.to_integral_value() and abs(number) < LARGEST_IN_FULL:
        return f"{number:.0f}"
    return f"{float(number):.{GENERAL_DIGITS}g}".replace("e", "E").replace(".", ",")


def _number(number: Decimal, tokens: tuple[_Token, ...], *, is_absolute: bool) -> str:
    kinds = [kind for kind, _ in tokens]
    number = number.scaleb(2 * kinds.count("percent"))
    if "digit" not in kinds:
        text = "".join(sign for kind, sign in tokens if kind in ("literal", "percent"))
    elif "exponent" in kinds:
        text = _scientific(abs(number), tokens)
    elif "slash" in kinds and kinds.index("slash") > kinds.index("digit"):
        text = _fraction(abs(number), tokens)
    else:
        text = _decimal(abs(number), tokens)
    sign = "-" if number < 0 and not is_absolute and re.search(r"[1-9]", text) else ""
    return " ".join((sign + text.strip()).split(" ")).strip()


def _decimal(number: Decimal, tokens: tuple[_Token, ...]) -> str:
    """Digits where the format has places for them; the first place takes all that is left over."""
    kinds = [kind for kind, _ in tokens]
    point = kinds.index("point") if "point" in kinds else len(kinds)
    digits = [index for index, kind in enumerate(kinds) if kind == "digit"]
    places = [index for index in digits if index < point]
    number = number.scaleb(-3 * kinds[digits[-1] + 1 :].count("comma"))
    if number >= LARGEST_IN_FULL:
        return _general(number)
    whole, part = _rounded(number, [tokens[at].sign for at in places], [tokens[at].sign for at in digits if at > point])
    has_groups = bool(places) and "comma" in kinds[places[0] : places[-1]]
    if has_groups:
        whole = re.sub(r"(?<=\d)(?=(?:\d{3})+$)", ".", whole)
    is_whole = has_groups or _unbroken(tokens[:point])
    shares = [whole, *[""] * (len(places) - 1)] if is_whole else _shares(whole, len(places))
    return _written(tokens, point, iter(shares), part)


def _rounded(number: Decimal, places: Sequence[str], decimals: Sequence[str]) -> tuple[str, str]:
    """The digits before and behind the point, in their places: `0` shows one always, `#` and `?` where there is any."""
    decimals = decimals[:MOST_DECIMALS]
    whole, _, part = f"{number.quantize(Decimal(1).scaleb(-len(decimals)), ROUND_HALF_UP):f}".partition(".")
    while part and part[-1] == "0" and decimals[len(part) - 1] != "0":
        part = part[:-1]
    return ("" if whole == "0" else whole).rjust(places.count("0"), "0"), part


def _unbroken(tokens: tuple[_Token, ...]) -> bool:
    """Whether nothing stands between the places for digits."""
    places = [index for index, (kind, _) in enumerate(tokens) if kind == "digit"]
    return all(after - before == 1 for before, after in pairwise(places))


def _shares(whole: str, places: int) -> list[str]:
    """The digits of a whole number for each of its places: `12345` for 4 places is `12`, `3`, `4`, `5`."""
    digits = list(whole.rjust(places))
    first = len(digits) - places + 1
    return ["".join(digits[:first]).strip(), *(digit.strip() for digit in digits[first:])]


def _written(tokens: tuple[_Token, ...], point: int, shares: Iterator[str], part: str) -> str:
    """The signs of the format in order, with `shares` in the places before the point and `part` behind it."""
    pieces: list[str] = []
    for index, (kind, sign) in enumerate(tokens):
        if kind == "digit":
            pieces.append(next(shares) if index < point else part)
            part = part if index < point else ""
        elif index == point:
            pieces.append("," if part else "")
        elif kind == "percent":
            pieces.append(" %" if "".join(pieces)[-1:].isdigit() else "%")
        elif kind in ("literal", "slash"):
            pieces.append(sign)
    return "".join(pieces)


def _scientific(number: Decimal, tokens: tuple[_Token, ...]) -> str:
    kinds = [kind for kind, _ in tokens]
    at = kinds.index("exponent")
    decimals = sum(1 for kind, _ in tokens[kinds.index("point") : at] if kind == "digit") if "point" in kinds else 0
    mantissa, _, power = f"{number:.{decimals}E}".partition("E")
    width = sum(1 for kind, _ in tokens[at:] if kind == "digit")
    plus = "+" if tokens[at].sign.endswith("+") else ""
    sign = "-" if power.startswith("-") else plus
    return f"{mantissa.replace('.', ',')}E{sign}{power.lstrip('+-').rjust(width, '0')}"


def _fraction(number: Decimal, tokens: tuple[_Token, ...]) -> str:
    """`1 3/4`; the number of places below the line bounds the denominator, a number there sets it."""
    slash = [kind for kind, _ in tokens].index("slash")
    below = "".join(sign for kind, sign in tokens[slash + 1 :] if kind == "digit" or sign.isdecimal())
    whole = int(number)
    if below.strip("0").isdecimal():
        denominator = int(below)
        numerator = round((number - whole) * denominator)
    else:
        nearest = Fraction(number - whole).limit_denominator(10 ** max(len(below), 1) - 1)
        numerator, denominator = nearest.numerator, nearest.denominator
    whole, numerator = whole + numerator // denominator, numerator % denominator
    return " ".join(
        filter(None, (str(whole) if whole or not numerator else "", f"{numerator}/{denominator}" if numerator else ""))
    )


def _date(value: float, tokens: tuple[_Token, ...], since_1904: bool) -> str:
    if not 0 <= value <= LAST_DAY:
        return _general(Decimal(f"{value:.15g}"))
    decimals = min(sum(1 for kind, _ in tokens if kind == "digit"), MOST_DECIMALS)
    seconds = (Decimal(repr(value)) * 86_400).quantize(Decimal(1).scaleb(-decimals), ROUND_HALF_UP)
    try:
        moment = _epoch(value, since_1904) + datetime.timedelta(seconds=int(seconds))
    except OverflowError:  # counted from 1904, or rounded up, it lies behind the last day
        return _general(Decimal(f"{value:.15g}"))
    halves = any(kind == "halves" for kind, _ in tokens)
    between = "/" if _month_comes_first(tokens) else "."
    pieces: list[str] = []
    for index, (kind, sign) in enumerate(tokens):
        if kind == "date":
            pieces.append(_part(moment, _unit(tokens, index), len(sign), halves))
        elif kind == "elapsed":
            pieces.append(_elapsed(seconds, sign))
        elif kind == "halves":
            pieces.append("AM" if moment.hour < 12 else "PM")
        elif kind == "slash":
            pieces.append(between)
        elif kind == "point" and decimals and tokens[index + 1 : index + 2] == (_Token("digit", "0"),):
            pieces.append("," + f"{seconds % 1:f}".partition(".")[2])
        elif kind in ("literal", "point", "comma"):
            pieces.append(sign)
    return "".join(pieces).strip()


def _epoch(value: float, since_1904: bool) -> datetime.datetime:
    """The day 0; Excel takes 1900 for a leap year, so that its first 59 days count from another one."""
    if since_1904:
        return datetime.datetime(1904, 1, 1)
    return datetime.datetime(1899, 12, 31) if value < 60 else datetime.datetime(1899, 12, 30)


def _month_comes_first(tokens: tuple[_Token, ...]) -> bool:
    """Whether the format is American: a slash, which else means the separator of the reader, must then stay one."""
    order = [sign[0].lower() for kind, sign in tokens if kind == "date"]
    return "m" in order and "d" in order and order.index("m") < order.index("d")


def _unit(tokens: tuple[_Token, ...], index: int) -> str:
    """y, m, d, h, s, or n: an m beside hours or seconds means minutes."""
    unit = tokens[index].sign[0].lower()
    times = [(at, sign[0].lower()) for at, (kind, sign) in enumerate(tokens) if kind in ("date", "elapsed")]
    if unit != "m":
        return unit
    before = next((sign for at, sign in reversed(times) if at < index), "")
    after = next((sign for at, sign in times if at > index), "")
    return "n" if before == "h" or after == "s" else "m"


def _part(moment: datetime.datetime, unit: str, length: int, halves: bool) -> str:
    if unit == "y":
        return f"{moment.year:04}" if length > 2 else f"{moment.year % 100:02}"
    if unit == "m" and length > 2:
        name = MONTH_NAMES["de"][moment.month - 1]
        if length == 3:
            return SHORT_MONTHS[moment.month - 1]
        return name[0] if length == 5 else name
    if unit == "d" and length > 2:
        return DAYS[moment.weekday()][: 2 if length == 3 else None]
    hour = (moment.hour % 12 or 12) if halves else moment.hour
    number = {"m": moment.month, "d": moment.day, "h": hour, "n": moment.minute, "s": moment.second}[unit]
    return f"{number:0{min(length, 2)}}"


def _elapsed(seconds: Decimal, sign: str) -> str:
    """All hours, minutes or seconds since midnight of the first day: 30 hours are `30`."""
    return f"{int(seconds) // {'h': 3600, 'm': 60, 's': 1}[sign[0]]:0{len(sign)}}"
