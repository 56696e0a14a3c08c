"""A "nicht" in the middle of a verb denies it: "findet nicht statt"."""

from __future__ import annotations

import pytest
from verdicts import reasons

from assistant.answering.verify import verdict_on


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("Das Hafenfest findet nicht statt.", "Das Hafenfest findet statt."),
        ("Der Verein nimmt nicht teil.", "Der Verein nimmt teil."),
        ("Der Bericht liegt dem Rat noch nicht vor.", "Der Bericht liegt dem Rat vor."),
        ("Die Mittel reichen nicht aus.", "Die Mittel reichen aus."),
        ("Die Zusage gilt nicht mehr.", "Die Zusage gilt."),
        ("Die Bewilligung der Mittel durch das Amt steht noch aus.", "Das Amt hat die Mittel bewilligt."),
    ],
)
def test_what_is_denied_in_the_middle_of_its_verb_is_not_so(quote: str, claim: str) -> None:
    assert "negation" in reasons(claim, quote)


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("Das Hafenfest findet nicht statt.", "Nicht statt findet das Hafenfest."),
        ("Der Verein nimmt nicht teil, die Werft nimmt teil.", "Die Werft nimmt teil."),
        ("Das Fest im Mai findet nicht statt. Das Fest im Juni findet statt.", "Das Fest im Juni findet statt."),
        ("Liegt der Plan nicht vor, wird nicht gebaut.", "Nicht gebaut wird, wenn der Plan nicht vorliegt."),
        ("Die Zusage gilt nicht mehr.", "Nicht mehr gilt die Zusage."),
        ("Der Steg steht auf Pfählen aus Holz.", "Auf Pfählen aus Holz steht der Steg."),
    ],
)
def test_what_is_denied_there_may_be_told_as_denied(quote: str, claim: str) -> None:
    assert verdict_on(claim, [quote]).is_backed
