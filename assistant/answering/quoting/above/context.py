"""What stands above a quote and is shown beside it: headings, what leads its list in, what it refers to, its rows."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import NamedTuple

from assistant.answering.quoting.above.headings_above import around, headings_above
from assistant.answering.quoting.above.law import begins_with_a_rest, below_a_number, opened_by
from assistant.answering.quoting.above.named import repeats
from assistant.answering.quoting.above.numbered import before_a_number, opened_for_parts
from assistant.answering.quoting.above.pointed import begun, pointed_to, section_opened
from assistant.answering.quoting.above.shortening import both_ends, cut_at, its_beginning, its_end, last_words
from assistant.answering.quoting.above.topics import topic
from assistant.answering.quoting.parts.blocks import (
    behind_items,
    block_at,
    columns,
    first_sentence,
    goes_on_from,
    in_one_line,
    in_one_table,
    is_behind_a_list,
    is_counted_topic,
    last_sentence,
    leads_in,
    list_start,
    words_of,
)
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
from assistant.answering.quoting.parts.nesting import counted_from, parents_of
from assistant.answering.quoting.parts.outline import Outline
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
    here, head = block_at(document, quoted)
    above = headings_above(document, head.end if head.kind == "heading" else quoted.start)
    if above and above[-1].endswith(":") and _OWN_LABEL.match(document.text, quoted.start):
        above = above[:-1]  # "TODO:" ends what stood below "Konsens:"
    outline = Outline(document)
    own = 0 if outline.begins(here) else letters_of(document, here)
    lettered: dict[int, str] = {}  # by the number of letters, "c)" and "aa)"; 0 is the part of an outline, "C."
    bold = ""
    for index in range(here - 1, -1, -1):
        if document.blocks[index].kind == "heading":
            break
        if document.blocks[index].kind == "row":  # names nothing below it, and there may be thousands
            continue
        if is_numbered(document, index) or is_counted_topic(document, index) or counts_on(document, index, above):
            heading = words_of(document, index)
            if not around((heading,), words_of(document, here)):
                continue
            return (*around(above, heading), heading, *_innermost_last(lettered, bold))
        if 0 not in lettered and outline.begins(index):
            is_near = here - index <= FARTHEST_BOLD and own != 0
            lettered[0] = outline.head(index) if is_near else ""
        elif (letters := lettered_as(document, index)) and all(letters < inner for inner in (*lettered, own)):
            lettered[letters] = words_of(document, index)
        elif not bold and not lettered and _stands_above(document, index, here):
            bold = words_of(document, index).strip("*")
    return (*above, *_innermost_last(lettered, bold))


def _stands_above(document: Document, index: int, here: int) -> bool:
    """Whether a block names what block `here`, below it, is about: a few words in bold, or a label right above it; not
    where that has such a name of its own."""
    if is_bold_above(document, here):
        return False
    if names_rows(document, index):
        return _names_row(document, index, here)
    if is_bold_above(document, index):
        is_item = document.blocks[index].kind == "item"
        return here - index <= (FARTHEST_BOLD_ITEM if is_item else FARTHEST_BOLD)
    is_named = document.blocks[here].kind != "paragraph" or words_of(document, here).endswith(":")
    return index == here - 1 and not is_named and is_label_above(document, index)


def _names_row(document: Document, index: int, row: int) -> bool:
    """Whether what names a table stands above its row: not one of the next table, nor one with a number that
    is no part of theirs ("15" below "**14. Bojen**")."""
    rows = range(index + 1, row + 1)
    if document.blocks[row].kind != "row" or any(document.blocks[at].kind != "row" for at in rows):
        return False
    own = _ROW_NUMBER.match(document.text, document.blocks[row].start, document.blocks[row].end)
    above = _BOLD_NUMBER.match(words_of(document, index))
    is_part = own is None or above is None or _is_part_of(own[1], above[1])
    return is_part and in_one_table(document, index + 1, row)


def _innermost_last(lettered: Mapping[int, str], bold: str) -> list[str]:
    return list(filter(None, [*(lettered[letters] for letters in sorted(lettered)), bold]))


def _led_in_by(document: Document, sentence: Span, quoted: Span) -> tuple[str, ...]:
    """What leads in the list that the sentence is an item of, where it stands too far above to be quoted with it; and
    how it goes on behind the list: "Das Land wird ermächtigt, ... … zu regeln."."""
    index, block = block_at(document, sentence)
    start = list_start(document, index)
    at, leading = block_at(document, Span(start, start))
    if block.kind == leading.kind == "item" and (one := counted_from(document, at)) is not None:
        above = _led_in_by(document, document.blocks[one].span, quoted)
        return (*above, *map(its_beginning, _parts_above(document, index, quoted)))
    if block.kind != "item" or start >= quoted.start:
        return ()
    span = Span(start, leading.end)
    words = in_one_line(span.of(document.text))
    if words.endswith("."):
        words = _announcing(document, at)
    is_item = words.startswith("\\*")  # of a list whose signs were escaped
    if leading.kind != "paragraph" or not words or is_item or names_only(document, at, span):
        return ()
    led_in = its_end(words) + _taken_up(document, index, quoted)
    return (*opened_by(document, span), led_in, *map(its_beginning, _parts_above(document, index, quoted)))


def _parts_above(document: Document, index: int, quoted: Span) -> list[str]:
    """The items that block `index` is a part of and that stand above the quote, outermost first."""
    above = (one for one in parents_of(document, index) if document.blocks[one].start < quoted.start)
    return [words_of(document, one) for one in above][::-1]


def _ended_behind(document: Document, quoted: Span) -> tuple[str, ...]:
    """How the sentence of the list with which the quote ends goes on behind it, where there is no room for that, below
    the last words that lead the list in: "Nichtig werden … wenn niemand sie binnen eines Jahres anzeigt."."""
    index, block = block_at(document, Span(quoted.end - 1, quoted.end))
    start = list_start(document, index)
    _, leading = block_at(document, Span(start, start))
    end = _taken_up(document, index, quoted)
    words = in_one_line(document.text[start : leading.end])
    if block.kind != "item" or leading.kind != "paragraph" or start < quoted.start:
        return ()
    return (last_words(words) + end,) if end.endswith(".") and not words.endswith(".") else ()


def _announcing(document: Document, index: int) -> str:
    """The last sentence of a finished paragraph that says what "the following" list below it is; "" without one."""
    said = words_of(document, index)
    spans = (span.of(said) for span in reversed(sentences.split(said)))
    return next((words for words in spans if _FOLLOWING.search(words)), "")


def _taken_up(document: Document, index: int, quoted: Span) -> str:
    """What takes up the sentence behind the list of block `index`, if it does and the quote ends before."""
    below = behind_items(document, index)
    if below == len(document.blocks) or not is_behind_a_list(document, below):
        return ""
    rest = Span(document.blocks[below].start, first_sentence(document, below))
    words = in_one_line(rest.of(document.text))
    return "" if rest.start < quoted.end else f" … {both_ends(words) or words}"


def _said_before(document: Document, quoted: Span) -> tuple[str, ...]:
    """How the item, the row, or the paragraph of a law, begins that the quote begins within, and the end of the
    sentence that it refers back to, where it is too long to be quoted with it, or of which it takes something up."""
    index, block = block_at(document, quoted)
    before = sentences.split(document.text[block.start : quoted.start])
    if block.kind == "row" and before:
        head = _PICTURE.sub("", in_one_line(document.text[block.start : quoted.start]))
        return (cut_at(head, ROW_CHARACTERS),) if _A_WORD.search(head) else ()
    if block.kind == "paragraph" and not before:
        return _said_above(document, index, quoted)
    if block.kind not in ("paragraph", "item") or not before:
        return ()
    opened = opened_by(document, quoted)
    if block.kind == "item" and _A_WORD.search(document.text, block.start, block.start + before[0].end):
        opened = (its_beginning(in_one_line(before[0].of(document.text[block.start : quoted.start]))),)
    words = in_one_line(before[-1].of(document.text[block.start : quoted.start]))
    is_shown = len(before) == 1 and (opened or begins_with_a_rest(document, index))
    needs_it = refers_back(document.text, quoted) or takes_up(document.text, quoted, words)
    return (*opened, its_end(words)) if needs_it and not is_shown else opened


def _above_its_table(document: Document, quoted: Span) -> tuple[str, ...]:
    """What the paragraph right above the table of a row ends with: "Der Zuschuss beträgt höchstens 50 % von:". Between
    two tables only what leads in, for all else may be a note on the upper one."""
    row, block = block_at(document, quoted)
    first = row
    while first and document.blocks[first - 1].kind == "row":
        first -= 1
    if block.kind != "row" or not first or document.blocks[first - 1].kind != "paragraph":
        return ()
    above = Span(last_sentence(document, first - 1), document.blocks[first - 1].end)
    words = in_one_line(above.of(document.text))
    is_below_a_table = first > 1 and document.blocks[first - 2].kind == "row"
    is_rule = words.endswith(".") and not _BESIDE_A_TABLE.match(words) and not is_below_a_table
    is_about_it = words.endswith(":") or (columns(document, row) and is_rule)
    is_shown = is_about_it and in_one_table(document, first, row) and not names_only(document, first - 1, above)
    return (its_end(words),) if is_shown else ()


def _said_above(document: Document, index: int, quoted: Span) -> tuple[str, ...]:
    """The last sentence of the paragraph above, or above the pictures there, that the first one of block `index` goes
    on from; of a numbered one what the one before it says of the same."""
    if PARAGRAPH_NUMBER.match(document.text, quoted.start):
        return before_a_number(document, index, quoted)
    if opened := opened_for_parts(document, index):
        return opened
    if index and document.blocks[index - 1].kind == "item" and refers_back(document.text, quoted):
        return _listed_above(document, index)
    index = below_pictures(document, index)
    if not index or document.blocks[index - 1].kind != "paragraph":
        return ()
    above = Span(last_sentence(document, index - 1), document.blocks[index - 1].end)
    needs_it = refers_back(document.text, quoted) or goes_on(document.text, quoted)
    needs_it = needs_it or (document.blocks[index].start == quoted.start and _is_announced(document, index))
    is_shown = needs_it and not names_only(document, index - 1, above)
    return (its_end(in_one_line(above.of(document.text))),) if is_shown else ()


def _listed_above(document: Document, index: int) -> tuple[str, ...]:
    """How the list begins that ends right above block `index`, with what leads it in by a colon; none without that."""
    start = list_start(document, index - 1)
    at, leading = block_at(document, Span(start, start))
    is_list = leading.kind == "paragraph" and words_of(document, at).endswith(":")
    return (begun(document, at),) if is_list and not lettered_as(document, index - 1) else ()


def _is_announced(document: Document, index: int) -> bool:
    """Whether a paragraph with a list below is no sentence, and stands below one that ends with a colon, as the first
    of what that announces, or its heading."""
    words = words_of(document, index)
    is_bare = leads_in(document, index) and not words.endswith((":", ".", "!", "?", ";", ","))
    return is_bare and words_of(document, index - 1).endswith(":")


def _valued(document: Document, quoted: Span) -> tuple[str, ...]:
    """What a line of a name and a value is said of, the block above that is none such, or what leads its list in:
    "Qualität des Konzepts" above "Gewicht: 30 %", "Punkte: höchstens 10"."""
    index, block = block_at(document, quoted)
    if quoted.end > block.end or not _is_value(document, index) or _TOTAL.match(document.text, quoted.start):
        return ()
    while index > 0 and _is_value(document, index):
        index -= 1
    start = list_start(document, index)
    index, block = block_at(document, Span(start, start))
    if block.kind != "paragraph" or _is_value(document, index):
        return ()
    return (its_beginning(words_of(document, index)),)


def _is_value(document: Document, index: int) -> bool:
    words = words_of(document, index)
    is_short = len(words.split()) <= VALUE_WORDS
    return document.blocks[index].kind == "paragraph" and is_short and _VALUE.fullmatch(words) is not None


def _rows_above(document: Document, sentence: Span) -> tuple[str, ...]:
    """The rows of a table that a row is a part of by its number, "17" and "17.1" above "17.1.2", "9.1" above "a)", or
    the numbered one that it goes on from."""
    index, block = block_at(document, sentence)
    if block.kind == "row" and (at := goes_on_from(document, index)) is not None:
        head = words_of(document, at)
        if numbered := _ROW_NUMBER.match(head):
            return (its_beginning(head[numbered.end() :].strip(" |")),)
    own = _ROW_NUMBER.match(document.text, block.start, block.end)
    if block.kind != "row" or not own:
        return ()
    inner, found = own[1], list[str]()
    while index > 0 and document.blocks[index - 1].kind == "row":
        index -= 1
        above = document.blocks[index]
        number = _ROW_NUMBER.match(document.text, above.start, above.end)
        if number and not found and number[1] == own[1] and not own[1].isalpha():
            found.append(its_beginning(in_one_line(document.text[number.end() : above.end]).strip(" |")))
        elif number and _is_part_of(inner, number[1]):
            found.insert(0, in_one_line(document.text[number.end() : above.end]).strip(" |"))
            inner = number[1]
    return tuple(found)


def _is_part_of(number: str, other: str) -> bool:
    """Whether a row is a part of an earlier one by their numbers: "17.1.2" of "17.1", "a)" of "9.1", "aa)" of "a)"."""
    if number.isalpha():
        return not other.isalpha() or len(other) < len(number)
    return number.startswith(f"{other}.")
