"""What a programme does not pay for is never told as what it funds, and what it pays below a heading is found."""

from __future__ import annotations

import pytest
from papers import paper

from assistant.knowledge.programmes.denying import denies_funding
from assistant.knowledge.programmes.extract import facts_of
from assistant.knowledge.programmes.facts import Field

DENIALS = [
    "Nicht bezuschusst werden Fahrtkosten und Sprachkurse.",
    "Nicht förderfähig sind die Umsatzsteuer und gebrauchte Maschinen.",
    "Gefördert werden keine Fahrzeuge.",
    "Das Netz übernimmt die Kosten der Anreise nicht.",
    "Die Stiftung fördert Neubauten grundsätzlich nicht, auch nicht anteilig.",
    "Eine Förderung für Neuwagen ist ausgeschlossen.",
    "Keine Förderung für Vorhaben im Ausland.",
    "Unterstützt werden nicht: Mieten und Pachten.",
    "The programme does not cover travel costs and supports no rent.",
]
FUNDED = [
    "Das Land fördert nicht nur Neubauten, sondern auch Umbauten.",
    "Gefördert werden Vorhaben mit einem Umfang von nicht mehr als 50 Stunden.",
    "Die Stiftung fördert Betriebe, die noch keine Daten erheben.",
    "Mit dem Bonus bezuschussen wir Sensoren und die Beratung dazu.",
]


def values(text: str, field: Field) -> list[str]:
    return [fact.value for fact in facts_of(paper(text)) if fact.field == field]


@pytest.mark.parametrize("sentence", DENIALS)
def test_an_exclusion_is_not_told_as_what_is_funded(sentence: str) -> None:
    assert denies_funding(sentence)
    for heading in ("Was wird gefördert?", "Das Angebot"):
        assert values(f"# Bonus für Umbauten\n\n## {heading}\n\n{sentence}", "purpose") == []
    assert values(f"# Bonus für Umbauten\n\n## Was wird gefördert?\n\n- Gefördert: {sentence}", "purpose") == []


@pytest.mark.parametrize("sentence", FUNDED)
def test_a_sentence_that_only_holds_a_denial_still_tells_what_is_funded(sentence: str) -> None:
    assert values(f"# Bonus für Umbauten\n\n{sentence}", "purpose") == [sentence]


def test_below_a_heading_of_what_is_not_paid_nothing_is_funded() -> None:
    said = "Gefördert werden andernorts Mieten.\n\n- Miete: bis zu 500 Euro je Betrieb"
    text = f"# Bonus für Umbauten\n\n## Was wird nicht bezuschusst?\n\n{said}"
    assert values(text, "purpose") == values(text, "cap") == []


def test_the_items_below_a_heading_of_what_is_paid_tell_how_much() -> None:
    items = "- Gebühren zu 60 Prozent, höchstens 2.400 Euro je Person\n- Geräte von höchstens 900 Euro"
    text = f"# Bonus für Kurse\n\n## {{}}\n\n{items}\n"
    assert values(text.format("Was wird bezuschusst?"), "rate") == ["60"]
    assert values(text.format("Das übernehmen wir"), "cap") == ["2400"]
    for heading in ("Was wird nicht bezuschusst?", "Preise der Anbieter"):
        assert values(text.format(heading), "rate") == values(text.format(heading), "cap") == []
