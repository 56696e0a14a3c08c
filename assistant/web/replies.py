"""The shapes of the JSON that goes out: what `contract.py` fills, and what the description of the API is made from.

Days are ISO 8601 (`2024-05-03`). Places are code points of the document's text, half open: `text[start:end]`.
"""

from __future__ import annotations

from typing import Annotated, Literal, NotRequired

from pydantic import Field
from typing_extensions import TypedDict  # pydantic asks for this one before Python 3.12

from assistant.records import Audience, DocumentType, Fallback, FilterField, Language, Mode, Reason

Number = Annotated[int, Field(ge=1)]
NonNegative = Annotated[int, Field(ge=0)]


class Named(TypedDict):
    """A document by its name."""

    id: str
    title: str


class Cited(TypedDict):
    """A document as citations and passages name it; `superseded_by` is its newest version if it is not that itself."""

    id: str
    title: str
    type: DocumentType
    date: str | None
    url: str | None
    path: str
    audience: Audience
    language: Language
    version: str | None
    superseded_by: Named | None


class Listed(Cited):
    """A document as the list of documents names it."""

    lab: str | None
    topic: str | None
    series: str | None


class Page(TypedDict):
    """A page of a document, counted from 1; `label` is what is printed on it if that is another number, else empty."""

    number: Number
    start: NonNegative
    end: NonNegative
    label: str


class Origin(TypedDict):
    """Where a field of a document comes from, for example from its front matter, a rule, or its text."""

    field: str
    source: str
    detail: str


class Document(Listed):
    """A document with its text. `warnings` say what was left out of it, to the staff only."""

    text: str
    pages: list[Page]
    origins: list[Origin]
    warnings: list[str]
    other_paths: list[str]


class Documents(TypedDict):
    """The documents that the caller may see."""

    documents: list[Listed]


class Exact(TypedDict):
    """The words that answer by themselves, with their place."""

    text: str
    start: NonNegative
    end: NonNegative


class Sentence(TypedDict):
    """A sentence of an answer, and the numbers of the citations that prove it."""

    text: str
    citations: list[Number]
    exact: Exact | None


class Box(TypedDict):
    """A line of a quote on a page, in points from the page's upper left corner."""

    start: NonNegative
    end: NonNegative
    page: Number
    left: float
    top: float
    right: float
    bottom: float


class Place(TypedDict):
    """A quote, word for word, and where it stands in its document; `link` opens it there."""

    page: Number | None
    quote: str
    start: NonNegative
    end: NonNegative
    link: str


class Citation(Place):
    """What proves a sentence; `continues` says that a list goes on behind the quote."""

    number: Number
    document: Cited
    section: str | None
    continues: bool
    boxes: list[Box]
    also_in: list[Named]
    exact: Exact | None


class Hit(TypedDict):
    """A passage that a search found; `before` and `after` are what stands beside it, where that is asked for."""

    rank: Number
    document: Cited
    section: str | None
    page: Number | None
    text: str
    start: NonNegative
    end: NonNegative
    similarity: Annotated[float, Field(description="cosine; higher is closer")]
    also_in: list[Named]
    before: NotRequired[str]
    after: NotRequired[str]


class Hits(TypedDict):
    """The passages that a search found, best first."""

    hits: list[Hit]


class Conflict(TypedDict):
    """Citations that give different figures for the same thing, the newest first, and a sentence about it."""

    citations: list[Number]
    current: Number | None
    text: str


class Expired(TypedDict):
    """A funding programme that an answer cites and that is over, or `paused`: it takes no applications for now, or
    `call_over`: the last deadline that is told is past; its last day, the citation that says so, and a sentence. Or a
    decision of minutes, by their title and its day, that is `repealed`."""

    title: str
    status: Literal["paused", "expired", "call_over", "repealed"]
    day: str | None
    citation: Number
    text: str


class AppliedFilter(TypedDict):
    """A filter that was in force; `source` says who stated it. Of dates `value` is `2023-05-01/..`, for example."""

    field: FilterField
    value: str
    label: str
    source: Literal["question", "request", "site"]


class Listing(TypedDict):
    """Where all rows stand that a question asked to be listed: an address on this server. `shown` are in the answer."""

    text: Annotated[str, Field(description="what leads there says this")]
    address: str
    rows: NonNegative
    shown: NonNegative


class Answer(TypedDict):
    """An answer, each sentence proved by quotes; or an abstention, which has a reason, a contact and near passages."""

    status: Literal["answered", "abstained"]
    reason: Reason | None
    answer: Annotated[str, Field(description="the sentences, with the marks [1], [2] of their citations")]
    sentences: list[Sentence]
    citations: list[Citation]
    conflicts: list[Conflict]
    mode: Mode
    fallback: Annotated[Fallback | None, Field(description="why a language model did not word it, or not wholly")]
    refused: NonNegative
    bad_marks: NonNegative
    resolved: Annotated[str | None, Field(description="the question as it was understood, where it is another one")]
    unanswered: Annotated[list[str], Field(description="the parts of the question without an answer")]
    not_mentioned: Annotated[
        list[str],
        Field(description="what the question names, in its words, and no passage found does, or no document"),
    ]
    suggested: Annotated[
        list[str],
        Field(description="questions that may have been meant, with a name as documents spell it; or to begin with"),
    ]
    expired: list[Expired]
    caution: Annotated[str | None, Field(description="to be shown first, where it may be no answer to the question")]
    filters: list[AppliedFilter]
    language: Language
    conversation_id: Annotated[str, Field(description="sent with the next question, it makes that a follow-up")]
    took_ms: Annotated[float, Field(ge=0)]
    reply: NotRequired[Annotated[str, Field(description="said to who asks nothing, or for what is not shown here")]]
    listing: NotRequired[Listing]
    contact: NotRequired[Annotated[str | None, Field(description="whom to ask, of an abstention")]]
    related: NotRequired[Annotated[list[Hit], Field(description="what came near, of an abstention")]]
    answer_id: NotRequired[Annotated[str | None, Field(description="for a vote; null while none can be taken")]]
    kept_days: NotRequired[Annotated[int, Field(ge=0, description="for how long a question without answer is kept")]]


class Problem(TypedDict):
    """What happened and what to do, in the language of the caller (RFC 9457); `type` is the same in every language."""

    type: Annotated[str, Field(pattern="^urn:wissens-assistent:[a-z0-9_]+$")]
    title: str
    status: Annotated[int, Field(ge=400, le=599)]
    detail: Annotated[str, Field(description="what happened, to what")]
    remedy: Annotated[str, Field(description="what to do")]


class Alive(TypedDict):
    """The server is there."""

    status: Literal["ok"]


class Progress(TypedDict):
    """How far the process that was asked is with the index: the generation that it answers from, and the published one.

    null where there is none, or it does not know yet.
    """

    served: int | None
    published: int | None
    doing: Literal["nothing", "loading_model", "building_index", "tidying_index"]


class Dependency(TypedDict):
    """Something that answers need; of what is missing, why and what to do; of the index, how far it is."""

    name: str
    state: Literal["ok", "missing"]
    needed: bool
    detail: NotRequired[str]
    remedy: NotRequired[str]
    progress: NotRequired[Progress]


class Ready(TypedDict):
    """Questions can be answered; `dependencies` is for staff alone."""

    status: Literal["ready"]
    dependencies: NotRequired[list[Dependency]]


class Voted(TypedDict):
    """The vote that was taken; if it is `wrong`, the question is kept for `kept_days` days."""

    verdict: Literal["helpful", "wrong"]
    kept_days: NonNegative


class Site(TypedDict):
    """What the element says on a website; an empty text is left to the element."""

    key: str
    heading: str
    greeting: str
    contact: str
    examples: list[str]
