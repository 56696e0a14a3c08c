from __future__ import annotations

import multiprocessing
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from fakes import ToyEmbedder
from storage_servers import Chroma, chroma

from assistant.indexing.embedding.embed import Embedder
from assistant.indexing.embedding.models import load_embedder
from assistant.settings.settings import Settings


@pytest.fixture
def embedder() -> ToyEmbedder:
    return ToyEmbedder()


@pytest.fixture
def data(tmp_path: Path) -> Path:
    return tmp_path / "data"


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    folder = tmp_path / "documents"
    folder.mkdir()
    return folder


@pytest.fixture(scope="session")
def start() -> Callable[..., Any]:
    """Starts a function of `killable` in a process that shares nothing with this one."""
    context = multiprocessing.get_context("forkserver")
    context.set_forkserver_preload(["killable", "chromadb", "tantivy"])

    def start(target: Callable[..., None], *arguments: Any) -> Any:
        process = context.Process(target=target, args=arguments)
        process.start()
        return process

    return start


@pytest.fixture(scope="session")
def chroma_server(tmp_path_factory: pytest.TempPathFactory) -> Iterator[Chroma]:
    """One `chroma run` for all tests that leave it as it is; each makes names of its own."""
    with chroma(tmp_path_factory.mktemp("chroma")) as server:
        yield server


@pytest.fixture(scope="session")
def real_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the bundled model, unpacked once for all tests."""
    from assistant.indexing.embedding.bundled import model_folder

    return model_folder(tmp_path_factory.mktemp("data") / "models")


@pytest.fixture(scope="session")
def real_embedder(real_model: Path) -> Embedder:
    return load_embedder(Settings.model_validate({"data": real_model.parents[1]}))


@pytest.fixture(scope="session")
def tiny_model(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of a sentence-transformers model with random weights and 32 dimensions."""
    from packed_models import packed, tensors

    from assistant.indexing.embedding import bundled

    folder = tmp_path_factory.mktemp("models") / "winzig"
    bundled._save(bundled.parse(packed(tensors())), folder)
    return folder
