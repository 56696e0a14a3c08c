"""Which two words of a sentence may change places, and which not: doers, deeds, what comes first."""

from __future__ import annotations

import pytest
from verdicts import reasons

from assistant.answering.verify import verdict_on

COURSE = "Der Lehrgang wurde von Herrn Rohde geleitet und von Frau Vogel besucht."
WORKSHOP = "The workshop was led by Anna Berger and attended by Peter Lang."


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        (COURSE, "Der Lehrgang wurde von Frau Vogel geleitet und von Herrn Rohde besucht."),
        (COURSE, "Frau Vogel leitete den Lehrgang."),
        (
            "Die Sitzung wird geleitet von Anna Vogel, besucht von Peter Lang.",
            "Die Sitzung wird geleitet von Peter Lang, besucht von Anna Vogel.",
        ),
        ("Moderiert von Frau Vogel, protokolliert von Herrn Lang.", "Moderiert von Herrn Lang."),
        (
            "Das Lab wird von der Stadt finanziert und von der Kammer betrieben.",
            "Die Stadt betreibt das Lab.",
        ),
        (
            "Die Fähre wurde durch die Werft Oster gebaut und durch die Reederei Fedder betrieben.",
            "Die Fähre wurde durch die Reederei Fedder gebaut.",
        ),
        (
            "Der Kurs wurde von Frau Vogel geleitet und von Frau Ilgen besucht.",
            "Der Kurs wurde von Frau Ilgen geleitet und von Frau Vogel besucht.",
        ),
        (
            "Der Plan wurde von der zuständigen Stadt erarbeitet und von der neuen Kammer bezahlt.",
            "Der Plan wurde von der neuen Kammer erarbeitet.",
        ),
        (WORKSHOP, "The workshop was led by Peter Lang and attended by Anna Berger."),
        (WORKSHOP, "Peter Lang led the workshop."),
        (
            "The plan was written by the city and approved by the state.",
            "The plan was written by the state and approved by the city.",
        ),
    ],
)
def test_each_deed_has_its_own_doer(quote: str, claim: str) -> None:
    assert "role" in reasons(claim, quote)


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        (COURSE, "Der Lehrgang wurde von Frau Vogel besucht und von Herrn Rohde geleitet."),
        (COURSE, "Herr Rohde leitete den Lehrgang, Frau Vogel besuchte ihn."),
        (
            "Der Antrag wird von der Bank geprüft und von der Kammer bewilligt.",
            "Bewilligt wird der Antrag von der Kammer, geprüft von der Bank.",
        ),
        (
            "Die Fähre wird von der Stadt und vom Land finanziert.",
            "Die Fähre wird vom Land und von der Stadt finanziert.",
        ),
        (
            "Herr Rohde bittet um Ruhe. Frau Vogel stellt den Bericht vor und bittet um Zustimmung.",
            "Frau Vogel bittet um Zustimmung.",
        ),
        (
            "Frau Vogel dankt dem Vorstand. Herr Rohde berichtet über den Steg. Er dankt den Helfern.",
            "Herr Rohde dankte den Helfern.",
        ),
        (WORKSHOP, "Peter Lang attended the workshop led by Anna Berger."),
        (
            "The plan was written by the city and approved by the state.",
            "The plan was approved by the state and written by the city.",
        ),
    ],
)
def test_deeds_may_be_told_in_any_order(quote: str, claim: str) -> None:
    assert "role" not in reasons(claim, quote)


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("Anna Wolf lud Eva Brandt ein.", "Anna Wolf wurde von Eva Brandt eingeladen."),
        ("Anna Wolf lud Eva Brandt ein.", "Eva Brandt lud Anna Wolf ein."),
        ("Anna Wolf wird von Eva Brandt vertreten.", "Anna Wolf vertritt Eva Brandt."),
        ("Anna Wolf dankte Eva Brandt.", "Eva Brandt dankte Anna Wolf."),
    ],
)
def test_names_that_are_words_are_not_exchanged(quote: str, claim: str) -> None:
    assert reasons(claim, quote) == {"role"}


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("Anna Wolf lud Eva Brandt ein.", "Eva Brandt wurde von Anna Wolf eingeladen."),
        ("Anna Wolf wird von Eva Brandt vertreten.", "Eva Brandt vertritt Anna Wolf."),
        ("Anna Wolf traf Eva Brandt.", "Eva Brandt traf Anna Wolf."),
        ("Auf Anna Wolf folgt Eva Brandt.", "Eva Brandt folgt auf Anna Wolf."),
        ("Anna Wolf, Eva Brandt und Jan Ott rudern.", "Jan Ott, Eva Brandt und Anna Wolf rudern."),
        (
            "Anna Wolf trug nach der Begrüßung durch Eva Brandt vor.",
            "Nach der Begrüßung durch Eva Brandt trug Anna Wolf vor.",
        ),
        ("Den Vorsitz hat Anna Wolf, Kassenwart ist Jan Ott.", "Kassenwart ist Jan Ott, Anna Wolf hat den Vorsitz."),
        ("Das Boot Seestern schleppt den Kahn Nixe.", "Den Kahn Nixe schleppt das Boot Seestern."),
    ],
)
def test_names_that_are_words_may_stand_in_any_order(quote: str, claim: str) -> None:
    assert verdict_on(claim, [quote]).is_backed


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("Die Prüfung erfolgt vor der Auszahlung.", "Die Auszahlung erfolgt nach der Prüfung."),
        ("Die Wahl des Vorstands folgt nach dem Bericht.", "Der Bericht kommt vor der Wahl des Vorstands."),
        ("Der Kran wurde nach der Mole gebaut.", "Die Mole wurde vor dem Kran gebaut."),
        ("Frau Vogel sprach vor Herrn Lang.", "Herr Lang sprach nach Frau Vogel."),
        ("Die Wahl folgt auf den Bericht.", "Der Bericht kommt vor der Wahl."),
        ("The test takes place before the payment.", "The payment takes place after the test."),
        ("Anna Berger spoke before Peter Lang.", "Peter Lang spoke after Anna Berger."),
    ],
)
def test_what_comes_before_the_other_has_the_other_behind_it(quote: str, claim: str) -> None:
    assert verdict_on(claim, [quote]).is_backed
    assert verdict_on(quote, [claim]).is_backed


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("Die Prüfung erfolgt vor der Auszahlung.", "Die Auszahlung erfolgt vor der Prüfung."),
        ("Die Prüfung erfolgt vor der Auszahlung.", "Die Prüfung erfolgt nach der Auszahlung."),
        ("Der Kran wurde nach der Mole gebaut.", "Die Mole wurde nach dem Kran gebaut."),
        ("Frau Vogel sprach vor Herrn Lang.", "Herr Lang sprach vor Frau Vogel."),
        ("The test takes place before the payment.", "The payment takes place before the test."),
        ("The lunch takes place ahead of the talk.", "The talk takes place ahead of the lunch."),
        ("The talk is held following the lunch.", "The lunch is held following the talk."),
    ],
)
def test_what_comes_first_is_not_what_comes_last(quote: str, claim: str) -> None:
    assert "role" in reasons(claim, quote)


def test_what_a_quote_goes_on_with_comes_after_what_it_began_with() -> None:
    quote = "Vor dem Umbau benötigte die Halle 320 MWh Wärme, danach 190 MWh."
    assert "Umbau … Halle" not in {
        refusal.detail for refusal in verdict_on("Nach dem Umbau benötigte die Halle 190 MWh Wärme.", [quote]).refusals
    }


MUTUAL = [
    ("The city meets the club.", "The club meets the city."),
    ("Anna Berger met Peter Lang in Peine.", "Peter Lang met Anna Berger in Peine."),
    ("The chamber cooperates with the bank.", "The bank cooperates with the chamber."),
    ("The chamber agreed with the ministry on a date.", "The ministry agreed with the chamber on a date."),
    ("The crane is next to the shed.", "The shed is next to the crane."),
    ("Die Stadt kooperiert mit dem Verein.", "Der Verein kooperiert mit der Stadt."),
    ("Die Kammer arbeitet mit der Bank zusammen.", "Die Bank arbeitet mit der Kammer zusammen."),
    ("Frau Vogel traf Herrn Lang.", "Herr Lang traf Frau Vogel."),
    ("Der Kran steht neben dem Schuppen.", "Der Schuppen steht neben dem Kran."),
    ("Die Stadt grenzt an den Landkreis.", "Der Landkreis grenzt an die Stadt."),
]


@pytest.mark.parametrize(("one", "other"), MUTUAL)
def test_who_does_it_with_another_has_the_other_do_it_with_him(one: str, other: str) -> None:
    assert verdict_on(one, [other]).is_backed
    assert verdict_on(other, [one]).is_backed


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("The city meets the cost of the club.", "The club meets the cost of the city."),
        ("The chamber supplies the bank with data.", "The bank supplies the chamber with data."),
        ("Frau Vogel vertritt Herrn Lang.", "Herr Lang vertritt Frau Vogel."),
        ("Die Stadt will mit dem Verein kooperieren.", "Der Verein will mit der Stadt kooperieren."),
        (
            "Die Betriebe wünschen sich mehr Austausch mit den Hochschulen.",
            "Die Hochschulen wünschen sich mehr Austausch mit den Betrieben.",
        ),
        (
            "Die Stadt kooperiert mit dem Verein und fördert ihn.",
            "Der Verein kooperiert mit der Stadt und fördert sie.",
        ),
        ("The club met the city and praised it.", "The city met the club and praised it."),
        (
            "Die Stadt einigte sich mit dem Verein auf den Plan des Vereins.",
            "Der Verein einigte sich mit der Stadt auf den Plan der Stadt.",
        ),
        ("Neben der Werft liegt das Museum am Hafen.", "Neben dem Hafen liegt die Werft am Museum."),
    ],
)
def test_who_only_wants_to_or_does_it_to_another_is_not_exchanged(quote: str, claim: str) -> None:
    assert "role" in reasons(claim, quote)


RENT = "Der Verein mietet von der Stadt den Steg und vermietet das Boot an die Werft."
SUCCESSOR = "Frau Wolf, die Herrn Ott vertritt, übernahm von Frau Brandt das Boot."
ELECTED = "Der Rat wählte Jens Harms zum Hafenwart und bestätigte Ute Lohse als Lotsin."
GAP = "Die Werft baut Boote und die Stadt Kähne."


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        (RENT, "Die Werft vermietet das Boot an den Verein."),
        (RENT, "Die Stadt mietet den Steg vom Verein."),
        ("Der Verein lobte den Kreis, rügte aber den Plan der Stadt.", "Die Stadt rügte den Plan."),
        ("Der Verein holt das Boot und übergibt es am Montag der Stadt.", "Die Stadt übergibt es am Montag."),
        (SUCCESSOR, "Frau Brandt übernahm das Boot von Frau Wolf."),
        (SUCCESSOR, "Herr Ott vertritt Frau Wolf."),
        (ELECTED, "Ute Lohse wurde zur Hafenwartin gewählt."),
        (ELECTED, "Jens Harms wurde als Lotse bestätigt."),
        (GAP, "Die Stadt baut Boote."),
        (GAP, "Die Werft baut Kähne."),
        ("Die Werft prüft das Boot und die Stadt den Steg.", "Die Stadt prüft das Boot."),
    ],
)
def test_what_a_clause_leaves_out_is_in_the_one_before(quote: str, claim: str) -> None:
    assert reasons(claim, quote) >= {"role"}


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        (RENT, "Der Verein vermietet das Boot an die Werft."),
        (RENT, "Den Steg mietet der Verein von der Stadt."),
        ("Der Verein holt das Boot vom Kreis und pachtet von der Stadt den Steg.", "Der Verein pachtet den Steg."),
        (SUCCESSOR, "Frau Wolf übernahm das Boot von Frau Brandt."),
        (SUCCESSOR, "Frau Wolf vertritt Herrn Ott."),
        (ELECTED, "Der Rat bestätigte Ute Lohse als Lotsin."),
        (GAP, "Boote werden von der Werft gebaut."),
        (GAP, "Die Stadt baut Kähne."),
        ("Die Werft fördert den Verein und die Stadt Peine.", "Die Werft fördert die Stadt Peine."),
        ("Der Vorstand des Vereins beschließt die Satzung.", "Der Verein beschließt die Satzung."),
    ],
)
def test_what_a_clause_leaves_out_may_be_told_again(quote: str, claim: str) -> None:
    assert verdict_on(claim, [quote]).is_backed


TRANSFER = "Der Kreis überweist der Stadt die Umlage, nachdem die Stadt dem Kreis den Bescheid vorgelegt hat."
REPORT = "Der Verein berichtet, dass die Stadt den Kreis verklagt hat."
BESIDE = "Während die Kirche den Chor unterstützt, fördert der Kreis das Orchester."


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        (TRANSFER, "Der Kreis legt der Stadt den Bescheid vor."),
        (REPORT, "Der Kreis hat die Stadt verklagt."),
        (REPORT, "Der Verein hat den Kreis verklagt."),
        ("The club said that the city had sued the county.", "The county had sued the city."),
        (BESIDE, "Der Kreis unterstützt den Chor."),
    ],
)
def test_each_part_of_a_clause_has_its_own_doer(quote: str, claim: str) -> None:
    assert "role" in reasons(claim, quote)


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        (TRANSFER, "Die Stadt legt dem Kreis den Bescheid vor."),
        (TRANSFER, "Der Kreis überweist der Stadt die Umlage."),
        (REPORT, "Die Stadt hat den Kreis verklagt."),
        (BESIDE, "Der Kreis fördert das Orchester."),
        ("Frau Wolf, die den Verein leitet, dankte dem Rat.", "Frau Wolf dankte dem Rat."),
    ],
)
def test_each_part_of_a_clause_may_be_told_alone(quote: str, claim: str) -> None:
    assert verdict_on(claim, [quote]).is_backed


CHAIR = "Frau Wolf leitet den Verein; ihre Vertreterin ist Frau Ott, die früher im Beirat saß."


@pytest.mark.parametrize("claim", ["Frau Ott leitet den Verein.", "Frau Wolf saß früher im Beirat."])
def test_who_is_only_named_beside_it_does_not_do_it(claim: str) -> None:
    assert "role" in reasons(claim, CHAIR)


def test_of_whom_a_clause_tells_with_others_he_may_do_it_too() -> None:
    quote = "Frau Wolf begrüßt Herrn Ott, der über den Steg berichtet; Frau Lang berichtet über den Kahn."
    assert "role" not in reasons("Herr Ott berichtet über den Steg.", quote)
    assert "role" not in reasons("Frau Wolf leitet den Verein.", CHAIR)
