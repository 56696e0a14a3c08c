"""The answer to a question for decisions, tasks or open points: each with its quote, and where the whole list is."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import replace
from itertools import groupby, islice
from urllib.parse import urlencode

from assistant.answering.applied_filters import period_worded
from assistant.answering.choose import QUOTES
from assistant.answering.cite import plain
from assistant.answering.looking_up.alike_names import alike, bare, in_place_of
from assistant.answering.looking_up.inquiry import Inquiry
from assistant.answering.looking_up.proved_sentences import ProvedSentence, answer_of
from assistant.answering.quoting.above.named import repeats
from assistant.answering.quoting.kept_quotes import placed
from assistant.answering.understanding.following import Resolved
from assistant.indexing.vocabulary import Words
from assistant.knowledge.meetings import present_at, took_part
from assistant.knowledge.minutes.meeting.bodies import is_meeting
from assistant.knowledge.minutes.meeting.head import head_of, labelled
from assistant.knowledge.minutes.questions.outcome_forms import (
    asks_of_deadlines,
    asks_of_done,
    asks_of_duties,
    asks_of_votes,
)
from assistant.knowledge.minutes.questions.outcome_question import outcomes_asked_for
from assistant.knowledge.minutes.questions.outcome_words import CALLED_DECIDED, POSTPONED
from assistant.knowledge.minutes.sentences.topics import needs_topic, telling
from assistant.knowledge.minutes.status.done import to_do
from assistant.knowledge.minutes.tasks.deadlines import Due
from assistant.knowledge.outcomes import OutcomeFilter, StatedOutcome, holds, minutes_of, outcomes
from assistant.language.dates import written
from assistant.language.figures import missing
from assistant.language.recurring import find_recurring
from assistant.language.spelling import letters, skeleton, spellings
from assistant.language.terms import fold
from assistant.messages import text
from assistant.records import Answer, Document, DocumentInfo, FilterField, Filters, Language, Listing, Question, Quote
from assistant.retrieving.retrieve import DocumentOf

PATH = "/ergebnisse"
TOPIC_CHARACTERS = 200  # of an outcome with its topic before it; a longer one says what it is about
_HOMEWORK = "hausaufgaben"
_THERE = re.compile(
    r"\b(?:teilnehm\w*|teilgenommen|anwesend\w*|dabei|entschuldigt|verteiler|present|participants|attendees)\b",
    re.IGNORECASE,
)


def listed_outcomes(inquiry: Inquiry) -> Answer | None:
    """The outcomes that the question asks for; None where it asks for something else, or none are found.

    Where few decisions hold the words of the question, sentences of the `searched` answer that hold them follow:
    minutes may tell of a decision without saying so. Where only the lab, the time or the meeting lets none through,
    that is the answer: an abstention with the way to the list.
    """
    resolved = inquiry.resolved
    asked = inquiry.question if resolved.since is None else _with_topic(inquiry.question, resolved)
    wanted = outcomes_asked_for(asked, inquiry.documents, inquiry.today, inquiry.persons)
    if wanted is None:
        return None
    found = outcomes(inquiry.kept, inquiry.index, inquiry.audiences, wanted)
    if not found and _is_homework(wanted):
        wanted = replace(wanted, query="")
        found = outcomes(inquiry.kept, inquiry.index, inquiry.audiences, wanted)
    if wanted.kind == "task" and asks_of_done(asked.text) and not any(one.done for one in found):
        return None
    if found:
        answer = _list(inquiry, asked.text, wanted, found)
    else:
        answer = _none_found(inquiry, asked.text, wanted)
    return replace(answer, resolved=_resolved(inquiry, asked.text, wanted)) if answer else None


def _resolved(inquiry: Inquiry, asked: str, wanted: OutcomeFilter) -> str | None:
    """The question as it was understood, with when tasks are due whose time it names without a year."""
    stated, due = inquiry.resolved.stated, (wanted.due_from, wanted.due_to)
    if not any(due) or not find_recurring(asked):
        return stated
    return f"{stated or asked} ({period_worded(*due, inquiry.language)})"


def _is_homework(wanted: OutcomeFilter) -> bool:
    """Whether the tasks of somebody, a time or a lab are called homework, as their minutes need not call them."""
    is_narrow = any((wanted.person, wanted.date_from, wanted.date_to, wanted.lab))
    return wanted.kind == "task" and is_narrow and fold(wanted.query) == _HOMEWORK


def _list(inquiry: Inquiry, asked: str, wanted: OutcomeFilter, found: Sequence[StatedOutcome]) -> Answer | None:
    """The first of the outcomes, those with a vote where votes are asked for, and those put off where these are; None
    where no quote holds the figures."""
    is_of_votes = asks_of_votes(asked)
    voted = [one for one in found if one.outcome.vote] if is_of_votes else []
    put_off = [one for one in found if POSTPONED.search(one.outcome.text)] if POSTPONED.search(asked) else []
    done = [one for one in found if one.done] if wanted.kind == "task" and asks_of_done(asked) else _plain_first(found)
    document_of = inquiry.retriever.documents_once(inquiry.audiences)
    told = list(_told(voted or put_off or done, wanted, inquiry.language, document_of))
    if not told:
        return None
    has_topic = wanted.query and not is_meeting(wanted.query, inquiry.documents)
    if wanted.kind == "decision" and has_topic and not is_of_votes and len(told) < QUOTES:
        held = inquiry.index.document_ids(minutes_of(wanted), inquiry.audiences)
        told += islice(_following(told, inquiry.searched(), held, wanted.query, document_of), QUOTES - len(told))
    return _answer(inquiry.question, wanted, told, len(found))  # the page of the list cannot be cut to those done


def _plain_first(found: Sequence[StatedOutcome]) -> list[StatedOutcome]:
    """Of each day's decisions those that minutes call so first, and of its tasks those that somebody has: of many only
    the first ones are told."""

    def is_plain(one: StatedOutcome) -> bool:
        if one.outcome.kind == "task":
            return bool(one.outcome.persons)
        said = (one.outcome.vote, one.outcome.topic, one.quote.text)
        return one.outcome.kind != "decision" or any(map(CALLED_DECIDED.search, said))

    by_day = groupby(found, key=lambda one: one.document.date)
    return [one for _, group in by_day for one in sorted(group, key=is_plain, reverse=True)]


def _none_found(inquiry: Inquiry, asked: str, wanted: OutcomeFilter) -> Answer | None:
    """An abstention that says why there is none; None where documents may tell of it in other words."""
    if answer := _with_other_name(inquiry, asked, wanted.person):
        return answer
    if _is_of_somebody(inquiry, asked, wanted):
        nothing = text("outcomes_unstated_task", inquiry.language, person=wanted.person)
        return replace(answer_of(inquiry.question), not_mentioned=(nothing,), listing=Listing(address(wanted), 0))
    held = inquiry.index.document_ids(minutes_of(wanted), inquiry.audiences)
    is_told_elsewhere = asks_of_votes(asked) or asks_of_deadlines(asked)
    if is_told_elsewhere or not _is_held_back(wanted, held, inquiry.documents):
        return None
    return _answer(inquiry.question, wanted, (), 0)


def _answer(question: Question, wanted: OutcomeFilter, told: Sequence[ProvedSentence], listed: int) -> Answer:
    """The sentences with the way to the list, which has `listed` outcomes; an abstention without any sentence."""
    filters = Filters(lab=wanted.lab or None, date_from=wanted.date_from, date_to=wanted.date_to)
    return replace(
        answer_of(question, told),
        filters=filters,
        understood=frozenset(_understood(filters, question.filters)),
        listing=Listing(address(wanted), listed),
    )


def _is_of_somebody(inquiry: Inquiry, asked: str, wanted: OutcomeFilter) -> bool:
    """Whether the tasks are asked for of somebody whom minutes know: that they tell of none is then the answer.

    They know who was there, by what is extracted or by the `searched` answer, which then tells nothing else of the
    person. What somebody is there for ("Wofür ist Frau Beck zuständig?") other documents may tell.
    """
    if wanted.kind != "task" or not wanted.person or wanted.query or asks_of_duties(asked):
        return False
    if any(took_part(one, wanted.person) for one in inquiry.meetings(inquiry.minutes)):
        return True
    name = fold(wanted.person.split()[-1])
    quotes = [one.quote for one in inquiry.searched().citations if name in fold(one.quote.text)]
    return quotes != [] and all(one.document.type == "minutes" and _THERE.search(one.text) for one in quotes)


def _with_other_name(inquiry: Inquiry, asked: str, name: str) -> Answer | None:
    """That nobody of this name is known, with the question for whom minutes name so or nearly so; None where a document
    has the name, or no name is like it. Nothing is told of the other one unasked."""
    words = inquiry.index.words(inquiry.audiences) if name else None
    if words is None or all(_is_known(word, words) for word in spellings(bare(name))):
        return None
    present = (person for one in inquiry.meetings(inquiry.minutes) for person in present_at(one))
    others = alike(name, {*inquiry.persons(), *present})
    meant = tuple(asked.replace(name, in_place_of(name, other), 1) for other in others)
    return replace(answer_of(inquiry.question), not_mentioned=(name,), suggested=meant) if meant else None


def _is_known(word: str, vocabulary: Words) -> bool:
    """Whether a document has the word, be it in another spelling of its umlauts ("Tuexen")."""
    key = skeleton(word)
    return any(fold(form.text) == fold(word) for form in vocabulary.spelled([key]).get(key, ()))


def _with_topic(question: Question, resolved: Resolved) -> Question:
    """A follow-up with what it goes on from, and without the filters that were taken back there."""
    without = question.without_filters | question.history_without
    return replace(question, text=resolved.text, without_filters=without)


def address(wanted: OutcomeFilter) -> str:
    """Where the page lists what is wanted."""
    query = urlencode(fields(wanted))
    return f"{PATH}?{query}" if query else PATH


def fields(wanted: OutcomeFilter) -> dict[str, str]:
    """What is wanted as the fields of an address; those that let everything through are left out."""
    named = {
        "kind": wanted.kind,
        "lab": wanted.lab,
        "person": wanted.person,
        "date_from": wanted.date_from,
        "date_to": wanted.date_to,
        "due_from": wanted.due_from,
        "due_to": wanted.due_to,
        "q": wanted.query,
        "still": int(wanted.still),
    }
    return {name: str(value) for name, value in named.items() if value}


def said(stated: StatedOutcome, language: Language, *, with_vote: bool = False) -> str:
    """The outcome in one line, in the words of the minutes: who, what, until when; what it repeals, or that it was.

    With `with_vote`, how the vote on it went, where the minutes state that elsewhere than in its words.
    """
    outcome = stated.outcome
    words, who = plain(outcome.text), ", ".join(outcome.persons)
    if outcome.kind == "task" and who and not all(fold(name) in fold(words) for name in outcome.persons):
        words = f"{who}: {words}"
    if outcome.due and fold(outcome.due.words) not in fold(words):
        words = f"{words} ({text('outcomes_until', language, due=_until(outcome.due, language))})"
    if with_vote and outcome.vote and fold(outcome.vote) not in fold(words):
        words = f"{words} ({outcome.vote})"
    if stated.repeals:
        words = f"{words} {text('outcomes_repeals', language, words=plain(stated.repeals.outcome.text))}"
    return f"{words} {text('outcomes_repealed', language)}" if stated.repealed else words


def _until(due: Due, language: Language) -> str:
    """The deadline in the words of the minutes; a day that they write as a machine does, as people write it."""
    return written(due.date, language) if due.date and due.words == due.date.isoformat() else due.words


def _told(
    found: Sequence[StatedOutcome], wanted: OutcomeFilter, language: Language, document_of: DocumentOf
) -> Iterator[ProvedSentence]:
    """A sentence for each of the first outcomes, with whether a task is done, and with the topic of one that nobody
    understands without it; one whose figures its quotes do not hold is left out."""
    for one in found[:QUOTES]:
        others = (one.repeals.quote if one.repeals else None, one.repealed, one.done)
        own = placed(one.quote, document_of)
        quotes = [own, *(quote for quote in dict.fromkeys(others) if quote and quote != one.quote)]
        words = said(one, language, with_vote=True)
        if one.done and to_do(one.outcome) == letters(fold(one.outcome.text)):  # its own words do not say so
            words = f"{words} ({text('outcomes_done', language)})"
        if missing(words, " ".join(quote.text for quote in quotes)):
            continue
        if topic := _topic_above(one, own):
            words = f"{topic} – {words}"
        if wanted.kind is None:
            words = f"{text(f'outcomes_kind_{one.outcome.kind}', language)}: {words}"
        yield ProvedSentence(words, quotes)


def _topic_above(stated: StatedOutcome, quoted: Quote) -> str:
    """What an outcome is about that does not say so, as far as its quote holds it, with its figures, or stands below
    it."""
    words, topic = stated.outcome.text, plain(telling(stated.outcome.topic))
    says_enough = len(topic) + len(words) > TOPIC_CHARACTERS and not words[:1].islower()
    if not topic or says_enough or not needs_topic(words) or repeats(topic, [words]):
        return ""
    shown = (*quoted.shown_above, quoted.text)
    return topic if repeats(topic, shown) and not missing(topic, " ".join(shown)) else ""


def _is_held_back(wanted: OutcomeFilter, held: Collection[str], infos: Sequence[DocumentInfo]) -> bool:
    """Whether nothing is listed because of lab, time or meeting.

    A topic may be told of without being called decided, so with words of its own the question goes the ordinary way,
    unless the lab has no minutes from then. `held` are the minutes of this lab and time.
    """
    narrowing = (wanted.lab, wanted.date_from, wanted.date_to, wanted.due_from, wanted.due_to)
    if not any(narrowing) or all(info.type != "minutes" for info in infos):
        return False
    return is_meeting(wanted.query, infos) or (wanted.lab != "" and not held)


def _following(
    told: Sequence[ProvedSentence], answer: Answer, held: Collection[str], topic: str, document_of: DocumentOf
) -> Iterator[ProvedSentence]:
    """The sentences of the answer that quote other words of the minutes `held` on the topic than what is `told`, and
    none of their head: neither a place nor those present are decided."""
    quotes = {citation.number: citation.quote for citation in answer.citations}
    known = [quote for one in told for quote in one.quotes]
    for sentence in answer.sentences:
        more = [quotes[number] for number in sentence.citations]
        is_new = more and not any(one.touches(other.document.id, other.span) for one in more for other in known)
        is_asked_for = all(one.document.id in held for one in more) and any(_is_on(topic, one) for one in more)
        if is_new and is_asked_for and not any(_is_of_head(one, document_of(one.document.id)) for one in more):
            known += more
            yield ProvedSentence(sentence.text, more, sentence.exact)


def _is_of_head(quote: Quote, source: Document | None) -> bool:
    """Whether a quote of minutes holds what their head says behind a label: "Ort: Kreishaus"."""
    told = labelled(source, head_of(source)) if source else ()
    return any(one.whole.touches(quote.span) for one in told)


def _is_on(topic: str, quote: Quote) -> bool:
    return holds(" ".join((*quote.shown_above, quote.text)), topic)


def _understood(filters: Filters, given: Filters) -> Iterator[FilterField]:
    """The filters that came from the words of the question."""
    if filters.lab and not given.lab:
        yield "lab"
    if (filters.date_from or filters.date_to) and not (given.date_from or given.date_to):
        yield "date"
