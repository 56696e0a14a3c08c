"""Quotes of calls, minutes and press releases say by themselves what is said of whom."""

from __future__ import annotations

from made import document, sentence

from assistant.answering.quoting.quote import quote
from assistant.records import Quote

MEANINGS = "  *[\n     HBV\n    ]: Hafenbetriebsverein\n  *[\n     bzw.\n    ]: beziehungsweise\n"


def found(text: str, beginning: str, type: str = "funding") -> Quote:
    source = document(text, type=type)
    taken = quote(source, sentence(source, beginning))
    assert taken is not None
    return taken


def test_what_abbreviations_mean_below_a_text_is_no_quote_and_part_of_none() -> None:
    items = f"- Der Kai ist lang.\n- Amt, www.kai.example\n{MEANINGS}"
    text = f"# Merkblatt\n\nDen Antrag stellen Sie beim Hafenamt.\n{MEANINGS}\n{items}"
    source = document(text)
    assert found(text, "Den Antrag").text == "Den Antrag stellen Sie beim Hafenamt."
    assert found(text, "Amt").text.endswith("www.kai.example")
    assert quote(source, sentence(source, "*[")) is None
    said = "In [ HBV ]: steht der Verein am Kai."
    assert found(f"# Zeichen\n\n{said}\n", "In").text == said


def test_notes_below_a_rule_are_no_list_of_the_sentence_above_it() -> None:
    notes = "- 1) Hafenbuch, Blatt 3\n- 2) Kaiordnung, Blatt 4 der Stadt\n"
    text = f"# Satzung\n\nDie Satzung tritt am 3. Mai in Kraft.\n\n---\n\n{notes}"
    assert "Satzung tritt" not in found(text, "2) Kai").text
