"""The address of the viewer: what it asks for, and the addresses that it leads on to.

`/documents/ID?start=&end=` marks a quote, `page` turns to another page (a number, or what is printed on it), `zoom`
magnifies, `text=1` shows the whole text. `of` names the citations of an answer in order, `ID.START-END` by commas.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple
from urllib.parse import urlencode

from assistant.records import Span

# An answer has fewer; each may cost a look into the catalogue.
MOST_CITED = 12
ZOOMS = (100, 150, 200, 300, 400)
LONGEST_PAGE = 20

_CITED = re.compile(r"([0-9A-Za-z_-]{1,64})\.([0-9]{1,9})-([0-9]{1,9})")
_OFFSET = re.compile(r"[0-9]{1,9}")


class Cited(NamedTuple):
    """One citation of the answer."""

    document_id: str
    span: Span

    def __str__(self) -> str:
        return f"{self.document_id}.{self.span.start}-{self.span.end}"


@dataclass(frozen=True, slots=True)
class Opening:
    """What is to be shown. `page` is as it was typed, empty for the page of the quote; `asked` tells that a quote was
    asked for, even where its offsets are none."""

    document_id: str
    quote: Span | None = None
    page: str = ""
    zoom: int = ZOOMS[0]
    is_text: bool = False
    cited: tuple[Cited, ...] = ()
    asked: bool = False

    @classmethod
    def of(cls, document_id: str, query: Mapping[str, str]) -> Opening:
        """What cannot be understood is left out."""
        zoom = query.get("zoom", "")
        return cls(
            document_id,
            _span(query.get("start", ""), query.get("end", "")),
            " ".join(query.get("page", "").split())[:LONGEST_PAGE],
            next((step for step in ZOOMS if zoom == str(step)), ZOOMS[0]),
            query.get("text") == "1",
            tuple(_cited(query.get("of", ""))),
            bool({"start", "end"} & set(query)),
        )

    @property
    def place(self) -> int | None:
        """Where in the list of citations this one stands, from 0; None if it is none of them."""
        here = Cited(self.document_id, self.quote) if self.quote else None
        return self.cited.index(here) if here in self.cited else None

    def address(self, *, page: int | None = None, zoom: int | None = None, is_text: bool | None = None) -> str:
        """The address of the same quote on another page, in another size or form; without a page that of the quote."""
        fields: dict[str, object] = {}
        if self.quote:
            fields |= {"start": self.quote.start, "end": self.quote.end}
        if page is not None:
            fields["page"] = page
        if (zoom or self.zoom) != ZOOMS[0]:
            fields["zoom"] = zoom or self.zoom
        if self.is_text if is_text is None else is_text:
            fields["text"] = 1
        if self.cited:
            fields["of"] = ",".join(map(str, self.cited))
        return f"/documents/{self.document_id}" + (f"?{urlencode(fields, safe=',')}" if fields else "")

    def to(self, cited: Cited) -> str:
        """The address of another citation of the same answer."""
        there = Opening(cited.document_id, cited.span, zoom=self.zoom, is_text=self.is_text, cited=self.cited)
        return f"{there.address()}#quote"

    @property
    def hidden(self) -> Iterator[tuple[str, str]]:
        """What a form for another page has to hand on: name and value."""
        if self.quote:
            yield "start", str(self.quote.start)
            yield "end", str(self.quote.end)
        if self.zoom != ZOOMS[0]:
            yield "zoom", str(self.zoom)
        if self.cited:
            yield "of", ",".join(map(str, self.cited))


def _span(start: str, end: str) -> Span | None:
    return Span(int(start), int(end)) if _OFFSET.fullmatch(start) and _OFFSET.fullmatch(end) else None


def _cited(text: str) -> Iterator[Cited]:
    """The first of the citations, each once; one that is malformed is passed over."""
    found = (_CITED.fullmatch(part) for part in text[: MOST_CITED * 100].split(","))
    cited = (Cited(match[1], Span(int(match[2]), int(match[3]))) for match in found if match)
    yield from list(dict.fromkeys(cited))[:MOST_CITED]
