"""Which item of a list another one is a part of, and that all of these stand above its quote."""

from __future__ import annotations

import pytest
from made import document

from assistant.answering.quoting.parts.nesting import parents_of
from assistant.answering.quoting.parts.part import Part, part_at
from assistant.answering.quoting.quote import as_quote, quote
from assistant.records import Document

HARBOUR = """# Hafen

Die Pacht kann steigen, wobei b und c nicht zusammen gelten:

a) um 10 Euro bei Kähnen;

b) um 20 Euro, wenn eine der Bedingungen erfüllt ist:

   i) Das Boot hat

* einen Mast oder
* ein Segel.

   ii) Das Boot hat ein Ruder.

   iii) Das Boot ist neu.

      c) um 30 Euro bei Fähren;

      d) um 40 Euro bei Schleppern.
"""


def place(source: Document, words: str) -> Part:
    return part_at(source, source.text.index(words))


def parents(source: Document, words: str) -> list[str]:
    return [one.text[:2] for one in parents_of(place(source, words))]


@pytest.mark.parametrize(
    ("item", "wanted"),
    [
        ("um 20 Euro", []),
        ("Das Boot hat\n", ["b)"]),
        ("einen Mast", ["i)", "b)"]),
        ("Das Boot hat ein Ruder", ["b)"]),
        ("Das Boot ist neu", ["b)"]),
        ("um 30 Euro", []),
        ("um 40 Euro", []),
    ],
)
def test_what_counts_items_tells_of_which_one_they_are_a_part_wherever_their_lines_begin(
    item: str, wanted: list[str]
) -> None:
    assert parents(document(HARBOUR), item) == wanted


def test_a_letter_goes_on_from_the_one_before_it_in_its_own_list() -> None:
    source = document("# Kai\n\n1. Kähne:\n   - a) rot\n   - b) blau\n2. Boote:\n   - a) gelb\n   - b) weiß\n")
    assert [parents(source, word) for word in ("blau", "Boote", "weiß")] == [["1."], [], ["2."]]


def test_h_and_i_are_letters_behind_each_other() -> None:
    letters = "".join(f"{letter}) Boot {letter.upper()}\n\n" for letter in "abcdefghijk")
    assert parents(document(f"# Kai\n\nEs liegen dort:\n\n{letters}"), "Boot I") == []


def test_all_of_them_stand_above_the_quote() -> None:
    source = document(HARBOUR)
    span = place(source, "ein Segel").span
    above = as_quote(source, span, span).before
    assert [words[:12] for words in above] == ["Die Pacht ka", "b) um 20 Eur", "i) Das Boot "]


PARTS = """# Hafen

Gefördert werden:

a) Kähne:

Sie fahren auf dem Fluss.

b) Boote:

- Segel
- Ruder

Ein Boot ist neu.

c) Fähren am Kai.
"""


@pytest.mark.parametrize("words", ["b) Boote", "Segel", "c) Fähren"])
def test_above_a_list_that_goes_on_counting_stands_what_leads_in_the_first_of_its_items(words: str) -> None:
    source = document(PARTS)
    span = place(source, words).span
    shown = quote(source, span)
    assert shown is not None
    assert shown.before == ("Gefördert werden:",)
    assert "neu" not in shown.text
    assert "Fluss" not in shown.text


def test_a_list_goes_on_from_none_above_the_heading_or_the_number_of_its_section() -> None:
    for between in ("## Kai", "(2) Es gilt:", "2.1 Kai"):
        source = document(PARTS.replace("Sie fahren auf dem Fluss.", f"Sie fahren.\n\n{between}\n\nEs ist so."))
        shown = quote(source, place(source, "b) Boote").span)
        assert shown is not None
        assert "Gefördert werden:" not in shown.before


def test_above_an_item_of_a_number_that_stands_alone_stands_what_leads_in_the_number() -> None:
    items = "".join(f"{letter}) {'Leute mit einem Boot ' * 12}am Kai,\n\n" for letter in "abcd")
    source = document(f"# Rat\n\n(1) Räte können nicht sein\n\n1.\n\n{items}2. die Leute der Werft.\n")
    assert source.blocks[2].kind == "paragraph"
    for words in ("c) Leute", "2. die Leute"):
        shown = quote(source, place(source, words).span)
        assert shown is not None
        assert shown.before == ("(1) Räte können nicht sein",)
