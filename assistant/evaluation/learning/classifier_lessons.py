"""Minutes with their outcomes as something to learn from: stretches whose sentences are marked with what they tell."""

from __future__ import annotations

import random
import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from assistant.evaluation.sets.minutes import Label, Minutes
from assistant.indexing.embedding.pairs import Stretch
from assistant.knowledge.minutes.classifier.stretches import CHARACTERS, stretch_of, stretched, units_of
from assistant.knowledge.minutes.outcome import KINDS
from assistant.knowledge.minutes.sentences.line_breaks import by_line
from assistant.records import Span

LENGTHS = (200, 350, CHARACTERS, CHARACTERS)  # by one of which a document is cut, drawn anew in each round


@dataclass(frozen=True, slots=True)
class Mark:
    """The labels of a sentence: a flag for each of KINDS; of a task the spans of `who` is to do it and `until` when."""

    kinds: tuple[bool, ...]
    who: tuple[Span, ...]
    until: tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Marked:
    """A stretch with a mark for each of its sentences."""

    stretch: Stretch
    marks: tuple[Mark, ...]


def marked(minutes: Iterable[Minutes], draw: random.Random | None = None) -> Iterator[Marked]:
    """All stretches of the documents: cut as they are read, or by lengths that `draw` draws."""
    for one in minutes:
        length = draw.choice(LENGTHS) if draw else CHARACTERS
        for units in stretched(units_of(by_line(one.document)), length):
            stretch = stretch_of(one.document, units)
            sentences = zip(units, stretch.sentences, strict=True)
            yield Marked(
                stretch, tuple(_mark(one.labels_in(unit.span), stretch.text, span) for unit, span in sentences)
            )


def _mark(labels: Sequence[Label], text: str, sentence: Span) -> Mark:
    tasks = [label for label in labels if label.kind == "task"]
    return Mark(
        tuple(any(label.kind == kind for label in labels) for kind in KINDS),
        tuple(_places((who for task in tasks for who in task.who), text, sentence)),
        tuple(_places((task.until for task in tasks), text, sentence)),
    )


def _places(words: Iterable[str], text: str, sentence: Span) -> Iterator[Span]:
    for one in filter(None, words):
        whole = re.compile(rf"(?<!\w){re.escape(one)}(?!\w)")
        yield from (Span(*match.span()) for match in whole.finditer(text, sentence.start, sentence.end))
