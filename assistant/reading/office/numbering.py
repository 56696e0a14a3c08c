"""The numbers before the paragraphs of a DOCX ("3.2", "b)", "TOP 4"), which its text does not hold: Word counts them.

How levels, lists and restarts are told: ECMA-376, part 1, section 17.9.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from assistant.reading.office.parts import whole_number
from assistant.reading.office.wordml import W, value_of
from assistant.reading.ordinals import Style, ordinal

LEVELS = 9
FORMATS: Mapping[str, Style] = {
    "lowerLetter": "a",
    "upperLetter": "A",
    "lowerRoman": "i",
    "upperRoman": "I",
    "decimalZero": "01",
}
COUNTS_NOTHING = frozenset({"bullet", "none"})
_PLACE = re.compile(r"%(?P<level>[1-9])")


class Place(NamedTuple):
    """The list that a paragraph belongs to, and its level there from 0."""

    list: str
    level: int


@dataclass(frozen=True, slots=True)
class _Level:
    start: int = 1
    format: str = "decimal"
    text: str = ""
    restart: int | None = None  # what is counted anew behind a level above this one; 0: never
    only_digits: bool = False

    @classmethod
    def of(cls, element: Any) -> _Level:
        restart = value_of(element, "lvlRestart")
        return cls(
            whole_number(value_of(element, "start"), 0),
            value_of(element, "numFmt") or "decimal",
            value_of(element, "lvlText") or "",
            None if restart is None else whole_number(restart, 0),
            element.find(W + "isLgl") is not None,
        )

    def restarts_behind(self, level: int, own: int) -> bool:
        return level < (own if self.restart is None else self.restart)


@dataclass(slots=True)
class _Definition:
    """What lists share that are counted on together."""

    levels: dict[int, _Level]
    styles: dict[str, int]  # the level of a style that is bound to one
    count: list[int | None] = field(default_factory=lambda: [None] * LEVELS)


@dataclass(slots=True)
class _List:
    definition: _Definition
    starts: dict[int, int]  # what its first paragraph begins with anew
    levels: dict[int, _Level]
    is_begun: bool = False

    def level(self, number: int) -> _Level:
        return self.levels.get(number) or self.definition.levels.get(number) or _Level()


class Numbering:
    """Counts the paragraphs of a document, which must be asked for in their order."""

    def __init__(self, root: Any | None) -> None:
        """`root` is the element w:numbering, None where nothing is numbered."""
        self._lists = dict(_lists(root)) if root is not None else {}

    def level_of_style(self, list: str, style: str) -> int | None:
        """The level of the list that the style is bound to."""
        found = self._lists.get(list)
        return found.definition.styles.get(style) if found else None

    def next(self, place: Place) -> str:
        """The number of the next paragraph there; empty for a bullet and what is counted by nothing."""
        found = self._lists.get(place.list)
        if found is None or not 0 <= place.level < LEVELS:
            return ""
        count = found.definition.count
        if not found.is_begun:
            found.is_begun = True
            for level, start in found.starts.items():
                count[level] = start - 1
        own = found.level(place.level)
        before = count[place.level]
        count[place.level] = own.start if before is None else before + 1
        for deeper in range(place.level + 1, LEVELS):
            if found.level(deeper).restarts_behind(place.level, deeper):
                count[deeper] = None
        return "" if own.format in COUNTS_NOTHING else _label(own, found.level, count)


def _label(own: _Level, level: Callable[[int], _Level], count: Sequence[int | None]) -> str:
    def shown(place: re.Match[str]) -> str:
        number = int(place["level"]) - 1
        at = level(number)
        value = count[number] if count[number] is not None else at.start
        if at.format in COUNTS_NOTHING:
            return ""
        return ordinal(value or 0, "1" if own.only_digits else FORMATS.get(at.format, "1"))

    return _PLACE.sub(shown, own.text).strip()


def _lists(root: Any) -> Iterator[tuple[str, _List]]:
    elements = {element.get(W + "abstractNumId"): element for element in root.iter(W + "abstractNum")}
    linked = {value_of(element, "styleLink"): id for id, element in elements.items()}
    definitions: dict[str | None, _Definition] = {}
    for num in root.iter(W + "num"):
        id = value_of(num, "abstractNumId")
        if (link := value_of(elements.get(id), "numStyleLink")) is not None:
            id = linked.get(link, id)
        if id not in elements:
            continue
        if id not in definitions:
            definitions[id] = _definition(elements[id])
        overrides = _by_level(num, "lvlOverride")
        yield (
            num.get(W + "numId", ""),
            _List(
                definitions[id],
                {
                    level: whole_number(start, 1)
                    for level, one in overrides.items()
                    if (start := value_of(one, "startOverride"))
                },
                {level: _Level.of(own) for level, one in overrides.items() if (own := one.find(W + "lvl")) is not None},
            ),
        )


def _definition(element: Any) -> _Definition:
    levels = _by_level(element, "lvl")
    styles = {style: number for number, level in levels.items() if (style := value_of(level, "pStyle"))}
    return _Definition({number: _Level.of(level) for number, level in levels.items()}, styles)


def _by_level(element: Any, name: str) -> Mapping[int, Any]:
    by_level = {whole_number(child.get(W + "ilvl"), 0): child for child in element.iterchildren(W + name)}
    return {level: child for level, child in by_level.items() if 0 <= level < LEVELS}
