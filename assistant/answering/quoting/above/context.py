"""What stands above a quote and is shown beside it: headings, what leads its list in, what it refers to, its rows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from itertools import takewhile
from typing import NamedTuple

from assistant.answering.quoting.above.headings_above import around, headings_above
from assistant.answering.quoting.above.law import begins_with_a_rest, below_a_number, opened_by
from assistant.answering.quoting.above.named import repeats
from assistant.answering.quoting.above.numbered import before_a_number, opened_for_parts
from assistant.answering.quoting.above.pointed import begun, pointed_to, section_opened
from assistant.answering.quoting.above.shortening import both_ends, cut_at, its_beginning, its_end, last_words
from assistant.answering.quoting.above.topics import topic
from assistant.answering.quoting.parts.blocks import first_words, last_sentence
from assistant.answering.quoting.parts.headings import (
    PARAGRAPH_NUMBER,
    counts_on,
    is_bold_above,
    is_label_above,
    is_numbered,
    lettered_as,
    letters_of,
    names_rows,
)
from assistant.answering.quoting.parts.labels import below_pictures, names_only
from assistant.answering.quoting.parts.lists import (
    behind_items,
    is_behind_a_list,
    is_counted_topic,
    leads_in,
    list_start,
)
from assistant.answering.quoting.parts.nesting import counted_from, parents_of
from assistant.answering.quoting.parts.outline import Outline, outline_head
from assistant.answering.quoting.parts.part import Part, in_one_line, part_at
from assistant.answering.quoting.parts.rows import columns, goes_on_from, in_one_table
from assistant.language import sentences
from assistant.language.negation import is_negated
from assistant.language.referring.refers_back import refers_back
from assistant.language.referring.takes_up import goes_on, takes_up
from assistant.records import Document, Span

# "Gewicht: 30 %"; a sum is said of all that stands above.
_VALUE = re.compile(r"[A-ZÄÖÜ][\wäöüß-]+:\s[^.!?]*\d[^.!?]*")
VALUE_WORDS = 8
_TOTAL = re.compile(r"Gesamt|Summe|Insgesamt")
_FOLLOWING = re.compile(r"\bfolgende", re.IGNORECASE)  # "gemäß folgender Gliederung (a bis h) zu erstellen."
_OWN_LABEL = re.compile(r"[A-ZÄÖÜ]{3,}:")
FARTHEST_BOLD = 20  # so many blocks below a few bold words may still be about them
FARTHEST_BOLD_ITEM = 3  # of a list, where plain items may be topics, too
_PICTURE = re.compile(r"!\[[^\[\]]*\]\([^()]*\)\s?")
ROW_CHARACTERS = 120  # of a row that is too long to be quoted tell what it is of
# The number of a row in its first cell: "Nr: 17.1.2 | Gegenstand: ...", "Nr: a) | ...".
_ROW_NUMBER = re.compile(r"[^:|]{0,20}:\s\**(\d{1,2}(?:\.\d{1,2})*(?=\.?\**\s\|)|[a-z]{1,2}(?=\)))[.)]?\**(?=\s\|)")
# Notes, "1) Ohne Umsatzsteuer.", "[^2]: ...", "Quelle: Amt für Häfen.", links, and values of their own, "Farbe: Grau".
_BESIDE_A_TABLE = re.compile(r"[*_]*(?:\[|[¹²³*]|\(?(?:\d{1,2}|[a-z])[.)]?\W|[A-ZÄÖÜ][\wäöüß-]+:\s)")
_A_WORD = re.compile(r"[^\W\d_]{2}")
_BOLD_NUMBER = re.compile(r"\*\*(\d{1,2}(?:\.\d{1,2})*)\.?\s")


class Above(NamedTuple):
    """What is shown above a quote, each outermost first, as in a Quote."""

    headings: tuple[str, ...]
    elsewhere: tuple[str, ...]
    before: tuple[str, ...]


def context(document: Document, sentence: Span, quoted: Span) -> Above:
    """What the sentence, quoted as `quoted`, has above it."""
    led_in = _led_in_by(document, sentence, quoted)
    before = (
        *below_a_number(document, quoted),
        *_valued(document, quoted),
        *led_in,
        *_ended_behind(document, quoted),
        *_above_its_table(document, quoted),
        *_said_before(document, quoted),
        *_rows_above(document, sentence),
    )
    headings = _headings(document, quoted)
    said = (in_one_line(quoted.of(document.text)), *led_in[-1:], *headings[-1:])
    opened = section_opened(document, headings[-1], quoted) if headings else ()
    opened = tuple(one for one in opened if is_negated(one) or not repeats(one, said))
    headings = (*headings, *(one for one in topic(document, quoted) if one not in headings))
    pointed = pointed_to(document, quoted, dict.fromkeys((*said, *before)), (*headings, *opened, *before))
    elsewhere = (one for one in dict.fromkeys((*opened, *pointed)) if one not in before)
    return Above(headings, tuple(elsewhere), tuple(dict.fromkeys(before)))


def _headings(document: Document, quoted: Span) -> tuple[str, ...]:
    """The headings above the quote, also numbered, lettered and bold ones that were read as paragraphs, and its own
    where it begins with one."""
    here = part_at(document, quoted.start)
    above = headings_above(document, here.end if here.kind == "heading" else quoted.start)
    if above and above[-1].endswith(":") and _OWN_LABEL.match(document.text, quoted.start):
        above = above[:-1]  # "TODO:" ends what stood below "Konsens:"
    outline = Outline(document)
    own = 0 if outline.begins(here) else letters_of(here)
    lettered: dict[int, str] = {}  # by the number of letters, "c)" and "aa)"; 0 is the part of an outline, "C."
    bold = ""
    for part in here.all_above():
        if part.kind == "heading":
            break
        if part.kind == "row":  # names nothing below it, and there may be thousands
            continue
        if is_numbered(part) or is_counted_topic(part) or counts_on(part, above):
            heading = part.words
            if not around((heading,), here.words):
                continue
            return (*around(above, heading), heading, *_innermost_last(lettered, bold))
        if 0 not in lettered and outline.begins(part):
            is_near = here.index - part.index <= FARTHEST_BOLD and own != 0
            lettered[0] = outline_head(part) if is_near else ""
        elif (letters := lettered_as(part)) and all(letters < inner for inner in (*lettered, own)):
            lettered[letters] = part.words
        elif not bold and not lettered and _stands_above(part, here):
            bold = part.words.strip("*")
    return (*above, *_innermost_last(lettered, bold))


def _stands_above(part: Part, here: Part) -> bool:
    """Whether a block names what the one `here`, below it, is about: a few words in bold, or a label right above it;
    not where that has such a name of its own."""
    if is_bold_above(here):
        return False
    if names_rows(part):
        return _names_row(part, here)
    below_it = here.index - part.index
    if is_bold_above(part):
        return below_it <= (FARTHEST_BOLD_ITEM if part.kind == "item" else FARTHEST_BOLD)
    is_named = here.kind != "paragraph" or here.words.endswith(":")
    return below_it == 1 and not is_named and is_label_above(part)


def _names_row(part: Part, row: Part) -> bool:
    """Whether what names a table stands above its row: not one of the next table, nor one with a number that
    is no part of theirs ("15" below "**14. Bojen**")."""
    rows = row.document.blocks[part.index + 1 : row.index + 1]
    if any(one.kind != "row" for one in rows):
        return False
    own, above = _row_number(row), _BOLD_NUMBER.match(part.words)
    is_part = own is None or above is None or _is_part_of(own[1], above[1])
    return is_part and in_one_table(part.below, row)


def _innermost_last(lettered: Mapping[int, str], bold: str) -> list[str]:
    return list(filter(None, [*(lettered[letters] for letters in sorted(lettered)), bold]))


def _led_in_by(document: Document, sentence: Span, quoted: Span) -> tuple[str, ...]:
    """What leads in the list that the sentence is an item of, where it stands too far above to be quoted with it; and
    how it goes on behind the list: "Das Land wird ermächtigt, ... … zu regeln."."""
    part = part_at(document, sentence.start)
    start = list_start(part)
    leading = part_at(document, start)
    if part.kind == leading.kind == "item" and (one := counted_from(leading)) is not None:
        return (*_led_in_by(document, one.span, quoted), *_parts_above(part, quoted))
    if part.kind != "item" or start >= quoted.start:
        return ()
    span = Span(start, leading.end)
    words = in_one_line(span.of(document.text))
    if words.endswith("."):
        words = _announcing(leading)
    is_item = words.startswith("\\*")  # of a list whose signs were escaped
    if leading.kind != "paragraph" or not words or is_item or names_only(leading, span):
        return ()
    return (*opened_by(document, span), its_end(words) + _taken_up(part, quoted), *_parts_above(part, quoted))


def _parts_above(part: Part, quoted: Span) -> list[str]:
    """How the items begin that a block is a part of and that stand above the quote, outermost first."""
    return [its_beginning(one.words) for one in parents_of(part) if one.start < quoted.start][::-1]


def _ended_behind(document: Document, quoted: Span) -> tuple[str, ...]:
    """How the sentence of the list with which the quote ends goes on behind it, where there is no room for that, below
    the last words that lead the list in: "Nichtig werden … wenn niemand sie binnen eines Jahres anzeigt."."""
    part = part_at(document, quoted.end - 1)
    start = list_start(part)
    leading = part_at(document, start)
    if part.kind != "item" or leading.kind != "paragraph" or start < quoted.start:
        return ()
    end, words = _taken_up(part, quoted), in_one_line(document.text[start : leading.end])
    return (last_words(words) + end,) if end.endswith(".") and not words.endswith(".") else ()


def _announcing(part: Part) -> str:
    """The last sentence of a finished paragraph that says what "the following" list below it is; "" without one."""
    said = part.words
    spans = (span.of(said) for span in reversed(sentences.split(said)))
    return next((words for words in spans if _FOLLOWING.search(words)), "")


def _taken_up(part: Part, quoted: Span) -> str:
    """What takes up the sentence behind the list of a block, if it does and the quote ends before."""
    below = behind_items(part)
    if not is_behind_a_list(below) or below.start < quoted.end:
        return ""
    return f" … {both_ends(first_words(below))}"


def _said_before(document: Document, quoted: Span) -> tuple[str, ...]:
    """How the block begins in which the quote begins, if that is an item, a row or a paragraph of a law; and the end of
    the sentence before the quote, where it refers back to that or takes something up from it."""
    part = part_at(document, quoted.start)
    text = document.text[part.start : quoted.start]
    before = [in_one_line(span.of(text)) for span in sentences.split(text)]
    if part.kind == "row" and before:
        row = _PICTURE.sub("", in_one_line(text))
        return (cut_at(row, ROW_CHARACTERS),) if _A_WORD.search(row) else ()
    if part.kind == "paragraph" and not before:
        return _said_above(part, quoted)
    if part.kind not in ("paragraph", "item") or not before:
        return ()
    opened = opened_by(document, quoted)
    if part.kind == "item" and _A_WORD.search(before[0]):
        opened = (its_beginning(before[0]),)
    needs_it = refers_back(document.text, quoted) or takes_up(document.text, quoted, before[-1])
    is_shown = len(before) == 1 and (opened or begins_with_a_rest(part))
    return (*opened, its_end(before[-1])) if needs_it and not is_shown else opened


def _above_its_table(document: Document, quoted: Span) -> tuple[str, ...]:
    """What the paragraph right above the table of a row ends with: "Der Zuschuss beträgt höchstens 50 % von:". Between
    two tables only what leads in, for all else may be a note on the upper one."""
    first = row = part_at(document, quoted.start)
    while first.above.kind == "row":
        first = first.above
    paragraph = first.above
    if (row.kind, paragraph.kind) != ("row", "paragraph"):
        return ()
    above = last_sentence(paragraph)
    words = in_one_line(above.of(document.text))
    is_rule = words.endswith(".") and not _BESIDE_A_TABLE.match(words) and paragraph.above.kind != "row"
    is_about_it = words.endswith(":") or (columns(row) and is_rule)
    is_shown = is_about_it and in_one_table(first, row) and not names_only(paragraph, above)
    return (its_end(words),) if is_shown else ()


def _said_above(part: Part, quoted: Span) -> tuple[str, ...]:
    """The last sentence of the paragraph above, or above the pictures there, that the first one of a block goes on
    from; of a numbered one what the one before it says of the same."""
    text = part.document.text
    if PARAGRAPH_NUMBER.match(text, quoted.start):
        return before_a_number(part, quoted)
    if opened := opened_for_parts(part):
        return opened
    if part.above.kind == "item" and refers_back(text, quoted):
        return _listed_above(part)
    upper = below_pictures(part)
    if upper.above.kind != "paragraph":
        return ()
    above = last_sentence(upper.above)
    needs_it = refers_back(text, quoted) or goes_on(text, quoted)
    needs_it = needs_it or (upper.start == quoted.start and _is_announced(upper))
    is_shown = needs_it and not names_only(upper.above, above)
    return (its_end(in_one_line(above.of(text))),) if is_shown else ()


def _listed_above(part: Part) -> tuple[str, ...]:
    """How the list begins that ends right above a block, with what leads it in by a colon; none without that."""
    leading = part_at(part.document, list_start(part.above))
    is_list = leading.kind == "paragraph" and leading.words.endswith(":")
    return (begun(leading),) if is_list and not lettered_as(part.above) else ()


def _is_announced(part: Part) -> bool:
    """Whether a paragraph with a list below is no sentence, and stands below one that ends with a colon, as the first
    of what that announces, or its heading."""
    is_bare = leads_in(part) and not part.words.endswith((":", ".", "!", "?", ";", ","))
    return is_bare and part.above.words.endswith(":")


def _valued(document: Document, quoted: Span) -> tuple[str, ...]:
    """What a line of a name and a value is said of, the block above that is none such, or what leads its list in:
    "Qualität des Konzepts" above "Gewicht: 30 %", "Punkte: höchstens 10"."""
    part = part_at(document, quoted.start)
    if quoted.end > part.end or not _is_value(part) or _TOTAL.match(document.text, quoted.start):
        return ()
    while part.index and _is_value(part):
        part = part.above
    leading = part_at(document, list_start(part))
    return (its_beginning(leading.words),) if leading.kind == "paragraph" and not _is_value(leading) else ()


def _is_value(part: Part) -> bool:
    is_short = len(part.words.split()) <= VALUE_WORDS
    return part.kind == "paragraph" and is_short and _VALUE.fullmatch(part.words) is not None


def _rows_above(document: Document, sentence: Span) -> tuple[str, ...]:
    """The rows of a table that a row is a part of by its number, "17" and "17.1" above "17.1.2", "9.1" above "a)", or
    the numbered one that it goes on from."""
    row = part_at(document, sentence.start)
    if row.kind != "row":
        return ()
    first = goes_on_from(row)
    if first is not None and (number := _row_number(first)):
        return (its_beginning(_behind(number, first)),)
    own = _row_number(row)
    if own is None:
        return ()
    inner, found = own[1], list[str]()
    for above in takewhile(lambda one: one.kind == "row", row.all_above()):
        number = _row_number(above)
        if number and not found and number[1] == own[1] and not own[1].isalpha():
            found.append(its_beginning(_behind(number, above)))
        elif number and _is_part_of(inner, number[1]):
            found.insert(0, _behind(number, above))
            inner = number[1]
    return tuple(found)


def _row_number(row: Part) -> re.Match[str] | None:
    return _ROW_NUMBER.match(row.document.text, row.start, row.end)


def _behind(number: re.Match[str], row: Part) -> str:
    """What a row says behind its number."""
    return in_one_line(row.document.text[number.end() : row.end]).strip(" |")


def _is_part_of(number: str, other: str) -> bool:
    """Whether a row is a part of an earlier one by their numbers: "17.1.2" of "17.1", "a)" of "9.1", "aa)" of "a)"."""
    if number.isalpha():
        return not other.isalpha() or len(other) < len(number)
    return number.startswith(f"{other}.")
