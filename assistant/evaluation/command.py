"""Measure how good and how fast, and learn from questions: `python -m assistant evaluate|bench|tune|train`."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from assistant.errors import UsageError
from assistant.evaluation.spellings import SPELLINGS
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.evaluation.comparisons import Wanted
    from assistant.evaluation.report import Report
    from assistant.indexing.report import Progress

Parser = TypeVar("Parser", bound=argparse.ArgumentParser)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Prints what is measured; the exit code is 1 if a hard file was not read as expected."""
    match arguments.command, getattr(arguments, "task", None):
        case "evaluate", "stress":
            return _stress(arguments, settings)
        case "evaluate", "verification":
            _print(_verification(arguments), as_json=arguments.json)
        case "evaluate", _:
            _print(_evaluate(arguments, settings), as_json=arguments.json)
        case "train", _:
            _print([_train(arguments, settings)], as_json=arguments.json)
        case "tune", _:
            _print(_tune(arguments, settings), as_json=arguments.json)
        case "bench", "ingest":
            _print([_bench_ingest(arguments, settings)], as_json=arguments.json)
        case "bench", "search":
            _print([_bench_search(arguments, settings)], as_json=arguments.json)
        case "bench", "load":
            _print([_bench_load(arguments, settings)], as_json=arguments.json)
        case "bench", "page":
            _print([_bench_page(arguments, settings)], as_json=arguments.json)
        case "bench", "peers":
            _print([_peers(arguments, settings)], as_json=arguments.json)
        case "bench", _:
            _print(_bench(arguments, settings), as_json=arguments.json)
    return 0


def add_evaluate(commands: argparse._SubParsersAction[Parser]) -> None:
    evaluate = commands.add_parser("evaluate", help="how good: ask question sets and count; read what is hard to read")
    tasks = evaluate.add_subparsers(dest="task", required=True, metavar="TASK")
    retrieval = tasks.add_parser("retrieval", help="is what a question set asks for found?")
    _add_questions(retrieval)
    _add_ways(retrieval)
    _add_questions(tasks.add_parser("answers", help="are its questions answered, the others refused?"))
    _add_verification(tasks.add_parser("verification", help="is accepted what its quotes prove, and nothing else?"))
    stress = tasks.add_parser("stress", help="is every file read, or refused, as a MANIFEST.tsv expects?")
    stress.add_argument("folder", type=Path, metavar="FOLDER", help="folder of the files with its MANIFEST.tsv")
    _add_json(stress)


def _add_verification(verification: argparse.ArgumentParser) -> None:
    verification.add_argument("file", nargs="?", type=Path, metavar="FILE", help="pairs of your own, as JSON Lines")
    verification.add_argument("--verbose", action="store_true", help="list each pair that went wrong")
    _add_json(verification)


def _add_questions(evaluate: argparse.ArgumentParser) -> None:
    evaluate.add_argument("files", nargs="+", type=Path, metavar="FILE", help="question sets: JSON Lines, or a folder")
    evaluate.add_argument("--corpus", type=Path, metavar="DIR", help="folder of a gold set's documents")
    evaluate.add_argument("--k", type=_positive, default=10, help="deepest rank that counts (%(default)s)")
    evaluate.add_argument("--verbose", action="store_true", help="list each question that went wrong")
    evaluate.add_argument("--against", type=Path, metavar="REPORT", help="compare with a report that --json wrote")
    _add_measuring(evaluate)


def _add_ways(retrieval: argparse.ArgumentParser) -> None:
    retrieval.add_argument(
        "--spelling",
        choices=("plain", *SPELLINGS, "all"),
        default="plain",
        help="ask the same questions spelled otherwise, too",
    )
    retrieval.add_argument("--ablate", action="store_true", help="leave out part after part of the search, too")
    retrieval.add_argument("--beside", choices=("langchain",), help="ask the usual stack of others, too")


def add_tune(commands: argparse._SubParsersAction[Parser]) -> None:
    tune = commands.add_parser("tune", help="learn from question sets what cosines, terms and words are worth")
    tune.add_argument("files", nargs="+", type=Path, metavar="FILE", help="question sets: JSON Lines, or a folder")
    tune.add_argument("--corpus", type=Path, metavar="DIR", help="folder of a gold set's documents")
    tune.add_argument("--words", action="store_true", help="learn the projection of words instead, from one set")
    tune.add_argument("--output", type=Path, metavar="DIR", help="data folder that shall use it (that of the settings)")
    _add_measuring(tune)


def add_train(commands: argparse._SubParsersAction[Parser]) -> None:
    train = commands.add_parser("train", help="learn a reader from questions on passages, and from those that we bring")
    train.add_argument("files", nargs="*", type=Path, metavar="FILE", help="questions with passages.jsonl beside them")
    train.add_argument("--output", type=Path, required=True, metavar="FILE", help="file of the reader")
    train.add_argument("--epochs", type=_positive, default=2, help="how often each question is learnt (%(default)s)")
    _add_measuring(train)


def add_bench(commands: argparse._SubParsersAction[Parser]) -> None:
    bench = commands.add_parser("bench", help="how fast: ready, search, answer, ingestion")
    bench.add_argument("--passages", type=_positive, default=10_000, help="passages in the index (%(default)s)")
    bench.add_argument("--vectors", choices=("synthetic", "real"), default="synthetic", help="of the filler passages")
    bench.add_argument("--sample", type=_positive, default=400, help="passages for the ingestion rate (%(default)s)")
    _add_measuring(bench)
    tasks = bench.add_subparsers(dest="task", metavar="TASK")
    _add_bench_ingest(tasks.add_parser("ingest", help="the curve of ingestion: what it costs besides embedding"))
    _add_bench_search(tasks.add_parser("search", help="the curve of search: its parts, filters, many clients, recall"))
    _add_bench_load(tasks.add_parser("load", help="many askers for minutes: errors, times, memory, more workers"))
    _add_bench_page(tasks.add_parser("page", help="the chat page in a browser: what a visitor waits for"))
    _add_peers(tasks.add_parser("peers", help="the usual stack of others beside ours, on the same files"))


def _add_bench_ingest(ingest: argparse.ArgumentParser) -> None:
    sizes = (1000, 10_000, 100_000)
    ingest.add_argument("--sizes", type=_sizes, default=sizes, help="passages, by commas (1000,10000,100000)")
    ingest.add_argument("--files", type=_count, default=10_000, help="small files, 0 for none (%(default)s)")
    ingest.add_argument(
        "--sample", type=_count, default=400, help="passages for the rate beside the bare embedder, 0 for none"
    )
    ingest.add_argument("--work", type=Path, metavar="DIR", help="make files and indexes below this folder")
    _add_json(ingest, default=argparse.SUPPRESS)


def _add_bench_search(search: argparse.ArgumentParser) -> None:
    sizes = (1000, 10_000, 100_000)
    search.add_argument("--sizes", type=_sizes, default=sizes, help="passages, by commas (1000,10000,100000)")
    search.add_argument("--work", type=Path, metavar="DIR", help="keep the indexes here, for the next run")
    search.add_argument(
        "--real", nargs=2, type=Path, metavar=("DATA", "FILE"), help="a data folder and questions on it, too"
    )
    _add_json(search, default=argparse.SUPPRESS)


def _add_bench_load(load: argparse.ArgumentParser) -> None:
    load.add_argument("--askers", type=_positive, default=50, help="that ask at once (%(default)s)")
    load.add_argument("--minutes", type=_positive, default=10, help="for each number of workers (%(default)s)")
    load.add_argument("--pause", type=_count, default=0, metavar="SECONDS", help="after each answer (%(default)s)")
    load.add_argument("--workers", type=_sizes, default=(1,), help="of the server, in turn, by commas (1)")
    _add_json(load, default=argparse.SUPPRESS)


def _add_bench_page(page: argparse.ArgumentParser) -> None:
    page.add_argument("--questions", type=Path, default=Path("corpus/gold.jsonl"), metavar="FILE", help="(%(default)s)")
    page.add_argument("--slowdown", type=_positive, default=4, help="so many times slower a processor (%(default)s)")
    page.add_argument("--loads", type=_positive, default=10, help="of the page, each by a new visitor (%(default)s)")
    _add_json(page, default=argparse.SUPPRESS)


def _add_peers(peers: argparse.ArgumentParser) -> None:
    peers.add_argument("folder", type=Path, metavar="FOLDER", help="folder of PDF, text and Markdown files")
    peers.add_argument("--rounds", type=_positive, default=1, help="of ours, theirs, theirs, ours (%(default)s)")
    _add_json(peers, default=argparse.SUPPRESS)


def _add_measuring(command: argparse.ArgumentParser) -> None:
    command.add_argument("--data", type=Path, metavar="DIR", help="keep the indexes here, for the next run")
    _add_json(command)


def _add_json(command: argparse.ArgumentParser, default: bool | str = False) -> None:
    """`default` is argparse.SUPPRESS below a command that has the option itself, and may have been given it."""
    command.add_argument("--json", action="store_true", default=default, help="print one JSON object a report")


def _positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number} is not positive")
    return number


def _count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError(f"{number} is less than nothing")
    return number


def _sizes(text: str) -> tuple[int, ...]:
    return tuple(map(_positive, text.split(",")))


def _evaluate(arguments: argparse.Namespace, settings: Settings) -> Iterator[Report]:
    from assistant.answering.assistant import Assistant
    from assistant.answering.reader.load import reader_of
    from assistant.evaluation import compare, run, summary
    from assistant.indexing.embedding.models import load_embedder
    from assistant.retrieving.fuse import weights_for

    datasets = [run.read(arguments.task, file) for file in arguments.files]
    if arguments.against:
        compare.refuse_unknown(arguments.against)
    options = run.Options(arguments.corpus, arguments.k, arguments.verbose, _wanted(arguments))
    embedder = load_embedder(settings)
    weights = weights_for(settings.data, embedder.name)
    reports = []
    with _folder(arguments.data) as data:
        opened = partial(Assistant, weights=weights, reader=reader_of(settings))
        bench = run.Bench(settings, embedder, opened, data, _progress(settings), weights)
        for dataset in datasets:
            report = run.evaluate(arguments.task, dataset, bench, options)
            if arguments.against:
                report = compare.with_changes(report, arguments.against, verbose=arguments.verbose)
            reports.append(report)
            yield report
    if len(reports) > 1:
        yield summary.summary(arguments.task, reports)


def _tune(arguments: argparse.Namespace, settings: Settings) -> Iterator[Report]:
    from assistant.answering.assistant import Assistant
    from assistant.evaluation import run
    from assistant.evaluation.learning import tuning
    from assistant.indexing.embedding.models import load_embedder, seeing_all

    datasets = [run.read("retrieval", file) for file in arguments.files]
    if arguments.words and len(datasets) > 1:
        raise UsageError("bad_arguments", why="--words learns from one FILE", command="python -m assistant tune")
    options = run.Options(arguments.corpus)
    target = arguments.output or settings.data
    embedder = load_embedder(settings)
    with _folder(arguments.data) as data:
        bench = run.Bench(settings, embedder, Assistant, data, _progress(settings))
        if arguments.words:
            yield tuning.tune_words(datasets[0], bench, options, seeing_all(settings), target)
        else:
            yield tuning.tune_weights(datasets, bench, options, target)


def _train(arguments: argparse.Namespace, settings: Settings) -> Report:
    from assistant.answering.assistant import Assistant
    from assistant.answering.reader.load import reader_of
    from assistant.evaluation import run
    from assistant.evaluation.learning import training
    from assistant.evaluation.sets.datasets import PassageSet
    from assistant.indexing.embedding.models import load_embedder

    datasets = [run.read("answers", file) for file in (*arguments.files, training.OWN)]
    if wrong := [one.source.path for one in datasets if not isinstance(one, PassageSet)]:
        raise UsageError("dataset_without_passages", path=wrong[0])
    with _folder(arguments.data) as data:
        bench = run.Bench(settings, load_embedder(settings), Assistant, data, _progress(settings))
        sets = [one for one in datasets if isinstance(one, PassageSet)]
        return training.train_reader(sets, bench, arguments.epochs, arguments.output, reader_of(settings))


def _wanted(arguments: argparse.Namespace) -> Wanted:
    """The other ways in which a search is measured; raises UnavailableError when a package for one is missing."""
    from assistant.evaluation import peers
    from assistant.evaluation.comparisons import Wanted

    if arguments.task != "retrieval":
        return Wanted()
    if arguments.beside:
        peers.refuse_missing_packages()
    spellings = tuple(SPELLINGS) if arguments.spelling == "all" else (arguments.spelling,)
    return Wanted(
        tuple(name for name in spellings if name in SPELLINGS), arguments.ablate, arguments.beside == "langchain"
    )


def _verification(arguments: argparse.Namespace) -> Iterator[Report]:
    from assistant.evaluation import verification

    return verification.reports(arguments.file or verification.SHIPPED, verbose=arguments.verbose)


def _stress(arguments: argparse.Namespace, settings: Settings) -> int:
    """Prints the report; the exit code is 1 if a file is not as expected."""
    from assistant.evaluation.hard_files import stress
    from assistant.reading.limits import limits_of

    options = stress.Options(limits_of(settings), settings.max_tokens)
    results = stress.stress(arguments.folder, options)
    _print([stress.report(arguments.folder, results)], as_json=arguments.json)
    return 1 if any(result.misses for result in results) else 0


def _bench(arguments: argparse.Namespace, settings: Settings) -> Iterator[Report]:
    from assistant.answering.assistant import Assistant
    from assistant.answering.reader.load import reader_of
    from assistant.evaluation.speed import bench
    from assistant.indexing.embedding.models import load_embedder

    with _folder(arguments.data) as data:
        settings = bench.in_folder(settings, data)
        options = bench.Options(arguments.passages, arguments.vectors, arguments.sample)
        opened = partial(Assistant, reader=reader_of(settings))
        yield bench.bench(settings, load_embedder(settings), opened, _progress(settings), options)


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
    with _folder(arguments.work) as work:
        options = bench_search.Options(work, arguments.sizes, real)
        return bench_search.bench(settings, lambda: load_embedder(settings), options)


def _bench_load(arguments: argparse.Namespace, settings: Settings) -> Report:
    from assistant.evaluation.speed import bench, bench_load
    from assistant.indexing.embedding.models import load_embedder

    with _folder(arguments.data) as data:
        name = f"bench_{arguments.passages}"
        settings = settings.model_copy(update={"data": data, "database_schema": name, "chroma_database": name})
        filling = bench.Options(arguments.passages, arguments.vectors)
        bench.fill(settings, load_embedder(settings), _progress(settings), filling)
        seconds = arguments.minutes * bench_load.MINUTE
        options = bench_load.Options(arguments.passages, arguments.askers, seconds, arguments.pause, arguments.workers)
        return bench_load.bench(settings, options)


def _bench_page(arguments: argparse.Namespace, settings: Settings) -> Report:
    from assistant.evaluation.sets.datasets import GoldQuestion, load
    from assistant.evaluation.speed import bench, bench_page
    from assistant.evaluation.speed.serving import SERVER, told
    from assistant.indexing.embedding.models import load_embedder

    asked = [one for one in load(arguments.questions).questions if isinstance(one, GoldQuestion)]
    questions = tuple(one.question for one in asked if one.answerable and not one.history and one.audience == "public")
    with _folder(arguments.data) as data:
        settings = settings.model_copy(update={"data": data})
        filling = bench.Options(arguments.passages, arguments.vectors)
        bench.fill(settings, load_embedder(settings), _progress(settings), filling)
        server = (*SERVER, "--port", "0", "--data", str(data))
        options = bench_page.Options(
            questions, arguments.passages, arguments.slowdown, arguments.loads, server, told(settings)
        )
        return bench_page.bench(options)


def _peers(arguments: argparse.Namespace, settings: Settings) -> Report:
    from assistant.evaluation import peers
    from assistant.indexing.embedding.models import load_embedder

    peers.refuse_missing_packages()
    stacks = peers.Stacks(load_embedder(settings), settings.max_tokens)
    return peers.peers(arguments.folder, stacks, arguments.rounds)


def _progress(settings: Settings) -> Progress:
    from assistant.indexing.command import Bar
    from assistant.indexing.report import Silent

    return Bar(settings.language) if sys.stderr.isatty() else Silent()


@contextmanager
def _folder(data: Path | None) -> Iterator[Path]:
    """`data`, which stays, or a temporary folder, which goes."""
    if data is not None:
        yield data
        return
    with tempfile.TemporaryDirectory(prefix="assistant-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def _print(reports: Iterable[Report], *, as_json: bool) -> None:
    from assistant.evaluation.report import as_json as plain
    from assistant.evaluation.report import as_markdown

    for report in reports:
        print(json.dumps(plain(report), ensure_ascii=False) if as_json else as_markdown(report), flush=True)
