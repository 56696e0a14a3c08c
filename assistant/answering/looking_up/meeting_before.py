"""What is asked of the meeting before the one that was asked about: "Und in der Sitzung davor?"."""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from assistant.answering.understanding.following import resolve
from assistant.knowledge.meetings import minutes_among
from assistant.knowledge.minutes.asked import outcomes_asked_for
from assistant.knowledge.outcomes import Wanted
from assistant.language.terms import fold
from assistant.records import DocumentInfo, Question

_SITTING = r"(?:sitzung|treffen|workshop|besprechung|runde|mal|meeting|session)"
_BEFORE = re.compile(
    r"(?:(?:und|and|was (?:war|wurde)|what about|how about)\s)*(?:(?:in|bei|beim|auf|at)\s)?(?:(?:der|dem|das|the)\s)?"
    rf"(?:(?:vorherigen|vorigen|vorangegangenen|previous)\s{_SITTING}|{_SITTING}\s(?:davor|zuvor|vorher|before))"
    r"(?:\s(?:beschlossen|besprochen))?\W*",
    re.IGNORECASE,
)
_NUMBER = re.compile(r"\d+")


class MeetingBefore(NamedTuple):
    """The minutes of the meeting before, and what is wanted of it."""

    minutes: DocumentInfo
    wanted: Wanted


def meeting_before(
    question: Question,
    infos: Sequence[DocumentInfo],
    today: datetime.date,
    persons: Callable[[], Iterable[str]],
) -> MeetingBefore | None:
    """The same as was asked last of a meeting of one day, but of the one before it; None for every other question, and
    where no minutes of an earlier one are known."""
    if not _BEFORE.fullmatch(" ".join(question.text.split())):
        return None
    for place in reversed(range(len(question.history))):
        earlier = resolve(question.history[place], question.history[:place])
        wanted = outcomes_asked_for(replace(question, text=earlier.text, history=()), infos, today, persons)
        if wanted and wanted.date_from and wanted.date_from == wanted.date_to:
            before = _before(wanted.date_from, wanted.lab, infos)
            if before is None:
                return None
            return MeetingBefore(before, replace(wanted, date_from=before.date, date_to=before.date))
    return None


def _before(day: datetime.date, lab: str, infos: Sequence[DocumentInfo]) -> DocumentInfo | None:
    """The last minutes before that day of the same body: of the same lab, or called the same but for the numbers."""
    known = [info for info in minutes_among(infos) if info.date and (not lab or info.lab == lab)]
    bodies = {_body(info) for info in known if info.date == day}
    return next((info for info in known if info.date and info.date < day and _body(info) in bodies), None)


def _body(info: DocumentInfo) -> str:
    return info.lab or _NUMBER.sub("", fold(info.title))
