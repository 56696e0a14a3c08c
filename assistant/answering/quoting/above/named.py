"""What a quote names by nothing but a number, in short above it: "§ 87 Verbote", "Variante 1: Mole aus Beton"."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import islice, pairwise
from typing import NamedTuple

from assistant.answering.quoting.above.law import is_of_a_law
from assistant.answering.quoting.above.pointed import is_one_heading, path_to, sentence_meant
from assistant.answering.quoting.above.pointers import Place, named_at, numbered_in
from assistant.answering.quoting.above.shortening import cut_at
from assistant.answering.quoting.above.works import chapters_named, part_named
from assistant.answering.quoting.parts.blocks import first_words
from assistant.answering.quoting.parts.headings import has_a_number, is_bold_above
from assistant.answering.quoting.parts.part import Part, part_at, parts_of
from assistant.language.terms import stems
from assistant.records import Document, DocumentInfo, Quote, Span

ALL_CHARACTERS = 600  # stand above a quote for all that it names
PLACE_CHARACTERS = (120, 70)  # for each place, or for each of many
MOST_PLACES = 10
_COUNTED_THROUGH = ("§ ", "Art ")
_LINK = re.compile(r"\[([^\[\]]*)\]\([^()]*\)")
_HEAD = re.compile(r"[^\w§]*(?:§+|Art(?:ikel|\.)?)\s?\d+[a-z]?\W*")
_REPEALED = re.compile(r"\((?:weggefallen|aufgehoben|repealed)\)")
# What its document numbers and names itself: "Variante 1", "Modul B", "Phase II".
_LABEL = re.compile(r"(?<![\w-])(?P<label>[A-ZÄÖÜ][a-zäöüß]{3,}\s(?:[1-9]\d?|[A-H]|I{1,3}|IV|V))(?![\w.,]?\w|\s?[%€])")


OtherParts = Callable[[str], Iterable[Document]]
"""The other parts of the text that a document is a part of which may hold a section, read when they are asked for."""


class _Home(NamedTuple):
    """Where a section is looked for: in the document of a block, the one that the quote begins in if it is the quote's
    own; which `part` of the text it is, if it is another one; and what in it the quote takes up."""

    begins: Part
    part: str = ""
    quote: Span | None = None


def with_named_places(quoted: Quote, own: Document, others: OtherParts) -> Quote:
    """The quote of the document `own` with what the places and labels are about that it only names, in the order in
    which it names them and as far as there is room.

    What stands in that document is shown, for whoever opens the citation finds it there; a section that it has not, and
    one of the `others` has, with the name of that part.
    """
    named = [
        *named_at(_apart(quoted), " ".join(quoted.before)),
        *(place for place in numbered_in(quoted.text)[:MOST_PLACES] if is_one_heading(own, place)),
    ]
    places = [place for place in named if not _is_shown(place, quoted)]
    if any(_is_item_of(place, quoted.text) for place in named):
        places = [place for place in places if place.section or place.paragraph]
    found = [*_sections(quoted, own, others, places), *_labels(quoted, own)]
    if len(found) > 1:  # "§ 14 (weggefallen)" of "§§ 13 bis 15"
        found = [lines for lines in found if not _REPEALED.search(lines[-1])]
    kept, room = list[str](), ALL_CHARACTERS
    for at, lines in enumerate(found):
        left = room - sum(len(shortest) for *_, shortest in found[at + 1 :])  # each may at least name its heading
        line = next((words for words in lines if len(words) <= left), lines[-1] if len(lines[-1]) <= room else "")
        if line and line not in (*quoted.shown_above, *kept) and not repeats(line, (*quoted.shown_above, quoted.text)):
            kept.append(line)
            room -= len(line)
    return replace(quoted, elsewhere=(*quoted.elsewhere, *kept)) if kept else quoted


def with_named_chapters(quoted: Quote, among: Callable[[], Iterable[DocumentInfo]]) -> Quote:
    """The quote with the names of the chapters that it names by their number alone: "nach dem Vierten Kapitel"."""
    said = (*quoted.shown_above, quoted.text)
    named = dict.fromkeys(chapters_named(quoted.text, quoted.document, among))
    kept = tuple(one for one in named if not repeats(one, said))
    return replace(quoted, elsewhere=(*quoted.elsewhere, *kept)) if kept else quoted


def repeats(line: str, said: Iterable[str]) -> bool:
    """Whether a line has no word that is not `said`, in a quote or above it: "Art. 43 Prüfstellen" above "Prüfstellen
    nach Artikel 43"."""
    known = {stem for words in said for stem in stems(words)}
    return all(stem in known for stem in stems(_HEAD.sub("", line)))


def _apart(quoted: Quote) -> str:
    """The text of a quote with a sign between its items, whose numbers are no places: "§ 9 Absatz 3, 4. das Land"."""
    starts = [0, *(at for at in quoted.items if at), len(quoted.text)]
    return " • ".join(quoted.text[start:end] for start, end in pairwise(starts))


def _is_item_of(place: Place, text: str) -> bool:
    """Whether a text has an item of this letter or number, so that others named with it stand there as well."""
    is_bare = place.item and not place.section and not place.paragraph
    return bool(is_bare) and re.search(rf"(?<![\w.]){re.escape(place.item)}[.)]\s", text) is not None


def _is_shown(place: Place, quoted: Quote) -> bool:
    """Whether a place stands above the quote, in it, or is no more than a sentence of what does."""
    if not (place.section or place.paragraph or place.item):
        return True
    return any(place.is_told_by(words) for words in (*quoted.shown_above, quoted.text))


def _sections(quoted: Quote, own: Document, others: OtherParts, places: Sequence[Place]) -> Iterator[list[str]]:
    """For each section what its places say, from the longest wording to the shortest, its heading alone. Where one is
    not found the others without a section may be that one's, and are left out."""
    here = _Home(part_at(own, quoted.start), quote=quoted.span)
    inside = defaultdict[str, list[Place]](list)
    for place in places[:MOST_PLACES]:
        inside[place.section].append(place)
    homes = {section: _home(section, here, others) for section in inside if section}
    for section, named in inside.items():
        if home := homes.get(section):
            yield from _said(home, named, quoted)
        elif not section and (all(homes.values()) or is_of_a_law(here.begins)):
            yield from _said(here, [place for place in named if _is_near(here.begins, place)], quoted)


def _home(section: str, here: _Home, others: OtherParts) -> _Home | None:
    """Where a section stands; of the other parts only what is counted through all of them is looked for, "§ 19", and
    None where two of them have another one each."""
    own = here.begins.document
    if _path_in(own, section):
        return here
    sign = next((sign for sign in _COUNTED_THROUGH if section.startswith(sign)), "")
    if not sign:
        return None
    begins = _path_in(own, f"{sign}1")
    parts = (one for one in others(section) if not (begins and _path_in(one, f"{sign}1")))
    found = [path for one in parts if (path := _path_in(one, section))]
    headings = {tuple(stems(" ".join(part.heading for part in path))) for path in found}
    if len(headings) != 1:
        return None
    other = found[0][0].document
    return _Home(Part(other, 0), part_named(other.info.title))


def _path_in(document: Document, section: str) -> list[Part]:
    return path_to(Part(document, 0), Place(section), None)


def _is_near(part: Part, place: Place) -> bool:
    """Whether a place without a section is a paragraph of the section of a block, or an item of the list that stands
    above within the paragraph: one with a number only in a law."""
    if place.paragraph or part.kind == "heading" or has_a_number(part):
        return bool(place.paragraph)
    for above in part.all_above():
        if above.kind == "heading":
            break
        if above.text.startswith((f"{place.item}.", f"{place.item})")):
            return place.item.isalpha() or is_of_a_law(part)
        if has_a_number(above):
            break
    return False


def _said(home: _Home, places: Sequence[Place], quoted: Quote) -> Iterator[list[str]]:
    paths = [(place, path) for place in places if (path := path_to(home.begins, place, home.quote))]
    if not paths and places and places[0].section:
        paths = [(places[0], path_to(home.begins, Place(places[0].section), home.quote))]
    begun = {part.index: _beginning(part) for _, path in paths for part in path}
    meant = (sentence_meant(path[-1], place) for place, path in reversed(paths) if path)  # the first counts
    begun |= {one.part.index: one.words for one in meant if one}
    words = [begun[at] for at in sorted(begun) if begun[at] not in quoted.headings]
    if words:
        longest, shorter = ([cut_at(one, limit) for one in words[1:]] for limit in PLACE_CHARACTERS)
        heads = [_with_part(words[0], home.part, limit) for limit in PLACE_CHARACTERS]
        yield [_joined([heads[0], *longest]), _joined([heads[1], *shorter]), heads[0]]


def _with_part(heading: str, part: str, characters: int) -> str:
    """A heading with the part that it is in, if it is another one, cut so that both are told."""
    named = f" ({cut_at(part, characters // 2)})" if part else ""
    return cut_at(heading, characters - len(named)) + named


def _beginning(part: Part) -> str:
    """A heading, or the first sentence of what is none."""
    return _LINK.sub(r"\1", part.heading) if part.kind == "heading" else first_words(part)


def _joined(words: Sequence[str]) -> str:
    return " ".join((*(one if one.endswith((":", "…")) else f"{one} …" for one in words[:-1]), words[-1]))


def _labels(quoted: Quote, own: Document) -> Iterator[list[str]]:
    """What the labels that the quote names stand above in its document, each where only one place has it."""
    labels = dict.fromkeys(found["label"] for found in _LABEL.finditer(quoted.text))
    for label in (one for one in labels if not named_at(one)):
        named = re.compile(rf"[\W_]*{re.escape(label)}\W*\s(?=\w)")
        begun = (one for one in parts_of(own) if named.match(own.text, one.start, one.end))
        places = list(islice((one for one in begun if _names(one, label)), 2))
        if len(places) == 1 and not quoted.start <= places[0].start < quoted.end:
            words = cut_at(places[0].words.lstrip("#*_- ").replace("**", ""), PLACE_CHARACTERS[0])
            if not any(words.startswith(above) or above.startswith(words) for above in quoted.shown_above if above):
                yield [words]


def _names(part: Part, label: str) -> bool:
    """Whether a block that begins with a label names what it stands for: a heading, or one in bold or with a colon."""
    is_set_off = re.match(rf"[\W_]*{re.escape(label)}\**\s?(?::|–|—|-\s|\*\*)", part.words) is not None
    return part.kind == "heading" or is_set_off or is_bold_above(part)
