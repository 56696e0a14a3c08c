"""What a figure is used for: what somebody asked for he has not got, and what others have is theirs."""

from __future__ import annotations

import pytest
from verdicts import reasons

from assistant.answering.verify import verdict_on

NEIGHBOUR = "Der Verein, dessen Nachbar 12 Boote hat, besitzt 30 Boote."
PROMISED = "Das Land, das 300 Euro zugesagt hatte, zahlt nun 200 Euro."
POOL = "Das Becken fasst 2.000 Liter; nachgefüllt werden täglich 50 Liter."
SIZES = "Das Boot ist 4,50 m breit und 12 m lang; sein Tiefgang beträgt 2 m."
COURSE = "Der Kurs dauert fünf Tage mit je sechs Stunden."
TRIPS = "Der Kurs umfasst drei Fahrten zu je 45 Minuten."
BOUGHT = "Der Sportausschuss vertagte den Punkt 5 und beschloss den Ankauf von zwei Booten."
VOTE = "Es stimmten 52 Mitglieder mit Ja; die Beteiligung lag bei 38,6 Prozent."
COSTS = "Die Stadt rechnet für den Steg mit Kosten von 3.100 Euro, die Werft mit 2.400 Euro."
PRIZES = "Der zweite Preis ging an Boot 7b, den ersten erhielt Boot 9a, das 300 Euro bekam."
REGATTA = "Die Regatta endete am 12. Mai; die Preise sollen bis Ende Juni verteilt werden."
WIDENED = "Der Hafen, der 25 Liegeplätze hat, wird um 40 Liegeplätze erweitert."


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        (NEIGHBOUR, "Der Verein hat 12 Boote."),
        (PROMISED, "Das Land zahlt 300 Euro."),
        (PROMISED, "Das Land hatte 200 Euro zugesagt."),
        (WIDENED, "Der Hafen hat 40 Liegeplätze."),
        ("Der Liegeplatz wurde um 3 Euro teurer.", "Der Liegeplatz kostet 3 Euro."),
        ("Die Zahl der Boote sank um 30.", "Es gibt 30 Boote."),
        ("Der Verein beantragte 800 Euro und erhält 500 Euro.", "Der Verein erhält 800 Euro."),
        ("Von den beantragten 800 Euro erhält der Verein 500 Euro.", "Der Verein erhält 800 Euro."),
        ("Statt 800 Euro zahlt die Stadt 500 Euro.", "Die Stadt zahlt 800 Euro."),
        ("Statt der geplanten 800 Euro zahlt die Stadt 500 Euro.", "Die Stadt zahlt 800 Euro."),
        (POOL, "Das Becken fasst 50 Liter."),
        (SIZES, "Der Tiefgang des Bootes beträgt 4,50 m."),
        (COURSE, "Der Kurs dauert sechs Stunden."),
        (TRIPS, "Der Kurs umfasst 45 Minuten."),
        (BOUGHT, "Der Ankauf von zwei Booten wurde vertagt."),
        ("Von 36 Häfen haben 21 ein Wehr, 9 bauen gerade eines.", "9 Häfen haben ein Wehr."),
        (VOTE, "38,6 Prozent stimmten mit Ja."),
        (COSTS, "Der Steg kostet 2.400 Euro."),
        (PRIZES, "Boot 7b bekam 300 Euro."),
        (REGATTA, "Die Preise sollen bis zum 12. Mai verteilt werden."),
    ],
)
def test_a_figure_is_not_used_for_something_else(quote: str, claim: str) -> None:
    assert "role" in reasons(claim, quote)


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        (NEIGHBOUR, "Der Verein besitzt 30 Boote."),
        (NEIGHBOUR, "Der Nachbar des Vereins hat 12 Boote."),
        (PROMISED, "Das Land zahlt 200 Euro."),
        (PROMISED, "Das Land hatte 300 Euro zugesagt."),
        (WIDENED, "Der Hafen hat 25 Liegeplätze."),
        (WIDENED, "Der Hafen wird um 40 Liegeplätze erweitert."),
        ("Der Zuschuss wurde um 3 Euro erhöht.", "Die Erhöhung des Zuschusses beträgt 3 Euro."),
        ("Der Verein beantragte 800 Euro und erhält 500 Euro.", "Beantragt hat der Verein 800 Euro."),
        ("Statt 800 Euro zahlt die Stadt 500 Euro.", "Die Stadt zahlt 500 Euro."),
        ("Statt 800 Euro zahlt die Stadt 500 Euro.", "Die Stadt zahlt 500 Euro statt 800 Euro."),
        ("Die Stadt zahlt nicht 800 Euro, sondern 500 Euro.", "Die Stadt zahlt 500 Euro."),
        ("Es handelt sich um 3 Boote.", "Es sind 3 Boote."),
        (POOL, "Täglich werden 50 Liter nachgefüllt."),
        (SIZES, "Die Breite des Bootes beträgt 4,50 m."),
        (COURSE, "Der Kurs dauert fünf Tage."),
        (VOTE, "Die Beteiligung lag bei 38,6 Prozent."),
        (PRIZES, "Boot 9a bekam 300 Euro."),
        (REGATTA, "Am 12. Mai endete die Regatta."),
        (COSTS, "Die Werft rechnet für den Steg mit 2.400 Euro."),
        ("Gefördert werden 5 Boote; der Höchstbetrag liegt bei 90 Euro.", "Gefördert werden höchstens 90 Euro."),
        ("Der Steg wurde 2019 um 15 Meter verlängert; er misst heute 60 Meter.", "Der Steg ist heute 60 Meter lang."),
        (TRIPS, "Der Kurs umfasst Fahrten zu je 45 Minuten."),
        (BOUGHT, "Der Ankauf von zwei Booten wurde beschlossen."),
    ],
)
def test_a_figure_may_be_told_in_other_words(quote: str, claim: str) -> None:
    assert verdict_on(claim, [quote]).is_backed
