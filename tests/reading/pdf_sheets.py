"""Draws PDFs for the tests of their reader."""

from __future__ import annotations

import io

from readings import blocks
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from assistant.reading.limits import Limits
from assistant.reading.pages.pdf import read_pdf
from assistant.reading.reading import Reading

TOP = 760
PITCH = 14


class Sheet:
    """Draws lines from top to bottom on an A4 page."""

    def __init__(self, title: str = "") -> None:
        self.target = io.BytesIO()
        self.canvas = Canvas(self.target, pagesize=A4, invariant=1)
        self.canvas.setTitle(title)
        self.y: float = TOP

    def lines(self, *lines: str, font: str = "Helvetica", size: float = 11, gap: float = PITCH) -> Sheet:
        self.y -= gap
        for line in lines:
            self.canvas.setFont(font, size)
            self.canvas.drawString(72, self.y, line)
            self.y -= PITCH * size / 11
        return self

    def at(self, x: float, y: float, text: str, size: float = 11) -> Sheet:
        self.canvas.setFont("Helvetica", size)
        self.canvas.drawString(x, y, text)
        return self

    def page(self) -> Sheet:
        self.canvas.showPage()
        self.y = TOP
        return self

    def bytes(self) -> bytes:
        self.canvas.save()
        return self.target.getvalue()


def texts(reading: Reading) -> list[str]:
    return [text for _, _, text in blocks(reading)]


def read(data: bytes) -> Reading:
    return read_pdf(data, "probe.pdf", Limits(ocr=False))


LONG = (
    "Das Netzwerk berät Betriebe der Zulieferindustrie zu Fördermitteln und be-",
    "gleitet sie bis zum Antrag. Zu den Vor- und Nachteilen der Programme gibt es",
    "eine Übersicht. Die Beratung ist frei und dauert in der Regel zwei Stunden,",
    "auch in Baden-",
)
