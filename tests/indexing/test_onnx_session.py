"""Bytes multiplied exactly, also by processors that would let them overflow."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import numpy as np
import onnxruntime
import pytest
from numpy.typing import NDArray
from onnx import TensorProto, helper, numpy_helper

from assistant.indexing.embedding import onnx_session
from assistant.indexing.embedding.int8 import MICROSOFT, MULTIPLIED
from assistant.indexing.embedding.onnx_session import CPU, may_overflow, session_options

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


def product(options: onnxruntime.SessionOptions) -> NDArray[Any]:
    session = onnxruntime.InferenceSession(multiplying(), options, providers=["CPUExecutionProvider"])
    [found] = session.run(None, {"x": np.full((3, LENGTH), 255, np.uint8)})
    return np.asarray(found)


def test_the_largest_bytes_do_not_overflow() -> None:
    assert np.array_equal(product(session_options(1)), np.full((3, WIDTH), 255 * 127 * LENGTH, np.float32))


def test_a_processor_that_is_trusted_does_not_let_them_overflow() -> None:
    if not may_overflow(CPU):
        assert np.array_equal(product(onnxruntime.SessionOptions()), product(session_options(1)))


@pytest.mark.parametrize(
    ("flags", "overflows"), [("avx2 avx512f", True), ("avx512f avx512_vnni", False), ("avx2 avx_vnni", False)]
)
def test_processors_without_vnni_are_told_to_be_precise(
    flags: str, overflows: bool, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    cpu = tmp_path / "cpuinfo"
    cpu.write_text(f"processor : 0\nflags : fpu {flags}\n")
    monkeypatch.setattr(onnx_session, "CPU", cpu)
    options = session_options(1)
    assert may_overflow(cpu) is overflows
    if overflows:
        assert options.get_session_config_entry("session.x64quantprecision") == "1"
    else:
        with pytest.raises(RuntimeError):  # there is none
            options.get_session_config_entry("session.x64quantprecision")


def test_what_cannot_be_told_may_overflow(tmp_path: Path) -> None:
    assert may_overflow(tmp_path / "nowhere")
