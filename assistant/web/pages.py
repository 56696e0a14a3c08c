"""The pages that anybody opens: the chat, and an example of an embedding."""

from __future__ import annotations

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from assistant.errors import AssistantError
from assistant.retrieving.filters import UNDERSTOOD
from assistant.web.asking import admit, answer_while_there
from assistant.web.contract import READ, link
from assistant.web.problems import problem_of
from assistant.web.rendering import page
from assistant.web.services import services
from assistant.web.visitor import language_of

router = APIRouter()


@router.api_route("/", methods=READ)
async def chat(request: Request) -> HTMLResponse:
    """The chat; with `?q=` also the answer, for browsers without script."""
    question = request.query_params.get("q", "")
    if not question.strip():
        return HTMLResponse(page(request, "chat.html", question="", answer=None, link=link))
    room = services(request)
    without = [field for field in UNDERSTOOD if field in request.query_params.getlist("without")]
    try:
        asked = await admit(request, question, language=None, without_filters=frozenset(without))
        found = await answer_while_there(request, room, asked)
    except AssistantError as error:
        problem = problem_of(error, language_of(request, room.settings.language))
        html = page(request, "chat.html", question=question, without=without, answer=None, link=link, problem=problem)
        return HTMLResponse(html, error.status)
    return HTMLResponse(page(request, "chat.html", question=question, without=without, answer=found, link=link))


@router.api_route("/widget-demo", methods=READ)
async def widget_demo(request: Request) -> HTMLResponse:
    return HTMLResponse(page(request, "widget_demo.html", origin=f"{request.url.scheme}://{request.url.netloc}"))
