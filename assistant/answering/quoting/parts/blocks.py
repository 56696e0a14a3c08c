"""Blocks of a document, the sentences at their ends, and the lists that they make."""

from __future__ import annotations

import re
from bisect import bisect_right

from assistant.language import sentences
from assistant.language.tagger import NAME, has_finite_verb, tagged
from assistant.records import Block, Document, Span

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
NAME_WORDS = 12  # a topic or a heading has no more
_BARE_ROW = re.compile(r"(?=[^|]*\|)(?=.*\d)[^a-zäöüß:]+")
_RULE = re.compile(r"^[^\S\n]*(?:-{3,}|\*{3,}|_{3,})[^\S\n]*$", re.MULTILINE)
_ALTERNATIVE = re.compile(r"\W*(?P<name>[A-ZÄÖÜ]\w+)\s(?P<number>\d|[A-Z])\**\s?[:–—-]\**\s")
# A web address of its own, as it stands below what it belongs to.
_ADDRESS = (
    r"(?:<(?:https?://|www\.)[^\s<>]+>,?|(?:https?://|www\.)[^\s<>]++|\[(?:https?://|www\.)[^\]\s]+\]\([^)\s]*\),?)"
)
_ADDRESSES = re.compile(rf"{_ADDRESS}(?:\s{_ADDRESS})*+")
# What abbreviations mean, as pages of a library end: "*[ EU ]: Europäische Union *[ KMU ]: kleine ...".
_DEFINITIONS = re.compile(r"(?<!\S)\*\[[^\[\]]{1,40}\]:\s")
_NOTE = re.compile(r"\d{1,2}\)\s")
_STARS = re.compile(r"(?:\\\*)+(?=\s)")
# Who made a remark, behind it: "Wollen wir das teilen? - Stefan".
_SIGNATURE = re.compile(r"[-–—]{1,2}\s?(?P<name>[A-ZÄÖÜ][\w.'-]+(?:\s[A-ZÄÖÜ][\w.'-]+){0,3})(?:,\s[^.!?:]{2,60})?\s*")


def block_at(document: Document, sentence: Span) -> tuple[int, Block]:
    """The block that holds the sentence, and its place among the document's."""
    index = bisect_right(document.blocks, sentence.start, key=lambda block: block.start) - 1
    return index, document.blocks[index]


def in_one_line(text: str) -> str:
    return " ".join(text.split())


def words_of(document: Document, index: int) -> str:
    """The text of block `index` in one line."""
    block = document.blocks[index]
    return in_one_line(document.text[block.start : block.end])


def heading_words(document: Document, index: int) -> str:
    """The same without the signs of a heading."""
    return words_of(document, index).lstrip("# ")


def first_sentence(document: Document, index: int) -> int:
    """Where the first sentence of block `index` ends."""
    block = document.blocks[index]
    return block.start + sentences.split(document.text[block.start : block.end])[0].end


def last_sentence(document: Document, index: int) -> int:
    """Where the last sentence of block `index` begins; of a signed remark the one before the signature."""
    block = document.blocks[index]
    spans = sentences.split(document.text[block.start : block.end])
    is_signed = len(spans) > 1 and signed_from(document, index) is not None
    return block.start + spans[-2 if is_signed else -1].start


def signed_from(document: Document, index: int) -> int | None:
    """Where the signature begins with which paragraph `index` ends, behind a sentence or alone; None without one."""
    block = document.blocks[index]
    if block.kind != "paragraph":
        return None
    start = block.start + sentences.split(document.text[block.start : block.end])[-1].start
    signed = _SIGNATURE.fullmatch(document.text, start, block.end)
    return start if signed and any(word.tag == NAME for word in tagged(signed["name"])) else None


def definitions_from(document: Document, index: int) -> int:
    """Where in block `index` definitions of abbreviations begin, which belong to nothing in it; its end without any."""
    block = document.blocks[index]
    found = _DEFINITIONS.search(document.text, block.start, block.end)
    return found.start() if found else block.end


def without_definitions(document: Document, span: Span) -> Span:
    """The stretch up to the definitions of abbreviations with which its last block ends."""
    end = definitions_from(document, block_at(document, Span(span.end - 1, span.end))[0])
    if not span.start < end < span.end:
        return span
    return Span(span.start, span.start + len(document.text[span.start : end].rstrip()))


def leads_in(document: Document, index: int) -> bool:
    """Whether a list stands right below block `index`; not behind a rule, where notes on the text do, nor below a web
    address, which belongs to what stands above it."""
    below = document.blocks[index + 1 : index + 2]
    if not below or below[0].kind != "item" or _is_below_a_rule(document, index + 1):
        return False
    return not is_counted_topic(document, index + 1) and not _is_address(document, index)


def _is_below_a_rule(document: Document, index: int) -> bool:
    return _RULE.search(document.text, document.blocks[index - 1].end, document.blocks[index].start) is not None


def is_note(document: Document, index: int) -> bool:
    """Whether an item is one of the notes below a rule with which a text, or its part below a heading, ends: "3)
    Amtsblatt 4/2019, Seite 7"."""
    blocks = document.blocks
    if blocks[index].kind != "item" or not _NOTE.match(document.text, blocks[index].start):
        return False
    first, behind = index, behind_items(document, index)
    while first and blocks[first - 1].kind == "item" and not _is_below_a_rule(document, first):
        first -= 1
    is_at_the_end = behind == len(blocks) or blocks[behind].kind == "heading" or _only_defines(document, behind)
    return is_at_the_end and first > 0 and blocks[first - 1].kind != "heading" and _is_below_a_rule(document, first)


def _only_defines(document: Document, index: int) -> bool:
    return definitions_from(document, index) == document.blocks[index].start


def _is_address(document: Document, index: int) -> bool:
    return _ADDRESSES.fullmatch(words_of(document, index)) is not None


def leads_in_rows(document: Document, index: int) -> bool:
    """Whether a paragraph ends with a colon right above a table."""
    block, below = document.blocks[index], document.blocks[index + 1 : index + 2]
    is_open = document.text[block.start : block.end].rstrip().endswith(":")
    return block.kind == "paragraph" and is_open and bool(below) and below[0].kind == "row"


def rows_end(document: Document, index: int, so_far: Span, limit: int) -> int:
    """Where the table below block `index` ends, as far as the limit allows; at a whole row."""
    end = so_far.end
    for block in document.blocks[index + 1 :]:
        if block.kind != "row" or block.end - so_far.start > limit:
            break
        end = block.end
    return end


def row_goes_on(document: Document, index: int) -> bool:
    """Whether the row below a row holds its other cells, below its first one, as where a row was too long to be read as
    one: "Nr: 1 | Titel: Kai" over "Nr: 1 | Inhalt: ..."."""
    below = document.blocks[index + 1 : index + 2]
    if not below or below[0].kind != "row":
        return False
    first, *others = words_of(document, index).split(" | ")
    same, *more = words_of(document, index + 1).split(" | ")
    named = {cell.partition(": ")[0] for cell in others}
    return first == same and named.isdisjoint(cell.partition(": ")[0] for cell in more)


def columns(document: Document, index: int) -> list[str]:
    """The names of the columns in which row `index` has a cell."""
    return [cell.partition(": ")[0] for cell in words_of(document, index).split(" | ") if ": " in cell]


def in_one_table(document: Document, first: int, row: int) -> bool:
    """Whether row `row` is one of the table that begins with row `first`, by the name of the first column."""
    return len({named[0] for at in range(first, row + 1) if (named := columns(document, at))}) <= 1


def goes_on_from(document: Document, index: int) -> int | None:
    """The row above from which a row goes on, for it has no cell in that one's first column: "Was: a) klein | Wer: Rat"
    below "Nr: 3 | Was: Bau eines Kais"."""
    own = columns(document, index)
    for at in range(index - 1, -1, -1):
        if document.blocks[at].kind != "row" or not own:
            return None
        first, *others = columns(document, at) or [""]
        if first not in own and own[0] in others:
            return at
    return None


def is_taken_up_below(document: Document, index: int) -> bool:
    """Whether a row lacks its last cells, and the rows below that go on from it have them."""
    below = index + 1
    if below == len(document.blocks) or document.blocks[below].kind != "row":
        return False
    is_open = columns(document, below)[-1:] != columns(document, index)[-1:]
    return is_open and goes_on_from(document, below) == index


def is_one_of_several(document: Document, index: int) -> bool:
    """Whether a paragraph is an alternative, with the next one below it: "Option 1: Kai" above "Option 2: Mole"."""
    pair = [document.blocks[at] for at in (index, index + 1) if at < len(document.blocks)]
    found = [_ALTERNATIVE.match(document.text, one.start, one.end) for one in pair if one.kind == "paragraph"]
    names = [(one["name"], one["number"]) for one in found if one]
    return len(names) == 2 and names[0][0] == names[1][0] and ord(names[0][1]) + 1 == ord(names[1][1])


def is_named_below(document: Document, index: int) -> bool:
    """Whether a row of nothing but figures and codes stands alone, and what it is of right below it, as in an offer:
    "2 | MSEA9000 | 41,50 | 83,00" over "Kabelkanal für den Tisch"."""
    around = [document.blocks[at] for at in range(index - 1, index + 2) if 0 <= at < len(document.blocks)]
    block = document.blocks[index]
    if block.kind != "row" or around[-1] is block or not _BARE_ROW.fullmatch(document.text, block.start, block.end):
        return False
    rows = (document.text[one.start : one.end] for one in around if one.kind == "row" and one is not block)
    return not any("|" in row for row in rows)


def is_counted_topic(document: Document, index: int) -> bool:
    """Whether an item is a numbered topic, with what is said of it below, and none of a list: "2. Bericht"."""
    blocks, block = document.blocks, document.blocks[index]
    words = _COUNTED.fullmatch(words_of(document, index)) if block.kind == "item" else None
    if words is None or index + 1 == len(blocks) or len(words["name"].split()) > NAME_WORDS:
        return False
    name = words["name"]
    if (
        not _BEGINS_A_NAME.match(name)
        or name.endswith((".", "!", "?", ":", ";", ","))
        or any(map(str.isdigit, name))
        or has_finite_verb(name)
    ):
        return False
    above, below = blocks[index - 1] if index else None, blocks[index + 1]
    is_with_items = document.info.type == "minutes" and below.level == block.level and not _counts(document, index + 1)
    if below.kind not in ("paragraph", "row") and not (below.kind == "item" and is_with_items):
        return False
    is_led_in = above and above.kind == "paragraph" and words_of(document, index - 1).endswith(":")
    return not is_led_in and not (above and above.kind == "item" and _counts(document, index - 1))


def _counts(document: Document, index: int) -> bool:
    return _COUNTED.fullmatch(words_of(document, index)) is not None


def list_start(document: Document, index: int) -> int:
    """Where the list begins that block `index` belongs to: at the sentence that leads it in, if one does."""
    first = index
    while first > 0 and (document.blocks[first - 1].kind == "item" or _is_rest_of_a_list(document, first - 1)):
        if is_counted_topic(document, first - 1):
            break
        first -= 1
    if first > 1 and _BARE_NUMBER.fullmatch(words_of(document, first - 1)):
        first -= 1
    if first == 0 or document.blocks[first - 1].kind != "paragraph" or _is_address(document, first - 1):
        return document.blocks[first].start
    if _is_below_a_rule(document, first):
        return document.blocks[first].start
    if _GOES_ON_COUNTING.match(document.text, document.blocks[first].start) and _ends(document, first - 1):
        return document.blocks[first].start
    return last_sentence(document, first - 1)


def _ends(document: Document, index: int) -> bool:
    """Whether block `index` ends with a sentence that is over."""
    block = document.blocks[index]
    return document.text[block.start : block.end].rstrip().endswith((".", "!", "?"))


def _is_rest_of_a_list(document: Document, index: int) -> bool:
    """Whether a paragraph is one sentence that the list above it left open, with another list below."""
    return is_behind_a_list(document, index) and last_sentence(document, index) == document.blocks[index].start


def level_of(document: Document, index: int) -> int:
    """How deep an item lies: by its place, or by the stars that its text begins with, which a list within a list has in
    some wikis: "- \\*\\* Kai" below "- Hafen"."""
    block = document.blocks[index]
    stars = _STARS.match(document.text, block.start, block.end)
    return max(block.level, stars[0].count("*") if stars else 0)


def list_end(document: Document, index: int, so_far: Span, limit: int, level: int = 1) -> int:
    """Where the list that block `index` leads in or belongs to ends, as far as the limit allows.

    Only its items of `level` and deeper count. A sentence that goes on behind the list belongs to it.
    """
    end = so_far.end
    for at, block in enumerate(document.blocks[index + 1 :], index + 1):
        is_rest = level == 1 and is_behind_a_list(document, at)
        next_end = first_sentence(document, at) if is_rest else block.end
        if not is_rest and (block.kind != "item" or level_of(document, at) < level or is_counted_topic(document, at)):
            break
        if next_end - so_far.start > limit:
            break
        end = next_end
        if end < block.end:
            break
    return end


def behind_items(document: Document, index: int) -> int:
    """The next block behind block `index` that is no item; how many blocks there are, where all are items."""
    blocks = document.blocks
    return next((at for at in range(index + 1, len(blocks)) if blocks[at].kind != "item"), len(blocks))


def is_left_open(document: Document, quoted: Span) -> bool:
    """Whether a stretch that begins above a list ends within it or before it, and what is said stands behind it: "Fällt
    er weg, weil - ... - ..., so gilt der Bescheid nicht."."""
    first, head = block_at(document, quoted)
    if head.kind != "paragraph" or not leads_in(document, first):
        return False
    below = behind_items(document, first)
    if below == len(document.blocks) or not is_behind_a_list(document, below) or quoted.end < head.end:
        return False
    rest = document.blocks[below].start
    return quoted.end < rest and _MAIN_CLAUSE.match(document.text, rest) is not None


def is_behind_a_list(document: Document, index: int) -> bool:
    """Whether a paragraph goes on, in small letters, with what the list above it left open ("erfüllt.", "sowie")."""
    block, above = document.blocks[index], document.blocks[index - 1] if index else None
    if above is None or above.kind != "item" or block.kind != "paragraph":
        return False
    first = document.text[block.start : first_sentence(document, index)]
    is_joined = _JOINS.match(first) is not None and first[-1] != ":"
    is_between = first.endswith(",") and leads_in(document, index)
    is_rest = first[:2].islower() and (first.endswith(".") or is_joined or is_between)
    return is_rest and not document.text[above.start : above.end].rstrip().endswith((".", "!", "?", ":"))
