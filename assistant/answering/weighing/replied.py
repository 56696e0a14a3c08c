"""Replies to another question: "Gibt es Hilfe bei Kurzarbeit? Nein, dafür ist die Agentur zuständig."

Such a sentence may share words with what is asked, and is about what stands above it all the same.
"""

from __future__ import annotations

from collections.abc import Sequence

from assistant.answering.understanding.understand import Understanding
from assistant.answering.weighing.weigh import EVEN_ODDS, Candidate
from assistant.language.replies import asks, points_above
from assistant.language.terms import stems
from assistant.records import Passage, Span

LEAST_LETTERS = 5  # of a stem that stands in a compound: "kurzarbeit" in "kurzarbeitergeld"


def without_replies_to_others(ranked: Sequence[Candidate], asked: Understanding) -> list[Candidate]:
    """The candidates without replies to a question that shares no word with what is asked, and without what goes on
    from such a reply and shares none itself.

    A reply that shares none either, and whose stretch a reader takes for an answer, stays: it may say what is asked in
    other words. Of one that shares some a reader sees no more than these.
    """
    return [one for one in ranked if not _replies_to_another(one, asked)]


def _replies_to_another(one: Candidate, asked: Understanding) -> bool:
    first = _first_beside(one.passage, one.span)
    if one.document.language != asked.language or not _points_above(one.passage, first):
        return False
    question = _question_above(one.passage, first)
    if question is None or not _share_nothing(asked, question):
        return False
    is_other_words = _share_nothing(asked, f"{one.passage.text_of(first)} {one.text}")
    if is_other_words and one.answers is not None and one.answers >= EVEN_ODDS:
        return False
    return _points_above(one.passage, one.span) or _share_nothing(asked, one.text)


def _first_beside(passage: Passage, sentence: Span) -> Span:
    """The first sentence of the paragraph of a sentence, or behind a question there."""
    at = passage.sentences.index(sentence)
    while at:
        before, here = passage.sentences[at - 1 : at + 1]
        if asks(passage.text_of(before)) or "\n\n" in passage.text_of(Span(before.end, here.start)):
            break
        at -= 1
    return passage.sentences[at]


def _points_above(passage: Passage, sentence: Span) -> bool:
    return points_above(passage.text, Span(sentence.start - passage.start, sentence.end - passage.start))


def _question_above(passage: Passage, reply: Span) -> str | None:
    """The question right above a reply, in the text or as the last heading; None if nothing is asked there."""
    at = passage.sentences.index(reply)
    above = passage.text_of(passage.sentences[at - 1]) if at else next(reversed(passage.headings), "")
    return above if asks(above) else None


def _share_nothing(asked: Understanding, text: str) -> bool:
    """Whether no word of what is asked is in the text, nor in a compound there, nor the other way round."""
    theirs = set(stems(text))
    return not any(
        one == other or (min(len(one), len(other)) >= LEAST_LETTERS and (one in other or other in one))
        for one in asked.terms
        for other in theirs
    )
