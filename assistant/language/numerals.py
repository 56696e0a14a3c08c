"""Numbers as German and English write them, in figures and in words."""

from __future__ import annotations

import re
from decimal import Decimal

from assistant.language.word_lists import any_of

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


def _counted(first: int, step: int, words: str) -> dict[str, int]:
    """The words with their values, from `first` on; spellings of one number are joined by a slash."""
    return {word: first + step * at for at, same in enumerate(words.split()) for word in same.split("/")}


_ONES = _counted(
    2,
    1,
    "zwei/zwo drei vier fünf/fuenf sechs sieben acht neun zehn elf zwölf/zwoelf dreizehn vierzehn fünfzehn/fuenfzehn"
    " sechzehn siebzehn achtzehn neunzehn",
)
TENS = _counted(20, 10, "zwanzig dreißig/dreissig vierzig fünfzig/fuenfzig sechzig siebzig achtzig neunzig")
_ENGLISH_ONES = _counted(
    2,
    1,
    "two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen eighteen"
    " nineteen",
)
_ENGLISH_TENS = _counted(20, 10, "twenty thirty forty fifty sixty seventy eighty ninety")
SMALL_NUMBERS = _ONES | _ENGLISH_ONES  # from two to nineteen, with their values
# In their order from the first on, without their ending.
ORDINAL_STEMS = (
    *("erst", "zweit", "dritt", "viert", "fünft", "sechst", "siebt", "acht", "neunt", "zehnt", "elft", "zwölft"),
    *("dreizehnt", "vierzehnt", "fünfzehnt", "sechzehnt", "siebzehnt", "achtzehnt", "neunzehnt", "zwanzigst"),
)

_BELOW_HUNDRED = rf"(?:ein|{any_of(_ONES)})und(?:{any_of(TENS)})|{any_of(TENS)}|{any_of(_ONES)}"
_BELOW_THOUSAND = rf"(?:(?:ein|{any_of(_ONES)})?hundert(?:und)?(?:{_BELOW_HUNDRED}|eins)?|{_BELOW_HUNDRED})"
_ENGLISH = (
    rf"(?:{any_of(_ENGLISH_TENS)})-(?:one|{any_of(_ENGLISH_ONES)})|{any_of(_ENGLISH_TENS)}|{any_of(_ENGLISH_ONES)}"
)

_MORE_BY_HALF = rf"(?:ein|{any_of(_ONES)})(?:und)?einhalb|anderthalb(?:e[mnrs]?)?"

_FIRST = ("ein", "anderthalb", "hundert", "tausend", *SMALL_NUMBERS, *TENS, *_ENGLISH_TENS)
_BEGINS = any_of({word[:2] for word in _FIRST})  # looked for first, which is four times as fast
# Number words from one and a half on, "zwölf" as "zwoelf" too; "ein" is an article more often than a number.
NUMBER_WORD = (
    rf"(?:(?={_BEGINS})(?:{_MORE_BY_HALF}|(?:ein|{_BELOW_THOUSAND})?tausend(?:und)?(?:{_BELOW_THOUSAND})?"
    rf"|{_BELOW_THOUSAND}|{_ENGLISH}))"
)
_HALF = r"(?:eine[mnrs]?|ein)\shalbe[mnrs]?|half\san?"
# The article as a number, for places where a unit follows: "innerhalb eines Jahres", "eine halbe Million", "one month".
ARTICLE = rf"{_HALF}|eine[mnrs]?|ein|one"
# Behind a number of any kind: "zwei und eine halbe Stunde", "2 and a half hours", "a two-and-a-half-year programme".
AND_A_HALF = r"(?:\sund\sein(?:e[mnrs]?)?\shalbe[mnrs]?|[\s-]and[\s-]a[\s-]half)\b"

_ARTICLE, _A_HALF = re.compile(ARTICLE), re.compile(_HALF)
A_HALF_OF_ONE = Decimal("0.5")
_WHOLE_OF_MORE = re.compile(r"(?P<whole>\w+?)(?:und)?einhalb")
_GERMAN_UNDER_HUNDRED = re.compile(rf"(?:(?P<ones>ein|{any_of(_ONES)})und)?(?P<tens>{any_of(TENS)})")
_GROUPED = re.compile(r"(\d{1,3})([.,\s'’])\d{3}(?:\2\d{3})*(?:([.,])\d+)?")


def value_of_numeral(numeral: str, *, thousands: bool) -> Decimal:
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
    return TENS[tens["tens"]] + (_german(tens["ones"]) if tens["ones"] else 0)
