"""The nouns of the assistant: frozen records without behaviour that reaches outside.

They are listed in the order in which the data flows: file, document, passage, hit, quote, answer.
All offsets are character offsets (code points) into `Document.text`, half open: `text[start:end]`.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

Audience = Literal["public", "internal"]
DocumentType = Literal["press_release", "study", "minutes", "funding", "other"]
Language = Literal["de", "en"]
BlockKind = Literal["heading", "paragraph", "item", "row"]
Mode = Literal["extractive", "generated"]
# "no_question" is no lack of the documents: the text asks them nothing, and has a reply instead.
Reason = Literal["no_hits", "below_threshold", "not_supported", "out_of_scope", "no_question"]
# To what is said in a conversation without asking anything; "more" where the answer before was all that can be proved,
# "unclear" where there is no answer before that could be meant, "wish" where it cannot be made otherwise.
Reply = Literal["greeting", "thanks", "farewell", "agreement", "about", "wish", "more", "unclear"]
# Why the answer is not, or not wholly, a language model's: too slow, not there, not in the form that is asked for,
# longer than allowed, nothing of it proved, orders in what it was to read, or not allowed to read what staff may see.
Fallback = Literal[
    "model_slow", "model_down", "model_format", "model_too_long", "model_unsupported", "model_unsafe", "model_external"
]
FilterField = Literal["type", "lab", "topic", "date", "document"]

AUDIENCES: tuple[Audience, ...] = ("public", "internal")
DOCUMENT_TYPES: tuple[DocumentType, ...] = ("press_release", "study", "minutes", "funding", "other")
QUOTE_CHARACTERS = 600  # a quote, and what is extracted to be shown as one, is no longer


@dataclass(frozen=True, slots=True)
class Span:
    """A stretch of a text, half open."""

    start: int
    end: int

    def of(self, text: str) -> str:
        return text[self.start : self.end]


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a paged document; `number` counts from 1, `label` is what is printed on it if that is another."""

    number: int
    start: int
    end: int
    label: str = ""


class Box(NamedTuple):
    """`text[start:end]` on page `page` (from 1), in points from the page's upper left corner, as it is shown."""

    start: int
    end: int
    page: int
    left: float
    top: float
    right: float
    bottom: float


@dataclass(frozen=True, slots=True)
class Block:
    """One heading, paragraph, list item or table row. No sentence crosses a block; blocks do not overlap.

    `level` is 1 to 6 for headings and the nesting depth (from 1) for items, else 0.
    """

    kind: BlockKind
    start: int
    end: int
    level: int = 0

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Origin:
    """Where a field of a DocumentInfo comes from: `source` is a code (rule, demand, file, heading, name, text ...),
    `detail` the words or the rule that it was taken from."""

    field: str
    source: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """What a document is, without its text: the part that lists, hits and citations carry.

    `path` is relative to the ingested folder, with forward slashes, NFC; a file inside a file follows its holder
    behind ` › `. Documents of one `series` are versions of one another; `version` is what the file calls itself.
    """

    id: str
    path: str
    title: str
    type: DocumentType
    audience: Audience
    language: Language
    date: datetime.date | None = None
    lab: str | None = None
    topic: str | None = None
    url: str | None = None
    series: str | None = None
    version: str | None = None


@dataclass(frozen=True, slots=True)
class Document:
    """One file as the assistant knows it.

    `location` is the resolved path of the file on this machine; of a file inside a file, the holder's location, a slash
    and its name there. `source` is the location of the file on the disk: its own, or the outermost holder's.
    Read from an index, `superseded_by` is the newest version that the reader may see, and `other_paths` are those of
    further files with the same content.
    """

    info: DocumentInfo
    location: str
    content_hash: str
    text: str
    blocks: tuple[Block, ...]
    pages: tuple[Page, ...] = ()
    warnings: tuple[str, ...] = ()
    source: str = ""
    boxes: bytes = b""
    origins: tuple[Origin, ...] = ()
    superseded_by: DocumentInfo | None = None
    other_paths: tuple[str, ...] = ()

    @property
    def id(self) -> str:
        return self.info.id

    def page_at(self, offset: int) -> int | None:
        """The number of the page that holds `offset`; None for documents without pages."""
        return next((page.number for page in reversed(self.pages) if page.start <= offset), None)


@dataclass(frozen=True, slots=True)
class Passage:
    """The unit that is embedded, found and cited: `text` is exactly `document.text[start:end]`.

    `sentences` are the sentences of the passage with offsets into the document, in reading order.
    `headings` is the heading path at `start`, outermost first.
    """

    document_id: str
    start: int
    end: int
    text: str
    sentences: tuple[Span, ...]
    headings: tuple[str, ...] = ()
    page: int | None = None

    @property
    def id(self) -> str:
        return f"{self.document_id}-{self.start}-{self.end}"

    def text_of(self, span: Span) -> str:
        """The words of a span of the document that lies in the passage."""
        return self.text[span.start - self.start : span.end - self.start]


@dataclass(frozen=True, slots=True)
class Within:
    """What a website searches in, whatever its visitors ask for: documents of one of these labs, and of this topic.

    An empty field lets everything through.
    """

    labs: frozenset[str] = frozenset()
    topic: str | None = None

    def __bool__(self) -> bool:
        return self != Within()


@dataclass(frozen=True, slots=True)
class Filters:
    """What the caller wants to see; an empty field lets everything through. Dates are inclusive.

    `documents` restricts the search to these document ids, `within` to what the website searches in.
    """

    type: DocumentType | None = None
    lab: str | None = None
    topic: str | None = None
    date_from: datetime.date | None = None
    date_to: datetime.date | None = None
    documents: frozenset[str] = frozenset()
    within: Within = Within()

    def __bool__(self) -> bool:
        return self != Filters()


@dataclass(frozen=True, slots=True)
class Hit:
    """A passage that a search found. `rank` counts from 1; `similarity` is the cosine to the query (-1 to 1).

    The fused `score` orders those of one search, but where some made room for other documents. `superseded_by` is the
    newest version that the searcher may see, None for that one itself; `same_in` are other documents with the same
    words, as far as the search came across them. Where no passage answers, `closest` is what of it comes closest.
    """

    passage: Passage
    document: DocumentInfo
    rank: int
    similarity: float
    score: float
    superseded_by: DocumentInfo | None = None
    same_in: tuple[DocumentInfo, ...] = ()
    closest: Quote | None = None


class Exact(NamedTuple):
    """The words of a quote that are the answer: `text` is `document.text[start:end]`, white space aside.

    `at` is where `text` stands in the text of the quote.
    """

    text: str
    start: int
    end: int
    at: int


@dataclass(frozen=True, slots=True)
class Quote:
    """Verbatim text of a document: `text` is `document.text[start:end]` with runs of white space made one space.

    `superseded_by` and `same_in` are as in a Hit. `boxes` are its lines on the pages, where the file is one of pages.
    `exact` are the words in it that answer by themselves, None where none can be told. `headings` are those above it,
    outermost first. `continues` says that its list goes on behind it; `items` are where items of a list begin in
    `text`, 0 also for a row of a table, and `headed` is where the heading ends with which it begins, 0 where it begins
    with none. `elsewhere` is how its section begins, if that has only a number for a heading, and how other places of
    the document do that it only points to; `before` is what it goes on from: how its paragraph begins, what leads its
    list in, the rows that its row is a part of, the sentence that it refers back to.
    """

    document: DocumentInfo
    page: int | None
    text: str
    start: int
    end: int
    superseded_by: DocumentInfo | None = None
    boxes: tuple[Box, ...] = ()
    same_in: tuple[DocumentInfo, ...] = ()
    exact: Exact | None = None
    headings: tuple[str, ...] = ()
    continues: bool = False
    items: tuple[int, ...] = ()
    headed: int = 0
    elsewhere: tuple[str, ...] = ()
    before: tuple[str, ...] = ()

    @property
    def shown_above(self) -> tuple[str, ...]:
        """All that is shown above it, what it goes on from last."""
        return tuple(dict.fromkeys(self.headings + self.elsewhere + self.before))


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered quote; `number` counts from 1 within one answer."""

    number: int
    quote: Quote


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with the numbers of the citations that prove it; `exact` are words of it that answer by themselves."""

    text: str
    citations: tuple[int, ...]
    exact: Span | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What a caller asks, and what the caller may see. `history` holds the earlier questions, oldest first.

    `without_filters` are those that must not be understood from the text, `history_without` from the last question of
    the history, where this one goes on from it.
    """

    text: str
    audiences: frozenset[Audience] = frozenset({"public"})
    language: Language | None = None
    filters: Filters = field(default_factory=Filters)
    history: tuple[str, ...] = ()
    without_filters: frozenset[FilterField] = frozenset()
    history_without: frozenset[FilterField] = frozenset()


class Conflict(NamedTuple):
    """Citations that give different figures for the same thing, the newest first.

    `current` is the number of the newest one, None where the documents do not tell which it is.
    """

    citations: tuple[int, ...]
    current: int | None


class Expired(NamedTuple):
    """A funding programme that is over; `day` was its last one, None where the quote of that `citation` names none.

    `is_paused` where it only takes no applications for now.
    """

    title: str
    day: datetime.date | None
    citation: int
    is_paused: bool = False


class Listing(NamedTuple):
    """Where all `rows` stand that a question asked to be listed: an `address` on this server."""

    address: str
    rows: int


@dataclass(frozen=True, slots=True)
class Answer:
    """Sentences with the citations that prove them, or an abstention with its reason and next step.

    `related` are the nearest passages: what a language model may write from, and help when the assistant abstains.
    `filters` were in force, of them those `understood` came from the words of the question. `fallback` says why a model
    that should have written the answer did not: in the mode "extractive" quotes took its place, in "generated" the
    sentences that were proved before stand alone. Of what it wrote, `refused` sentences were not proved, and
    `bad_marks` named passages that do not exist or do not speak of it. `listing` is there where a list was asked for.
    `resolved` is the question as it was understood, with what it takes over from the conversation and its parts one by
    one; None where it was taken as it is. `unanswered` are the parts that no document answers. `not_mentioned` is what
    it names, in its words, and no passage found does; `suggested` are questions that may have been meant. `expired` are
    cited programmes that are over. An answer that `is_unsure` may be one to another question. `read_otherwise` says
    that a question went on from the one before, or began a topic, though its words say the opposite. `reply` is what is
    said to a text that asks nothing.
    """

    question: str
    language: Language
    mode: Mode
    sentences: tuple[Sentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    reason: Reason | None = None
    related: tuple[Hit, ...] = ()
    took_ms: float = 0.0
    filters: Filters = Filters()
    understood: frozenset[FilterField] = frozenset()
    fallback: Fallback | None = None
    refused: int = 0
    bad_marks: int = 0
    listing: Listing | None = None
    conflicts: tuple[Conflict, ...] = ()
    resolved: str | None = None
    unanswered: tuple[str, ...] = ()
    not_mentioned: tuple[str, ...] = ()
    suggested: tuple[str, ...] = ()
    expired: tuple[Expired, ...] = ()
    is_unsure: bool = False
    read_otherwise: Literal["goes_on", "begins"] | None = None
    reply: Reply | None = None

    @property
    def status(self) -> Literal["answered", "abstained"]:
        """Derived from the citations, never stored beside them."""
        return "answered" if self.citations else "abstained"

    @property
    def text(self) -> str:
        """The answer as one string, each sentence followed by its marks: `... [1] ... [2]`."""
        marks = ("".join(f" [{number}]" for number in sentence.citations) for sentence in self.sentences)
        return " ".join(sentence.text + mark for sentence, mark in zip(self.sentences, marks, strict=True))
