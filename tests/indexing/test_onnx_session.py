"""Bytes multiplied exactly, also by processors that would let them overflow."""

from __future__ import annotations

from typing import Any

import numpy as np
import onnxruntime
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from assistant.indexing.embedding.int8 import MICROSOFT, MULTIPLIED
from assistant.indexing.embedding.onnx_session import session_options

LENGTH, WIDTH = 64, 32


def multiplying() -> bytes:
    """A model that multiplies unsigned bytes with signed ones, all as large as they get."""
    weights: dict[str, NDArray[Any]] = {
        "weights": np.full((LENGTH, WIDTH), 127, np.int8),
        "scale": np.array(1, np.float32),
        "zero": np.array(0, np.uint8),
    }
    node = helper.make_node(MULTIPLIED, ["x", "weights", "scale", "scale", "zero"], ["y"], domain=MICROSOFT)
    graph = helper.make_graph(
        [node],
        "multiplying",
        [helper.make_tensor_value_info("x", TensorProto.UINT8, [None, LENGTH])],
        [helper.make_tensor_value_info("y", TensorProto.FLOAT, None)],
        [numpy_helper.from_array(values, name) for name, values in weights.items()],
    )
    opsets = [helper.make_opsetid("", 17), helper.make_opsetid(MICROSOFT, 1)]
    made: bytes = helper.make_model(graph, opset_imports=opsets, ir_version=8).SerializeToString()
    return made


def test_the_largest_bytes_do_not_overflow() -> None:
    session = onnxruntime.InferenceSession(multiplying(), session_options(1), providers=["CPUExecutionProvider"])
    [product] = session.run(None, {"x": np.full((3, LENGTH), 255, np.uint8)})
    assert np.array_equal(product, np.full((3, WIDTH), 255 * 127 * LENGTH, np.float32))


def test_processors_without_vnni_are_told_not_to() -> None:
    assert session_options(1).get_session_config_entry("session.x64quantprecision") == "1"
