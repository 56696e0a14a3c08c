"""How many questions a process works on at once, whichever of its networks they were put to."""

from __future__ import annotations

from typing import NamedTuple

from anyio import CapacityLimiter

# Answering is bound by the processor: more at once only makes each slower.
MAX_PARALLEL = 4
# A question that waits for a language model takes no processor, and must not keep others from searching.
MAX_WAITING = 16


class Places(NamedTuple):
    """The places for what takes the processor, and for what waits for a language model; who comes first gets one."""

    working: CapacityLimiter
    waiting: CapacityLimiter

    @classmethod
    def of_process(cls) -> Places:
        return cls(CapacityLimiter(MAX_PARALLEL), CapacityLimiter(MAX_WAITING))
