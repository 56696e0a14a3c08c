"""An observer of how a question is answered, which has no influence on it."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.understanding.understand import Understanding
from assistant.answering.verify import Verdict
from assistant.answering.weighing.abstain import Judgement
from assistant.answering.weighing.weigh import Candidate
from assistant.records import Filters, Quote
from assistant.retrieving.retrieve import Match


class Watch:
    """Is told of each search and of what was made of it. This one looks away."""

    def searched(self, asked: Understanding, filters: Filters, matches: Sequence[Match]) -> None:
        """What was asked for where, and the passages that were found."""

    def weighed(self, ranked: Sequence[Candidate], judgement: Judgement) -> None:
        """The sentences of these, best first, if there are any; and whether they answer."""

    def verified(self, quotes: Sequence[Quote], verdicts: Sequence[Verdict]) -> None:
        """What is quoted, if anything is, and whether it proves what is shown."""


UNWATCHED = Watch()
