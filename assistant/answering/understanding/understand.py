"""What a question asks for, and the query that it is searched by."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Literal, get_args

from assistant.answering.understanding.following import resolve
from assistant.language.asked_for import AskedFor, asked_for
from assistant.language.detect import detect
from assistant.language.stopwords import FILLERS
from assistant.language.terms import fold, stems
from assistant.records import Language, Question
from assistant.telemetry.stages import Stage

# Kinds of answers that can be recognised in a text.
Expected = Literal[
    "amount", "percent", "date", "duration", "number", "who", "decision", "reason", "condition", "applicants", "contact"
]
_EXPECTED: dict[AskedFor, Expected] = {kind: kind for kind in get_args(Expected)} | {"deadline": "date"}

# The kinds of figures that answer.
FIGURE_KINDS: dict[Expected, tuple[str, ...]] = {
    "amount": ("amount",),
    "percent": ("percent",),
    "date": ("date", "time"),
    "duration": ("duration",),
    "number": ("number",),
}

_FILLS = re.compile(rf"\b(?:{'|'.join(sorted(FILLERS))})\b")
# Texts that ask nothing of documents: orders to the assistant, requests for a poem, questions about the weather or
# the time. Questions about rules or passwords are none.
_GUARDED = r"\b(?:das|dein|euer|ihr|the|your) (?:\w+[ -])?passwor[dt]\b(?! \w*(?:regel|polic|rule))"
_INSTRUCTS = re.compile(
    r"(?:\bignorier(?:e|en sie)?|(?:^|\bbitte )ignoriert) (?:\w+ ){0,3}(?:anweisung|regel|vorgabe)"
    r"|(?:^|[.!?:;,]\s*|\b(?:please|and|then|now) )ignore (?:\w+ ){0,3}(?:rule|instruction|prompt)"
    r"|\bsystem ?prompt|\bdu bist (?:jetzt|ab)|\byou are now\b|\bantworte ab (?:jetzt|sofort)"
    r"|\bfrom now on,? (?:you|answer|reply|respond|speak|act|write)\b"
    rf"|</\w+>|(?:^|[>.!?]\s*)system:|{_GUARDED}.{{0,40}}\b(?:aus\s*(?:[.!]|$)|nenn|tell|verrat)"
    rf"|\b(?:tell|nenn|verrat)\w*\b.{{0,40}}{_GUARDED}"
    r"|\bwie (?:wird|ist) (?:\w+ )?das wetter(?: (?:in|bei) \w+)?\W*$"
    r"|\b(?:wetter|weather) (?:heute|morgen|today|tomorrow)\b"
    r"|^(?:wie spaet|wie ?viel uhr) (?:ist es|haben wir)\b|^what time is it\b|\bwhat(?: is|'s) the weather\b"
    r"|^(?:bitte |please )?(?:schreib|verfass|dicht|erzaehl|write|compose|tell)\w*\b.{0,20}"
    r"\b\w*(?:gedicht|(?<!mitg)lied|witz|maerchen|roman|poem|song|joke|tale)\b"
)


@dataclass(frozen=True, slots=True)
class Understanding:
    """What a question asks.

    Attributes:
        query: what is searched: the question with what it takes from the conversation.
        terms: the stems of the query, without filler words.
        asked_for: the kind of answer; None where the words leave it open.
        is_instruction: the text gives the assistant orders, which no document answers.
        since: for a follow-up, the place in the history of the question that began its topic.
        resolved: for a follow-up, the question with its subject, for people to read.
    """

    query: str
    terms: frozenset[str]
    language: Language
    asked_for: AskedFor | None
    is_instruction: bool
    since: int | None = None
    resolved: str | None = None

    @property
    def expected(self) -> Expected | None:
        """The kind by which an answer can be recognised; None if there is no such kind."""
        return _EXPECTED.get(self.asked_for) if self.asked_for else None

    @property
    def figure_kinds(self) -> tuple[str, ...]:
        """The kinds of figures that answer; empty where no figure is asked for."""
        return FIGURE_KINDS.get(self.expected, ()) if self.expected else ()

    def spelled(self, query: str) -> Understanding:
        """The same with the query in another spelling, that of the corpus."""
        return self if query == self.query else replace(self, query=query, terms=_terms(query))


def _terms(query: str) -> frozenset[str]:
    """The stems of a query without filler words."""
    return frozenset(stems(_FILLS.sub(" ", fold(query))))


@Stage("understand")
def understand(question: Question) -> Understanding:
    """The question with its subject and what it asks for."""
    resolved = resolve(question.text, question.history)
    return Understanding(
        resolved.query,
        _terms(resolved.query),
        question.language or detect(question.text),
        asked_for(resolved.asking),
        bool(_INSTRUCTS.search(fold(question.text))),
        resolved.since,
        resolved.stated,
    )
