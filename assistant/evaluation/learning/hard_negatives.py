"""Passages that a reader easily mistakes for an answer: what it is taught with next."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.answering.reader.reader import Finding, Reader
from assistant.evaluation.learning.reader_lessons import Draw, Lesson, Text

HARDEST = 2  # of the passages that a search brings up
HARDEST_PARTS = 4  # of the document's other parts


def hardened(lesson: Lesson, reader: Reader, draw: Draw) -> Lesson:
    """The lesson with those of its other passages that `reader` takes most for an answer, the worst mistake first.

    What a search brings up and the reader takes for a better answer than the right one is left out, for it may be one
    that nobody looked for; in the other parts of the document there is none. A near miss stays as it is: there is no
    right one to compare with. Source: Moreira et al. 2024, "NV-Retriever" (arXiv 2407.15831), positive-aware mining.
    """
    right = draw.stretches(lesson, untitled=0)[:1]  # as `closest` are, to be compared with them
    others, parts = ([text for text in texts if text.sentences] for texts in (lesson.others, lesson.parts))
    if not right or lesson.answer is None or not others + parts:
        return lesson
    read = [one.stretch for one in (*right, *(draw.closest(lesson.question, text) for text in others + parts))]
    most, *scores = map(_score, reader.read(lesson.question, read))
    mistaken = [(text, score) for text, score in zip(others, scores, strict=False) if score < most]
    worst = _worst(list(zip(parts, scores[len(others) :], strict=True)), HARDEST_PARTS)
    return replace(lesson, others=_worst(mistaken, HARDEST), parts=worst)


def _worst(texts: Sequence[tuple[Text, float]], count: int) -> tuple[Text, ...]:
    ranked = sorted(texts, key=lambda scored: scored[1], reverse=True)
    return tuple(text for text, _ in ranked[:count])


def _score(found: Finding) -> float:
    return found.answers + max(found.sentences)
