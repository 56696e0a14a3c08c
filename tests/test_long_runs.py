"""A word, a row of dashes or a gap as long as a page costs next to no time, wherever documents are looked through."""

from __future__ import annotations

import time
from collections.abc import Callable

import pytest
from papers import paper

from assistant.answering.quoting.exact import labelled
from assistant.answering.quoting.parts.labels import names_only
from assistant.answering.quoting.parts.part import part_at
from assistant.answering.quoting.tidying import with_those_beside
from assistant.answering.weighing.weigh import holds
from assistant.knowledge.minutes.meeting.next_meeting import next_meetings
from assistant.knowledge.minutes.outcome import Outcome
from assistant.knowledge.minutes.status.done import is_done
from assistant.knowledge.programmes.stakeholders import groups
from assistant.knowledge.proof import Proof
from assistant.records import Span
from assistant.web.look.laid_out import runs_of
from assistant.web.viewing.viewer_pieces import Part, Piece

CHARACTERS = 20_000
MOST_SECONDS = 1.0  # of the processor; each of these took 1.7 to more than a hundred


def _next(text: str) -> None:
    list(next_meetings(paper(text, "protokoll.md", type="minutes")))


def _runs(text: str) -> None:
    list(runs_of(text, Span(0, len(text))))


def _again(text: str) -> None:
    _next(f"Der Rat tagt {text}")


def _names(text: str) -> None:
    document = paper(text)
    names_only(part_at(document, 0), Span(0, len(document.text)))


def _beside(text: str) -> None:
    name = "Ada Kolb"
    with_those_beside(text + name, Span(0, len(text + name)), Span(len(text), len(text + name)))


def _done(text: str) -> None:
    is_done(Outcome("task", text, Proof(text, 0, len(text))))


def _labelled(text: str) -> None:
    labelled(text, Span(0, len(text)), "who", frozenset({"leitung"}))


def _cells(text: str) -> None:
    Part("row", (Piece(text),)).cells  # noqa: B018


@pytest.mark.parametrize(
    ("run", "look"),
    [
        ("a", _next),
        ("A-", _next),
        ("_", _again),
        ("-", _again),
        ("A", _names),
        ("A-", _names),
        ("A", _beside),
        ("A-", _beside),
        ("A-", _labelled),
        ("- ", _done),
        ("| ", _done),
        ("a", groups),
        ("A-", groups),
        ("a", lambda text: holds(text, "contact")),
        ("1.", lambda text: holds(text, "contact")),
        ("a", lambda text: holds(text, "applicants")),
        ("`", _runs),
        (" *a", _runs),
        (" _a", _runs),
        ("[", _runs),
        ("[a](", _runs),
        ("[a](b) ", _runs),
        ("[a](b) *c* **d** `e` ", _runs),
        (" ", _cells),
    ],
)
def test_a_long_run_is_looked_through_at_once(run: str, look: Callable[[str], object]) -> None:
    text = (run * CHARACTERS)[:CHARACTERS]
    started = time.thread_time()
    look(text)
    assert time.thread_time() - started < MOST_SECONDS
