"""Which questions ask for the newest of what there is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.recency import asks_for_newest


@pytest.mark.parametrize(
    "text",
    [
        "Was steht in der neuesten Pressemitteilung?",
        "WAS IST DIE NEUSTE FASSUNG?",
        "Was wurde zuletzt im Lab Zukunft der Arbeit beschlossen?",
        "Welche Förderung gibt es aktuell?",
        "Was gilt nach der aktuellen Richtlinie?",
        "Was ergab die letzte Sitzung?",
        "Was steht im letzten öffentlichen Ergebnisprotokoll?",
        "Die jüngste Studie zur Leitungssatzfertigung?",
        "Was wurde kürzlich vereinbart?",
        "What do the latest minutes say?",
        "What was decided at the last meeting?",
        "Which is the most recent press release?",
    ],
)
def test_the_newest_is_asked_for(text: str) -> None:
    assert asks_for_newest(text)


@pytest.mark.parametrize(
    "text",
    [
        "Welche aktuellen Herausforderungen haben Zulieferer?",
        "Wie viele Jahre nach der letzten Zahlung wird geprüft?",
        "Was geschah in den letzten zehn Jahren?",
        "Was wurde letztes Jahr beschlossen?",
        "Wer hat das letzte Wort beim Zuschuss?",
        "Nicht zuletzt: Wer zahlt?",
        "Wie alt ist die jüngste Teilnehmerin?",
        "Was ist neu an der Richtlinie?",
        "Wie steht es um die Aktualität der Daten?",
        "At last, who pays?",
        "How long did the meeting last?",
        "",
    ],
)
def test_something_else_is_asked_for(text: str) -> None:
    assert not asks_for_newest(text)


@given(st.text())
def test_any_text_has_an_answer(text: str) -> None:
    assert asks_for_newest(text) in (True, False)
