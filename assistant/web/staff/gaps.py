"""The list of gaps for the staff, as JSON: what had no answer, what came near, and what staff decide."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Annotated, Any, Literal
from unicodedata import normalize

from anyio import to_thread
from fastapi import APIRouter, Query, Request
from pydantic import BaseModel, ConfigDict, Field, StrictBool
from starlette.responses import JSONResponse, Response

from assistant.errors import InputError, NotFoundError
from assistant.feedback import gold
from assistant.feedback.gap_export import gap_json
from assistant.feedback.gaps import Gap, gaps, grouped
from assistant.feedback.gold import Added, add, with_answer, without_answer
from assistant.feedback.store import Counted, Verdicts
from assistant.language.terms import fold
from assistant.records import STAFF, Audience, Document, Reason
from assistant.web.contract import READ, cited_json
from assistant.web.fields import Blank, ShortText, Text
from assistant.web.openapi_routes import STAFF_ONLY, USE, replied
from assistant.web.services import Services
from assistant.web.staff import staff_replies
from assistant.web.staff.access import documents_of, services_for
from assistant.web.staff.audit import audit
from assistant.web.staff.near_misses import Near, reading

router = APIRouter()

GAPS_A_PAGE = 20  # of each the near misses are read
COUNTED_DAYS = 90
MAX_ANSWERS = 10
MOST_PATHS = 5  # that a message names
REASONS: tuple[Reason | Literal["wrong"], ...] = (
    *("no_hits", "below_threshold", "not_supported", "out_of_scope", "no_programme"),
    "wrong",
)


class GapsQuery(BaseModel):
    """Which gaps are wanted; a blank field lets every one through."""

    reason: Annotated[Reason | Literal["wrong"] | None, Blank] = None
    audience: Annotated[Audience | None, Blank] = None
    gap: Annotated[ShortText | None, Blank] = None  # the one that holds the question of that id
    page: Annotated[int, Field(ge=1)] = 1

    @property
    def first(self) -> int:
        """How many gaps the pages before hold."""
        return (self.page - 1) * GAPS_A_PAGE

    def passes(self, gap: Gap) -> bool:
        is_it = self.gap is None or self.gap in gap.answers
        return is_it and self.reason in (None, *gap.reasons) and self.audience in (None, *gap.audiences)


class GoldRequest(BaseModel):
    """What staff decided: no document answers the question, or this quote of this document does.

    The document is named by its id, its path, or its title where no other has the same.
    """

    model_config = ConfigDict(extra="forbid")

    answerable: StrictBool
    document: Annotated[Text, Field(max_length=1000)] = ""
    quote: Text = ""
    answers: Annotated[list[ShortText], Field(max_length=MAX_ANSWERS)] = []


@dataclass(frozen=True, slots=True)
class Overview:
    """One page of the gaps, each with what came near, and what was counted in the last COUNTED_DAYS."""

    query: GapsQuery
    total: int
    shown: Sequence[tuple[Gap, Sequence[Near]]]
    counted: Sequence[Counted]
    verdicts: Verdicts
    titles: dict[str, str]

    @property
    def has_more(self) -> bool:
        return self.query.page * GAPS_A_PAGE < self.total

    @property
    def unanswered(self) -> dict[str, int]:
        """The number of questions without an answer by reason."""
        found = {reason: sum(one.number for one in self.counted if one.reason == reason) for reason in REASONS}
        return {reason: number for reason, number in found.items() if number}


@router.api_route(
    "/api/gaps",
    methods=READ,
    summary="List questions without an answer",
    tags=[USE],
    responses=replied(staff_replies.Gaps, 401, 422, 429, 503),
    openapi_extra=STAFF_ONLY,
)
async def listed(request: Request, query: Annotated[GapsQuery, Query()]) -> Response:
    """A page of the gaps, with what came near each, and how much went without an answer in the last ninety days."""
    services = services_for(request, "gaps")
    await audit(request, "gaps_read")
    return await to_thread.run_sync(lambda: JSONResponse(_overview_json(services, overview(services, query))))


@router.post(
    "/api/gaps/{gap_id}/gold",
    summary="Make a test question of a gap",
    tags=[USE],
    responses=replied(staff_replies.Turned, 401, 404, 422, 429, 503),
    openapi_extra=STAFF_ONLY,
)
async def turn_into_gold(request: Request, gap_id: str, body: GoldRequest) -> dict[str, Any]:
    """Writes the gold line of a gap; `added` is false if just this line stands in the file already."""
    services = services_for(request, "gaps")
    added = await to_thread.run_sync(turn, services, gap_id, body)
    return {"added": added.is_new, "line": added.number, "gold": added.line.as_json()}


@router.post(
    "/api/gaps/{gap_id}/dismiss",
    summary="Dismiss a gap",
    tags=[USE],
    responses=replied(staff_replies.Dismissed, 401, 404, 429, 503),
    openapi_extra=STAFF_ONLY,
)
async def dismiss(request: Request, gap_id: str) -> dict[str, int]:
    """Removes the questions of a gap; who asks again opens it again."""
    services = services_for(request, "gaps")
    return {"removed": await to_thread.run_sync(remove, services, gap_id)}


# Slow from here on: not for the event loop.


def _open(services: Services) -> list[Gap]:
    return gaps(services.feedback.store.kept(services.feedback.kept_since))


def _gap(services: Services, gap_id: str) -> Gap:
    """The open gap that holds the question of that id."""
    return _holding(gap_id, _open(services))


def _holding(gap_id: str, found: Sequence[Gap]) -> Gap:
    for gap in found:
        if gap_id in gap.answers:
            return gap
    raise NotFoundError("gap_gone")


def turn(services: Services, gap_id: str, wanted: GoldRequest) -> Added:
    """Writes what was decided on a gap into the gold file, and closes the gap."""
    gap = _gap(services, gap_id)
    if wanted.answerable:
        line = with_answer(gap, _document(services, wanted.document), wanted.quote, wanted.answers)
    else:
        line = without_answer(gap)
    added = add(services.settings.data, line)
    services.feedback.store.mark_gold(gap.answers)
    return added


def reopen(services: Services, gap_id: str) -> None:
    """Takes back what was decided on a gap: its gold line goes, and it is open again."""
    decided = [gap for gap in grouped(services.feedback.store.kept(services.feedback.kept_since)) if gap.in_gold]
    gap = _holding(gap_id, decided)
    gold.remove(services.settings.data, gold.id_of(gap))
    services.feedback.store.mark_gold(gap.answers, is_in=False)


def remove(services: Services, gap_id: str) -> int:
    """Removes the questions of a gap; gives their number."""
    gap = _gap(services, gap_id)
    services.feedback.store.remove(gap.answers)
    return gap.count


def _document(services: Services, name: str) -> Document:
    """The document of that id or path, or of that title.

    Raises:
        NotFoundError: there is none.
        InputError: several have that title.
    """
    name = normalize("NFC", name.strip())
    infos = services.assistant.documents(STAFF)
    named = [info for info in infos if name in (info.path, info.id)]
    if not named:
        named = [info for info in infos if _title(info.title) == _title(name)]
    if not named:
        raise NotFoundError("unknown_named_document", name=name)
    if len(named) > 1:
        raise InputError("several_of_title", title=name, paths=", ".join(info.path for info in named[:MOST_PATHS]))
    return services.assistant.document(named[0].id, STAFF)


def _title(words: str) -> str:
    return " ".join(fold(words).split())


def overview(services: Services, query: GapsQuery) -> Overview:
    """The page of gaps that is wanted."""
    since = services.feedback.today - datetime.timedelta(days=COUNTED_DAYS)
    store = services.feedback.store
    found = [gap for gap in _open(services) if query.passes(gap)]
    near = reading(services.assistant)
    verdicts = store.verdicts(since)
    is_ready, documents = services.assistant.ready() is None, documents_of(services)
    return Overview(
        query,
        len(found),
        [(gap, near(gap) if is_ready else []) for gap in found[query.first : query.first + GAPS_A_PAGE]],
        store.counted(since),
        verdicts,
        {id: documents[id].title for id in verdicts.wrong_documents if id in documents},
    )


# JSON


def _overview_json(services: Services, view: Overview) -> dict[str, Any]:
    wrong = view.verdicts.wrong_documents
    return {
        "kept_days": services.feedback.keep_days,
        "total": view.total,
        "page": view.query.page,
        "gaps": [gap_json(gap) | {"related": [_near_json(one) for one in near]} for gap, near in view.shown],
        "unanswered": [{**one._asdict(), "day": one.day.isoformat()} for one in view.counted],
        "votes": {
            "helpful": view.verdicts.helpful,
            "wrong": view.verdicts.wrong,
            "wrong_documents": [
                {"id": id, "title": view.titles.get(id), "number": number} for id, number in wrong.items()
            ],
        },
    }


def _near_json(near: Near) -> dict[str, Any]:
    text = near.document.text
    return {
        "document": cited_json(near.document.info, near.document.superseded_by),
        "page": near.page,
        "start": near.place.start,
        "end": near.place.end,
        "sentences": [span.of(text) for span in near.sentences],
    }
