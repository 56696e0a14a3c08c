"""What every request of one running server shares; made once in `app.create_app`, held on `app.state`."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import cast

from anyio import to_thread
from jinja2 import Environment
from starlette.requests import Request

from assistant.answering.examples import Examples
from assistant.errors import UnavailableError
from assistant.feedback.box import FeedbackBox
from assistant.records import Language, Within
from assistant.settings import Settings
from assistant.sites import Site
from assistant.telemetry.traces import Traces
from assistant.web.answers.conversations import Conversations
from assistant.web.answers.streams import Streams
from assistant.web.auth import StaffSessions
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
from assistant.web.shared.audit_log import AuditLog
from assistant.web.shared.leases import Beat
from assistant.web.shared.limiter import SharedLimiter
from assistant.web.shared.store import SharedStore
from assistant.web.stopping import Stopping
from assistant.web.viewing.page_images import PageImages


@dataclass(frozen=True, slots=True)
class Services:
    """The parts of one server; see the class of each. `services_of(request)` gives them to a route."""

    settings: Settings
    assistant: Assistant
    sessions: StaffSessions
    provider: Provider
    audit: AuditLog
    shared: SharedStore
    beat: Beat
    questions: SharedLimiter
    conversations: Conversations
    feedback: FeedbackBox
    metrics: Metrics
    traces: Traces | None
    votes: SharedLimiter
    looks: SharedLimiter
    known_examples: Examples
    public_kinds: PublicKinds
    templates: Environment
    privacy: Mapping[Language, str]
    look: Look
    legal: Mapping[tuple[str, Language], LegalPage]
    streams: Streams
    stopping: Stopping
    readiness: Readiness
    at_once: AtOnce
    images_at_once: AtOnce
    uploads: Uploads
    ingestions: Ingestions
    page_images: PageImages
    places: CapacityShare
    asking: CapacityShare

    def examples(self, language: Language, site: Site | None = None) -> list[str]:
        """Questions to begin with: the website's own, else the operator's, else those made from what it searches in."""
        if site and site.examples:
            return list(site.examples.get(language, ()))
        if self.settings.examples:
            return list(self.settings.examples.get(language, ()))
        return self.known_examples.of(language, site.within if site else Within())

    @property
    def network(self) -> Mapping[str, str]:
        """What tells lines and spans of this network from those of others in one process; empty where there is one."""
        return {"network": self.settings.network} if self.settings.network else {}

    @property
    def working(self) -> int:
        """How many questions and searches of this network this process works on."""
        return sum(one.holds for one in {self.places, self.asking})

    async def require_ready(self) -> None:
        """Returns when questions can be answered. In a thread: it may open a new index.

        Raises:
            UnavailableError: the reason why not, in the words of whatever is missing.
        """
        reason = await to_thread.run_sync(self.assistant.ready)
        if reason is not None:
            raise UnavailableError(reason.code, **reason.values) from reason


def services_of(request: Request) -> Services:
    return cast(Services, request.app.state.services)
