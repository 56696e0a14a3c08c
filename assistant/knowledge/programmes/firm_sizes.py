"""The sizes of firms that a text speaks of: "kleine und mittlere Unternehmen", "KMU", "Größe des Betriebs: groß".

What holds for firms of one size is no answer about those of another.
"""

from __future__ import annotations

import re
from typing import Literal

from assistant.knowledge.programmes.facts import Size
from assistant.language.terms import fold

_SME: frozenset[Size] = frozenset(("micro", "small", "medium"))
_ENDING = r"e[nrsm]?"
# How each size is called, folded: by an adjective, and as the beginning of a compound, be it of one that is cut.
_ADJECTIVES: dict[Size, str] = {
    "micro": rf"kleinst{_ENDING}|micro",
    "small": rf"klein{_ENDING}|small",
    "medium": rf"mittler{_ENDING}|mittelgross{_ENDING}|medium(?:[ -]?sized)?|mid-?sized",
    "large": rf"gross{_ENDING}|large|big",
}
_STEMS: dict[Size, str] = {"micro": "kleinst|micro", "small": "klein", "medium": "mittel", "large": "gross"}
_NAMED = {
    size: re.compile(rf"\b(?:(?:{_ADJECTIVES[size]})\b|(?:{_STEMS[size]})(?:-|unternehm|betrieb|firm|konzern|enterpr))")
    for size in _ADJECTIVES
}
_ADJECTIVE, _STEM = "|".join(_ADJECTIVES.values()), "|".join(_STEMS.values())
_FIRM = (
    r"(?:unternehmens?|betrieb(?:en?|s)?|firm(?:a|en|s)?|konzern(?:en?)?|compan(?:y|ies)|enterprises?|business(?:es)?)"
)
_AND = r"(?:\s*[,/]\s*|\s+)(?:(?:und|oder|sowie|bis|and|or|to)\s+)?"
# "kleine und mittlere Unternehmen", "Kleinst-, Klein- und Mittelbetriebe", "große produzierende Unternehmen"
_SIZED_FIRM = re.compile(
    rf"\b(?:(?:(?:{_ADJECTIVE})|(?:{_STEM})-){_AND}){{0,4}}"
    rf"(?:(?:{_ADJECTIVE})(?:\s+(?!(?:{_ADJECTIVE})\b)\w+{_ENDING})?\s+\w{{0,30}}|(?:{_STEM})-?){_FIRM}\b"
)
# Not in names: "KMU-innovativ", "Innovationsprogramm Mittelstand".
_ANY_SME = re.compile(r"(?<!nicht-)(?<!non-)\b(?:kmus?|smes?)\b(?!-)|\bmittelstaend")
_GROUP = re.compile(r"\bkonzerne?n?\b")
# Recommendation 2003/361/EC: a small firm employs fewer than 50, a micro one fewer than 10.
_FEWER = rf"\b{_FIRM}\s+mit\s+weniger\s+als\s+%s\s+(?:beschaeftigte|mitarbeite|arbeitnehm)"
_STAFFED: dict[Size, re.Pattern[str]] = {"micro": re.compile(_FEWER % 10), "small": re.compile(_FEWER % 50)}
# Of a row the cells, and what stands in one, or above it, that is a size and nothing else: "klein", "mittel (bis 249)".
_CELL, _OF_COLUMN, _ASIDE = " | ", ": ", re.compile(r"\([^()]*\)")
_BARE = {size: re.compile(rf"(?:{_ADJECTIVES[size]}|{_STEMS[size]}|{_STEMS[size]}gross)") for size in _ADJECTIVES}
_BARE_PARTS = re.compile(r"\s*(?:[,/&]|\b(?:und|oder|bis|and|or|to)\b)\s*")
_OF_FIRMS = re.compile(rf"\b(?:{_FIRM}|(?:unternehmens|betriebs|firmen)?groesse(?:nklasse)?|size)\b")


def sizes(text: str) -> frozenset[Size]:
    """The sizes of firms that a text, or a row of a table, names; none where it does not tell them apart."""
    folded = fold(" ".join(text.split()))
    named = {size for found in _SIZED_FIRM.finditer(folded) for size in _NAMED if _NAMED[size].search(found[0])}
    named |= {size for size, pattern in _STAFFED.items() if pattern.search(folded)}
    named |= _SME if _ANY_SME.search(folded) else set()
    named |= {"large"} if _GROUP.search(folded) else set()
    return frozenset(named | _in_cells(folded))


def only_size(text: str) -> Size | Literal[""]:
    """The size of the firms that a text means alone; "" where it does not tell them apart."""
    named = sizes(text)
    return next(iter(named)) if len(named) == 1 else ""


def _in_cells(row: str) -> set[Size]:
    """The sizes that are the content of a cell about firms or of a nameless one, or the names of several columns."""
    cells = [cell.partition(_OF_COLUMN) for cell in row.split(_CELL)]
    if len(cells) == 1:
        return set()
    columns = [_bare(name) for name, colon, _ in cells if colon]
    contents = [_bare(said if colon else name) for name, colon, said in cells if not colon or _OF_FIRMS.search(name)]
    told = [size for size in columns if size]
    return set().union(*contents, *(told if len(told) > 1 else ()))


def _bare(cell: str) -> set[Size]:
    """The sizes that a cell consists of; none where it says anything else."""
    parts = [part for part in _BARE_PARTS.split(_ASIDE.sub("", cell).strip()) if part]
    found = [next((size for size in _BARE if _BARE[size].fullmatch(part)), None) for part in parts]
    return {size for size in found if size} if all(found) else set()
