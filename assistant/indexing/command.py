"""The command `python -m assistant ingest`, or `ingest.py`: arguments in, a summary or JSON out, an exit code back."""

from __future__ import annotations

import argparse
import json
import signal
import sys
from collections.abc import Callable, Sequence
from functools import cache, partial
from pathlib import Path
from typing import TYPE_CHECKING, cast

from assistant.command_line import Parser, forbidden_file, named_path, report_error, report_notice, stop_output
from assistant.errors import AssistantError, UsageError
from assistant.indexing.progress_bar import Bar
from assistant.indexing.report import Report, report_worded
from assistant.messages import text
from assistant.messages.quantities import decimal
from assistant.progress_bars import working
from assistant.reading.document import Task
from assistant.reading.limits import limits_of
from assistant.records import AUDIENCES, DOCUMENT_TYPES, Audience, DocumentType, Language
from assistant.settings.loading import load, stated_language
from assistant.settings.settings import Settings
from assistant.telemetry.traces import traced

if TYPE_CHECKING:
    from assistant.indexing.embedding.embed import Embedder

PROGRAM = "python -m assistant ingest"
INTERRUPTED = 130
# What each of these does not look at, and would pass over without a word.
IDLE_BESIDE = {
    "source": ("paths", "audience", "type", "reembed"),
    "explain": ("prune", "reembed"),
    "rollback": ("paths", "audience", "type", "prune", "reembed"),
}


def main(argv: Sequence[str], report: Callable[[AssistantError, Language], int] = report_error) -> int:
    """Runs the command and returns its exit code: 0 every file ended well, 1 some failed, 2 called wrongly.

    `report` tells of an error that ends it, and gives the exit code.
    """
    signal.signal(signal.SIGTERM, signal.default_int_handler)  # a service manager ends it as Ctrl+C does
    language = stated_language()
    try:
        settings = load()
        language = settings.language
        arguments = _parser(language).parse_args(argv)
        _refuse_idle(arguments)
        settings = settings.with_data(arguments.data)
        if arguments.explain is not None:
            _show(_explained(arguments, settings))
            return 0
        if arguments.rollback:
            return _roll_back(settings)
        with traced(settings, "ingest"):
            if arguments.source is not None:
                return _once(_fetched(arguments, settings), settings)
            return _watch(arguments, settings) if arguments.watch else _once(arguments, settings)
    except AssistantError as error:
        return report(error, language)
    except PermissionError as error:
        return report(forbidden_file(error), language)
    except KeyboardInterrupt:
        print(text("ingest_interrupted", language), file=sys.stderr)
        return INTERRUPTED


def _explained(arguments: argparse.Namespace, settings: Settings) -> str:
    from assistant.reading.explain import explain, explanation

    task, limits = _task(arguments), limits_of(settings)
    if arguments.json:
        return json.dumps(explanation(task, limits, settings.language), ensure_ascii=False)
    return explain(task, limits, settings.language)


def _task(arguments: argparse.Namespace) -> Task:
    """The file as it would be taken in: below the named folder, or below the nearest one that has rules."""
    from assistant.reading.describing.rules import RULES_FILE, Rules

    file: Path = arguments.explain
    if file.is_dir():
        raise UsageError("bad_arguments", why=f"argument --explain: FILE, not a folder: {file}", command=PROGRAM)
    if not file.is_file():
        raise UsageError("missing_path", path=file)
    holders = [folder for folder in file.resolve().parents if (folder / RULES_FILE).is_file()]
    named = next((path for path in arguments.paths if file.resolve().is_relative_to(path.resolve())), None)
    root = named.resolve() if named else (holders or [file.resolve().parent])[0]
    rules = Rules.find(root, is_named=named is not None)
    return Task(file.resolve(), root, rules, _audience(arguments), _type(arguments))


def _once(arguments: argparse.Namespace, settings: Settings) -> int:
    from assistant.indexing.embedding.models import load_embedder

    load_once = cache(partial(load_embedder, settings))
    report = _ingest(arguments, settings, load_once)
    _conclude(report, settings.language, load_once, as_json=arguments.json)
    return report.exit_code


def _fetched(arguments: argparse.Namespace, settings: Settings) -> argparse.Namespace:
    """The arguments that take in what was fetched of the source, as the settings say."""
    from assistant.mirroring.mirror import Mirror

    mirror = Mirror.of(arguments.source, settings)
    fetched = mirror.fetch(may_shrink=arguments.yes)
    if not arguments.json:
        print(text("ingest_fetched", settings.language, **fetched._asdict()), file=sys.stderr, flush=True)
    told = _parser(settings.language).parse_args([str(mirror.root), *mirror.options])
    told.json, told.data = arguments.json, arguments.data
    told.prune, told.yes = told.prune or arguments.prune, told.yes or arguments.yes
    return told


def _roll_back(settings: Settings) -> int:
    from assistant.indexing.rollback import roll_back

    taken, present = roll_back(settings.folder)
    values = {"taken": taken.generation, "present": present.generation, "model": present.model}
    _show(text("rollback_done", settings.language, **values))
    return 0


def _prepare(embedder: Embedder, language: Language) -> None:
    """Makes what the first question would wait for; a server on this folder is ready the sooner.

    What goes wrong is told, but does not make the ingestion a failure: the server will say it again.
    """
    from assistant.indexing.embedding.embed import MadeOnce

    if isinstance(embedder, MadeOnce):
        try:
            with working(text("ingest_preparing", language)):
                embedder.prepare()
        except AssistantError as error:
            report_error(error, language)


def _watch(arguments: argparse.Namespace, settings: Settings) -> int:
    """Takes in again whatever changes below the paths. What goes wrong later is told, and does not end the watch."""
    from assistant.indexing.embedding.models import load_embedder
    from assistant.indexing.watching import changed_files

    if not arguments.paths:
        raise UsageError("no_paths", command=PROGRAM)
    load_once = cache(partial(load_embedder, settings))
    changes = changed_files(arguments.paths, settings.folder)
    next(changes)  # from here on nothing that changes is missed
    _conclude(_ingest(arguments, settings, load_once), settings.language, load_once, as_json=arguments.json)
    print(text("ingest_watching", settings.language), file=sys.stderr, flush=True)
    try:
        while next(changes):
            try:
                report = _ingest(arguments, settings, load_once)
            except AssistantError as error:
                report_error(error, settings.language)
            else:
                _conclude(report, settings.language, load_once, as_json=arguments.json)
    except KeyboardInterrupt:
        pass
    return 0


def _ingest(arguments: argparse.Namespace, settings: Settings, load_embedder: Callable[[], Embedder]) -> Report:
    audience, type = _audience(arguments), _type(arguments)
    if not arguments.paths and not arguments.reembed:
        raise UsageError("no_paths", command=PROGRAM)

    from assistant.indexing.embedding.models import model_name
    from assistant.indexing.ingest import ingest_paths
    from assistant.indexing.run import Plan

    bar = Bar(settings.language)
    plan = Plan(
        model_name(settings),
        load_embedder,
        settings.max_tokens,
        bar,
        limits_of(settings),
        partial(_may_remove, settings.language, yes=arguments.yes),
    )
    with bar.told_to_the_end():
        return ingest_paths(
            settings.folder,
            arguments.paths,
            plan,
            audience=audience,
            type=type,
            prune=arguments.prune,
            reembed=arguments.reembed,
        )


def _may_remove(language: Language, gone: int, total: int, *, yes: bool) -> bool:
    """Asks where somebody is there to answer; otherwise only --yes counts."""
    if yes or not (sys.stdin.isatty() and sys.stderr.isatty()):
        return yes
    print(text("ingest_may_remove", language, gone=gone, total=total), end="", file=sys.stderr, flush=True)
    return sys.stdin.readline().strip().lower() in text("ingest_yes_words", language).split()


def _audience(arguments: argparse.Namespace) -> Audience | None:
    return cast("Audience | None", _choice("--audience", arguments.audience, AUDIENCES))


def _type(arguments: argparse.Namespace) -> DocumentType | None:
    return cast("DocumentType | None", _choice("--type", arguments.type, DOCUMENT_TYPES))


def _choice(option: str, value: str | None, known: Sequence[str]) -> str | None:
    if value is not None and value not in known:
        raise UsageError("bad_choice", option=option, value=value, known=", ".join(known))
    return value


def _parser(language: Language) -> argparse.ArgumentParser:
    parser = Parser(PROGRAM, description=text("ingest_description", language))
    parser.add_argument("paths", nargs="*", type=named_path, metavar="PATH", help=text("ingest_paths", language))
    parser.add_argument("--data", type=named_path, metavar="DIR", help=text("ingest_data", language))
    parser.add_argument("--audience", metavar="A", help=text("ingest_audience", language))
    parser.add_argument("--type", metavar="T", help=text("ingest_type", language))
    for flag in ("prune", "yes", "reembed", "json"):
        parser.add_argument(f"--{flag}", action="store_true", help=text(f"ingest_{flag}", language))
    instead = parser.add_mutually_exclusive_group()
    instead.add_argument("--source", metavar="KEY", help=text("ingest_source", language))
    instead.add_argument("--explain", type=named_path, metavar="FILE", help=text("ingest_explain", language))
    for flag in ("watch", "rollback"):
        instead.add_argument(f"--{flag}", action="store_true", help=text(f"ingest_{flag}", language))
    return parser


def _refuse_idle(arguments: argparse.Namespace) -> None:
    for option, idle in IDLE_BESIDE.items():
        beside = next((name for name in idle if getattr(arguments, name)), None)
        if getattr(arguments, option) and beside:
            shown = "PATH" if beside == "paths" else f"--{beside}"
            why = f"argument {shown}: not allowed with argument --{option}"  # in argparse's words
            raise UsageError("bad_arguments", why=why, command=PROGRAM)


def _conclude(report: Report, language: Language, load_embedder: Callable[[], Embedder], *, as_json: bool) -> None:
    """Says what became of the files, and then prepares for questions: whoever breaks that off knows that all is in."""
    _print(report, language, as_json=as_json)
    if report.added or report.updated:
        _prepare(load_embedder(), language)


def _print(report: Report, language: Language, *, as_json: bool) -> None:
    told = report_worded(report.as_json(), language)
    if as_json:
        _show(json.dumps(told))
        return
    for failure in told["failed"]:
        print(text("ingest_failed", language, **failure), file=sys.stderr)
    for warned in told["warnings"]:
        print(text("ingest_warning", language, **warned), file=sys.stderr)
    counts = told | {"failed": len(report.failed), "seconds": decimal(report.seconds, language)}
    _show(text("ingest_summary", language, **counts))


def _show(words: str) -> None:
    """Prints for whoever reads; where that one has left (`| head`), what was done is done all the same."""
    try:
        print(words, flush=True)
    except BrokenPipeError:
        stop_output()


if __name__ == "__main__":  # how the server starts it: an installed package has no ingest.py
    sys.exit(main(sys.argv[1:], report_notice))
