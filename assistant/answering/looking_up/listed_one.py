"""One of a list that was told: "Wie hoch ist der Zuschuss beim zweiten?" after a list of programmes or of meetings.

A conversation keeps questions only, so the list is made again, and the name of that one put in its place.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import replace

from assistant.language.subject import words
from assistant.records import Question

_ORDINALS = (
    *("erste", "zweite", "dritte", "vierte", "fünfte"),
    *("first", "second", "third", "fourth", "fifth"),
)
_ONE = re.compile(
    rf"\b(?:(?P<led>beim|vom|zum|zur|im|(?:bei|von|zu|für|in|of|for|at|in)\s(?:dem|der|den|das|die|the))"
    rf"|das|die|der|dem|den|the)\s+"
    rf"(?P<nth>{'|'.join(_ORDINALS)})(?:[nrms])?(?:\s+(?:(?:förder)?programms?|programme|one)\b)?(?![\w.-])",
    re.IGNORECASE,
)
_CONTRACTED = {"beim": "bei", "vom": "von", "zum": "zu", "zur": "zu", "im": "in"}
# All that is said besides: "Wie ist es beim zweiten?", "Und das dritte?"
_BARE = re.compile(
    r"\W*(?:(?:und|and|aber|oder|also|was ist mit|wie (?:ist|sieht|steht) (?:es|das)(?: aus)?(?: mit)?|what about"
    r"|how about)\W+)*\Z",
    re.IGNORECASE,
)


def asks_of_one_listed(question: Question) -> bool:
    """Whether the question, or an earlier one of its conversation, may mean one of a list before it."""
    return any(map(_one_of, (*question.history, question.text)[1:]))


def with_its_name(question: Question, listed: Callable[[Question], Sequence[str]]) -> Question:
    """The question and its history with the names of what is meant, right behind the question that was answered by a
    list, or behind another one that means one of it; unchanged where that list is too short, or there was none.

    `listed` tells what the answer to a question lists, in its order.
    """
    said: list[str] = []
    names: Sequence[str] = ()
    before = ""  # the name that was put into the question before
    for one in (*question.history, question.text):
        meant = _one_of(one) if said else None
        if meant and not before:
            names = listed(replace(question, text=said[-1], history=tuple(said[:-1])))
        nth = _ORDINALS.index(meant["nth"].lower()) % 5 if meant else 0
        if meant is None or nth >= len(names):
            said.append(one)
            names, before = (), ""
            continue
        if not _is_bare(one, meant):
            said.append(_named(one, meant, names[nth]))
        else:
            said.append(said[-1].replace(before, names[nth]) if before else f"{names[nth]}?")
        before = names[nth]
    return replace(question, text=said[-1], history=tuple(said[:-1]))


def _one_of(said: str) -> re.Match[str] | None:
    """The ordinal that stands alone, not before what it counts: "beim zweiten", unlike "beim zweiten Termin"."""
    found = _ONE.search(said)
    behind = next((word for word in words(said) if found and word.start >= found.end()), None)
    return None if behind and behind.tag in "NQA" else found


def _is_bare(said: str, meant: re.Match[str]) -> bool:
    """Whether nothing is asked of what is meant, or the same as of another one."""
    return _BARE.match(said[: meant.start()]) is not None and not re.search(r"\w", said[meant.end() :])


def _named(said: str, meant: re.Match[str], name: str) -> str:
    led = (meant["led"] or "").partition(" ")[0]
    named = f"{_CONTRACTED.get(led.lower(), led)} {name}" if led else name
    return f"{said[: meant.start()]}{named}{said[meant.end() :]}"
