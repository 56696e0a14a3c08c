"""A network that was written once goes on learning."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path
from typing import TypeVar

import numpy as np
import onnx
import torch
from onnx import numpy_helper

from assistant.errors import ModelError
from assistant.evaluation.learning.pair_network import PairNetwork
from assistant.indexing.embedding.int8 import HALVED, matrices
from assistant.indexing.embedding.model_errors import reason

_Network = TypeVar("_Network", bound=PairNetwork)


def resumed(network: _Network, path: Path) -> _Network:
    """`network` as `export` wrote it to `path`: with what it had learnt, but for the rounding to 8 bits.

    Raises:
        ModelError: the file is no such network, is of an older version, or does not fit the body of `network`.
    """
    learnt = _learnt(network)
    try:
        found = {name: value for name, value in _parameters(onnx.load(path).graph).items() if name in learnt}
        network.load_state_dict(found, strict=False)
    except Exception as error:  # protobuf, which reads the file, has errors of its own
        raise ModelError("network_not_resumable", path=path, why=reason(error)) from error
    if missing := sorted(learnt - set(found)):
        raise ModelError("network_not_resumable", path=path, why=f"without {missing[0]} (+ {len(missing) - 1})")
    return network


def halfway(network: PairNetwork, before: Mapping[str, torch.Tensor]) -> None:
    """Makes each parameter the mean of what it is and of what it was `before` (a state of the same network).

    What was learnt further so keeps more of what the network knew. Source: Wortsman et al. 2022, "Robust fine-tuning of
    zero-shot models" (arXiv 2109.01903).
    """
    now = network.state_dict()
    network.load_state_dict({**now, **{name: torch.lerp(before[name], now[name], 0.5) for name in _learnt(network)}})


def _learnt(network: PairNetwork) -> set[str]:
    return {name for name, parameter in network.named_parameters() if parameter.requires_grad}


def _parameters(graph: onnx.GraphProto) -> dict[str, torch.Tensor]:
    """By their names in the network. The exporter keeps names of biases but not of the matrices before them."""
    found = {one.name.removesuffix(HALVED): numpy_helper.to_array(one).astype(np.float32) for one in graph.initializer}
    found |= {bias.removesuffix("bias") + "weight": matrix.T for bias, matrix in matrices(graph).items()}
    return {name: torch.from_numpy(np.array(value)) for name, value in found.items()}
