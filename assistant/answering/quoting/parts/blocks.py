"""The sentences at the ends of a block, and what they end with that is no part of them."""

from __future__ import annotations

import re

from assistant.answering.quoting.parts.part import Part, in_one_line, part_at
from assistant.language import sentences
from assistant.language.tagger import NAME, tagged
from assistant.records import Document, Span

NAME_WORDS = 12  # a topic or a heading has no more
_ALTERNATIVE = re.compile(r"\W*(?P<name>[A-ZÄÖÜ]\w+)\s(?P<number>\d|[A-Z])\**\s?[:–—-]\**\s")
# What abbreviations mean, as pages of a library end: "*[ EU ]: Europäische Union *[ KMU ]: kleine ...".
_DEFINITIONS = re.compile(r"(?<!\S)\*\[[^\[\]]{1,40}\]:\s")
# Who made a remark, behind it: "Wollen wir das teilen? - Stefan".
_SIGNATURE = re.compile(r"[-–—]{1,2}\s?(?P<name>[A-ZÄÖÜ][\w.'-]+(?:\s[A-ZÄÖÜ][\w.'-]+){0,3})(?:,\s[^.!?:]{2,60})?\s*")


def first_sentence(part: Part) -> Span:
    """The first sentence of a block."""
    return Span(part.start, part.start + sentences.split(part.text)[0].end)


def first_words(part: Part) -> str:
    """The same in one line."""
    return in_one_line(first_sentence(part).of(part.document.text))


def last_sentence(part: Part) -> Span:
    """The end of a block from its last sentence on; of a signed remark from the one before the signature."""
    spans = sentences.split(part.text)
    is_signed = len(spans) > 1 and signed_from(part) is not None
    return Span(part.start + spans[-2 if is_signed else -1].start, part.end)


def signed_from(part: Part) -> int | None:
    """Where the signature begins with which a paragraph ends, behind a sentence or alone; None without one."""
    if part.kind != "paragraph":
        return None
    start = part.start + sentences.split(part.text)[-1].start
    signed = _SIGNATURE.fullmatch(part.document.text, start, part.end)
    return start if signed and any(word.tag == NAME for word in tagged(signed["name"])) else None


def definitions_from(part: Part) -> int:
    """Where in a block definitions of abbreviations begin, which belong to nothing in it; its end without any."""
    found = _DEFINITIONS.search(part.document.text, part.start, part.end)
    return found.start() if found else part.end


def without_definitions(document: Document, span: Span) -> Span:
    """The stretch up to the definitions of abbreviations with which its last block ends."""
    end = definitions_from(part_at(document, span.end - 1))
    if not span.start < end < span.end:
        return span
    return Span(span.start, span.start + len(document.text[span.start : end].rstrip()))


def is_one_of_several(part: Part) -> bool:
    """Whether a paragraph is an alternative, with the next one below it: "Option 1: Kai" above "Option 2: Mole"."""
    text = part.document.text
    found = [_ALTERNATIVE.match(text, one.start, one.end) for one in (part, part.below) if one.kind == "paragraph"]
    names = [(one["name"], one["number"]) for one in found if one]
    return len(names) == 2 and names[0][0] == names[1][0] and ord(names[0][1]) + 1 == ord(names[1][1])
