"""Units that figures do not know, as they stand directly behind a number: "30 A", "20 °C", "50 mg/m³", "80 km/h"."""

from __future__ import annotations

import re

_SYMBOL = r"(?:°\s?[CF]?|[‰Ω]|[kKMGTmcdhµμn]?(?:m|g|l|L|A|V|W|Wh|Hz|Pa|J|N|B|t)[²³]?|h|s|ha|bar|PS|ppm|dB|K)(?![\w°])"
_MEASURE = re.compile(rf"(?:\s?(?P<unit>{_SYMBOL}))?(?:\s?/\s?(?P<over>(?:100\s)?{_SYMBOL}))?")


def measure(text: str, start: int) -> str:
    """The unit with what it is divided by ("mg/m³", "/h" behind the "km" of a figure); "" for a word, or nothing."""
    found = _MEASURE.match(text, start)
    return "".join(found[0].split()) if found else ""
