"""The curve of ingestion: what it costs besides embedding, for folders of growing size.

Each folder is made, taken in and measured by a process of its own, whose program is
`python -m assistant.evaluation.speed.bench_ingest`, so that its memory is its own. Vectors are made at once
(`filler.py`).
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import closing
from dataclasses import asdict, dataclass
from functools import partial
from itertools import islice
from pathlib import Path
from time import perf_counter
from typing import Any, NamedTuple

from assistant.errors import UnavailableError
from assistant.evaluation.memory import MEBIBYTE, Watch, peak_bytes
from assistant.evaluation.report import Breakdown, Group, Number, Report, Table, machine, note
from assistant.evaluation.speed import filler
from assistant.evaluation.speed.bench import ingestion, times_ms
from assistant.indexing.embedding.embed import Embedder
from assistant.indexing.ingest import ingest_paths
from assistant.indexing.report import OUTCOMES
from assistant.indexing.run import Plan
from assistant.indexing.split import split
from assistant.reading.reader_processes import search_path
from assistant.records import STAFF, Document, Filters
from assistant.settings.loading import load
from assistant.settings.settings import Settings

MEGABYTE = 1_000_000
FILES_A_FOLDER = 1000
QUESTIONS = 100
SECONDS_BETWEEN_LINES = 10.0
READERS_EVERY_SECONDS = 0.25  # seldom enough to cost the run nothing
RUNS_HEAD = ("index", "run", "s", *OUTCOMES, "passages embedded")


@dataclass(frozen=True, slots=True)
class Options:
    """`sizes` in passages (about), from files of PARAGRAPHS paragraphs; `files` small files of one, 0 for none;
    `sample` passages for the rate beside the bare embedder, 0 for none. Files and indexes are made below
    `folder`, the system's temporary one by default, and removed."""

    sizes: Sequence[int] = (1000, 10_000, 100_000)
    files: int = 10_000
    sample: int = 400
    folder: Path | None = None


@dataclass(frozen=True, slots=True)
class Case:
    """A folder to be measured: so many files of so many paragraphs each."""

    name: str
    files: int
    paragraphs: int


class Ran(NamedTuple):
    """One run of the pipeline over the folder."""

    name: str
    seconds: float
    counts: Mapping[str, int]
    embedded: int


def bench(settings: Settings, load_embedder: Callable[[], Embedder], options: Options) -> Report:
    """The report. The embedder is loaded for a sample only.

    Raises:
        UnavailableError: a measuring process ended without a result.
    """
    points = [measured(case, options.folder, settings.max_tokens) for case in cases(options, settings.max_tokens)]
    return Report(
        title="Bench: ingestion",
        circumstances={
            "index": "made from templates, their vectors random and made at once",
            "settings": f"max_tokens {settings.max_tokens}",
            "machine": machine(),
        },
        numbers=tuple(ingestion(load_embedder(), settings.max_tokens, options.sample)) if options.sample else (),
        breakdowns=(Breakdown("index", tuple(group for group, _ in points)),) if points else (),
        tables=(Table("runs", RUNS_HEAD, tuple(row for _, rows in points for row in rows)),),
    )


def cases(options: Options, max_tokens: int) -> Iterator[Case]:
    first = next(filler.documents())
    each = len(split(first, max_tokens=max_tokens, count_tokens=filler.count_pieces))
    for size in options.sizes:
        yield Case(f"{size} passages", max(1, round(size / each)), filler.PARAGRAPHS)
    if options.files:
        yield Case(f"{options.files} small files", options.files, 1)


def measured(case: Case, folder: Path | None, max_tokens: int) -> tuple[Group, list[tuple[str | float, ...]]]:
    """The numbers of a case, and a row for each run of the pipeline, from a process of its own."""
    with tempfile.TemporaryDirectory(prefix="bench-", dir=folder, ignore_cleanup_errors=True) as work:
        order = asdict(case) | {"folder": work, "max_tokens": max_tokens}
        done = subprocess.run(  # noqa: S603 - our own program
            [sys.executable, "-m", __name__, json.dumps(order)],
            stdout=subprocess.PIPE,
            env=os.environ | {"PYTHONPATH": search_path()},
            check=False,
        )
    if done.returncode:
        raise UnavailableError("bench_ended", case=case.name, status=done.returncode)
    found: dict[str, Any] = json.loads(done.stdout)
    numbers = tuple(Number(**number) for number in found["numbers"])
    return Group(case.name, numbers), [(case.name, *row) for row in found["runs"]]


def main(arguments: Sequence[str]) -> None:
    """The program of a measuring process: one order in, one result out, both JSON; progress on stderr."""
    order = json.loads(arguments[0])
    case = Case(order["name"], order["files"], order["paragraphs"])
    numbers, runs = measure(case, Path(order["folder"]), order["max_tokens"])
    rows = [(run.name, round(run.seconds, 2), *(run.counts[name] for name in OUTCOMES), run.embedded) for run in runs]
    print(json.dumps({"numbers": [asdict(number) for number in numbers], "runs": rows}))


def measure(case: Case, folder: Path, max_tokens: int) -> tuple[list[Number], list[Ran]]:
    """Makes the files, takes them in, changes one in each way, takes them in after each, and searches."""
    corpus, data = folder / "files", folder / "data"
    note(f"{case.name}: writing {case.files} files")
    files = written(corpus, case)
    embedder = filler.MadeVectors()
    plan = Plan(embedder.name, lambda: embedder, max_tokens, _Lines(case.name))

    def run(name: str, *, prune: bool = False) -> Ran:
        return _ran(f"{case.name}: {name}", lambda: ingest_paths(data, [corpus], plan, prune=prune).as_json(), embedder)

    ingest_paths(folder / "imports", files[:1], plan)  # what is imported for it is not the pipeline's
    with Watch(every_seconds=READERS_EVERY_SECONDS) as readers:
        first = run("first")
        disk = sum(file.stat().st_size for file in data.rglob("*") if file.is_file())
        unchanged = run("unchanged")
        touch(files[0])
        touched = run("one touched")
        change(files[0])
        changed = run("one changed")
        move(files[-1])
        moved = run("one moved", prune=True)
    own = peak_bytes() or 0
    passages = first.counts["passages"]
    numbers = [
        Number("passages", passages, "count", case.files),
        Number("rate", passages / first.seconds, "per_second", passages),
        Number("memory", own / MEBIBYTE, "MiB", passages),
        Number("with readers", (own + readers.bytes) / MEBIBYTE, "MiB", passages),
        Number("disk", disk / MEGABYTE, "MB", passages),
        *(Number(ran.name, ran.seconds, "s", case.files) for ran in (unchanged, touched, changed, moved)),
        *_searches(data, embedder, max_tokens, case),
    ]
    return numbers, [first, unchanged, touched, changed, moved]


class _Lines:
    """A Progress that writes a line now and then."""

    def __init__(self, name: str) -> None:
        self._name = name
        self._files, self._done, self._said = 0, 0.0, perf_counter()

    def begin(self, files: int) -> None:
        self._files, self._done, self._said = files, 0.0, perf_counter()

    def advance(self, files: float, passages: int) -> None:
        self._done += files
        if perf_counter() - self._said > SECONDS_BETWEEN_LINES:
            self._said = perf_counter()
            note(f"{self._name}: {self._done:.0f} of {self._files} files")

    def end(self) -> None: ...


def _ran(label: str, ingest: Callable[[], dict[str, Any]], embedder: filler.MadeVectors) -> Ran:
    note(label)
    before, start = embedder.embedded, perf_counter()
    report = ingest()
    seconds = perf_counter() - start
    note(f"{label}: {seconds:.1f} s")
    counts = report | {"failed": len(report["failed"])}
    return Ran(label.rpartition(": ")[2], seconds, counts, embedder.embedded - before)


def _searches(data: Path, embedder: Embedder, max_tokens: int, case: Case) -> Iterator[Number]:
    """From opening the index to the first search done, and one search after that; the question's vector is made too."""
    from assistant.answering.assistant import Assistant
    from assistant.answering.models import Given

    note(f"{case.name}: searching")
    questions = filler.questions(QUESTIONS)
    start = perf_counter()
    with closing(Assistant(load(data=data, max_tokens=max_tokens), Given(embedder))) as opened:
        search = partial(opened.search, audiences=STAFF, filters=Filters(), k=10)
        search(questions[0])
        yield Number("open and search", perf_counter() - start, "s", 1)
        yield Number.at("search p50", times_ms(search, questions), 50, "ms")


def written(folder: Path, case: Case) -> list[Path]:
    """The files of a case."""
    files = []
    for number, document in enumerate(islice(filler.documents(), case.files)):
        file = folder / f"{number // FILES_A_FOLDER:04}" / f"{number:06}.txt"
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_text(_text(document, number, case.paragraphs), encoding="utf-8")
        files.append(file)
    return files


def _text(document: Document, number: int, paragraphs: int) -> str:
    return "\n\n".join((f"Bericht {number}", *document.text.splitlines()[:paragraphs])) + "\n"


def touch(file: Path) -> None:
    """Its time is another, its content the same."""
    os.utime(file, (0, 0))


def change(file: Path) -> None:
    """One sentence more at the end."""
    with file.open("a", encoding="utf-8") as text:
        text.write("Die Frist wurde um eine Woche verlängert.\n")


def move(file: Path) -> None:
    file.rename(file.with_stem(f"{file.stem}-neu"))


if __name__ == "__main__":
    main(sys.argv[1:])
