"""Measure how fast: `python -m assistant bench`."""

from __future__ import annotations

import argparse
from collections.abc import Callable
from pathlib import Path

from assistant.command_line import Commands, Run, add_command
from assistant.errors import UsageError
from assistant.evaluation.arguments import add_json, add_measuring, count, folder_of, positive, sizes
from assistant.evaluation.report import Report, print_reports
from assistant.indexing.progress_bar import Bar
from assistant.settings.settings import Settings


def add_bench(commands: Commands) -> None:
    bench = add_command(commands, "bench", "how fast: ready, search, answer, ingestion", _printing(_bench))
    bench.add_argument("--passages", type=positive, default=10_000, help="passages in the index (%(default)s)")
    bench.add_argument("--vectors", choices=("synthetic", "real"), default="synthetic", help="of the filler passages")
    bench.add_argument("--sample", type=positive, default=400, help="passages for the ingestion rate (%(default)s)")
    add_measuring(bench)
    tasks = bench.add_subparsers(dest="task", metavar="TASK")
    _add_ingest(tasks)
    _add_search(tasks)
    _add_load(tasks)
    _add_page(tasks)


def _printing(measure: Callable[[argparse.Namespace, Settings], Report]) -> Run:
    """A command that prints what is measured.

    Raises:
        UsageError: the settings are those of one of several networks: its own place would be filled and asked.
    """

    def run(arguments: argparse.Namespace, settings: Settings) -> int:
        if settings.network:
            why = "bench measures without networks: empty ASSISTANT_NETWORKS"
            raise UsageError("bad_arguments", why=why, command="python -m assistant bench")
        print_reports([measure(arguments, settings)], in_json=arguments.json)
        return 0

    return run


def _add_ingest(tasks: Commands) -> None:
    help = "the curve of ingestion: what it costs besides embedding"
    ingest = add_command(tasks, "ingest", help, _printing(_bench_ingest))
    grown = (1000, 10_000, 100_000)
    ingest.add_argument("--sizes", type=sizes, default=grown, help="passages, by commas (1000,10000,100000)")
    ingest.add_argument("--files", type=count, default=10_000, help="small files, 0 for none (%(default)s)")
    ingest.add_argument(
        "--sample", type=count, default=400, help="passages for the rate beside the bare embedder, 0 for none"
    )
    ingest.add_argument("--work", type=Path, metavar="DIR", help="make files and indexes below this folder")
    add_json(ingest, default=argparse.SUPPRESS)


def _add_search(tasks: Commands) -> None:
    help = "the curve of search: its parts, filters, many clients, recall"
    search = add_command(tasks, "search", help, _printing(_bench_search))
    grown = (1000, 10_000, 100_000)
    search.add_argument("--sizes", type=sizes, default=grown, help="passages, by commas (1000,10000,100000)")
    search.add_argument("--work", type=Path, metavar="DIR", help="keep the indexes here, for the next run")
    search.add_argument(
        "--real", nargs=2, type=Path, metavar=("DATA", "FILE"), help="a data folder and questions on it, too"
    )
    add_json(search, default=argparse.SUPPRESS)


def _add_load(tasks: Commands) -> None:
    help = "many askers for minutes: errors, times, memory, more workers"
    load = add_command(tasks, "load", help, _printing(_bench_load))
    load.add_argument("--questions", type=Path, default=Path("corpus/gold.jsonl"), metavar="FILE", help="(%(default)s)")
    load.add_argument("--askers", type=positive, default=50, help="that ask at once (%(default)s)")
    load.add_argument("--minutes", type=positive, default=10, help="for each number of workers (%(default)s)")
    load.add_argument("--pause", type=count, default=0, metavar="SECONDS", help="after each answer (%(default)s)")
    load.add_argument("--workers", type=sizes, default=(1,), help="of the server, in turn, by commas (1)")
    add_json(load, default=argparse.SUPPRESS)


def _add_page(tasks: Commands) -> None:
    help = "the chat page in a browser: what a visitor waits for"
    page = add_command(tasks, "page", help, _printing(_bench_page))
    page.add_argument("--questions", type=Path, default=Path("corpus/gold.jsonl"), metavar="FILE", help="(%(default)s)")
    page.add_argument("--slowdown", type=positive, default=4, help="so many times slower a processor (%(default)s)")
    page.add_argument("--loads", type=positive, default=10, help="of the page, each by a new visitor (%(default)s)")
    add_json(page, default=argparse.SUPPRESS)


def _bench(arguments: argparse.Namespace, settings: Settings) -> Report:
    from assistant.answering.assistant import Assistant
    from assistant.answering.models import Given
    from assistant.answering.proving.network import entailment_of
    from assistant.answering.reader.load import reader_of
    from assistant.evaluation.speed import bench
    from assistant.indexing.embedding.models import load_embedder

    with folder_of(arguments.data) as data:
        settings = bench.in_folder(settings, data)
        options = bench.Options(arguments.passages, arguments.vectors, arguments.sample)
        reader, entailment = reader_of(settings), entailment_of(settings)
        return bench.bench(
            settings,
            load_embedder(settings),
            lambda settings, embedder: Assistant(settings, Given(embedder, reader, entailment=entailment)),
            Bar(settings.language),
            options,
        )


def _bench_ingest(arguments: argparse.Namespace, settings: Settings) -> Report:
    from assistant.evaluation.speed import bench_ingest
    from assistant.indexing.embedding.models import load_embedder

    options = bench_ingest.Options(arguments.sizes, arguments.files, arguments.sample, arguments.work)
    return bench_ingest.bench(settings, lambda: load_embedder(settings), options)


def _bench_search(arguments: argparse.Namespace, settings: Settings) -> Report:
    from assistant.evaluation.sets.datasets import load
    from assistant.evaluation.speed import bench_search
    from assistant.indexing.embedding.models import load_embedder

    real = None
    if arguments.real:
        data, file = arguments.real
        real = bench_search.Real(data, tuple(one.question for one in load(file).questions))
    with folder_of(arguments.work) as work:
        options = bench_search.Options(work, arguments.sizes, real)
        return bench_search.bench(settings, lambda: load_embedder(settings), options)


def _bench_load(arguments: argparse.Namespace, settings: Settings) -> Report:
    from assistant.evaluation.speed import bench, bench_load, filler
    from assistant.indexing.embedding.models import load_embedder

    questions = [*_public_questions(arguments.questions), *filler.questions(bench_load.MADE)]
    with folder_of(arguments.data) as data:
        name = f"bench_{arguments.passages}"
        settings = settings.model_copy(update={"data": data, "database_schema": name, "chroma_database": name})
        filling = bench.Options(arguments.passages, arguments.vectors)
        bench.fill(settings, load_embedder(settings), Bar(settings.language), filling)
        seconds = arguments.minutes * bench_load.MINUTE
        options = bench_load.Options(
            questions, arguments.passages, arguments.askers, seconds, arguments.pause, arguments.workers
        )
        return bench_load.bench(settings, options)


def _public_questions(file: Path) -> tuple[str, ...]:
    """Those of a gold set that the public can ask, and that its documents answer."""
    from assistant.evaluation.sets.datasets import GoldQuestion, load

    asked = [one for one in load(file).questions if isinstance(one, GoldQuestion)]
    return tuple(one.question for one in asked if one.answerable and not one.history and one.audience == "public")


def _bench_page(arguments: argparse.Namespace, settings: Settings) -> Report:
    from assistant.evaluation.speed import bench, bench_page
    from assistant.evaluation.speed.serving import SERVER, service_variables
    from assistant.indexing.embedding.models import load_embedder

    questions = _public_questions(arguments.questions)
    with folder_of(arguments.data) as data:
        settings = bench.in_folder(settings, data)
        filling = bench.Options(arguments.passages, arguments.vectors)
        bench.fill(settings, load_embedder(settings), Bar(settings.language), filling)
        server = (*SERVER, "--port", "0", "--data", str(data))
        options = bench_page.Options(
            questions, arguments.passages, arguments.slowdown, arguments.loads, server, service_variables(settings)
        )
        return bench_page.bench(options)
