"""The verb of a main clause is told with its particle, and what stands in front of it and behind it."""

from __future__ import annotations

import pytest

from assistant.language.predicates import predicates


@pytest.mark.parametrize(
    ("sentence", "verbs"),
    [
        ("Imke löst die Bestellung noch diese Woche aus.", ["auslösen"]),
        ("Imke zeigt die Teilnahme an und nimmt die Anmeldung vor.", ["anzeigen", "vornehmen"]),
        ("Imke holt Angebote ein und Jonas prüft sie.", ["einholen", "prüfen"]),
        ("Ob der Saal frei ist, klärt Imke.", ["klären"]),
        ("Imke wird die Mitglieder, die nichts gezahlt haben, schriftlich mahnen.", ["mahnen"]),
        ("Imke und Jonas organisieren den Bus.", ["organisieren"]),
        ("Der Plan wird von Imke geprüft.", ["prüfen"]),
        ("Imke lieferte die Zahlen.", []),
        ("Imke hat die Zahlen geliefert.", []),
        ("Imke würde die Zahlen gern liefern.", []),
        ("Weil Imke die Zahlen liefert", []),
        ("Der Plan für den Umbau", []),
    ],
)
def test_the_verbs_of_main_clauses_in_the_present_tense_are_told(sentence: str, verbs: list[str]) -> None:
    assert [one.verb for one in predicates(sentence)] == verbs


def test_a_part_without_a_verb_belongs_to_the_clause_before_but_not_across_a_colon() -> None:
    [one] = predicates("Das dritte Angebot holt Imke, bis Ostern: zwei Seiten")
    assert one.before.of("Das dritte Angebot holt Imke, bis Ostern: zwei Seiten") == "Das dritte Angebot"
    assert one.behind.of("Das dritte Angebot holt Imke, bis Ostern: zwei Seiten") == " Imke, bis Ostern"


def test_what_goes_on_without_its_subject_says_so() -> None:
    told = predicates("Imke lädt die Presse ein und wird von Jonas informiert")
    assert [(one.goes_on, one.is_passive) for one in told] == [(False, False), (True, True)]


def test_a_text_of_nothing_but_signs_has_none() -> None:
    assert predicates("") == predicates(", ; : - und und und") == []
