"""Lists in an answer; below one that lists: where the whole list is, and how much of it stands here."""

from __future__ import annotations

import pytest
from web_fakes import Listed, Telling
from web_serving import serve


@pytest.mark.parametrize(
    ("rows", "language", "told"),
    [
        (15, "de", "Beschlüsse ansehen ({} von 15)"),
        (15, "en", "See decisions ({} of 15)"),
        (1, "de", "Beschlüsse ansehen"),
        (1, "en", "See decisions"),
    ],
)
def test_the_way_to_a_list_says_how_much_is_shown_where_it_is_not_all(rows: int, language: str, told: str) -> None:
    with serve(Listed(rows)) as served:
        shown = len(served.ask("Wie wird die Weiterbildung gefördert?").json()["sentences"])
        assert shown
        fields = {"q": "Wie wird die Weiterbildung gefördert?", "lang": language}
        page = served.client.get("/", params=fields).text
    way = f'href="/ergebnisse?kind=decision&amp;still=1&amp;lang={language}">{told.format(shown)}</a>'
    before, _, after = page.partition(way)
    assert 'class="sentence"' in before
    assert 'class="quotes"' in after


def test_several_sentences_on_one_entry_of_a_list_show_one() -> None:
    with serve(Listed(15, "Bonus")) as served:
        asked = "Wie wird die Weiterbildung gefördert?"
        body = served.ask(asked).json()
        assert (len(body["sentences"]), body["listing"]["shown"]) == (2, 1)
        assert ">Beschlüsse ansehen (1 von 15)</a>" in served.client.get("/", params={"q": asked}).text


@pytest.mark.parametrize(("language", "told"), [("de", "Beschlüsse ansehen"), ("en", "See decisions")])
def test_the_way_to_a_list_of_which_nothing_is_shown_counts_nothing(language: str, told: str) -> None:
    with serve(Listed(15)) as served:
        fields = {"q": "Wie heißt die Hauptstadt von Burkina Faso?", "lang": language}
        page = served.client.get("/", params=fields).text
    assert f'&amp;lang={language}">{told}</a>' in page


@pytest.mark.parametrize(
    ("items", "is_counted"),
    [
        ("1. Kran • 2. Kai", True),
        ("a) Kran • b) Kai", True),
        ("(ii) Kran • (iii) Kai", True),
        ("i. Kran • ii. Kai", True),
        ("Kran • Dr. Ahl (HBK)", False),
        ("Kran • Kai.", False),
    ],
)
def test_the_numbers_of_a_list_stand_for_its_bullets(items: str, is_counted: bool) -> None:
    with serve(Telling((f"Es fehlen: • {items}",))) as served:
        page = served.client.get("/", params={"q": "Was fehlt?"}).text
    assert ('<ol class="items">' in page, '<ul class="items">' in page) == (is_counted, not is_counted)
