"""The JSON of the contract: what comes in (pydantic, nothing unknown passes) and what goes out (plain objects)."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Sequence
from typing import Annotated, Any, Literal, cast

from pydantic import (
    AfterValidator,
    BaseModel,
    BeforeValidator,
    ConfigDict,
    Field,
    GetJsonSchemaHandler,
    WithJsonSchema,
)
from pydantic.json_schema import JsonSchemaValue
from pydantic_core import CoreSchema, PydanticCustomError

from assistant.answering.applied_filters import AppliedFilter, applied
from assistant.answering.cite import plain
from assistant.answering.conflicts import conflict_worded
from assistant.errors import InputError
from assistant.indexing.runs import IngestionRun
from assistant.knowledge.expired import expiry_worded
from assistant.language.spelling import letters
from assistant.messages import text
from assistant.records import (
    Answer,
    Box,
    Citation,
    Conflict,
    Document,
    DocumentInfo,
    DocumentType,
    Expired,
    Filters,
    Hit,
    Language,
    Sentence,
    Span,
    UnderstoodField,
)
from assistant.retrieving.neighbours import around
from assistant.web import replies

MAX_K = 100
MAX_HISTORY = 20
READ = ["GET", "HEAD"]  # what reads can be read without its body
_TAGS = re.compile(r"</?[a-zA-Z][^<>]*>")  # HTML in a heading of Markdown: the anchors of its links
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _is_blank(value: object) -> bool:
    return isinstance(value, str) and not value.strip()


def _blank_is_none(value: object) -> object:
    return None if _is_blank(value) else value


def _blank_is_false(value: object) -> object:
    return False if _is_blank(value) else value


class _BlankIsNone(BeforeValidator):
    """Lets a blank text through as None, and says so in the schema where not every text passes anyway."""

    def __get_pydantic_json_schema__(self, schema: CoreSchema, handler: GetJsonSchemaHandler) -> JsonSchemaValue:
        described = handler(schema)
        choices = described.get("anyOf", [described])
        if any(one.get("type") == "string" and not one.keys() & {"enum", "const", "format"} for one in choices):
            return described
        return described | {"anyOf": [*choices, BLANK]}


def _day(value: object) -> datetime.date | None:
    """Only `YYYY-MM-DD`: pydantic alone would also take a number for seconds since 1970."""
    if value is None or isinstance(value, datetime.date):
        return value
    if isinstance(value, str) and _DAY.fullmatch(value):
        try:
            return datetime.date.fromisoformat(value)
        except ValueError:
            pass
    raise PydanticCustomError("day", "not a day")


def _unicode(value: str) -> str:
    """Refuses half of a surrogate pair, which JSON can state but no file, index or answer can hold."""
    try:
        value.encode()
    except UnicodeEncodeError as error:
        raise PydanticCustomError("string_unicode", "not a text") from error
    return value


def _name(value: str) -> str:
    """The name as the catalogue holds it: NFC, one space between words."""
    return unicodedata.normalize("NFC", " ".join(value.split()))


# In schemas: a text of white space, which is as good as none; and the name of the setting that limits the length.
# Python takes \x1c to \x1f for white space, too.
BLANK = {"type": "string", "pattern": r"^[\s\x1c-\x1f\x85]*$", "description": "as if it were left out"}
LONGEST = "x-longest"

Text = Annotated[str, AfterValidator(_unicode)]
ShortText = Annotated[Text, Field(max_length=200)]
Name = Annotated[ShortText, AfterValidator(_name)]
Blank = _BlankIsNone(_blank_is_none)
# A text that is a question or a query; its length is checked by `asking.checked_text`.
Asked = Annotated[Text, Field(json_schema_extra={LONGEST: "max_question_characters", "pattern": r"[^\s\x1c-\x1f\x85]"})]
Before = Annotated[Text, Field(json_schema_extra={LONGEST: "max_question_characters"})]
# Yes or no in an address or a form, as pydantic reads them.
SPELLED = {
    "type": "string",
    "pattern": "^([01TtFfYyNn]|[Oo][Nn]|[Oo][Ff][Ff]|[Yy][Ee][Ss]|[Nn][Oo]|[Tt][Rr][Uu][Ee]|[Ff][Aa][Ll][Ss][Ee])$",
    "description": "also spelled 1 or 0, on or off, yes or no",
}
Switch = Annotated[
    bool,
    BeforeValidator(_blank_is_false),
    WithJsonSchema({"anyOf": [{"type": "boolean"}, SPELLED, BLANK], "default": False}),
]
Offset = Annotated[int, Field(json_schema_extra={"minimum": 0}, description="how many entries to leave out before")]
Lang = Annotated[str | None, Field(description="language of words and problems, de or en")]  # visitor.py reads it
Day = Annotated[datetime.date | None, BeforeValidator(_day), Blank]


def first_of(offset: int) -> int:
    """The entry to begin with. Raises InputError for one below 0."""
    if offset < 0:
        raise InputError("field_range", field="offset", value=offset, low=0, high="∞")
    return offset


class FilterFields(BaseModel):
    """What an answer may be built from; a blank field lets everything through."""

    model_config = ConfigDict(extra="forbid")

    type: Annotated[DocumentType | None, Blank] = None
    lab: Annotated[Name | None, Blank] = None
    topic: Annotated[Name | None, Blank] = None
    date_from: Day = None
    date_to: Day = None
    document: Annotated[ShortText | None, Blank, Field(description="id of the only document to look in")] = None

    def filters(self) -> Filters:
        """Raises InputError when the dates are the wrong way round."""
        if self.date_from and self.date_to and self.date_from > self.date_to:
            raise InputError("dates_reversed", date_from=self.date_from, date_to=self.date_to)
        documents = frozenset([self.document] if self.document else [])
        return Filters(self.type, self.lab, self.topic, self.date_from, self.date_to, documents)


class AskRequest(BaseModel):
    """A question; with `conversation_id` or `history` it may be a follow-up."""

    model_config = ConfigDict(extra="forbid")

    question: Asked
    conversation_id: Annotated[Text, Field(max_length=100, description="of the answer before")] | None = None
    history: Annotated[list[Before], Field(json_schema_extra={"maxItems": MAX_HISTORY})] | None = None
    language: Language | None = None
    filters: FilterFields | None = None
    site: Annotated[Text, Field(max_length=40, description="key of the website that is asked on")] | None = None
    without_filters: Annotated[
        list[UnderstoodField] | None, Field(description="not to be understood from the question")
    ] = None


class SearchRequest(FilterFields):
    """A search. No filter is understood from `q`: who calls it says what is wanted, and sees it in the address."""

    q: Asked
    k: Annotated[int, Field(json_schema_extra={"minimum": 1, "maximum": MAX_K})] = 10
    context: Annotated[Literal["0", "1"], Field(description="1: with what stands beside each hit")] = "0"
    lang: Lang = None

    def count(self) -> int:
        """How many hits are wanted. Raises InputError outside of 1 to 100."""
        if not 1 <= self.k <= MAX_K:
            raise InputError("field_range", field="k", value=self.k, low=1, high=MAX_K)
        return self.k


def answer_json(
    answer: Answer, *, conversation_id: str, contact: str, labels_in: Language | None = None
) -> dict[str, Any]:
    """The answer as the contract says; an abstention also carries what may help instead.

    `conflicts` are citations that give different figures for the same thing, the newest first, with a sentence about
    it; `current` is the number of the newest, null where the documents do not tell which it is.
    `fallback` says why quotes took the place of a language model's answer, or, in the mode "generated", why that one is
    cut short; `refused` of its sentences and `bad_marks` of its marks did not stand the check.

    `resolved` is the question as it was understood, null where it was taken as it is: a follow-up with its subject, the
    parts of one that asks several things. Of these, `unanswered` are the parts for which no quote was found.
    `not_mentioned` is what the question names, in its words, and no passage found does; `suggested` are questions that
    may have been meant. `expired` are cited programmes that are over or paused, each with a sentence. `caution` is one
    to be shown first, that this may be no answer; null where it is sure. `reply` is said to a text that asks nothing.

    The labels of its filters are in the language `labels_in`, by default in that of the answer.
    """
    body: replies.Answer = {
        "status": answer.status,
        "reason": answer.reason,
        "answer": answer.text,
        "sentences": [sentence_json(sentence) for sentence in answer.sentences],
        "citations": [citation_json(citation) for citation in answer.citations],
        "conflicts": [conflict_json(one, answer) for one in answer.conflicts],
        "mode": answer.mode,
        "fallback": answer.fallback,
        "refused": answer.refused,
        "bad_marks": answer.bad_marks,
        "resolved": answer.resolved,
        "unanswered": list(answer.unanswered) if answer.mode == "extractive" else [],  # a model is asked the whole
        "not_mentioned": list(answer.not_mentioned),
        "suggested": list(answer.suggested),
        "expired": [expired_json(one, answer.language) for one in answer.expired],
        "caution": text("answer_caution", answer.language) if answer.is_unsure else None,
        "filters": [_filter_json(one) for one in applied(answer, labels_in or answer.language)],
        "language": answer.language,
        "conversation_id": conversation_id,
        "took_ms": round(answer.took_ms, 1),
    }
    if answer.reply:
        body["reply"] = text(f"answer_reply_{answer.reply}", answer.language)
    if answer.listing:
        body["listing"] = {"address": answer.listing.address, "rows": answer.listing.rows}
    if answer.status == "abstained":
        body["contact"] = contact or None
        body["related"] = [_near_json(hit) for hit in answer.related]
    return cast(dict[str, Any], body)


def _filter_json(one: AppliedFilter) -> replies.AppliedFilter:
    return {"field": one.field, "value": one.value, "label": one.label, "source": one.source}


def conflict_json(conflict: Conflict, answer: Answer) -> replies.Conflict:
    said = conflict_worded(conflict, answer)
    return {"citations": list(conflict.citations), "current": conflict.current, "text": said}


def expired_json(one: Expired, language: Language) -> replies.Expired:
    said, day = expiry_worded(one, language), one.day.isoformat() if one.day else None
    status: Literal["paused", "expired"] = "paused" if one.is_paused else "expired"
    return {"title": one.title, "status": status, "day": day, "citation": one.citation, "text": said}


def sentence_json(sentence: Sentence) -> replies.Sentence:
    """A sentence; `exact` are the words of it that answer by themselves, with their place in `text` (code points)."""
    words = sentence.exact
    exact: replies.Exact | None = (
        {"text": words.of(sentence.text), "start": words.start, "end": words.end} if words else None
    )
    return {"text": sentence.text, "citations": list(sentence.citations), "exact": exact}


def citation_json(citation: Citation) -> replies.Citation:
    """A citation. `boxes` are the lines of the quote on its pages, in points from the page's upper left corner;
    `section` is all that is shown above it: the heading path, the words that lead in its list and the sentence before
    where they are needed and not quoted, and how the places begin that it only points to; `continues` says that the
    list goes on behind the quote. `also_in` are other documents that hold the same words, `exact` the words that answer
    by themselves."""
    quote = citation.quote
    words = quote.exact
    return {
        "number": citation.number,
        "document": cited_json(quote.document, quote.superseded_by),
        "section": _section(quote.document, quote.shown_above),
        "page": quote.page,
        "quote": quote.text,
        "continues": quote.continues,
        "start": quote.start,
        "end": quote.end,
        "link": link(quote.document.id, quote.start, quote.end),
        "boxes": [_box_json(box) for box in quote.boxes],
        "also_in": _named(quote.same_in),
        "exact": {"text": words.text, "start": words.start, "end": words.end} if words else None,
    }


def _box_json(box: Box) -> replies.Box:
    return {
        "start": box.start,
        "end": box.end,
        "page": box.page,
        "left": box.left,
        "top": box.top,
        "right": box.right,
        "bottom": box.bottom,
    }


def hit_json(hit: Hit) -> replies.Hit:
    passage = hit.passage
    return {
        "rank": hit.rank,
        "document": cited_json(hit.document, hit.superseded_by),
        "section": _section(hit.document, passage.headings),
        "page": passage.page,
        "text": passage.text,
        "start": passage.start,
        "end": passage.end,
        "similarity": round(hit.similarity, 4),
        "also_in": _named(hit.same_in),
    }


def _near_json(hit: Hit) -> replies.Hit:
    """The passage that came near; where it is known what of it came closest, that alone."""
    found = hit_json(hit)
    if quote := hit.closest:
        found["section"], found["page"] = _section(hit.document, quote.shown_above), quote.page
        found["text"], found["start"], found["end"] = quote.text, quote.start, quote.end
    return found


def _section(document: DocumentInfo, headings: Sequence[str]) -> str | None:
    """`Förderung › Höhe`: the headings without marks, and without what repeats the document's title; None without any.

    A title with a label ("Titel der Richtlinie: ...") repeats it, too.
    """
    title = letters(document.title)
    named = (plain(_TAGS.sub("", heading)) for heading in headings)
    kept = (one for one in named if title not in (letters(one), letters(one.partition(": ")[2])))
    return " › ".join(one for one in kept if one) or None


def _named(documents: Sequence[DocumentInfo]) -> list[replies.Named]:
    return [{"id": info.id, "title": info.title} for info in documents]


def beside_json(document: Document, hit: Hit) -> dict[str, str]:
    """The sentences before and after a hit in its section, verbatim, empty where there are none."""
    beside = around(document, Span(hit.passage.start, hit.passage.end))
    return {"before": beside.before.of(document.text), "after": beside.after.of(document.text)}


def cited_json(info: DocumentInfo, newer: DocumentInfo | None) -> replies.Cited:
    """A document as citations and hits name it, with its newest version if it is not that itself."""
    return {
        "id": info.id,
        "title": info.title,
        "type": info.type,
        "date": info.date.isoformat() if info.date else None,
        "url": info.url,
        "path": info.path,
        "audience": info.audience,
        "language": info.language,
        "version": info.version,
        "superseded_by": {"id": newer.id, "title": newer.title} if newer else None,
    }


def listed_json(info: DocumentInfo, newer: DocumentInfo | None) -> replies.Listed:
    """A document as the list of documents names it."""
    return {
        **cited_json(info, newer),
        "lab": info.lab,
        "topic": info.topic,
        "series": info.series,
    }


def document_json(document: Document, *, is_staff: bool) -> replies.Document:
    """A document with its text: `text[start:end]` is what a citation quotes. `origins` say where each field is from,
    `warnings` what the reader noticed, `other_paths` where else the same content lies. Warnings are for the staff: they
    name hidden sheets."""
    pages: list[replies.Page] = [
        {"number": page.number, "start": page.start, "end": page.end, "label": page.label} for page in document.pages
    ]
    origins: list[replies.Origin] = [
        {"field": one.field, "source": one.source, "detail": one.detail} for one in document.origins
    ]
    return {
        **listed_json(document.info, document.superseded_by),
        "text": document.text,
        "pages": pages,
        "origins": origins,
        "warnings": list(document.warnings) if is_staff else [],
        "other_paths": list(document.other_paths),
    }


def run_json(run: IngestionRun) -> dict[str, Any]:
    """An ingestion run, times in ISO 8601 with their offset."""
    finished = run.finished.isoformat() if run.finished else None
    return run._asdict() | {"started": run.started.isoformat(), "finished": finished}


def link(document_id: str, start: int, end: int) -> str:
    """Where the document opens at the quote."""
    return f"/documents/{document_id}?start={start}&end={end}#quote"
