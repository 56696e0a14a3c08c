"""The year of a figure that another one is compared with."""

from __future__ import annotations

import pytest
from verdicts import reasons

POLL = (
    "In der neuen Umfrage loben 52 Prozent der Gäste den Steg, gegenüber 37 Prozent in der Umfrage von 2018."
    " Gefragt wurde im Hafen."
)
RENTED = "Der Verein vermietete 64 Boote; im Vorjahr 2022 waren es 51."
SHARE = "Die Quote stieg auf 18 Prozent (2020: 11 Prozent)."
TICKETS = "The club sold 90 tickets, compared with 75 in 2019."
COSTS = "Die Kosten betragen 900 Euro, 2020 waren es noch 700 Euro."
FERRY = "Die Fähre beförderte 2024 rund 900 Personen, mehr als im Jahr 2019."
FEE = "Der Beitrag beträgt 30 Euro statt 25 Euro wie im Jahr 2022."
APPLICATIONS = "Das Amt bewilligte 20 Anträge, im Jahr zuvor (2023) waren es 14."


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        (POLL, "2018 lobten 52 Prozent der Gäste den Steg."),
        (POLL, "In der Umfrage von 2018 loben 52 Prozent der Gäste den Steg."),
        (RENTED, "Im Jahr 2022 vermietete der Verein 64 Boote."),
        (SHARE, "Die Quote lag 2020 bei 18 Prozent."),
        (SHARE, "2020 stieg die Quote auf 18 Prozent."),
        (TICKETS, "In 2019 the club sold 90 tickets."),
        (TICKETS, "The club sold 90 tickets in 2019."),
        (COSTS, "2020 betrugen die Kosten 900 Euro."),
        (FERRY, "2019 beförderte die Fähre rund 900 Personen."),
        (FEE, "Der Beitrag betrug 2022 30 Euro."),
        (APPLICATIONS, "2023 bewilligte das Amt 20 Anträge."),
    ],
)
def test_a_figure_is_not_of_the_year_that_it_is_compared_with(quote: str, claim: str) -> None:
    assert "date" in reasons(claim, quote)


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        (POLL, "52 Prozent der Gäste loben den Steg."),
        (RENTED, "Der Verein vermietete 64 Boote."),
        (SHARE, "Die Quote stieg auf 18 Prozent."),
        (SHARE, "2020 lag die Quote bei 11 Prozent."),
        (TICKETS, "The club sold 90 tickets, compared with 75 in 2019."),
        (COSTS, "2020 betrugen die Kosten 700 Euro."),
        (FERRY, "2024 beförderte die Fähre rund 900 Personen."),
        (FERRY, "2024 beförderte die Fähre rund 900 Personen, mehr als im Jahr 2019."),
        (APPLICATIONS, "Das Amt bewilligte 20 Anträge; 2023 waren es 14."),
        ("Gegenüber dem Steg lagen 64 Boote im Jahr 2020.", "Im Jahr 2020 lagen 64 Boote gegenüber dem Steg."),
        ("64 Boote kamen, verglichen mit 51 im Vorjahr, 2024 in den Hafen.", "2024 kamen 64 Boote in den Hafen."),
        ("64 Boote kamen 2024, mehr als 2023. 2023 kamen auch 64 Boote.", "2023 kamen 64 Boote."),
    ],
)
def test_a_figure_keeps_its_own_year(quote: str, claim: str) -> None:
    assert "date" not in reasons(claim, quote)
