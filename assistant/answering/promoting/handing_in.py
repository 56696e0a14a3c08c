"""The day by which something is to be handed in before how long a guideline is in force.

"Reichen Sie Ihre Skizze bis zum 31. März ein." answers "Bis wann muss der Antrag da sein?", and "Diese Richtlinie gilt
bis zum 31. Dezember 2027." does not, though both state a last day.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.answering.understanding.understand import Understanding
from assistant.answering.weighing.weigh import Candidate, holds

_I = re.IGNORECASE
_ASKS = re.compile(
    r"antrag|antr(?:ä|ae)ge|skizze|bewerb|einreich|einzureichen|abgeben|abzugeben|\bapply|\bapplication|\bsubmi"
    r"|\bhand(?:ed)? in\b",
    _I,
)
_IN_FORCE = re.compile(
    r"richtlinie|in kraft|geltungsdauer|laufzeit|befristet|g(?:ü|ue)ltig|\bgilt\b|\bin force\b|\bvalid", _I
)
_HANDED_IN = re.compile(
    r"\breichen\b.{1,200}\bein\b|einreich|einzureichen|eingereicht|\bstichtag|antragsfrist|\beinsendeschluss"
    r"|(?:antrag|anträge|skizze|skizzen|bewerbung|bewerbungen)\b.{1,120}\b(?:bis|spätestens|zum)\b"
    r"|\b(?:bis|spätestens|zum)\b.{1,120}\b(?:vorliegen|vorzulegen|zu stellen|gestellt|abzugeben|eingehen|bewerben)\b"
    r"|\bsubmi|\bapply\b|\bdeadline",
    _I,
)
_LATER = re.compile(r"nachweis|bericht", _I)  # what is due from who has been funded


def handing_in(ranked: Sequence[Candidate], asked: Understanding) -> Candidate | None:
    """The best sentence of the same document that tells until when to hand in; None unless that is asked for, and the
    best sentence only says how long a guideline is in force."""
    best = ranked[0]
    asks = asked.expected == "date" and _ASKS.search(asked.query) and not _IN_FORCE.search(asked.query)
    if not asks or not _IN_FORCE.search(best.text) or _tells(best, asked):
        return None
    return next((one for one in ranked[1:] if one.document == best.document and _tells(one, asked)), None)


def _tells(one: Candidate, asked: Understanding) -> bool:
    is_of_something_else = _IN_FORCE.search(one.text) or _LATER.search(one.text)
    return not is_of_something_else and _HANDED_IN.search(one.text) is not None and holds(one.text, asked.expected)
