"""HTML -> Reading: the main content, without what stands around it on every page of a site."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING

from assistant.errors import ReadingError
from assistant.notices import Notice
from assistant.reading.compose import Composition
from assistant.reading.decode import Decoded, clean, decode
from assistant.reading.grid import Cell, lines_of_table, rows_of_cells
from assistant.reading.limits import DEFAULT, Limits
from assistant.reading.numbered import counting_on
from assistant.reading.plain.boilerplate import HIDDEN_STYLE, keep_contacts, remove_boilerplate
from assistant.reading.plain.inline_marks import settle_marks
from assistant.reading.plain.ordered import write_numbers
from assistant.reading.reading import Reading
from assistant.records import BlockKind

if TYPE_CHECKING:
    from bs4 import BeautifulSoup
    from bs4.element import PageElement, Tag

CHARSET = re.compile(rb"<(?:meta\b[^>]*?charset|\?xml\b[^>]*?encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE)
CHARSET_WITHIN = 2048
# Pages of people stay below 60 levels; the walk through the elements takes four frames of Python's stack a level.
MAX_LEVELS = 200
NOT_CONTENT = (
    "script", "style", "noscript", "template", "nav", "aside", "footer", "button", "select", "textarea", "input",
    "svg", "iframe", "object", "dialog", "canvas", "audio", "video", "head", "datalist",
)  # fmt: skip
NEVER_SEEN = ("head", "script", "style", "template", "svg", "object", "iframe")
BLOCKS = frozenset(
    {
        "address", "article", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt", "fieldset",
        "figcaption", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup", "hr", "html", "legend",
        "li", "main", "ol", "p", "pre", "section", "summary", "table", "tbody", "td", "tfoot", "th", "thead", "tr",
        "ul",
    }
)  # fmt: skip
HEADINGS = {f"h{level}": level for level in range(1, 7)}
LONGEST_SUMMARY = 200  # characters; what opens when it is clicked has a heading, often a question
REACH_DIGITS = 9  # a browser cuts any larger reach of a cell to 1000, and Python refuses a number of 5,000 digits
TABLE_PARTS = ("caption", "colgroup", "col", "thead", "tbody", "tfoot", "tr")
INSIDE_A_LAYOUT_CELL = ("table", "p", "ul", "ol", "h1", "h2", "h3", "h4", "h5", "h6", "article", "section")
# The terms of a list of definitions that only count: "1.", "a)", as laws on the web have them; "12" may be a figure.
COUNT = re.compile(r"(?:\d{1,3}[a-z]?|[a-z]{1,2})[.)]")
BARE_COUNT = re.compile(r"\d{1,3}")
YEARS = range(1500, 2200)  # others stand where a program knows no day: "0001-01-01", "9999-12-31"
DATE_PROPERTIES = ("article:published_time", "dc.date", "dcterms.date", "date", "datepublished", "dc.date.issued")


def read_html(data: bytes, name: str, limits: Limits = DEFAULT) -> Reading:
    """Headings, paragraphs, items and table rows of the main content.

    Raises:
        ReadingError: the elements are nested too deeply, or there are too many cells.
    """
    from bs4 import BeautifulSoup

    source = _decoded(data)
    _refuse_depth(source.text, name)
    soup = BeautifulSoup(source.text, "lxml")
    title, date, url = _title(soup), _date(soup), _url(soup)
    content, struck = _content(soup)
    _refuse_cells(content, name, limits)
    warnings = (*source.warnings, *((Notice.of("struck_out", count=struck),) if struck else ()))
    composition = Composition()
    _Walk(composition).children(content, _PARAGRAPH)
    return Reading(composition.text, tuple(composition.blocks), (), title, date, url=url, warnings=warnings)


def add_visible(composition: Composition, source: str, name: str) -> None:
    """Adds all that a person sees of the HTML text. For mails: nothing stands around their content.

    Raises:
        ReadingError: the elements are nested too deeply.
    """
    from bs4 import BeautifulSoup

    _refuse_depth(source, name)
    soup = BeautifulSoup(source, "lxml")
    for tag in soup.find_all(NEVER_SEEN):
        tag.decompose()
    for tag in soup.find_all(style=HIDDEN_STYLE):
        tag.decompose()
    root = soup.find("body") or soup
    write_numbers(root)
    _Walk(composition).children(root, _PARAGRAPH)


def _decoded(data: bytes) -> Decoded:
    found = CHARSET.search(data[:CHARSET_WITHIN])
    return decode(data, found.group(1).decode("ascii", "replace") if found else None)


def _refuse_depth(source: str, name: str) -> None:
    """Beautiful Soup takes minutes for 20,000 levels; the parser below it counts them in no time."""
    from lxml import etree

    parser = etree.HTMLParser(target=_Depth(name))
    try:
        parser.feed(source)
        parser.close()
    except etree.LxmlError:
        return  # no page at all: the reader finds nothing in it either


def _refuse_cells(root: Tag, name: str, limits: Limits) -> None:
    if len(root.find_all(("td", "th"), limit=limits.cells + 1)) > limits.cells:
        raise ReadingError("too_many_cells", path=name, limit=limits.cells)


class _Depth:
    """What the parser tells about the elements. Raises ReadingError where they are nested too deeply."""

    def __init__(self, name: str) -> None:
        self.name = name
        self.levels = 0

    def start(self, tag: str, attributes: object) -> None:
        self.levels += 1
        if self.levels > MAX_LEVELS:
            raise ReadingError("nested_too_deeply", path=self.name, limit=MAX_LEVELS)

    def end(self, tag: str) -> None:
        self.levels -= 1

    def close(self) -> None:
        pass


def _title(soup: BeautifulSoup) -> str | None:
    """The only first-level heading, which is the document's own, before the window title, which names the site too."""
    headings = soup.find_all("h1")
    for candidate in (headings[0] if len(headings) == 1 else None, soup.title):
        if candidate is not None:
            for line_break in candidate.find_all("br"):
                line_break.replace_with(" ")
            if text := " ".join(clean(candidate.get_text()).split()):
                return text
    return None


def _meta(soup: BeautifulSoup) -> dict[str, str]:
    found: dict[str, str] = {}
    for tag in soup.find_all("meta", content=True):
        key = tag.get("property") or tag.get("name") or tag.get("itemprop")
        if key:
            found.setdefault(str(key).lower(), str(tag["content"]).strip())
    return found


def _date(soup: BeautifulSoup) -> datetime.date | None:
    meta = _meta(soup)
    for stated in (meta[key] for key in DATE_PROPERTIES if key in meta):
        try:
            found = datetime.date.fromisoformat(stated[:10])
        except ValueError:
            continue
        if found.year in YEARS:
            return found
    return None


def _url(soup: BeautifulSoup) -> str | None:
    link = soup.find("link", rel="canonical", href=True)
    address = str(link["href"]).strip() if link is not None else ""
    return address if re.match(r"https?://\S+$", address) else None


def _content(soup: BeautifulSoup) -> tuple[Tag, int]:
    """The part of the page that is the document, stripped of everything around it but a contact in its foot; and how
    many stretches of it were struck out."""
    contacts = keep_contacts(soup)
    for tag in soup.find_all(NOT_CONTENT):
        tag.decompose()
    body = soup.find("body") or soup
    marked = soup.find_all("main") or soup.find_all(role="main")
    articles = soup.find_all("article")
    alone = marked or articles
    root = alone[0] if len(alone) == 1 else body
    struck = settle_marks(root)
    for term in _paragraph_numbers(root):
        term.name = "p"
    remove_boilerplate(root)
    write_numbers(root)
    root.extend(contact for contact in contacts if root not in contact.parents)
    return root, struck


_Style = tuple[BlockKind, int]
_PARAGRAPH: _Style = ("paragraph", 0)


class _Walk:
    """Goes through the elements once; text collects until a block begins or ends, then it becomes a block."""

    def __init__(self, composition: Composition) -> None:
        self.composition = composition
        self.pending: list[str] = []
        self.level = 0  # of the last heading
        self.opened = 0  # the level of the summary whose details these are, 0 outside

    def children(self, tag: Tag, style: _Style) -> None:
        """The content of `tag`; text that stands in it directly becomes blocks of this style."""
        self._content(tag, style)
        self._flush(style)

    def _content(self, tag: Tag, style: _Style) -> None:
        from bs4.element import Tag

        for child in list(tag.children):
            if child.parent is not tag:
                continue  # a definition that was taken into its term's row
            if isinstance(child, Tag):
                self._element(child, style)
            elif _is_shown(child):
                self.pending.append(re.sub(r"\s+", " ", str(child)))

    def _element(self, tag: Tag, style: _Style) -> None:
        if tag.name == "br":
            self.pending.append("\n")
        elif tag.name not in BLOCKS:
            self._content(tag, style)
        else:
            self._flush(style)
            self._block(tag, style)

    def _block(self, tag: Tag, style: _Style) -> None:
        if tag.name in HEADINGS:
            if style[0] != "heading":  # as the heading of a summary is
                level = HEADINGS[tag.name]
                self.level = min(max(level, self.opened) + 1, 6) if self.opened else level
            self.children(tag, ("heading", self.level))
        elif tag.name == "summary" and len(tag.get_text()) <= LONGEST_SUMMARY:
            self.level = self.opened = min(self.level + 1, 6)
            self.children(tag, ("heading", self.level))
        elif tag.name == "details":
            outside = self.level, self.opened
            self.children(tag, style if style[0] == "item" else _PARAGRAPH)
            self.level, self.opened = outside
        elif tag.name == "li":
            self.children(tag, ("item", max(1, len(tag.find_parents(("ul", "ol"))))))
        elif tag.name == "pre":
            self.composition.add("paragraph", tag.get_text())
        elif tag.name == "table" and not _is_layout(tag, rows := _own_rows(tag)):
            self._table(tag, rows)
        elif tag.name == "tr" and not _arranges(tag):
            self._row(*(cell.get_text(" ") for cell in _cells(tag)))
        elif tag.name == "dt" and COUNT.fullmatch(mark := tag.get_text().strip()) and (item := _counted(tag, mark)):
            self.children(item, ("item", len(item.find_parents("dl"))))
            item.extract()
        elif tag.name == "dt" and (said := _definition(tag)) is not None:
            self._row(tag.get_text(" "), said.extract().get_text(" "))
        else:
            self.children(tag, style if style[0] == "item" else _PARAGRAPH)

    def _table(self, table: Tag, rows: Sequence[Tag]) -> None:
        """The caption as a paragraph, then the rows; the header is what the page marks as one, below its title."""
        for caption in table.find_all("caption", recursive=False):
            self.children(caption, _PARAGRAPH)
        titles = next((above for above, row in enumerate(rows) if not _is_title(row, rows)), 0)
        for row in rows[:titles]:
            self._row(row.get_text(" "))
        rows = rows[titles:]
        header = next((above for above, row in enumerate(rows) if not _is_header(row)), len(rows))
        for line in lines_of_table(rows_of_cells(_placed(rows)), header or None):
            self.composition.add("row", line)

    def _row(self, *cells: str) -> None:
        for line in lines_of_table([cells]):
            self.composition.add("row", line)

    def _flush(self, style: _Style) -> None:
        text = "".join(self.pending)
        self.pending = []
        kind, level = style
        for piece in [text.replace("\n", " ")] if kind == "heading" else _pieces(text):
            self.composition.add(kind, piece, level)


def _definition(term: Tag) -> Tag | None:
    """The `dd` that follows directly and is one plain text, which belongs into one row with its term."""
    said = term.find_next_sibling()
    if said is None or said.name != "dd" or said.find(list(BLOCKS)) is not None:
        return None
    return said


def _counted(term: Tag, mark: str) -> Tag | None:
    """The `dd` that follows directly and says something, its words behind the mark that counts it; none whose first
    words are themselves a term, or the cell of a table."""
    said = term.find_next_sibling()
    if said is None or said.name != "dd":
        return None
    words = next((inner for inner in said.descendants if _is_shown(inner) and str(inner).strip()), None)
    if words is None or words.find_parent(("dd", "dt", "table")) is not said:
        return None
    words.replace_with(f"{mark} {str(words).lstrip()}")
    return said


def _is_shown(node: PageElement) -> bool:
    """Whether it is text of the page, and no comment or the like."""
    from bs4.element import NavigableString, PreformattedString

    return isinstance(node, NavigableString) and not isinstance(node, PreformattedString)


def _paragraph_numbers(root: Tag) -> list[Tag]:
    """The terms that only count what they stand above, from one to the next: others are figures."""
    terms = dict(enumerate(root.find_all("dt")))
    written = {at: term.get_text().strip() for at, term in terms.items()}
    counting = counting_on({at: int(text) for at, text in written.items() if BARE_COUNT.fullmatch(text)})
    return [terms[at] for at in counting]


def _own_rows(table: Tag) -> list[Tag]:
    return [row for row in table.find_all("tr") if row.find_parent("table") is table]


def _cells(row: Tag) -> list[Tag]:
    return row.find_all(("td", "th"), recursive=False)


def _is_layout(table: Tag, rows: Sequence[Tag]) -> bool:
    """Whether the table only arranges the page: it has one column, most of its rows do so, or it is no proper table."""
    wide = [row for row in rows if len(_cells(row)) > 1]
    sections = (table, *table.find_all(("thead", "tbody", "tfoot"), recursive=False))
    proper = all(_holds_only(section, TABLE_PARTS) for section in sections) and all(map(_is_row, rows))
    return not proper or sum(1 for row in wide if _arranges(row)) * 2 >= len(wide)


def _arranges(row: Tag) -> bool:
    """Whether the row has one cell, several blocks inside a cell, or text beside its cells."""
    cells = _cells(row)
    several = any(len(cell.find_all(INSIDE_A_LAYOUT_CELL)) > 1 for cell in cells)
    return len(cells) < 2 or several or not _is_row(row)


def _is_row(row: Tag) -> bool:
    return _holds_only(row, ("td", "th"))


def _holds_only(tag: Tag, names: Sequence[str]) -> bool:
    """Whether nothing but elements of these names stands directly in the tag; comments do not count."""
    from bs4.element import PreformattedString, Tag

    return all(
        child.name in names
        if isinstance(child, Tag)
        else isinstance(child, PreformattedString) or not str(child).strip()
        for child in tag.children
    )


def _is_title(row: Tag, rows: Sequence[Tag]) -> bool:
    """Whether one cell names all of a table of several columns."""
    cells, columns = _cells(row), max(len(_cells(other)) for other in rows)
    return len(cells) == 1 < columns <= _reach(cells[0], "colspan") and _is_header(row)


def _is_header(row: Tag) -> bool:
    return row.find_parent("thead") is not None or all(cell.name == "th" for cell in _cells(row))


def _placed(rows: Sequence[Tag]) -> Iterator[Cell]:
    """The cells with their places; a cell moves to the right where one from above reaches down."""
    until: dict[int, int] = {}  # column: the row from which on it is free
    for number, row in enumerate(rows):
        column = 0
        for cell in _cells(row):
            while until.get(column, 0) > number:
                column += 1
            height, width = (_reach(cell, name) for name in ("rowspan", "colspan"))
            yield Cell(number, column, cell.get_text(" "), height, width)
            until.update(dict.fromkeys(range(column, column + width), number + height))
            column += width


def _reach(cell: Tag, name: str) -> int:
    """How many rows or columns the cell claims, as far as a browser would believe it."""
    said = str(cell.get(name, "1")).strip()
    return min(max(int(said[:REACH_DIGITS]), 1), 1000) if said.isascii() and said.isdigit() else 1


def _pieces(text: str) -> Iterator[str]:
    """The text in pieces at line breaks, unless the sentence goes on with a small letter."""
    piece: list[str] = []
    for line in filter(str.strip, text.split("\n")):
        if piece and not line.lstrip()[0].islower():
            yield " ".join(piece)
            piece = []
        piece.append(line)
    yield " ".join(piece)
