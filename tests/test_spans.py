"""Stretches of a text: which lies in which, and which share a character."""

from __future__ import annotations

from hypothesis import given
from hypothesis import strategies as st

from assistant.records import Span

SPANS = st.tuples(st.integers(0, 9), st.integers(1, 9)).map(lambda drawn: Span(drawn[0], drawn[0] + drawn[1]))


def characters(span: Span) -> set[int]:
    return set(range(span.start, span.end))


@given(SPANS, SPANS)
def test_a_stretch_holds_another_one_all_of_whose_characters_are_its_own(one: Span, other: Span) -> None:
    assert one.holds(other) == (characters(other) <= characters(one))


@given(SPANS, SPANS)
def test_stretches_touch_where_they_share_a_character(one: Span, other: Span) -> None:
    assert one.touches(other) == bool(characters(one) & characters(other))
