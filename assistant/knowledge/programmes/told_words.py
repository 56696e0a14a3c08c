"""Statements -> what a fact says in the words of its document, without signs of Markdown and numbers of paragraphs."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from assistant.knowledge.programmes.statements import Statement
from assistant.language.terms import fold, whole_words
from assistant.records import QUOTE_CHARACTERS, Span

# The bullet of an item, bold and italic letters, what a backslash guards.
_MARKS = re.compile(r"^\s*(?:[*+-]|\d+[.)])\s+|(?<![\w\\])[*_]+|(?<!\\)[*_]+(?!\w)|\\(?=[^\w\s])")
_NUMBER = re.compile(r"\A\s*(?:\(\d{1,2}\)|(?:\d{1,2}\.){1,4}\d{0,2}\.?|[a-z]{1,3}[.)])\s+")
# A row of a question and its answer: "Frage: Wer? | Antwort: Werften mit Hafen".
_ANSWERED = re.compile(r"(?:[^:|?]{1,30}:\s)?[^:|?]{2,60}\?\s*\|\s*(?:[^:|?]{1,30}:\s)?(?P<answer>[^|]+)")
_JOINED = re.compile(r"(\s(?:und|oder|sowie|and|or));(?=\s)")  # between the last items of a list
# "der AGVO .", "( ANBest )", "BMBF -Grundsätze", "Verbund- KMU -Projekt": what stood in a bracket or a tag.
_GAP = re.compile(
    r"(?<=\w)\s+(?=[.,;](?:\s|\Z))|(?<=\()\s+|\s+(?=\))|(?<=[A-ZÄÖÜ][A-ZÄÖÜ\d])\s+(?=-(?:[A-ZÄÖÜ]\w|\s(?:und|oder)\b))"
    r"|(?<=\w-)\s+(?=[A-ZÄÖÜ]{2,9}\s?-[A-ZÄÖÜ])"
)


class Told(NamedTuple):
    """What a fact says in words, where they stand, and the parts of the programme that they stand in."""

    words: str
    span: Span
    parts: tuple[str, ...] = ()


def led_in_by(lead: Statement, following: Iterable[Statement]) -> Iterator[Statement]:
    """The items of the list right behind, as far as one quote can hold them with the sentence that leads them in."""
    for item in following:
        is_led = item.kind == "item" and item.lead < item.span.start
        if not is_led or item.span.end - lead.span.start > QUOTE_CHARACTERS:
            return
        yield item


def plain(said: Sequence[Statement]) -> str:
    """The words of the first statement and of the items that it leads in, which are told apart by semicolons."""
    first, *items = (bare(one.text) for one in said)
    listed = "; ".join(item.rstrip(" ,;") for item in items).replace(":; ", ": ")
    return " ".join([first, _JOINED.sub(r"\1", listed)]).strip()


def answer_in(row: str) -> str:
    """What a row of a question and its answer says, without the question; "" of other texts."""
    found = _ANSWERED.fullmatch(row.strip())
    return found["answer"].strip() if found else ""


def bare(words: str) -> str:
    return _GAP.sub("", " ".join(_MARKS.sub("", words).split()))


def spelled(text: str) -> str:
    """The words of a text, folded, between spaces: so whole words are found in it."""
    return f" {' '.join(whole_words(fold(text)))} "


def unnumbered(words: str) -> str:
    """Plain words without the number of their paragraph: "4.3 Mit den Vorhaben ...", "(2) ...", "h) ..."."""
    return _NUMBER.sub("", words)
