"""The JSON of funding programmes: which are wanted (nothing unknown passes), and each with its citations."""

from __future__ import annotations

import datetime
from collections.abc import Sequence
from decimal import Decimal, InvalidOperation
from typing import Annotated

from pydantic import BaseModel, BeforeValidator, ConfigDict, Field, WithJsonSchema
from pydantic_core import PydanticCustomError
from typing_extensions import TypedDict

from assistant.errors import InputError
from assistant.knowledge.funding import Programme, Sme, StatedFact
from assistant.knowledge.programmes.facts import FIELDS, Group
from assistant.knowledge.programmes.facts import Field as FactField
from assistant.knowledge.programmes.filtering import ProgrammeFilter, matching, unstated
from assistant.knowledge.programmes.limits import parts_of
from assistant.knowledge.programmes.status import Status
from assistant.knowledge.programmes.told_once import told_once
from assistant.knowledge.programmes.wording import stated_worded, status_worded
from assistant.records import Language, Quote
from assistant.web import replies
from assistant.web.contract import cited_json, place_json
from assistant.web.fields import BLANK, Blank, Day, Lang, Name, Offset, Switch, first_of, refuse_reversed

# So many rows a page or an answer of the API holds; `offset` asks for the next ones.
ROWS = 100
_WHOLE = 100
_LONGEST_NUMBER = 20


def _number(value: object) -> Decimal | None:
    """A share in per cent, with a comma or a point."""
    if value is None or isinstance(value, Decimal):
        return value
    text = str(value).strip().removesuffix("%").strip().replace(",", ".")
    try:
        found = Decimal(text) if len(text) <= _LONGEST_NUMBER else Decimal("NaN")
    except InvalidOperation:
        found = Decimal("NaN")
    if not found.is_finite():
        raise PydanticCustomError("decimal_parsing", "not a number")
    return found


_SHARE = {"type": "string", "pattern": r"^\s*([0-9]{1,2}([.,][0-9]{1,9})?|100)\s*%?\s*$"}
Share = Annotated[Decimal | None, BeforeValidator(_number), Blank, WithJsonSchema({"anyOf": [_SHARE, BLANK]})]


class FundingRequest(BaseModel):
    """Which programmes somebody wants to see; a blank field lets everything through."""

    model_config = ConfigDict(extra="forbid")

    q: Annotated[Name | None, Blank] = None
    applicant: Annotated[Group | None, Blank] = None
    max_rate: Share = None
    min_rate: Share = None
    deadline_from: Day = None
    deadline_to: Day = None
    status: Annotated[Status | None, Blank] = None
    region: Annotated[Name | None, Blank] = None
    unstated: Annotated[Switch, Field(description="also programmes that state nothing of what a filter asks for")] = (
        False
    )
    offset: Offset = 0
    lang: Lang = None

    def wanted(self) -> ProgrammeFilter:
        """Raises InputError when a share is none, the least is above the most, or the first day behind the last."""
        for field, share in (("max_rate", self.max_rate), ("min_rate", self.min_rate)):
            if share is not None and not 0 <= share <= _WHOLE:
                raise InputError("field_range", field=field, value=share, low=0, high=_WHOLE)
        if self.max_rate is not None and self.min_rate is not None and self.min_rate > self.max_rate:
            raise InputError("field_range", field="min_rate", value=self.min_rate, low=0, high=self.max_rate)
        refuse_reversed(self.deadline_from, self.deadline_to)
        return ProgrammeFilter(
            self.q or "",
            self.applicant,
            self.max_rate,
            self.min_rate,
            self.deadline_from,
            self.deadline_to,
            self.status,
            self.region or "",
            self.unstated,
        )


class ProofDocument(replies.Named):
    """The document that proves a fact, and its language."""

    language: Language


class Proof(replies.Place):
    """What proves a fact, word for word; `link` opens it."""

    document: ProofDocument


class FundingFact(TypedDict):
    """A fact: `value` to compare (an ISO date or duration, per cent, euros, a code), `text` to read, and its proof.

    `parts` are those of the programme, or of who may apply, that it holds for, each in the one before it; empty where
    it may hold for all.
    """

    value: str
    text: str
    whom: list[Group]
    role: str | None
    parts: list[str]
    citation: Proof


class FundingProgramme(TypedDict):
    """A programme. `facts` holds a list for each field, empty where nothing is stated.

    `status_because` is what proves `status_text`, be it that no `status` is told but the last call, which is over.
    `next_deadline` is the next of the days that come again each year; null where none does.
    """

    title: str
    status: Status | None
    status_text: str
    status_because: FundingFact | None
    next_deadline: str | None
    sme: Sme | None
    facts: dict[FactField, list[FundingFact]]
    documents: list[replies.Cited]


class FundingTable(TypedDict):
    """The wanted programmes from row `offset` on; `matching` counts them all, `total` the others too.

    `unstated` counts those that state nothing of what a filter asks for; only if they are asked for they are in
    `matching`, as the last ones.
    """

    as_of: str
    total: int
    matching: int
    unstated: int
    offset: int
    programmes: list[FundingProgramme]


def table_json(
    found: Sequence[Programme], asked: FundingRequest, today: datetime.date, language: Language
) -> FundingTable:
    """The wanted programmes from row `offset` on, ROWS at most; `matching` counts them all, `total` the others too."""
    wanted = matching(found, asked.wanted())
    return {
        "as_of": today.isoformat(),
        "total": len(found),
        "matching": len(wanted),
        "unstated": len(unstated(found, asked.wanted())),
        "offset": first_of(asked.offset),
        "programmes": [programme_json(one, language) for one in shown_of(wanted, asked)],
    }


def shown_of(wanted: Sequence[Programme], asked: FundingRequest) -> Sequence[Programme]:
    """The wanted programmes from row `offset` on, ROWS at most."""
    first = first_of(asked.offset)
    return wanted[first : first + ROWS]


def programme_json(programme: Programme, language: Language) -> FundingProgramme:
    """A programme. `facts` holds a list for each field, empty where nothing is stated."""
    because, following = programme.status_because or programme.last_call, programme.next_deadline
    return {
        "title": programme.title,
        "status": programme.status,
        "status_text": status_worded(programme, language),
        "status_because": fact_json(because, language) if because else None,
        "next_deadline": following.isoformat() if following else None,
        "sme": programme.sme,
        "facts": {field: [fact_json(one, language) for one in programme.of(field)] for field in FIELDS},
        "documents": [cited_json(info, None) for info in programme.documents],
    }


def fact_json(stated: StatedFact, language: Language) -> FundingFact:
    """A fact: `value` to compare (an ISO date, per cent, euros, a code), `text` to read, and what proves it."""
    fact = stated.fact
    return {
        "value": fact.value,
        "text": stated_worded(stated, language),
        "whom": list(fact.whom),
        "role": fact.role or None,
        "parts": list(parts_of(fact)),
        "citation": proof_json(stated.quote),
    }


def proof_json(quote: Quote) -> Proof:
    """A quote with the address that opens its document at it."""
    info = quote.document
    return {"document": {"id": info.id, "title": info.title, "language": info.language}, **place_json(quote)}


def told_json(programme: Programme, language: Language) -> dict[FactField, list[tuple[str, list[Proof]]]]:
    """The facts of each field as (text, what proves it): what several quotes state stands once, with all of them."""
    return {field: _once(programme.of(field), language) for field in FIELDS}


def _once(stated: Sequence[StatedFact], language: Language) -> list[tuple[str, list[Proof]]]:
    told: dict[str, dict[str, Proof]] = {}
    for one, others in told_once(stated):
        proofs = told.setdefault(stated_worded(one, language), {})
        for proof in (proof_json(other.quote) for other in (one, *others)):
            proofs.setdefault(proof["link"], proof)
    return [(words, list(proofs.values())) for words, proofs in told.items()]
