"""Which embedding model the settings name, and which engine runs it."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Literal

from assistant.indexing.embedding import bundled
from assistant.indexing.embedding.embed import Embedder
from assistant.settings import Settings

# 8 bits lose nothing of R@1, answer a question and start several times as fast. But passages take 2.6 times as long as
# in bfloat16, and the model's making takes 3.5 GB of memory once (docs/MEASUREMENTS.md).
AUTO: Literal["torch", "onnx-int8"] = "torch"


def model_name(settings: Settings) -> str:
    """The `name` of the embedder that `load_embedder` would return, without loading it.

    Vectors of two engines do not go together, so the engine belongs to it; torch, which was first, is not named. A
    model that a service runs has no engine.
    """
    if _is_service(settings.embedding_model):
        return settings.embedding_model
    engine = _engine(settings)
    return _bare_name(settings) if engine == "torch" else f"{_bare_name(settings)}+{engine}"


def load_embedder(settings: Settings) -> Embedder:
    """The embedder that the settings name. Slow: loads the weights, and imports torch if its engine needs it.

    Raises:
        ModelError: the model cannot be loaded, or not be run by the engine.
        StorageError: the model cannot be written into the data folder.
    """
    if _is_service(settings.embedding_model):
        from assistant.indexing.embedding.langchain_embedder import embedder_of

        return embedder_of(settings.embedding_model)
    # Threads that wait shall sleep: where others use the cores too, spinning ones make torch many times slower. To be
    # said before torch is imported.
    os.environ.setdefault("OMP_WAIT_POLICY", "PASSIVE")
    with _without_garbage_collection():
        match _engine(settings):
            case "torch":
                return _torch_embedder(settings)
            case "onnx-int8":
                return _onnx_embedder(settings)


def _is_service(model: str) -> bool:
    """Whether it is named "provider:model". A letter alone is a drive of Windows."""
    provider, _, name = model.partition(":")
    return len(provider) > 1 and bool(name) and not Path(model).exists()


def _engine(settings: Settings) -> Literal["torch", "onnx-int8"]:
    return AUTO if settings.embedding_engine == "auto" else settings.embedding_engine


def _bare_name(settings: Settings) -> str:
    return f"bundled:{bundled.NAME}" if settings.embedding_model == "bundled" else settings.embedding_model


def _torch_embedder(settings: Settings) -> Embedder:
    from assistant.indexing.embedding.torch_engine import TorchEngine, load, prompts
    from assistant.indexing.embedding.transformer import TransformerEmbedder

    source = settings.embedding_model
    if source == "bundled":
        source = str(bundled.model_folder(settings.data / "models"))
    model = load(source, setting=settings.embedding_model)
    return TransformerEmbedder(model_name(settings), TorchEngine(model, prompts(model, _bare_name(settings))))


def _onnx_embedder(settings: Settings) -> Embedder:
    from assistant.indexing.embedding.onnx_cache import load
    from assistant.indexing.embedding.transformer import TransformerEmbedder

    engine = load(settings.embedding_model, settings.data / "models", name=_bare_name(settings))
    return TransformerEmbedder(model_name(settings), engine)


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
