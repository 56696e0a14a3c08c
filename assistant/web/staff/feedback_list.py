"""The list of feedback for the staff: what was said of answers, and the way from a wrong one to its gap."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Mapping, Sequence
from functools import partial
from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, Field
from starlette.responses import HTMLResponse, JSONResponse, Response

from assistant.feedback.store import Verdict, Vote
from assistant.records import DocumentInfo
from assistant.web.contract import READ
from assistant.web.fields import Blank, ShortText
from assistant.web.forms import page_address
from assistant.web.look.rendering import frame, render
from assistant.web.openapi_routes import STAFF_ONLY, USE, replied
from assistant.web.services import Services
from assistant.web.staff.access import documents_of, services_for
from assistant.web.staff.audit import audit
from assistant.web.staff.staff_replies import VotesPage

router = APIRouter()

PATH = "/rueckmeldungen"
ROWS = 20
MOST_DOCUMENTS = 50  # offered as a filter, the most voted on


class VotesQuery(BaseModel):
    """Which votes are wanted; a blank field lets every one through."""

    verdict: Annotated[Verdict | None, Blank] = None
    document: Annotated[ShortText | None, Blank] = None
    page: Annotated[int, Field(ge=1, le=100_000)] = 1

    def passes(self, vote: Vote) -> bool:
        return self.verdict in (None, vote.verdict) and (self.document is None or self.document in vote.documents)


@router.api_route(
    "/api/votes",
    methods=READ,
    summary="List the votes on answers",
    tags=[USE],
    responses=replied(VotesPage, 401, 422, 429, 503),
    openapi_extra=STAFF_ONLY,
)
async def votes(request: Request, query: Annotated[VotesQuery, Query()]) -> Response:
    """A page of the votes, the newest first. `gap` finds the open question of one whose question is kept."""
    services = services_for(request, "feedback")
    await audit(request, "feedback_read")

    def listed() -> Response:
        found, documents = [vote for vote in _votes(services) if query.passes(vote)], documents_of(services)
        rows = [_vote_json(vote, documents) for vote in _page(found, query)]
        return JSONResponse({"total": len(found), "page": query.page, "votes": rows})

    return await to_thread.run_sync(listed)


@router.api_route(PATH, methods=READ)
async def page(request: Request, query: Annotated[VotesQuery, Query()]) -> HTMLResponse:
    """The list with its filters, which works without script."""
    services, framing = services_for(request, "feedback"), frame(request)
    await audit(request, "feedback_read")

    def shown() -> HTMLResponse:
        every, documents = _votes(services), documents_of(services)
        found = [vote for vote in every if query.passes(vote)]
        rows = [_vote_json(vote, documents) for vote in _page(found, query)]
        values = {
            "query": query,
            "total": len(found),
            "votes": rows,
            "first": (query.page - 1) * ROWS + 1,
            "documents": _voted_on(every, documents),
            "address": partial(page_address, request, PATH, query),
            "has_more": query.page * ROWS < len(found),
            "path": PATH,
        }
        return HTMLResponse(render(request, "feedback_list.html", framing, **values))

    return await to_thread.run_sync(shown)


# Slow from here on: not for the event loop.


def _votes(services: Services) -> list[Vote]:
    """All votes, the newest first, without the questions whose time is over."""
    since = services.feedback.kept_since
    found = services.feedback.store.votes(datetime.date.min)
    return [vote if vote.day >= since else vote._replace(question=None, comment=None, in_gold=None) for vote in found]


def _page(found: Sequence[Vote], query: VotesQuery) -> Sequence[Vote]:
    return found[(query.page - 1) * ROWS : query.page * ROWS]


def _voted_on(found: Sequence[Vote], documents: Mapping[str, DocumentInfo]) -> list[DocumentInfo]:
    """The documents that the answers cite, by title."""
    counted = Counter(id for vote in found for id in vote.documents if id in documents)
    return sorted((documents[id] for id, _ in counted.most_common(MOST_DOCUMENTS)), key=lambda info: info.title.lower())


def _vote_json(vote: Vote, documents: Mapping[str, DocumentInfo]) -> dict[str, Any]:
    """A vote. A document that is gone has no title; `gap` is where the open question of a wrong answer stands."""
    is_open = vote.verdict == "wrong" and vote.question is not None and not vote.in_gold
    return {
        "day": vote.day.isoformat(),
        "verdict": vote.verdict,
        "mode": vote.mode,
        "documents": [{"id": id, "title": documents[id].title if id in documents else None} for id in vote.documents],
        "question": vote.question,
        "comment": vote.comment or None,
        "in_gold": bool(vote.in_gold),
        "gap": f"/luecken?gap={vote.answer}" if is_open else None,
    }
