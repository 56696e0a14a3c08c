"""Units that figures do not know, as they stand directly behind a number: "30 A", "20 °C", "50 mg/m³", "80 km/h"."""

from __future__ import annotations

import re

_SYMBOL = r"(?:°\s?[CF]?|[‰Ω]|[kKMGTmcdhµμn]?(?:m|g|l|L|A|V|W|Wh|Hz|Pa|J|N|B|t)[²³]?|h|s|ha|bar|PS|ppm|dB|K)(?![\w°])"
# As they stand behind "pro".
_NAMES = {
    "Meter": "m",
    "Quadratmeter": "m²",
    "Kubikmeter": "m³",
    "Kilometer": "km",
    "Hektar": "ha",
    "Liter": "l",
    "Kilogramm": "kg",
    "Tonne": "t",
    "Stunde": "h",
    "Sekunde": "s",
}
_OVER = rf"(?:100\s)?(?:{_SYMBOL}|(?:{'|'.join(_NAMES)})\b)"
_MEASURE = re.compile(rf"(?:\s?(?P<unit>{_SYMBOL}))?(?:(?:\s?/\s?|\s(?:je|pro|per)\s)(?P<over>{_OVER}))?")
_KILO = re.compile(r"\AK(?=\w)")  # "KV" is written for "kV"
_LETTERS = str.maketrans({"\N{GREEK SMALL LETTER MU}": "\N{MICRO SIGN}", "L": "l"})


def measure(text: str, start: int) -> str:
    """The unit with what it is divided by ("mg/m³", "/h" behind the "km" of a figure), in one spelling; "" for a word,
    or nothing."""
    found = _MEASURE.match(text, start)
    unit, over = (found["unit"], found["over"]) if found else (None, None)
    return _in_one_spelling(unit or "") + (f"/{_in_one_spelling(over)}" if over else "")


def _in_one_spelling(unit: str) -> str:
    words = "".join(_NAMES.get(word, word) for word in unit.split())
    return _KILO.sub("k", words.translate(_LETTERS))
