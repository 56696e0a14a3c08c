"""Why a sentence is not proved by its quotes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

RefusalReason = Literal[
    "figure",
    "unit",
    "percentage",
    "date",
    "paragraph",
    "bound",
    "name",
    "negation",
    "modal",
    "role",
    "scope",
    "support",
    "length",
    "entailment",
]


@dataclass(frozen=True, slots=True)
class Refusal:
    """One reason. `detail` are the words that it is about, of the sentence or, for what it leaves out, of a quote.

    figure, unit, percentage, date, paragraph: it does not stand in the quotes
    bound: "bis zu", "mindestens", "rund" is another than there, or missing
    name, negation, modal: a name, a denial, a "kann" or "muss" that they do not hold, or a weaker word that it drops
    role: it stands there, but in another place: of another case, as beginning instead of end, done by the other
    scope: "alle" for "einige"; a share or a condition that it leaves out
    support: words of which nothing stands there
    entailment: all of it may stand there, but a network that reads both does not find that they say the same
    length: more figures than are looked up one by one; the detail is their number
    """

    reason: RefusalReason
    detail: str
