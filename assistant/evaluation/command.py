"""Measure how good: `python -m assistant evaluate`."""

from __future__ import annotations

import argparse
from collections.abc import Iterator
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.command_line import Commands, add_command
from assistant.evaluation.arguments import add_json, add_measuring, folder_of, positive, printing
from assistant.evaluation.report import Report, print_reports
from assistant.evaluation.spellings import SPELLINGS
from assistant.indexing.progress_bar import Bar
from assistant.settings.settings import Settings

if TYPE_CHECKING:
    from assistant.answering.assistant import Assistant
    from assistant.evaluation.comparisons import WantedComparisons
    from assistant.indexing.embedding.embed import Embedder


def add_evaluate(commands: Commands) -> None:
    evaluate = commands.add_parser("evaluate", help="how good: ask question sets and count; read what is hard to read")
    tasks = evaluate.add_subparsers(dest="task", required=True, metavar="TASK")
    _add_retrieval(tasks)
    _add_answers(tasks)
    _add_verification(tasks)
    _add_outcomes(tasks)
    _add_stress(tasks)


def _add_retrieval(tasks: Commands) -> None:
    retrieval = add_command(tasks, "retrieval", "is what a question set asks for found?", printing(_evaluate))
    _add_questions(retrieval)
    retrieval.add_argument(
        "--spelling",
        choices=("plain", *SPELLINGS, "all"),
        default="plain",
        help="ask the same questions spelled otherwise, too",
    )
    retrieval.add_argument("--ablate", action="store_true", help="leave out part after part of the search, too")
    retrieval.add_argument("--beside", choices=("langchain",), help="ask the usual stack of others, too")


def _add_answers(tasks: Commands) -> None:
    help = "are its questions answered, the others refused?"
    _add_questions(add_command(tasks, "answers", help, printing(_evaluate)))


def _add_outcomes(tasks: Commands) -> None:
    help = "is told what came out of meetings, and nothing else?"
    outcomes = add_command(tasks, "outcomes", help, printing(_outcomes))
    outcomes.add_argument("file", nargs="?", type=Path, metavar="FILE", help="labelled minutes of your own: JSON Lines")
    outcomes.add_argument("--verbose", action="store_true", help="list what was missed and what was told wrongly")
    add_json(outcomes)


def _add_verification(tasks: Commands) -> None:
    help = "is accepted what its quotes prove, and nothing else?"
    verification = add_command(tasks, "verification", help, printing(_verification))
    verification.add_argument("file", nargs="?", type=Path, metavar="FILE", help="pairs of your own, as JSON Lines")
    verification.add_argument("--verbose", action="store_true", help="list each pair that went wrong")
    add_json(verification)


def _add_stress(tasks: Commands) -> None:
    stress = add_command(tasks, "stress", "is every file read, or refused, as a MANIFEST.tsv expects?", _stress)
    stress.add_argument("folder", type=Path, metavar="FOLDER", help="folder of the files with its MANIFEST.tsv")
    add_json(stress)


def _add_questions(evaluate: argparse.ArgumentParser) -> None:
    evaluate.add_argument("files", nargs="+", type=Path, metavar="FILE", help="question sets: JSON Lines, or a folder")
    evaluate.add_argument("--corpus", type=Path, metavar="DIR", help="folder of a gold set's documents")
    evaluate.add_argument("--k", type=positive, default=10, help="deepest rank that counts (%(default)s)")
    evaluate.add_argument("--verbose", action="store_true", help="list each question that went wrong")
    evaluate.add_argument("--against", type=Path, metavar="REPORT", help="compare with a report that --json wrote")
    add_measuring(evaluate)


def _evaluate(arguments: argparse.Namespace, settings: Settings) -> Iterator[Report]:
    from assistant.answering.assistant import Assistant
    from assistant.answering.models import Given
    from assistant.answering.proving.network import entailment_of
    from assistant.answering.reader.load import network_of, reader_of
    from assistant.answering.weighing.yardstick import yardsticks_for
    from assistant.evaluation import report_changes, run, summary
    from assistant.indexing.embedding.models import load_embedder
    from assistant.knowledge.minutes.classifier.network import classifier_of
    from assistant.retrieving.fuse import weights_for

    datasets = [run.read(arguments.task, file) for file in arguments.files]
    if arguments.against:
        report_changes.refuse_unknown(arguments.against)
    options = run.Options(arguments.corpus, arguments.k, arguments.verbose, _wanted(arguments))
    embedder = load_embedder(settings)
    weights = weights_for(settings.data, embedder.name)
    yardsticks = yardsticks_for(settings.data, embedder.name, network_of(settings))
    others = reader_of(settings), classifier_of(settings), entailment_of(settings)

    def opened(settings: Settings, embedder: Embedder) -> Assistant:
        return Assistant(settings, Given(embedder, *others), weights=weights, yardsticks=yardsticks)

    reports = []
    with folder_of(arguments.data) as data:
        bench = run.Bench(settings, embedder, opened, data, Bar(settings.language), weights)
        for dataset in datasets:
            report = run.evaluate(arguments.task, dataset, bench, options)
            if arguments.against:
                report = report_changes.with_changes(report, arguments.against, verbose=arguments.verbose)
            reports.append(report)
            yield report
    if len(reports) > 1:
        yield summary.summary(arguments.task, reports)


def _outcomes(arguments: argparse.Namespace, settings: Settings) -> Iterator[Report]:
    from assistant.evaluation import minutes
    from assistant.knowledge.minutes.classifier.network import classifier_of

    yield minutes.report(arguments.file or minutes.SHIPPED, classifier_of(settings), verbose=arguments.verbose)


def _wanted(arguments: argparse.Namespace) -> WantedComparisons:
    """The other ways in which a search is measured; raises UnavailableError when a package for one is missing."""
    from assistant.evaluation import langchain_baseline
    from assistant.evaluation.comparisons import WantedComparisons

    if arguments.task != "retrieval":
        return WantedComparisons()
    if arguments.beside:
        langchain_baseline.refuse_missing_packages()
    spellings = tuple(SPELLINGS) if arguments.spelling == "all" else (arguments.spelling,)
    return WantedComparisons(
        tuple(name for name in spellings if name in SPELLINGS), arguments.ablate, arguments.beside == "langchain"
    )


def _verification(arguments: argparse.Namespace, settings: Settings) -> Iterator[Report]:
    from assistant.answering.proving.network import entailment_of
    from assistant.evaluation import verification

    return verification.reports(
        arguments.file or verification.SHIPPED, entailment_of(settings), verbose=arguments.verbose
    )


def _stress(arguments: argparse.Namespace, settings: Settings) -> int:
    """Prints the report; the exit code is 1 if a file is not as expected."""
    from assistant.evaluation.hard_files import stress
    from assistant.reading.limits import limits_of

    options = stress.Options(limits_of(settings), settings.max_tokens)
    results = stress.stress(arguments.folder, options)
    print_reports([stress.report(arguments.folder, results)], in_json=arguments.json)
    return 1 if any(result.misses for result in results) else 0
