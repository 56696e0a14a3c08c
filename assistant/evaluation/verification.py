"""Does the verification accept what its quotes prove, and nothing else? Measured on pairs of sentence and quotes.

The pairs that are shipped were written for the project, none of them taken from a document. Two parts are near the
quotes' words: on one the rules were built, the other, held-out one was written first, and of it only totals were looked
at. Two are in the free words of a language model, with the mistakes of one: on one the borders of the network were
chosen, of the blind one only totals were looked at.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from time import perf_counter

from assistant.answering.proving.entailment import Entailment
from assistant.answering.verify import Verdict, verdict_on
from assistant.errors import UsageError
from assistant.evaluation import metrics
from assistant.evaluation.report import Breakdown, Failure, Group, Number, Report, machine
from assistant.evaluation.sets.jsonl import content_of, lines_of

SHIPPED = Path(__file__).parent / "sets" / "verification.jsonl"
FIGURES = frozenset(("figure", "unit", "date", "paragraph"))  # changes after which the sentence says another figure


@dataclass(frozen=True, slots=True)
class Pair:
    """A sentence with the quotes that it cites. `change` says what was done to what the quotes say."""

    id: str
    part: str
    sentence: str
    quotes: tuple[str, ...]
    supported: bool
    change: str


@dataclass(frozen=True, slots=True)
class Judgement:
    """What the verification made of a pair, in how much time."""

    pair: Pair
    verdict: Verdict
    took_ms: float

    @property
    def is_right(self) -> bool:
        return self.verdict.is_backed == self.pair.supported


def pairs(path: Path) -> list[Pair]:
    """Raises UsageError when the file is no such set, or is empty."""
    found = [
        Pair(
            line.words("id"),
            line.words("part"),
            line.words("sentence"),
            line.strings("quotes"),
            line.truth("supported"),
            line.words("change"),
        )
        for line in lines_of(path, content_of(path))
    ]
    if not found:
        raise UsageError("dataset_empty", path=path)
    return found


def reports(path: Path, entailment: Entailment | None, *, verbose: bool) -> Iterator[Report]:
    """One report for each part of the set, in the order in which they stand in the file."""
    found = pairs(path)
    for part in dict.fromkeys(pair.part for pair in found):
        yield report(path, part, [judged(pair, entailment) for pair in found if pair.part == part], verbose=verbose)


def judged(pair: Pair, entailment: Entailment | None = None) -> Judgement:
    """Raises ModelError when the network of `entailment` cannot be loaded."""
    start = perf_counter()
    verdict = verdict_on(pair.sentence, pair.quotes, entailment)
    return Judgement(pair, verdict, 1000 * (perf_counter() - start))


def report(path: Path, part: str, found: Sequence[Judgement], *, verbose: bool) -> Report:
    supported = sum(one.pair.supported for one in found)
    return Report(
        title=f"Verification: {part}",
        circumstances={
            "data set": path.name,
            "pairs": f"{len(found)}, of them {supported} supported",
            "machine": machine(),
        },
        numbers=tuple(_numbers(found)),
        breakdowns=tuple(breakdown for breakdown in _breakdowns(found) if breakdown.groups),
        failures=tuple(_failures(found)) if verbose else (),
    )


def _numbers(found: Sequence[Judgement]) -> Iterator[Number]:
    accepted = [one.verdict.is_backed for one in found]
    supported = [one.pair.supported for one in found]
    yield Number.of("precision of accepting", metrics.share(supported, accepted))
    yield Number.of("recall of accepting", metrics.share(accepted, supported))
    changed = [one.pair.change in FIGURES and not one.pair.supported for one in found]
    yield Number.of("changed figures caught", metrics.share([not one for one in accepted], changed))
    yield Number.at("verdict p50", [one.took_ms for one in found], 50, "ms")
    yield Number.at("verdict p95", [one.took_ms for one in found], 95, "ms")


def _breakdowns(found: Sequence[Judgement]) -> Iterator[Breakdown]:
    yield Breakdown("supported, by wording", _groups(found, supported=True))
    yield Breakdown("not supported, by what was changed", _groups(found, supported=False))


def _groups(found: Sequence[Judgement], *, supported: bool) -> tuple[Group, ...]:
    name = "accepted" if supported else "refused"
    members: dict[str, list[float]] = {}
    for one in found:
        if one.pair.supported == supported:
            members.setdefault(one.pair.change, []).append(float(one.is_right))
    return tuple(Group(change, (Number.of(name, metrics.mean(of)),)) for change, of in sorted(members.items()))


def _failures(found: Sequence[Judgement]) -> Iterator[Failure]:
    for one in found:
        if not one.is_right:
            reasons = ", ".join(f"{refusal.reason}: {refusal.detail}" for refusal in one.verdict.refusals)
            expected = "accepted" if one.pair.supported else f"refused ({one.pair.change})"
            yield Failure(
                one.pair.id, f"{one.pair.sentence} ← {' | '.join(one.pair.quotes)}", expected, reasons or "accepted"
            )
