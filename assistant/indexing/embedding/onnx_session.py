"""How onnxruntime runs the 8-bit networks: that of the embedding model, and the reader."""

from __future__ import annotations

from functools import cache
from pathlib import Path

import onnxruntime

# A processor without VNNI adds two products of bytes in 16 bits, which overflow; this makes it add them in 32. With
# VNNI it would only take half as long again. Source: onnxruntime, "Quantize ONNX models", on U8S8 and saturation.
PRECISE = ("session.x64quantprecision", "1")
ASLEEP = ("session.intra_op.allow_spinning", "0")  # threads that wait shall sleep
CPU = Path("/proc/cpuinfo")


def session_options(threads: int) -> onnxruntime.SessionOptions:
    """The options of a session with as many threads."""
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = threads
    for entry in (ASLEEP, PRECISE) if may_overflow(CPU) else (ASLEEP,):
        options.add_session_config_entry(*entry)
    return options


@cache
def may_overflow(cpu: Path) -> bool:
    """Whether the processor that the file `cpu` describes lacks VNNI, or cannot be told: only Linux has the file."""
    try:
        return "vnni" not in cpu.read_text(encoding="utf-8", errors="replace")
    except OSError:
        return True
