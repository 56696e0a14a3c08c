"""What stands above a quote of a law: how its paragraph begins."""

from __future__ import annotations

import re
from itertools import islice

from assistant.answering.quoting.above.headings_above import headings_above
from assistant.answering.quoting.above.shortening import both_ends, its_beginning
from assistant.answering.quoting.parts.blocks import first_sentence, first_words
from assistant.answering.quoting.parts.headings import PARAGRAPH_NUMBER, has_a_number, is_numbered
from assistant.answering.quoting.parts.lists import is_behind_a_list, list_start
from assistant.answering.quoting.parts.part import Part, part_at
from assistant.records import Document, Span

_HAS_A_NUMBER = re.compile(r"\(?\d|\W*[a-z]{1,2}[.)]\s")
_STANDS_ALONE = re.compile(rf"{_HAS_A_NUMBER.pattern}|\*\*[^*]+:\*\*|\*+\)")  # "**Fußnote:** ...", "*) ..."
_GOES_ON = re.compile(r"(?![a-z]{1,2}[.)]\s)[a-zäöüß]|\d{1,3}\s[a-zäöüß]")
FARTHEST_BLOCK = 12
_OF_A_LAW = re.compile(r"§\s?\d|Art(?:ikel|\.)\s?\d")


def is_of_a_law(part: Part) -> bool:
    """Whether a block stands below a heading that counts: "§ 4", "Artikel 7"."""
    above = headings_above(part.document, part.start)
    return bool(above) and _OF_A_LAW.search(above[-1]) is not None


def begins_with_a_rest(part: Part) -> bool:
    """Whether a paragraph begins with the end of a sentence that stands above it: behind its list, "gestellt wurde.",
    or where the page breaks."""
    if part.above.kind not in ("item", "paragraph"):
        return False
    is_torn = part.above.words[-1:].isalnum()
    return is_behind_a_list(part) or (is_torn and _GOES_ON.match(part.document.text, part.start) is not None)


def opened_by(document: Document, quoted: Span) -> tuple[str, ...]:
    """How the paragraph of a law begins that the quote begins within: "(2) Über Ausnahmen entscheidet ..."."""
    part = part_at(document, quoted.start)
    if part.kind != "paragraph" or not (has_a_number(part) or is_of_a_law(part)):
        return ()
    is_within = first_sentence(part).end <= quoted.start and not PARAGRAPH_NUMBER.match(document.text, quoted.start)
    return (both_ends(first_words(part)),) if is_within and not begins_with_a_rest(part) else ()


def below_a_number(document: Document, quoted: Span) -> tuple[str, ...]:
    """How the numbered paragraph begins that the quote stands below, in a paragraph or list without a number of its
    own: "(3) Im Wege einer Mischfinanzierung ..." above "Die Höhe der jeweiligen Zuwendung ..."."""
    part = part_at(document, quoted.start)
    if part.kind == "item":
        part = part_at(document, list_start(part))
    stands_alone = _STANDS_ALONE.match(document.text, part.start) and not begins_with_a_rest(part)
    if part.kind != "paragraph" or stands_alone:
        return ()
    for above in islice(part.all_above(), FARTHEST_BLOCK):
        if above.kind in ("heading", "row") or is_numbered(above):
            break
        if has_a_number(above):
            words = its_beginning(first_words(above))
            return (words if words.endswith((".", ":", "…")) else f"{words} …",)
        if above.kind == "paragraph" and _HAS_A_NUMBER.match(document.text, above.start):
            break
    return ()
