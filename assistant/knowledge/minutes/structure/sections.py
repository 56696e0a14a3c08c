"""The headings and labels by which minutes say what stands below or behind them."""

from __future__ import annotations

import re
from typing import Literal

from assistant.knowledge.minutes.outcome import OutcomeKind

Section = Literal["decision", "task", "result", "open", "agenda"]

_I = re.IGNORECASE

_OPEN_POINTS = (
    r"(?:(?:noch|weiterhin|weitere) )?(?:offen(?: geblieben| gebliebene \w+)?|offene[rs]? (?:punkte?|fragen?|themen)"
    r"|offene|(?:noch )?(?:zu|abzu) ?klären(?:de (?:punkte|fragen|themen))?"
    r"|was (?:noch |uns )?(?:offen|ungeklärt|liegen) (?:ge)?(?:blieb(?:en)?|bleibt|ist)(?: ist)?"
    r"|(?:noch )?nicht (?:geklärt|gelöst|entschieden)|(?:themen|fragen)-?(?:park(?:platz)?)"
    r"|(?:ungeklärt|ungelöst|strittig|vertagt)(?:es|e (?:punkte|fragen|themen))?"
    r"|klärungsbedarf|themenspeicher|vertagte? \w+|zurückgestellt\w*)"
)
# A heading, or a line that leads a list in, says what stands below. Numbers and "TOP 3:" before it are cut off first.
_NUMBERED = re.compile(r"^\W*(?:(?:TOP|Punkt|Item|Agenda item)\s*)?(?:\d+(?:\.\d+)*|[IVX]+\b)?\W*", _I)
# "To-dos bis zum nächsten Treffen am 25.07.2018"
_BY_THEN = r"(?: (?:bis|für|by|until)\b[^:;!?]{2,50})?"
_SECTIONS: tuple[tuple[Section, re.Pattern[str]], ...] = (
    (
        "agenda",
        re.compile(
            r"(?:\w+ )?tagesordnung(?:spunkte)?\b|(?:detaillierte )?agenda\b|(?:top|themen)-?(?:vorschläge|sammlung"
            r"|liste)?\Z"
            r"|(?:top|themen)-?vorschläge\b|sitzungsablauf|vorgeschlagene themen|(?:(?:konkrete|neue|weitere"
            r"|alte) )?vorschläge\Z|themen(?:übersicht)?\Z|ideen(?:sammlung|speicher)?\b|tops?\Z",
            _I,
        ),
    ),
    (
        "task",
        re.compile(
            r"(?:(?:neue|offene|vereinbarte|verteilte|nächste|aktuelle) )?(?:haus)?"
            rf"aufgaben(?:liste|verteilung|übersicht)?{_BY_THEN}\Z"
            rf"|aufgaben und \w+\Z|to-?\s?do-?['’]?s?(?:-?liste?)?{_BY_THEN}\Z"
            r"|arbeits(?:aufträge|pakete|liste)\Z|aufträge\Z"
            r"|maßnahmen(?:plan)?\Z|(?:die )?nächsten? schritte?\Z|weitere(?:s)? (?:vorgehen|schritte)\Z"
            r"|wer macht was\b|(?:aktions|umsetzungs|arbeits)plan\Z|(?:noch )?zu (?:tun|erledigen)\Z"
            r"|action(?: items?|s| points?)\Z|tasks?\Z|next steps?\Z",
            _I,
        ),
    ),
    (
        "decision",
        re.compile(
            r"(?:(?:gefasste|getroffene|weitere|unsere) )?"
            r"(?:beschl(?:uss|üsse|ussfassungen?)|entscheidungen?|vereinbarung(?:en)?|konsens|einigung(?:en)?"
            r"|festlegung(?:en)?)(?: der sitzung)?\Z|beschlüsse und \w+\Z"
            r"|(?:wie (?:nun |weiter )?)?(?:vor|um)gegangen (?:werden soll|wird)\b"
            r"|decisions?\Z|resolutions?\Z|agreements?\Z",
            _I,
        ),
    ),
    (
        "open",
        re.compile(
            rf"{_OPEN_POINTS}(?:\s?(?:[/,&+]|und)\s?(?:{_OPEN_POINTS}|punkte|fragen|themen))*\Z"
            rf"|(?:themen-?)?(?:parkplatz|parking lot)(?: ?[:/–-] ?| \()(?:{_OPEN_POINTS})\)?\Z"
            r"|(?:open|unresolved) (?:points?|issues?|questions?|items?)\Z",
            _I,
        ),
    ),
    (
        "result",
        re.compile(
            r"(?:(?:wichtigste|zentrale|erzielte) )?ergebnis(?:se)?\Z|(?:unser )?fazit\Z|erreichte ziele\Z"
            r"|schlüsselergebnisse\Z|results?\Z|outcomes?\Z|key results\Z|erledigt(?:es)?\Z",
            _I,
        ),
    ),
)

# A word in front of a colon, or in bold in front of a stop, says what follows it in the same sentence.
_NUMBER = r"(?:[ ]?(?:Nr\.?[ ]?)?[\w./-]{0,3}\d[\w./-]{0,8})?"
_LABELLED = rf"{_NUMBER}(?:[*_]*\s*(?P<note>\([^()]{{0,120}}\))?\s*[*_]*\s*(?::|=>|[-–—]>)[*_]*|(?P<run_in>\.\*\*))\s*"
_ANNOUNCED: tuple[tuple[OutcomeKind, str], ...] = (
    (
        "decision",
        r"beschluss(?:fassung|text)?|beschlüsse|beschlossen|entscheidung|entschieden|vereinbarung|vereinbart"
        r"|festlegung|festgelegt|einigung|(?:\w+er )?konsens|decisions?|decided|agreed|resolution|resolved",
    ),
    (
        "task",
        r"(?:haus)?aufgabe(?: für [\w. ]{2,40})?|(?:arbeits)?auftrag(?: an [\w. ]{2,40})?|maßnahme"
        r"|(?:to-?\s?do'?s?|aufgabe)(?: (?:für |an )?(?-i:[A-ZÄÖÜ][\w.-]{1,20})(?: (?-i:[A-ZÄÖÜ][\w-]{1,20})){0,2})?"
        r"|nächste[rn]? schritte?"
        r"|action(?: item)?|task|next steps?",
    ),
    (
        "open",
        r"(?:noch )?offene?(?: (?:punkte?|fragen?))?|(?:noch )?unklar|zu klären|ungeklärt|vertagt"
        r"|open(?: (?:point|issue|question)s?)?",
    ),
    (
        "result",
        r"(?:zwischen)?ergebnis(?:se)?|fazit|results?|outcome|erledigt(?: seit (?:de[mr] )?[\w ]{3,40})?",
    ),
)
# In running text: "Am Ende Einigung: ..."
_AT_LAST = (
    r"(?P<last>(?:am ende|schließlich|letztlich"
    r"|(?:nach|ohne) (?:\w+ ){0,2}?(?:diskussion|aussprache|beratung)) )?"
)
_BEFORE_LABEL = r"(?:^|(?<=[.!?;)*]\s)|(?<=[-–—•>]\s)|(?<=\n))[\s*_>-]{0,12}"
_LABELS = tuple(
    (kind, re.compile(f"{_BEFORE_LABEL}{_AT_LAST}(?:{words}){_LABELLED}", _I)) for kind, words in _ANNOUNCED
)
_POLL = re.compile(r"\W*(?:(?:das )?ergebnis der abstimmung|meinungsbild|abstimmung|votum|vote)\b", _I)


def section_of(heading: str) -> Section | None:
    """What a heading says of all that stands below it; None for one that names a topic."""
    words = " ".join(heading.split()).strip(" *_#:")
    bare = _NUMBERED.sub("", words).strip(" *_#:")
    for section, pattern in _SECTIONS:
        if pattern.match(bare) or pattern.match(words):
            return section
    return None


def label_in(text: str) -> tuple[OutcomeKind, re.Match[str]] | None:
    """The first label ("Beschluss 2 (einstimmig):") with the kind that it announces."""
    found = [(kind, match) for kind, pattern in _LABELS if (match := pattern.search(text))]
    return min(found, key=lambda one: one[1].start(), default=None)


def unlabelled(text: str) -> str:
    """What stands behind "Beschluss:" where a text begins with it, else all of it."""
    labelled = label_in(text)
    return text[labelled[1].end() :] if labelled and labelled[1].start() == 0 else text


def is_poll(text: str) -> bool:
    """Whether a line announces a count of votes."""
    return _POLL.match(text) is not None
