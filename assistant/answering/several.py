"""A question that asks several things: each part answered by itself, put together to one answer."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from itertools import zip_longest

from assistant.answering.choose import QUOTES
from assistant.answering.parts_of_question import parts
from assistant.answering.understand import understand
from assistant.records import Answer, Citation, Hit, Question, Quote, Sentence


def each_part(question: Question, answer_one: Callable[[Question], Answer]) -> Answer:
    """The answer to all parts of a question; where none of them has one, that to the question as a whole.

    A later part goes on from those before it, as a follow-up does. First stands the best sentence of each part, then
    what else there is, together at most as many as in any answer.
    """
    apart = _apart(question)
    if len(apart) == 1:
        return answer_one(question)
    answers = [answer_one(part) for part in apart]
    found = [answer for answer in answers if answer.citations]
    if not found:
        return answer_one(question)
    sentences, citations = _together(found)
    return replace(
        found[0],
        question=question.text,
        sentences=sentences,
        citations=citations,
        related=tuple(_alternating(answers)),
        resolved=" ".join(answer.resolved or answer.question for answer in answers),
        unanswered=tuple(answer.question for answer in answers if not answer.citations),
    )


def _apart(question: Question) -> list[Question]:
    """The parts, each with those before it as its history; the question itself where it is one, or an order."""
    texts = parts(question.text)
    if len(texts) == 1 or understand(question).is_instruction:
        return [question]
    first = replace(question, text=texts[0])
    history, taken = question.history, question.without_filters
    return [
        first,
        *(
            replace(question, text=text, history=(*history, *texts[:place]), history_without=taken)
            for place, text in enumerate(texts[1:], 1)
        ),
    ]


def _together(answers: Sequence[Answer]) -> tuple[tuple[Sentence, ...], tuple[Citation, ...]]:
    """The first sentences of all answers, then their second ones and so on; each quote numbered once."""
    numbers: dict[tuple[str, int, int], int] = {}
    sentences: list[Sentence] = []
    citations: list[Citation] = []
    for answer, sentence in _in_turn(answers):
        if len(sentences) == QUOTES or any(sentence.text == other.text for other in sentences):
            continue
        quotes = [one.quote for one in answer.citations if one.number in sentence.citations]
        for quote in quotes:
            if _place(quote) not in numbers:
                numbers[_place(quote)] = len(numbers) + 1
                citations.append(Citation(numbers[_place(quote)], quote))
        sentences.append(replace(sentence, citations=tuple(numbers[_place(quote)] for quote in quotes)))
    return tuple(sentences), tuple(citations)


def _in_turn(answers: Sequence[Answer]) -> Iterator[tuple[Answer, Sentence]]:
    for row in zip_longest(*([(answer, one) for one in answer.sentences] for answer in answers)):
        yield from (pair for pair in row if pair)


def _place(quote: Quote) -> tuple[str, int, int]:
    return quote.document.id, quote.start, quote.end


def _alternating(answers: Sequence[Answer]) -> Iterator[Hit]:
    """What each part found, in turn, each passage once."""
    known: set[str] = set()
    for row in zip_longest(*(answer.related for answer in answers)):
        for hit in row:
            if hit and hit.passage.id not in known:
                known.add(hit.passage.id)
                yield hit
