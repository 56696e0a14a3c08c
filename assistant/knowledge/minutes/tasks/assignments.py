"""To whom a line of a list gives its task, and until when: "Imke: Bus mieten (3. Mai)", "Bus mieten (Imke, 3. Mai)"."""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence
from typing import NamedTuple

from assistant.knowledge.minutes.people.persons import GROUP, MASKED, People
from assistant.knowledge.minutes.structure.places import unmarked
from assistant.knowledge.minutes.structure.table_rows import TO_DO
from assistant.knowledge.minutes.tasks.deadlines import Due, due_in, due_of
from assistant.language.dates import A_MONTH
from assistant.language.recurring import A_WEEKDAY
from assistant.records import QUOTE_CHARACTERS, Document, Span

_I = re.IGNORECASE
# What a line below "Aufgaben" tells instead of something to do.
STATES = re.compile(
    r"\b(?:ist|sind|war|waren|kann|könnte|können|hat|haben|gibt|würde|vertraut|bedeutet|is|are|has|have)\b|\?\W*\Z",
    _I,
)
# In front of a block, or where it begins.
_BOX_BEFORE = re.compile(r"(?:\[[xX✓✔]\]|[☑✅✓✔])[ \t\xa0]*$")
_TICK = re.compile(r"(?:\[[xX✓✔]\]|[☑✅✓✔])[ \t]")
# In front of a colon or an arrow.
_HEAD = re.compile(r"[^\w@]*(?P<who>[^:]{2,80}?)[*_]*\s*(?::|[-–—=]+>|→)[*_]*\s+(?P<what>\S.*)", re.DOTALL)
_DASHED = re.compile(r"\W*(?P<who>[^:–—]{2,80}?)\s[-–—]\s+(?P<what>\S.*)", re.DOTALL)
# "@Imke: bitte das Protokoll verschicken", "@tom und @svea Plakate drucken".
_CALLED = re.compile(r"\W*?(?P<who>@[\w-]+(?:(?:,| und| &|/)? ?@[\w-]+)*)\s?[:,]?\s+(?P<what>\S.*)", re.DOTALL)
_ASKED = re.compile(r"\b(?:bitte|please)\b", _I)
_GROUPS = re.compile(rf"{GROUP}(?:[,/ &]+(?:und )?[A-ZÄÖÜ][\w-]+)?")
# What in front of a colon makes it a sentence with its deadline behind it: "Imke mietet den Bus; Termin: 3. Mai".
_SENTENCE = re.compile(rf";|\b(?:termin|frist|deadline|fällig|bis)\W*\Z|{MASKED}\s[a-zäöü]{{2,}}(?:t|en)\b", _I)
_BRACKET = re.compile(r"\((?P<said>[^()]{2,80})\)\W*\Z")
_LAST = re.compile(r"\s[-–—]\s(?P<when>[^-–—]{2,40})\Z")
_WHEN = re.compile(
    r"(?:(?:bis|spätestens|zum|am|termin|frist|fällig|by|until)[: ]+)*"
    rf"(?:(?:Mo|Di|Mi|Do|Fr|Sa|So|{A_WEEKDAY})[.,]* (?:de[nm] )?)?"
    rf"(?P<when>\d{{1,2}}\. ?\d{{1,2}}\.(?: ?\d{{4}}|\d\d)?|\d{{1,2}}\.? {A_MONTH}\.?(?: \d{{4}})?"
    rf"|\d{{4}}-\d\d-\d\d|(?:(?:Anfang|Mitte|Ende) )?{A_MONTH}(?: \d{{4}})?|KW ?\d{{1,2}}(?: ?/ ?\d{{2,4}})?"
    r"|(?:Jahres|Monats)ende|sofort|asap)\W*",
    _I,
)
# Not who is to do it, but with whom, for whom or to whom.
_OTHERS = re.compile(
    rf"\b(?:an|bei|beim|mit|von|vom|für|to|with|for|from) (?:(?:die|den|der|dem) )?{MASKED}(?:(?:,| und|/) ?{MASKED})*",
    _I,
)

_RESPONSIBLE = re.compile(
    r"\b(?:verantwortlich(?:e[rn]?)?(?: dafür| hierfür)?|zuständig(?:keit)?|federführ(?:ung|end)"
    r"|ansprechpartner(?:in)?(?: dafür)?|umsetzung durch|responsible|owner|assigned to)"
    r"\s*(?:\([^)]{0,30}\)\s*)?:\s*(?P<who>(?:[^;\n()]|\([^()\n]{1,60}\)){2,120}?)"
    r"(?=,? (?:bis|spätestens|by|until) |,? (?:frist|termin|fällig|deadline)\b|\)"
    r"|(?<!\bDr)(?<!\bProf)(?<!\bHr)(?<!\bFr)[.;](?:\s|\Z)|\n|\Z)",
    _I,
)

# "Zuständig: Frau Ott stellt die Bänke auf", "Zuständig: alle Betriebe geben Bescheid"
_DOES = re.compile(rf"(?:{MASKED}|\A\w+ [A-ZÄÖÜ]\w+)\s(?!(?:mit|seit|samt|nebst)\b)[a-zäöüß]{{2,}}(?:t|en)\b")
# "Termin: 3. Mai." behind a task says until when; so do "Das soll bis 3. Mai fertig sein.", "Rückmeldung bis 3. Mai."
_DUE_LABEL = re.compile(
    r"\W*(?:(?:abgabe|liefer|end)?termin|frist|deadline|fällig(?: am| bis)?|bis)\s?:?\s[^:]{1,40}\Z", _I
)
_DUE_TOLD = re.compile(
    r"\W*(?:(?:das|dies|die|der|es|sie|er|alles|beides) (?:soll|sollte|sollten|sollen|muss|müssen)"
    r"|(?:rückmeldung(?:en)?|antwort|ergebnis(?:se)?|vorlage|abgabe|erledigung|umsetzung|entwurf|vorschlag)"
    r"(?![^.;]*\b(?:ist|sind|war|waren|wird|werden|wurden?|hat|haben|liegt|liegen|kann|soll)\b))"
    r"\s(?:[^.;:?]|(?<=\d)\.){0,60}?\b(?:bis|spätestens)\s(?:[^.;:?]|(?<=\d)\.){2,40}\.?\Z",
    _I,
)


def due_following(
    document: Document, start: int, following: Sequence[Span], people: People, *, is_apart: bool
) -> tuple[Due, Span] | None:
    """Until when one of the sentences behind a task that begins at `start` says it is to be done, and both together.

    `is_apart` where that is another line, which then needs a label.
    """
    for span in following:
        words = unmarked(span.of(document.text))
        if people.spans(words) or span.end - start > QUOTE_CHARACTERS:
            break
        if _tells_due(words, is_apart=is_apart) and (due := due_in(words, document.info.date)):
            return due, Span(start, span.end)
    return None


def _tells_due(text: str, *, is_apart: bool) -> bool:
    """Whether words only say until when what stands before them is to be done."""
    if re.search(r"\buhr\b|\d:\d", text, _I):
        return False
    return _DUE_LABEL.match(text) is not None or (not is_apart and _DUE_TOLD.match(text) is not None)


def is_ticked(text: str, start: int) -> bool:
    """Whether the block that begins at `start` is one of a list of tasks that is ticked."""
    return _BOX_BEFORE.search(text, max(start - 12, 0), start) is not None or _TICK.match(text, start) is not None


class Assigned(NamedTuple):
    """What is to be done, by `persons`, and until when, each as far as the line states it."""

    persons: tuple[str, ...]
    what: str
    due: Due | None = None


def assigned(text: str, people: People, held: datetime.date | None) -> Assigned:
    """Who stands in front of the colon of a task, in the brackets behind it, or is named in it; and the task."""
    due = due_in(text, held) or due_behind(text, people, held)
    if headed := _headed(text, people):
        return Assigned(*headed, due)
    return Assigned(set_apart(text, people) or people.named(_without_others(text, people)), text, due)


def set_apart(text: str, people: People) -> tuple[str, ...]:
    """Who stands in front of the colon or the dash of a text, or in the brackets at its end; empty without that."""
    if headed := _headed(text, people):
        return headed[0]
    if called := called_in(text, people):
        return called
    bracket = _BRACKET.search(text)
    return people.named(bracket["said"]) if bracket else ()


def asks(text: str) -> bool:
    """Whether a text calls somebody by an @ in order to ask for something."""
    called = _CALLED.match(text)
    return called is not None and bool(_ASKED.search(called["what"]) or TO_DO.search(called["what"]))


def called_in(text: str, people: People) -> tuple[str, ...]:
    """Those whom a text calls where it begins; empty without an @."""
    called = _CALLED.match(text)
    return people.named(called["who"]) if called else ()


def leading_in(lead: str, people: People) -> tuple[str, ...]:
    """Who leads a list of tasks in: "Tom:"; empty for a line that names anything else."""
    who = lead.rstrip(" :*_")
    return people.stated(who) if people.are_all(who) or _GROUPS.fullmatch(who) else ()


def responsible_in(text: str, people: People) -> tuple[str, ...]:
    """Who is named behind "Verantwortlich:" in a text; empty without such a label, and before a whole sentence."""
    match = _RESPONSIBLE.search(text)
    if match is None or _DOES.search(people.masked(match["who"])):
        return ()
    return people.stated(match["who"])


def is_responsible_alone(text: str) -> bool:
    """Whether a text begins with "Verantwortlich:", and so does not say for what."""
    return _RESPONSIBLE.match(text) is not None


def due_behind(text: str, people: People, held: datetime.date | None) -> Due | None:
    """A day in the brackets at the end, alone or beside persons, or behind the last dash; None for one that is over."""
    match = _BRACKET.search(text)
    parts = re.split(r"[,;] ?|(?<=\w) (?=bis\b)", match["said"]) if match else []
    days = [part for part in parts if _WHEN.fullmatch(part)]
    if len(days) == 1 and all(part in days or people.named(part) for part in parts):
        return _to_come(days[0], held)
    match = _LAST.search(text)
    return _to_come(match["when"], held) if match and _WHEN.fullmatch(match["when"]) else None


def _to_come(words: str, held: datetime.date | None) -> Due | None:
    match = _WHEN.fullmatch(words)
    due = due_of(match["when"], held) if match else None
    return None if due and held and due.date and due.date < held else due


def _headed(text: str, people: People) -> tuple[tuple[str, ...], str] | None:
    if (match := _HEAD.match(text)) and not _SENTENCE.search(people.masked(match["who"])):
        who = match["who"].strip(" *_")
        if people.named(who) or _GROUPS.fullmatch(who):
            return people.stated(who), match["what"]
    if (match := _DASHED.match(text)) and people.are_all(match["who"]):
        return people.stated(match["who"]), match["what"]
    return None


def _without_others(text: str, people: People) -> str:
    """The text with those blanked for whom, with whom or to whom something is done."""
    for match in _OTHERS.finditer(people.masked(text)):
        text = Span(*match.span()).blanked_in(text)
    return text
