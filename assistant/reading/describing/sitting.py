"""Whether a text has the form of minutes: who took part, when, and the headings or labels of what came out of it."""

from __future__ import annotations

import re

from assistant.language.dates import find_dates

# Who took part and when stand at the top; the headings that tell minutes may stand anywhere near it.
TOP = 1500
BODY = 12_000
LEAST_MARKS = 2

_I = re.IGNORECASE
_PARTICIPANTS = re.compile(
    r"(?:^|(?<=[.;,|]\s))[\W_]{0,6}"
    r"(?:teilnehme(?:nde[rn]?|r(?:\W?-?innen)?)|teilgenommen(?: haben)?|anwesen(?:d|de[rn]?)"
    r"|dabei|da|entschuldigt|protokoll(?:f(?:ü|ue)hr(?:ung|er(?:in)?)|ant(?:in)?)?|attendees|participants|present)"
    r"(?:\s(?:sind|waren|war|haben))?(?:\s?\([^()\n]{1,40}\))?[*_]{0,2}\s?(?::|\|)"
    r"|^\W{0,6}anwesend (?:sind|waren)\s",
    _I | re.MULTILINE,
)
_HEADING = re.compile(
    r"^\W{0,6}(?:(?:TOP )?\d{1,2}[.):]{0,2}\s{1,3})?(?P<marker>"
    r"TOP \d{1,2}\b[^\n]{0,120}|aufgabenkontrolle|(?:neue |offene )?aufgaben(?:liste|verteilung)?|arbeitsaufträge"
    r"|to-?\s?dos?(?:-liste)?|(?:gefasste |neue )?beschl(?:uss|üsse)|festlegungen|vereinbarungen|maßnahmenplan"
    r"|offene (?:punkte|fragen)|themenspeicher|noch zu klären|klärungsbedarf|nächste schritte|action items|decisions"
    r"|open points)\W*$"
    r"|^\W{0,6}(?P<label>beschluss|festlegung|aufgabe|arbeitsauftrag|to-?\s?do|decision|action)\s?\d{0,3}:\s",
    _I | re.MULTILINE,
)
# A table of tasks, as its lines are read.
_TASKS = re.compile(r"\| (?:wer|verantwortlich|zuständig): [^|\n]{1,80}\| (?:bis|bis wann|termin|frist): ", _I)
_SITTING = re.compile(
    r"\bjour[ -]?fixe\b|(?:besprechungs|gesprächs|sitzungs|telefon|ergebnis)notiz|gesprächsvermerk|mitschrift\b"
    r"|\b(?:besprechung|gespräch|steuerungsrunde|lenkungskreis|teamrunde|runde|treffen|meeting)\b",
    _I,
)


def form_of_minutes(title: str, text: str) -> str | None:
    """The heading or label that tells minutes, where those who took part and a day are named at the top; else None.

    One such heading is enough below a title that names a sitting ("Jour fixe"), any other text needs two different.
    """
    top = text[:TOP]
    if not _PARTICIPANTS.search(top) or not any(one.precision == "day" for one in find_dates(top)):
        return None
    found = {(one["marker"] or one["label"]).casefold(): one for one in _HEADING.finditer(text[:BODY])}
    if row := _TASKS.search(text[:BODY]):
        found["row"] = row
    if len(found) < (1 if _SITTING.search(title) else LEAST_MARKS):
        return None
    return next(iter(found.values())).group().strip()
