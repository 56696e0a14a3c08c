"""One answer against one gold question: how far its quotes hold what was asked for.

The counting is that of the gold sets' own README, so that a number here and a number there mean the same.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from itertools import chain

from assistant.evaluation.sets.datasets import GoldQuestion
from assistant.records import Answer, Quote, Sentence

COUNTED_SENTENCES = 5
MAX_QUOTE_CHARACTERS = 600
_DIGITS = re.compile(r"\d+(?:[.,]\d+)*")
_DAY = re.compile(r"(?<![\d.,])0?(\d{1,2})\.\s?\d{1,2}\.(?:\s?(\d{4}))?")  # "15.4.", told as "15. April"

PathOf = Callable[[str], str | None]
"""Document id -> the document's path as the gold set writes it (NFC); None for a document that it cannot mean."""


@dataclass(frozen=True, slots=True)
class Grade:
    """What one answer was worth. `correct` and `first` are False for a question without an answer.

    `cautioned` is an answer that says itself that it may be none. `sentences` is the number of answer sentences,
    `backed` how many of them hold no figure that their quotes lack; lengths are characters. `given` is the answer with
    its marks, or the reason of the refusal.
    """

    question: GoldQuestion
    answered: bool
    cautioned: bool
    correct: bool
    first: bool
    sentences: int
    backed: int
    answer_length: int
    quote_lengths: tuple[int, ...]
    took_ms: float
    given: str

    @property
    def wrong(self) -> bool:
        """Answered, answerable, and not correct: worse than an abstention."""
        return self.question.answerable and self.answered and not self.correct


def squash(text: str) -> str:
    """NFC, one space for each run of white space, none after a hyphen (a line may end there)."""
    return re.sub(r"-\s+", "-", re.sub(r"\s+", " ", unicodedata.normalize("NFC", text))).strip()


def holds_answer(text: str, answers: Iterable[str]) -> bool:
    squashed = squash(text)
    return any(squash(answer) in squashed for answer in answers)


def grade(question: GoldQuestion, answer: Answer, took_ms: float, path_of: PathOf) -> Grade:
    """The grade of `answer`; `took_ms` is what the caller measured."""
    quotes = {citation.number: citation.quote for citation in answer.citations}
    proofs = [[quotes[number] for number in sentence.citations if number in quotes] for sentence in answer.sentences]
    answered = answer.status == "answered"
    right = [answered and _proves(sentence, question, path_of) for sentence in proofs[:COUNTED_SENTENCES]]
    return Grade(
        question=question,
        answered=answered,
        cautioned=answered and answer.is_unsure,
        correct=any(right),
        first=any(right[:1]),
        sentences=len(answer.sentences),
        backed=sum(_is_backed(s, p) for s, p in zip(answer.sentences, proofs, strict=True)),
        answer_length=len(" ".join(sentence.text for sentence in answer.sentences)),
        quote_lengths=tuple(len(quote.text) for quote in quotes.values()),
        took_ms=took_ms,
        given=answer.text if answered else f"refused ({answer.reason})",
    )


def _proves(quotes: Iterable[Quote], question: GoldQuestion, path_of: PathOf) -> bool:
    return any(
        len(quote.text) <= MAX_QUOTE_CHARACTERS
        and path_of(quote.document.id) in question.documents
        and holds_answer(quote.text, question.answers)
        for quote in quotes
    )


def _is_backed(sentence: Sentence, quotes: Iterable[Quote]) -> bool:
    """Whether every run of digits stands in the quotes, or is the day or year of one that is written in numbers there:
    simpler than what the assistant itself checks, on purpose."""
    quoted = " ".join(quote.text for quote in quotes)
    held = {*_DIGITS.findall(quoted), *chain.from_iterable(_DAY.findall(quoted))}
    return held.issuperset(_DIGITS.findall(sentence.text))
