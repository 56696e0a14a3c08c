"""Documents that are parts of one text, by their titles: "Hafengesetz — Zweites Kapitel: Boote (§§ 8–26)"."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator

from assistant.language.numerals import ORDINAL_STEMS
from assistant.records import DocumentInfo

_ANNEX = re.compile(r"(?:\w+e[rs]\s)?(?:Anhang|Anlage|Annex)\b")
_PART = (
    r"(?:\w+e[rs]\s(?:(?:und|bis)\s\w+e[rs]\s)?)?(?:Teil|Kapitel|Abschnitte?|Anhang|Anlage)\b"
    r"|(?:Part|Chapter|Section|Annex)\b"
)
_TITLE = re.compile(rf"(?P<work>\S.{{4,}}?)\s[—–-]\s(?P<part>(?:{_PART}).*?)(?:\s\((?P<sections>§§?\s[^()]*)\))?")
_SECTIONS = re.compile(r"§§?\s(?P<first>\d{1,5})[a-z]?(?:\s?[—–-]\s?(?P<last>\d{1,5})[a-z]?)?")
_SECTION = re.compile(r"§\s(?P<number>\d{1,5})[a-z]?")
# "nach dem Vierten Kapitel des Zwölften Buches"; not of what is named in another way, "des Bundeshafengesetzes".
_ORDINAL = rf"(?:{'|'.join(ORDINAL_STEMS)})"
_CHAPTER_OF = re.compile(
    rf"\b(?:dem|des|im)\s(?P<number>{_ORDINAL})en\sKapitels?\b"
    rf"(?:\sdes\s(?P<book>{_ORDINAL})en\sBuch(?:es)?\b|(?!\sde[sr]\s))",
    re.IGNORECASE,
)
_BOOK = re.compile(rf"\b({_ORDINAL})es\sBuch\b", re.IGNORECASE)
_CHAPTER = re.compile(rf"(?:(?P<number>{_ORDINAL})es\sKapitel|Kapitel\s(?P<figure>\d{{1,2}})):\s\w.*", re.IGNORECASE)


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


def chapters_named(text: str, own: DocumentInfo, among: Callable[[], Iterable[DocumentInfo]]) -> Iterator[str]:
    """The titles of the chapters that a text of the document `own` names by number: of its work, or of another book.

    A chapter is a document in the language and the folder of `own`; where several could be it, none is named.
    """
    quoted = _TITLE.fullmatch(own.title)
    mentions = list(_CHAPTER_OF.finditer(text)) if quoted else []
    if quoted is None or not mentions:
        return
    folder, first = own.path.rpartition("/")[0], quoted["work"].split()[0]
    beside = [one for one in among() if one.title.startswith(first) and one.language == own.language]
    titles = [_TITLE.fullmatch(one.title) for one in beside if one.path.rpartition("/")[0] == folder]
    for mention in mentions:
        found = {
            f"{one['work']} — {one['part']}" if one["work"] != quoted["work"] else one["part"]
            for one in titles
            if one and _is_chapter(one, mention) and _is_of_its_book(one["work"], quoted["work"], mention)
        }
        if len(found) == 1:
            yield found.pop()


def _is_chapter(title: re.Match[str], mention: re.Match[str]) -> bool:
    chapter = _CHAPTER.fullmatch(title["part"])
    return chapter is not None and _number(chapter) == _number(mention)


def _number(chapter: re.Match[str]) -> int:
    """4 of "Viertes Kapitel", "dem Vierten Kapitel" and "Kapitel 4"."""
    ordinal = chapter["number"]
    return ORDINAL_STEMS.index(ordinal.casefold()) + 1 if ordinal else int(chapter["figure"])


def _is_of_its_book(work: str, own: str, mention: re.Match[str]) -> bool:
    book = _BOOK.search(work)
    return work == own if not mention["book"] else book is not None and book[1].casefold() == mention["book"].casefold()
