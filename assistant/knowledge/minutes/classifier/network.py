"""The shipped classifier: a small transformer in 8 bits that reads a heading and the sentences below it together.

Learnt by `python -m assistant train --minutes` (`evaluation/learning/train_classifier.py`). No torch here.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from functools import partial
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.indexing.embedding import bundled
from assistant.indexing.embedding.pair_runner import PairRunner
from assistant.indexing.embedding.pairs import Pair, Stretch
from assistant.knowledge.minutes.classifier.classifier import SILENT, OutcomeClassifier, Prediction
from assistant.knowledge.minutes.outcome import KINDS, OutcomeKind
from assistant.language.numerals import NUMBER_WORD
from assistant.records import Span
from assistant.settings.settings import Settings

SHIPPED = Path(__file__).parents[1] / "network.onnx"
OUTPUTS = ("tells", "names")  # logits: (n, s, 4) of the sentences by KINDS, (n, t, 2) of the tokens: who, until when
WHO, UNTIL = range(2)

# From this logit on a sentence is told (docs/MEASUREMENTS.md, "more minutes learnt").
TOLD = 1.6

_BEFORE_A_DAY = re.compile(r"\A(?:(?:bis|spätestens|am|zum|zur|by|until)\s)+", re.IGNORECASE)
_WORD = re.compile(r"[\w@][\w@.'’-]*")
# Behind "3.5" and "Frau K" it is part of the day and of the name.
_FULL_STOP = re.compile(r"(?<!\d\.\d)(?<!\d\.\d\d)(?<!\b[A-ZÄÖÜ])\.+\Z")
LONGEST_DAY = 60


def classifier_of(settings: Settings) -> OutcomeClassifier:
    """The shipped one, not loaded yet; one that tells nothing where the settings want no reader either."""
    return NetworkClassifier(partial(bundled.model_folder, settings.model_cache)) if settings.reader else SILENT


class NetworkClassifier:
    """An OutcomeClassifier out of the file `network` and the unpacked embedding model, whose folder `body` gives.

    Loaded at its first use.
    """

    def __init__(self, body: Callable[[], Path], network: Path = SHIPPED) -> None:
        self._runner = PairRunner(body, network, OUTPUTS)

    def predict(self, stretches: Sequence[Stretch]) -> list[tuple[Prediction, ...]]:
        """What each sentence of each stretch says."""
        found = self._runner.read(map(headed, stretches)) if stretches else []
        return [_told(stretch, pair, *logits) for stretch, (pair, logits) in zip(stretches, found, strict=True)]


def headed(stretch: Stretch) -> tuple[str, Stretch]:
    """What the network reads: the context, mostly a heading, stands where the reader has its question."""
    return stretch.context, replace(stretch, context="")


def _told(
    stretch: Stretch, pair: Pair, kinds: NDArray[np.float32], tokens: NDArray[np.float32]
) -> tuple[Prediction, ...]:
    return tuple(
        Prediction(
            _kinds(kinds[number]),
            tuple(span.of(stretch.text) for span in _named(pair, tokens[:, WHO], sentence, stretch.text)),
            _day(tuple(_named(pair, tokens[:, UNTIL], sentence, stretch.text)), stretch.text),
        )
        for number, sentence in enumerate(stretch.sentences)
    )


def _kinds(logits: NDArray[np.float32]) -> tuple[OutcomeKind, ...]:
    """The kind that is most told; a decision may give a task as well."""
    told = [(float(logit), kind) for logit, kind in zip(logits, KINDS, strict=True) if logit > TOLD]
    found = {max(told)[1]} if told else set()
    if found < {"decision", "task"}:
        found |= {kind for _, kind in told} & {"decision", "task"}
    return tuple(kind for kind in KINDS if kind in found)


def _named(pair: Pair, logits: NDArray[np.float32], sentence: Span, text: str) -> Iterator[Span]:
    """Neighbouring words of a sentence whose tokens have a logit above 0 in the mean."""
    start = end = sentence.start
    for word in _WORD.finditer(text, sentence.start, sentence.end):
        first, after = pair.tokens(Span(*word.span()))
        if after <= first or logits[first:after].mean() <= 0:
            continue
        if text[end : word.start()].strip() or start == end:
            yield from [Span(start, end)] if end > start else []
            start = word.start()
        end = word.end()
    if end > start:
        yield Span(start, start + len(_FULL_STOP.sub("", text[start:end])))


def _day(named: Sequence[Span], text: str) -> str:
    """The words for a day with those between them ("in den nächsten (zwei) Wochen"), the first ones where much is."""
    if not named:
        return ""
    whole = Span(named[0].start, named[-1].end)
    words = (whole if whole.end - whole.start <= LONGEST_DAY else named[0]).of(text)
    words = _BEFORE_A_DAY.sub("", " ".join(words.split()))
    return "" if re.fullmatch(NUMBER_WORD, words, re.IGNORECASE) else words
