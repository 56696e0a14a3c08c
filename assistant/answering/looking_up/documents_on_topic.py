"""The answer to a question for documents: each by its title, with its words that come closest to the topic.

A document is on the topic if its title or one of its passages holds all words of that. Where none does, those are that
come closest by meaning, and closer than chance (`closeness.py`). Without a topic the newest are told, each with how it
begins.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from dataclasses import replace
from typing import NamedTuple
from urllib.parse import urlencode

from assistant.answering.choose import QUOTES
from assistant.answering.cite import readable
from assistant.answering.looking_up.closeness import noise
from assistant.answering.looking_up.document_summary import summary_of
from assistant.answering.looking_up.documents_asked_for import DocumentsAskedFor, documents_asked_for
from assistant.answering.looking_up.inquiry import Inquiry
from assistant.answering.looking_up.proved_sentences import ProvedSentence, answer_of
from assistant.answering.quoting.quote import as_quote, quote
from assistant.knowledge.expired import with_expired
from assistant.language.figures import missing
from assistant.language.periods import find_periods
from assistant.language.terms import holds, stems
from assistant.messages import text
from assistant.records import Answer, Document, DocumentInfo, FilterField, Filters, Language, Listing, Quote, Span
from assistant.retrieving.filters import StatedFilters, narrowed, understood
from assistant.retrieving.retrieve import Match

PATH = "/suche"
PASSAGES = 60  # of so many the documents are taken
NEARLY = 0.02  # so far below the closest sentence of a document another one's is close, too
LONGEST_TITLE = 160
_LEADING = re.compile(r"\s(?:im|in|aus|von|vom|from|of)(?:\s(?:dem|der|the|jahr|year))*\s\Z", re.IGNORECASE)
_END = re.compile(r"[\s?.!]*")


class _OnTopic(NamedTuple):
    """A document with its passages that were found, the best first; words of it that do not hold the topic have to come
    as close as `least`."""

    info: DocumentInfo
    matches: list[Match]
    least: float = -1.0

    @property
    def closeness(self) -> float:
        """The cosine of its closest sentence."""
        return max(float(match.sentence_similarities.max()) for match in self.matches)


def documents_on_topic(inquiry: Inquiry) -> Answer | None:
    """The documents that are on the topic, those first whose titles are; None where something else is asked.

    An abstention with the closest passages of all documents where none of the kind is on it.
    """
    asked, filters, stated = _asked(inquiry)
    if asked is None:
        return None
    told = list(_told_of_topic(inquiry, asked, filters) if asked.topic else _told_of_all(inquiry, filters))
    answer = replace(answer_of(inquiry.question, told[:QUOTES]), filters=filters, understood=stated)
    if not told:
        near = inquiry.closest_of(inquiry.documents, asked.topic or inquiry.question.text)
        return replace(answer, reason="below_threshold", related=near)
    listing = Listing(_address(asked.topic, filters), len(told))
    answer = replace(answer, listing=listing, listed=tuple(one.about for one in told[:QUOTES]))
    return with_expired(answer, inquiry.kept, inquiry.index, inquiry.audiences, inquiry.today)


def _asked(inquiry: Inquiry) -> tuple[DocumentsAskedFor | None, Filters, frozenset[FilterField]]:
    """What is asked for, the filters in force, and those of them that the question states."""
    question = inquiry.question
    stated = _with_time_at_its_end(understood(question.text, inquiry.documents, inquiry.today), inquiry.today)
    before = question.history[-1] if question.history else ""
    asked = documents_asked_for(stated.rest(stated.words.keys() - {"type"}), before)
    if asked is None:
        return None, question.filters, frozenset()
    return asked, *narrowed(question.filters, replace(stated.filters, type=asked.type), question.without_filters)


def _with_time_at_its_end(stated: StatedFilters, today: datetime.date) -> StatedFilters:
    """The filters with the time that the question ends with, and only its words: "Welche Protokolle gab es 2023?"."""
    mentions = find_periods(stated.text, today)
    if len(mentions) != 1 or not _END.fullmatch(stated.text, mentions[0].span.end):
        return stated
    [mention] = mentions
    led = _LEADING.search(stated.text[: mention.span.start])
    words = Span(led.start() if led else mention.span.start, mention.span.end)
    dated = replace(stated.filters, date_from=mention.period.start, date_to=mention.period.end)
    return stated._replace(filters=dated, words={**stated.words, "date": words})


def _told_of_topic(inquiry: Inquiry, asked: DocumentsAskedFor, filters: Filters) -> Iterator[ProvedSentence]:
    wanted, read = set(stems(asked.topic)), inquiry.retriever.documents_once(inquiry.audiences)
    found = _found(inquiry, asked.topic, wanted, filters)
    if asked.is_newest:
        found.sort(key=lambda one: one.info.date or datetime.date.min, reverse=True)
    for one in found:
        document = read(one.info.id)
        quoted = next(_quotes(document, one, wanted), None) if document else None
        if document and quoted:
            yield _told(document, quoted, inquiry.language)


def _told_of_all(inquiry: Inquiry, filters: Filters) -> Iterator[ProvedSentence]:
    """The documents that the filters let through, the newest first, without those that a newer version replaces."""
    newest, audiences = inquiry.retriever.newest(inquiry.audiences), inquiry.audiences
    let_through = inquiry.index.document_ids(filters, audiences) if filters else None
    known = [
        one for one in inquiry.documents if one.id not in newest and (let_through is None or one.id in let_through)
    ]
    for info in sorted(known, key=lambda one: one.date or datetime.date.min, reverse=True):
        document = inquiry.retriever.document(info.id, audiences)
        if document and (quotes := summary_of(document)):
            yield _told(document, quotes[0], inquiry.language)


def _found(inquiry: Inquiry, topic: str, wanted: set[str], filters: Filters) -> list[_OnTopic]:
    """The documents on the topic, best first, without those that a newer version replaces."""
    matches = inquiry.passages_of(inquiry.documents, topic, filters, PASSAGES)
    found: dict[str, _OnTopic] = {}
    for match in matches:
        if match.hit.superseded_by is None:
            found.setdefault(match.hit.document.id, _OnTopic(match.hit.document, [])).matches.append(match)
    if named := [one for one in found.values() if _is_named(one, wanted)]:
        return sorted(named, key=lambda one: not holds(one.info.title, wanted))
    if not found:
        return []
    chance = noise(inquiry.retriever, inquiry.audiences, frozenset(found), inquiry.language)
    near = [one for one in found.values() if max(match.hit.similarity for match in one.matches) > chance]
    least = max((one.closeness for one in near), default=0.0) - NEARLY
    return [one._replace(least=least) for one in near if one.closeness > least]


def _is_named(one: _OnTopic, wanted: set[str]) -> bool:
    passages = (match.hit.passage for match in one.matches)
    return any(holds(f"{one.info.title} {' '.join(found.headings)} {found.text}", wanted) for found in passages)


def _told(document: Document, quoted: Quote, language: Language) -> ProvedSentence:
    """The title with the quote. A title with figures is left out where neither its own place in the document nor the
    quote holds these."""
    title, said, entitled = document.info.title, readable(quoted), _title(document)
    quotes = [quoted, *([entitled] if entitled and not quoted.span.touches(entitled.span) else [])]
    proved = " ".join((*(part.text for part in quotes), *quoted.shown_above))
    if len(title) > LONGEST_TITLE or missing(title, proved):
        return ProvedSentence(said, [quoted], about=title)
    return ProvedSentence(text("documents_told", language, title=title, words=said), quotes, about=title)


def _quotes(document: Document, one: _OnTopic, wanted: set[str]) -> Iterator[Quote]:
    """The sentences of the passages as quotes, those first that hold the topic, then the closest."""
    sentences = [
        (holds(match.hit.passage.text_of(span), wanted), float(cosine), span)
        for match in one.matches
        for cosine, span in zip(match.sentence_similarities, match.hit.passage.sentences, strict=True)
    ]
    for is_named, cosine, span in sorted(sentences, key=lambda each: each[:2], reverse=True):
        if (is_named or cosine > one.least) and (found := quote(document, span)):
            yield found


def _title(document: Document) -> Quote | None:
    """The place of the document where its title stands."""
    start = document.text.find(document.info.title)
    span = Span(start, start + len(document.info.title))
    return as_quote(document, span, span) if start >= 0 else None


def _address(topic: str, filters: Filters) -> str:
    """Where the page for searches finds these passages."""
    names = ("type", "lab", "topic", "date_from", "date_to")
    stated = {name: value for name in names if (value := getattr(filters, name))}
    wanted = ({"q": topic} if topic else {}) | stated
    return f"{PATH}?{urlencode(wanted)}" if wanted else PATH
