"""No library that we run tells anybody of it."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

PROJECT = Path(__file__).parents[1]
# What a server does with onnxruntime: load a model and run in the process that loaded it.
LOADING = """
from assistant.answering.reader.network import SHIPPED
import onnxruntime
onnxruntime.InferenceSession(str(SHIPPED), providers=["CPUExecutionProvider"])
"""


def test_onnxruntime_keeps_no_id_of_the_machine_and_waits_for_no_uploader(tmp_path: Path) -> None:
    surroundings = {name: value for name, value in os.environ.items() if name not in ("CI", "ORT_DISABLE_TELEMETRY")}
    surroundings |= {"HOME": str(tmp_path), "XDG_CACHE_HOME": str(tmp_path / "cache"), "PYTHONPATH": str(PROJECT)}
    subprocess.run([sys.executable, "-c", LOADING], env=surroundings, cwd=tmp_path, check=True, timeout=120)
    assert list(tmp_path.rglob("*")) == []
