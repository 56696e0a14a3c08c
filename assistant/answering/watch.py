"""An observer of how a question is answered, which has no influence on it."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol

from assistant.answering.understanding.understand import Understanding
from assistant.answering.verify import Verdict
from assistant.answering.weighing.abstain import Judgement
from assistant.answering.weighing.weigh import Candidate
from assistant.records import Filters, Quote
from assistant.retrieving.retrieve import Match


class Watch(Protocol):
    """Is told of each search and of what was made of it.

    `weighed` is called if sentences were found, `verified` if some are quoted.
    """

    def searched(self, asked: Understanding, filters: Filters, matches: Sequence[Match]) -> None: ...

    def weighed(self, ranked: Sequence[Candidate], judgement: Judgement) -> None: ...

    def verified(self, quotes: Sequence[Quote], verdicts: Sequence[Verdict]) -> None: ...


class Unwatched:
    """A Watch that does nothing."""

    def searched(self, asked: Understanding, filters: Filters, matches: Sequence[Match]) -> None:
        pass

    def weighed(self, ranked: Sequence[Candidate], judgement: Judgement) -> None:
        pass

    def verified(self, quotes: Sequence[Quote], verdicts: Sequence[Verdict]) -> None:
        pass


UNWATCHED = Unwatched()
