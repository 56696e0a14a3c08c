"""What is exact in a sentence and stands in its quotes, but not as the sentence tells it."""

from __future__ import annotations

import pytest
from entailment_fakes import YES, KnownEntailment
from verdicts import reasons

from assistant.answering.verify import verdict_on

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


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("Statt des Landes zahlt die Stadt.", "Statt der Stadt zahlt das Land."),
        ("Die Stadt zahlt statt des Landes.", "Das Land zahlt statt der Stadt."),
        ("The city pays instead of the state.", "The state pays instead of the city."),
    ],
)
def test_who_is_replaced_is_not_who_replaces(quote: str, claim: str) -> None:
    assert "role" in reasons(claim, quote)


@pytest.mark.parametrize(
    "claim",
    [
        "Die Stadt zahlt statt des Landes.",
        "Statt des Landes zahlt die Stadt.",
        "Die Stadt zahlt, und zwar statt des Landes.",
    ],
)
def test_who_replaces_whom_may_be_told_in_any_order(claim: str) -> None:
    assert "role" not in reasons(claim, "Statt des Landes zahlt die Stadt.")


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("Erlaubt sind 50 km/h.", "Erlaubt sind 50 km."),
        ("Die Sicherung hat 30 A.", "Die Sicherung hat 30."),
        ("Gemessen werden 20 °C.", "Gemessen werden 20."),
        ("Der Liegeplatz kostet 40 Euro monatlich.", "Der Liegeplatz kostet 40 Euro."),
        ("Der Liegeplatz kostet 40 Euro im Monat.", "Der Liegeplatz kostet 40 Euro."),
        ("Der Liegeplatz kostet jährlich bis zu 480 Euro.", "Der Liegeplatz kostet bis zu 480 Euro."),
        ("Der Liegeplatz kostet 40 Euro monatlich.", "Der Liegeplatz kostet 40 Euro im Jahr."),
        ("Der Gast zahlt 40 Euro monatlich für drei Monate.", "Der Gast zahlt 40 Euro für drei Monate."),
        ("The berth costs 40 euros monthly.", "The berth costs 40 euros."),
    ],
)
def test_a_unit_is_not_dropped(quote: str, claim: str) -> None:
    assert "unit" in reasons(claim, quote)


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("Die Sicherungen haben 5, 10 und 20 A.", "Die Sicherungen haben 20, 10 und 5 A."),
        ("Die Sicherung hat 30 A.", "Die Sicherung hat 30 Ampere."),
        ("Der Liegeplatz kostet 40 Euro monatlich.", "Monatlich kostet der Liegeplatz 40 Euro."),
        ("Der Liegeplatz kostet monatlich 40 Euro.", "Der Liegeplatz kostet 40 Euro pro Monat."),
        ("Die Gebühr beträgt 40 Euro im Monat.", "Die monatliche Gebühr beträgt 40 Euro."),
        ("Der Verein zahlte 40 Euro im Jahr 2020.", "2020 zahlte der Verein 40 Euro."),
        ("Der Verein tagt monatlich und zahlt 40 Euro.", "Der Verein zahlt 40 Euro."),
        ("Erlaubt sind 50 km/h.", "Erlaubt sind 50 km pro Stunde."),
        ("Der Grenzwert beträgt 50 mg/m³.", "Der Grenzwert (mg/m³) beträgt 50."),
    ],
)
def test_a_unit_may_be_shared_or_stand_elsewhere(quote: str, claim: str) -> None:
    assert "unit" not in reasons(claim, quote)


@pytest.mark.parametrize(
    "quote", ["200 Betriebe nahmen teil, davon 50 aus Peine.", "Es nahmen 200 teil, darunter 50 aus Peine."]
)
def test_a_part_is_not_told_as_the_whole(quote: str) -> None:
    assert "scope" in reasons("50 Betriebe nahmen teil.", quote)
    for claim in ("50 Betriebe aus Peine nahmen teil.", "Aus Peine nahmen 50 teil.", "Davon kamen 50 aus Peine."):
        assert "scope" not in reasons(claim, quote)
    assert "scope" not in reasons("200 nahmen teil.", quote)


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("Herr Müller leitet das Lab.", "Herr Muller leitet das Lab."),
        ("Leiter ist Jens Muller.", "Leiter ist Jens Müller."),
        ("Das Land fördert die Kammer.", "Das Land fordert die Kammer."),
        ("Die Förderung beträgt 500 Euro.", "Die Forderung beträgt 500 Euro."),
    ],
)
def test_another_umlaut_makes_another_word(quote: str, claim: str) -> None:
    assert "name" in reasons(claim, quote)


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("Herr Müller leitet das Lab.", "Das Lab leitet Herr Mueller."),
        ("Herr Müller leitet das Lab.", "Müllers Lab leitet er."),
        ("Der Zuschuss beträgt 500 Euro.", "Die Zuschuesse betragen 500 Euro."),
        ("Jeder Garten der Stadt ist offen.", "Die Gärten der Stadt sind offen."),
        ("Die Stadt erhält das Geld.", "Der Erhalt des Geldes obliegt der Stadt."),
    ],
)
def test_an_umlaut_may_be_written_out_or_mark_the_plural(quote: str, claim: str) -> None:
    assert "name" not in reasons(claim, quote)


PAYS, IS_PAID = "The club pays the city 300 euros.", "The city is paid 300 euros by the club."


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        (PAYS, "The city pays the club 300 euros."),
        (IS_PAID, "The city pays the club 300 euros."),
        (PAYS, "The club is paid 300 euros by the city."),
        (PAYS, "The club receives 300 euros from the city."),
        ("The coach trains the supplier.", "The supplier trains the coach."),
        ("The ministry funds the chamber.", "The ministry is funded by the chamber."),
        ("Die Betriebe und Vereine beraten die Stadt.", "Die Stadt berät die Betriebe und Vereine."),
    ],
)
def test_who_does_it_is_not_to_whom_it_is_done_whatever_a_network_says(quote: str, claim: str) -> None:
    assert not verdict_on(claim, [quote], KnownEntailment({claim: YES})).is_backed


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        (PAYS, IS_PAID),
        (IS_PAID, PAYS),
        (PAYS, "The city receives 300 euros from the club."),
        ("The ministry funds the chamber.", "The chamber is funded by the ministry."),
        ("Several car makers shape the region.", "The region has several car makers."),
        ("The ministry funds the project.", "The project receives funding from the ministry."),
        ("Anna Berger is the head of the lab.", "The head of the lab is Anna Berger."),
        ("Firms and clubs receive grants.", "Clubs and firms receive grants."),
        ("Die Betriebe, Vereine und Kammern tagen.", "Die Kammern, die Vereine und die Betriebe tagen."),
        ("Betriebe und Vereine erhalten Zuschüsse.", "Vereine und Betriebe erhalten Zuschüsse."),
    ],
)
def test_passives_equations_and_lists_exchange_nobody(quote: str, claim: str) -> None:
    assert "role" not in reasons(claim, quote)


@pytest.mark.parametrize(
    "vote",
    [
        "einstimmig",
        "ohne Gegenstimme",
        "bei keiner Gegenstimme",
        "mit 12 zu 0 Stimmen",
        "mit 12 Ja-Stimmen und 0 Gegenstimmen",
    ],
)
def test_a_vote_with_nobody_against_is_unanimous(vote: str) -> None:
    quote = f"Der Antrag wird {vote} angenommen."
    assert verdict_on("Der Antrag wird einstimmig angenommen.", [quote]).is_backed
    assert verdict_on(f"Angenommen wird der Antrag {vote}.", [quote]).is_backed
    assert not verdict_on("Der Antrag wird einstimmig abgelehnt.", [quote]).is_backed
    for other in ("mit einer Gegenstimme", "mit 12 zu 3 Stimmen", "fast einstimmig"):
        if vote != "einstimmig":
            assert not verdict_on(f"Der Antrag wird {other} angenommen.", [quote]).is_backed
        assert "figure" in reasons(quote, f"Der Antrag wird {other} angenommen.")


def test_one_vote_against_is_not_two() -> None:
    quote = "Der Antrag wird mit zwei Gegenstimmen angenommen."
    assert "figure" in reasons("Der Antrag wird mit einer Gegenstimme angenommen.", quote)
    assert verdict_on("Angenommen wird der Antrag mit zwei Gegenstimmen.", [quote]).is_backed


@pytest.mark.parametrize("often", ["elfmal", "zwölfmal", "zwanzigmal"])
def test_how_often_it_is_stands_in_the_quote(often: str) -> None:
    assert "figure" in reasons(f"Der Hafen wird {often} im Jahr geprüft.", "Der Hafen wird zehnmal im Jahr geprüft.")
    assert reasons(f"Geprüft wird der Hafen im Jahr {often}.", f"Der Hafen wird {often} im Jahr geprüft.") == set()


SAME_NUMBERS = [
    ("Die Stufe I gilt ab Mai.", "Die Stufe 1 gilt ab Mai."),
    ("Die Stufen I bis III gelten ab Mai.", "Die Stufen 1 bis 3 gelten ab Mai."),
    ("Im Mai beginnt Phase XIV.", "Im Mai beginnt Phase 14."),
    ("Die Förderlinie 4 A gilt für Vereine.", "Die Förderlinie 4A gilt für Vereine."),
    ("Die Klasse 5 b fährt nach Peine.", "Die Klasse 5b fährt nach Peine."),
]


@pytest.mark.parametrize(("one", "other"), SAME_NUMBERS)
def test_a_number_of_a_thing_may_be_written_in_two_ways(one: str, other: str) -> None:
    assert verdict_on(one, [other]).is_backed
    assert verdict_on(other, [one]).is_backed


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("A meeting took place in Goslar on May 12.", "On May 12 a meeting took place in Goslar."),
        ("On May 12 a meeting took place in Goslar.", "A meeting took place in Goslar on May 12."),
        ("Phase I beginnt im Mai 2024.", "Phase I begins in May 2024."),
        ("Im Mai tagt Gruppe 3 d. h. alle.", "Gruppe 3 tagt im Mai."),
    ],
)
def test_an_article_a_pronoun_or_an_abbreviation_numbers_nothing(quote: str, claim: str) -> None:
    assert verdict_on(claim, [quote]).is_backed


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("Die Stufe 1 gilt ab Mai.", "Die Stufe II gilt ab Mai."),
        ("Die Stufe IV gilt ab Mai.", "Die Stufe 6 gilt ab Mai."),
        ("Die Stufe II gilt ab Mai.", "Die Stufe 1 gilt ab Mai."),
        ("Die Linie 4A gilt für Vereine.", "Die Linie 4 B gilt für Vereine."),
        ("Die Linie 4A gilt für Vereine.", "Die Linie 4 gilt für Vereine."),
        ("Die Sicherung 30 A gilt für Vereine.", "Die Sicherung 30 gilt für Vereine."),
    ],
)
def test_another_number_of_a_thing_is_another_thing(quote: str, claim: str) -> None:
    assert not verdict_on(claim, [quote]).is_backed


EXCEPTIONS = [
    "Alle Kosten sind förderfähig, außer Löhnen.",
    "Alle Kosten sind förderfähig, ausgenommen Löhne.",
    "Alle Kosten sind förderfähig (ausgenommen Löhne).",
    "Alle Kosten sind förderfähig, mit Ausnahme von Löhnen.",
    "Alle Kosten bis auf Löhne sind förderfähig.",
    "Bis auf Löhne sind alle Kosten förderfähig.",
]


@pytest.mark.parametrize("quote", EXCEPTIONS)
def test_an_exception_is_neither_dropped_nor_turned_round(quote: str) -> None:
    assert "negation" in reasons("Alle Kosten sind förderfähig.", quote)
    assert "negation" in reasons("Löhne sind förderfähig.", quote)
    assert "negation" in reasons("Löhne sind förderfähig, außer Kosten.", quote)
    assert verdict_on("Löhne sind nicht förderfähig.", [quote]).is_backed
    for other in EXCEPTIONS:
        assert verdict_on(other, [quote]).is_backed


def test_what_a_short_clause_takes_out_of_all_is_not_dropped() -> None:
    quote = "Alle Kosten sind förderfähig, Löhne jedoch nicht."
    assert "negation" in reasons("Alle Kosten sind förderfähig.", quote)
    assert verdict_on("Alle Kosten außer Löhnen sind förderfähig.", [quote]).is_backed
    assert verdict_on(
        "Vereine sind antragsberechtigt.", ["Vereine sind antragsberechtigt, Betriebe hingegen nicht."]
    ).is_backed


@pytest.mark.parametrize(
    ("quote", "claim", "told"),
    [
        (
            "Alle Betriebe können Anträge stellen. Ausgenommen sind Banken.",
            "Anträge können alle Betriebe stellen.",
            "Alle Betriebe mit Ausnahme von Banken können Anträge stellen.",
        ),
        (
            "Sämtliche Boote zahlen Liegegeld. Davon ausgenommen sind Ruderboote.",
            "Liegegeld zahlen sämtliche Boote.",
            "Ruderboote zahlen kein Liegegeld.",
        ),
        (
            "Jeder Verein erhält einen Schlüssel. Dies gilt nicht für Gastvereine.",
            "Einen Schlüssel erhält jeder Verein.",
            "Gastvereine erhalten keinen Schlüssel.",
        ),
        (
            "All firms may apply. Banks are excluded.",
            "All of the firms can apply.",
            "All firms except banks may apply.",
        ),
    ],
)
def test_what_the_next_sentence_takes_out_of_all_is_not_dropped(quote: str, claim: str, told: str) -> None:
    assert "negation" in reasons(claim, quote)
    assert verdict_on(told, [quote]).is_backed


@pytest.mark.parametrize(
    "exception", ["Ausgenommen sind Kanus.", "Davon ausgenommen sind Kanus.", "Dies gilt nicht für Kanus."]
)
def test_what_the_next_sentence_takes_out_comes_along_with_the_words_of_the_quote(exception: str) -> None:
    every, other = "Alle Boote zahlen 12 Euro.", "Die Gebühr ist im Mai fällig."
    assert reasons(every, f"{other} {every} {exception}") == {"negation"}
    assert verdict_on(f"{every} {exception}", [f"{every} {exception} {other}"]).is_backed
    assert verdict_on(every, [f"{every} {other}"]).is_backed
    assert verdict_on(every, [f"{exception} {every}"]).is_backed
    assert verdict_on(other, [f"{other} {exception}"]).is_backed


def test_a_rule_behind_one_for_all_takes_nothing_out_of_it() -> None:
    quote = "Alle Gäste dürfen parken. Hunde sind an die Leine zu nehmen."
    assert verdict_on("Parken dürfen alle Gäste.", [quote]).is_backed
    often = "Alle zwei Jahre wird gewählt."
    assert verdict_on(often, [f"{often} Ausgenommen ist der Kassenwart."]).is_backed


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("Bis auf weiteres ist das Büro geschlossen.", "Das Büro ist geschlossen."),
        ("Bis auf 5 Prozent sank die Quote.", "Die Quote sank bis auf 5 Prozent."),
        ("Apart from grants the fund also offers loans.", "The fund offers loans."),
    ],
)
def test_not_every_bis_auf_or_apart_from_is_an_exception(quote: str, claim: str) -> None:
    assert verdict_on(claim, [quote]).is_backed


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("Das Projekt endet am 3. Mai 2024.", "Das Projekt endet Ende Mai 2024."),
        ("Das Projekt endet im Mai 2024.", "Das Projekt endet Ende Mai 2024."),
        ("Das Projekt endet am 3. Mai 2024.", "Das Projekt endet Ende 2024."),
        ("Das Projekt endet Ende 2024.", "Das Projekt endet Mitte 2024."),
        ("The project ends on 3 May 2024.", "The project ends at the end of May 2024."),
        ("Am Ende des Jahres 2024 gab es 48 Boote.", "Anfang 2024 gab es 48 Boote."),
        ("Zum Jahresbeginn 2025 steigt die Gebühr auf 12 Euro.", "Ende 2025 steigt die Gebühr auf 12 Euro."),
    ],
)
def test_a_part_of_a_month_or_year_is_not_another_part(quote: str, claim: str) -> None:
    assert not verdict_on(claim, [quote]).is_backed


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("Das Projekt endet am 31. Mai 2024.", "Das Projekt endet Ende Mai 2024."),
        ("Das Projekt endet am 3. Mai 2024.", "Das Projekt endet Anfang Mai 2024."),
        ("Das Projekt läuft bis zum 31. Dezember 2027.", "Das Projekt läuft bis Ende 2027."),
        ("Das Projekt endet Ende Mai 2024.", "Das Projekt endet im Mai 2024."),
        ("The project runs until 31 December 2027.", "The project runs until the end of 2027."),
        ("Am Ende des Jahres 2024 gab es 48 Boote.", "Ende 2024 gab es 48 Boote."),
        ("Ende 2024 gab es 48 Boote.", "Am Ende des Jahres 2024 gab es 48 Boote."),
        ("Zu Beginn des Jahres 2025 öffnet die Halle.", "Anfang 2025 öffnet die Halle."),
        ("Gegen Ende des Monats Mai 2024 tagt der Rat.", "Ende Mai 2024 tagt der Rat."),
        ("Zum Jahresende 2026 läuft das Programm aus.", "Das Programm läuft Ende 2026 aus."),
        ("At the end of the year 2024 there were 48 boats.", "At the end of 2024 there were 48 boats."),
    ],
)
def test_a_day_lies_in_its_part_of_the_month_or_year(quote: str, claim: str) -> None:
    assert verdict_on(claim, [quote]).is_backed


def test_a_part_of_a_number_is_told_with_or_without_the_whole_but_not_the_whole_alone() -> None:
    quote = "Anwesend waren 12 der 15 Mitglieder."
    assert "scope" in reasons("15 Mitglieder waren anwesend.", quote)
    for claim in (
        "12 der 15 Mitglieder waren anwesend.",
        "Zwölf Mitglieder waren anwesend.",
        "Von 15 waren 12 anwesend.",
    ):
        assert not reasons(claim, quote) & {"role", "scope"}
    quote = "An der Befragung nahmen 712 von 2.050 Pflegekräften teil (35 Prozent)."
    assert "scope" not in reasons("35 Prozent der 2.050 Pflegekräfte nahmen an der Befragung teil.", quote)


def test_how_many_there_are_may_be_told_where_a_part_of_them_does_something() -> None:
    quote = "12 der 15 Mitglieder des Beirats stimmten zu."
    for claim in ("Es gibt 15 Mitglieder.", "Der Beirat hat 15 Mitglieder.", "Der Beirat besteht aus 15 Mitgliedern."):
        assert verdict_on(claim, [quote]).is_backed
    for claim in ("Es gibt 12 Mitglieder.", "Der Beirat hat 12 Mitglieder.", "15 Mitglieder haben zugestimmt."):
        assert "scope" in reasons(claim, quote)
    assert verdict_on("There are 20 boats.", ["Three of the 20 boats have been sold."]).is_backed


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("Nach einem Umsatz im Jahr 2024 von 5 Mio. Euro wird investiert.", "Der Umsatz betrug 5 Mio. Euro."),
        ("Die Ausgaben sind 2024 von 5 auf 6 Mio. Euro gestiegen.", "Die Ausgaben lagen zuerst bei 5 Mio. Euro."),
    ],
)
def test_a_year_is_no_part_of_the_number_behind_it(quote: str, claim: str) -> None:
    assert "scope" not in reasons(claim, quote)


def test_a_count_of_votes_may_stand_anywhere() -> None:
    quote = "Mit 8 zu 2 Stimmen wurde der Vorschlag abgelehnt."
    assert verdict_on("Der Vorschlag wurde mit 8 zu 2 Stimmen abgelehnt.", [quote]).is_backed
    assert "role" in reasons("Der Vorschlag wurde mit 2 zu 8 Stimmen abgelehnt.", quote)


def test_every_third_is_a_third() -> None:
    quote = "Jeder dritte Betrieb in Niedersachsen klagt über Mangel."
    assert verdict_on("Ein Drittel der Betriebe in Niedersachsen klagt über Mangel.", [quote]).is_backed
    assert "scope" in reasons("Betriebe in Niedersachsen klagen über Mangel.", quote)
    assert "scope" in reasons("Jeder Betrieb in Niedersachsen klagt über Mangel.", quote)
    assert verdict_on("Jede fünfte Stelle ist frei.", ["20 Prozent der Stellen sind frei."]).is_backed
    assert "percentage" in reasons("Jeder vierte Betrieb in Niedersachsen klagt über Mangel.", quote)
    assert verdict_on("Man trifft sich jeden dritten Montag.", ["Jeden dritten Montag trifft man sich."]).is_backed


def test_what_is_still_to_be_decided_is_not_decided() -> None:
    quote = "Der Beirat will den Haushalt im Juni beschließen."
    assert "modal" in reasons("Der Beirat hat den Haushalt beschlossen.", quote)
    assert verdict_on("Im Juni will der Beirat den Haushalt beschließen.", [quote]).is_backed


def test_an_application_does_nothing_to_anybody() -> None:
    quote = "Die Kammer muss den Antrag ablehnen, wenn Unterlagen fehlen."
    assert verdict_on("Fehlen Unterlagen, muss die Kammer den Antrag ablehnen.", [quote]).is_backed


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("Betriebe mit weniger als 10 Beschäftigten erhalten 50 Prozent.", "Betriebe erhalten 50 Prozent."),
        ("Alle Betriebe mit Sitz in Peine sind antragsberechtigt.", "Alle Betriebe sind antragsberechtigt."),
        ("Antragsberechtigt sind Betriebe mit Sitz in Peine.", "Betriebe sind antragsberechtigt."),
        ("Gefördert werden Betriebe mit weniger als 10 Beschäftigten.", "Gefördert werden Betriebe."),
        ("Vereine ohne eigene Räume erhalten einen Zuschuss.", "Vereine erhalten einen Zuschuss."),
        ("Betriebe, die mindestens drei Jahre bestehen, können Geld erhalten.", "Betriebe können Geld erhalten."),
        ("Firms with fewer than 10 employees receive 50 percent.", "Firms receive 50 percent."),
    ],
)
def test_a_rule_for_some_is_not_one_for_all(quote: str, claim: str) -> None:
    assert "scope" in reasons(claim, quote)


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        (
            "Gefördert werden Betriebe mit Sitz in Peine.",
            "Betriebe werden gefördert, wenn sie ihren Sitz in Peine haben.",
        ),
        (
            "Gefördert werden Betriebe mit weniger als 10 Beschäftigten.",
            "Betriebe werden mit unter 10 Leuten gefördert.",
        ),
        ("Die Stadt fördert Betriebe mit 7.500 Euro.", "Betriebe werden von der Stadt gefördert."),
        ("Die Betriebe mit Sitz in Peine nahmen teil.", "Die Betriebe nahmen teil."),
        ("Bis Mai müssen Anträge mit allen Anlagen vorliegen.", "Anträge müssen bis Mai vorliegen."),
        ("Kinder mit ihren Eltern sind willkommen.", "Kinder sind willkommen."),
        ("Betriebe mit Sitz in Peine zahlen. Betriebe werden gefördert.", "Gefördert werden Betriebe."),
    ],
)
def test_a_rule_that_keeps_what_narrows_it_down_is_the_same(quote: str, claim: str) -> None:
    assert "scope" not in reasons(claim, quote)


def test_a_clause_that_has_only_a_figure_rests_on_where_that_stands() -> None:
    quote = "Der Zuschuss beträgt in der Regel 50 %, er kann bis zu 100 % betragen."
    assert verdict_on("In der Regel beträgt der Zuschuss 50 %, er kann bis zu 100 % betragen.", [quote]).is_backed
    assert "modal" in reasons("In der Regel beträgt der Zuschuss 50 %, er muss bis zu 100 % betragen.", quote)
