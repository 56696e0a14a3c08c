"""Lists: where they begin and end, what leads them in, and how a sentence goes on behind them."""

from __future__ import annotations

import re
import sys

from assistant.answering.quoting.parts.blocks import NAME_WORDS, definitions_from, first_sentence, last_sentence
from assistant.answering.quoting.parts.part import Part, part_at
from assistant.language.tagger import has_finite_verb
from assistant.records import Document, Span

# How a sentence goes on behind its list where it does not end there: "sowie in Verbundprojekten auch".
_JOINS = re.compile(r"(?:sowie|und|oder|beziehungsweise|bzw\.|aber|sofern|soweit|wenn|wobei|and|or|if)\b")
# How the main clause begins behind what it depends on.
_MAIN_CLAUSE = re.compile(
    r"(?:so|ist|sind|wird|werden|hat|haben|gilt|gelten|bleib(?:t|en)|besteh(?:t|en)|kann|können|muss|müssen|darf|dürfen"
    r"|soll|sollen|is|are|shall|must|may)\b"
)
# A list that begins so goes on behind a paragraph; what leads it in stands above that.
_GOES_ON_COUNTING = re.compile(r"(?:(?:[2-9]|\d\d|\d[a-z])\.|(?:[b-hj-z]|[ivx]{2,4}|bb|cc|dd|ee)\))\s")
_BARE_NUMBER = re.compile(r"\d{1,2}[.)]")  # of an item whose first part begins the list
_COUNTED = re.compile(r"\**\d{1,2}[a-z]?[.)]\s+(?P<name>\S.*)")
_BEGINS_A_NAME = re.compile(r"[*_„\"]{0,4}[A-ZÄÖÜ0-9]")  # not "leichtere Suche", "(Jonas) Adresse einrichten"
_RULE = re.compile(r"^[^\S\n]*(?:-{3,}|\*{3,}|_{3,})[^\S\n]*$", re.MULTILINE)
# A web address of its own, as it stands below what it belongs to.
_ADDRESS = (
    r"(?:<(?:https?://|www\.)[^\s<>]+>,?|(?:https?://|www\.)[^\s<>]++|\[(?:https?://|www\.)[^\]\s]+\]\([^)\s]*\),?)"
)
_ADDRESSES = re.compile(rf"{_ADDRESS}(?:\s{_ADDRESS})*+")
_NOTE = re.compile(r"\d{1,2}\)\s")
_STARS = re.compile(r"(?:\\\*)+(?=\s)")


def leads_in(part: Part) -> bool:
    """Whether a list stands right below a block; not behind a rule, where notes on the text do, nor below a web
    address, which belongs to what stands above it."""
    if part.below.kind != "item" or _is_below_a_rule(part.below):
        return False
    return not is_counted_topic(part.below) and not _is_address(part)


def _is_below_a_rule(part: Part) -> bool:
    return _RULE.search(part.document.text, part.above.end, part.start) is not None


def is_note(part: Part) -> bool:
    """Whether an item is one of the notes below a rule with which a text, or its part below a heading, ends: "3)
    Amtsblatt 4/2019, Seite 7"."""
    if part.kind != "item" or not _NOTE.match(part.document.text, part.start):
        return False
    first, behind = part, behind_items(part)
    while first.above.kind == "item" and not _is_below_a_rule(first):
        first = first.above
    is_at_the_end = behind.kind in (None, "heading") or definitions_from(behind) == behind.start
    return is_at_the_end and first.above.kind not in (None, "heading") and _is_below_a_rule(first)


def _is_address(part: Part) -> bool:
    return _ADDRESSES.fullmatch(part.words) is not None


def is_counted_topic(part: Part) -> bool:
    """Whether an item is a numbered topic, with what is said of it below, and none of a list: "2. Bericht"."""
    counted = _COUNTED.fullmatch(part.words) if part.kind == "item" else None
    if counted is None or not _is_name(counted["name"]):
        return False
    above, below = part.above, part.below
    if below.kind == "item":
        if part.document.info.type != "minutes" or below.level != part.level or _counts(below):
            return False
    elif below.kind not in ("paragraph", "row"):
        return False
    is_led_in = above.kind == "paragraph" and above.words.endswith(":")
    return not is_led_in and not (above.kind == "item" and _counts(above))


def _is_name(words: str) -> bool:
    if len(words.split()) > NAME_WORDS or not _BEGINS_A_NAME.match(words):
        return False
    is_other = words.endswith((".", "!", "?", ":", ";", ",")) or any(map(str.isdigit, words))
    return not is_other and not has_finite_verb(words)


def _counts(part: Part) -> bool:
    return _COUNTED.fullmatch(part.words) is not None


def list_start(part: Part) -> int:
    """Where the list begins that a block belongs to: at the sentence that leads it in, if one does."""
    first = part
    while first.above.kind == "item" or _is_rest_of_a_list(first.above):
        if is_counted_topic(first.above):
            break
        first = first.above
    if first.index > 1 and _BARE_NUMBER.fullmatch(first.above.words):
        first = first.above
    leading = first.above
    if leading.kind != "paragraph" or _is_address(leading) or _is_below_a_rule(first):
        return first.start
    if _GOES_ON_COUNTING.match(part.document.text, first.start) and leading.words.endswith((".", "!", "?")):
        return first.start
    return last_sentence(leading).start


def _is_rest_of_a_list(part: Part) -> bool:
    """Whether a paragraph is one sentence that the list above it left open, with another list below."""
    return is_behind_a_list(part) and last_sentence(part).start == part.start


def level_of(item: Part) -> int:
    """How deep an item lies: by its place, or by the stars that its text begins with, which a list within a list has in
    some wikis: "- \\*\\* Kai" below "- Hafen"."""
    stars = _STARS.match(item.document.text, item.start, item.end)
    return max(item.level, stars[0].count("*") if stars else 0)


def list_end(part: Part, so_far: Span, limit: int = sys.maxsize, level: int = 1) -> int:
    """Where the list that a block leads in or belongs to ends, as far as the limit allows.

    Only its items of `level` and deeper count. A sentence that goes on behind the list belongs to it.
    """
    end = so_far.end
    for below in part.all_below():
        is_rest = level == 1 and is_behind_a_list(below)
        if not is_rest and (below.kind != "item" or level_of(below) < level or is_counted_topic(below)):
            break
        next_end = first_sentence(below).end if is_rest else below.end
        if next_end - so_far.start > limit:
            break
        end = next_end
        if end < below.end:
            break
    return end


def whole_list(part: Part) -> Span:
    """The list that a block belongs to, with what leads it in."""
    return Span(list_start(part), list_end(part, part.span))


def behind_items(part: Part) -> Part:
    """The next block behind a block that is no item."""
    below = part.below
    while below.kind == "item":
        below = below.below
    return below


def is_left_open(document: Document, quoted: Span) -> bool:
    """Whether a stretch that begins above a list ends within it or before it, and what is said stands behind it: "Fällt
    er weg, weil - ... - ..., so gilt der Bescheid nicht."."""
    head = part_at(document, quoted.start)
    if head.kind != "paragraph" or not leads_in(head):
        return False
    rest = behind_items(head)
    if not is_behind_a_list(rest) or quoted.end < head.end:
        return False
    return quoted.end < rest.start and _MAIN_CLAUSE.match(document.text, rest.start) is not None


def is_behind_a_list(part: Part) -> bool:
    """Whether a paragraph goes on, in small letters, with what the list above it left open ("erfüllt.", "sowie")."""
    if part.above.kind != "item" or part.kind != "paragraph":
        return False
    first = first_sentence(part).of(part.document.text)
    is_joined = _JOINS.match(first) is not None and first[-1] != ":"
    is_between = first.endswith(",") and leads_in(part)
    is_rest = first[:2].islower() and (first.endswith(".") or is_joined or is_between)
    return is_rest and not part.above.words.endswith((".", "!", "?", ":"))
