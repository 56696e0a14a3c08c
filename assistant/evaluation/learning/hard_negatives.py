"""Passages that a reader easily mistakes for an answer: what it is taught with next."""

from __future__ import annotations

from dataclasses import replace

from assistant.answering.reader.reader import Finding, Reader
from assistant.evaluation.learning.reader_lessons import BESIDE, Draw, Lesson

HARDEST = 2  # of BESIDE


def hardened(lesson: Lesson, reader: Reader, draw: Draw) -> Lesson:
    """The lesson with those of its other passages that `reader` takes most for an answer, the worst mistake first.

    What it takes for a better answer than the right one is left out, for it may be one that nobody looked for. A near
    miss stays as it is: there is no right one to compare with. Source: Moreira et al. 2024, "NV-Retriever"
    (arXiv 2407.15831), positive-aware mining.
    """
    beside = [text for text in lesson.others[:BESIDE] if text.sentences]
    right = draw.stretches(lesson)[:1]
    if not right or lesson.answer is None or not beside:
        return lesson
    read = [one.stretch for one in (*right, *(draw.closest(lesson.question, text) for text in beside))]
    most, *scores = map(_score, reader.read(lesson.question, read))
    mistaken = sorted((n for n, score in enumerate(scores) if score < most), key=scores.__getitem__, reverse=True)
    return replace(lesson, others=tuple(beside[n] for n in mistaken[:HARDEST]))


def _score(found: Finding) -> float:
    return found.answers + max(found.sentences)
