"""Documents of files that lie on the disk, for tests of the viewer: drawn PDFs, read as the pipeline reads them."""

from __future__ import annotations

import io
from pathlib import Path

from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from assistant.reading.describing.rules import Rules
from assistant.reading.document import Task, read_documents
from assistant.records import Audience, Document, Span

HEIGHT = A4[1]
LEFT, TOP, PITCH, SIZE = 72, 760, 20, 12
FIRST = ("Richtlinie zur Weiterbildung", "Gefördert wird die Weiterbildung in Betrieben der Region.")
SECOND = ("Zuwendungen", "Die Zuwendung beträgt höchstens 12.500 Euro je Betrieb.", "Die Frist endet am 30. Juni 2025.")
THIRD = ("Verfahren", "Anträge nimmt die Förderstelle in Musterstadt an.")
PAGES = (FIRST, SECOND, THIRD)


def pdf(*pages: tuple[str, ...], labels: bool = False) -> bytes:
    """A PDF with these lines on its pages; with `labels` the pages are numbered i, ii, iii."""
    target = io.BytesIO()
    canvas = Canvas(target, pagesize=A4, invariant=1)
    canvas.setTitle(pages[0][0])
    for number, lines in enumerate(pages):
        for line, text in enumerate(lines):
            canvas.setFont("Helvetica", SIZE)
            canvas.drawString(LEFT, TOP - line * PITCH, text)
        if labels and not number:
            canvas.addPageLabel(0, "ROMAN_LOWER")
        canvas.showPage()
    canvas.save()
    return target.getvalue()


def read_from(path: Path, data: bytes, audience: Audience = "public") -> tuple[Document, ...]:
    """The documents of a file with these bytes, which is written to `path`."""
    path.write_bytes(data)
    return read_documents(Task(path, path.parent, Rules(), audience)).documents


def at(document: Document, words: str) -> Span:
    """Where the words stand in the text."""
    start = document.text.index(words)
    return Span(start, start + len(words))


def opened_at(document: Document, words: str, more: str = "") -> str:
    """The link of a citation that quotes these words."""
    span = at(document, words)
    return f"/documents/{document.id}?start={span.start}&end={span.end}{more}"
