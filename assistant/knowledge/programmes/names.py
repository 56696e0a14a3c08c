"""Programmes that a text names by a compound: "Innovationsgutschein", "Kreislauf-Check", "Qualibonus" for a longer one.

What the document of one programme says is no answer to a question about another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.language.terms import fold

_NAME = re.compile(r"\b(?P<own>(?:[\w-]{2,40})?)(?P<head>fonds|gutschein|voucher|bonus|s?check)(?:s|e|en|n)?\b")
_ANY = re.compile(r"\b(?:k?eine?[nmrs]?|an?|any|no) \Z")  # "ein Bonus" is none in particular
_IN_GERMAN = {"voucher": "gutschein", "scheck": "gutschein"}
_CLIPPED = 4  # letters that a short form shares with the beginning of the whole name


def programme_names(text: str) -> frozenset[str]:
    """The names in the text, folded and in one word: "kreislaufcheck"; a bare "der Bonus", too."""
    found = (one for one in _NAME.finditer(fold(text)) if one["own"] or not _ANY.search(one.string[: one.start()]))
    return frozenset(f"{one['own'].replace('-', '')}{_IN_GERMAN.get(one['head'], one['head'])}" for one in found)


def is_of_another(asked: frozenset[str], above: Iterable[str], text: str) -> bool:
    """Whether the text, below its title and headings, belongs to another programme than `asked`, nor names that."""
    own = programme_names(" ".join(above))
    if not asked or not own:
        return False
    named = own | programme_names(text)
    return not any(_is_same(one, other) for one in asked for other in named)


def _is_same(one: str, other: str) -> bool:
    """Whether one is the end of the other, or its short form: "gutschein", "qualibonus"."""
    short, long = sorted((one, other), key=len)
    if long.endswith(short):
        return True
    shared = next((at for at, (a, b) in enumerate(zip(short[::-1], long[::-1], strict=False)) if a != b), len(short))
    return short[:_CLIPPED] == long[:_CLIPPED] and shared >= len(short) - _CLIPPED - 1
