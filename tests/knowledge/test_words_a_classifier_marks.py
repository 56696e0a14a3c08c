"""What the classifier's marks on single words make of who is to do a task, and until when."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import numpy as np
import pytest

from assistant.indexing.embedding.pairs import Pair, Stretch
from assistant.knowledge.minutes.classifier.classifier import Prediction
from assistant.knowledge.minutes.classifier.network import UNTIL, WHO, NetworkClassifier
from assistant.knowledge.minutes.outcome import KINDS
from assistant.records import Span


class Marks:
    """Reads a sentence of words as a task, with one token a word, those in `who` and `until` marked."""

    def __init__(self, who: tuple[str, ...], until: tuple[str, ...]) -> None:
        self._marked = {WHO: who, UNTIL: until}

    def read(self, pairs: Iterator[tuple[str, Stretch]]) -> Iterator[tuple[Pair, tuple[np.ndarray, np.ndarray]]]:
        for _, stretch in pairs:
            words = list(re.finditer(r"[\w.]+", stretch.text))
            kinds = np.array([[1.0 if kind == "task" else -1.0 for kind in KINDS]])
            tokens = np.full((len(words), 2), -1.0)
            for column, marked in self._marked.items():
                tokens[[number for number, word in enumerate(words) if word[0] in marked], column] = 1
            yield Pair([], 0, [(0, len(words))], [word.span() for word in words]), (kinds, tokens)


def told(sentence: str, who: tuple[str, ...] = (), until: tuple[str, ...] = ()) -> Prediction:
    classifier = NetworkClassifier(Path)
    classifier._runner = Marks(who, until)  # type: ignore[assignment]
    [[prediction]] = classifier.predict([Stretch("", sentence, (Span(0, len(sentence)),))])
    return prediction


@pytest.mark.parametrize(
    ("sentence", "marked", "until"),
    [
        ("Imke fragt bis Ende Mai nach.", ("bis", "Ende", "Mai"), "Ende Mai"),
        ("Er ruft in den nächsten zwei Wochen an.", ("in", "den", "nächsten", "Wochen"), "in den nächsten zwei Wochen"),
        ("Er stellt das Gerät für vier Wochen auf.", ("vier",), ""),  # how long, and no day
        ("Imke schickt die Liste bis 3.5.", ("bis", "3.5."), "3.5."),
        ("Imke schickt die Liste bis Montag.", ("Montag.",), "Montag"),
        (
            "Bis Mai ruft Imke alle an, die Jonas bei dem Treffen am Neckar versprochen hatte, im Juni zu helfen.",
            ("Bis", "Mai", "Juni"),
            "Mai",
        ),
    ],
)  # fmt: skip
def test_words_for_a_day_are_one_verbatim_stretch(sentence: str, marked: tuple[str, ...], until: str) -> None:
    assert told(sentence, until=marked).until == until


@pytest.mark.parametrize(
    ("sentence", "marked", "who"),
    [
        ("Das machen Imke und Jonas.", ("Imke", "Jonas."), ("Imke", "Jonas")),
        ("Das macht Frau K.", ("Frau", "K."), ("Frau K.",)),
        ("Das macht Frau Rohwer.", ("Frau", "Rohwer."), ("Frau Rohwer",)),
    ],
)
def test_the_full_stop_is_part_of_no_name_but_of_an_initial(
    sentence: str, marked: tuple[str, ...], who: tuple[str, ...]
) -> None:
    assert told(sentence, who=marked).who == who
