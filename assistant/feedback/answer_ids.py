"""An answer that was given, as far as feedback needs it, and its id: signed by the server, stored nowhere.

    answer id = base64url(JSON of GivenAnswer) "." base64url(HMAC-SHA256)

So nobody can vote on an answer that was never given, and no answer has to be kept in case somebody votes.
"""

from __future__ import annotations

import base64
import binascii
import datetime
import hashlib
import hmac
import json
import secrets
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from typing import Any, NamedTuple

from assistant.answering.understanding.understand import understand
from assistant.errors import InputError
from assistant.records import Answer, Audience, Language, Mode, Question, Reason

# One working day later the documents may say something else, and the visitor's tab is closed.
LIFETIME_HOURS = 24
LONGEST_ID = 24_576  # characters; a question and three before it, at most LONGEST_KEPT each, take 22,000
LONGEST_KEPT = 1000
MAX_PLACES = 5  # an answer has at most so many sentences
_PURPOSE = b"answer-id 1\0"


class DocumentSpan(NamedTuple):
    """A stretch of a document, half open, in characters."""

    document: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """An answer without its words. `key` is random; `asked` is in seconds since 1970.

    `places` are what it cites, or what came near where it abstains for a `reason`. `audience` is "internal" if staff
    asked. `question` is empty where no question is kept; `history` holds the questions that it goes on from: the one
    that began the topic, and the last two.
    """

    key: str
    asked: int
    audience: Audience
    language: Language
    mode: Mode
    reason: Reason | None
    places: tuple[DocumentSpan, ...]
    question: str = ""
    history: tuple[str, ...] = ()

    @property
    def day(self) -> datetime.date:
        return datetime.date.fromtimestamp(self.asked)

    @property
    def documents(self) -> list[str]:
        """The ids of the documents that it cites, each once; an abstention cites none."""
        return [] if self.reason else list(dict.fromkeys(place.document for place in self.places))


def given(answer: Answer, question: Question, now: float, *, with_question: bool) -> GivenAnswer:
    """What feedback needs of `answer`, under a new key; the question only if it may be kept."""
    quotes = [citation.quote for citation in answer.citations]
    cited = [DocumentSpan(quote.document.id, quote.start, quote.end) for quote in quotes]
    near = [DocumentSpan(hit.document.id, hit.passage.start, hit.passage.end) for hit in answer.related]
    return GivenAnswer(
        key=secrets.token_urlsafe(16),
        asked=int(now),
        audience="internal" if "internal" in question.audiences else "public",
        language=answer.language,
        mode=answer.mode,
        reason=answer.reason,
        places=tuple((near if answer.reason else cited)[:MAX_PLACES]),
        question=question.text[:LONGEST_KEPT] if with_question else "",
        history=_subject(question) if with_question else (),
    )


def _subject(question: Question) -> tuple[str, ...]:
    """The questions before, where this one cannot be understood without them."""
    since = understand(question).since
    if since is None:
        return ()
    earlier = (question.history[since], *question.history[since + 1 :][-2:])
    return tuple(text[:LONGEST_KEPT] for text in earlier)


def sign(one: GivenAnswer, secret: bytes) -> str:
    """The id of the answer."""
    body = _encoded(json.dumps(asdict(one), ensure_ascii=False, separators=(",", ":")).encode())
    return f"{body}.{_encoded(_mac(body, secret))}"


def read(answer_id: str, secret: bytes, now: float) -> GivenAnswer:
    """The answer that an id stands for; the signature is compared in constant time before anything is parsed.

    Raises:
        InputError: this server did not give it, or more than LIFETIME_HOURS ago.
    """
    one = read_whenever(answer_id, secret)
    if now > one.asked + LIFETIME_HOURS * 3600:
        raise InputError("answer_id_expired", hours=LIFETIME_HOURS)
    return one


def read_whenever(answer_id: str, secret: bytes) -> GivenAnswer:
    """As `read`, however long ago it was given: for whoever asks what is kept of it. Raises InputError."""
    body, _, mac = answer_id.partition(".")
    try:
        is_ours = hmac.compare_digest(_decoded(mac), _mac(body, secret))
    except (ValueError, binascii.Error) as error:
        raise InputError("answer_id_unknown") from error
    if not is_ours:
        raise InputError("answer_id_unknown")
    values: dict[str, Any] = json.loads(_decoded(body))
    return GivenAnswer(**{**values, "places": _places(values["places"]), "history": tuple(values["history"])})


def _places(stored: Sequence[Sequence[Any]]) -> tuple[DocumentSpan, ...]:
    return tuple(DocumentSpan(*place) for place in stored)


def _mac(body: str, secret: bytes) -> bytes:
    return hmac.digest(secret, _PURPOSE + body.encode(), hashlib.sha256)


def _encoded(content: bytes) -> str:
    return base64.urlsafe_b64encode(content).decode().rstrip("=")


def _decoded(text: str) -> bytes:
    """Raises ValueError for what is not base64url."""
    return base64.b64decode(text + "=" * (-len(text) % 4), altchars=b"-_", validate=True)
