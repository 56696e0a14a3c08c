"""How far an ingestion is: a bar where somebody looks on, else a line now and then."""

from __future__ import annotations

import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager
from typing import Any

from assistant.messages import text, texts
from assistant.messages.quantities import decimal
from assistant.progress_bars import counted, working
from assistant.records import Language


class Bar:
    """A Progress for people: files done, time left, passages a second."""

    def __init__(self, language: Language) -> None:
        self._language = language
        self._bar: Any = None
        self._rest: ExitStack | None = None

    @contextmanager
    def told_to_the_end(self) -> Iterator[None]:
        """Within, the bar stays open behind the last file and says that the index is built; not in a run broken off."""
        with ExitStack() as self._rest:
            yield

    def begin(self, files: int) -> None:
        self._started = time.monotonic()
        self._passages = 0
        if files:
            # A template of tqdm, which fills it; not one of ours. One law holds as much as twenty press releases: the
            # pace of the whole run tells more of the time left than that of the last file.
            self._bar = counted(files, bar_format=texts(self._language)["ingest_progress"], smoothing=0)

    def advance(self, files: float, passages: int) -> None:
        self._passages += passages
        if self._bar is not None:
            rate = self._passages / max(time.monotonic() - self._started, 0.001)
            postfix = text("ingest_rate", self._language, rate=decimal(rate, self._language))
            self._bar.set_postfix_str(postfix, refresh=False)
            self._bar.update(min(files, self._bar.total - self._bar.n))  # parts of a file need not add up to a whole

    def end(self) -> None:
        if self._bar is None:
            return
        self._bar.close()
        if self._rest is not None and round(self._bar.n) == self._bar.total:  # the parts of files add up about
            self._rest.enter_context(working(text("ingest_building", self._language)))
