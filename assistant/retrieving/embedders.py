"""The embedding models that an index may have been made with: the present one and the next one."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import dataclass
from functools import partial

from assistant.errors import ModelError, ModelMismatchError
from assistant.indexing.embedding.embed import Embedder
from assistant.indexing.embedding.models import load_embedder, model_name
from assistant.indexing.index import REEMBED
from assistant.settings.settings import Settings


@dataclass(frozen=True)
class Coming:
    """The next embedder, which is loaded only when an index was made with it."""

    name: str
    load: Callable[[], Embedder]


def coming_of(settings: Settings, load: Callable[[Settings], Embedder] = load_embedder) -> Coming | None:
    """The next model of the settings, if any, to be loaded by `load`."""
    if not settings.next_embedding_model:
        return None
    later = settings.model_copy(update={"embedding_model": settings.next_embedding_model})
    return Coming(model_name(later), partial(load, later))


class Embedders:
    """The present embedder and the next one. Thread-safe."""

    def __init__(self, present: Embedder, coming: Coming | None = None) -> None:
        self.present = present
        self._coming = coming
        self._loaded = {present.name: present}
        self._lengths: dict[str, int] = {}
        self._loading = threading.Lock()

    def is_loaded(self, model: str) -> bool:
        """Whether `of` answers at once, be it by an error."""
        return model in self._loaded or self._coming is None or model != self._coming.name

    def of(self, model: str) -> Embedder:
        """The embedder of the model, loaded if need be.

        Raises:
            ModelMismatchError: it is neither the present model nor the coming one.
            ModelError: it cannot be loaded.
        """
        with self._loading:
            if model not in self._loaded:
                if self._coming is None or model != self._coming.name:
                    raise ModelMismatchError(
                        "model_mismatch", index_model=model, model=self.present.name, command=REEMBED
                    )
                found = self._coming.load()
                self._lengths[model] = _length(found)
                self._loaded[model] = found
            return self._loaded[model]

    def check_length(self, model: str, expected: int) -> None:
        """Raises ModelError if the vectors of the model have another length than those of an index.

        A service may have put another model behind the same name.
        """
        embedder = self.of(model)
        if model not in self._lengths:
            self._lengths[model] = _length(embedder)
        found = self._lengths[model]
        if expected not in (0, found):
            raise ModelError("embeddings_dimension", name=model, found=found, expected=expected)


def _length(embedder: Embedder) -> int:
    """The length of its vectors of questions; `embedder.dimension` may load an engine for passages."""
    return len(embedder.embed_query("Aufwärmen"))
