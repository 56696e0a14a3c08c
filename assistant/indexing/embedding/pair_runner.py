"""A network in a file that reads pairs of texts (`pairs.py`), loaded and run: reader, classifier or entailment."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterable, Sequence
from concurrent.futures import ThreadPoolExecutor
from functools import cached_property
from pathlib import Path
from typing import Any

import onnxruntime
from numpy.typing import NDArray

from assistant.errors import ModelError
from assistant.indexing.embedding.model_errors import reason
from assistant.indexing.embedding.onnx_session import session_options
from assistant.indexing.embedding.pairs import INPUTS, Pair, Stretch, Words, words_of

Read = tuple[Pair, list[NDArray[Any]]]  # what stands where, and each output without the axis of texts


class PairRunner:
    """Reads pairs by the network in the file `network`, which gives `outputs`; loaded at its first use. Thread-safe.

    `body` gives the folder of the unpacked embedding model, whose words it reads. A file that holds no such network is
    refused by the code `refusal`.
    """

    def __init__(
        self, body: Callable[[], Path], network: Path, outputs: Sequence[str], refusal: str = "network_not_loaded"
    ) -> None:
        self._body = body
        self._network = network
        self._outputs = outputs
        self._refusal = refusal

    def read(self, pairs: Iterable[tuple[str, Stretch]]) -> list[Read]:
        """What the network gives for each question and its stretch.

        Each is read alone by one thread, for then none is padded and what a layer gives stays in the thread's cache:
        0.6 of the time of one call for all (docs/history/READER.md, "each stretch read by itself"). What is found of
        one does not depend on the others.

        Raises:
            ModelError: the file holds no such network.
            StorageError: the embedding model cannot be unpacked.
        """
        words, session = self._words, self._session  # loaded here, once, and not by each thread of the pool

        def alone(pair: tuple[str, Stretch]) -> Read:
            question, stretch = pair
            arrays, [placed] = words.inputs([question], [stretch])
            found = session.run(self._outputs, {name: arrays[name] for name in INPUTS})
            return placed, [output[0] for output in found]

        return list(self._threads.map(alone, pairs))

    @cached_property
    def _threads(self) -> ThreadPoolExecutor:
        return ThreadPoolExecutor(os.cpu_count() or 1, "reading")

    @cached_property
    def _words(self) -> Words:
        return words_of(self._body())

    @cached_property
    def _session(self) -> onnxruntime.InferenceSession:
        """Reads such pairs and gives the outputs; on one thread."""
        try:
            session = onnxruntime.InferenceSession(
                str(self._network), session_options(threads=1), providers=["CPUExecutionProvider"]
            )
        except Exception as error:  # onnxruntime has no errors of its own
            raise ModelError(self._refusal, path=self._network, why=reason(error)) from error
        found = [one.name for one in (*session.get_inputs(), *session.get_outputs())]
        if found != [*INPUTS, *self._outputs]:
            why = f"({', '.join(found)}) != ({', '.join((*INPUTS, *self._outputs))})"
            raise ModelError(self._refusal, path=self._network, why=why)
        return session
