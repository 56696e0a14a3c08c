"""What is newer goes up where a question asks for the newest, among what fits the question about as well."""

from __future__ import annotations

import datetime
from collections.abc import Sequence

# What scores within this share of the way from the best to the last contender is about the same thing.
SAME_THING = 0.25


def newest_first(ranked: Sequence[tuple[float, datetime.date | None]], today: datetime.date) -> list[tuple[int, float]]:
    """(position in `ranked`, score), best first, of contenders given as (score, date of the document), best first.

    Contenders about the same thing as the best gain up to the distance within which that is so: those of the newest
    date all of it, those of the oldest nothing, those without a date half. A date after today tells of a plan or is
    wrong, and counts as none. The others keep their scores and stay behind.
    """
    if not ranked:
        return []
    margin = SAME_THING * (ranked[0][0] - ranked[-1][0])
    close = [date if date and date <= today else None for score, date in ranked if score >= ranked[0][0] - margin]
    order = {date: place for place, date in enumerate(sorted({date for date in close if date}))}
    gains = [margin * (order[date] / (len(order) - 1) if date and len(order) > 1 else 0.5) for date in close]
    gains += [0.0] * (len(ranked) - len(close))
    scores = [score + gain for (score, _), gain in zip(ranked, gains, strict=True)]
    return sorted(enumerate(scores), key=lambda one: (-one[1], one[0]))
