"""Minutes that do not call themselves so, by their form: participants, a day, and headings or labels of outcomes."""

from __future__ import annotations

import re

from assistant.language.dates import find_dates

TOP = 1500  # characters in which participants and day must stand
BODY = 12_000  # characters in which the headings of outcomes must stand
LEAST_MARKS = 2

_I = re.IGNORECASE
_PARTICIPANTS = re.compile(
    r"(?:^|(?<=[.;,|]\s))[\W_]{0,6}"
    r"(?:teilnehme(?:nde[rn]?|r(?:\W?-?innen)?)|teilgenommen(?: haben)?|anwesen(?:d|de[rn]?)"
    r"|dabei|da|entschuldigt|protokoll(?:f(?:ü|ue)hr(?:ung|er(?:in)?)|ant(?:in)?)?|attendees|participants|present)"
    r"(?:\s(?:sind|waren|war|haben))?(?:\s?\([^()\n]{1,40}\))?[*_]{0,2}\s?(?::|\|)"
    r"|^\W{0,6}anwesend (?:sind|waren)\s"
    r"|^\W{0,6}(?:anwesende|teilnehmende)(?: (?:mitglieder|personen|gäste|partner|vorstandsmitglieder))?\W*$",
    _I | re.MULTILINE,
)
_HEADING = re.compile(
    r"^\W{0,6}(?:(?:TOP )?\d{1,2}[.):]{0,2}\s{1,3})?(?P<marker>"
    r"TOP \d{1,2}\b[^\n]{0,120}|tagesordnung(?:spunkte)?|aufgabenkontrolle"
    r"|(?:neue |offene )?aufgaben(?:liste|verteilung)?|arbeitsaufträge"
    r"|to-?\s?dos?(?:-liste)?|(?:gefasste |neue )?beschl(?:uss|üsse)|festlegungen|vereinbarungen|maßnahmenplan"
    r"|offene (?:punkte|fragen)|themenspeicher|noch zu klären|klärungsbedarf|nächste schritte|action items|decisions"
    r"|open points)\W*$"
    r"|^\W{0,6}(?P<label>beschluss|festlegung|aufgabe|arbeitsauftrag|to-?\s?do|decision|action)\s?\d{0,3}:\s",
    _I | re.MULTILINE,
)
# A row of a table of tasks, as tables are read.
_TASKS = re.compile(r"\| (?:wer|verantwortlich|zuständig): [^|\n]{1,80}\| (?:bis|bis wann|termin|frist): ", _I)
_MEETING = re.compile(
    r"\bjour[ -]?fixe\b|(?:besprechungs|gesprächs|sitzungs|telefon|ergebnis)notiz|gesprächsvermerk|mitschrift\b"
    r"|\b(?:besprechung|gespräch|steuerungsrunde|lenkungskreis|teamrunde|runde|meeting)\b"
    r"|\b(?!zusammen)\w*(?:treffen|versammlung)\b",
    _I,
)


def minutes_by_form(title: str, text: str) -> str | None:
    """The first heading or label of outcomes, if participants and a day are named at the top and there are enough.

    One is enough below a title that names a meeting ("Jour fixe"), else two different ones are needed.
    """
    top = text[:TOP]
    if not _PARTICIPANTS.search(top) or not any(one.precision == "day" for one in find_dates(top)):
        return None
    found = {(one["marker"] or one["label"]).casefold(): one for one in _HEADING.finditer(text[:BODY])}
    if row := _TASKS.search(text[:BODY]):
        found["row"] = row
    if len(found) < (1 if _MEETING.search(title) else LEAST_MARKS):
        return None
    return next(iter(found.values())).group().strip()
