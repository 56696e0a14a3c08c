"""A text with several questions: each is answered by itself, and the answers are joined."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import zip_longest

from assistant.answering.choose import QUOTES, same_words
from assistant.answering.understanding.parts_of_question import parts
from assistant.answering.understanding.understand import understand
from assistant.language.subject import own_words
from assistant.records import Answer, Citation, Conflict, Hit, Question, Quote, Sentence


def each_part(question: Question, answer_one: Callable[[Question], Answer]) -> Answer:
    """The joined answers to the parts of a question; if no part has one, the answer to the question as a whole.

    A later part is a follow-up to those before it. The best sentence of each part comes first, then the others, up to
    the usual number. Filters are named only if all parts were understood to have the same.
    """
    apart = _apart(question)
    if len(apart) == 1:
        return answer_one(question)
    answers = [answer_one(part) for part in apart]
    found = [answer for answer in answers if answer.citations]
    if not found:
        return answer_one(question)
    is_alike = len({(answer.filters, answer.understood) for answer in found}) == 1
    return replace(
        _together(found),
        question=question.text,
        filters=found[0].filters if is_alike else question.filters,
        understood=found[0].understood if is_alike else frozenset(),
        related=tuple(_alternating(answers)),
        resolved=" ".join(answer.resolved or answer.question for answer in answers),
        unanswered=tuple(answer.question for answer in answers if not answer.citations),
        not_mentioned=tuple(dict.fromkeys(_not_mentioned(answers))),
        is_unsure=any(answer.is_unsure for answer in found),
        read_otherwise=answers[0].read_otherwise,
    )


def _not_mentioned(answers: Sequence[Answer]) -> Iterator[str]:
    """The names that no passage of any part that names them mentions."""
    for answer in answers:
        for name in answer.not_mentioned:
            naming = (one for one in answers if name in (one.resolved or one.question))
            if all(name in one.not_mentioned for one in naming):
                yield name


def _apart(question: Question) -> list[Question]:
    """The parts, each with those before it as history, and the first one, where it does not say what it is about, with
    that which does; the question itself if it has one part or is an order."""
    texts = parts(question.text)
    if len(texts) == 1 or understand(question).is_instruction:
        return [question]
    history, taken = question.history, question.without_filters
    about = next((text for text in texts if any(own_words(text))), texts[0])
    before = () if history or about == texts[0] else (about,)  # "Wie hoch ist er und wer vergibt den Bonus?"
    return [
        replace(question, text=texts[0], history=(*history, *before)),
        *(
            replace(question, text=text, history=(*history, *texts[:place]), history_without=taken)
            for place, text in enumerate(texts[1:], 1)
        ),
    ]


def _together(answers: Sequence[Answer]) -> Answer:
    """The first sentences of all answers, then the second ones and so on, each quote with one number.

    Sentences that contradict each other stay together.
    """
    numbers: dict[tuple[str, int, int], int] = {}
    citations: list[Citation] = []
    sentences: list[Sentence] = []
    for answer, sentence in _in_turn(answers):
        if len(sentences) == QUOTES or any(same_words(sentence.text, other.text) for other in sentences):
            continue
        quotes = [one.quote for one in answer.citations if one.number in sentence.citations]
        for quote in quotes:
            if _place(quote) not in numbers:
                numbers[_place(quote)] = len(numbers) + 1
                citations.append(Citation(numbers[_place(quote)], quote))
        sentences.append(replace(sentence, citations=tuple(numbers[_place(quote)] for quote in quotes)))
    conflicts = tuple(dict.fromkeys(one for answer in answers for one in _renumbered(answer, numbers)))
    return replace(answers[0], sentences=tuple(sentences), citations=tuple(citations), conflicts=conflicts)


def _in_turn(answers: Sequence[Answer]) -> Iterator[tuple[Answer, Sentence]]:
    for row in zip_longest(*([(answer, unit) for unit in _units(answer)] for answer in answers)):
        yield from ((answer, sentence) for answer, unit in filter(None, row) for sentence in unit)


def _units(answer: Answer) -> list[list[Sentence]]:
    """The sentences of an answer, those of a conflict grouped together."""
    units: list[list[Sentence]] = []
    for sentence in answer.sentences:
        shared = [set(one.citations) for one in answer.conflicts if set(one.citations) & set(sentence.citations)]
        if units and any(known & set(units[-1][-1].citations) for known in shared):
            units[-1].append(sentence)
        else:
            units.append([sentence])
    return units


def _renumbered(answer: Answer, numbers: Mapping[tuple[str, int, int], int]) -> Iterator[Conflict]:
    """The conflicts of an answer whose sides are all shown, with the new numbers of their citations."""
    new = {one.number: number for one in answer.citations if (number := numbers.get(_place(one.quote)))}
    for conflict in answer.conflicts:
        if all(number in new for number in conflict.citations):
            current = None if conflict.current is None else new[conflict.current]
            yield Conflict(tuple(new[number] for number in conflict.citations), current)


def _place(quote: Quote) -> tuple[str, int, int]:
    return quote.document.id, quote.start, quote.end


def _alternating(answers: Sequence[Answer]) -> Iterator[Hit]:
    """The passages of all answers in turn, each passage once."""
    known: set[str] = set()
    for row in zip_longest(*(answer.related for answer in answers)):
        for hit in row:
            if hit and hit.passage.id not in known:
                known.add(hit.passage.id)
                yield hit
