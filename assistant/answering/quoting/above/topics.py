"""The topic of minutes that stands above a quote: a short line that their agenda names, too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.answering.quoting.parts.blocks import block_at, leads_in, words_of
from assistant.answering.quoting.parts.headings import is_line_above
from assistant.answering.quoting.parts.scraps import measures
from assistant.language.replies import asks
from assistant.language.tagger import has_finite_verb
from assistant.records import Block, Document, Span

TOPIC_WORDS = 6  # so many has a line that names what the next ones of the minutes are about
STEM = 6  # so many letters of a noun are in all its forms

# Where minutes proper begin, below their agenda.
_PROTOCOL = re.compile(r"tatsächliche|^\W*protokoll\W*$|\bsitzung\b", re.IGNORECASE)
_NOUN = re.compile(r"[A-ZÄÖÜ][\wäöüß-]{4,}")
_ADDED = re.compile(r"\s(?:\(|-|–|—|\\?>|:)")
_NO_TOPIC = re.compile(r"[:→>]|https?|[.!?]\W*\Z")


def topic(document: Document, quoted: Span) -> tuple[str, ...]:
    """The short line above a quote of minutes that names a topic of their agenda, "Filmabend (Kino im Kasten)", or that
    stands alone between a list and what it is about: "Finanzierung"."""
    blocks = document.blocks
    if document.info.type != "minutes":
        return ()
    here, _ = block_at(document, quoted)
    begins = next((at for at in range(here) if _begins_the_protocol(document, blocks[at])), here)
    lines = tuple(words_of(document, at) for at in range(begins if begins < here else 0))
    agenda = {noun for line in lines for noun in _nouns(line)}
    is_one = _is_topic(document, here, agenda) or _takes_up(document, here, lines)
    if is_line_above(document, here) or (begins < here and is_one):
        return ()
    for index in range(here - 1, -1, -1):
        if blocks[index].kind == "heading":
            break
        is_one = _is_topic(document, index, agenda, may_lead_in=index == here - 1) or _takes_up(document, index, lines)
        if (begins < index and is_one) or (index == here - 1 and is_line_above(document, index)):
            return (words_of(document, index),)
        if is_line_above(document, index):
            break  # another topic, which the agenda does not name, has begun
    return (words_of(document, here - 1),) if here and is_above_a_question(document, here - 1) else ()


def is_above_a_question(document: Document, index: int) -> bool:
    """Whether a few words of minutes that end with a noun name what the question and its list below them are about:
    "Aktionen zum Tag des Hafens (TdH)" above "Wer macht mit?"."""
    if document.info.type != "minutes" or not leads_in(document, index + 1):
        return False
    words, below = words_of(document, index), words_of(document, index + 1)
    is_few = document.blocks[index].kind == "paragraph" and 1 < len(words.split()) <= TOPIC_WORDS
    is_name = is_few and words[:1].isupper() and not words.split()[-1][:1].islower() and not has_finite_verb(words)
    return is_name and not _NO_TOPIC.search(words) and not measures(words) and asks(below)


def _is_topic(document: Document, index: int, agenda: set[str], *, may_lead_in: bool = False) -> bool:
    """Whether a block is a short line with a noun of the agenda; with a colon at its end only if it `may_lead_in`."""
    words = words_of(document, index)
    if document.blocks[index].kind != "paragraph" or len(words.split()) > TOPIC_WORDS:
        return False
    name = words.rstrip(":") if may_lead_in else words
    return not _NO_TOPIC.search(name) and not agenda.isdisjoint(_nouns(words))


def _takes_up(document: Document, index: int, lines: Iterable[str]) -> bool:
    """Whether a block is a short line that begins with a whole one of the agenda: "Satzung --> new name: Ordnung"."""
    words = words_of(document, index)
    named = (line for line in lines if _NOUN.fullmatch(line) and words.startswith(line))
    is_short = document.blocks[index].kind == "paragraph" and len(words.split()) <= TOPIC_WORDS
    return is_short and any(_ADDED.match(words, len(line)) for line in named)


def _begins_the_protocol(document: Document, block: Block) -> bool:
    return block.kind == "heading" and _PROTOCOL.search(document.text, block.start, block.end) is not None


def _nouns(words: str) -> Iterator[str]:
    return (noun[:STEM].casefold() for noun in _NOUN.findall(words))
