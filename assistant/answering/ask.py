"""Question to answer. Read this first: from `answer` down.

each part of a question: understand -> search and extract an answer (`extract.py`) -> add the places that its quotes
name by a number (`quoting/above/named.py`)

There may be several searches. A question that states where to look ("Protokolle vom Mai 2023") is first searched there,
then everywhere, each time in its own words and then in those of documents; where everything was searched, the answer
does not speak of the filter. One that only names a time ("Namensfindung im Dezember 2014") is searched everywhere
first, and at last in the documents of that time. Questions that need whole tables or minutes (`looking_up/`) were
answered before, in `assistant.py`.
"""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import cache, partial
from typing import NamedTuple

from assistant.answering.at_hand import AtHand, quoted_first, speaks_of, topic
from assistant.answering.extract import RELATED, Means, extracted
from assistant.answering.quoting.above.named import with_named_chapters, with_named_places
from assistant.answering.quoting.above.works import may_hold, other_parts
from assistant.answering.reader.reader import Reader
from assistant.answering.several_questions import each_part
from assistant.answering.understanding.following import Resolved, goes_on, may_begin, read_otherwise, resolve
from assistant.answering.understanding.understand import Understanding, understand
from assistant.answering.watch import UNWATCHED, Watch
from assistant.answering.weighing.abstain import MOST_WRONG
from assistant.answering.weighing.yardstick import SHIPPED, Yardsticks
from assistant.knowledge.programmes.names import is_of_another, named_in, programme_names
from assistant.knowledge.programmes.purposes import purpose_of, speaks_of_money
from assistant.language.dates import respelled
from assistant.language.everyday import beside_them, has_capitals, holds_all, in_their_place, other_words
from assistant.language.subject import own_stems
from assistant.language.terms import stems
from assistant.records import Answer, Citation, Document, DocumentInfo, FilterField, Filters, Question, Quote
from assistant.retrieving.filters import StatedFilters, narrowed, touched, understood
from assistant.retrieving.named_time import TELLING, named_time
from assistant.retrieving.retrieve import Match, Retriever

PASSAGES = 16  # whose sentences are weighed
# With this many other words the words of a filter are not searched for. Right passage first with and without them, of
# questions of gold/dev: 15 and 18 of 26 on minutes with "laut Protokoll vom ...", 17 and 19 of 56 on funding with "laut
# Förderrichtlinie".
LEAST_TERMS = 2
# An answer to other words than the asker's has to be surer: this share of the wrong answers that are allowed otherwise,
# the smaller one where the question seemed to be out of scope (docs/history/ANSWERS.md, "questions of other hands" and
# "the words of documents").
SURER, MUCH_SURER = 0.85, 0.5


def answer(
    question: Question,
    retriever: Retriever,
    reader: Reader | None = None,
    *,
    most_wrong: float = MOST_WRONG,
    today: datetime.date | None = None,
    watch: Watch = UNWATCHED,
    yardsticks: Yardsticks = SHIPPED,
    at_hand: Callable[[Question], AtHand | None] = lambda _: None,
) -> Answer:
    """The best sentences of the documents, each verbatim and cited, or an abstention with its reason.

    Args:
        question: with its history, filters and audiences.
        retriever: searches one generation of the index.
        reader: the network that reads passages with the question; without it sentences are ranked by features alone.
        most_wrong: the share of answers that may be wrong; the smaller, the more questions are declined.
        today: what "letztes Jahr" is seen from, by default the day of the call.
        watch: told of each step.
        yardsticks: the learnt numbers that rank sentences and judge answers.
        at_hand: the document that a conversation is about, which a follow-up is asked of before all others.
    """
    means = Means(retriever, reader, most_wrong, watch, yardsticks, today or datetime.date.today(), at_hand)
    given: dict[Question, Answer] = {}  # to the parts before

    def at_hand_now(part: Question) -> AtHand | None:
        before = given.get(topic(part))
        if before is None:
            return at_hand(part)
        info = quoted_first(before)
        return AtHand(info, is_sure=not before.is_unsure) if info else None

    def answered(part: Question) -> Answer:
        given[part] = _in_conversation(part, means._replace(at_hand=at_hand_now))
        return _with_named_places(given[part], part, retriever)

    return each_part(question, answered)


def _with_named_places(found: Answer, question: Question, retriever: Retriever) -> Answer:
    """The answer with the places that its quotes name by a number; added last, so that no choice depends on it."""
    document_of = retriever.documents_once(question.audiences)

    @cache
    def parts_of(quoted: DocumentInfo) -> list[DocumentInfo]:
        newest = retriever.newest(question.audiences)
        if quoted.id in newest:  # an older version, whose numbers may mean something else by now
            return []
        parts = other_parts(quoted, retriever.index.documents(question.audiences))
        return [part for part in parts if part.id not in newest]

    def others(quoted: DocumentInfo, section: str) -> Iterator[Document]:
        parts = (part for part in parts_of(quoted) if may_hold(part.title, section))
        return (found for part in parts if (found := document_of(part.id)))

    def newest() -> Iterator[DocumentInfo]:
        over = retriever.newest(question.audiences)
        return (one for one in retriever.index.documents(question.audiences) if one.id not in over)

    def told(one: Citation) -> Citation:
        source = document_of(one.quote.document.id)
        parts = partial(others, one.quote.document)
        quoted = with_named_places(one.quote, source, parts) if source else one.quote
        return replace(one, quote=with_named_chapters(quoted, newest))

    return replace(found, citations=tuple(map(told, found.citations)))


def _in_conversation(question: Question, means: Means) -> Answer:
    """The answer of the document that the conversation is about, else that of all documents.

    A follow-up is asked of that document first. If the document does not hold its words, or if it may as well begin a
    topic or names something else to ask the same of, only a sure answer counts, unless all documents have none; where
    the answer that quotes the document is unsure, one of all documents goes before, if that is sure, and its own is as
    unsure.
    """
    at_hand = _at_hand(question, means) if question.history else None
    source = means.retriever.document(at_hand.info.id, question.audiences) if at_hand else None
    if at_hand is None or source is None:
        return _in_either_reading(question, means)
    resolved, own = resolve(question.text, question.history), own_stems(question.text)
    follows, is_spoken_of = at_hand.is_of_topic and resolved.since is not None, speaks_of(own, source)
    inside = _answer_of(source.info, question, resolved, means) if follows or (own and is_spoken_of) else None
    names_another = bool(own) and resolved.asks_the_same
    counts = (follows and is_spoken_of and not names_another) or (inside and _is_surely(inside, question.text))
    if inside and counts and at_hand.is_sure:
        return inside
    found = _in_either_reading(question, means)
    if inside is None or _is_surely(found, question.text):
        return found
    return replace(inside, is_unsure=inside.is_unsure or not at_hand.is_sure)


def _at_hand(question: Question, means: Means) -> AtHand | None:
    """The document that the conversation is about; None if there is none, the question says itself where to look, or
    names another programme than the one that the document is about."""
    if question.filters.documents or touched(question.text, means.today):
        return None
    found = means.at_hand(question)
    if found is None or not programme_names(question.text):
        return found
    titles = (info.title for info in means.retriever.index.documents(question.audiences))
    return None if is_of_another(named_in(question.text, titles), found.info.title, "") else found


def _answer_of(info: DocumentInfo, question: Question, resolved: Resolved, means: Means) -> Answer | None:
    """The answer of this document alone; None if it has none.

    It is asked without what was asked before, for that was about this document, unless the question asks the same of
    something else ("und für Vereine?"); and the other way if there is no sure answer.
    """
    within = replace(question, filters=replace(question.filters, documents=frozenset({info.id})))
    alone = replace(within, history=())
    first, *other = (
        [alone] if resolved.since is None else [within, alone] if resolved.asks_the_same else [alone, within]
    )
    found = _in_one_reading(first, means)
    if other and not _is_surely(found, question.text):
        otherwise = _in_one_reading(other[0], means)
        found = otherwise if _is_surely(otherwise, question.text) or not found.citations else found
    told = f"{found.resolved or question.text} ({info.title})"
    filters = replace(found.filters, documents=question.filters.documents)
    return replace(found, filters=filters, resolved=told) if found.citations else None


def _in_either_reading(question: Question, means: Means) -> Answer:
    """The answer to the question as its words read, or to its other reading if only that has a sure answer.

    Words alone do not always tell whether a question is a follow-up or begins a new topic.
    """
    found = _in_one_reading(question, means)
    other = read_otherwise(question.text, question.history)
    if other is None or found.understood:
        return found
    text, history = other
    if _is_surely(found, question.text) and (history or not may_begin(text) or _goes_on_with_topic(found, question)):
        return found
    otherwise = _in_one_reading(replace(question, text=text, history=history), means)
    if not _is_surely(otherwise, question.text):
        return found
    return replace(otherwise, question=question.text, read_otherwise="goes_on" if history else "begins")


def _is_surely(found: Answer, text: str) -> bool:
    """Whether this is a sure answer, and one to this text rather than to the question before it."""
    return bool(found.citations) and not found.is_unsure and _holds_any(found, own_stems(text))


def _goes_on_with_topic(found: Answer, question: Question) -> bool:
    """Whether the answer to a follow-up tells of what that takes over."""
    query = resolve(question.text, question.history).query
    return _holds_any(found, own_stems(query) - own_stems(question.text))


def _holds_any(found: Answer, own: frozenset[str]) -> bool:
    """Whether its quotes, or what is shown above them, hold one of these stems, if there are any."""
    said = (part for citation in found.citations for part in _said_in(citation.quote))
    return not own or any(not own.isdisjoint(stems(part)) for part in said)


def _in_one_reading(question: Question, means: Means) -> Answer:
    asked = understand(question)
    found = _narrowed(question, asked, means) or _answered(question, asked, question.filters, means)
    if not found.citations and "date" not in found.understood:
        found = _of_named_time(question, asked, means) or found
    return replace(found, resolved=found.resolved or asked.resolved)


def _of_named_time(question: Question, asked: Understanding, means: Means) -> Answer | None:
    """The answer of the documents of the time that the question names, where all documents have none; None if these
    have none, either."""
    if asked.is_instruction or asked.since is not None:
        return None
    documents = means.retriever.index.documents(question.audiences)
    stated = named_time(question.text, documents, means.today)
    filters, fields = narrowed(question.filters, stated.filters, question.without_filters)
    if not fields:
        return None
    bare = replace(question, text=stated.rest(fields), history=())
    found = _answered(question, _about(bare, asked), filters, means)
    is_told = any(one.quote.document.type in TELLING for one in found.citations[:1])
    return replace(found, understood=fields) if is_told else None


class _Stated(NamedTuple):
    """The filters that a question states; of a follow-up without any those that one before it does, at `place` of the
    history. `without` are fields that are not to be taken from them."""

    stated: StatedFilters
    without: frozenset[FilterField]
    place: int | None = None


def _narrowed(question: Question, asked: Understanding, means: Means) -> Answer | None:
    """The answer from the documents that the question itself restricts the search to; None to search everything.

    An abstention is final only where the date of a document is named, for no other document can answer that; and not
    if it is doubtful that this is a follow-up.
    """
    stated, without, place = _stated(question, asked, means)
    filters, fields = narrowed(question.filters, stated.filters, without)
    if not fields:
        return None
    rest = stated.rest(fields)
    if place is not None:
        bare = replace(question, history=(*question.history[:place], rest, *question.history[place + 1 :]))
    else:  # without the words of its filter, a question of its own must not look like a follow-up
        bare = replace(question, text=rest, history=() if asked.since is None else question.history)
    found = _answered(question, _about(bare, asked), filters, means)
    is_sure = "date" in fields and (place is None or goes_on(question.text))
    if found.citations or (is_sure and found.reason != "no_hits"):
        return replace(found, understood=fields)
    return None


def _stated(question: Question, asked: Understanding, means: Means) -> _Stated:
    """The filters in force: a follow-up without filters of its own keeps those that its topic stated last, except the
    fields that it touches itself ("Und im Juni?") and those that the caller took away."""
    documents = means.retriever.index.documents(question.audiences)
    found = _Stated(understood(question.text, documents, means.today), question.without_filters)
    if found.stated.filters or asked.since is None:
        return found
    without, later = found.without | question.history_without, question.text
    for place in range(len(question.history) - 1, asked.since - 1, -1):
        without |= touched(later, means.today)
        later = question.history[place]
        found = _Stated(understood(later, documents, means.today), without, place)
        if found.stated.filters:
            break
    return found


def _about(bare: Question, asked: Understanding) -> Understanding:
    """What is asked without the words of the filters, which all passages there share; as before if little is left."""
    about = understand(replace(bare, language=asked.language))
    return replace(about, is_instruction=asked.is_instruction) if len(about.terms) >= LEAST_TERMS else asked


def _answered(question: Question, asked: Understanding, filters: Filters, means: Means) -> Answer:
    asked = asked.spelled(means.retriever.spelled(asked.query, question.audiences))
    found = _searched(question, asked, filters, means)
    if purpose_of(question.text):
        # No programme comes close to the purpose (`programmes_for_purpose.py`), so other words find none either, and a
        # quote that says nothing of money is no answer.
        is_other = speaks_of_money(question.text) and found.citations and not _tells_of_money(found.citations[0].quote)
        return _declined(found) if is_other else found
    if found.citations or asked.is_instruction:
        return found
    is_far = found.reason == "out_of_scope" and found.related  # not for its words alone, which other words may mend
    surer = means.most_wrong * (MUCH_SURER if is_far else SURER)
    return _in_other_words(question, asked, filters, means._replace(most_wrong=surer)) or found


def _tells_of_money(quoted: Quote) -> bool:
    return quoted.document.type == "funding" or any(map(speaks_of_money, _said_in(quoted)))


def _said_in(quoted: Quote) -> tuple[str, ...]:
    return quoted.document.title, *quoted.shown_above, quoted.text


def _declined(found: Answer) -> Answer:
    """An abstention in place of the answer, which offers the first of its passages."""
    return replace(
        found,
        sentences=(),
        citations=(),
        conflicts=(),
        reason="below_threshold",
        related=found.related[:RELATED],
        is_unsure=False,
    )


def _in_other_words(question: Question, asked: Understanding, filters: Filters, means: Means) -> Answer | None:
    """The answer to the question in the words of documents: "Belege aufbewahren" for "Quittungen aufheben".

    None where the corpus has no such words, or no answer to them.
    """
    is_known = partial(means.retriever.index.knows, audiences=question.audiences)
    others = other_words(asked.query, is_known, tells_nouns=has_capitals(question.text))
    if not others:
        return None
    resolved = in_their_place(asked.resolved, others) if asked.resolved else None
    worded = replace(asked.spelled(in_their_place(asked.query, others)), resolved=resolved)
    found = _searched(question, worded, filters, means)
    text = asked.resolved or question.text
    shown = text if holds_all(text, others) else asked.query  # which spells right what the text does not
    return replace(found, resolved=beside_them(shown, others)) if found.citations else None


def _searched(question: Question, asked: Understanding, filters: Filters, means: Means) -> Answer:
    matches = means.retriever.retrieve(
        asked.query, audiences=question.audiences, filters=filters, k=PASSAGES, today=means.today
    )
    means.watch.searched(asked, filters, matches)
    return replace(extracted(question, _dated_as(matches, asked), matches, means), filters=filters)


def _dated_as(matches: Sequence[Match], asked: Understanding) -> Understanding:
    """What is asked, with its dates spelled as the passages spell them, if none has the spelling of the question.

    Rows of a table, for example, have months as figures.
    """
    text = "\n".join(match.hit.passage.text for match in matches)
    query = respelled(asked.query, text)
    resolved = asked.resolved and respelled(asked.resolved, text)
    return asked if query == asked.query else replace(asked.spelled(query), resolved=resolved)
