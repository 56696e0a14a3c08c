"""Variants of a measurement: the same questions spelled otherwise, without a part of the search, of another stack."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial

from assistant.evaluation import metrics
from assistant.evaluation.metrics import Ratio
from assistant.evaluation.report import Cell, Change, Number, Shifts, Table
from assistant.evaluation.report_changes import shifts
from assistant.evaluation.retrieval import FirstRight, Searcher, Seek, find
from assistant.progress_bars import each

NAMES = ("R@1", "R@5", "R@10", "nDCG@10")
CHANGED = ("R@1", "R@10")
HEAD = ("", *NAMES, *(f"{name}, difference" for name in CHANGED))


@dataclass(frozen=True, slots=True)
class Variant:
    """`spell` turns the question into what is asked of `searcher`."""

    name: str
    searcher: Searcher
    spell: Callable[[str], str] = str


def ask(variant: Variant, seeks: Iterable[Seek]) -> list[FirstRight]:
    """What is found for each question, in order; a bar counts them on a terminal."""
    asked = [replace(seek, query=variant.spell(seek.query)) for seek in seeks]
    return list(map(partial(find, searcher=variant.searcher), each(asked, variant.name)))


@dataclass(frozen=True, slots=True)
class Comparison:
    """What was found by `plain`, a name with an outcome for each question, and by `others` over the same questions.

    `by_question` tells of the questions that moved; without it only a verbose report does.
    """

    title: str
    plain: tuple[str, Sequence[FirstRight]]
    others: Mapping[str, Sequence[FirstRight]]
    by_question: bool = False

    def table(self) -> Table:
        """A row for each way: its numbers, and how far they lie from those of `plain`, question by question."""
        name, found = self.plain
        base = _ratios(found)
        rows = (_row(other, base, _ratios(asked)) for other, asked in self.others.items())
        return Table(self.title, HEAD, ((name, *_numbers(base), *(None for _ in CHANGED)), *rows))

    def shifts(self, *, verbose: bool = False) -> Iterator[Shifts]:
        """The questions that each way answers better or worse than `plain`."""
        if not (self.by_question or verbose):
            return
        name, found = self.plain
        before = [one.outcome for one in found]
        for other, asked in self.others.items():
            yield shifts(f"{other} against {name}", before, [one.outcome for one in asked], verbose=verbose)


def _row(name: str, base: Mapping[str, Ratio], other: Mapping[str, Ratio]) -> tuple[Cell, ...]:
    return name, *_numbers(other), *(Change.of(changed, base[changed], other[changed]) for changed in CHANGED)


def _numbers(ratios: Mapping[str, Ratio]) -> Iterator[Number]:
    return (Number.of(name, ratio) for name, ratio in ratios.items())


def _ratios(found: Sequence[FirstRight]) -> dict[str, Ratio]:
    ranks = [one.rank for one in found]
    return {
        **{f"R@{cutoff}": metrics.recall_at(ranks, cutoff) for cutoff in (1, 5, 10)},
        "nDCG@10": metrics.ndcg_at(ranks, 10),
    }
