"""The JSON of the contract: what comes in (pydantic, nothing unknown passes) and what goes out (plain objects)."""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import asdict
from typing import Annotated, Any, Literal

from pydantic import AfterValidator, BaseModel, BeforeValidator, ConfigDict, Field
from pydantic_core import PydanticCustomError

from assistant.answering.cite import plain
from assistant.answering.conflicts import told
from assistant.answering.narrowing import applied
from assistant.errors import InputError
from assistant.indexing.runs import IngestionRun
from assistant.records import (
    Answer,
    Citation,
    Conflict,
    Document,
    DocumentInfo,
    DocumentType,
    Filters,
    Hit,
    Language,
    Sentence,
    Span,
)
from assistant.retrieving.neighbours import around

MAX_K = 100
READ = ["GET", "HEAD"]  # what reads can be read without its body
_TAGS = re.compile(r"</?[a-zA-Z][^<>]*>")  # HTML in a heading of Markdown: the anchors of its links
_DAY = re.compile(r"\d{4}-\d{2}-\d{2}")


def _blank_is_none(value: object) -> object:
    return None if isinstance(value, str) and not value.strip() else value


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


Text = Annotated[str, AfterValidator(_unicode)]
ShortText = Annotated[Text, Field(max_length=200)]
Name = Annotated[ShortText, AfterValidator(_name)]
Blank = BeforeValidator(_blank_is_none)
Day = Annotated[datetime.date | None, BeforeValidator(_day), Blank]


class FilterFields(BaseModel):
    """What an answer may be built from; a blank field lets everything through."""

    model_config = ConfigDict(extra="forbid")

    type: Annotated[DocumentType | None, Blank] = None
    lab: Annotated[Name | None, Blank] = None
    topic: Annotated[Name | None, Blank] = None
    date_from: Day = None
    date_to: Day = None
    document: Annotated[ShortText | None, Blank] = None

    def filters(self) -> Filters:
        """Raises InputError when the dates are the wrong way round."""
        if self.date_from and self.date_to and self.date_from > self.date_to:
            raise InputError("dates_reversed", date_from=self.date_from, date_to=self.date_to)
        documents = frozenset([self.document] if self.document else [])
        return Filters(self.type, self.lab, self.topic, self.date_from, self.date_to, documents)


class AskRequest(BaseModel):
    model_config = ConfigDict(extra="forbid")

    question: Text
    conversation_id: Annotated[Text, Field(max_length=100)] | None = None
    history: list[Text] | None = None
    language: Language | None = None
    filters: FilterFields | None = None
    site: Annotated[Text, Field(max_length=40)] | None = None  # the key of the website that is asked on
    without_filters: list[Literal["type", "lab", "date"]] | None = None  # not to be understood from the question


class SearchRequest(FilterFields):
    """A search. No filter is understood from `q`: who calls it says what is wanted, and sees it in the address."""

    q: Text
    k: int = 10
    context: Literal["0", "1"] = "0"  # with what stands beside each hit
    lang: str | None = None  # of the problems, as everywhere: visitor.py reads it

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

    The labels of its filters are in the language `labels_in`, by default in that of the answer.
    """
    body: dict[str, Any] = {
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
        "filters": [one._asdict() for one in applied(answer, labels_in or answer.language)],
        "language": answer.language,
        "conversation_id": conversation_id,
        "took_ms": round(answer.took_ms, 1),
    }
    if answer.listing:
        body["listing"] = answer.listing._asdict()
    if answer.status == "abstained":
        body["contact"] = contact or None
        body["related"] = [hit_json(hit) for hit in answer.related]
    return body


def conflict_json(conflict: Conflict, answer: Answer) -> dict[str, Any]:
    return {"citations": list(conflict.citations), "current": conflict.current, "text": told(conflict, answer)}


def sentence_json(sentence: Sentence) -> dict[str, Any]:
    """A sentence; `exact` are the words of it that answer by themselves, with their place in `text` (code points)."""
    words = sentence.exact
    exact = {"text": words.of(sentence.text), "start": words.start, "end": words.end} if words else None
    return {"text": sentence.text, "citations": list(sentence.citations), "exact": exact}


def citation_json(citation: Citation) -> dict[str, Any]:
    """A citation. `boxes` are the lines of the quote on its pages, in points from the page's upper left corner;
    `section` is the heading path above it, with the words that lead in its list where they stand too far above to be
    quoted; `continues` says that the list goes on behind the quote. `also_in` are other documents that hold the same
    words, `exact` the words that answer by themselves."""
    quote = citation.quote
    words = quote.exact
    return {
        "number": citation.number,
        "document": cited_json(quote.document, quote.superseded_by),
        "section": _section(quote.document, quote.headings),
        "page": quote.page,
        "quote": quote.text,
        "continues": quote.continues,
        "start": quote.start,
        "end": quote.end,
        "link": link(quote.document.id, quote.start, quote.end),
        "boxes": [box._asdict() for box in quote.boxes],
        "also_in": _named(quote.same_in),
        "exact": {"text": words.text, "start": words.start, "end": words.end} if words else None,
    }


def hit_json(hit: Hit) -> dict[str, Any]:
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


def _section(document: DocumentInfo, headings: Sequence[str]) -> str | None:
    """`Förderung › Höhe`: the headings without marks, and without what repeats the document's title; None without any.

    A title with a label ("Titel der Richtlinie: ...") repeats it, too.
    """
    title = _letters(document.title)
    named = (plain(_TAGS.sub("", heading)) for heading in headings)
    kept = (one for one in named if title not in (_letters(one), _letters(one.partition(": ")[2])))
    return " › ".join(one for one in kept if one) or None


def _letters(text: str) -> str:
    return "".join(filter(str.isalnum, text)).casefold()


def _named(documents: Sequence[DocumentInfo]) -> list[dict[str, str]]:
    return [{"id": info.id, "title": info.title} for info in documents]


def beside_json(document: Document, hit: Hit) -> dict[str, str]:
    """The sentences before and after a hit in its section, verbatim, empty where there are none."""
    beside = around(document, Span(hit.passage.start, hit.passage.end))
    return {"before": beside.before.of(document.text), "after": beside.after.of(document.text)}


def cited_json(info: DocumentInfo, newer: DocumentInfo | None) -> dict[str, Any]:
    """A document as citations and hits name it, with its newest version if it is not that itself."""
    return {
        "id": info.id,
        "title": info.title,
        "type": info.type,
        "date": info.date.isoformat() if info.date else None,
        "url": info.url,
        "path": info.path,
        "audience": info.audience,
        "version": info.version,
        "superseded_by": {"id": newer.id, "title": newer.title} if newer else None,
    }


def listed_json(info: DocumentInfo, newer: DocumentInfo | None) -> dict[str, Any]:
    """A document as the list of documents names it."""
    described = {"language": info.language, "lab": info.lab, "topic": info.topic, "series": info.series}
    return {**cited_json(info, newer), **described}


def document_json(document: Document, *, is_staff: bool) -> dict[str, Any]:
    """A document with its text: `text[start:end]` is what a citation quotes. `origins` say where each field is from,
    `warnings` what the reader noticed, `other_paths` where else the same content lies. Warnings are for the staff: they
    name hidden sheets."""
    pages = [asdict(page) for page in document.pages]
    origins = [{"field": one.field, "source": one.source, "detail": one.detail} for one in document.origins]
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
