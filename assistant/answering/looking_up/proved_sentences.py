"""Sentences composed from extracted facts, each with the quotes that prove it, and their citations in an answer."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import NamedTuple

from assistant.language.detect import detect
from assistant.records import Answer, Citation, Question, Quote, Reason, Sentence, Span


class ProvedSentence(NamedTuple):
    """A sentence with its quotes. `exact` is where in its words the answer stands, if anywhere; `about` names the
    programme or meeting of a list that it tells of."""

    words: str
    quotes: Sequence[Quote]
    exact: Span | None = None
    about: str = ""


def answer_of(question: Question, told: Iterable[ProvedSentence] = ()) -> Answer:
    """The sentences in their order, with all of their quotes, numbered through from 1; an abstention without any."""
    sentences: list[Sentence] = []
    citations: list[Citation] = []
    for one in told:
        own = [Citation(number, quote) for number, quote in enumerate(one.quotes, len(citations) + 1)]
        sentences.append(Sentence(one.words, tuple(citation.number for citation in own), one.exact))
        citations += own
    language = question.language or detect(question.text)
    reason: Reason | None = None if citations else "no_hits"
    return Answer(question.text, language, "extractive", tuple(sentences), tuple(citations), reason)
