"""What all commands that measure understand, and how they print."""

from __future__ import annotations

import argparse
import tempfile
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from assistant.command_line import Run, named_path
from assistant.evaluation.report import Report, print_reports
from assistant.settings.settings import Settings


def add_measuring(command: argparse.ArgumentParser) -> None:
    command.add_argument("--data", type=named_path, metavar="DIR", help="keep the indexes here, for the next run")
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


@contextmanager
def folder_of(data: Path | None) -> Iterator[Path]:
    """`data`, which stays, or a temporary folder, which goes."""
    if data is not None:
        yield data
        return
    with tempfile.TemporaryDirectory(prefix="assistant-", ignore_cleanup_errors=True) as folder:
        yield Path(folder)


def printing(measure: Callable[[argparse.Namespace, Settings], Iterator[Report]]) -> Run:
    """A command that prints what is measured."""

    def run(arguments: argparse.Namespace, settings: Settings) -> int:
        print_reports(measure(arguments, settings), in_json=arguments.json)
        return 0

    return run
