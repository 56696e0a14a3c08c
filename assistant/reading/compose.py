"""A text put together block by block, for the formats whose files hold no text as such."""

from __future__ import annotations

import re

from assistant.reading.decode import clean, visible
from assistant.reading.lines import WORD
from assistant.records import Block, BlockKind, Page

SPACES = re.compile(r"[ \t\xa0\u2000-\u200a\u202f\u205f\u3000]+")
TIGHT: tuple[BlockKind, ...] = ("item", "row")


class Composition:
    """Collects blocks and pages; `text` is then what they are offsets into."""

    def __init__(self) -> None:
        self.blocks: list[Block] = []
        self.pages: list[Page] = []
        self._parts: list[str] = []
        self._length = 0

    @property
    def text(self) -> str:
        return "".join(self._parts)

    def add(self, kind: BlockKind, text: str, level: int | None = None) -> None:
        """A block with this text, its spaces made single; nothing if it holds no letter or digit. An item without a
        level is one of the outermost list."""
        text = tidy(text)
        if not WORD.search(text):
            return
        tight = self.blocks and kind in TIGHT and self.blocks[-1].kind == kind
        self._append(("\n" if tight else "\n\n") if self.blocks else "")
        start = self._length
        self._append(text)
        self.blocks.append(Block(kind, start, self._length, int(kind == "item") if level is None else level))

    def page(self, number: int) -> None:
        """Begins page `number`: all that is added from here on stands on it."""
        self.end_pages()
        self.pages.append(Page(number, self._length, self._length))

    def end_pages(self) -> tuple[Page, ...]:
        """The pages, the last one closed at the end of the text."""
        if self.pages:
            self.pages[-1] = Page(self.pages[-1].number, self.pages[-1].start, self._length)
        return tuple(self.pages)

    def _append(self, part: str) -> None:
        self._parts.append(part)
        self._length += len(part)


def tidy(text: str) -> str:
    """NFC without invisible characters, runs of spaces made one, no space at the ends of a line."""
    text = SPACES.sub(" ", visible(clean(text)))
    return re.sub(r" ?\n ?", "\n", text).strip()
