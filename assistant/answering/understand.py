"""What a question asks for, and the text that is searched for it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal

from assistant.language.detect import detect
from assistant.language.terms import fold, stems
from assistant.records import Language, Question

Expected = Literal["amount", "percent", "date", "duration", "number", "who"]

# The first pattern that occurs in the folded question decides, so the narrow ones stand first.
_EXPECTED: tuple[tuple[Expected, re.Pattern[str]], ...] = (
    ("percent", re.compile(r"prozent|\bpercent|%|foerder(?:quote|satz)|\banteil\b|\brate\b")),
    ("duration", re.compile(r"\bwie lang|\bhow long\b|laufzeit|\bdauer|foerderzeitraum")),
    (
        "date",
        re.compile(r"\b(?:bis )?wann\b|\bwhen\b|\bfrist|deadline|stichtag|datum|welche[mnrs]? (?:jahr|monat|tag)"),
    ),
    ("number", re.compile(r"\bwie ?viele\b|\bhow many\b|\banzahl\b")),
    (
        "amount",
        re.compile(
            r"\bwie ?viel\b|\bwie hoch|\bhow (?:much|high)\b|\bkost|\bbetrag|\bsumme|\bbudget|\bpreis|hoechst|euro\b|€"
        ),
    ),
    ("who", re.compile(r"\bwe[rmn]\b|\bwhom?\b|\bwessen\b|ansprechpartner|projekttraeger")),
)

# A question that starts like this, or is this short, goes on with the subject of the one before.
_GOES_ON = re.compile(r"(?:und|oder|aber|also|dann|and|but|what about|how about)\b")
# Words that give the assistant orders instead of asking the documents; a question about rules or passwords is none.
_INSTRUCTS = re.compile(
    r"(?:\bignorier(?:e|en sie)?|(?:^|\bbitte )ignoriert) (?:\w+ ){0,3}(?:anweisung|regel|vorgabe)"
    r"|(?:^|[.!?:;,]\s*|\b(?:please|and|then|now) )ignore (?:\w+ ){0,3}(?:rule|instruction|prompt)"
    r"|\bsystem ?prompt|\bdu bist (?:jetzt|ab)|\byou are now\b|\bantworte ab (?:jetzt|sofort)"
    r"|\bfrom now on,? (?:you|answer|reply|respond|speak|act|write)\b"
    r"|</\w+>|(?:^|[>.!?]\s*)system:|\bpasswor[dt]\b.{0,40}\baus\s*(?:[.!]|$)|\bpasswor[dt]\b.{0,40}\b(?:nenn|tell|verrat)"
    r"|\b(?:tell|nenn|verrat)\w*\b.{0,40}\bpasswor[dt]"
)
SUBJECT_TERMS = 3  # a question with fewer content words of its own needs a subject from before


@dataclass(frozen=True, slots=True)
class Understanding:
    """`query` is what is searched: the question, led by the one that it goes on from; `terms` are its stems.

    `is_instruction` marks a text that gives the assistant orders; no document can answer that.
    """

    query: str
    terms: frozenset[str]
    language: Language
    expected: Expected | None
    is_instruction: bool

    def spelled(self, query: str) -> Understanding:
        """The same, its query spelled as the corpus spells it: what is misspelt stands in no sentence."""
        return self if query == self.query else replace(self, query=query, terms=frozenset(stems(query)))


def understand(question: Question) -> Understanding:
    """The question with its subject resolved and its expected kind of answer, None where nothing narrows it."""
    query = _resolved(question)
    folded = fold(question.text)
    expected = next((kind for kind, pattern in _EXPECTED if pattern.search(folded)), None)
    language = question.language or detect(question.text)
    return Understanding(query, frozenset(stems(query)), language, expected, bool(_INSTRUCTS.search(folded)))


def goes_on(text: str) -> bool:
    """Whether the text begins like one that goes on from another: "Und bis wann?"."""
    return _GOES_ON.match(fold(text).strip()) is not None


def _resolved(question: Question) -> str:
    if not question.history:
        return question.text
    bare = len(set(stems(question.text))) < SUBJECT_TERMS
    if bare or goes_on(question.text):
        return f"{question.history[-1]} {question.text}"
    return question.text
