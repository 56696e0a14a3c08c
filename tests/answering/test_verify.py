"""Whether a sentence may be shown: everything exact in it must stand in what it cites, in the same role."""

from __future__ import annotations

import json
import re
import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from made import document, quote_of

from assistant.answering.cite import plain
from assistant.answering.verify import judge, verify
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
    return {refusal.reason for refusal in judge(sentence, texts).refusals}


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
    assert judge("Bei Großunternehmen werden 50 % der Ausgaben gefördert.", [CASES]).is_backed
    assert not judge("Bei kleinen Unternehmen werden 50 % der Ausgaben gefördert.", [CASES]).is_backed
    assert not judge("Bei Großunternehmen werden 80 % der Ausgaben gefördert.", [CASES]).is_backed


def test_a_passive_says_the_same_as_an_active() -> None:
    quote = "Die Kammer berät den Verein."
    assert judge("Der Verein wird von der Kammer beraten.", [quote]).is_backed
    assert reasons("Die Kammer wird vom Verein beraten.", quote) == {"role"}


def test_a_denial_may_be_told_by_another_word() -> None:
    assert judge("Mieten sind nicht zulässig.", ["Mieten sind unzulässig."]).is_backed
    assert judge(
        "Die Leitung hält am Umzug fest.", ["Der Rat lehnt den Umzug ab, die Leitung hält an ihm fest."]
    ).is_backed


def test_each_item_and_row_proves_its_own_figure() -> None:
    assert judge("KMU: 50 %", ["Die Quote beträgt: - KMU: 50 % - Großunternehmen: 40 %"]).is_backed
    assert judge("Guss: Mai 2026", ["| Lab | Ende |\n|---|---|\n| Blech | Juni 2025 |\n| Guss | Mai 2026 |"]).is_backed


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
    assert judge(plain(quote), [quote]).is_backed


def test_digits_outside_of_figures_have_to_stand_in_the_quotes() -> None:
    quote = "An der A39 steht ein Messgerät für CO2, siehe www.netz.example/2024."
    assert judge(quote.replace("An der A39", "Direkt an der A39"), [quote]).support > 0
    assert "figure" in reasons(quote.replace("A39", "A36"), quote)
    assert "figure" in reasons(quote.replace("2024", "2025"), quote)


def test_an_english_sentence_may_rest_on_a_german_quote() -> None:
    quote = "Das Vorhaben muss bis zum 30. Juni 2025 in Deutschland durchgeführt werden."
    assert judge("The project must be carried out in Germany by 30 June 2025.", [quote]).is_backed
    assert reasons("The project must be carried out in Germany by 30 July 2025.", quote) == {"date"}


@settings(deadline=None)
@given(st.sampled_from(TEXTS), st.data())
def test_any_verbatim_sentence_of_any_quote_passes(quote: str, data: st.DataObject) -> None:
    span = data.draw(st.sampled_from(sentences.split(quote)))
    assert judge(span.of(quote), [quote]).is_backed


@settings(deadline=None)
@given(st.text(max_size=200), st.text(max_size=60))
def test_any_text_is_backed_by_itself(before: str, sentence: str) -> None:
    assert judge(plain(sentence), [sentence]).is_backed
    judge(sentence, [before])


@settings(max_examples=300, deadline=None)
@given(st.sampled_from([text for text in TEXTS if re.search(r"\d", text)]), st.data())
def test_any_change_of_one_digit_is_refused(quote: str, data: st.DataObject) -> None:
    at = data.draw(st.sampled_from([match.start() for match in re.finditer(r"\d", quote)]))
    digit = data.draw(st.sampled_from([digit for digit in "0123456789" if digit != quote[at]]))
    changed = quote[:at] + digit + quote[at + 1 :]
    assert not judge(changed, [quote]).is_backed, changed


@settings(deadline=None)
@given(st.integers(1, 99_999_999))
def test_an_amount_is_the_same_however_it_is_written(euros: int) -> None:
    grouped = f"{euros:,}"
    german, english = grouped.replace(",", "."), f"EUR {grouped}"
    for amount in (f"{german} €", f"{german} Euro", f"{german},00 EUR", english):
        assert judge(f"Der Zuschuss liegt bei {amount}.", [f"Der Zuschuss beträgt {euros} Euro."]).is_backed


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
    assert judge(f"Der Anteil beträgt {one}.", [f"Der Anteil beträgt {other}."]).is_backed
    assert judge(f"Der Anteil beträgt {other}.", [f"Der Anteil beträgt {one}."]).is_backed


def test_a_table_is_not_looked_up_figure_by_figure() -> None:
    cells = ", ".join(f"{7 * number + 13} Stück" for number in range(600))
    start = time.perf_counter()
    assert reasons(f"Gezählt wurden {cells}.", f"Gefunden wurden {cells}.") == {"length"}
    assert reasons("Gezählt wurden 13 Stück.", f"Gezählt wurden {cells}.") == set()
    assert judge(f"Gezählt wurden {cells}.", [f"Gezählt wurden {cells}."]).is_backed
    assert time.perf_counter() - start < 20  # a quarter of a second on an idle machine


def test_a_verdict_takes_no_longer_than_people_notice() -> None:
    long = " ".join(TEXTS)[:3000]
    start = time.perf_counter()
    judge(f"{long} Und 5 Euro.", [long[at : at + 600] for at in range(0, 3000, 600)])
    assert time.perf_counter() - start < 20  # milliseconds on an idle machine; this guards against the square
