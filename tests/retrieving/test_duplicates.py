"""Word for word the same is folded; what differs in a figure, a date or a name never is."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.indexing.tables import StoredPassage
from assistant.language.figures import figures
from assistant.records import Audience, DocumentInfo, Passage
from assistant.retrieving.arrange import folded

RULE = "Gefördert werden bis zu 50 Prozent der Kosten, höchstens 20.000 Euro."


def passage(
    text: str, heading: str = "Höhe der Förderung", document: str = "a", audience: Audience = "public"
) -> StoredPassage:
    info = DocumentInfo(document, f"{document}.md", document, "funding", audience, "de")
    return StoredPassage(Passage(document, 0, len(text), text, (), ("Richtlinie", heading) if heading else ()), info)


def places(found: list[StoredPassage]) -> list[list[int]]:
    """The groups as positions in `found`."""
    return [[next(at for at, one in enumerate(found) if one is member) for member in same] for same in folded(found)]


@pytest.mark.parametrize(
    "other",
    [
        RULE,
        "Gefördert werden bis zu 50 Prozent\n  der Kosten; höchstens 20.000 Euro.",
        "GEFOERDERT werden bis zu 50 Prozent der **Kosten**, höchstens 20.000 Euro",
    ],
)
def test_the_same_words_in_another_dress_are_folded(other: str) -> None:
    assert places([passage(RULE), passage("Etwas anderes."), passage(other, document="b")]) == [[0, 2], [1]]


@pytest.mark.parametrize(
    "other",
    [
        RULE.replace("50", "60"),
        RULE.replace("20.000", "20,000"),
        RULE.replace("50 Prozent", "fünfzig Prozent"),
        RULE.replace("Kosten", "Ausgaben"),
        RULE.replace("werden bis", "werden nicht bis"),
        RULE + " Das gilt bis zum 30. Juni 2027.",
    ],
)
def test_what_differs_in_a_word_or_a_figure_is_kept(other: str) -> None:
    assert places([passage(RULE), passage(other)]) == [[0], [1]]


@pytest.mark.parametrize(("one", "other"), [("10:30", "10 30"), ("1.5", "15"), ("☑ Ja", "☐ Ja"), ("-5 %", "5 %")])
def test_marks_that_make_the_figure_and_ticks_count(one: str, other: str) -> None:
    assert len(folded([passage(one), passage(other)])) == 2


def test_the_same_words_below_another_heading_are_kept() -> None:
    found = [passage(RULE, heading) for heading in ("Modul A", "Modul B", "", "MODUL A")]
    assert places(found) == [[0, 3], [1], [2]]
    assert folded([]) == []


def test_a_public_passage_is_not_folded_into_an_internal_one() -> None:
    assert places([passage(RULE, audience="internal"), passage(RULE)]) == [[0], [1]]


WORDS = st.sampled_from(
    ["Förderung", "foerderung", "bis", "30. Juni 2027", "50 %", "60 Prozent", "1.000 €", "§ 44", "."]
)
TEXTS = st.lists(WORDS, max_size=5).map(" ".join)


@given(st.lists(TEXTS, max_size=12))
def test_every_passage_is_in_one_group_in_order_and_figures_agree_within_it(texts: list[str]) -> None:
    groups = places([passage(text) for text in texts])
    assert sorted(position for group in groups for position in group) == list(range(len(texts)))
    assert all(group == sorted(group) for group in groups)
    assert [group[0] for group in groups] == sorted(group[0] for group in groups)
    for group in groups:
        assert len({frozenset(figures(texts[position])) for position in group}) == 1
