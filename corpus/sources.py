"""The text of a document before it takes a format: front matter, then a small part of Markdown.

A line break within a paragraph is meant. Tables need no line of dashes. `\\newpage` starts a new page in a PDF.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

HEADING = re.compile(r"(#{1,6}) (.*)")
# "9. April 2024" begins with a day, and is no item.
ITEM = re.compile(r"(?:[-*]|(\d+)\.(?! (?:Jan|Feb|März|Apr|Mai|Jun|Jul|Aug|Sep|Okt|Nov|Dez))) (.*)")
DASHES = re.compile(r"\|[|\s:-]+\|")
NEW_PAGE = "\\newpage"
STRONG = re.compile(r"\*\*(.+?)\*\*")


@dataclass(frozen=True)
class Block:
    """`level` belongs to headings, `number` to numbered items, `rows` (the first is the head) to tables."""

    kind: Literal["heading", "paragraph", "item", "table", "newpage"]
    text: str = ""
    level: int = 0
    number: str | None = None
    rows: tuple[tuple[str, ...], ...] = ()


@dataclass(frozen=True)
class Source:
    """`path` is where the document goes, relative to corpus/; `matter` is the front matter as it stands."""

    path: str
    matter: dict[str, str]
    body: str

    @property
    def title(self) -> str:
        return self.matter["title"]

    @property
    def date(self) -> datetime.date:
        return datetime.date.fromisoformat(self.matter["date"])

    @property
    def language(self) -> str:
        return self.matter.get("language", "de")

    @property
    def author(self) -> str:
        return self.matter.get("author", "Transformationsnetzwerk Ahlermark")

    @property
    def blocks(self) -> tuple[Block, ...]:
        return tuple(_blocks(self.body))


def sources(texts: Path) -> list[Source]:
    """All documents, sorted by path."""
    return [_source(file, texts) for file in sorted(texts.rglob("*.md"))]


def pieces(text: str) -> Iterator[tuple[str, bool]]:
    """The text in stretches, each with whether it is strong."""
    for number, piece in enumerate(STRONG.split(text)):
        if piece:
            yield piece, number % 2 == 1


def _source(file: Path, texts: Path) -> Source:
    _, head, body = file.read_text(encoding="utf-8").split("---\n", maxsplit=2)
    matter = dict(line.split(": ", maxsplit=1) for line in head.splitlines())
    path = file.relative_to(texts).with_suffix("." + matter["format"])
    return Source(path.as_posix(), matter, body)


def _blocks(body: str) -> Iterator[Block]:
    for chunk in re.split(r"\n{2,}", body.strip()):
        lines = [line.strip() for line in chunk.splitlines()]
        if chunk == NEW_PAGE:
            yield Block("newpage")
        elif heading := HEADING.fullmatch(lines[0]):
            yield Block("heading", heading[2], level=len(heading[1]))
        elif lines[0].startswith("|"):
            yield Block("table", rows=tuple(_cells(line) for line in lines if not DASHES.fullmatch(line)))
        elif ITEM.match(lines[0]):
            yield from (_item(line) for line in lines)
        else:
            yield Block("paragraph", "\n".join(lines))


def _cells(line: str) -> tuple[str, ...]:
    return tuple(cell.strip() for cell in line.strip("|").split("|"))


def _item(line: str) -> Block:
    match = ITEM.fullmatch(line)
    if match is None:
        raise ValueError(f"not an item of a list: {line!r}")
    return Block("item", match[2], number=match[1])
