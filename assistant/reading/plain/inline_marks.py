"""What a page writes above the line, or has struck out, is made plain text before the page is read."""

from __future__ import annotations

import re
from typing import TYPE_CHECKING

from assistant.reading.raised import NOTED_WITHIN, SUPERSCRIPTS, is_cents_behind, is_note_behind

if TYPE_CHECKING:
    from bs4.element import Tag

# "[3]", or "3" as a link to another place of the page, raised behind a word.
NOTE = re.compile(r"\[\s*[\w*†]{1,4}\s*\]")
NOTE_SIGN = re.compile(r"\s*[\d*†]{1,3}\s*")
STRUCK = ("del", "s", "strike")


def settle_marks(root: Tag) -> int:
    """Takes out the marks of notes and what is struck out, and writes other raised numbers but cents as superscripts,
    lest they end a figure: 10⁶. Gives how many stretches were struck out.

    What is raised or lowered then stands in one string with what it is raised above: no cell parts "m" and "²".
    """
    struck = [tag for tag in root.find_all(STRUCK) if tag.get_text(strip=True) and not tag.find_parent(STRUCK)]
    for tag in struck:
        tag.decompose()
    for raised in root.find_all("sup"):
        before, number = _before(raised), raised.get_text().strip()
        if _is_note(raised, before):
            raised.decompose()
        elif number.isdecimal() and not is_cents_behind(before):
            raised.string = number.translate(SUPERSCRIPTS)
    for tag in root.find_all(("sup", "sub")):
        tag.unwrap()
    root.smooth()
    return len(struck)


def _before(raised: Tag) -> str:
    return "".join(map(str, reversed(raised.find_all_previous(string=True, limit=NOTED_WITHIN))))


def _is_note(raised: Tag, before: str) -> bool:
    """Whether what is raised behind these words is the mark of a note, and no part of a word or a unit."""
    text = raised.get_text()
    leads = raised.find("a", href=re.compile("^#")) or raised.find_parent("a", href=re.compile("^#"))
    if NOTE.fullmatch(text.strip()) is not None or bool(leads and NOTE_SIGN.fullmatch(text)):
        return True
    return text.strip().isdecimal() and is_note_behind(before)
