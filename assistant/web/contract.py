"""The JSON that goes out by the contract, as plain objects in the shapes of `replies.py`."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from typing import Any, cast
from urllib.parse import parse_qsl

from assistant.answering.applied_filters import AppliedFilter, applied
from assistant.answering.cite import plain
from assistant.answering.conflicts import conflict_worded
from assistant.answering.looking_up import outcome_listing, programme_listing
from assistant.indexing.runs import IngestionRun
from assistant.knowledge.expired import expiry_worded
from assistant.language.spelling import letters
from assistant.messages import text, worded
from assistant.notices import Notice
from assistant.records import (
    Answer,
    Box,
    Citation,
    Conflict,
    Document,
    DocumentInfo,
    Expired,
    Hit,
    Language,
    Listing,
    Quote,
    Sentence,
)
from assistant.retrieving.neighbours import around
from assistant.web import replies
from assistant.web.staff.highlighting import excerpt

READ = ["GET", "HEAD"]  # what reads can be read without its body
_LISTS = {programme_listing.PATH: "funding", outcome_listing.PATH: "outcomes"}  # any other is one of documents
_TAGS = re.compile(r"</?[a-zA-Z][^<>]*>")  # HTML in a heading of Markdown: the anchors of its links


def answer_json(
    answer: Answer, *, conversation_id: str, contact: str, labels_in: Language | None = None
) -> dict[str, Any]:
    """The answer as the contract says; an abstention also carries what may help instead.

    `conflicts` are citations that give different figures for the same thing, the newest first, with a sentence about
    it; `current` is the number of the newest, null where the documents do not tell which it is.
    `fallback` says why quotes took the place of a language model's answer, or, in the mode "generated", why that one is
    cut short; `refused` of its sentences and `bad_marks` of its marks did not stand the check.

    `resolved` is the question as it was understood, null where it was taken as it is: a follow-up with its subject or
    document, the parts of one that asks several things. Of these, `unanswered` are the parts for which no quote was
    found. `not_mentioned` is what the question names, in its words, and no passage found does, with words that no
    document holds where the answer is unsure or there is none; `suggested` are questions that may have been meant.
    `expired` are cited programmes that are over or paused, and repealed decisions, each with a sentence. `caution` is
    one to be shown first, that this may be no answer; null where it is sure. `reply` is said where nothing is asked.

    The labels of its filters and of the way to its list are in the language `labels_in`, by default that of the answer.
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
        body["listing"] = _listing_json(answer.listing, answer.rows_told, labels_in or answer.language)
    if answer.status == "abstained":
        body["contact"] = contact or None
        body["related"] = [_near_json(hit) for hit in answer.related]
    return cast(dict[str, Any], body)


def _filter_json(one: AppliedFilter) -> replies.AppliedFilter:
    return {"field": one.field, "value": one.value, "label": one.label, "source": one.source}


def _listing_json(listing: Listing, shown: int, language: Language) -> replies.Listing:
    path, _, query = listing.address.partition("?")
    kind = dict(parse_qsl(query)).get("kind")
    title = text(f"outcomes_kinds_{kind}" if kind else f"listing_{_LISTS.get(path, 'documents')}", language)
    key = "listing_part" if 0 < shown < listing.rows else "listing_whole"
    words = text(key, language, title=title, shown=shown, rows=listing.rows)
    return {"text": words, "address": listing.address, "rows": listing.rows, "shown": shown}


def conflict_json(conflict: Conflict, answer: Answer) -> replies.Conflict:
    said = conflict_worded(conflict, answer)
    return {"citations": list(conflict.citations), "current": conflict.current, "text": said}


def expired_json(one: Expired, language: Language) -> replies.Expired:
    said, day = expiry_worded(one, language), one.day.isoformat() if one.day else None
    return {"title": one.title, "status": one.status, "day": day, "citation": one.citation, "text": said}


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
        **place_json(quote),
        "continues": quote.continues,
        "boxes": [_box_json(box) for box in quote.boxes],
        "also_in": _named(quote.same_in),
        "exact": {"text": words.text, "start": words.start, "end": words.end} if words else None,
    }


def place_json(quote: Quote) -> replies.Place:
    return {
        "page": quote.page,
        "quote": quote.text,
        "start": quote.start,
        "end": quote.end,
        "link": link_to(quote),
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
    """The passage that came near, as it is read, without Markdown; where it is known what of it came closest, that
    alone, else what stands below its title and headings, which are told beside it."""
    found = hit_json(hit)
    if quote := hit.closest:
        found["section"], found["page"] = _section(hit.document, quote.shown_above), quote.page
        found["text"], found["start"], found["end"] = plain(quote.text), quote.start, quote.end
    else:
        place, pieces = excerpt(hit.passage, "", (hit.document.title, *hit.passage.headings))
        found["text"], found["start"], found["end"] = "".join(one.text for one in pieces), place.start, place.end
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
    beside = around(document, hit.passage.span)
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


def document_json(document: Document, language: Language, *, is_staff: bool) -> replies.Document:
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
        "warnings": warnings_worded(document.warnings, language) if is_staff else [],
        "other_paths": list(document.other_paths),
    }


def warnings_worded(warnings: Iterable[Notice], language: Language) -> list[str]:
    """What readers noticed, in words."""
    return [worded(warning, language).message for warning in warnings]


def run_json(run: IngestionRun, language: Language) -> dict[str, Any]:
    """An ingestion run, times in ISO 8601 with their offset."""
    finished = run.finished.isoformat() if run.finished else None
    report = run.report_in(language)
    return run._asdict() | {"started": run.started.isoformat(), "finished": finished, "report": report}


def link_to(quote: Quote) -> str:
    """Where its document opens at it."""
    return link(quote.document.id, quote.start, quote.end)


def link(document_id: str, start: int, end: int) -> str:
    """Where the document opens at the quote."""
    return f"/documents/{document_id}?start={start}&end={end}#quote"
