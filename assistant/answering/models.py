"""The models of a process: what several networks set alike is loaded once for all of them; and models handed in."""

from __future__ import annotations

from collections.abc import Callable, Hashable
from functools import partial
from threading import Lock
from typing import Any, TypeVar, cast

from assistant.answering.proving.entailment import Entailment
from assistant.answering.proving.network import entailment_of
from assistant.answering.reader.load import reader_of
from assistant.answering.reader.reader import Reader
from assistant.indexing.embedding import models as embedding
from assistant.indexing.embedding.embed import Embedder
from assistant.knowledge.minutes.classifier.classifier import SILENT, OutcomeClassifier
from assistant.knowledge.minutes.classifier.network import classifier_of
from assistant.retrieving.embedders import Coming, coming_of
from assistant.retrieving.rerank import Reranking, reranking_of
from assistant.settings.settings import Settings

_T = TypeVar("_T")


class Models:
    """The embedders, readers, classifiers, entailments and rerankers asked for; thread-safe, as each of them is.

    What a network has learnt for itself, such as a projection of words, makes an embedder of its own.
    """

    def __init__(self) -> None:
        self._made: dict[Hashable, Any] = {}
        self._making = Lock()

    def embedder(self, settings: Settings) -> Embedder:
        """The one that the settings name; raises as `load_embedder` does, and then tries again the next time."""
        name = embedding.model_name(settings)
        key = ("embedder", name, settings.embedding_engine, settings.model_cache.resolve())
        return self._one(key, partial(embedding.load_embedder, settings))

    def coming(self, settings: Settings) -> Coming | None:
        """The next embedder of the settings, if any."""
        return coming_of(settings, self.embedder)

    def reader(self, settings: Settings) -> Reader | None:
        """The one that the settings name, if any; raises as `reader_of` does."""
        key = ("reader", settings.reader, settings.model_cache.resolve())
        return self._one(key, partial(reader_of, settings))

    def classifier(self, settings: Settings) -> OutcomeClassifier:
        """The network that tells outcomes in minutes, or one that tells nothing where the settings switch it off."""
        key = ("classifier", bool(settings.reader), settings.model_cache.resolve())
        return self._one(key, partial(classifier_of, settings))

    def entailment(self, settings: Settings) -> Entailment | None:
        """The network that checks sentences of a language model against their quotes; None without one."""
        key = ("entailment", bool(settings.reader), settings.model_cache.resolve())
        return self._one(key, partial(entailment_of, settings))

    def reranking(self, settings: Settings) -> Reranking | None:
        """The reranker of the settings, None without one; shared by networks that rerank different numbers."""
        found: Reranking | None = self._one(("reranker", settings.reranker), partial(reranking_of, settings))
        return found._replace(passages=settings.rerank_passages) if found else None

    def _one(self, key: tuple[Hashable, ...], make: Callable[[], _T]) -> _T:
        """What was made under the key, which begins with its kind."""
        with self._making:
            if key not in self._made:
                self._made[key] = make()
            found: _T = self._made[key]
            return found


class Given(Models):
    """Models that are handed in, whatever the settings name; what is not handed in is not there.

    The reranker and the next embedder alone are those of the settings.
    """

    def __init__(
        self,
        embedder: Embedder,
        reader: Reader | None = None,
        classifier: OutcomeClassifier = SILENT,
        entailment: Entailment | None = None,
    ) -> None:
        super().__init__()
        self._embedder = embedder
        self._given = {"reader": reader, "classifier": classifier, "entailment": entailment}

    def embedder(self, settings: Settings) -> Embedder:
        return self._embedder

    def coming(self, settings: Settings) -> Coming | None:
        return coming_of(settings)

    def _one(self, key: tuple[Hashable, ...], make: Callable[[], _T]) -> _T:
        kind = str(key[0])
        return cast("_T", self._given[kind]) if kind in self._given else super()._one(key, make)


def given_by(settings: Settings) -> Given:
    """All models of the settings, made at once; raises as `load_embedder` and `reader_of` do."""
    return Given(
        embedding.load_embedder(settings), reader_of(settings), classifier_of(settings), entailment_of(settings)
    )
