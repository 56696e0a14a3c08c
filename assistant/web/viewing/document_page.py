"""The page of a document, opened at a quote: its pages as images with the text beside them, or its whole text."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import partial
from typing import Any, NamedTuple

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from assistant.errors import AssistantError, NotFoundError
from assistant.reading.boxes import boxes_of
from assistant.reading.originals import Original, obstacle
from assistant.reading.pages.page_images import PIXELS_A_POINT, PageImage
from assistant.records import Audience, Box, Document, Language, Page, Span
from assistant.web.contract import READ, warnings_worded
from assistant.web.look.rendering import frame, render
from assistant.web.services import Services, services_of
from assistant.web.viewing.document_files import audiences_once_ready, bounded, is_given
from assistant.web.viewing.viewer import fits, is_title, view
from assistant.web.viewing.viewer_address import ZOOMS, Opening
from assistant.web.viewing.viewer_pieces import stretches
from assistant.web.viewing.viewer_tables import tables_of

router = APIRouter()

NO_IMAGE = "no_image"


class Step(NamedTuple):
    """Another citation of the answer: title and language of its document, and the address that opens it."""

    title: str
    language: Language
    address: str


@dataclass(frozen=True, slots=True)
class Walk:
    """Which citation of the answer this is, from 1, of how many, and those beside it that the caller may see."""

    number: int
    count: int
    previous: Step | None
    next: Step | None


@dataclass(frozen=True, slots=True)
class Sight:
    """What is to be shown, before its page is measured. `page` is None where there are no pages to be shown.

    `obstacle` says why the original file cannot be shown.
    """

    document: Document
    opening: Opening
    quote: Span | None
    page: int | None
    obstacle: str | None
    walk: Walk | None


class Leaf(NamedTuple):
    """One page: its number, how many there are, what is printed on it if that is another, and where the quote stands.

    Width and height are in points, `widths` those of the two images in pixels.
    """

    number: int
    pages: int
    label: str
    width: float
    height: float
    widths: tuple[int, int]
    marks: tuple[Box, ...]
    text: Page | None

    @classmethod
    def of(cls, sight: Sight, measured: PageImage) -> Leaf:
        document, number = sight.document, measured.number
        page = next((page for page in document.pages if page.number == number), None)
        boxes = boxes_of(document.boxes, sight.quote) if sight.quote else []
        return cls(
            number,
            measured.pages,
            page.label if page else "",
            measured.width,
            measured.height,
            (round(measured.width * PIXELS_A_POINT), round(measured.width * PIXELS_A_POINT * 2)),
            tuple(box for box in boxes if box.page == number),
            page,
        )


@router.api_route("/documents/{document_id}", methods=READ)
async def document(request: Request, document_id: str) -> HTMLResponse:
    """The document, opened at the quote `?start=&end=`; without rights to see it, it does not exist."""
    services, audiences = services_of(request), await audiences_once_ready(request)
    opening, framing = Opening.of(document_id, request.query_params), frame(request)
    sight = await services.in_thread(_sight, services, opening, audiences)
    measured, why_not = await _measured(request, sight, audiences)
    shown = partial(_shown, request, sight, measured, why_not, framing, audiences)
    return HTMLResponse(await services.in_thread(shown))


def _sight(services: Services, opening: Opening, audiences: frozenset[Audience]) -> Sight:
    """Slow for a large document: not for the event loop."""
    document = services.assistant.document(opening.document_id, audiences)
    quote = opening.quote if opening.quote and fits(opening.quote, document.text) else None
    why_not = obstacle(Original.of(document))
    page = _page(document, quote, opening.page) if document.boxes and not why_not and not opening.is_text else None
    return Sight(document, opening, quote, page, why_not, _walk(services, document, opening, audiences))


def _page(document: Document, quote: Span | None, typed: str) -> int:
    """The page that is wanted: a number, what is printed on it, or else that of the quote."""
    if typed.isascii() and typed.isdigit():
        return int(typed)
    labelled = (page.number for page in document.pages if typed and page.label.casefold() == typed.casefold())
    return next(labelled, (quote and document.page_at(quote.start)) or 1)


def _walk(services: Services, document: Document, opening: Opening, audiences: frozenset[Audience]) -> Walk | None:
    """None where the address does not say of which answer this is a citation."""
    place = opening.place
    if place is None:
        return None

    def first(places: range) -> Step | None:
        for cited in (opening.cited[at] for at in places):
            try:
                is_here = cited.document_id == document.id
                there = document if is_here else services.assistant.document(cited.document_id, audiences)
            except NotFoundError:  # gone by now, or not for this caller
                continue
            return Step(there.info.title, there.info.language, opening.to(cited))
        return None

    count = len(opening.cited)
    return Walk(place + 1, count, first(range(place - 1, -1, -1)), first(range(place + 1, count)))


async def _measured(
    request: Request, sight: Sight, audiences: frozenset[Audience]
) -> tuple[PageImage | None, str | None]:
    """The page's measures; else why there are none, if there should be."""
    if sight.page is None:
        return None, sight.obstacle
    try:
        with bounded(request, audiences):
            return await services_of(request).page_images.page(sight.document, sight.page), None
    except AssistantError as error:
        return None, error.code if error.code in ("original_gone", "original_changed") else NO_IMAGE


def _shown(
    request: Request,
    sight: Sight,
    measured: PageImage | None,
    why_not: str | None,
    framing: Mapping[str, Any],
    audiences: frozenset[Audience],
) -> str:
    """The page of a document. Slow for a large one: not for the event loop."""
    document, quote = sight.document, sight.quote
    leaf = Leaf.of(sight, measured) if measured else None
    nothing = Page(0, 0, 0)
    seen = view(document, quote, (leaf.text or nothing) if leaf else None)
    from_page = document.page_at(quote.start) if quote else None
    to_page = document.page_at(quote.end - 1) if quote else None
    values = {
        "document": document,
        "opening": sight.opening,
        "walk": sight.walk,
        "view": seen,
        "leaf": leaf,
        "tables": tables_of,
        "stretches": stretches,
        "is_title": is_title,
        "zooms": ZOOMS,
        "why_not": why_not,
        "is_paged": bool(document.boxes) and not sight.obstacle,
        "quote": quote if leaf or seen.quote_shown else None,
        "quote_page": from_page,
        "goes_on": leaf and from_page and to_page and from_page <= leaf.number < to_page,
        "notice": sight.opening.asked and not (quote if leaf else seen.quote_shown),
        "warnings": warnings_worded(document.warnings, framing["language"]) if "internal" in audiences else (),
        "is_given": is_given(document, audiences),
        "source_url": _web_address(document.info.url),
    }
    return render(request, "document.html", framing, **values)


def _web_address(url: str | None) -> str | None:
    """The document's own address if it is one of the web; a document must not bring a script link."""
    return url if url and url.startswith(("https://", "http://")) else None
