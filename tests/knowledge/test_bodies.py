"""Which words name a body or a kind of meeting."""

from __future__ import annotations

import pytest

from assistant.knowledge.minutes.meeting.bodies import names_body


@pytest.mark.parametrize(
    "word", ["Lenkungskreis", "Ideenwerkstatt", "Runde", "Hafenrunde", "strategierunde", "Projektteam"]
)
def test_a_body_is_named_by_what_its_word_ends_with(word: str) -> None:
    assert names_body(word)


@pytest.mark.parametrize("word", ["Förderrunde", "Auswahlrunde", "Antragsrunde", "Landkreis", "Zielgruppe", "Runden"])
def test_a_word_that_only_ends_alike_names_none(word: str) -> None:
    assert not names_body(word)
