"""Sentences that a paragraph breaks off and the next one takes up, as behind the end of a page."""

from __future__ import annotations

import re

from assistant.answering.quoting.parts.blocks import NAME_WORDS, first_sentence, in_one_line, words_of
from assistant.language.numerals import NUMBER_WORD
from assistant.language.tagger import awaits_its_verb, has_a_clause, has_finite_verb, lacks_its_verb
from assistant.records import Document

STOPS = (".", "!", "?", ":", ";", ",")
# No sentence ends with these: what does goes on in the next paragraph, behind the end of a page or before an address.
_TORN = re.compile(
    r"\s(?:der|die|das|den|dem|des|eine[mnrs]?|mit|von|für|gemäß|nach|bei|zur|zum|in|im|am|vom|über|unter|durch|und|oder|sowie"
    rf"|dass|wenn|weil|mindestens|höchstens|{NUMBER_WORD}|the|a|an|of|with|for)\s*\Z"
)
FEW_WORDS = 5  # so many of a torn sentence stand between two blank lines
_NUMBER = re.compile(r"\d+\s")
_LISTED = re.compile(r"[-–*•]\s|\(?[a-z]\)\s")


def breaks_off(words: str) -> bool:
    """Whether words end with one that no sentence ends with."""
    return _TORN.search(words) is not None


def torn_end(document: Document, index: int, more: int = 1) -> int | None:
    """Where the sentence ends that a paragraph breaks off, in the next one or behind a few words between two blank
    lines: "bis zum", "15. Mai", "vorzulegen."; None where it is whole. A few words go on only with a few, or where they
    hold the verb that the next ones lack: "Der Kai wird" above "Bauamt und Hafen übergeben.". The next paragraph may
    break off, too, and so `more` behind it."""
    blocks, text = document.blocks, document.text
    following = [block for block in blocks[index : index + 3] if block.kind == "paragraph"]
    if len(following) < 2 or following[:2] != list(blocks[index : index + 2]):
        return None
    words, below, last = words_of(document, index), words_of(document, index + 1), index + 1
    if _LISTED.match(below):
        return None
    is_open = not below.endswith(STOPS) and len(below.split()) <= FEW_WORDS
    if is_open and len(following) == 3 and words_of(document, index + 2)[:2].islower():
        last = index + 2
    end = first_sentence(document, last)
    if more and last == index + 1 and not below.endswith(STOPS):
        end = torn_end(document, last, more - 1) or end
    if breaks_off(words):
        return None if _NUMBER.match(below) else end
    rest = in_one_line(text[blocks[last].start : end])
    if words.endswith(STOPS) or not rest.endswith((".", "!", "?")):
        return None
    if not below[:2].islower():
        is_whole = words.endswith((")", "*")) or ":" in rest
        return end if not is_whole and lacks_its_verb(rest) and awaits_its_verb(words) else None
    is_short = len(rest.split()) <= FEW_WORDS or len(words.split()) > NAME_WORDS
    return end if is_short or (has_finite_verb(words) and not has_a_clause(rest)) else None


def is_torn(document: Document, index: int) -> bool:
    """Whether a paragraph breaks off before its sentence ends, and the next one takes it up."""
    return torn_end(document, index) is not None
