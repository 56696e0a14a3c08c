"""What a legend in minutes says that letters stand for: "Legende: B = Beschluss, A = Auftrag, O = offen"."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TypeAlias

from assistant.knowledge.minutes.outcome import OutcomeKind

LONGEST = 600  # characters of a line that may be a legend
LEAST_MARKS = 2

_I = re.IGNORECASE
_PAIR = re.compile(r"(?<![\w-])(?P<mark>[A-ZÄÖÜ]{1,2})\s?[=:]\s?(?P<word>[A-Za-zÄÖÜäöüß-]{3,})")
_LEGEND = re.compile(r"\b(?:legende|abkürzungen|zeichenerklärung|kürzel|key)\b", _I)
_WORDS: tuple[tuple[OutcomeKind, re.Pattern[str]], ...] = (
    ("decision", re.compile(r"(?:beschl(?:uss|üsse)|entscheidung(?:en)?|festlegung(?:en)?|vereinbarung(?:en)?)\Z", _I)),
    ("task", re.compile(r"(?:aufgaben?|(?:arbeits)?auftr(?:ag|äge)|to-?dos?|maßnahmen?|tasks?|actions?)\Z", _I)),
    ("open", re.compile(r"(?:offen(?:e[rs]?)?|klärungsbedarf|open)\Z", _I)),
    ("result", re.compile(r"(?:ergebnis(?:se)?|erledigt|results?)\Z", _I)),
)

Legend: TypeAlias = Mapping[str, OutcomeKind | None]
"""The kind that each letter stands for; None for one that stands for something else ("I = Information")."""


def legend_of(text: str) -> Legend:
    """The first legend of a text, empty without one: a line that says so, or that explains letters by "="."""
    for line in text.split("\n"):
        if len(line) > LONGEST or not ("=" in line or _LEGEND.search(line)):
            continue
        pairs = [one for one in _PAIR.finditer(line) if "=" in one[0] or _LEGEND.search(line)]
        if len(pairs) >= LEAST_MARKS and any(_kind(one["word"]) for one in pairs):
            return {one["mark"]: _kind(one["word"]) for one in pairs}
    return {}


def _kind(word: str) -> OutcomeKind | None:
    return next((kind for kind, pattern in _WORDS if pattern.match(word)), None)
