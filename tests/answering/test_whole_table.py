"""Where several rows of a table answer, none of its others is left out unseen."""

from __future__ import annotations

from dataclasses import replace

import pytest
from made import document

from assistant.answering.quoting.quote import as_quote, exact_words
from assistant.answering.quoting.whole_table import with_whole_tables
from assistant.records import Document, Quote, Span

FERRY = """# Fähre

| Karte | Preis |
|---|---|
| Einzelkarte | 5,00 € |
| Zehnerkarte | 45,00 € |
| Abendkarte | 4,00 € |
| Jahreskarte | 100,00 € |

Kinder fahren frei.

| Boot | Plätze |
|---|---|
| Kahn | 4 |
"""
LONG = "| Karte | Preis |\n|---|---|\n" + "\n".join(f"| Karte für Strecke {n} | {n},00 € |" for n in range(1, 41))


def rows(source: Document, first: str, last: str) -> Quote:
    start, end = source.text.index(first), source.text.index(last) + len(last)
    row = next(block for block in source.blocks if block.start <= start < block.end)
    stop = next(block for block in source.blocks if block.start < end <= block.end)
    return as_quote(source, row.span, Span(row.start, stop.end))


def shown(source: Document, *quotes: Quote) -> list[Quote]:
    return with_whole_tables(quotes, {source.info.id: source}.get)


def test_several_rows_bring_those_above_and_below_them() -> None:
    source = document(FERRY)
    (whole,) = shown(source, rows(source, "Zehnerkarte", "Abendkarte"))
    assert whole.text.startswith("Karte: Einzelkarte")
    assert whole.text.endswith("Preis: 100,00 €")
    assert [whole.text[at:].split(" | ")[0] for at in whole.items] == [
        "Karte: Einzelkarte",
        "Karte: Zehnerkarte",
        "Karte: Abendkarte",
        "Karte: Jahreskarte",
    ]


def test_the_exact_words_stay() -> None:
    source = document(FERRY)
    quoted = rows(source, "Zehnerkarte", "Abendkarte")
    at = source.text.index("45,00 €")
    exact = exact_words(source.text, quoted.span, Span(at, at + len("45,00 €")))
    (whole,) = shown(source, replace(quoted, exact=exact))
    assert whole.exact
    assert whole.text[whole.exact.at :].startswith("45,00 €")


def test_another_row_of_the_table_is_not_shown_again() -> None:
    source = document(FERRY)
    assert len(shown(source, rows(source, "Zehnerkarte", "Abendkarte"), rows(source, "Jahreskarte", "100,00 €"))) == 1


def test_a_better_row_by_itself_stays_first_and_alone() -> None:
    source = document(FERRY)
    quotes = [rows(source, "Jahreskarte", "100,00 €"), rows(source, "Einzelkarte", "45,00 €")]
    assert shown(source, *quotes) == quotes


def test_a_row_alone_and_a_sentence_stay_as_they_are() -> None:
    source = document(FERRY)
    quotes = [
        rows(source, "Zehnerkarte", "45,00 €"),
        rows(source, "Kinder", "frei."),
        rows(source, "Kahn", "Plätze: 4"),
    ]
    assert shown(source, *quotes) == quotes


@pytest.mark.parametrize(("last", "more"), [("Strecke 4 ", True), ("Strecke 40", False)])
def test_of_a_long_table_is_said_whether_more_follows(last: str, more: bool) -> None:
    source = document(LONG)
    first = "Strecke 3 " if more else "Strecke 39"
    quoted = rows(source, first, last)
    (same,) = shown(source, quoted)
    assert (same.text, same.continues) == (quoted.text, more)
