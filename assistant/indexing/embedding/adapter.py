"""What was learnt on top of a model: for each linear layer of its upper half two thin matrices, added to its weights.

So passages are embedded as fast as before, and what is shipped is small beside a model.

Source: Hu et al. 2021, "LoRA: Low-Rank Adaptation of Large Language Models" (arXiv 2106.09685).
"""

from __future__ import annotations

import zipfile
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import NamedTuple

import numpy as np
from numpy.typing import NDArray

from assistant.errors import StorageError
from assistant.storage.atomic_files import atomic_file

ADAPTER_FILE = "adapter.npz"
DOWN, UP = ".down", ".up"
WEIGHT = ".weight"


class Factors(NamedTuple):
    """The low-rank change of one linear layer: `down` (rank, inputs) and `up` (outputs, rank), float32.

    Source: Hu et al., LoRA (2021), https://arxiv.org/abs/2106.09685
    """

    down: NDArray[np.float32]
    up: NDArray[np.float32]

    @property
    def change(self) -> NDArray[np.float32]:
        """(outputs, inputs) what is added to the weights."""
        return self.up @ self.down


Adapter = Mapping[str, Factors]  # by the name of the layer, as "encoder.layer.6.output.dense"


def adapted(tensors: Mapping[str, NDArray[np.float32]], adapter: Adapter) -> dict[str, NDArray[np.float32]]:
    """The weights of a model, by their names, with what the adapter adds.

    Raises:
        KeyError: the model has no layer of that name.
        ValueError: the layer has another shape.
    """
    return {**tensors, **dict(_changed(tensors, adapter))}


def _changed(tensors: Mapping[str, NDArray[np.float32]], adapter: Adapter) -> Iterator[tuple[str, NDArray[np.float32]]]:
    for layer, one in adapter.items():
        name = f"{layer}{WEIGHT}"
        if tensors[name].shape != one.change.shape:
            raise ValueError(f"{name} is {tensors[name].shape}, its change {one.change.shape}")
        yield name, tensors[name] + one.change


def write_adapter(adapter: Adapter, path: Path) -> None:
    """Writes the adapter to `path` as float16, at once or not at all."""
    halves = {f"{layer}{kind}": matrix.astype("<f2") for layer, kind, matrix in _matrices(adapter)}
    with atomic_file(path) as beside, beside.open("wb") as file:
        np.savez(file, **halves)  # type: ignore[arg-type]


def _matrices(adapter: Adapter) -> Iterator[tuple[str, str, NDArray[np.float32]]]:
    for layer, (down, up) in adapter.items():
        yield layer, DOWN, down
        yield layer, UP, up


def read_adapter(path: Path) -> Adapter:
    """Raises StorageError when the file at `path` is no adapter."""
    try:
        with path.open("rb") as opened, np.load(opened, allow_pickle=False) as file:
            matrices = {name: file[name].astype(np.float32) for name in file}
        layers = [name.removesuffix(DOWN) for name in matrices if name.endswith(DOWN)]
        if not layers or len(matrices) != 2 * len(layers):
            raise ValueError("not two matrices a layer")
        return {layer: Factors(matrices[layer + DOWN], matrices[layer + UP]) for layer in layers}
    except (OSError, EOFError, ValueError, KeyError, AttributeError, TypeError, zipfile.BadZipFile) as error:
        raise StorageError("adapter_unreadable", path=path, why=error) from error
