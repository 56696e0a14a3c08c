"""What stands below the heading of a part of a programme holds for that part, and is told with it."""

from __future__ import annotations

import datetime
from time import perf_counter

import pytest
from papers import paper

from assistant.knowledge.programmes.extract import facts_of
from assistant.knowledge.programmes.facts import Fact, Field
from assistant.knowledge.programmes.status import judged
from assistant.knowledge.programmes.wording import worded
from assistant.records import Language

TWO = """# Stegegeld Niederelbe

Das Land fördert Stege. Der Zuschuss beträgt höchstens 60.000 Euro.

{} Modul A: Beratung {}

Der Zuschuss beträgt 50 Prozent. Antragsberechtigt sind Vereine. Förderfähig sind Ausgaben für Honorare.

{} Modul B: Umbau {}

Der Zuschuss beträgt 30 Prozent. Antragsberechtigt sind Kommunen. Anträge sind bis zum 30. Juni 2031 zu stellen.

## Kontakt

Hafenamt Emden
"""


def stated(text: str, field: Field) -> list[Fact]:
    return [fact for fact in facts_of(paper(text, "steg.md")) if fact.field == field]


def told(text: str, field: Field, language: Language = "de") -> list[str]:
    return [worded(fact, language) for fact in stated(text, field)]


@pytest.mark.parametrize(("before", "behind"), [("##", ""), ("## 2.1", ""), ("###", ""), ("**", "**")])
def test_a_fact_below_the_heading_of_a_part_is_told_with_it(before: str, behind: str) -> None:
    text = TWO.format(before, behind, before, behind).replace("** ", "**").replace(" **", "**")
    assert told(text, "rate") == ["50 % (Modul A: Beratung)", "30 % (Modul B: Umbau)"]
    assert told(text, "applicant") == [
        "Vereine und Verbände (Modul A: Beratung)",
        "Kommunen (Modul B: Umbau)",
    ]
    assert told(text, "deadline") == ["30. Juni 2031 (Modul B: Umbau)"]
    assert told(text, "costs") == ["zu „Modul A: Beratung“: Förderfähig sind Ausgaben für Honorare."]
    assert told(text, "cap") == ["bis zu 60.000 Euro"]
    assert told(text, "rate", "en") == ["50% (“Modul A: Beratung”)", "30% (“Modul B: Umbau”)"]
    assert [fact.parts for fact in stated(text, "rate")] == [("Modul A: Beratung",), ("Modul B: Umbau",)]


def test_two_parts_with_one_value_are_both_told() -> None:
    text = TWO.format("##", "", "##", "").replace("30 Prozent", "50 Prozent")
    assert told(text, "rate") == ["50 % (Modul A: Beratung)", "50 % (Modul B: Umbau)"]


def test_the_last_day_of_a_part_is_not_the_end_of_the_programme() -> None:
    ends = "\n## Geltungsdauer\n\nDiese Richtlinie gilt bis zum 31. Dezember 2033.\n"
    found = judged(facts_of(paper(TWO.format("##", "", "##", "") + ends)), datetime.date(2031, 8, 1))
    assert found
    assert found.status == "open"


OWN = """# Stegegeld

Das Land fördert Stege.

{one}

{deep} 2.1 Antragsberechtigte

Antragsberechtigt sind Vereine.

{deep} 2.2 Höhe der Zuwendung

Der Zuschuss beträgt 50 Prozent.

{other}

{deep} 3.1 Antragsberechtigte

Antragsberechtigt sind Kommunen.

{deep} 3.2 Höhe der Zuwendung

Der Zuschuss beträgt 30 Prozent.
"""


@pytest.mark.parametrize("deep", ["###", "##", ""])
def test_sections_that_each_have_their_own_amounts_are_parts(deep: str) -> None:
    text = OWN.format(one="## 2. Schwimmende Stege (SCHWIMM-Zuschuss)", other="## 3. Feste Stege", deep=deep)
    assert told(text, "rate") == ["50 % (Schwimmende Stege [SCHWIMM-Zuschuss])", "30 % (Feste Stege)"]
    assert told(text, "applicant") == [
        "Vereine und Verbände (Schwimmende Stege [SCHWIMM-Zuschuss])",
        "Kommunen (Feste Stege)",
    ]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("## Merkblatt", "## Richtlinie"),
        ("## Teil I Übersicht", "## Teil II Einzelbestimmungen"),
        ("## Allgemeines", "## Weitere Hinweise"),
        ("## Wie läuft das?", "## Was ist zu tun?"),
        ("## 2024", "## 2025"),
    ],
)
def test_other_sections_are_no_parts(one: str, other: str) -> None:
    facts = facts_of(paper(OWN.format(one=one, other=other, deep="###")))
    assert [fact.parts for fact in facts if fact.parts] == []


def test_a_name_that_comes_again_below_what_is_funded_and_how_much_is_that_of_a_part() -> None:
    text = (
        "# Stegegeld\n\n## 2 Gegenstand der Förderung\n\n### 2.1 Planungsphase\n\nGefördert werden Pläne.\n\n"
        "### 2.2 Allgemeines\n\n## 5 Höhe der Zuwendung\n\n### 5.1 Planungsphase\n\n"
        "Der Zuschuss beträgt 50 Prozent.\n\n### 5.2 Allgemeines\n\nDer Zuschuss beträgt höchstens 9.000 Euro.\n"
    )
    assert told(text, "rate") == ["50 % (Planungsphase)"]
    assert told(text, "purpose") == ["zu „Planungsphase“: Gefördert werden Pläne."]
    assert told(text, "cap") == ["bis zu 9.000 Euro"]


@pytest.mark.parametrize(
    ("one", "other", "part"),
    [
        ("Förderung von Stegen", "Förderung von Bojen", "Förderung von Stegen"),
        ("Höhe der Förderung für Stege", "Höhe der Förderung für Bojen", "für Stege"),
        ("Für Vereine", "Verfahren", "für Vereine"),
        ("Artikel 28 – Stege", "Verfahren", "Artikel 28 – Stege"),
        ("Stegmodul", "Verfahren", "Stegmodul"),
        ("Bestimmungen bei Mitteln der Seekasse", "Verfahren", "bei Mitteln der Seekasse"),
        ("Bestimmungen für alle Vorhaben", "Verfahren", ""),
        ("Module 1: Piers", "Verfahren", "Module 1: Piers"),
        ("Förderung von Stegen", "Verfahren", ""),
        ("Höhe der Förderung für Stege", "Verfahren", ""),
        ("Für wen?", "Verfahren", ""),
        ("Unterschied von Modul A und Modul B", "Verfahren", ""),
    ],
)
def test_a_heading_that_says_so_is_that_of_a_part(one: str, other: str, part: str) -> None:
    text = (
        f"# Stegegeld\n\nWir zahlen.\n\n## {one}\n\nDer Zuschuss beträgt 50 Prozent.\n\n## {other}\n\nBriefe genügen.\n"
    )
    assert told(text, "rate") == [f"50 % ({part})" if part else "50 %"]


@pytest.mark.parametrize(
    "sentence",
    [
        "In allen Modulen beträgt der Zuschuss 40 Prozent.",
        "Nach dieser Richtlinie beträgt der Zuschuss 40 Prozent.",
        "Modul A bekommt als Zuschuss 40 Prozent.",
    ],
)
def test_what_speaks_of_all_or_of_another_part_is_not_told_of_the_one_that_it_stands_in(sentence: str) -> None:
    text = TWO.format("##", "", "##", "").replace("Der Zuschuss beträgt 30 Prozent.", sentence)
    [_, fact] = sorted(stated(text, "rate"), key=lambda fact: fact.value, reverse=True)
    assert fact.value == "40"
    assert "Modul B: Umbau" not in fact.parts


def test_a_module_in_bold_words_ends_the_one_before() -> None:
    text = "# Stegegeld\n\n## Modul A\n\nWir beraten.\n\n**Modul B**\n\nDer Zuschuss beträgt 50 Prozent.\n"
    assert told(text, "rate") == ["50 % (Modul B)"]


def test_a_line_of_words_begins_a_part_but_not_one_of_a_list_of_parts() -> None:
    text = "# Stegegeld\n\nWir fördern Stege.\n\n{}Modul A: Planung\n\nDer Zuschuss beträgt 50 Prozent.\n\nModul B\n\n"
    text += "Der Zuschuss beträgt 30 Prozent.\n\nAntragsberechtigt sind Vereine.\n"
    assert told(text.format(""), "rate") == ["50 % (Modul A: Planung)", "30 % (Modul B)"]
    assert told(text.format(""), "applicant") == [
        "Vereine und Verbände"
    ]  # behind the last part may stand what is of all
    assert told(text.format("Modul Z: Boote\n\n"), "rate") == ["50 %", "30 % (Modul B)"]
    as_fact = text.format("").replace("Modul A: Planung", "Modul A: 50 Prozent")
    assert told(as_fact, "rate")[0] == "50 %"
    assert told(text.format("").replace("Modul B", "Richtlinie B"), "rate") == [
        "50 % (Modul A: Planung)",
        "30 % (Modul A: Planung)",
    ]


def test_what_speaks_of_this_part_without_its_name_is_not_told() -> None:
    sentence = "Förderfähig sind in diesem Modul Ausgaben für Farbe."
    assert told(f"# Stegegeld\n\nWir fördern Stege.\n\n{sentence}\n", "costs") == []
    assert told(f"# Stegegeld\n\nWir fördern Stege.\n\n## Modul A\n\n{sentence}\n", "costs") == [
        f"zu „Modul A“: {sentence}"
    ]
    of_all = "Förderfähig sind nach dieser Richtlinie Ausgaben für Farbe."
    assert told(f"# Stegegeld\n\nWir fördern Stege.\n\n{of_all}\n", "costs") == [of_all]


def test_what_a_directive_funds_in_a_part_is_told_beside_what_its_page_says_of_all() -> None:
    directive = "# Richtlinie\n\n## Modul A\n\n{}\n\n## Modul B\n\nDer Zuschuss beträgt 30 Prozent.\n"
    text = "# Stegegeld\n\nDas Land fördert Stege.\n\n" + directive
    assert told(text.format("2.1 Gefördert werden Pläne."), "purpose") == [
        "Fördert Stege.",
        "zu „Modul A“: Gefördert werden Pläne.",
    ]
    assert told(text.format("Gefördert werden auch Bojen."), "purpose") == ["Fördert Stege."]


def test_a_sentence_is_told_behind_its_part_as_that_is_worded() -> None:
    text = "# Stegegeld\n\nWir zahlen.\n\n## Für Vereine\n\nFörderfähig sind Ausgaben für Farbe.\n"
    assert told(text, "costs") == ["für Vereine: Förderfähig sind Ausgaben für Farbe."]
    assert told(text, "costs", "en") == ["“für Vereine”: Förderfähig sind Ausgaben für Farbe."]
    of_module = text.replace("Für Vereine", "Modul A")
    assert told(of_module, "costs", "en") == ["on “Modul A”: Förderfähig sind Ausgaben für Farbe."]


def test_a_row_is_told_with_the_part_that_its_first_cell_names() -> None:
    text = (
        "# Stegegeld\n\nWir fördern Stege.\n\n## Höhe der Förderung\n\n"
        "| {} | Fördersatz | Höchstbetrag |\n|---|---|---|\n"
        "| Planung | 70 % | 20.000 Euro |\n| Umbau | 45 % | 90.000 Euro |\n"
    )
    for label in ("Förderlinie", ""):
        assert told(text.format(label), "rate") == ["70 % (Planung)", "45 % (Umbau)"]
        assert told(text.format(label), "cap") == ["bis zu 20.000 Euro (Planung)", "bis zu 90.000 Euro (Umbau)"]
    assert told(text.format("Stand"), "rate") == ["70 %", "45 %"]


def test_an_item_is_told_with_the_part_that_leads_its_list_in() -> None:
    long = "\n".join(f"    * Steg {place}, dessen Planken morsch sind und an dem Boote liegen" for place in range(14))
    text = f"# Stegegeld\n\nBedingungen:\n\n* Für Stege gilt:\n{long}\n    * Antragsberechtigt sind Vereine.\n"
    text += "* Für alle:\n    * Antragsberechtigt sind Kommunen.\n\nFür den Antrag gelten folgende Regeln:\n\n"
    text += "* Anträge sind schriftlich zu stellen.\n"
    assert told(text, "applicant") == ["Kommunen", "Vereine und Verbände (für Stege)"]
    assert [fact.parts for fact in stated(text, "procedure")] == [()]


def test_the_page_of_one_part_leaves_the_others_of_its_directive_out() -> None:
    text = OWN.format(one="## 2. Schwimmende Stege", other="## 3. Feste Stege (FEST)", deep="###")
    for title in ("Stegegeld – Feste Stege", "Stegegeld: Feste Stege"):
        of_one = text.replace("# Stegegeld", f"# {title}", 1)
        assert told(of_one, "rate") == ["30 %"]
        assert told(of_one, "applicant") == ["Kommunen"]
    assert len(told(text.replace("# Stegegeld", "# Feste Stege und schwimmende Stege", 1), "rate")) == 2


def test_what_holds_for_all_comes_before_what_holds_for_a_part() -> None:
    text = TWO.format("##", "", "##", "") + "\n## Höhe der Förderung\n\nDer Zuschuss beträgt für Brücken 20 Prozent.\n"
    assert told(text, "rate")[0] == "20 % (für Brücken)"


def test_of_each_part_a_few_facts_are_told() -> None:
    parts = "\n".join(
        f"## Modul {place}\n\nFörderfähig sind Ausgaben für Farbe.\n\nMieten an der Mole sind zuwendungsfähig.\n"
        for place in range(1, 5)
    )
    found = told(f"# Stegegeld\n\nWir zahlen.\n\n{parts}", "costs")
    assert len(found) == 8
    assert found[-1] == "zu „Modul 4“: Mieten an der Mole sind zuwendungsfähig."


def test_of_parts_in_each_other_the_innermost_is_told_where_there_is_no_room_for_all() -> None:
    outer = "Förderung von Vorhaben " + " und ".join(f"am Pier {place}" for place in range(9))
    text = f"# Stegegeld\n\n## Förderung von Bojen\n\nWir zahlen.\n\n## {outer}\n\n### {{}}\n\n"
    text += "Der Zuschuss beträgt 50 Prozent.\n"
    assert told(text.format("Modul A"), "rate") == ["50 % (Modul A)"]
    [rate] = told(text.format("Ablauf"), "rate")
    assert rate.endswith(" …)")
    assert rate.startswith("50 % (Förderung von Vorhaben am Pier 0")


def test_long_headings_are_read_fast() -> None:
    began = perf_counter()
    for words in ("Modul ", "für ", "2.1 ", "A", "(", "Förderung für ", "**"):
        facts_of(paper(f"# Stegegeld\n\n## {words * 3000}\n\n{words * 3000}\n\n- {words * 3000}:\n"))
    assert perf_counter() - began < 10
