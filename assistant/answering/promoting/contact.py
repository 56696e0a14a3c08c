"""The telephone number or address that a question asks for, of the person or office that it names.

The reader network was trained on sentences, and often finds no answer in "Silke Ohlert | 0361 4410-11 | ohlert@...".
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.understanding.understand import Understanding
from assistant.answering.weighing.weigh import Candidate
from assistant.language.subject import own_words
from assistant.language.terms import stems
from assistant.language.ways import way_asked_for, ways


def contact(ranked: Sequence[Candidate], asked: Understanding) -> Candidate | None:
    """The best sentence that states the contact asked for and holds all nouns and names that only this question is
    about."""
    way = way_asked_for(asked.query) if asked.expected == "contact" else None
    whose = {stem for word in own_words(asked.query) if not way_asked_for(word.text) for stem in stems(word.text)}
    if way is None or not whose:
        return None
    return next((one for one in ranked if whose.issubset(stems(one.text)) and ways(one.text, way)), None)
