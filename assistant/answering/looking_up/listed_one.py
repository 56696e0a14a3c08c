"""One of a list that was given: "Wie hoch ist der Zuschuss beim zweiten?" after a list of programmes, meetings or
documents.

A conversation keeps questions only, so the list is made again, and the name of that one put in its place; in that of
minutes the meeting that they are of, where something else is asked than what they say as a whole.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import NamedTuple

from assistant.answering.looking_up.summary_asked_for import summary_asked_for, title_shown
from assistant.answering.understanding.following import resolve
from assistant.language.dates import written
from assistant.language.detect import detect
from assistant.language.subject import words
from assistant.messages import text
from assistant.records import Answer, Question

_ORDINALS = ("erste", "zweite", "dritte", "vierte", "fünfte"), ("first", "second", "third", "fourth", "fifth")
_PLACES = {word: place for words in _ORDINALS for place, word in enumerate(words)}
_NTH = rf"(?P<nth>{'|'.join(_PLACES)})[nrms]?(?:\s+(?:(?:förder)?programms?|programme|one)\b)?"
# "beim zweiten", with hardly a word behind it, or a pause: "Was wurde bei der zweiten beschlossen?", "Läuft das zweite
# noch?", "Beim zweiten, wer ist da Ansprechpartner?"
_ONE = re.compile(
    r"\b(?:(?P<led>beim|vom|zum|zur|im|(?:bei|von|zu|für|of|for|in)\s(?:dem|der|den|das|die|the))"
    r"|das|die|der|dem|den|the)"
    rf"\s+{_NTH}(?![\w.-])(?=(?:\s+[\w-]+){{0,2}}[\s?!.]*\Z|[,:]\s)",
    re.IGNORECASE,
)
_BEFORE_A_PAUSE = ("bei", "zu", "für", "for")  # not "in": "Im zweiten, letzten Jahr"
_ANY = re.compile(rf"\b(?:{'|'.join(_PLACES)})[nrms]?\b", re.IGNORECASE)
# "der Erste", a person; "ab dem ersten", a day
_ANOTHER = re.compile(
    r"\A\W*(?:wer\sist|who\sis)\b|\b(?:ab|bis|am|seit|vor|nach|since|until)\s+(?:\w+\s+)?\Z", re.IGNORECASE
)
_CONTRACTED = {"beim": "bei", "vom": "von", "zum": "zu", "zur": "zu", "im": "in"}
_OF_DATIVE = ("bei", "von", "zu", "in")
# All that is said besides: "Wie ist es beim zweiten?", "Und das dritte?"
_BARE = re.compile(
    r"\W*(?:(?:und|and|aber|oder|also|was ist mit|wie (?:ist|sieht|steht) (?:es|das)(?: aus)?(?: mit)?|what about"
    r"|how about)\W+)*\Z",
    re.IGNORECASE,
)


class Entry(NamedTuple):
    """One of a list: what it is called, and of minutes the day of their meeting."""

    name: str
    met: datetime.date | None = None


def entries_of(answer: Answer) -> tuple[Entry, ...]:
    """What an answer lists, in its order."""
    cited = {one.number: one.quote.document for one in answer.citations}
    first = [cited[one.citations[0]] for one in answer.sentences] if answer.listed else []
    days = [one.date if one.type == "minutes" else None for one in first]
    return tuple(Entry(name, day) for name, day in zip(answer.listed, days, strict=True))


def asks_of_one_listed(question: Question) -> bool:
    """Whether the question, or one of its conversation behind the first, may mean one of a list before it."""
    return any(map(_one_of, (*question.history, question.text)[1:]))


def with_its_name(question: Question, listed: Callable[[Question], Sequence[Entry]]) -> Question:
    """The question and its history with the names of what is meant of the last list before it; unchanged where that
    list is too short, or there was none.

    `listed` tells what the answer to a question lists, in its order.
    """
    said: list[str] = []
    names: Sequence[Entry] = ()
    before = ""  # the name that was put into the question before
    for one in (*question.history, question.text):
        meant = _one_of(one) if said else None
        if meant and not before:
            names = next(
                filter(None, map(listed, _last_topic(replace(question, text=one, history=tuple(said))))), names
            )
        place = _PLACES[meant["nth"].lower()] if meant else 0
        if meant is None or place >= len(names):
            said.append(one)
            before = ""
            continue
        name = names[place].name
        if not _is_bare(one, meant):
            said.append(_of_meeting(one, meant, names[place]) or _named(one, meant, name))
        else:
            said.append(said[-1].replace(before, name) if before in said[-1] and before else f"{name}?")
        before = name
    return replace(question, text=said[-1], history=tuple(said[:-1]))


def _last_topic(question: Question) -> Iterator[Question]:
    """The last question of the history, and what began its topic, where it is a follow-up."""
    *before, last = question.history
    since = resolve(last, before).since
    for place in (len(before), since):
        if place is not None:
            yield replace(question, text=question.history[place], history=question.history[:place])


def _one_of(said: str) -> re.Match[str] | None:
    """The only ordinal, if it stands alone, not before what it counts: "beim zweiten", unlike "beim zweiten Termin"."""
    found = _ONE.search(said)
    if found is None or len(_ANY.findall(said)) > 1 or _ANOTHER.search(said[: found.start()]):
        return None
    is_before_a_pause = said.startswith((",", ":"), found.end())
    if is_before_a_pause and not (found["led"] or "").lower().startswith(_BEFORE_A_PAUSE):
        return None
    behind = next((word for word in words(said) if word.start >= found.end()), None)
    return None if behind and behind.tag in "NQA" else found


def _is_bare(said: str, meant: re.Match[str]) -> bool:
    """Whether nothing is asked of what is meant, or the same as of another one."""
    return _BARE.match(said[: meant.start()]) is not None and not re.search(r"\w", said[meant.end() :])


def _of_meeting(said: str, meant: re.Match[str], entry: Entry) -> str:
    """The question with the meeting whose minutes are meant; empty where it asks for these as a whole."""
    named = _named(said, meant, entry.name)
    if entry.met is None or title_shown(named) == entry.name or summary_asked_for(named):
        return ""
    led = _CONTRACTED.get((meant["led"] or "").partition(" ")[0].lower(), (meant["led"] or "").partition(" ")[0])
    language = detect(said)
    key = "listed_meeting_of" if led.lower() in _OF_DATIVE else "listed_meeting"
    meeting = text(key, language, day=written(entry.met, language))
    return f"{said[: meant.start()]}{f'{led} {meeting}'.strip()}{said[meant.end() :]}"


def _named(said: str, meant: re.Match[str], name: str) -> str:
    led = (meant["led"] or "").partition(" ")[0]
    named = f"{_CONTRACTED.get(led.lower(), led)} {name}" if led else name
    return f"{said[: meant.start()]}{named}{said[meant.end() :]}"
