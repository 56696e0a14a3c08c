"""`python -m assistant outcomes`: what came out of the meetings, as text, as JSON, or as CSV. No model is loaded."""

from __future__ import annotations

import argparse
import datetime
import json
import re
import sys
from collections.abc import Collection, Iterator
from dataclasses import replace
from itertools import groupby
from typing import TYPE_CHECKING

from assistant.command_line import Commands, add_audience, add_command, add_data, audiences_of
from assistant.knowledge.minutes.outcome import KINDS
from assistant.messages import printable, text
from assistant.records import Audience, Language
from assistant.settings.settings import Settings
from assistant.web.lists.list_command import add_form, asked, opened

if TYPE_CHECKING:
    from assistant.knowledge.outcomes import OutcomeFilter, StatedOutcome

COMMAND = "python -m assistant outcomes"
_CALLED = re.compile(r"^lab\s+|[\s-]+lab$")
_FIELDS = ("lab", "person", "date_from", "date_to", "due_from", "due_to", "q")


def add_outcomes(commands: Commands, language: Language) -> None:
    command = add_command(commands, "outcomes", text("outcomes_description", language), run, needs_data=True)
    command.add_argument("--kind", choices=KINDS, help=text("outcomes_help_kind", language))
    for field in _FIELDS:
        option = f"--{field.replace('_', '-')}"
        command.add_argument(option, dest=field, metavar="TEXT", help=text(f"outcomes_help_{field}", language))
    command.add_argument("--still", action="store_true", default=None, help=text("outcomes_help_still", language))
    add_audience(command, language)
    add_data(command, language)
    add_form(command, language)


def run(arguments: argparse.Namespace, settings: Settings) -> int:
    """Prints the outcomes that are wanted.

    Raises:
        UsageError: a filter cannot be understood.
        UnavailableError: nothing was ingested yet.
    """
    from assistant.web.lists.outcome_contract import OutcomesRequest, outcomes_csv, outcomes_json

    values = {name: getattr(arguments, name) for name in ("kind", *_FIELDS, "still")}
    wanted = asked(lambda told: OutcomesRequest.model_validate(told).wanted(), values, COMMAND, settings.language)
    found = _found(arguments, settings, audiences_of(arguments), wanted)
    today = datetime.date.today()
    if arguments.json:
        print(json.dumps(outcomes_json(found, wanted, today, most=None), ensure_ascii=False))
    elif arguments.csv:
        print(outcomes_csv(found, settings.language, today), end="")
    else:
        print("\n".join(_shown(found, settings.language, today)))
    return 0


def _found(
    arguments: argparse.Namespace, settings: Settings, audiences: frozenset[Audience], wanted: OutcomeFilter
) -> list[StatedOutcome]:
    from assistant.knowledge.outcomes import outcomes

    with opened(arguments.data, settings) as (index, kept):
        labs = {info.lab for info in index.documents(audiences) if info.lab and info.type == "minutes"}
        if wanted.lab:
            wanted = replace(wanted, lab=_lab(wanted.lab, labs, settings.language))
        return outcomes(kept, index, audiences, wanted)


def _lab(name: str, labs: Collection[str], language: Language) -> str:
    """The lab of that name, with or without "Lab" before it; where there is none, the known ones are told to stderr."""
    from assistant.language.terms import fold

    known = {fold(lab): lab for lab in labs}
    found = known.get(fold(name)) or known.get(_CALLED.sub("", fold(name)))
    if not found:
        print(text("outcomes_unknown_lab", language, lab=name, known=", ".join(sorted(labs)) or "–"), file=sys.stderr)
    return found or name


def _shown(found: list[StatedOutcome], language: Language, today: datetime.date) -> Iterator[str]:
    """The minutes as headings, their outcomes as lines below."""
    from assistant.language.dates import written

    for number, (info, group) in enumerate(groupby(found, key=lambda stated: stated.document)):
        stated_here = list(group)
        day = written(info.date, language) if info.date else text("element_no_date", language)
        paths = dict.fromkeys(copy.document.path for stated in stated_here for copy in stated.copies)
        also = text("outcomes_copies", language, paths=", ".join(paths)) if paths else ""
        heading = " · ".join(part for part in (day, info.lab, info.title, info.path, also) if part)
        yield ("\n" if number else "") + printable(heading)
        yield from (_line(stated, language, today) for stated in stated_here)
    yield ("\n" if found else "") + text("outcomes_count", language, count=len(found))


def _line(stated: StatedOutcome, language: Language, today: datetime.date) -> str:
    from assistant.answering.looking_up.outcome_listing import said
    from assistant.knowledge.minutes.sentences.topics import telling

    outcome = stated.outcome
    late = text("outcomes_overdue", language) if stated.is_overdue(today) else ""
    done = text("outcomes_done", language) if stated.done else ""
    details = "; ".join(part for part in (late, done, telling(outcome.topic), outcome.vote) if part)
    kind = text(f"outcomes_kind_{outcome.kind}", language)
    return printable(f"  {kind}: {said(stated, language)}" + (f"  [{details}]" if details else ""))
