"""Tables without a column for persons: what their columns for results and decisions say came out."""

from __future__ import annotations

from meetings import found, told


def table(columns: str, *rows: str) -> str:
    return "\n".join(("# Sitzung", "", columns, "|" + "---|" * (columns.count("|") - 1), *rows)) + "\n"


def test_a_column_of_results_holds_outcomes_below_the_topic_of_their_row() -> None:
    text = table(
        "| TOP | Inhalt | Ergebnis |",
        "| 1 | Begrüßung | - |",
        "| 2 | Messe | Der Stand wird beschlossen. |",
        "| 3 | Werkstatt | Tom klärt die Miete bis 12. Mai. |",
        "| 4 | Umfrage | zur Kenntnis genommen |",
        "| 5 | Haushalt | vertagt |",
        "| 6 | Fest | Alle reden vom Wetter. |",
        "| 7 | Bus | Der Bus ist gebucht. Imke klärt den Preis. |",
    )
    assert [(one.kind, one.text, one.topic, one.persons) for one in found(text)] == [
        ("decision", "Der Stand wird beschlossen.", "Messe", ()),
        ("task", "Tom klärt die Miete bis 12. Mai.", "Werkstatt", ("Tom",)),
        ("open", "vertagt", "Haushalt", ()),
        ("result", "Der Bus ist gebucht.", "Bus", ()),
        ("task", "Imke klärt den Preis.", "Bus", ("Imke",)),
    ]


def test_a_short_result_is_quoted_with_what_it_is_of() -> None:
    [outcome] = found(table("| Thema | Ergebnis |", "| Haushalt | vertagt |"))
    assert outcome.proof.text == "Thema: Haushalt | Ergebnis: vertagt"


def test_a_column_for_several_kinds_is_read_by_its_words() -> None:
    for column in ("Ergebnis/Vereinbarung", "Ergebnisse und Beschlüsse", "Beschluss / Aufgabe"):
        text = table(f"| Punkt | {column} |", "| Raum | Tom klärt die Miete. |", "| Fest | Alle reden vom Wetter. |")
        assert told(text) == [("task", "Tom klärt die Miete.")]


def test_a_decision_in_a_table_has_its_topic_and_what_is_put_off_is_open() -> None:
    text = table("| Thema | Beschluss |", "| Flyer | Der Flyer wird neu gedruckt. |", "| Haushalt | vertagt |")
    assert [(one.kind, one.text, one.topic) for one in found(text)] == [
        ("decision", "Der Flyer wird neu gedruckt.", "Flyer"),
        ("open", "vertagt", "Haushalt"),
    ]


def test_what_was_said_is_read_where_the_column_of_results_is_empty() -> None:
    text = table("| TOP | Inhalt | Ergebnis |", "| 1 | Tom klärt die Miete. | |")
    assert told(text) == [("task", "Tom klärt die Miete.")]


def test_one_column_for_who_and_until_when_is_read_as_two() -> None:
    text = table(
        "| TOP | Inhalt / Ergebnis | Wer / bis wann |",
        "| 1 | Tom hat 14 Betriebe besucht. | |",
        "| 2 | Angebote einholen | Deppe / 15.03.2024 |",
        "| 3 | Raum mieten | Frau Sukale bis Ende April |",
        "| 4 | Agentur anrufen | Bartnik, sofort |",
        "| 5 | Preise prüfen | Deppe |",
    )
    said = [(one.text, one.persons, one.due.words if one.due else "") for one in found(text)]
    assert said == [
        ("Angebote einholen", ("Deppe",), "15.03.2024"),
        ("Raum mieten", ("Sukale",), "Ende April"),
        ("Agentur anrufen", ("Bartnik",), "sofort"),
        ("Preise prüfen", ("Deppe",), ""),
    ]
