"""One opened generation of the index, closed when its last reader has gone."""

from __future__ import annotations

import threading
from types import TracebackType

from assistant.retrieving.retrieve import Retriever


class Opened:
    """A retriever that several questions read at once: `with opened as retriever`.

    Once it is retired, the last reader that leaves closes its index; nobody may enter it afterwards.
    """

    def __init__(self, retriever: Retriever) -> None:
        self._retriever = retriever
        self._readers = 0
        self._retired = False
        self._lock = threading.Lock()

    @property
    def generation(self) -> int:
        return self._retriever.index.generation

    def __enter__(self) -> Retriever:
        with self._lock:
            if self._retired:
                raise RetiredError
            self._readers += 1
        return self._retriever

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, traceback: TracebackType | None
    ) -> None:
        with self._lock:
            self._readers -= 1
            self._close_if_done()

    def retire(self) -> None:
        """No reader enters any more."""
        with self._lock:
            self._retired = True
            self._close_if_done()

    def _close_if_done(self) -> None:
        if self._retired and not self._readers:
            self._retriever.index.close()


class RetiredError(RuntimeError):
    """The generation was replaced between finding and entering it; the newer one is there."""
