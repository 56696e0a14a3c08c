"""Documents that are parts of one text."""

from __future__ import annotations

import pytest
from made import document

from assistant.answering.quoting.above.works import chapters_named, may_hold, other_parts, part_named
from assistant.records import DocumentInfo


@pytest.mark.parametrize(
    ("title", "part"),
    [
        ("Hafengesetz (HafG) — Viertes Kapitel: Schluss (§§ 23–25)", "Viertes Kapitel: Schluss"),
        ("Hafengesetz (HafG) – Sechster und Siebter Teil: Tonnen", "Sechster und Siebter Teil: Tonnen"),
        ("Hafenbuch Achtes Buch – Boots- und Kahnhilfe — Kapitel 2: Boote (§§ 11–41a)", "Kapitel 2: Boote"),
        ("Hafenverordnung (HafVO) - Kapitel 2 - Boote", "Kapitel 2 - Boote"),
        ("Harbour Act – Part 2: Boats", "Part 2: Boats"),
        ("Hafengesetz (HafG)", ""),
        ("Bericht – Teilnehmer und Ergebnisse", ""),
        ("Kai – ein Kapitel", ""),
        ("— Kapitel 2", ""),
    ],
)
def test_the_title_names_the_part(title: str, part: str) -> None:
    assert part_named(title) == part


def test_parts_of_one_text_are_found_among_all() -> None:
    second, third = info("Hafengesetz — Kapitel 2: Boote"), info("Hafengesetz – Drittes Kapitel")
    english = info("Hafengesetz — Kapitel 3: Kai", language="en")
    other, whole = info("Bootsgesetz — Kapitel 3: Boote"), info("Hafengesetz")
    assert list(other_parts(second, [other, second, english, third, whole])) == [third]
    assert list(other_parts(whole, [whole, info("Hafengesetz, neu"), second])) == []


def test_annexes_and_what_lies_in_another_folder_are_not_among_the_other_parts() -> None:
    second, annex = info("Hafengesetz — Kapitel 2: Boote"), info("Hafengesetz — Anlage 1: Muster")
    elsewhere = info("Hafengesetz — Kapitel 3: Kai", folder="2019/")
    first = info("Hafengesetz — Erster Anhang: Muster")
    assert list(other_parts(second, [annex, first, second, elsewhere])) == []
    assert list(other_parts(annex, [annex, second])) == [second]


@pytest.mark.parametrize(
    ("title", "section", "may"),
    [
        ("Hafengesetz — Kapitel 2: Boote (§§ 8–26)", "§ 8", True),
        ("Hafengesetz — Kapitel 2: Boote (§§ 8 - 26b)", "§ 26c", True),
        ("Hafengesetz — Kapitel 2: Boote (§§ 8–26)", "§ 27", False),
        ("Hafengesetz — Kapitel 2: Boote (§ 8)", "§ 9", False),
        ("Hafengesetz — Kapitel 2: Boote (§§ 8, 9 und 12)", "§ 11", True),
        ("Hafengesetz — Kapitel 2: Boote", "§ 27", True),
        ("Hafenverordnung — Kapitel 2: Boote (§§ 8–26)", "Art 27", True),
        ("Hafengesetz (§§ 1–26)", "§ 27", True),
    ],
)
def test_a_title_tells_which_sections_its_part_may_hold(title: str, section: str, *, may: bool) -> None:
    assert may_hold(title, section) is may


def info(title: str, language: str = "de", folder: str = "") -> DocumentInfo:
    return document(title, f"{folder}{title}.md", title=title, language=language).info


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Wer nach dem Zweiten Kapitel zahlt.", ["Zweites Kapitel: Boote"]),
        ("Die Boote des dritten Kapitels.", ["Kapitel 3: Kai"]),
        (
            "Geld nach dem Vierten Kapitel des Zwölften Buches.",
            ["Hafenbuch Zwölftes Buch — Viertes Kapitel: Molen"],
        ),
        ("Wer nach dem Zweiten Kapitel des Zwölften Buches zahlt.", []),
        ("Wer nach dem Zweiten Kapitel des Bootsgesetzes zahlt.", []),
        ("Wer nach dem Fünften Kapitel zahlt.", []),
        ("Wer nach dem Sechsten Kapitel zahlt.", []),
        ("Wer nach diesem Kapitel zahlt.", []),
    ],
)
def test_a_chapter_that_is_named_by_its_number_is_told_by_its_title(text: str, named: list[str]) -> None:
    own = info("Hafenbuch Zweites Buch — Erstes Kapitel: Kähne (§§ 1–7)")
    others = [
        info("Hafenbuch Zweites Buch — Zweites Kapitel: Boote (§§ 8–26)"),
        info("Hafenbuch Zweites Buch — Kapitel 3: Kai"),
        info("Hafenbuch Zwölftes Buch — Viertes Kapitel: Molen"),
        info("Hafenbuch Zweites Buch — Fünftes Kapitel: (weggefallen)"),
        info("Hafenbuch Zweites Buch — Sechstes Kapitel, Erster Teil: Bojen"),
        info("Hafenbuch Zwölftes Buch — Zweites Kapitel: Netze", folder="2019/"),
    ]
    assert list(chapters_named(text, own, lambda: [own, *others])) == named
