"""Questions spelled as others type them."""

from __future__ import annotations

from unicodedata import is_normalized

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.evaluation.spellings import SPELLINGS, typo

QUESTION = "Wie groß ist die Förderung für Überstunden?"


@pytest.mark.parametrize(
    ("name", "spelled"),
    [
        ("ae", "Wie gross ist die Foerderung fuer Ueberstunden?"),
        ("bare", "Wie gross ist die Forderung fur Uberstunden?"),
        ("lower", "wie groß ist die förderung für überstunden?"),
        ("nfd", "Wie groß ist die Fo\u0308rderung fu\u0308r U\u0308berstunden?"),
    ],
)
def test_each_spelling_says_the_same(name: str, spelled: str) -> None:
    assert SPELLINGS[name](QUESTION) == spelled


def test_a_decomposed_question_is_transcribed_like_a_composed_one() -> None:
    assert SPELLINGS["ae"](SPELLINGS["nfd"](QUESTION)) == SPELLINGS["ae"](QUESTION)


def test_the_typo_is_in_the_longest_word_and_the_same_each_time() -> None:
    wrong = typo(QUESTION)
    assert wrong == typo(QUESTION)
    assert wrong.startswith("Wie groß ist die Förderung für Ü")
    assert wrong.endswith("?")
    assert wrong != QUESTION


def test_all_four_kinds_of_typo_occur() -> None:
    lengths = [len(typo(f"Zuschuss {'x' * n}abcdefghijk?")) - len(f"Zuschuss {'x' * n}abcdefghijk?") for n in range(40)]
    assert set(lengths) == {-1, 0, 1}


@given(st.text())
def test_any_text_can_be_spelled_otherwise(text: str) -> None:
    for spell in SPELLINGS.values():
        assert spell(text) == spell(text)
    assert is_normalized("NFD", SPELLINGS["nfd"](text))


@given(st.from_regex(r"[a-zäöüß]{2,12}( [a-zäöüß]{1,12}){0,4}", fullmatch=True))
def test_a_typo_changes_one_word(question: str) -> None:
    before, after = question.split(), typo(question).split()
    changed = [(old, new) for old, new in zip(before, after, strict=True) if old != new]
    assert len(changed) == 1
    ((old, new),) = changed
    assert len(old) == max(map(len, before))
    assert abs(len(new) - len(old)) <= 1


@pytest.mark.parametrize("question", ["", "?", "44", "a b c"])
def test_a_question_without_a_word_stays_as_it_is(question: str) -> None:
    assert typo(question) == question
