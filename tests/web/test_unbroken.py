"""A line of a page does not end between a number and what it counts; what programs are told stays as it is."""

from __future__ import annotations

import pytest
from web_fakes import Telling
from web_serving import serve

from assistant.web.look.unbroken import unbroken


@pytest.mark.parametrize(
    "text",
    [
        "65 % der Kosten",
        "am 30. September 2026",
        "by 15 November 2024",
        "40.000 Euro je Steg",
        "-5 °C",
        "unter 80 km, wenn",
        "mit 150 kWh",
        "bis 70 Prozent.",
    ],
)
def test_a_number_stays_with_its_sign_its_month_and_a_short_word(text: str) -> None:
    assert unbroken(text).count("\u00a0") == 1
    assert unbroken(text).replace("\u00a0", " ") == text


@pytest.mark.parametrize("text", ["500 Hafenbeschäftigte", "im Jahr 2026 gilt", "Seite 4, Nr. 7", "030 23125-140"])
def test_a_line_may_end_before_a_long_word_and_between_numbers(text: str) -> None:
    assert unbroken(text) == text


def test_answers_are_unbroken_on_the_page_and_as_they_are_for_programs() -> None:
    with serve(Telling()) as served:
        page = served.client.get("/", params={"q": "Weiterbildung"}).text.partition('<section class="turn"')[2]
        told = served.ask("Weiterbildung").json()["answer"]
    assert "80\u00a0Prozent der Kosten gefördert, höchstens mit 12.500\u00a0Euro." in page
    assert "80 Prozent der Kosten gefördert, höchstens mit 12.500 Euro." in told


def test_a_date_on_a_page_is_unbroken() -> None:
    with serve(Telling()) as served:
        [document] = served.client.get("/api/documents").json()["documents"]
        assert "· 3.\u00a0Mai 2024" in served.client.get(f"/documents/{document['id']}").text
