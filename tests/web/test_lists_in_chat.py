"""Below an answer that lists: where the whole list is, and how much of it stands here."""

from __future__ import annotations

import pytest
from web_fakes import Listed
from web_serving import serve


@pytest.mark.parametrize(
    ("rows", "language", "told"),
    [
        (15, "de", "Liste ansehen ({} von 15)"),
        (15, "en", "See the list ({} of 15)"),
        (1, "de", "Liste ansehen"),
        (1, "en", "See the list"),
    ],
)
def test_the_way_to_a_list_says_how_much_is_shown_where_it_is_not_all(rows: int, language: str, told: str) -> None:
    with serve(Listed(rows)) as served:
        shown = len(served.ask("Wie wird die Weiterbildung gefördert?").json()["sentences"])
        assert shown
        fields = {"q": "Wie wird die Weiterbildung gefördert?", "lang": language}
        page = served.client.get("/", params=fields).text
    assert f'href="/ergebnisse?kind=decision&amp;still=1&amp;lang={language}">{told.format(shown)}</a>' in page


@pytest.mark.parametrize(("language", "told"), [("de", "Liste ansehen"), ("en", "See the list")])
def test_the_way_to_a_list_of_which_nothing_is_shown_counts_nothing(language: str, told: str) -> None:
    with serve(Listed(15)) as served:
        fields = {"q": "Wie heißt die Hauptstadt von Burkina Faso?", "lang": language}
        page = served.client.get("/", params=fields).text
    assert f'&amp;lang={language}">{told}</a>' in page
