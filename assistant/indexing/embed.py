"""Text to vectors: what an embedder is, and which one the settings name.

Every vector has unit length, so a dot product is a cosine.
"""

from __future__ import annotations

import os
from collections.abc import Callable, Sequence
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.indexing import bundled
from assistant.records import Document, Passage, Span
from assistant.settings import Settings

Vector = NDArray[np.float32]

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
    # Threads that wait shall sleep: where others use the cores too, spinning ones make torch many times slower. To be
    # said before torch is imported.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    from assistant.indexing.transformer import load

    if settings.embedding_model == "bundled":
        folder = bundled.model_folder(settings.data / "models")
        return load(str(folder), name=model_name(settings), setting=settings.embedding_model)
    return load(settings.embedding_model, name=model_name(settings), setting=settings.embedding_model)
