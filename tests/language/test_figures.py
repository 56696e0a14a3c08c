"""The same fact in two spellings is one figure; what a quote does not hold is told."""

import datetime
import time
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.figures import Figure, figures, missing

FOUND = [
    ("1.234,56 €", [("amount", "1234.56", "EUR")]),
    ("EUR 1.000", [("amount", "1000", "EUR")]),
    ("7,6 Mio. Euro", [("amount", "7600000", "EUR")]),
    ("2 Mrd. EUR", [("amount", "2000000000", "EUR")]),
    ("5 Tsd. Euro", [("amount", "5000", "EUR")]),
    ("100 TEUR", [("amount", "100000", "EUR")]),
    ("50,- €", [("amount", "50", "EUR")]),
    ("50 Cent", [("amount", "0.5", "EUR")]),
    ("eine Million Euro", [("amount", "1000000", "EUR")]),
    ("eine halbe Million Euro", [("amount", "500000", "EUR")]),
    ("zweieinhalb bis drei Millionen Euro", [("amount", "2500000", "EUR"), ("amount", "3000000", "EUR")]),
    ("half a million euros", [("amount", "500000", "EUR")]),
    ("€7.6m", [("amount", "7600000", "EUR")]),
    ("$1,000.50", [("amount", "1000.5", "USD")]),
    ("EUR 2 billion", [("amount", "2000000000", "EUR")]),
    ("10.000 bis 50.000 Euro", [("amount", "10000", "EUR"), ("amount", "50000", "EUR")]),
    ("EUR 10.000 bis 50.000", [("amount", "10000", "EUR"), ("amount", "50000", "EUR")]),
    ("zwischen 10.000 und 50.000 Euro", [("amount", "10000", "EUR"), ("amount", "50000", "EUR")]),
    ("5 bis 7 Mio. Euro", [("amount", "5000000", "EUR"), ("amount", "7000000", "EUR")]),
    ("500.000 bis 1 Mio. Euro", [("amount", "500000", "EUR"), ("amount", "1000000", "EUR")]),
    ("3 Labs und 50.000 Euro", [("number", "3", ""), ("amount", "50000", "EUR")]),
    ("bis zu 80 Prozent", [("percent", "80", "%")]),
    ("-5 %", [("percent", "-5", "%")]),
    ("(−5 %)", [("percent", "-5", "%")]),
    ("minus fünf Prozent", [("percent", "-5", "%")]),
    ("EUR -5", [("amount", "-5", "EUR")]),
    ("-€5", [("amount", "-5", "EUR")]),
    ("im Jahr 2025 -817.866,30 Euro", [("date", "2025", ""), ("amount", "-817866.30", "EUR")]),
    ("−13 bis −8 °C", [("number", "-13", ""), ("number", "-8", "")]),
    ("-5 bis -7 Mio. Euro", [("amount", "-5000000", "EUR"), ("amount", "-7000000", "EUR")]),
    ("-5-10 °C", [("number", "-5", ""), ("number", "10", "")]),
    ("auf Seite -7- und -2000 Mio. Euro", [("number", "7", ""), ("amount", "-2000000000", "EUR")]),
    ("10 -20 %", [("percent", "10", "%"), ("percent", "20", "%")]),
    ("5 - 10", [("number", "5", ""), ("number", "10", "")]),
    ("- 5 Euro", [("amount", "5", "EUR")]),
    ("Zuschuss – 5 Euro", [("amount", "5", "EUR")]),
    ("COVID-19 und A-5", [("number", "19", ""), ("number", "5", "")]),
    ("2021 -2027", [("date", "2021", ""), ("date", "2027", "")]),
    ("EU -2020-Ziele", [("date", "2020", "")]),
    ("01.01.2024-30.06.2027", [("date", "2024-01-01", ""), ("date", "2027-06-30", "")]),
    ("5-10 %", [("percent", "5", "%"), ("percent", "10", "%")]),
    ("40 und 60 Prozent", [("percent", "40", "%"), ("percent", "60", "%")]),
    ("4,125 %", [("percent", "4.125", "%")]),
    ("um 3 Prozentpunkte", [("percent", "3", "points")]),
    ("50-prozentige Förderung", [("percent", "50", "%")]),
    ("zwölf Monate", [("duration", "12", "month")]),
    ("zwei bis drei Jahre", [("duration", "2", "year"), ("duration", "3", "year")]),
    ("ein bis zwei Tage", [("duration", "1", "day"), ("duration", "2", "day")]),
    ("innerhalb eines Jahres", [("duration", "1", "year")]),
    ("innerhalb eines halben Jahres", [("duration", "0.5", "year")]),
    ("Anderthalb Stunden, fünfeinhalb Jahre", [("duration", "1.5", "hour"), ("duration", "5.5", "year")]),
    ("two and a half hours", [("duration", "2.5", "hour")]),
    ("a two-and-a-half-year plan", [("duration", "2.5", "year")]),
    ("22 and a half per cent", [("percent", "22.5", "%")]),
    ("Zwei und eine halbe Stunde, ein und ein halbes Jahr", [("duration", "2.5", "hour"), ("duration", "1.5", "year")]),
    ("zweiundeinhalb Tage", [("duration", "2.5", "day")]),
    ("zwei Stunden und eine halbe Stunde", [("duration", "2", "hour"), ("duration", "0.5", "hour")]),
    ("half of the firms, eine halbe Stelle", [("percent", "50", "%")]),
    ("zwei Drittel, vier Fünftel der Boote", [("percent", str(Decimal(200) / 3), "%"), ("percent", "80", "%")]),
    ("four fifths of the boats in four quarters", [("percent", "80", "%"), ("number", "4", "")]),
    ("die zwölf Viertel am Hafen", [("number", "12", "")]),
    ("10 Werktage", [("duration", "10", "workday")]),
    ("12 Betriebe", [("number", "12", "")]),
    ("fünfundzwanzig Betriebe", [("number", "25", "")]),
    ("zweitausendfünfhundert Betriebe", [("number", "2500", "")]),
    ("twenty-one companies", [("number", "21", "")]),
    ("10 000 Betriebe", [("number", "10000", "")]),
    ("1,234 companies", [("number", "1234", "")]),
    ("Industrie 4.0", [("number", "4", "")]),
    ("der 2. Förderaufruf", [("number", "2", "")]),
    ("20 MW", [("number", "20000", "kW")]),
    ("2024-05-03", [("date", "2024-05-03", "")]),
    ("im Mai 2024", [("date", "2024-05", "")]),
    ("bis 2027", [("date", "2027", "")]),
    ("im Jahr 2027", [("date", "2027", "")]),
    ("2021–2027", [("date", "2021", ""), ("date", "2027", "")]),
    ("am 3. Mai", [("date", "--05-03", "")]),
    ("Frist: 31.03. und 30.09.", [("date", "--03-31", ""), ("date", "--09-30", "")]),
    ("Kapitel 2 bis 15.4. abgeben", [("paragraph", "2", "Kapitel"), ("date", "--04-15", "")]),
    ("Es gelten die Nummern 2.1. und 2.2. der Richtlinie.", [("paragraph", "2.1", "Nummer"), ("number", "2.2", "")]),
    ("Fassung 3.3.", [("number", "3.3", "")]),
    ("14 Uhr", [("time", "14:00", "")]),
    ("14.30 Uhr", [("time", "14:30", "")]),
    ("§ 44 Abs. 2", [("paragraph", "44", "§"), ("paragraph", "2", "Absatz")]),
    ("§44a", [("paragraph", "44a", "§")]),
    ("§§ 23 und 44 BHO", [("paragraph", "23", "§"), ("paragraph", "44", "§")]),
    ("§§ 51ff.", [("paragraph", "51", "§")]),
    ("§§ 23, 50 Prozent", [("paragraph", "23", "§"), ("percent", "50", "%")]),
    ("Nummer 2.5.6", [("paragraph", "2.5.6", "Nummer")]),
    ("beträgt der Satz 20 Prozent", [("percent", "20", "%")]),
    ("Artikel 6, S. 12", [("paragraph", "6", "Artikel"), ("paragraph", "12", "Seite")]),
]


@pytest.mark.parametrize(("text", "expected"), FOUND)
def test_a_figure_is_found_with_its_value_and_unit(text: str, expected: list[tuple[str, str, str]]) -> None:
    numeric = ("amount", "percent", "duration", "number")
    wanted = [(kind, Decimal(value) if kind in numeric else value, unit) for kind, value, unit in expected]
    assert [(figure.kind, figure.value, figure.unit) for figure in figures(text)] == wanted


@pytest.mark.parametrize(
    "text",
    [
        "Das Lab berät ein Netzwerk und einen Betrieb.",
        "3D-Druck, CO2 und H2O",
        "https://beispiel.de/2024/05 und info25@beispiel.de",
        "Das steht im Bericht [3].",
        "Beachten Sie die Zweitschrift.",
        "",
    ],
)
def test_names_articles_addresses_and_marks_are_no_figures(text: str) -> None:
    assert figures(text) == []


SAME = [
    ("7,6 Mio. Euro", "7.600.000 €"),
    ("7,6 Millionen Euro", "EUR 7.6 million"),
    ("1.234,56 €", "€1,234.56"),
    ("1.234,56 €", "EUR 1 234,56".replace(" 234", "\u202f234")),
    ("EUR 150,00", "150 Euro"),
    ("100 TEUR", "100.000 Euro"),
    ("1 000 Euro", "1.000 Euro"),
    ("50 %", "50 Prozent"),
    ("50 Prozent", "50 v. H."),
    ("50 v.H.", "50 percent"),
    ("50%ige", "50-prozentigen"),
    ("3. Mai 2024", "03.05.2024"),
    ("3. Mai 2024", "2024-05-03"),
    ("3. Mai 2024", "May 3, 2024"),
    ("zwölf Monate", "12 Monaten"),
    ("zwölfmonatige", "12-monatig"),
    ("zwölf Monate", "twelve months"),
    ("14:00", "14 Uhr"),
    ("§ 44", "§44"),
    ("Abs. 2", "Absatz 2"),
    ("Ziffer 5", "Nr. 5"),
    ("vier Labs", "4 Labs"),
    ("im Jahr 2024", "2024"),
]


@pytest.mark.parametrize(("one", "other"), SAME)
def test_the_same_fact_in_two_spellings_is_equal(one: str, other: str) -> None:
    assert figures(one) == figures(other) != []
    assert {hash(figure) for figure in figures(one)} == {hash(figure) for figure in figures(other)}


@pytest.mark.parametrize(
    ("one", "other"),
    [("50 %", "50 Euro"), ("50 Euro", "50 US-Dollar"), ("12 Monate", "12 Jahre"), ("§ 44", "Art. 44"), ("3,5", "35")],
)
def test_different_facts_differ(one: str, other: str) -> None:
    assert figures(one) != figures(other)


def test_the_span_is_where_the_figure_stands() -> None:
    text = "Der Zuschuss beträgt bis zu EUR 10.000, höchstens 50 %, und endet am 3. Mai 2024."
    assert [figure.span.of(text) for figure in figures(text)] == ["EUR 10.000", "50 %", "3. Mai 2024"]


def test_a_sentence_with_the_figures_of_its_quote_misses_none() -> None:
    quote = "Gefördert werden 50 v. H., höchstens 7,6 Mio. Euro, ab dem 03.05.2024 für zwölf Monate nach § 44 BHO."
    sentence = "Ab 3. Mai 2024 gibt es 12 Monate lang 50 % bis 7.600.000 € (§ 44 BHO)."
    assert missing(sentence, quote) == []


def test_a_figure_that_the_quote_does_not_hold_is_missing() -> None:
    sentence = "Die Quote beträgt 60 % und gilt bis 2027."
    found = missing(sentence, "Die Quote beträgt 50 % und gilt bis 2027.")
    assert [(figure.value, figure.span.of(sentence)) for figure in found] == [(Decimal(60), "60 %")]


def test_a_value_with_another_unit_does_not_back_a_figure() -> None:
    assert [figure.unit for figure in missing("Es sind 50 Prozent.", "Es sind 50 Euro.")] == ["%"]


@pytest.mark.parametrize(
    ("claimed", "known", "is_backed"),
    [
        ("2024", "3. Mai 2024", True),
        ("Mai 2024", "03.05.2024", True),
        ("am 3. Mai", "2024-05-03", True),
        ("2000 Betriebe", "2.000 Betriebe", True),
        ("3. Mai 2024", "Mai 2024", False),
        ("3. Mai 2024", "am 3. Mai", False),
        ("am 3. Mai", "13. Mai 2024", False),
        ("2025", "3. Mai 2024", False),
    ],
)
def test_a_date_is_backed_by_the_same_or_a_more_precise_one_only(claimed: str, known: str, is_backed: bool) -> None:
    assert (missing(claimed, known) == []) is is_backed


CENTS = st.integers(0, 10**12).map(lambda cents: Decimal(cents).scaleb(-2))


def german(value: Decimal) -> str:
    return f"{value:,.2f}".translate(str.maketrans(",.", ".,"))


@given(CENTS)
def test_an_amount_is_read_back_in_both_spellings(value: Decimal) -> None:
    wanted = [("amount", value, "EUR")]
    for text in (
        f"{german(value)} Euro",
        f"EUR {german(value)}",
        f"€{value:,.2f}",
        f"{value} €",
        f"{value:,.2f} euros",
    ):
        assert [(figure.kind, figure.value, figure.unit) for figure in figures(text)] == wanted


@given(st.integers(1, 10**9))
def test_a_whole_number_is_read_back_in_both_spellings(value: int) -> None:
    for text in (f"{value:,} Betriebe", f"{value:,} Betriebe".replace(",", ".")):
        assert [figure.value for figure in figures(text)] == [value]


@given(st.dates(datetime.date(1950, 1, 1), datetime.date(2099, 12, 31)))
def test_a_date_is_read_back_in_every_spelling(date: datetime.date) -> None:
    wanted = [Figure("date", date.isoformat(), "", figures("2024-05-03")[0].span)]
    assert figures(f"am {date:%d.%m.%Y}") == figures(f"{date.day}. {date.month}. {date.year}") == wanted
    assert figures(f"{date:%B} {date.day}, {date.year}") == figures(date.isoformat()) == wanted


@given(
    st.lists(
        st.sampled_from([*"19.,-–€%§ Mb", "Euro", "Mio.", "zwölf", "bis", "Mai", "2024", "Abs.", "\n"]), max_size=30
    )
)
def test_spans_are_ordered_disjoint_and_not_empty(pieces: list[str]) -> None:
    text = "".join(pieces)
    end = 0
    for figure in figures(text):
        assert end <= figure.span.start < figure.span.end <= len(text)
        end = figure.span.end


@given(st.text())
def test_every_text_holds_its_own_figures(text: str) -> None:
    assert missing(text, text) == []


@pytest.mark.parametrize("unit", ["1", "1.", "1.234.", "1 ", "§ ", "zwei", "€ ", "a.1", "12 bis ", "a@", "[1", "Mai "])
def test_a_long_text_takes_linear_time(unit: str) -> None:
    text = unit * (20_000 // len(unit))
    began = time.process_time()
    figures(text)
    assert time.process_time() - began < 10


def test_a_day_is_one_also_where_markdown_guards_its_stop() -> None:
    text = "Bis\n\n* 30\\. April 2031 (für Boote)\n* 2\\. Mai 2032"
    assert [(one.value, one.span.of(text)) for one in figures(text)] == [
        ("2031-04-30", "30\\. April 2031"),
        ("2032-05-02", "2\\. Mai 2032"),
    ]
    assert missing("Frist 30. April 2031", text) == []
