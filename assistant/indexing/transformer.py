"""An embedder out of any sentence-transformers model. Imported late: it brings LangChain with it.

A passage's own forward pass also gives the vectors of its sentences: the mean of a sentence's token vectors, seen in
the context of the whole passage. Source: Günther et al. 2024, "Late Chunking" (arXiv 2409.04701).
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from langchain_core.embeddings import Embeddings
from numpy.typing import NDArray

from assistant.errors import ModelError
from assistant.indexing.embed import EmbeddingInput, PassageVectors, Vector
from assistant.records import Span

if TYPE_CHECKING:
    from sentence_transformers import SentenceTransformer

BATCH = 16


def load(source: str, *, name: str, setting: str) -> SentenceTransformerEmbedder:
    """The embedder `name` of the model in the folder, or with the hub name, `source`; `setting` is what asked for it.

    Raises:
        ModelError: it cannot be loaded.
    """
    from sentence_transformers import SentenceTransformer
    from transformers.utils import logging

    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    local = Path(source).exists()
    try:
        model = SentenceTransformer(source, device="cpu", local_files_only=local, model_kwargs={"dtype": "float32"})
    except Exception as error:  # foreign files make the libraries fail in every way there is
        why = next(iter(str(error).splitlines()), type(error).__name__)
        raise ModelError("model_not_loaded", name=setting, why=why) from error
    return SentenceTransformerEmbedder(name, model)


class SentenceTransformerEmbedder(Embeddings):
    """Any sentence-transformers model; a LangChain `Embeddings` as well."""

    def __init__(self, name: str, model: SentenceTransformer) -> None:
        import torch

        self.name = name
        self._model = model
        self._tokenizer: Any = model.tokenizer
        self._threads = torch.get_num_threads()
        # 1.4 times as fast where the processor calculates with it; the cosine to float32's vectors is above .9999.
        self._in_bfloat16 = bool(torch.cpu.get_capabilities().get("avx512_bf16"))
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
        vectors = self._forward([self._query_prompt + text], threads=1)[1]  # short, and others ask at the same time
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
        texts = [head + item.text for head, item in zip(heads, inputs, strict=True)]
        tokens, passages, offsets = self._forward(texts, self._threads)
        for row, (head, item) in enumerate(zip(heads, inputs, strict=True)):
            spans = [Span(s.start + len(head), s.end + len(head)) for s in item.sentences]
            yield PassageVectors(passages[row], _pooled(tokens[row], offsets[row], spans, passages[row]))

    def _forward(self, texts: list[str], threads: int) -> tuple[Vector, Vector, NDArray[np.int64]]:
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
        torch.set_num_threads(threads)
        with torch.inference_mode(), torch.autocast("cpu", torch.bfloat16, enabled=self._in_bfloat16):
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
