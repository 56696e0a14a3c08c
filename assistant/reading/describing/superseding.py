"""The versions of each series in their order, and which document each older one is superseded by."""

from __future__ import annotations

import datetime
from collections import defaultdict
from collections.abc import Iterable, Sequence

from assistant.reading.describing.versions import WITHOUT_VERSIONS, Mark, mark, series_key
from assistant.records import DocumentInfo

# What calls itself final without a number comes after every numbered version.
LAST = 1_000_000

_Order = tuple[object, ...]


def superseded(infos: Iterable[DocumentInfo]) -> dict[str, DocumentInfo]:
    """The newest version, by the id of each older one.

    Only `infos` are looked at: give those that a caller may see, and nothing else can be named to him. Documents in two
    languages do not supersede one another, nor do two that nothing puts in an order. A draft supersedes drafts only:
    until it is final, what was final before holds. A document without a mark belongs to the series of its title if a
    version of that lies in the same folder.
    """
    infos = list(infos)
    found: dict[str, DocumentInfo] = {}
    for members in _series(infos):
        marks = [mark(info.version or "") for info in members]
        orders = dict(zip((info.id for info in members), _orders(members, marks), strict=True))
        drafts = {info.id for info, place in zip(members, marks, strict=True) if place.is_draft}
        newest = _newest(members, orders)
        newest_final = _newest([info for info in members if info.id not in drafts], orders)
        for info in members:
            candidates = (newest_final, newest if info.id in drafts else None)
            newer = next((one for one in candidates if one and orders[info.id] < orders[one.id]), None)
            if newer:
                found[info.id] = newer
    return found


def _newest(members: Sequence[DocumentInfo], orders: dict[str, _Order]) -> DocumentInfo | None:
    """The first of those that come last."""
    return max(members, key=lambda info: orders[info.id], default=None)


def _series(infos: Sequence[DocumentInfo]) -> Iterable[list[DocumentInfo]]:
    """The documents of each series and language, two at least, by path."""
    groups: dict[tuple[str, str], list[DocumentInfo]] = defaultdict(list)
    for info in infos:
        if info.series:
            groups[info.series, info.language].append(info)
    places = {(_folder(info), *key) for key, members in groups.items() for info in members}
    folders = {place[0] for place in places}
    for info in infos:
        if not info.series and info.type not in WITHOUT_VERSIONS and _folder(info) in folders:
            key = (series_key(info.title, info.type, info.audience) or "", info.language)
            if (_folder(info), *key) in places:
                groups[key].append(info)
    return (sorted(members, key=lambda info: info.path) for members in groups.values() if len(members) > 1)


def _folder(info: DocumentInfo) -> str:
    return info.path.rpartition("/")[0]


def _orders(members: Sequence[DocumentInfo], marks: Sequence[Mark]) -> list[_Order]:
    """What the members are ordered by, the newest largest: numbers where there are any, else dates, a draft before
    the final version of the same date."""
    dates = [_date(info, place) for info, place in zip(members, marks, strict=True)]
    finals = [not place.is_draft for place in marks]
    if any(place.number for place in marks) and all(place.number or not place.when for place in marks):
        numbers = [place.number or ((LAST,) if place.is_final else (1,)) for place in marks]
        return list(zip(numbers, finals, [date or datetime.date.min for date in dates], strict=True))
    if all(dates):
        return list(zip(dates, finals, strict=True))
    return list(zip(finals, [date or datetime.date.min for date in dates], strict=True))


def _date(info: DocumentInfo, place: Mark) -> datetime.date | None:
    """When the version was made: what the mark states, of a bare year the document's date in it."""
    if place.when and place.is_year and info.date and info.date.year == place.when.year:
        return info.date
    return place.when or info.date
