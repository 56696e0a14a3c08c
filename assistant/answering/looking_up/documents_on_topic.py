"""The answer to a question for documents: each by its title, with its words that come closest to the topic.

A document is on the topic if its title or one of its passages holds all words of that. Where none does, those are that
come closest by meaning, and closer than chance (`closeness.py`). Without a topic the newest are told, each with how it
begins.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, field, replace
from itertools import islice
from typing import NamedTuple, TypeAlias
from urllib.parse import urlencode

from assistant.answering.choose import QUOTES
from assistant.answering.looking_up.called_documents import A_DOCUMENT, type_called
from assistant.answering.looking_up.closeness import noise
from assistant.answering.looking_up.document_summary import beginning_of, document_entitled, summary_of
from assistant.answering.looking_up.documents_asked_for import DocumentsAskedFor, documents_asked_for
from assistant.answering.looking_up.entitled import entitle
from assistant.answering.looking_up.inquiry import Inquiry
from assistant.answering.looking_up.proved_sentences import ProvedSentence, answer_of
from assistant.answering.looking_up.summary_asked_for import title_shown
from assistant.answering.quoting.quote import quote
from assistant.knowledge.expired import with_expired
from assistant.language.dates import written
from assistant.language.figures import missing
from assistant.language.periods import PeriodMention, find_periods, find_times_of_year
from assistant.language.recurring import NAMED
from assistant.language.terms import holds, stems
from assistant.messages import text
from assistant.records import Answer, Audience, Document, DocumentInfo, FilterField, Filters, Listing, Quote
from assistant.retrieving.filters import StatedFilters, narrowed, understood
from assistant.retrieving.meetings import last_dated
from assistant.retrieving.named_time import with_what_leads
from assistant.retrieving.retrieve import Match

PATH = "/suche"
PASSAGES = 60  # of so many the documents are taken
NEARLY = 0.02  # so far below the closest sentence of a document another one's is close, too

_OF_AUDIENCE = re.compile(
    r"\W*(?:(?:und|and|nur|only|bitte|die|den|the|davon|welche|sind)\s)*"
    r"(?:(?P<internal>interne?n?|vertrauliche?n?|internal|confidential)|(?:ö|oe)ffentliche?n?|public)"
    r"(?:\s(?:davon|bitte|dokumente|protokolle|ones|of\sthem|please))*\W*",
    re.IGNORECASE,
)
# Of the documents that were asked for those of another kind: "und davon die Protokolle?", "Und Studien?"
_OF_KIND = re.compile(
    rf"\W*(?:(?:und|and)\s)?(?P<led>(?:(?:davon|von\s(?:denen|diesen)|of\s(?:these|those|them)|nur|only)\s)*)"
    rf"(?:(?:die|welche|alle|the|which|are)\s)*{A_DOCUMENT}"
    r"(?P<behind>(?:\s(?:davon|dazu|darunter|dar(?:ü|ue)ber|of\s(?:these|those|them)))?)(?:\s(?:bitte|please))?\W*",
    re.IGNORECASE,
)
_JOINS = re.compile(r"\W*(?:und|and)\s", re.IGNORECASE)
_Read: TypeAlias = Callable[[StatedFilters], DocumentsAskedFor | None]
_FOR = re.compile(rf"\b(?:zum|f(?:ü|ue)r|for)\s(?:(?:den|die|das|the)\s)?(?:{NAMED}|\d)", re.IGNORECASE)


class _Asked(NamedTuple):
    """What is asked for, the filters in force, those of them that the question states, and how a follow-up is read."""

    documents: DocumentsAskedFor | None
    filters: Filters
    stated: frozenset[FilterField]
    resolved: str | None = None


@dataclass(frozen=True, slots=True)
class _Found:
    """A document with its passages on the topic, the best first; its words that do not hold that have to come as close
    as `least`."""

    info: DocumentInfo
    matches: list[Match] = field(default_factory=list)
    least: float = -1.0

    @property
    def closeness(self) -> float:
        """The cosine of its closest sentence."""
        return max(float(match.sentence_similarities.max()) for match in self.matches)


def documents_on_topic(inquiry: Inquiry) -> Answer | None:
    """The documents that are on the topic, those first whose titles are; None where something else is asked, also what
    documents say that a search has an answer to, or where none names the topic.

    An abstention with the closest passages of all documents where none of the kind is on it.
    """
    asked, filters, stated, resolved = _asked(inquiry)
    if asked is None or (asked.is_said and inquiry.searched().citations):
        return None
    if asked.audience and asked.audience not in inquiry.audiences:
        return _seen_alone(inquiry, asked)
    inquiry = _within(inquiry, asked.audience)
    found = _on_topic(inquiry, asked, filters) if asked.topic else _newest_first(inquiry, filters)
    if asked.is_said and not any(_is_named(one, set(stems(asked.topic))) for one in found):
        return None
    told = list(islice(_told(inquiry, found, asked), QUOTES))
    answer = replace(answer_of(inquiry.question, told), filters=filters, understood=stated, resolved=resolved)
    if not told:
        near = inquiry.closest_of(inquiry.documents, asked.topic or inquiry.question.text)
        return replace(answer, reason="below_threshold", related=near)
    listing = Listing(_address(asked, filters), len(found))
    answer = replace(answer, listing=listing, listed=tuple(one.about for one in told))
    return with_expired(answer, inquiry.kept, inquiry.index, inquiry.audiences, inquiry.today)


def _seen_alone(inquiry: Inquiry, asked: DocumentsAskedFor) -> Answer:
    """The reply to who may not see the documents asked for, with the way to those of the kind that the caller may see.

    Whether there are any others it does not tell, nor does it ask for them.
    """
    filters = inquiry.question.filters
    seen = replace(filters, type=asked.type or filters.type)
    address = _address(DocumentsAskedFor(asked.type, ""), seen)
    listing = Listing(address, len(_newest_first(inquiry, seen)))
    return replace(answer_of(inquiry.question), reason="no_question", reply="public_alone", listing=listing)


def _within(inquiry: Inquiry, audience: Audience | None) -> Inquiry:
    """The inquiry among the documents of this audience alone."""
    audiences = frozenset({audience}) if audience else inquiry.audiences
    return replace(inquiry, question=replace(inquiry.question, audiences=audiences))


def _asked(inquiry: Inquiry) -> _Asked:
    """What the question asks for, or a follow-up with what it goes on from: "Und von 2024?", "Nur die internen", "Und
    davon die Protokolle?"."""
    question = inquiry.question
    if question.history and (of_kind := _of_kind(inquiry)):
        return of_kind
    found = _asked_in(question.text, inquiry)
    if found.documents or not question.history:
        return found
    if only := _OF_AUDIENCE.fullmatch(question.text):
        found = _asked_before(inquiry)
        audience: Audience = "internal" if only["internal"] else "public"
        return found._replace(documents=found.documents and found.documents._replace(audience=audience))
    resolved = inquiry.resolved
    return found if resolved.since is None else _asked_in(resolved.text, inquiry)._replace(resolved=resolved.stated)


def _asked_before(inquiry: Inquiry) -> _Asked:
    """What the question before it asked for, or the one before those that only want a document of that to be shown."""
    question = inquiry.question
    *before, last = question.history
    while before and document_entitled(title_shown(last), inquiry):
        last = before.pop()
    return _asked(replace(inquiry, question=replace(question, text=last, history=tuple(before))))


def _of_kind(inquiry: Inquiry) -> _Asked | None:
    """What was asked for before, of the kind that the question names alone; None where no documents were asked for.

    Programmes on no topic have a list of their own.
    """
    said = inquiry.question.text
    kind = _OF_KIND.fullmatch(said)
    if kind is None or not (kind["led"] or kind["behind"] or _JOINS.match(said)):
        return None
    before, type = _asked_before(inquiry), type_called(kind)
    documents = before.documents
    if documents is None or (type == "funding" and not documents.topic):
        return None
    stated: frozenset[FilterField] = before.stated - {"type"} | ({"type"} if type else set())
    resolved = f"{documents.topic}: {said}" if documents.topic else None
    return _Asked(documents._replace(type=type, is_news=False), replace(before.filters, type=type), stated, resolved)


def _asked_in(said: str, inquiry: Inquiry) -> _Asked:
    question = inquiry.question
    before = question.history[-1] if question.history else ""

    def read(stated: StatedFilters) -> DocumentsAskedFor | None:
        rest = stated.rest(stated.words.keys() - {"type"})
        return documents_asked_for(rest, before, is_dated="date" in stated.words)

    stated = understood(said, inquiry.documents, inquiry.today)
    dated, asked = _with_its_time(stated, inquiry, read), read(stated)
    bare = read(dated)
    if bare and not (asked and bare.topic):  # of a topic a time may be a part: "zur Beschäftigung 2030"
        stated, asked = dated, bare
    if asked is None:
        return _Asked(None, question.filters, frozenset())
    if asked.is_news and not any(one.type == asked.type for one in inquiry.documents):
        asked = asked._replace(type=None)  # without press releases any document tells it
    return _Asked(
        asked, *narrowed(question.filters, replace(stated.filters, type=asked.type), question.without_filters)
    )


def _with_its_time(stated: StatedFilters, inquiry: Inquiry, read: _Read) -> StatedFilters:
    """The filters with the only time that the question names, and its words: "Welche Protokolle gab es 2023?"."""
    mentions = find_periods(stated.text, inquiry.today) or _without_year(stated, inquiry, read)
    return _dated(stated, mentions[0]) if len(mentions) == 1 else stated


def _dated(stated: StatedFilters, mention: PeriodMention) -> StatedFilters:
    dated = replace(stated.filters, date_from=mention.period.start, date_to=mention.period.end)
    words = {**stated.words, "date": with_what_leads(stated.text, mention.span)}
    return stated._replace(filters=dated, words=words)


def _without_year(stated: StatedFilters, inquiry: Inquiry, read: _Read) -> list[PeriodMention]:
    """The times without a year, each the last one that is not to come; of "im März" the last of which there are such
    documents. What documents are for ("zum Sommer") is no time of theirs."""
    if _FOR.search(stated.text):
        return []
    today = inquiry.today
    last = find_times_of_year(stated.text, lambda time: time.last(today))
    asked = read(_dated(stated, last[0])) if len(last) == 1 else None
    if asked is None or None in last[0].period:
        return last
    such = [one for one in inquiry.documents if asked.type in (None, one.type) and one.date and one.date <= today]
    return find_times_of_year(stated.text, lambda time: last_dated(time, such) or time.last(today))


def _on_topic(inquiry: Inquiry, asked: DocumentsAskedFor, filters: Filters) -> list[_Found]:
    found = _found(inquiry, asked.topic, set(stems(asked.topic)), filters)
    return sorted(found, key=_day, reverse=True) if asked.is_newest or asked.asks_when else found


def _newest_first(inquiry: Inquiry, filters: Filters) -> list[_Found]:
    """The documents that the filters let through, the newest first, without those that a newer version replaces."""
    newest, index = inquiry.retriever.newest(inquiry.audiences), inquiry.index
    let_through = index.document_ids(filters, inquiry.audiences) if filters else None
    known = [_Found(one) for one in inquiry.documents if let_through is None or one.id in let_through]
    return sorted((one for one in known if one.info.id not in newest), key=_day, reverse=True)


def _day(one: _Found) -> datetime.date:
    return one.info.date or datetime.date.min


def _found(inquiry: Inquiry, topic: str, wanted: set[str], filters: Filters) -> list[_Found]:
    """The documents on the topic, best first, without those that a newer version replaces."""
    matches = inquiry.passages_of(inquiry.documents, topic, filters, PASSAGES)
    found: dict[str, _Found] = {}
    for match in matches:
        if match.hit.superseded_by is None:
            found.setdefault(match.hit.document.id, _Found(match.hit.document)).matches.append(match)
    if named := [one for one in found.values() if _is_named(one, wanted)]:
        return sorted(named, key=lambda one: not holds(one.info.title, wanted))
    if not found:
        return []
    chance = noise(inquiry.retriever, inquiry.audiences, frozenset(found), inquiry.language)
    near = [one for one in found.values() if max(match.hit.similarity for match in one.matches) > chance]
    least = max((one.closeness for one in near), default=0.0) - NEARLY
    return [replace(one, least=least) for one in near if one.closeness > least]


def _is_named(one: _Found, wanted: set[str]) -> bool:
    passages = (match.hit.passage for match in one.matches)
    return any(holds(f"{one.info.title} {' '.join(found.headings)} {found.text}", wanted) for found in passages)


def _told(inquiry: Inquiry, found: Iterable[_Found], asked: DocumentsAskedFor) -> Iterator[ProvedSentence]:
    """Each document with its words on what is wanted, or with how it begins; those without such words are left out."""
    wanted = set(stems(asked.topic))
    for one in found:
        document = inquiry.retriever.document(one.info.id, inquiry.audiences)
        if document and (quoted := _quoted(document, one, wanted)):
            entitled = entitle(document, quoted, inquiry.language)
            yield _with_day(entitled, one.info, inquiry) if asked.asks_when else entitled


def _quoted(document: Document, one: _Found, wanted: set[str]) -> Quote | None:
    if one.matches:
        return next(_quotes(document, one, wanted), None)
    return next(iter(summary_of(document)), None) or beginning_of(document)


def _with_day(told: ProvedSentence, info: DocumentInfo, inquiry: Inquiry) -> ProvedSentence:
    """The sentence with the day of the meeting before it, if the minutes prove that."""
    if info.date is None:
        return told
    words = text("documents_told_day", inquiry.language, day=written(info.date, inquiry.language), words=told.words)
    said = (one.quote for meeting in inquiry.meetings([info]) for one in meeting.of("date"))
    quotes = list(dict.fromkeys([*told.quotes, *said]))
    return told if missing(words, " ".join(one.text for one in quotes)) else told._replace(words=words, quotes=quotes)


def _quotes(document: Document, one: _Found, wanted: set[str]) -> Iterator[Quote]:
    """The sentences of the passages as quotes, those first that hold the topic, then the closest."""
    sentences = [
        (holds(match.hit.passage.text_of(span), wanted), float(cosine), span)
        for match in one.matches
        for cosine, span in zip(match.sentence_similarities, match.hit.passage.sentences, strict=True)
    ]
    for is_named, cosine, span in sorted(sentences, key=lambda each: each[:2], reverse=True):
        if (is_named or cosine > one.least) and (found := quote(document, span)):
            yield found


def _address(asked: DocumentsAskedFor, filters: Filters) -> str:
    """Where the page for searches finds these passages."""
    names = ("type", "lab", "topic", "date_from", "date_to")
    stated = {name: value for name in names if (value := getattr(filters, name))}
    own = {name: value for name, value in (("q", asked.topic), ("audience", asked.audience)) if value}
    return f"{PATH}?{urlencode(own | stated)}" if own or stated else PATH
