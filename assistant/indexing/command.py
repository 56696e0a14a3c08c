"""The command `python ingest.py`: arguments in, a summary or JSON out, an exit code back."""

from __future__ import annotations

import argparse
import json
import sys
import time
from collections.abc import Sequence
from pathlib import Path
from typing import Any, NoReturn, cast

from assistant.errors import AssistantError, UsageError
from assistant.indexing.report import Progress, Report, Silent
from assistant.messages import text, texts
from assistant.records import AUDIENCES, DOCUMENT_TYPES, Audience, DocumentType, Language
from assistant.settings import Settings, load

INTERRUPTED = 130


def main(argv: Sequence[str]) -> int:
    """Runs the command and returns its exit code: 0 every file ended well, 1 some failed, 2 called wrongly."""
    language: Language = "de"
    try:
        settings = load()
        language = settings.language
        arguments = _parser(language).parse_args(argv)
        report = _ingest(arguments, settings)
    except AssistantError as error:
        explanation = error.explain(language)
        print(text("failed_with", language, **explanation._asdict()), file=sys.stderr)
        return error.exit_code
    except KeyboardInterrupt:
        print(text("ingest_interrupted", language), file=sys.stderr)
        return INTERRUPTED
    _print(report, language, as_json=arguments.json)
    return report.exit_code


def _ingest(arguments: argparse.Namespace, settings: Settings) -> Report:
    audience = cast("Audience | None", _choice("--audience", arguments.audience, AUDIENCES))
    type = cast("DocumentType | None", _choice("--type", arguments.type, DOCUMENT_TYPES))
    if not arguments.paths and not arguments.reembed:
        raise UsageError("no_paths", command="python ingest.py")
    if arguments.data is not None:
        settings = settings.model_copy(update={"data": arguments.data})

    from assistant.indexing.ingest import ingest_paths
    from assistant.indexing.models import load_embedder, model_name
    from assistant.indexing.run import Plan

    progress: Progress = Bar(settings.language) if sys.stderr.isatty() else Silent()
    return ingest_paths(
        settings.data,
        arguments.paths,
        Plan(model_name(settings), lambda: load_embedder(settings), settings.max_tokens, progress, settings.language),
        audience=audience,
        type=type,
        prune=arguments.prune,
        reembed=arguments.reembed,
    )


def _choice(option: str, value: str | None, known: Sequence[str]) -> str | None:
    if value is not None and value not in known:
        raise UsageError("bad_choice", option=option, value=value, known=", ".join(known))
    return value


class _Parser(argparse.ArgumentParser):
    def error(self, message: str) -> NoReturn:
        raise UsageError("bad_arguments", why=message, command="python ingest.py")


def _parser(language: Language) -> argparse.ArgumentParser:
    parser = _Parser("ingest.py", description=text("ingest_description", language))
    parser.add_argument("paths", nargs="*", type=Path, metavar="PATH", help=text("ingest_paths", language))
    parser.add_argument("--data", type=Path, metavar="DIR", help=text("ingest_data", language))
    parser.add_argument("--audience", metavar="A", help=text("ingest_audience", language))
    parser.add_argument("--type", metavar="T", help=text("ingest_type", language))
    for flag in ("prune", "reembed", "json"):
        parser.add_argument(f"--{flag}", action="store_true", help=text(f"ingest_{flag}", language))
    return parser


def _print(report: Report, language: Language, *, as_json: bool) -> None:
    if as_json:
        print(json.dumps(report.as_json()))
        return
    for failure in report.failed:
        print(text("ingest_failed", language, **failure._asdict()), file=sys.stderr)
    counts = report.as_json() | {"failed": len(report.failed), "seconds": _number(report.seconds, language)}
    print(text("ingest_summary", language, **counts))


def _number(value: float, language: Language) -> str:
    written = f"{value:.1f}"
    return written.replace(".", ",") if language == "de" else written


class Bar:
    """A Progress on the terminal: files done, time left, passages a second."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._bar: Any = None

    def begin(self, files: int) -> None:
        from tqdm import tqdm

        self._started = time.monotonic()
        self._passages = 0
        if files:
            # A template of tqdm, which fills it; not one of ours.
            self._bar = tqdm(total=files, bar_format=texts(self._language)["ingest_progress"], file=sys.stderr)

    def advance(self, files: float, passages: int) -> None:
        self._passages += passages
        if self._bar is not None:
            rate = self._passages / max(time.monotonic() - self._started, 0.001)
            postfix = text("ingest_rate", self._language, rate=_number(rate, self._language))
            self._bar.set_postfix_str(postfix, refresh=False)
            self._bar.update(files)

    def end(self) -> None:
        if self._bar is not None:
            self._bar.close()
