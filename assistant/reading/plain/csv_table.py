"""CSV and TSV -> Reading: the delimiter is found out, every line of the table is a row."""

from __future__ import annotations

import csv
import io
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import islice

from assistant.reading.compose import Composition
from assistant.reading.decode import decode
from assistant.reading.grid import FIGURES, LONGEST_GUESSED_NAME
from assistant.reading.heartbeat import page_done
from assistant.reading.limits import DEFAULT, Limits
from assistant.reading.office.tabulate import ROWS_A_SIGN, Allowance, Layout, SheetRow, add_tables
from assistant.reading.reading import Reading

# Of two that fit equally well the earlier one wins: in "1,5;2,5" it is not the comma.
DELIMITERS = (";", "\t", "|", ",")
SAMPLE_ROWS = 200
# What Excel writes above a table to say how it is separated.
STATED = "sep="


def read_csv(data: bytes, name: str, limits: Limits = DEFAULT) -> Reading:
    """The rows with the names of their columns; figures stay as the file writes them.

    Raises:
        ReadingError: there are too many cells.
    """
    decoded = decode(data)
    allowance = Allowance(name, limits)
    rows: list[SheetRow] = []
    for number, fields in enumerate(_table(decoded.text)):
        cells = {column: field for column, field in enumerate(fields) if field.strip()}
        allowance.read(cells.values())
        if cells:
            rows.append(SheetRow(number, cells))
        if number % ROWS_A_SIGN == 0:
            page_done()
    composition = Composition()
    add_tables(composition, rows, Layout(heads=_heads(rows)), allowance)
    return Reading(composition.text, tuple(composition.blocks), warnings=decoded.warnings)


def _table(text: str) -> Iterator[list[str]]:
    """The fields of each line; a quotation mark that is never closed, or closed within a field, is a plain sign."""
    first, _, rest = text.partition("\n")
    if first.lower().startswith(STATED) and len(first) == len(STATED) + 1:
        text, delimiter = rest, first[-1]
    else:
        delimiter = _delimiter(text)
    return _fields(text, delimiter, csv.QUOTE_MINIMAL if _is_well_quoted(text, delimiter) else csv.QUOTE_NONE)


def _fields(text: str, delimiter: str, quoting: int) -> Iterator[list[str]]:
    source = io.StringIO(text, newline="\n")
    if quoting == csv.QUOTE_NONE:
        return (line.rstrip("\n").split(delimiter) for line in source)
    return csv.reader(source, delimiter=delimiter, skipinitialspace=True, strict=True)


def _is_well_quoted(text: str, delimiter: str) -> bool:
    try:
        for _ in _fields(text, delimiter, csv.QUOTE_MINIMAL):
            pass
    except csv.Error:
        return False
    return True


def _delimiter(text: str) -> str:
    """The sign that gives most rows the same number of fields."""
    return max(DELIMITERS, key=lambda delimiter: _regularity(text, delimiter))


def _regularity(text: str, delimiter: str) -> float:
    """The share of rows with the most frequent number of fields, if that is more than one."""
    widths: Counter[int] = Counter()
    try:
        for fields in islice(_fields(text, delimiter, csv.QUOTE_MINIMAL), SAMPLE_ROWS):
            widths[len(fields)] += any(fields)
    except csv.Error:  # a stray quotation mark: the rows before it tell enough
        pass
    if not widths.total():
        return 0.0
    width, rows = max(widths.items(), key=lambda item: item[1])
    return rows / widths.total() if width > 1 else 0.0


def _heads(rows: Sequence[SheetRow]) -> dict[int, int]:
    """The first row of several fields names the columns of all, as is the custom, unless it holds figures."""
    head = next((row for row in rows if len(row.cells) > 1), None)
    if head is None or head is rows[-1]:
        return {}
    names = [name.strip() for name in head.cells.values()]
    is_header = len(set(names)) == len(names) and not any(
        FIGURES.fullmatch(name) or len(name) > LONGEST_GUESSED_NAME for name in names
    )
    return {head.number: rows[-1].number} if is_header else {}
