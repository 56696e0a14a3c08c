"""What is known of a funding programme: facts, each with the words that prove it. What is not stated has no fact."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal, get_args

from assistant.knowledge.proof import Proof

Condition = Literal["form", "duration", "costs", "own_share", "cumulation", "start", "procedure", "payment"]
CONDITIONS: tuple[Condition, ...] = get_args(Condition)
Field = Literal[
    "title", "giver", "applicant", "purpose", "rate", "cap", "deadline", "region", "contact", "period", Condition
]
FIELDS: tuple[Field, ...] = get_args(Field)

Group = Literal[
    "sme",
    "company",
    "startup",
    "university",
    "research",
    "municipality",
    "public",
    "association",
    "health",
    "legal_person",
    "person",
    "other",
]
GROUPS: tuple[Group, ...] = get_args(Group)
# Whom somebody who asks for the first means as well: a small firm is a firm, and a firm is a legal person.
_MEANT: dict[Group, tuple[Group, ...]] = {
    "sme": ("sme", "company", "legal_person"),
    "company": ("company", "sme", "legal_person"),
    "university": ("university", "research"),
    "research": ("research", "university"),
    "municipality": ("municipality", "public"),
}

Size = Literal["micro", "small", "medium", "large"]

ONGOING = "ongoing"


@dataclass(frozen=True, slots=True)
class Fact:
    """One fact. `value` is spelled so that it can be compared, depending on the field:

    title, giver, region, purpose: the words; contact: a name or an e-mail address
    form (grant or loan, paid back or not), duration (for how long it is paid), costs (for which), own_share (what one
        pays oneself), cumulation (beside other public money), start (when one may begin), procedure (how to apply),
        payment (when it is paid): the words
    applicant: a Group, "other" where the words name none that is known
    rate: per cent, "50" or "52.5"; `whom` holds the groups that it is for, empty where it is for all; `role` says of
        small and medium-sized enterprises which: a Size, "" for all
    cap: euros, "700000"
    deadline: an ISO date, a day of each year "--03-15", ONGOING, or how long before the beginning of what is funded, an
        ISO duration of days, weeks or months: "P4W"
    period: an ISO date; `role` says which: "from", "until", "at_most" (after a possible prolongation), "opens" (for
        applications); or the value "closed", of a programme that takes no more applications, or "paused", of one that
        takes none for now

    `programme` names which of several the fact is about, where the document lists them; empty for the one it is about.
    `parts` are the parts of it below whose headings the fact stands, in the words of the document, outermost first:
    "Modul A: Beratung". What the words that prove it name themselves is read from these, see `limits.py`.
    """

    field: Field
    value: str
    proof: Proof
    whom: tuple[Group, ...] = ()
    role: str = ""
    programme: str = ""
    parts: tuple[str, ...] = ()

    @property
    def number(self) -> Decimal:
        """Of a rate or a cap."""
        return Decimal(self.value)

    @property
    def month_and_day(self) -> tuple[int, int]:
        """Of a deadline of each year."""
        month, day = self.value.removeprefix("--").split("-")
        return int(month), int(day)

    @property
    def is_ahead(self) -> bool:
        """Whether it is a deadline that hangs on when somebody begins."""
        return self.field == "deadline" and self.value.startswith("P")

    @property
    def day(self) -> datetime.date | None:
        """Of a deadline or period; None for a day of each year and for what is no day."""
        is_day = self.field in ("deadline", "period") and self.value[:1].isdigit()
        return datetime.date.fromisoformat(self.value) if is_day else None


def meant_by(group: Group) -> tuple[Group, ...]:
    """The groups that are meant where somebody asks for one."""
    return _MEANT.get(group, (group,))
