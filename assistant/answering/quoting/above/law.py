"""What stands above a quote of a law: how its paragraph begins."""

from __future__ import annotations

import re

from assistant.answering.quoting.above.headings_above import headings_above
from assistant.answering.quoting.above.shortening import both_ends, its_beginning
from assistant.answering.quoting.parts.blocks import (
    block_at,
    first_sentence,
    in_one_line,
    is_behind_a_list,
    list_start,
)
from assistant.answering.quoting.parts.headings import PARAGRAPH_NUMBER, is_numbered
from assistant.records import Document, Span

_HAS_A_NUMBER = re.compile(r"\(?\d|\W*[a-z]{1,2}[.)]\s")
_STANDS_ALONE = re.compile(rf"{_HAS_A_NUMBER.pattern}|\*\*[^*]+:\*\*|\*+\)")  # "**Fußnote:** ...", "*) ..."
_GOES_ON = re.compile(r"(?![a-z]{1,2}[.)]\s)[a-zäöüß]|\d{1,3}\s[a-zäöüß]")
FARTHEST_BLOCK = 12
_OF_A_LAW = re.compile(r"§\s?\d|Art(?:ikel|\.)\s?\d")


def is_of_a_law(document: Document, index: int) -> bool:
    """Whether block `index` stands below a heading that counts: "§ 4", "Artikel 7"."""
    above = headings_above(document, document.blocks[index].start)
    return bool(above) and _OF_A_LAW.search(above[-1]) is not None


def begins_with_a_rest(document: Document, index: int) -> bool:
    """Whether a paragraph begins with the end of a sentence that stands above it: behind its list, "gestellt wurde.",
    or where the page breaks."""
    block, above = document.blocks[index], document.blocks[index - 1] if index else None
    if above is None or above.kind not in ("item", "paragraph"):
        return False
    is_torn = document.text[above.start : above.end].rstrip()[-1:].isalnum()
    return is_behind_a_list(document, index) or (is_torn and _GOES_ON.match(document.text, block.start) is not None)


def opened_by(document: Document, quoted: Span) -> tuple[str, ...]:
    """How the paragraph of a law begins that the quote begins within: "(2) Über Ausnahmen entscheidet ..."."""
    index, block = block_at(document, quoted)
    if block.kind != "paragraph":
        return ()
    if not PARAGRAPH_NUMBER.match(document.text, block.start) and not is_of_a_law(document, index):
        return ()
    first = Span(block.start, first_sentence(document, index))
    words = in_one_line(first.of(document.text))
    is_rest = begins_with_a_rest(document, index)
    if is_rest or first.end > quoted.start or PARAGRAPH_NUMBER.match(document.text, quoted.start):
        return ()
    return (both_ends(words) or words,)


def below_a_number(document: Document, quoted: Span) -> tuple[str, ...]:
    """How the numbered paragraph begins that the quote stands below, in a paragraph or list without a number of its
    own: "(3) Im Wege einer Mischfinanzierung ..." above "Die Höhe der jeweiligen Zuwendung ..."."""
    index, block = block_at(document, quoted)
    if block.kind == "item":
        start = list_start(document, index)
        index, block = block_at(document, Span(start, start))
    stands_alone = _STANDS_ALONE.match(document.text, block.start) and not begins_with_a_rest(document, index)
    if block.kind != "paragraph" or stands_alone:
        return ()
    for at in range(index - 1, max(index - FARTHEST_BLOCK, 0) - 1, -1):
        above = document.blocks[at]
        if above.kind in ("heading", "row") or (above.kind == "paragraph" and is_numbered(document, at)):
            break
        if PARAGRAPH_NUMBER.match(document.text, above.start):
            words = its_beginning(in_one_line(document.text[above.start : first_sentence(document, at)]))
            return (words if words.endswith((".", ":", "…")) else f"{words} …",)
        if above.kind == "paragraph" and _HAS_A_NUMBER.match(document.text, above.start):
            break
    return ()
