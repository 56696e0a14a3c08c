"""The shipped reader: a small transformer in 8 bits that reads a question and a stretch of a passage together.

Learnt by `python -m assistant train` (`evaluation/learning/train_reader.py`). No torch here.
"""

from __future__ import annotations

from collections.abc import Callable, Sequence
from pathlib import Path

import numpy as np
from numpy.typing import NDArray

from assistant.answering.reader.reader import Finding
from assistant.indexing.embedding.pair_runner import PairRunner
from assistant.indexing.embedding.pairs import Pair, Stretch
from assistant.records import Span

SHIPPED = Path(__file__).parent / "network.onnx"
OUTPUTS = ("stretches", "sentences", "spans")

SPAN_TOKENS = 24  # an exact answer is not longer


class NetworkReader:
    """A Reader out of the file `network` and the unpacked embedding model, whose folder `body` gives.

    Loaded at its first use.
    """

    def __init__(self, body: Callable[[], Path], network: Path = SHIPPED) -> None:
        self.network = network
        self._runner = PairRunner(body, network, OUTPUTS, "reader_not_loaded")

    def read(self, question: str, stretches: Sequence[Stretch]) -> list[Finding]:
        """A finding for each stretch."""
        read = self._runner.read((question, one) for one in stretches)
        return [_finding(stretch, *found) for stretch, found in zip(stretches, read, strict=True)]


def _finding(stretch: Stretch, pair: Pair, outputs: Sequence[NDArray[np.float32]]) -> Finding:
    answers, sentences, spans = outputs
    places = zip(stretch.sentences, pair.sentences, strict=True)
    exact = [_best_span(pair, start, end, spans, sentence) for sentence, (start, end) in places]
    found = sentences[: len(pair.sentences)]
    return Finding(float(answers), tuple(map(float, found)), tuple(exact))


def _best_span(pair: Pair, start: int, end: int, spans: NDArray[np.float32], sentence: Span) -> Span | None:
    """The most likely span of a sentence, between two of its tokens, as offsets into the stretch; None without any."""
    count = end - start
    if count <= 0:
        return None
    sums = spans[start:end, 0][:, None] + spans[start:end, 1][None, :]
    allowed = np.triu(np.ones((count, count), bool)) & ~np.triu(np.ones((count, count), bool), SPAN_TOKENS)
    first, last = np.unravel_index(int(np.where(allowed, sums, -np.inf).argmax()), sums.shape)
    begin, end = pair.offsets[start - pair.first + first][0], pair.offsets[start - pair.first + last][1]
    return Span(max(sentence.start, begin), end)  # the first token may hold the space before the sentence, too
