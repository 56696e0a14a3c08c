"""A command line as all programs here read it: refused in our words, with files and folders by name."""

from __future__ import annotations

import argparse
from pathlib import Path
from typing import NoReturn, TypeAlias

from assistant.errors import UsageError


class Parser(argparse.ArgumentParser):
    """Raises UsageError for what it does not understand; its `prog` is what one types to call it."""

    def error(self, message: str) -> NoReturn:
        raise UsageError("bad_arguments", why=message, command=self.prog)


Commands: TypeAlias = "argparse._SubParsersAction[Parser]"


def named_path(stated: str) -> Path:
    """The path that is named; for argparse.

    Raises:
        UsageError: it is empty, as a variable of a shell may be: it would be the working folder.
    """
    if not stated.strip():
        raise UsageError("empty_path")
    return Path(stated)
