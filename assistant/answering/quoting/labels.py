"""What only names what stands beside it, and is no quote: headings, captions, dates, a few words."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.quoting.blocks import (
    block_at,
    definitions_from,
    is_counted_topic,
    is_note,
    leads_in,
    leads_in_rows,
    list_end,
    list_start,
    words_of,
)
from assistant.answering.quoting.torn import STOPS, breaks_off, is_torn
from assistant.language.figures import figures
from assistant.language.recurring import A_WEEKDAY
from assistant.language.spelling import letters
from assistant.language.tagger import has_finite_verb
from assistant.records import Block, Document, Span

SCRAP_WORDS = 5  # what has fewer words and no stop says nothing without its heading
# What only names what stands beside it.
_CAPTION = re.compile(r"\W*(?:Abbildung|Abb\.|Tabelle|Tab\.|Listing|Figure|Fig\.|Table)\s\d")
_BOLD = re.compile(r"\*\*(?:[^*.!?:;]|(?<=\d):(?=\s)|\b(?:Abs|Art|bzw|gem|Nr|vgl)\.|\d\.)+\*\*")
_ALL_BOLD = re.compile(r"\*\*[^*]+\*\*")
BOLD_WORDS = 15
_TITLE = re.compile(r"\*\*(?:Bekanntmachung|Richtlinien?|Förderrichtlinien?|Satzung|Gesetz|Verordnung)\b")
_LINE = re.compile(r"[A-ZÄÖÜ][^\s.!?:;,>]+(?:\s[^\s.!?:;,>]+)?")
_SLOGAN = re.compile(r"„[^„“”]*[“”]")
_NUMBERED = re.compile(r"(?:\d{1,2}(?:\.\d{1,2})+\.?|§\s?\d{1,4}[a-z]?)\s+[A-ZÄÖÜ]")
_SMALL_NUMBERED = re.compile(r"(?P<chapter>\d{1,2}(?:\.\d{1,2})*)\.\d{1,2}\.?\s+[a-zäöü]")
_LETTERED = re.compile(r"(?:[-*]\s+)?([a-z]|[a-z]{2})\)\s+[A-ZÄÖÜ]")
HEADING_WORDS = 12  # a numbered paragraph of more words is a sentence that lost its stop
_BESIDE_A_DATE = re.compile(
    rf"stand|{A_WEEKDAY}|am|vom|den|der"
    r"|presse(?:information|mitteilung)|medieninformation|uhr|on|the|as|of|zuletzt|aktualisiert|geändert|last|updated",
    re.IGNORECASE,
)
_PLACE_BEFORE = re.compile(r"^\W*(?:[A-ZÄÖÜ][\wäöüß./-]++\s?){1,3},\s")
_AS_OF = re.compile(r"\W*(?:stand|as\sof|(?:zuletzt\s|last\s)(?:aktualisiert|geändert|updated))\b", re.IGNORECASE)
# What a library says of a text: "**Typ:** Gesetz **Fundstelle:** GBl. 2005 **Stand:** ...".
_FIELDS = re.compile(r"(?:\*\*[^*:]{3,30}:\*\*[^*]*){3,}")
# Entries of a table of contents: links to other places of the same text; items, or several links, to other places of
# the same work, no documents that it hands out; and lines that dots lead to a page.
_FILE = r"[^)\s]*\.(?!html?\b|md\b|php\b)\w{2,4}(?:[#?][^)\s]*)?(?:\s[\"'][^)]*)?\)"
_WITHIN = re.compile(r"\s*(?:[-*]\s+|\d+\.\s+)?(?:\[[^\]]*\]\(#[^)]*\)\s*)+")
_OF_THE_WORK = re.compile(rf"\s*(?:[-*]\s+|\d+\.\s+)?(?:\[[^\]]*\]\((?!\w+:|www\.|{_FILE})[^)]*\)\s*)+")
_LEADS_TO_A_PAGE = re.compile(r".{3,200}?…\s?(?P<page>\d{1,3})")
_PICTURE = re.compile(r"\s*(?:!\[[^\]]*\]\([^)]*\)\s*)+")  # what is said of a picture that is not seen
# A topic of an agenda, with the time that it gets.
_TOPIC = re.compile(r".{3,160}\((?:[^()\d]{1,30},\s)?\d{1,3}\s?min(?:\.|uten)?\)\W*", re.IGNORECASE | re.DOTALL)
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
_FOOTNOTE = re.compile(r"\(\d{1,2}\)[A-ZÄÖÜ]")
_GAZETTE = re.compile(r"\b(?:ABl|BGBl|GBl|GVBl|GMBl|BAnz)\.\s*\Z")
_VOLUME = re.compile(r"(?:I{1,3}|[CL]|Nr|S|Teil|\d+)\b")
PARAGRAPH_NUMBER = re.compile(r"\(\d{1,3}[a-z]?\)\s")
_IN_BRACKETS = re.compile(r"\((?!\d{1,3}[a-z]?\))[^()]*(?:\([^()]*\)[^()]*)*\)\.?")
_DECIMAL = re.compile(r"#*\s*\d{1,2}(?:\.\d{1,2})+\.?")


def names_only(document: Document, index: int, sentence: Span) -> bool:
    """Whether the sentence only names what stands beside it: it is a heading, also one in bold, with a letter or of a
    few words between two paragraphs, a topic of an agenda, an entry of a table of contents, a caption, what is said of
    a picture, what an abbreviation means, a note on a source, or a date."""
    block, words = document.blocks[index], sentence.of(document.text)
    if sentence.start >= definitions_from(document, index):
        return True
    if _links_to_contents(document, block) or lettered_as(document, index):
        return True
    if _PICTURE.fullmatch(document.text, block.start, block.end) or _is_page_of_contents(document, index):
        return True
    if is_note(document, index) and _names_a_source(words_of(document, index)):
        return True
    if block.kind != "paragraph":
        is_topic = document.info.type == "minutes" and _TOPIC.fullmatch(words) is not None
        is_heading = block.kind == "heading" or is_topic or is_counted_topic(document, index)
        is_heading = is_heading or _is_of_contents(document, index)
        return is_heading or _is_agenda(document, index) or _names_columns(document, index)
    if (_AS_OF.match(words) and _is_date(words)) or _FIELDS.search(document.text, block.start, block.end):
        return True
    if _is_above_rows(document, index) and _ALL_BOLD.fullmatch(words_of(document, index)):
        return True
    is_whole = sentence.start <= block.start and sentence.end >= block.end
    if not is_whole or words.endswith((".", "!", "?")):
        return False
    if document.info.type == "minutes" and _TOPIC.fullmatch(words):
        return True
    if _CAPTION.match(words) or is_numbered(document, index) or _is_date(words) or is_term(document, index + 1):
        return True
    is_leading = leads_in(document, index) or leads_in_rows(document, index)
    if words.endswith(":") and not is_leading and len(words.split()) < SCRAP_WORDS:
        return True
    is_heading = is_scrap(document, block, sentence) and _is_between_paragraphs(document, index)
    if is_line_above(document, index):
        return True
    return (is_heading or _is_bold_name(words)) and not measures(words)


def _names_a_source(words: str) -> bool:
    """Whether a note is no sentence, and tells no amount, share or duration: "3) Amtsblatt 4/2019, Seite 7"."""
    told = {figure.kind for figure in figures(words)}
    return not has_finite_verb(words) and told.isdisjoint(("amount", "percent", "duration"))


def _links_to_contents(document: Document, block: Block) -> bool:
    """Whether a block is nothing but links to other places: of its text, or of the work that it is a part of."""
    place = document.text, block.start, block.end
    is_listed = block.kind == "item" or document.text.count("](", block.start, block.end) > 1
    return bool(_WITHIN.fullmatch(*place) or (is_listed and _OF_THE_WORK.fullmatch(*place)))


def _is_page_of_contents(document: Document, index: int) -> bool:
    """Whether dots lead from a block, and from one beside it, to pages that the document has, in their order."""
    beside = range(max(index - 1, 0), min(index + 2, len(document.blocks)))
    led = {at: line for at in beside if (line := _LEADS_TO_A_PAGE.fullmatch(words_of(document, at)))}
    pages = [int(line["page"]) for line in led.values()]
    last = document.pages[-1].number if document.pages else 0
    return index in led and len(pages) > 1 and pages == sorted(pages) and pages[-1] <= last


def _names_columns(document: Document, index: int) -> bool:
    """Whether a row is the head of its table, whose names stand in each row below: "Ort | Preis" over "Ort: Nord"."""
    rows = document.blocks[index : index + 2]
    if [row.kind for row in rows] != ["row", "row"]:
        return False
    head, below = (words_of(document, at) for at in (index, index + 1))
    return ": " not in head and all(f"{name}: " in below for name in head.split(" | "))


def _is_bold_name(words: str) -> bool:
    """Whether the words are all in bold and no sentence: "**Schritt 5: Bestätigung**"."""
    return _BOLD.fullmatch(words) is not None and not has_finite_verb(_SLOGAN.sub("", words))


def is_bold_above(document: Document, index: int) -> bool:
    """Whether a block is a few words in bold that stand above what follows: a step, the topic of minutes."""
    words, blocks = words_of(document, index), document.blocks
    is_name = len(words.split()) <= BOLD_WORDS and _is_bold_name(words) and not measures(words)
    if not is_name or _TITLE.match(words) or index + 1 >= len(blocks):
        return False
    if blocks[index].kind == "item":
        beside = (at for at in (index - 1, index + 1) if blocks[at].kind == "item")
        return not any(_ALL_BOLD.fullmatch(words_of(document, at)) for at in beside)
    return blocks[index].kind == "paragraph" and blocks[index + 1].kind in ("paragraph", "item")


def is_label_above(document: Document, index: int) -> bool:
    """Whether a paragraph is a few words with a colon at the end and another paragraph below: "Gründe:"."""
    words, below = words_of(document, index), document.blocks[index + 1 : index + 2]
    is_short = len(words.split()) < SCRAP_WORDS and words.rstrip("*").endswith(":")
    return is_short and document.blocks[index].kind == "paragraph" and bool(below) and below[0].kind == "paragraph"


def is_line_above(document: Document, index: int) -> bool:
    """Whether a block of minutes is a word or two behind a list, with something else below: "Finanzierung"."""
    words, blocks = words_of(document, index), document.blocks
    if document.info.type != "minutes" or not 0 < index < len(blocks) - 1 or not _LINE.fullmatch(words):
        return False
    kinds = (blocks[index - 1].kind, blocks[index].kind, blocks[index + 1].kind)
    return kinds[:2] == ("item", "paragraph") and kinds[2] in ("paragraph", "item")


def names_rows(document: Document, index: int) -> bool:
    """Whether a paragraph right above a table names it: all in bold, or a caption."""
    words = words_of(document, index)
    is_caption = _CAPTION.match(words) is not None and len(words.split()) <= BOLD_WORDS
    return _is_above_rows(document, index) and (is_caption or _ALL_BOLD.fullmatch(words) is not None)


def _is_above_rows(document: Document, index: int) -> bool:
    return [block.kind for block in document.blocks[index : index + 2]] == ["paragraph", "row"]


def only_names_a_topic(above: str, words: str) -> bool:
    """Whether words below "Tagesordnung" only name what is to be spoken of: no outcome, no figure, no verb."""
    is_listed = _AGENDA.search(above) is not None and not _OUTCOME.match(words)
    return is_listed and not figures(words) and not has_finite_verb(words)


def _is_agenda(document: Document, index: int) -> bool:
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
    items = {letters(text[b.start : b.end]) for b in document.blocks if b.kind == "item" and _is_within(b, listed)}
    headings = {letters(text[block.start : block.end]) for block in document.blocks if block.kind == "heading"}
    return len(items & headings) * 2 > len(items)


def _is_of_contents(document: Document, index: int) -> bool:
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
    items = [letters(one.span.of(text)) for one in document.blocks if one.kind == "item" and _is_within(one, listed)]
    below = (one for one in document.blocks[index:] if one.kind == "heading")
    headings = {letters(_SUBJECT.split(one.span.of(text))[-1]) for one in below}
    named = [item for item in items if any(heading in item for heading in headings if len(heading) >= SHORTEST_NAME)]
    return len(named) * 2 > len(items)


def _is_within(block: Block, span: Span) -> bool:
    return span.start <= block.start and block.end <= span.end


def _is_between_paragraphs(document: Document, index: int) -> bool:
    """Whether a sentence ends above the block, and another paragraph or a list begins below it."""
    blocks = document.blocks
    if not 0 < index < len(blocks) - 1 or blocks[index - 1].kind != "paragraph":
        return False
    if leads_in(document, index) and PARAGRAPH_NUMBER.match(document.text, blocks[index].start):
        return False
    above = document.text[blocks[index - 1].start : blocks[index - 1].end].rstrip()
    return above.endswith(".") and blocks[index + 1].kind in ("paragraph", "item")


def is_numbered(document: Document, index: int) -> bool:
    """Whether a block is a numbered heading that was read as a paragraph: "6.4 Höhe der Zuwendung", "§ 5 Fristen", not
    "10.30 Uhr"."""
    block = document.blocks[index]
    words = document.text[block.start : block.end].rstrip()
    if block.kind != "paragraph" or not _NUMBERED.match(words) or len(words.split()) > HEADING_WORDS:
        return False
    if words.endswith(STOPS) or leads_in(document, index) or breaks_off(words):
        return False
    return not measures(words)


def counts_on(document: Document, index: int, above: Sequence[str]) -> bool:
    """Whether a paragraph is a numbered heading in small letters that goes on from those above it: "5.3.2 im Hafen"
    below "5.3.1 auf See"."""
    words = words_of(document, index)
    number = _SMALL_NUMBERED.match(words)
    if number is None or document.blocks[index].kind != "paragraph" or len(words.split()) > HEADING_WORDS:
        return False
    is_beside = any(heading.startswith((f"{number['chapter']}.", f"{number['chapter']} ")) for heading in above)
    return is_beside and not words.endswith(STOPS) and not leads_in(document, index) and not measures(words)


def lettered_as(document: Document, index: int) -> int:
    """The number of letters of a lettered heading that was read as a paragraph or item: 1 of "c) Entsiegelung", 2 of
    "aa) Erstvorhaben"; 0 of everything else, such as an item of a list."""
    block = document.blocks[index]
    words = document.text[block.start : block.end].rstrip()
    label = _LETTERED.match(words)
    if not label or len(words.split()) > HEADING_WORDS or words.endswith(STOPS):
        return 0
    is_listed = any(_is_like(document, at, len(label[1])) for at in (index - 1, index + 1))
    return 0 if is_listed or breaks_off(words) or measures(words) else len(label[1])


def _is_like(document: Document, index: int, count: int) -> bool:
    """Whether a block is an item of a list that has as many letters, or none."""
    if not 0 <= index < len(document.blocks) or document.blocks[index].kind != "item":
        return False
    found = _LETTERED.match(document.text, document.blocks[index].start)
    return found is None or len(found[1]) == count


def measures(words: str) -> bool:
    """Whether the words hold an amount, a share, a date or the like, which may be what is asked for."""
    return not {figure.kind for figure in figures(words)} <= {"number", "paragraph"}


def _is_date(words: str) -> bool:
    """Whether the words are a date, perhaps with a place before and a time, and nothing else."""
    words = _PLACE_BEFORE.sub("", words)
    found = figures(words)
    if "date" not in {figure.kind for figure in found}:
        return False
    rest = words
    for figure in found:
        rest = figure.span.blanked_in(rest)
    others = [word for word in re.split(r"[\W_]+", rest) if word]
    return {figure.kind for figure in found} <= {"date", "time"} and all(map(_BESIDE_A_DATE.fullmatch, others))


def is_scrap(document: Document, block: Block, sentence: Span) -> bool:
    """Whether the sentence is a whole block of a few words without a stop: a name below its heading."""
    words = sentence.of(document.text)
    is_whole = sentence.start <= block.start and sentence.end >= block.end
    return is_whole and len(words.split()) < SCRAP_WORDS and not words.endswith((".", "!", "?", ":"))


def is_within_source(document: Document, quoted: Span) -> bool:
    """Whether a stretch begins with a footnote within a paragraph, "(4)Richtlinie ...", which is no sentence, or within
    the name of a gazette in one: "C 391 vom 18.12.2012, S. 127."."""
    _, block = block_at(document, quoted)
    if quoted.start > block.start and _FOOTNOTE.match(document.text, quoted.start):
        return not has_finite_verb(quoted.of(document.text))
    before = max(block.start, quoted.start - len(" BGBl. "))
    is_gazette = _GAZETTE.search(document.text, before, quoted.start) is not None
    return is_gazette and _VOLUME.match(document.text, quoted.start) is not None


def begins_anew(document: Document, index: int) -> bool:
    """Whether a paragraph does not go on from the words above it, though these end without a stop: "Beutel, Tassen"
    below "Essen: Brot, Butter, Käse und Wurst"."""
    pair = [block.kind for block in document.blocks[index - 1 : index + 1]] if index else []
    if pair not in (["paragraph", "paragraph"], ["item", "paragraph"]) or is_torn(document, index - 1):
        return False
    above, own = (words_of(document, at) for at in (index - 1, index))
    head = document.blocks[index - 1]
    is_name = head.kind == "paragraph" and is_scrap(document, head, head.span)
    is_small = own[:2].islower() and document.info.type != "minutes"
    return own[:1].isalpha() and not (is_name or is_small or above.rstrip("*_ ").endswith(STOPS))


def is_term(document: Document, index: int) -> bool:
    """Whether a paragraph is a term of a glossary: a few words below nothing but a number, "3.3.8", and above more that
    say what it is."""
    around = document.blocks[max(index - 1, 0) : index + 2]
    if (
        len(around) < 3
        or not _is_bare_number(document, index - 1)
        or [block.kind for block in around[1:]] != ["paragraph", "paragraph"]
    ):
        return False
    return [is_scrap(document, block, block.span) for block in around[1:]] == [True, False]


def _is_bare_number(document: Document, index: int) -> bool:
    """Whether a block is the number of a section: "3.3", or where it was not read as a heading "3.3.8".

    "14.30" may be a time there, and "2.50" a price.
    """
    words = words_of(document, index)
    parts = 2 if document.blocks[index].kind == "heading" else 3
    return _DECIMAL.fullmatch(words) is not None and len(words.strip("#. ").split(".")) >= parts and not _is_date(words)


def is_in_brackets(document: Document, index: int) -> bool:
    """Whether a paragraph is nothing but a remark on what stands above it: "(Zugang auf Nachfrage)"."""
    return document.blocks[index].kind == "paragraph" and _IN_BRACKETS.fullmatch(words_of(document, index)) is not None
