"""How all commands read their arguments and report errors."""

from __future__ import annotations

import argparse
import json
import os
import re
import sys
from collections.abc import Callable
from pathlib import Path
from typing import NoReturn, TypeAlias

from assistant.errors import AssistantError, StorageError, UsageError
from assistant.messages import text
from assistant.records import AUDIENCES, PUBLIC, Audience, Language
from assistant.settings.settings import Settings

# What argparse says, which is English only, by the code of the error that says it in the language of whoever reads.
_COMPLAINTS = {
    "arguments_missing": r"(?:the following|one of the) arguments (?:are required: )?(?P<names>.+?)(?: is required)?",
    "arguments_unknown": r"unrecognized arguments: (?P<names>.+)",
    "argument_no_choice": r"argument (?P<name>.+?): invalid choice: (?P<value>.+) \(choose from (?P<known>.+)\)",
    "argument_no_value": r"argument (?P<name>.+?): expected .*argument",
    "argument_wrong": r"argument (?P<name>.+?): invalid .+ value: (?P<value>.+)",
    "arguments_apart": r"argument (?P<name>.+?): not allowed with argument (?P<other>.+)",
    "argument_ambiguous": r"ambiguous option: (?P<name>.+) could match (?P<known>.+)",
}


class Parser(argparse.ArgumentParser):
    """An argument parser that raises UsageError; its `prog` is what one types to call it."""

    def error(self, message: str) -> NoReturn:
        for code, complaint in _COMPLAINTS.items():
            if said := re.fullmatch(complaint, message, re.DOTALL):
                raise UsageError(code, **said.groupdict(), command=self.prog)
        raise UsageError("bad_arguments", why=message, command=self.prog)


Commands: TypeAlias = "argparse._SubParsersAction[Parser]"
# Carries a command out, and gives its exit code.
Run: TypeAlias = Callable[[argparse.Namespace, Settings], int]


def add_command(
    commands: Commands, name: str, description: str, run: Run, *, for_all: bool = False, needs_data: bool = False
) -> Parser:
    """Adds a command, or a task of one, and returns its parser, which still lacks its arguments.

    `for_all`: it is run for each network of a deployment, unless one is chosen; all else is for one. `needs_data`: what
    it finds nothing of may be of weight, so that is never said of a folder that is none.
    """
    command = commands.add_parser(name, help=description, description=description)
    command.set_defaults(run=run, for_all=for_all, needs_data=needs_data)
    return command


def add_data(command: argparse.ArgumentParser, language: Language) -> None:
    command.add_argument("--data", type=named_path, metavar="DIR", help=text("ask_data", language))


def add_audience(command: argparse.ArgumentParser, language: Language) -> None:
    command.add_argument("--audience", action="append", choices=AUDIENCES, help=text("ask_audience", language))


def audiences_of(arguments: argparse.Namespace) -> frozenset[Audience]:
    """Those that `--audience` names; without it the public."""
    return frozenset(arguments.audience) if arguments.audience else PUBLIC


def report_error(error: AssistantError, language: Language) -> int:
    """Prints to stderr what happened and what to do, and returns the exit code."""
    print(text("failed_with", language, **error.explain(language)._asdict()), file=sys.stderr)
    return error.exit_code


def report_notice(error: AssistantError, _language: Language) -> int:
    """The same for a program, which tells it in the language of whoever asks."""
    print(json.dumps(error.notice.as_json()), file=sys.stderr)
    return error.exit_code


def forbidden_file(error: PermissionError) -> StorageError:
    """The error that says that the user of the command may not open a file or folder."""
    return StorageError("file_closed", path=error.filename or "?", why=error.strerror or error)


def stop_output() -> None:
    """Discards what is still written to stdout, whose reader has gone (`| head`); else Python would fail at exit."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def named_path(stated: str) -> Path:
    """A path as a type for argparse.

    Raises:
        UsageError: it is empty, as an unset variable of a shell is, and would mean the working folder.
    """
    if not stated.strip():
        raise UsageError("empty_path")
    return Path(os.path.expanduser(stated))  # a shell leaves the ~ of `--data=~/x` alone
