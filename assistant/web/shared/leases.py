"""Leases: work that must be done once is done by the worker that holds its lease. That of a killed worker soon ends.

    beat = Beat(store)                 of each worker; its thread says every second that the worker is alive
    lease = beat.lease("purge")        wanted from now on
    if lease.is_held: …                costs nothing; after a long pause of this worker another one may hold it at the
                                       same moment, so work that is done twice must do no harm

A worker that stops gives its leases back at once.
"""

from __future__ import annotations

import logging
import secrets
import threading
import time
from collections.abc import Callable

from sqlalchemy import Connection, delete, or_, select

from assistant.errors import StorageError
from assistant.telemetry.logs import because
from assistant.web.shared.store import SharedStore
from assistant.web.shared.tables import leases, workers

log = logging.getLogger("assistant.web")

EVERY_SECONDS = 1.0
# Without a sign of life a worker counts as dead after this time. On a busy machine a sign may come seconds late.
LIFE_SECONDS = 6.0
# By which a holder stops before another one may begin.
MARGIN_SECONDS = 1.5
# After which the rows of dead workers and of expired leases are deleted.
FORGOTTEN_SECONDS = 3600.0


class Lease:
    """Made by `Beat.lease`. Thread-safe."""

    def __init__(self, name: str) -> None:
        self.name = name
        self._held_until = float("-inf")
        self._changing = threading.Condition()

    @property
    def is_held(self) -> bool:
        """Whether this worker holds it now."""
        return time.monotonic() < self._held_until

    def wait(self, seconds: float) -> bool:
        """Waits at most that long for the lease, and returns whether it is held."""
        with self._changing:
            return self._changing.wait_for(lambda: self.is_held, seconds)

    def _renewed(self, until: float) -> None:
        with self._changing:
            self._held_until = until
            self._changing.notify_all()


class Beat:
    """The signs of life of one worker, and the leases that it wants."""

    def __init__(self, store: SharedStore) -> None:
        self.worker = secrets.token_hex(16)
        self._store = store
        self._leases: dict[str, Lease] = {}
        self._stopping = threading.Event()
        self._thread: threading.Thread | None = None
        self._told = set[str]()

    def lease(self, name: str) -> Lease:
        """The lease of that name, which this worker wants from now on."""
        return self._leases.setdefault(name, Lease(name))

    def start(self, *also: Callable[[], None]) -> None:
        """Begins; each of `also` is called after each sign that succeeded."""
        self._thread = threading.Thread(target=self._work, args=also, name="beat", daemon=True)
        self._thread.start()

    def stop(self) -> None:
        """Gives all leases back."""
        self._stopping.set()
        if self._thread:
            self._thread.join(EVERY_SECONDS)

    def _work(self, *also: Callable[[], None]) -> None:
        while not self._stopping.is_set():
            self._once(*also)
            self._stopping.wait(EVERY_SECONDS)
        self._give_back()

    def _once(self, *also: Callable[[], None]) -> None:
        failed = [self._tried(self._renew)]
        if not failed[0]:  # else the store is probably down for the others as well
            failed += [self._tried(work) for work in also]
        self._told &= set(failed)

    def _tried(self, work: Callable[[], None]) -> str:
        """The error of `work`, "" if there is none. Logged once as long as it lasts."""
        try:
            work()
        except StorageError as error:  # leases end by themselves
            if error.code not in self._told:
                log.warning("not told to other workers", extra=because(error))
            failed = error.code
        except Exception as error:  # a defect must stop neither the signs of life nor other work
            failed = f"{work!r}: {type(error).__name__}"
            if failed not in self._told:
                log.exception("work beside the signs of life failed")
        else:
            return ""
        self._told.add(failed)
        return failed

    def _renew(self) -> None:
        begun = time.monotonic()
        held = self._tell()
        for lease in list(self._leases.values()):
            lease._renewed(begun + LIFE_SECONDS - MARGIN_SECONDS if lease.name in held else float("-inf"))

    def _tell(self) -> set[str]:
        """Says that this worker is alive, and returns the names of the leases that it holds for LIFE_SECONDS."""
        with self._store.transaction() as connection:
            now = self._store.now()
            new = self._store.insert(workers).values(id=self.worker, last=now)
            connection.execute(new.on_conflict_do_update(index_elements=[workers.c.id], set_={"last": now}))
            return {name for name in sorted(self._leases) if self._acquired(connection, name)}

    def _acquired(self, connection: Connection, name: str) -> bool:
        now = self._store.now()
        mine = {"holder": self.worker, "until": now + LIFE_SECONDS}
        # a lease that ends later than any given now is from before the clock was set back
        is_free = or_(leases.c.until <= now, leases.c.until > now + LIFE_SECONDS, leases.c.holder == self.worker)
        new = self._store.insert(leases).values(name=name, **mine)
        new = new.on_conflict_do_update(index_elements=[leases.c.name], set_=mine, where=is_free)
        return connection.execute(new.returning(leases.c.holder)).first() is not None

    def _give_back(self) -> None:
        for lease in self._leases.values():
            lease._renewed(float("-inf"))
        try:
            with self._store.transaction() as connection:
                connection.execute(delete(leases).where(leases.c.holder == self.worker))
                connection.execute(delete(workers).where(workers.c.id == self.worker))
        except StorageError as error:  # they end by themselves
            log.warning("leases not given back", extra=because(error))


def lives(store: SharedStore, connection: Connection, worker: str) -> bool:
    """Whether that worker has given a sign of life lately."""
    is_it = select(workers.c.id).where(workers.c.id == worker, store.within(workers.c.last, LIFE_SECONDS))
    return connection.execute(is_it).first() is not None
