"""`python -m assistant funding`: the programmes as text, as the JSON of the API, or as CSV. No model is loaded."""

from __future__ import annotations

import argparse
import datetime
import json
from contextlib import closing
from pathlib import Path
from typing import TYPE_CHECKING, TypeVar

from assistant.errors import InputError, UsageError
from assistant.knowledge.programmes.facts import GROUPS
from assistant.knowledge.programmes.status import STATUSES
from assistant.messages import text
from assistant.records import AUDIENCES, Audience, Language
from assistant.settings import Settings

if TYPE_CHECKING:
    from assistant.knowledge.funding import Programme, Wanted

COMMAND = "python -m assistant funding"
Parser = TypeVar("Parser", bound=argparse.ArgumentParser)
_ASKED = ("q", "applicant", "max_rate", "min_rate", "deadline_from", "status", "region")


def add_funding(commands: argparse._SubParsersAction[Parser], language: Language) -> None:
    description = text("funding_description", language)
    command = commands.add_parser("funding", help=description, description=description)
    choices = {"applicant": GROUPS, "status": STATUSES}
    for name in _ASKED:
        label = text("funding_query" if name == "q" else f"funding_{name}", language)
        command.add_argument(f"--{name.replace('_', '-')}", dest=name, choices=choices.get(name), help=label)
    command.add_argument("--today", metavar="DATE", help=text("funding_help_today", language))
    command.add_argument("--audience", action="append", choices=AUDIENCES, help=text("funding_help_audience", language))
    command.add_argument("--data", type=Path, metavar="DIR", help=text("funding_help_data", language))
    form = command.add_mutually_exclusive_group()
    form.add_argument("--json", action="store_true", help=text("funding_help_json", language))
    form.add_argument("--csv", action="store_true", help=text("funding_help_csv", language))


def run(arguments: argparse.Namespace, settings: Settings) -> None:
    """Prints the programmes that are wanted.

    Raises:
        UsageError: a filter cannot be understood.
        UnavailableError: nothing was ingested yet.
    """
    from assistant.knowledge.funding import matching
    from assistant.web.funding_text import programme_text, programmes_csv

    language = settings.language
    wanted, today = _wanted(arguments, language), _today(arguments.today, language)
    known = _known(arguments.data or settings.data, frozenset(arguments.audience or ["public"]), today)
    found = matching(known, wanted)
    if arguments.json:
        from assistant.web.funding_contract import programme_json

        told = [programme_json(one, language) for one in found]
        body = {"as_of": today.isoformat(), "total": len(known), "matching": len(found), "programmes": told}
        print(json.dumps(body, ensure_ascii=False))
    elif arguments.csv:
        print(programmes_csv(found, language), end="")
    else:
        for programme in found:
            print(programme_text(programme, language))
        print(text("funding_count", language, count=len(found), total=len(known)))


def _wanted(arguments: argparse.Namespace, language: Language) -> Wanted:
    from pydantic import ValidationError

    from assistant.web.funding_contract import FundingRequest
    from assistant.web.problems import explained

    values = {name: getattr(arguments, name) for name in _ASKED if getattr(arguments, name) is not None}
    try:
        return FundingRequest.model_validate(values).wanted()
    except ValidationError as error:
        told = explained([{**one, "loc": ("", *one["loc"])} for one in error.errors()])
        raise _refused(told.explain(language).message) from error
    except InputError as error:
        raise _refused(error.explain(language).message) from error


def _today(words: str | None, language: Language) -> datetime.date:
    try:
        return datetime.date.fromisoformat(words) if words else datetime.date.today()
    except ValueError as error:
        raise _refused(InputError("field_date", field="today").explain(language).message) from error


def _refused(why: str) -> UsageError:
    return UsageError("bad_arguments", why=why, command=COMMAND)


def _known(data: Path, audiences: frozenset[Audience], today: datetime.date) -> list[Programme]:
    from assistant.indexing.index import Index, open_catalogue
    from assistant.indexing.storage import DataFolder
    from assistant.knowledge.funding import programmes
    from assistant.knowledge.kept import Kept

    with closing(open_catalogue(DataFolder(data))) as catalogue:
        model = catalogue.state().model
    with closing(Index.open(data, model)) as index, closing(Kept(data)) as kept:
        return programmes(kept, index, audiences, today)
