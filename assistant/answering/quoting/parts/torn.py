"""Sentences that a paragraph breaks off and the next one takes up, as behind the end of a page."""

from __future__ import annotations

import re

from assistant.answering.quoting.parts.blocks import NAME_WORDS, first_sentence
from assistant.answering.quoting.parts.part import Part, in_one_line
from assistant.language.numerals import NUMBER_WORD
from assistant.language.tagger import awaits_its_verb, has_a_clause, has_finite_verb, lacks_its_verb

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


def torn_end(part: Part, more: int = 1) -> int | None:
    """Where the sentence ends that a paragraph breaks off, in the next one or behind a few words between two blank
    lines: "bis zum", "15. Mai", "vorzulegen."; None where it is whole. A few words go on only with a few, or where they
    hold the verb that the next ones lack: "Der Kai wird" above "Bauamt und Hafen übergeben.". The next paragraph may
    break off, too, and so `more` behind it."""
    last = part.below
    words, below = part.words, last.words
    if (part.kind, last.kind) != ("paragraph", "paragraph") or _LISTED.match(below):
        return None
    is_open = not below.endswith(STOPS) and len(below.split()) <= FEW_WORDS
    is_between = is_open and last.below.kind == "paragraph" and last.below.words[:2].islower()
    if is_between:
        last = last.below
    end = first_sentence(last).end
    if more and not is_between and not below.endswith(STOPS):
        end = torn_end(last, more - 1) or end
    if breaks_off(words):
        return None if _NUMBER.match(below) else end
    rest = in_one_line(part.document.text[last.start : end])
    if words.endswith(STOPS) or not rest.endswith((".", "!", "?")):
        return None
    if not below[:2].islower():
        is_whole = words.endswith((")", "*")) or ":" in rest
        return end if not is_whole and lacks_its_verb(rest) and awaits_its_verb(words) else None
    is_short = len(rest.split()) <= FEW_WORDS or len(words.split()) > NAME_WORDS
    return end if is_short or (has_finite_verb(words) and not has_a_clause(rest)) else None


def is_torn(part: Part) -> bool:
    """Whether a paragraph breaks off before its sentence ends, and the next one takes it up."""
    return torn_end(part) is not None
