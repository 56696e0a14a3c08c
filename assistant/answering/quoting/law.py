"""What stands above a quote of a law: how its paragraph begins, and the paragraph that it speaks of."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from itertools import chain, islice, takewhile

from assistant.answering.quoting.above import headings_above
from assistant.answering.quoting.blocks import (
    block_at,
    first_sentence,
    in_one_line,
    leads_in,
    list_end,
    list_start,
    words_of,
)
from assistant.answering.quoting.labels import PARAGRAPH_NUMBER, is_numbered
from assistant.answering.quoting.self_contained import points_elsewhere, without_named
from assistant.answering.quoting.shortening import its_beginning, its_end
from assistant.records import Block, Document, Quote, Span

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
# "eine Tätigkeit nach Absatz 1", "die Anforderungen der Absätze 2 und 3"; of "die Absätze 2 bis 6" there are too many.
_PARAGRAPHS = re.compile(
    r"\bAbs(?:atz(?:es)?|ätzen?|\.)\s(\d{1,2}[a-z]?)\b(?!\sbis\b)(?:\s(?:und|oder)\s(\d{1,2}[a-z]?)\b)?"
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
        return tuple(its_end(words_of(document, at)) for at in _numbered(document, index, [applies["number"]]))
    speaks = _SPEAKS_OF.search(words)
    return tuple(_begun(document, at) for at in _numbered(document, index, speaks.groups() if speaks else ()))


def _begun(document: Document, index: int) -> str:
    """How block `index` begins, with the list that it leads in."""
    block = document.blocks[index]
    end = list_end(document, index, block.span, len(document.text)) if leads_in(document, index) else block.end
    return its_beginning(in_one_line(document.text[block.start : end]))


def _numbered(document: Document, index: int, numbers: Iterable[str | None]) -> Iterator[int]:
    """The paragraphs with these numbers in the section of block `index`, those above it first."""
    blocks = document.blocks
    above = range(index - 1, -1, -1)
    below = range(index + 1, len(blocks))
    for number in filter(None, numbers):
        section = chain.from_iterable(takewhile(lambda at: blocks[at].kind != "heading", way) for way in (above, below))
        found = (at for at in section if document.text.startswith(f"({number})", blocks[at].start))
        yield from islice(found, 1)


def with_what_it_points_to(document: Document, quoted: Quote) -> Quote:
    """The quote with how the paragraphs of its section begin that it speaks of, two at most, where they are shown
    neither in it nor above it."""
    if not points_elsewhere(quoted):
        return quoted
    index, _ = block_at(document, Span(quoted.start, quoted.end))
    places = _PARAGRAPHS.finditer(without_named(quoted.text))
    numbers = dict.fromkeys(number for place in places for number in place.groups() if number)
    outside = (at for at in _numbered(document, index, numbers) if not _is_within(document.blocks[at], quoted))
    shown = (_begun(document, at) for at in islice(outside, 2))
    return replace(quoted, headings=tuple(dict.fromkeys((*quoted.headings, *shown))))


def _is_within(block: Block, quoted: Quote) -> bool:
    return quoted.start <= block.start < quoted.end


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
