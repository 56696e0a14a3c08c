"""One question from the request to the answer: checks rights and limits, finds the conversation, asks the assistant.

The JSON API, the stream and the chat page all ask through here; lists only need `admitted`.
"""

from __future__ import annotations

import asyncio
from contextlib import nullcontext
from dataclasses import replace
from typing import Any, NamedTuple

from anyio import to_thread
from starlette.requests import Request

from assistant.answering.understanding.following import as_going_on
from assistant.answering.writing.talk import Listener
from assistant.errors import ForbiddenError, InputError
from assistant.language.small_talk import heard
from assistant.records import STAFF, Answer, Audience, FilterField, Filters, Language, Question, Within
from assistant.settings.sites import Site
from assistant.web.answers.conversations import Conversation, Earlier
from assistant.web.auth import audiences_of, audiences_within, key_of, require, site_of_key
from assistant.web.contract import answer_json
from assistant.web.fields import MAX_HISTORY, AskRequest
from assistant.web.services import Services, services_of
from assistant.web.sites import contact_of, site_of
from assistant.web.visitor import address_of

LOOK_EVERY_SECONDS = 0.5  # to see whether the caller is still connected
MOST_EXAMPLES = 3  # below a reply to small talk


class AdmittedQuestion(NamedTuple):
    """A question that may be asked, and what its answer needs to know of the caller."""

    question: Question
    conversation: Conversation
    language: Language
    contact: str
    visitor: str | None  # whose limits the answer counts against; None for staff
    site: Site | None = None  # the website that embeds the chat


async def admit(request: Request, asked: AskRequest) -> AdmittedQuestion:
    """The checked question with its history and the caller's audiences; it counts against the visitor's limit.

    On a website it is restricted to the documents of that website.

    Raises:
        AssistantError: the question is empty or too long, the token is wrong, the limit is reached, the website is
            another one or unknown, or nothing can be answered now.
    """
    services = services_of(request)
    require(request, "ask")
    site = site_for(request, asked.site or None)
    asked_on = site_of(request, site) if site else None
    audiences = audiences_within(request)
    filters = asked.filters.filters() if asked.filters else Filters()
    text = checked_text(asked.question, services.settings.max_question_characters)
    _check_history(asked.history or [], services.settings.max_question_characters)
    await services.require_ready()
    visitor = counted_as(request, audiences)
    if visitor is not None:
        services.at_once.check(visitor)
    await count(request, audiences)
    conversation = await services.conversations.resume(asked.conversation_id, audiences, site)
    if asked.history is not None:
        conversation = conversation._replace(questions=tuple(Earlier(earlier) for earlier in asked.history))
    if asked.without_filters:  # the same question again, which must not become a follow-up to itself
        conversation = conversation.before(text, as_going_on(text))
    spoken = asked.language or services.language_of(request)
    is_in_none = not conversation.questions and not any(map(str.isalpha, text))  # "?" is answered in that of the page
    question = Question(
        text,
        audiences,
        spoken if is_in_none else asked.language,
        replace(filters, within=asked_on.within if asked_on else Within()),
        history=tuple(earlier.text for earlier in conversation.questions),
        without_filters=frozenset(asked.without_filters or ()),
        history_without=conversation.questions[-1].without_filters if conversation.questions else frozenset(),
    )
    return AdmittedQuestion(
        question, conversation, spoken, contact_of(services.settings, asked_on, spoken), visitor, asked_on
    )


async def answer(services: Services, asked: AdmittedQuestion, listener: Listener | None = None) -> dict[str, Any]:
    """The answer as JSON of the contract; the question is added to its conversation.

    Raises:
        RateLimitError: too many answers for the same visitor are running.
    """
    with nullcontext() if asked.visitor is None else services.at_once.one(asked.visitor):
        found = await to_thread.run_sync(
            services.assistant.ask, asked.question, listener, limiter=services.answer_limiter
        )
    services.metrics.answered(found, "internal" if "internal" in asked.question.audiences else "public")
    taken = asked.question.without_filters
    if found.resolved:  # filters that were taken away stay away as long as the topic lasts
        taken |= asked.question.history_without
    if heard(asked.question.text) is None:  # small talk has no follow-up
        await services.conversations.keep(*_as_read(asked, found, taken))
    if found.reply in ("about", "wordless") or (found.reply and not asked.question.history):
        examples = services.examples(found.language, asked.site)[:MOST_EXAMPLES]
        found = replace(found, suggested=tuple(examples))
    body = answer_json(found, conversation_id=asked.conversation.id, contact=asked.contact, labels_in=asked.language)
    answer_id = await to_thread.run_sync(services.feedback.issue, found, asked.question)
    return body | {"answer_id": answer_id, "kept_days": services.feedback.keep_days}


def _as_read(asked: AdmittedQuestion, found: Answer, taken: frozenset[FilterField]) -> tuple[Conversation, Earlier]:
    """The conversation and the question as it is kept there, in the reading that was answered."""
    match found.read_otherwise:
        case "goes_on":
            return asked.conversation, Earlier(as_going_on(asked.question.text), taken)
        case "begins":
            return asked.conversation._replace(questions=()), Earlier(asked.question.text, taken)
        case None:
            return asked.conversation, Earlier(asked.question.text, taken)


async def admitted(request: Request) -> tuple[Services, frozenset[Audience]]:
    """The services and the caller's audiences, for a list; lists of the public count like questions.

    Raises:
        AssistantError: the token is wrong, the limit is reached, or nothing can be listed now.
    """
    services = services_of(request)
    require(request, "search")
    audiences = audiences_of(request)
    await services.require_ready()
    await count(request, audiences)
    return services, audiences


async def answer_while_there(request: Request, services: Services, asked: AdmittedQuestion) -> dict[str, Any]:
    """As `answer`, but a language model stops writing when the caller has left.

    Raises:
        GoneError: the caller has left.
    """
    listener = Listener()
    watching = asyncio.create_task(_watch(request, listener))
    try:
        return await answer(services, asked, listener)
    finally:
        listener.gone.set()
        watching.cancel()


async def _watch(request: Request, listener: Listener) -> None:
    while not await request.is_disconnected():
        await asyncio.sleep(LOOK_EVERY_SECONDS)
    listener.gone.set()


def checked_text(text: str, limit: int) -> str:
    """The text without surrounding white space.

    Raises:
        InputError: it is empty or longer than `limit` characters.
    """
    text = text.strip()
    if not text:
        raise InputError("question_empty")
    if len(text) > limit:
        raise InputError("question_too_long", length=len(text), limit=limit)
    return text


def _check_history(history: list[str], limit: int) -> None:
    if len(history) > MAX_HISTORY:
        raise InputError("field_too_many", field="history", length=len(history), limit=MAX_HISTORY)
    for number, earlier in enumerate(history):
        if len(earlier) > limit:
            raise InputError("field_too_long", field=f"history.{number}", length=len(earlier), limit=limit)


async def count(request: Request, audiences: frozenset[Audience]) -> None:
    """Counts a question, search or list against the limit of the visitor or API key; staff are not counted.

    Raises:
        RateLimitError: the visitor has reached the limit of the settings, or the key its own.
    """
    services, key = services_of(request), key_of(request)
    visitor = counted_as(request, audiences)
    if visitor is None:
        return
    await (services.sessions.limiter_of(key) if key else services.questions).enter(visitor)


def counted_as(request: Request, audiences: frozenset[Audience]) -> str | None:
    """What questions are counted by: the API key or the address; None for staff."""
    if key := key_of(request):
        return key.prefix
    return None if audiences == STAFF else address_of(request)


def site_for(request: Request, stated: str | None) -> str | None:
    """The website of the question: that of the API key, else the stated one.

    Raises:
        ForbiddenError: the key is for another website.
    """
    bound = site_of_key(request)
    if bound and stated not in (None, "", bound):
        raise ForbiddenError("key_site", site=bound)
    return bound or stated


def within(request: Request, filters: Filters) -> Filters:
    """The filters of a search, restricted to the website of the caller's API key."""
    bound = site_for(request, None)
    return replace(filters, within=site_of(request, bound).within) if bound else filters
