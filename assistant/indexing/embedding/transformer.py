"""An embedder out of an engine that runs a transformer: `torch_engine.py` or `onnx_engine.py`.

A passage's own forward pass also gives the vectors of its sentences: the mean of a sentence's token vectors, seen in
the context of the whole passage. Source: Günther et al. 2024, "Late Chunking" (arXiv 2409.04701).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from functools import cache
from threading import Lock
from typing import NamedTuple, Protocol

import numpy as np
from numpy.typing import NDArray

from assistant.indexing.embedding.embed import NO_WORDS, EmbeddingInput, PassageVectors, QuestionVectors, Vector
from assistant.indexing.embedding.words import Projection, content_words
from assistant.records import Span

BATCH = 16


class Forward(NamedTuple):
    """What one pass gives: token vectors (n, t, d), text vectors (n, d) of unit length, token offsets (n, t, 2).

    A token that stands for no text (a special or a padding one) has the offsets 0 and 0.
    """

    tokens: Vector
    texts: Vector
    offsets: NDArray[np.int64]


class Prompts(NamedTuple):
    """What the model was trained to see in front of a question and of a passage."""

    query: str
    passage: str


class Engine(Protocol):
    """Runs one model. Thread-safe."""

    @property
    def dimension(self) -> int: ...

    @property
    def prompts(self) -> Prompts: ...

    def count_tokens(self, text: str) -> int:
        """The number of tokens of `text`, without the special ones."""
        ...

    def forward(self, texts: Sequence[str], *, one_thread: bool) -> Forward:
        """One pass over `texts`, each cut where the model's reach ends."""
        ...

    def verify(self) -> bool:
        """Whether what it gave for passages is right. If not, it goes another way from now on: read them again.

        Raises:
            ModelError: no way gives what is right.
        """
        ...


def once(load: Callable[[], Engine]) -> Callable[[], Engine]:
    """`load`, run by the first thread that needs it; the others wait, and all get the same engine."""
    loading = Lock()
    loaded = cache(load)

    def engine() -> Engine:
        with loading:
            return loaded()

    return engine


class TransformerEmbedder:
    """A transformer model as our Embedder, with an engine for passages and one for questions, or one for both.

    An engine is loaded when it has something to do: a server only embeds questions, an ingestion only passages.
    """

    def __init__(
        self,
        name: str,
        passages: Callable[[], Engine],
        questions: Callable[[], Engine],
        projection: Projection | None = None,
        prepare: Callable[[], object] = lambda: None,
    ) -> None:
        self.name = name
        self._passages = passages
        self._questions = questions
        self._projection = projection
        self._prepare = prepare

    @property
    def dimension(self) -> int:
        return self._passages().dimension

    def count_tokens(self, text: str) -> int:
        return self._passages().count_tokens(text)

    def prepare(self) -> None:
        """Makes what the first question would wait for, and loads nothing."""
        self._prepare()

    def embed_query(self, text: str) -> Vector:
        return self.embed_question(text).question

    def embed_question(self, text: str) -> QuestionVectors:
        engine = self._questions()
        prompt = engine.prompts.query
        # A question is short, and others ask at the same time.
        tokens, texts, offsets = engine.forward([prompt + text], one_thread=True)
        question = np.asarray(texts[0], np.float32)
        spans = words_seen(text, prompt, offsets[0]) if self._projection else []
        words = self._words(tokens[0], offsets[0], [span.moved(len(prompt)) for span in spans], question)
        return QuestionVectors(question, words, tuple(spans))

    def _words(self, tokens: Vector, offsets: NDArray[np.int64], spans: Sequence[Span], text: Vector) -> Vector:
        if self._projection is None:
            return NO_WORDS
        return self._projection(_pooled(tokens, offsets, spans, text))

    def embed_passages(
        self, inputs: Sequence[EmbeddingInput], progress: Callable[[int], None] | None = None
    ) -> list[PassageVectors]:
        found = self._read(inputs, progress)
        while inputs and not self._passages().verify():
            found = self._read(inputs, None)
        return found

    def _read(self, inputs: Sequence[EmbeddingInput], progress: Callable[[int], None] | None) -> list[PassageVectors]:
        found: dict[int, PassageVectors] = {}
        for batch in _batches([len(i.context) + len(i.text) for i in inputs]):
            found.update(zip(batch, self._embed_batch([inputs[i] for i in batch]), strict=True))
            if progress:
                progress(len(batch))
        return [found[i] for i in range(len(inputs))]

    def _embed_batch(self, inputs: Sequence[EmbeddingInput]) -> Iterator[PassageVectors]:
        engine = self._passages()
        prompt = engine.prompts.passage
        framed = [Framed.of(item, prompt) for item in inputs]
        tokens, passages, offsets = engine.forward([one.text for one in framed], one_thread=False)
        for row, one in enumerate(framed):
            yield PassageVectors(
                passages[row],
                _pooled(tokens[row], offsets[row], one.sentences, passages[row]),
                self._words(tokens[row], offsets[row], one.words(prompt) if self._projection else [], passages[row]),
            )


class Framed(NamedTuple):
    """The text that the model reads for a passage, prompt included, with the offsets of its sentences in it."""

    text: str
    sentences: list[Span]

    @classmethod
    def of(cls, item: EmbeddingInput, prompt: str) -> Framed:
        head = prompt + (item.context + "\n" if item.context else "")
        return cls(head + item.text, [sentence.moved(len(head)) for sentence in item.sentences])

    def words(self, prompt: str) -> list[Span]:
        """The offsets of the content words behind the prompt, those of the context included."""
        return [word.moved(len(prompt)) for word in content_words(self.text[len(prompt) :])]


def words_seen(question: str, prompt: str, offsets: NDArray[np.int64]) -> list[Span]:
    """The content words of the question that its tokens, (t, 2), reach; the others would all have the same vector."""
    seen = int(offsets[:, 1].max(initial=0)) - len(prompt)
    return [span for span in content_words(question) if span.start < seen]


def _batches(lengths: Sequence[int]) -> Iterator[list[int]]:
    """Indexes in batches of texts of similar length, longest first, so that little is padded."""
    order = sorted(range(len(lengths)), key=lambda i: -lengths[i])
    for start in range(0, len(order), BATCH):
        yield order[start : start + BATCH]


def borders(offsets: NDArray[np.int64], spans: Sequence[Span]) -> NDArray[np.int64]:
    """(s, 2) the first token of each span and the one after its last; the same twice where it has none (cut off).

    Args:
        offsets: (t, 2) of the tokens; those that stand for no text have the offsets 0 and 0.
    """
    of_text = np.flatnonzero(offsets[:, 1] > offsets[:, 0])
    starts, ends = offsets[of_text].T
    first = np.searchsorted(ends, [span.start for span in spans], side="right")
    after = np.searchsorted(starts, [span.end for span in spans], side="left")
    tokens = np.append(of_text, len(offsets))
    found = np.stack((tokens[first], tokens[np.maximum(after, 1) - 1] + 1), axis=1)
    found[after <= first] = 0
    return found


def _pooled(tokens: Vector, offsets: NDArray[np.int64], spans: Sequence[Span], passage: Vector) -> Vector:
    """Unit vectors (s, d) of the spans; a span without a token of its own (cut off) takes the passage's vector.

    The tokens of a span follow each other, so all spans are added up in one pass.
    """
    vectors = np.tile(passage, (len(spans), 1))
    found = borders(offsets, spans)
    held = found[:, 1] > found[:, 0]
    if held.any():
        padded = np.concatenate((tokens, tokens[:1]))  # a border may lie behind the last token
        totals = np.add.reduceat(padded, found[held].ravel(), axis=0)[::2]
        vectors[held] = totals / np.linalg.norm(totals, axis=1, keepdims=True)
    return vectors
