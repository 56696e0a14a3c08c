"""Which embedding model the settings name, and which engine runs it."""

from __future__ import annotations

import gc
import logging
import os
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from functools import partial
from typing import TYPE_CHECKING, Literal, TypeVar

from assistant.errors import ModelError
from assistant.indexing.embedding import bundled
from assistant.indexing.embedding.embed import Embedder
from assistant.indexing.embedding.model_errors import NOT_IN_8_BITS
from assistant.indexing.embedding.words import Projection, projection_for
from assistant.settings.settings import Settings

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

    from assistant.indexing.embedding.transformer import Engine

T = TypeVar("T")

# Passages are quicker in bfloat16, questions in 8 bits, and the two go together (docs/history/RETRIEVAL.md,
# "What brings it").
Engines = tuple[Literal["torch", "onnx-int8"], Literal["torch", "onnx-int8"]]
AUTO: Engines = ("torch", "onnx-int8")

log = logging.getLogger("assistant.embedding")


def model_name(settings: Settings) -> str:
    """The `name` of the embedder that `load_embedder` would return, without loading it.

    The engine of the passages belongs to it, for an index has vectors of one engine; torch, which was first, is not
    named. So does the projection of words. A model that a service runs has neither.
    """
    if is_service(settings.embedding_model):
        return settings.embedding_model
    engine, _ = _engines(settings)
    return _named(settings, engine, projection_of(settings))


def load_embedder(settings: Settings) -> Embedder:
    """The embedder that the settings name. Each of its engines is loaded, which is slow, at its first use.

    Raises:
        ModelError: the model cannot be loaded, or not be run by the engine; also from the embedder.
        StorageError: the model cannot be written into the data folder; also from the embedder.
    """
    if is_service(settings.embedding_model):
        from assistant.indexing.embedding.langchain_embedder import embedder_of

        return embedder_of(settings.embedding_model)
    from assistant.indexing.embedding.transformer import TransformerEmbedder, once

    passages, questions = _engines(settings)
    load = {engine: once(partial(_load, engine, settings)) for engine in {passages, questions}}
    projection = projection_of(settings)
    prepare = partial(_make_onnx, settings) if questions == "onnx-int8" else lambda: None
    if settings.embedding_engine == "auto":
        load[questions] = once(partial(_or_torch, load[questions], load[passages]))
        prepare = partial(_unless_refused, prepare)
    name = _named(settings, passages, projection)
    return TransformerEmbedder(name, load[passages], load[questions], projection, prepare)


def seeing_all(settings: Settings) -> Embedder:
    """The embedder of the settings' model with word vectors as wide as the model makes them, called like the model.

    Raises:
        ModelError: the model is run by a service, which does not show its words.
    """
    from assistant.indexing.embedding.transformer import TransformerEmbedder, once

    if is_service(settings.embedding_model):
        raise ModelError("model_without_words", name=settings.embedding_model)
    engine = once(partial(_load, "torch", settings))
    return TransformerEmbedder(_bare_name(settings), engine, engine, Projection.none(engine().dimension))


def is_service(model: str) -> bool:
    """Whether it is named "provider:model". A letter alone is a drive of Windows."""
    provider, _, name = model.partition(":")
    return len(provider) > 1 and bool(name) and not os.path.exists(model)


def _engines(settings: Settings) -> Engines:
    """That of the passages, and that of the questions."""
    engine = settings.embedding_engine
    return AUTO if engine == "auto" else (engine, engine)


def _bare_name(settings: Settings) -> str:
    return f"bundled:{bundled.NAME}" if settings.embedding_model == "bundled" else settings.embedding_model


def projection_of(settings: Settings) -> Projection | None:
    """The projection of words for the model that the settings name; raises as `projection_for` does."""
    return projection_for(_bare_name(settings), settings.data)


def _named(settings: Settings, engine: str, projection: Projection | None) -> str:
    parts = [
        _bare_name(settings),
        "" if engine == "torch" else engine,
        f"words-{projection.name}" if projection else "",
    ]
    return "+".join(filter(None, parts))


def _load(engine: Literal["torch", "onnx-int8"], settings: Settings) -> Engine:
    # Threads that wait shall sleep: where others use the cores too, spinning ones make torch many times slower. To be
    # said before torch is imported.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    with _without_garbage_collection():
        match engine:
            case "torch":
                return _torch_engine(settings)
            case "onnx-int8":
                return _onnx_engine(settings)


def _or_torch(in_8_bits: Callable[[], Engine], torch: Callable[[], Engine]) -> Engine:
    """The engine of the questions where nobody asked for 8 bits: torch's vectors suit the same passages."""
    return _unless_refused(in_8_bits) or torch()


def _unless_refused(make: Callable[[], T]) -> T | None:
    """None, and a line in the log, where the model does not become one of 8 bits."""
    try:
        return make()
    except ModelError as error:
        if error.code not in NOT_IN_8_BITS:
            raise
        log.warning("questions are embedded by torch: %s", error, extra={"fields": {"code": error.code}})
        return None


def _torch_engine(settings: Settings) -> Engine:
    from assistant.indexing.embedding.torch_engine import TorchEngine, prompts

    model = load_model(settings)
    return TorchEngine(model, prompts(model, _bare_name(settings)))


def load_model(settings: Settings) -> SentenceTransformer:
    """The model that the settings name, in float32; raises as `load_embedder` does."""
    from assistant.indexing.embedding.torch_engine import load

    source = settings.embedding_model
    if source == "bundled":
        source = str(bundled.model_folder(settings.model_cache))
    return load(source, setting=settings.embedding_model)


def _make_onnx(settings: Settings) -> None:
    from assistant.indexing.embedding.onnx_cache import made

    made(settings.embedding_model, settings.model_cache, name=_bare_name(settings))


def _onnx_engine(settings: Settings) -> Engine:
    from assistant.indexing.embedding.onnx_cache import load

    return load(settings.embedding_model, settings.model_cache, name=_bare_name(settings))


@contextmanager
def _without_garbage_collection() -> Iterator[None]:
    """Imports and weights stay for good: to look for garbage among them takes a sixth of the time that they take."""
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()
