"""What only says what a text holds, and is no quote: tables of contents, agendas, the heads of tables."""

from __future__ import annotations

import re
from collections.abc import Iterator

from assistant.answering.quoting.parts.lists import whole_list
from assistant.answering.quoting.parts.part import Part, part_at
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


def links_to_contents(part: Part) -> bool:
    """Whether a block is nothing but links to other places: of its text, or of the work that it is a part of."""
    place = part.document.text, part.start, part.end
    is_listed = part.kind == "item" or part.document.text.count("](", part.start, part.end) > 1
    return bool(_WITHIN.fullmatch(*place) or (is_listed and _OF_THE_WORK.fullmatch(*place)))


def is_page_of_contents(part: Part) -> bool:
    """Whether dots lead from a block, and from one beside it, to pages that the document has, in their order."""
    beside = (part.above, part, part.below)
    led = {one.index: line for one in beside if (line := _LEADS_TO_A_PAGE.fullmatch(one.words))}
    pages = [int(line["page"]) for line in led.values()]
    last = part.document.pages[-1].number if part.document.pages else 0
    return part.index in led and len(pages) > 1 and pages == sorted(pages) and pages[-1] <= last


def names_columns(row: Part) -> bool:
    """Whether a row is the head of its table, whose names stand in each row below: "Ort | Preis" over "Ort: Nord"."""
    if (row.kind, row.below.kind) != ("row", "row"):
        return False
    head, below = row.words, row.below.words
    return ": " not in head and all(f"{name}: " in below for name in head.split(" | "))


def only_names_a_topic(above: str, words: str) -> bool:
    """Whether words below "Tagesordnung" only name what is to be spoken of: no outcome, no figure, no verb."""
    is_listed = _AGENDA.search(above) is not None and not _OUTCOME.match(words)
    return is_listed and not figures(words) and not has_finite_verb(words)


def is_agenda(item: Part) -> bool:
    """Whether a block of minutes is an item of a list of which more than half stand as headings, too, or a topic of a
    list that calls itself an agenda."""
    document = item.document
    if document.info.type != "minutes" or item.kind != "item":
        return False
    listed = whole_list(item)
    leading = part_at(document, listed.start)
    heading = next((one.words for one in item.all_above() if one.kind == "heading"), "")
    if any(only_names_a_topic(one, item.text) for one in (heading, leading.words)):
        return True
    items = {letters(one.span.of(document.text)) for one in _items_in(document, listed)}
    headings = {letters(block.span.of(document.text)) for block in document.blocks if block.kind == "heading"}
    return len(items & headings) * 2 > len(items)


def is_of_contents(item: Part) -> bool:
    """Whether a block is an item of a list that calls itself one of contents, and more than half of its items hold the
    words of headings below it."""
    if item.kind != "item":
        return False
    listed = whole_list(item)
    leading = part_at(item.document, listed.start)
    above = leading.above if leading.kind == "item" and leading.index else leading
    if not _OF_CONTENTS.fullmatch(above.text):
        return False
    items = [letters(one.span.of(item.document.text)) for one in _items_in(item.document, listed)]
    below = (one for one in item.all_below() if one.kind == "heading")
    headings = {letters(_SUBJECT.split(one.text)[-1]) for one in below}
    named = [one for one in items if any(heading in one for heading in headings if len(heading) >= SHORTEST_NAME)]
    return len(named) * 2 > len(items)


def _items_in(document: Document, listed: Span) -> Iterator[Block]:
    return (block for block in document.blocks if block.kind == "item" and listed.holds(block.span))
