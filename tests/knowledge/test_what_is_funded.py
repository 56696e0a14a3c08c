"""What a programme funds: the first sentence that says so, the list beside it, and each module."""

from __future__ import annotations

from papers import paper

from assistant.knowledge.programmes.extract import facts_of
from assistant.knowledge.programmes.wording import worded


def told(text: str) -> list[str]:
    facts = facts_of(paper(f"# Bootsscheck\n\n### Volltext\n\n{text}", "bootsscheck.md"))
    return [worded(fact, "de") for fact in facts if fact.field == "purpose"]


def test_the_first_list_of_what_is_funded_is_told_beside_the_first_sentence() -> None:
    said = "Das Land fördert Boote. Es fördert auch Stege.\n\nSie bekommen die Förderung für:\n\n* Pläne,\n* Pfähle."
    assert told(said) == ["Fördert Boote.", "Sie bekommen die Förderung für: Pläne; Pfähle."]


def test_a_list_of_what_one_gets_is_not_told_as_what_is_funded() -> None:
    listed = "* 40 Prozent,\n* Rat."
    said = f"Das Land fördert Boote.\n\nSie erhalten die Förderung für einen Zeitraum von 3 Jahren:\n\n{listed}"
    assert told(said) == ["Fördert Boote."]


def test_what_each_module_is_for_is_told_with_its_name() -> None:
    said = (
        "Gefördert werden Vorhaben in zwei Modulen:\n\n* Modul A – Boote: Gebaut werden neue Boote aus Holz.\n"
        "* Modul B: „Stege“:\n* Pfähle im Hafen,\n* Planken aus Holz"
    )
    assert told(said)[1:] == [
        "zu „Modul A – Boote“: Gebaut werden neue Boote aus Holz.",
        "zu „Modul B“: „Stege“: Pfähle im Hafen; Planken aus Holz",
    ]


def test_a_sentence_that_only_says_within_what_comes_where_nothing_says_for_what() -> None:
    vague, clear = "Das Land unterstützt Sie im Rahmen des Netzes Nord.", "Das Land fördert den Bau von Booten."
    assert told(f"{vague} {clear}") == ["Fördert den Bau von Booten."]
    assert told(vague) == ["Unterstützt Sie im Rahmen des Netzes Nord."]
