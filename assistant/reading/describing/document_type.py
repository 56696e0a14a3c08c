"""The type of a document, by words in its title and file name, by its text, its form, or its folder.

The form of minutes that do not call themselves so: participants, a day, and headings or labels of outcomes.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.language.dates import DateMention, find_dates
from assistant.reading.describing.finding import Finding, Source
from assistant.reading.describing.minutes_by_mail import minutes_by_mail
from assistant.records import DocumentType

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
SAMPLE = 600
GIVEN_WITHIN = 3000  # characters of a leaflet or a guideline in which it has to speak of money
# What is longer in a folder of press releases is something that they tell of. Of 36 files there (December 2026) the
# releases have up to 6,200 characters, and an estimate of costs 13,000.
LONGEST_RELEASE = 10_000

# Words in a title or a file name say what a document is; in the text they have to be plainer.
TITLE_WORDS: tuple[tuple[DocumentType, str], ...] = (
    ("other", r"\beinladung|\banmeldung|\bstellungnahme|\bbrief\b|\bfaq\b|leitfaden\b|\bprojektblatt|datenblatt\b"),
    ("other", r"\bfactsheet\b|^artikel \d|gesetz(?:es)?entwurf"),
    ("press_release", r"presse(?:mitteilung|information|meldung)|medien(?:mitteilung|information)|press[ _-]release"),
    ("minutes", r"protokoll|niederschrift|\bminutes\b|workshop|werkstatt|sitzung|flipchart"),
    ("funding", r"förder(?:ung|richtlinie|programm|linie|aufruf)|richtlinie|zuschuss|zuwendung|merkblatt|stipendium"),
    ("funding", r"\bfunding\b|\bgrants?\b"),
    ("study", r"studie(?:\b|[_ -])|gutachten|bericht\b|analyse|evaluation|szenarien|\bstudy\b|\breport\b"),
)
TEXT_WORDS: tuple[tuple[DocumentType, str], ...] = (
    ("press_release", r"presse(?:mitteilung|information)|medien(?:mitteilung|information)|press release"),
    ("minutes", r"(?:ergebnis)?protokoll\b|niederschrift|tagesordnung\b|minutes of"),
    ("funding", r"förderrichtlinie|förderprogramm|richtlinie zur förderung|zuwendungsempfänger|funding programme"),
    ("study", r"abschlussbericht|diese studie|die vorliegende studie|\bgutachten|this study"),
    ("other", r"sehr geehrte[r]? (?:frau|herr)"),
)
# A leaflet may be about anything, such as things on loan, and a guideline about a market: they are about funding only
# where they speak of money.
MAY_BE_OF_FUNDING = re.compile(r"(?:merkblatt|richtlinie)\Z", re.IGNORECASE)
GIVEN = re.compile(
    r"(?<!be)f(?:ö|oe)rder|zuschuss|zusch(?:ü|ue)sse|zuwendung|pr(?:ä|ae)mie|bonus|gutschein|darlehen|kredit|beihilfe|stipendi"
    r"|(?<!bericht)erstattung|erstattet werden|finanzier|subvention|\bgrant|\bfund(?:s|ing|ed)\b",
    re.IGNORECASE,
)
# Below such a heading or number minutes and agendas are what a law tells of: "schriftlich oder zur Niederschrift".
OF_A_LAW = re.compile(r"^\W{0,6}§{1,2}\s?\d", re.MULTILINE)
# Such a line at the top makes it a press release, even if its headline names a study or a workshop.
PRESS_HEADING = re.compile(
    r"^\W*(?:presse(?:mitteilung|information|meldung)|medien(?:mitteilung|information)|press release)"
    r"(?: (?:nr|no)\.? ?[\d/-]+)?\W*$",
    re.IGNORECASE | re.MULTILINE,
)
PRESS_CONTACT = re.compile(
    r"^[^\w\n]*(?:(?:presse|medien)kontakt|(?:press|media) contact|pressestelle|pressesprecher(?:in)?"
    r"|(?:ansprechpartner(?:in)?|kontakt|rückfragen) (?:für|der) (?:die )?(?:presse|medien))\b",
    re.IGNORECASE | re.MULTILINE,
)
# "Braunschweig, den 3. Mai 2024", "Wolfsburg/Berlin | 03.05.2024" and the same the other way round
PLACE_BEFORE = re.compile(r"[A-ZÄÖÜ][\w./ -]{2,40}(?:,| [|–-])\s*(?:den |am )?")
PLACE_BEHIND = re.compile(r"\s*[|/–-]\s*[A-ZÄÖÜ]\w{2}")
FOLDERS: dict[str, DocumentType] = {
    "press": "press_release", "presse": "press_release", "pressemitteilungen": "press_release",
    "presseinformationen": "press_release", "pressemeldungen": "press_release", "press releases": "press_release",
    "minutes": "minutes", "protokolle": "minutes", "niederschriften": "minutes",
    "funding": "funding", "förderung": "funding", "foerderung": "funding", "förderprogramme": "funding",
    "foerderprogramme": "funding",
    "studies": "study", "studien": "study", "gutachten": "study",
}  # fmt: skip


def type_of(title: str, file_name: str, text: str, folders: Sequence[str]) -> Finding[DocumentType]:
    """The type by words in the title and file name, else by the top of the text, its form, the nearest folder.

    A title that names funding or a study may only be the topic of minutes ("Jour fixe zur Förderrichtlinie"), so there
    the form counts more.
    """
    top = text[:SAMPLE]
    if heading := PRESS_HEADING.search(top):
        return Finding("press_release", "text", heading.group())
    named = _by_words(TITLE_WORDS, ("heading", title), ("name", file_name.replace("_", " ")))
    if named and MAY_BE_OF_FUNDING.search(named.detail) and not GIVEN.search(f"{title}\n{text[:GIVEN_WITHIN]}"):
        named = None
    marker = minutes_by_form(title, text) or minutes_by_mail(text)
    if named and named.value in ("funding", "study") and marker:
        return Finding("minutes", "text", marker)
    told = named or _by_words(TEXT_WORDS, ("text", top))
    if told and not (told.value == "minutes" and told.source == "text" and OF_A_LAW.search(top)):
        return told
    if dateline := _sent_to_the_press(text):
        return Finding("press_release", "text", dateline)
    if marker:
        return Finding("minutes", "text", marker)
    found = _by_folder(folders)
    is_too_long = found.value == "press_release" and len(text) > LONGEST_RELEASE
    return Finding("other", "default") if is_too_long else found


def _by_words(table: Sequence[tuple[DocumentType, str]], *places: tuple[Source, str]) -> Finding[DocumentType] | None:
    """The first type of the table whose words stand in one of the places."""
    for type, words in table:
        for source, place in places:
            if match := re.search(words, place, re.IGNORECASE):
                return Finding(type, source, match.group())
    return None


def _by_folder(folders: Sequence[str]) -> Finding[DocumentType]:
    for folder in reversed(folders):
        if type := FOLDERS.get(folder.casefold().replace("_", " ")):
            return Finding(type, "folder", folder)
    return Finding("other", "default")


def _sent_to_the_press(text: str) -> str | None:
    """The dateline, if the text begins with a place and a date and names a press contact."""
    if not PRESS_CONTACT.search(text):
        return None
    top = text[:SAMPLE]
    datelines = (mention for mention in find_dates(top) if mention.precision == "day" and _is_dateline(top, mention))
    return next((top[mention.span.start : mention.span.end] for mention in datelines), None)


def _is_dateline(text: str, mention: DateMention) -> bool:
    before = text[text.rfind("\n", 0, mention.span.start) + 1 : mention.span.start].lstrip("*_#>- \t(")
    if PLACE_BEFORE.fullmatch(before):
        return True
    return not before and PLACE_BEHIND.match(text, mention.span.end) is not None


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
