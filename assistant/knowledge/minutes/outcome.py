"""What one place of minutes says came out of the meeting."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Literal

from assistant.knowledge.minutes.tasks.deadlines import Due
from assistant.knowledge.proof import Proof

OutcomeKind = Literal["decision", "task", "result", "open"]
KINDS: tuple[OutcomeKind, ...] = ("decision", "task", "result", "open")


@dataclass(frozen=True, slots=True)
class Outcome:
    """`text` is what was decided, is to be done, came about or is open: words of `proof.text` without marks of lists.

    `topic` is the item of the agenda: the nearest heading, or the line that leads the list in; behind it, of a short
    text, the item that leads its own list in. `vote` is verbatim.
    """

    kind: OutcomeKind
    text: str
    proof: Proof
    topic: str = ""
    persons: tuple[str, ...] = ()
    due: Due | None = None
    vote: str = ""


def distinct(outcomes: Iterable[Outcome]) -> Iterator[Outcome]:
    """Each outcome once, be it told in several places below one heading."""
    seen: set[tuple[str, str, str]] = set()
    for outcome in outcomes:
        key = (outcome.kind, outcome.text.casefold(), outcome.topic.casefold())
        if key not in seen:
            seen.add(key)
            yield outcome
