"""What every request of one running server shares; made once in `app.create_app`, held on `app.state`."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import TypeVar, TypeVarTuple, cast

from anyio import to_thread
from jinja2 import Environment
from starlette.requests import Request

from assistant.answering.examples import Examples
from assistant.errors import UnavailableError
from assistant.feedback.box import FeedbackBox
from assistant.records import Language, Within
from assistant.settings.settings import Settings
from assistant.settings.sites import Site
from assistant.telemetry.traces import Traces
from assistant.web.answers.conversations import Conversations
from assistant.web.answers.streams import Streams
from assistant.web.capacity import CapacityShare
from assistant.web.ingesting.ingestions import Ingestions
from assistant.web.ingesting.uploads import Uploads
from assistant.web.legal.legal import LegalPage
from assistant.web.limits import AtOnce
from assistant.web.look.look import Look
from assistant.web.metrics import Metrics
from assistant.web.oidc.provider import Provider
from assistant.web.protocol import Assistant
from assistant.web.public_kinds import PublicKinds
from assistant.web.readiness import Readiness
from assistant.web.shared.audit_log import AuditLog, Upkeep
from assistant.web.shared.leases import Beat
from assistant.web.shared.limiter import SharedLimiter
from assistant.web.shared.store import SharedStore
from assistant.web.staff_sessions import StaffSessions
from assistant.web.stopping import Stopping
from assistant.web.viewing.page_images import PageImages
from assistant.web.visitor import language_of

_Result = TypeVar("_Result")
_Values = TypeVarTuple("_Values")


@dataclass(frozen=True, slots=True)
class Services:
    """The parts of one server; see the class of each. `services_of(request)` gives them to a route."""

    settings: Settings
    assistant: Assistant
    sessions: StaffSessions
    provider: Provider
    audit: AuditLog
    upkeep: Upkeep  # of the audit log, which is told of sign-ins that fail
    shared: SharedStore
    beat: Beat  # the signs of life of this worker, and its leases
    questions: SharedLimiter  # questions of a visitor in a minute
    conversations: Conversations
    feedback: FeedbackBox
    metrics: Metrics
    traces: Traces | None
    votes: SharedLimiter  # votes of a visitor in a minute
    looks: SharedLimiter  # looks of a visitor at the settings of a website in a minute
    known_examples: Examples
    public_kinds: PublicKinds
    templates: Environment
    privacy: Mapping[Language, str]
    look: Look
    legal: Mapping[tuple[str, Language], LegalPage]
    streams: Streams
    stopping: Stopping
    readiness: Readiness
    at_once: AtOnce  # questions of a visitor at the same time
    images_at_once: AtOnce
    uploads: Uploads
    ingestions: Ingestions
    page_images: PageImages
    limiter: CapacityShare  # of searches, lists and pages
    answer_limiter: CapacityShare  # the same, unless answers wait for a language model

    def examples(self, language: Language, site: Site | None = None) -> list[str]:
        """Example questions: those of the website, else of the operator, else made from the documents searched."""
        if site and site.examples:
            return list(site.examples.get(language, ()))
        if self.settings.examples:
            return list(self.settings.examples.get(language, ()))
        return self.known_examples.of(language, site.within if site else Within())

    def language_of(self, request: Request) -> Language:
        """The language of the caller, by default that of the settings."""
        return language_of(request, self.settings.language)

    @property
    def network(self) -> Mapping[str, str]:
        """The mark of this network in log lines and spans; empty where the process has one network only."""
        return {"network": self.settings.network} if self.settings.network else {}

    @property
    def working(self) -> int:
        """The number of questions and searches of this network that this process works on."""
        return sum(one.holds for one in {self.limiter, self.answer_limiter})

    async def in_thread(self, work: Callable[[*_Values], _Result], *values: *_Values) -> _Result:
        """The result of `work`, called in a thread as soon as the process has capacity for it."""
        return await to_thread.run_sync(work, *values, limiter=self.limiter)

    async def require_ready(self) -> None:
        """Returns if questions can be answered now.

        Raises:
            UnavailableError: why they cannot.
        """
        reason = await to_thread.run_sync(self.assistant.ready)  # which may open a new index
        if reason is not None:
            raise UnavailableError(reason.code, **reason.values) from reason


def services_of(request: Request) -> Services:
    return cast(Services, request.app.state.services)
