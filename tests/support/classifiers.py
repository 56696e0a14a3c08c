"""A classifier that can be followed by eye: a few plain words say what a sentence tells, and who stands before them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from assistant.indexing.embedding.pairs import Stretch
from assistant.knowledge.minutes.classifier.classifier import Prediction
from assistant.knowledge.minutes.outcome import OutcomeKind

_KINDS: tuple[tuple[OutcomeKind, re.Pattern[str]], ...] = (
    (
        "open",
        re.compile(r"\bvertagt\b|\b(?:ist|bleibt)(?: noch)? offen\b|\boffen bleibt\b|\bunklar\b|\bnoch nicht\b", re.I),
    ),
    (
        "decision",
        re.compile(
            r"\bbeschließt\b|\bbeschlossen\b|\bstimmt\b.* zu\b|\bgenehmigt\b|\babgelehnt\b|\beinstimmig\b"
            r"|\baufgehoben\b|\bgewählt\b|\bdecided\b",
            re.I,
        ),
    ),
    (
        "task",
        re.compile(
            r"\b(?:übernimmt|kümmert sich|kümmere mich|mietet|klärt|klären|melden sich)\b"
            r"|\bwird gebeten\b|\bwird beauftragt\b",
            re.I,
        ),
    ),
    ("result", re.compile(r"\bist fertig\b|\bliegt vor\b|\bist gebucht\b", re.I)),
)
_NAME = r"(?:(?:Frau |Herr |Die |Der |Das )?[A-ZÄÖÜ][\w-]+)"
_WHO = re.compile(rf"{_NAME}(?:(?:,| und)? {_NAME})*\Z|(?:\A|(?<=: ))\w+\Z")


class KeywordClassifier:
    """Tells the kinds whose words a sentence holds; the names right before those of a task are who is to do it."""

    def predict(self, stretches: Sequence[Stretch]) -> list[tuple[Prediction, ...]]:
        return [tuple(_prediction(span.of(stretch.text)) for span in stretch.sentences) for stretch in stretches]


def _prediction(sentence: str) -> Prediction:
    found = {kind: match for kind, words in _KINDS if (match := words.search(sentence))}
    kinds = tuple(kind for kind in found if kind != "decision" or "open" not in found)
    who = _WHO.search(sentence[: found["task"].start()].rstrip()) if "task" in found else None
    return Prediction(kinds, (who[0],) if who else ())


class EagerClassifier:
    """Takes every sentence but a question for a decision."""

    def predict(self, stretches: Sequence[Stretch]) -> list[tuple[Prediction, ...]]:
        return [tuple(_eager(span.of(stretch.text)) for span in stretch.sentences) for stretch in stretches]


def _eager(sentence: str) -> Prediction:
    return Prediction(() if sentence.endswith("?") else ("decision",))
