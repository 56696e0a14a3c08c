"""Answers, kept questions and a clock, made for the tests of feedback."""

from __future__ import annotations

import datetime
from dataclasses import dataclass
from typing import Any

from assistant.feedback.store import KeptQuestion
from assistant.records import Answer, Citation, DocumentInfo, Hit, Passage, Question, Quote, Sentence

NOON = datetime.datetime(2026, 3, 10, 12, 0).timestamp()
DAY = datetime.date(2026, 3, 10)
DAY_SECONDS = 24 * 3600


@dataclass
class Clock:
    """A clock that a test sets."""

    now: float = NOON

    def __call__(self) -> float:
        return self.now

    def forward(self, *, days: float) -> None:
        self.now += days * DAY_SECONDS


def info(name: str = "richtlinie") -> DocumentInfo:
    return DocumentInfo(name, f"{name}.md", f"Titel {name}", "funding", "public", "de")


def answered(*documents: str) -> Answer:
    """An answer that cites each of the documents once."""
    quotes = [Quote(info(name), None, "Der Zuschuss beträgt 80 Prozent.", 5, 37) for name in documents]
    citations = tuple(Citation(number, quote) for number, quote in enumerate(quotes, 1))
    sentences = tuple(Sentence(one.quote.text, (one.number,)) for one in citations)
    return Answer("?", "de", "extractive", sentences, citations)


def abstained(reason: Any = "below_threshold") -> Answer:
    passage = Passage("richtlinie", 5, 37, "Der Zuschuss beträgt 80 Prozent.", ())
    return Answer("?", "de", "extractive", reason=reason, related=(Hit(passage, info(), 1, 0.8, 0.8),))


def asked(text: str = "Wer zahlt den Umbau der Werkhalle?", **values: Any) -> Question:
    return Question(text, **values)


def kept(text: str, number: int = 0, **values: Any) -> KeptQuestion:
    made: dict[str, Any] = {
        "answer": f"key-{number}-{text}"[:32],
        "day": DAY,
        "text": text,
        "history": (),
        "reason": "below_threshold",
        "mode": "extractive",
        "audience": "public",
        "language": "de",
        "places": (),
        "is_wrong": False,
        "comment": "",
        "in_gold": False,
    }
    return KeptQuestion(**{**made, **values})
