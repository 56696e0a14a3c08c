"""One function per format: a source becomes the bytes of a file. The same source gives the same bytes."""

from __future__ import annotations

import datetime
import io
import os
import textwrap
import zipfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from html import escape
from itertools import groupby
from typing import TYPE_CHECKING, Any

from corpus.sources import Block, Source, pieces

if TYPE_CHECKING:
    from docx.document import Document as DocxDocument

NETWORK = "Transformationsnetzwerk Ahlermark"
SITE = "https://www.tn-ahlermark.example"
TEXT_WIDTH = 76
MARGIN = 68
TABLE_WIDTH = 440
PAGE_TEMPLATE = """<!DOCTYPE html>
<html lang="{language}">
<head>
<meta charset="utf-8">
<title>{title} | {network}</title>
<meta name="date" content="{date}">
<link rel="canonical" href="{url}">
</head>
<body>
<header><a href="/">{network}</a></header>
<nav><a href="/presse">Presse</a> <a href="/foerderung">Förderung</a> <a href="/termine">Termine</a></nav>
<main>
<article>
{content}
</article>
</main>
<footer>© {year} {network} · <a href="/impressum">Impressum</a> · <a href="/datenschutz">Datenschutz</a></footer>
</body>
</html>
"""


def markdown(source: Source) -> bytes:
    """The body as it was written; the front matter goes along where the source asks for it."""
    kept = {key: source.matter[key] for key in ("title", "date", "url") if key in source.matter}
    head = "".join(f"{key}: {value}\n" for key, value in kept.items())
    return (f"---\n{head}---\n{source.body}" if "front_matter" in source.matter else source.body).encode()


def text(source: Source) -> bytes:
    """Plain text, wrapped, headings underlined, a blank line between everything but the items of a list."""
    groups = groupby(source.blocks, lambda block: None if block.kind == "item" else id(block))
    return "\n".join("".join(map(_text_block, group)) for _, group in groups).encode()


def _text_block(block: Block) -> str:
    plain = "".join(piece for piece, _ in pieces(block.text))
    match block.kind:
        case "heading":
            return f"{_wrapped(plain)}{('=' if block.level == 1 else '-') * min(len(plain), TEXT_WIDTH)}\n"
        case "item":
            return _wrapped(plain, f"{block.number}. " if block.number else "- ")
        case "table":
            return "".join("; ".join(row) + "\n" for row in block.rows)
        case _:
            return "".join(_wrapped(line) for line in plain.splitlines())


def _wrapped(line: str, mark: str = "") -> str:
    wrapper = textwrap.TextWrapper(TEXT_WIDTH, initial_indent=mark, subsequent_indent=" " * len(mark))
    wrapper.break_on_hyphens = False
    return wrapper.fill(line) + "\n"


def html(source: Source) -> bytes:
    """A whole page with the navigation and the footer that web pages have around their text."""
    page = PAGE_TEMPLATE.format(
        language=source.language,
        title=escape(source.title),
        network=NETWORK,
        date=source.date,
        year=source.date.year,
        url=f"{SITE}/{source.path.removesuffix('.html')}",
        content="\n".join(_html_blocks(source.blocks)),
    )
    return page.encode()


def _html_blocks(blocks: tuple[Block, ...]) -> Iterator[str]:
    for (kind, numbered), group in groupby(blocks, lambda block: (block.kind, block.number is not None)):
        if kind == "item":
            tag = "ol" if numbered else "ul"
            yield f"<{tag}>\n" + "".join(f"<li>{_markup(item.text)}</li>\n" for item in group) + f"</{tag}>"
        else:
            yield from (_html_block(block) for block in group)


def _html_block(block: Block) -> str:
    match block.kind:
        case "heading":
            return f"<h{block.level}>{_markup(block.text)}</h{block.level}>"
        case "table":
            head, *rows = block.rows
            body = "".join(_html_row(row, "td") for row in rows)
            return f"<table>\n<thead>\n{_html_row(head, 'th')}</thead>\n<tbody>\n{body}</tbody>\n</table>"
        case _:
            return f"<p>{_markup(block.text)}</p>"


def _html_row(cells: tuple[str, ...], tag: str) -> str:
    return "<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in cells) + "</tr>\n"


def _markup(text: str, strong: str = "strong", line_break: str = "<br>") -> str:
    marked = (
        f"<{strong}>{escape(piece)}</{strong}>" if is_strong else escape(piece) for piece, is_strong in pieces(text)
    )
    return "".join(marked).replace("\n", line_break)


def docx(source: Source) -> bytes:
    """A Word document with headings, lists, tables, a page header and its properties."""
    from docx import Document

    document = Document()
    _set_properties(document, source)
    document.sections[0].header.paragraphs[0].text = NETWORK
    for block in source.blocks:
        _add_to_docx(document, block)
    written = io.BytesIO()
    document.save(written)
    return _packed_at(source.date, written)


def _set_properties(document: DocxDocument, source: Source) -> None:
    properties = document.core_properties
    properties.title = source.title
    properties.author = properties.last_modified_by = source.author
    properties.comments = ""
    properties.language = source.language
    properties.created = properties.modified = datetime.datetime.combine(source.date, datetime.time(9))


def _add_to_docx(document: DocxDocument, block: Block) -> None:
    match block.kind:
        case "heading":
            document.add_heading(block.text, level=block.level)
        case "table":
            table = document.add_table(rows=0, cols=len(block.rows[0]), style="Table Grid")
            for row in block.rows:
                for cell, content in zip(table.add_row().cells, row, strict=True):
                    cell.text = content
        case kind:
            style = ("List Number" if block.number else "List Bullet") if kind == "item" else None
            paragraph = document.add_paragraph(style=style)
            for piece, is_strong in pieces(block.text):
                paragraph.add_run(piece).bold = is_strong or None


def _packed_at(date: datetime.date, archive: io.BytesIO) -> bytes:
    """The same zip archive with one fixed time for all members."""
    packed = io.BytesIO()
    with zipfile.ZipFile(archive) as old, zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as new:
        for member in old.infolist():
            fixed = zipfile.ZipInfo(member.filename, (date.year, date.month, date.day, 9, 0, 0))
            new.writestr(fixed, old.read(member), zipfile.ZIP_DEFLATED)
    return packed.getvalue()


def pdf(source: Source) -> bytes:
    """A4 pages with running header and footer, an outline and document properties; a study has a cover."""
    from reportlab.lib.pagesizes import A4  # type: ignore[import-untyped]
    from reportlab.platypus import SimpleDocTemplate  # type: ignore[import-untyped]

    class Template(SimpleDocTemplate):  # type: ignore[misc]
        def afterFlowable(self, flowable: Any) -> None:  # noqa: N802 (reportlab calls it by this name)
            if (level := getattr(flowable, "outline_level", None)) is not None:
                key = f"heading-{self.page}-{flowable.getPlainText()}"
                self.canv.bookmarkPage(key)
                self.canv.addOutlineEntry(flowable.getPlainText(), key, level)

    written = io.BytesIO()
    margins = dict.fromkeys(("leftMargin", "rightMargin", "topMargin", "bottomMargin"), MARGIN)
    properties = {"title": source.title, "author": source.author, "lang": source.language}
    with _clock_at(source.date):
        template = Template(written, pagesize=A4, invariant=1, **margins, **properties)
        cover = (lambda canvas, template: None) if "cover" in source.matter else _frame(source)
        template.build(_flowables(source.blocks), onFirstPage=cover, onLaterPages=_frame(source))
    return written.getvalue()


@contextmanager
def _clock_at(date: datetime.date) -> Iterator[None]:
    """reportlab takes the creation date of a PDF from this variable."""
    name = "SOURCE_DATE_EPOCH"
    before = os.environ.get(name)
    noon = datetime.datetime.combine(date, datetime.time(12), datetime.UTC)
    os.environ[name] = str(int(noon.timestamp()))
    try:
        yield
    finally:
        if before is None:
            del os.environ[name]
        else:
            os.environ[name] = before


def _frame(source: Source) -> Callable[[Any, Any], None]:
    """What stands on every page above and below the text."""

    def draw(canvas: Any, template: Any) -> None:
        width, height = template.pagesize
        canvas.saveState()
        canvas.setFont("Helvetica", 8)
        canvas.drawString(MARGIN, height - 40, source.matter["header"])
        canvas.line(MARGIN, height - 46, width - MARGIN, height - 46)
        canvas.drawString(MARGIN, 36, f"Stand: {source.date:%d.%m.%Y}")
        canvas.drawRightString(width - MARGIN, 36, f"Seite {template.page}")
        canvas.restoreState()

    return draw


def _flowables(blocks: tuple[Block, ...]) -> list[Any]:
    from reportlab.lib.styles import getSampleStyleSheet  # type: ignore[import-untyped]
    from reportlab.platypus import PageBreak, Paragraph, Spacer

    styles = getSampleStyleSheet()
    styles["BodyText"].leading = 14
    styles["Heading1"].spaceBefore = 16
    for level in range(1, 7):
        styles[f"Heading{level}"].keepWithNext = 1
    story: list[Any] = []
    for block in blocks:
        match block.kind:
            case "heading":
                heading = Paragraph(_markup(block.text), styles[f"Heading{block.level}"])
                heading.outline_level = min(block.level - 1, 1)
                story.append(heading)
            case "newpage":
                story.append(PageBreak())
            case "table":
                story += [_pdf_table(block), Spacer(1, 10)]
            case "item":
                mark = f"{block.number}." if block.number else "•"
                style = styles["BodyText"].clone("item", leftIndent=16)
                story.append(Paragraph(_markup(block.text, "b"), style, bulletText=mark))
            case _:
                story.append(Paragraph(_markup(block.text, "b", "<br/>"), styles["BodyText"]))
    return story


def _pdf_table(block: Block) -> Any:
    from reportlab.lib.colors import grey, whitesmoke  # type: ignore[import-untyped]
    from reportlab.platypus import Table

    style = [
        ("GRID", (0, 0), (-1, -1), 0.5, grey),
        ("BACKGROUND", (0, 0), (-1, 0), whitesmoke),
        ("FONTNAME", (0, 0), (-1, 0), "Helvetica-Bold"),
    ]
    columns = len(block.rows[0])
    first = TABLE_WIDTH * 0.4
    widths = [first, *[(TABLE_WIDTH - first) / (columns - 1)] * (columns - 1)]
    return Table([list(row) for row in block.rows], widths, style=style, hAlign="LEFT", repeatRows=1)


RENDERERS: dict[str, Callable[[Source], bytes]] = {
    "md": markdown,
    "txt": text,
    "html": html,
    "docx": docx,
    "pdf": pdf,
}
