"""Is told what came out of a meeting, and nothing else? Measured on minutes whose outcomes are known.

The minutes that are shipped were written for the project by somebody who knew neither the program nor the minutes that
the classifier learnt from. An outcome is right where its kind is that of a label and its quote stands where the label
does.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter

from assistant.evaluation.metrics import Ratio
from assistant.evaluation.report import Breakdown, Failure, Group, Number, Report, machine
from assistant.evaluation.sets.minutes import Label, Minutes, minutes_in
from assistant.knowledge.minutes.classifier.classifier import SILENT, OutcomeClassifier
from assistant.knowledge.minutes.extract import outcomes_of
from assistant.knowledge.minutes.outcome import KINDS, Outcome, OutcomeKind

SHIPPED = Path(__file__).parent / "sets" / "minutes.jsonl"
NOBODY = {"", "wir", "we"}  # that a task could be given to


@dataclass(frozen=True, slots=True)
class Graded:
    """What was told of one document: `right` are told outcomes with the labels that they meet."""

    minutes: Minutes
    told: tuple[Outcome, ...]
    right: tuple[tuple[Outcome, Label], ...]
    took_ms: float

    def missed(self) -> list[Label]:
        return [label for label in self.minutes.labels if all(label is not met for _, met in self.right)]

    def false(self) -> list[Outcome]:
        return [one for one in self.told if all(one is not right for right, _ in self.right)]


def report(path: Path, classifier: OutcomeClassifier, *, verbose: bool) -> Report:
    """Raises UsageError where the file holds no such minutes."""
    found = report_on([graded(one, classifier) for one in minutes_in(path)], path.name, verbose=verbose)
    return replace(
        found, circumstances={**found.circumstances, "classifier": "none" if classifier is SILENT else "a network"}
    )


def report_on(found: Sequence[Graded], name: str, *, verbose: bool) -> Report:
    labels = sum(len(one.minutes.labels) for one in found)
    kinds = (Group(kind, tuple(_numbers(found, (kind,)))) for kind in KINDS)
    return Report(
        title="Outcomes of meetings",
        circumstances={"data set": name, "minutes": f"{len(found)}, with {labels} outcomes", "machine": machine()},
        numbers=(
            *_numbers(found, KINDS),
            *_details(found),
            Number.at("a document p50", [one.took_ms for one in found], 50, "ms"),
        ),
        breakdowns=(Breakdown("by kind", tuple(kinds)),),
        failures=tuple(_failures(found)) if verbose else (),
    )


def graded(minutes: Minutes, classifier: OutcomeClassifier) -> Graded:
    start = perf_counter()
    told = outcomes_of(minutes.document, classifier)
    took_ms = 1000 * (perf_counter() - start)
    right: list[tuple[Outcome, Label]] = []
    for label in minutes.labels:
        met = (one for one in told if one.kind == label.kind and label.stands_in(one.proof.span))
        taken = [id(one) for one, _ in right]
        if found := next((one for one in met if id(one) not in taken), None):
            right.append((found, label))
    return Graded(minutes, told, tuple(right), took_ms)


def _numbers(found: Sequence[Graded], kinds: Sequence[OutcomeKind]) -> Iterator[Number]:
    right = [sum(label.kind in kinds for _, label in one.right) for one in found]
    yield Number.of("precision", _ratio(right, [sum(told.kind in kinds for told in one.told) for one in found]))
    labels = [sum(label.kind in kinds for label in one.minutes.labels) for one in found]
    yield Number.of("recall", _ratio(right, labels))


def _details(found: Sequence[Graded]) -> Iterator[Number]:
    """Of tasks told rightly: are all named who are to do them, and nobody else? Is the deadline that of the label?"""
    tasks = [[pair for pair in one.right if pair[1].kind == "task"] for one in found]
    counts = [len(one) for one in tasks]
    named = [sum(is_who(told.persons, label.who) for told, label in one) for one in tasks]
    yield Number.of("who is right", _ratio(named, counts))
    due = [sum(_is_due(told, label.until) for told, label in one) for one in tasks]
    yield Number.of("until when is right", _ratio(due, counts))


def _ratio(part: Iterable[int], whole: Iterable[int]) -> Ratio:
    return Ratio(tuple(map(float, part)), tuple(map(float, whole)))


def is_who(told: Iterable[str], labels: Iterable[str]) -> bool:
    """Whether both name the same: "Frau Berg" and "Anna Berg" are one, so are "AB" and "Anna Berg"; "wir" is nobody."""
    stated = {last for last, _ in map(_short, labels)} - NOBODY
    found = {next(filter(stated.__contains__, (last, short)), last) for last, short in map(_short, told)}
    return found - NOBODY == stated


def _short(name: str) -> tuple[str, str]:
    """The last word of a name and its initials without those of titles, both in small letters."""
    words = name.replace("@", " ").split() or [""]
    initials = "".join(word[:1] for word in words if not word.endswith("."))
    return words[-1].strip(".").casefold(), initials.casefold()


def _is_due(told: Outcome, until: str) -> bool:
    words = told.due.words if told.due else ""
    return bool(words) == bool(until) and (words in until or until in words)


def _failures(found: Sequence[Graded]) -> Iterator[Failure]:
    for one in found:
        name = one.minutes.document.info.id
        for label in one.minutes.labels:
            if label in one.missed():
                yield Failure(name, label.span.of(one.minutes.document.text), label.kind, "nothing of the kind")
        for told in one.false():
            yield Failure(name, told.text, "nothing of the kind", told.kind)
