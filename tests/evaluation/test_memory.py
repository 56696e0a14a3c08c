"""What a process and its children hold."""

from __future__ import annotations

import os
import subprocess
import sys
import time

import pytest

from assistant.evaluation.memory import Course, Watch, descendants, held_bytes, peak_bytes

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
        with Watch(process.pid) as watch:  # its last look comes before the child is let go
            assert len(list(descendants(process.pid))) == 1
        process.stdin.close() if process.stdin else None
    assert watch.bytes > 64 * MEBIBYTE


def test_a_course_tells_the_median_of_what_was_held_in_a_time() -> None:
    course = Course(os.getpid(), every_seconds=0.01)
    course.seen = [(0, 9), (1, 1), (2, 3), (3, 2)]
    assert course.between(1, 4) == 2
    assert course.between(4, 5) is None


def test_a_course_looks_again_and_again() -> None:
    with holding("print(flush=True); input()") as process:
        with Course(process.pid, every_seconds=0.01) as course:
            deadline = time.monotonic() + 60
            while len(course.seen) < 3 and time.monotonic() < deadline:
                time.sleep(0.01)
        process.kill()
    moments = [at for at, _ in course.seen]
    assert len(moments) > 3
    assert moments == sorted(moments)


def test_what_a_process_and_those_below_it_hold_is_told_now() -> None:
    holder = "held = bytearray(64 * 1024**2); print(flush=True); input(); held = None; print(flush=True); input()"
    program = f"import subprocess, sys; subprocess.run([sys.executable, '-c', {holder!r}])"
    words = [sys.executable, "-c", program]
    with subprocess.Popen(words, stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        process.stdout.readline()
        before = held_bytes(process.pid)
        process.stdin.write(b"\n")
        process.stdin.flush()
        process.stdout.readline()
        assert before - held_bytes(process.pid) > 60 * MEBIBYTE
    assert held_bytes(2**30) == 0
