"""What a process and its children hold."""

from __future__ import annotations

import subprocess
import sys

import pytest

from assistant.evaluation.memory import Watch, descendants, peak_bytes

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="read from /proc")

MEBIBYTE = 1024**2
HOLDER = "held = bytearray(64 * 1024**2); held = None; print(flush=True); input()"


def holding(program: str) -> subprocess.Popen[bytes]:
    process = subprocess.Popen([sys.executable, "-c", program], stdin=subprocess.PIPE, stdout=subprocess.PIPE)
    assert process.stdout is not None
    process.stdout.readline()
    return process


def test_a_peak_is_what_was_held_once_even_if_it_was_given_back() -> None:
    with holding(HOLDER) as process:
        assert 64 * MEBIBYTE < (peak_bytes(process.pid) or 0) < 128 * MEBIBYTE
        process.kill()


def test_a_process_that_has_ended_has_no_peak() -> None:
    with holding("print()") as process:
        process.wait()
    assert peak_bytes(process.pid) is None


def test_children_of_children_count() -> None:
    program = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {HOLDER!r}])"
    with holding(program) as process:
        with Watch() as watch:  # its last look comes before the child is let go
            assert len(list(descendants(process.pid))) == 1
        process.stdin.close() if process.stdin else None
    assert watch.bytes > 64 * MEBIBYTE
