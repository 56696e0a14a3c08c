"""What a reader mistakes for an answer is what it is taught with next."""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.reader.reader import Finding
from assistant.evaluation.learning.hard_negatives import HARDEST, HARDEST_PARTS, hardened
from assistant.evaluation.learning.reader_lessons import Draw, Lesson, Text
from assistant.indexing.embedding.pairs import Stretch
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


def lesson(*others: str, answer: str = "80 Prozent", parts: Sequence[str] = ()) -> Lesson:
    start = RIGHT.find(answer)
    span = Span(start, start + len(answer)) if answer else None
    beside, same = (tuple(map(Text.of, found)) for found in (others, parts))
    return Lesson("Wie hoch ist der Zuschuss?", "Richtlinie", Text.of(RIGHT), span, beside, same)


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


def test_what_reads_better_in_the_same_document_is_a_mistake_all_the_same() -> None:
    found = hardened(lesson(rate(85), rate(70), parts=["", *map(rate, (10, 90, 20, 95, 30))]), Scoring(), Draw(0))
    assert texts(found) == [rate(70)]
    assert [part.text for part in found.parts] == [rate(95), rate(90), rate(30), rate(20)]
    assert len(found.parts) == HARDEST_PARTS


def test_all_are_read_under_their_titles() -> None:
    seen: list[str] = []

    class Reading(Scoring):
        def read(self, question: str, stretches: Sequence[Stretch]) -> list[Finding]:
            seen.extend(one.context for one in stretches)
            return super().read(question, stretches)

    right, other = Text.of(RIGHT, "Richtlinie"), Text.of(rate(70), "Merkblatt")
    for seed in range(20):
        hardened(Lesson("Wie hoch?", "", right, Span(21, 31), (other,)), Reading(), Draw(seed))
    assert set(seen) == {"Richtlinie", "Merkblatt"}


def test_texts_without_sentences_are_nothing_to_mistake() -> None:
    assert texts(hardened(lesson("", rate(70)), Scoring(), Draw(0))) == [rate(70)]


def test_a_near_miss_stays_as_it_is() -> None:
    asked = lesson(rate(90), rate(70), answer="")
    assert hardened(asked, Scoring(), Draw(0)) == asked


def test_what_has_nothing_beside_it_stays_as_it_is() -> None:
    assert hardened(lesson(), Scoring(), Draw(0)) == lesson()
