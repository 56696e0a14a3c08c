"""The answer to a question about a meeting itself: who was there, who led it, where and when it was, when the next is.

Each meeting is one sentence, with the words of its minutes that say so. Where the minutes of the meeting that is asked
about do not say it, no other ones are taken: that they do not is the answer.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import combinations
from typing import NamedTuple

from assistant.answering.at_hand import quoted_first
from assistant.answering.choose import QUOTES
from assistant.answering.cite import plain
from assistant.answering.looking_up.inquiry import Inquiry
from assistant.answering.looking_up.outcome_listing import address
from assistant.answering.looking_up.proved_sentences import ProvedSentence, answer_of
from assistant.answering.understanding.following import Resolved
from assistant.knowledge.meetings import Meeting, Told, excused_from, is_of_body, took_part
from assistant.knowledge.minutes.meeting.facts import MeetingField
from assistant.knowledge.minutes.questions.meeting_forms import meeting_form_of
from assistant.knowledge.minutes.questions.meeting_question import AskedMeeting, asked_of
from assistant.knowledge.outcomes import OutcomeFilter
from assistant.language.dates import Precision, find_dates, written
from assistant.language.figures import missing
from assistant.language.subject import subject
from assistant.language.terms import fold
from assistant.messages import text
from assistant.records import Answer, DocumentInfo, Language, Listing, Quote, Span

_PRECISIONS: tuple[Precision, ...] = ("day", "month")
_TITLES = re.compile(r"(?:Herrn?|Frau|Dr\.|Prof\.|Mrs?\.?|Ms\.?)\s", re.IGNORECASE)
_WORD = re.compile(r"[^\W_]+(?:['’-][^\W_]+)*")


class _Found(NamedTuple):
    """What is told of one meeting."""

    meeting: Meeting
    told: tuple[Told, ...]


def listed_meetings(inquiry: Inquiry) -> Answer | None:
    """What the minutes say of the meeting that is asked about; None where something else is asked.

    None as well where the question names no meeting, where it asks for more meetings than minutes know of, and where
    filters of the caller narrow it.
    """
    question, resolved = inquiry.question, inquiry.resolved
    own = question.text if meeting_form_of(question.text) else resolved.text
    if question.filters or question.without_filters or not meeting_form_of(own):
        return None
    asked, resolved = _asked(own, inquiry)
    meant = [info for info in inquiry.minutes if is_of_body(info, asked.words)] if asked else []
    if asked is None or not meant:
        return None
    if asked.kind in ("told", "attended") and not _names_a_time(asked) and resolved.text != own:
        meant = _told_before(inquiry, meant) or meant
    answer = _answered(inquiry, asked, inquiry.meetings(meant))
    return replace(answer, resolved=resolved.stated) if answer else None


def _names_a_time(asked: AskedMeeting) -> bool:
    return asked.period is not None or asked.is_last or asked.is_now


def _told_before(inquiry: Inquiry, meant: Sequence[DocumentInfo]) -> list[DocumentInfo]:
    """Of these minutes those that the conversation before told of, if that was of one meeting."""
    before = inquiry.listed_before()
    info = quoted_first(before) if before and len(before.listed) < 2 else None
    return [one for one in meant if info and one.id == info.id]


def _asked(own: str, inquiry: Inquiry) -> tuple[AskedMeeting | None, Resolved]:
    """What is asked, with the question as it was understood: a meeting that it does not name is the one asked about
    last ("Wer hat Protokoll geführt?")."""
    resolved, history, minutes, today = inquiry.resolved, inquiry.question.history, inquiry.minutes, inquiry.today
    if asked := asked_of(own, resolved.text, minutes, today):
        return asked, resolved
    if resolved.since is None and history:
        taken = Resolved(f"{subject(history[-1]) or history[-1]}: {own}", own, own, len(history) - 1)
        return asked_of(own, taken.text, minutes, today), taken
    return None, resolved


def _answered(inquiry: Inquiry, asked: AskedMeeting, held: Sequence[Meeting]) -> Answer | None:
    today = inquiry.today
    if asked.kind == "next":
        meant = list(held[:1])
        found = _coming(asked, held, today)
        if not asked.words and _is_past(found, today) and _tells_of_a_coming_day(inquiry.searched(), today):
            return None
    else:
        meant = _meant(asked, held, today)
        found = _told(asked, meant)
        if not found and asked.kind == "attended" and (present := _others_present(asked, meant)):
            return _not_among(inquiry, asked, present)
    proved = list(_sentences(found, asked, inquiry.language, today))
    if proved:
        rows = len(meant) if asked.kind == "list" else len(found)  # not all minutes say when they were
        listing = _listing(asked, rows) if rows > min(len(found), QUOTES) else None
        return replace(answer_of(inquiry.question, proved), listing=listing, listed=tuple(one.about for one in proved))
    if asked.is_now or asked.kind == "attended" or not (asked.words or asked.period or asked.is_last):
        return None
    return _unstated(inquiry, asked, meant)


def _meant(asked: AskedMeeting, held: Sequence[Meeting], today: datetime.date) -> list[Meeting]:
    """The meetings that were, at the time that is asked for; the last of them where that is."""
    was = [one for one in held if one.document.date is None or one.document.date <= today]
    period = asked.period
    meant = was if period is None else [one for one in was if period.holds(one.document.date)]
    is_one = asked.is_last or (asked.kind == "told" and period is None and asked.fields[0] in ("date", "place"))
    return meant[:1] if is_one else meant


def _told(asked: AskedMeeting, meant: Iterable[Meeting]) -> list[_Found]:
    """What the meetings tell that do tell it."""
    found = []
    for meeting in meant:
        if asked.kind == "attended":
            part = took_part(meeting, asked.person)
            told = [part] if part else []
        else:
            told = [one for field in _with_hours(asked.fields) for one in meeting.of(field)[:1]]
        if any(one.fact.field in asked.fields or asked.kind == "attended" for one in told):
            found.append(_Found(meeting, tuple(told)))
    return found


def _others_present(asked: AskedMeeting, meant: Iterable[Meeting]) -> list[_Found]:
    """Who was there, and whether the one asked for was excused, of the meetings that the question names; none where it
    names none."""
    if not (asked.words or asked.period or asked.is_last):
        return []
    found = ((one, (excused_from(one, asked.person), *one.of("present")[:1])) for one in meant)
    return [_Found(one, tuple(filter(None, told))) for one, told in found if any(told)]


def _not_among(inquiry: Inquiry, asked: AskedMeeting, present: Sequence[_Found]) -> Answer | None:
    """Who was there, and that the one asked for is not named among them, but where minutes name him as excused."""
    everybody = replace(asked, kind="told", fields=("present",))
    proved = [one._replace(exact=None) for one in _sentences(present, everybody, inquiry.language, inquiry.today)]
    is_excused = any(told.fact.field == "excused" for one in present for told in one.told)
    missed = () if is_excused else (asked.person,)
    return replace(answer_of(inquiry.question, proved), not_mentioned=missed) if proved else None


def _with_hours(fields: Sequence[MeetingField]) -> Sequence[MeetingField]:
    return ("date", "time", *fields[1:]) if fields[0] == "date" else fields


def _coming(asked: AskedMeeting, held: Sequence[Meeting], today: datetime.date) -> list[_Found]:
    """The next meeting from today on; where all are past, the one that was announced last.

    What was announced before the last minutes has been overtaken by them.
    """
    known = [(meeting, one) for meeting in held for one in meeting.of("next")]
    if period := asked.period:
        known = [one for one in known if period.holds(one[1].fact.day)] or [
            one for one in known if period.holds(one[0].document.date)
        ]
    days = [(one.fact.day, meeting, one) for meeting, one in known if one.fact.day]
    coming = [one for one in days if one[0] >= today]
    if coming:
        _, meeting, told = min(coming, key=lambda one: one[0])
        return [_Found(meeting, (told,))]
    if not held:
        return []
    last = known[0][0] if asked.period and known else held[0]
    later = [one for one in days if last.document.date is None or one[0] > last.document.date]
    if later:
        _, meeting, told = max(later, key=lambda one: one[0])
        return [_Found(meeting, (told,))]
    return [_Found(last, (one,)) for meeting, one in known[:1] if meeting is last and one.fact.day is None]


def _is_past(found: Sequence[_Found], today: datetime.date) -> bool:
    return not any(told.fact.day and told.fact.day >= today for one in found for told in one.told)


def _tells_of_a_coming_day(searched: Answer, today: datetime.date) -> bool:
    """Whether documents of any kind announce something: an event of which no minutes know."""
    quotes = (one.quote.text for one in searched.citations)
    return any(day.date >= today for quoted in quotes for day in find_dates(quoted))


def _sentences(
    found: Sequence[_Found], asked: AskedMeeting, language: Language, today: datetime.date
) -> Iterator[ProvedSentence]:
    """A sentence for each of the first meetings; one whose figures its quotes do not hold is left out."""
    for meeting, told in found[:QUOTES]:
        facts = "; ".join(_fact(one, language, today) for one in told)
        words, quotes = _proved(meeting, told, facts, language)
        if words:
            exact = _exact(words, asked, told[0], len(words) - len(facts) - 1)
            yield ProvedSentence(words, quotes, exact, next(iter(_names(meeting.document, language, is_dated=False))))


def _fact(told: Told, language: Language, today: datetime.date) -> str:
    fact = told.fact
    is_sentence = fact.field == "next" and plain(fact.proof.text).startswith(fact.value)
    words = fact.value if is_sentence else text(f"meeting_told_{fact.field}", language, value=fact.value)
    is_past = fact.field == "next" and fact.day is not None and fact.day < today
    return f"{words} {text('meeting_past', language)}" if is_past else words


def _proved(meeting: Meeting, told: Sequence[Told], facts: str, language: Language) -> tuple[str, list[Quote]]:
    """The sentence that names the meeting as exactly as its quotes prove, and these; empty where they do not at all."""
    own = list(dict.fromkeys(one.quote for one in told))
    named = [one.quote for one in (*meeting.of("title"), *meeting.of("date")) if one.quote not in own]
    is_dated = any(one.fact.field == "date" for one in told)
    for name in _names(meeting.document, language, is_dated=is_dated):
        words = text("meeting_sentence", language, meeting=name, facts=facts)
        for more in (added for count in range(len(named) + 1) for added in combinations(named, count)):
            if not missing(words, " ".join(quote.text for quote in (*own, *more))):
                return words, [*own, *more]
    return "", []


def _names(document: DocumentInfo, language: Language, *, is_dated: bool) -> Iterable[str]:
    """What the meeting may be called, with its day first; without where the facts tell that."""
    days = [written(document.date, language, one) for one in _PRECISIONS] if document.date and not is_dated else []
    yield from (text("meeting_named", language, title=document.title, day=day) for day in days)
    yield document.title


def _exact(words: str, asked: AskedMeeting, told: Told, start: int) -> Span | None:
    """Where the words stand that answer: the value, of the next meeting its day, of who took part the name."""
    value = told.fact.value
    at = words.find(value, max(start, 0))
    if asked.kind == "list" or at < 0:
        return None
    if asked.kind == "attended":
        name = fold(_TITLES.sub("", asked.person).split()[-1])
        borne = (match for match in _WORD.finditer(words, at) if fold(match[0]) == name)
        return next((Span(*match.span()) for match in borne), None)
    if told.fact.field == "next":
        days = [one.span.moved(at) for one in find_dates(value) if one.precision == "day"]
        return days[0] if days else None
    return Span(at, at + len(value))


def _listing(asked: AskedMeeting, rows: int) -> Listing:
    """Where the page of outcomes, which goes meeting by meeting, shows all of them."""
    start, end = asked.period or (None, None)
    return Listing(address(OutcomeFilter(date_from=start, date_to=end, query=" ".join(asked.words))), rows)


def _unstated(inquiry: Inquiry, asked: AskedMeeting, meant: Sequence[Meeting]) -> Answer:
    """The answer that the minutes do not say it, with passages of theirs; where there are no minutes, that there are
    none. What the search surely finds in them is told all the same: "Rund 40 Personen arbeiteten mit"."""
    answer = answer_of(inquiry.question)
    if not meant:
        return answer
    found = inquiry.searched()
    if inquiry.is_answered and found.citations[0].quote.document in [one.document for one in meant]:
        return found
    return replace(
        answer,
        reason="not_supported",
        related=inquiry.closest_of((one.document for one in meant), answer.question),
        not_mentioned=(text(f"meeting_unstated_{asked.fields[0]}", inquiry.language),),
    )
