"""A command line as all programs here read it, and how they end where something is wrong."""

from __future__ import annotations

import argparse
import os
import sys
from pathlib import Path
from typing import NoReturn, TypeAlias

from assistant.errors import AssistantError, StorageError, UsageError
from assistant.messages import text
from assistant.records import Language


class Parser(argparse.ArgumentParser):
    """Raises UsageError for what it does not understand; its `prog` is what one types to call it."""

    def error(self, message: str) -> NoReturn:
        raise UsageError("bad_arguments", why=message, command=self.prog)


Commands: TypeAlias = "argparse._SubParsersAction[Parser]"


def told(error: AssistantError, language: Language) -> int:
    """Says on stderr what happened and what to do; returns the exit code."""
    print(text("failed_with", language, **error.explain(language)._asdict()), file=sys.stderr)
    return error.exit_code


def told_closed(error: PermissionError, language: Language) -> int:
    """The same for a file or a folder that the user who runs the command may not open."""
    return told(StorageError("file_closed", path=error.filename or "?", why=error.strerror or error), language)


def let_go() -> None:
    """Writes nothing more to stdout, whose reader has left (`| head`); else Python tries once more when it ends."""
    os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


def named_path(stated: str) -> Path:
    """The path that is named; for argparse.

    Raises:
        UsageError: it is empty, as a variable of a shell may be: it would be the working folder.
    """
    if not stated.strip():
        raise UsageError("empty_path")
    return Path(os.path.expanduser(stated))  # a shell leaves the ~ of `--data=~/x` alone
