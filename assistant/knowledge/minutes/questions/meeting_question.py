"""Does a question ask about a meeting itself, and about which? "Wer leitete die letzte Sitzung des Lenkungskreises?"

Only certain forms do, and only where all that is left of the question names minutes that the caller may see: the body
that met, its lab, a day. "Wer leitet das Lab Technologie?" asks of no meeting.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass
from typing import NamedTuple

from assistant.knowledge.minutes.meeting.bodies import names_body, stands_in
from assistant.knowledge.minutes.meeting.facts import MeetingField
from assistant.knowledge.minutes.questions.meeting_forms import (
    AHEAD,
    COUNTED,
    EVENT,
    PLANNED,
    SITTING,
    Kind,
    meeting_form_of,
    only_asks,
)
from assistant.knowledge.minutes.questions.outcome_forms import is_filling
from assistant.knowledge.minutes.questions.times import named_time, time_alone
from assistant.language.periods import Period
from assistant.language.terms import stems, whole_words
from assistant.language.word_lists import listed
from assistant.records import DocumentInfo

_I = re.IGNORECASE
_LAST = re.compile(r"\b(?:(?:letzte|j(?:ü|ue)ngste|neu(?:e)?ste)[nmrs]?\s|zuletzt\b|(?:last|latest|most recent)\s)", _I)
_WHICH_ONES = re.compile(rf"\b(?:welche[nmr]?|which|what) {SITTING}\b", _I)
_IS_NOW = re.compile(r"\b(?:leitet|moderiert|chairs|leads|vorsitz hat|hat den vorsitz|hat die leitung)\b", _I)
_NEXT = re.compile(rf"\b{AHEAD}|{PLANNED}", _I)
_SAT = re.compile(r"\b(?:sitzung(?:en)?|treffen|workshops?|besprechung(?:en)?|meetings?|termine)\b", _I)
_OF_A_MEETING = re.compile(rf"\b(?:{SITTING}|getroffen|getagt|tagte|traf|trafen)\b", _I)
_EVENT = re.compile(rf"\b(?:{EVENT}|mal|time)\b", _I)  # one to come may be any meeting
_COMPOUND = re.compile(rf"(?P<body>\w{{5,}}){SITTING}", _I)
_NO_BODY = listed("lab labs protokoll protokolle intern interne internen dokumentation")
_OF_THOSE_THERE: tuple[MeetingField, ...] = ("present", "excused", "keeper")


@dataclass(frozen=True, slots=True)
class AskedMeeting:
    """What is asked of which meetings: those whose title or lab hold the `words`, held in `period`; None for any time.

    `is_last` wants the last of them alone. `is_now` asks for what holds today, so that minutes are one place among
    others to look for it. `person` is whose part in meetings is asked for.
    """

    kind: Kind
    fields: tuple[MeetingField, ...]
    words: tuple[str, ...]
    period: Period | None = None
    is_last: bool = False
    is_now: bool = False
    person: str = ""


class _Which(NamedTuple):
    """Which meetings a text names."""

    words: tuple[str, ...]
    period: Period | None
    is_last: bool

    def __bool__(self) -> bool:
        return bool(self.words) or self.period is not None or self.is_last


def asked_of(text: str, about: str, minutes: Sequence[DocumentInfo], today: datetime.date) -> AskedMeeting | None:
    """What `text` asks of a meeting; None for every other question, and where no meeting is named.

    Args:
        text: the question.
        about: the same with what it takes over from the conversation, which may ask for outcomes, or `text` itself.
        minutes: those that the caller may see.
        today: what "letztes Jahr" is seen from.
    """
    text, about = unicodedata.normalize("NFC", text), unicodedata.normalize("NFC", about)
    form = meeting_form_of(text)
    if form is None:
        return None
    if form.kind == "next":
        text, about = (_EVENT.sub("Treffen", one) for one in (text, about))
    own, whole = (_which(_without(form.person, one), minutes, today) for one in (text, about))
    words = own.words if about == text else tuple(word for word in whole.words if not is_filling(word))
    if not all(_names_any((word,), minutes) for word in (*own.words, *words)):
        return None
    which = whole._replace(words=words)
    is_now = _IS_NOW.search(text) is not None
    is_last = which.is_last and not (form.kind == "attended" and _WHICH_ONES.search(text))
    asked = AskedMeeting(form.kind, form.fields, words, which.period, is_last, is_now, form.person)
    if not asked.words and _counts_elsewhere(asked, f"{text} {about}", minutes):
        return None
    return asked if _is_named(asked, which, f"{text} {about}", today) else None


def _counts_elsewhere(asked: AskedMeeting, text: str, minutes: Sequence[DocumentInfo]) -> bool:
    """Whether people are counted at a time of which there are no minutes, and at no meeting by the words: those of an
    event, of which other documents may tell."""
    is_counted = COUNTED.search(text) is not None and not _OF_A_MEETING.search(text)
    period = asked.period
    return is_counted and period is not None and not any(period.holds(info.date) for info in minutes)


def _is_named(asked: AskedMeeting, which: _Which, text: str, today: datetime.date) -> bool:
    """Whether a meeting is meant: it is called one, or by the body that met; of who was there a day says it as well."""
    is_meeting = _OF_A_MEETING.search(text) is not None
    names = any(names_body(word) and word.lower() not in _NO_BODY for word in asked.words)
    match asked.kind:
        case "attended":
            return True
        case "list":
            return bool(which)
        case "next":
            is_ahead = _is_ahead(asked.period, today) or _NEXT.search(text) is not None
            return is_ahead and bool(asked.words or _SAT.search(text))
        case "told":
            if asked.is_now or asked.fields[0] not in _OF_THOSE_THERE:
                return names or (is_meeting and bool(which))
            return names or (bool(which) and (is_meeting or asked.period is not None))


def _is_ahead(period: Period | None, today: datetime.date) -> bool:
    return period is not None and period.start is not None and period.start > today


def _which(text: str, minutes: Sequence[DocumentInfo], today: datetime.date) -> _Which:
    period, rest = named_time(text, minutes, today)
    if period is None:
        period, rest = time_alone(rest, minutes, today, is_task=False)
    words = [word for word in whole_words(rest) if not only_asks(word)]
    return _Which(tuple(_body(word, minutes) for word in words), period, _LAST.search(rest) is not None)


def _without(person: str, text: str) -> str:
    return text.replace(person, " ") if person else text


def _body(word: str, minutes: Sequence[DocumentInfo]) -> str:
    """ "Lenkungskreis" for "Lenkungskreissitzung", where minutes are called so."""
    match = None if _names_any((word,), minutes) else _COMPOUND.fullmatch(word)
    return match["body"] if match and _names_any((match["body"],), minutes) else word


def _names_any(words: Sequence[str], minutes: Sequence[DocumentInfo]) -> bool:
    asked = stems(" ".join(words))
    titles = (set(stems(f"{info.title} Lab {info.lab or ''}")) for info in minutes)
    return any(all(stands_in(stem, title) for stem in asked) for title in titles)
