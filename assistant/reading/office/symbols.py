"""The signs of fonts that have a sign where others have a letter: Word keeps their codes, which mean nothing elsewhere.

Codes are those of the font, with or without 0xF000, the private area where Office puts them.
"""

from __future__ import annotations

import re
from typing import Final

PRIVATE = re.compile("[\uf020-\uf0ff]")

# From 0x20 and from 0xA0 on. A space stands where the font has a part of a larger sign. Source: Unicode, SYMBOL.TXT.
_SYMBOL_LOW = " !∀#∃%&∋()∗+,−./0123456789:;<=>?≅ΑΒΧΔΕΦΓΗΙϑΚΛΜΝΟΠΘΡΣΤΥςΩΞΨΖ[∴]⊥_ αβχδεφγηιϕκλμνοπθρστυϖωξψζ{|}∼"
_SYMBOL_HIGH = "€ϒ′≤⁄∞ƒ♣♦♥♠↔←↑→↓°±″≥×∝∂•÷≠≡≈…  ↵ℵℑℜ℘⊗⊕∅∩∪⊃⊇⊄⊂⊆∈∉∠∇®©™∏√⋅¬∧∨⇔⇐⇑⇒⇓◊⟨®©™∑"
_SYMBOL: Final = {
    code: sign for start, signs in ((0x20, _SYMBOL_LOW), (0xA0, _SYMBOL_HIGH)) for code, sign in enumerate(signs, start)
} | {0xF1: "⟩", 0xF2: "∫"}
# What offices write with them: boxes, ticks, arrows, bullets.
_WINGDINGS: Final = {
    0x20: " ", 0x28: "☎", 0x2A: "✉", 0x4A: "☺", 0x4B: "😐", 0x4C: "☹", 0x6C: "●", 0x6E: "■", 0x6F: "☐", 0x71: "☐",
    0x72: "☐", 0x75: "◆", 0x76: "❖", 0x78: "☒", 0x9F: "•", 0xA7: "▪", 0xA8: "☐", 0xAB: "★", 0xD8: "➢", 0xDF: "←",
    0xE0: "→", 0xE1: "↑", 0xE2: "↓", 0xE7: "←", 0xE8: "→", 0xE9: "↑", 0xEA: "↓", 0xEF: "⇐", 0xF0: "⇒", 0xFB: "✗",
    0xFC: "✓", 0xFD: "☒", 0xFE: "☑",
}  # fmt: skip
_WINGDINGS_2: Final = {
    0x20: " ", 0x4F: "✗", 0x50: "✓", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0x97: "●", 0xA2: "■", 0xA3: "☐",
}  # fmt: skip
_FONTS: Final = {"symbol": _SYMBOL, "wingdings": _WINGDINGS, "wingdings 2": _WINGDINGS_2}


def symbol(font: str, code: int) -> str:
    """The sign that the font shows for the code; nothing where it is not known."""
    return _FONTS.get(font.lower(), {}).get(code & 0xFF, "")


def with_symbols(text: str, font: str | None) -> str:
    """The text with the signs of the font instead of codes of the private area; another font's text is as it was."""
    if not font or font.lower() not in _FONTS:
        return text
    return PRIVATE.sub(lambda sign: symbol(font, ord(sign[0])) or sign[0], text)
