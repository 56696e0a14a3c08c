"""What stands above a quote and is shown beside it: headings, what leads its list in, how its paragraph begins."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from assistant.answering.above import headings_above
from assistant.answering.blocks import block_at, first_sentence, in_one_line, is_behind_a_list, list_start
from assistant.answering.labels import is_numbered, lettered_as, names_only
from assistant.answering.refers_back import refers_back
from assistant.language import sentences
from assistant.records import Block, Document, Span

LEAD_IN_CHARACTERS = 300  # a longer lead-in would be a second quote (of 662 lead-ins 5 %)
TOPIC_WORDS = 6  # so many has a line that names what the next ones of the minutes are about
STEM = 6  # so many letters of a noun are in all its forms

_PART = re.compile(r"(?<=[;:—–])\s(?=\S)")
_NUMBERED_PARAGRAPH = re.compile(r"\(\d{1,3}[a-z]?\)\s")
# "Absatz 1 gilt nicht in folgenden Fällen", "(2) Der in Absatz 1 genannte Beschluss": nobody sees what that is.
_APPLIES = re.compile(
    r"\bAbs(?:atz|\.)\s(?P<number>\d{1,2}[a-z]?)\s(?:Satz\s\d\s)?(?:gilt|findet)\b"
    r"|\A(?:\(\d{1,2}[a-z]?\)\s)?(?:[A-ZÄÖÜ]\w+\s)?(?:(?:der|die|das|den|dem|des)\s)?(?:in|nach)\s(?:den\s)?"
    r"Abs(?:atz|ätzen|\.)\s(?P<named>\d{1,2}[a-z]?)\b",
    re.IGNORECASE,
)
_OF_A_LAW = re.compile(r"§\s?\d|Art(?:ikel|\.)\s?\d")
# The number of a row in its first cell: "Nr: 17.1.2 | Gegenstand: ...", "Nr: a) | ...".
_ROW_NUMBER = re.compile(r"[^:|]{0,20}:\s\**(\d{1,2}(?:\.\d{1,2})*(?=\.?\**\s\|)|[a-z]{1,2}(?=\)))[.)]?\**(?=\s\|)")
# Where minutes proper begin, below their agenda.
_PROTOCOL = re.compile(r"tatsächliche|^\W*protokoll\W*$|\bsitzung\b", re.IGNORECASE)
_NOUN = re.compile(r"[A-ZÄÖÜ][\wäöüß-]{4,}")
_NO_TOPIC = re.compile(r"[:→>]|https?|[.!?]\W*\Z")


def context(document: Document, sentence: Span, quoted: Span) -> tuple[str, ...]:
    """What the sentence, quoted as `quoted`, has above it, outermost first."""
    return (
        *_headings(document, quoted),
        *_topic(document, quoted),
        *_led_in_by(document, sentence, quoted),
        *_opened_by(document, quoted),
        *_said_before(document, quoted),
        *_rows_above(document, sentence),
    )


def _headings(document: Document, quoted: Span) -> tuple[str, ...]:
    """The headings above the quote, also numbered and lettered ones that were read as paragraphs."""
    above = headings_above(document, quoted.start)
    lettered: dict[int, str] = {}  # by the number of letters: "c)" and "aa)"
    for index in range(block_at(document, quoted)[0] - 1, -1, -1):
        if document.blocks[index].kind == "heading":
            break
        if is_numbered(document, index):
            return (*above, _words(document, index), *_outermost_first(lettered))
        if (letters := lettered_as(document, index)) and all(letters < inner for inner in lettered):
            lettered[letters] = _words(document, index)
    return (*above, *_outermost_first(lettered))


def _outermost_first(lettered: Mapping[int, str]) -> list[str]:
    return [lettered[letters] for letters in sorted(lettered)]


def _topic(document: Document, quoted: Span) -> tuple[str, ...]:
    """The short line above a quote of minutes that names a topic of their agenda: "Filmabend (Kino im Kasten)"."""
    blocks = document.blocks
    begins = next((at for at, one in enumerate(blocks) if _begins_the_protocol(document, one)), len(blocks))
    if document.info.type != "minutes" or begins == len(blocks):
        return ()
    agenda = {noun for at in range(begins) for noun in _nouns(_words(document, at))}
    here, _ = block_at(document, quoted)
    if _is_topic(document, here, agenda):
        return ()
    for index in range(here - 1, begins, -1):
        if blocks[index].kind == "heading":
            break
        if _is_topic(document, index, agenda, may_lead_in=index == here - 1):
            return (_words(document, index),)
    return ()


def _is_topic(document: Document, index: int, agenda: set[str], *, may_lead_in: bool = False) -> bool:
    """Whether a block is a short line with a noun of the agenda; with a colon at its end only if it `may_lead_in`."""
    words = _words(document, index)
    if document.blocks[index].kind != "paragraph" or len(words.split()) > TOPIC_WORDS:
        return False
    name = words.rstrip(":") if may_lead_in else words
    return not _NO_TOPIC.search(name) and not agenda.isdisjoint(_nouns(words))


def _begins_the_protocol(document: Document, block: Block) -> bool:
    return block.kind == "heading" and _PROTOCOL.search(document.text, block.start, block.end) is not None


def _nouns(words: str) -> Iterator[str]:
    return (noun[:STEM].casefold() for noun in _NOUN.findall(words))


def _led_in_by(document: Document, sentence: Span, quoted: Span) -> tuple[str, ...]:
    """What leads in the list that the sentence is an item of, where it stands too far above to be quoted with it; and
    how it goes on behind the list: "Das Land wird ermächtigt, ... … zu regeln."."""
    index, block = block_at(document, sentence)
    start = list_start(document, index)
    if block.kind != "item" or start >= quoted.start:
        return ()
    at, leading = block_at(document, Span(start, start))
    span = Span(start, leading.end)
    words = in_one_line(span.of(document.text))
    if leading.kind != "paragraph" or names_only(document, at, span) or words.endswith("."):
        return ()
    above = dict.fromkeys((*_opened_by(document, span), *_spoken_of(document, at, words)))
    return (*above, _its_end(words) + _taken_up(document, index, quoted))


def _taken_up(document: Document, index: int, quoted: Span) -> str:
    """What takes up the sentence behind the list of block `index`, if it does and the quote ends before."""
    below = index + 1
    while below < len(document.blocks) and document.blocks[below].kind == "item":
        below += 1
    if below == len(document.blocks) or not is_behind_a_list(document, below):
        return ""
    rest = Span(document.blocks[below].start, first_sentence(document, below))
    if rest.start < quoted.end or rest.end - rest.start > LEAD_IN_CHARACTERS:
        return ""
    return f" … {in_one_line(rest.of(document.text))}"


def _its_end(words: str) -> str:
    """A lead-in, or where it is long its last part: "…; diese Maßnahmen schließen Folgendes ein:"."""
    if len(words) <= LEAD_IN_CHARACTERS:
        return words
    last = words[-LEAD_IN_CHARACTERS:]
    return "… " + (_PART.split(last, maxsplit=1)[-1] if _PART.search(last) else last.partition(" ")[2])


def _opened_by(document: Document, quoted: Span) -> tuple[str, ...]:
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
        return _spoken_of(document, index, words)
    if first.end > quoted.start or _NUMBERED_PARAGRAPH.match(document.text, quoted.start):
        return ()
    return (*_spoken_of(document, index, words), _its_beginning(words))


def _said_before(document: Document, quoted: Span) -> tuple[str, ...]:
    """The end of the sentence that the quote refers back to, where it is too long to be quoted with it."""
    _, block = block_at(document, quoted)
    before = sentences.split(document.text[block.start : quoted.start])
    is_shown = len(before) == 1 and _opened_by(document, quoted)
    if block.kind != "paragraph" or not before or is_shown or not refers_back(document.text, quoted):
        return ()
    return (_its_end(in_one_line(before[-1].of(document.text[block.start : quoted.start]))),)


def _its_beginning(words: str) -> str:
    """A sentence, or where it is long its first part: "(2) Sobald die Mutter ihren Aufenthalt …"."""
    return words if len(words) <= LEAD_IN_CHARACTERS else words[:LEAD_IN_CHARACTERS].rpartition(" ")[0] + " …"


def _spoken_of(document: Document, index: int, words: str) -> tuple[str, ...]:
    """The end of the paragraph of a law that `words`, of block `index`, only say of whether it applies."""
    if not (named := _APPLIES.search(words)):
        return ()
    for at in range(index - 1, -1, -1):
        block = document.blocks[at]
        if block.kind == "heading":
            break
        if document.text.startswith(f"({named['number'] or named['named']})", block.start):
            said = _words(document, at)
            return (_its_end(said) if named["number"] else _its_beginning(said),)
    return ()


def _rows_above(document: Document, sentence: Span) -> tuple[str, ...]:
    """The rows of a table that a row is a part of by its number: "17" and "17.1" above "17.1.2", "9.1" above "a)"."""
    index, block = block_at(document, sentence)
    own = _ROW_NUMBER.match(document.text, block.start, block.end)
    if block.kind != "row" or not own:
        return ()
    inner, found = own[1], list[str]()
    while index > 0 and document.blocks[index - 1].kind == "row":
        index -= 1
        above = document.blocks[index]
        number = _ROW_NUMBER.match(document.text, above.start, above.end)
        if number and _is_part_of(inner, number[1]):
            found.insert(0, in_one_line(document.text[number.end() : above.end]).strip(" |"))
            inner = number[1]
    return tuple(found)


def _is_part_of(number: str, other: str) -> bool:
    """Whether a row is a part of an earlier one by their numbers: "17.1.2" of "17.1", "a)" of "9.1", "aa)" of "a)"."""
    if number.isalpha():
        return not other.isalpha() or len(other) < len(number)
    return number.startswith(f"{other}.")


def _words(document: Document, index: int) -> str:
    block = document.blocks[index]
    return in_one_line(document.text[block.start : block.end])
