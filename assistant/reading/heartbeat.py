"""The sign of life of a reader: it may work long, but not long on one page.

Whoever watches the reader (`reader_program.py`) says what a sign does; without a watcher it does nothing.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar


def _nothing() -> None: ...


_sign: ContextVar[Callable[[], None]] = ContextVar("sign", default=_nothing)


def page_done() -> None:
    """A page, sheet, slide or member is finished."""
    _sign.get()()


@contextmanager
def watched(sign: Callable[[], None]) -> Iterator[None]:
    """Within, `page_done` calls `sign`."""
    token = _sign.set(sign)
    try:
        yield
    finally:
        _sign.reset(token)
