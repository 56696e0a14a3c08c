"""A transformer model in 8 bits, run by onnxruntime without torch, out of a folder that `onnx_export.py` wrote."""

from __future__ import annotations

import json
import os
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from assistant.indexing.embedding.onnx_session import session_options
from assistant.indexing.embedding.transformer import Forward, Prompts

MODEL, WEIGHTS, TOKENIZER, DESCRIPTION = "model.onnx", "model.weights", "tokenizer.json", "model.json"
INPUTS = ("input_ids", "attention_mask")
OUTPUTS = ("token_vectors", "text_vectors")
LONGEST = 100_000  # tokens; more than any model sees, for those that state no limit


@dataclass(frozen=True, slots=True)
class Description:
    """What a model's folder says beside the graph and the tokenizer."""

    dimension: int
    max_tokens: int
    padding_id: int
    query_prompt: str
    passage_prompt: str

    @classmethod
    def read(cls, folder: Path) -> Description:
        return cls(**json.loads((folder / DESCRIPTION).read_text(encoding="utf-8")))

    def write(self, folder: Path) -> None:
        (folder / DESCRIPTION).write_text(json.dumps(asdict(self), ensure_ascii=False), encoding="utf-8")


class OnnxEngine:
    """An Engine out of a folder that `export` wrote."""

    def __init__(self, folder: Path) -> None:
        found = Description.read(folder)
        self.dimension = found.dimension
        self.prompts = Prompts(found.query_prompt, found.passage_prompt)
        self._model = folder / MODEL
        self._padding_id = found.padding_id
        self._tokenizer = Tokenizer.from_file(str(folder / TOKENIZER))
        self._tokenizer.no_padding()
        self._tokenizer.no_truncation()
        self._room = found.max_tokens - self._tokenizer.num_special_tokens_to_add(False)

    def count_tokens(self, text: str) -> int:
        return len(self._tokenizer.encode(text, add_special_tokens=False))

    def forward(self, texts: Sequence[str], *, one_thread: bool) -> Forward:
        encodings = [self._cut(found) for found in self._tokenizer.encode_batch(list(texts), add_special_tokens=False)]
        ids, mask, offsets = _padded(encodings, self._padding_id)
        session = self._on_one_thread if one_thread else self._on_all_cores
        tokens, vectors = session.run(OUTPUTS, dict(zip(INPUTS, (ids, mask), strict=True)))
        return Forward(tokens, vectors / np.linalg.norm(vectors, axis=1, keepdims=True), offsets)

    def _cut(self, encoding: Encoding) -> Encoding:
        """`encoding` within the model's reach, with the special tokens."""
        encoding.truncate(self._room)
        return self._tokenizer.post_process(encoding)

    def verify(self) -> bool:
        return True  # nothing went wrong in 8 bits so far, and how coarse they are was measured when the model was made

    # A server only asks questions, an ingestion only embeds passages: each session is opened when it is needed.
    @cached_property
    def _on_one_thread(self) -> onnxruntime.InferenceSession:
        return self._session(1)

    @cached_property
    def _on_all_cores(self) -> onnxruntime.InferenceSession:
        return self._session(os.cpu_count() or 1)

    def _session(self, threads: int) -> onnxruntime.InferenceSession:
        options = session_options(threads)
        options.enable_cpu_mem_arena = False  # which keeps what the largest batch took
        return onnxruntime.InferenceSession(str(self._model), options, providers=["CPUExecutionProvider"])


def _padded(
    encodings: Sequence[Encoding], padding_id: int
) -> tuple[NDArray[np.int64], NDArray[np.int64], NDArray[np.int64]]:
    """Token ids (n, t), ones where they are no padding (n, t), and offsets (n, t, 2)."""
    shape = len(encodings), max(map(len, encodings))
    ids, mask, offsets = np.full(shape, padding_id), np.zeros(shape, np.int64), np.zeros((*shape, 2), np.int64)
    for row, encoding in enumerate(encodings):
        ids[row, : len(encoding)] = encoding.ids
        mask[row, : len(encoding)] = 1
        offsets[row, : len(encoding)] = encoding.offsets
    return ids, mask, offsets
