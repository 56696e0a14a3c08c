"""One opened generation of the index, closed after its last reader has finished."""

from __future__ import annotations

import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TypeVar

from assistant.errors import StorageError
from assistant.indexing.index import Seen
from assistant.retrieving.retrieve import Retriever

_T = TypeVar("_T")


class OvertakenError(RuntimeError):
    """Newer generations were published meanwhile: the question must be asked again of the newest."""


class OpenedGeneration:
    """A retriever that several threads use at once; once it is retired, the last of them closes the index."""

    def __init__(self, retriever: Retriever) -> None:
        self._retriever = retriever
        self._readers = 0
        self._retired = False
        self._lock = threading.Lock()

    @property
    def seen(self) -> Seen:
        """What was published when the index was opened."""
        return self._retriever.index.seen

    def read(self, use: Callable[[Retriever], _T]) -> _T:
        """The result of `use`.

        Raises:
            OvertakenError: the generation is retired; or so many were published meanwhile that some of its rows and
                files are gone, and the result may have gaps.
        """
        with self._entered():
            try:
                found = use(self._retriever)
            except StorageError:
                if self._is_overtaken():
                    raise OvertakenError from None
                raise
            if self._is_overtaken():
                raise OvertakenError
            return found

    def retire(self) -> None:
        """Admits no more readers."""
        with self._lock:
            self._retired = True
            self._close_if_done()

    @contextmanager
    def _entered(self) -> Iterator[None]:
        with self._lock:
            if self._retired:
                raise OvertakenError
            self._readers += 1
        try:
            yield
        finally:
            with self._lock:
                self._readers -= 1
                self._close_if_done()

    def _is_overtaken(self) -> bool:
        return self._retriever.index.is_overtaken()

    def _close_if_done(self) -> None:
        if self._retired and not self._readers:
            self._retriever.index.close()
