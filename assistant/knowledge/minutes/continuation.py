"""What stands behind an outcome and belongs to it: the vote on a decision, the deadline of a task."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from assistant.knowledge.minutes.outcome import Outcome
from assistant.knowledge.minutes.people.persons import People
from assistant.knowledge.minutes.sentences.motions import is_rejected
from assistant.knowledge.minutes.sentences.voted_on import vote_below
from assistant.knowledge.minutes.structure.places import unmarked
from assistant.knowledge.minutes.tasks.assignments import due_following
from assistant.knowledge.proof import proof
from assistant.records import Block, Document, Span


def with_vote(document: Document, last: Sequence[Outcome], block: Block) -> list[Outcome]:
    """`last` with the vote that a block tells on its last decision; empty where it tells none."""
    decided = next((at for at in reversed(range(len(last))) if last[at].kind == "decision"), None)
    voted = _voted(document, last[decided], block) if decided is not None else None
    return [*last[:decided], voted, *last[decided + 1 :]] if voted and decided is not None else []


def with_date(document: Document, last: Sequence[Outcome], block: Block, people: People) -> list[Outcome]:
    """`last` with the deadline of its last task, which stands alone in a block; empty where none does."""
    if not last or block.kind in ("heading", "row"):
        return []
    span = block.span
    if unmarked(document.text[last[-1].proof.end : span.start]).strip("-*"):
        return []
    found = dated(document, last[-1], [span], people, is_apart=True)
    return [*last[:-1], found] if found != last[-1] else []


def dated(
    document: Document, outcome: Outcome, following: Sequence[Span], people: People, *, is_apart: bool = False
) -> Outcome:
    """A task that has no deadline with that which one of the sentences behind it tells."""
    if outcome.kind != "task" or outcome.due:
        return outcome
    found = due_following(document, outcome.proof.start, following, people, is_apart=is_apart)
    return replace(outcome, due=found[0], proof=proof(document, found[1])) if found else outcome


def _voted(document: Document, outcome: Outcome, block: Block) -> Outcome | None:
    """The decision with the vote on it, which stands in the block behind it; None where that is something else."""
    counted = vote_below(document, outcome.proof.span, block)
    if not counted or counted.split(" ")[0] in outcome.vote.split():
        return None
    vote = ", ".join(one for one in (outcome.vote, counted) if one)
    said = unmarked(block.span.of(document.text))
    text = f"{outcome.text} {said}" if is_rejected(said) else outcome.text  # the vote alone does not say it
    return replace(outcome, text=text, vote=vote, proof=proof(document, Span(outcome.proof.start, block.end)))
