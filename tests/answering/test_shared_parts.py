"""What two figures or days share in the text: the month, the noun that is counted, the verb."""

from __future__ import annotations

import pytest
from verdicts import reasons

WHOLE = "Die Regatta ist vom 3. März bis 28. März in Peine."
VOTES = "Der Rat beschloss den Haushalt mit 12 zu 3 Stimmen bei zwei Enthaltungen."
FALL = "Der Höchstbetrag sinkt von 10.000 auf 8.000 Euro."


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        (WHOLE, "In Peine ist vom 3. bis zum 28. März die Regatta."),
        (WHOLE, "In Peine ist vom 3. bis 28.3. die Regatta."),
        ("Die Regatta ist vom 3.-28.03.2026 in Peine.", "In Peine ist vom 3. bis 28. März 2026 die Regatta."),
        ("Der Rat tagt am 3. und 17. Mai.", "Der Rat tagt am 3. Mai."),
        (VOTES, "Der Haushalt wurde mit 12 zu 3 Stimmen beschlossen; es gab zwei Enthaltungen."),
        (FALL, "Der Höchstbetrag wird auf 8.000 Euro gesenkt."),
    ],
)
def test_what_is_shared_may_be_told_with_each(quote: str, claim: str) -> None:
    assert reasons(claim, quote) == set()


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        (WHOLE, "In Peine ist vom 4. bis zum 28. März die Regatta."),
        (WHOLE, "In Peine ist vom 3. bis zum 28. Mai die Regatta."),
        (WHOLE, "In Peine ist ab dem 28. März die Regatta."),
        ("Der Rat tagt am 3. und 17. Mai.", "Der Rat tagt am 3. Juni."),
        (VOTES, "Der Haushalt wurde mit 12 zu 2 Stimmen beschlossen; es gab drei Enthaltungen."),
        (FALL, "Der Höchstbetrag wird auf 10.000 Euro gesenkt."),
        ("Der Höchstbetrag liegt bei 8.000 Euro.", "Der Betrag liegt bei 8.000 Euro."),
    ],
)
def test_what_is_shared_is_exact_for_each(quote: str, claim: str) -> None:
    assert reasons(claim, quote)
