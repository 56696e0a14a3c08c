"""Which sizes of firms a text speaks of."""

from __future__ import annotations

from time import perf_counter

import pytest

from assistant.knowledge.programmes.firm_sizes import only_size, sizes


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Kleine und mittlere Unternehmen erhalten 40 Prozent.", {"small", "medium"}),
        ("KLEINE BETRIEBE", {"small"}),
        ("Kleinst-, Klein- und Mittelbetriebe", {"micro", "small", "medium"}),
        ("für große produzierende Unternehmen", {"large"}),
        ("Grossunternehmen", {"large"}),
        ("große Zulieferbetriebe", {"large"}),
        ("Und für Konzerne?", {"large"}),
        ("KMU mit Sitz in Hessen", {"micro", "small", "medium"}),
        ("ein mittelständischer Betrieb", {"micro", "small", "medium"}),
        ("Unternehmen mit weniger als 50 Beschäftigten", {"small"}),
        ("Unternehmen mit weniger als 500 Beschäftigten", set()),
        ("small and medium-sized enterprises", {"small", "medium"}),
        ("large companies", {"large"}),
        ("Ein großer Teil der Unternehmen hat kleine Anlagen.", set()),
        ("Wie viel Mittel stellt das Unternehmen bereit?", set()),
        ("Kleinunternehmerregelung", set()),
        ("Nicht-KMU erhalten 25 Prozent.", set()),
        ("Quote bei KMU-innovativ im Innovationsprogramm Mittelstand", set()),
    ],
)
def test_a_text_names_sizes_of_firms_and_not_of_other_things(text: str, named: set[str]) -> None:
    assert sizes(text) == named


@pytest.mark.parametrize(
    ("row", "named"),
    [
        ("Größe des Betriebs: groß | Quote: keine Förderung", {"large"}),
        ("Unternehmen: mittel (50 bis 249) | Quote: 30 %", {"medium"}),
        ("Firmengröße: klein/mittel | Quote: 30 %", {"small", "medium"}),
        ("klein | Quote: 30 %", {"small"}),
        ("Quote | klein: 30 % | mittel: 20 % | groß: –", {"small", "medium", "large"}),
        ("Raum: groß | Miete: 80 Euro", set()),
        ("Raumgröße: groß | Miete: 80 Euro", set()),
        ("Posten: Honorar | Mittel: 500 Euro", set()),
    ],
)
def test_a_row_names_the_size_that_a_cell_about_firms_or_its_columns_hold(row: str, named: set[str]) -> None:
    assert sizes(row) == named


def test_a_text_about_several_sizes_means_none_alone() -> None:
    assert (only_size("kleine Firmen"), only_size("kleine und mittlere Firmen"), only_size("Firmen")) == (
        "small",
        "",
        "",
    )


@pytest.mark.parametrize("part", ["kleine ", "kleine und ", "kleine xe ", "klein-", "gross", "kleine, "])
def test_long_rows_of_sizes_take_no_time(part: str) -> None:
    start = perf_counter()
    sizes(part * 3000)
    assert perf_counter() - start < 2
