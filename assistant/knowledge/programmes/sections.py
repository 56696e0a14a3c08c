"""Statements -> in which part of a programme each stands: "Modul A: Beratung", "DIGI-Zuschuss".

What is said below the heading of a part holds for that part only. A heading is taken for the name of one where it says
so, or where the outline of the document does: sections that each have their own amounts, or one name below "Gegenstand
der Förderung" and below "Höhe der Förderung". Where that is not clear no part is told.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from assistant.knowledge.programmes.rules import FIELD_LABEL, VERB, WHOLE
from assistant.knowledge.programmes.statements import Statement, Topic, topic_of
from assistant.knowledge.programmes.told_words import bare, spelled
from assistant.language.terms import fold
from assistant.records import Document

_LEAST, _LONGEST = 3, 240  # characters of the name of a part
_ALONE_LEVEL = 7  # of a paragraph that stands as a heading: below all others
_ALIKE = 2  # sections of one kind
_NUMBER = re.compile(
    r"\A\W{0,4}(?:(?P<count>\d{1,2}(?:\.\d{1,2}){0,4})[.)]?|(?P<sign>[IVX]{1,5}|[A-Ha-h])[.)])\s{1,4}"
    r"(?=\S)(?!(?:Förderaufruf|Aufruf|Call|Phase|Stufe|\w{0,9}[Rr]unde)\b)"
)
_KIND = (
    r"(?:[Mm]odule?|[Ll]inie|[Ss]äule|[Bb]austein|[Ss]chwerpunkt|[Kk]ategorie|[Vv]ariante|[Tt]ranche|[Tt]rack"
    r"|[Ss]trand)"
)
_KINDS = (
    r"(?:module?|linie|säule|baustein|schwerpunkt|kategorie|variante|tranche|teil|förderbereich|track|strand)\w{0,2}"
)
_COUNT = r"(?:\d{1,2}\s?[A-Za-z]?|[A-Z]|[IVX]{1,4})"
# A paragraph that is all bold, or a line that is no sentence: "2.4 Höhe der Zuwendung", "Modul A: Beratung".
_BOLD = re.compile(r"\*\*[^*\n]{3,120}\*\*")
_LINE = re.compile(
    r"\d{1,2}(?:\.\d{1,2}){1,3}\.?\s[A-ZÄÖÜ][^.!?;:\n]{3,90}"
    rf"|(?![RL](?:ich|ei)t)[A-ZÄÖÜ]?\w{{0,20}}{_KIND}\s{_COUNT}(?:(?::|\s[–-])\s[^\d.!?;:%€\n]{{3,120}})?"
)
_CALLED = re.compile(
    rf"\b(?![RrLl](?:ich|ei)t)\w{{0,20}}{_KIND}\s{_COUNT}\b"
    r"|\b[A-ZÄÖÜ][a-zäöüß]{2,30}(?:modul|baustein|säule)\b"
)
_KIND_ALONE = re.compile(_KIND, re.IGNORECASE)
_FOR = re.compile(r"(?:Für|für|Im|im|Bei|bei|In de[rm]|in de[rm]|For|for)\s\w[^?]{2,160}")
_OF_LAW = re.compile(r"Artikel\s\d{1,3}\b")
_FUNDING_OF = re.compile(r"Förderung\s(?!nach\b|durch\b|und\b)\w")
# "Förderfähige Kosten für neue Boote" beside "Förderfähige Kosten für alte Boote".
_SPLIT = re.compile(r"(?P<head>[^,;:]{4,60}?)\s(?P<part>für\s.{4,120})")
# "Bestimmungen bei Förderungen aus Mitteln der EU"
_RULES_FOR = re.compile(r"(?:\w{4,20}\s)?Bestimmungen\s(?P<part>(?:bei|für)\s.{4,160})")
_MONEY = re.compile(r"\b(?:kosten|ausgaben|antraege|zuschuss|zuschuesse|foerderung|zuwendung)\b")
# What a section may be about besides a part.
_GENERAL = re.compile(
    r"richtlinie|bestimmung|uebersicht|ueberblick|merkblatt|kurztext|volltext|anlage|anhang|allgemein|hinweis|einleitung"
    r"|praeambel|\bfaq\b|\bfragen\b|grundsaetz|zusammenfassung|voraussetzung|bekanntmachung|aktuelles|weiter|sonstig|stufe"
    r"|beschreibung|beispiel|\bziele?\b|dokument|unterlagen|formular|download|\bteil [ivx\d]{1,4}\Z|summary|overview"
)
_OF_ALL = re.compile(
    rf"\b(?:alle[nr]?|sämtliche[nr]?|beide[nr]?|jede[nrsm]?|übrigen|all|each|both)\s(?:\w{{2,20}}\s)?\w{{0,20}}{_KINDS}\b"
    rf"|\b{_KINDS}übergreifend|\bnach\s(?:\w{{2,20}}\s)?diese[rn]\s(?:Förder)?richtlinien?\b",
    re.IGNORECASE,
)
_NAME_ENDS = re.compile(r"\s[–—-]\s|:\s|\s\(")
_IN_BRACKETS = re.compile(r"\(([^()]{3,60})\)")
_BEGINNING = 60  # characters of a sentence in which it names what it is about
_SAYS = re.compile(rf"\b{VERB}\b|\b[Ff]olgende")
_GILT = re.compile(r"\s(?:gilt|gelten)\Z")
# The first cell of a row: "Förderlinie: Machbarkeit | ...".
_ROW = re.compile(
    r"\A\W{0,6}(?:\w{0,20}(?:modul|linie|baustein|säule|schwerpunkt|kategorie|variante|förderbereich|fördergegenstand"
    r"|programmteil|programm|track|strand))\s{0,2}:\s{0,2}(?P<name>[^|]{2,120})(?=\|)",
    re.IGNORECASE,
)
_FIRST_CELL = re.compile(r"\A(?P<name>[^|:]{3,80})\|(?=[^|:]{2,60}:\s)")
_OWN: frozenset[Topic] = frozenset(("applicants", "money", "purpose"))  # what parts have each for themselves
_TITLE_PARTS = re.compile(r"\s[–—-]\s|:\s")


class _Section(NamedTuple):
    """A heading; `above` is the place among the sections of the one that it lies in, -1 for none."""

    above: int
    level: int
    number: tuple[str, ...]
    name: str
    topic: Topic


def in_parts(document: Document, said: Sequence[Statement]) -> list[Statement]:
    """The statements with the names of the parts that they stand in, outermost first.

    Where the title of the document names one of them, the document is about that one: what stands in the others beside
    it is left out.
    """
    said = list(_with_lines(document, said))
    sections, places = _sections(document, said)
    names = dict(_parts(sections, document.info.title))
    own = {at for at, name in names.items() if _is_title(name, document.info.title)}
    rows, beyond = dict(_rows(said)), _beyond(sections, places, said, names)
    told: list[Statement] = []
    leads: list[tuple[int, str]] = []  # items that lead in deeper ones, with their depth
    for at, one in enumerate(said):
        above = list(_above(sections, places[at]))
        if any(place not in own and _is_beside(sections, place, own) for place in above if place in names):
            continue
        depth = document.blocks[one.block].level if one.kind == "item" else 0
        leads = [lead for lead in leads if lead[0] < depth] if depth else []
        chain = [names[place] for place in above if place in names and place not in own and at not in beyond]
        chain += [name for _, name in leads]
        if one.kind == "item" and (name := _led(one.lead_text)):
            chain.append(name)
        if at in rows:
            chain.append(rows[at])
        if depth and (name := _led(one.text)):
            leads.append((depth, name))
        is_whole = _OF_ALL.search(one.text) or _names_another(one.text, chain, names.values())
        told.append(replace(one, parts=() if is_whole else tuple(_nested(chain))))
    return told


def _nested(chain: Sequence[str]) -> Iterator[str]:
    """The names of parts in each other. A module in a module takes its place: bold words may begin the next one."""
    kinds = [{kind.lower() for kind in _KIND_ALONE.findall(" ".join(_CALLED.findall(name)))} for name in chain]
    for at, name in enumerate(chain):
        if name not in chain[:at] and not any(kinds[at] & other for other in kinds[at + 1 :]):
            yield name


def _beyond(
    sections: Sequence[_Section], places: Sequence[int], said: Sequence[Statement], names: Collection[int]
) -> frozenset[int]:
    """The statements, by their numbers, that stand too far below the last of several parts to be of it.

    Where parts begin with a line of words instead of a heading, nothing says where the last one ends. It is taken to
    have no more blocks than the longest of the others: what stands behind may hold for all.
    """
    blocks: dict[int, list[int]] = defaultdict(list)  # by section, each once
    for one, place in zip(said, places, strict=True):
        if place >= 0 and one.block not in blocks[place]:
            blocks[place].append(one.block)
    found: set[int] = set()
    for beside in _beside({at: sections[at] for at in names if sections[at].level == _ALONE_LEVEL}):
        *others, last = beside
        longest = max((len(blocks[at]) for at in others), default=len(blocks[last]))
        found.update(blocks[last][longest:])
    return frozenset(at for at, one in enumerate(said) if one.block in found)


def _sections(document: Document, said: Sequence[Statement]) -> tuple[list[_Section], list[int]]:
    """The headings, and of each statement the place of the one that it stands below, -1 before the first."""
    sections: list[_Section] = []
    places: list[int] = []
    at = -1
    for one in said:
        if one.kind == "heading" or _BOLD.fullmatch(one.text.strip()):
            number, name = _numbered(one.text)
            level = document.blocks[one.block].level or _ALONE_LEVEL
            while at >= 0 and _is_closed(sections[at], level, number):
                at = sections[at].above
            sections.append(_Section(at, level, number, name, topic_of(name)))
            at = len(sections) - 1
        places.append(at)
    return sections, places


def _with_lines(document: Document, said: Sequence[Statement]) -> Iterator[Statement]:
    """The statements, lines that are no sentences as the headings that they are; not those of a list of parts."""
    lines = {one.block for one in said if one.kind == "paragraph" and _LINE.fullmatch(_block(document, one.block))}
    for one in said:
        is_first = one.block in lines and one.span.start == document.blocks[one.block].start
        is_listed = not lines.isdisjoint((one.block - 1, one.block + 1))
        line = _block(document, one.block) if is_first else ""
        yield replace(one, kind="heading", text=line) if line and (line[0].isdigit() or not is_listed) else one


def _block(document: Document, number: int) -> str:
    return document.blocks[number].span.of(document.text).strip()


def _is_closed(section: _Section, level: int, number: Sequence[str]) -> bool:
    """Whether a heading of this level and number ends a section: "2.1" stands in "2", even if it is of its level."""
    count = len(section.number)
    is_in_it = 0 < count < len(number) and tuple(number[:count]) == section.number
    return section.level > level or (section.level == level and not is_in_it)


def _numbered(heading: str) -> tuple[tuple[str, ...], str]:
    """The number of a heading and its name: ("2", "1"), "Kernmodul"."""
    found = _NUMBER.match(heading)
    count = tuple(found["count"].split(".")) if found and found["count"] else ()
    return count, bare(heading[found.end() if found else 0 :]).rstrip(" :")


def _above(sections: Sequence[_Section], at: int) -> list[int]:
    """The places of a section and of those that it lies in, outermost first."""
    found: list[int] = []
    while at >= 0:
        found.append(at)
        at = sections[at].above
    return found[::-1]


def _parts(sections: Sequence[_Section], title: str) -> Iterator[tuple[int, str]]:
    """The places of the sections that are parts, each with the name of its part."""
    first = int(_is_titled(sections))
    known = {at: one for at, one in enumerate(sections) if at >= first and fold(one.name) != fold(title)}
    split = _split(known)
    by_outline = {*_with_their_own(sections, known), *_recurring(sections, known), *_fundings(known)}
    for at, one in known.items():
        if at in split:
            yield at, split[at]
        elif _says_so(one.name) or (at in by_outline and _may_be_name(one)):
            yield at, _in_a_sentence(one.name)


def _is_titled(sections: Sequence[_Section]) -> bool:
    """Whether the first heading is the title above all of a document."""
    return all(one.level > sections[0].level for one in sections[1:])


def _says_so(name: str) -> bool:
    """Whether a heading says that it is about a part: "Modul A: Beratung", "Für Vereine", "Artikel 28 AGVO"."""
    if len(name) > _LONGEST or name.endswith("?"):
        return False
    is_for = _FOR.fullmatch(name) is not None and not WHOLE.search(name) and not topic_of(name)
    return is_for or _OF_LAW.match(name) is not None or len(set(_CALLED.findall(name))) == 1


def _in_a_sentence(name: str) -> str:
    """ "für Boote", where a heading begins so."""
    return name[0].lower() + name[1:] if _FOR.fullmatch(name) else name


def _may_be_name(one: _Section) -> bool:
    is_short = _LEAST <= len(one.name) <= _LONGEST and not one.name.endswith("?")
    return is_short and not one.topic and not _GENERAL.search(fold(one.name)) and any(map(str.isalpha, one.name))


def _with_their_own(sections: Sequence[_Section], known: Mapping[int, _Section]) -> Iterator[int]:
    """Sections beside each other that each say themselves what is funded, how much, or who may apply."""
    topics: dict[int, set[Topic]] = defaultdict(set)
    for one in sections:
        if one.above >= 0 and one.topic in _OWN:
            topics[one.above].add(one.topic)
    for beside in _beside(known):
        told = [at for at in beside if _may_be_name(known[at])]
        for topic in _OWN:
            same = [at for at in told if topic in topics[at]]
            yield from same if len(same) >= _ALIKE else ()


def _recurring(sections: Sequence[_Section], known: Mapping[int, _Section]) -> Iterator[int]:
    """Sections whose name comes again below another heading of the directive: below what is funded, and how much."""
    places: dict[str, list[int]] = defaultdict(list)
    for at, one in known.items():
        places[fold(_NAME_ENDS.split(one.name)[0])].append(at)
    for same in places.values():
        topics = {
            next((sections[up].topic for up in reversed(_above(sections, at)) if sections[up].topic), "") for at in same
        }
        yield from same if len(topics - {""}) >= _ALIKE else ()


def _fundings(known: Mapping[int, _Section]) -> Iterator[int]:
    """ "Förderung von Booten" beside "Förderung von Bojen"."""
    for beside in _beside(known):
        same = [at for at in beside if _FUNDING_OF.match(known[at].name)]
        yield from same if len(same) >= _ALIKE else ()


def _split(known: Mapping[int, _Section]) -> dict[int, str]:
    """What follows the same words in several headings: "für neue Boote" behind "Förderfähige Kosten"; or for what one
    says that it has rules."""
    found = [(at, said) for at, one in known.items() if (said := _SPLIT.fullmatch(one.name))]
    parts: dict[str, set[str]] = defaultdict(set)
    for _, said in found:
        parts[fold(said["head"])].add(said["part"])
    several = {
        head for head, named in parts.items() if len(named) >= _ALIKE and (topic_of(head) or _MONEY.search(head))
    }
    rules = ((at, said["part"]) for at, one in known.items() if (said := _RULES_FOR.fullmatch(one.name)))
    own = {at: part for at, part in rules if not WHOLE.search(part)}
    return own | {at: said["part"] for at, said in found if fold(said["head"]) in several}


def _beside(known: Mapping[int, _Section]) -> Iterable[list[int]]:
    """The places of the sections that lie in the same one, at one level."""
    found: dict[tuple[int, int], list[int]] = defaultdict(list)
    for at, one in known.items():
        found[one.above, one.level].append(at)
    return found.values()


def _is_title(name: str, title: str) -> bool:
    """Whether one piece of a title is the name: "Stegegeld – Beratung" of "Beratung (Stegegeld B)"."""
    pieces = [fold(one).strip() for one in _TITLE_PARTS.split(title)][1:]
    return fold(name) in pieces or fold(_NAME_ENDS.split(name)[0]) in pieces


def _is_beside(sections: Sequence[_Section], at: int, own: Iterable[int]) -> bool:
    """Whether a section stands beside one that the title names."""
    return any(sections[at].above == sections[one].above and sections[at].level == sections[one].level for one in own)


def _led(lead: str) -> str:
    """The part that the words before a list name, and nothing else: "Für Boote gilt:", "Modul A:"."""
    words = bare(lead)
    if not words.endswith(":"):
        return ""
    name = _GILT.sub("", words.rstrip(": "))
    return _in_a_sentence(name) if len(name) <= _BEGINNING and not _SAYS.search(name) and _says_so(name) else ""


def _names_another(text: str, chain: Sequence[str], names: Iterable[str]) -> bool:
    """Whether a sentence begins with the name of another part than those that it stands in."""
    begins = spelled(bare(text)[:_BEGINNING])
    own = {key for name in chain for key in _keys(name)}
    others = {key for name in names if name not in chain for key in _keys(name)}
    return not any(key in begins for key in own) and any(key in begins for key in others - own)


def _keys(name: str) -> Iterator[str]:
    """What of a name is enough to mean it: "modul a", "digi-zuschuss"."""
    for words in (_NAME_ENDS.split(name)[0], *_CALLED.findall(name), *_IN_BRACKETS.findall(name)):
        if len(words) > _LEAST:
            yield spelled(words)


def _rows(said: Sequence[Statement]) -> Iterator[tuple[int, str]]:
    """The rows of tables whose first cell names a part, each with that name."""
    for at, one in enumerate(said):
        if one.kind != "row":
            continue
        if named := _ROW.match(one.text):
            yield at, bare(named["name"])
        elif (first := _FIRST_CELL.match(one.text)) and _is_row_of_part(first["name"], one, said[at - 1]):
            yield at, bare(first["name"])


def _is_row_of_part(name: str, row: Statement, before: Statement) -> bool:
    """Whether the first cell, which has no label, names what the others tell of: not "Fördersatz | Boote: 50 %"."""
    is_field = topic_of(name) or FIELD_LABEL.search(name) or _GENERAL.search(fold(name))
    return before.kind == "row" and not is_field and any(topic_of(cell) for cell in row.text.split("|")[1:])
