"""Which costs count is known in one place: for the facts of programmes, and for answers from any document."""

from __future__ import annotations

import pytest

from assistant.knowledge.programmes.costs import counting


@pytest.mark.parametrize(
    ("sentence", "counts"),
    [
        ("Zuwendungsfähig sind insbesondere:", "eligible"),
        ("Förderfähig sind in der Regel folgende Posten:", "eligible"),
        ("(1) Förderfähig sind Ausgaben für Planken.", "eligible"),
        ("Mieten und Reisekosten sind zuwendungsfähig.", "eligible"),
        ("Sofern der Steg es braucht, sind auch Investitionen in Pfähle förderfähig.", "eligible"),
        ("Eligible expenditure is not told, but costs for planks are eligible.", "eligible"),
        ("Nicht zuwendungsfähig sind:", "ineligible"),
        ("Ausgaben für Bier sind nicht förderfähig.", "ineligible"),
        ("Costs for beer are not eligible.", "ineligible"),
        ("Der Zuschuss beträgt 50 Prozent der förderfähigen Kosten.", ""),
        ("Gefördert werden 30 Prozent der förderfähigen Investitionskosten.", ""),
        ("Förderfähig sind bis zu 800 Euro je Tag der Ausgaben.", ""),
        ("Förderfähig sind folgende Maßnahmen:", ""),
        ("Die zuwendungsfähigen Ausgaben sind zu belegen.", ""),
        ("Boote, die viel wiegen, sind förderfähig.", ""),
    ],
)
def test_a_sentence_tells_which_costs_count_or_which_do_not(sentence: str, counts: str) -> None:
    assert counting(sentence) == counts
