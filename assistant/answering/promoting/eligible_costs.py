"""What costs count before how much of them is paid: "Zuwendungsfähig sind folgende Ausgaben:" for "Welche Kosten sind
förderfähig?".
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.understanding.understand import Understanding
from assistant.answering.weighing.weigh import Candidate, QuoteOf
from assistant.knowledge.programmes.costs import counting
from assistant.language.negation import is_negated

SENTENCES = 2  # the most that are put first
_I = re.IGNORECASE
_COSTS = r"(?:\w{0,30}kosten|\w{0,30}ausgaben|\w{0,30}aufwendungen)"
_COUNT = r"(?:zuwendungs|f(?:ö|oe)rder)f(?:ä|ae)hig"
_ASKS = re.compile(
    rf"\b(?:welche|was f(?:ü|ue)r)\s(?:\w{{1,20}}\s){{0,2}}{_COSTS}\b.{{0,120}}\b(?:{_COUNT}|anerkannt|erstattet"
    rf"|(?:ü|ue)bernommen|gef(?:ö|oe)rdert|bezuschusst)\b"
    rf"|\b(?:welche|was)\s(?:sind\s)?(?:die\s)?{_COUNT}en?\s{_COSTS}\b"
    r"|\bwhich (?:costs|expenses|expenditures?)\b.{0,120}\b(?:eligible|covered|reimbursed|funded)\b",
    _I,
)
_HOW_MUCH = re.compile(r"\b(?:max\w*|h(?:ö|oe)chst\w*|bis zu|mindest\w*|pro|je|prozent|wie ?viel\w*)\b", _I)


def eligible_costs(ranked: Sequence[Candidate], asked: Understanding, quote_of: QuoteOf) -> list[Candidate]:
    """The first sentences of the best one's document that state which costs count, or which do not if that is asked, a
    sentence that leads in a list before any other; none unless that is asked for."""
    if not _ASKS.search(asked.query) or _HOW_MUCH.search(asked.query):
        return []
    own = [one for one in ranked if one.document.id == ranked[0].document.id]
    wanted = "ineligible" if is_negated(asked.query) else "eligible"
    found = [one for one in own if counting(one.text) == wanted and quote_of(one)]
    return sorted(found, key=lambda one: not _leads_in(one.text))[:SENTENCES]


def _leads_in(text: str) -> bool:
    return text.rstrip(" *_").endswith(":")
