"""An ONNX model with its weights, and what they are multiplied with, in 8 bits.

Each row of activations (a token) gets a scale of its own: one for all would let a few large tokens coarsen the others.
Before that, channels that are always large are made smaller and the weights behind them larger by as much, so that one
channel does not coarsen its row; how large they are is looked up on sample texts. Multiplications of activations with
each other (attention), layer norms and additions stay in float32; embeddings are kept in float16.

Source: Xiao et al. 2023, "SmoothQuant" (arXiv 2211.10438), with a strength of one half.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from typing import Any

import numpy as np
import onnx
import onnxruntime
from numpy.typing import NDArray
from onnx import helper, numpy_helper

MICROSOFT = "com.microsoft"  # the domain of onnxruntime's own operators
HALVED = ".float16"  # the name of a table ends so
MULTIPLIED = "MatMulIntegerToFloat"
LARGEST_INT8 = 127
SMALLEST = 1e-5  # a channel or a row that is never larger is not made larger without bound

Features = Mapping[str, NDArray[np.int64]]
Array = NDArray[np.float32]


def quantised(model: onnx.ModelProto, samples: Iterable[Features]) -> onnx.ModelProto:
    """`model` in 8 bits. It is changed, too.

    Args:
        model: in float32, its weights inside.
        samples: inputs of the model; a few sentences are enough.
    """
    _rewrite(model.graph, _Embeddings(model.graph))  # the largest tensors first, as copies follow
    weights = _weights(model.graph)
    inputs = dict.fromkeys(node.input[0] for node in model.graph.node if _is_linear(node, weights))
    largest = _largest(model, list(inputs), samples)
    _rewrite(model.graph, _LinearLayers(model.graph, dict(_smoothing(model.graph, largest))))
    if MICROSOFT not in {opset.domain for opset in model.opset_import}:
        model.opset_import.append(helper.make_opsetid(MICROSOFT, 1))
    return model


def matrices(graph: onnx.GraphProto) -> dict[str, Array]:
    """The weights (inputs, outputs) of what `quantised` made of linear layers, as they were but for the rounding.

    By the name of the tensor that the layer gives.
    """
    arrays = {name: numpy_helper.to_array(tensor) for name, tensor in _weights(graph).items()}
    found: dict[str, Array] = {}
    for node in graph.node:
        if node.op_type == MULTIPLIED:
            x, output = node.input[0].removesuffix(".int8"), node.output[0].removesuffix(".even")
            even = arrays[f"{output}.int8"] * arrays[f"{output}.scale"]
            found[output] = even * arrays[f"{x}.smoothing"][:, None]
    return found


def _weights(graph: onnx.GraphProto) -> dict[str, onnx.TensorProto]:
    return {tensor.name: tensor for tensor in graph.initializer}


def _is_linear(node: onnx.NodeProto, weights: Mapping[str, Any]) -> bool:
    return node.op_type == "MatMul" and node.input[1] in weights


def _largest(model: onnx.ModelProto, names: list[str], samples: Iterable[Features]) -> dict[str, Array]:
    """The largest absolute value of each channel of the tensors `names`, over all samples."""
    outputs = len(model.graph.output)
    model.graph.output.extend(helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None) for name in names)
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    del model.graph.output[outputs:]
    found: dict[str, Array] = {}
    for sample in samples:
        for name, values in zip(names, session.run(names, dict(sample)), strict=True):
            channels = np.abs(values).reshape(-1, values.shape[-1]).max(axis=0)
            found[name] = np.maximum(found.get(name, SMALLEST), channels)
    return found


class _Embeddings:
    """Keeps tables in float16, and makes float32 of what is looked up in them."""

    def __init__(self, graph: onnx.GraphProto) -> None:
        self._graph = graph
        self._weights = _weights(graph)
        self._kept: set[str] = set()

    def rewritten(self, node: onnx.NodeProto) -> Iterator[onnx.NodeProto]:
        if node.op_type != "Gather" or not self._is_table(node.input[0]):
            yield node
            return
        table, output = node.input[0], node.output[0]
        if table not in self._kept:
            self._kept.add(table)
            halved = numpy_helper.to_array(self._weights[table]).astype(np.float16)
            self._graph.initializer.append(numpy_helper.from_array(halved, table + HALVED))
        looking = helper.make_node("Gather", [table + HALVED, node.input[1]], [output + HALVED], node.name)
        looking.attribute.extend(node.attribute)
        yield looking
        yield helper.make_node("Cast", [output + HALVED], [output], to=onnx.TensorProto.FLOAT)

    def _is_table(self, name: str) -> bool:
        return name in self._weights and self._weights[name].data_type == onnx.TensorProto.FLOAT


class _LinearLayers:
    """Multiplies in 8 bits; `smoothing` is what the channels of each input are divided by."""

    def __init__(self, graph: onnx.GraphProto, smoothing: Mapping[str, Array]) -> None:
        self._graph = graph
        self._weights = _weights(graph)
        self._smoothing = smoothing
        self._done: set[str] = set()  # an input that several layers share is quantised once
        self._add("int8.smallest", np.array(SMALLEST, np.float32))

    def rewritten(self, node: onnx.NodeProto) -> Iterator[onnx.NodeProto]:
        if not _is_linear(node, self._weights):
            yield node
            return
        x = node.input[0]
        if x not in self._done:
            self._done.add(x)
            yield from self._quantised_rows(x)
        yield from self._multiplied(node)

    def _quantised_rows(self, x: str) -> Iterator[onnx.NodeProto]:
        self._add(f"{x}.smoothing", 1 / self._smoothing[x])
        yield helper.make_node("Mul", [x, f"{x}.smoothing"], [f"{x}.smooth"])
        yield helper.make_node("Abs", [f"{x}.smooth"], [f"{x}.absolute"])
        yield helper.make_node("ReduceMax", [f"{x}.absolute"], [f"{x}.largest"], axes=[-1], keepdims=1)
        yield helper.make_node("Max", [f"{x}.largest", "int8.smallest"], [f"{x}.row"])
        yield helper.make_node("Div", [f"{x}.smooth", f"{x}.row"], [f"{x}.even"])
        yield helper.make_node("DynamicQuantizeLinear", [f"{x}.even"], [f"{x}.int8", f"{x}.scale", f"{x}.zero"])

    def _multiplied(self, node: onnx.NodeProto) -> Iterator[onnx.NodeProto]:
        (x, name), output = node.input, node.output[0]
        weight = numpy_helper.to_array(self._weights[name]) * self._smoothing[x][:, None]
        scale = (np.maximum(np.abs(weight).max(axis=0), SMALLEST) / LARGEST_INT8).astype(np.float32)
        self._add(f"{output}.int8", np.rint(weight / scale).astype(np.int8))
        self._add(f"{output}.scale", scale)
        yield helper.make_node(
            MULTIPLIED,
            [f"{x}.int8", f"{output}.int8", f"{x}.scale", f"{output}.scale", f"{x}.zero"],
            [f"{output}.even"],
            domain=MICROSOFT,
        )
        yield helper.make_node("Mul", [f"{output}.even", f"{x}.row"], [output], node.name)

    def _add(self, name: str, values: NDArray[Any]) -> None:
        self._graph.initializer.append(numpy_helper.from_array(values, name))


def _smoothing(graph: onnx.GraphProto, largest: Mapping[str, Array]) -> Iterator[tuple[str, Array]]:
    """What the channels of each input are divided by, and the rows of the weights behind them multiplied with."""
    weights = _weights(graph)
    for x, activations in largest.items():
        behind = [weights[node.input[1]] for node in graph.node if _is_linear(node, weights) and node.input[0] == x]
        rows = np.max([np.abs(numpy_helper.to_array(weight)).max(axis=1) for weight in behind], axis=0)
        factors = np.sqrt(activations / np.maximum(rows, SMALLEST))
        yield x, (factors / np.exp(np.log(factors).mean())).astype(np.float32)


def _rewrite(graph: onnx.GraphProto, rewriting: _Embeddings | _LinearLayers) -> None:
    """Puts the nodes that `rewriting` makes in the place of the old ones, and drops the weights that nobody uses."""
    nodes = [made for node in graph.node for made in rewriting.rewritten(node)]
    del graph.node[:]
    graph.node.extend(nodes)
    used = {name for node in nodes for name in node.input}
    kept = [tensor for tensor in graph.initializer if tensor.name in used]
    del graph.initializer[:]
    graph.initializer.extend(kept)
