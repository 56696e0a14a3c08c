"""What is exact in a sentence and stands in its quotes, but not as the sentence tells it."""

from __future__ import annotations

import pytest

from assistant.answering.verify import verdict_on


def reasons(sentence: str, quote: str) -> set[str]:
    return {refusal.reason for refusal in verdict_on(sentence, [quote]).refusals}


TURNED = [
    ("Das Verhältnis beträgt 1:4.", "Das Verhältnis beträgt 4:1."),
    ("Das Verhältnis beträgt 1:4.", "Das Verhältnis beträgt 4 zu 1."),
    ("Der Zins beträgt 3,5 bis 4,5 Prozent.", "Der Zins beträgt 4,5 bis 3,5 Prozent."),
    ("Das Büro ist montags bis freitags geöffnet.", "Das Büro ist freitags bis montags geöffnet."),
    ("Die Kasse ist März bis Oktober geöffnet.", "Die Kasse ist Oktober bis März geöffnet."),
]
ENDS_ALONE = [
    ("Der Zins beträgt 3,5 bis 4,5 Prozent.", "Der Zins beträgt 3,5 Prozent."),
    ("Der Zins beträgt 3,5–4,5 Prozent.", "Der Zins beträgt 4,5 Prozent."),
    ("5 bis 10 Betriebe nehmen teil.", "10 Betriebe nehmen teil."),
    ("Die Prüfung dauert 2 bis 3 Stunden.", "Die Prüfung dauert 2 Stunden."),
]


@pytest.mark.parametrize(("quote", "claim"), [*TURNED, *ENDS_ALONE])
def test_a_range_or_a_ratio_is_neither_turned_round_nor_told_by_one_end(quote: str, claim: str) -> None:
    assert {"role", "bound"} & reasons(claim, quote)


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("Das Verhältnis beträgt 1:4.", "Das Verhältnis beträgt 1 zu 4."),
        ("Das Ergebnis ist 12:3.", "Das Ergebnis ist zwölf zu drei."),
        ("Das Verhältnis beträgt 4:1, bei Vereinen 1:4.", "Das Verhältnis beträgt 4 zu 1."),
        ("Das Büro ist Montag–Freitag geöffnet.", "Geöffnet ist das Büro montags bis freitags."),
        ("Die Kasse ist von März bis Oktober geöffnet.", "Von März bis Oktober ist die Kasse geöffnet."),
        ("Der Zins beträgt 3,5 bis 4,5 Prozent.", "Der Zins liegt zwischen 3,5 und 4,5 Prozent."),
        ("Der Zins beträgt 3,5–4,5 Prozent.", "Von 3,5 bis 4,5 Prozent beträgt der Zins."),
        ("Die Klassen 5 bis 10 nehmen teil.", "Die Klasse 5 nimmt teil."),
        ("Die Klassen 5 bis 10 der Schule nehmen teil.", "Die Klasse 10 der Schule nimmt teil."),
        ("Der Zins beträgt 2 bis 3 Prozent, für Vereine 2 Prozent.", "Der Zins beträgt für Vereine 2 Prozent."),
    ],
)
def test_a_range_or_a_ratio_in_another_writing_is_the_same(quote: str, claim: str) -> None:
    assert not {"role", "bound"} & reasons(claim, quote)
