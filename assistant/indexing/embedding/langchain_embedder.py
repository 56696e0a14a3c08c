"""LangChain's embeddings as our embedder, and our embedder as LangChain's embeddings.

Imported late: it brings LangChain with it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from functools import cached_property
from typing import Any, TypeVar

import numpy as np
from langchain_core.embeddings import Embeddings

from assistant.errors import ModelError
from assistant.indexing.embedding.embed import Embedder, EmbeddingInput, PassageVectors, Vector
from assistant.indexing.embedding.model_errors import missing_package, reason

# Texts a request: a passage and its sentences are about ten, and services take at least some hundred short ones.
TEXTS_A_REQUEST = 128
# Signs of a word that make one token. No interface of LangChain counts tokens; of 4,000 stretches of 1,000 characters
# of German office documents 95 % have at most 1.01 times as many tokens of XLM-R's vocabulary as counted so, 99 % 1.16.
TOKEN_CHARACTERS = 5
# Some services refuse an empty text.
BLANK = "?"
# What LangChain's classes call the model that they ask, and the length that they ask it for.
_MODEL_FIELDS = ("model", "model_name", "model_id", "deployment_name")
_LENGTH_FIELDS = ("dimensions", "output_dimensionality")

_WORD = re.compile(r"\w+|[^\w\s]")

_T = TypeVar("_T")


class LangChainEmbedder:
    """An Embedder out of any LangChain `Embeddings`. As thread-safe as these are.

    Sentences are embedded as texts of their own: the interface gives one vector a text, none a token.

    Args:
        embeddings: what turns texts into vectors, of any length; they are made unit length here.
        name: tells this model from another; an index remembers it. Left out, it is made of the class of `embeddings`
            and the model that they name.

    Raises:
        ValueError: `name` is left out, and `embeddings` name no model.
    """

    def __init__(self, embeddings: Embeddings, name: str | None = None) -> None:
        self.name = name or name_of(embeddings)
        self._embeddings = embeddings

    @cached_property
    def dimension(self) -> int:
        """The length of the vectors; the first use asks the model.

        Raises:
            ModelError: the model cannot be asked, or gives no vector.
        """
        return len(self._asked(lambda: self._embeddings.embed_query(BLANK)))

    def count_tokens(self, text: str) -> int:
        """About how many tokens `text` has, rather too many than too few."""
        return sum(-(-len(word) // TOKEN_CHARACTERS) for word in _WORD.findall(text))

    def embed_query(self, text: str) -> Vector:
        """Raises ModelError: the model cannot be asked, or gives no vector of its length."""
        # A service may repeat the question when it refuses it; that must not come into a log, or to another browser.
        found = self._asked(lambda: self._embeddings.embed_query(_sent(text)), lambda error: type(error).__name__)
        vector: Vector = self._unit([found], 1)[0]
        return vector

    def embed_passages(
        self, inputs: Sequence[EmbeddingInput], progress: Callable[[int], None] | None = None
    ) -> list[PassageVectors]:
        """Raises ModelError: the model cannot be asked, or gives not one vector of its length for each text."""
        found: list[PassageVectors] = []
        for batch in _batches(inputs):
            found += self._embed_batch(batch)
            if progress:
                progress(len(batch))
        return found

    def _embed_batch(self, inputs: Sequence[EmbeddingInput]) -> Iterator[PassageVectors]:
        texts = list(dict.fromkeys(text for item in inputs for text in _texts(item)))
        vectors = self._unit(self._asked(lambda: self._embeddings.embed_documents(texts)), len(texts))
        row_of = {text: row for row, text in enumerate(texts)}
        for item in inputs:
            whole, *sentences = (row_of[text] for text in _texts(item))
            yield PassageVectors(vectors[whole], vectors[sentences])

    def _asked(self, ask: Callable[[], _T], told: Callable[[Exception], str] = reason) -> _T:
        try:
            return ask()
        except Exception as error:  # services and their clients fail in every way there is
            raise ModelError("embeddings_failed", name=self.name, why=told(error)) from error

    def _unit(self, vectors: Sequence[Sequence[float]], count: int) -> Vector:
        """The vectors as (count, d) float32 of unit length."""
        if len(vectors) != count:
            raise ModelError("embeddings_count", name=self.name, found=len(vectors), expected=count)
        wrong = next((len(vector) for vector in vectors if len(vector) != self.dimension), None)
        if wrong is not None:
            raise ModelError("embeddings_dimension", name=self.name, found=wrong, expected=self.dimension)
        matrix = np.asarray(vectors, np.float64)
        lengths = np.linalg.norm(matrix, axis=1, keepdims=True)
        usable = np.isfinite(lengths) & (lengths > 0)
        if not usable.all():
            raise ModelError("embeddings_unusable", name=self.name, bad=int((~usable).sum()), total=count)
        unit: Vector = (matrix / lengths).astype(np.float32)
        return unit


class PassageEmbeddings(Embeddings):
    """Our embedder as LangChain `Embeddings`: for texts that have no context and no sentences."""

    def __init__(self, embedder: Embedder) -> None:
        self.embedder = embedder

    def embed_documents(self, texts: list[str]) -> list[list[float]]:
        found = self.embedder.embed_passages([EmbeddingInput("", text, ()) for text in texts])
        return [vectors.passage.tolist() for vectors in found]

    def embed_query(self, text: str) -> list[float]:
        vector: list[float] = self.embedder.embed_query(text).tolist()
        return vector


def embedder_of(setting: str) -> LangChainEmbedder:
    """The embedder that "provider:model" stands for, as LangChain's `init_embeddings` knows it. Asks nobody yet.

    Raises:
        ModelError: the provider is unknown, its package is not installed, or it lacks something, such as a key.
    """
    from langchain.embeddings import init_embeddings

    options: dict[str, Any] = {}
    if setting.startswith(("openai:", "azure_openai:")):
        # It would load a tokenizer from the network; and servers that only speak OpenAI's protocol want text.
        options["check_embedding_ctx_length"] = False
    try:
        return LangChainEmbedder(init_embeddings(setting, **options), setting)
    except ImportError as error:
        raise ModelError("embeddings_package_missing", name=setting, package=missing_package(error)) from error
    except Exception as error:  # each provider refuses in its own way
        raise ModelError("embeddings_refused", name=setting, why=reason(error)) from error


def name_of(embeddings: Embeddings) -> str:
    """The class, the model and the length that `embeddings` name: "OllamaEmbeddings:bge-m3".

    Raises:
        ValueError: they name no model.
    """
    named = (getattr(embeddings, field, None) for field in _MODEL_FIELDS)
    model = next((value for value in named if isinstance(value, str) and value), None)
    kind = type(embeddings).__name__
    if model is None:
        raise ValueError(f"{kind} does not say which model it is: pass a name, LangChainEmbedder(embeddings, name=...)")
    lengths = (getattr(embeddings, field, None) for field in _LENGTH_FIELDS)
    return ":".join([kind, model, *(str(length) for length in lengths if length)])


def _texts(item: EmbeddingInput) -> Iterator[str]:
    """What is asked for: the passage below its context, then each sentence."""
    yield _sent(f"{item.context}\n{item.text}" if item.context else item.text)
    yield from (_sent(span.of(item.text)) for span in item.sentences)


def _sent(text: str) -> str:
    """The text as a request can carry it: no half characters, and something in it."""
    whole = text.encode("utf-8", "replace").decode()
    return whole if whole.strip() else BLANK


def _batches(inputs: Sequence[EmbeddingInput]) -> Iterator[list[EmbeddingInput]]:
    """Inputs in order, so many that their texts fill a request; one that has more goes alone."""
    batch: list[EmbeddingInput] = []
    texts = 0
    for item in inputs:
        asked = 1 + len(item.sentences)
        if batch and texts + asked > TEXTS_A_REQUEST:
            yield batch
            batch, texts = [], 0
        batch.append(item)
        texts += asked
    if batch:
        yield batch
