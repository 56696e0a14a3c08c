"""The shapes of the JSON that only the staff get: gaps, votes and numbers. Days are ISO 8601."""

from __future__ import annotations

from typing import Literal

from typing_extensions import TypedDict

from assistant.feedback.store import Verdict
from assistant.records import Audience, DocumentType, Language, Mode, Reason
from assistant.web import replies


class Near(TypedDict):
    """What came near an unanswered question."""

    document: replies.Cited
    page: int | None
    start: int
    end: int
    sentences: list[str]


class Gap(TypedDict):
    """Questions that mean the same and had no answer, or a wrong one; `reasons` says how often for which reason."""

    id: str
    question: str
    history: list[str]
    count: int
    first: str
    last: str
    language: Language
    reasons: dict[Reason | Literal["wrong"], int]
    audiences: list[Audience]
    wordings: list[str]
    comments: list[str]
    related: list[Near]


class Unanswered(TypedDict):
    """So many questions of one day had no answer."""

    day: str
    reason: Reason
    audience: Audience
    language: Language
    number: int


class CountedDocument(TypedDict):
    """A document and how often it was cited; without a title if it is gone."""

    id: str
    title: str | None
    number: int


class Votes(TypedDict):
    """How many answers were said to be helpful or wrong, and what the wrong ones cite."""

    helpful: int
    wrong: int
    wrong_documents: list[CountedDocument]


class Gaps(TypedDict):
    """A page of the gaps; `total` counts those that are wanted, questions are kept for `kept_days` days."""

    kept_days: int
    total: int
    page: int
    gaps: list[Gap]
    unanswered: list[Unanswered]
    votes: Votes


class Turned(TypedDict):
    """The test question that a gap became: line `line` of the file; `added` is false if it stood there already."""

    added: bool
    line: int
    gold: dict[str, object]


class Dismissed(TypedDict):
    """How many questions were removed."""

    removed: int


class VotedDocument(TypedDict):
    """A document that an answer cites; without a title if it is gone."""

    id: str
    title: str | None


class Vote(TypedDict):
    """What was said of an answer; question and comment only as long as they are kept. `gap` is a page of the staff."""

    day: str
    verdict: Verdict
    mode: Mode
    documents: list[VotedDocument]
    question: str | None
    comment: str | None
    in_gold: bool
    gap: str | None


class VotesPage(TypedDict):
    """A page of the votes, the newest first."""

    total: int
    page: int
    votes: list[Vote]


class Day(TypedDict):
    """How many questions of a day had an answer."""

    day: str
    answered: int
    unanswered: int


class Statistics(TypedDict):
    """What was asked in a period, in numbers, the most frequent first. `labs`, `topics`, `types`: of citations."""

    first: str
    last: str
    days: list[Day]
    reasons: dict[Reason, int]
    languages: dict[Language, int]
    audiences: dict[Audience, int]
    modes: dict[Mode, int]
    votes: dict[Verdict, int]
    documents: list[CountedDocument]
    labs: dict[str, int]
    topics: dict[str, int]
    types: dict[DocumentType, int]
