"""The shipped reader: a small transformer in 8 bits that reads a question and a stretch of a passage together.

Learnt by `python -m assistant train` (`evaluation/learning/train_reader.py`). No torch here.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property, partial
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray

from assistant.answering.reader.reader import Finding
from assistant.indexing.embedding.pairs import Pair, Stretch, Words, pair_session, words_of
from assistant.records import Span

SHIPPED = Path(__file__).parent / "network.onnx"
OUTPUTS = ("stretches", "sentences", "spans")

SPAN_TOKENS = 24  # an exact answer is not longer


class NetworkReader:
    """A Reader out of the file `network` and the unpacked embedding model, whose folder `body` gives.

    Loaded at its first use.
    """

    def __init__(self, body: Callable[[], Path], network: Path = SHIPPED) -> None:
        self.body = body
        self.network = network

    def read(self, question: str, stretches: Sequence[Stretch]) -> list[Finding]:
        """A finding for each stretch.

        Each is read alone by one thread, for then none is padded and what a layer gives stays in the thread's cache:
        0.6 of the time of one call for all (docs/MEASUREMENTS.md). What is found of one does not depend on the others.
        """
        alone = partial(_read, self._words, self._session, question)
        return list(self._threads.map(alone, stretches))

    @cached_property
    def _threads(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(os.cpu_count() or 1, "reading")

    @cached_property
    def _words(self) -> Words:
        return words_of(self.body())

    @cached_property
    def _session(self) -> onnxruntime.InferenceSession:
        return pair_session(self.network, OUTPUTS)


def _read(words: Words, session: onnxruntime.InferenceSession, question: str, stretch: Stretch) -> Finding:
    arrays, [pair] = words.inputs([question], [stretch])
    [answers], [sentences], [spans] = session.run(OUTPUTS, arrays)
    return _finding(pair, answers, sentences, spans)


def _finding(pair: Pair, answers: np.float32, sentences: NDArray[np.float32], spans: NDArray[np.float32]) -> Finding:
    exact = [_best_span(pair, start, end, spans) for start, end in pair.sentences]
    found = sentences[: len(pair.sentences)]
    return Finding(float(answers), tuple(map(float, found)), tuple(exact))


def _best_span(pair: Pair, start: int, end: int, spans: NDArray[np.float32]) -> Span | None:
    """The most likely span between two tokens, as offsets into the stretch; None where a sentence has no token."""
    count = end - start
    if count <= 0:
        return None
    sums = spans[start:end, 0][:, None] + spans[start:end, 1][None, :]
    allowed = np.triu(np.ones((count, count), bool)) & ~np.triu(np.ones((count, count), bool), SPAN_TOKENS)
    first, last = np.unravel_index(int(np.where(allowed, sums, -np.inf).argmax()), sums.shape)
    return Span(pair.offsets[start - pair.first + first][0], pair.offsets[start - pair.first + last][1])
