"""torch embeds in bfloat16 only where every thread gives what one gives in float32."""

from __future__ import annotations

from typing import Any

import pytest
import torch

from assistant.indexing.embedding.torch_engine import TorchEngine
from assistant.indexing.embedding.transformer import Prompts

RIGHT, WRONG = [1.0, 2.0, 3.0, 4.0], [4.0, -3.0, 2.0, -1.0]


class Model:
    """Gives all texts the same vector, but the second half of some batches another one."""

    max_seq_length = 8

    def __init__(self, spoilt: set[bool]) -> None:
        self._spoilt = spoilt
        self.in_bfloat16: list[bool] = []

    def tokenizer(self, texts: list[str], **_: object) -> dict[str, torch.Tensor]:
        count = len(texts)
        return {"input_ids": torch.zeros(count, 2), "offset_mapping": torch.zeros(count, 2, 2, dtype=torch.int64)}

    def __call__(self, features: dict[str, torch.Tensor]) -> dict[str, torch.Tensor]:
        count = len(features["input_ids"])
        self.in_bfloat16.append(torch.is_autocast_enabled("cpu"))
        vectors = torch.tensor([RIGHT] * count)
        if count > 1 and torch.get_num_threads() > 1 and self.in_bfloat16[-1] in self._spoilt:
            vectors[count // 2 :] = torch.tensor(WRONG)
        return {"sentence_embedding": vectors, "token_embeddings": torch.zeros(count, 2, 4)}


@pytest.fixture(autouse=True)
def two_threads(monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr(torch.cpu, "get_capabilities", lambda: {"avx512_bf16": True})
    before = torch.get_num_threads()
    torch.set_num_threads(2)
    yield
    torch.set_num_threads(before)


@pytest.mark.parametrize(
    ("spoilt", "in_bfloat16", "is_told"), [(set(), True, False), ({True}, False, True), ({True, False}, False, True)]
)
def test_passages_are_right_where_a_thread_spoils_them(
    spoilt: set[bool], in_bfloat16: bool, is_told: bool, caplog: pytest.LogCaptureFixture
) -> None:
    model = Model(spoilt)
    engine = TorchEngine(model, Prompts("", ""))  # type: ignore[arg-type]
    found = engine.forward(["Text"] * 6, one_thread=False).texts
    assert (found == found[0]).all()
    assert model.in_bfloat16[-1] is in_bfloat16
    assert any("float32" in record.getMessage() for record in caplog.records) is is_told
