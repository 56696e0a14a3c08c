"""Are the answers right, and does the assistant keep silent where the documents do?"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from time import perf_counter
from typing import Protocol

from assistant.evaluation import metrics
from assistant.evaluation.grading import Grade, PathOf, grade
from assistant.evaluation.metrics import Ratio
from assistant.evaluation.report import Breakdown, Failure, Group, Number, Outcome
from assistant.evaluation.retrieval import traits
from assistant.evaluation.sets.datasets import GoldQuestion, JudgedQuestion, PassageQuestion, SpanQuestion
from assistant.records import STAFF, Answer, Filters, Question


class Asker(Protocol):
    def ask(self, question: Question) -> Answer: ...


@dataclass(frozen=True, slots=True)
class Ask:
    """What is asked, and what the answer is held against."""

    gold: GoldQuestion
    question: Question


def ask_gold(questions: Iterable[GoldQuestion]) -> Iterator[Ask]:
    """Every question as staff, a follow-up with the questions before it."""
    for gold in questions:
        question = Question(gold.question, STAFF, gold.language, history=gold.history)
        yield Ask(gold, question)


def ask_contexts(questions: Iterable[SpanQuestion], document_of: Mapping[str, str]) -> Iterator[Ask]:
    """Every question over all contexts; the answer has to be quoted from its own."""
    for span in questions:
        document, quote = document_of[span.context], span.context
        gold = GoldQuestion(span.id, span.question, "span", document=document, quote=quote, answers=span.answers)
        yield Ask(gold, Question(span.question, language="de"))


def ask_judged(questions: Iterable[JudgedQuestion], document_of: Mapping[str, str]) -> Iterator[Ask]:
    """Every question over its own passages alone. Which of them answers it is not stated: only refusals count."""
    for judged in questions:
        own = Filters(documents=frozenset(document_of[passage] for passage in judged.passages))
        gold = GoldQuestion(judged.id, judged.question, "judged", judged.answerable)
        yield Ask(gold, Question(judged.question, language="de", filters=own))


def ask_taught(questions: Iterable[PassageQuestion], document_of: Mapping[str, str]) -> Iterator[Ask]:
    """Every question over its own passage alone: what this does not answer, another one may."""
    for taught in questions:
        document, answers = document_of[taught.passage], (taught.answer,) if taught.answerable else ()
        asked = (taught.id, taught.question, taught.kind, taught.answerable)
        gold = GoldQuestion(*asked, document=document, answers=answers)
        yield Ask(gold, Question(taught.question, language="de", filters=Filters(documents=frozenset({document}))))


def answer(ask: Ask, asker: Asker, path_of: PathOf) -> Grade:
    start = perf_counter()
    given = asker.ask(ask.question)
    return grade(ask.gold, given, (perf_counter() - start) * 1000, path_of)


def numbers(grades: Sequence[Grade], *, refusals_only: bool = False) -> tuple[Number, ...]:
    """All numbers of the answers; with `refusals_only` those that need no accepted answer."""
    return (
        *(() if refusals_only else _quality(grades)),
        *_refusals(grades),
        *(() if refusals_only else _cautions(grades)),
        Number.of("figures backed", Ratio(_floats(g.backed for g in grades), _floats(g.sentences for g in grades))),
        *_sizes([g for g in grades if g.answered]),
        Number.at("answer p50", [g.took_ms for g in grades], 50, "ms"),
        Number.at("answer p95", [g.took_ms for g in grades], 95, "ms"),
    )


def _quality(grades: Sequence[Grade]) -> Iterator[Number]:
    answerable = [g.question.answerable for g in grades]
    yield Number.of("correct", metrics.share((g.correct for g in grades), answerable))
    yield Number.of("first", metrics.share((g.first for g in grades), answerable))
    yield Number.of("answered but wrong", metrics.share((g.wrong for g in grades), answerable))


def _refusals(grades: Sequence[Grade]) -> Iterator[Number]:
    refused, answerable = [not g.answered for g in grades], [g.question.answerable for g in grades]
    yield Number.of("refusal precision", metrics.refusal_precision(refused, answerable))
    yield Number.of("refusal recall", metrics.refusal_recall(refused, answerable))
    yield Number.of("refused though answerable", metrics.false_refusals(refused, answerable))


def _cautions(grades: Sequence[Grade]) -> Iterator[Number]:
    """How many of the answers say that they may be none, and how many of these and of the others are right."""
    answered, cautioned = [g.answered for g in grades], [g.cautioned for g in grades]
    plain = [given and not doubted for given, doubted in zip(answered, cautioned, strict=True)]
    yield Number.of("answers with a caution", metrics.share(cautioned, answered))
    yield Number.of("correct of these", metrics.share((g.correct for g in grades), cautioned))
    yield Number.of("correct of the others", metrics.share((g.correct for g in grades), plain))


def _sizes(answered: Sequence[Grade]) -> Iterator[Number]:
    yield Number.at("median answer length", [g.answer_length for g in answered], 50, "characters")
    yield Number.at("median quote length", [n for g in answered for n in g.quote_lengths], 50, "characters")


def _floats(values: Iterable[int]) -> tuple[float, ...]:
    return tuple(map(float, values))


def breakdowns(grades: Sequence[Grade]) -> tuple[Breakdown, ...]:
    """Quality by each trait of the answerable questions, and how often the others were refused, by kind."""
    answerable = [g for g in grades if g.question.answerable]
    refusable = [g for g in grades if not g.question.answerable]
    by = [Breakdown(f"answerable, by {name}", _groups(answerable, name)) for name in ("kind", "language", "wording")]
    return (*by, Breakdown("without an answer, by kind", _groups(refusable, "kind")))


def _groups(grades: Iterable[Grade], trait: str) -> tuple[Group, ...]:
    members: dict[str, list[Grade]] = {}
    for one in grades:
        members.setdefault(traits(one.question)[trait], []).append(one)
    return tuple(Group(name, tuple(_group_numbers(group))) for name, group in sorted(members.items()))


def _group_numbers(grades: Sequence[Grade]) -> Iterator[Number]:
    if grades[0].question.answerable:
        yield from _quality(grades)
    yield Number.of("refused", metrics.mean(float(not g.answered) for g in grades))


def outcomes(grades: Iterable[Grade], *, refusals_only: bool = False) -> Iterator[Outcome]:
    """What became of each question; a wrong answer is worth less than a refusal."""
    for one in grades:
        if refusals_only or not one.question.answerable:
            worth, state = float(one.answered == one.question.answerable), "answered" if one.answered else "refused"
        elif one.answered:
            worth, state = float(one.correct), "correct" if one.correct else "wrong"
        else:
            worth, state = 0.5, "refused"
        yield Outcome(one.question.id, one.question.question, worth, state, " ".join(one.given.split()))


def failures(grades: Iterable[Grade], *, refusals_only: bool = False) -> Iterator[Failure]:
    """What was answered though nothing answers it, or refused though something does, or answered wrongly."""
    for one in grades:
        wrong = one.wrong and not refusals_only
        if one.question.answerable != one.answered or wrong:
            expected = " | ".join(one.question.answers or ("an answer",)) if one.question.answerable else "a refusal"
            yield Failure(one.question.id, one.question.question, expected, one.given)
