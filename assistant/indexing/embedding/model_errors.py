"""How models fail: what foreign libraries say then, each in its own way, and what no other try would change."""

from __future__ import annotations

import errno
import os
from pathlib import Path

# Why a model is none of 8 bits, so that no other try would make one of it.
NOT_IN_8_BITS = ("model_too_coarse", "model_not_exportable")


def reason(error: Exception, source: str = "") -> str:
    """The first words of the error, in one line without a full stop; its type where it says nothing.

    Of a model that can be no name on a hub, but the path of its folder `source`, that this is not there.
    """
    if (Path(source).is_absolute() or source.startswith(".")) and not os.path.exists(source):
        return os.strerror(errno.ENOENT)
    lines = (line.strip().rstrip(".") for line in str(error).splitlines())
    return next(filter(None, lines), type(error).__name__)


def missing_package(error: ImportError) -> str:
    """The package that LangChain lacks for a provider, as pip calls it; raises the error itself where that says no such
    thing, as it is a defect of something that is installed."""
    package = getattr(error.__cause__, "name", None) or ""
    if not package.startswith("langchain_"):
        raise error
    return package.partition(".")[0].replace("_", "-")
