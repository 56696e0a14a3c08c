"""What stands above a quote of a law: how its paragraph begins, and the paragraph that it speaks of."""

from __future__ import annotations

import re

from assistant.answering.quoting.above import headings_above
from assistant.answering.quoting.blocks import block_at, first_sentence, in_one_line, words_of
from assistant.answering.quoting.shortening import its_beginning, its_end
from assistant.records import Document, Span

_NUMBERED_PARAGRAPH = re.compile(r"\(\d{1,3}[a-z]?\)\s")
# "Absatz 1 gilt nicht in folgenden Fällen", "(2) Der in Absatz 1 genannte Beschluss": nobody sees what that is.
_APPLIES = re.compile(
    r"\bAbs(?:atz|\.)\s(?P<number>\d{1,2}[a-z]?)\s(?:Satz\s\d\s)?(?:gilt|findet)\b"
    r"|\A(?:\(\d{1,2}[a-z]?\)\s)?(?:[A-ZÄÖÜ]\w+\s)?(?:(?:der|die|das|den|dem|des)\s)?(?:in|nach)\s(?:den\s)?"
    r"Abs(?:atz|ätzen|\.)\s(?P<named>\d{1,2}[a-z]?)\b",
    re.IGNORECASE,
)
_OF_A_LAW = re.compile(r"§\s?\d|Art(?:ikel|\.)\s?\d")


def opened_by(document: Document, quoted: Span) -> tuple[str, ...]:
    """How the paragraph of a law begins that the quote begins within: "(2) Über Ausnahmen entscheidet ..."; and what
    that beginning speaks of, or the quote, if it is one."""
    index, block = block_at(document, quoted)
    if block.kind != "paragraph":
        return ()
    if not _NUMBERED_PARAGRAPH.match(document.text, block.start):
        above = headings_above(document, block.start)
        if not above or not _OF_A_LAW.search(above[-1]):
            return ()
    first = Span(block.start, first_sentence(document, index))
    words = in_one_line(first.of(document.text))
    if quoted.start == block.start:
        return spoken_of(document, index, words)
    if first.end > quoted.start or _NUMBERED_PARAGRAPH.match(document.text, quoted.start):
        return ()
    return (*spoken_of(document, index, words), its_beginning(words))


def spoken_of(document: Document, index: int, words: str) -> tuple[str, ...]:
    """The paragraph that `words`, of block `index`, speak of: its end where they only say whether it applies, else how
    it begins."""
    if not (named := _APPLIES.search(words)):
        return ()
    for at in range(index - 1, -1, -1):
        block = document.blocks[at]
        if block.kind == "heading":
            break
        if document.text.startswith(f"({named['number'] or named['named']})", block.start):
            said = words_of(document, at)
            return (its_end(said) if named["number"] else its_beginning(said),)
    return ()
