"""What stands above a quote of a law: how its paragraph begins, and the paragraph that it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from itertools import islice

from assistant.answering.quoting.above import headings_above
from assistant.answering.quoting.blocks import block_at, first_sentence, in_one_line, list_start, words_of
from assistant.answering.quoting.labels import PARAGRAPH_NUMBER, is_numbered
from assistant.answering.quoting.shortening import its_beginning, its_end
from assistant.records import Document, Span

_HAS_A_NUMBER = re.compile(r"\(?\d|\W*[a-z]{1,2}[.)]\s")
FARTHEST_BLOCK = 12
# "Absatz 1 gilt nicht in folgenden Fällen": nobody sees what that is.
_APPLIES = re.compile(r"\bAbs(?:atz|\.)\s(?P<number>\d{1,2}[a-z]?)\s(?:Satz\s\d\s)?(?:gilt|findet)\b", re.IGNORECASE)
# Nor is it seen of "(2) Der in Absatz 1 genannte Beschluss", "(6) Vor Festlegung der in den Absätzen 4 und 5 genannten
# Listen", "wenn ein Fall gemäß Absatz 3 vorliegt".
_SPEAKS_OF = re.compile(
    r"(?:\A(?:\(\d{1,2}[a-z]?\)\s)?(?:[A-ZÄÖÜ]\w+\s)?(?:(?:der|die|das|den|dem|des)\s)?(?:in|nach)"
    r"|\A(?:\(\d{1,2}[a-z]?\)\s)?(?:[^\s,;:()]+\s){1,5}in(?=\s(?:den\s)?Abs(?:atz|ätzen)\s[^,;:()]{1,16}\sgenannte)"
    r"|\b(?:wenn|soweit|sofern)\sein\sFall\s(?:gemäß|nach|des))"
    r"\s(?:den\s)?Abs(?:atz|atzes|ätzen|\.)\s(?P<first>\d{1,2}[a-z]?)\b(?:\s(?:und|oder)\s(?P<second>\d{1,2}[a-z]?)\b)?",
    re.IGNORECASE,
)
_OF_A_LAW = re.compile(r"§\s?\d|Art(?:ikel|\.)\s?\d")


def opened_by(document: Document, quoted: Span) -> tuple[str, ...]:
    """How the paragraph of a law begins that the quote begins within: "(2) Über Ausnahmen entscheidet ..."; and what
    that beginning speaks of, or the quote, if it is one."""
    index, block = block_at(document, quoted)
    if block.kind != "paragraph":
        return ()
    if not PARAGRAPH_NUMBER.match(document.text, block.start):
        above = headings_above(document, block.start)
        if not above or not _OF_A_LAW.search(above[-1]):
            return ()
    first = Span(block.start, first_sentence(document, index))
    words = in_one_line(first.of(document.text))
    if quoted.start == block.start:
        return spoken_of(document, index, words)
    if first.end > quoted.start or PARAGRAPH_NUMBER.match(document.text, quoted.start):
        return ()
    return (*spoken_of(document, index, words), its_beginning(words))


def spoken_of(document: Document, index: int, words: str) -> tuple[str, ...]:
    """The paragraphs that `words`, of block `index`, speak of: the end of one where they only say whether it applies,
    else how they begin."""
    if applies := _APPLIES.search(words):
        return tuple(its_end(said) for said in _numbered(document, index, [applies["number"]]))
    speaks = _SPEAKS_OF.search(words)
    return tuple(its_beginning(said) for said in _numbered(document, index, speaks.groups() if speaks else ()))


def _numbered(document: Document, index: int, numbers: Iterable[str | None]) -> Iterator[str]:
    """The words of the paragraphs with these numbers that stand above block `index` in its section."""
    start = next((at for at in range(index, -1, -1) if document.blocks[at].kind == "heading"), 0)
    for number in filter(None, numbers):
        above = range(index - 1, start - 1, -1)
        found = (at for at in above if document.text.startswith(f"({number})", document.blocks[at].start))
        yield from (words_of(document, at) for at in islice(found, 1))


def below_a_number(document: Document, quoted: Span) -> tuple[str, ...]:
    """How the numbered paragraph begins that the quote stands below, in a paragraph or list without a number of its
    own: "(3) Im Wege einer Mischfinanzierung ..." above "Die Höhe der jeweiligen Zuwendung ..."."""
    index, block = block_at(document, quoted)
    if block.kind == "item":
        start = list_start(document, index)
        index, block = block_at(document, Span(start, start))
    if block.kind != "paragraph" or _HAS_A_NUMBER.match(document.text, block.start):
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
