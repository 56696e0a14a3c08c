"""Compounds taken apart and put together, with the words that a corpus knows."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.compounds import LINKS, joined, parts, possible_parts

KNOWN = {
    "fordermittel": 20, "beratung": 50, "antrag": 40, "frist": 30, "verband": 9, "kind": 9, "garten": 9, "mittel": 30,
    "forder": 1, "kraft": 5, "fahrzeug": 8, "steuer": 7, "kraftfahrzeug": 2, "gesetz": 10, "frau": 5, "quote": 4,
    "bund": 6,
}  # fmt: skip


@pytest.mark.parametrize(
    ("compound", "made_of"),
    [
        ("fordermittelberatung", ("fordermittel", "beratung")),
        ("antragsfrist", ("antrag", "frist")),
        ("kindergarten", ("kind", "garten")),
        ("frauenquote", ("frau", "quote")),
        ("bundesgesetz", ("bund", "gesetz")),
        ("kraftfahrzeugsteuer", ("kraftfahrzeug", "steuer")),
        ("kraftfahrzeugsteuergesetz", ("kraftfahrzeug", "steuer", "gesetz")),
    ],
)
def test_a_compound_is_taken_apart_at_its_links(compound: str, made_of: tuple[str, ...]) -> None:
    assert parts(compound, KNOWN) == made_of


@pytest.mark.parametrize("word", ["beratung", "beratungx", "xfordermittelberatung", "", "fris"])
def test_what_is_not_made_of_known_words_stays_whole(word: str) -> None:
    assert parts(word, KNOWN) == ()


def test_a_word_that_is_more_frequent_than_its_parts_stays_whole() -> None:
    assert parts("netzwerk", {"netzwerk": 90, "netz": 10, "werk": 20}) == ()
    assert parts("netzwerk", {"netzwerk": 9, "netz": 10, "werk": 20}) == ("netz", "werk")


def test_of_several_ways_the_one_with_the_more_frequent_words_is_taken() -> None:
    assert parts("abteilungsleiter", {"abteilung": 3, "leiter": 3, "abteil": 1, "ungsleiter": 1}) == (
        "abteilung",
        "leiter",
    )


@given(st.sampled_from(sorted(KNOWN)), st.sampled_from(LINKS), st.sampled_from(sorted(KNOWN)))
def test_what_two_known_words_form_is_made_of_known_words(modifier: str, link: str, head: str) -> None:
    compound = modifier + link + head
    assert compound in joined(modifier, head)
    found = parts(compound, KNOWN)
    assert found
    assert set(found) <= possible_parts(compound)
