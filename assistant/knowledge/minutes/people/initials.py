"""Initials by which minutes call persons: "Imke Rohwer (IR)", "IR (Imke Rohwer)", or only "Dabei: IR, TW"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

# Letters of names of Europe: "Yıldız", "Stojanović", "Wałęsa".
CAPITAL, SMALL = "A-ZÄÖÜÅÉÁÓÍČĆĐŁŚŠŞŽŹŻİĞØ", "a-zäöüßéèáàóíçčćđěęąğıłńňøřśşšůűūűžźż"
WORD = rf"[{CAPITAL}][\w’'-]*[{SMALL}]"
OF = r"(?:(?:von|van|zu|de|v\.) )?"
_INITIALS = r"[A-ZÄÖÜ]{2,3}"
_TITLE = r"(?:(?:Herrn?|Frau|Dr\.|Prof\.) )"
_NAME = rf"{_TITLE}*{WORD}(?: {OF}{WORD}){{0,2}}"
_BEHIND = re.compile(rf"(?P<name>{_NAME})[ ]?\((?P<initials>{_INITIALS})(?=[),;])")
_BEFORE = re.compile(rf"(?<![\w-])(?P<initials>{_INITIALS})[ ]?(?:\(|= ?)(?P<name>{_NAME})(?=[),;\n]|\.(?:\s|\Z)|\Z)")
_APART = re.compile(r"[,;/\n]|\bund\b|\.(?=\s|\Z)")
_IN_BRACKETS = re.compile(r"\([^()]*\)")
_LINE = re.compile(r"[^\n]{10,2000}")
LEAST = 2  # so many in one list, and half of it, are initials where no name stands beside them


def initials_in(top: str, present: Iterable[str], text: str) -> dict[str, str]:
    """The name by initials, each of those that fit it; those whose name is not stated stand for themselves.

    `present` are the lists of those present in `top`; in `text` a line that explains several counts, wherever it
    stands ("IR = Imke Rohwer, TW = Tom Wolf"). Initials of two persons are left out.
    """
    found: dict[str, set[str]] = {}
    lists = list(present)
    for match in (*_in_lists(top, lists), *_in_legends(text)):
        if _fits(match["initials"], match["name"]):
            found.setdefault(match["initials"], set()).add(match["name"])
    called = {initials: next(iter(names)) for initials, names in found.items() if len(names) == 1}
    return {one: one for names in lists for one in _alone(names) if one not in found} | called


def _in_lists(top: str, lists: Iterable[str]) -> Iterator[re.Match[str]]:
    """Names with initials behind or before them; outside of the lists only those with a title are surely persons."""
    for names in (top, *lists):
        for match in (*_BEHIND.finditer(names), *_BEFORE.finditer(names)):
            if names is not top or re.match(_TITLE, match["name"]):
                yield match


def _in_legends(text: str) -> Iterator[re.Match[str]]:
    """The entries of the lines that hold little else than such: "IR = Imke Rohwer, TW = Tom Wolf"."""
    for line in _LINE.findall(text):
        legend = [match for match in _BEFORE.finditer(line) if "=" in match[0]]
        if len(legend) >= LEAST and 2 * len(legend) >= len(_APART.split(line)):
            yield from legend


def _fits(initials: str, name: str) -> bool:
    """Whether they begin its first and its last word; "Frau Rohwer (IR)" states but the last."""
    words = [word for word in re.findall(WORD, name) if word not in ("Herr", "Herrn", "Frau", "Dr", "Prof")]
    if not words or words[-1][0] != initials[-1]:
        return False
    return len(words) == 1 or words[0][0] == initials[0]


def _alone(names: str) -> list[str]:
    parts = [part.strip() for part in _APART.split(_IN_BRACKETS.sub("", names)) if part.strip()]
    alone = [part for part in parts if re.fullmatch(_INITIALS, part)]
    return alone if len(alone) >= LEAST and 2 * len(alone) >= len(parts) else []
