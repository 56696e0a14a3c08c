"""Words with the key that all their forms share, and words that may stand for one another."""

from __future__ import annotations

import time

import pytest

from assistant.language.lemmas import content_words, joined, key, kind, particle
from assistant.language.thesaurus import are_opposite, concept, is_light


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("beschloss", "beschlossen"),
        ("Zuschuss", "Zuschüsse"),
        ("Kurs", "Kurses"),
        ("Betrieb", "Betriebe"),
        ("Gefördert", "fördert"),
        ("Ministerien", "Ministerium"),
        ("gestellt", "stellen"),
    ],
)
def test_forms_of_one_word_have_one_key(one: str, other: str) -> None:
    assert key(one, "de") == key(other, "de")


def test_other_words_have_other_keys() -> None:
    assert len({key(word, "de") for word in ("Förderung", "Verein", "Vertrag", "Beirat", "Messe")}) == 5


def test_the_kind_is_told_by_spelling_and_dictionary() -> None:
    words = {
        word.form: word.kind for word in content_words("Frau Berger vom Verein lädt die KMU nach Zwirbach ein.", "de")
    }
    assert words == {
        "Frau": "noun",
        "Berger": "name",
        "Verein": "noun",
        "lädt": "verb",
        "KMU": "name",
        "Zwirbach": "name",
    }
    assert kind("Batteriezellenrecyclinganlage", "de", is_first=False) == "noun"


def test_a_verb_gets_its_particle_back() -> None:
    clause = "Der Rat lehnt den Plan ab."
    [verb] = [word for word in content_words(clause, "de") if word.kind == "verb"]
    assert particle(clause) == ("ab", clause.index("ab."))
    assert joined("ab", verb, "de").key == key("ablehnen", "de")


def test_words_of_both_languages_share_a_concept() -> None:
    assert concept(key("Betriebe", "de")) == concept(key("Unternehmen", "de")) == concept(key("companies", "en"))
    assert concept(key("Zuschuss", "de")) == concept(key("grant", "en"))
    assert concept(key("Verein", "de")) != concept(key("Kammer", "de"))


def test_opposites_exclude_one_another_and_light_words_say_nothing() -> None:
    small, large = concept(key("kleine", "de")), concept(key("large", "en"))
    assert are_opposite(small, large)
    assert not are_opposite(small, small)
    assert is_light(key("beträgt", "de"))
    assert not is_light(concept(key("gefördert", "de")))


def test_a_long_number_costs_no_cube() -> None:
    started = time.thread_time()
    assert [word.form for word in content_words(f"{'1' * 2000} 3D", "de")] == ["3D"]
    assert time.thread_time() - started < 2  # a minute if it did
