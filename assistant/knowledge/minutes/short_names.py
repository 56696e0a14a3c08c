"""A body as the titles of its minutes call it: "AK Patente" for "Arbeitskreis Patente", or the other way round."""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.language.terms import fold

_SHORT: tuple[tuple[str, str], ...] = (
    ("AG", "Arbeitsgruppe"),
    ("AG", "Arbeitsgemeinschaft"),
    ("AK", "Arbeitskreis"),
    ("FA", "Fachausschuss"),
    ("FG", "Fachgruppe"),
    ("PG", "Projektgruppe"),
    ("UAG", "Unterarbeitsgruppe"),
    ("WG", "Working Group"),
)
_NAMED = re.compile(
    rf"\b(?P<body>{'|'.join(sorted({name for pair in _SHORT for name in pair}, key=len, reverse=True))})"
    r"\s+(?P<name>\w[\w-]{2,})",
    re.IGNORECASE,
)


def names_a_body(text: str) -> bool:
    """Whether the text names a body that may be called otherwise, too."""
    return _NAMED.search(text) is not None


def as_titled(text: str, titles: Iterable[str]) -> str:
    """The text with each body as a title calls it, where none calls it as the text does."""
    known = [f" {' '.join(fold(title).split())} " for title in titles]

    def titled(match: re.Match[str]) -> str:
        body, name = match["body"], match["name"]
        others = [body, *_called(body)]
        called = (one for one in others if any(_is_in(f"{one} {name}", title) for title in known))
        return f"{next(called, body)} {name}"

    return _NAMED.sub(titled, text)


def _called(body: str) -> list[str]:
    """What else a body of this name is called."""
    forms = (pair if pair[0].lower() == body.lower() else pair[::-1] for pair in _SHORT)
    return [other for one, other in forms if one.lower() == body.lower()]


def _is_in(name: str, title: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(fold(name))}(?!\w)", title) is not None
