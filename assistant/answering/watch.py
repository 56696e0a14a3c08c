"""Who looks on while a question is answered: told each step as it is made, and without a say in it."""

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
    """Is told of each search of a question, and of what was made of what it found; `weighed` only where
    sentences were found, `verified` only where some are quoted."""

    def searched(self, asked: Understanding, filters: Filters, matches: Sequence[Match]) -> None: ...

    def weighed(self, ranked: Sequence[Candidate], judgement: Judgement) -> None: ...

    def verified(self, quotes: Sequence[Quote], verdicts: Sequence[Verdict]) -> None: ...


class Unwatched:
    """Looks at nothing."""

    def searched(self, asked: Understanding, filters: Filters, matches: Sequence[Match]) -> None:
        pass

    def weighed(self, ranked: Sequence[Candidate], judgement: Judgement) -> None:
        pass

    def verified(self, quotes: Sequence[Quote], verdicts: Sequence[Verdict]) -> None:
        pass


UNWATCHED = Unwatched()
