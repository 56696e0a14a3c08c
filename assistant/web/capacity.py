"""How many questions a process works on at once: one limit for all of its networks, and a count for each network."""

from __future__ import annotations

from types import TracebackType
from typing import NamedTuple

from anyio import CapacityLimiter

# Answering is bound by the processor: more at once would only make each slower.
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
    """One network's view of the limiter of a process; `holds` is what this network has taken.

    /metrics shows `holds`: who may see the metrics of one network must not learn how busy the others are.
    """

    def __new__(cls, limiter: CapacityLimiter) -> CapacityShare:
        return object.__new__(cls)  # anyio's would return an instance of its own class

    def __init__(self, limiter: CapacityLimiter) -> None:
        self._limiter = limiter
        self.holds = 0

    async def __aenter__(self) -> None:
        await self._limiter.__aenter__()
        self.holds += 1

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.holds -= 1
        await self._limiter.__aexit__(kind, error, trace)

    @property
    def borrowed_tokens(self) -> int:
        """What all networks have taken."""
        return self._limiter.borrowed_tokens
