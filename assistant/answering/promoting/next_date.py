"""The coming date before past ones, where somebody asks for the next: "Wann ist die nächste Sitzung?"

All minutes announce the next meeting, the oldest in the same words as the newest.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Sequence

from assistant.answering.choose import CLOSE
from assistant.answering.understanding.understand import Understanding
from assistant.answering.weighing.weigh import Candidate
from assistant.language.dates import find_dates
from assistant.language.periods import find_periods
from assistant.language.terms import fold, stems
from assistant.records import Quote

_NEXT = re.compile(
    r"\bnaechste[mnrs]?\b|\bnext\b|\b(?:trifft|treffen|tagt|tagen|findet|meets?)\b.*\b(?:wieder|again)\b"
)


def next_date(ranked: Sequence[Candidate], asked: Understanding, today: datetime.date) -> Candidate | None:
    """The sentence that states the next day from `today` on; the latest day if all are past.

    It must itself speak of what is next, be close enough to the first one to be shown beside it, and hold as
    many words of the question: the date of another body is no answer.
    """
    if not _asks_for_next(asked):
        return None
    least = ranked[0].score - CLOSE
    words = _held(ranked[0], asked)
    near = [one for one in ranked if one.score >= least and _NEXT.search(fold(one.text)) and _held(one, asked) >= words]
    told = [(one, day) for one in near for day in _days(one.text)]
    coming = [(one, day) for one, day in told if day >= today]
    if not told:
        return None
    first, _ = min(coming, key=lambda one: one[1]) if coming else max(told, key=lambda one: one[1])
    return first


def is_past(quoted: Quote, asked: Understanding, text: str, today: datetime.date) -> bool:
    """Whether the next day is asked for, and a quote states days, but none from `today` on.

    `text` is the question with the words of its filters: "im Protokoll vom 3. Mai 2024" asks for what was next then.
    """
    days = _days(quoted.text)
    if not days or not _asks_for_next(asked) or max(days) >= today:
        return False
    return all(
        one.period.end is None or one.period.end >= today for one in find_periods(f"{text}\n{asked.query}", today)
    )


def _asks_for_next(asked: Understanding) -> bool:
    return asked.expected == "date" and _NEXT.search(fold(asked.query)) is not None


def _held(candidate: Candidate, asked: Understanding) -> int:
    """How many of the question's terms stand in the sentence or in the title of its document."""
    return len(asked.terms.intersection(stems(f"{candidate.document.title} {candidate.text}")))


def _days(text: str) -> list[datetime.date]:
    return [one.date for one in find_dates(text) if one.precision == "day"]
