"""What stands at the places of a document that a quote points to: paragraphs, items, other sections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, takewhile
from typing import NamedTuple

from assistant.answering.quoting.above.pointers import Place, is_bare, only_points, pointed_at
from assistant.answering.quoting.above.shortening import both_ends, is_short, its_beginning
from assistant.answering.quoting.parts.blocks import first_words
from assistant.answering.quoting.parts.headings import has_a_number, is_numbered
from assistant.answering.quoting.parts.lists import leads_in, list_end
from assistant.answering.quoting.parts.part import Part, in_one_line, part_at, parts_of
from assistant.language import sentences
from assistant.records import Document, Span


def pointed_to(document: Document, quoted: Span, said: Iterable[str], shown: Sequence[str]) -> tuple[str, ...]:
    """How the places of the document begin that what is `said`, in the quote or where its list is led in, only points
    to, two at most, where they stand neither in the quote nor in what is `shown` above it."""
    part = part_at(document, quoted.start)
    places = dict.fromkeys(place for words in said for places in pointed_at(words) for place in places)
    unseen = (place for place in places if not any(map(place.is_told_by, shown)))
    return tuple(islice(filter(None, (_said_at(part, place, quoted) for place in unseen)), 2))


def without_pointer(document: Document, sentence: Span, quoted: Span) -> Span:
    """What is quoted for a sentence, without one behind it that says nothing but that another place applies as well."""
    start = max(part_at(document, quoted.end - 1).start, quoted.start)
    ends = [start + one.end for one in sentences.split(document.text[start : quoted.end])]
    is_pointer = len(ends) > 1 and only_points(in_one_line(document.text[ends[-2] : ends[-1]]))
    return Span(quoted.start, ends[-2]) if is_pointer and sentence.end <= ends[-2] else quoted


def section_opened(document: Document, heading: str, quoted: Span) -> tuple[str, ...]:
    """How the section begins in which the quote stands, further below, and of which the heading tells only a number:
    "§ 60"."""
    part = part_at(document, quoted.start)
    head = next((above for above in part.all_above() if above.kind == "heading"), part)
    if head.index + 1 >= part.index or not is_bare(heading):
        return ()
    return (both_ends(first_words(head.below)),)


def begun(part: Part) -> str:
    """How a block begins, with the list that it leads in, if it is no item of one; of a long sentence both ends."""
    is_leading = part.kind != "item" and leads_in(part)
    end = list_end(part, part.span) if is_leading else part.end
    words = first_words(part)
    if not is_short(words):
        return both_ends(words)
    return its_beginning(in_one_line(part.document.text[part.start : end]))


def _said_at(part: Part, place: Place, quoted: Span) -> str:
    """How a place begins that a block points to, below what it is a part of: "§ 4 Kai … (2) Kähne sind: 1. ..."; the
    name of a section alone, if it has one; "" where the place is not found, or stands within the quote."""
    path = path_to(part, place, quoted)
    if not path:
        return "" if any((place.section, place.paragraph, place.item)) else _said_beside(part, place, quoted)
    above = (its_beginning(one.heading) for one in path[:-1])
    leading = (words if words.endswith((":", "…")) else f"{words} …" for words in above)
    if meant := sentence_meant(path[-1], place):
        heading = (path[0].heading,) if meant.part.index != path[0].index else ()
        number = (f"({place.paragraph})",) if place.paragraph else ()
        return " … ".join((*heading, *number, both_ends(meant.words)))
    return " ".join((*leading, begun(path[-1])))


def _said_beside(part: Part, place: Place, quoted: Span) -> str:
    """The later sentence of its own paragraph that a block points to; "" of one that is quoted."""
    meant = sentence_meant(part, place) if has_a_number(part) else None
    if meant is None or meant.words in in_one_line(quoted.of(part.document.text)):
        return ""
    return both_ends(meant.words)


class Meant(NamedTuple):
    """A sentence that a place names, and the block that it stands in."""

    part: Part
    words: str


def sentence_meant(part: Part, place: Place) -> Meant | None:
    """The later sentence of a block, or of the paragraph right below a heading, that a place names: "§ 54 Satz 2"; None
    where it names none, or an item of a list."""
    paragraph = part.below if part.kind == "heading" else part
    if not place.is_later_sentence or paragraph.kind != "paragraph":
        return None
    spans = sentences.split(paragraph.text)
    number = int(place.sentence)
    if number > len(spans) or (part.kind == "heading" and has_a_number(paragraph)):
        return None
    return Meant(paragraph, in_one_line(spans[number - 1].of(paragraph.text)))


def path_to(part: Part, place: Place, quoted: Span | None) -> list[Part]:
    """The blocks where a place begins that a block points to, each below the one before; none where it is not found, or
    stands within the quote."""
    path, scope = list[Part](), _section(part)
    if place.section:
        path += islice(_headed(part.document, place), 1)
        scope = _below(path)
    if place.paragraph:
        found = _beginning(scope, f"({place.paragraph})")
        path += sorted(found, key=lambda one: one.index)[:1]  # a footnote may have the same number
        scope = _below(path)
    if place.item:
        items = list(_beginning(scope, f"{place.item}.", f"{place.item})"))
        if len(items) > 1 and place.sentence not in ("", "1"):  # of two lists nobody knows which
            place = place._replace(item="")
        path += items[:1] if place.item else []
    if not path or len(path) < sum(map(bool, (place.section, place.paragraph, place.item))):
        return path_to(part, Place(place.item), quoted) if place.item and not path else []
    if is_bare(path[-1].heading):
        path += islice(_below(path), 1)
    is_quoted = quoted is not None and quoted.start <= path[-1].start < quoted.end
    return [] if is_quoted else path


def _section(part: Part) -> Iterator[Part]:
    """The other blocks between the headings around a block, those above it first, the nearest first."""
    ways = part.all_above(), part.all_below()
    return chain.from_iterable(takewhile(lambda one: one.kind != "heading", way) for way in ways)


def _below(path: Sequence[Part]) -> Iterator[Part]:
    """The blocks below the last of `path`, up to the next heading, or the next numbered paragraph below such."""
    for above in path[-1:]:
        for below in above.all_below():
            if below.kind == "heading" or (above.kind != "heading" and has_a_number(below)):
                return
            yield below


def _headed(document: Document, place: Place) -> Iterator[Part]:
    """The headings that begin with the number of a section, and where it has dots, too, also what is no heading."""
    for part in parts_of(document):
        if (part.kind == "heading" or "." in place.section) and place.is_headed_by(part.heading):
            yield part


def is_one_heading(document: Document, place: Place) -> bool:
    """Whether a section has one heading, though it may be repeated, and nothing else above begins with its number."""
    found = list(_headed(document, place))
    headings = [one for one in found if one.kind == "heading" or is_numbered(one)]
    return headings[:1] == found[:1] and len({one.heading for one in headings}) == 1


def _beginning(parts: Iterable[Part], *signs: str) -> Iterator[Part]:
    """Those blocks that begin with one of these signs."""
    return (one for one in parts if one.document.text.startswith(signs, one.start))
