"""An index that tells what the searches in it take, part by part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import perf_counter
from typing import Any, Concatenate, ParamSpec, TypeVar

from assistant.indexing.catalog import Catalog
from assistant.indexing.derived import Stores
from assistant.indexing.index import Index
from assistant.indexing.publications import State

_P = ParamSpec("_P")
_T = TypeVar("_T")

PARTS = ("dense", "lexical", "exact", "words", "passages")


def _timed(part: str, method: Callable[Concatenate[Any, _P], _T]) -> Callable[Concatenate[Any, _P], _T]:
    """The method of an Index, whose seconds are counted to the part."""

    def timed(index: Any, /, *values: _P.args, **named: _P.kwargs) -> _T:
        with index.timing(part):
            return method(index, *values, **named)

    return timed


class TimedIndex(Index):
    """Adds up in `seconds` what its own methods take, by one of PARTS; for one thread."""

    def __init__(self, catalog: Catalog, stores: Stores, state: State) -> None:
        super().__init__(catalog, stores, state)
        self.seconds: defaultdict[str, float] = defaultdict(float)
        self._is_timing = False

    nearest = _timed("dense", Index.nearest)
    lexical = _timed("lexical", Index.lexical)
    cosines = _timed("exact", Index.cosines)
    similarities = _timed("exact", Index.similarities)
    rarity = _timed("words", Index.rarity)
    closest_words = _timed("words", Index.closest_words)
    passages = _timed("passages", Index.passages)

    @contextmanager
    def timing(self, part: str) -> Iterator[None]:
        """What is called on the way belongs to the part that called it."""
        if self._is_timing:
            yield
            return
        self._is_timing, start = True, perf_counter()
        try:
            yield
        finally:
            self._is_timing = False
            self.seconds[part] += perf_counter() - start
