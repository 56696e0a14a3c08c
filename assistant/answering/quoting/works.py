"""Documents that are parts of one text, by their titles: "Hafengesetz — Zweites Kapitel: Boote (§§ 8–26)"."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.records import DocumentInfo

_ANNEX = re.compile(r"(?:\w+e[rs]\s)?(?:Anhang|Anlage|Annex)\b")
_PART = (
    r"(?:\w+e[rs]\s(?:(?:und|bis)\s\w+e[rs]\s)?)?(?:Teil|Kapitel|Abschnitte?|Anhang|Anlage)\b"
    r"|(?:Part|Chapter|Section|Annex)\b"
)
_TITLE = re.compile(rf"(?P<work>\S.{{4,}}?)\s[—–-]\s(?P<part>(?:{_PART}).*?)(?:\s\((?P<sections>§§?\s[^()]*)\))?")
_SECTIONS = re.compile(r"§§?\s(?P<first>\d{1,5})[a-z]?(?:\s?[—–-]\s?(?P<last>\d{1,5})[a-z]?)?")
_SECTION = re.compile(r"§\s(?P<number>\d{1,5})[a-z]?")


def part_named(title: str) -> str:
    """The part of its work that a title names, without the sections in it: "Zweites Kapitel: Boote"; "" for a whole."""
    found = _TITLE.fullmatch(title)
    return found["part"] if found else ""


def may_hold(title: str, section: str) -> bool:
    """Whether a section, "§ 19", may stand in a part of this title: False where that says which others do."""
    named, own = _TITLE.fullmatch(title), _SECTION.fullmatch(section)
    held = _SECTIONS.fullmatch(named["sections"] or "") if named else None
    return held is None or own is None or int(held["first"]) <= int(own["number"]) <= int(held["last"] or held["first"])


def other_parts(info: DocumentInfo, among: Iterable[DocumentInfo]) -> Iterator[DocumentInfo]:
    """The other parts of the work that a document is a part of, in its language and its folder, where no other version
    is likely, nor another text of this name; without annexes, which are counted by themselves."""
    named = _TITLE.fullmatch(info.title)
    if named is None:
        return
    beside = info.path.rpartition("/")[0], info.language
    for one in among:
        if one.id == info.id or not one.title.startswith(named["work"]):  # of 100,000 titles few have to be read
            continue
        other = _TITLE.fullmatch(one.title)
        is_of_it = other is not None and other["work"] == named["work"] and not _ANNEX.match(other["part"])
        if is_of_it and (one.path.rpartition("/")[0], one.language) == beside:
            yield one
