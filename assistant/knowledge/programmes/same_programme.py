"""Which documents tell of one programme, and what their titles may call it.

A directive joins the page of its programme where its title names it, a copy the page with its title and facts, and a
summary in another language the page with its figures.
"""

from __future__ import annotations

import re
from collections.abc import Hashable, Iterable, Mapping, Sequence

from assistant.knowledge.programmes.facts import Fact
from assistant.language.terms import fold
from assistant.records import DocumentInfo

_DIRECTIVE = re.compile(r"^(?:foerder)?richtlinien?\b|^bekanntmachung\b|^merkblatt\b|^foerderaufruf\b|^faq\b")
# What stands around a name in a title: "Förderrichtlinie für den Umbaubonus 2026", "Umbaubonus – Hilfe für Dächer".
_KIND = re.compile(rf"(?:{_DIRECTIVE.pattern})(?:\W+(?:(?:zu[rm]?|fuer|ueber|des|der|die|das|den)\b\W*)*)?")
_YEAR = re.compile(r"\b20\d\d\b")
_SHORT_NAME = re.compile(r"\(([^()]{4,60})\)\W*$")  # "Richtlinie zur Förderung von Umbauten (Umbaubonus)"
_BEHIND_NAME = re.compile(r"(?<=\S)\s+[–—-]\s+|\s*\(|:\s")
# What tells a programme from another of the same name: "Umbaubonus: Plus", "Umbaubonus – Modul 2".
_VARIANT = re.compile(
    r"\W*(?:plus|pro|s[pz]e[zc]ial|kompakt|compact|basis|basic|premium|light|extra|max|mini|xx?l|kleine?|gro(?:ss|ß)e?"
    r"|[ivx]{1,4}|\d{1,2}(?:\.\d)?|[a-h]"
    r"|(?:modul|teil|stufe|linie|foerderlinie|phase|baustein|saeule|part|module)\s+\w{1,4})(?:\W+20\d\d)?\W*"
)
_SUMMARY = re.compile(r"\b(?:zusammenfassung|kurzfassung|uebersetzung|summary|translation)\b")
_LEAST_WORDS = 2
_WORD = re.compile(r"\w+")


def documents_of_each(infos: Sequence[DocumentInfo], facts: Mapping[str, tuple[Fact, ...]]) -> list[list[DocumentInfo]]:
    """The documents of each programme, its own page first: a directive joins the longest title that it names."""
    copied = _copied(infos, facts)
    own = [info for info in infos if not _DIRECTIVE.search(fold(info.title)) and info.id not in copied]
    summarised = {info.id: page for info in own if (page := _summarised(info, own, facts))}
    pages = [info for info in own if info.id not in summarised]
    groups = {info.id: [info] for info in pages}
    alone = []
    for info in infos:
        if info.id in groups or info.id in copied:
            continue
        named = [page for page in pages if _names(info.title, page.title)]
        if page := summarised.get(info.id) or max(named, key=lambda page: len(page.title), default=None):
            groups[page.id].append(info)
        else:
            alone.append([info])
    together = [*groups.values(), *alone]
    for info in infos:
        if page := copied.get(info.id):
            next(group for group in together if page in group).append(info)
    return [group for group in together if group[0].id in groups or _tells_of_funding(group, facts)]


def _tells_of_funding(infos: Iterable[DocumentInfo], facts: Mapping[str, tuple[Fact, ...]]) -> bool:
    """Whether a leaflet without a page of its programme says more than its name and whom to ask: who may have what, or
    until when."""
    return any(fact.field not in ("title", "contact") for info in infos for fact in facts[info.id])


def _copied(infos: Sequence[DocumentInfo], facts: Mapping[str, tuple[Fact, ...]]) -> dict[str, DocumentInfo]:
    """The documents that are copies of another one, by id: same title and same facts; a public one is copied first."""
    first: dict[Hashable, DocumentInfo] = {}
    copied = {}
    for info in sorted(infos, key=lambda info: info.audience != "public"):
        told = frozenset((fact.field, fact.value, fact.role, fact.whom) for fact in facts[info.id])
        page = first.setdefault((fold(info.title), info.language, told), info)
        if page is not info and any(field != "title" for field, *_ in told):
            copied[info.id] = page
    return copied


def _summarised(
    info: DocumentInfo, pages: Sequence[DocumentInfo], facts: Mapping[str, tuple[Fact, ...]]
) -> DocumentInfo | None:
    """The page that a document sums up in another language: it calls itself a summary, and one page has its figures."""
    figures = _figures(facts[info.id])
    if not _SUMMARY.search(fold(info.title)) or not all(figures):
        return None
    same = [page for page in pages if page.language != info.language and _figures(facts[page.id]) == figures]
    return same[0] if len(same) == 1 and not _SUMMARY.search(fold(same[0].title)) else None


def _figures(facts: Sequence[Fact]) -> tuple[frozenset[str], ...]:
    """The rates, the amounts and the addresses to write to."""
    told = {field: [fact.value for fact in facts if fact.field == field] for field in ("rate", "cap", "contact")}
    mails = [value for value in told["contact"] if "@" in value]
    return frozenset(told["rate"]), frozenset(told["cap"]), frozenset(mails)


def _names(directive: str, title: str) -> bool:
    words = _spaced(title)
    return len(words.split()) >= _LEAST_WORDS and words in _spaced(directive)


def may_call(title: str, name: str) -> bool:
    """Whether a title may call its programme so."""
    return _spaced(name) in _called(title)


def _called(title: str) -> set[str]:
    """What a title may call its programme, with and without the kind of the document and a year."""
    name, *behind = _BEHIND_NAME.split(title, maxsplit=1)
    whole = [fold(title)] if any(_VARIANT.fullmatch(fold(one)) for one in behind) else [fold(title), fold(name)]
    whole += [fold(short) for short in _SHORT_NAME.findall(title)]
    return {_spaced(words) for one in whole for words in (one, _YEAR.sub("", _KIND.sub("", one)))}


def _spaced(title: str) -> str:
    """The words of a title between spaces."""
    return f" {' '.join(_WORD.findall(fold(title)))} "
