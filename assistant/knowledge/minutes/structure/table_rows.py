"""A row of a table in minutes: which column says what, who and until when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import NamedTuple

from assistant.knowledge.minutes.outcome import OutcomeKind
from assistant.knowledge.minutes.structure.legend import Legend
from assistant.knowledge.minutes.structure.sections import Section
from assistant.language.dates import A_MONTH
from assistant.reading.grid import CELLS

_I = re.IGNORECASE
_WHO = re.compile(
    r"(?:wer(?: macht(?:['’]?s| es| das)?)?|verantw(?:ortl(?:ich(?:e|er|keit)?)?)?|zust(?:änd(?:ig(?:e|er|keit)?)?)?"
    r"|person(?:en)?|bearb(?:eiter(?:in)?|eitung)?|federf(?:ührung)?|durch|v|owner|who|responsible|assignee)\W*\Z",
    _I,
)
_UNTIL = re.compile(
    r"(?:(?:zu )?(?:erledig(?:en|t|ung) )?bis(?: wann| zum)?|wann|frist|term(?:in)?|t|fällig(?: am| bis)?|zieldatum"
    r"|datum|(?:frist|termin) ?/ ?(?:frist|termin)|deadline|due(?: date)?|until|by when|when|date)\W*\Z",
    _I,
)
_STATUS = re.compile(
    r"(?:(?:aktueller? )?(?:(?:bearbeitungs|sach)?stand|status)|erl(?:edigt)?|fortschritt|state|done)\W*\Z", _I
)
_DECISIONS = r"(?:beschl(?:uss|üsse)|(?:entscheidung|vereinbarung|festlegung)(?:en)?|decisions?)"
_RESULTS = r"(?:ergebnis(?:se)?|results?)"
_ANY = rf"(?:{_DECISIONS}|{_RESULTS}|maßnahmen?|aufgaben?|to-?\s?do'?s?)"
_CONTENTS = r"(?:inhalt|text|thema|beschreibung|(?:tagesordnungs)?punkt|gegenstand|topic|description|item)"
_TALKED = rf"(?:{_CONTENTS}|besprechungspunkt|diskussion|besprochen(?:es)?)"
_WHAT: tuple[tuple[OutcomeKind, re.Pattern[str]], ...] = (
    ("decision", re.compile(rf"{_DECISIONS}\W*\Z", _I)),
    ("open", re.compile(r"(?:offene[rn]? (?:punkt|frage)e?n?|open (?:point|issue|question)s?)\W*\Z", _I)),
    (
        "result",
        re.compile(
            rf"(?:{_RESULTS}|(?=.*\b{_ANY})(?:{_ANY}|{_TALKED})(?:\s?(?:/|,|&|und|and)\s?(?:{_ANY}|{_TALKED}))+)\W*\Z",
            _I,
        ),
    ),
    (
        "task",
        re.compile(
            r"(?:(?:offene )?(?:haus)?aufgaben?|was(?: ist)?(?: zu tun)?|wer macht was|to-?\s?do'?s?|tätigkeit(?:en)?"
            r"|maßnahmen?|(?:arbeits)?auftrag|arbeitspaket|aktion|nächste schritte|task|action(?: item)?|what)"
            r"(?: (?:aus|vom|von|seit) .*)?\W*\Z",
            _I,
        ),
    ),
)
_CONTENT = re.compile(rf"{_CONTENTS}(?:\s?(?:/|und)\s?{_CONTENTS})?\W*\Z", _I)
_NOTHING = re.compile(r"\s*[-–—./\s]*|(?:zur )?kenntnis(?:nahme| genommen)?\W*", _I)
_PUT_OFF = re.compile(
    r"(?:wird |wurde )?(?:vertagt|verschoben|zurückgestellt|postponed)\W*", _I
)  # in a column "Beschluss"
TOPIC_CHARACTERS = 80
LATE, A_YEAR = 120, 364  # days, of an open task and one that is done
# Until when a result is to be worked on; a column "Datum" may say when it came about.
_BY = re.compile(
    r"(?:(?:zu )?(?:erledig(?:en|t|ung) )?bis(?: wann| zum)?|frist|termin|fällig(?: am| bis)?|deadline|due(?: date)?"
    r"|until|by when)\W*\Z",
    _I,
)
# "Angebote einholen": what is yet to come.
TO_DO = re.compile(
    r"(?:\A|[.;]\s)(?![^.;]*\b(?:wird|werden|worden|wurden?|ist|sind|hat|haben|kann|können|soll|sollen|wollen|wir"
    r"|müssen)\b)[^.;]*[a-zäöü]{2}e(?:n|rn|ln)\W*\Z"
)
_TYPE = re.compile(r"(?:art|typ|kategorie|type|kind)\W*\Z", _I)
_TYPES: tuple[tuple[OutcomeKind, re.Pattern[str]], ...] = (
    ("decision", re.compile(r"(?:B|beschluss|entscheidung|E|D|decision)\Z", _I)),
    ("task", re.compile(r"(?:A|aufgabe|auftrag|T|to-?do|task|action)\Z", _I)),
    ("open", re.compile(r"(?:O|offen|OP|offener punkt|open)\Z", _I)),
    ("result", re.compile(r"(?:R|ergebnis|result)\Z", _I)),
)
_DONE = re.compile(
    r"\W*(?:(?:ist|bereits|schon) ){0,2}(?:(?:erl(?:edigt)?|abgeschlossen|fertig(?:gestellt)?|umgesetzt|done|completed)"
    r"(?![\w-])(?!\.?,? (?:nicht|teil|bis|bei|wenn|sobald|zu)\b)|ok(?:ay)?\b(?=[^\w?]*\Z|\s*[,;(])"
    r"|[✓✔☑✅](?![^\n]*\?))",
    _I,
)
_MOVED = re.compile(
    r"\b(?:neu(?:e[rs]? (?:frist|termin))?|verlängert|verschoben|verlegt|läuft|new deadline)\b"
    r"(?: bis| auf)?:?(?: zum| den)?"
    rf" (?P<until>(?:(?:Anfang|Mitte|Ende|KW) )?(?:\d[\d.]*(?: {A_MONTH}(?: \d{{4}})?)?|{A_MONTH}(?: \d{{4}})?))"
    r"(?=\W*\Z|[,;)])",
    _I,
)
_VOTE = re.compile(r"(?:abstimmung(?:sergebnis)?|stimmen|votum|vote)\W*\Z", _I)

# "Wer / bis wann: Deppe / 15. März": the column, and where the deadline begins in its cell.
_BESIDE = re.compile(r"\s*(?:[/,&+?]|\bund\b|\band\b)\s*", _I)
_DAY_BEGINS = re.compile(
    r"[\s,;/|(–-]*(?<![\w.-])(?:bis(?: zum| zur| am)? )?(?=(?:\d|(?:spätestens|anfang|mitte|ende|sofort|asap|kw"
    rf"|laufend|erl|erledigt|nächste\w*|jahresende|{A_MONTH}|by|until|end of)\b))",
    _I,
)

NO_LEGEND: Legend = {}


class Row(NamedTuple):
    """What the cells say; empty for a column that is not there.

    `until` is the new deadline where a status names one, and empty where its cell only tells that all is done.
    So many `days_back` from the meeting its deadline may lie, as a status tells it to be a task of an earlier one.
    `topic` is that of the row alone. A result that `is_assigned` to somebody, or is due, may be a task; one that is not
    `is_sure` may be nothing, for a column "Ergebnis" alone tells of whatever came up.
    """

    kind: OutcomeKind
    what: str
    who: str = ""
    until: str = ""
    vote: str = ""
    days_back: int = 0
    topic: str = ""
    is_assigned: bool = False
    is_sure: bool = True


def row_of(line: str, section: Section | None, legend: Legend = NO_LEGEND) -> Row | None:
    """The outcome in a line `column: value | column: value`, as the reader writes tables; None where it holds none.

    What a letter in a column for the kind stands for, the legend of the minutes says before any custom.
    """
    cells = [cell.partition(":") for cell in line.split(CELLS)]
    named = ((name.strip(), value.strip()) for name, colon, value in cells if colon and value.strip())
    values = {name: value for cell in named for name, value in _parted(*cell)}
    if not values:
        return None
    who, until, vote = _first(values, _WHO), _until(values), _first(values, _VOTE)
    typed = _typed(values, legend)
    kind, what = typed or (None if _is_other(values, legend) else _told(values)) or (None, "")
    if not what and section in ("decision", "task", "result", "open"):
        kind, what = section, _first(values, _CONTENT)
    if kind is None or not what or _NOTHING.fullmatch(what):
        return None
    content = _first(values, _CONTENT)
    topic = _topic(content) if kind in ("result", "decision") and content != what else ""
    signs = (_is_stated(who), _is_stated(_first(values, _BY)), TO_DO.search(what) is not None)
    is_stated = typed is not None and _first(values, _TYPE) in legend
    is_sure = bool(section == kind or kind == "decision" or is_stated or who or (until and kind == "task"))
    is_assigned = kind == "result" and signs.count(True) > 1
    if not is_sure and kind != "result":
        return None
    kind = "open" if kind == "decision" and _PUT_OFF.fullmatch(what) else kind
    return Row(kind, what, who, until, vote, _days_back(line, values), topic, is_assigned, is_sure)


def _days_back(line: str, values: dict[str, str]) -> int:
    """How long before the meeting the deadline of a row may lie: of what is done, or has a status, longer."""
    if any(map(tells_done, line.split(CELLS))):
        return A_YEAR
    return LATE if _first(values, _STATUS) else 0


def _parted(name: str, value: str) -> Iterator[tuple[str, str]]:
    """A column, or the two of "Wer / bis wann", each with what its cell says of it."""
    names = [part for part in _BESIDE.split(name) if part]
    is_both = len(names) == 2 and _WHO.match(names[0]) and _UNTIL.match(names[1])
    if not is_both:
        yield name, value
        return
    day = _DAY_BEGINS.search(value)
    yield names[0], value[: day.start()] if day else value
    yield names[1], value[day.end() :].rstrip(" )") if day else ""


def said_in(line: str) -> str:
    """What the column for all that was said says of a row that is no outcome as a whole ("I"); empty without one."""
    cells = [cell.partition(":") for cell in line.split(CELLS)]
    return _first({name.strip(): value.strip() for name, _, value in cells}, _CONTENT)


def tells_done(cell: str) -> bool:
    """Whether a cell "Status: ok", "Termin: erl." tells that what its row says is done."""
    name, _, value = cell.partition(":")
    is_of_state = _STATUS.match(name.strip()) or _UNTIL.match(name.strip())
    return is_of_state is not None and _DONE.match(value) is not None


def _until(values: dict[str, str]) -> str:
    until, status = _first(values, _UNTIL), _first(values, _STATUS)
    if moved := _MOVED.search(status) or _MOVED.search(until):
        return moved["until"]
    return "" if _DONE.match(until) else until


def _is_stated(value: str) -> bool:
    return bool(value) and not _NOTHING.fullmatch(value)


def _topic(words: str) -> str:
    """What a cell is about: all of it or what stands in front of its colon; empty for one that only tells."""
    head, colon, _ = words.partition(":")
    topic = head.strip() if colon else words
    return topic if len(topic) <= TOPIC_CHARACTERS else ""


def _first(values: dict[str, str], column: re.Pattern[str]) -> str:
    return next((value for name, value in values.items() if column.match(name)), "")


def _is_other(values: dict[str, str], legend: Legend) -> bool:
    """Whether the legend says that a row is no outcome ("I = Information")."""
    stated = _first(values, _TYPE)
    return stated in legend and legend[stated] is None


def _typed(values: dict[str, str], legend: Legend) -> tuple[OutcomeKind, str] | None:
    """A table of all that was said, with a column for what each line is."""
    stated = _first(values, _TYPE)
    what = _first(values, _CONTENT)
    if stated in legend:
        kind = legend[stated]
    else:
        kind = next((kind for kind, pattern in _TYPES if pattern.match(stated)), None) if stated else None
    return (kind, what) if kind and what else None


def _told(values: dict[str, str]) -> tuple[OutcomeKind, str] | None:
    for kind, column in _WHAT:
        if what := _first(values, column):
            return kind, what
    return None
