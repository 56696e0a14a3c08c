"""Tables that were typed or pasted with tabs: each line becomes a row that names its columns, as of any other table.

Three columns at least: two are mostly a label and what it says ("Ort:<TAB>Goslar"), or the number and words of an item.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from typing import NamedTuple

from assistant.reading.grid import lines_of_table
from assistant.reading.lines import BULLET_SIGN, WORD

LEAST_COLUMNS = 3
LEAST_LINES = 2
LEAST_NAMES = 2
_FIGURE = re.compile(r"(?<!\d)(?!(?:19|20)\d\d(?!\d))\d")  # but for a year
_TABS = re.compile(r"\t+")
_FENCE = re.compile(r" {0,3}(?P<sign>```|~~~)")
_HEADING = re.compile(r"#{1,6} |>")  # or what is cited, in Markdown
# Most typed tables have no line of names, and a wrong one says of each row what is not so.
_COLUMN = re.compile(
    r"(?:lfd\. ?)?(?:nr|pos)\.?|was|wer|bis(?: wann)?|wann|wo|aufgaben?|maßnahmen?|themen?|punkt|top|inhalt"
    r"|beschreibung|(?:vor|nach)?name|firma|betrieb|datum|tag|uhrzeit|zeit|termin|frist|verantwortlich(?:e[rn]?)?"
    r"|zuständig(?:keit)?|status|stand|bemerkung(?:en)?|ort|raum|betrag|summe|preis|kosten|menge|anzahl|einheit|jahr|kurs|titel|telefon"
    r"|e-?mail|programm|fördersatz|netto|brutto|what|who|when|until|due(?: date)?|task|action|owner|date|name|topic"
    r"|item|amount|price|year|place|room|phone",
    re.IGNORECASE,
)


class Named(NamedTuple):
    """A text whose typed tables name the columns in each row, if they have names; `rows` are the offsets at which its
    rows begin."""

    text: str
    rows: frozenset[int]


def with_named_columns(text: str, *, has_code: bool = False) -> Named:
    """The text with its typed tables written anew; code between fences, where it `has_code`, stays as it is."""
    if "\t" not in text:
        return Named(text, frozenset())
    lines = text.split("\n")
    written: list[str] = []
    rows: set[int] = set()
    position = done = 0
    for first, after in _tables(lines, has_code=has_code):
        before = lines[done:first]
        position += sum(map(len, before)) + len(before)
        written += before
        cells = _cells(lines[first:after])
        for line in lines_of_table(cells, int(_names_columns(cells[0]))):
            rows.add(position)
            position += len(line) + 1
            written.append(line)
        done = after
    return Named("\n".join([*written, *lines[done:]]), frozenset(rows))


def _tables(lines: Sequence[str], *, has_code: bool) -> Iterator[tuple[int, int]]:
    """The first line of each table and the one behind it."""
    fence = ""  # that opened the code which the line is part of
    first = 0
    while first < len(lines):
        if has_code and (match := _FENCE.match(lines[first])) and fence in ("", match["sign"]):
            fence = "" if fence else match["sign"]
        is_marked = has_code and (fence != "" or _HEADING.match(lines[first]))
        after = first if is_marked else _end(lines, first)
        if after - first >= LEAST_LINES:
            yield first, after
        first = max(after, first + 1)


def _end(lines: Sequence[str], first: int) -> int:
    """The line behind the table that begins with line `first`; `first` itself where none does."""
    if lines[first][:1].isspace() or BULLET_SIGN.match(lines[first]):
        return first
    cells_of = _way_to_split(lines[first])
    width = len(cells_of(lines[first]))
    after = first
    while width >= LEAST_COLUMNS and after < len(lines) and WORD.search(lines[after]):
        name, *others = cells_of(lines[after])
        is_label = after > first and name.rstrip().endswith(":")
        if is_label or not width - 1 <= 1 + len(others) <= width:
            break
        after += 1
    return after


def _names_columns(cells: Sequence[str]) -> bool:
    """Whether a line tells what stands below: two names of columns at least, and nothing counted or dated."""
    names = sum(_COLUMN.fullmatch(cell.strip(" *_:")) is not None for cell in cells)
    return names >= LEAST_NAMES and not any(map(_FIGURE.search, cells))


def _cells(lines: Sequence[str]) -> list[list[str]]:
    return list(map(_way_to_split(lines[0]), lines))


def _way_to_split(head: str) -> Callable[[str], list[str]]:
    """What splits the lines of a table. Where its first line leaves cells empty, tabs only bring columns in line."""
    if all(cell.strip() for cell in head.rstrip().split("\t")):
        return lambda line: line.rstrip().split("\t")
    return lambda line: _TABS.split(line.strip())
