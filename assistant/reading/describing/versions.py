"""Which documents are versions of one another: by the marks that titles, file names and first lines carry."""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple

from assistant.language.dates import date_in_file_name, find_dates
from assistant.reading.describing.finding import Finding
from assistant.reading.describing.titles import of_name
from assistant.records import Audience, DocumentType

# Minutes and press releases are written anew each time: equal titles are no versions of one another there.
WITHOUT_VERSIONS = frozenset({"minutes", "press_release"})
# A year in the title is a mark for these; elsewhere it may be the year of an event.
WITH_YEARS = frozenset({"funding", "study"})
# What comes back regularly, each time about another time.
REGULAR = re.compile(
    r"tagesordnung|einladung|agenda\b|anmeldung|sitzung|protokoll|newsletter|rundbrief|infobrief|haushaltsplan"
    r"|(?:jahres|tätigkeits|quartals|monats|halbjahres|geschäfts|sach|zwischen)bericht|(?:annual|quarterly) report",
    re.IGNORECASE,
)
# Marks of the text count in its first lines only.
TOP = 600
LEAST_LETTERS = 4

_STATED = r"(?:Stand|Fassung|Ausgabe|Version|Auflage|Edition|as of|status)"
_WHEN = (
    r"(?:\d{1,2}\.\s?(?:\d{1,2}\.\s?|[A-Za-zä]+ )\d{4}|\d{4}-\d\d(?:-\d\d)?|\d\d?\s?[./]\s?\d{4}"
    r"|[A-Za-zä]{3,9}\.? \d{4}|(?:19|20)\d\d)(?!\d)"
)
_NUMBER = r"\d{1,3}(?:\.\d{1,3}){0,3}(?![\d./]*\d)"
_REVISED = r"(?:(?:überarbeitete|erweiterte|aktualisierte|neu bearbeitete|ergänzte|geänderte|korrigierte|und)[ ,]+)*"
_DRAFT = r"(?:Entwurf|Vorentwurf|Rohfassung|Vorabfassung|Arbeitsfassung|Arbeitsstand|draft)"
_FINAL = r"(?:final(?:e)?(?: (?:Fassung|Version))?|Endfassung|endgültige Fassung|final version)"
_OPEN = r"(?:^|[(\[]\s*|\s[–—-]\s*|[,:|]\s*|\s)"
_SHUT = r"(?=\s*(?:[)\],|:]|\s[–—-]|$))"
_MARKS = tuple(
    re.compile(pattern, re.IGNORECASE)
    for pattern in (
        rf"(?:\bin der )?\b{_STATED}\b:?\s{{0,2}}(?:vom |von )?(?P<when>{_WHEN})",
        rf"\b(?:Version|Vers\.|Fassung|Ausgabe|Revision|Rev\.|Auflage)\s{{0,2}}(?P<number>{_NUMBER})",
        rf"(?<![^\W_])v[. ]?(?P<number>{_NUMBER})(?![^\W_])",
        rf"\b(?P<number>\d{{1,3}})\.\s?{_REVISED}(?:Auflage|Aufl\.|Fassung|Ausgabe|Version|Edition)",
        r"\b(?P<number>\d{1,3})(?:st|nd|rd|th) (?:edition|version)\b",
        rf"{_OPEN}(?P<draft>{_DRAFT}){_SHUT}",
        rf"{_OPEN}(?P<final>{_FINAL}){_SHUT}",
    )
)
_BEGUN = re.compile(rf"(?P<stated>{_STATED}:?\s{{0,2}}(?:vom |von )?{_WHEN})\s?(?:[–—|·(]|-\s)", re.IGNORECASE)
# What a line says of the version that it takes the place of.
_BEFORE = re.compile(r"\s*[(,;–—-]?\s*\b(?:ersetzt|löst|anstelle|replaces|supersedes)\b.*", re.IGNORECASE)
_YEAR = re.compile(
    r"(?<![\d.,/–-])(?<!\bbis )(?<!\bab )(?<!\bseit )(?<!\bvon )(?<!\bum )(?<!\bfür )(?<!\bto )(?<!\bby )(?<!\bfor )"
    r"(?<!\bsince )(?<!\bfrom )(?<!\buntil )\b(?P<year>(?:19[89]|20\d)\d)(?=\s*(?:[)\]]|$))"
)
_LEADING_YEAR = re.compile(r"(?P<year>(?:19[89]|20\d)\d)[ -](?!\d)")
_COPY = re.compile(
    r"^(?:Kopie von|Copy of)\s+|\s*(?:[-–]\s*)?\b(?:Kopie|Copy)\b(?:\s*\(?\d+\)?)?$|\s*\(\d{1,2}\)$", re.I
)
_NAME_DATE = re.compile(
    r"(?<!\d)(?:(?:19|20)\d\d[-. ]?[01]\d[-. ]?[0-3]\d|\d\d?[-.]\d\d?[-.](?:19|20)\d\d|(?:19|20)\d\d[-.][01]\d)(?!\d)"
)
_BRACKETS = re.compile(r"[(\[]\s*[)\]]")


class Mark(NamedTuple):
    """Where a document stands among its versions: what is not stated is None."""

    number: tuple[int, ...] | None = None
    when: datetime.date | None = None
    is_year: bool = False
    is_draft: bool = False
    is_final: bool = False


class Series(NamedTuple):
    """The series that a document belongs to, and what it calls its version."""

    series: Finding[str]
    version: Finding[str]


def series_of(
    title: str, file_name: str, text: str, type: DocumentType, audience: Audience, date: datetime.date | None
) -> Series | None:
    """The series by the title, if the title, the file's name or the first lines carry the mark of a version.

    Only documents of one type and audience share a series that was derived.
    """
    if type in WITHOUT_VERSIONS or REGULAR.search(title):
        return None
    found = _version(title, file_name, text, type, date)
    if found is None:
        return None
    unmarked = _unmarked(_LEADING_YEAR.sub("", title) if title == of_name(file_name) else title, type, date)
    key = series_key(unmarked, type, audience)
    return Series(Finding(key, found.source, found.detail), found) if key else None


def series_key(title: str, type: DocumentType, audience: Audience) -> str | None:
    """The name of the series of all documents that bear `title`; None for one without words."""
    words = re.findall(r"[^\W_]+", title.casefold())
    letters = sum(character.isalpha() for word in words for character in word)
    return f"{' '.join(words)} ({type}, {audience})" if letters >= LEAST_LETTERS else None


def mark(version: str) -> Mark:
    """Number, date and draft or final state of a version: `v2`, `Stand: 05/2025`, `2. Auflage, Entwurf`."""
    number, when, is_year = None, None, False
    for match in _matches(version):
        number = number or _number(match["number"]) if "number" in match.re.groupindex else number
        if "when" in match.re.groupindex and when is None:
            when, is_year = _when(match["when"])
    if number is None and when is None:
        bare = re.fullmatch(_WHEN, version.strip()), re.fullmatch(_NUMBER, version.strip())
        when, is_year = _when(version.strip()) if bare[0] else (None, False)
        number = _number(version.strip()) if bare[1] and not bare[0] else None
    return Mark(number, when, is_year, _says(_DRAFT, version), _says(_FINAL, version))


def _says(words: str, version: str) -> bool:
    return re.search(rf"\b{words}\b", version, re.IGNORECASE) is not None


def _version(
    title: str, file_name: str, text: str, type: DocumentType, date: datetime.date | None
) -> Finding[str] | None:
    """All marks of the title, else of the file's name, else of a line of its own at the top, else a year.

    A name that says "final" says so of what its keeper worked on: a day that the text states goes before that.
    """
    name = of_name(file_name)
    if title != name and (marks := _marks(title)):
        return Finding(marks, "heading", title)
    lined = _lined(text)
    if (marks := _marks(name)) and not (mark(marks).is_final and lined and mark(lined.value).when):
        return Finding(marks, "name", file_name)
    if lined:
        return lined
    if type in WITH_YEARS:
        if title != name and (year := _year(title, date)):
            return Finding(year["year"], "heading", title)
        if named := date_in_file_name(name):
            return Finding(named.isoformat(), "name", file_name)
        if year := _LEADING_YEAR.match(name) or _year(name, date):
            return Finding(year["year"], "name", file_name)
    return None


def _lined(text: str) -> Finding[str] | None:
    """What a line at the top says that says nothing else, or that begins with the day of a version; not what it says of
    the version before: "Fassung vom 2. März 2026 (ersetzt die Fassung vom 15. Januar 2024)"."""
    for line in text[:TOP].split("\n"):
        plain = _BEFORE.sub("", line.strip("*_# \t|"))
        if (marks := _marks(plain)) and len(plain) <= len(marks) + len("(Dokument)"):
            return Finding(marks, "text", plain)
        if (begun := _BEGUN.match(plain)) and "geändert" not in plain:
            return Finding(_marks(begun["stated"]), "text", plain)
    return None


def _marks(text: str) -> str:
    return ", ".join(match.group().strip(" ()[],:|–—-") for match in _matches(_COPY.sub("", text)))


def _matches(text: str) -> list[re.Match[str]]:
    """The marks in reading order, disjoint; of two at one place the one that stands first in the list of patterns."""
    found: list[re.Match[str]] = []
    for pattern in _MARKS:
        for match in pattern.finditer(text):
            if all(match.end() <= other.start() or other.end() <= match.start() for other in found):
                found.append(match)
    return sorted(found, key=lambda match: match.start())


def _year(text: str, date: datetime.date | None) -> re.Match[str] | None:
    """A year that says when it was written: none that lies after the document's date, as "2030" in a forecast."""
    for match in _YEAR.finditer(text):
        if date is None or int(match["year"]) <= date.year + 1:
            return match
    return None


def _unmarked(title: str, type: DocumentType, date: datetime.date | None) -> str:
    """The title without versions, dates and the marks of a copy."""
    text = _COPY.sub("", title)
    spans = [match.span() for match in _matches(text)]
    spans += [(mention.span.start, mention.span.end) for mention in find_dates(text)]
    spans += [match.span() for match in _NAME_DATE.finditer(text)]
    if type in WITH_YEARS and (year := _year(text, date)):
        spans.append(year.span())
    kept = [True] * len(text)
    for start, end in spans:
        kept[start:end] = [False] * (end - start)
    text = "".join(character if keep else " " for character, keep in zip(text, kept, strict=True))
    return _BRACKETS.sub(" ", text)


def _number(text: str) -> tuple[int, ...]:
    return tuple(int(part) for part in text.split("."))


def _when(text: str) -> tuple[datetime.date | None, bool]:
    """The first day of what is meant, and whether only a year is."""
    if mentions := find_dates(text):
        return mentions[0].date, False
    if match := re.fullmatch(r"(\d\d?)\s?[./]\s?(\d{4})", text):
        return _calendar(int(match[2]), int(match[1])), False
    if match := re.fullmatch(r"(\d{4})-(\d\d)", text):
        return _calendar(int(match[1]), int(match[2])), False
    return (_calendar(int(text), 1), True) if re.fullmatch(r"\d{4}", text) else (None, False)


def _calendar(year: int, month: int) -> datetime.date | None:
    return datetime.date(year, month, 1) if 1 <= month <= 12 and year else None
