"""What visitors say of an answer: by the API, and by the form of the page without script.

Nobody is asked who they are. The answer's id, which this server signed, is all that a vote needs; so a website cannot
let its visitors vote on answers that were given to none of them, and an id of one's own is worth one vote.
"""

from __future__ import annotations

from typing import Annotated, Any

from anyio import to_thread
from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field
from starlette.responses import HTMLResponse

from assistant.errors import AssistantError
from assistant.feedback.answer_ids import LONGEST_ID
from assistant.feedback.box import LONGEST_COMMENT
from assistant.feedback.store import Verdict
from assistant.web import replies
from assistant.web.fields import Text
from assistant.web.forms import filled, form_fields
from assistant.web.look.rendering import page
from assistant.web.openapi_routes import ANYBODY, QUESTIONS, replied
from assistant.web.problems import problem_for
from assistant.web.same_origin import require_same_origin
from assistant.web.services import services_of
from assistant.web.visitor import address_of

router = APIRouter()

# A vote, a change of mind and a comment for each question of a lively minute.
VOTES_A_MINUTE = 60


class FeedbackRequest(BaseModel):
    """A vote on the answer of that id; a comment may say what is wrong with it."""

    model_config = ConfigDict(extra="forbid")

    answer_id: Annotated[Text, Field(max_length=LONGEST_ID)]
    verdict: Verdict
    comment: Annotated[Text, Field(max_length=LONGEST_COMMENT)] | None = None


@router.post(
    "/api/feedback",
    summary="Say what an answer was worth",
    tags=[QUESTIONS],
    responses=replied(replies.Voted, 422, 429, 503),
    openapi_extra=ANYBODY,
)
async def feedback(request: Request, body: FeedbackRequest) -> dict[str, Any]:
    """Takes a vote on an answer, the last one on it counts; tells for how many days its question is kept if wrong."""
    await _vote(request, body)
    return {"verdict": body.verdict, "kept_days": services_of(request).feedback.keep_days}


@router.post("/feedback")
async def feedback_form(request: Request) -> HTMLResponse:
    """The same for browsers without script: a page that thanks, and lets the verdict be changed."""
    require_same_origin(request)
    fields = await form_fields(request)
    try:
        vote = filled(FeedbackRequest, fields)
        await _vote(request, vote)
    except AssistantError as error:
        problem = problem_for(request, error)
        return HTMLResponse(page(request, "feedback.html", vote=fields, problem=problem), error.status)
    return HTMLResponse(page(request, "feedback.html", vote=vote.model_dump()))


async def _vote(request: Request, vote: FeedbackRequest) -> None:
    services = services_of(request)
    await services.votes.enter(address_of(request))
    await to_thread.run_sync(services.feedback.vote, vote.answer_id, vote.verdict, vote.comment)
