"""Whether the documents answer the question at all: a calibrated guess, and the reason when they do not."""

from __future__ import annotations

import datetime
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.answering.understanding.understand import Understanding
from assistant.answering.weighing.unheard import ALL_HEARD, Unheard
from assistant.answering.weighing.weigh import Candidate
from assistant.answering.weighing.yardstick import Evidence, Yardstick
from assistant.language.named import named, searchable
from assistant.records import Hit, Reason
from assistant.telemetry.stages import Stage

MOST_WRONG = 0.15
# From so much confidence on an answer goes without a caution: of a hundred such answers 90 were right, of others 70
# (docs/history/READER.md, "lists, terms of law").
SURE = 0.75

CLOSEST = 3  # the closest sentence is looked for among so many of the best
LATER = 8  # how far the best sentence is ahead is measured from the one at this rank
SAME_DOCUMENTS = 5  # a year that is over is looked for in the documents of so many of the best: of both versions of one
NEAR = 3.0  # so much less one scores that is not shown beside the best one: what its document says is another matter
MOST_NAMES = 5  # more are not listed


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether to answer: the `evidence`, and the `yardstick` that it is held against.

    `is_instruction` is that of a text that gives the assistant orders, which nothing answers. `not_mentioned` is what
    the question names, in its words, and no passage found does; `unheard` what no document holds of the words of one
    that is declined, or answered unsurely.
    """

    evidence: Evidence
    yardstick: Yardstick
    threshold: float
    is_instruction: bool
    not_mentioned: tuple[str, ...] = ()
    unheard: Unheard = ALL_HEARD

    @property
    def confidence(self) -> float:
        return self.yardstick.calibration.confidence_in(self.evidence)

    @property
    def is_unsure(self) -> bool:
        """Whether an answer should say that it may not be one."""
        return self.confidence < SURE

    @property
    def reason(self) -> Reason | None:
        """Why the question should not be answered; None when it should."""
        if self.is_instruction:
            return "out_of_scope"
        if self.confidence >= self.threshold:
            return None
        is_far = self.evidence.similarity < self.yardstick.calibration.out_of_scope
        return "out_of_scope" if is_far or self.unheard.is_all else "below_threshold"


@Stage("judge")
def judge(
    ranked: Sequence[Candidate],
    asked: Understanding,
    yardstick: Yardstick,
    today: datetime.date,
    most_wrong: float = MOST_WRONG,
) -> Judgement:
    """Whether the candidates, best first and at least one, answer what is asked.

    They were ranked by the `yardstick`; of the answers the share `most_wrong` may be wrong.
    """
    missing = not_mentioned(ranked, asked, today)
    threshold = yardstick.calibration.threshold(most_wrong)
    return Judgement(evidence(ranked, missing), yardstick, threshold, asked.is_instruction, missing)


def evidence(ranked: Sequence[Candidate], missing: Collection[str]) -> Evidence:
    """The features by which it is judged whether `ranked`, not empty and best first, holds an answer.

    `missing` are the names of the question that no passage mentions.
    """
    best, later = ranked[0], ranked[min(LATER, len(ranked)) - 1]
    return Evidence(
        similarity=max(candidate.features.similarity for candidate in ranked[:CLOSEST]),
        lead=best.score - later.score,
        answers=max((candidate.answers for candidate in ranked if candidate.answers is not None), default=0.0),
        named=float(not missing),
    )


def not_mentioned(ranked: Sequence[Candidate], asked: Understanding, today: datetime.date) -> tuple[str, ...]:
    """What the question names, in its words, and none of the candidates' passages, nor what leads to them: title, file
    name, headings.

    A year before that of `today`, or a thing with its number ("die zweite Sitzung"), has to be named in what was found
    of the best ones' documents, as far as they are shown, or versions of the best: what another one says of it is no
    answer. For this year and later ones what a document says without a year may hold.
    """
    names = named(asked.query, asked.language, with_days=asked.since is None)
    own = {one for one in names if one.is_counted or (one.year and one.year < today.year)}
    best = {candidate.document.id for candidate in ranked[:SAME_DOCUMENTS] if _is_near(candidate, ranked[0])}
    found = _searchable(ranked) if names else ""
    in_best = _searchable(one for one in ranked if one.document.id in best) if own else ""
    return tuple(one.words for one in names if not one.stands_in(in_best if one in own else found))[:MOST_NAMES]


def not_shown(missing: tuple[str, ...], asked: Understanding, hits: Sequence[Hit]) -> tuple[str, ...]:
    """What of `missing` none of these passages mentions either, so that it may be said above them."""
    names = named(asked.query, asked.language, with_days=asked.since is None) if missing else ()
    shown = _searchable(hits) if missing else ""
    mentioned = {one.words for one in names if one.stands_in(shown)}
    return tuple(words for words in missing if words not in mentioned)


def _is_near(one: Candidate, best: Candidate) -> bool:
    is_version = one.document.series is not None and one.document.series == best.document.series
    return is_version or one.score >= best.score - NEAR


def _searchable(found: Iterable[Candidate | Hit]) -> str:
    return searchable("\n".join(_said(found)))


def _said(found: Iterable[Candidate | Hit]) -> Iterator[str]:
    for one in {one.passage.id: one for one in found}.values():
        yield one.document.title
        yield one.document.path.rpartition("/")[2]
        yield str(one.document.date or "")
        yield from one.passage.headings
        yield one.passage.text
