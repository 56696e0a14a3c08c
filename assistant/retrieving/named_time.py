"""The day or month that a question names without calling it that of a document: "Namensfindung im Dezember 2014".

What happened then is told by the minutes and press releases of that time, so they are a last place to look.
"""

from __future__ import annotations

import datetime
import re
import unicodedata
from collections.abc import Iterable

from assistant.language.dates import end_of_month
from assistant.language.periods import Period, find_periods
from assistant.records import DocumentInfo, DocumentType, Filters, Span
from assistant.retrieving.filters import StatedFilters

TELLING: tuple[DocumentType, ...] = ("minutes", "press_release")
_LONGEST = datetime.timedelta(days=100)  # a quarter or a season
_LEADING = re.compile(
    r"(?:\b(?:im|in|am|vom|von|aus|of|on|from|de[rms]|the|jahre?s?|year|anfang|mitte|ende|early|late|mid)\b[ \xa0-]+)"
    r"{1,4}\Z",
    re.IGNORECASE,
)
_NEAR = 40  # so many characters before the time are looked at for these words


def named_time(text: str, documents: Iterable[DocumentInfo], today: datetime.date) -> StatedFilters:
    """The time as filter; none where the text names several or a bare year, or where no such document is of that time.

    What has been so "seit Februar 2015" began then; what is due "bis Mai 2024" may be told at any time before.
    """
    text = unicodedata.normalize("NFC", text)
    mentions = find_periods(text, today)
    if len(mentions) != 1 or mentions[0].is_bare_year:
        return StatedFilters(text)
    span, period = mentions[0].span, _whole(mentions[0].period)
    if period is None or not any(info.type in TELLING and period.holds(info.date) for info in documents):
        return StatedFilters(text)
    filters = Filters(date_from=period.start, date_to=period.end)
    return StatedFilters(text, filters, {"date": with_what_leads(text, span)})


def with_what_leads(text: str, time: Span) -> Span:
    """The words of a time with those before it that belong to it: "im Jahr 2023"."""
    led = _LEADING.search(text, max(0, time.start - _NEAR), time.start)
    return Span(led.start() if led else time.start, time.end)


def _whole(period: Period) -> Period | None:
    """The period with both its days, of one without its end the month that it begins in; None if it is long."""
    start, end = period
    if start is None:
        return None
    if end is None:
        return Period(start, end_of_month(start))
    return period if end - start <= _LONGEST else None
