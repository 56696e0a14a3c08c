"""What the reader says moves sentences, and what it has not read stays behind."""

from __future__ import annotations

import math
from collections.abc import Sequence

import pytest
from made import asked, document, evenly, matches

from assistant.answering.reader.reader import Finding
from assistant.answering.reader.second_look import LEAST, second_look
from assistant.answering.reader.stretches import places
from assistant.answering.weighing.weigh import FEATURES, Candidate, candidates, rank
from assistant.answering.weighing.yardstick import SHIPPED
from assistant.indexing.embedding.pairs import Stretch
from assistant.records import Span

SOURCE = document(
    "# Zuschuss\n\nDer Zuschuss hilft Betrieben. Er beträgt 80 Prozent der Kosten.\n\n"
    "# Antrag\n\nDer Antrag ist formlos. Er ist im Mai fällig."
)
READ = FEATURES.index("read")
WEIGHTS = SHIPPED.read.weights


class ScriptedReader:
    """Finds `words`: the sentence that holds them, and the stretch around it."""

    def __init__(self, words: str, surely: float = 9.0) -> None:
        self.words = words
        self.surely = surely
        self.asked: list[tuple[str, Sequence[Stretch]]] = []

    def read(self, question: str, stretches: Sequence[Stretch]) -> list[Finding]:
        self.asked.append((question, stretches))
        return [self._finding(stretch) for stretch in stretches]

    def _finding(self, stretch: Stretch) -> Finding:
        holds = [self.words in sentence.of(stretch.text) for sentence in stretch.sentences]
        start = stretch.text.find(self.words)
        exact = Span(start, start + len(self.words)) if start >= 0 else None
        scores = tuple(self.surely if one else 0.0 for one in holds)
        return Finding(
            self.surely if any(holds) else -self.surely, scores, tuple(exact if one else None for one in holds)
        )


def ranked(query: str = "Wie hoch ist der Zuschuss?") -> list[Candidate]:
    question = asked(query)
    return rank(candidates(matches(SOURCE, max_tokens=20), question, evenly(question.terms)))


def test_the_sentence_that_the_reader_finds_comes_first_with_its_exact_words() -> None:
    first = second_look(ranked(), "Wie hoch?", ScriptedReader("80 Prozent"), WEIGHTS)[0]
    assert first.text == "Er beträgt 80 Prozent der Kosten."
    assert first.exact
    assert first.exact.of(SOURCE.text) == "80 Prozent"
    assert first.answers == 9.0


def test_the_reader_is_asked_once_with_the_question_and_all_stretches() -> None:
    reader = ScriptedReader("Mai")
    second_look(ranked(), "Wann?", reader, WEIGHTS)
    [(question, stretches)] = reader.asked
    assert question == "Wann?"
    assert [stretch.sentences for stretch in stretches] == [place.stretch.sentences for place in places(ranked())]


def test_no_candidate_is_lost() -> None:
    before = ranked()
    after = second_look(before, "Wann?", ScriptedReader("Mai"), WEIGHTS)
    assert {one.span for one in after} == {one.span for one in before}


def test_what_is_read_are_shares_of_one() -> None:
    found = second_look(ranked(), "Wann?", ScriptedReader("Mai", surely=2.0), WEIGHTS)
    shares = [math.exp(one.features[READ]) for one in found if one.answers is not None]
    assert sum(shares) == pytest.approx(1.0)


def test_a_share_next_to_nothing_counts_as_what_was_not_read() -> None:
    found = second_look(ranked(), "Wann?", ScriptedReader("Mai", surely=500.0), WEIGHTS)
    assert min(one.features[READ] for one in found) == LEAST


def test_nothing_found_is_nothing_read() -> None:
    assert second_look([], "Wann?", ScriptedReader("Mai"), WEIGHTS) == []


def test_what_is_found_of_a_question_in_the_text_counts_for_the_sentence_below_it_and_no_other() -> None:
    source = document("# Bonus\n\nWer darf den Bonus beantragen?\n\nAlle Betriebe. Er ist neu.")
    question = asked("Wer darf den Bonus beantragen?")
    before = rank(candidates(matches(source), question, evenly(question.terms)))
    after = second_look(before, question.query, ScriptedReader("darf"), WEIGHTS)
    shares = {one.text: one.features[READ] for one in after}
    assert shares["Alle Betriebe."] == shares["Wer darf den Bonus beantragen?"] > shares["Er ist neu."]
