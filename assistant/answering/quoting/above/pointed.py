"""What stands at the places of a document that a quote points to: paragraphs, items, other sections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import chain, islice, takewhile
from typing import NamedTuple

from assistant.answering.quoting.above.pointers import Place, is_bare, only_points, pointed_at
from assistant.answering.quoting.above.shortening import both_ends, its_beginning
from assistant.answering.quoting.parts.blocks import (
    block_at,
    first_sentence,
    heading_words,
    in_one_line,
    leads_in,
    list_end,
)
from assistant.answering.quoting.parts.headings import PARAGRAPH_NUMBER, is_numbered
from assistant.language import sentences
from assistant.records import Document, Span


def pointed_to(document: Document, quoted: Span, said: Iterable[str], shown: Sequence[str]) -> tuple[str, ...]:
    """How the places of the document begin that what is `said`, in the quote or where its list is led in, only points
    to, two at most, where they stand neither in the quote nor in what is `shown` above it."""
    index, _ = block_at(document, quoted)
    places = dict.fromkeys(place for words in said for places in pointed_at(words) for place in places)
    unseen = (place for place in places if not any(map(place.is_told_by, shown)))
    return tuple(islice(filter(None, (_said_at(document, index, place, quoted) for place in unseen)), 2))


def without_pointer(document: Document, sentence: Span, quoted: Span) -> Span:
    """What is quoted for a sentence, without one behind it that says nothing but that another place applies as well."""
    _, block = block_at(document, Span(quoted.end - 1, quoted.end))
    start = max(block.start, quoted.start)
    ends = [start + one.end for one in sentences.split(document.text[start : quoted.end])]
    is_pointer = len(ends) > 1 and only_points(in_one_line(document.text[ends[-2] : ends[-1]]))
    return Span(quoted.start, ends[-2]) if is_pointer and sentence.end <= ends[-2] else quoted


def section_opened(document: Document, heading: str, quoted: Span) -> tuple[str, ...]:
    """How the section begins in which the quote stands, further below, and of which the heading tells only a number:
    "§ 60"."""
    index, _ = block_at(document, quoted)
    above = (at for at in range(index - 1, -1, -1) if document.blocks[at].kind == "heading")
    first = next(above, index) + 1
    if first >= index or not is_bare(heading):
        return ()
    words = in_one_line(document.text[document.blocks[first].start : first_sentence(document, first)])
    return (both_ends(words) or words,)


def begun(document: Document, index: int) -> str:
    """How block `index` begins, with the list that it leads in, if it is no item of one; of a long sentence both
    ends."""
    block = document.blocks[index]
    is_leading = block.kind != "item" and leads_in(document, index)
    end = list_end(document, index, block.span, len(document.text)) if is_leading else block.end
    first = in_one_line(document.text[block.start : first_sentence(document, index)])
    return both_ends(first) or its_beginning(in_one_line(document.text[block.start : end]))


def _said_at(document: Document, index: int, place: Place, quoted: Span) -> str:
    """How a place begins that block `index` points to, below what it is a part of: "§ 4 Kai … (2) Kähne sind: 1. ...";
    the name of a section alone, if it has one; "" where the place is not found, or stands within the quote."""
    path = path_to(document, index, place, quoted)
    if not path:
        return "" if any((place.section, place.paragraph, place.item)) else _said_beside(document, index, place, quoted)
    above = (its_beginning(heading_words(document, at)) for at in path[:-1])
    leading = (words if words.endswith((":", "…")) else f"{words} …" for words in above)
    if meant := sentence_meant(document, path[-1], place):
        heading = (heading_words(document, path[0]),) if meant.block != path[0] else ()
        number = (f"({place.paragraph})",) if place.paragraph else ()
        return " … ".join((*heading, *number, both_ends(meant.words) or meant.words))
    return " ".join((*leading, begun(document, path[-1])))


def _said_beside(document: Document, index: int, place: Place, quoted: Span) -> str:
    """The later sentence of its own paragraph that block `index` points to; "" of one that is quoted."""
    is_whole = PARAGRAPH_NUMBER.match(document.text, document.blocks[index].start)
    meant = sentence_meant(document, index, place) if is_whole else None
    if meant is None or meant.words in in_one_line(quoted.of(document.text)):
        return ""
    return both_ends(meant.words) or meant.words


class Meant(NamedTuple):
    """A sentence that a place names, and the block that it stands in."""

    block: int
    words: str


def sentence_meant(document: Document, index: int, place: Place) -> Meant | None:
    """The later sentence of block `index`, or of the paragraph right below that heading, that a place names: "§ 54
    Satz 2"; None where it names none, or an item of a list."""
    at = index + (document.blocks[index].kind == "heading")
    if not place.is_later_sentence or document.blocks[at : at + 1] == ():
        return None
    block = document.blocks[at]
    is_other = at != index and PARAGRAPH_NUMBER.match(document.text, block.start)
    spans = sentences.split(document.text[block.start : block.end])
    number = int(place.sentence)
    if block.kind != "paragraph" or is_other or number > len(spans):
        return None
    return Meant(at, in_one_line(spans[number - 1].of(document.text[block.start : block.end])))


def path_to(document: Document, index: int, place: Place, quoted: Span | None) -> list[int]:
    """The blocks where a place begins that block `index` points to, each below the one before; none where it is not
    found, or stands within the quote."""
    path, scope = list[int](), _section(document, index)
    if place.section:
        path += islice(_headed(document, place), 1)
        scope = _below(document, path)
    if place.paragraph:
        path += sorted(_beginning(document, scope, f"({place.paragraph})"))[:1]  # a footnote may have the same number
        scope = _below(document, path)
    if place.item:
        items = list(_beginning(document, scope, f"{place.item}.", f"{place.item})"))
        if len(items) > 1 and place.sentence not in ("", "1"):  # of two lists nobody knows which
            place = place._replace(item="")
        path += items[:1] if place.item else []
    if not path or len(path) < sum(map(bool, (place.section, place.paragraph, place.item))):
        return path_to(document, index, Place(place.item), quoted) if place.item and not path else []
    if is_bare(heading_words(document, path[-1])):
        path += islice(_below(document, path), 1)
    is_quoted = quoted is not None and quoted.start <= document.blocks[path[-1]].start < quoted.end
    return [] if is_quoted else path


def _section(document: Document, index: int) -> Iterator[int]:
    """The other blocks between the headings around block `index`, those above it first, the nearest first."""
    blocks = document.blocks
    ways = range(index - 1, -1, -1), range(index + 1, len(blocks))
    return chain.from_iterable(takewhile(lambda at: blocks[at].kind != "heading", way) for way in ways)


def _below(document: Document, path: Sequence[int]) -> Iterator[int]:
    """The blocks below the last of `path`, up to the next heading, or the next numbered paragraph below such."""
    blocks, above = document.blocks, path[-1:]
    for at in range(above[0] + 1, len(blocks)) if above else ():
        is_paragraph = blocks[above[0]].kind != "heading" and PARAGRAPH_NUMBER.match(document.text, blocks[at].start)
        if blocks[at].kind == "heading" or is_paragraph:
            return
        yield at


def _headed(document: Document, place: Place) -> Iterator[int]:
    """The headings that begin with the number of a section, and where it has dots, too, also what is no heading."""
    for at, block in enumerate(document.blocks):
        if (block.kind == "heading" or "." in place.section) and place.is_headed_by(heading_words(document, at)):
            yield at


def is_one_heading(document: Document, place: Place) -> bool:
    """Whether a section has one heading, though it may be repeated, and nothing else above begins with its number."""
    found = list(_headed(document, place))
    headings = [at for at in found if document.blocks[at].kind == "heading" or is_numbered(document, at)]
    return headings[:1] == found[:1] and len({heading_words(document, at) for at in headings}) == 1


def _beginning(document: Document, blocks: Iterable[int], *signs: str) -> Iterator[int]:
    """Those blocks that begin with one of these signs."""
    return (at for at in blocks if document.text.startswith(signs, document.blocks[at].start))
