"""The forms of a question for a list of outcomes: which kind of outcome each asks for, and where it names a person.

They are looked for in a text in which the names of persons that minutes know are masked (`person_names.py`), so that a
name counts as one however it is written; any other is told by its capitals.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from assistant.knowledge.minutes.outcome import OutcomeKind
from assistant.knowledge.minutes.people.persons import ANYBODY, MASKED
from assistant.knowledge.minutes.questions.outcome_words import (
    BODIES,
    DECIDED,
    DECISIONS,
    FILLING,
    NOT_DONE,
    TALKED,
)
from assistant.language.dates import A_MONTH
from assistant.language.recurring import A_WEEKDAY
from assistant.language.terms import fold, is_stopword
from assistant.language.word_lists import any_of

# Before a follow-up stands what it is about: "Lab Technologie: und was ist noch offen?".
_TOPIC = r"[^:?!]{1,200}:\s"
_START = rf"^(?:{_TOPIC})?\W*(?:(?i:und|bitte|and|please)\s+)?"
_WHICH = (
    r"(?:welche[rn]?|was f(?:ü|ue)r|zeige?n?(?: (?:mir|uns))?(?: alle)?(?: die)?|liste(?: alle)?(?: die)?|alle"
    r"|fass(?:e|t|en)?(?: (?:sie|mir|uns|bitte|alle|die))*|wie ?viele|what (?:are|were) the"
    r"|which|what|list(?: all)?|show(?: me)?(?: all)?|how many|summari[sz]e(?: all)?(?: the)?)"
)
_ADJECTIVE = r"(?:\s+(?:\w+(?:en?|er)|open))?"
_A_TIME = rf"(?:{A_MONTH}|{A_WEEKDAY}s?)"
_WHEN = (
    rf"(?:{_A_TIME}|\d[\d.]*|bis|zu[mr]?|ende|anfang|mitte|im|in|am|alles|heute|morgen"
    r"|(?:n(?:ä|ae)chste|kommende|diese)[nrms]?|woche|monats?|jahre?s?)"
)
_CALLED = rf"(?:[A-ZÄÖÜ][\w.-]*|{MASKED})"
_NAME = (
    rf"(?P<person>(?:(?i:herrn?|frau|dr\.|prof\.)\s+)*(?!(?i:{_A_TIME})\b){_CALLED}"
    rf"(?:\s+(?:[A-ZÄÖÜ][\w-]+|{MASKED})){{0,2}})"
)
# One whom minutes name, or who is called so.
_KNOWN = (
    rf"(?P<person>(?:(?i:herrn?|frau|dr\.|prof\.)\s+)*{MASKED}(?:\s+{MASKED}){{0,2}}|(?i:herrn?|frau)\s+[A-ZÄÖÜ][\w-]+)"
)
_ANYTHING = r"(?P<person>\w[\w.-]*(?:\s+\w[\w.-]*){0,3}?)"
_TASKS = r"(?:(?:haus)?aufgaben|to-?dos|auftr(?:ä|ae)ge|tasks|action items)"
_DONE = r"(?:\b(?:tun|machen|erledigen)\b)"
_UNDONE = r"(?:offenen?|unerledigten?|(?:ü|ue)berf(?:ä|ae)lligen?) (?:(?:haus)?aufgaben|to-?dos)"
_DECIDED = rf"\b(?:{any_of(DECIDED)})(?: worden| werden konnte)?"
_TALKED = rf"\b(?:{any_of(TALKED)})"
_BODY = rf"[\w-]*(?:{any_of(BODIES)})"
_DECISIONS = any_of(DECISIONS)
# What is left of a time or a lab that is blanked: "beschlossen im", "die aus".
_LEFT = r"(?:in|im|aus|von|vom|am|seit|bis|ab|nach|nur|und|die|den|der|dem|das|beim?|treffen|sitzung|besprechung)"
_END = rf"(?:\W+{_LEFT})*\W*\Z"

_Forms = Sequence[tuple[OutcomeKind | None, re.Pattern[str]]]
_Beginnings = tuple[tuple[OutcomeKind | None, str], ...]


def _questions(name: str, known: str, end: str) -> _Beginnings:
    """How questions begin; of two forms that fit the first counts."""
    return (*_for_tasks(name, end), *_for_outcomes(name, known, end), *_for_meetings(end))


def _for_tasks(name: str, end: str) -> _Beginnings:
    return (
        (
            "task",
            rf"(?i:{_WHICH}{_ADJECTIVE}\s+{_TASKS})\b"
            r"(?:\s+(?i:hatten?|hat|haben|(?:ü|ue)bernimmt|does|did|has|had|for|f(?:ü|ue)r|von|of|(?:stehen|liegen"
            r"|gibt es)(?: noch)? (?:f(?:ü|ue)r|bei)))?"
            rf"(?:\s+{name})?(?i:\s+have)?",
        ),
        (
            "task",
            rf"(?i:{_WHICH}\s+(?:frist|deadline)\s+(?:hat|hatten?|(?:gilt|galt) f(?:ü|ue)r|does|did|has|had))\s+{name}",
        ),
        ("task", rf"(?i:what (?:must|should|shall|will|does|did|has))\s+{name}(?=.*(?i:\b(?:to )?do\b))"),
        ("task", r"(?i:who (?:must|should|has to|had to|does) do what|who does what)\b"),
        ("task", rf"(?i:was (?:muss|m(?:ü|ue)ssen|musste[nt]?|soll(?:en|te[nt]?)?))\s+{name}(?=.*(?i:{_DONE}))"),
        ("task", rf"(?i:was (?:hat|haben))\s+{name}(?=.*(?i:\bzu (?:tun|machen|erledigen){end}))"),
        ("task", rf"(?i:wof(?:ü|ue)r (?:ist|sind))\s+{name}(?=.*(?i:\b(?:zust(?:ä|ae)ndig|verantwortlich){end}))"),
        ("task", rf"(?i:wer (?:muss|musste|soll|sollte)(?:\s+\S+){{0,6}}?\s+was)\b(?=.*(?i:{_DONE}{end}))"),
        ("task", rf"(?i:(?:{_WHICH}|was (?:sind|waren) die)\s+(?:fristen|deadlines))\b"),
        ("task", r"(?i:wer (?:macht|erledigt|(?:ü|ue)bernimmt) (?:was|welche aufgaben))\b"),
        ("task", rf"(?i:was (?:ist|sind|wird|war))\b(?=.*(?i:\b(?:(?:ü|ue)ber)?f(?:ä|ae)llig{end}))"),
        ("task", rf"(?i:was (?:ist|wurde))\b(?=.*(?i:\bnoch nicht (?:erledigt|gemacht|getan){end}))"),
        (
            "task",
            rf"(?i:was (?:muss|m(?:ü|ue)sste|soll(?:te)?)(?=(?:\s+{_WHEN})*"
            rf"\s+(?:erledigt|fertig|gemacht|getan) (?:sein|werden){end}))",
        ),
        ("task", r"(?i:what is)\b(?=.*(?i:\b(?:due|overdue)\b))"),
    )


def _for_outcomes(name: str, known: str, end: str) -> _Beginnings:
    """For decisions and open points, and in other words for tasks."""
    return (
        ("open", rf"(?i:was (?:ist|wurde))\b(?=.*(?i:\bnoch nicht (?:entschieden|gekl(?:ä|ae)rt|beschlossen){end}))"),
        ("decision", rf"(?i:was (?:wurde|ist|hat|haben|hatte)(?: \w+)?)\b(?=.*(?i:{_DECIDED}{end}))"),
        (
            "decision",
            rf"(?i:{_WHICH}{_ADJECTIVE}\s+(?:{_DECISIONS}|festlegungen|decisions))\b",
        ),
        (
            "decision",
            r"(?i:what (?:was|has been|(?:did|has|have|had) [\w ]{2,40})\s*(?=.*\b(?:decided?|agreed?|resolved?)\b))",
        ),
        ("decision", rf"(?i:was (?:sagt|sagten?|meint|meinten?)\s+(?:der|die|das)\s+{_BODY})\b"),
        (
            "open",
            r"(?i:was (?:ist|steht|bleibt|liegt))(?:\s+(?i:noch|denn|alles))*\s+(?i:bei|f(?:ü|ue)r|von)\s+"
            rf"{known}(?=.*(?i:\b(?:offen|aus|an|liegen|zu (?:tun|machen|erledigen)){end}))",
        ),
        ("open", rf"(?i:was (?:hat|haben))\s+{known}(?=.*(?i:\bnoch (?:offen|vor(?: sich)?){end}))"),
        (
            "open",
            rf"(?i:was (?:ist|bleibt|blieb|war|steht)(?: \w+)?)\b(?=.*(?i:\b(?:offen|ungekl(?:ä|ae)rt|aus){end}))",
        ),
        ("open", rf"(?i:was wurde(?: \w+)?)\b(?=.*(?i:\b(?:vertagt|verschoben|zur(?:ü|ue)ckgestellt){end}))"),
        (
            "task",
            r"(?i:was (?:sind|waren) (?:die|alle) (?:(?:offenen|neuen|unerledigten|vereinbarten|verteilten"
            r"|(?:(?:ü|ue)ber)?f(?:ä|ae)lligen) (?:aufgaben|to-?dos)|hausaufgaben))\b",
        ),
        ("task", rf"(?i:(?:gibt es|haben wir)(?: noch)?\s+{_UNDONE})\b(?:\s+(?i:bei|von|f(?:ü|ue)r)\s+{name})?"),
        ("task", rf"(?i:hat)\s+{name}\s+(?i:(?:noch )?{_UNDONE})\b"),
        ("task", rf"(?i:wer hat(?: noch)? {_UNDONE})\b"),
        (
            "decision",
            rf"(?i:was (?:sind|waren) (?:die|alle)(?: \w+en)? (?:{_DECISIONS}))\b",
        ),
        ("decision", r"(?i:(?:was (?:war|waren|ist|sind) (?:das|die) )?ergebnis(?:se)? der abstimmung(?:en)?)\b"),
        ("decision", r"(?i:wie (?:war|waren|ging(?:en)?|fiel(?:en)?|liefen?|lief)(?: die)? abstimmung(?:en)?)\b"),
        ("open", r"(?i:was (?:sind|waren) (?:die|alle) (?:offenen|ungekl(?:ä|ae)rten) (?:punkte|fragen|themen))\b"),
        ("open", rf"(?i:{_WHICH}\s+(?:offenen?|open)\s+(?:punkten?|fragen?|themen|points|questions|issues))\b"),
        (
            "open",
            rf"(?i:{_WHICH}\s+(?:punkte|fragen|themen)\s+(?:sind|bleiben|stehen|wurden))\b(?=.*(?i:\b(?:offen"
            rf"|ungekl(?:ä|ae)rt|aus|noch nicht (?:entschieden|gekl(?:ä|ae)rt|beschlossen)){end}))",
        ),
        ("open", r"(?i:what was)\b(?=.*(?i:\b(?:postponed|deferred|adjourned|put off)\b))"),
        ("open", r"(?i:what (?:is|was|remains) (?:still )?(?:open|unresolved|undecided)|was ist (?:noch )?offen)\b"),
    )


def _for_meetings(end: str) -> _Beginnings:
    """For all that came out of a meeting."""
    return (
        (None, rf"(?i:was (?:wurden?|hat|haben|hatten?))\b(?=.*(?i:{_TALKED}{end}))"),
        (None, r"(?i:(?:um was|worum) (?:ging|drehte)(?:['’]?s| es| sich)*)\b"),
        (None, r"(?i:was war(?:en)?(?: (?:das|die))? (?:thema|themen|inhalte?|gegenstand))\b"),
        (None, rf"(?i:{_WHICH}\s+themen)\b(?=.*(?i:\b(?:wurden|waren|gab|hatten|standen|kamen)\b))"),
        (None, rf"(?i:was (?:war(?: los)?|geschah|passierte))(?={end}|\s+(?i:am|im|in|bei|beim|auf)\b)"),
        (None, r"(?i:what (?:was|did [\w ]{2,40}))\b(?=.*(?i:\b(?:discussed|discuss|about)\b))"),
        (None, r"(?i:what (?:happened (?:at|in|on)|came out of))\b"),
        (None, rf"(?i:fass(?:e|t|en)?)\b(?=.*(?i:\bzusammen{end}))"),
        (None, r"(?i:(?:(?:gib|mach|schreib|erstell)\w*(?: (?:mir|uns))? )?(?:eine? )?(?:kurze )?zusammenfassung)\b"),
        (None, r"(?i:(?:summari[sz]e|(?:a )?summary of))\b"),
        (None, rf"(?i:(?:{_WHICH}|was (?:sind|waren|ist|war) (?:die|das))\s+(?:ergebnis(?:se)?|outcomes|results))\b"),
        (None, rf"(?i:was (?:kam|ist|hat|haben))\b(?=.*(?i:\b(?:he)?r(?:aus|ausgekommen|ausgebracht){end}))"),
    )


_WORDS: _Beginnings = (
    (
        "task",
        rf"(?:(?:offenen?|neuen?|unerledigten?|(?:(?:ü|ue)ber)?f(?:ä|ae)lligen?) )?{_TASKS}",
    ),
    (
        "decision",
        rf"(?:(?:gefassten?|g(?:ü|ue)ltigen?) )?(?:{_DECISIONS}|festlegungen)"
        r"|decisions",
    ),
    ("open", r"(?:offenen?|ungekl(?:ä|ae)rten?) (?:punkte|fragen|themen)|open (?:points|questions|issues)"),
    (None, r"ergebnis(?:se)?|outcomes"),
)
_AND_THE = r"(?:(?i:und|oder|and) )?(?:(?i:die|alle|auch|the) )*"
_OF_SOMEBODY = rf"(?:\s+(?:(?i:von|f(?:ü|ue)r|of|for)\s+(?!Lab\b)|(?={ANYBODY}|{MASKED}|(?i:herrn?|frau)\s)){_NAME})?"


def _compiled(beginnings: Sequence[tuple[OutcomeKind | None, str]]) -> _Forms:
    return tuple((kind, re.compile(_START + beginning)) for kind, beginning in beginnings)


_QUESTIONS = _compiled(_questions(_NAME, _KNOWN, _END))
_KEYWORDS = tuple(
    (kind, re.compile(rf"^(?:{_TOPIC}{_AND_THE})?\W*(?i:{words})\b{_OF_SOMEBODY}")) for kind, words in _WORDS
)
_OUTCOMES = re.compile(rf"{_AND_THE}(?i:{'|'.join(words for _, words in _WORDS)})")
_ANY = (*_compiled(_questions(_ANYTHING, _ANYTHING, r"\b")), *_KEYWORDS)

_DEADLINES = re.compile(r"\b(?:fristen|deadlines)\b", re.IGNORECASE)
_DUTIES = re.compile(r"\b(?:zust(?:ä|ae)ndig|verantwortlich|responsible)\b", re.IGNORECASE)
_VOTES = re.compile(r"\b(?:wie \w+(?: die)?|ergebnis(?:se)? der) abstimmung(?:en)?\b", re.IGNORECASE)
# The whole of a question of one clause: "Welche Aufgaben hat Imke schon erledigt?", "Alle erledigten Aufgaben".
_VERB = r"(?:sind|waren|wurden|haben?|hat|hatten?|were|was|are|have|has|had)"
_WORD = (
    rf"(?:(?!(?:{_VERB}|ist|und|oder|and|or|sie|diese|davon|they|welche\w*|which)\b)[^\s,;:?!]+(?<![^\W\d]{{5}}\.)\s)"
)
_IS_DONE = re.compile(
    rf"{_START}{_WHICH}{_ADJECTIVE}\s(?:of the )?{_TASKS}\s"
    rf"(?:(?:von|vom|aus|in|im|f(?:ü|ue)r|of|from|for)\s{_WORD}{{1,6}}?)?"
    rf"{_VERB}\s{_WORD}{{0,6}}?(?:erledigt|abgeschlossen|fertig(?:gestellt)?|done|completed|finished)(?: worden)?\W*\Z"
    rf"|{_START}{_WHICH}\s(?:(?:alle|die|der|bereits|schon|all|the|of)\s){{0,3}}"
    rf"(?:erledigten?|abgeschlossenen?|completed|finished)\s{_TASKS}(?:\W*|\s(?:{_VERB}\s)?{_WORD}{{0,8}}?[^\s,;:?!]+\W*)\Z",
    re.IGNORECASE,
)
_NOT_DONE = re.compile(rf"\b(?:{any_of(NOT_DONE)}|to(?!-))\b", re.IGNORECASE)
_TOLD = re.compile(
    rf"{_TALKED}\b|(?:^|:\s)\W*(?:\w+\s)?(?:worum|was (?:war|geschah|passierte))\b|\b(?:thema|themen|discuss(?:ed)?)\b",
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
    for forms, is_keyword in ((_QUESTIONS, False), (_KEYWORDS, True)):
        for kind, pattern in forms:
            if match := pattern.match(masked):
                return Form(kind, match, is_keyword)
    return None


def names_outcomes(text: str) -> bool:
    """Whether a text names a kind of outcome and nothing else: "die offenen Aufgaben"."""
    return _OUTCOMES.fullmatch(text) is not None


def asks_of_deadlines(text: str) -> bool:
    """Whether it asks for deadlines, which programmes have as well as tasks."""
    return _DEADLINES.search(text) is not None


def asks_of_duties(text: str) -> bool:
    """Whether it asks what somebody is responsible for, which more than tasks may be."""
    return _DUTIES.search(text) is not None


def asks_of_votes(text: str) -> bool:
    """Whether it asks how votes went."""
    return _VOTES.search(text) is not None


def asks_of_done(text: str) -> bool:
    """Whether it asks which tasks are done."""
    return _IS_DONE.search(text) is not None and not _NOT_DONE.search(text)


def asks_what_was_told(text: str) -> bool:
    """Whether it asks what a meeting was about."""
    return _TOLD.search(text) is not None


def is_filling(word: str) -> bool:
    """Whether a word belongs to such a form, or only joins others."""
    folded = fold(word)
    return folded in _FILLING or is_stopword(folded)
