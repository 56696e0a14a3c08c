"""A transformer model in 8 bits, run by onnxruntime: no torch is imported, once the model has been made.

It is made (`onnx_export.py`) at the first use and kept in the data folder's model cache, in a folder that is named by
what it depends on: the model's own files, our format, and the versions of the libraries.
"""

from __future__ import annotations

import hashlib
import json
import os
import shutil
from collections.abc import Iterator, Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from importlib.metadata import version
from pathlib import Path

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from tokenizers import Encoding, Tokenizer

from assistant.errors import ModelError
from assistant.indexing import bundled
from assistant.indexing.model_cache import intact, make
from assistant.indexing.transformer import Forward, Prompts

FORMAT = 1  # raised when `onnx_export.py` makes another model out of the same files
LIBRARIES = ("onnx", "onnxruntime", "sentence-transformers", "tokenizers", "torch", "transformers")
PREFIX = "onnx-int8-"
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


def load(setting: str, cache: Path, *, name: str) -> OnnxEngine:
    """The engine of the model that `setting` asks for and that is called `name`, made now if `cache` does not hold it.

    Raises:
        ModelError: the model cannot be loaded or exported.
        StorageError: the cache cannot be written.
    """
    folder, revision = _folder(setting, cache, name)
    if not intact(folder):
        from assistant.indexing.onnx_export import Source, export

        place = str(bundled.model_folder(cache)) if setting == "bundled" else setting
        make(folder, lambda beside: export(Source(place, setting, name, revision), beside))
        _remove_older(folder)
    return OnnxEngine(folder)


def _folder(setting: str, cache: Path, name: str) -> tuple[Path, str | None]:
    """Where the model is kept, and the revision of the hub that it is made from."""
    revision = None
    if setting == "bundled":
        files = [bundled.FILE_SHA256]
    elif Path(setting).exists():
        files = list(_listing(Path(setting)))
    else:
        revision = _revision(setting)
        files = [revision]
    versions = [f"{library} {version(library)}" for library in LIBRARIES]
    depends_on = "\n".join([str(FORMAT), name, *versions, *files])
    return cache / f"{PREFIX}{_short_hash(name)}-{_short_hash(depends_on)}", revision


def _short_hash(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogateescape")).hexdigest()[:12]


def _listing(folder: Path) -> Iterator[str]:
    """A line for each file of a local model; to read them all would take longer than to load what was made of them."""
    for path in sorted(folder.rglob("*")):
        if path.is_file():
            yield f"{path.relative_to(folder)} {path.stat().st_size} {path.stat().st_mtime_ns}"


def _revision(name: str) -> str:
    """The commit of a hub model: the one on this machine, or the newest if there is none yet."""
    from huggingface_hub import hf_hub_download, try_to_load_from_cache

    try:
        found = try_to_load_from_cache(name, "config.json")
        return Path(found if isinstance(found, str) else hf_hub_download(name, "config.json")).parent.name
    except Exception as error:  # the hub's library fails in many ways: no network, no such model, no valid name
        why = next(iter(str(error).splitlines()), type(error).__name__)
        raise ModelError("model_not_loaded", name=name, why=why) from error


def _remove_older(folder: Path) -> None:
    """What was made of the same model before goes; who still runs it has its files open."""
    model = folder.name.rpartition("-")[0]
    for other in folder.parent.glob(f"{model}-*"):
        if other != folder:
            shutil.rmtree(other, ignore_errors=True)


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

    # A server only asks questions, an ingestion only embeds passages: each session is opened when it is needed.
    @cached_property
    def _on_one_thread(self) -> onnxruntime.InferenceSession:
        return self._session(1)

    @cached_property
    def _on_all_cores(self) -> onnxruntime.InferenceSession:
        return self._session(os.cpu_count() or 1)

    def _session(self, threads: int) -> onnxruntime.InferenceSession:
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = threads
        options.add_session_config_entry("session.intra_op.allow_spinning", "0")  # threads that wait shall sleep
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
