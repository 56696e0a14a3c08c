"""Pages of documents as images: made in processes of their own, and kept in bounded memory."""

from __future__ import annotations

import threading
from collections.abc import Callable
from dataclasses import replace
from functools import partial
from typing import TypeVar

from anyio import CapacityLimiter, to_thread
from cachetools import LRUCache, TTLCache

from assistant.errors import ReadingError, UnavailableError
from assistant.reading.limits import Limits
from assistant.reading.originals import Held, Original, held
from assistant.reading.pages.page_images import PageImage, PageTask, page_image
from assistant.reading.reader_processes import SECONDS_TO_STOP, Readers
from assistant.reading.reader_program import FileTask
from assistant.records import Document

# Each is a core and about 80 MB of memory while pages are looked at; the others are for questions.
PROCESSES = 2
# A page takes 20 to 150 ms; of one that takes so long nobody waits for the image.
SECONDS = 10.0
# The size of a file is read and compared before its first page: at least so fast, on a slow disk.
BYTES_A_SECOND = 20_000_000
MEMORY_BYTES = 1024**3
# About 300 pages of text.
CACHE_BYTES = 32 * 1024**2
OVERHEAD_BYTES = 500
# A page that broke its process would break the next one, too.
FAILED_SECONDS = 600.0
MOST_FAILED = 1000
OF_THE_PAGE = frozenset({"reading_crashed", "reading_too_slow", "broken_file"})
# More visitors than that wait too long for all to be served.
MOST_WAITING = 40

_T = TypeVar("_T")
_Task = TypeVar("_Task", bound=FileTask)


class PageImages:
    """Made when they are asked for. Its methods are for the event loop; the work is done elsewhere."""

    def __init__(self, limits: Limits) -> None:
        careful = replace(
            limits,
            page_seconds=min(SECONDS, limits.page_seconds),
            memory_bytes=min(MEMORY_BYTES, limits.memory_bytes),
            bytes_a_second=BYTES_A_SECOND,
        )
        self._readers = Readers(careful, PROCESSES)
        self._places = CapacityLimiter(PROCESSES)
        self._made: LRUCache[PageTask, PageImage] = LRUCache(CACHE_BYTES, lambda made: len(made.image) + OVERHEAD_BYTES)
        self._failed: TTLCache[PageTask, ReadingError] = TTLCache(MOST_FAILED, FAILED_SECONDS)
        self._lock = threading.Lock()
        self._running = threading.Semaphore(PROCESSES)
        self._is_closed = False

    async def page(self, document: Document, number: int, scale: int = 0) -> PageImage:
        """Page `number` (from 1) in one of two sizes; scale 0 asks for its measures alone.

        Raises:
            ReadingError: the file is gone, has changed, has no such page, or the page cannot be drawn.
            UnavailableError: too many wait already.
        """
        task = PageTask(Original.of(document), number, scale)
        with self._lock:
            made: PageImage | None = self._made.get(task)
        return await self._alone(partial(self._page, task)) if made is None else made

    async def held(self, document: Document, *, with_files: bool) -> bytes:
        """See `originals.held`; raises as `page` does."""
        task = Held(Original.of(document), with_files)
        return await self._alone(partial(self._run, held, task))

    def close(self) -> None:
        """Ends the processes, busy ones too, and waits until none is being started any more; to be used no more."""
        self._is_closed = True
        for _ in range(PROCESSES):
            while not self._running.acquire(timeout=SECONDS_TO_STOP):
                self._readers.close()
        self._readers.close()

    async def _alone(self, work: Callable[[], _T]) -> _T:
        if self._places.statistics().tasks_waiting >= MOST_WAITING:
            raise UnavailableError("page_images_busy")
        return await to_thread.run_sync(work, limiter=self._places)

    def _page(self, task: PageTask) -> PageImage:
        with self._lock:
            made, failed = self._made.get(task), self._failed.get(task)
        if failed:
            raise failed.with_traceback(None)  # else it would grow each time that it is raised
        if made:
            return made
        try:
            made = self._drawn(task)
        except ReadingError as error:
            if error.code in OF_THE_PAGE:
                with self._lock:
                    self._failed[task] = error
            raise
        with self._lock:
            if len(made.image) + OVERHEAD_BYTES <= CACHE_BYTES:
                self._made[task] = made
        return made

    def _drawn(self, task: PageTask) -> PageImage:
        """A process that the system ended between two pages does not speak against the next one: that gets another."""
        try:
            return self._run(page_image, task)
        except ReadingError as error:
            if error.code != "reading_crashed":
                raise
        return self._run(page_image, task)

    def _run(self, work: Callable[[_Task, Limits], _T], task: _Task) -> _T:
        with self._running:
            if self._is_closed:
                raise UnavailableError("page_images_busy")
            return self._readers.run(work, task)
