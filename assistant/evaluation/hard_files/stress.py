"""Every file of a folder with a MANIFEST.tsv, read as an ingestion reads it, against what the manifest expects.

Each file gets a reading process of its own, so that its memory is its own. Whatever is expected, a file must not take
longer than MAX_SECONDS or more than MAX_BYTES, and a refusal has to say why and what to do.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, replace
from pathlib import Path
from time import perf_counter

from assistant.errors import ReadingError
from assistant.evaluation.hard_files import manifest
from assistant.evaluation.hard_files.expectations import DEMANDS, READABLE, Outcome, squeezed
from assistant.evaluation.hard_files.manifest import Kind, Row
from assistant.evaluation.memory import MEBIBYTE, Watch
from assistant.evaluation.report import Number, Report, Table, machine
from assistant.evaluation.speed.filler import count_pieces
from assistant.indexing.split import split
from assistant.messages import worded
from assistant.progress_bars import each
from assistant.reading.describing.rules import Rules
from assistant.reading.document import Taken, Task
from assistant.reading.limits import DEFAULT, Limits
from assistant.reading.reader_processes import Readers
from assistant.records import Document

MAX_SECONDS = 60.0
MAX_BYTES = 2 * 1024**3

HEAD = ("file", "expected", "outcome", "s", "MiB", "as expected")


@dataclass(frozen=True, slots=True)
class Result:
    """One file: `misses` are the expectations that it did not meet, in words; none means that all is well."""

    row: Row
    outcome: str
    seconds: float
    peak_bytes: int
    misses: tuple[str, ...]
    phrases: tuple[tuple[Kind, str, bool], ...] = ()


@dataclass(frozen=True, slots=True)
class Options:
    """`max_tokens` is the longest passage, in which the phrases of the notes have to stand."""

    limits: Limits = DEFAULT
    max_tokens: int = 256
    max_seconds: float = MAX_SECONDS
    max_bytes: int = MAX_BYTES


def stress(folder: Path, options: Options) -> list[Result]:
    """The result of each row of the folder's manifest, in its order.

    Raises:
        UsageError: see `manifest.read`. Nothing was read then.
        SettingsError: a corpus.toml is wrong.
    """
    rows = manifest.read(folder, DEMANDS.keys())
    rules = Rules.find(folder)
    return [_result(row, Task(row.file, folder, rules), options) for row in each(rows, "reading")]


def _result(row: Row, task: Task, options: Options) -> Result:
    start = perf_counter()
    with Watch() as watch:
        outcome: Outcome | str
        try:
            outcome = _outcome(task, options.limits)
        except Exception as error:  # what this command is there to find; an ingestion would have ended here
            outcome = f"{type(error).__name__}: {error}"
        seconds = perf_counter() - start
    misses = list(_over(seconds, watch.bytes, options))
    if isinstance(outcome, str):
        return Result(row, outcome, seconds, watch.bytes, (*misses, "no traceback"))
    phrases = tuple(_phrases(row, outcome, options.max_tokens))
    misses += [*_missed(row, outcome), *_lacking(phrases)]
    return Result(row, _described(outcome), seconds, watch.bytes, tuple(misses), phrases)


def _outcome(task: Task, limits: Limits) -> Outcome:
    def without_ocr() -> Taken:
        return _read(task, replace(limits, ocr=False))

    try:
        taken = _read(task, limits)
    except ReadingError as error:
        error.explain()  # a code without words is a bug, and found here
        return Outcome(task.path, Taken(()), error, without_ocr)
    for refusal in taken.refusals:
        ReadingError(refusal.code, **refusal.values).explain()
    return Outcome(task.path, taken, None, without_ocr)


def _read(task: Task, limits: Limits) -> Taken:
    with Readers(limits, processes=1) as readers:
        return readers.read(task)


def _over(seconds: float, peak_bytes: int, options: Options) -> Iterator[str]:
    if seconds > options.max_seconds:
        yield f"{seconds:.0f} s (at most {options.max_seconds:.0f})"
    if peak_bytes > options.max_bytes:
        yield f"{peak_bytes / MEBIBYTE:.0f} MiB (at most {options.max_bytes / MEBIBYTE:.0f})"


def _missed(row: Row, outcome: Outcome) -> list[str]:
    """What the alternative that comes nearest still lacks; nothing if one of them holds."""
    if outcome.refusal is not None and not all((outcome.refusal.explain().message, outcome.refusal.remedy)):
        return ["reason and remedy"]
    lacking = [[phrase for phrase in phrases if not DEMANDS[phrase](outcome)] for phrases in row.alternatives]
    if outcome.refusal is not None and row.alternatives[0][0] in READABLE:
        return lacking[0] or [row.alternatives[0][0]]
    return min(lacking, key=len)


def _phrases(row: Row, outcome: Outcome, max_tokens: int) -> Iterator[tuple[Kind, str, bool]]:
    """The phrases of the note, each with whether it stands in one of the passages; none of a refused file."""
    if outcome.refusal is not None or not row.phrases:
        return
    passages = [squeezed(passage) for document in outcome.documents for passage in _passages(document, max_tokens)]
    for kind, phrase in row.phrases:
        yield kind, phrase, any(squeezed(phrase) in passage for passage in passages)


def _passages(document: Document, max_tokens: int) -> Iterator[str]:
    for passage in split(document, max_tokens=max_tokens, count_tokens=count_pieces):
        yield passage.text


def _lacking(phrases: tuple[tuple[Kind, str, bool], ...]) -> Iterator[str]:
    for kind, phrase, stands in phrases:
        if (kind == "contains" and not stands) or (kind == "absent" and stands):
            yield f"{kind}: {phrase}"


def _described(outcome: Outcome) -> str:
    if outcome.refusal is not None:
        return f"refused: {outcome.refusal.explain('en').message}"
    documents, refused = len(outcome.documents), outcome.taken.refusals
    parts = [f"{len(outcome.text)} characters"]
    parts += [f"{documents} documents"] if documents > 1 else []
    parts += [f"{len(refused)} refused inside"] if refused else []
    return "; ".join(
        (*parts, *(f"warning: {worded(warning, 'en').message}" for warning in dict.fromkeys(outcome.warnings)))
    )


def report(folder: Path, results: list[Result]) -> Report:
    """The results as a table, the misses as remarks; as good as expected if there are none."""
    as_expected = sum(not result.misses for result in results)
    return Report(
        title=f"Stress: {folder.name}",
        circumstances={"files": str(len(results)), "machine": machine()},
        numbers=(
            Number("as expected", as_expected, "count", len(results)),
            Number("slowest", max(result.seconds for result in results), "s", len(results)),
            Number("largest", max(result.peak_bytes for result in results) / MEBIBYTE, "MiB", len(results)),
            *_counted(results, "contains-hard"),
            *_counted(results, "absent-optional"),
        ),
        tables=(Table("files", HEAD, tuple(map(_cells, results))),),
        remarks=tuple(f"{result.row.name}: not {', not '.join(result.misses)}" for result in results if result.misses),
    )


def _counted(results: list[Result], kind: Kind) -> Iterator[Number]:
    """How many of the phrases that are only counted stand in their files."""
    stand = [stands for result in results for counted, _, stands in result.phrases if counted == kind]
    if stand:
        yield Number(f"{kind} found", sum(stand), "count", len(stand))


def _cells(result: Result) -> tuple[str | float, ...]:
    verdict = "no" if result.misses else "yes"
    place = (result.row.name, result.row.expected, result.outcome)
    return *place, round(result.seconds, 2), round(result.peak_bytes / MEBIBYTE, 1), verdict
