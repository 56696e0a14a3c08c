"""Does a question ask for a list of outcomes, and for which? "Was wurde im Lab Technologie zu Prüfständen beschlossen?"

A question for one exact thing ("Wer leitet ...", "Wie viele Stimmen ...") is none of these, nor is one that asks two
things at once: only certain forms are (`outcome_forms.py`), which begin the question. Keywords ("Beschlüsse
Lenkungskreis 2025") are a list of the same: what is sought, and of which meeting, time, lab or person. What is left out
by a word of negation no list can tell ("Beschlüsse ohne ..."), but for what stands still: not repealed, not done, not
overdue.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from typing import NamedTuple

from assistant.knowledge.minutes.meeting.bodies import is_in_title, is_meeting, is_of, names_body, stands_in
from assistant.knowledge.minutes.questions.outcome_forms import (
    Form,
    asks_of_deadlines,
    asks_what_was_told,
    form_of,
    is_filling,
    may_ask,
)
from assistant.knowledge.minutes.questions.person_names import Known
from assistant.knowledge.minutes.questions.times import NOT_OVERDUE, OVERDUE, PAST, named_time, time_alone, time_due
from assistant.knowledge.outcomes import OutcomeFilter
from assistant.language.periods import Period
from assistant.language.recurring import ONE_DAY
from assistant.language.terms import stems, whole_words
from assistant.records import DocumentInfo, Question, Span
from assistant.retrieving.filters import understood
from assistant.retrieving.labs import part_of_name
from assistant.retrieving.meetings import EVENT, is_unknown_number

_I = re.IGNORECASE
# What a second question in the same text begins with, or a question for an exact thing.
_EXACT = re.compile(
    r"\b(?:wie ?viele?|wie hoch|how many|how much|(?:und|and) (?:wer|was|wie|wann|wo|who|how|when))\b", _I
)
_NEGATED = re.compile(
    r"\b(?:nicht|nie|kein\w*|ohne|au(?:ß|ss)er|ausgenommen|abgesehen von|bis auf|davor|vorher|zuvor"
    r"|danach|nachher|not|no|without|except|other than)\b"
    r"|n't\b",
    _I,
)
# "noch nicht erledigt", "nicht aufgehoben", "bis auf Weiteres": what still stands.
_NOT_YET = re.compile(
    r"\b(?:noch nicht (?:erledigt|gemacht|getan|beschlossen)|(?:noch )?nicht (?:entschieden|gekl(?:ä|ae)rt)"
    r"|nicht (?:wieder |mehr )?(?:aufgehoben|zur(?:ü|ue)ckgenommen|widerrufen)"
    r"|bis auf weiteres|until further notice|not (?:yet )?(?:done|decided|resolved|repealed|revoked))\b",
    _I,
)
_UNTIL_NEXT = re.compile(r"\bbis (?:zu[mr]? )?(?:n(?:ä|ae)chsten?|kommenden?)\s(?=[\w-]+)", _I)
_IN_FORCE = re.compile(r"\b(?:gelten|gilt|g(?:ü|ue)ltig\w*|in kraft|in force|valid)\b", _I)
_TO_DO = re.compile(
    r"\b(?:offen\w*|unerledigt\w*|ausstehend\w*|noch (?:(?:et)?was )?(?:zu )?(?:tun|machen|erledigen)"
    r"|open|pending|outstanding)\b",
    _I,
)
# "Was ist noch offen", "was steht bei ihr aus": tasks as well as open points.
_IS_OPEN = re.compile(
    r"(?:^|:\s)\W*(?:\w+\s)?(?:was (?:ist|bleibt|steht|liegt|hat)|what (?:is|remains))\b"
    r"(?!.*\b(?:nicht|unklar|ungekl(?:ä|ae)rt)\b)",
    _I,
)
_DUE = re.compile(r"(?<!\bwas )\b(?:f(?:ä|ae)llig(?:en?)?|due)\b", _I)
_OF_A_MEETING = re.compile(
    r"\b\w*(?:sitzung(?:en)?|protokolle?[ns]?|niederschrift|treffens?|workshops?|besprechung|werkstatt|forums?|runde"
    r"|konferenz|meetings?|minutes|session)\b",
    _I,
)
# "in der letzten Sitzung des Beirats"; "bei den letzten Sitzungen" is of several.
_LAST = re.compile(
    r"(?<!\bin den )(?<!\bbei den )(?<!\baus den )(?<!\bvon den )"
    r"\b(?:(?:letzte|jüngste|juengste|neu(?:e)?ste)[nmrs]?|last|latest)\s(?P<what>[\w-]+)",
    _I,
)
_BESIDE_IT = re.compile(
    r"\b(?:(?P<since>seit|since)|(?P<before>vor|before)|(?P<after>nach|after)|(?P<until>bis|until))"
    r"\s(?:(?:der|dem|zur|zum|the)\s)?\Z",
    _I,
)
# "nach der letzten Sitzung zu tun": what that gave to do.
_NOT_GIVEN_THERE = re.compile(r"\b(?:vor|bis|before)\s(?:(?:der|dem|zur|zum|the)\s)?\Z", _I)
_MEETING = re.compile(rf"(?:\w*(?:{EVENT}s?|minutes)|mal|time)\Z", _I)
ANY_TIME = Period(None, None)
MOST_WORDS = 4  # of its own; with more it asks for something that no list tells


def _nobody() -> Iterable[str]:
    return ()


def outcomes_asked_for(
    question: Question,
    documents: Sequence[DocumentInfo],
    today: datetime.date,
    persons: Callable[[], Iterable[str]] = _nobody,
) -> OutcomeFilter | None:
    """Which outcomes the question wants listed; None for every other question.

    `documents` are those that the caller may see: a lab that is not among them is not known, and its name is a word
    like any other. `persons` are those whom their minutes name; nobody else is told without capitals. Filters of the
    caller count as well; those that must not be understood are not.
    """
    text, given = unicodedata.normalize("NFC", question.text), question.filters
    if given.type not in (None, "minutes") or given.topic or given.documents or not may_ask(text):
        return None
    read = _read(text, documents, today, persons)
    if read is None:
        return None
    lab = given.lab or ("" if "lab" in question.without_filters else read.lab)
    minutes = [info for info in documents if info.type == "minutes" and (not lab or info.lab == lab)]
    held, rest, is_task = read.held, read.rest, read.form.kind == "task"
    if held is None:
        held, rest = time_alone(rest, minutes, today, is_task=is_task)
    due = time_due(text, held, minutes, today) if is_task else None
    words = [word for word in whole_words(_UNTIL_NEXT.sub(" ", _NOT_YET.sub(" ", rest))) if not is_filling(word)]
    date_from, date_to = given.date_from, given.date_to
    may_be_dated = not (date_from or date_to or "date" in question.without_filters)
    if may_be_dated and held and not due:
        date_from, date_to = held.start, held.end
    if may_be_dated and not (date_from or date_to):
        date_from, date_to = _last_meeting(text, words, lab, documents, is_task=is_task)
    when, query = (date_from, date_to), " ".join(words)
    is_still = _is_still(text, read.form)
    wanted = OutcomeFilter(read.form.kind, lab, read.person, *when, query, *(due or ANY_TIME), is_still)
    if len(words) > MOST_WORDS or not _is_clear(wanted, read.form, text, documents):
        return None
    wanted = replace(wanted, query=" ".join(_topic(words, wanted, minutes)))
    return replace(wanted, still=wanted.still or _is_due_now(text, wanted))


class _Read(NamedTuple):
    """What a question says by itself: its form, the lab, the person and the time that it names, each if it names one;
    `rest` is the text without these."""

    form: Form
    lab: str
    person: str
    held: Period | None
    rest: str


def _read(
    text: str, documents: Sequence[DocumentInfo], today: datetime.date, persons: Callable[[], Iterable[str]]
) -> _Read | None:
    """None where the text has no form, asks for more besides, or leaves something out."""
    lab, unread = _lab(text, documents, today)
    held, rest = named_time(unread, documents, today)
    form = form_of(Known(persons()).masked(rest))
    if form and form.kind != "task":
        held, rest = named_time(unread, documents, today, is_task=False)
    if form is None or _EXACT.search(rest, form.match.end()) or _leaves_out(text):
        return None
    if is_unknown_number(rest, documents):
        return None
    person = Span(*form.match.span("person")) if form.match.groupdict().get("person") else Span(0, 0)
    return _Read(form, lab, person.of(rest), held, person.blanked_in(rest))


def _topic(words: Sequence[str], wanted: OutcomeFilter, minutes: Sequence[DocumentInfo]) -> Sequence[str]:
    """The words without those that name the body of all meetings of that time: its decisions need not name it again.

    With a body goes the name of its lab ("Forum Infrastruktur"); any other word of a title is a topic.
    """
    held = [info for info in minutes if Period(wanted.date_from, wanted.date_to).holds(info.date)]
    if not held or not (wanted.date_from or wanted.date_to):
        return words
    titled = [word for word in words if all(is_in_title(word, [info]) for info in held)]
    if not any(names_body(word) for word in titled):
        return words
    labs = set.intersection(*(set(stems(info.lab or "")) for info in held))
    named = {word for word in titled if names_body(word) or set(stems(word)) <= labs}
    return [word for word in words if word not in named]


def _leaves_out(text: str) -> bool:
    """Whether the question says what it does not want, or points to another time, in words that no list understands."""
    return _NEGATED.search(_NOT_YET.sub(" ", NOT_OVERDUE.sub(" ", text))) is not None


def _is_still(text: str, form: Form) -> bool:
    """Whether only decisions in force are wanted, only tasks that are yet to be done, or these among what is open."""
    if form.kind == "decision":
        return bool(_IN_FORCE.search(text) or _NOT_YET.search(text))
    if form.kind == "open":
        return _IS_OPEN.search(text) is not None
    return form.kind == "task" and any(sign.search(text) for sign in (_TO_DO, _NOT_YET, OVERDUE, NOT_OVERDUE))


def _is_due_now(text: str, wanted: OutcomeFilter) -> bool:
    """Whether it is asked what is due, at no certain time: nothing that is done."""
    times = (wanted.date_from, wanted.date_to, wanted.due_from, wanted.due_to)
    return wanted.kind == "task" and not any(times) and _DUE.search(text) is not None and not PAST.search(text)


def _is_clear(wanted: OutcomeFilter, form: Form, text: str, documents: Sequence[DocumentInfo]) -> bool:
    """Whether outcomes are meant: not what somebody is there for ("Aufgaben des Netzwerks"), nor results of a study."""
    if form.kind is None:
        return _is_of_meetings(wanted, text, documents)
    said = (wanted.lab, wanted.person, wanted.date_from, wanted.date_to, wanted.due_from, wanted.due_to)
    if form.kind == "task" and asks_of_deadlines(text):
        return any(said)
    return form.kind != "task" or not form.is_keyword or any(said) or is_in_title(wanted.query, documents)


def _is_of_meetings(wanted: OutcomeFilter, text: str, documents: Sequence[DocumentInfo]) -> bool:
    """Whether all that came out of meetings is meant: those of a lab, of a time, or a certain one, and of no topic."""
    speaks_of_it = _OF_A_MEETING.search(text) is not None
    if wanted.query:
        return is_meeting(wanted.query, documents) or (speaks_of_it and is_in_title(wanted.query, documents))
    if not (wanted.lab or wanted.date_from or wanted.date_to):
        return False
    is_of_time = asks_what_was_told(text) or wanted.date_from == wanted.date_to
    return wanted.lab != "" or speaks_of_it or (is_of_time and _has_met(wanted, documents))


def _has_met(wanted: OutcomeFilter, documents: Sequence[DocumentInfo]) -> bool:
    time = Period(wanted.date_from, wanted.date_to)
    return any(info.type == "minutes" and time.holds(info.date) for info in documents)


def _lab(text: str, documents: Sequence[DocumentInfo], today: datetime.date) -> tuple[str, str]:
    """The lab that the text names ("im Lab Technologie", "das Lab Technologie"), if any, and the text without it."""
    stated = understood(text, documents, today)
    if stated.filters.lab:
        return stated.filters.lab, stated.rest(["lab"])
    names = {info.lab for info in documents if info.lab}
    for name in sorted(names, key=len, reverse=True):
        if match := re.search(rf"\blabs?\s+[„“\"'»]?{re.escape(name)}[“”\"'«]?(?![-\w])", text, _I):
            return name, Span(*match.span()).blanked_in(text)
    for match in re.finditer(r"\blabs?\b", text, _I):
        if part := part_of_name(text, match.end(), names):
            return part[0], Span(match.start(), part[1]).blanked_in(text)
    return "", text


def _last_meeting(
    text: str, words: Sequence[str], lab: str, documents: Sequence[DocumentInfo], *, is_task: bool
) -> Period:
    """The day of the last minutes of the lab, if the text asks for the last meeting, or the time since or before it;
    any time where it does not.

    The `words` of the question that stand in titles of minutes name the body that met. `lab` is empty for any.
    """
    minutes = [info for info in documents if info.type == "minutes" and (not lab or info.lab == lab)]
    titles = {info.id: stems(info.title) for info in minutes}
    named = [stem for stem in stems(" ".join(words)) if any(stands_in(stem, title) for title in titles.values())]
    meant = [one for one in _LAST.finditer(text) if _is_meeting(one["what"], named)]
    if not meant or (is_task and _NOT_GIVEN_THERE.search(text[: meant[-1].start()])):
        return ANY_TIME
    day = max((info.date for info in minutes if info.date and is_of(named, titles[info.id])), default=None)
    beside = None if is_task else _BESIDE_IT.search(text[: meant[-1].start()])
    if day is None or beside is None:
        return Period(day, day)
    if beside["before"] or beside["until"]:
        return Period(None, day if beside["until"] else day - ONE_DAY)
    return Period(day if beside["since"] else day + ONE_DAY, None)


def _is_meeting(what: str, named: Sequence[str]) -> bool:
    """Whether that of which the last one is meant is a meeting or the body that met."""
    return _MEETING.match(what) is not None or set(stems(what)) <= set(named)
