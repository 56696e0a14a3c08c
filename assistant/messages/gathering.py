"""The texts of one language, gathered from the files of its folder."""

from __future__ import annotations

from collections.abc import Iterable
from importlib import import_module
from pkgutil import iter_modules

Errors = dict[str, tuple[str, str]]
Texts = dict[str, str]


def gathered(package: str, folder: Iterable[str]) -> tuple[Errors, Texts]:
    """All ERRORS and all TEXTS of the files in the folder of a package; a file may have either alone."""
    tables = [vars(import_module(f"{package}.{file.name}")) for file in iter_modules(folder)]
    errors: Errors = {key: said for table in tables for key, said in table.get("ERRORS", {}).items()}
    texts: Texts = {key: said for table in tables for key, said in table.get("TEXTS", {}).items()}
    return errors, texts
