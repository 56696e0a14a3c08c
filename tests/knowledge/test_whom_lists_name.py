"""Tasks in a list below the name of a person."""

from __future__ import annotations

from meetings import found

from assistant.knowledge.minutes.people.persons import People

NESTED = """
- Tom:
  - ruft die IHK an
  - schickt das Angebot bis 3. Mai
- Imke und Tom:
  - klärt den Preis mit Svea
- Messe:
  - Stand mieten
- Flyer drucken (Imke)
"""


def persons(text: str) -> dict[str, tuple[str, ...]]:
    return {one.text: one.persons for one in found(f"# Treffen\n\nDabei: Tom, Svea, Imke\n\n{text}")}


def test_who_leads_a_nested_list_in_is_to_do_what_stands_below() -> None:
    assert persons(f"## Aufgaben\n{NESTED}") == {
        "ruft die IHK an": ("Tom",),
        "schickt das Angebot bis 3. Mai": ("Tom",),
        "klärt den Preis mit Svea": ("Imke", "Tom"),
        "Stand mieten": (),
        "Flyer drucken (Imke)": ("Imke",),
    }


def test_the_quote_of_such_a_task_names_who_is_to_do_it() -> None:
    first = found(f"# Treffen\n\n## Aufgaben\n{NESTED}")[0]
    assert (first.proof.text, first.topic) == ("Tom: - ruft die IHK an", "Aufgaben")


def test_a_nested_list_without_a_heading_for_tasks_is_read_by_its_words() -> None:
    assert persons(f"## Messe\n\nEs wurde geredet.\n{NESTED}") == {"klärt den Preis mit Svea": ("Imke", "Tom")}


def test_a_name_above_a_list_is_who_is_to_do_it() -> None:
    assert persons("Tom:\n\n- klärt den Preis\n") == {"klärt den Preis": ("Tom",)}


def test_a_name_without_a_colon_leads_in_what_stands_below_it_and_is_no_task() -> None:
    first = "- Tom\n  - Technik prüfen\n  - Banner bestellen\n"
    assert persons(f"## Aufgaben\n{first}- Svea & Imke\n  - Helferplan\n- Alle\n  - Ideen\n") == {
        "Technik prüfen": ("Tom",),
        "Banner bestellen": ("Tom",),
        "Helferplan": ("Svea", "Imke"),
        "Ideen": ("Alle",),
    }


def test_a_heading_that_only_names_the_kind_of_the_document_is_no_topic() -> None:
    [outcome] = found(
        "# PROTOKOLL\n\n## Treffen der Werkstatt\n\nTom klärt die Miete.\n", title="Treffen der Werkstatt"
    )
    assert outcome.topic == ""


def test_names_of_a_column_that_nothing_else_knows_are_each_one() -> None:
    for who, named in (
        ("Öztürk; Lemke", ("Öztürk", "Lemke")),
        ("Imig, Stojanović", ("Imig", "Stojanović")),
        ("Rohwer, Imke", ("Imke Rohwer",)),
        ("Büro Linse, Kassel", ("Büro Linse, Kassel",)),
        ("Lüer (Stadt), Amt 3", ("Lüer (Stadt), Amt 3",)),
    ):
        [task] = found(f"# Treffen\n\n| Was | Wer |\n|---|---|\n| Halle prüfen | {who} |\n")
        assert task.persons == named


def test_titles_and_letters_of_neighbours_belong_to_names() -> None:
    people = People()
    for text, named in (
        ("Frau Mag. Hofstätter stellt ein Budget auf", ("Mag. Hofstätter",)),
        ("Frau v. Rahden fragt nach", ("v. Rahden",)),
        ("Frau Stojanović schreibt die Skizze", ("Stojanović",)),
        ("Es bleibt bei Variante B. Frau Ehret holt Angebote ein", ("Ehret",)),
        ("B. Lochner fragt nach", ("B. Lochner",)),
    ):
        assert people.named(text) == named
