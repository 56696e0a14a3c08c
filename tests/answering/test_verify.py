"""Whether a sentence may be shown: everything exact in it must stand in what it cites."""

from __future__ import annotations

import pytest
from made import document, quote_of

from assistant.answering.verify import is_backed
from assistant.records import Quote

SOURCE = document("Der Zuschuss beträgt 7,6 Mio. Euro. Er endet am 3. Mai 2024. Es gilt § 44a. Niemand zahlt.")


def quotes(*texts: str) -> list[Quote]:
    return [quote_of(SOURCE, text) for text in texts]


@pytest.mark.parametrize(
    ("claim", "proof"),
    [
        ("Es sind 7.600.000 €.", "Der Zuschuss beträgt 7,6 Mio. Euro."),
        ("Im Mai 2024 ist Schluss.", "Er endet am 3. Mai 2024."),
        ("Nach § 44a ist es so.", "Es gilt § 44a."),
        ("Das zahlt niemand.", "Niemand zahlt."),
    ],
)
def test_a_sentence_whose_figures_stand_in_its_quote_is_backed(claim: str, proof: str) -> None:
    assert is_backed(claim, quotes(proof))


@pytest.mark.parametrize(
    ("claim", "proof"),
    [
        ("Es sind 7,7 Mio. Euro.", "Der Zuschuss beträgt 7,6 Mio. Euro."),
        ("Es sind 7,6 Prozent.", "Der Zuschuss beträgt 7,6 Mio. Euro."),
        ("Am 4. Mai 2024 ist Schluss.", "Er endet am 3. Mai 2024."),
        ("Nach § 44 ist es so.", "Es gilt § 44a."),
        ("Es zahlen 3 Betriebe.", "Niemand zahlt."),
    ],
)
def test_a_figure_that_the_quote_does_not_hold_is_not_backed(claim: str, proof: str) -> None:
    assert not is_backed(claim, quotes(proof))


def test_each_figure_may_stand_in_another_quote() -> None:
    claim = "Bis Mai 2024 fließen 7,6 Mio. Euro."
    both = quotes("Der Zuschuss beträgt 7,6 Mio. Euro.", "Er endet am 3. Mai 2024.")
    assert is_backed(claim, both)
    assert not is_backed(claim, both[:1])


def test_without_quotes_only_a_sentence_without_figures_is_backed() -> None:
    assert is_backed("Niemand zahlt.", [])
    assert not is_backed("Niemand zahlt 5 Euro.", [])
