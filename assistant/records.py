"""The records that the rooms hand to each other, in the order of the data: document, passage, hit, quote, answer.

Frozen, without I/O. Offsets count characters (code points) of `Document.text`, half open: `text[start:end]`.
"""

from __future__ import annotations

import datetime
from dataclasses import dataclass, field
from typing import Literal, NamedTuple

from assistant.notices import Notice
from assistant.spans import Span as Span

Audience = Literal["public", "internal"]
DocumentType = Literal["press_release", "study", "minutes", "funding", "other"]
Language = Literal["de", "en"]
BlockKind = Literal["heading", "paragraph", "item", "row"]
Mode = Literal["extractive", "generated"]
Reason = Literal["no_hits", "below_threshold", "not_supported", "out_of_scope", "no_programme", "no_question"]
# To what asks nothing ("no_question"). "more": the answer before was all that can be proved; "unclear": there is none
# that could be meant; "wish": it cannot be in another form; "public_alone": internal documents are asked for in vain.
Reply = Literal[
    "greeting", "thanks", "farewell", "agreement", "about", "wish", "more", "unclear", "wordless", "public_alone"
]
# Why not all is by the language model: too slow, not reached, not in the form, too much or nothing that is proved,
# orders to it in what it would have read, internal text that it may not read.
Fallback = Literal[
    "model_slow", "model_down", "model_format", "model_too_long", "model_unsupported", "model_unsafe", "model_external"
]
FilterField = Literal["type", "lab", "topic", "date", "document"]
UnderstoodField = Literal["type", "lab", "date"]  # those that a question can state

AUDIENCES: tuple[Audience, ...] = ("public", "internal")
PUBLIC: frozenset[Audience] = frozenset({"public"})
STAFF = frozenset(AUDIENCES)
DOCUMENT_TYPES: tuple[DocumentType, ...] = ("press_release", "study", "minutes", "funding", "other")
QUOTE_CHARACTERS = 600  # the longest quote


@dataclass(frozen=True, slots=True)
class Page:
    """One page of a paged document; `number` counts from 1, `label` is the printed page number if it differs."""

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
    """Where a field of a DocumentInfo comes from.

    `source` is a code (rule, demand, file, heading, name, text ...), `detail` the words or the rule.
    """

    field: str
    source: str
    detail: str = ""


@dataclass(frozen=True, slots=True)
class DocumentInfo:
    """The metadata of a document, which lists, hits and citations carry.

    `path` is relative to the ingested folder, with forward slashes, NFC; for a file inside a file it is that of the
    holder, ` › ` and the name. Documents of one `series` are versions of each other; `version` is what the file calls
    its own.
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
    """One file with its text.

    Attributes:
        location: the resolved path on this machine; for a file inside a file that of the holder, a slash and the name.
        source: the location of the file on the disk: its own, or the outermost holder's.
        boxes: where the words stand on the pages, packed (`reading/boxes.py`).
        superseded_by: the newest version that the caller may see, once read from an index.
        other_paths: the paths of other files with the same content, once read from an index.
    """

    info: DocumentInfo
    location: str
    content_hash: str
    text: str
    blocks: tuple[Block, ...]
    pages: tuple[Page, ...] = ()
    warnings: tuple[Notice, ...] = ()
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
    """The unit that is embedded and found: `text` is exactly `document.text[start:end]`.

    `sentences` are its sentences in reading order, with offsets into the document; `headings` are those above its
    start, outermost first.
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

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    def text_of(self, span: Span) -> str:
        """The text of a span of the document that lies in the passage."""
        return self.text[span.start - self.start : span.end - self.start]


@dataclass(frozen=True, slots=True)
class Within:
    """What a website searches in, whatever its visitors ask for: these labs, this topic; all where a field is empty."""

    labs: frozenset[str] = frozenset()
    topic: str | None = None

    def __bool__(self) -> bool:
        return self != Within()


@dataclass(frozen=True, slots=True)
class Filters:
    """The documents to search in; an empty field lets everything through. Dates are inclusive.

    `documents` are ids; `within` is set by the website and not by its visitors.
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
    """A passage that a search found.

    Attributes:
        rank: from 1.
        similarity: the cosine to the query, -1 to 1.
        score: fused of all features, comparable within one search only; falls with the rank, except where passages made
            room for other documents.
        superseded_by: the newest version that the caller may see; None for that version itself.
        same_in: other documents with the same passage, as far as the search came across them.
        closest: where nothing answers, the quote of this passage that comes closest.
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
    """The words of a quote that answer by themselves: `text` is `document.text[start:end]`, white space aside.

    `at` is its offset in the text of the quote.
    """

    text: str
    start: int
    end: int
    at: int

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)


@dataclass(frozen=True, slots=True)
class Quote:
    """Verbatim text of a document: `text` is `document.text[start:end]` with runs of white space made one space.

    `superseded_by` and `same_in` are as in a Hit.
    """

    document: DocumentInfo
    page: int | None
    text: str
    start: int
    end: int
    superseded_by: DocumentInfo | None = None
    boxes: tuple[Box, ...] = ()  # its lines on the pages of a paged file
    same_in: tuple[DocumentInfo, ...] = ()
    exact: Exact | None = None
    headings: tuple[str, ...] = ()  # above it, outermost first
    continues: bool = False  # its list goes on behind it
    items: tuple[int, ...] = ()  # where items of its list begin in `text`; 0 also for a row of a table
    headed: int = 0  # where the heading ends that `text` begins with; 0 without one
    # How its section begins, if that has only a number as heading, and other places of the document that it refers to.
    elsewhere: tuple[str, ...] = ()
    # The beginning of its paragraph, what leads in its list, rows that it is part of, the sentence that it refers to.
    before: tuple[str, ...] = ()

    @property
    def shown_above(self) -> tuple[str, ...]:
        """All that is shown above it, the nearest last."""
        return tuple(dict.fromkeys(self.headings + self.elsewhere + self.before))

    @property
    def span(self) -> Span:
        return Span(self.start, self.end)

    def holds(self, document_id: str, span: Span) -> bool:
        """Whether it is of this document, and all of the stretch lies in it."""
        return self.document.id == document_id and self.span.holds(span)

    def touches(self, document_id: str, span: Span) -> bool:
        """Whether it is of this document, and a character lies in both."""
        return self.document.id == document_id and self.span.touches(span)


@dataclass(frozen=True, slots=True)
class Citation:
    """A numbered quote; `number` counts from 1 within one answer."""

    number: int
    quote: Quote


@dataclass(frozen=True, slots=True)
class Sentence:
    """A sentence with the numbers of the citations that prove it; `exact` are the words that answer by themselves."""

    text: str
    citations: tuple[int, ...]
    exact: Span | None = None


@dataclass(frozen=True, slots=True)
class Question:
    """What a caller asks, and which audiences the caller belongs to.

    Attributes:
        history: the earlier questions of the conversation, oldest first.
        without_filters: filters that the caller took away: the text must not be understood to state them.
        history_without: the same for the last question of the history, where this one is a follow-up.
    """

    text: str
    audiences: frozenset[Audience] = PUBLIC
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
    """A cited funding programme that is over, takes no applications for now, or whose last call that is told is over;
    or a quoted decision that was repealed, by the title of its minutes and its day.

    `day` was the last of a programme; None where the quote of the `citation` names none."""

    title: str
    day: datetime.date | None
    citation: int
    status: Literal["expired", "paused", "call_over", "repealed"] = "expired"


class Listing(NamedTuple):
    """The `address` on this server of the whole list that a question asked for, and its number of `rows`."""

    address: str
    rows: int


@dataclass(frozen=True, slots=True)
class Answer:
    """Sentences with the citations that prove them, or an abstention with its reason."""

    question: str
    language: Language
    mode: Mode
    sentences: tuple[Sentence, ...] = ()
    citations: tuple[Citation, ...] = ()
    reason: Reason | None = None  # None where there is an answer
    related: tuple[Hit, ...] = ()  # for a language model to write from, and as help where there is no answer
    took_ms: float = 0.0
    filters: Filters = Filters()  # those in force
    understood: frozenset[FilterField] = frozenset()  # those of them that the question states in its own words
    fallback: Fallback | None = None  # why the language model did not write it, or, if "generated", did not finish
    refused: int = 0  # sentences of the language model that were not proved
    bad_marks: int = 0  # its marks of passages that do not exist or do not speak of the sentence
    listing: Listing | None = None  # where one was asked for
    listed: tuple[str, ...] = ()  # of a list of programmes or meetings what each sentence tells of
    conflicts: tuple[Conflict, ...] = ()
    # As it was understood: with what it takes from the conversation, in parts, beside other words; None if as it is.
    resolved: str | None = None
    unanswered: tuple[str, ...] = ()  # those of several questions that no document answers
    not_mentioned: tuple[str, ...] = ()  # what the question names and no passage found, or no document, mentions
    suggested: tuple[str, ...] = ()  # questions that may have been meant
    expired: tuple[Expired, ...] = ()
    is_unsure: bool = False  # it may answer another question, and should say so
    read_otherwise: Literal["goes_on", "begins"] | None = None  # as follow-up or new topic, against its words
    reply: Reply | None = None  # to a text that asks nothing

    @property
    def status(self) -> Literal["answered", "abstained"]:
        """Derived from the citations, never stored beside them."""
        return "answered" if self.citations else "abstained"

    @property
    def rows_told(self) -> int:
        """How many rows of its list are told; of one there may be several sentences."""
        return len(set(self.listed)) or len(self.sentences)

    @property
    def text(self) -> str:
        """The answer as one string, each sentence followed by its marks: `... [1] ... [2]`."""
        marks = ("".join(f" [{number}]" for number in sentence.citations) for sentence in self.sentences)
        return " ".join(sentence.text + mark for sentence, mark in zip(self.sentences, marks, strict=True))
