"""The models of a process: one object for the networks that set the same, another one for whoever sets otherwise."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest

from assistant.answering.models import Models
from assistant.errors import ModelError
from assistant.indexing.embedding.words import FOLDER
from assistant.settings.settings import Settings


def of(key: str, tmp_path: Path, **values: Any) -> Settings:
    """Settings of a network with a folder of its own and the models of all."""
    return Settings.model_validate({"data": tmp_path / key, "models": tmp_path / "models", **values})


def test_networks_that_set_the_same_have_one_embedder_and_one_reader(tmp_path: Path) -> None:
    models = Models()
    nord, sued = of("nord", tmp_path), of("sued", tmp_path)
    assert models.embedder(nord) is models.embedder(sued)
    assert models.reader(nord) is models.reader(sued) is not None


@pytest.mark.parametrize("other", [{"embedding_engine": "onnx-int8"}, {"embedding_model": "other"}, {"models": "x"}])
def test_what_is_set_otherwise_is_another_one(other: dict[str, str], tmp_path: Path) -> None:
    models = Models()
    assert models.embedder(of("nord", tmp_path)) is not models.embedder(of("sued", tmp_path, **other))


def test_a_network_that_has_learnt_words_of_its_own_has_an_embedder_of_its_own(tmp_path: Path) -> None:
    models = Models()
    nord, sued = of("nord", tmp_path), of("sued", tmp_path)
    shipped = next(FOLDER.glob("words-*.npy"))
    sued.data.mkdir()
    (sued.data / shipped.name).write_bytes(shipped.read_bytes()[:-2] + b"\0\0")
    assert models.embedder(nord) is not models.embedder(sued)


def test_a_reranker_is_loaded_once_however_many_passages_each_gives_it(tmp_path: Path) -> None:
    models = Models()
    nord = models.reranking(of("nord", tmp_path, reranker="some/model", rerank_passages=8))
    sued = models.reranking(of("sued", tmp_path, reranker="some/model", rerank_passages=4))
    assert nord is not None
    assert sued is not None
    assert nord.reranker is sued.reranker
    assert (nord.passages, sued.passages) == (8, 4)
    assert models.reranking(of("west", tmp_path)) is None


def test_what_could_not_be_made_is_tried_again(tmp_path: Path) -> None:
    models, file = Models(), tmp_path / "reader.onnx"
    settings = of("nord", tmp_path, reader=str(file))
    with pytest.raises(ModelError):
        models.reader(settings)
    file.touch()
    assert models.reader(settings) is not None
