"""A condition is kept, whatever word or order of words tells it."""

from __future__ import annotations

import pytest
from verdicts import reasons

from assistant.answering.verify import verdict_on


@pytest.mark.parametrize(
    "quote",
    [
        "Liegt der Plan bis 30. Juni vor, so wird der Steg gebaut.",
        "Stimmt der Rat zu, dann wird der Steg gebaut.",
        "Fehlen keine Unterlagen, so wird der Steg gebaut.",
        "Stimmt der Rat zu und liegt das Geld bereit, wird der Steg gebaut.",
        "Wenn der Plan bis 30. Juni vorliegt, so wird der Steg gebaut.",
        "Erst wenn der Rat zugestimmt hat, wird der Steg gebaut.",
        "Sobald der Rat zugestimmt hat, wird der Steg gebaut.",
        "Der Steg wird gebaut, solange Mittel vorhanden sind.",
        "Unter der Voraussetzung, dass der Rat zustimmt, wird der Steg gebaut.",
        "Der Steg wird unter der Bedingung gebaut, dass der Rat zustimmt.",
        "Für den Fall, dass der Rat zustimmt, wird der Steg gebaut.",
        "Der Steg wird gebaut, es sei denn, der Rat lehnt ab.",
        "Vorausgesetzt, der Rat stimmt zu, wird der Steg gebaut.",
        "Vorbehaltlich der Zustimmung des Rates wird der Steg gebaut.",
        "Der Steg wird vorbehaltlich der Zustimmung des Rates gebaut.",
        "Der Steg wird gebaut, vorbehaltlich der Zustimmung des Rates.",
        "Im Fall einer Zusage wird der Steg gebaut.",
    ],
)
def test_what_holds_on_a_condition_is_not_told_without_it(quote: str) -> None:
    assert reasons("Der Steg wird gebaut.", quote)


@pytest.mark.parametrize(
    "quote",
    [
        "Liegt die Zusage vor, erhalten die Vereine den Zuschuss.",
        "Liegen die Unterlagen vor, so erhalten die Vereine den Zuschuss.",
        "Haben die Vereine ihren Sitz in Peine, erhalten sie den Zuschuss.",
        "Wenn die Zusage vorliegt, erhalten die Vereine den Zuschuss.",
    ],
)
def test_a_condition_is_kept_with_a_verb_of_many(quote: str) -> None:
    assert reasons("Die Vereine erhalten den Zuschuss.", quote) == {"scope"}


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("Liegt der Plan bis 30. Juni vor, so wird gebaut.", "Gebaut wird, wenn der Plan bis 30. Juni vorliegt."),
        ("Stimmt der Rat zu, so erhält der Verein das Geld.", "Stimmt der Rat zu, erhält der Verein das Geld."),
        ("Reicht das Geld nicht aus, wird gelost.", "Sollte das Geld nicht ausreichen, wird gelost."),
        ("Unter der Bedingung, dass der Rat zustimmt, wird gebaut.", "Wenn der Rat zustimmt, wird gebaut."),
        ("Im Fall eines Unfalls zahlt die Kasse.", "Die Kasse zahlt im Fall eines Unfalls."),
    ],
)
def test_a_condition_may_be_told_in_another_way(quote: str, claim: str) -> None:
    assert verdict_on(claim, [quote]).is_backed
