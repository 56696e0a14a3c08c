"""A client for programs that ask a running assistant.

with Client("https://assistant.example") as client:
    answer = client.ask("Wer kann einen Antrag stellen?")
    print(answer.text)
    for citation in answer.citations:
        print(citation.number, citation.title, citation.quote, citation.link)
"""

from __future__ import annotations

import json
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from types import TracebackType
from typing import Any, Literal
from urllib.parse import quote

import httpx

from assistant.records import Language

# A server that has just been started loads its models for so long at most; what takes longer is no start.
PATIENCE_SECONDS = 60.0
# A server, or a proxy before it, that says "at once" is not asked thousands of times a minute.
LEAST_PAUSE_SECONDS = 1.0


class ProblemError(Exception):
    """The server refused: what happened (`detail`) and what to do (`remedy`), in the language of the client.

    `code` stays the same in every language; `status` is that of HTTP, 0 where no server answered.
    """

    def __init__(self, code: str, status: int, detail: str, remedy: str) -> None:
        super().__init__(f"{detail} {remedy}".strip())
        self.code = code
        self.status = status
        self.detail = detail
        self.remedy = remedy


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A place in a document, [start, end) in characters of its text; `link` opens it there. `date` is ISO 8601."""

    title: str
    section: str | None
    page: int | None
    date: str | None
    document: str
    start: int
    end: int
    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Citation(Place):
    """A numbered quote: what stands at its place, word for word."""

    number: int
    quote: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence of an answer, and the numbers of the citations that prove it."""

    text: str
    citations: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """What the server found. An abstention has a `reason` and a `contact`; `json` is the object of the contract."""

    status: Literal["answered", "abstained"]
    text: str
    sentences: tuple[Sentence, ...]
    citations: tuple[Citation, ...]
    reason: str | None
    contact: str | None
    conversation: str
    json: Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Passage(Place):
    """A passage that a search found; `rank` is from 1, `similarity` a cosine."""

    rank: int
    text: str
    similarity: float


class Client:
    """Thread-safe, as httpx is. `token` is that of the staff; without it only what is public is seen.

    A server that is starting, or wants a pause, is asked again for at most `patience_seconds`.
    """

    def __init__(
        self,
        server: str,
        token: str | None = None,
        *,
        language: Language = "de",
        timeout_seconds: float = 120.0,
        patience_seconds: float = PATIENCE_SECONDS,
    ) -> None:
        headers = {"Accept-Language": language, **({"Authorization": f"Bearer {token}"} if token else {})}
        self._http = httpx.Client(base_url=server, headers=httpx.Headers(headers, "utf-8"), timeout=timeout_seconds)
        self._server = server.rstrip("/")
        self._patience = patience_seconds

    def __enter__(self) -> Client:
        return self

    def __exit__(self, _: type[BaseException] | None, __: BaseException | None, ___: TracebackType | None) -> None:
        self.close()

    def close(self) -> None:
        self._http.close()

    def ask(
        self, question: str, *, conversation: str | None = None, filters: Mapping[str, str] | None = None
    ) -> Answer:
        """The answer; in the `conversation` of an earlier one it may be a follow-up.

        Raises:
            ProblemError: the server refused, or could not be reached.
        """
        return self._answer(self._call("POST", "/api/ask", json=_asking(question, conversation, filters)))

    def stream(
        self, question: str, *, conversation: str | None = None, filters: Mapping[str, str] | None = None
    ) -> Iterator[Sentence | Answer]:
        """Each sentence as soon as it is proved; the whole answer at the end. Raises as `ask` does, and where the line
        ends before the answer does. It is asked once, however long the server needs."""
        body, headers = _asking(question, conversation, filters), {"Accept": "text/event-stream"}
        try:
            with self._http.stream("POST", "/api/ask", json=body, headers=headers) as response:
                if response.is_error:
                    response.read()
                    raise _problem(response)
                for name, content in _events(response.iter_lines()):
                    match name:
                        case "sentence":
                            yield _sentence(content)
                        case "error":
                            raise _told(content)
                        case "done":
                            yield self._answer(content)
                            return
                raise ProblemError("stream_cut", response.status_code, f"{self._server}: the answer broke off.", "")
        except httpx.HTTPError as error:
            raise _unreachable(self._server, error) from error

    def search(self, query: str, *, k: int = 10, filters: Mapping[str, str] | None = None) -> list[Passage]:
        """The `k` best passages. Raises as `ask` does."""
        found = self._call("GET", "/api/search", params={"q": query, "k": k, **(filters or {})})
        return [self._passage(hit) for hit in found["hits"]]

    def documents(self) -> list[Mapping[str, Any]]:
        """Every document that may be seen, as in the contract. Raises as `ask` does."""
        documents: list[Mapping[str, Any]] = self._call("GET", "/api/documents")["documents"]
        return documents

    def document(self, id: str) -> Mapping[str, Any]:
        """One document with its text, as in the contract. Raises as `ask` does."""
        return self._call("GET", f"/api/documents/{quote(id, safe='')}")

    def _call(self, method: str, path: str, **values: Any) -> dict[str, Any]:
        end = time.monotonic() + self._patience
        while True:
            try:
                response = self._http.request(method, path, **values)
            except httpx.HTTPError as error:
                raise _unreachable(self._server, error) from error
            if not response.is_error:
                return _object(response)
            pause = _pause(response)
            if pause is None or time.monotonic() + pause > end:
                raise _problem(response)
            time.sleep(pause)

    def _answer(self, found: Mapping[str, Any]) -> Answer:
        return Answer(
            status=found["status"],
            text=found["answer"],
            sentences=tuple(_sentence(one) for one in found["sentences"]),
            citations=tuple(self._citation(one) for one in found["citations"]),
            reason=found["reason"],
            contact=found.get("contact"),
            conversation=found["conversation_id"],
            json=found,
        )

    def _citation(self, one: Mapping[str, Any]) -> Citation:
        return Citation(number=one["number"], quote=one["quote"], link=self._server + one["link"], **_place(one))

    def _passage(self, hit: Mapping[str, Any]) -> Passage:
        place = _place(hit)
        link = f"{self._server}/documents/{place['document']}?start={place['start']}&end={place['end']}#quote"
        return Passage(rank=hit["rank"], text=hit["text"], similarity=hit["similarity"], link=link, **place)


def _asking(question: str, conversation: str | None, filters: Mapping[str, str] | None) -> dict[str, Any]:
    return {"question": question, "conversation_id": conversation, "filters": dict(filters) if filters else None}


def _sentence(one: Mapping[str, Any]) -> Sentence:
    return Sentence(one["text"], tuple(one["citations"]))


def _place(one: Mapping[str, Any]) -> dict[str, Any]:
    document = one["document"]
    place = {name: one[name] for name in ("section", "page", "start", "end")}
    return {"title": document["title"], "date": document["date"], "document": document["id"], **place}


def _events(lines: Iterator[str]) -> Iterator[tuple[str, dict[str, Any]]]:
    """The events of a stream, as (name, object); comments are left out. Source: HTML standard, server-sent events."""
    name, content = "", ""
    for line in lines:
        field, _, value = line.partition(":")
        match field:
            case "event":
                name = value.strip()
            case "data":
                content += value.strip()
            case "" if not line and content:
                yield name, json.loads(content)
                name, content = "", ""


def _pause(response: httpx.Response) -> float | None:
    """Seconds after which the same request may succeed; None if it never will by itself."""
    after = response.headers.get("Retry-After", "")
    if response.status_code not in (429, 503) or not (after.isascii() and after.isdigit()):
        return None
    return max(float(after), LEAST_PAUSE_SECONDS)


def _object(response: httpx.Response) -> dict[str, Any]:
    try:
        found = response.json()
    except ValueError:
        found = None
    if not isinstance(found, dict):
        raise ProblemError(
            "no_json", response.status_code, f"{response.url}: no JSON object.", "Is this the assistant?"
        )
    return found


def _problem(response: httpx.Response) -> ProblemError:
    """What the server says; a proxy before it may call something else the status."""
    return _told({**_object(response), "status": response.status_code})


def _told(problem: Mapping[str, Any]) -> ProblemError:
    code = str(problem.get("type", "")).rsplit(":", 1)[-1]
    return ProblemError(code, problem["status"], str(problem.get("detail", "")), str(problem.get("remedy", "")))


def _unreachable(server: str, error: httpx.HTTPError) -> ProblemError:
    return ProblemError("unreachable", 0, f"{server}: {error or type(error).__name__}.", "Is the server running?")
