"""The topic of minutes that stands above a quote: a short line that their agenda names, too."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from assistant.answering.quoting.parts.headings import is_line_above
from assistant.answering.quoting.parts.lists import leads_in
from assistant.answering.quoting.parts.part import Part, part_at
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
    if document.info.type != "minutes":
        return ()
    here = part_at(document, quoted.start)
    before = enumerate(document.blocks[: here.index])
    begins = next((at for at, block in before if _begins(document, block)), here.index)
    has_agenda = begins < here.index
    lines = tuple(Part(document, at).words for at in range(begins if has_agenda else 0))
    agenda = {noun for line in lines for noun in _nouns(line)}
    is_one = _is_topic(here, agenda) or _takes_up(here, lines)
    if is_line_above(here) or (has_agenda and is_one):
        return ()
    for above in here.all_above():
        if above.kind == "heading":
            break
        is_next = above.index == here.index - 1
        is_one = _is_topic(above, agenda, may_lead_in=is_next) or _takes_up(above, lines)
        if (begins < above.index and is_one) or (is_next and is_line_above(above)):
            return (above.words,)
        if is_line_above(above):
            break  # another topic, which the agenda does not name, has begun
    return (here.above.words,) if is_above_a_question(here.above) else ()


def is_above_a_question(part: Part) -> bool:
    """Whether a few words of minutes that end with a noun name what the question and its list below them are about:
    "Aktionen zum Tag des Hafens (TdH)" above "Wer macht mit?"."""
    if part.document.info.type != "minutes" or not leads_in(part.below):
        return False
    words = part.words
    is_few = part.kind == "paragraph" and 1 < len(words.split()) <= TOPIC_WORDS
    is_name = is_few and words[:1].isupper() and not words.split()[-1][:1].islower() and not has_finite_verb(words)
    return is_name and not _NO_TOPIC.search(words) and not measures(words) and asks(part.below.words)


def _is_topic(part: Part, agenda: set[str], *, may_lead_in: bool = False) -> bool:
    """Whether a block is a short line with a noun of the agenda; with a colon at its end only if it `may_lead_in`."""
    words = part.words
    if part.kind != "paragraph" or len(words.split()) > TOPIC_WORDS:
        return False
    name = words.rstrip(":") if may_lead_in else words
    return not _NO_TOPIC.search(name) and not agenda.isdisjoint(_nouns(words))


def _takes_up(part: Part, lines: Iterable[str]) -> bool:
    """Whether a block is a short line that begins with a whole one of the agenda: "Satzung --> new name: Ordnung"."""
    words = part.words
    named = (line for line in lines if _NOUN.fullmatch(line) and words.startswith(line))
    is_short = part.kind == "paragraph" and len(words.split()) <= TOPIC_WORDS
    return is_short and any(_ADDED.match(words, len(line)) for line in named)


def _begins(document: Document, block: Block) -> bool:
    """Whether a heading is that of the minutes proper."""
    return block.kind == "heading" and _PROTOCOL.search(document.text, block.start, block.end) is not None


def _nouns(words: str) -> Iterator[str]:
    return (noun[:STEM].casefold() for noun in _NOUN.findall(words))
