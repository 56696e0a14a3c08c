"""Numbers as German and English write them, in figures and in words."""

from __future__ import annotations

import re
from decimal import Decimal

# "1.234,56", "1,234.56", "10 000" (thousands; a narrow or plain space), "7,6", "50,-". A single digit before a plain
# space is a thousand only where money is meant ("1 000 Euro", not "in Stufe 1 200 Betriebe").
NUMERAL = (
    r"\d{1,3}(?:\.\d{3})++(?:,\d+|,[-–—])?(?![\d])"
    r"|\d{1,3}(?:,\d{3})++(?:\.\d+)?(?![\d])"
    r"|\d{1,3}(?:[\xa0\u202f\u2009'’]\d{3})++(?:[.,]\d+)?(?!\d)"
    r"|\d{2,3}(?:\ \d{3})++(?:,\d+)?(?!\d)"
    r"|\d(?:\ \d{3})++(?:,\d+)?(?=\s?(?:€|EUR|Euro))"
    r"|\d++(?:[.,]\d++|,[-–—])?"
)

_ONES = {
    "zwei": 2,
    "zwo": 2,
    "drei": 3,
    "vier": 4,
    "fünf": 5,
    "sechs": 6,
    "sieben": 7,
    "acht": 8,
    "neun": 9,
    "zehn": 10,
    "elf": 11,
    "zwölf": 12,
    "dreizehn": 13,
    "vierzehn": 14,
    "fünfzehn": 15,
    "sechzehn": 16,
    "siebzehn": 17,
    "achtzehn": 18,
    "neunzehn": 19,
    "fuenf": 5,
    "zwoelf": 12,
    "fuenfzehn": 15,
}
_TENS = {
    "zwanzig": 20,
    "dreißig": 30,
    "dreissig": 30,
    "vierzig": 40,
    "fünfzig": 50,
    "sechzig": 60,
    "siebzig": 70,
    "achtzig": 80,
    "neunzig": 90,
    "fuenfzig": 50,
}
_ENGLISH_ONES = {
    "two": 2,
    "three": 3,
    "four": 4,
    "five": 5,
    "six": 6,
    "seven": 7,
    "eight": 8,
    "nine": 9,
    "ten": 10,
    "eleven": 11,
    "twelve": 12,
    "thirteen": 13,
    "fourteen": 14,
    "fifteen": 15,
    "sixteen": 16,
    "seventeen": 17,
    "eighteen": 18,
    "nineteen": 19,
}
_ENGLISH_TENS = {
    "twenty": 20,
    "thirty": 30,
    "forty": 40,
    "fifty": 50,
    "sixty": 60,
    "seventy": 70,
    "eighty": 80,
    "ninety": 90,
}


def _any_of(words: dict[str, int]) -> str:
    return "|".join(sorted(words, key=len, reverse=True))


_BELOW_HUNDRED = rf"(?:ein|{_any_of(_ONES)})und(?:{_any_of(_TENS)})|{_any_of(_TENS)}|{_any_of(_ONES)}"
_BELOW_THOUSAND = rf"(?:(?:ein|{_any_of(_ONES)})?hundert(?:und)?(?:{_BELOW_HUNDRED}|eins)?|{_BELOW_HUNDRED})"
_ENGLISH = (
    rf"(?:{_any_of(_ENGLISH_TENS)})-(?:one|{_any_of(_ENGLISH_ONES)})|{_any_of(_ENGLISH_TENS)}|{_any_of(_ENGLISH_ONES)}"
)

_MORE_BY_HALF = rf"(?:ein|{_any_of(_ONES)})(?:und)?einhalb|anderthalb(?:e[mnrs]?)?"

# Number words from one and a half on; "ein" is an article more often than a number.
NUMBER_WORD = (
    rf"(?:{_MORE_BY_HALF}|(?:ein|{_BELOW_THOUSAND})?tausend(?:und)?(?:{_BELOW_THOUSAND})?|{_BELOW_THOUSAND}|{_ENGLISH})"
)
_HALF = r"(?:eine[mnrs]?|ein)\shalbe[mnrs]?|half\san?"
# The article as a number, for places where a unit follows: "innerhalb eines Jahres", "eine halbe Million", "one month".
ARTICLE = rf"{_HALF}|eine[mnrs]?|ein|one"
# Behind a number of any kind: "zwei und eine halbe Stunde", "2 and a half hours", "a two-and-a-half-year programme".
AND_A_HALF = r"(?:\sund\sein(?:e[mnrs]?)?\shalbe[mnrs]?|[\s-]and[\s-]a[\s-]half)\b"

_ARTICLE, _A_HALF = re.compile(ARTICLE), re.compile(_HALF)
A_HALF_OF_ONE = Decimal("0.5")
_WHOLE_OF_MORE = re.compile(r"(?P<whole>\w+?)(?:und)?einhalb")
_GERMAN_UNDER_HUNDRED = re.compile(rf"(?:(?P<ones>ein|{_any_of(_ONES)})und)?(?P<tens>{_any_of(_TENS)})")
_GROUPED = re.compile(r"(\d{1,3})([.,\s'’])\d{3}(?:\2\d{3})*(?:([.,])\d+)?")


def value_of_numeral(numeral: str, *, thousands: bool = True) -> Decimal:
    """The value of what `NUMERAL` matched.

    One mark before three digits separates thousands ("1.234", "1,234"), unless a zero stands before it. With
    `thousands=False` a comma in that place is a decimal comma: "1,234 Mio.", "4,125 %".
    """
    digits = numeral.rstrip(",-–—")
    grouped = _GROUPED.fullmatch(digits)
    if grouped and grouped[1] != "0" and (thousands or grouped[2] != "," or grouped[3]):
        digits = digits.replace(grouped[2], "")
    return Decimal(digits.replace(",", "."))


def value_of_word(word: str) -> Decimal:
    """The value of what `NUMBER_WORD` or `ARTICLE` matched, in any case."""
    folded = word.casefold()
    if _A_HALF.fullmatch(folded):
        return A_HALF_OF_ONE
    if _ARTICLE.fullmatch(folded):
        return Decimal(1)
    if folded.startswith("anderthalb"):
        return 1 + A_HALF_OF_ONE
    if more := _WHOLE_OF_MORE.fullmatch(folded):
        return value_of_word(more["whole"]) + A_HALF_OF_ONE
    if folded in _ENGLISH_ONES or folded in _ENGLISH_TENS or "-" in folded:
        return Decimal(sum((_ENGLISH_ONES | _ENGLISH_TENS | {"one": 1})[part] for part in folded.split("-")))
    return Decimal(_german(folded))


def _german(word: str) -> int:
    for name, factor in (("tausend", 1000), ("hundert", 100)):
        before, found, after = word.partition(name)
        if found:
            rest = after.removeprefix("und")
            return (_german(before) if before else 1) * factor + (_german(rest) if rest else 0)
    if word in ("ein", "eins"):
        return 1
    if word in _ONES:
        return _ONES[word]
    tens = _GERMAN_UNDER_HUNDRED.fullmatch(word)
    if tens is None:
        raise ValueError(f"not a number word: {word!r}")
    return _TENS[tens["tens"]] + (_german(tens["ones"]) if tens["ones"] else 0)
