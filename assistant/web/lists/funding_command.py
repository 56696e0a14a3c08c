"""`python -m assistant funding`: the programmes as text, as the JSON of the API, or as CSV. No model is loaded."""

from __future__ import annotations

import argparse
import datetime
import json
from typing import TYPE_CHECKING

from assistant.command_line import Commands, add_audience, add_command, add_data, audiences_of
from assistant.errors import InputError
from assistant.knowledge.programmes.facts import GROUPS
from assistant.knowledge.programmes.status import STATUSES
from assistant.messages import text
from assistant.records import Audience, Language
from assistant.settings.settings import Settings
from assistant.web.lists.list_command import add_form, asked, iso, opened, refused

if TYPE_CHECKING:
    from assistant.knowledge.funding import Programme

COMMAND = "python -m assistant funding"
_ASKED = ("q", "applicant", "max_rate", "min_rate", "deadline_from", "deadline_to", "status", "region")


def add_funding(commands: Commands, language: Language) -> None:
    command = add_command(commands, "funding", text("funding_description", language), run, needs_data=True)
    choices = {"applicant": GROUPS, "status": STATUSES}
    for name in _ASKED:
        label = text("funding_query" if name == "q" else f"funding_{name}", language)
        escaped = label.replace("%", "%%")  # argparse fills in what stands behind a %
        command.add_argument(f"--{name.replace('_', '-')}", dest=name, choices=choices.get(name), help=escaped)
    command.add_argument("--unstated", action="store_true", default=None, help=text("funding_help_unstated", language))
    command.add_argument("--today", metavar="DATE", help=text("funding_help_today", language))
    add_audience(command, language)
    add_data(command, language)
    add_form(command, language)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Prints the programmes that are wanted.

    Raises:
        UsageError: a filter cannot be understood.
        UnavailableError: nothing was ingested yet.
    """
    from assistant.knowledge.programmes.filtering import matching, unstated
    from assistant.web.lists.funding_contract import FundingRequest
    from assistant.web.lists.funding_text import programme_text, programmes_csv

    language = settings.language
    values = {name: getattr(arguments, name) for name in (*_ASKED, "unstated")}
    wanted = asked(lambda told: FundingRequest.model_validate(told).wanted(), values, COMMAND, language)
    today = _today(arguments.today, language)
    known = _known(arguments, settings, audiences_of(arguments), today)
    found, silent = matching(known, wanted), len(unstated(known, wanted))
    if arguments.json:
        from assistant.web.lists.funding_contract import programme_json

        told = [programme_json(one, language) for one in found]
        counts = {"total": len(known), "matching": len(found), "unstated": silent}
        body = {"as_of": today.isoformat(), **counts, "programmes": told}
        print(json.dumps(body, ensure_ascii=False))
    elif arguments.csv:
        print(programmes_csv(found, language), end="")
    else:
        for programme in found:
            print(programme_text(programme, language))
        print(text("funding_count", language, count=len(found), total=len(known)))
        if silent:
            key = "funding_unstated_among" if wanted.unstated else "funding_unstated"
            print(text(key, language, count=silent))
    return 0


def _today(words: str | None, language: Language) -> datetime.date:
    try:
        return datetime.date.fromisoformat(iso(words)) if words else datetime.date.today()
    except ValueError as error:
        raise refused(InputError("field_date", field="today"), COMMAND, language) from error


def _known(
    arguments: argparse.Namespace, settings: Settings, audiences: frozenset[Audience], today: datetime.date
) -> list[Programme]:
    from assistant.knowledge.funding import programmes

    with opened(arguments.data, settings) as (index, kept):
        return programmes(kept, index, audiences, today)
