"""Many askers at once, for minutes, on a real server: what they get, and whether its memory stays as it is.

The index is that of `bench`; with a database server and a Chroma server it is kept in a schema and a database of its
own there. Askers and server share the machine, so what the askers cost is part of it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from assistant.evaluation.memory import MEBIBYTE, Course
from assistant.evaluation.report import Breakdown, Group, Number, Report, machine, note
from assistant.evaluation.speed.serving import SERVER, Load, asking, load_of, served, service_variables
from assistant.settings.settings import Settings

LOOK_EVERY_SECONDS = 2.0
WARM_SECONDS = 15.0  # until all workers have loaded what they need
MINUTE = 60.0
MADE = 100  # questions on the passages that nobody wrote


@dataclass(frozen=True, slots=True)
class Options:
    """`askers` ask `questions` at once for `seconds`, with a pause between an answer and the next question, a server
    with each of the numbers of `workers` in turn. `passages` are told only. `server` is the command that serves the
    settings.
    """

    questions: Sequence[str]
    passages: int = 10_000
    askers: int = 50
    seconds: float = 600.0
    pause_seconds: float = 0.0
    workers: Sequence[int] = (1,)
    server: Sequence[str] = SERVER


def bench(settings: Settings, options: Options) -> Report:
    """The report; the settings name the index, which is there already.

    Raises:
        UnavailableError: a server does not start.
    """
    groups = [Group(f"{number} workers", tuple(_measured(settings, options, number))) for number in options.workers]
    return Report(
        title=f"Bench: {options.askers} askers, {options.seconds / MINUTE:g} minutes",
        circumstances={
            "index": f"about {options.passages} passages",
            "kept": _kept(settings),
            "questions": f"{len(options.questions)} different ones, in turn",
            "askers": f"each asks {options.pause_seconds:g} s after its last answer, by a connection of its own",
            "machine": machine(),
        },
        numbers=(),
        breakdowns=(Breakdown("load", tuple(groups)), *_growth(groups)),
    )


def _kept(settings: Settings) -> str:
    catalogue = "PostgreSQL" if settings.database_url else "SQLite"
    return f"catalogue and shared state: {catalogue}; vectors: {'Chroma server' if settings.chroma_url else 'Chroma'}"


def _growth(groups: Sequence[Group]) -> Iterator[Breakdown]:
    """How many times as many answers each number of workers gives as the first one."""
    rates = [next(one for one in group.numbers if one.name == "answers") for group in groups]
    first = rates[0].value
    if len(groups) > 1 and first:
        grown = [Number(f"answers / {groups[0].name}", (rate.value or 0) / first, "share", rate.n) for rate in rates]
        numbered = zip(groups, grown, strict=True)
        yield Breakdown("growth", tuple(Group(group.name, (number,)) for group, number in numbered))


def _measured(settings: Settings, options: Options, workers: int) -> Iterator[Number]:
    note(f"{workers} workers: {options.askers} askers")
    command = (*options.server, "--port", "0", "--data", str(settings.data), "--workers", str(workers))
    with served(command, settings={"ASSISTANT_RATE_LIMIT": "0", **service_variables(settings)}) as server:
        ask = asking(server.address)
        load_of(ask, options.questions, options.askers, min(WARM_SECONDS, options.seconds))
        with Course(server.process, LOOK_EVERY_SECONDS) as memory:
            load = load_of(ask, options.questions, options.askers, options.seconds, options.pause_seconds)
    _tell_errors(load)
    yield Number("errors", load.errors, "count", len(load.replies))
    yield Number("answers", load.per_second, "per_second", len(load.times_ms))
    yield Number("answered with a sentence", _answered(load), "share", len(load.times_ms))
    yield Number.at("p50", load.times_ms, 50, "ms")
    yield Number.at("p95", load.times_ms, 95, "ms")
    yield Number.at("slowest", load.times_ms, 100, "ms")
    yield from _memory(memory, options.seconds)


def _memory(course: Course, seconds: float) -> Iterator[Number]:
    """The first minute fills what is filled once, so the second is what the last is held against."""
    span = min(MINUTE, seconds / 3)
    before, after = course.between(span, 2 * span), course.between(seconds - span, seconds)
    for name, held in (("memory, second minute", before), ("memory, last minute", after)):
        yield Number(name, held / MEBIBYTE if held else None, "MiB", 1)
    yield Number("last / second", after / before if before and after else None, "share", 1)


def _answered(load: Load) -> float | None:
    """The share of the answers that are none of "that is not in the documents"."""
    found = [one.body == b"answered" for one in load.replies if one.status == 200]
    return sum(found) / len(found) if found else None


def _tell_errors(load: Load) -> None:
    kinds = Counter((one.status, one.body[:200]) for one in load.replies if one.status != 200)
    for (status, body), count in kinds.items():
        note(f"{count} x {status}: {body.decode(errors='replace')}")
