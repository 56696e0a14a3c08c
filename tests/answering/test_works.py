"""Documents that are parts of one text."""

from __future__ import annotations

import pytest
from made import document

from assistant.answering.quoting.works import other_parts, part_named
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


def info(title: str, language: str = "de") -> DocumentInfo:
    return document(title, f"{title}.md", title=title, language=language).info
