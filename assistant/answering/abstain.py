"""Whether the documents answer the question at all: a calibrated guess, and the reason when they do not."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from assistant.answering.understand import Understanding
from assistant.answering.weigh import FEATURES, Candidate
from assistant.answering.yardstick import Yardstick
from assistant.language.terms import stems
from assistant.records import Reason
from assistant.telemetry.stages import Stage

MOST_WRONG = 0.22
# Of the confidence from which on there is an answer: below, the question is about something else. docs/MEASUREMENTS.md
OUT_OF_SCOPE = 0.5

CLOSEST = 3  # the closest sentence is looked for among so many of the best
LATER = 8  # how far the best sentence is ahead is measured from the one at this rank
SIMILARITY = FEATURES.index("similarity")


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether to answer: the `evidence` in the order of EVIDENCE, and the `yardstick` that it is held against.

    `is_instruction` is that of a text that gives the assistant orders, which nothing answers.
    """

    evidence: tuple[float, ...]
    yardstick: Yardstick
    threshold: float
    is_instruction: bool

    @property
    def confidence(self) -> float:
        return self.yardstick.calibration.confidence(self.evidence)

    @property
    def reason(self) -> Reason | None:
        """Why the question should not be answered; None when it should."""
        if self.is_instruction:
            return "out_of_scope"
        if self.confidence >= self.threshold:
            return None
        return "out_of_scope" if self.confidence < OUT_OF_SCOPE * self.threshold else "below_threshold"


@Stage("judge")
def judge(
    ranked: Sequence[Candidate],
    asked: Understanding,
    rarity: Mapping[str, float],
    yardstick: Yardstick,
    most_wrong: float = MOST_WRONG,
) -> Judgement:
    """Whether the candidates, best first and at least one, answer what is asked.

    Args:
        ranked: the candidates.
        asked: the question.
        rarity: of each of the question's terms, 0 (in every passage) to 1 (in none).
        yardstick: the one by which the candidates were ranked.
        most_wrong: the share of answers that may be wrong.
    """
    found = evidence(ranked, asked, rarity)
    return Judgement(found, yardstick, yardstick.calibration.threshold(most_wrong), asked.is_instruction)


def evidence(ranked: Sequence[Candidate], asked: Understanding, rarity: Mapping[str, float]) -> tuple[float, ...]:
    """What speaks for an answer, in the order of EVIDENCE; the arguments are those of `judge`.

    The closest cosine, how far the best sentence is ahead, how much of the question, rare terms more, stands around it,
    and what the reader makes of the best stretch.
    """
    best, later = ranked[0], ranked[min(LATER, len(ranked)) - 1]
    around = set(stems(" ".join([best.document.title, *best.passage.headings, best.passage.text])))
    return (
        max(candidate.features[SIMILARITY] for candidate in ranked[:CLOSEST]),
        best.score - later.score,
        sum(rarity.get(term, 0.0) for term in asked.terms & around),
        max((candidate.answers for candidate in ranked if candidate.answers is not None), default=0.0),
    )
