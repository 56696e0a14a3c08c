"""How onnxruntime runs the 8-bit networks: that of the embedding model, and the reader."""

from __future__ import annotations

import onnxruntime

# A processor without VNNI adds two products of bytes in 16 bits, which overflow; this lets it do that in 32 where it
# must, and changes nothing elsewhere. Source: onnxruntime, "Quantize ONNX models", the section on U8S8 and saturation.
PRECISE = ("session.x64quantprecision", "1")
ASLEEP = ("session.intra_op.allow_spinning", "0")  # threads that wait shall sleep


def session_options(threads: int) -> onnxruntime.SessionOptions:
    """The options of a session with as many threads."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    for entry in (PRECISE, ASLEEP):
        options.add_session_config_entry(*entry)
    return options
