"""What a reader mistakes for an answer is what it is taught with next."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.reader.reader import Finding, Stretch
from assistant.evaluation.learning.hard_negatives import HARDEST, hardened
from assistant.evaluation.learning.reader_lessons import Draw, Lesson, Text
from assistant.records import Span

RIGHT = "Der Zuschuss beträgt 80 Prozent."


class Scoring:
    """A reader for which the figure at the end of a stretch is what speaks for it."""

    def read(self, question: str, stretches: Sequence[Stretch]) -> list[Finding]:
        scores = [float(one.text.rstrip(".").split()[-2]) for one in stretches]
        return [
            Finding(score, (0.0,) * len(one.sentences), (None,) * len(one.sentences))
            for score, one in zip(scores, stretches, strict=True)
        ]


def lesson(*others: str, answer: str = "80 Prozent") -> Lesson:
    start = RIGHT.find(answer)
    span = Span(start, start + len(answer)) if answer else None
    return Lesson("Wie hoch ist der Zuschuss?", Text.of(RIGHT), span, tuple(map(Text.of, others)))


def texts(found: Lesson) -> list[str]:
    return [text.text for text in found.others]


def rate(percent: int) -> str:
    return f"Der Eigenanteil beträgt {percent} Prozent."


def test_what_is_most_easily_mistaken_comes_first_and_the_rest_goes() -> None:
    found = hardened(lesson(*map(rate, (10, 40, 30, 20))), Scoring(), Draw(0))
    assert texts(found) == [rate(40), rate(30)]
    assert len(found.others) == HARDEST


def test_what_reads_better_than_the_right_answer_may_be_one() -> None:
    assert texts(hardened(lesson(rate(90), rate(70)), Scoring(), Draw(0))) == [rate(70)]


def test_texts_without_sentences_are_nothing_to_mistake() -> None:
    assert texts(hardened(lesson("", rate(70)), Scoring(), Draw(0))) == [rate(70)]


def test_a_near_miss_stays_as_it_is() -> None:
    asked = lesson(rate(90), rate(70), answer="")
    assert hardened(asked, Scoring(), Draw(0)) == asked


def test_what_has_nothing_beside_it_stays_as_it_is() -> None:
    assert hardened(lesson(), Scoring(), Draw(0)) == lesson()
