"""Does the search find what answers a question, and how far up?"""

from __future__ import annotations

from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import partial
from time import perf_counter
from typing import Protocol

from assistant.answering.understanding.understand import understand
from assistant.evaluation import metrics
from assistant.evaluation.grading import PathOf, holds_answer
from assistant.evaluation.report import Breakdown, Failure, Group, Number, Outcome
from assistant.evaluation.sets.datasets import GoldQuestion, PassageQuestion, SpanQuestion
from assistant.evaluation.sets.front_questions import FolderQuestion
from assistant.records import PUBLIC, STAFF, Audience, Filters, Hit, Question

CUTOFFS = (1, 5, 10)
HITS_PER_DOCUMENT = 3  # so many passages are asked for each document that is to be ranked
SHOWN_CHARACTERS = 160


class Searcher(Protocol):
    def search(self, query: str, *, audiences: frozenset[Audience], filters: Filters, k: int) -> list[Hit]:
        """At most `k` hits, best first."""
        ...


@dataclass(frozen=True, slots=True)
class Seek:
    """A question with what counts as finding its answer.

    Hits of the same `unit` count once, at their best rank. `expected` says in words what is sought. `traits` say which
    group of a breakdown the question belongs to. `comes_from_right` tells hits of a right document, where the unit is a
    smaller one.
    """

    id: str
    query: str
    unit: Callable[[Hit], str]
    is_right: Callable[[Hit], bool]
    expected: str
    hits: int
    audiences: frozenset[Audience] = PUBLIC
    traits: Mapping[str, str] = field(default_factory=dict)
    comes_from_right: Callable[[Hit], bool] | None = None


@dataclass(frozen=True, slots=True)
class FirstRight:
    """The rank of the first right unit, counted in units; None without one. `best` is the text of the first hit.

    `document_rank` is the rank of the first right document, counted in documents, where the unit is a smaller one.
    """

    seek: Seek
    rank: int | None
    took_ms: float
    best: str
    document_rank: int | None = None

    @property
    def outcome(self) -> Outcome:
        came = " ".join(self.best.split())[:SHOWN_CHARACTERS]
        worth = 1 / self.rank if self.rank else 0.0
        return Outcome(self.seek.id, self.seek.query, worth, str(self.rank or "–"), came)


def seek_contexts(questions: Iterable[SpanQuestion], document_of: Mapping[str, str], k: int) -> Iterator[Seek]:
    """Each question seeks the document of its context among documents; `document_of` maps contexts to document ids."""
    for question in questions:
        yield Seek(
            id=question.id,
            query=question.question,
            unit=_document_id,
            is_right=partial(_comes_from, document_of[question.context]),
            expected=" | ".join(question.answers),
            hits=k * HITS_PER_DOCUMENT,
        )


def seek_taught(questions: Iterable[PassageQuestion], document_of: Mapping[str, str], k: int) -> Iterator[Seek]:
    """Each question that its passage answers seeks the document of it; `document_of` maps passages to document ids."""
    for question in questions:
        if question.answerable:
            wording = "paraphrase" if question.paraphrase else "close to the text"
            yield Seek(
                id=question.id,
                query=question.question,
                unit=_document_id,
                is_right=partial(_comes_from, document_of[question.passage]),
                expected=f"{question.answer} in {question.passage}",
                hits=k * HITS_PER_DOCUMENT,
                traits={"kind": question.kind, "wording": wording},
            )


def seek_documents(questions: Iterable[FolderQuestion], path_of: PathOf, k: int) -> Iterator[Seek]:
    """Each question seeks, as staff, the file that lists it."""
    for question in questions:
        yield Seek(
            id=question.id,
            query=question.question,
            unit=_document_id,
            is_right=partial(_lies_at, question.documents, path_of),
            expected=question.document,
            hits=k * HITS_PER_DOCUMENT,
            audiences=STAFF,
        )


def seek_passages(questions: Iterable[GoldQuestion], path_of: PathOf, k: int) -> Iterator[Seek]:
    """Each answerable question, led by what it goes on from, seeks as staff a passage with an accepted answer."""
    for question in questions:
        if question.answerable:
            yield Seek(
                id=question.id,
                query=understand(Question(question.question, history=question.history)).query,
                unit=_passage_id,
                is_right=partial(_answers, question, path_of),
                expected=f"{' | '.join(question.answers)} in {question.document}",
                hits=k * HITS_PER_DOCUMENT,
                audiences=STAFF,
                traits=traits(question),
                comes_from_right=partial(_lies_at, question.documents, path_of),
            )


def traits(question: GoldQuestion) -> dict[str, str]:
    """What the results of a gold set are broken down by."""
    wording = "paraphrase" if question.paraphrase else "close to the text"
    return {"kind": question.kind, "language": question.language, "wording": wording}


def _document_id(hit: Hit) -> str:
    return hit.document.id


def _passage_id(hit: Hit) -> str:
    return hit.passage.id


def _comes_from(document_id: str, hit: Hit) -> bool:
    return hit.document.id == document_id


def _lies_at(documents: frozenset[str], path_of: PathOf, hit: Hit) -> bool:
    return path_of(hit.document.id) in documents


def _answers(question: GoldQuestion, path_of: PathOf, hit: Hit) -> bool:
    return _lies_at(question.documents, path_of, hit) and holds_answer(hit.passage.text, question.answers)


def find(seek: Seek, searcher: Searcher) -> FirstRight:
    start = perf_counter()
    hits = searcher.search(seek.query, audiences=seek.audiences, filters=Filters(), k=seek.hits)
    took_ms = (perf_counter() - start) * 1000
    document_rank = _rank_of(_document_id, seek.comes_from_right, hits) if seek.comes_from_right else None
    return FirstRight(seek, _rank(seek, hits), took_ms, hits[0].passage.text if hits else "nothing", document_rank)


def _rank(seek: Seek, hits: Iterable[Hit]) -> int | None:
    return _rank_of(seek.unit, seek.is_right, hits)


def _rank_of(unit: Callable[[Hit], str], is_right: Callable[[Hit], bool], hits: Iterable[Hit]) -> int | None:
    right: dict[str, bool] = {}
    for hit in hits:
        right[unit(hit)] = right.get(unit(hit), False) or is_right(hit)
    return metrics.first_rank(right.values())


def numbers(found: Sequence[FirstRight], k: int) -> tuple[Number, ...]:
    ranks = [one.rank for one in found]
    times = [one.took_ms for one in found]
    return (
        *(Number.of(f"R@{cutoff}", metrics.recall_at(ranks, cutoff)) for cutoff in sorted({*CUTOFFS, k})),
        Number.of("MRR@10", metrics.mrr_at(ranks, 10)),
        Number.of("nDCG@10", metrics.ndcg_at(ranks, 10)),
        *_document_numbers(found),
        Number.at("search p50", times, 50, "ms"),
        Number.at("search p95", times, 95, "ms"),
    )


def _document_numbers(found: Sequence[FirstRight]) -> Iterator[Number]:
    if any(one.seek.comes_from_right for one in found):
        ranks = [one.document_rank for one in found]
        yield Number.of("document first", metrics.recall_at(ranks, 1))
        yield Number.of("document among 5", metrics.recall_at(ranks, 5))


def breakdowns(found: Collection[FirstRight], k: int) -> tuple[Breakdown, ...]:
    """The ranks by each trait of the questions; empty without traits."""
    names = next((tuple(one.seek.traits) for one in found), ())
    return tuple(Breakdown(f"by {name}", tuple(_groups(found, name, k))) for name in names)


def _groups(found: Iterable[FirstRight], trait: str, k: int) -> Iterator[Group]:
    members: dict[str, list[FirstRight]] = {}
    for one in found:
        members.setdefault(one.seek.traits[trait], []).append(one)
    for name, group in sorted(members.items()):
        yield Group(name, tuple(number for number in numbers(group, k) if number.unit == "share"))


def failures(found: Iterable[FirstRight]) -> Iterator[Failure]:
    """The questions whose first hit is not right."""
    for one in found:
        if one.rank != 1:
            where = "not found" if one.rank is None else f"found at {one.rank}"
            yield Failure(
                one.seek.id, one.seek.query, one.seek.expected, f"{where}; first: {' '.join(one.best.split())}"
            )
