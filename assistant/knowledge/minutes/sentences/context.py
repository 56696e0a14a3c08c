"""What stands beside a sentence of minutes and is told with it: what it goes on from, the vote on it, a rule."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from assistant.knowledge.minutes.sentences.motions import PROPOSAL, refers_to
from assistant.knowledge.minutes.sentences.votes import with_votes
from assistant.knowledge.minutes.structure.places import units, unmarked
from assistant.language.referring.refers_back import refers_back
from assistant.records import QUOTE_CHARACTERS, Block, Document, Span

REST_CHARACTERS = 300  # so much of what follows a label in its paragraph belongs to it, or to a vote
# "Ab dem 1. März 2025 gilt eine Pauschale von 32 Euro": the decision before it, in what it changes.
_FROM = r"(?:ab|zum|vom|mit wirkung (?:vom|zum)|from|as of|with effect from)\b[^.;]{0,12}?\d[\w. ]{0,24}?(?:\ban\s)?"
_HOLDS = re.compile(
    rf"\W*(?:{_FROM}|es (?!gilt(?:,| zu\b| als\b))|(?:stattdessen|dafür|künftig|nunmehr|ab sofort|fortan|instead,?) )"
    r"(?:gilt|gelten|beträgt|betragen|applies|apply|(?:wird|werden)\b[^.;]{0,140}\bausgeschrieben)\b"
    rf"|\W*(?:die|der|das|the) (?:[\w-]+ ){{1,4}}(?:gilt|gelten|beträgt|betragen|applies) {_FROM}",
    re.IGNORECASE,
)
# "Das Thema wird vertagt", "Eine Antwort gibt es noch nicht", "Das haben wir so beschlossen.", "Wird verschoben."
_OF_BEFORE = re.compile(
    r"\W*(?:(?:das|dieses) thema|(?:der|dieser) (?:punkt|top|tagesordnungspunkt|antrag|vorschlag)"
    r"|(?:die|diese) (?:frage|entscheidung|sache|angelegenheit|antwort|klärung)"
    r"|eine (?:antwort|entscheidung|einigung|klärung)|das|dies|so(?! wurde)|darauf|das alles)"
    r"\s(?:wird|wurde|ist|war|bleibt|gibt|konnte|muss|soll|fällt|folgt|steht|haben|hatten|machen)\b"
    r"|\W*(?:wird|wurde|bleibt)\s[^?]*\Z",
    re.IGNORECASE,
)


class Around(NamedTuple):
    """The block of a sentence, and of its sentences this one with those next to it."""

    block: Block
    spans: Sequence[Span]


def sentences_of(document: Document, block: Block) -> list[Span]:
    """The sentences of a block, each with the vote on it."""
    return with_votes(document.text, units(document.text, block))


def names_what_is_before(sentence: str) -> bool:
    """Whether it says of the matter before it how that stands, and not what it is."""
    return _OF_BEFORE.match(sentence) is not None


def speaks_of(document: Document, before: Span, span: Span) -> bool:
    """Whether a sentence cannot be understood without the one before ("Der Rat stimmt der Einstellung zu.")."""
    noun = refers_to(said_at(document, span))
    is_named = noun.casefold() in before.of(document.text).casefold() or PROPOSAL.match(noun) is not None
    refers = names_what_is_before(span.of(document.text)) or refers_back(document.text, span)
    return refers or (noun != "" and is_named)


def sentence_before(document: Document, span: Span, around: Around) -> Span | None:
    """The sentence before, be it the last one of the paragraph right above, unless that is a title set as one."""
    if around.spans[0] != span:
        return around.spans[0]
    above = next(blocks_above(document, around.block), None)
    if above is None or above.kind != "paragraph":
        return None
    last = next(reversed(sentences_of(document, above)), None)
    return last if last and last.of(document.text).rstrip(' *_)"“').endswith((".", "!", "?")) else None


def with_rule(document: Document, span: Span, around: Around) -> Span:
    """A decision with the sentence behind it that says what holds from now on."""
    behind = around.spans[-1]
    is_rule = behind.start >= span.end and _HOLDS.match(said_at(document, behind)) is not None
    return Span(span.start, behind.end) if is_rule and behind.end - span.start <= QUOTE_CHARACTERS else span


def blocks_above(document: Document, block: Block) -> Iterator[Block]:
    """The blocks above, from the nearest on."""
    blocks = document.blocks
    return reversed(blocks[: bisect_left(blocks, block.start, key=lambda one: one.start)])


def said_at(document: Document, span: Span) -> str:
    """The words at a place, without marks of lists."""
    return unmarked(span.of(document.text))
