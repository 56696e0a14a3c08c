"""What happens while a worker is just being made: it is told to stop, or the system cannot make it."""

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


REFUSED = """
import os, signal
from assistant.web.workers import Workers

fork, refusals = os.fork, ["no process left", "no memory left"]
parent = os.getpid()

def forked():
    if refusals:
        raise OSError(refusals.pop())
    return fork()

def serve():
    print("serves", flush=True)
    os.kill(parent, signal.SIGTERM)
    return 0

os.fork = forked
raise SystemExit(Workers(1, serve, 0.0).run())
"""


def test_a_worker_that_the_system_cannot_make_now_is_made_later() -> None:
    done = subprocess.run([sys.executable, "-c", REFUSED], stdout=subprocess.PIPE, text=True, timeout=120, check=False)
    assert (done.returncode, done.stdout) == (0, "serves\n")
