"""Several worker processes on one socket, each with a model of its own, and a parent that replaces one that died.

A worker is a fork of the parent, which has read the settings and opened the socket, and does nothing else: no thread,
no database, no model. So a worker is there again at once. What they share lies in the database (`shared/`).
"""

from __future__ import annotations

import logging
import os
import signal
import sys
import threading
import time
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from typing import NoReturn

log = logging.getLogger("assistant.web")

LOOK_SECONDS = 0.1
# One that lived for so long died of something new: the pause begins anew.
STEADY_SECONDS = 30.0
FIRST_PAUSE_SECONDS = 0.5
LONGEST_PAUSE_SECONDS = 30.0
# After a worker should have ended by itself.
KILL_SECONDS = 10.0
_STOP = (signal.SIGTERM, signal.SIGINT)
_CRASHED = 70
_EXIT = "exit "


@dataclass
class _Place:
    """The place of one worker: its process, since when it lives, and when the next one may begin."""

    number: int
    process: int = 0
    since: float = 0.0
    pause: float = FIRST_PAUSE_SECONDS
    next: float = field(default_factory=time.monotonic)

    def put_off(self) -> None:
        """It is empty, and the next worker begins after the pause, the one after that after twice as long."""
        self.process, self.next = 0, time.monotonic() + self.pause
        self.pause = min(2 * self.pause, LONGEST_PAUSE_SECONDS)


class Workers:
    """`serve` is run in each of them, and returns 0 when that worker has stopped, another exit code where no other one
    could serve either. `told_dead` hears each process that ended."""

    def __init__(
        self,
        number: int,
        serve: Callable[[], int],
        stop_seconds: float,
        told_dead: Callable[[int], None] = lambda process: None,
    ) -> None:
        self._places = [_Place(number) for number in range(1, number + 1)]
        self._serve = serve
        self._stop_seconds = stop_seconds
        self._told_dead = told_dead
        self._is_stopping = False
        self._code = 0

    def run(self) -> int:
        """Keeps the workers running until the process is told to stop, which stops all of them in time; gives the exit
        code."""
        before = {one: signal.signal(one, self._stop) for one in _STOP}
        lifeline, self._held = os.pipe()
        self._lifeline = lifeline
        try:
            while not self._is_stopping:
                for place in self._places:
                    if not place.process and time.monotonic() >= place.next:
                        self._begin(place)
                time.sleep(LOOK_SECONDS)
                self._look()
        finally:
            self._end()
            os.close(self._held)
            os.close(lifeline)
            for one, handler in before.items():
                signal.signal(one, handler)
        return self._code

    def _stop(self, *_: object) -> None:
        self._is_stopping = True

    def _begin(self, place: _Place) -> None:
        for stream in (sys.stdout, sys.stderr):
            stream.flush()  # or it would be written twice
        # What comes before the new process has let go of our handler would be taken by that, and forgotten.
        before = signal.pthread_sigmask(signal.SIG_BLOCK, _STOP)
        try:
            process = os.fork()
            if not process:
                self._work(before)
        except OSError as error:  # no memory or no process is left now; those that live go on
            log.error("worker not begun", extra={"fields": {"worker": place.number, "why": str(error)}})
            place.put_off()
            return
        finally:
            signal.pthread_sigmask(signal.SIG_SETMASK, before)
        place.process, place.since = process, time.monotonic()
        log.info("worker begun", extra={"fields": {"worker": place.number, "process": process}})

    def _work(self, blocked: Iterable[signal.Signals | int]) -> NoReturn:
        """In the new process: lets signals come again but for those that were `blocked`, serves, and ends."""
        code = _CRASHED
        try:
            os.setpgid(0, 0)  # Ctrl+C is for the parent, which stops all
            for one in _STOP:
                signal.signal(one, signal.SIG_DFL)
            signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
            os.close(self._held)
            threading.Thread(target=_end_with_parent, args=(self._lifeline,), name="lifeline", daemon=True).start()
            code = self._serve()
        except BaseException:
            log.critical("worker failed", exc_info=True)
        finally:
            for stream in (sys.stdout, sys.stderr):
                stream.flush()
            os._exit(code)

    def _look(self) -> None:
        """Notes who has ended, and when the next one begins."""
        for place in self._places:
            if not place.process or not (ended := _ended(place.process)):
                continue
            self._told_dead(place.process)
            lived = time.monotonic() - place.since
            place.pause = FIRST_PAUSE_SECONDS if lived >= STEADY_SECONDS else place.pause
            fields = {"worker": place.number, "process": place.process, "ended": ended, "lived_s": round(lived, 1)}
            if ended.startswith(_EXIT) and ended not in (_EXIT + "0", f"{_EXIT}{_CRASHED}"):
                self._code, self._is_stopping = int(ended.removeprefix(_EXIT)), True
            if not self._is_stopping:
                log.error("worker died", extra={"fields": {**fields, "next_in_s": place.pause}})
            place.put_off()

    def _end(self) -> None:
        """Tells all to stop, waits as long as their answers may take, and kills who does not."""
        self._is_stopping = True
        self._tell(signal.SIGTERM)
        until = time.monotonic() + self._stop_seconds + KILL_SECONDS
        while any(place.process for place in self._places):
            if time.monotonic() > until:
                self._tell(signal.SIGKILL)
            time.sleep(LOOK_SECONDS)
            self._look()

    def _tell(self, what: signal.Signals) -> None:
        for place in self._places:
            if place.process:
                os.kill(place.process, what)


def _ended(process: int) -> str:
    """How the process has ended, "" while it runs."""
    found, status = os.waitpid(process, os.WNOHANG)
    if not found:
        return ""
    code = os.waitstatus_to_exitcode(status)
    return f"{_EXIT}{code}" if code >= 0 else signal.Signals(-code).name


def _end_with_parent(lifeline: int) -> None:
    """A worker without a parent stops as if it had been told: nobody would ever stop it."""
    os.read(lifeline, 1)  # returns when the last one who could write is gone
    os.kill(os.getpid(), signal.SIGTERM)
