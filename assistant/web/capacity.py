"""How many questions one process works on at once: one limit for all of its networks, and a count for each."""

from __future__ import annotations

from types import TracebackType
from typing import NamedTuple

from anyio import CapacityLimiter

# Answering is bound by the processor: more at once only makes each slower.
MAX_PARALLEL = 4
# A question that waits for a language model takes no processor, and must not keep others from searching.
MAX_WAITING = 16


class Capacity(NamedTuple):
    """Limiters for work that takes the processor, and for questions that wait for a language model."""

    working: CapacityLimiter
    waiting: CapacityLimiter

    @classmethod
    def of_process(cls) -> Capacity:
        return cls(CapacityLimiter(MAX_PARALLEL), CapacityLimiter(MAX_WAITING))


class CapacityShare(CapacityLimiter):
    """The share of one network in a limiter of all networks of a process; `holds` is how much this one has taken.

    A monitoring system asks each network with a token of its own, which must not tell how busy the others are.
    """

    def __new__(cls, places: CapacityLimiter) -> CapacityShare:
        return object.__new__(cls)  # anyio's makes one of its own class

    def __init__(self, places: CapacityLimiter) -> None:
        self._places = places
        self.holds = 0

    async def __aenter__(self) -> None:
        await self._places.__aenter__()
        self.holds += 1

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.holds -= 1
        await self._places.__aexit__(kind, error, trace)

    @property
    def borrowed_tokens(self) -> int:
        """How many places are taken, whoever took them."""
        return self._places.borrowed_tokens
