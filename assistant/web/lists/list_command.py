"""What the commands that list facts have in common: what is asked for, and the facts of a data folder."""

from __future__ import annotations

import argparse
import re
from collections.abc import Callable, Iterator, Mapping
from contextlib import closing, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

from assistant.errors import InputError, UnavailableError, UsageError
from assistant.messages import text
from assistant.records import Language
from assistant.settings.settings import Settings
from assistant.storage.errors import refuse_unwritable

if TYPE_CHECKING:
    from assistant.indexing.index import Index
    from assistant.knowledge.fact_store import FactStore

_Wanted = TypeVar("_Wanted")
# The fields of the lists that take a day; what else somebody types is no day, however it looks.
_DAYS = ("date_from", "date_to", "due_from", "due_to", "deadline_from", "deadline_to")
_GERMAN_DAY = re.compile(r"(\d{1,2})\.\s?(\d{1,2})\.\s?(\d{4})")


def add_form(command: argparse.ArgumentParser, language: Language) -> None:
    form = command.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help=text("lists_help_json", language))
    form.add_argument("--csv", action="store_true", help=text("lists_help_csv", language))


def asked(
    check: Callable[[dict[str, Any]], _Wanted], values: Mapping[str, Any], command: str, language: Language
) -> _Wanted:
    """What `check`, the form of the API, makes of those of the values that are not None; days may be German ones.

    Raises:
        UsageError: one of them cannot be understood.
    """
    from pydantic import ValidationError

    from assistant.web.problems import explained

    try:
        return check(with_iso_days({name: value for name, value in values.items() if value is not None}))
    except ValidationError as error:
        raise refused(explained(error.errors()[0]), command, language) from error
    except InputError as error:
        raise refused(error, command, language) from error


def refused(error: InputError, command: str, language: Language) -> UsageError:
    why = " ".join(error.explain(language)).removesuffix(".")
    return UsageError("bad_arguments", why=why, command=command)


def with_iso_days(fields: Mapping[str, Any]) -> dict[str, Any]:
    """The fields, those for a day as the API takes it."""
    return {name: iso(value) if name in _DAYS else value for name, value in fields.items()}


def iso(value: Any) -> Any:
    """A day as it is written in German, 4.2.2025, as the API takes it; everything else as it is."""
    found = _GERMAN_DAY.fullmatch(value.strip()) if isinstance(value, str) else None
    return f"{found[3]}-{found[2]:0>2}-{found[1]:0>2}" if found else value


@contextmanager
def opened(data: Path | None, settings: Settings) -> Iterator[tuple[Index, FactStore]]:
    """The index of the folder that is named, or set, without its embedding model, and the facts kept beside it.

    Raises:
        UnavailableError: nothing was ingested yet.
        StorageError: the folder cannot be written, so that no index can be opened, sound or not.
    """
    from assistant.indexing.index import Index, open_catalogue
    from assistant.knowledge.fact_store import FactStore
    from assistant.knowledge.minutes.classifier.network import classifier_of

    folder = settings.with_data(data).folder
    with closing(open_catalogue(folder)) as catalogue:
        model = catalogue.state().model
    try:
        index = Index.open(folder, model)
    except UnavailableError:
        refuse_unwritable(folder.path)
        raise
    with closing(index), closing(FactStore(folder.path, classifier_of(settings))) as kept:
        yield index, kept
