"""Does a question ask for a list of outcomes, and for which? "Was wurde im Lab Technologie zu Prüfständen beschlossen?"

A question for one exact thing ("Wer leitet ...", "Wie viele Stimmen ...") is none of these, nor is one that asks two
things at once: only the forms below are, which begin the question. Keywords ("Beschlüsse Lenkungskreis 2025") are a
list of the same: what is sought, and of which meeting, time, lab or person.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from dataclasses import replace

from assistant.knowledge.minutes.last import last_meeting
from assistant.knowledge.minutes.people import ANYBODY
from assistant.knowledge.minutes.signs import OutcomeKind
from assistant.knowledge.outcomes import Wanted, is_meeting
from assistant.language.periods import Period, find_periods
from assistant.language.terms import fold, is_stopword
from assistant.records import DocumentInfo, Question, Span
from assistant.retrieving.filters import understood
from assistant.retrieving.meetings import meeting_in

_I = re.IGNORECASE
_START = r"^\W*(?:(?:und|bitte|and|please)\s+)?"
_WHICH = (
    r"(?:welche[rn]?|was f(?:ü|ue)r|zeige?n?(?: (?:mir|uns))?(?: alle)?(?: die)?|liste(?: alle)?(?: die)?|alle"
    r"|which|what|list(?: all)?|show(?: me)?(?: all)?)"
)
_ADJECTIVE = r"(?:\s+(?:\w+(?:en?|er)|open))?"
_NAME = r"(?P<person>(?:(?:Herrn?|Frau|Dr\.|Prof\.)\s+)*[A-ZÄÖÜ][\w.-]*(?:\s+[A-ZÄÖÜ][\w-]+){0,2})"
_BEGINNINGS: tuple[tuple[OutcomeKind, str], ...] = (
    (
        "task",
        rf"(?i:{_WHICH}{_ADJECTIVE}\s+(?:aufgaben|to-?dos|auftr(?:ä|ae)ge|tasks|action items))\b"
        r"(?:\s+(?i:hat|haben|(?:ü|ue)bernimmt|does|has|for|f(?:ü|ue)r|von|of|(?:stehen|liegen"
        r"|gibt es)(?: noch)? (?:f(?:ü|ue)r|bei)))?"
        rf"(?:\s+{_NAME})?(?i:\s+have)?",
    ),
    ("task", rf"(?i:was (?:muss|soll))\s+{_NAME}(?=.*(?i:\b(?:tun|machen|erledigen)\b))"),
    ("task", rf"(?i:was (?:hat|haben))\s+{_NAME}(?=.*(?i:\bzu (?:tun|machen|erledigen)\W*\Z))"),
    ("task", rf"(?i:wof(?:ü|ue)r (?:ist|sind))\s+{_NAME}(?=.*(?i:\b(?:zust(?:ä|ae)ndig|verantwortlich)\W*\Z))"),
    ("task", r"(?i:wer (?:muss|soll) was)\b(?=.*(?i:\b(?:tun|machen|erledigen)\W*\Z))"),
    ("task", r"(?i:wer (?:macht|erledigt|(?:ü|ue)bernimmt) (?:was|welche aufgaben))\b"),
    (
        "decision",
        r"(?i:was (?:wurde|ist|hat|haben|hatte)(?: \w+)?)\b"
        r"(?=.*(?i:\b(?:beschlossen|entschieden|vereinbart|festgelegt)\W*\Z))",
    ),
    (
        "decision",
        rf"(?i:{_WHICH}{_ADJECTIVE}\s+(?:beschl(?:ü|ue)sse|entscheidungen|vereinbarungen|festlegungen|decisions))\b",
    ),
    ("decision", r"(?i:what (?:was|has been|did [\w ]{2,40})\s*(?=.*\b(?:decided?|agreed?|resolved)\b))"),
    ("open", r"(?i:was (?:ist|bleibt|war|steht)(?: \w+)?)\b(?=.*(?i:\b(?:offen|ungekl(?:ä|ae)rt|aus)\W*\Z))"),
    ("open", r"(?i:was wurde(?: \w+)?)\b(?=.*(?i:\b(?:vertagt|verschoben|zur(?:ü|ue)ckgestellt)\W*\Z))"),
    ("open", rf"(?i:{_WHICH}\s+(?:offenen?|open)\s+(?:punkten?|fragen?|themen|points|questions|issues))\b"),
    (
        "open",
        rf"(?i:{_WHICH}\s+(?:punkte|fragen|themen|aufgaben)\s+(?:sind|bleiben|stehen))\b(?=.*(?i:\b(?:offen"
        rf"|ungekl(?:ä|ae)rt|aus)\W*\Z))",
    ),
    ("open", r"(?i:what is (?:still )?open|was ist (?:noch )?offen)\b"),
)
_FORMS = tuple((kind, re.compile(_START + beginning)) for kind, beginning in _BEGINNINGS)
_OF_SOMEBODY = rf"(?:\s+(?:(?i:von|f(?:ü|ue)r|of|for)\s+(?!Lab\b)|(?={ANYBODY})){_NAME})?"
_WORDS: tuple[tuple[OutcomeKind, str], ...] = (
    (
        "task",
        r"(?:(?:offene|neue|(?:(?:ü|ue)ber)?f(?:ä|ae)llige) )?(?:aufgaben|to-?dos|auftr(?:ä|ae)ge)|tasks|action items",
    ),
    ("decision", r"(?:gefasste )?(?:beschl(?:ü|ue)sse|entscheidungen|vereinbarungen|festlegungen)|decisions"),
    ("open", r"(?:offene|ungekl(?:ä|ae)rte) (?:punkte|fragen|themen)|open (?:points|questions|issues)"),
)
_KEYWORDS = tuple((kind, re.compile(rf"^\W*(?i:{words})\b{_OF_SOMEBODY}")) for kind, words in _WORDS)
# What a second question in the same text begins with, or a question for an exact thing.
_EXACT = re.compile(
    r"\b(?:wie ?viele?|wie hoch|how many|how much|(?:und|and) (?:wer|was|wie|wann|wo|who|how|when))\b", _I
)
# The words of the forms and those that only join; what is left must be spoken of.
_FILLING = frozenset(
    fold(
        """
    zeig stehen an gegeben verteilt vergeben zuständig verantwortlich wofür made taken die das der aufgaben to-dos
    to-do todos aufträge beschlüsse entscheidungen vereinbarungen festlegungen punkte fragen themen beschlossen
    entschieden vereinbart festgelegt vertagt verschoben zurückgestellt offen offene offenen noch offenen ungeklärt
    tun machen erledigen hat haben hatte wurde wurden ist sind gibt gab es gefasst getroffen bis wann welche welcher
    was wer macht muss soll alle zeige liste mir uns im in zu zum zur beim bei lab labs thema sitzung protokoll
    protokolle protokollen workshop treffen bisher derzeit aktuell zuletzt jeweils steht aus bleibt war herr frau dr
    prof fällig fällige fälligen überfällig überfällige überfälligen frist fristen due overdue
    letzte letzten letzter letztes letztem jüngste jüngsten neueste neuesten last latest sitzungen besprechung meeting
    meetings minutes by end
    decisions decided decide agreed agree resolved tasks have has does did open points questions issues about
    fasste fassten traf trafen niederschrift
    on what which when until the lab still been action items show list me
    """
    ).split()
)
# What makes a day that of a task, and not of the meeting that gave it.
_DUE = re.compile(r"\b(?:f(?:ä|ae)llig(?:en?)?|frist(?:en)?|zu erledigen|due)\b", _I)
_OVERDUE = re.compile(r"\b(?:(?:ü|ue)berf(?:ä|ae)llig(?:en?)?|overdue)\b", _I)
_BY = re.compile(r"\bby\b", _I)
_GIVEN = re.compile(r"\b(?:verteilt|vergeben|gegeben|beschlossen|assigned|given)\b", _I)
_WORD = re.compile(r"[^\W_][\w-]*")
MOST_WORDS = 4  # of its own; with more it asks for something that no list tells


def asked_for(question: Question, documents: Sequence[DocumentInfo], today: datetime.date) -> Wanted | None:
    """Which outcomes the question wants listed; None for every other question.

    `documents` are those that the caller may see: a lab that is not among them is not known, and its name is a word
    like any other. Filters of the caller count as well; those that must not be understood are not.
    """
    text = question.text
    form = _form(text, _FORMS) or _form(text, _KEYWORDS)
    if form is None or _EXACT.search(text):
        return None
    kind, match = form
    given = question.filters
    if given.type not in (None, "minutes") or given.topic or given.documents or given.within:
        return None
    person = match.groupdict().get("person") or ""
    rest = _blanked(text, [Span(*match.span("person"))] if person else [])
    named, rest = _lab(rest, documents, today)
    lab = given.lab or (named if "lab" not in question.without_filters else None)
    wanted = Wanted(kind, lab or "", person, given.date_from, given.date_to)
    held, rest = _when(rest, documents, today)
    if kind == "task" and (due := _due(text, held, today)):
        wanted, held = replace(wanted, due_from=due.start, due_to=due.end), None
    if held and not (given.date_from or given.date_to or "date" in question.without_filters):
        wanted = replace(wanted, date_from=held.start, date_to=held.end)
    words = [word[0] for word in _WORD.finditer(rest) if not _is_filling(word[0])]
    wanted = replace(wanted, query=" ".join(words))
    if not (wanted.date_from or wanted.date_to or "date" in question.without_filters):
        last = last_meeting(text, words, wanted.lab, documents)
        wanted = replace(wanted, date_from=last, date_to=last)
    is_loose = kind == "task" and _form(text, _FORMS) is None
    if len(words) > MOST_WORDS or (is_loose and not _says_whose(wanted, documents)):
        return None
    return wanted


def _form(text: str, forms: Sequence[tuple[OutcomeKind, re.Pattern[str]]]) -> tuple[OutcomeKind, re.Match[str]] | None:
    return next(((kind, match) for kind, pattern in forms if (match := pattern.match(text))), None)


def _says_whose(wanted: Wanted, documents: Sequence[DocumentInfo]) -> bool:
    """Whether tasks are meant, and not what somebody is there for ("Aufgaben des Netzwerks")."""
    said = (wanted.lab, wanted.person, wanted.date_from, wanted.date_to, wanted.due_from, wanted.due_to)
    return any(said) or is_meeting(wanted.query, documents)


def _lab(text: str, documents: Sequence[DocumentInfo], today: datetime.date) -> tuple[str | None, str]:
    """The lab that the text names ("im Lab Technologie", "das Lab Technologie"), and the text without it."""
    stated = understood(text, documents, today)
    if stated.filters.lab:
        return stated.filters.lab, stated.rest(["lab"])
    for name in sorted({info.lab for info in documents if info.lab}, key=len, reverse=True):
        if match := re.search(rf"\blabs?\s+[„“\"'»]?{re.escape(name)}[“”\"'«]?(?![-\w])", text, _I):
            return name, _blanked(text, [Span(*match.span())])
    return None, text


def _when(text: str, documents: Sequence[DocumentInfo], today: datetime.date) -> tuple[Period | None, str]:
    """The first time that the text names, or the day of its "9. Sitzung"; and the text without it."""
    for mention in find_periods(text, today):
        return mention.period, _blanked(text, [mention.span])
    if meeting := meeting_in(text, documents, ()):
        return Period(meeting.day, meeting.day), re.sub(r"\d", " ", text)
    return None, text


def _due(text: str, named: Period | None, today: datetime.date) -> Period | None:
    """When the tasks are due that are asked for: overdue, or in the time that is named, if it is not the meeting's."""
    if _OVERDUE.search(text):
        return Period(None, today - datetime.timedelta(days=1))
    if named and _BY.search(text):
        return Period(None, named.end)
    is_until = named is not None and named.start is None and not _GIVEN.search(text)
    return named if is_until or _DUE.search(text) else None


def _is_filling(word: str) -> bool:
    folded = fold(word)
    return folded in _FILLING or is_stopword(folded)


def _blanked(text: str, spans: Sequence[Span]) -> str:
    taken = {offset for span in spans for offset in range(span.start, span.end)}
    return "".join(" " if offset in taken else letter for offset, letter in enumerate(text))
