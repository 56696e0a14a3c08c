"""What the spellings of a word have in common, and what lies one slip away."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from assistant.language.spelling import is_slip, lost_marks, skeleton, slips, spellings, words

WORDS = st.text(alphabet="abcdefghiäöüß", min_size=1, max_size=12)


@pytest.mark.parametrize(
    "spelling", ["Förderung", "foerderung", "FÖRDERUNG", "Fo\u0308rderung", "För\u00adderung", "forderung"]
)
def test_all_spellings_of_a_word_share_a_skeleton(spelling: str) -> None:
    assert skeleton(spelling) == "forderung"


@pytest.mark.parametrize(
    ("one", "other"), [("Maße", "Masse"), ("Größe", "grosse"), ("Übermaß", "UEBERMASS"), ("Café", "cafe")]
)
def test_sharp_s_and_accents_are_spelled_out(one: str, other: str) -> None:
    assert skeleton(one) == skeleton(other)


@pytest.mark.parametrize("word", ["neue", "bauer", "quelle", "treue"])
def test_no_umlaut_is_seen_behind_a_vowel_or_q(word: str) -> None:
    assert skeleton(word) == word


@pytest.mark.parametrize(("word", "spelling"), [("Forderung", "Förderung"), ("GROSSE", "Größe"), ("uber", "Über")])
def test_lost_marks_are_noticed(word: str, spelling: str) -> None:
    assert lost_marks(word, spelling)


@pytest.mark.parametrize(
    ("word", "spelling"), [("Förderung", "Förderung"), ("foerderung", "Förderung"), ("Forderung", "forderung")]
)
def test_a_word_that_is_spelled_out_has_lost_nothing(word: str, spelling: str) -> None:
    assert not lost_marks(word, spelling)


@pytest.mark.parametrize("typo", ["fordrung", "fodrerung", "fordderung", "fordarung", "orderung", "forderungx"])
def test_a_letter_dropped_swapped_doubled_or_replaced_is_one_slip(typo: str) -> None:
    assert "forderung" in slips(typo)


@given(WORDS)
def test_slips_are_near_and_never_the_word_itself(word: str) -> None:
    for slip in slips(word):
        assert slip != word
        assert abs(len(slip) - len(word)) <= 1


@settings(max_examples=20, deadline=None)
@given(WORDS)
def test_a_slip_leads_back(word: str) -> None:
    key = skeleton(word)
    for slip in list(slips(key))[::29]:
        assert key in slips(slip)


def test_words_are_found_where_they_stand() -> None:
    text = "KMU-Förderung 2024: § 44a, E-Mail"
    assert words(text) == [(0, "KMU"), (4, "Förderung"), (29, "Mail")]
    assert all(text[at : at + len(word)] == word for at, word in words(text))


@given(st.text())
def test_spellings_hold_no_white_space_and_no_figures(text: str) -> None:
    for spelling in spellings(text):
        assert 2 <= len(spelling) <= 40
        assert not any(letter.isspace() or letter.isdigit() for letter in spelling)


@given(st.text("abc", min_size=2, max_size=6), st.text("abc", min_size=1, max_size=7))
def test_two_words_are_told_to_be_a_slip_apart_just_where_one_is_among_the_slips_of_the_other(
    word: str, other: str
) -> None:
    assert is_slip(word, other) == (other in set(slips(word)) - {word}) == is_slip(other, word)
    assert all(is_slip(word, slip) for slip in slips(word) if slip != word)
