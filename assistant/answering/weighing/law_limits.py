"""What the law on aid lets any programme pay at most: "55 Millionen Euro pro Unternehmen (Artikel 4 AGVO)", "300.000
Euro De-minimis-Beihilfen in drei Jahren".

Most directives repeat it. It is no amount of their programme, and no answer to how much that pays.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.answering.understanding.understand import Understanding
from assistant.answering.weighing.weigh import Candidate

_LAW = r"(?:\bAGVO\b|\bGBER\b|\bGruppenfreistellungsverordnung\b)"
_MOST = r"\b(?:Maximalbetr|Höchstbetr|Schwellenwert|Anmeldeschwell)"
_THREE_YEARS = r"\bdrei (?:aufeinanderfolgenden )?(?:Steuer|Kalender)?jahren?\b"
# Article 4 is that of the thresholds from which on aid has to be notified.
_LIMIT = re.compile(
    rf"{_LAW}[^.;]{{0,160}}{_MOST}|{_MOST}[^.;]{{0,160}}{_LAW}|\((?:Artikel|Art\.)\s4\b[^()]{{0,80}}{_LAW}\s*\)"
    rf"|\b[Dd]e-minimis\b[^;]{{0,250}}?{_THREE_YEARS}|{_THREE_YEARS}[^;]{{0,250}}?\b[Dd]e-minimis\b"
)
_ASKS_FOR_LAW = re.compile(
    r"\b(?:agvo|gber|de-?minimis|beihilf|\w*freistell|\w*schwelle|rechtlich|erlaub|zul(?:ä|ae)ssig"
    r"|state aid|threshold|allowed)",
    re.IGNORECASE,
)


def without_law_limits(sentences: Iterable[Candidate], asked: Understanding) -> list[Candidate]:
    """The sentences without what the law allows, where an amount is asked for and nothing of the law."""
    if "amount" not in asked.figure_kinds or _ASKS_FOR_LAW.search(asked.resolved or asked.query):
        return list(sentences)
    return [one for one in sentences if not _LIMIT.search(" ".join(one.text.split()))]
