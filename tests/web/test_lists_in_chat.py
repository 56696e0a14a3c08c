"""Below an answer that lists: where the whole list is, and how much of it stands here."""

from __future__ import annotations

from dataclasses import replace

import pytest
from web_fakes import FakeAssistant
from web_serving import serve

from assistant.answering.writing.talk import Listener
from assistant.records import Answer, Listing, Question


class Listed(FakeAssistant):
    """Answers with what it finds as the first entries of a list of so many rows."""

    def __init__(self, rows: int) -> None:
        super().__init__()
        self.rows = rows

    def ask(self, question: Question, listener: Listener | None = None) -> Answer:
        return replace(super().ask(question, listener), listing=Listing("/ergebnisse?kind=decision&still=1", self.rows))


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
