"""The page that everybody opens: the chat."""

from __future__ import annotations

from datetime import date
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from assistant.errors import AssistantError
from assistant.messages import texts
from assistant.retrieving.filters import UNDERSTOOD
from assistant.web.answers.asking import admit, answer_while_there
from assistant.web.auth import is_signed_in
from assistant.web.contract import READ, link
from assistant.web.look.rendering import page
from assistant.web.look.static_files import OF_THE_PAGE
from assistant.web.problems import problem_of
from assistant.web.services import services
from assistant.web.visitor import language_of

router = APIRouter()


@router.api_route("/", methods=READ)
async def chat(request: Request) -> HTMLResponse:
    """The chat; with `?q=` also the answer, for browsers without script."""
    question = request.query_params.get("q", "")
    if not question.strip():
        return HTMLResponse(_page(request), headers=_keeping(request))
    room = services(request)
    without = [field for field in UNDERSTOOD if field in request.query_params.getlist("without")]
    try:
        asked = await admit(request, question, language=None, without_filters=frozenset(without))
        found = await answer_while_there(request, room, asked)
    except AssistantError as error:
        problem = problem_of(error, language_of(request, room.settings.language))
        return HTMLResponse(_page(request, question=question, without=without, problem=problem), error.status)
    return HTMLResponse(_page(request, question=question, without=without, answer=found))


def _page(request: Request, question: str = "", **values: Any) -> str:
    """The chat page; `words` are those of the element that only this page needs."""
    room = services(request)
    language = language_of(request, room.settings.language)
    words = {
        name.removeprefix("element_"): told for name, told in texts(language).items() if name.startswith(OF_THE_PAGE)
    }
    given = {"answer": None, "without": [], "examples": [] if question else room.examples(language), **values}
    return page(request, "chat.html", question=question, link=link, today=date.today(), words=words, **given)


def _keeping(request: Request) -> dict[str, str]:
    """Lets the browser keep the page, and with it the conversation, for the way back from a document; not of staff."""
    is_staff = is_signed_in(request)
    return {} if is_staff else {"Cache-Control": "private, no-cache"}
