"""The meeting before or after the one that was asked about: "Und in der Sitzung davor?" asks the same of another day.

That day is put in its place, wherever it stands in a conversation, so that what follows ("Wer war da dabei?") goes on
from the meeting that was meant.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Literal, NamedTuple

from assistant.answering.looking_up.inquiry import Inquiry
from assistant.answering.looking_up.proved_sentences import answer_of
from assistant.answering.understanding.following import resolve
from assistant.knowledge.meetings import is_of_body
from assistant.knowledge.minutes.meeting.bodies import is_meeting
from assistant.knowledge.minutes.questions.meeting_question import asked_of
from assistant.knowledge.minutes.questions.outcome_question import outcomes_asked_for
from assistant.language.dates import written
from assistant.language.detect import detect
from assistant.language.periods import Period
from assistant.language.small_talk import heard
from assistant.language.terms import fold
from assistant.messages import text
from assistant.records import Answer, DocumentInfo, Question

Side = Literal["before", "after"]

_SITTING = r"(?:sitzung|treffen|workshop|besprechung|runde|mal|meeting|session)"


def _asking(adjectives: str, adverbs: str) -> re.Pattern[str]:
    return re.compile(
        r"(?:(?:und|and|was (?:war|wurde)|what about|how about)\s)*(?:(?:in|bei|beim|auf|at)\s)?"
        rf"(?:(?:der|dem|das|die|the)\s)?(?:(?:{adjectives})\s{_SITTING}|(?:{_SITTING}\s)?(?:{adverbs}))"
        r"(?:\s(?:beschlossen|besprochen))?\W*",
        re.IGNORECASE,
    )


_ASKING: Mapping[Side, re.Pattern[str]] = {
    "before": _asking("vorherigen?|vorigen?|vorangegangenen?|previous", "davor|zuvor|vorher|before"),
    "after": _asking("(?:darauf)?folgenden?|following", "danach|darauf|after(?: that)?|afterwards"),
}
_NAMED = re.compile(rf"\b{_SITTING}\b", re.IGNORECASE)
_NUMBER = re.compile(r"\d+")


class _Meant(NamedTuple):
    """The minutes of the meeting that a question was about, and its place in the history."""

    place: int
    minutes: Sequence[DocumentInfo]


def asks_of_one_beside(question: Question) -> bool:
    """Whether the question, or an earlier one of the conversation, asks of the meeting before or after."""
    return any(map(_side, (*question.history, question.text)))


def with_its_day(inquiry: Inquiry) -> Question:
    """The question and its history with "Und am 20. Juni 2023?" for "Und in der Sitzung davor?", right behind the
    question that asked of the meeting beside it.

    Of a body that was asked about at no certain time the last meeting counts as the one that was meant. Where no
    minutes of the one beside it are known, nothing is put in its place; nor where "Und davor?" is all that is said and
    what was talked of last is no meeting.
    """
    said: list[str] = []
    question = inquiry.question
    for one in (*question.history, question.text):
        meant = _gone_on_from(replace(question, text=one, history=tuple(said)), inquiry)
        if meant and (day := _day_beside(meant.minutes, inquiry.minutes, _side(one))):
            language = detect(one)
            said[meant.place + 1 :] = [text("meeting_on_day", language, day=written(day, language))]
        else:
            said.append(one)
    return replace(question, text=said[-1], history=tuple(said[:-1]))


def nothing_beside(inquiry: Inquiry) -> Answer | None:
    """That no minutes of the meeting before or after are known; None where the question, in whose place `with_its_day`
    put that day if there is one, does not ask of it. What another meeting tells is no answer."""
    side = _side(inquiry.question.text)
    meant = _gone_on_from(inquiry.question, inquiry) if side else None
    if meant is None or meant.minutes[0].date is None:
        return None
    return replace(answer_of(inquiry.question), not_mentioned=(text(f"meeting_none_{side}", inquiry.language),))


def _side(said: str) -> Side | None:
    plain = " ".join(said.split())
    return next((side for side, asking in _ASKING.items() if asking.fullmatch(plain)), None)


def _gone_on_from(question: Question, inquiry: Inquiry) -> _Meant | None:
    """The meeting of which the question asks for the one beside it; None where it does not, or talks of no meeting."""
    said = question.text
    meant = _meant(question, inquiry) if _side(said) else None
    if meant is None or _NAMED.search(said):
        return meant
    between = question.history[meant.place + 1 :]
    return meant if all(_side(one) or heard(one) for one in between) else None


def _day_beside(
    meant: Sequence[DocumentInfo], minutes: Sequence[DocumentInfo], side: Side | None
) -> datetime.date | None:
    """The day of the nearest `minutes` before or after those, of the same body; None without any."""
    own, bodies = meant[0].date, set(map(_body, meant))
    days = [one.date for one in minutes if one.date and _body(one) in bodies] if own else []
    if side == "after":
        return min((day for day in days if own and day > own), default=None)
    return max((day for day in days if own and day < own), default=None)


def _meant(question: Question, inquiry: Inquiry) -> _Meant | None:
    """The meeting that the history asks about last; None where it asks about none, or about those of a longer time."""
    today = inquiry.today
    minutes = [info for info in inquiry.minutes if info.date and info.date <= today]
    for place in reversed(range(len(question.history))):
        earlier = resolve(question.history[place], question.history[:place]).text
        asked = replace(question, text=earlier, history=())
        if wanted := outcomes_asked_for(asked, inquiry.documents, today, inquiry.persons):
            held = [one for one in minutes if not wanted.lab or one.lab == wanted.lab]
            named = [one for one in held if wanted.query and is_meeting(wanted.query, [one])]
            period, is_named = Period(wanted.date_from, wanted.date_to), bool(wanted.lab or named)
            held = named or held
        elif about := asked_of(earlier, earlier, minutes, today):
            held = [one for one in minutes if is_of_body(one, about.words)]
            period, is_named = about.period or Period(None, None), bool(about.words)
        else:
            continue
        found = _of_one_day(held, period, is_named=is_named)
        return _Meant(place, found) if found else None
    return None


def _of_one_day(held: Sequence[DocumentInfo], period: Period, *, is_named: bool) -> list[DocumentInfo]:
    """Those of that day, or of the last one where a body is named and no time; the newest come first."""
    if period.start != period.end or not (period.start or is_named):
        return []
    within = [one for one in held if period.holds(one.date)]
    return [one for one in within if one.date == within[0].date]


def _body(info: DocumentInfo) -> str:
    return info.lab or _NUMBER.sub("", fold(info.title))
