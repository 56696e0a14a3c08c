"""The rows of a table, and what leads them in."""

from __future__ import annotations

import re

from assistant.answering.quoting.parts.part import Part
from assistant.records import Span

_BARE_ROW = re.compile(r"(?=[^|]*\|)(?=.*\d)[^a-zäöüß:]+")


def leads_in_rows(part: Part) -> bool:
    """Whether a paragraph ends with a colon right above a table."""
    return part.kind == "paragraph" and part.words.endswith(":") and part.below.kind == "row"


def rows_end(part: Part, so_far: Span, limit: int) -> int:
    """Where the table below a block ends, as far as the limit allows; at a whole row."""
    end = so_far.end
    for row in part.all_below():
        if row.kind != "row" or row.end - so_far.start > limit:
            break
        end = row.end
    return end


def row_goes_on(row: Part) -> bool:
    """Whether the row below a row holds its other cells, below its first one, as where a row was too long to be read as
    one: "Nr: 1 | Titel: Kai" over "Nr: 1 | Inhalt: ..."."""
    if row.below.kind != "row":
        return False
    first, *others = row.words.split(" | ")
    same, *more = row.below.words.split(" | ")
    named = {cell.partition(": ")[0] for cell in others}
    return first == same and named.isdisjoint(cell.partition(": ")[0] for cell in more)


def columns(row: Part) -> list[str]:
    """The names of the columns in which a row has a cell."""
    return [cell.partition(": ")[0] for cell in row.words.split(" | ") if ": " in cell]


def in_one_table(first: Part, row: Part) -> bool:
    """Whether a row is one of the table that begins with the first one, by the name of the first column."""
    rows = (Part(row.document, index) for index in range(first.index, row.index + 1))
    return len({named[0] for one in rows if (named := columns(one))}) <= 1


def goes_on_from(row: Part) -> Part | None:
    """The row above from which a row goes on, for it has no cell in that one's first column: "Was: a) klein | Wer: Rat"
    below "Nr: 3 | Was: Bau eines Kais"."""
    own = columns(row)
    for above in row.all_above():
        if above.kind != "row" or not own:
            return None
        first, *others = columns(above) or [""]
        if first not in own and own[0] in others:
            return above
    return None


def is_taken_up_below(row: Part) -> bool:
    """Whether a row lacks its last cells, and the rows below that go on from it have them."""
    if row.below.kind != "row" or columns(row.below)[-1:] == columns(row)[-1:]:
        return False
    above = goes_on_from(row.below)
    return above is not None and above.index == row.index


def is_named_below(row: Part) -> bool:
    """Whether a row of nothing but figures and codes stands alone, and what it is of right below it, as in an offer:
    "2 | MSEA9000 | 41,50 | 83,00" over "Kabelkanal für den Tisch"."""
    if row.kind != "row" or row.below.kind is None or not _BARE_ROW.fullmatch(row.document.text, row.start, row.end):
        return False
    return not any(one.kind == "row" and "|" in one.text for one in (row.above, row.below))
