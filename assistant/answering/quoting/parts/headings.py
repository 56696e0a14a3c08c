"""What stands above other words and names them, though it was read as a paragraph or item: headings, labels, terms."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.quoting.parts.lists import leads_in
from assistant.answering.quoting.parts.part import Part
from assistant.answering.quoting.parts.scraps import SCRAP_WORDS, is_date, is_scrap, measures
from assistant.answering.quoting.parts.torn import STOPS, breaks_off
from assistant.language.tagger import has_finite_verb

PARAGRAPH_NUMBER = re.compile(r"\(\d{1,3}[a-z]?\)\s")
# What only names what stands beside it.
CAPTION = re.compile(r"\W*(?:Abbildung|Abb\.|Tabelle|Tab\.|Listing|Figure|Fig\.|Table)\s\d")
_BOLD = re.compile(r"\*\*(?:[^*.!?:;]|(?<=\d):(?=\s)|\b(?:Abs|Art|bzw|gem|Nr|vgl)\.|\d\.)+\*\*")
ALL_BOLD = re.compile(r"\*\*[^*]+\*\*")
BOLD_WORDS = 15
_TITLE = re.compile(r"\*\*(?:Bekanntmachung|Richtlinien?|Förderrichtlinien?|Satzung|Gesetz|Verordnung)\b")
_LINE = re.compile(r"[A-ZÄÖÜ][^\s.!?:;,>]+(?:\s[^\s.!?:;,>]+)?")
_SLOGAN = re.compile(r"„[^„“”]*[“”]")
_NUMBERED = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})+\.?|§\s?\d{1,4}[a-z]?)\s+[A-ZÄÖÜ]")
_SMALL_NUMBERED = re.compile(r"(?P<chapter>\d{1,2}(?:\.\d{1,2})*)\.\d{1,2}\.?\s+[a-zäöü]")
_LETTERED = re.compile(r"(?:[-*]\s+)?([a-z]|[a-z]{2})\)\s+[A-ZÄÖÜ]")
MOST_LETTERS = 2  # count a part: "aa)"
HEADING_WORDS = 12  # a numbered paragraph of more words is a sentence that lost its stop
_DECIMAL = re.compile(r"#*\s*\d{1,2}(?:\.\d{1,2})+\.?")


def is_bold_name(words: str) -> bool:
    """Whether the words are all in bold and no sentence: "**Schritt 5: Bestätigung**"."""
    return _BOLD.fullmatch(words) is not None and not has_finite_verb(_SLOGAN.sub("", words))


def is_bold_above(part: Part) -> bool:
    """Whether a block is a few words in bold that stand above what follows: a step, the topic of minutes."""
    words, below = part.words, part.below
    is_name = len(words.split()) <= BOLD_WORDS and is_bold_name(words) and not measures(words)
    if not is_name or _TITLE.match(words) or below.kind is None:
        return False
    if part.kind == "item":
        return not any(one.kind == "item" and ALL_BOLD.fullmatch(one.words) for one in (part.above, below))
    return part.kind == "paragraph" and below.kind in ("paragraph", "item")


def is_label_above(part: Part) -> bool:
    """Whether a paragraph is a few words with a colon at the end and another paragraph below: "Gründe:"."""
    is_short = len(part.words.split()) < SCRAP_WORDS and part.words.rstrip("*").endswith(":")
    return is_short and (part.kind, part.below.kind) == ("paragraph", "paragraph")


def is_line_above(part: Part) -> bool:
    """Whether a block of minutes is a word or two behind a list, with something else below: "Finanzierung"."""
    if part.document.info.type != "minutes" or not _LINE.fullmatch(part.words):
        return False
    return (part.above.kind, part.kind) == ("item", "paragraph") and part.below.kind in ("paragraph", "item")


def names_rows(part: Part) -> bool:
    """Whether a paragraph right above a table names it: all in bold, or a caption."""
    words = part.words
    is_caption = CAPTION.match(words) is not None and len(words.split()) <= BOLD_WORDS
    return is_above_rows(part) and (is_caption or ALL_BOLD.fullmatch(words) is not None)


def is_above_rows(part: Part) -> bool:
    return (part.kind, part.below.kind) == ("paragraph", "row")


def has_a_number(part: Part) -> bool:
    """Whether a block begins with the number of a paragraph: "(2) Kähne ..."."""
    return PARAGRAPH_NUMBER.match(part.document.text, part.start) is not None


def is_numbered(part: Part) -> bool:
    """Whether a block is a numbered heading that was read as a paragraph: "6.4 Höhe der Zuwendung", "§ 5 Fristen", not
    "10.30 Uhr"."""
    words = part.text.rstrip()
    if part.kind != "paragraph" or not _NUMBERED.match(words) or len(words.split()) > HEADING_WORDS:
        return False
    if words.endswith(STOPS) or leads_in(part) or breaks_off(words):
        return False
    return not measures(words)


def counts_on(part: Part, above: Sequence[str]) -> bool:
    """Whether a paragraph is a numbered heading in small letters that goes on from those above it: "5.3.2 im Hafen"
    below "5.3.1 auf See"."""
    words = part.words
    number = _SMALL_NUMBERED.match(words)
    if number is None or part.kind != "paragraph" or len(words.split()) > HEADING_WORDS:
        return False
    is_beside = any(heading.startswith((f"{number['chapter']}.", f"{number['chapter']} ")) for heading in above)
    return is_beside and not words.endswith(STOPS) and not leads_in(part) and not measures(words)


def lettered_as(part: Part) -> int:
    """The number of letters of a lettered heading that was read as a paragraph or item: 1 of "c) Entsiegelung", 2 of
    "aa) Erstvorhaben"; 0 of everything else, such as an item of a list."""
    words = part.text.rstrip()
    label = _LETTERED.match(words)
    is_open = words.endswith(":") and (part.kind, part.below.kind) == ("item", "paragraph")
    if not label or len(words.split()) > HEADING_WORDS or (words.endswith(STOPS) and not is_open):
        return 0
    is_listed = any(_is_like(one, len(label[1])) for one in (part.above, part.below))
    return 0 if is_listed or breaks_off(words) or measures(words) else len(label[1])


def letters_of(part: Part) -> int:
    """How many small letters count a block, 2 of "aa) ..."; more than any of what is not counted so."""
    label = _LETTERED.match(part.document.text, part.start, part.end)
    return len(label[1]) if label else MOST_LETTERS + 1


def _is_like(part: Part, count: int) -> bool:
    """Whether a block is an item of a list that has as many letters, or none."""
    if part.kind != "item":
        return False
    found = _LETTERED.match(part.document.text, part.start)
    return found is None or len(found[1]) == count


def is_term(part: Part) -> bool:
    """Whether a paragraph is a term of a glossary: a few words below nothing but a number, "3.3.8", and above more that
    say what it is."""
    below = part.below
    if (part.kind, below.kind) != ("paragraph", "paragraph") or not _is_bare_number(part.above):
        return False
    return is_scrap(part, part.span) and not is_scrap(below, below.span)


def _is_bare_number(part: Part) -> bool:
    """Whether a block is the number of a section: "3.3", or where it was not read as a heading "3.3.8".

    "14.30" may be a time there, and "2.50" a price.
    """
    words = part.words
    parts = 2 if part.kind == "heading" else 3
    return _DECIMAL.fullmatch(words) is not None and len(words.strip("#. ").split(".")) >= parts and not is_date(words)
