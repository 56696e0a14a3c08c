"""The filters of an answer in words: "Nur Protokolle", "Mai 2023", "seit 2024"."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from typing import Literal, NamedTuple

from assistant.language.dates import Precision, written
from assistant.messages import text
from assistant.records import Answer, FilterField, Filters, Language, Within

_QUARTER = 3


class AppliedFilter(NamedTuple):
    """One filter in force. `value` is what the API takes, of dates the interval `2023-05-01/2023-05-31` (ISO 8601;
    `..` where it is open); `source` says who stated it: the question, the caller, or the website that was asked on. Of
    several labs of a website any will do."""

    field: FilterField
    value: str
    label: str
    source: Literal["question", "request", "site"]


def applied(answer: Answer, language: Language) -> list[AppliedFilter]:
    """The filters of the answer, labelled in `language`."""
    asked = [
        AppliedFilter(field, value, label, "question" if field in answer.understood else "request")
        for field, value, label in _labelled(answer, answer.filters, language)
    ]
    return [*asked, *_of_the_site(answer.filters.within, language)]


def _of_the_site(within: Within, language: Language) -> Iterator[AppliedFilter]:
    for lab in sorted(within.labs):
        yield AppliedFilter("lab", lab, _lab(lab, language), "site")
    if within.topic:
        yield AppliedFilter("topic", within.topic, text("filter_topic", language, topic=within.topic), "site")


def _lab(name: str, language: Language) -> str:
    return name if "lab" in name.casefold().split() else text("filter_lab", language, lab=name)


def _labelled(answer: Answer, filters: Filters, language: Language) -> Iterator[tuple[FilterField, str, str]]:
    if filters.type:
        yield "type", filters.type, text(f"filter_type_{filters.type}", language)
    if filters.lab:
        yield "lab", filters.lab, _lab(filters.lab, language)
    if filters.topic:
        yield "topic", filters.topic, text("filter_topic", language, topic=filters.topic)
    if filters.date_from or filters.date_to:
        value = f"{filters.date_from or '..'}/{filters.date_to or '..'}"
        yield "date", value, period_worded(filters.date_from, filters.date_to, language)
    titles = _titles(answer)
    for id in sorted(filters.documents):
        yield "document", id, titles.get(id, id)


def period_worded(start: datetime.date | None, end: datetime.date | None, language: Language) -> str:
    """The time, open at one end at most, as coarse as it may be: a whole year is its number, a whole quarter or month
    its name."""
    if start is None or end is None:
        key, day = ("filter_since", start) if start else ("filter_until", end)
        assert day is not None
        return text(key, language, day=written(day, language, _from(day) if start else _to(day)))
    finest = max(_from(start), _to(end), key=("year", "month", "day").index)
    if finest == "month" and _is_quarter(start, end):
        return text("filter_quarter", language, number=end.month // _QUARTER, year=end.year)
    first, last = written(start, language, finest), written(end, language, finest)
    return first if first == last else text("filter_between", language, first=first, last=last)


def _from(day: datetime.date) -> Precision:
    """What begins with this day."""
    return "day" if day.day > 1 else "month" if day.month > 1 else "year"


def _to(day: datetime.date) -> Precision:
    """What ends with this day."""
    after = day + datetime.timedelta(days=1) if day < datetime.date.max else datetime.date.min
    return _from(after)


def _is_quarter(start: datetime.date, end: datetime.date) -> bool:
    return (start.year, start.month + _QUARTER - 1) == (end.year, end.month) and end.month % _QUARTER == 0


def _titles(answer: Answer) -> dict[str, str]:
    cited = [citation.quote.document for citation in answer.citations]
    return {info.id: info.title for info in (*cited, *(hit.document for hit in answer.related))}
