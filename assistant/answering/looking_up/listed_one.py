"""One of a list that was given: "Wie hoch ist der Zuschuss beim zweiten?" after a list of programmes or of meetings.

A conversation keeps questions only, so the list is made again, and the name of that one put in its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace

from assistant.answering.understanding.following import resolve
from assistant.language.subject import words
from assistant.records import Question

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
# All that is said besides: "Wie ist es beim zweiten?", "Und das dritte?"
_BARE = re.compile(
    r"\W*(?:(?:und|and|aber|oder|also|was ist mit|wie (?:ist|sieht|steht) (?:es|das)(?: aus)?(?: mit)?|what about"
    r"|how about)\W+)*\Z",
    re.IGNORECASE,
)


def asks_of_one_listed(question: Question) -> bool:
    """Whether the question, or one of its conversation behind the first, may mean one of a list before it."""
    return any(map(_one_of, (*question.history, question.text)[1:]))


def with_its_name(question: Question, listed: Callable[[Question], Sequence[str]]) -> Question:
    """The question and its history with the names of what is meant of the last list before it; unchanged where that
    list is too short, or there was none.

    `listed` tells what the answer to a question lists, in its order.
    """
    said: list[str] = []
    names: Sequence[str] = ()
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
        if not _is_bare(one, meant):
            said.append(_named(one, meant, names[place]))
        else:
            said.append(said[-1].replace(before, names[place]) if before else f"{names[place]}?")
        before = names[place]
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


def _named(said: str, meant: re.Match[str], name: str) -> str:
    led = (meant["led"] or "").partition(" ")[0]
    named = f"{_CONTRACTED.get(led.lower(), led)} {name}" if led else name
    return f"{said[: meant.start()]}{named}{said[meant.end() :]}"
