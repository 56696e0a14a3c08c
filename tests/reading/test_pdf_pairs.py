"""Data sheets that draw all labels first: what stands on one level belongs together."""

from __future__ import annotations

from pdf_sheets import Sheet, read, texts

LABELS = {"Material": 700, "Gewicht": 674, "Breite": 661, "Scheuerfestigkeit": 648}
VALUES = {
    "265 g/m²": 674,
    "142 cm": 661,
    "80.000 Martin-": 648,
    "dale": 635,
    "60% Polyamid,": 700,
    "40% Polyester": 687,
}


def drawn(labels: dict[str, int], values: dict[str, int]) -> list[str]:
    """The blocks of a page that draws prose, then the labels, then the values."""
    sheet = Sheet()
    for number, line in enumerate(("Das Gewebe ist robust und", "hat eine weiche Haptik.")):
        sheet.at(72, 700 - 13 * number, line)
    for left, column in ((260, labels), (360, values)):
        for text, y in column.items():
            sheet.at(left, y, text)
    return texts(read(sheet.bytes()))


def test_a_label_stands_before_the_value_on_its_level() -> None:
    assert drawn(LABELS, VALUES) == [
        "Das Gewebe ist robust und hat eine weiche Haptik.",
        "Material: 60% Polyamid, 40% Polyester",
        "Gewicht: 265 g/m²",
        "Breite: 142 cm",
        "Scheuerfestigkeit: 80.000 Martindale",
    ]


def test_labels_with_colons_need_no_figures() -> None:
    labels = {"Farbe:": 700, "Stoff:": 685, "Gestell:": 670}
    assert drawn(labels, {"grau": 700, "Wolle": 685, "Stahl": 670})[1:] == [
        "Farbe: grau",
        "Stoff: Wolle",
        "Gestell: Stahl",
    ]


def test_two_lists_side_by_side_are_no_pairs() -> None:
    lists = drawn({"Bremen": 700, "Jena": 685, "Ulm": 670}, {"Portal": 700, "Schulung": 685, "Betrieb": 670})
    assert sum(text.count("Bremen") + text.count("Portal") for text in lists) == 2
    assert not any("Bremen" in text and "Portal" in text for text in lists)


def test_a_label_without_a_value_on_its_level_makes_no_pairs() -> None:
    labels = {"Material": 700, "Gewicht": 680, "Breite": 660, "Pilling": 640}
    pairs = drawn(labels, {"100% Wolle": 700, "142 cm": 660, "Note 4": 640})
    assert "100% Wolle" in " ".join(pairs)
    assert not any(":" in text for text in pairs)


def test_numbers_before_names_are_no_labels() -> None:
    numbers = {"05": 700, "18": 685, "39": 670}
    read = " ".join(drawn(numbers, {"41 grün": 700, "17 grau": 685, "12 blau": 670}))
    assert "41 grün" in read
    assert "05: " not in read
