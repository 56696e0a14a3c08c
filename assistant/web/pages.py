"""The pages that people open: chat, document, staff sign-in, example of an embedding; and the files they load."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Mapping
from functools import lru_cache
from importlib.resources import files
from typing import Any
from urllib.parse import parse_qs

from anyio import to_thread
from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse, RedirectResponse, Response

from assistant.errors import AssistantError, InputError, NotFoundError
from assistant.messages import texts
from assistant.records import Document, Language, Span
from assistant.retrieving.filters import UNDERSTOOD
from assistant.web.asking import admit, answer_while_there
from assistant.web.auth import COOKIE, audiences_of, require_same_origin, set_cookie
from assistant.web.contract import READ, link
from assistant.web.problems import problem_of
from assistant.web.rendering import frame, page, render
from assistant.web.services import services
from assistant.web.viewer import view
from assistant.web.visitor import address_of, language_of

router = APIRouter()

STATIC = {"site.css": "text/css", "favicon.svg": "image/svg+xml", "demo.css": "text/css"}


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


@router.api_route("/documents/{document_id}", methods=READ)
async def document(request: Request, document_id: str) -> HTMLResponse:
    """The document, opened at the quote `?start=&end=`; without rights to see it, it does not exist."""
    room = services(request)
    audiences = audiences_of(request, room.sessions)
    await room.require_ready()
    framing = frame(request)

    def shown() -> HTMLResponse:
        return HTMLResponse(_shown(request, room.assistant.document(document_id, audiences), framing))

    return await to_thread.run_sync(shown, limiter=room.places)


@router.api_route("/staff", methods=READ)
async def staff(request: Request) -> HTMLResponse:
    return HTMLResponse(page(request, "staff.html", possible=services(request).sessions.possible))


@router.post("/staff/session")
async def sign_in(request: Request) -> Response:
    """Begins a session. A form gets the page again, JSON an empty answer; wrong words a sentence."""
    require_same_origin(request)
    room = services(request)
    is_form = "json" not in request.headers.get("content-type", "")
    try:
        if not room.sessions.possible:
            raise NotFoundError("no_staff_token")
        room.sessions.check(await _token(request), address_of(request))
    except InputError as error:
        if not is_form:
            raise
        problem = problem_of(error, language_of(request, room.settings.language))
        return HTMLResponse(page(request, "staff.html", possible=room.sessions.possible, problem=problem), error.status)
    response = RedirectResponse(_back(request), 303) if is_form else Response(status_code=204)
    set_cookie(response, request, room.sessions.begin())
    return response


@router.post("/staff/sign-out")
async def sign_out(request: Request) -> Response:
    require_same_origin(request)
    services(request).sessions.end(request.cookies.get(COOKIE, ""))
    response = RedirectResponse(_back(request), 303)
    response.delete_cookie(COOKIE, path="/", httponly=True, samesite="strict")
    return response


@router.api_route("/widget-demo", methods=READ)
async def widget_demo(request: Request) -> HTMLResponse:
    return HTMLResponse(page(request, "widget_demo.html", origin=f"{request.url.scheme}://{request.url.netloc}"))


@router.api_route("/widget.js", methods=READ)
async def widget(request: Request) -> Response:
    """The element with its words and styles: one file for our own page and for every website that embeds it."""
    element = _element(tuple(services(request).privacy.items()))
    return _file(request, element, "text/javascript", {"Cross-Origin-Resource-Policy": "cross-origin"})


@router.api_route("/static/{name}", methods=READ)
async def static(request: Request, name: str) -> Response:
    if name not in STATIC:
        raise NotFoundError("unknown_path")
    return _file(request, _resource(name), STATIC[name], {})


def _shown(request: Request, document: Document, framing: Mapping[str, Any]) -> str:
    """The page of a document. Slow for a large one: not for the event loop."""
    asked_for_quote = bool({"start", "end"} & set(request.query_params))
    quote = _quote(request)
    seen = view(document, quote)
    values = {
        "document": document,
        "view": seen,
        "quote": quote if seen.quote_shown else None,
        "notice": asked_for_quote and not seen.quote_shown,
        "source_url": _web_address(document.info.url),
    }
    return render(request, "document.html", framing, **values)


@lru_cache
def _resource(name: str) -> bytes:
    return (files("assistant.web") / "static" / name).read_bytes()


@lru_cache
def _element(privacy: tuple[tuple[Language, str], ...]) -> bytes:
    words = {
        language: {k.removeprefix("element_"): v for k, v in texts(language).items() if k.startswith("element_")}
        | {"privacy": note}
        for language, note in privacy
    }
    script = _resource("element.js").decode()
    parts = {"WORDS_OF_THE_SERVER": words, "STYLES_OF_THE_SERVER": _resource("element.css").decode()}
    for name, part in parts.items():
        script = script.replace(name, json.dumps(part, ensure_ascii=False))
    return script.encode()


def _file(request: Request, content: bytes, media_type: str, headers: dict[str, str]) -> Response:
    """A file that browsers may keep but ask about: an unchanged one costs no bytes."""
    etag = f'"{hashlib.sha256(content).hexdigest()[:20]}"'
    headers = {**headers, "ETag": etag, "Cache-Control": "no-cache"}
    if request.headers.get("if-none-match") == etag:
        return Response(status_code=304, headers=headers)
    return Response(content, media_type=media_type, headers=headers)


def _web_address(url: str | None) -> str | None:
    """The document's own address if it is one of the web; a document must not bring a script link."""
    return url if url and url.startswith(("https://", "http://")) else None


def _quote(request: Request) -> Span | None:
    """The offsets of the link; None when they are no numbers."""
    try:
        return Span(int(request.query_params["start"]), int(request.query_params["end"]))
    except (KeyError, ValueError):
        return None


async def _token(request: Request) -> str:
    body = (await request.body()).decode("utf-8", "replace")
    if "json" not in request.headers.get("content-type", ""):
        return parse_qs(body).get("token", [""])[0].strip()
    try:
        stated: Any = json.loads(body)
    except ValueError:
        stated = None
    return str(stated.get("token", "")) if isinstance(stated, dict) else ""


def _back(request: Request) -> str:
    """The staff page in the visitor's language; never an address that the request names."""
    return f"/staff?lang={language_of(request, services(request).settings.language)}"
