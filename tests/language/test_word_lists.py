"""Lists of words become parts of patterns."""

from __future__ import annotations

import re

from assistant.language.terms import fold
from assistant.language.word_lists import any_of, in_both_spellings, with_capitals


def test_the_longest_word_that_fits_is_found() -> None:
    assert re.findall(any_of(["boot", "bootshaus", "kahn"]), "bootshaus boot kahn") == ["bootshaus", "boot", "kahn"]


def test_a_star_stands_for_letters_a_plus_for_at_least_one_and_no_other_sign_for_anything_but_itself() -> None:
    pattern = re.compile(any_of(["hafen*", "werft+", "*kahn", "e.v"]))
    found = ("hafen", "hafenrat", "werften", "kahn", "lastkahn", "e.v")
    assert [word for word in (*found, "werft", "hafen-rat", "kahns", "exv") if pattern.fullmatch(word)] == [*found]


def test_a_word_with_an_umlaut_is_found_in_a_folded_text() -> None:
    words = in_both_spellings(["kähne", "straße", "boot"])
    assert words == ["kähne", fold("kähne"), "straße", fold("straße"), "boot"]


def test_a_word_in_small_letters_may_have_a_capital_but_not_the_other_way_round() -> None:
    assert with_capitals(["kahn", "Boot", "Änderung"]) == ["kahn", "Kahn", "Boot", "Änderung"]
