"""A numbered topic stands above what is said of it, and is no item of the list before it."""

from __future__ import annotations

import pytest
from made import document, sentence

from assistant.answering.quoting.quote import quote
from assistant.records import Quote

MINUTES = "# Sitzung\n\n1. Begrüßung\n\nFrau Ahl eröffnet.\n\n2. Bericht zur Halle\n\nDie Halle wird im Mai fertig.\n"
GLUED = "# Plan\n\nNötig ist:\n\n- Ein Konzept zur Halle\n1. Ausbau der Wege\n\nEs ist zu klären, wer zahlt.\n"
BELOW = "# Sitzung\n\n1. Halle\n- Das Dach ist dicht.\n- Die Tür klemmt.\n2. Wege\n- Der Kies ist bestellt.\n"


def quoted(text: str, begins: str, **described: str) -> Quote | None:
    source = document(text, **described)
    return quote(source, sentence(source, begins))


def test_the_topic_is_shown_above_what_is_said_of_it() -> None:
    found = quoted(MINUTES, "Die Halle")
    assert found
    assert (found.text, found.headings) == ("Die Halle wird im Mai fertig.", ("Sitzung", "2. Bericht zur Halle"))


def test_the_topic_itself_is_no_quote() -> None:
    assert quoted(MINUTES, "2. Bericht") is None


def test_a_topic_below_a_list_is_none_of_its_items() -> None:
    found = quoted(GLUED, "Ein Konzept")
    assert found
    assert (found.text, found.continues) == ("Nötig ist: - Ein Konzept zur Halle", False)
    below = quoted(GLUED, "Es ist")
    assert below
    assert below.headings == ("Plan", "1. Ausbau der Wege")


def test_in_minutes_items_may_stand_below_it() -> None:
    found = quoted(BELOW, "Die Tür", type="minutes")
    assert found
    assert (found.text, found.headings) == ("Das Dach ist dicht. - Die Tür klemmt.", ("Sitzung", "1. Halle"))


@pytest.mark.parametrize(
    "text",
    [
        "# Antrag\n\n1. Plan zeichnen\n2. Kosten schätzen\n\nDanach geht es weiter.\n",
        "# Antrag\n\nNötig ist:\n\n1. Kosten schätzen\n\nDanach geht es weiter.\n",
        "# Antrag\n\n1. Die Kosten sind zu schätzen.\n\nDanach geht es weiter.\n",
        "# Antrag\n\n1. Kosten bis 500 Euro\n\nDanach geht es weiter.\n",
        "# Antrag\n\n1. niedrigere Kosten\n\nDanach geht es weiter.\n",
        "# Antrag\n\n1. (Paula) Kosten einholen\n\nDanach geht es weiter.\n",
        "# Antrag\n\n1. Die Kosten werden im Mai gesenkt\n\nDanach geht es weiter.\n",
    ],
)
def test_an_item_of_a_list_is_no_topic(text: str) -> None:
    below = quoted(text, "Danach")
    assert below
    assert not any("Kosten" in heading for heading in below.headings)
