"""How much was asked in a period: by day, and by what answers are counted by. No words of questions or answers."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import NamedTuple, TypeVar

from assistant.feedback.store import Answered, Cited, Counted, FeedbackStore, Vote
from assistant.records import Audience, Language, Mode, Reason

Key = TypeVar("Key")


class QuestionCounts(NamedTuple):
    """The questions of a stretch of days that begins with `day`."""

    day: datetime.date
    answered: int
    unanswered: int

    @property
    def total(self) -> int:
        return self.answered + self.unanswered


@dataclass(frozen=True, slots=True)
class Usage:
    """The numbers of the days from `first` to `last`, as they stand in the store; days without anything are missing."""

    first: datetime.date
    last: datetime.date
    answered: Sequence[Answered]
    counted: Sequence[Counted]
    cited: Sequence[Cited]
    votes: Sequence[Vote]

    @property
    def days(self) -> list[QuestionCounts]:
        """Every day of the period, the oldest first."""
        answered, unanswered = _by_day(self.answered), _by_day(self.counted)
        length = (self.last - self.first).days + 1
        days = [self.first + datetime.timedelta(days=number) for number in range(length)]
        return [QuestionCounts(day, answered[day], unanswered[day]) for day in days]

    @property
    def weeks(self) -> list[QuestionCounts]:
        """The days by weeks, each from its Monday or the first day of the period."""
        weeks: list[QuestionCounts] = []
        for one in self.days:
            if weeks and one.day.weekday():
                week = weeks[-1]
                weeks[-1] = QuestionCounts(week.day, week.answered + one.answered, week.unanswered + one.unanswered)
            else:
                weeks.append(one)
        return weeks

    @property
    def total(self) -> QuestionCounts:
        return QuestionCounts(self.first, _sum(self.answered), _sum(self.counted))

    @property
    def reasons(self) -> Mapping[Reason, int]:
        """How many questions had no answer for which reason, the most frequent first."""
        return _most_common((one.reason, one.number) for one in self.counted)

    @property
    def languages(self) -> Mapping[Language, int]:
        answered = [(one.language, one.number) for one in self.answered]
        return _most_common([*answered, *((one.language, one.number) for one in self.counted)])

    @property
    def audiences(self) -> Mapping[Audience, int]:
        """ "internal" are the questions of staff."""
        answered = [(one.audience, one.number) for one in self.answered]
        return _most_common([*answered, *((one.audience, one.number) for one in self.counted)])

    @property
    def modes(self) -> Mapping[Mode, int]:
        return _most_common((one.mode, one.number) for one in self.answered)

    @property
    def documents(self) -> Mapping[str, int]:
        """How many answers cite a document, by its id, the most cited first."""
        return _most_common((one.document, one.number) for one in self.cited)

    @property
    def verdicts(self) -> Mapping[str, int]:
        found = Counter(vote.verdict for vote in self.votes)
        return {"helpful": found["helpful"], "wrong": found["wrong"]}


def usage(store: FeedbackStore, today: datetime.date, days: int) -> Usage:
    """The numbers of the last `days` days, today among them; of fewer where answers are counted for fewer days."""
    first = max(today - datetime.timedelta(days=days - 1), min(store.answers_since, today))
    return Usage(first, today, store.answered(first), store.counted(first), store.cited(first), store.votes(first))


def _by_day(counted: Iterable[Answered | Counted]) -> Counter[datetime.date]:
    found: Counter[datetime.date] = Counter()
    for one in counted:
        found[one.day] += one.number
    return found


def _sum(counted: Iterable[Answered | Counted]) -> int:
    return sum(one.number for one in counted)


def _most_common(pairs: Iterable[tuple[Key, int]]) -> dict[Key, int]:
    found: Counter[Key] = Counter()
    for key, number in pairs:
        found[key] += number
    return dict(found.most_common())
