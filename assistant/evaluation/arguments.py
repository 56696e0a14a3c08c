"""What the commands that measure share: their arguments, the folder that they work in, and how a report is printed."""

from __future__ import annotations

import argparse
import json
import sys
import tempfile
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.evaluation.report import Report
    from assistant.indexing.report import Progress


def add_measuring(command: argparse.ArgumentParser) -> None:
    command.add_argument("--data", type=Path, metavar="DIR", help="keep the indexes here, for the next run")
    add_json(command)


def add_json(command: argparse.ArgumentParser, default: bool | str = False) -> None:
    """`default` is argparse.SUPPRESS below a command that has the option itself, and may have been given it."""
    command.add_argument("--json", action="store_true", default=default, help="print one JSON object a report")


def positive(text: str) -> int:
    number = int(text)
    if number < 1:
        raise argparse.ArgumentTypeError(f"{number} is not positive")
    return number


def count(text: str) -> int:
    number = int(text)
    if number < 0:
        raise argparse.ArgumentTypeError(f"{number} is less than nothing")
    return number


def sizes(text: str) -> tuple[int, ...]:
    return tuple(map(positive, text.split(",")))


def progress_of(settings: Settings) -> Progress:
    from assistant.indexing.command import Bar
    from assistant.indexing.report import Silent

    return Bar(settings.language) if sys.stderr.isatty() else Silent()


@contextmanager
def folder_of(data: Path | None) -> Iterator[Path]:
    """`data`, which stays, or a temporary folder, which goes."""
    if data is not None:
        yield data
        return
    with tempfile.TemporaryDirectory(prefix="assistant-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def print_reports(reports: Iterable[Report], *, as_json: bool) -> None:
    from assistant.evaluation.report import as_json as plain
    from assistant.evaluation.report import as_markdown

    for report in reports:
        print(json.dumps(plain(report), ensure_ascii=False) if as_json else as_markdown(report), flush=True)
