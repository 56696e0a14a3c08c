"""The title of a document: the first candidate that can stand in a list of documents."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from assistant.language.quantities import CALENDAR_YEAR
from assistant.reading.decode import one_line
from assistant.reading.describing.finding import Finding
from assistant.reading.describing.labels import is_dateline, type_alone, without_dates
from assistant.reading.lines import continues, wrap_width
from assistant.reading.reading import Reading
from assistant.records import Block, DocumentType

LONGEST = 200
# Of a longer one the rest cannot matter, and the search for links in it costs the square of its length.
LONGEST_MARKED = 1000
# A heading that starts later than this many blocks into the text names a part, not the document.
WITHIN_BLOCKS = 3
# The only heading of its level may stand below a letterhead, but no deeper.
ONLY_WITHIN_BLOCKS = 20

NO_TITLE = re.compile(
    r"^(?:microsoft (?:word|powerpoint|excel)\b.*|powerpoint[- ](?:präsentation|presentation)|untitled.*|unbenannt.*"
    r"|about:\S*|ohne titel|neues dokument|new document"
    r"|(?:dokument|document|präsentation|presentation|folie|slide|title|titel)\s*\d*|home|index|navigation|links|tops?"
    r"|inhalt(?:sverzeichnis)?|(?:table of )?contents|.*:|\(.*\)"
    r"|.*\.(?:docx?|pptx?|pdf|indd|xlsx?|odt|rtf|html?|tex|dvi|txt|md|pages|pub|eml|msg))$",
    re.IGNORECASE,
)
MARKUP = re.compile(r"!?\[(?P<shown>[^\]]*)\]\([^)]*\)|<[^>]+>|\*+|(?<!\w)_+|_+(?!\w)|`+|\\(?=[^\w\s])")
LABEL = re.compile(r"^\W*(?:titel(?: (?:der|des) \w+)?|anlass|betreff|betr\.):\s*", re.IGNORECASE)
ADDRESS = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+\.\w+")
# What a sheet is called says nothing about its workbook.
TABLES = frozenset({".xlsx", ".xlsm", ".xlsb", ".xls", ".ods", ".csv", ".tsv"})
# Their title stands in properties that nobody sees who reads the text.
UNSEEN = frozenset({".pdf", ".docx", ".docm", ".doc", ".odt", ".rtf", ".pptx", ".ppt", ".odp"})
NUMBERED = re.compile(r"\d+(?:\.\d+)*\.?\s")
# Some programs state the name of the file as its title.
NAME_LIKE = re.compile(r"[_\d]")
# The only day that a title states is found again in the first lines, or it is lost.
YEARS_WITHIN = 600
MOTTO = ("...", "…")
# "Niederschrift", and below it "über die 12. Sitzung des Beirats": one title on two lines.
GOES_ON = re.compile(r"(?:über|zu[rm]?|der|des|betreffend)\s")
# The letterhead of a press release stands above the line that says so.
LETTERHEAD = re.compile(r"\b\d{5} [A-ZÄÖÜ]|\bpostfach\b|\btel(?:efon)?\b|str(?:\.|aße) \d|@|\bwww\.", re.IGNORECASE)
# Behind it the legal form of whoever publishes: "Wirtschaftskammer Hoya e. V."
PUBLISHER = re.compile(r"^[A-ZÄÖÜ].{2,80}\s(?:e\.\s?V\.|g?GmbH|mbH|AöR|KdöR|eG|AG)\W*$")
WITHIN_LETTERHEAD = 8  # blocks
# Below a word for the kind: what the head of minutes says, and parts of the text. No headline begins or ends so.
NO_HEADLINE = re.compile(
    r"(?:datum|date|ort|place|(?:uhr)?zeit|time|beginn|ende|thema|anwesen\w*|teilnehme\w*|attendees|participants|present"
    r"|entschuldigt|leitung|moderation|vorsitz|protokoll\w*|verteiler|sperrfrist|(?:presse|medien)?kontakt"
    r"|ansprechpartner\w*|herausgeber\w*|nr|nummer)\b[^:|]{0,20}(?:[:|]|$)|tops?\b|tagesordnung|agenda\b"
    r"|(?:begrüßung|beschlüsse|ergebnisse|aufgaben|einleitung|zusammenfassung|über (?:das|die|den|uns))\b|.*[.;,:]$",
    re.IGNORECASE,
)


def title_of(reading: Reading, file_name: str, suffix: str = "") -> Finding[str]:
    """What the file states, a top-level heading near the start, the only heading of its level, the first line; else
    the name of the file, which is given without its suffix, with spaces for the "_" that stand for them.

    Of what the properties of a file state and a heading that has one word more the heading counts: who copies a file
    to make the next one of it changes what can be seen.
    """
    for found in _candidates(reading, file_name, is_table=suffix.lower() in TABLES):
        title = _plain(found.value)
        if _is_title(title):
            if found.source == "file" and suffix.lower() in UNSEEN and (fuller := _fuller(title, reading, file_name)):
                return fuller
            return Finding(title, found.source, found.value)
    return Finding(of_name(file_name) or file_name, "name", file_name)


def of_name(file_name: str) -> str:
    """The name of a file, given without its suffix, as a title: "Umfrage_Zulieferer_2025" says "_" for a space."""
    return one_line(file_name.replace("_", " "))


def type_label(reading: Reading) -> Finding[DocumentType] | None:
    """The kind that the title in the file names and nothing else, or a line above all others."""
    if reading.title and (kind := type_alone(_plain(reading.title))):
        return Finding(kind, "file", reading.title)
    label = _label(reading)
    return Finding(label[1], "text", _first_line(reading, reading.blocks[label[0]])) if label else None


def _candidates(reading: Reading, file_name: str, *, is_table: bool) -> Iterator[Finding[str]]:
    is_name = reading.title == file_name and NAME_LIKE.search(file_name)
    if reading.title and not is_name and not type_alone(_plain(reading.title)):
        yield Finding(reading.title, "file")
    if is_table:
        return
    if label := _label(reading):
        yield from _below(reading, *label)
    else:
        yield from (*_headings(reading), *_first_lines(reading, _first_line))


def _label(reading: Reading) -> tuple[int, DocumentType] | None:
    """The place of a block above any other heading whose first line only names the kind of the document; the kind."""
    for position, block in enumerate(reading.blocks[:WITHIN_BLOCKS]):
        is_above = position == 0 or block.kind == "heading"
        if is_above and (kind := type_alone(_plain(_first_line(reading, block)))):
            return position, kind
        if block.kind == "heading":
            break
    return _below_letterhead(reading)


def _below_letterhead(reading: Reading) -> tuple[int, DocumentType] | None:
    """The line that only says "Pressemitteilung" below addresses, or in capitals below whoever publishes it."""
    above = ""
    for position, block in enumerate(reading.blocks[:WITHIN_LETTERHEAD]):
        line = _plain(_first_line(reading, block))
        is_set_apart = line.isupper() or LETTERHEAD.search(above) is not None
        if block.kind == "paragraph" and is_set_apart and type_alone(line) == "press_release":
            return position, "press_release"
        if block.kind not in ("heading", "paragraph") or block.end - block.start > LONGEST:
            return None
        above += _text(reading, block) + "\n"
    return None


def _below(reading: Reading, position: int, kind: DocumentType) -> Iterator[Finding[str]]:
    """The headline below the line that names the kind, which itself says more than that only by its number or day."""
    label = reading.blocks[position]
    line = _first_line(reading, label)
    start = min(label.end, label.start + len(line) + 1)
    rest = [replace(label, kind="paragraph", start=start)] if start < label.end else []
    following = (*rest, *reading.blocks[position + 1 :])
    is_press = kind == "press_release"
    if is_press and following and type_alone(f"{line} {_first_line(reading, following[0])}"):  # "Nr. 3 vom 4. Mai 2025"
        following = following[1:]
    if is_press and _is_publisher(reading, following):
        following = following[1:]
    if is_press and label.kind == "paragraph" and _begins_text(reading, following):
        yield from _above(reading, position)
    below = replace(reading, blocks=following[:WITHIN_BLOCKS])
    if not is_press and (first := next(_first_lines(below, _whole_line), None)) and GOES_ON.match(first.value):
        yield Finding(f"{line} {first.value}", "text")
    for found in (*_headings(below), *_first_lines(below, _whole_line)):
        title = _plain(found.value)
        if not (NO_HEADLINE.match(title) or (not is_press and NUMBERED.match(title))):
            yield found
    if any(map(str.isdecimal, line)):
        yield Finding(line, "text")


def _begins_text(reading: Reading, blocks: Sequence[Block]) -> bool:
    """Whether the first of these blocks that is no date is a sentence, and so no headline."""
    lines = (block for block in blocks if not is_dateline(_plain(_first_line(reading, block))))
    first = next(lines, None)
    return first is not None and first.kind == "paragraph" and _text(reading, first).rstrip("*_ ").endswith(".")


def _is_publisher(reading: Reading, blocks: Sequence[Block]) -> bool:
    """Whether the first of these lines only says who publishes, above one that says where and when."""
    lines = "\n".join(_text(reading, block) for block in blocks[:2]).split("\n")
    return len(lines) > 1 and PUBLISHER.search(lines[0]) is not None and is_dateline(_plain(lines[1]))


def _above(reading: Reading, position: int) -> Iterator[Finding[str]]:
    """The headline above the line that names the kind: the nearest one of the highest level; never a letterhead."""
    above = reading.blocks[:position]
    if not any(LETTERHEAD.search(_text(reading, block)) for block in above):
        for block in sorted(above, key=lambda one: (one.kind != "heading", one.level, -one.start)):
            yield Finding(_whole_line(reading, block), "heading" if block.kind == "heading" else "text")


def _first_lines(reading: Reading, line_of: Callable[[Reading, Block], str]) -> Iterator[Finding[str]]:
    """The first line of the text, and below dates the next ones that stand alone."""
    for position, block in enumerate(reading.blocks[:WITHIN_BLOCKS]):
        line = line_of(reading, block)
        is_alone = len(line) == block.end - block.start
        if position == 0 or (block.kind in ("heading", "paragraph") and is_alone):
            yield Finding(line, "heading" if block.kind == "heading" else "text")
        if not is_dateline(_plain(line)):
            return


def _fuller(stated: str, reading: Reading, file_name: str) -> Finding[str] | None:
    """The heading at the top that says all words of the stated title and one more; no year that only that states is
    lost for it."""
    heading = next(_headings(reading), None)
    title = _plain(heading.value) if heading else ""
    words, more = (Counter(re.findall(r"[^\W_]+", one.casefold())) for one in (stated, title))
    missing, added = words - more, more - words
    near = f"{title} {file_name} {reading.text[:YEARS_WITHIN]}"
    is_fuller = added.total() == 1 and not any(word.isdigit() for word in added)
    are_years = all(CALENDAR_YEAR.fullmatch(one) and one in near for one in missing)
    if heading and is_fuller and are_years and _is_title(title):
        return Finding(title, heading.source, heading.value)
    return None


def _headings(reading: Reading) -> Iterator[Finding[str]]:
    """The first heading of the highest level, or the only one of it further down, unless it numbers a part."""
    headings = [block for block in reading.blocks if block.kind == "heading"]
    top = min((heading.level for heading in headings), default=0)
    topmost = [heading for heading in headings if heading.level == top]
    named = [heading for heading in topmost if heading in reading.blocks[:WITHIN_BLOCKS]]
    if sum(NUMBERED.match(_text(reading, heading)) is not None for heading in topmost) > 1:
        named = [heading for heading in named if not NUMBERED.match(_text(reading, heading))]
    if len(topmost) == 1 and not named and not NUMBERED.match(_text(reading, topmost[0])):
        named = [heading for heading in topmost if heading in reading.blocks[:ONLY_WITHIN_BLOCKS]]
    texts = (_text(reading, heading) for heading in named)
    if heading := next((text for text in texts if not text.startswith(MOTTO)), None):
        yield Finding(heading, "heading")


def _text(reading: Reading, block: Block) -> str:
    return block.span.of(reading.text)


def _first_line(reading: Reading, block: Block) -> str:
    return _text(reading, block).partition("\n")[0]


def _whole_line(reading: Reading, block: Block) -> str:
    """The first line with those that it was wrapped into."""
    lines = _text(reading, block).split("\n")
    width = wrap_width(reading.text.split("\n"))
    end = next((at for at in range(1, len(lines)) if not continues(lines[at - 1], lines[at], width)), len(lines))
    return "\n".join(lines[:end])


def _plain(text: str) -> str:
    text = MARKUP.sub(lambda match: match["shown"] or "", text[:LONGEST_MARKED])
    text = LABEL.sub("", text.replace("\xad", ""))
    return one_line(text).strip(" |")


def _is_title(title: str) -> bool:
    """Whether it can stand in a list of documents: words, not too long, no address, not only place and date."""
    if not 3 <= len(title) <= LONGEST or title.startswith(MOTTO):
        return False
    if ADDRESS.search(title) or NO_TITLE.match(title) or is_dateline(title):
        return False
    return sum(character.isalpha() for character in without_dates(title)) >= 3
