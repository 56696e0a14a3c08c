"""The sentence that states the telephone number or address that is asked for, of the one whose it is.

A reader was taught sentences, and often finds no answer in "Silke Ohlert | 0361 4410-11 | ohlert@...".
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.understanding.understand import Understanding
from assistant.answering.weighing.weigh import EVEN_ODDS, Candidate, put_first
from assistant.language.subject import own_words
from assistant.language.terms import stems
from assistant.language.ways import way_asked_for, ways


def stated_way_first(ranked: Sequence[Candidate], asked: Understanding) -> list[Candidate]:
    """The candidates with the best one that holds the way asked for, and all that the question names, before all
    others; a reader's doubt does not count against it."""
    way = way_asked_for(asked.query) if asked.expected == "contact" else None
    whose = {stem for word in own_words(asked.query) if not way_asked_for(word.text) for stem in stems(word.text)}
    if way is None or not whose:
        return list(ranked)
    stating = (one for one in ranked if whose.issubset(stems(one.text)) and ways(one.text, way))
    found = next(stating, None)
    if found is None:
        return list(ranked)
    first, *others = put_first(found, ranked)
    is_read = first.answers is not None
    return [replace(first, answers=max(first.answers or EVEN_ODDS, EVEN_ODDS) if is_read else None), *others]
