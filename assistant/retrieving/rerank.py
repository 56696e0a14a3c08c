"""A second look at the best passages, by a model that reads the question and a passage together. Off by default.

It puts the first passages into another order and does nothing else: none is lost and none comes in, so a model that
suits badly spoils an order and no more.
"""

from __future__ import annotations

import os
import threading
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.errors import ModelError
from assistant.indexing.embedding.model_errors import reason
from assistant.indexing.tables import StoredPassage
from assistant.settings.settings import Settings
from assistant.telemetry.stages import Stage

if TYPE_CHECKING:
    from sentence_transformers import CrossEncoder

# Heads that were trained to give a pair one score; any other model would get one of random weights.
_HEADS = ("ForSequenceClassification", "ForCausalLM")


class Reranker(Protocol):
    """Reads a question and passages together. Thread-safe."""

    @property
    def name(self) -> str: ...

    def score(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        """How well each of n passages answers, (n,); higher is better, comparable within one call only.

        Raises:
            ModelError: the model cannot be loaded.
        """
        ...


class CrossEncoderReranker:
    """A Reranker out of a sentence-transformers CrossEncoder, loaded at its first use.

    Args:
        name: on the hub, or a local folder.
    """

    def __init__(self, name: str) -> None:
        self.name = name
        self._model: CrossEncoder | None = None
        # Its tokenizer is set to a length at each call, which threads may not do at once.
        self._alone = threading.Lock()

    def score(self, question: str, passages: Sequence[str]) -> NDArray[np.float32]:
        if not passages:
            return np.empty(0, np.float32)
        with self._alone:
            self._model = self._model or _loaded(self.name)
            import torch

            # Without an activation: a sigmoid would make the differences among good passages vanish.
            pairs = [(question, passage) for passage in passages]
            scores = self._model.predict(pairs, activation_fn=torch.nn.Identity(), show_progress_bar=False)
        return np.asarray(scores, np.float32)


class Reranking(NamedTuple):
    """A reranker, and how many of the first passages it scores anew."""

    reranker: Reranker
    passages: int

    def warm_up(self) -> None:
        """Loads the model and tries it.

        Raises:
            ModelError: it cannot be loaded, or gives no scores.
        """
        _scored(self.reranker, "Aufwärmen", ["Aufwärmen"])


def reranking_of(settings: Settings) -> Reranking | None:
    """The reranker of the settings, not loaded yet; None if they name none."""
    if not settings.reranker:
        return None
    return Reranking(CrossEncoderReranker(settings.reranker), settings.rerank_passages)


@Stage("rerank")
def reranked(
    ranked: Sequence[tuple[str, float]],
    question: str,
    reranking: Reranking | None,
    stored: Callable[[list[str]], Mapping[str, StoredPassage]],
) -> list[tuple[str, float]]:
    """(passage id, score), best first: the first ones in the order of both scores, those after them as they were.

    Each place keeps the score that it had before, so that scores stay comparable with those further down.

    Raises:
        ModelError: the model cannot be loaded, or gives not one number for each passage.
    """
    if reranking is None or len(ranked) < 2:
        return list(ranked)
    first = ranked[: reranking.passages]
    passages = stored([id for id, _ in first])
    scores = _scored(reranking.reranker, question, [_text(passages[id]) if id in passages else "" for id, _ in first])
    # Each alone put .944 of the right passages first, both together .968: a small reader of questions and passages over
    # a held-out German set of encyclopaedic passages, 2026-11, 8 passages a question.
    both = _standard(np.array([score for _, score in first])) + _standard(scores)
    order = np.argsort(-both, kind="stable")
    return [*((first[at][0], first[place][1]) for place, at in enumerate(order)), *ranked[len(first) :]]


def _scored(reranker: Reranker, question: str, texts: Sequence[str]) -> NDArray[np.float32]:
    scores = reranker.score(question, texts)
    good = int(np.isfinite(scores).sum())
    if scores.shape != (len(texts),) or good != len(texts):
        raise ModelError("reranker_unusable", name=reranker.name, found=good, expected=len(texts))
    return scores


def _standard(scores: NDArray[np.floating]) -> NDArray[np.float64]:
    """The scores with mean 0 and deviation 1; zeros where all are equal."""
    wide = np.asarray(scores, np.float64)
    deviation = wide.std()
    return (wide - wide.mean()) / deviation if deviation > 0 else np.zeros_like(wide)


def _text(stored: StoredPassage) -> str:
    """What is read of a passage: title and headings in a line, then its text."""
    passage, info = stored
    return " – ".join(dict.fromkeys([info.title, *passage.headings])) + "\n" + passage.text


def _loaded(name: str) -> CrossEncoder:
    from sentence_transformers import CrossEncoder
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        model: CrossEncoder = CrossEncoder(
            name, device="cpu", local_files_only=os.path.exists(name), model_kwargs={"dtype": "float32"}
        )
    except Exception as error:  # foreign files make the libraries fail in every way there is
        raise ModelError("reranker_not_loaded", name=name, why=reason(error, name)) from error
    architectures = getattr(model.config, "architectures", None) or ()
    if model.num_labels != 1 or not any(head in one for one in architectures for head in _HEADS):
        raise ModelError("reranker_is_none", name=name, kind=", ".join(architectures) or "?", labels=model.num_labels)
    return model
