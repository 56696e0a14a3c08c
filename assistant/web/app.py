"""The ASGI application: what all requests share, the middleware, the routes of all rooms. Read this first."""

from __future__ import annotations

import logging
import socket
import threading
from collections.abc import AsyncIterator, Callable, Sequence
from contextlib import AbstractAsyncContextManager, asynccontextmanager
from contextvars import copy_context

from anyio import to_thread
from fastapi import FastAPI
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.middleware import Middleware
from starlette.middleware.cors import CORSMiddleware

from assistant.answering.examples import Examples
from assistant.errors import AssistantError, GoneError, UnauthorizedError
from assistant.feedback.box import FeedbackBox
from assistant.queueing.ingest_process import COMMAND
from assistant.reading.limits import limits_of
from assistant.settings.settings import Settings
from assistant.telemetry.logs import Complaint, marked
from assistant.telemetry.traces import traces_of
from assistant.web import openapi, problems, sites
from assistant.web.answers import api, feedback
from assistant.web.answers.conversations import Conversations
from assistant.web.answers.look_ahead import LookingAhead, parts_without_examples
from assistant.web.answers.streams import Streams
from assistant.web.capacity import Capacity, CapacityShare
from assistant.web.chat import demo, pages
from assistant.web.ingesting import documents_page, hooks, ingestion_page, jobs_api, runs_api, uploading
from assistant.web.ingesting.ingestions import Ingestions
from assistant.web.ingesting.uploads import Uploads
from assistant.web.instrumentation import Instrumentation, TrustedProxies
from assistant.web.interfaces import openai_chat
from assistant.web.interfaces.mcp_http import Mcp
from assistant.web.legal import legal_page
from assistant.web.legal.legal import legal_pages
from assistant.web.legal.privacy import privacy_notes
from assistant.web.limits import AtOnce
from assistant.web.lists import outcomes, programmes
from assistant.web.look import look_files, static_files
from assistant.web.look.look import Look
from assistant.web.look.rendering import environment
from assistant.web.metrics import Metrics
from assistant.web.middleware import (
    BodyLimit,
    Callers,
    HeadLimit,
    RequestLog,
    SecurityHeaders,
    UnexpectedErrors,
    UntilStopped,
)
from assistant.web.oidc.provider import Provider
from assistant.web.protocol import Assistant
from assistant.web.public_kinds import PublicKinds
from assistant.web.readiness import Readiness, dependencies_of
from assistant.web.services import Services
from assistant.web.shared.answers import SharedAnswers
from assistant.web.shared.audit_log import AuditLog, Upkeep
from assistant.web.shared.cleaning import Cleaning
from assistant.web.shared.leases import Beat, Lease
from assistant.web.shared.limiter import SharedLimiter
from assistant.web.shared.store import SharedStore
from assistant.web.staff import (
    feedback_list,
    gaps,
    gaps_page,
    keys_page,
    log_page,
    monitoring,
    oidc_sign_in,
    search_page,
    signing_in,
    staff_page,
    statistics,
)
from assistant.web.staff_sessions import StaffSessions
from assistant.web.stopping import Stopping
from assistant.web.viewing import document_files, document_page
from assistant.web.viewing.page_images import PageImages

log = logging.getLogger("assistant.web")

ROOMS = (
    openai_chat,
    *(api, feedback, gaps, outcomes, programmes, sites, uploading, runs_api, jobs_api, hooks),
    *(
        pages,
        document_page,
        document_files,
        signing_in,
        oidc_sign_in,
        keys_page,
        log_page,
        staff_page,
        search_page,
        statistics,
        feedback_list,
        gaps_page,
        documents_page,
        ingestion_page,
    ),
    *(legal_page, demo, look_files, static_files, monitoring, openapi),
)
# Of one visitor; half of MAX_WAITING (`capacity.py`), so that there is room for others. An office behind one address is
# one visitor.
MAX_AT_ONCE = 8
# Two fifths of those that may wait (page_images.py); a reader sees one or two at once. Downloads count as well.
MAX_IMAGES_AT_ONCE = 16
# Between two tries to warm up, which may load a model each; the pause doubles up to the longest.
RETRY_SECONDS = 2.0
LONGEST_RETRY_SECONDS = 30.0
# When the server stops, it waits this long for work in the background; loading a model is abandoned.
LAST_LOOK_SECONDS = 2.0
# To get the lease of the purge; a worker that starts alone has it at once.
PURGE_TURN_SECONDS = 1.0


def create_app(
    settings: Settings, assistant: Assistant, ingest: Sequence[str] = COMMAND, capacity: Capacity | None = None
) -> FastAPI:
    """The server as an ASGI app. It accepts requests at once, while the `assistant` warms up.

    `ingest` is the command that is run for uploads; `capacity` is that of the process, if it has several networks.
    """
    services, tools = _services(settings, assistant, ingest, capacity or Capacity.of_process()), Mcp()
    app = FastAPI(
        openapi_url=None,  # its pages would load from a third party; ours is web/openapi.py
        redirect_slashes=False,  # would name whatever host the request names: see problems.respond_to_http_error
        lifespan=_lifespan(services, tools),
        middleware=_middleware(settings),
        exception_handlers={
            AssistantError: problems.respond_to_assistant_error,
            UnauthorizedError: signing_in.respond_to_unauthorized,
            RequestValidationError: problems.respond_to_invalid,
            HTTPException: problems.respond_to_http_error,
            GoneError: problems.respond_to_nobody,
        },
    )
    app.state.services = services
    app.state.description = openapi.Description((route for each in ROOMS for route in each.router.routes), settings)
    for each in ROOMS:
        app.include_router(each.router)
    app.router.routes.append(tools.route)
    return app


def _services(settings: Settings, assistant: Assistant, ingest: Sequence[str], capacity: Capacity) -> Services:
    """What all requests share. Its threads are started by `_lifespan`."""
    privacy, look = privacy_notes(settings), Look.of(settings)
    shared = SharedStore(settings.folder)
    beat, audit = Beat(shared), AuditLog(shared, settings.audit_days)
    upkeep = Upkeep(audit, beat.lease("cleaning"))
    uploads = Uploads(settings.folder.uploads, max_mb=settings.max_uploads_mb)
    limiter = CapacityShare(capacity.working)
    return Services(
        settings=settings,
        assistant=assistant,
        sessions=StaffSessions(settings, shared, upkeep.failed),
        provider=Provider(settings),
        audit=audit,
        upkeep=upkeep,
        shared=shared,
        beat=beat,
        questions=SharedLimiter(shared, "questions", settings.rate_limit, "rate_limit"),
        conversations=Conversations(shared),
        feedback=FeedbackBox(settings.folder, settings.keep_questions_days),
        metrics=Metrics(f"{settings.data.resolve()} {settings.database_schema}"),
        traces=traces_of(settings, "server"),
        votes=SharedLimiter(shared, "votes", feedback.VOTES_A_MINUTE, "too_many_votes"),
        looks=SharedLimiter(shared, "looks", sites.LOOKS_A_MINUTE, "too_many_looks"),
        known_examples=Examples(),
        public_kinds=PublicKinds(),
        templates=environment(settings, privacy, look.logo),
        privacy=privacy,
        look=look,
        legal=legal_pages(settings),
        streams=Streams(SharedAnswers(shared, beat.worker)),
        stopping=Stopping(),
        readiness=Readiness(dependencies_of(settings, assistant)),
        at_once=AtOnce(MAX_AT_ONCE if settings.rate_limit else 0),
        images_at_once=AtOnce(MAX_IMAGES_AT_ONCE if settings.rate_limit else 0, "too_many_images"),
        uploads=uploads,
        ingestions=Ingestions(settings, uploads, ingest),
        page_images=PageImages(limits_of(settings)),
        limiter=limiter,
        answer_limiter=CapacityShare(capacity.waiting) if settings.llm else limiter,
    )


def _middleware(settings: Settings) -> list[Middleware]:
    """The middleware of every request, the outermost first."""
    layers = [
        Middleware(TrustedProxies, trusted_hosts=settings.trusted_proxies),
        Middleware(Instrumentation),
        Middleware(RequestLog),
        Middleware(SecurityHeaders, frame_ancestors=settings.frame_ancestors),
    ]
    if settings.origins:
        cors = Middleware(
            CORSMiddleware,
            allow_origins=list(settings.origins),
            allow_methods=["GET", "POST"],
            allow_headers=["Content-Type", "Last-Event-ID"],
            expose_headers=["X-Request-ID", "Retry-After"],
        )
        layers.append(cors)
    files = settings.max_uploads_mb * 1_000_000 + uploading.FORM_BYTES
    streamed = {uploading.API_PATH: files, uploading.FORM_PATH: files}
    limit = Middleware(BodyLimit, max_bytes=settings.max_body_bytes, streamed=streamed)
    return [
        *layers,
        Middleware(UntilStopped),
        Middleware(UnexpectedErrors),
        Middleware(HeadLimit),
        Middleware(Callers),
        limit,
    ]


def _lifespan(services: Services, tools: Mcp) -> Callable[[FastAPI], AbstractAsyncContextManager[None]]:
    """The background work of a server, from before its first request until after its last."""

    @asynccontextmanager
    async def lifespan(_: FastAPI) -> AsyncIterator[None]:
        stopping = threading.Event()
        cleaning = Cleaning(services.shared, services.beat.lease("cleaning"), services.sessions.kept)
        purging = services.beat.lease("purge")
        ahead = services.beat.lease(f"look ahead on {socket.gethostname()}")  # each host extracts for itself
        services.beat.start(cleaning, services.upkeep, lambda: services.metrics.works_on(services.working))
        with marked(**services.network):
            warming = _begun("warm-up", _warm_up, services, ahead, stopping)
            _begun("purge", services.feedback.purge_until, stopping, lambda: purging.wait(PURGE_TURN_SECONDS))
        services.ingestions.start()
        async with tools.lifespan():
            yield
        stopping.set()
        await services.streams.shared(LAST_LOOK_SECONDS)
        await to_thread.run_sync(services.ingestions.stop)
        await to_thread.run_sync(warming.join, LAST_LOOK_SECONDS)
        await to_thread.run_sync(services.beat.stop)
        await to_thread.run_sync(services.upkeep.tell_failures)
        services.feedback.close()
        services.shared.close()
        services.page_images.close()
        if services.traces:
            await to_thread.run_sync(services.traces.close)

    return lifespan


def _begun(name: str, work: Callable[..., None], *values: object) -> threading.Thread:
    """A started daemon thread that keeps the context of log lines."""
    thread = threading.Thread(target=copy_context().run, args=(work, *values), name=name, daemon=True)
    thread.start()
    return thread


def _warm_up(services: Services, lease: Lease, stopping: threading.Event) -> None:
    """Warms the assistant up, again and again until that succeeds, then looks ahead until the server stops.

    What is missing may still come: a first ingestion, disk space, a released lock.
    """
    ahead = LookingAhead(
        services.assistant,
        services.known_examples,
        services.public_kinds,
        parts_without_examples(services.settings),
        lambda: not services.limiter.borrowed_tokens,
        lease,
        services.shared,
    )
    complaint, pause = Complaint(log, "not ready"), RETRY_SECONDS
    while not stopping.is_set():
        try:
            services.assistant.warm_up()
        except Exception as error:  # also a defect, or something unforeseen that may pass
            complaint.tell(error)
        else:
            log.info("ready")
            ahead.until(stopping)
        stopping.wait(pause)
        pause = min(2 * pause, LONGEST_RETRY_SECONDS)
