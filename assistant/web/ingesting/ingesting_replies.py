"""The shapes of the JSON about files, runs and documents for the staff. Times are ISO 8601 with their offset."""

from __future__ import annotations

from typing import Literal, NotRequired

from typing_extensions import TypedDict

from assistant.records import Audience, DocumentType
from assistant.web import replies


class TakenIn(TypedDict):
    """What became of a file that was sent; of one that was not taken in, whether the same may be at another time."""

    name: str
    status: Literal["stored", "replaced", "unchanged", "moved", "exists", "withheld", "failed"]
    reason: str | None
    remedy: str | None
    retryable: NotRequired[bool]


class Received(TypedDict):
    """What became of each file: a wrong one does not keep the others out."""

    files: list[TakenIn]


class Uploaded(TypedDict):
    """An uploaded file and how far it is; `types` are the kinds of the documents that were read from it, `warnings`
    what a person should know of it, or of a file inside it."""

    audience: Audience
    name: str
    bytes: int
    changed: str
    state: Literal["waiting", "indexed", "failed"]
    reason: str | None
    remedy: str | None
    types: list[DocumentType]
    warnings: list[str]


class UploadLimits(TypedDict):
    """How large one file and all of them may be, in megabytes."""

    file_mb: int
    all_mb: int


class Uploads(TypedDict):
    """The uploads, and what may be uploaded."""

    uploads: list[Uploaded]
    limits: UploadLimits


class Removed(TypedDict):
    """The name of the file that was removed."""

    removed: str


class Trouble(TypedDict):
    """Why a run could not begin or end, and what to do."""

    reason: str
    remedy: str | None


class Now(TypedDict):
    """What goes on: `busy` while there is, or will soon be, a run; `elsewhere` if another program runs it."""

    busy: bool
    running: bool
    elsewhere: bool
    waiting: bool
    troubles: list[Trouble]


class Failed(TypedDict):
    """A file that did not become a document: why, and what to do."""

    path: str
    reason: str
    remedy: str


class Warned(TypedDict):
    """What a person should know about a document that was taken in."""

    path: str
    warning: str


class Report(TypedDict):
    """What came of a run: `added`, `updated`, `unchanged` and `removed` count documents."""

    added: int
    updated: int
    unchanged: int
    removed: int
    failed: list[Failed]
    warnings: NotRequired[list[Warned]]
    passages: int
    seconds: float


class Run(TypedDict):
    """An ingestion run; `progress` counts files, done ones and new passages, `report` is there once it is finished."""

    number: int
    status: Literal["running", "finished", "interrupted"]
    started: str
    finished: str | None
    progress: dict[str, int] | None
    report: Report | None
    paths: list[str]


class Runs(TypedDict):
    """The latest runs, newest first, and what goes on now."""

    now: Now
    runs: list[Run]


class Started(TypedDict):
    """A run was begun."""

    started: Literal[True]


class Job(TypedDict):
    """Something to be done; `troubles` are those of its last try, `due` is when it may begin."""

    id: int
    kind: Literal["uploads", "again", "paths", "source", "mirror"]
    what: str
    state: Literal["waiting", "running", "failed"]
    tries: int
    added: str
    due: str
    troubles: list[Trouble]


class Source(TypedDict):
    """A source of the settings; `attempted` is when its last fetch began.

    `outgrown` names the files that became too large there, so that their earlier version still counts here.
    """

    key: str
    audience: Audience
    attempted: str | None
    outgrown: list[str]


class Jobs(TypedDict):
    """The jobs, the oldest first, and the sources; `worked` is false while no worker lives that does them."""

    worked: bool
    jobs: list[Job]
    sources: list[Source]


class Retried(TypedDict):
    """The job is tried anew."""

    retried: Literal[True]


class Dismissed(TypedDict):
    """The job is forgotten."""

    dismissed: Literal[True]


class Queued(TypedDict):
    """The source will be fetched."""

    queued: Literal[True]


class Row(TypedDict):
    """A document, or a file that became none (`failed`: then only path, reason and remedy are known)."""

    state: Literal["indexed", "failed"]
    path: str
    reason: NotRequired[str]
    remedy: NotRequired[str]
    id: NotRequired[str]
    title: NotRequired[str]
    type: NotRequired[str]
    date: NotRequired[str | None]
    url: NotRequired[str | None]
    audience: NotRequired[Audience]
    version: NotRequired[str | None]
    superseded_by: NotRequired[replies.Named | None]
    language: NotRequired[str]
    lab: NotRequired[str | None]
    topic: NotRequired[str | None]
    series: NotRequired[str | None]
    supersedes: NotRequired[list[replies.Named]]
    pages: NotRequired[int]
    passages: NotRequired[int]
    source: NotRequired[str]
    copies: NotRequired[list[str]]
    warnings: NotRequired[list[str]]
    link: NotRequired[str]


class Rows(TypedDict):
    """A page of the documents; `counts` says how many of all there are in each state."""

    total: int
    page: int
    pages: int
    counts: dict[Literal["indexed", "warned", "copied", "superseded", "failed"], int]
    rows: list[Row]
