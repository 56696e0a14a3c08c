"""Which embedding model the settings name."""

from __future__ import annotations

import gc
import os
from collections.abc import Iterator
from contextlib import contextmanager

from assistant.indexing import bundled
from assistant.indexing.embed import Embedder
from assistant.settings import Settings


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
    with _without_garbage_collection():
        from assistant.indexing.transformer import load

        source = settings.embedding_model
        if source == "bundled":
            source = str(bundled.model_folder(settings.data / "models"))
        return load(source, name=model_name(settings), setting=settings.embedding_model)


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
