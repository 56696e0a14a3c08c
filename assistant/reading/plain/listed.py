"""Lists that Markdown does not know, by how items begin: "• ...", "– ...", "a) ...", "iv) ...", "2.4 ...;"."""

from __future__ import annotations

import re

from assistant.language.figures import figures
from assistant.reading.lines import BULLET_SIGN, NARROWEST_WRAP

_MARK = re.compile(
    r"(?:(?P<letters>([a-z])\2?|[ivx]{2,5})\)|(?P<number>\d{1,2}(?:\.\d{1,2})+)\.?)[ \t\xa0]+(?=\S)",
)
# Markdown knows "3. ..." as an item, but not in the midst of a paragraph, nor "3a. ...", "3\\. ..." and "c. ...".
_COUNTED = re.compile(r"(\d{1,2})([a-z]?)\.[ \t]+(?=\S)")
_POINT = re.compile(r"(?:(\d{1,2})\\|([a-z]))\.[ \t]+(?=\S)")
_ROMAN = re.compile(r"[ivx]+")
_DASHED = re.compile(r"[–—]")
_INSERTED = re.compile(r"[–—][^–—]*[–—]\W*")  # "– Projektträger Quantensysteme –"
_STOPS = (".", ":", ";", ",", "!", "?")
MEASURES = ("time", "date", "amount", "percent", "duration")
OPEN_ENDS = (",", ";")
LEADS_IN = ":"


class OpenList:
    """The list that goes on at the end of what was read so far: how its items begin, and at which levels."""

    def __init__(self) -> None:
        self._levels: dict[str, int] = {}
        self._mark = self._above = ""
        self._points: dict[str, int] = {}  # the last number of each style of points

    def add(self, words: str, level: int) -> None:
        """Takes the next block into account; its `level` is 0 where it is no item."""
        mark = _MARK.match(words)
        point = _POINT.match(words)
        self._levels = {style: at for style, at in self._levels.items() if at < level}
        if level:
            pointed = _style_of_point(point) if point else ""
            style = self._style(mark) if mark else pointed
            self._levels["signs" if sign_of(words) else style] = level
        self._mark = mark["letters"] or mark["number"] if mark and level else ""
        if level and point:
            self._points[_style_of_point(point)] = _number(point)
        self._above = words

    def level(self, words: str) -> int:
        """The level of the item that a block with these words is, 0 for none.

        What begins in another way than the items above is below them. A decimal number begins an item, and not a
        paragraph of its own or a measure, where the words are left open, or go on from what is open above.
        """
        if sign_of(words):
            return self._levels.get("signs") or max(self._levels.values(), default=0) + 1
        mark = _MARK.match(words)
        if (point := _POINT.match(words)) and self._is_next(point):
            return self._levels.get(_style_of_point(point)) or max(self._levels.values(), default=0) + 1
        if mark is None and (counted := _COUNTED.match(words)) and not _is_measure(words, counted):
            return self._levels.get("") or int(not counted[2])
        if mark is None or (mark["number"] and not self._is_listed(words, mark)):
            return 0
        return self._levels.get(self._style(mark)) or max(self._levels.values(), default=0) + 1

    def _is_next(self, point: re.Match[str]) -> bool:
        """Whether a point comes behind the one before it, or is the first one behind a lead-in."""
        style = _style_of_point(point)
        last = self._points[style] if style in self._levels else 0
        return _number(point) == last + 1 and (last > 0 or self._above.endswith(LEADS_IN))

    def _is_listed(self, words: str, mark: re.Match[str]) -> bool:
        if _is_measure(words, mark):
            return False
        goes_on = "." in self._mark
        is_part = words[mark.end()].islower() and (goes_on or self._above.endswith(LEADS_IN))
        return is_part or words.endswith(OPEN_ENDS) or (goes_on and self._above.endswith(OPEN_ENDS))

    def _style(self, mark: re.Match[str]) -> str:
        """What items of one level have in common: "1.1" and "1.2", "a)" and "b)", "aa)" and "bb)", "i)" and "ii)"."""
        if mark["number"]:
            return f"number {mark['number'].count('.')}"
        letters = mark["letters"]
        if _ROMAN.fullmatch(letters) and (len(set(letters)) > 1 or not self._follows(letters)):
            return "roman"
        return "letters" if len(letters) == 1 else "double letters"

    def _follows(self, letters: str) -> bool:
        """Whether these letters come next in the alphabet: "i)" behind "h)" is no Roman number."""
        return len(self._mark) == len(letters) and bool(self._mark) and ord(self._mark[0]) + 1 == ord(letters[0])


def _is_next(last: re.Match[str] | None, counted: re.Match[str]) -> bool:
    """Whether a number comes behind the last one: "4." behind "3." and "3a.", "3a." behind "3.", "3b." behind "3a."."""
    if last is None:
        return False
    step = int(counted[1]) - int(last[1])
    return step == 1 if not counted[2] else step == 0 and counted[2] > last[2]


def _style_of_point(point: re.Match[str]) -> str:
    return "numbered points" if point[1] else "lettered points"


def _number(point: re.Match[str]) -> int:
    """The number of a point, also where it is a letter: 3 of "3\\." and of "c."."""
    return int(point[1]) if point[1] else ord(point[2]) - ord("a") + 1


def _is_measure(words: str, mark: re.Match[str]) -> bool:
    """Whether a number is a part of one: "14.30 bis 16 Uhr", "2.5 bis 4 Prozent", "3. Mai"."""
    return any(one.kind in MEASURES and one.span.start == 0 for one in figures(words[: mark.end() + 40]))


def sign_of(words: str) -> str:
    """The bullet or dash with which an item begins, and the space behind it; empty without one."""
    sign = BULLET_SIGN.match(words)
    return sign[0] if sign and not _INSERTED.fullmatch(words) else ""


def begins_item(line: str, before: str, first: str, marked: str) -> bool:
    """Whether a line of a paragraph begins an item: it has a mark, and stands behind a lead-in or in a list.

    `before` is the line above, `first` that with which the present paragraph or item began, `marked` the last such that
    is no bullet. A decimal number goes on with a list only where the line above is left open, for prose is wrapped
    before one, too; "4." only behind "3.", "3a." as well. A dash may be one of prose that is wrapped before it.
    """
    if sign := sign_of(line):
        is_apart = before.endswith(_STOPS) or len(before) < NARROWEST_WRAP or sign_of(first)
        return not _DASHED.match(sign) or bool(is_apart)
    if counted := _COUNTED.match(line):
        return (before.endswith(LEADS_IN) or _is_next(_COUNTED.match(marked), counted)) and not _is_measure(
            line, counted
        )
    mark = _MARK.match(line)
    if mark is None or (mark["number"] and _is_measure(line, mark)):
        return False
    above = _MARK.match(marked)
    goes_on = above is not None and bool(above["number"]) == bool(mark["number"])
    return before.endswith(LEADS_IN) or (goes_on and (mark["number"] is None or before.endswith(OPEN_ENDS)))
