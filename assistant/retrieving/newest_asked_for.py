"""Where a question asks for the newest, newer passages move up among those about the same thing as the best one."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Mapping, Sequence
from typing import NamedTuple

from assistant.language.recency import asks_for_newest
from assistant.language.terms import stems

LOOKED_AT = 60  # passages further down do not move up

# About the same thing is what holds this share of what the best holds of the question; by its date it gains up to this
# share of the way between the best and the last score. 40 questions for the newest on minutes and press releases of
# gold/dev, 2026-11-25: the newest document about the matter is among three hits .45 (without .12), in five .53 (.30);
# the first hit is about the matter .82 (.85). A gain of 1.0 puts other matters first (.75); gaining by the score alone,
# whatever a passage holds of the question, as well (.60).
SAME_THING = 0.8
GAIN = 0.6


class Dated(NamedTuple):
    """A ranked passage: its score, the date of its document, and how much of the question it holds."""

    score: float
    date: datetime.date | None
    covers: float


def newest_first(ranked: Sequence[Dated], today: datetime.date) -> list[tuple[int, float]]:
    """(position in `ranked`, score), best first.

    Among those about the same thing as the best one, the newest gain most, the oldest nothing, and those without a date
    half. A date after today is a plan or wrong, and counts as none.
    """
    if not ranked:
        return []
    gain = GAIN * (ranked[0].score - ranked[-1].score)
    dates = [one.date if one.date and one.date <= today else None for one in ranked]
    same = [one.covers >= SAME_THING * ranked[0].covers for one in ranked]
    known = sorted({date for date, is_same in zip(dates, same, strict=True) if is_same and date})
    places = {date: place / (len(known) - 1) for place, date in enumerate(known)} if len(known) > 1 else {}
    scores = [
        one.score + gain * is_same * (places.get(date, 0.5) if date else 0.5)
        for one, date, is_same in zip(ranked, dates, same, strict=True)
    ]
    return sorted(enumerate(scores), key=lambda one: (-one[1], one[0]))


def matter(query: str) -> list[str]:
    """The distinct stems of a question, without the words that only ask for the newest."""
    return list(dict.fromkeys(stem for word in query.split() if not asks_for_newest(word) for stem in stems(word)))


def covers(weights: Mapping[str, float], held: Collection[str]) -> float:
    """The summed `weights` of a question's stems that are among the stems `held` by a passage."""
    return sum(weight for stem, weight in weights.items() if stem in held)
