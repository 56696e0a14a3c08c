"""The search page: passages with the words of the search marked, and what they can be narrowed by.

It works without script. The public searches public documents within its rate limit, staff search them all. Numbers
count the hits found.
"""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import partial
from typing import Annotated, Any, NamedTuple
from urllib.parse import urlencode

from anyio import to_thread
from fastapi import APIRouter, Request
from pydantic import ConfigDict
from starlette.responses import HTMLResponse

from assistant.errors import AssistantError, InputError
from assistant.language.terms import stems
from assistant.messages import text
from assistant.records import Audience, Hit, Language
from assistant.web.answers.asking import checked_text, count, within
from assistant.web.auth import STAFF, audiences_of, require
from assistant.web.contract import READ, hit_json, link
from assistant.web.fields import Blank, FilterFields, Text
from assistant.web.forms import filled
from assistant.web.look.rendering import day, frame, render
from assistant.web.problems import problem_for
from assistant.web.services import Services, services_of
from assistant.web.staff.alike import alike
from assistant.web.staff.highlighting import Piece, excerpt, held

router = APIRouter()

PATH = "/suche"
# So many passages are found, of which the facets count; so many more does "more" show.
FOUND = 100
STEP = 10
# Of each facet so many values are offered, the most frequent ones.
MOST_VALUES = 8
_LABELS = {"q": "search_query", "date_from": "search_from", "date_to": "search_to", "k": "search_more_short"} | {
    field: f"search_facet_{field}" for field in ("type", "lab", "topic", "audience", "document")
}


class SearchFields(FilterFields):
    """What the page's address states; what else stands there is nothing to it."""

    model_config = ConfigDict(extra="ignore")

    q: Text = ""
    k: int = STEP
    audience: Annotated[Audience | None, Blank] = None

    def shown(self) -> int:
        """How many hits are shown. Raises InputError outside of 1 to FOUND."""
        if not 1 <= self.k <= FOUND:
            raise InputError("field_range", field="k", value=self.k, low=1, high=FOUND)
        return self.k


# In this order every address states them, so that the same search has one address.
_FILTERS = ("q", *(name for name in SearchFields.model_fields if name not in ("q", "k")))


class Value(NamedTuple):
    """A value of a facet: how many of the hits have it, and the address that keeps only those."""

    label: str
    number: int
    address: str


class Facet(NamedTuple):
    name: str
    choices: list[Value]


class Chip(NamedTuple):
    """A filter in force, in words, and the address without it."""

    label: str
    address: str


class Shown(NamedTuple):
    """A hit as the contract tells it, with the words of the search marked and the link to them."""

    hit: Mapping[str, Any]
    pieces: tuple[Piece, ...]
    link: str


class SearchResult(NamedTuple):
    """The hits, the best first, and whether any holds the words of the search."""

    hits: Sequence[Hit] = ()
    is_worded: bool = True


Address = Callable[..., str]


@router.api_route(PATH, methods=READ)
async def page(request: Request) -> HTMLResponse:
    """The form, and the hits if there is a query; what is wrong stands beside the form, which keeps what was typed."""
    services, framing = services_of(request), frame(request)
    language = services.language_of(request)
    fields = dict(request.query_params)
    typed: dict[str, Any] = {name: fields[name] for name in fields.keys() & SearchFields.model_fields.keys()}
    asked, problem, status, headers, found = SearchFields.model_construct(**typed), None, 200, {}, None
    audiences = audiences_of(request)
    try:
        asked = filled(SearchFields, fields)
        found = await _found(request, services, asked, audiences)
    except AssistantError as error:
        problem, status = problem_for(request, _labelled(error, language)), error.status
        headers = {"Retry-After": str(error.values["seconds"])} if "seconds" in error.values else {}

    def shown() -> HTMLResponse:
        hits, is_staff = found.hits if found else (), audiences == STAFF
        address = partial(_address, {"lang": request.query_params.get("lang"), **_stated(asked)})
        values = {
            "asked": asked,
            "stated": _stated(asked),
            "chips": [] if problem else _chips(asked, hits, language, address),
            "facets": _facets(hits, asked, language, address, is_staff=is_staff),
            "hits": [_shown(hit, asked.q) for hit in hits[: asked.k]] if found else [],
            "found": len(hits) if found else None,
            "is_worded": found is None or found.is_worded,
            "documents": len({hit.document.id for hit in hits}),
            "alike": alike(hit.document for hit in hits),
            "is_all": len(hits) < FOUND,
            "more": address(k=min(asked.k + STEP, FOUND)) if found and len(hits) > asked.k else None,
            "path": PATH,
            "longest": services.settings.max_question_characters,
        }
        return HTMLResponse(render(request, "search.html", {**framing, "problem": problem}, **values), status, headers)

    return await to_thread.run_sync(shown)


async def _found(
    request: Request, services: Services, asked: SearchFields, audiences: frozenset[Audience]
) -> SearchResult | None:
    """The hits, FOUND at most; None where nothing is asked for yet. A search of the public counts like a question."""
    require(request, "search")
    filters, _ = within(request, asked.filters()), asked.shown()
    if not asked.q.strip():
        return None
    words = checked_text(asked.q, services.settings.max_question_characters)
    await services.require_ready()
    await count(request, audiences)
    wanted = audiences & {asked.audience} if asked.audience else audiences
    if not wanted:
        return SearchResult()

    def found() -> SearchResult:
        return _near(words, services.assistant.search(words, audiences=frozenset(wanted), filters=filters, k=FOUND))

    return await services.in_thread(found)


def _near(query: str, hits: list[Hit]) -> SearchResult:
    """The hits that hold half of the words of the search or more, and the first ones, however they are worded.

    A search by meaning always finds something, so without this everything would be a hit of every search.
    """
    terms = frozenset(stems(query))

    def holds(hit: Hit) -> bool:
        text = " ".join((hit.document.title, *hit.passage.headings, hit.passage.text))
        return bool(terms) and 2 * len(held(text, terms)) >= len(terms)

    holding = [holds(hit) for hit in hits]
    near = [hit for place, (hit, is_worded) in enumerate(zip(hits, holding, strict=True)) if is_worded or place < STEP]
    return SearchResult(near, is_worded=any(holding))


def _labelled(error: AssistantError, language: Language) -> AssistantError:
    """The error in the words of the form: its labels in the place of names."""
    if error.code == "dates_reversed":
        return InputError(
            "search_dates_reversed", **{name: day(str(one), language) for name, one in error.values.items()}
        )
    if label := _LABELS.get(str(error.values.get("field"))):
        error.values["field"] = text(label, language)
    return error


def _stated(asked: SearchFields) -> dict[str, str]:
    """The query and the filters as an address states them."""
    return {name: str(getattr(asked, name)) for name in _FILTERS if getattr(asked, name)}


def _address(stated: Mapping[str, str | None], **changes: Any) -> str:
    known = {**stated, **changes}
    wanted = {name: known[name] for name in ("lang", *_FILTERS, "k") if known.get(name)}
    return f"{PATH}?{urlencode(wanted)}" if wanted else PATH


def _shown(hit: Hit, query: str) -> Shown:
    found = excerpt(hit.passage, query, (hit.document.title, *hit.passage.headings))
    return Shown(hit_json(hit), found.pieces, link(hit.document.id, found.place.start, found.place.end))


# What can be narrowed, and what is


def _facets(
    hits: Iterable[Hit], asked: SearchFields, language: Language, address: Address, *, is_staff: bool
) -> list[Facet]:
    """The facets by which the hits differ; one that is in force already is not offered again."""
    infos = [hit.document for hit in hits]
    same = alike(infos)
    titles = {info.id: f"{info.title} ({info.path})" if info.id in same else info.title for info in infos}
    found: dict[str, Counter[str]] = {
        "type": Counter(info.type for info in infos),
        "lab": Counter(info.lab for info in infos if info.lab),
        "topic": Counter(info.topic for info in infos if info.topic),
        "year": Counter(str(info.date.year) for info in infos if info.date),
        "audience": Counter(info.audience for info in infos if is_staff),
        "document": Counter(info.id for info in infos),
    }
    in_force = {*_stated(asked), *(["year"] if asked.date_from or asked.date_to else [])}
    facets = []
    for name, counted in found.items():
        first = sorted(counted.items(), key=partial(_place, name))[:MOST_VALUES]
        tells = name != "document" or len(counted) < len(infos)  # where each has one hit, the list says it already
        if tells and name not in in_force and any(number < len(infos) for _, number in first):
            label = titles.get if name == "document" else partial(_worded, name, language=language)
            values = [Value(label(one) or one, number, address(**_filter(name, one))) for one, number in first]
            facets.append(Facet(name, values))
    return facets


def _place(name: str, counted: tuple[str, int]) -> tuple[int, str]:
    """Years in their order, the newest first; everything else by how often it is."""
    value, number = counted
    return (-int(value), "") if name == "year" else (-number, value)


def _filter(name: str, value: str) -> dict[str, str]:
    return {"date_from": f"{value}-01-01", "date_to": f"{value}-12-31"} if name == "year" else {name: value}


def _chips(asked: SearchFields, hits: Iterable[Hit], language: Language, address: Address) -> list[Chip]:
    chips = []
    for name in ("type", "lab", "topic", "audience", "document"):
        if value := getattr(asked, name):
            title = next((hit.document.title for hit in hits if hit.document.id == value), value)
            label = title if name == "document" else _worded(name, value, language=language)
            chips.append(Chip(f"{text(f'search_facet_{name}', language)}: {label}", address(**{name: None})))
    if asked.date_from or asked.date_to:
        label = _period(asked.date_from, asked.date_to, language)
        chips.append(Chip(f"{text('search_facet_year', language)}: {label}", address(date_from=None, date_to=None)))
    return chips


def _worded(name: str, value: str, *, language: Language) -> str:
    match name:
        case "type":
            return text(f"element_type_{value}", language)
        case "audience":
            return text(f"search_audience_{value}", language)
        case _:
            return value


def _period(start: datetime.date | None, end: datetime.date | None, language: Language) -> str:
    """`2024` for a whole year, else from and to in words."""
    if start and end:
        if (start.month, start.day, end.month, end.day) == (1, 1, 12, 31) and start.year == end.year:
            return str(start.year)
        return text("search_between", language, first=day(start, language), last=day(end, language))
    if start:
        return text("search_since", language, day=day(start, language))
    return text("search_until", language, day=day(end, language))
