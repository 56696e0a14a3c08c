"""The meeting before the one that was asked about: "Und in der Sitzung davor?" asks the same of another day.

That day is put in its place, wherever it stands in a conversation, so that what follows ("Wer war da dabei?") goes on
from the meeting that was meant.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from assistant.answering.understanding.following import resolve
from assistant.knowledge.meetings import is_of_body, minutes_among
from assistant.knowledge.minutes.meeting.bodies import is_meeting
from assistant.knowledge.minutes.questions.meeting_question import asked_of
from assistant.knowledge.minutes.questions.outcome_question import outcomes_asked_for
from assistant.language.dates import written
from assistant.language.detect import detect
from assistant.language.periods import Period
from assistant.language.terms import fold
from assistant.messages import text
from assistant.records import DocumentInfo, Question

_SITTING = r"(?:sitzung|treffen|workshop|besprechung|runde|mal|meeting|session)"
_BEFORE = re.compile(
    r"(?:(?:und|and|was (?:war|wurde)|what about|how about)\s)*(?:(?:in|bei|beim|auf|at)\s)?(?:(?:der|dem|das|the)\s)?"
    rf"(?:(?:vorherigen|vorigen|vorangegangenen|previous)\s{_SITTING}|(?:{_SITTING}\s)?(?:davor|zuvor|vorher|before))"
    r"(?:\s(?:beschlossen|besprochen))?\W*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+")


class _Meant(NamedTuple):
    """The minutes of the meeting that a question was about, and its place in the history."""

    place: int
    minutes: Sequence[DocumentInfo]


Persons = Callable[[], Iterable[str]]


def asks_of_one_before(question: Question) -> bool:
    """Whether the question, or an earlier one of the conversation, asks of the meeting before."""
    return any(map(_is_of_one_before, (*question.history, question.text)))


def with_its_day(question: Question, infos: Sequence[DocumentInfo], today: datetime.date, persons: Persons) -> Question:
    """The question and its history with "Und am 20. Juni 2023?" for "Und in der Sitzung davor?", right behind the
    question that asked of the later meeting.

    Of a body that was asked about at no certain time the last meeting counts as the one that was meant. Where no
    minutes of the meeting before are known, nothing is put in its place; nor where "Und davor?" is all that is said and
    what was talked of last is no meeting.
    """
    said: list[str] = []
    for one in (*question.history, question.text):
        meant = (
            _meant(replace(question, history=tuple(said)), infos, today, persons) if _is_of_one_before(one) else None
        )
        is_of_topic = meant and (_names_a_sitting(one) or meant.place >= (resolve(one, said).since or 0))
        if meant and is_of_topic and (day := _day_before(meant.minutes, infos)):
            language = detect(one)
            said[meant.place + 1 :] = [text("meeting_on_day", language, day=written(day, language))]
        else:
            said.append(one)
    return replace(question, text=said[-1], history=tuple(said[:-1]))


def _names_a_sitting(said: str) -> bool:
    return re.search(rf"\b{_SITTING}\b", said, re.IGNORECASE) is not None


def _is_of_one_before(said: str) -> bool:
    return _BEFORE.fullmatch(" ".join(said.split())) is not None


def _day_before(meant: Sequence[DocumentInfo], infos: Sequence[DocumentInfo]) -> datetime.date | None:
    """The day of the last minutes before those, of the same body; None without any."""
    day, bodies = meant[0].date, set(map(_body, meant))
    known = minutes_among(infos) if day else []
    return next((one.date for one in known if one.date and day and one.date < day and _body(one) in bodies), None)


def _meant(question: Question, infos: Sequence[DocumentInfo], today: datetime.date, persons: Persons) -> _Meant | None:
    """The meeting that the history asks about last; None where it asks about none, or about those of a longer time."""
    minutes = [info for info in minutes_among(infos) if info.date and info.date <= today]
    for place in reversed(range(len(question.history))):
        earlier = resolve(question.history[place], question.history[:place]).text
        asked = replace(question, text=earlier, history=())
        if wanted := outcomes_asked_for(asked, infos, today, persons):
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
