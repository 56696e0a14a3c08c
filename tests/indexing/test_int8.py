"""A graph turned into 8 bits: what it calculates stays close, whatever is large in it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

import numpy as np
import onnx
import onnxruntime
import pytest
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from assistant.indexing.embedding.int8 import MULTIPLIED, matrices, quantised

WORDS, WIDTH = 40, 64
IDS = np.arange(WORDS, dtype=np.int64).reshape(4, -1)


def graph(
    table: NDArray[np.float32],
    layers: Sequence[NDArray[np.float32]],
    biases: Mapping[int, NDArray[np.float32]] | None = None,
) -> onnx.ModelProto:
    """Words are looked up in `table`; each of `layers` multiplies them, some add a bias; all of it is added.

    A bias stands before what it is added to, and behind it, by turns.
    """
    sums = ["words", *(f"sum{number}" for number in range(len(layers)))]
    nodes = [helper.make_node("Gather", ["table", "ids"], ["words"])]
    weights = {"table": table} | {f"layer{number}": layer for number, layer in enumerate(layers)}
    for number in range(len(layers)):
        product = f"product{number}"
        nodes.append(helper.make_node("MatMul", ["words", f"layer{number}"], [product]))
        if number in (biases or {}):
            weights[f"bias{number}"] = biases[number]
            both = [f"bias{number}", product][:: 1 if number % 2 else -1]
            nodes.append(helper.make_node("Add", both, [f"{product}.biased"]))
            product = f"{product}.biased"
        nodes.append(helper.make_node("Add", [sums[number], product], [sums[number + 1]]))
    made = helper.make_graph(
        nodes,
        "test",
        [helper.make_tensor_value_info("ids", TensorProto.INT64, ["texts", "tokens"])],
        [helper.make_tensor_value_info(sums[-1], TensorProto.FLOAT, ["texts", "tokens", WIDTH])],
        [numpy_helper.from_array(values, name) for name, values in weights.items()],
    )
    return helper.make_model(made, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)


def calculated(model: onnx.ModelProto) -> NDArray[np.float32]:
    session = onnxruntime.InferenceSession(model.SerializeToString(), providers=["CPUExecutionProvider"])
    found: NDArray[np.float32] = session.run(None, {"ids": IDS})[0]
    return found.reshape(WORDS, -1)


def random(*shape: int, seed: int = 0) -> NDArray[np.float32]:
    return np.random.default_rng(seed).normal(size=shape).astype(np.float32)


def cosines(table: NDArray[np.float32], layers: Sequence[NDArray[np.float32]]) -> NDArray[np.float32]:
    """Of each word's vector in 8 bits to the one in float32."""
    exact = calculated(graph(table, layers))
    coarse = calculated(quantised(graph(table, layers), [{"ids": IDS}]))
    found: NDArray[np.float32] = (
        (exact * coarse).sum(1) / np.linalg.norm(exact, axis=1) / np.linalg.norm(coarse, axis=1)
    )
    return found


def test_vectors_stay_close() -> None:
    assert cosines(random(WORDS, WIDTH), [random(WIDTH, WIDTH, seed=1)]).min() > 0.999


def test_a_large_token_does_not_coarsen_the_others() -> None:
    table = random(WORDS, WIDTH)
    table[0] *= 1000
    assert cosines(table, [random(WIDTH, WIDTH, seed=1)]).min() > 0.99


def test_a_large_channel_does_not_coarsen_the_others() -> None:
    table, layer = random(WORDS, WIDTH), random(WIDTH, WIDTH, seed=1)
    table[:, 5] *= 200
    layer[5] /= 200
    assert cosines(table, [layer]).min() > 0.999


@pytest.mark.parametrize("size", [1, 1000])
def test_a_channel_and_a_token_that_are_nothing_do_no_harm(size: int) -> None:
    table = random(WORDS, WIDTH)
    table[0] *= size
    table[:, 5] = 0
    table[3] = 0
    found = calculated(quantised(graph(table, [random(WIDTH, WIDTH, seed=1)]), [{"ids": IDS}]))
    assert np.isfinite(found).all()
    assert not found[3].any()


@pytest.mark.parametrize("layers", [1, 3])
def test_weights_are_kept_in_8_bits_and_words_in_16(layers: int) -> None:
    model = quantised(
        graph(random(WORDS, WIDTH), [random(WIDTH, WIDTH, seed=n) for n in range(layers)]), [{"ids": IDS}]
    )
    kinds = {tensor.name: tensor.data_type for tensor in model.graph.initializer if len(tensor.dims) == 2}
    assert sorted(kinds.values()) == [TensorProto.INT8] * layers + [TensorProto.FLOAT16]
    assert [node.op_type for node in model.graph.node].count("DynamicQuantizeLinear") == 1  # they share their input
    assert [output.name for output in model.graph.output] == [f"sum{layers - 1}"]


def operators(model: onnx.ModelProto) -> list[str]:
    return [node.op_type for node in model.graph.node]


def test_only_where_tokens_differ_much_each_has_a_scale_of_its_own() -> None:
    table, layer = random(WORDS, WIDTH), random(WIDTH, WIDTH, seed=1)
    assert "ReduceMax" not in operators(quantised(graph(table, [layer]), [{"ids": IDS}]))
    table[0] *= 9
    assert "ReduceMax" not in operators(quantised(graph(table, [layer]), [{"ids": IDS}]))
    table[0] *= 4
    assert "ReduceMax" in operators(quantised(graph(table, [layer]), [{"ids": IDS}]))


def test_a_channel_that_is_large_in_a_few_tokens_does_not_make_them_large() -> None:
    table, layer = random(WORDS, WIDTH), random(WIDTH, WIDTH, seed=1)
    table[:3, 5] = 50
    layer[5] /= 50
    assert "ReduceMax" not in operators(quantised(graph(table, [layer]), [{"ids": IDS}]))


@pytest.mark.parametrize("size", [1, 1000])
def test_layers_with_biases_are_multiplied_together_and_can_be_read_back(size: int) -> None:
    table = random(WORDS, WIDTH)
    table[0] *= size
    layers = [random(WIDTH, WIDTH, seed=number) for number in range(1, 5)]
    biases = {number: random(WIDTH, seed=10 + number) for number in (0, 2, 3)}
    exact = calculated(graph(table, layers, biases))
    model = quantised(graph(table, layers, biases), [{"ids": IDS}])
    assert operators(model).count(MULTIPLIED) == 2  # the one without a bias stands alone
    assert calculated(model) == pytest.approx(exact, abs=0.01 * float(np.abs(exact).max()))
    found = matrices(model.graph)
    assert set(found) == {f"bias{number}" for number in biases}
    for number in biases:
        assert found[f"bias{number}"] == pytest.approx(layers[number], abs=0.05)


def others(*nodes: tuple[str, list[str], str], **weights: NDArray[np.float32]) -> onnx.ModelProto:
    """Words are looked up in `table`; `nodes` (operator, inputs, output) make "sum" of them, with these weights."""
    made = helper.make_graph(
        [helper.make_node("Gather", ["table", "ids"], ["words"])]
        + [helper.make_node(operator, inputs, [output]) for operator, inputs, output in nodes],
        "test",
        [helper.make_tensor_value_info("ids", TensorProto.INT64, ["texts", "tokens"])],
        [helper.make_tensor_value_info("sum", TensorProto.FLOAT, ["texts", "tokens", WIDTH])],
        [numpy_helper.from_array(values, name) for name, values in {"table": random(WORDS, WIDTH), **weights}.items()],
    )
    return helper.make_model(made, opset_imports=[helper.make_opsetid("", 17)], ir_version=9)


FIRST, SECOND, BIAS = random(WIDTH, WIDTH, seed=1), random(WIDTH, WIDTH, seed=2), random(WIDTH, seed=3)
MULTIPLICATION = ("MatMul", ["words", "w"], "p")
TWICE = (MULTIPLICATION, ("Add", ["p", "b"], "q"), ("MatMul", ["q", "v"], "r"), ("Add", ["r", "b"], "sum"))
BESIDE = (MULTIPLICATION, ("Add", ["p", "b"], "q"), ("Relu", ["p"], "r"), ("Add", ["q", "r"], "sum"))
ADDED_BEFORE = (MULTIPLICATION, ("Add", ["p", "words"], "q"), ("Add", ["p", "b"], "r"), ("Add", ["q", "r"], "sum"))
PLAIN = (MULTIPLICATION, ("Add", ["p", "b"], "sum"))


@pytest.mark.parametrize(
    ("nodes", "bias"),
    [
        (TWICE, BIAS),
        (BESIDE, BIAS),
        (ADDED_BEFORE, BIAS),
        (PLAIN, np.float32(2)),
        (PLAIN, np.full(1, 2, np.float32)),
        (PLAIN, np.stack([BIAS] * IDS.shape[1])[None]),
    ],
)
def test_what_others_want_too_or_is_no_bias_is_left_as_it_is(
    nodes: Sequence[tuple[str, list[str], str]], bias: NDArray[np.float32]
) -> None:
    weights = {"w": FIRST, "v": SECOND, "b": np.asarray(bias)}
    exact = calculated(others(*nodes, **weights))
    coarse = calculated(quantised(others(*nodes, **weights), [{"ids": IDS}]))
    assert coarse == pytest.approx(exact, abs=0.02 * float(np.abs(exact).max()))


def test_without_a_sample_nothing_is_known() -> None:
    with pytest.raises(ValueError, match="no sample"):
        quantised(graph(random(WORDS, WIDTH), [FIRST]), [])
