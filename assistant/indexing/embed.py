"""Text to vectors. `load_embedder` picks the model; every vector has unit length, so a dot product is a cosine.

A passage's own forward pass also gives the vectors of its sentences: the mean of a sentence's token vectors, seen in
the context of the whole passage. Source: Günther et al. 2024, "Late Chunking" (arXiv 2409.04701).
"""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple, Protocol

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from assistant.errors import ModelError
from assistant.indexing import bundled
from assistant.records import Document, Passage, Span
from assistant.settings import Settings

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

Vector = NDArray[np.float32]

BATCH = 16
CONTEXT_CHARACTERS = 160


class PassageVectors(NamedTuple):
    """The vector of a passage, (d,) float32, and of its sentences, (s, d) float32; unit length."""

    passage: Vector
    sentences: Vector


class EmbeddingInput(NamedTuple):
    """What is embedded of a passage: `context` says where it stands; `sentences` are offsets into `text`."""

    context: str
    text: str
    sentences: tuple[Span, ...]


class Embedder(Protocol):
    """Turns text into vectors of unit length. `name` tells one model from another: an index remembers it."""

    @property
    def name(self) -> str: ...

    @property
    def dimension(self) -> int: ...

    def count_tokens(self, text: str) -> int:
        """The number of tokens of `text`, without the special ones."""
        ...

    def embed_query(self, text: str) -> Vector:
        """The vector of a question, (d,) float32."""
        ...

    def embed_passages(
        self, inputs: Sequence[EmbeddingInput], progress: Callable[[int], None] | None = None
    ) -> list[PassageVectors]:
        """The vectors of passages and their sentences, in the order of `inputs`.

        `progress` is called with the number of passages done since its last call.
        """
        ...


def input_of(document: Document, passage: Passage) -> EmbeddingInput:
    """What is embedded of `passage`: the document's title and the heading path as context, then its text."""
    path = [document.info.title, *(heading for heading in passage.headings if heading != document.info.title)]
    context = " – ".join(path)[:CONTEXT_CHARACTERS]
    sentences = tuple(Span(s.start - passage.start, s.end - passage.start) for s in passage.sentences)
    return EmbeddingInput(context, passage.text, sentences)


def model_name(settings: Settings) -> str:
    """The `name` of the embedder that `load_embedder` would return, without loading it."""
    return f"bundled:{bundled.NAME}" if settings.embedding_model == "bundled" else settings.embedding_model


def load_embedder(settings: Settings) -> Embedder:
    """The embedder that the settings name. Slow: imports torch and loads the weights.

    Raises:
        ModelError: the model cannot be loaded.
        StorageError: the bundled model cannot be unpacked into the data folder.
    """
    if settings.embedding_model == "bundled":
        folder = bundled.model_folder(settings.data / "models")
        return SentenceTransformerEmbedder(model_name(settings), _load(str(folder), settings.embedding_model))
    return SentenceTransformerEmbedder(model_name(settings), _load(settings.embedding_model, settings.embedding_model))


def _load(source: str, setting: str) -> SentenceTransformer:
    # Threads that wait shall sleep: where others use the cores too, spinning ones make torch many times slower.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    local = Path(source).exists()
    try:
        return SentenceTransformer(source, device="cpu", local_files_only=local, model_kwargs={"dtype": "float32"})
    except (OSError, ValueError, RuntimeError) as error:
        raise ModelError("model_not_loaded", name=setting, why=str(error).splitlines()[0]) from error


class SentenceTransformerEmbedder(Embeddings):
    """Any sentence-transformers model; a LangChain `Embeddings` as well."""

    def __init__(self, name: str, model: SentenceTransformer) -> None:
        self.name = name
        self._model = model
        self._tokenizer: Any = model.tokenizer
        self._query_prompt = _prompt(model, name, ("query",), "query: ")
        self._passage_prompt = _prompt(model, name, ("document", "passage"), "passage: ")

    @property
    def dimension(self) -> int:
        size = self._model.get_embedding_dimension()
        assert size is not None
        return size

    def count_tokens(self, text: str) -> int:
        return len(self._tokenizer.encode(text, add_special_tokens=False, truncation=False, verbose=False))

    def embed_query(self, text: str) -> Vector:  # type: ignore[override]  # an array is a sequence of floats
        vectors = self._forward([self._query_prompt + text])[1]
        return np.asarray(vectors[0], np.float32)

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        """LangChain's door: vectors of texts that have no context and no sentences."""
        return [found.passage.tolist() for found in self.embed_passages([EmbeddingInput("", t, ()) for t in texts])]

    def embed_passages(
        self, inputs: Sequence[EmbeddingInput], progress: Callable[[int], None] | None = None
    ) -> list[PassageVectors]:
        found: dict[int, PassageVectors] = {}
        for batch in _batches([len(i.context) + len(i.text) for i in inputs]):
            found.update(zip(batch, self._embed_batch([inputs[i] for i in batch]), strict=True))
            if progress:
                progress(len(batch))
        return [found[i] for i in range(len(inputs))]

    def _embed_batch(self, inputs: Sequence[EmbeddingInput]) -> Iterator[PassageVectors]:
        heads = [self._passage_prompt + (i.context + "\n" if i.context else "") for i in inputs]
        tokens, passages, offsets = self._forward([head + i.text for head, i in zip(heads, inputs, strict=True)])
        for row, (head, item) in enumerate(zip(heads, inputs, strict=True)):
            spans = [Span(s.start + len(head), s.end + len(head)) for s in item.sentences]
            yield PassageVectors(passages[row], _pooled(tokens[row], offsets[row], spans, passages[row]))

    def _forward(self, texts: list[str]) -> tuple[Vector, Vector, NDArray[np.int64]]:
        """Token vectors (n, t, d), text vectors (n, d) of unit length, and token offsets (n, t, 2)."""
        import torch

        features = self._tokenizer(
            texts,
            padding=True,
            truncation=True,
            max_length=self._model.max_seq_length,
            return_tensors="pt",
            return_offsets_mapping=True,
        )
        offsets = features.pop("offset_mapping").numpy()
        with torch.inference_mode():
            out = self._model(dict(features))
        vectors = torch.nn.functional.normalize(out["sentence_embedding"].float(), dim=1)
        return out["token_embeddings"].float().numpy(), vectors.numpy(), offsets


def _prompt(model: SentenceTransformer, name: str, roles: tuple[str, ...], e5: str) -> str:
    """The prompt that the model was trained with; e5 models on the hub need theirs but do not state it."""
    stated = next((prompt for role in roles if (prompt := model.prompts.get(role))), None)
    return stated or (e5 if "e5" in Path(name).name.lower() else "")


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Indexes in batches of texts of similar length, longest first, so that little is padded."""
    order = sorted(range(len(lengths)), key=lambda i: -lengths[i])
    for start in range(0, len(order), BATCH):
        yield order[start : start + BATCH]


def _pooled(tokens: Vector, offsets: NDArray[np.int64], spans: Sequence[Span], passage: Vector) -> Vector:
    """Unit vectors (s, d) of the spans; a span without a token of its own (cut off) takes the passage's vector."""
    vectors = np.tile(passage, (len(spans), 1))
    for row, span in enumerate(spans):
        inside = (offsets[:, 0] < span.end) & (offsets[:, 1] > span.start)
        if inside.any():
            mean = tokens[inside].mean(axis=0)
            vectors[row] = mean / np.linalg.norm(mean)
    return vectors
