"""Which programme a text names, and what belongs to another one."""

from __future__ import annotations

import pytest

from assistant.knowledge.programmes.names import is_of_another, named_in, programme_names


@pytest.mark.parametrize(
    ("text", "names"),
    [
        ("Was zahlt der Kreislauf-Check?", {"kreislaufcheck"}),
        ("zwei Innovationsgutscheine und der Prototypenfonds", {"innovationsgutschein", "prototypenfonds"}),
        ("Wie viel zahlt der Gutschein?", {"gutschein"}),
        ("Was zahlt der Bildungsscheck?", {"bildungsscheck"}),
        ("Was bringt der Bonus?", set()),
        ("How can I check how much the grant is?", set()),
        ("Bekommen kleine Unternehmen einen höheren Bonus?", set()),
        ("Der Europäische Sozialfonds und der Strukturfonds zahlen mit.", set()),
        ("How much does the innovation voucher pay?", {"gutschein"}),
        ("Gibt es einen Bonus für frühe Anträge?", set()),
        ("Gibt es keinen Gutschein mehr?", set()),
        ("Welches Förderprogramm gibt es?", set()),
        ("", set()),
    ],
)
def test_a_programme_is_told_by_what_its_name_ends_with(text: str, names: set[str]) -> None:
    assert programme_names(text) == names


TITLES = ("Innovationsgutschein 2025", "Prototypenfonds", "Qualifizierungsbonus", "Fragen und Antworten")


@pytest.mark.parametrize(
    ("question", "title", "text", "is_other"),
    [
        ("Nachweis beim Innovationsgutschein", "Prototypenfonds", "Der Nachweis folgt in drei Monaten.", True),
        (
            "Nachweis beim Innovationsgutschein",
            "Prototypenfonds",
            "Anders als beim Innovationsgutschein gilt es.",
            False,
        ),
        ("Nachweis beim Gutschein", "Innovationsgutschein 2025", "Der Nachweis folgt.", False),
        ("Nachweis beim Gutschein", "Fragen und Antworten", "Der Nachweis folgt.", False),
        ("Nachweis", "Prototypenfonds", "Der Nachweis folgt.", False),
        ("Höchstbetrag qualibonus", "Qualifizierungsbonus", "Höchstens 2.800 Euro.", False),
        ("Höchstbetrag qualibonus", "Prototypenfonds", "Höchstens 80.000 Euro.", True),
        ("Höchstbetrag klimabonus", "Qualifizierungsbonus", "Höchstens 2.800 Euro.", False),
        ("Frist beim Innovationsscheck", "Innovationsgutschein 2025", "Bis zum 3. Mai.", False),
        ("Gutschein und Prototypenfonds zugleich?", "Prototypenfonds", "Zugleich geht es nicht.", False),
    ],
)
def test_what_another_programme_says_is_told_apart(question: str, title: str, text: str, is_other: bool) -> None:
    assert is_of_another(named_in(question, TITLES), title, text) is is_other
