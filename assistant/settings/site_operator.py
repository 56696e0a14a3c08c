"""Who runs the assistant, as the operator states it: what the legal pages are filled with."""

from __future__ import annotations

import datetime
from typing import Annotated, Literal

from pydantic import BaseModel, ConfigDict, Field

Line = Annotated[str, Field(max_length=300)]
Lines = Annotated[str, Field(max_length=2000)]

# How far the pages meet the standard, in the words that Implementing Decision (EU) 2018/1523 knows.
Conformity = Literal["full", "partial", "none"]


class Operator(BaseModel):
    """What is empty is not known; the page that needs it says so."""

    model_config = ConfigDict(extra="forbid", frozen=True)

    name: Line = ""
    address: Lines = ""
    represented_by: Line = ""
    email: Line = ""
    phone: Line = ""
    register_entry: Line = ""  # court and number, VAT id
    responsible: Lines = ""  # for journalistic content, § 18 (2) MStV
    legal_basis: Lines = ""  # on which questions are answered, Art. 6 GDPR
    hosting: Lines = ""  # who runs the machine, if somebody else does
    privacy_officer: Lines = ""
    supervisory_authority: Lines = ""  # for data protection
    conformity: Conformity | None = None
    conformity_checked: datetime.date | None = None
    conformity_method: Lines = ""  # by whom it was checked and how
    barriers: Lines = ""  # known ones, besides those that the page names itself
    enforcement_body: Lines = ""  # for accessibility, § 16 BGG or the law of the Land

    def __str__(self) -> str:
        """As a variable states it: JSON of what is not empty."""
        return self.model_dump_json(exclude_defaults=True)
