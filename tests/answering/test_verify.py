"""Whether a sentence may be shown: everything exact in it must stand in what it cites, in the same role."""

from __future__ import annotations

import datetime
import json
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import document, quote_of

from assistant.answering.cite import plain
from assistant.answering.verify import verdict_on, verify
from assistant.evaluation.verification import SHIPPED
from assistant.language import sentences
from assistant.records import Quote

SOURCE = document("Der Zuschuss beträgt 7,6 Mio. Euro. Er endet am 3. Mai 2024. Es gilt § 44a. Niemand zahlt.")
CASES = "Gefördert werden 80 Prozent der Ausgaben, bei Großunternehmen 50 Prozent."
LINES = SHIPPED.read_text(encoding="utf-8").splitlines()
TEXTS = sorted({quote for line in LINES for quote in json.loads(line)["quotes"]})


def quotes(*texts: str) -> list[Quote]:
    return [quote_of(SOURCE, text) for text in texts]


def reasons(sentence: str, *texts: str) -> set[str]:
    return {refusal.reason for refusal in verdict_on(sentence, texts).refusals}


@pytest.mark.parametrize(
    ("claim", "proof"),
    [
        ("Der Zuschuss beträgt 7.600.000 €.", "Der Zuschuss beträgt 7,6 Mio. Euro."),
        ("Ende ist im Mai 2024.", "Er endet am 3. Mai 2024."),
        ("Nach § 44a gilt es.", "Es gilt § 44a."),
    ],
)
def test_a_sentence_whose_figures_stand_in_its_quote_is_backed(claim: str, proof: str) -> None:
    assert verify(claim, quotes(proof)).is_backed


@pytest.mark.parametrize(
    ("claim", "proof", "reason"),
    [
        ("Der Zuschuss beträgt 7,7 Mio. Euro.", "Der Zuschuss beträgt 7,6 Mio. Euro.", "figure"),
        ("Der Zuschuss beträgt 7.600.000 Dollar.", "Der Zuschuss beträgt 7,6 Mio. Euro.", "unit"),
        ("Die Quote beträgt 60 %.", "Die Quote beträgt 50 %.", "percentage"),
        ("Er endet am 4. Mai 2024.", "Er endet am 3. Mai 2024.", "date"),
        ("Es gilt § 44.", "Es gilt § 44a.", "paragraph"),
        ("Die Quote beträgt 50 %.", "Die Quote beträgt bis zu 50 %.", "bound"),
        ("Frau Lüders zahlt.", "Frau Niehoff zahlt.", "name"),
        ("Mieten werden gefördert.", "Mieten werden nicht gefördert.", "negation"),
        ("Mieten werden nicht gefördert.", "Mieten werden gefördert.", "negation"),
        ("Der Rat empfiehlt den Neubau.", "Der Rat empfiehlt, den Neubau abzulehnen.", "negation"),
        ("Der Rat plant den Neubau.", "Der Rat plant, auf den Neubau zu verzichten.", "negation"),
        ("Der Vertrag gilt unbefristet.", "Der Vertrag gilt befristet.", "negation"),
        ("Die Halle ist geeignet.", "Die Halle ist ungeeignet.", "negation"),
        ("Ein Drittel der Betriebe zahlt.", "Zwei Drittel der Betriebe zahlen.", "percentage"),
        ("Der Antrag muss schriftlich gestellt werden.", "Der Antrag kann schriftlich gestellt werden.", "modal"),
        ("Der Antrag wird schriftlich gestellt.", "Der Antrag kann schriftlich gestellt werden.", "modal"),
        ("Der Verein berät die Kammer.", "Die Kammer berät den Verein.", "role"),
        ("Die Frist endet am 3. Mai 2024.", "Die Frist beginnt am 3. Mai 2024.", "role"),
        ("Förderfähig sind Mieten.", "Förderfähig sind Löhne; Mieten werden nicht gefördert.", "role"),
        ("Träger ist die Stadt, Partner das Land.", "Träger ist das Land, Partner die Stadt.", "role"),
        ("KMU erhalten 40 %.", "Die Quote beträgt: - KMU: 50 % - Großunternehmen: 40 %", "role"),
        ("Guss endet im Juni 2025.", "| Lab | Ende |\n|---|---|\n| Blech | Juni 2025 |\n| Guss | Mai 2026 |", "role"),
        ("Alle Betriebe planen neue Lehrgänge.", "Einige Betriebe planen neue Lehrgänge.", "scope"),
        ("Die Kammer berät die Betriebe in Peine.", "Die Kammer berät die Betriebe.", "support"),
    ],
)
def test_a_refusal_says_what_the_quotes_do_not_hold(claim: str, proof: str, reason: str) -> None:
    found = reasons(claim, proof)
    assert reason in found or (reason == "support" and "name" in found)


def test_the_figure_of_one_case_does_not_prove_another() -> None:
    assert verdict_on("Bei Großunternehmen werden 50 % der Ausgaben gefördert.", [CASES]).is_backed
    assert not verdict_on("Bei kleinen Unternehmen werden 50 % der Ausgaben gefördert.", [CASES]).is_backed
    assert not verdict_on("Bei Großunternehmen werden 80 % der Ausgaben gefördert.", [CASES]).is_backed


@pytest.mark.parametrize(
    ("quote", "right", "wrong"),
    [
        (
            "Bei Versuch B3 brach der Kiel nach 41.200 Wellen, bei Versuch B4 erst nach 67.900.",
            "Versuch B3 brach der Kiel nach 41.200 Wellen.",
            "Versuch B4 brach der Kiel nach 41.200 Wellen.",
        ),
        ("Die A2 ist 470 km lang, die A39 60 km.", "60 km lang ist die A39.", "60 km lang ist die A2."),
        (
            "Halle H1 hat 200 m², Halle H2 300 m².",
            "Halle H2 hat 300 m² und Halle H1 200 m².",
            "Halle H1 hat 300 m² und Halle H2 200 m².",
        ),
        ("Der Kran K1 hebt 20 Tonnen. Der Kran K2 hebt 30 Tonnen.", "K2 hebt 30 Tonnen.", "K2 hebt 20 Tonnen."),
        ("H1 und H2 kosten 40 Euro.", "H2 kostet 40 Euro.", "H3 kostet 40 Euro."),
    ],
)
def test_the_figure_of_one_label_does_not_prove_another(quote: str, right: str, wrong: str) -> None:
    assert verdict_on(right, [quote]).is_backed
    assert not verdict_on(wrong, [quote]).is_backed


def test_a_passive_says_the_same_as_an_active() -> None:
    quote = "Die Kammer berät den Verein."
    assert verdict_on("Der Verein wird von der Kammer beraten.", [quote]).is_backed
    assert reasons("Die Kammer wird vom Verein beraten.", quote) == {"role"}


@pytest.mark.parametrize("exception", ["außer", "mit Ausnahme von"])
def test_what_is_excepted_is_denied(exception: str) -> None:
    quote = f"Alle Kosten {exception} Löhnen sind förderfähig."
    assert verdict_on(quote, [f"Hier steht es: {quote}"]).is_backed
    assert "negation" in reasons("Löhne sind förderfähig.", quote)
    assert "negation" in reasons("Alle Kosten sind förderfähig.", quote)
    assert verdict_on(f"Förderfähig sind alle Kosten, {exception} Löhnen.", [quote]).is_backed
    assert "negation" in reasons(f"Löhne sind förderfähig, {exception} Kosten.", quote)
    assert verdict_on("Förderfähig sind Löhne.", ["Außer Mieten sind auch Löhne förderfähig."]).is_backed


def test_who_pays_is_told_by_the_verb() -> None:
    paid, received = "Die Stadt zahlt dem Verein 300 Euro.", "Der Verein erhält von der Stadt 300 Euro."
    assert verdict_on(received, [paid]).is_backed
    assert verdict_on(paid, [received]).is_backed
    assert reasons("Die Stadt erhält vom Verein 300 Euro.", paid) == {"role"}
    assert reasons("Der Verein zahlt der Stadt 300 Euro.", received) == {"role"}
    assert verdict_on(
        "Die Stadt erhält vom Verein einen Bericht.", [f"{paid} Der Bericht des Vereins geht an die Stadt."]
    ).is_backed


def test_a_denial_may_be_told_by_another_word() -> None:
    assert verdict_on("Mieten sind nicht zulässig.", ["Mieten sind unzulässig."]).is_backed
    assert verdict_on(
        "Die Leitung hält am Umzug fest.", ["Der Rat lehnt den Umzug ab, die Leitung hält an ihm fest."]
    ).is_backed


def test_the_last_clause_of_a_quote_need_not_be_the_one_that_denies() -> None:
    quote = "Die Gebühr entfällt, wenn Boote nicht fahren, für den Sommer."
    assert "scope" in reasons("Die Gebühr entfällt für den Sommer.", quote)


def test_each_item_and_row_proves_its_own_figure() -> None:
    assert verdict_on("KMU: 50 %", ["Die Quote beträgt: - KMU: 50 % - Großunternehmen: 40 %"]).is_backed
    assert verdict_on(
        "Guss: Mai 2026", ["| Lab | Ende |\n|---|---|\n| Blech | Juni 2025 |\n| Guss | Mai 2026 |"]
    ).is_backed


def test_each_clause_may_stand_in_another_quote() -> None:
    claim = "Der Zuschuss beträgt 7,6 Mio. Euro; er endet im Mai 2024."
    both = quotes("Der Zuschuss beträgt 7,6 Mio. Euro.", "Er endet am 3. Mai 2024.")
    assert verify(claim, both).is_backed
    assert not verify(claim, both[:1]).is_backed


def test_without_quotes_nothing_is_backed() -> None:
    assert not verify("Niemand zahlt.", []).is_backed
    assert not verify("", []).is_backed


@pytest.mark.parametrize("claim", ["", "Ja.", "Das gilt auch."])
def test_a_sentence_that_says_nothing_is_not_backed(claim: str) -> None:
    assert reasons(claim, "Der Zuschuss beträgt 7,6 Mio. Euro.") == {"support"}


@pytest.mark.parametrize(
    "quote",
    [
        "Die Frist endet am 3\\. Mai 2024.",
        "Der Zuschuss beträgt höchstens 12\\.500 Euro.",
        "**Frist:** 3. Mai, *Quote:* `50 %`",
        "- 50 % für [KMU](https://netz.example/kmu), + 13 % Bonus",
        "| Quote | 50 % |\n| --- | --- |\n| Frist | 3. Mai |",
    ],
)
def test_a_quote_without_its_markdown_is_backed(quote: str) -> None:
    assert verdict_on(plain(quote), [quote]).is_backed


def test_digits_outside_of_figures_have_to_stand_in_the_quotes() -> None:
    quote = "An der A39 steht ein Messgerät für CO2, siehe www.netz.example/2024."
    assert verdict_on(quote.replace("An der A39", "Direkt an der A39"), [quote]).support > 0
    assert "figure" in reasons(quote.replace("A39", "A36"), quote)
    assert "figure" in reasons(quote.replace("2024", "2025"), quote)


@pytest.mark.parametrize(
    ("quote", "changed", "reason"),
    [
        ("Der Zuschuss beträgt ¾ der Kosten.", "Der Zuschuss beträgt ¼ der Kosten.", "figure"),
        ("Die Temperatur beträgt 20 °C.", "Die Temperatur beträgt 20 °F.", "unit"),
        ("Die Sicherung hat 30 A.", "Die Sicherung hat 30 V.", "unit"),
        ("Der Grenzwert beträgt 50 mg/m³.", "Der Grenzwert beträgt 50 g/m³.", "unit"),
        ("Die Anlage fasst 5 bis 10 l.", "Die Anlage fasst 5 g.", "unit"),
        ("Das Fahrzeug verbraucht 20 kWh/100 km.", "Das Fahrzeug verbraucht 20 kWh/h.", "unit"),
        ("Der Betrieb gehört zur Klasse A.", "Der Betrieb gehört zur Klasse B.", "name"),
        ("Die Stufe II gilt ab Mai.", "Die Stufe I gilt ab Mai.", "figure"),
        ("Der Antrag wird mit 12 zu 3 Stimmen angenommen.", "Der Antrag wird einstimmig angenommen.", "figure"),
    ],
)
def test_signs_and_single_letters_are_exact(quote: str, changed: str, reason: str) -> None:
    assert reason in reasons(changed, quote)
    assert verdict_on(quote, [f"Hier steht es: {quote}"]).is_backed


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("Der Abstand beträgt mindestens 3 m.", "Der Abstand beträgt mindestens drei Meter."),
        ("Geprüft wird bei 5 und 10 V.", "Geprüft wird bei 5 V."),
        ("Das Gerät fährt 30 km/h.", "Das Gerät fährt 30 km / h."),
        ("Der Grenzwert beträgt 50 mg pro Liter.", "Der Grenzwert beträgt 50 mg/l."),
        ("The plan that I follow is of class B.", "The plan I follow is of class B."),
        ("Die Förderlinie 4A gilt für Vereine.", "Die Förderlinie 4 A gilt für Vereine."),
    ],
)
def test_a_unit_or_a_letter_in_another_writing_is_the_same(quote: str, claim: str) -> None:
    assert not {"unit", "name"} & reasons(claim, quote)


def test_a_fraction_of_one_sign_may_be_told_by_its_digits() -> None:
    assert verdict_on("Der Zuschuss beträgt ¾ der Kosten.", ["Der Zuschuss beträgt 3/4 der Kosten."]).is_backed
    assert "figure" in reasons("Der Zuschuss beträgt ¾ der Kosten.", "Der Zuschuss beträgt 13/4 der Kosten.")


@pytest.mark.parametrize(
    ("quote", "changed"),
    [
        ("Die Förderung gilt vom 01.01.-31.12.2024.", "Die Förderung gilt vom 01.01.-31.12.2025."),
        ("Die Tagung ist vom 26.-29.07.2026.", "Die Tagung ist vom 26.-28.06.2025."),
        ("Die Tagung ist vom 26.–29.07.2026.", "Die Tagung ist vom 26.–28.06.2025."),
        ("Die Laufzeit ist 01.01.2024-30.06.2027.", "Die Laufzeit ist 01.01.2024-31.12.2024."),
        ("Die Laufzeit ist 01.01.2024–30.06.2027.", "Die Laufzeit ist 01.01.2024–31.12.2024."),
        ("Die Laufzeit ist 01.01.2024 -30.06.2027.", "Die Laufzeit ist 01.01.2024 -31.12.2024."),
        ("Die Laufzeit ist 01.01.2024/30.06.2027.", "Die Laufzeit ist 01.01.2024/31.12.2024."),
        ("Die Laufzeit ist 2024-01-01/2024-12-06.", "Die Laufzeit ist 2024-01-01/2024-06-12."),
        ("Die Laufzeit ist 2024-01-01-2024-12-06.", "Die Laufzeit ist 2024-01-01-2024-06-12."),
        ("Das Projekt läuft von April-Juni 2025.", "Das Projekt läuft von Mai-Juni 2025."),
        ("An der A39 steht ein Messgerät.", "An der A3 steht ein Messgerät."),
        ("Gemessen wird 2024/A39.", "Gemessen wird 2024/A36."),
    ],
)
def test_digits_that_touch_a_figure_are_looked_up_too(quote: str, changed: str) -> None:
    assert {"date", "figure"} & reasons(changed, quote)


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        ("Die Laufzeit ist 01.01.2024-30.06.2027.", "Die Laufzeit ist 01.01.2024 bis 30. Juni 2027."),
        ("Die Laufzeit ist vom 01.01.2024 bis 30.06.2027.", "Die Laufzeit ist vom 1. Januar 2024-30.06.2027."),
        ("Die Tagung ist vom 26.-29.07.2026.", "Die Tagung ist vom 26. bis 29. Juli 2026."),
        ("Das Projekt läuft von Mai bis Juni 2025.", "Das Projekt läuft von Mai-Juni 2025."),
        ("An der A39-Brücke stehen zwei 3D-Druckern gewidmete Hallen.", "Zwei Hallen sind einem 3D-Drucker gewidmet."),
    ],
)
def test_digits_that_touch_others_back_the_same_in_another_writing(quote: str, claim: str) -> None:
    assert not {"date", "figure"} & reasons(claim, quote)


def test_a_dash_between_dates_says_bis() -> None:
    for dashed, written in (
        ("vom 01.01.-31.12.2024", "vom 1. Januar bis 31. Dezember 2024"),
        ("vom 26.–29.07.2026", "vom 26. bis 29. Juli 2026"),
        ("2021-2027", "2021 bis 2027"),
        ("von 10:00-12:30 Uhr", "von 10:00 bis 12:30 Uhr"),
    ):
        assert verdict_on(f"Die Förderung gilt {written}.", [f"Die Förderung gilt {dashed}."]).is_backed
        assert verdict_on(f"Die Förderung gilt {dashed}.", [f"Die Förderung gilt {written}."]).is_backed


@pytest.mark.parametrize("negative", ["-5 %", "−5 %", "–5 %", "− 5 %", "minus 5 %", "minus fünf Prozent"])
def test_a_negative_figure_does_not_prove_the_positive_one(negative: str) -> None:
    quote, plain_claim = f"Die Veränderung beträgt {negative}.", "Die Veränderung beträgt 5 %."
    assert "percentage" in reasons(plain_claim, quote)
    assert "percentage" in reasons(quote, plain_claim)
    assert verdict_on("Die Veränderung beträgt -5 Prozent.", [quote]).is_backed


@pytest.mark.parametrize("range_of", ["10-20 %", "10–20 %", "10 - 20 %", "10 -20 %", "10 % -20 %", "10 bis 20 %"])
def test_a_range_is_no_negative_figure(range_of: str) -> None:
    assert verdict_on("Die Quote beträgt 10 bis 20 Prozent.", [f"Die Quote beträgt {range_of}."]).is_backed


@pytest.mark.parametrize(
    ("sign", "words"),
    [("≤", "höchstens"), ("<", "weniger als"), (">", "mehr als"), ("≥", "mindestens"), (">=", "ab"), ("~", "rund")],
)
def test_a_sign_before_a_figure_is_a_bound(sign: str, words: str) -> None:
    for quote in (f"Die Quote beträgt {sign} 50 %.", f"Die Quote beträgt {sign}50 %."):
        assert reasons("Die Quote beträgt 50 %.", quote) == {"bound"}
        assert verdict_on(f"Die Quote beträgt {words} 50 %.", [quote]).is_backed
    assert reasons(f"Die Quote beträgt {sign} 50 %.", "Die Quote beträgt 50 %.") == {"bound"}


def test_a_number_that_reads_like_a_year_has_a_bound_too() -> None:
    assert reasons("2000 Betriebe nehmen teil.", "Mehr als 2000 Betriebe nehmen teil.") == {"bound"}
    assert verdict_on("Über 2000 Betriebe nehmen teil.", ["Mehr als 2000 Betriebe nehmen teil."]).is_backed


LIMITS_OF_DATES = [
    ("Das Projekt startet am 3. Mai 2025.", "Das Projekt startet frühestens am 3. Mai 2025."),
    ("Das Projekt endet am 3. Mai 2025.", "Das Projekt endet spätestens am 3. Mai 2025."),
    ("Das Projekt wird am 3. Mai 2025 begonnen.", "Das Projekt wird frühestens am 3. Mai 2025 begonnen."),
    ("Die Antragsfrist beginnt am 3. Mai 2025.", "Die Antragsfrist beginnt frühestens am 3. Mai 2025."),
    ("Die Sitzung war am 3. Mai 2025.", "Die Sitzung war vor dem 3. Mai 2025."),
    ("Die Sitzung war am 3. Mai 2025.", "Die Sitzung war nach dem 3. Mai 2025."),
    ("Die Sitzung war 2025.", "Die Sitzung war nach 2025."),
    ("Die Sitzung ist um 14 Uhr.", "Die Sitzung ist vor 14 Uhr."),
    ("The project starts on 3 May 2025.", "The project starts on 3 May 2025 at the earliest."),
    ("The project ends on 3 May 2025.", "The project ends no later than 3 May 2025."),
]


@pytest.mark.parametrize(("exact", "limited"), LIMITS_OF_DATES)
def test_a_limit_of_a_date_is_neither_lost_nor_added(exact: str, limited: str) -> None:
    assert not verdict_on(exact, [limited]).is_backed
    assert not verdict_on(limited, [exact]).is_backed


@pytest.mark.parametrize(
    "same",
    [
        ("Anträge sind bis 30. Juni 2025 zu stellen.", "Anträge sind spätestens am 30. Juni 2025 zu stellen."),
        ("Anträge sind bis zum 30.06.2025 zu stellen.", "Anträge sind bis spätestens 30. Juni 2025 zu stellen."),
        ("Die Frist endet am 30. Juni 2025.", "Die Frist endet spätestens am 30. Juni 2025."),
        ("Das Projekt läuft bis 30. Juni 2025.", "Das Projekt endet am 30. Juni 2025."),
        ("Anträge sind ab dem 3. Mai 2025 möglich.", "Anträge sind frühestens am 3. Mai 2025 möglich."),
        ("Das Projekt startet frühestens im Mai 2025.", "Frühestens im Mai 2025 startet das Projekt."),
        ("The report is due by 30 June 2025.", "The report is due by 30 June 2025 at the latest."),
    ],
)
def test_one_limit_of_a_date_in_two_wordings_is_the_same(same: tuple[str, str]) -> None:
    one, other = same
    assert {"bound", "date"}.isdisjoint(reasons(one, other) | reasons(other, one))


def test_limits_of_dates_in_two_wordings_back_one_another() -> None:
    wordings = ["bis 30. Juni 2025", "spätestens am 30. Juni 2025", "bis zum 30.06.2025", "bis spätestens 30.6.2025"]
    for one in wordings:
        for other in wordings:
            assert verdict_on(f"Anträge sind {one} zu stellen.", [f"Anträge sind {other} zu stellen."]).is_backed


def test_an_english_sentence_may_rest_on_a_german_quote() -> None:
    quote = "Das Vorhaben muss bis zum 30. Juni 2025 in Deutschland durchgeführt werden."
    assert verdict_on("The project must be carried out in Germany by 30 June 2025.", [quote]).is_backed
    assert reasons("The project must be carried out in Germany by 30 July 2025.", quote) == {"date"}


@settings(deadline=None)
@given(st.sampled_from(TEXTS), st.data())
def test_any_verbatim_sentence_of_any_quote_passes(quote: str, data: st.DataObject) -> None:
    span = data.draw(st.sampled_from(sentences.split(quote)))
    assert verdict_on(span.of(quote), [quote]).is_backed


@settings(deadline=None)
@given(st.text(max_size=200), st.text(max_size=60))
def test_any_text_is_backed_by_itself(before: str, sentence: str) -> None:
    assert verdict_on(plain(sentence), [sentence]).is_backed
    verdict_on(sentence, [before])


@settings(max_examples=300, deadline=None)
@given(st.sampled_from([text for text in TEXTS if re.search(r"\d", text)]), st.data())
def test_any_change_of_one_digit_is_refused(quote: str, data: st.DataObject) -> None:
    at = data.draw(st.sampled_from([match.start() for match in re.finditer(r"\d", quote)]))
    digit = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != quote[at]]))
    changed = quote[:at] + digit + quote[at + 1 :]
    assert not verdict_on(changed, [quote]).is_backed, changed


DAYS = st.dates(datetime.date(1990, 1, 1), datetime.date(2068, 12, 31))


@settings(deadline=None)
@given(st.lists(DAYS, min_size=4, max_size=4, unique=True), st.sampled_from("-–/"), st.sampled_from("dm"))
def test_the_ends_of_a_range_are_dates_however_they_are_joined(days: list[datetime.date], sign: str, way: str) -> None:
    first, last, *others = (f"{day:%d.%m.%Y}" if way == "d" else day.isoformat() for day in days)
    quote = f"Die Laufzeit ist {first}{sign}{last}."
    assert verdict_on(f"Laufzeit: {first}{sign}{last}.", [quote]).is_backed
    for changed in (f"{others[0]}{sign}{last}", f"{first}{sign}{others[1]}"):
        assert {"date", "figure"} & reasons(f"Die Laufzeit ist {changed}.", quote)


@settings(deadline=None)
@given(st.integers(1, 99_999_999))
def test_an_amount_is_the_same_however_it_is_written(euros: int) -> None:
    grouped = f"{euros:,}"
    german, english = grouped.replace(",", "."), f"EUR {grouped}"
    for amount in (f"{german} €", f"{german} Euro", f"{german},00 EUR", english):
        assert verdict_on(f"Der Zuschuss liegt bei {amount}.", [f"Der Zuschuss beträgt {euros} Euro."]).is_backed


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("7,6 Mio. Euro", "7.600.000 €"),
        ("fünfzig Prozent", "50 %"),
        ("fifty percent", "50 %"),
        ("sechzig Tage", "60 Tage"),
        ("zwei Jahre", "24 Monate"),
        ("die Hälfte", "50 %"),
        ("drei Viertel", "75 Prozent"),
    ],
)
def test_one_figure_in_two_writings_is_backed_both_ways(one: str, other: str) -> None:
    assert verdict_on(f"Der Anteil beträgt {one}.", [f"Der Anteil beträgt {other}."]).is_backed
    assert verdict_on(f"Der Anteil beträgt {other}.", [f"Der Anteil beträgt {one}."]).is_backed


def test_a_table_is_not_looked_up_figure_by_figure() -> None:
    cells = ", ".join(f"{7 * number + 13} Stück" for number in range(600))
    start = time.perf_counter()
    assert reasons(f"Gezählt wurden {cells}.", f"Gefunden wurden {cells}.") == {"length"}
    assert reasons("Gezählt wurden 13 Stück.", f"Gezählt wurden {cells}.") == set()
    assert verdict_on(f"Gezählt wurden {cells}.", [f"Gezählt wurden {cells}."]).is_backed
    assert time.perf_counter() - start < 20  # a quarter of a second on an idle machine


def test_a_verdict_takes_no_longer_than_people_notice() -> None:
    long = " ".join(TEXTS)[:3000]
    start = time.perf_counter()
    verdict_on(f"{long} Und 5 Euro.", [long[at : at + 600] for at in range(0, 3000, 600)])
    assert time.perf_counter() - start < 20  # milliseconds on an idle machine; this guards against the square


def test_halves_in_words_are_those_in_figures() -> None:
    assert reasons("Das Land gibt 2,5 Mio. Euro.", "Das Land gibt zweieinhalb Millionen Euro.") == set()
    assert reasons("Die Frist beträgt sechs Monate.", "Die Frist beträgt ein halbes Jahr.") == set()
    assert "figure" in reasons("Das Land gibt 1,5 Mio. Euro.", "Das Land gibt zweieinhalb Millionen Euro.")


@pytest.mark.parametrize(
    ("claimed", "quoted"),
    [
        ("zweieinhalb Millionen Euro", "eine halbe Million Euro"),
        ("eine halbe Million Euro", "zweieinhalb Millionen Euro"),
        ("eine Viertelmillion Euro", "eine halbe Million Euro"),
        ("anderthalb Millionen Euro", "eine Million Euro"),
        ("Hunderte Euro", "Tausende Euro"),
    ],
)
def test_an_amount_in_words_stands_in_the_quote(claimed: str, quoted: str) -> None:
    quote = f"Das Land gibt {quoted} im Jahr."
    assert "figure" in reasons(f"Das Land gibt {claimed}.", quote)
    assert "figure" not in reasons(f"Im Jahr gibt das Land {quoted}.", quote)


@pytest.mark.parametrize(
    ("quote", "claim"),
    [
        (
            "Der Rat ist beschlussfähig, wenn mehr als 9 Mitglieder da sind.",
            "Der Rat ist beschlussfähig, wenn mindestens 9 Mitglieder da sind.",
        ),
        ("Wer mehr als 9 Boote hat, zahlt doppelt.", "Wer mindestens 9 Boote hat, zahlt doppelt."),
        ("Gefördert werden Werften mit weniger als 50 Booten.", "Gefördert werden Werften mit höchstens 50 Booten."),
    ],
)
def test_a_rule_for_more_is_none_for_as_many(quote: str, claim: str) -> None:
    assert [refusal.reason for refusal in verdict_on(claim, [quote]).refusals] == ["bound"]


def test_of_more_there_are_at_least_as_many() -> None:
    assert verdict_on("Es kamen mindestens 9 Boote.", ["Es kamen mehr als 9 Boote."]).is_backed


def test_what_something_changes_by_is_not_what_it_changes_to() -> None:
    quote = "Die Frist wird um bis zu vier Wochen verlängert."
    assert verdict_on("Die Frist wird auf bis zu vier Wochen verlängert.", [quote]).refusals
    assert verdict_on("Um bis zu vier Wochen wird die Frist verlängert.", [quote]).is_backed
