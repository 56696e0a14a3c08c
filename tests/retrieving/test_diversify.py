"""Places for other documents among the first hits, without pushing out what one document says about the question."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.retrieving.arrange import FIRST, OF_OTHERS, OF_THE_CLEAR_LEADER, OF_THE_LEADER, spread


def order(documents: str) -> str:
    """The letters of the documents as they stand afterwards."""
    first, others = spread(list(documents))
    return "".join(documents[at] for at in [*first, *others])


@pytest.mark.parametrize(
    ("found", "afterwards"),
    [
        ("abcde", "abcde"),
        ("aaaaaaaaaaab", "aaaaaaaaabaa"),
        ("abaaaaaaacd", "abaaacdaaaa"),
        ("abbbbc", "abbcbb"),
        ("aaaa", "aaaa"),
        ("", ""),
    ],
)
def test_others_come_up_behind_the_best_ones_of_each_document(found: str, afterwards: str) -> None:
    assert order(found) == afterwards


def test_the_best_hit_stays_the_first_and_none_comes_from_far_below() -> None:
    assert order("a" * 40 + "b") == "a" * 40 + "b"
    assert order("ab" + "b" * 20)[0] == "a"


@given(st.lists(st.sampled_from("abcd"), max_size=60))
def test_nothing_is_lost_and_each_document_keeps_its_own_order(documents: list[str]) -> None:
    first, others = spread(documents)
    assert sorted([*first, *others]) == list(range(len(documents)))
    assert first == sorted(first)
    assert others == sorted(others)
    assert len(first) <= FIRST
    places = [*first, *others]
    for document in set(documents):
        own = [at for at in places if documents[at] == document]
        assert own == sorted(own)
    for document, number in Counter(documents[at] for at in first).items():
        leads = OF_THE_CLEAR_LEADER if documents[:2] == [document] * 2 else OF_THE_LEADER
        assert number <= (leads if document == documents[0] else OF_OTHERS)
