"""The list of who was at a meeting tells nobody who does anything else: "Anwesend: Imke Rohwer (Nordsiel)" is no answer
to "Wer fährt nach Nordsiel?", however many names it holds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable

from assistant.answering.understanding.understand import Understanding
from assistant.answering.weighing.weigh import Candidate
from assistant.language.terms import fold

_LIST = re.compile(
    r"\W*(?:anwesen\w+|teilnehm\w+|teilgenommen|entschuldigt|abwesen\w+|gaeste|present|attendees|participants|apologies"
    r"|absent|excused)\b[^.:]{0,40}:"
)
_ASKS_WHO_WAS_THERE = re.compile(
    r"\b(?:anwesen|abwesen|zugegen|dabei|da\b|teilnehm|teilnahm|teilgenommen|\w*nahm(?:en)?\b|mitgemacht|mitmach\w*"
    r"|fehl|gefehlt|entschuldigt|verhindert|gaeste?|gast\b|besuch|vertreten|eingeladen|kam(?:en)?\b|gekommen|sass"
    r"|getroffen|traf|mitglied|present|attend|took part|participa|there\b|absent|missing|excused|guests?\b|met\b)"
)


def without_those_present(sentences: Iterable[Candidate], asked: Understanding) -> list[Candidate]:
    """The sentences without lists of who was there, where it is asked who did something else."""
    if asked.asked_for != "who" or _ASKS_WHO_WAS_THERE.search(fold(asked.resolved or asked.query)):
        return list(sentences)
    return [one for one in sentences if not _LIST.match(fold(one.text))]
