"""Which decision a later one repeals: "Der Beschluss vom 20. Juni 2023 wird aufgehoben."

Sure is only what names the day of the earlier meeting and has the same subject: in its own words ("zu den Reisekosten")
or as its item of the agenda. A part of a decision that is repealed leaves it standing.
"""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator
from typing import NamedTuple

from assistant.knowledge.minutes.outcome import Outcome
from assistant.knowledge.minutes.structure.sections import section_of
from assistant.language import sentences
from assistant.language.dates import find_dates
from assistant.language.terms import stems

_I = re.IGNORECASE
_WHAT = r"\b(?:beschlu(?:ss|ß|sses)|regelung|festlegung|entscheidung|decision|resolution)\b"
_REPEALED = re.compile(
    rf"{_WHAT}.{{0,160}}\b(?:aufgehoben|aufzuheben|zurückgenommen|widerrufen|außer kraft gesetzt|hinfällig"
    r"|gilt nicht mehr|wird durch .{0,160}ersetzt|repealed|revoked|rescinded|withdrawn)\b"
    rf"|\bhebt\b.{{0,40}}{_WHAT}.{{0,120}}\bauf\W*\Z",
    _I | re.DOTALL,
)
_NOT_SURE = re.compile(
    r"\b(?:(?<!gilt )nicht|kein\w*|teil(?:weise|s)?|insoweit|soweit|satz|absatz|ziffer|punkt|falls|wenn|ob|sollt?e?n?"
    r"|würde|not|part(?:ly|s)?|if|whether|unless|should|would)\b",
    _I,
)
_SUBJECT = re.compile(r"\b(?:zu[mr]?|über|betreffend|bezüglich)\s(?P<words>(?:(?:de[mnr]|die|das)\s)?[A-ZÄÖÜ][\w-]+)")
_NO_TOPIC = re.compile(
    r"(?:verschiedenes|sonstiges|allgemeines|organisatorisches|beschlussfassung|genehmigung\b.*)\Z", _I
)


class Repeal(NamedTuple):
    """The day of the meeting whose decision is repealed, and the stems of what it was about."""

    day: datetime.date
    subject: frozenset[str]

    def is_of(self, outcome: Outcome, held: datetime.date | None) -> bool:
        """Whether this outcome of a meeting on the day `held` is on the subject."""
        about = frozenset(stems(f"{outcome.topic} {outcome.text}"))
        return outcome.kind == "decision" and held == self.day and self.subject <= about


def may_repeal(minutes: str) -> bool:
    """Whether the text of minutes holds words that repeal a decision."""
    return _REPEALED.search(minutes) is not None


def repeals(outcome: Outcome) -> Iterator[Repeal]:
    """What a decision repeals."""
    if outcome.kind != "decision" or not _REPEALED.search(outcome.text):
        return
    for span in sentences.split(outcome.text):
        sentence = span.of(outcome.text)
        days = [one.date for one in find_dates(sentence) if one.precision == "day"]
        if len(days) == 1 and _REPEALED.search(sentence) and not _NOT_SURE.search(sentence):
            named = _SUBJECT.search(sentence)
            if subject := frozenset(stems(named["words"] if named else _subject_of(outcome.topic))):
                yield Repeal(days[0], subject)


def _subject_of(topic: str) -> str:
    """The item of the agenda; empty for one that says nothing of what was decided."""
    return "" if section_of(topic) or _NO_TOPIC.match(topic) else topic
