"""Filled fields of a form -> lines `name: value` at the end of their page; PDFium does not count them as text."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from assistant.reading.pages.pdf_pages import ReadPage
from assistant.reading.pages.pdf_structure import Field
from assistant.reading.pages.printed import Line, Table, Word, line_of
from assistant.reading.pages.spelling import respelled


def with_fields(pages: Sequence[ReadPage], fields: Sequence[Field]) -> list[ReadPage]:
    """The pages, each with a table of its fields behind its lines."""
    return [_with_fields(read, [field for field in fields if field.page == read.page.number]) for read in pages]


def _with_fields(read: ReadPage, fields: Sequence[Field]) -> ReadPage:
    rows = tuple(row for field in fields if (row := _row(field, read)))
    if not rows:
        return read
    lines = [line for row in rows for cell in row for line in cell]
    table = Table(rows, (), min(line.words[0].top for line in lines), max(line.y for line in lines))
    state = "text" if read.state == "blank" else read.state
    return read._replace(page=read.page._replace(lines=[*read.page.lines, table]), state=state)


def _row(field: Field, read: ReadPage) -> tuple[tuple[Line, ...], ...]:
    """Name and value, both where the field stands; nothing if one of them holds no character that can be seen."""
    box = read.frame.box(*field.rectangle)
    cells = [[Word(word, *box) for word in _words(text)] for text in (field.name, field.value)]
    return tuple((line_of(words, box[3], box[3] - box[1], False),) for words in cells) if all(cells) else ()


def _words(text: str) -> Iterator[str]:
    for word in text.split():
        if respelled(word):
            yield respelled(word)
