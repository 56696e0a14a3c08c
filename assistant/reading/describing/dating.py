"""The date of a document: from what the file states, its text, its name."""

from __future__ import annotations

import datetime
import re

from assistant.language.dates import DateMention, date_in_file_name, find_dates
from assistant.reading.describing.finding import Finding
from assistant.records import Reading

LABELLED_WITHIN = 2000
PLAIN_WITHIN = 300
# An official notice states its date in a line of its own ("Vom 4. März 2024"), below whatever was put above it.
NOTICE_WITHIN = 20_000

LABEL = re.compile(
    r"(?:datum|date|stand|vom|veröffentlicht(?: am)?|published(?: on)?|sitzung (?:vom|am)"
    r"|protokoll (?:vom|der sitzung vom)"
    r"|tag|termin|erstellt am|am|[A-ZÄÖÜ][\w./ -]{2,40}, (?:den|am)?)[\s:*_]*$",
    re.IGNORECASE,
)
WEEKDAY = re.compile(
    r"(?:montag|dienstag|mittwoch|donnerstag|freitag|samstag|sonnabend|sonntag|mo|di|mi|do|fr|sa|so)[.,]*\s*$", re.I
)
_DAY = r"\d{1,2}\. ?[A-Za-zä]{3,9} \d{4}"
_BULLET = re.compile(r"(?:\A|\n)[ \t]*[*+•-][ \t]+\Z")
# "Förderzeitraum 1.7.2025 - 30.6.2028", on either side: no day of a document.
_UNTIL, _SINCE = re.compile(r"\s?(?:[-–—]|bis(?: zum)?)\s?\d"), re.compile(r"\d{2,4}\s?(?:[-–—]|bis(?: zum)?)\s?\Z")
NOTICE = re.compile(
    rf"^[*_# \[]*Vom (?P<issued>{_DAY})[*_, \]]*(?:\n[*_ ]*(?:zuletzt )?geändert am (?P<changed>{_DAY})[*_, ]*)?$",
    re.MULTILINE,
)


def date_of(reading: Reading, file_name: str) -> Finding[datetime.date] | None:
    """The date that the file states, else that of its name, unless the text states a more exact or earlier one.

    The name of a file says when it was filed, often by month only; the cover of the text says when it was issued. So a
    date of the cover, behind a label or alone in its line, goes before the name where it lies in the month that
    the name states. The times of the file system are no evidence: they change with every copy.
    """
    if reading.date:
        return Finding(reading.date, "file", reading.date.isoformat())
    stated = _stated(reading.text)
    named = date_in_file_name(file_name)
    if named and (stated is None or not _is_closer(stated.value, named)):
        return Finding(named, "name", file_name)
    return stated or _plain(reading.text) or _noticed(reading.text)


def _is_closer(stated: datetime.date, named: datetime.date) -> bool:
    """Whether the name states the month of the cover's date only, so that the cover knows the day."""
    return named.day == 1 and (stated.year, stated.month) == (named.year, named.month)


def _stated(text: str) -> Finding[datetime.date] | None:
    """A date behind a label or alone in its line near the top."""
    top = text[:LABELLED_WITHIN]
    mentions = (mention for mention in find_dates(top) if mention.precision != "year" and _is_labelled(top, mention))
    return next((_finding(top, mention) for mention in mentions), None)


def _plain(text: str) -> Finding[datetime.date] | None:
    """The first full date at the very top, wherever it stands."""
    top = text[:LABELLED_WITHIN]
    near = (mention for mention in find_dates(top) if mention.span.end <= PLAIN_WITHIN)
    full = (
        mention
        for mention in near
        if mention.precision == "day" and not (_is_item(top, mention) or _is_end(top, mention))
    )
    return next((_finding(top, mention) for mention in full), None)


def _noticed(text: str) -> Finding[datetime.date] | None:
    """The date of a notice, or of its last change if that stands in the next line: of the words as they are."""
    for match in NOTICE.finditer(text[:NOTICE_WITHIN]):
        if mentions := find_dates(match["changed"] or match["issued"]):
            return Finding(mentions[0].date, "text", match.group().strip())
    return None


def _finding(text: str, mention: DateMention) -> Finding[datetime.date]:
    start, end = _line(text, mention)
    return Finding(mention.date, "text", text[start:end].strip())


def _line(text: str, mention: DateMention) -> tuple[int, int]:
    start = text.rfind("\n", 0, mention.span.start) + 1
    end = text.find("\n", mention.span.end)
    return start, end if end >= 0 else len(text)


def _is_labelled(text: str, mention: DateMention) -> bool:
    start, end = _line(text, mention)
    before = text[start : mention.span.start].lstrip("*_#>- \t(")
    before = WEEKDAY.sub("", before)
    if LABEL.fullmatch(before):
        return True
    is_alone = not before.strip() and not text[mention.span.end : end].strip("*_.) \t\\")
    return is_alone and not _is_item(text, mention)


def _is_end(text: str, mention: DateMention) -> bool:
    """Whether a date begins or ends a period."""
    start, end = mention.span.start, mention.span.end
    return _UNTIL.match(text, end) is not None or _SINCE.search(text, max(start - 12, 0), start) is not None


def _is_item(text: str, mention: DateMention) -> bool:
    """Whether a date begins an item of a list, of deadlines for one."""
    return _BULLET.search(text, 0, mention.span.start) is not None
