"""Questions with stretches of text to read, as something to learn from: which of them answers, and where?

A lesson is drawn anew each time: the stretch with the answer begins elsewhere, and others stand beside it: some of the
same passage or of its document, which share its subject, and some of passages that a search brings up as well.
"""

from __future__ import annotations

import random
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

from assistant.answering.reader.stretches import CHARACTERS, CONTEXT_CHARACTERS
from assistant.indexing.embedding.pairs import Stretch
from assistant.language import sentences
from assistant.language.terms import stems
from assistant.records import Span

STRETCHES = 4  # of one question; of a near miss mostly one less
STRETCHES_OF_PARTS = 5  # of one on a document in parts, which are all about the same
HEADED = 0.6  # how often a stretch from within an untitled passage is led by the passage's beginning
UNTITLED = 0.25  # how often the titles of a lesson are left out
HEAD_WORDS = 14

_LINE = re.compile(r"\S(?:.*\S)?")


@dataclass(frozen=True, slots=True)
class Text:
    """A passage to draw stretches from."""

    title: str
    text: str
    sentences: tuple[Span, ...]

    @classmethod
    def of(cls, text: str, title: str = "") -> Text:
        lines = _LINE.finditer(text)
        found = (Span(line.start() + s.start, line.start() + s.end) for line in lines for s in sentences.split(line[0]))
        return cls(title, text, tuple(found))


@dataclass(frozen=True, slots=True)
class Lesson:
    """A question on a passage.

    Attributes:
        document: that of the passage; the passage itself where none is known.
        source: the passage.
        answer: where the answer stands in it; None for a near miss.
        others: passages of other documents that a search brings up, without the answer.
        parts: the other passages of the document, without the answer.
    """

    question: str
    document: str
    source: Text
    answer: Span | None
    others: tuple[Text, ...]
    parts: tuple[Text, ...] = ()


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch with the place of the answer in its text, None where it holds none."""

    stretch: Stretch
    answer: Span | None = None


class Draw:
    """Draws stretches, the same ones for the same `seed`."""

    def __init__(self, seed: int) -> None:
        self._random = random.Random(seed)

    def shuffled(self, lessons: Sequence[Lesson]) -> list[Lesson]:
        return self._random.sample(lessons, len(lessons))

    def stretches(self, lesson: Lesson, untitled: float = UNTITLED) -> list[Marked]:
        """The one that answers first, if there is one; empty where the answer stands in no sentence.

        `untitled` is how often they stand without their titles.
        """
        source, answer = lesson.source, lesson.answer
        centre = self._best(source, lesson.question) if answer is None else _holding(source, answer)
        if centre is None:
            return []
        is_titled = self._random.random() >= untitled
        first, after = self._grown(source, centre)
        found = [self._marked(source, first, after, is_titled, answer)]
        rest = [n for n in range(len(source.sentences)) if not first <= n < after]
        if rest:
            other = self._random.choice(rest)
            span = self._grown(source, other, lambda n: not first <= n < after)
            found.append(self._marked(source, *span, is_titled))
        most = STRETCHES_OF_PARTS if lesson.parts else STRETCHES
        count = most if answer or self._random.random() < 0.4 else most - 1
        beside = [text for text in (*lesson.parts, *lesson.others) if text.sentences]
        drawn = self._random.sample(beside, max(0, min(len(beside), count - len(found))))
        return found + [self.closest(lesson.question, text, is_titled) for text in drawn]

    def closest(self, question: str, text: Text, is_titled: bool = True) -> Marked:
        """The stretch of a text with sentences around the one that shares most terms with the question."""
        best = self._best(text, question)
        if best is None:
            raise ValueError("a text without sentences")
        return self._marked(text, *self._grown(text, best), is_titled)

    def _best(self, text: Text, question: str) -> int | None:
        """The sentence that shares most terms with the question."""
        asked = set(stems(question))
        shared = [len(asked.intersection(stems(s.of(text.text)))) + self._random.random() for s in text.sentences]
        return max(range(len(shared)), key=shared.__getitem__, default=None)

    def _grown(self, text: Text, centre: int, allowed: Callable[[int], bool] = lambda _: True) -> tuple[int, int]:
        """From which sentence and before which one: `centre` with neighbours on sides drawn at random."""
        first, after = centre, centre + 1
        while True:
            sides = [n for n in (first - 1, after) if 0 <= n < len(text.sentences) and allowed(n)]
            fitting = [n for n in sides if _length(text, min(first, n), max(after, n + 1)) <= CHARACTERS]
            if not fitting:
                return first, after
            chosen = self._random.choice(fitting)
            first, after = min(first, chosen), max(after, chosen + 1)

    def _marked(self, text: Text, first: int, after: int, is_titled: bool, answer: Span | None = None) -> Marked:
        start, end = text.sentences[first].start, text.sentences[after - 1].end
        context = text.title[-CONTEXT_CHARACTERS:] if is_titled else ""
        if not text.title and first and self._random.random() < HEADED:
            context = " ".join(text.sentences[0].of(text.text).split()[:HEAD_WORDS])
        spans = tuple(Span(s.start - start, s.end - start) for s in text.sentences[first:after])
        held = answer and Span(answer.start - start, answer.end - start)
        return Marked(Stretch(context, text.text[start:end], spans), held or None)


def _holding(text: Text, answer: Span) -> int | None:
    """The sentence in which the answer begins."""
    return next((n for n, s in enumerate(text.sentences) if s.start <= answer.start < s.end), None)


def _length(text: Text, first: int, after: int) -> int:
    return text.sentences[after - 1].end - text.sentences[first].start


def batches(lessons: Sequence[Lesson], draw: Draw, size: int) -> Iterator[list[tuple[Lesson, list[Marked]]]]:
    """Each lesson once, in a drawn order, `size` at a time; the last batch may be smaller."""
    order = draw.shuffled(lessons)
    for start in range(0, len(order), size):
        yield [(lesson, found) for lesson in order[start : start + size] if (found := draw.stretches(lesson))]
