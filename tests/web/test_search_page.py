"""The search page: hits with marked words, facets that count them, chips that take filters away, and clear refusals."""

from __future__ import annotations

import datetime
import html
import re
from collections.abc import Iterator

import pytest
from web_fakes import CANARY, CORPUS, FakeAssistant, NotIngested, make_document
from web_searching import chips, facets, page
from web_serving import STAFF, Served, serve

from assistant.errors import ReadingError

SECRET = next(document for document in CORPUS if document.info.audience == "internal")


@pytest.fixture
def many() -> Iterator[Served]:
    """A server with 30 passages on one subject, by three labs and in three years, ten of them internal."""
    corpus = tuple(
        make_document(
            f"protokolle/{number}.md",
            f"Treffen {number}",
            [f"Die Weiterbildung Nummer {number} war das Thema der Besprechung."],
            type="minutes" if number % 2 else "press_release",
            audience="internal" if number % 3 == 0 else "public",
            date=datetime.date(2022 + number % 3, 5, 1),
            lab=("Arbeit", "Technik", None)[number % 3],
        )
        for number in range(30)
    )
    with serve(FakeAssistant(corpus)) as running:
        yield running


def test_documents_of_the_same_title_and_date_are_told_apart_by_their_paths() -> None:
    corpus = tuple(
        make_document(path, title, [f"Die Kantine hat {seats} Plätze.", f"Die Kantine kostet {seats} Euro."])
        for path, title, seats in (("a.docx", "Kantine", 40), ("a_final.docx", "Kantine", 45), ("b.docx", "Küche", 9))
    )
    with serve(FakeAssistant(corpus)) as served:
        shown = page(served, "?q=Kantine")
    assert re.findall(r'<p class="facts path">([^<]*)</p>', shown).count("a_final.docx") >= 1
    assert "b.docx" not in shown
    assert {"Kantine (a.docx)", "Kantine (a_final.docx)", "Küche"} <= facets(shown)["document"].keys()


def test_an_empty_search_says_what_can_be_typed(served: Served) -> None:
    for query in ("", "?q=", "?q=%20%20"):
        assert "Geben Sie ein, wonach Sie suchen" in page(served, query)
    for query in ("?q=Weiterbildung", "?type=study"):
        assert "Geben Sie ein, wonach Sie suchen" not in page(served, query)


def test_a_hit_shows_its_words_marked_and_leads_to_its_place(served: Served) -> None:
    text = page(served, "?q=Weiterbildung")
    assert "<mark>Weiterbildung</mark>" in text
    assert "Pressemitteilung · 3.\u00a0Mai 2024" in text
    link = html.unescape(re.search(r'<h3><a href="([^"]*)"', text)[1])  # type: ignore[index]
    opened = served.client.get(link).text
    assert '<mark id="quote"' in opened
    assert "Die Weiterbildung in Betrieben" in opened.split('<mark id="quote"')[1].split("</mark>")[0]


def test_the_public_finds_nothing_internal_and_is_not_told_of_it(served: Served) -> None:
    for query in (
        f"?q=Pilotprojekt+{CANARY}",
        f"?q={CANARY}&audience=internal",
        f"?q=Pilotprojekt&document={SECRET.id}",
    ):
        text = page(served, query)
        assert "Keine Textstelle gefunden" in text
        assert "48.250" not in text
        assert SECRET.info.title not in text.replace(CANARY, "")
        assert "facet-audience" not in text


def test_staff_find_it_with_its_badge(served: Served) -> None:
    text = page(served, f"?q=Pilotprojekt+{CANARY}", STAFF)
    assert '<span class="badge">Intern</span>' in text
    assert f"<mark>{CANARY}</mark>" in text


def test_facets_count_the_hits_and_keep_only_theirs(many: Served) -> None:
    text = page(many, "?q=Weiterbildung", STAFF)
    assert "30 Textstellen in 30 Dokumenten" in text
    found = facets(text)
    assert found["type"] == {"Protokoll": 15, "Pressemitteilung": 15}
    assert found["lab"] == {"Arbeit": 10, "Technik": 10}
    assert list(found["year"].items()) == [("2024", 10), ("2023", 10), ("2022", 10)]
    assert found["audience"] == {"öffentlich": 20, "intern": 10}
    narrower = page(many, "?q=Weiterbildung&date_from=2023-01-01&date_to=2023-12-31&type=minutes", STAFF)
    assert "5 Textstellen in 5 Dokumenten" in narrower
    assert facets(narrower) == {}, "what all hits share, or each has alone, does not narrow them"


def test_the_same_search_has_one_address_however_it_came_about(many: Served) -> None:
    stated = ("q=Weiterbildung", "type=minutes", "lab=Technik", "date_from=2022-01-01", "date_to=2023-12-31")
    addresses = set()
    for turned in (stated, stated[::-1], (*stated[3:], *stated[:3])):
        shown = page(many, "?audience=public&" + "&".join(turned))
        addresses.add(tuple(chips(shown).values()))
    assert len(addresses) == 1
    narrowed = "/suche?q=Weiterbildung&type=minutes&lab=Technik"
    by_type = chips(page(many, "?q=Weiterbildung&lab=Technik&type=minutes&document=x"))
    assert narrowed in by_type.values()


def test_every_number_is_true_for_the_address_behind_it(many: Served) -> None:
    text = page(many, "?q=Weiterbildung", STAFF)
    links = re.findall(r'<li><a href="([^"]*)"><span>[^<]*</span> <span class="count"[^>]*>(\d+)<', text)
    assert len(links) == 9
    for address, number in links:
        narrowed = many.client.get(html.unescape(address), headers=STAFF).text
        assert ("Eine Textstelle" if number == "1" else f"{number} Textstellen in ") in narrowed


def test_chips_name_the_filters_and_take_each_away(many: Served) -> None:
    query = "?q=Weiterbildung&type=minutes&lab=Arbeit&audience=internal&date_from=2022-01-01&date_to=2022-12-31"
    found = chips(page(many, query, STAFF))
    assert list(found) == ["Art: Protokoll", "Lab: Arbeit", "Zugang: intern", "Zeitraum: 2022"]
    assert "type=" not in found["Art: Protokoll"]
    assert "lab=Arbeit" in found["Art: Protokoll"]
    assert "date_" not in found["Zeitraum: 2022"]
    assert list(chips(page(many, "?q=Weiterbildung&date_from=2023-03-01"))) == ["Zeitraum: ab 1. März 2023"]
    assert list(chips(page(many, "?q=Weiterbildung&date_to=2023-03-01"))) == ["Zeitraum: bis 1. März 2023"]


def test_more_shows_ten_more(many: Served) -> None:
    first = page(many, "?q=Weiterbildung", STAFF)
    assert first.count('<li id="hit-') == 10
    more = html.unescape(re.search(r'href="([^"]*)#hit-11">Weitere', first)[1])  # type: ignore[index]
    second = many.client.get(more, headers=STAFF).text
    assert second.count('<li id="hit-') == 20
    assert "Weitere Textstellen" not in page(many, "?q=Weiterbildung&k=30", STAFF)


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("date_from=gestern", "Das Feld Von ist kein Datum."),
        ("date_to=2024-02-30", "Das Feld Bis ist kein Datum."),
        ("date_from=2024-05-04&date_to=2024-05-03", "(4. Mai 2024) liegt nach seinem Ende (3. Mai 2024)"),
        ("type=brief", "Das Feld Art hat einen unbekannten Wert."),
        ("audience=alle", "Das Feld Zugang hat einen unbekannten Wert."),
        ("k=0", "Das Feld Anzahl ist 0, erlaubt sind 1 bis 100."),
        ("k=viele", "Das Feld Anzahl ist keine ganze Zahl."),
        (f"lab={'x' * 201}", "Das Feld Lab hat 201 Zeichen, erlaubt sind 200."),
    ],
)
def test_what_is_wrong_is_said_beside_the_form_which_keeps_what_was_typed(
    served: Served, query: str, said: str
) -> None:
    response = served.client.get(f"/suche?q=Weiterbildung&{query}", headers={"Accept": "text/html"})
    assert response.status_code == 422
    assert said in html.unescape(response.text)
    assert 'name="q" type="search" value="Weiterbildung"' in response.text


def test_a_question_that_is_too_long_is_said(served: Served) -> None:
    response = served.client.get("/suche", params={"q": "x" * 1001})
    assert response.status_code == 422
    assert "1001 Zeichen" in response.text


def test_unknown_fields_are_nothing_to_the_page(served: Served) -> None:
    assert "<mark>Weiterbildung</mark>" in page(served, "?q=Weiterbildung&utm_source=brief")


def test_searches_of_the_public_count_and_facets_are_searches() -> None:
    with serve(FakeAssistant(), rate_limit=2) as served:
        for _ in range(2):
            page(served, "?q=Weiterbildung")
        page(served)
        refused = served.client.get("/suche?q=Weiterbildung")
        assert refused.status_code == 429
        assert "2-mal gefragt oder gesucht" in refused.text
        assert 'value="Weiterbildung"' in refused.text
        assert 1 <= int(refused.headers["retry-after"]) <= 60
        assert served.client.get("/suche?q=Weiterbildung", headers=STAFF).status_code == 200


def test_a_server_without_an_index_says_so_and_keeps_the_query() -> None:
    with serve(NotIngested()) as served:
        response = served.client.get("/suche?q=Weiterbildung")
        assert response.status_code == 503
        assert "Der Assistent startet gerade." in response.text
        assert 'value="Weiterbildung"' in response.text
        page(served)


def test_nothing_of_a_document_or_a_query_becomes_html() -> None:
    evil = '<img src=x onerror="alert(1)">'
    document = make_document("böse.md", f"Titel {evil}", [f"Weiterbildung {evil} Besprechung"], lab=f"Lab {evil}")
    other = make_document("gut.md", "Gut", ["Weiterbildung Besprechung"])
    with serve(FakeAssistant((document, other))) as served:
        text = served.client.get("/suche", params={"q": f"Weiterbildung {evil}", "lab": ""}).text
        assert "<img" not in text
        assert "&lt;img" in text


def test_the_language_stays_on_every_link(many: Served) -> None:
    text = page(many, "?q=Weiterbildung&lang=en&type=minutes", STAFF)
    assert "Take the filter away: Kind: Minutes" in text
    links = re.findall(r'href="(/suche\?[^"]*|/documents/[^"]*)"', text)
    assert links
    assert [link for link in links if "lang=" not in link] == []


def test_what_holds_few_of_the_words_counts_only_among_the_first(many: Served) -> None:
    text = page(many, "?q=Weiterbildung+Schwerpunkt+Elektronikfertigung", STAFF)
    assert "Im Sinn am nächsten: 10" in text, "one word of three"
    assert "Keine Textstelle enthält Ihre Suchbegriffe." in text
    assert "30 Textstellen" in page(many, "?q=Weiterbildung+Schwerpunkt", STAFF), "one word of two"
    assert "Suchbegriffe." not in page(many, "?q=Weiterbildung", STAFF)


def test_what_keeps_it_from_searching_is_named_to_the_staff_and_written_to_the_log(
    caplog: pytest.LogCaptureFixture,
) -> None:
    with serve(FakeAssistant(not_ready=ReadingError("file_gone", path="katalog.db"))) as served:
        public, staff = (served.client.get("/suche?q=Weiterbildung", headers=headers) for headers in (None, STAFF))
    assert (public.status_code, staff.status_code) == (503, 503)
    assert ("katalog.db" in public.text, "katalog.db" in staff.text) == (False, True)
    assert [record.message for record in caplog.records].count("refused") == 2
