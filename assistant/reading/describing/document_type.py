"""The type of a document, by words in its title and file name, by its text, its form, or its folder."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.language.dates import DateMention, find_dates
from assistant.reading.describing.finding import Finding, Source
from assistant.reading.describing.minutes_by_form import minutes_by_form
from assistant.reading.describing.minutes_by_mail import minutes_by_mail
from assistant.records import DocumentType

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
