"""The forms of a question for a list of outcomes: what is asked for (`outcome_beginnings.py`), and of whom.

They are looked for in a text in which the names of persons that minutes know are masked (`person_names.py`), so that a
name counts as one however it is written; any other is told by its capitals.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import NamedTuple

from assistant.knowledge.minutes.outcome import OutcomeKind
from assistant.knowledge.minutes.people.persons import ANYBODY, MASKED
from assistant.knowledge.minutes.questions import outcome_beginnings as beginnings
from assistant.knowledge.minutes.questions.outcome_beginnings import (
    A_TIME,
    ADJECTIVE,
    TALKED_OF,
    TASKS,
    WHICH,
    WORDS,
    Beginning,
)
from assistant.knowledge.minutes.questions.outcome_words import FILLING, NOT_DONE
from assistant.language.terms import fold, is_stopword
from assistant.language.word_lists import any_of

# Before a follow-up stands what it is about: "Lab Technologie: und was ist noch offen?".
_TOPIC = r"[^:?!]{1,200}:\s"
_START = rf"^(?:{_TOPIC})?\W*(?:(?i:und|bitte|and|please)\s+)?"
_CALLED = rf"(?:[A-ZÄÖÜ][\w.-]*|{MASKED})"
_NAME = (
    rf"(?P<person>(?:(?i:herrn?|frau|dr\.|prof\.)\s+)*(?!(?i:{A_TIME})\b){_CALLED}"
    rf"(?:\s+(?:[A-ZÄÖÜ][\w-]+|{MASKED})){{0,2}})"
)
# One whom minutes name, or who is called so.
_KNOWN = (
    rf"(?P<person>(?:(?i:herrn?|frau|dr\.|prof\.)\s+)*{MASKED}(?:\s+{MASKED}){{0,2}}|(?i:herrn?|frau)\s+[A-ZÄÖÜ][\w-]+)"
)
_ANYTHING = r"(?P<person>\w[\w.-]*(?:\s+\w[\w.-]*){0,3}?)"
# What is left of a time or a lab that is blanked: "beschlossen im", "die aus".
_LEFT = r"(?:in|im|aus|von|vom|am|seit|bis|ab|nach|nur|und|die|den|der|dem|das|beim?|treffen|sitzung|besprechung)"
_END = rf"(?:\W+{_LEFT})*\W*\Z"
_AND_THE = r"(?:(?i:und|oder|and) )?(?:(?i:die|alle|auch|the) )*"
_OF_SOMEBODY = rf"(?:\s+(?:(?i:von|f(?:ü|ue)r|of|for)\s+(?!Lab\b)|(?={ANYBODY}|{MASKED}|(?i:herrn?|frau)\s)){_NAME})?"

_Forms = tuple[tuple[Beginning, re.Pattern[str]], ...]


def _compiled(name: str, known: str, end: str) -> _Forms:
    return tuple((one, re.compile(_START + one.with_names(name, known, end))) for one in beginnings.QUESTIONS)


QUESTIONS = _compiled(_NAME, _KNOWN, _END)
KEYWORDS: _Forms = tuple(
    (one, re.compile(rf"^(?:{_TOPIC}{_AND_THE})?\W*(?i:{one.pattern})\b{_OF_SOMEBODY}")) for one in WORDS
)
_OUTCOMES = re.compile(rf"{_AND_THE}(?i:{'|'.join(one.pattern for one in WORDS)})")
_ANY = (*_compiled(_ANYTHING, _ANYTHING, r"\b"), *KEYWORDS)

_DEADLINES = re.compile(r"\b(?:fristen|deadlines)\b", re.IGNORECASE)
_DUTIES = re.compile(r"\b(?:zust(?:ä|ae)ndig|verantwortlich|responsible)\b", re.IGNORECASE)
_VOTES = re.compile(r"\b(?:wie \w+(?: die)?|ergebnis(?:se)? der) abstimmung(?:en)?\b", re.IGNORECASE)
# The whole of a question of one clause: "Welche Aufgaben hat Imke schon erledigt?", "Alle erledigten Aufgaben".
_VERB = r"(?:sind|waren|wurden|haben?|hat|hatten?|were|was|are|have|has|had)"
_WORD = (
    rf"(?:(?!(?:{_VERB}|ist|und|oder|and|or|sie|diese|davon|they|welche\w*|which)\b)[^\s,;:?!]+(?<![^\W\d]{{5}}\.)\s)"
)
_IS_DONE = re.compile(
    rf"{_START}{WHICH}{ADJECTIVE}\s(?:of the )?{TASKS}\s"
    rf"(?:(?:von|vom|aus|in|im|f(?:ü|ue)r|of|from|for)\s{_WORD}{{1,6}}?)?"
    rf"{_VERB}\s{_WORD}{{0,6}}?(?:erledigt|abgeschlossen|fertig(?:gestellt)?|done|completed|finished)(?: worden)?\W*\Z"
    rf"|{_START}{WHICH}\s(?:(?:alle|die|der|bereits|schon|all|the|of)\s){{0,3}}"
    rf"(?:erledigten?|abgeschlossenen?|completed|finished)\s{TASKS}(?:\W*|\s(?:{_VERB}\s)?{_WORD}{{0,8}}?[^\s,;:?!]+\W*)\Z",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(rf"\b(?:{any_of(NOT_DONE)}|to(?!-))\b", re.IGNORECASE)
_TOLD = re.compile(
    rf"{TALKED_OF}\b|(?:^|:\s)\W*(?:\w+\s)?(?:worum|was (?:war|geschah|passierte))\b"
    r"|\b(?:thema|themen|discuss(?:ed)?)\b",
    re.IGNORECASE,
)
# The words of the forms and those that only join; what is left must be spoken of.
_FILLING = frozenset(map(fold, FILLING))


class Form(NamedTuple):
    """What kind is asked for (None: all), the name and the words that say so; `is_keyword` if it is no question."""

    kind: OutcomeKind | None
    match: re.Match[str]
    is_keyword: bool


def may_ask(text: str) -> bool:
    """Whether the text has the form of such a question, whoever it names."""
    return any(pattern.match(text) for _, pattern in _ANY)


def form_of(masked: str) -> Form | None:
    """The form of a text in which the names that are known are masked; None where it has none."""
    for forms, is_keyword in ((QUESTIONS, False), (KEYWORDS, True)):
        for one, pattern in forms:
            if match := pattern.match(masked):
                return Form(one.kind, match, is_keyword)
    return None


def names_outcomes(text: str) -> bool:
    """Whether a text names a kind of outcome and nothing else: "die offenen Aufgaben"."""
    return _OUTCOMES.fullmatch(text) is not None


def _found(pattern: re.Pattern[str]) -> Callable[[str], bool]:
    """Tells whether a text holds the pattern."""
    return lambda text: pattern.search(text) is not None


# What a question asks for:
asks_of_deadlines = _found(_DEADLINES)  # which programmes have as well as tasks
asks_of_duties = _found(_DUTIES)  # what somebody is responsible for, which more than tasks may be
asks_of_votes = _found(_VOTES)  # how they went
asks_what_was_told = _found(_TOLD)  # what a meeting was about


def asks_of_done(text: str) -> bool:
    """Whether it asks which tasks are done."""
    return _IS_DONE.search(text) is not None and not _NOT_DONE.search(text)


def is_filling(word: str) -> bool:
    """Whether a word belongs to such a form, or only joins others."""
    folded = fold(word)
    return folded in _FILLING or is_stopword(folded)
