"""The search page: passages with the words of the search marked, or all documents where there is no search.

It works without script. The public sees public documents within its rate limit, staff see them all. A list of documents
counts like a search, but who opens the page without any word or filter is never refused: where the limit is reached, or
nothing can be read, the form stands alone with the reason, under status 200.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
from typing import Any, NamedTuple

from anyio import to_thread
from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from assistant.errors import AssistantError
from assistant.language.terms import stems
from assistant.records import STAFF, Audience, DocumentInfo, Hit
from assistant.web.answers.asking import checked_text, count, within
from assistant.web.auth import audiences_of, require
from assistant.web.contract import READ, hit_json, link
from assistant.web.forms import filled, typed, worded
from assistant.web.look.rendering import frame, render
from assistant.web.problems import problem_for
from assistant.web.services import Services, services_of
from assistant.web.staff.alike import alike
from assistant.web.staff.browsing import Browsed, Entry, browsed
from assistant.web.staff.highlighting import Piece, excerpt, held
from assistant.web.staff.narrowing import (
    HITS_STEP,
    MOST_SHOWN,
    PATH,
    Address,
    SearchFields,
    chips,
    facets,
    search_address,
    stated,
)

router = APIRouter()

_LABELS = {
    "q": "search_query",
    "date_from": "search_from",
    "date_to": "search_to",
    "k": "search_more_short",
    "offset": "search_offset",
    **{field: f"search_facet_{field}" for field in ("type", "lab", "topic", "audience", "document")},
}


class Shown(NamedTuple):
    """A hit as the contract tells it, with the words of the search marked and the link to them."""

    hit: Mapping[str, Any]
    pieces: tuple[Piece, ...]
    link: str


class Hits(NamedTuple):
    """The hits, the best first, and whether any holds the words of the search."""

    hits: Sequence[Hit] = ()
    is_worded: bool = True

    @property
    def infos(self) -> Sequence[DocumentInfo]:
        """The document of each hit."""
        return [hit.document for hit in self.hits]


class HitList(NamedTuple):
    """The hits that are shown, and the address that shows more; numbers and `alike` are of all that were found."""

    number: int
    documents: int
    is_worded: bool
    entries: Sequence[Shown]
    alike: frozenset[str]
    more: str | None

    @property
    def is_all(self) -> bool:
        return self.number < MOST_SHOWN


class DocumentList(NamedTuple):
    """The documents that are shown, from place `first` (from 0), with the addresses of more and of the beginning."""

    number: int
    first: int
    entries: Sequence[Entry]
    alike: frozenset[str]
    more: str | None
    beginning: str | None


@router.api_route(PATH, methods=READ)
async def page(request: Request) -> HTMLResponse:
    """The form with the hits, or with the documents if there is no query.

    What is wrong stands beside the form, which keeps what was typed.
    """
    services, framing = services_of(request), frame(request)
    language = services.language_of(request)
    fields = dict(request.query_params)
    asked, problem, status, headers, found = typed(SearchFields, fields), None, 200, {}, None
    audiences = audiences_of(request)
    try:
        asked = filled(SearchFields, fields)
        found = await _found(request, services, asked, audiences)
    except AssistantError as error:
        problem = problem_for(request, worded(error, _LABELS, language))
        if stated(asked) or error.status not in (429, 503):
            status = error.status
            headers = {"Retry-After": str(error.values["seconds"])} if "seconds" in error.values else {}

    def shown() -> HTMLResponse:
        known = stated(asked)
        address = partial(search_address, {"lang": request.query_params.get("lang"), **known})
        infos = found.infos if found else ()
        joined = found.joined if isinstance(found, Browsed) else {}
        values = {
            "asked": asked,
            "stated": known,
            "chips": [] if problem else chips(asked, infos, language, address),
            "facets": facets(infos, joined, asked, language, address, is_staff=audiences == STAFF),
            "hits": _hit_list(found, asked, address) if isinstance(found, Hits) else None,
            "documents": _document_list(found, asked, address) if isinstance(found, Browsed) else None,
            "path": PATH,
            "longest": services.settings.max_question_characters,
        }
        return HTMLResponse(render(request, "search.html", framing, problem=problem, **values), status, headers)

    return await to_thread.run_sync(shown)


async def _found(
    request: Request, services: Services, asked: SearchFields, audiences: frozenset[Audience]
) -> Hits | Browsed:
    """The hits, MOST_SHOWN at most, or all documents that pass. For the public either counts like a question."""
    require(request, "search")
    filters, _ = within(request, asked.filters()), (asked.shown(), asked.first())
    words = checked_text(asked.q, services.settings.max_question_characters) if asked.q else None
    await services.require_ready()
    await count(request, audiences)
    wanted = audiences & {asked.audience} if asked.audience else audiences

    def found() -> Hits | Browsed:
        if words is None:
            return browsed(services.assistant.documents(audiences), filters, wanted)
        if not wanted:
            return Hits()
        hits = services.assistant.search(words, audiences=wanted, filters=filters, k=MOST_SHOWN)
        return _near(words, hits)

    return await services.in_thread(found)


def _near(query: str, hits: list[Hit]) -> Hits:
    """The hits that hold half of the words of the search or more, and the first ones, however they are worded.

    A search by meaning always finds something, so without this everything would be a hit of every search.
    """
    terms = frozenset(stems(query))

    def holds(hit: Hit) -> bool:
        text = " ".join((hit.document.title, *hit.passage.headings, hit.passage.text))
        return bool(terms) and 2 * len(held(text, terms)) >= len(terms)

    holding = [holds(hit) for hit in hits]
    near = [
        hit for place, (hit, is_worded) in enumerate(zip(hits, holding, strict=True)) if is_worded or place < HITS_STEP
    ]
    return Hits(near, is_worded=any(holding))


def _hit_list(found: Hits, asked: SearchFields, address: Address) -> HitList:
    number, shown = len(found.hits), asked.shown()
    entries = [_shown(hit, asked.q) for hit in found.hits[:shown]]
    documents = len({info.id for info in found.infos})
    more = f"{address(k=min(shown + asked.step, MOST_SHOWN))}#hit-{shown + 1}" if number > shown else None
    return HitList(number, documents, found.is_worded, entries, alike(found.infos), more)


def _document_list(found: Browsed, asked: SearchFields, address: Address) -> DocumentList:
    """The documents from the place that is asked for, or from the first where there are not so many.

    "More" makes the list longer until a page is full, then it leads to the next page.
    """
    number, shown = len(found.listed), asked.shown()
    first = asked.first() if asked.first() < number else 0
    end, more = first + shown, None
    if end < number and shown < MOST_SHOWN:
        more = f"{address(k=min(shown + asked.step, MOST_SHOWN), offset=first)}#hit-{shown + 1}"
    elif end < number:
        more = f"{address(offset=end)}#found"
    beginning = address() if first else None
    return DocumentList(number, first, found.entries(first, shown), alike(found.listed), more, beginning)


def _shown(hit: Hit, query: str) -> Shown:
    found = excerpt(hit.passage, query, (hit.document.title, *hit.passage.headings))
    return Shown(hit_json(hit), found.pieces, link(hit.document.id, found.place.start, found.place.end))
