"""Who was there by a list of attendance: "Name: Ada Temm | Einrichtung: Werk | anwesend: ja"."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Literal, NamedTuple

from assistant.records import QUOTE_CHARACTERS, Block, Document, Span

_CELL, _NAMED = " | ", ": "
_NAME = re.compile(r"(?:nach)?name|vor- und nachname|person|teilnehm\w*|mitglied|participant", re.IGNORECASE)
_THERE = re.compile(r"anwesen(?:d|heit)|teilgenommen|teilnahme|dabei|present|attended|attendance", re.IGNORECASE)
_WAS = re.compile(r"(?:ja|x|✓|✔|anwesend|da|yes|present)\W*", re.IGNORECASE)
_EXCUSED = re.compile(r"(?:entsch(?:uldigt|\.)?|excused)\W*", re.IGNORECASE)


class Attending(NamedTuple):
    """`value` are the names, `whole` the rows from the first of the list to its last."""

    field: Literal["present", "excused"]
    value: str
    whole: Span


def attending(document: Document) -> Iterator[Attending]:
    """Those whom the first list of attendance tells to have been there, and those excused; nothing of a list that is
    too long to be shown."""
    rows = [(block, row) for block in document.blocks if block.kind == "row" and (row := _row(document, block))]
    if not rows or rows[-1][0].end - rows[0][0].start > QUOTE_CHARACTERS:
        return
    whole = Span(rows[0][0].start, rows[-1][0].end)
    if there := ", ".join(name for _, (name, was) in rows if _WAS.fullmatch(was)):
        yield Attending("present", there, whole)
    if excused := ", ".join(name for _, (name, was) in rows if _EXCUSED.fullmatch(was)):
        yield Attending("excused", excused, whole)


def _row(document: Document, block: Block) -> tuple[str, str] | None:
    """The name and whether somebody of this name was there, as the row says it."""
    cells = [cell.partition(_NAMED) for cell in block.span.of(document.text).split(_CELL)]
    name = next((value for label, colon, value in cells if colon and _NAME.fullmatch(label.strip())), "")
    was = next((value for label, colon, value in cells if colon and _THERE.fullmatch(label.strip())), "")
    return (name.strip(), was.strip()) if name.strip() and was.strip() else None
