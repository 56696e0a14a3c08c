"""Sentences that look good, looked at again by the reader: the best stretches are read, then all are ranked anew."""

from __future__ import annotations

import math
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from typing import NamedTuple

from assistant.answering.reader.reader import Finding, Reader
from assistant.answering.reader.stretches import SentenceRange, places
from assistant.answering.weighing.weigh import Candidate, rank
from assistant.language.replies import asks
from assistant.records import Span
from assistant.telemetry.stages import Stage

LEAST = -10.0  # a share of exp(-10) or less is as good as none, and what is not read has this


class _Read(NamedTuple):
    """What was read of a sentence: both logits added up, that of its stretch alone, and the exact span."""

    both: float
    answers: float
    exact: Span | None


@Stage("read")
def second_look(
    ranked: Sequence[Candidate], question: str, reader: Reader, weights: Sequence[float]
) -> list[Candidate]:
    """The same candidates, best first by `weights`, each with what the reader makes of it.

    The feature `read` is the logarithm of the share that a sentence has of all that was read for the question.

    Raises:
        ModelError: the reader cannot be loaded.
    """
    chosen = places(ranked)
    findings = reader.read(question, [place.stretch for place in chosen])
    read = dict(_read(chosen, findings))
    total = _log_sum([one.both for one in read.values()])
    return rank([_judged(candidate, read, total) for candidate in ranked], weights)


def _read(chosen: Sequence[SentenceRange], findings: Sequence[Finding]) -> Iterator[tuple[tuple[str, Span], _Read]]:
    """By passage and sentence. What is found of a question in the text counts for the sentence below it, too."""
    for place, found in zip(chosen, findings, strict=True):
        start = place.sentences[0].start
        asked = -math.inf
        for sentence, logit, exact in zip(place.sentences, found.sentences, found.exact, strict=True):
            span = Span(exact.start + start, exact.end + start) if exact else None
            yield (place.passage.id, sentence), _Read(found.answers + max(logit, asked), found.answers, span)
            asked = logit if asks(place.passage.text_of(sentence)) else -math.inf


def _judged(candidate: Candidate, read: Mapping[tuple[str, Span], _Read], total: float) -> Candidate:
    found = read.get((candidate.passage.id, candidate.span))
    share = max(LEAST, found.both - total) if found else LEAST
    features = candidate.features._replace(read=share)
    if found is None:
        return replace(candidate, features=features)
    return replace(candidate, features=features, answers=found.answers, exact=found.exact)


def _log_sum(values: Sequence[float]) -> float:
    """log(sum(exp(values))), also of large ones; 0 without values."""
    most = max(values, default=0.0)
    return most + math.log(sum(math.exp(value - most) for value in values)) if values else 0.0
