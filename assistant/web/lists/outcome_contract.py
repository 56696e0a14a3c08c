"""Outcomes as JSON and as CSV: which are wanted (nothing unknown passes), and each with its citation."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Sequence
from typing import Annotated

from pydantic import BaseModel, ConfigDict, Field
from typing_extensions import TypedDict

from assistant.answering.looking_up.outcome_listing import fields
from assistant.knowledge.minutes.outcome import OutcomeKind
from assistant.knowledge.outcomes import OutcomeFilter, StatedOutcome
from assistant.messages import text
from assistant.records import DocumentInfo, Language, Quote
from assistant.spreadsheet import as_csv
from assistant.web import replies
from assistant.web.contract import cited_json, link_to, place_json
from assistant.web.fields import Blank, Day, Lang, Name, Offset, Switch, refuse_reversed

# So many outcomes a page or an answer of the API holds; `offset` asks for the next ones.
ROWS = 100
_COLUMNS = (
    "kind",
    "text",
    "persons",
    "due",
    "due_date",
    "vote",
    "topic",
    "date",
    "lab",
    "document",
    "page",
    "quote",
    "link",
    "repealed",
    "repealed_link",
    "copies",
    "overdue",
    "done_link",
    "repeals",
    "repeals_link",
)


class OutcomesRequest(BaseModel):
    """Which outcomes somebody wants to see; a blank field lets everything through."""

    model_config = ConfigDict(extra="forbid")

    kind: Annotated[OutcomeKind | None, Blank] = None
    lab: Annotated[Name | None, Blank] = None
    person: Annotated[Name | None, Blank] = None
    date_from: Day = None
    date_to: Day = None
    due_from: Day = None
    due_to: Day = None
    q: Annotated[Name | None, Blank] = None
    still: Annotated[Switch, Field(description="nothing that is done, repealed, or a result")] = False
    offset: Offset = 0
    lang: Lang = None

    def wanted(self) -> OutcomeFilter:
        """Raises InputError when the dates are the wrong way round."""
        held, due = (self.date_from, self.date_to), (self.due_from, self.due_to)
        for first, last in (held, due):
            refuse_reversed(first, last)
        return OutcomeFilter(self.kind, self.lab or "", self.person or "", *held, self.q or "", *due, self.still)


class Due(TypedDict):
    """Until when, in the words of the minutes, and the day if they name one."""

    words: str
    date: str | None


class OutcomesPlace(replies.Place):
    """Words of minutes, and where they stand; `link` opens them."""

    document: replies.Cited


class RepealedOutcome(OutcomesPlace):
    """An earlier decision, word for word, that a later one repeals."""

    text: str


class Outcome(OutcomesPlace):
    """What came out of a meeting, word for word, and where it stands. `date` is that of the meeting.

    `overdue` tells of a task that its day is past, and that no minutes tell it to be done; where they do, `done` is
    where. `repealed` is the later decision that repeals it, `repeals` the earlier one that it repeals. `copies` are
    where other copies of the minutes say the same.
    """

    kind: OutcomeKind
    text: str
    topic: str | None
    persons: list[str]
    due: Due | None
    overdue: bool
    vote: str | None
    date: str | None
    lab: str | None
    done: OutcomesPlace | None
    repealed: OutcomesPlace | None
    repeals: RepealedOutcome | None
    copies: list[OutcomesPlace]


class OutcomesTable(TypedDict):
    """Outcomes from number `offset` on; `total` counts them all, `wanted` are the filters in force."""

    total: int
    offset: int
    wanted: dict[str, str]
    outcomes: list[Outcome]


def outcomes_json(
    found: Sequence[StatedOutcome], wanted: OutcomeFilter, today: datetime.date, first: int = 0, most: int | None = ROWS
) -> OutcomesTable:
    """`most` of the outcomes from number `first` on; `total` counts them all, `wanted` are the filters in force."""
    shown = found[first:] if most is None else found[first : first + most]
    return {
        "total": len(found),
        "offset": first,
        "wanted": fields(wanted),
        "outcomes": [outcome_json(one, today) for one in shown],
    }


def outcome_json(stated: StatedOutcome, today: datetime.date) -> Outcome:
    """An outcome as it stands `today`. `due.date` and `date` (of the meeting) are ISO 8601; what is not stated is null
    or empty."""
    outcome, info = stated.outcome, stated.document
    due = outcome.due
    return {
        "kind": outcome.kind,
        "text": outcome.text,
        "topic": outcome.topic or None,
        "persons": list(outcome.persons),
        "due": {"words": due.words, "date": due.date.isoformat() if due.date else None} if due else None,
        "overdue": stated.is_overdue(today),
        "vote": outcome.vote or None,
        "date": info.date.isoformat() if info.date else None,
        "lab": info.lab,
        **_place_json(stated.quote),
        "done": _place_json(stated.done) if stated.done else None,
        "repealed": _place_json(stated.repealed) if stated.repealed else None,
        "repeals": _repealed_json(stated.repeals) if stated.repeals else None,
        "copies": [_place_json(copy) for copy in stated.copies],
    }


def _repealed_json(stated: StatedOutcome) -> RepealedOutcome:
    return {"text": stated.outcome.text, **_place_json(stated.quote)}


def _place_json(quote: Quote) -> OutcomesPlace:
    return {"document": cited_json(quote.document, quote.superseded_by), **place_json(quote)}


def outcomes_csv(found: Iterable[StatedOutcome], language: Language, today: datetime.date, server: str = "") -> str:
    """A line for each outcome as it stands `today`, as a German spreadsheet opens it: a byte order mark, semicolons.

    `server` is put before the links, which else are addresses on the server.
    """
    names = [text(f"outcomes_field_{column}", language) for column in _COLUMNS]
    return as_csv([names, *(_cells(stated, language, today, server) for stated in found)])


def _cells(stated: StatedOutcome, language: Language, today: datetime.date, server: str) -> list[str]:
    outcome, quote, info = stated.outcome, stated.quote, stated.document
    due = outcome.due
    return [
        text(f"outcomes_kind_{outcome.kind}", language),
        outcome.text,
        ", ".join(outcome.persons),
        due.words if due else "",
        due.date.isoformat() if due and due.date else "",
        outcome.vote,
        outcome.topic,
        _day(info),
        info.lab or "",
        info.title,
        str(quote.page or ""),
        quote.text,
        server + link_to(quote),
        _day(stated.repealed.document) if stated.repealed else "",
        server + link_to(stated.repealed) if stated.repealed else "",
        " ".join(server + link_to(copy) for copy in stated.copies),
        text("outcomes_overdue", language) if stated.is_overdue(today) else "",
        server + link_to(stated.done) if stated.done else "",
        stated.repeals.outcome.text if stated.repeals else "",
        server + link_to(stated.repeals.quote) if stated.repeals else "",
    ]


def _day(info: DocumentInfo) -> str:
    return info.date.isoformat() if info.date else ""
