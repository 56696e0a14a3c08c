"""The figures of a sentence, normalised so that the same fact in two spellings is equal.

"7,6 Mio. Euro" and "7.600.000 €", "50 %" and "50 v. H.", "3. Mai 2024" and "2024-05-03", "zwölf Monate" and "12
Monate". The finders run from the most to the least certain; what one has found, the next do not see.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Literal

from assistant.language.dates import A_MONTH, MONTHS, find_dates
from assistant.language.numerals import SMALL_NUMBERS
from assistant.language.quantities import CALENDAR_YEAR, find_quantities
from assistant.language.recurring import A_WEEKDAY
from assistant.language.word_lists import any_of
from assistant.records import Span

Kind = Literal["amount", "percent", "date", "time", "duration", "paragraph", "number"]

# Markdown guards the stop of a number that begins a line: "30\. April". A space in its place, so that offsets hold.
_GUARDED_STOP = re.compile(r"(?<=\d)\\\.(?=\s)")


@dataclass(frozen=True, slots=True)
class Figure:
    """One figure; two are equal when kind, value and unit are, wherever they stand.

    amount: Decimal in whole units; unit "EUR", "USD", "GBP" or "CHF"
    percent: Decimal; unit "%" or "points"
    date: ISO 8601 text "2024-05-03", "2024-05" or "2024", for a day without a year "--05-03"; unit ""
    time: text "14:30"; unit ""
    duration: Decimal; unit "minute", "hour", "day", "workday", "week", "month" or "year"
    paragraph: the number as text ("44a", "2.5.6"); unit "§", "Absatz", "Artikel", "Nummer", "Seite" ...
    number: Decimal; unit "" or a physical one ("km", "kW", "t" ...)
    """

    kind: Kind
    value: Decimal | str
    unit: str
    span: Span = field(compare=False)


def figures(text: str) -> list[Figure]:
    """The figures of a text in reading order, disjoint. `text` is expected in NFC.

    Both ends of a range are figures with the unit of the range. Figures in addresses and citation marks do not count.
    """
    text = _GUARDED_STOP.sub(". ", text)
    found: list[Figure] = []
    rest = _blanked(text, (Span(*match.span()) for match in _NO_FIGURES.finditer(text)))
    for find in _FINDERS:
        new = list(find(rest))
        found += new
        rest = _blanked(rest, (figure.span for figure in new))
    return sorted(found, key=lambda figure: figure.span.start)


def missing(sentence: str, quote: str) -> list[Figure]:
    """The figures of the sentence that the quote does not hold, in reading order; empty means that all are backed.

    A date is backed by a more precise one: "Mai 2024" by "3. Mai 2024"; "2000" may be a year or a number; two years
    are 24 months, and two weeks 14 days. Nothing else is inferred.
    """
    known = figures(quote)
    return [claimed for claimed in figures(sentence) if not any(backs(figure, claimed) for figure in known)]


def backs(known: Figure, claimed: Figure) -> bool:
    """Whether a figure that is known proves one that is claimed; see `missing`."""
    if known == claimed or (known.kind == claimed.kind == "duration" and counted(known) == counted(claimed)):
        return True
    precise, coarse = str(known.value), str(claimed.value)
    if {known.kind, claimed.kind} == {"date", "number"} and not known.unit and not claimed.unit:
        return precise == coarse
    if known.kind != "date" or claimed.kind != "date":
        return False
    return precise.endswith(coarse[1:]) if coarse.startswith("--") else precise.startswith(coarse + "-")


# Months and days have no common measure, so a unit is counted in the smaller one of its own sort.
_SHARED_UNITS = {"year": ("month", 12), "week": ("day", 7), "hour": ("minute", 60)}


def counted(figure: Figure) -> tuple[str, Decimal]:
    """The unit and the value of a figure that is no text, such that two durations of one unit can be compared."""
    unit, factor = _SHARED_UNITS.get(figure.unit, (figure.unit, 1))
    return unit, Decimal(figure.value) * factor


_NO_FIGURES = re.compile(r"https?://\S+|\bwww\.\S+|[\w.+-]{1,64}@[\w.-]{1,255}|\[\d{1,3}\]")


def _blanked(text: str, spans: Iterable[Span]) -> str:
    """The text with the spans overwritten; every other character keeps its offset."""
    pieces: list[str] = []
    end = 0
    for span in sorted(spans, key=lambda span: span.start):
        pieces += [text[end : span.start], "\0" * (span.end - span.start)]
        end = span.end
    return "".join(pieces) + text[end:]


# Dates and times

_MONTH_DAY = re.compile(rf"(?<![\d.,])(\d{{1,2}})\.\s?({A_MONTH})\b", re.IGNORECASE)
_ENGLISH_DAY = re.compile(
    r"(?<![\d.,])(?P<day>\d{1,2})(?:st|nd|rd|th)?\s(?:of\s)?"
    r"(?P<month>January|February|March|April|May|June|July|August|September|October|November|December)\b"
)
_STOPPED = r"\d{1,2}\.\s?\d{1,2}\.(?!\d)"
_OF_A_SECTION = re.compile(
    r"(?:\bNr\.|\b(?:Nummern?|Ziffern?|Abschnitte?|Kapitel|Punkte?)|§)\s(?:\d{1,2}\.\d[\d.]{0,4}\s(?:und|oder|bis)\s)?\Z",
    re.IGNORECASE,
)
_DAY_MONTH = re.compile(
    rf"(?:\b(?:am|bis|zum|vom|ab|dem|den|seit|der|–|und)\s|(?<![\d.,])(?={_STOPPED}\s(?:und|oder)\s(?:zum\s)?{_STOPPED}))"
    r"(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.(?!\d)",
    re.IGNORECASE,
)
_TIME = re.compile(
    r"(?<![\w.,:])(?P<hour>[01]?\d|2[0-4])"
    r"(?:[.:](?P<minute>[0-5]\d)(?:\s?Uhr\b|(?<=:\d\d)(?![\d:]))|\s?Uhr\b(?:\s(?P<after>[0-5]\d)\b)?)"
)
_PRECISION = {"day": 10, "month": 7, "year": 4}


def _dates(text: str) -> Iterator[Figure]:
    for mention in find_dates(text):
        yield Figure("date", mention.date.isoformat()[: _PRECISION[mention.precision]], "", mention.span)


def _days_without_year(text: str) -> Iterator[Figure]:
    for match in (*_MONTH_DAY.finditer(text), *_ENGLISH_DAY.finditer(text)):
        month, day = MONTHS[match[2].lower()], int(match[1])
        if 1 <= day <= 31:
            yield Figure("date", f"--{month:02}-{day:02}", "", Span(*match.span()))


def _numbered_days(text: str) -> Iterator[Figure]:
    """ "bis zum 28.02.": a number with two stops is a day only behind a word that leads one in, or before
    another one ("31.03. und 30.09.")."""
    for match in _DAY_MONTH.finditer(text):
        day, month = int(match["day"]), int(match["month"])
        is_day = 1 <= day <= 31 and 1 <= month <= 12
        if is_day and not _OF_A_SECTION.search(text, max(match.start("day") - 30, 0), match.start("day")):
            yield Figure("date", f"--{month:02}-{day:02}", "", Span(match.start("day"), match.end()))


def _times(text: str) -> Iterator[Figure]:
    for match in _TIME.finditer(text):
        minute = match["minute"] or match["after"] or "0"
        yield Figure("time", f"{int(match['hour']):02}:{int(minute):02}", "", Span(*match.span()))


# Fractions

_FRACTION = re.compile(
    r"\b(?:(?P<half>(?<!zweiten\s)(?<!ersten\s)(?<!zweite\s)(?<!erste\s)(?<!and[\s-]a[\s-])(?:Hälfte|[Hh]alf(?!\san?\b))\b)"
    rf"|(?P<count>(?i:ein(?:e[mns]?)?|one|a|{any_of(SMALL_NUMBERS)}))[\s-](?P<part>Drittel|Viertel|Fünftel|thirds?|quarters?|fifths?)n?\b)"
)
_PARTS = {"d": 3, "v": 4, "f": 5, "t": 3, "q": 4}


A_PART = r"(?P<part>zweite|dritte|vierte|fünfte|zehnte)[mnrs]?"
AN_ENGLISH_PART = r"(?P<third>second|third|fourth|fifth|tenth)"
_EVERY = re.compile(
    rf"\b(?:jede[mnrs]?\s{A_PART}|every\s{AN_ENGLISH_PART})"
    rf"(?!\s(?:{A_WEEKDAY}|\w*(?:Tag|Woche|Monat|Jahr|Mal)|day|week|month|year|time))\b",
    re.IGNORECASE,
)
_ORDINALS = {"zweite": 2, "dritte": 3, "vierte": 4, "fünfte": 5, "zehnte": 10}
_ENGLISH_ORDINALS = {"second": 2, "third": 3, "fourth": 4, "fifth": 5, "tenth": 10}


def _fractions(text: str) -> Iterator[Figure]:
    """ "Die Hälfte" is 50 %, "drei Viertel" are 75 %, "jeder zweite Betrieb" is 50 %; halves of a year are none, and
    neither are the four quarters of one or the twelve "Viertel" of a town."""
    for match in _EVERY.finditer(text):
        part, third = match["part"], match["third"]
        number = _ORDINALS[part.lower()] if part else _ENGLISH_ORDINALS[third.lower()]
        yield Figure("percent", Decimal(100) / number, "%", Span(*match.span()))
    for match in _FRACTION.finditer(text):
        if match["half"]:
            count, parts = 1, 2
        else:
            count, parts = SMALL_NUMBERS.get(match["count"].lower(), 1), _PARTS[match["part"][0].lower()]
        if count < parts:
            yield Figure("percent", Decimal(100 * count) / parts, "%", Span(*match.span()))


# References to paragraphs, articles, numbers, pages

_REFERENCE_NAMES = {
    "§": ("§", "§§", "paragraf", "paragrafen", "paragraph", "paragraphen"),
    "Absatz": ("abs", "absatz", "absätze", "absätzen"),
    "Artikel": ("art", "artikel", "artikeln", "article", "articles"),
    "Nummer": ("nr", "nrn", "nummer", "nummern", "ziff", "ziffer", "ziffern", "No", "Nos"),
    "Satz": ("satz",),
    "Kapitel": ("kap", "kapitel", "chapter"),
    "Abschnitt": ("abschnitt", "section", "sections"),
    "Seite": ("S", "seite", "seiten", "page", "pages"),
    "Anlage": ("anlage", "annex"),
    "Anhang": ("anhang",),
    "Tabelle": ("tab", "tabelle", "table"),
    "Abbildung": ("abb", "abbildung", "fig", "figure"),
}
_UNIT_OF_NAME = {name: unit for unit, names in _REFERENCE_NAMES.items() for name in names}
_PLURALS = frozenset(
    ("§§", "absätze", "absätzen", "artikel", "artikeln", "articles", "nrn", "nummern", "ziffern", "seiten", "pages")
)
_REFERENCE_NUMBER = r"\d{1,4}(?:\.\d{1,3})*(?:ff|[a-z])?(?![\w]|[.,]\d)"
_REFERENCE = re.compile(
    rf"(?P<name>§{{1,2}}|(?<!\w)[^\W\d_]{{1,11}}(?=[\s.]))\.?\s{{0,3}}(?P<number>{_REFERENCE_NUMBER})"
)
_MEASURED = r"\s?(?:[%€]|Prozent|EUR|Euro|Mio|Mrd|Tsd|Tag|Woche|Monat|Jahr)"
_MEASURES = re.compile(_MEASURED)
_ONE_MORE = re.compile(rf"\s{{0,2}}(?:,|und|bis|–|-|oder|and|to|or)\s{{0,2}}({_REFERENCE_NUMBER})(?!{_MEASURED})")
_OUTLINE = re.compile(r"(?<![\w.,])\d{1,3}(?:\.\d{1,3}){2,}(?![\w]|[.,]\d)")


def _references(text: str) -> Iterator[Figure]:
    for match in _REFERENCE.finditer(text):
        name = match["name"] if match["name"] in _UNIT_OF_NAME else match["name"].lower()
        unit = _UNIT_OF_NAME.get(name)
        if unit and not (unit == "Satz" and _MEASURES.match(text, match.end())):  # "beträgt der Satz 20 Prozent"
            yield Figure("paragraph", match["number"].removesuffix("ff"), unit, Span(*match.span()))
            if name in _PLURALS:
                yield from _more_references(text, match.end(), unit)


def _more_references(text: str, start: int, unit: str) -> Iterator[Figure]:
    while more := _ONE_MORE.match(text, start):
        yield Figure("paragraph", more[1].removesuffix("ff"), unit, Span(*more.span(1)))
        start = more.end()


def _outline_numbers(text: str) -> Iterator[Figure]:
    """Numbers like 2.5.6 that are no thousands; they count as "Nummer 2.5.6"."""
    for match in _OUTLINE.finditer(text):
        if not re.fullmatch(r"\d{1,3}(?:\.\d{3})+", match[0]):
            yield Figure("paragraph", match[0], "Nummer", Span(*match.span()))


def _quantities(text: str) -> Iterator[Figure]:
    """Amounts, percentages, durations and numbers; a bare number that reads like a year is a year."""
    for quantity in find_quantities(text):
        spelling = quantity.span.of(text)
        if not quantity.unit and CALENDAR_YEAR.fullmatch(spelling):
            yield Figure("date", spelling, "", quantity.span)
        else:
            yield Figure(quantity.kind, quantity.value, quantity.unit, quantity.span)


_FINDERS = (_dates, _days_without_year, _numbered_days, _times, _fractions, _references, _outline_numbers, _quantities)
