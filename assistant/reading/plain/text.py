"""Plain text -> Reading: paragraphs by blank lines, items by bullets, rows by tabs, a short first line is the title."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from itertools import dropwhile, groupby, takewhile

from assistant.errors import ReadingError
from assistant.reading.decode import decode, visible
from assistant.reading.limits import DEFAULT, Limits
from assistant.reading.lines import BULLET, BULLET_SIGN, block, continues, lines_of, strip, wrap_width
from assistant.reading.plain.typed_tables import Named, with_named_columns
from assistant.reading.reading import Reading
from assistant.records import Block, BlockKind, Span

# At most, in every encoding. Decoding 200 MB to count their characters takes half a minute.
BYTES_A_CHARACTER = 4
LONGEST_TITLE = 120
# A line below says that it is a heading, but a longer text is a paragraph before a rule.
LONGEST_UNDERLINED = 200
MOST_UNDERLINED_LINES = 3
NUMBERED_HEADING = re.compile(r"(?P<number>\d{1,2}(?:\.\d{1,2}){0,4})\.?[ \t]+(?=[A-ZÄÖÜ])")
# The head of a mail that was pasted, or stands in a digest of many.
MAIL_FIELD = re.compile(
    r"\s*(?P<name>Nachricht|Message(?:-ID)?|Von|From|An|To|Cc|Kopie|Datum|Date|Gesendet|Sent|Betreff|Subject)\s*:\s*\S",
    re.IGNORECASE,
)
MOST_FIELDS = 12
FROM, SUBJECT = frozenset({"von", "from"}), frozenset({"betreff", "subject"})
UNDERLINE = re.compile(r"\s*(={3,}|-{3,}|~{3,})\s*$")


def read_text(data: bytes, name: str, limits: Limits = DEFAULT) -> Reading:
    """Bytes that are no characters become U+FFFD.

    Raises:
        ReadingError: there are so many bytes that no encoding makes few enough characters of them.
    """
    if (least := len(data) // BYTES_A_CHARACTER) > limits.characters:
        raise ReadingError("text_too_long", path=name, characters=f"> {least}", limit=limits.characters)
    text, _, _ = decoded = decode(data)
    named = with_named_columns(visible(text))
    return Reading(named.text, tuple(text_blocks(named)), warnings=decoded.warnings)


def text_blocks(named: Named, *, has_title: bool = True) -> Iterator[Block]:
    """The blocks of a text without markup, in order; a short first line is the title if it `has_title`."""
    text, lines = named.text, list(lines_of(named.text))
    width = wrap_width([line.of(text) for line in lines if line.start not in named.rows])
    first = has_title
    for chunk in _chunks(named, lines):
        if chunk[0].start in named.rows:
            yield from filter(None, (block(text, row, "row") for row in chunk))
            first = False
            continue
        rest = list(dropwhile(lambda line: UNDERLINE.match(line.of(text)), chunk))
        if not rest:
            continue
        if first and (title := _title(text, rest, width)):
            yield title
            rest = rest[1:]
        first = False
        yield from _paragraphs(text, rest, width)


def _chunks(named: Named, lines: Sequence[Span]) -> Iterator[list[Span]]:
    """Runs of lines that are not blank, the rows of tables apart from other lines."""
    for (is_blank, _), chunk in groupby(
        lines, lambda line: (not line.of(named.text).strip(), line.start in named.rows)
    ):
        if not is_blank:
            yield list(chunk)


def _title(text: str, chunk: Sequence[Span], width: int) -> Block | None:
    line = strip(text, chunk[0]).of(text)
    if _is_underlined(text, chunk, 0, 0):
        return block(text, chunk[0], "heading", 1)
    if len(line) > LONGEST_TITLE or line[-1] in ".;,:" or BULLET_SIGN.match(line):
        return None
    if len(chunk) > 1 and continues(line, chunk[1].of(text), width):
        return None
    return block(text, chunk[0], "heading", 1)


def _paragraphs(text: str, chunk: Sequence[Span], width: int) -> Iterator[Block]:
    """Lines that go on are joined; a bullet opens an item; an underlined or numbered short line is a heading."""
    index = 0
    while index < len(chunk):
        if UNDERLINE.match(chunk[index].of(text)):
            index += 1
            continue
        if end := _mail_head(text, chunk, index):
            yield from filter(None, [block(text, Span(chunk[index].start, chunk[end].end), "heading", 2)])
            index = end + 1
            continue
        last = _last_line(text, chunk, index, width)
        kind, level, start = _kind(text, chunk, index, last)
        if made := block(text, Span(start, chunk[last].end), kind, level):
            yield made
        index = last + 1


def _mail_head(text: str, chunk: Sequence[Span], index: int) -> int:
    """The last line of the head of a mail that begins at this one: who wrote, and what about; 0 where none does."""
    fields = [MAIL_FIELD.match(line.of(text)) for line in chunk[index : index + MOST_FIELDS]]
    names = [field["name"].casefold() for field in takewhile(bool, fields) if field]
    is_head = not FROM.isdisjoint(names) and not SUBJECT.isdisjoint(names)
    return index + len(names) - 1 if is_head else 0


def _last_line(text: str, chunk: Sequence[Span], index: int, width: int) -> int:
    while index + 1 < len(chunk):
        following = chunk[index + 1].of(text)
        if UNDERLINE.match(following) or not continues(chunk[index].of(text), following, width):
            break
        index += 1
    return index


def _kind(text: str, chunk: Sequence[Span], index: int, last: int) -> tuple[BlockKind, int, int]:
    """Kind, level and start of the block that covers the lines `index` to `last`."""
    span = strip(text, chunk[index])
    line = span.of(text)
    if last == index and (level := heading_level(line, alone=len(chunk) == 1)):
        return "heading", level, span.start
    if _is_underlined(text, chunk, index, last):
        return "heading", 1 if "=" in chunk[last + 1].of(text) else 2, span.start
    if BULLET.match(line):
        sign = BULLET_SIGN.match(line)
        indent = span.start - chunk[index].start
        return "item", 1 + min(indent // 2, 5), span.start + (sign.end() if sign else 0)
    return "paragraph", 0, span.start


def _is_underlined(text: str, chunk: Sequence[Span], index: int, last: int) -> bool:
    """Whether the lines `index` to `last` are a heading because of the line of signs below them."""
    if last + 1 == len(chunk) or not UNDERLINE.match(chunk[last + 1].of(text)):
        return False
    words = strip(text, Span(chunk[index].start, chunk[last].end)).of(text)
    lines = last - index + 1
    if BULLET_SIGN.match(words) or len(words) > LONGEST_UNDERLINED:
        return False
    return lines == 1 or (lines <= MOST_UNDERLINED_LINES and words[-1] not in ".;,:")


def heading_level(line: str, *, alone: bool) -> int:
    """The level of a line like `2.1 Ziel` that stands alone, 0 if it is no heading.

    `1 Ziel` is level 1 only if it stands `alone`; `2.1 Ziel` says it by itself.
    """
    match = NUMBERED_HEADING.match(line)
    if not match or len(line) > LONGEST_TITLE or line[-1] in ".;,:":
        return 0
    depth = match["number"].count(".") + 1
    return min(depth, 6) if depth > 1 or alone else 0
