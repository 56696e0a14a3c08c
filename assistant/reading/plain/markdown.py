"""Markdown -> Reading: the source stays as it is but for its tables, comments, entities and tags of line breaks; the
blocks come from the parser's line maps.

Marks of emphasis, links and the numbers of list items stay inside the blocks, because a quote is a verbatim stretch of
the file; bullets, heading signs, rules, fences and table frames stand between the blocks.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from dataclasses import replace
from functools import cache
from itertools import groupby, pairwise
from typing import TYPE_CHECKING

from assistant.language.dates import find_dates
from assistant.reading.decode import decode, visible
from assistant.reading.grid import lines_of_table
from assistant.reading.limits import DEFAULT, Limits
from assistant.reading.lines import block, lines_of
from assistant.reading.plain.frontmatter import front_matter
from assistant.reading.plain.listed import OpenList, begins_item, sign_of
from assistant.reading.plain.typed_tables import Named, with_named_columns
from assistant.reading.reading import Reading
from assistant.records import Block, BlockKind, Language, Span

if TYPE_CHECKING:
    from markdown_it import MarkdownIt
    from markdown_it.token import Token

TITLE_KEYS = ("title", "titel")
DATE_KEYS = ("date", "datum", "published", "veröffentlicht", "erlassdatum", "gueltig_ab", "stand")
LANGUAGE_KEYS = ("language", "lang", "sprache")
URL_KEYS = ("url", "link", "source", "quelle")
MARKER = re.compile(r"[ \t>]*(?:[-*+](?:[ \t]+|$)|>[ \t]*|#{1,6}(?:[ \t]+|$))*(?:\[[ xX]\][ \t]+)?")
# Pads are exported with the marks of their lists escaped: "\\* Freifunk", and "\\*\\*" one level below.
ESCAPED_MARKS = re.compile(r"[ \t>]*(?P<marks>(?:\\[-*+])+)(?:[ \t]+|$)")
# Tries a run of spaces once, not from each of its places.
CLOSING_HASHES = re.compile(r"(?<![ \t])[ \t]++#++[ \t]*+$")
# Neither looks past the next opening: a page full of openings without an end would take hours.
CELL_BORDER = re.compile(r"(?<!\\)\|")
LINE_BREAK = re.compile(r"<br ?/?>", re.IGNORECASE)  # as Markdown writes one within a cell
CLOSING_BAR = re.compile(r"[ \t]*\|")
EMPHASIS = "*_`"
TAG = re.compile(r"</?[a-zA-Z][^<>]*>|<!--(?:(?!<!--|-->).)*-->", re.DOTALL)
# Code, which stays as it is; and what nobody sees as it is written. Neither looks past the next opening.
UNSEEN = re.compile(
    r"^ {0,3}(?P<fence>`{3,}+|~{3,}+)[^\n]*\n(?:.*\n)*?(?: {0,3}(?P=fence).*$|\Z)|`++(?:[^`\n]*`++)?"
    r"|(?P<comment><!--(?:(?!<!--|-->)[\s\S])*-->)|(?P<entity>&(?:#\d{1,7}|#[xX][0-9a-fA-F]{1,6}|[a-zA-Z]\w{1,30});)"
    r"|(?P<line_break><[bB][rR] ?/?>)",
    re.MULTILINE,
)
MEANT_AS_MARK = frozenset("<>|*_`[]\\#~")  # what an entity was written for, lest it be one
HARD_BREAK = re.compile(r"(?:  |\\)$")
UNDERLINE = re.compile(r" {0,3}={3,}[ \t]*")
# Paragraphs over a line of === that only separates would be headings of many lines.
LONGEST_HEADING_LINES = 3
# A line of a law that is only the number of what stands below it.
SECTION = re.compile(r"§ ?\d+[a-z]?")
DEEPEST_HEADING = 6
# A line of a law that begins with another one's number was taken for its heading: "#### § 214 Absatz 4 in Kraft ...".
SPEAKS_OF_A_LAW = re.compile(r"§+ ?\d+[a-z]? (?:Abs(?:atz|\.)|Satz|Nummer|Nr\.) ?\d")
LANGUAGES: dict[str, Language] = {"de": "de", "en": "en"}


def read_markdown(data: bytes, name: str, limits: Limits = DEFAULT) -> Reading:
    """The body without front matter; its title, date, language and address feed the Reading. `name` is not needed."""
    source, _, _ = decoded = decode(data)
    matter = front_matter(source)
    named = with_named_columns(_as_seen(source[matter.end :]), has_code=True)
    text, blocks = _with_named_cells(named.text, *_parsed(named))
    stated = matter.first(*DATE_KEYS)
    dates = [mention.date for mention in find_dates(stated) if mention.precision == "day"] if stated else []
    url = matter.first(*URL_KEYS)
    return Reading(
        text,
        tuple(blocks),
        title=matter.first(*TITLE_KEYS),
        date=dates[0] if dates else None,
        language=LANGUAGES.get((matter.first(*LANGUAGE_KEYS) or "")[:2].lower()),
        url=url if url and re.match(r"https?://\S+$", url) else None,
        warnings=decoded.warnings,
    )


def _as_seen(source: str) -> str:
    """The source without comments, with signs in place of entities and a space in place of a tag that breaks a line."""
    return visible(UNSEEN.sub(_seen, source))


def _seen(found: re.Match[str]) -> str:
    match found.lastgroup:
        case "comment":
            return ""
        case "entity":
            sign = html.unescape(found[0])
            return found[0] if MEANT_AS_MARK.intersection(sign) else sign
        case "line_break":
            return " "
    return found[0]


@cache
def _parser() -> MarkdownIt:
    from markdown_it import MarkdownIt

    return MarkdownIt("commonmark").enable("table").disable("inline")


def _parsed(named: Named) -> tuple[list[Block], list[Span]]:
    """The blocks and the tables of a Markdown text, in order; lines that the parser swallows are paragraphs."""
    lines = list(lines_of(named.text))
    # The parser counts lines by \n only after it replaced NUL; `clean` left neither \r nor NUL.
    walk = _Walk(named, lines)
    for token in _parser().parse(named.text):
        walk.step(token)
    return sorted(walk.blocks + walk.swallowed(), key=lambda made: made.start), walk.tables


def _with_named_cells(text: str, blocks: Sequence[Block], tables: Sequence[Span]) -> tuple[str, list[Block]]:
    """The text with its tables written as lines that name their columns, and the blocks where they stand then."""
    starts = [table.start for table in tables]
    parts: list[str] = []
    moved: list[Block] = []
    position = shift = 0
    for index, group in groupby(blocks, lambda block: _index_of_span(block, starts, tables)):
        if index is None:
            moved += [replace(block, start=block.start + shift, end=block.end + shift) for block in group]
            continue
        table, rows = tables[index], list(group)
        header = int("\n" not in text[table.start : rows[0].start])  # a first line without names is no block
        cells = _cells(text, rows)
        if header:
            cells[0] = [name.strip().strip(EMPHASIS) for name in cells[0]]
        lines = list(lines_of_table(cells, header))
        start = table.start + shift
        for line in lines:
            moved.append(Block("row", start, start + len(line)))
            start += len(line) + 1
        parts += [text[position : table.start], "\n".join(lines)]
        position, shift = table.end, shift + len(parts[-1]) - (table.end - table.start)
    return "".join([*parts, text[position:]]), moved


def _cells(text: str, rows: Sequence[Block]) -> list[list[str]]:
    """The cells of the rows; a line without a bar goes on with the last cell of a full row above it, unless that one
    is closed: "40 % | Maximal 24" over "(mindestens 14 notwendig)"."""
    cells: list[list[str]] = []
    is_open = False
    for row in rows:
        found = CELL_BORDER.split(LINE_BREAK.sub(" ", text[row.start : row.end]))
        if is_open and len(found) == 1:
            cells[-1][-1] += f" {found[0]}"
            continue
        is_open = bool(cells) and 1 < len(found) == len(cells[0]) and not CLOSING_BAR.match(text, row.end)
        cells.append(found)
    return cells


def _index_of_span(block: Block, starts: Sequence[int], spans: Sequence[Span]) -> int | None:
    index = bisect_right(starts, block.start) - 1
    return index if index >= 0 and block.start < spans[index].end else None


class _Walk:
    """Goes through the parser's tokens once and collects blocks; remembers which lines are accounted for."""

    def __init__(self, named: Named, lines: Sequence[Span]) -> None:
        self.text = named.text
        self.typed_rows = named.rows
        self.lines = lines
        self.blocks: list[Block] = []
        self.tables: list[Span] = []
        self.seen = [False] * len(lines)
        self.depth = 0
        self.item_opened = False
        self.heading_level = 0  # of the last heading that was written as one
        self.listing = OpenList()

    def step(self, token: Token) -> None:
        """Takes the next token; its `map` is the half-open range of its lines."""
        match token.type:
            case "bullet_list_open" | "ordered_list_open":
                self.depth += 1
            case "bullet_list_close" | "ordered_list_close":
                self.depth -= 1
            case "list_item_open":
                self.item_opened = True
            case "heading_open" if token.map and token.map[1] - token.map[0] <= LONGEST_HEADING_LINES:
                self._heading(token)
            case "heading_open":
                self._paragraph(token)
            case "paragraph_open":
                self._paragraph(token)
            case "tr_open":
                self._row(token)
            case "fence" | "code_block" | "html_block":
                self._raw(token)
            case "table_open":
                lines = self._take(token)
                self.tables.append(Span(lines[0].start, lines[-1].end))
            case "hr":
                self._take(token)

    def swallowed(self) -> list[Block]:
        """Paragraphs for the lines that no token accounts for."""
        spans = [line for line, seen in zip(self.lines, self.seen, strict=True) if not seen]
        return [made for span in spans if (made := block(self.text, span, "paragraph"))]

    def _take(self, token: Token) -> list[Span]:
        """The lines of the token, now accounted for."""
        if token.map is None:
            return []
        start, end = token.map
        end = min(end, len(self.lines))
        self.seen[start:end] = [True] * (end - start)
        return list(self.lines[start:end])

    def _add(self, span: Span, kind: BlockKind, level: int = 0) -> None:
        if made := block(self.text, span, kind, level):
            words = self.text[made.start : made.end]
            sign = sign_of(words) if kind == "item" else ""
            self.blocks.append(replace(made, start=made.start + len(sign)))
            self.listing.add(words, level if kind == "item" else 0)

    def _heading(self, token: Token) -> None:
        lines = self._take(token)
        setext = token.markup in ("=", "-")
        body = lines[:-1] if setext and len(lines) > 1 else lines
        span = self._without_marker(Span(body[0].start, body[-1].end))
        if not setext and (closing := CLOSING_HASHES.search(span.of(self.text))):
            span = Span(span.start, span.start + closing.start())
        if SPEAKS_OF_A_LAW.match(self.text, *span):
            self._add(span, "paragraph")
        else:
            self.heading_level = int(token.tag[1])
            self._add(span, "heading", self.heading_level)

    def _paragraph(self, token: Token) -> None:
        lines = self._take(token)
        if self.item_opened and self.depth == 1 and self._is_underlined(lines):
            self.item_opened, self.heading_level = False, 1
            self._add(self._without_marker(Span(lines[0].start, lines[-2].end)), "heading", 1)
            return
        depth = self.depth if self.item_opened else 0
        self.item_opened = False
        for number, span in enumerate(self._pieces(lines)):
            bare = self._without_marker(span)
            if not self.depth and span.start in self.typed_rows:
                self._add(span, "row")
                continue
            if not self.depth and SECTION.fullmatch(bare.of(self.text).strip()):
                self._add(bare, "heading", min(self.heading_level + 1, DEEPEST_HEADING))
                continue
            is_known = number == 0 and depth > 0
            level = depth if is_known else self._level(span, bare) or depth
            self._add(bare, "item" if level else "paragraph", level)

    def _is_underlined(self, lines: Sequence[Span]) -> bool:
        """Whether an item is a heading with a number: to the parser its line of === goes on with the item."""
        is_line = UNDERLINE.fullmatch(lines[-1].of(self.text)) is not None
        return is_line and 1 < len(lines) <= LONGEST_HEADING_LINES

    def _level(self, span: Span, bare: Span) -> int:
        """The level of the item that a piece of a paragraph is though Markdown does not say so, 0 for none."""
        escaped = ESCAPED_MARKS.match(self.text, *span)
        return len(escaped["marks"]) // 2 if escaped else self.listing.level(bare.of(self.text))

    def _pieces(self, lines: Sequence[Span]) -> Iterator[Span]:
        """The paragraph in pieces: at items of a list, at typed rows, and at hard line breaks unless the sentence goes
        on in small letters.
        """
        start = lines[0].start
        bare = [self._without_marker(line).of(self.text).strip() for line in lines]
        first = marked = bare[0]
        for (line, following), (before, words) in zip(pairwise(lines), pairwise(bare), strict=True):
            is_broken = HARD_BREAK.search(line.of(self.text)) and not words[:1].islower()
            is_marked = ESCAPED_MARKS.match(self.text, following.start, following.end)
            is_row = {line.start, following.start} & self.typed_rows
            if is_broken or is_marked or is_row or begins_item(words, before, first, marked):
                yield Span(start, line.end)
                start, first = following.start, words
                marked = marked if sign_of(words) else words
        yield Span(start, lines[-1].end)

    def _row(self, token: Token) -> None:
        """A table row without its outer bars."""
        for line in self._take(token):
            span = self._without_marker(line)
            inner = span.of(self.text)
            cells = inner.strip().removeprefix("|").removesuffix("|")
            start = span.start + inner.find(cells)
            self._add(Span(start, start + len(cells)), "row")

    def _raw(self, token: Token) -> None:
        """Code without its fences; HTML unless it is only tags or comments."""
        lines = self._take(token)
        if token.type == "fence":
            lines = lines[1:-1] if lines[-1].of(self.text).strip(" \t>").startswith(token.markup[:3]) else lines[1:]
        if not lines:
            return
        span = Span(lines[0].start, lines[-1].end)
        if token.type != "html_block" or TAG.sub("", span.of(self.text)).strip():
            self._add(span, "paragraph")

    def _without_marker(self, span: Span) -> Span:
        marker = ESCAPED_MARKS.match(self.text, *span) or MARKER.match(self.text, *span)
        return Span(marker.end() if marker else span.start, span.end)
