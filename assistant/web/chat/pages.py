"""The page that everybody opens: the chat."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence
from datetime import date
from typing import Any

from fastapi import APIRouter, Request
from starlette.responses import HTMLResponse

from assistant.answering.examples_on_minutes import on_minutes
from assistant.errors import AssistantError
from assistant.knowledge.outcomes import OutcomeFilter
from assistant.messages import text, texts
from assistant.records import STAFF, DocumentType, Language
from assistant.retrieving.filters import UNDERSTOOD
from assistant.settings.sites import MOST_EXAMPLES
from assistant.web.answers.asking import admit, answer_while_there
from assistant.web.auth import is_signed_in, rights_on_pages
from assistant.web.contract import READ, link
from assistant.web.fields import AskRequest
from assistant.web.look.rendering import page
from assistant.web.look.static_files import OF_THE_PAGE
from assistant.web.problems import problem_for
from assistant.web.services import Services, services_of

router = APIRouter()

# What answers come from, as the page says it to visitors, first what most of them look for.
TOLD_KINDS: tuple[DocumentType, ...] = ("funding", "study", "press_release", "minutes")

# What a page without script carries of its earlier questions, in an address that proxies take.
MOST_EARLIER, EARLIER_CHARACTERS = 10, 1500


@router.api_route("/", methods=READ)
async def chat(request: Request) -> HTMLResponse:
    """The chat; with `?q=` also the answer, for browsers without script: their form brings earlier questions along."""
    question = request.query_params.get("q", "")
    if not question.strip():
        return HTMLResponse(_page(request, examples=await _examples(request)), headers=_keeping(request))
    services = services_of(request)
    without = [field for field in UNDERSTOOD if field in request.query_params.getlist("without")]
    earlier = _newest(request.query_params.getlist("earlier"), services.settings.max_question_characters)
    values: dict[str, Any] = {"question": question, "without": without, "earlier": earlier}
    try:
        asked = await admit(request, AskRequest(question=question, without_filters=without, history=earlier))
        found = await answer_while_there(request, services, asked)
    except AssistantError as error:
        problem = problem_for(request, error)
        return HTMLResponse(_page(request, **values, following=earlier, problem=problem), error.status)
    following = _newest([*earlier, question.strip()], services.settings.max_question_characters)
    return HTMLResponse(_page(request, **values, following=following, answer=found))


async def _examples(request: Request) -> list[str]:
    """Questions to begin with; for who has signed in and may see internal minutes first those on them."""
    services = services_of(request)
    language = services.language_of(request)
    if "internal" not in rights_on_pages(request):
        return services.examples(language)
    found = await services.in_thread(_on_minutes, services, language)
    return [*found, *services.examples(language)][:MOST_EXAMPLES]


def _on_minutes(services: Services, language: Language) -> list[str]:
    """None while the index cannot be read: who asks is told."""
    try:
        standing = services.assistant.outcomes(STAFF, OutcomeFilter(still=True))
        return on_minutes(standing, services.assistant.documents(STAFF), language, date.today())
    except AssistantError:
        return []


def _newest(questions: list[str], limit: int) -> list[str]:
    """The last of the questions, oldest first, as many as an address may carry; one that is too long ends them."""
    kept: list[str] = []
    for question in reversed(questions[-MOST_EARLIER:]):
        if len(question) > limit or len("".join(kept)) + len(question) > EARLIER_CHARACTERS:
            break
        kept.insert(0, question)
    return kept


def _page(request: Request, question: str = "", **values: Any) -> str:
    """The chat page; `words` are those of the element that only this page needs."""
    services = services_of(request)
    language = services.language_of(request)
    words = {
        name.removeprefix("element_"): told for name, told in texts(language).items() if name.startswith(OF_THE_PAGE)
    }
    given: dict[str, Any] = {
        "answer": None,
        "without": [],
        "earlier": [],
        "following": [],
        "examples": [],
        **values,
    }
    return page(
        request,
        "chat.html",
        question=question,
        lead=lead(services.public_kinds.kinds, language),
        link=link,
        noted=cut_at_marks,
        today=date.today(),
        words=words,
        **given,
    )


def lead(kinds: Collection[DocumentType], language: Language) -> str:
    """What the page answers from: `Antworten aus Förderhinweisen, Studien und Protokollen des Netzwerks. ...`."""
    told = [text(f"web_lead_{kind}", language) for kind in TOLD_KINDS if kind in kinds]
    if not told:
        return text("web_lead", language)
    listed = text("web_lead_and", language).join(filter(None, (", ".join(told[:-1]), told[-1])))
    return text("web_lead_kinds", language, kinds=listed)


def cut_at_marks(said: str, citations: Sequence[Mapping[str, Any]]) -> list[str]:
    """A notice cut at the numbers of `citations` (`80 % [1]; 60 % [2].`): those stand at the odd places.

    Another number in brackets belongs to the words of a document.
    """
    numbers = "|".join(str(one["number"]) for one in citations)
    return re.split(rf" \[({numbers})\]", said) if numbers else [said]


def _keeping(request: Request) -> dict[str, str]:
    """Lets the browser keep the page, and with it the conversation, for the way back from a document; not of staff."""
    is_staff = is_signed_in(request)
    return {} if is_staff else {"Cache-Control": "private, no-cache"}
