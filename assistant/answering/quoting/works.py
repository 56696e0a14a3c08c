"""Documents that are parts of one text, by their titles: "Hafengesetz — Zweites Kapitel: Boote (§§ 8–26)"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.records import DocumentInfo

_PART = (
    r"(?:\w+e[rs]\s(?:(?:und|bis)\s\w+e[rs]\s)?)?(?:Teil|Kapitel|Abschnitte?|Anhang|Anlage)\b"
    r"|(?:Part|Chapter|Section|Annex)\b"
)
_TITLE = re.compile(rf"(?P<work>\S.{{4,}}?)\s[—–-]\s(?P<part>(?:{_PART}).*?)(?:\s\(§§?\s[^()]*\))?")


def part_named(title: str) -> str:
    """The part of its work that a title names, without the sections in it: "Zweites Kapitel: Boote"; "" for a whole."""
    found = _TITLE.fullmatch(title)
    return found["part"] if found else ""


def other_parts(info: DocumentInfo, among: Iterable[DocumentInfo]) -> Iterator[DocumentInfo]:
    """The other parts of the work that a document is a part of, in its language."""
    work = _work(info)
    return (one for one in among if work and one.id != info.id and _work(one) == work)


def _work(info: DocumentInfo) -> tuple[str, ...]:
    found = _TITLE.fullmatch(info.title)
    return (found["work"], info.language) if found else ()
