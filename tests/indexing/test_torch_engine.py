"""torch embeds in bfloat16 only where every thread gives what one gives in float32."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from assistant.errors import ModelError
from assistant.indexing.embedding.embed import EmbeddingInput
from assistant.indexing.embedding.torch_engine import TorchEngine
from assistant.indexing.embedding.transformer import Prompts, TransformerEmbedder

RIGHT, WRONG = [1.0, 2.0, 3.0, 4.0], [4.0, -3.0, 2.0, -1.0]


class Model:
    """Gives all texts the same vector, but from its second pass on the second half of some batches another one."""

    max_seq_length = 8

    def __init__(self, spoilt: set[bool], threads: int = 2) -> None:
        self._spoilt = spoilt
        self._threads = threads
        self.in_bfloat16: list[bool] = []

    def tokenizer(self, texts: list[str], **_: object) -> dict[str, torch.Tensor]:
        count = len(texts)
        return {"input_ids": torch.zeros(count, 2), "offset_mapping": torch.zeros(count, 2, 2, dtype=torch.int64)}

    def __call__(self, features: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
        count = len(features["input_ids"])
        self.in_bfloat16.append(torch.is_autocast_enabled("cpu"))
        vectors = torch.tensor([RIGHT] * count)
        is_spoilt = self.in_bfloat16[-1] in self._spoilt and torch.get_num_threads() >= self._threads
        if is_spoilt and count > 1 and len(self.in_bfloat16) > 1:
            vectors[count // 2 :] = torch.tensor(WRONG)
        return {"sentence_embedding": vectors, "token_embeddings": torch.zeros(count, 2, 4)}


@pytest.fixture(autouse=True)
def two_threads(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: {"avx512_bf16": True})
    before = torch.get_num_threads()
    torch.set_num_threads(2)
    yield
    torch.set_num_threads(before)


def embedder_of(model: Model) -> TransformerEmbedder:
    engine = TorchEngine(model, Prompts("", ""))  # type: ignore[arg-type]
    return TransformerEmbedder("m", lambda: engine, lambda: engine)


@pytest.mark.parametrize(
    ("spoilt", "in_bfloat16", "is_told"), [(set(), True, False), ({True}, False, True), ({True, False}, False, True)]
)
def test_passages_are_right_where_a_thread_begins_to_spoil_them(
    spoilt: set[bool], in_bfloat16: bool, is_told: bool, caplog: pytest.LogCaptureFixture
) -> None:
    model = Model(spoilt)
    done: list[int] = []
    embedder, inputs = embedder_of(model), [EmbeddingInput("", "Text", ())] * 40
    found = embedder.embed_passages(inputs, done.append)
    assert len(found) == sum(done) == 40
    assert all((vectors.passage == found[0].passage).all() for vectors in found)
    embedder.embed_passages(inputs)
    assert model.in_bfloat16[-1] is in_bfloat16
    assert any("float32" in record.getMessage() for record in caplog.records) is is_told


def test_a_machine_that_gives_wrong_vectors_whatever_is_tried_takes_nothing_in() -> None:
    with pytest.raises(ModelError) as refused:
        embedder_of(Model({True, False}, threads=1)).embed_passages([EmbeddingInput("", "Text", ())] * 40)
    assert refused.value.code == "embedding_unsound"


def test_who_embeds_nothing_tries_nothing() -> None:
    model = Model(set())
    assert embedder_of(model).embed_passages([]) == []
    assert not model.in_bfloat16
