"""What is under way or to come is not done, but minutes tell in the present what was done."""

from __future__ import annotations

import pytest
from verdicts import reasons

from assistant.answering.verify import verdict_on


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("Die neue Mole wird gebaut.", "Die neue Mole wurde gebaut."),
        ("Derzeit wird ein Leitfaden erarbeitet.", "Ein Leitfaden wurde erarbeitet."),
        ("Der Bericht wird im Mai veröffentlicht.", "Der Bericht ist im Mai veröffentlicht worden."),
        ("Die Firma wird den Kran liefern.", "Der Kran wurde von der Firma geliefert."),
        ("Der Beirat wird am 3. Mai über die Mittel beschließen.", "Der Beirat hat über die Mittel beschlossen."),
        ("Der Antrag wird im Mai angenommen werden.", "Der Antrag wurde angenommen."),
        ("Der Verein stellt demnächst einen Antrag.", "Der Verein hat einen Antrag gestellt."),
        ("Das Urteil wird am 5. Mai verkündet.", "Das Urteil wurde am 5. Mai verkündet."),
        ("Am 5. Mai wird der Vorstand gewählt.", "Am 5. Mai wurde der Vorstand gewählt."),
        ("The pier is being built.", "The pier was built."),
        ("The council will approve the budget in May.", "The council approved the budget in May."),
    ],
)
def test_what_is_still_to_come_is_not_done(quote: str, claim: str) -> None:
    assert "modal" in reasons(claim, quote)


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("Der Antrag wird mit zwölf Stimmen angenommen.", "Der Antrag wurde mit zwölf Stimmen angenommen."),
        ("Der Beirat beschließt den Haushalt.", "Der Beirat hat den Haushalt beschlossen."),
        ("Es wird empfohlen, die Mole zu sanieren.", "Es wurde empfohlen, die Mole zu sanieren."),
        ("Die Aufgabe wird an Frau Vogel übertragen.", "Die Aufgabe wurde an Frau Vogel übertragen."),
        (
            "Frau Ilgen wird gebeten, bis Mai einen Vorschlag vorzulegen.",
            "Frau Ilgen wurde gebeten, bis Mai einen Vorschlag vorzulegen.",
        ),
        ("Die Halle wurde 2021 gebaut; sie wird als Lager genutzt.", "Die Halle ist 2021 gebaut worden."),
        ("Anträge werden geprüft. 2024 wurden 12 Anträge geprüft.", "Im Jahr 2024 wurden 12 Anträge geprüft."),
        ("Die Sitzung wird um 20 Uhr beendet.", "Die Sitzung wurde um 20 Uhr beendet."),
        ("Der Vorsitz wird von Herrn Vogel übernommen.", "Den Vorsitz hat Herr Vogel übernommen."),
        ("Der Bericht wird zur Kenntnis genommen.", "Der Bericht wurde zur Kenntnis genommen."),
        ("Das Protokoll vom 3. Mai wird genehmigt.", "Das Protokoll vom 3. Mai wurde genehmigt."),
        ("Die Sitzung am 3. Mai wird beendet.", "Die Sitzung am 3. Mai wurde beendet."),
        ("Am 3. Mai 1920 wird der Vorstand gewählt.", "Am 3. Mai 1920 wurde der Vorstand gewählt."),
        ("Es wird angemerkt, dass der Steg morsch ist.", "Es wurde angemerkt, dass der Steg morsch ist."),
        ("The crane was replaced in 2023.", "In 2023 the crane has been replaced."),
        (
            "The school will open in May. The school was built in 2020.",
            "The school was built in 2020 and will open in May.",
        ),
    ],
)
def test_what_was_done_may_be_told_in_any_past(quote: str, claim: str) -> None:
    assert verdict_on(claim, [quote]).is_backed


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("Die Sitzung wird von Frau Lange geleitet.", "Frau Lange leitet die Sitzung."),
        ("Ein Beitrag von 10 % wird von den Betrieben geleistet.", "Die Betriebe leisten einen Beitrag von 10 %."),
        ("Die Anträge werden vom Amt bearbeitet.", "Das Amt bearbeitet die Anträge."),
        ("Führungen werden vom Museum angeboten.", "Das Museum bietet Führungen an."),
    ],
)
def test_a_present_that_ends_as_a_past_does_is_none(quote: str, claim: str) -> None:
    assert "modal" not in reasons(claim, quote)


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("Das Amt prüft die Anträge.", "Das Amt hat die Anträge geprüft."),
        ("Das Amt prüft die Anträge.", "Die Anträge wurden vom Amt geprüft."),
        ("Der Verein plant einen Steg.", "Der Verein hat einen Steg geplant."),
        ("Der Verein bereitet ein Fest vor.", "Der Verein bereitete ein Fest vor."),
        ("The city is renovating the pier.", "The city has renovated the pier."),
    ],
)
def test_what_takes_long_is_not_done_while_it_is_told_in_the_present(quote: str, claim: str) -> None:
    assert reasons(claim, quote) == {"modal"}


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("Der Verein plant einen Steg.", "Ein Steg ist vom Verein geplant."),
        ("Im Jahr 2019 baut der Verein den Steg.", "Im Jahr 2019 baute der Verein den Steg."),
        ("Das Amt prüft Anträge. Letztes Jahr hat es 12 Anträge geprüft.", "Das Amt hat 12 Anträge geprüft."),
        ("Die Gruppe erarbeitet drei Ideen.", "Die Gruppe erarbeitete drei Ideen."),
    ],
)
def test_a_present_that_may_be_past_is_told_as_either(quote: str, claim: str) -> None:
    assert "modal" not in reasons(claim, quote)


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        (
            "Für die positiv bewertete Skizze werden vom Land 300 Euro gezahlt.",
            "Für die positiv bewertete Skizze zahlt das Land 300 Euro.",
        ),
        ("Der Antrag der betroffenen Werft wird abgelehnt.", "Der Antrag der betroffenen Werft wurde abgelehnt."),
        ("Der vermerkte Bezug wird vom Amt geändert.", "Der vermerkte Bezug ist vom Amt geändert worden."),
    ],
)
def test_a_participle_before_its_noun_tells_no_time(quote: str, claim: str) -> None:
    assert verdict_on(claim, [quote]).is_backed


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("Das Amt muss dem Umbau noch zustimmen.", "Das Amt hat dem Umbau zugestimmt."),
        ("Der Antrag muss vom Amt genehmigt werden.", "Der Antrag wurde vom Amt genehmigt."),
        ("Der Verein will den Steg verkaufen.", "Der Verein hat den Steg verkauft."),
        ("Der Antrag ist vom Amt zu genehmigen.", "Der Antrag wurde vom Amt genehmigt."),
        ("Der Bericht ist dem Verein vorzulegen.", "Der Bericht wurde dem Verein vorgelegt."),
    ],
)
def test_what_must_or_shall_be_done_is_not_done(quote: str, claim: str) -> None:
    assert "modal" in reasons(claim, quote)


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("Das Amt musste dem Umbau zustimmen.", "Das Amt hat dem Umbau zugestimmt."),
        ("Das Amt hat zugestimmt, weil es muss.", "Das Amt hat zugestimmt."),
        ("Der Beirat hat beschlossen, dass der Steg gesperrt werden muss.", "Der Beirat beschloss die Sperrung."),
        ("Der Antrag muss vom Amt genehmigt werden.", "Der Antrag muss vom Amt genehmigt worden sein."),
        ("Das Amt hat den Umbau genehmigt; der Verein muss ihn genehmigen.", "Das Amt hat den Umbau genehmigt."),
        ("Der Steg ist gesperrt, um ihn zu prüfen.", "Der Steg wurde gesperrt."),
    ],
)
def test_what_was_done_beside_what_must_be_is_done(quote: str, claim: str) -> None:
    assert "modal" not in reasons(claim, quote)
