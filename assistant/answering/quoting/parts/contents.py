"""What only says what a text holds, and is no quote: tables of contents, agendas, the heads of tables."""

from __future__ import annotations

import re

from assistant.answering.quoting.parts.blocks import block_at, list_end, list_start, words_of
from assistant.language.figures import figures
from assistant.language.spelling import letters
from assistant.language.tagger import has_finite_verb
from assistant.records import Block, Document, Span

# Entries of a table of contents: links to other places of the same text; items, or several links, to other places of
# the same work, no documents that it hands out; and lines that dots lead to a page.
_FILE = r"[^)\s]*\.(?!html?\b|md\b|php\b)\w{2,4}(?:[#?][^)\s]*)?(?:\s[\"'][^)]*)?\)"
_WITHIN = re.compile(r"\s*(?:[-*]\s+|\d+\.\s+)?(?:\[[^\]]*\]\(#[^)]*\)\s*)+")
_OF_THE_WORK = re.compile(rf"\s*(?:[-*]\s+|\d+\.\s+)?(?:\[[^\]]*\]\((?!\w+:|www\.|{_FILE})[^)]*\)\s*)+")
_LEADS_TO_A_PAGE = re.compile(r".{3,200}?…\s?(?P<page>\d{1,3})")
_AGENDA = re.compile(
    r"\bTOPs?\b(?!\s?\d)|\bTagesordnung(?:spunkte)?\b(?!\s(?:und|&|\d))|\bAgenda\b(?!\s?\d)|\bThemenvorschläge\b"
)
_OUTCOME = re.compile(r"\W*(?:Beschl[uü]ss|Ergebnis|Festlegung)")
_OF_CONTENTS = re.compile(
    r"\W*(?:inhalt(?:sverzeichnis|sübersicht)?|(?:die\s)?themen|in dieser (?:ausgabe|nummer)|auf einen blick"
    r"|(?:table of )?contents|in this issue|topics)\b[^.!?]{0,30}",
    re.IGNORECASE,
)
_SUBJECT = re.compile(r"\b(?:Betreff|Subject):\s*")
SHORTEST_NAME = 6  # letters


def links_to_contents(document: Document, block: Block) -> bool:
    """Whether a block is nothing but links to other places: of its text, or of the work that it is a part of."""
    place = document.text, block.start, block.end
    is_listed = block.kind == "item" or document.text.count("](", block.start, block.end) > 1
    return bool(_WITHIN.fullmatch(*place) or (is_listed and _OF_THE_WORK.fullmatch(*place)))


def is_page_of_contents(document: Document, index: int) -> bool:
    """Whether dots lead from a block, and from one beside it, to pages that the document has, in their order."""
    beside = range(max(index - 1, 0), min(index + 2, len(document.blocks)))
    led = {at: line for at in beside if (line := _LEADS_TO_A_PAGE.fullmatch(words_of(document, at)))}
    pages = [int(line["page"]) for line in led.values()]
    last = document.pages[-1].number if document.pages else 0
    return index in led and len(pages) > 1 and pages == sorted(pages) and pages[-1] <= last


def names_columns(document: Document, index: int) -> bool:
    """Whether a row is the head of its table, whose names stand in each row below: "Ort | Preis" over "Ort: Nord"."""
    rows = document.blocks[index : index + 2]
    if [row.kind for row in rows] != ["row", "row"]:
        return False
    head, below = (words_of(document, at) for at in (index, index + 1))
    return ": " not in head and all(f"{name}: " in below for name in head.split(" | "))


def only_names_a_topic(above: str, words: str) -> bool:
    """Whether words below "Tagesordnung" only name what is to be spoken of: no outcome, no figure, no verb."""
    is_listed = _AGENDA.search(above) is not None and not _OUTCOME.match(words)
    return is_listed and not figures(words) and not has_finite_verb(words)


def is_agenda(document: Document, index: int) -> bool:
    """Whether a block of minutes is an item of a list of which more than half stand as headings, too, or a topic of a
    list that calls itself an agenda."""
    block, text = document.blocks[index], document.text
    if document.info.type != "minutes" or block.kind != "item":
        return False
    words = text[block.start : block.end]
    listed = Span(list_start(document, index), list_end(document, index, block.span, len(text)))
    leading = words_of(document, block_at(document, listed)[0])
    above = next((words_of(document, at) for at in range(index, -1, -1) if document.blocks[at].kind == "heading"), "")
    if any(only_names_a_topic(one, words) for one in (above, leading)):
        return True
    items = {letters(text[b.start : b.end]) for b in document.blocks if b.kind == "item" and listed.holds(b.span)}
    headings = {letters(text[block.start : block.end]) for block in document.blocks if block.kind == "heading"}
    return len(items & headings) * 2 > len(items)


def is_of_contents(document: Document, index: int) -> bool:
    """Whether a block is an item of a list that calls itself one of contents, and more than half of its items hold the
    words of headings below it."""
    block, text = document.blocks[index], document.text
    if block.kind != "item":
        return False
    listed = Span(list_start(document, index), list_end(document, index, block.span, len(text)))
    first, leading = block_at(document, listed)
    above = document.blocks[first - 1] if leading.kind == "item" and first else leading
    if not _OF_CONTENTS.fullmatch(above.span.of(text)):
        return False
    items = [letters(one.span.of(text)) for one in document.blocks if one.kind == "item" and listed.holds(one.span)]
    below = (one for one in document.blocks[index:] if one.kind == "heading")
    headings = {letters(_SUBJECT.split(one.span.of(text))[-1]) for one in below}
    named = [item for item in items if any(heading in item for heading in headings if len(heading) >= SHORTEST_NAME)]
    return len(named) * 2 > len(items)
