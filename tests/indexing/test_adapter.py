"""What was learnt on top of a model: how it is kept, and what it changes."""

from __future__ import annotations

from pathlib import Path

import numpy as np
import pytest

from assistant.errors import StorageError
from assistant.indexing.embedding import bundled
from assistant.indexing.embedding.adapter import Adapter, Factors, adapted, read_adapter, write_adapter
from assistant.storage.checksums import sha256_of

LAYER = "encoder.layer.1.output.dense"


def adapter(seed: int = 0) -> Adapter:
    draw = np.random.default_rng(seed)
    down, up = (draw.normal(size=shape).astype(np.float32) for shape in ((2, 6), (4, 2)))
    return {LAYER: Factors(down, up)}


def test_a_written_adapter_is_read_again(tmp_path: Path) -> None:
    write_adapter(adapter(), tmp_path / "a.npz")
    again = read_adapter(tmp_path / "a.npz")
    assert again.keys() == {LAYER}
    assert again[LAYER].down.dtype == np.float32
    np.testing.assert_allclose(again[LAYER].change, adapter()[LAYER].change, atol=0.01)
    assert [path.name for path in tmp_path.iterdir()] == ["a.npz"]


def test_it_changes_the_weights_of_its_layers_and_nothing_else() -> None:
    before = {f"{LAYER}.weight": np.ones((4, 6), np.float32), f"{LAYER}.bias": np.ones(4, np.float32)}
    after = adapted(before, adapter())
    np.testing.assert_allclose(after[f"{LAYER}.weight"], 1 + adapter()[LAYER].change)
    assert after[f"{LAYER}.bias"] is before[f"{LAYER}.bias"]
    assert (before[f"{LAYER}.weight"] == 1).all()


def test_a_model_without_that_layer_cannot_have_it() -> None:
    with pytest.raises(KeyError, match="encoder"):
        adapted({}, adapter())


@pytest.mark.parametrize("content", [b"", b"kein Adapter", b"PK\x03\x04halb"])
def test_a_file_that_is_none_is_named(tmp_path: Path, content: bytes) -> None:
    path = tmp_path / "adapter.npz"
    path.write_bytes(content)
    with pytest.raises(StorageError) as caught:
        read_adapter(path)
    assert caught.value.code == "adapter_unreadable"
    assert str(path) in str(caught.value)


def test_a_layer_of_another_shape_cannot_have_it() -> None:
    """Numbers of a narrow layer would fit into those of a wide one."""
    with pytest.raises(ValueError, match=r"\(4, 1\).*\(4, 6\)"):
        adapted({f"{LAYER}.weight": np.ones((4, 1), np.float32)}, adapter())


@pytest.mark.parametrize("held", [("down",), ("down", "down2"), ("other",), ("down", "up", "other")])
def test_half_an_adapter_is_none(held: tuple[str, ...], tmp_path: Path) -> None:
    np.savez(tmp_path / "a.npz", **{f"{LAYER}.{one}": np.ones((2, 6), np.float16) for one in held})  # type: ignore[arg-type]
    with pytest.raises(StorageError):
        read_adapter(tmp_path / "a.npz")


def test_the_shipped_one_is_of_the_upper_half_of_the_bundled_model() -> None:
    assert sha256_of(bundled.ADAPTER) == bundled.ADAPTER_SHA256, "an index is named by it"
    shipped = read_adapter(bundled.ADAPTER)
    assert {name.split(".")[2] for name in shipped} == {str(layer) for layer in range(6, 12)}
    for name, factors in shipped.items():
        inputs = 1536 if name.endswith("output.dense") and "attention" not in name else 384
        outputs = 1536 if "intermediate" in name else 384
        assert factors.change.shape == (outputs, inputs), name
        assert np.abs(factors.change).max() > 0, "it was learnt"
