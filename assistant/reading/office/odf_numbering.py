"""The numbers before the items and headings of an ODT, which its text does not hold: they are counted.

Source: OpenDocument 1.3, part 3, sections 5.3 (lists), 16.30 (list styles) and 16.34 (outline).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any, cast, get_args

from assistant.reading.office.odf_names import SKIPPED, STYLE, TABLE, TEXT, XML_ID
from assistant.reading.office.parts import whole_number
from assistant.reading.ordinals import Style, ordinal

LEVELS = 10
OUTLINE = ""  # the name by which the styles of headings are kept


@dataclass(frozen=True, slots=True)
class _Level:
    style: Style | None  # None: a bullet, or no number
    prefix: str
    suffix: str
    start: int
    shown: int  # how many levels its number names

    @classmethod
    def of(cls, element: Any) -> _Level:
        stated = element.get(STYLE + "num-format", "").partition(",")[0]  # "01, 02, 03, ..."
        return cls(
            cast(Style, stated) if stated in get_args(Style) else None,
            element.get(STYLE + "num-prefix", ""),
            element.get(STYLE + "num-suffix", ""),
            whole_number(element.get(TEXT + "start-value"), 1),
            whole_number(element.get(TEXT + "display-levels"), 1),
        )


_Levels = Mapping[int, _Level]
_NO_LEVELS: _Levels = {}


@dataclass(slots=True)
class _Count:
    """How far a list has got, on each level from 1."""

    at: list[int | None] = field(default_factory=lambda: [None] * (LEVELS + 1))

    def next(self, level: int, levels: _Levels, start: int | None = None) -> str:
        """The number of the next item on that level, as it is shown; empty where none is."""
        own = levels.get(level)
        if own is None:
            return ""
        before = self.at[level]
        if start is not None:
            self.at[level] = start
        else:
            self.at[level] = own.start if before is None else before + 1
        self.at[level + 1 :] = [None] * (LEVELS - level)
        if own.style is None:
            return ""
        above = range(max(level - own.shown, 0) + 1, level + 1)
        return (
            own.prefix + ".".join(self._written(one, levels) for one in above if _is_counted(one, levels)) + own.suffix
        )

    def _written(self, level: int, levels: _Levels) -> str:
        one, at = levels[level], self.at[level]
        return ordinal(one.start if at is None else at, one.style or "1")


def _is_counted(level: int, levels: _Levels) -> bool:
    return level in levels and levels[level].style is not None


class Numbering:
    """Writes the numbers into a document whose styles stand in `trees`, the later before the earlier ones."""

    def __init__(self, *trees: Any) -> None:
        self._styles: dict[str, _Levels] = {}
        self._of_paragraphs: dict[str, str] = {}
        for tree in trees:
            self._styles.update(_styles(tree))
            self._of_paragraphs.update(_styles_of_paragraphs(tree))
        self._outline = _Count()
        self._last: dict[str, _Count] = {}  # by the name of a list's style
        self._named: dict[str, _Count] = {}  # by what the file calls a list

    def write(self, element: Any) -> None:
        """Into the headings and lists below the element, those of cells and text boxes included."""
        for child in element:
            if child.tag in SKIPPED:
                continue
            if child.tag == TEXT + "list":
                style = child.get(TEXT + "style-name") or self._style_of_first(child)
                self._list(child, style, self._begun(child, style), 1)
            elif child.tag == TEXT + "h" and child.get(TEXT + "is-list-header") != "true":
                self.write(child)
                level = whole_number(child.get(TEXT + "outline-level"), 1)
                if 1 <= level <= LEVELS:
                    _write(child, self._outline.next(level, self._styles.get(OUTLINE, _NO_LEVELS)))
            else:
                self.write(child)

    def _style_of_first(self, listed: Any) -> str:
        paragraph = next(listed.iter(TEXT + "p", TEXT + "h"), None)
        return self._of_paragraphs.get(paragraph.get(TEXT + "style-name", ""), "") if paragraph is not None else ""

    def _begun(self, listed: Any, style: str) -> _Count:
        """What the list counts on with: another one that it names, the last of its style, or nothing."""
        other = listed.get(TEXT + "continue-list")
        count = self._named.get(other) if other is not None else None
        if count is None and listed.get(TEXT + "continue-numbering") == "true":
            count = self._last.get(style)
        count = count or _Count()
        self._last[style] = count
        if (own := listed.get(XML_ID)) is not None:
            self._named[own] = count
        return count

    def _list(self, listed: Any, style: str, count: _Count, level: int) -> None:
        for item in listed:
            is_counted = item.tag == TEXT + "list-item" and level <= LEVELS
            for part in item:
                if part.tag == TEXT + "list":
                    self._list(part, part.get(TEXT + "style-name") or style, count, level + 1)
                    continue
                self.write(part)
                if is_counted and part.tag in (TEXT + "p", TEXT + "h"):
                    start = item.get(TEXT + "start-value")
                    first = None if start is None else whole_number(start, 1)
                    own = item.get(TEXT + "style-override") or style
                    _write(part, count.next(level, self._styles.get(own, _NO_LEVELS), first))
                    is_counted = False  # what follows belongs to the same item


def _write(paragraph: Any, number: str) -> None:
    """Before its words; without words only in a cell."""
    has_words = any(text.strip() for text in paragraph.itertext())
    if number.strip() and (has_words or next(paragraph.iterancestors(TABLE + "table-cell"), None) is not None):
        paragraph.text = f"{number.strip()} {paragraph.text or ''}"


def _styles(tree: Any) -> Iterator[tuple[str, _Levels]]:
    for style in tree.iter(TEXT + "list-style", TEXT + "outline-style"):
        name = style.get(STYLE + "name", "") if style.tag == TEXT + "list-style" else OUTLINE
        yield name, {whole_number(one.get(TEXT + "level"), 0): _Level.of(one) for one in style}


def _styles_of_paragraphs(tree: Any) -> Iterator[tuple[str, str]]:
    for style in tree.iter(STYLE + "style"):
        if listed := style.get(STYLE + "list-style-name"):
            yield style.get(STYLE + "name", ""), listed
