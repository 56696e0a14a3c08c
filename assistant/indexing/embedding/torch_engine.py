"""Any sentence-transformers model, run by torch; in bfloat16 where the processor calculates with it."""

from __future__ import annotations

import logging as logs
import os
from collections.abc import Sequence
from functools import cached_property
from pathlib import Path
from typing import Any

import torch
from sentence_transformers import SentenceTransformer
from transformers.utils import logging

from assistant.errors import ModelError
from assistant.indexing.embedding.embed import Vector
from assistant.indexing.embedding.model_errors import reason
from assistant.indexing.embedding.transformer import BATCH, Forward, Prompts

# Read by all threads after each group of passages: about as long as one, so that torch takes the same ways.
TRIED = "Das Netzwerk berät Betriebe der Region zu Förderung, Weiterbildung und neuer Technik. " * 6
AGREES = 0.99  # cosine to the vector in float32; in bfloat16 it is above .9999

log = logs.getLogger("assistant.embedding")


def load(source: str, *, setting: str, revision: str | None = None, **options: str) -> SentenceTransformer:
    """The model in the folder, or with the hub name, `source`, in float32; `setting` is what asked for it.

    Raises:
        ModelError: it cannot be loaded.
    """
    logging.disable_progress_bar()  # type: ignore[no-untyped-call]
    try:
        return SentenceTransformer(
            source,
            device="cpu",
            local_files_only=os.path.exists(source),
            revision=revision,
            model_kwargs={"dtype": "float32", **options},
        )
    except Exception as error:  # foreign files make the libraries fail in every way there is
        raise ModelError("model_not_loaded", name=setting, why=reason(error, source)) from error


def prompts(model: SentenceTransformer, name: str) -> Prompts:
    """The prompts of the model that is called `name`."""
    return Prompts(
        _prompt(model, name, ("query",), "query: "), _prompt(model, name, ("document", "passage"), "passage: ")
    )


def _prompt(model: SentenceTransformer, name: str, roles: tuple[str, ...], e5: str) -> str:
    """The prompt that the model was trained with; e5 models on the hub need theirs but do not state it."""
    stated = next((prompt for role in roles if (prompt := model.prompts.get(role))), None)
    return stated or (e5 if "e5" in Path(name).name.lower() else "")


class TorchEngine:
    """An Engine."""

    def __init__(self, model: SentenceTransformer, prompts: Prompts) -> None:
        self.prompts = prompts
        self._model = model
        self._tokenizer: Any = model.tokenizer
        self._threads = torch.get_num_threads()
        # 1.4 to 2.6 times as fast where the processor calculates with it; the cosine to float32's vectors is above
        # .9999. A question is too short for that: it took 1.3 times as long as in float32.
        self._in_bfloat16 = bool(torch.cpu.get_capabilities().get("avx512_bf16"))

    @cached_property
    def _exact(self) -> Vector:
        """(d,) the vector of TRIED from one thread in float32."""
        vector: Vector = self.forward([TRIED], one_thread=True).texts[0]
        return vector

    def verify(self) -> bool:
        """Reads one text by all threads, and compares it with what one thread gives in float32.

        Once, on a busy machine, the second of two threads gave about the same vector for all that it read: half of an
        index was nonsense, and nothing said so (torch 2.13, AMD EPYC; docs/history/VERIFICATION.md, "search measured
        again").
        """
        found = self.forward([TRIED] * BATCH, one_thread=False).texts
        if (found @ self._exact > AGREES).all():
            return True
        if self._in_bfloat16:
            self._in_bfloat16 = False
        elif self._threads > 1:
            self._threads = 1
        else:
            raise ModelError("embedding_unsound")
        log.warning("passages got wrong vectors on this machine and are embedded again, more slowly (in float32)")
        return False

    @property
    def dimension(self) -> int:
        size = self._model.get_embedding_dimension()
        assert size is not None
        return size

    def count_tokens(self, text: str) -> int:
        return len(self._tokenizer.encode(text, add_special_tokens=False, truncation=False, verbose=False))

    def forward(self, texts: Sequence[str], *, one_thread: bool) -> Forward:
        features = self._tokenizer(
            list(texts),
            padding=True,
            truncation=True,
            max_length=self._model.max_seq_length,
            return_tensors="pt",
            return_offsets_mapping=True,
        )
        offsets = features.pop("offset_mapping").numpy()
        torch.set_num_threads(1 if one_thread else self._threads)
        try:
            with (
                torch.inference_mode(),
                torch.autocast("cpu", torch.bfloat16, enabled=self._in_bfloat16 and not one_thread),
            ):
                out = self._model(dict(features))
        finally:
            torch.set_num_threads(self._threads)  # what is learnt in the same process shall use all
        vectors = torch.nn.functional.normalize(out["sentence_embedding"].float(), dim=1)
        return Forward(out["token_embeddings"].float().numpy(), vectors.numpy(), offsets)
