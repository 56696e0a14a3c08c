"""Programmes that a text names by a compound: "Innovationsgutschein", "Kreislauf-Check", "Qualibonus" for a longer one.

What the document of one programme says is no answer to a question about another.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.language.subject import PROGRAMME
from assistant.language.terms import fold

_NAME = re.compile(
    rf"\b(?P<own>[\w-]{{2,40}})?(?P<head>(?!(?<=sozial)fonds|(?<=struktur)fonds)(?:{PROGRAMME}|voucher))(?:s|e|en|n)?\b"
)
_IN_GERMAN = {"voucher": "gutschein"}
_BARE = frozenset(_IN_GERMAN) | frozenset(_IN_GERMAN.values())  # a "Bonus", a "Check" may be anything
_ANY = re.compile(r"\b(?:k?eine?[nmrs]?|an?|any|no) \Z")  # "ein Gutschein" is none in particular
_CLIPPED = 4  # letters that a short form shares with the beginning of the whole name


def programme_names(text: str) -> frozenset[str]:
    """The names in the text, folded and in one word: "kreislaufcheck"; a bare "der Gutschein", too."""
    names = set()
    for found in _NAME.finditer(fold(text)):
        own, head = (found["own"] or "").replace("-", ""), found["head"]
        if own or (head in _BARE and not _ANY.search(found.string[: found.start()])):
            names.add(f"{own}{_IN_GERMAN.get(head, head)}")
    return frozenset(names)


def named_in(question: str, titles: Iterable[str]) -> frozenset[str]:
    """The programmes that a question names and one of the titles, too."""
    asked = programme_names(question)
    known = frozenset(name for title in titles for name in programme_names(title)) if asked else frozenset()
    return frozenset(one for one in asked if any(_is_same(one, other) for other in known))


def is_of_another(asked: frozenset[str], title: str, text: str) -> bool:
    """Whether the text is of a document whose title names another programme than `asked`, and names that neither."""
    own = programme_names(title)
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
