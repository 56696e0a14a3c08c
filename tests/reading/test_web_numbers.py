"""HTML -> the numbers that a browser shows before the items of a list."""

from __future__ import annotations

import pytest

from assistant.reading.plain.web import read_html


def items(html: str) -> list[str]:
    reading = read_html(f"<main>{html}</main>".encode(), "probe.html")
    return [reading.text[block.start : block.end] for block in reading.blocks]


@pytest.mark.parametrize(
    ("attributes", "numbers"),
    [
        ("", ["1.", "2.", "3."]),
        ('type="a" start="2"', ["b.", "c.", "d."]),
        ('type="I"', ["I.", "II.", "III."]),
        ("reversed", ["3.", "2.", "1."]),
        ('start="viele" type="?"', ["1.", "2.", "3."]),
        ('style="list-style-type: none"', ["", "", ""]),
        ('class="klein list-unstyled"', ["", "", ""]),
    ],
)
def test_items_have_the_numbers_that_a_browser_shows(attributes: str, numbers: list[str]) -> None:
    listed = f"<ol {attributes}><li>Kran<li><p>Schiff</p><li> <b>Kai</b> am Fluss</ol>"
    words = ("Kran", "Schiff", "Kai am Fluss")
    assert items(listed) == [f"{number} {word}".strip() for number, word in zip(numbers, words, strict=True)]


def test_an_item_may_state_its_own_number_and_hold_a_list() -> None:
    listed = '<ol><li value="4">Kran<ol type="a"><li>Mast<li>Haken</ol><li>Schiff<ul><li>Bug</ul></ol>'
    assert items(listed) == ["4. Kran", "a. Mast", "b. Haken", "5. Schiff", "Bug"]


def test_an_item_without_words_of_its_own_is_counted_and_gives_no_other_its_number() -> None:
    assert items("<ol><li></li><li><ul><li>Bug</ul><li>Schiff</ol>") == ["Bug", "3. Schiff"]


def test_an_item_right_within_an_item_leaves_the_other_one_without_a_number() -> None:
    assert items("<ol><li><td><li>Kran</ol>") == ["2. Kran"]


@pytest.mark.parametrize("mark", ["1.", "(2)", "a)", "§ 3", "II.", "(iv)", "TOP 3:"])
def test_items_that_were_given_numbers_by_hand_have_no_second_one(mark: str) -> None:
    assert items(f"<ol><li>{mark} Kran<li>Schiff</ol>") == [f"{mark} Kran", "Schiff"]


def test_a_short_word_with_a_full_stop_is_no_number() -> None:
    assert items("<ol><li>z. B. ein Kran</ol>") == ["1. z. B. ein Kran"]


@pytest.mark.parametrize(
    ("listed", "read"),
    [
        ("<li><b>1</b> Kran<li><b>2</b> Kai", ["1 Kran", "2 Kai"]),
        ("<li>12 Kräne<li>3 Schiffe", ["1. 12 Kräne", "2. 3 Schiffe"]),
        ("<li>2 Kräne", ["1. 2 Kräne"]),
    ],
)
def test_bare_numbers_are_those_of_the_items_if_they_count_on(listed: str, read: list[str]) -> None:
    assert items(f"<ol>{listed}</ol>") == read


def test_an_item_may_have_no_number_or_stand_in_a_box_of_its_own() -> None:
    boxed = '<ol><div><li>Kran</li></div><li style="list-style: none">Kai<li>Boot</ol>'
    assert items(boxed) == ["1. Kran", "Kai", "3. Boot"]
