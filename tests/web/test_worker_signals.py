"""What a worker is told while it is just being made."""

from __future__ import annotations

import subprocess
import sys

# The worker is told in the moment in which it has its parent's handlers; once it has ended, so does the parent.
PROGRAM = """
import os, signal, time
from assistant.web.workers import Workers

os.register_at_fork(after_in_child=lambda: os.kill(os.getpid(), signal.{told}))
parent = os.getpid()

def serve():
    time.sleep(600)
    return 0

def stop(process):
    print("ended", flush=True)
    os.kill(parent, signal.SIGTERM)

raise SystemExit(Workers(1, serve, 0.0, stop).run())
"""


def run_told(told: str) -> tuple[int, str]:
    """The exit code of the parent and what it printed; a worker that does not listen outlasts the time."""
    words = [sys.executable, "-c", PROGRAM.format(told=told)]
    done = subprocess.run(words, stdout=subprocess.PIPE, text=True, timeout=120, check=False)
    return done.returncode, done.stdout


def test_a_worker_that_is_told_to_stop_before_it_has_handlers_stops() -> None:
    assert run_told("SIGTERM") == (0, "ended\n")
    assert run_told("SIGINT") == (0, "ended\n")
