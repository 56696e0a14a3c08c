"""The shipped entailment: a small transformer in 8 bits that reads a sentence and its quotes together.

Learnt by `python -m assistant train --proofs` (`evaluation/learning/train_entailment.py`). No torch here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import partial
from pathlib import Path

from assistant.answering.proving.entailment import Entailment
from assistant.indexing.embedding import bundled
from assistant.indexing.embedding.pair_runner import PairRunner
from assistant.indexing.embedding.pairs import Stretch
from assistant.records import Span
from assistant.settings.settings import Settings

SHIPPED = Path(__file__).parent / "network.onnx"
OUTPUTS = ("entailed",)  # (n,) logits


def entailment_of(settings: Settings) -> Entailment | None:
    """The shipped one, not loaded yet; None where the settings want no reader either."""
    return NetworkEntailment(partial(bundled.model_folder, settings.model_cache)) if settings.reader else None


class NetworkEntailment:
    """An Entailment out of the file `network` and the unpacked embedding model, whose folder `body` gives.

    Loaded at its first use.
    """

    def __init__(self, body: Callable[[], Path], network: Path = SHIPPED) -> None:
        self._runner = PairRunner(body, network, OUTPUTS)

    def logit(self, sentence: str, texts: Sequence[str]) -> float:
        """As `Entailment` says; of a sentence 96 tokens are read, of both together 320."""
        [(_, [found])] = self._runner.read([(sentence, joined(texts))])
        return float(found)


def joined(texts: Sequence[str]) -> Stretch:
    """The quotes as one stretch, each of them a part of it."""
    spans, start = [], 0
    for text in texts:
        spans.append(Span(start, start + len(text)))
        start += len(text) + 1
    return Stretch("", "\n".join(texts), tuple(spans))
