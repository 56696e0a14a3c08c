"""An ONNX model with its weights, and what they are multiplied with, in 8 bits.

Channels that are always large are made smaller and the weights behind them larger by as much, so that one channel does
not coarsen the others. Where a few rows of activations (tokens) would be much larger than the rest even so, each row
gets a scale of its own instead; elsewhere one for all is as good, and faster (docs/history/READER.md, "the same
reader in three quarters of the time"). How large they are is looked up on sample texts. Multiplications of activations
with each other (attention), layer norms and additions stay in float32; embeddings are kept in float16.

Source: Xiao et al. 2023, "SmoothQuant" (arXiv 2211.10438), with a strength of one half.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from itertools import chain
from typing import Any, NamedTuple

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
UNEVEN = 6.0  # rows of which the largest is so many times the median; of the reader's layers no other is beyond 5

Features = Mapping[str, NDArray[np.int64]]
Array = NDArray[np.float32]


def quantised(model: onnx.ModelProto, samples: Iterable[Features]) -> onnx.ModelProto:
    """`model` in 8 bits. It is changed, too.

    Args:
        model: in float32, its weights inside.
        samples: inputs of the model; a few sentences are enough.

    Raises:
        ValueError: there is no sample.
    """
    _rewrite(model.graph, _Embeddings(model.graph))  # the largest tensors first, as copies follow
    weights = _weights(model.graph)
    inputs = dict.fromkeys(node.input[0] for node in model.graph.node if _is_linear(node, weights))
    if not (samples := list(samples)):
        raise ValueError("no sample shows how large the activations are")
    activations = _Activations(model, list(inputs), samples)
    smoothing = dict(_smoothing(model.graph, activations.largest()))
    _rewrite(model.graph, _LinearLayers(model.graph, smoothing, activations.uneven(smoothing)))
    if MICROSOFT not in {opset.domain for opset in model.opset_import}:
        model.opset_import.append(helper.make_opsetid(MICROSOFT, 1))
    return model


def matrices(graph: onnx.GraphProto) -> dict[str, Array]:
    """The weights (inputs, outputs) of what `quantised` made of linear layers, as they were but for the rounding.

    By the names of their biases; those without one are left out.
    """
    arrays = {name: numpy_helper.to_array(tensor) for name, tensor in _weights(graph).items()}
    found: dict[str, Array] = {}
    for node in graph.node:
        if node.op_type == MULTIPLIED:
            x, name = node.input[0].removesuffix(".int8"), node.input[1].removesuffix(".int8")
            together = arrays[f"{name}.int8"] * arrays[f"{name}.scale"]
            if (smoothing := arrays.get(f"{x}.smoothing")) is not None:
                together *= smoothing[:, None]
            biases = [one for one in name.split() if one in arrays]
            widths = [len(arrays[bias]) for bias in biases]
            found |= zip(biases, np.split(together, np.cumsum(widths)[:-1], axis=1), strict=False)
    return found


def _weights(graph: onnx.GraphProto) -> dict[str, onnx.TensorProto]:
    return {tensor.name: tensor for tensor in graph.initializer}


def _is_linear(node: onnx.NodeProto, weights: Mapping[str, Any]) -> bool:
    return node.op_type == "MatMul" and node.input[1] in weights


class _Activations:
    """What the linear layers of `model` multiply, the tensors `names`, for each of the samples."""

    def __init__(self, model: onnx.ModelProto, names: Sequence[str], samples: Sequence[Features]) -> None:
        outputs = len(model.graph.output)
        model.graph.output.extend(helper.make_tensor_value_info(name, onnx.TensorProto.FLOAT, None) for name in names)
        self._session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
        del model.graph.output[outputs:]
        self._names = names
        self._samples = samples

    def largest(self) -> dict[str, Array]:
        """The largest absolute value of each channel of the tensors, over all samples."""
        found: dict[str, Array] = {}
        for name, rows in self._rows():
            found[name] = np.maximum(found.get(name, SMALLEST), np.abs(rows).max(axis=0))
        return found

    def uneven(self, smoothing: Mapping[str, Array]) -> frozenset[str]:
        """The tensors of which some rows are much larger than the others, when their channels are smoothed."""
        found: dict[str, list[Array]] = {name: [] for name in self._names}
        for name, rows in self._rows():
            found[name].append(np.abs(rows / smoothing[name]).max(axis=1))
        largest = {name: np.concatenate(values) for name, values in found.items()}
        return frozenset(name for name, rows in largest.items() if rows.max() > UNEVEN * np.median(rows))

    def _rows(self) -> Iterator[tuple[str, Array]]:
        """Of each sample each tensor, (rows, channels)."""
        for sample in self._samples:
            for name, values in zip(self._names, self._session.run(self._names, dict(sample)), strict=True):
                yield name, values.reshape(-1, values.shape[-1])


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


class _Layer(NamedTuple):
    """A linear layer: the names of its weights (inputs, outputs), of its bias or "", and of what it gives."""

    weight: str
    bias: str
    output: str

    @property
    def name(self) -> str:
        return self.bias or self.output


class _LinearLayers:
    """Multiplies in 8 bits, and adds the bias there; those with one input and biases are multiplied together.

    `smoothing` is what the channels of an input are divided by; the inputs `uneven` get a scale for each row instead.
    """

    def __init__(self, graph: onnx.GraphProto, smoothing: Mapping[str, Array], uneven: Collection[str]) -> None:
        self._graph = graph
        self._weights = _weights(graph)
        self._smoothing = smoothing
        self._uneven = uneven
        self._sums = {name: node for node in graph.node if node.op_type == "Add" for name in node.input}
        given = [output.name for output in graph.output]
        self._uses = Counter(chain(given, *(node.input for node in graph.node)))
        self._added: set[str] = set()  # the sums of a layer and its bias
        self._layers: dict[str, list[_Layer]] = {}
        for node in graph.node:
            if _is_linear(node, self._weights):
                self._layers.setdefault(node.input[0], []).append(self._layer(node))
        self._add("int8.smallest", np.array(SMALLEST, np.float32))

    def _layer(self, node: onnx.NodeProto) -> _Layer:
        """With the bias that is added, if nobody else wants it or what there is without it."""
        weight, output = node.input[1], node.output[0]
        columns = self._weights[weight].dims[-1:]
        if (after := self._sums.get(output)) and self._uses[output] == 1:
            for bias in after.input:
                if bias in self._weights and self._weights[bias].dims == columns and self._uses[bias] == 1:
                    self._added.add(after.output[0])
                    return _Layer(weight, bias, after.output[0])
        return _Layer(weight, "", output)

    def rewritten(self, node: onnx.NodeProto) -> Iterator[onnx.NodeProto]:
        """The nodes that replace `node`: all linear layers of one input stand where the first of them stood."""
        if _is_linear(node, self._weights):
            if layers := self._layers.pop(node.input[0], None):
                yield from self._calculated(node.input[0], layers)
        elif node.output[0] not in self._added:
            yield node

    def _calculated(self, x: str, layers: Sequence[_Layer]) -> Iterator[onnx.NodeProto]:
        yield from self._quantised(x)
        together = [layer for layer in layers if layer.bias]
        if together:
            yield from self._multiplied(x, together)
        for layer in layers:
            if not layer.bias:
                yield from self._multiplied(x, [layer])

    def _quantised(self, x: str) -> Iterator[onnx.NodeProto]:
        even = f"{x}.even"
        if x in self._uneven:
            yield helper.make_node("Abs", [x], [f"{x}.absolute"])
            yield helper.make_node("ReduceMax", [f"{x}.absolute"], [f"{x}.largest"], axes=[-1], keepdims=1)
            yield helper.make_node("Max", [f"{x}.largest", "int8.smallest"], [f"{x}.row"])
            yield helper.make_node("Div", [x, f"{x}.row"], [even])
        else:
            self._add(f"{x}.smoothing", 1 / self._smoothing[x])
            yield helper.make_node("Mul", [x, f"{x}.smoothing"], [even])
        yield helper.make_node("DynamicQuantizeLinear", [even], [f"{x}.int8", f"{x}.scale", f"{x}.zero"])

    def _multiplied(self, x: str, layers: Sequence[_Layer]) -> Iterator[onnx.NodeProto]:
        name = " ".join(layer.name for layer in layers)
        weights = [numpy_helper.to_array(self._weights[layer.weight]) for layer in layers]
        weight = np.concatenate(weights, axis=1)
        if x not in self._uneven:
            weight *= self._smoothing[x][:, None]
        scale = (np.maximum(np.abs(weight).max(axis=0), SMALLEST) / LARGEST_INT8).astype(np.float32)
        self._add(f"{name}.int8", np.rint(weight / scale).astype(np.int8))
        self._add(f"{name}.scale", scale)
        biases = [layer.bias for layer in layers if layer.bias]
        if len(biases) > 1:
            yield helper.make_node("Concat", biases, [f"{name}.bias"], axis=0)
            biases = [f"{name}.bias"]
        factors = [f"{x}.int8", f"{name}.int8", f"{x}.scale", f"{name}.scale", f"{x}.zero"]
        output = layers[0].output if len(layers) == 1 else f"{name}.output"
        if x in self._uneven:
            yield helper.make_node(MULTIPLIED, factors, [f"{name}.even"], domain=MICROSOFT)
            rows = f"{name}.rows" if biases else output
            yield helper.make_node("Mul", [f"{name}.even", f"{x}.row"], [rows])
            if biases:
                yield helper.make_node("Add", [rows, *biases], [output])
        else:
            yield helper.make_node(MULTIPLIED, [*factors, "", *biases], [output], domain=MICROSOFT)
        if len(layers) > 1:
            self._add(f"{name}.widths", np.array([one.shape[1] for one in weights], np.int64))
            yield helper.make_node("Split", [output, f"{name}.widths"], [layer.output for layer in layers], axis=-1)

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
