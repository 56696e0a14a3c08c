"""The search page without a query: all documents that may be seen, narrowed by its address, none lost, none twice."""

from __future__ import annotations

import datetime
import html
import re
from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import Path
from typing import NamedTuple

import pytest
from web_fakes import CANARY, CORPUS, FakeAssistant, NotIngested, make_document
from web_searching import chips, facets, page
from web_serving import STAFF, Served, serve
from web_shared import store_of
from web_versions import NEW, OLD
from web_versions import SECRET as NEWEST

from assistant.records import Document
from assistant.storage.folder import DataFolder
from assistant.web.shared.keys import ApiKeys

SECRET = next(document for document in CORPUS if document.info.audience == "internal")


def boats(number: int) -> Iterator[Document]:
    """Documents on so many boats, each a day older than the last; every third is internal, every other a study."""
    for place in range(number):
        yield make_document(
            f"werft/{place}.md",
            f"Boot {place}",
            [f"Das Boot Nummer {place} liegt im Hafen."],
            type="study" if place % 2 else "minutes",
            audience="public" if place % 3 else "internal",
            date=datetime.date(2024, 6, 30) - datetime.timedelta(days=place),
            lab=("Segel", "Ruder", None)[place % 3],
        )


@pytest.fixture(scope="module")
def harbour() -> Iterator[Served]:
    with serve(FakeAssistant(tuple(boats(30)))) as running:
        yield running


class Listed(NamedTuple):
    """The heading of a list, its titles in their order, and the address of "more"."""

    heading: str
    titles: list[str]
    more: str | None


def listed(text: str) -> Listed:
    heading = re.search(r'<h2 id="found">([^<]*)</h2>', text)
    more = re.search(r'<a class="button quiet" href="([^"]*)">Weitere Dokumente zeigen', text)
    titles = re.findall(r'<h3><a href="/documents/[^"]*" lang="\w+">([^<]*)</a></h3>', text)
    return Listed(
        heading[1] if heading else "",
        [html.unescape(title) for title in titles],
        html.unescape(more[1]) if more else None,
    )


def dated(title: str, date: datetime.date | None) -> Document:
    return make_document(f"{title}.md", title, ["Das Boot liegt im Hafen."], date=date)


def test_without_a_query_all_documents_are_listed_with_a_link_to_each(served: Served) -> None:
    text = page(served)
    public = [document.info for document in CORPUS if document.info.audience == "public"]
    assert listed(text) == ("Alle Dokumente (2)", [info.title for info in public], None)
    assert '<section aria-labelledby="found">' in text
    assert '<ol class="hits" aria-label="Dokumente, die neuesten zuerst">' in text
    assert "Pressemitteilung · 3.\N{NO-BREAK SPACE}Mai 2024" in text
    for info in public:
        assert served.client.get(f"/documents/{info.id}").status_code == 200
        assert f'href="/documents/{info.id}"' in text


def test_the_newest_stand_first_and_those_without_a_date_last_by_title() -> None:
    day = datetime.date(2024, 5, 3)
    corpus = (
        dated("Steg", None),
        dated("Boje", None),
        dated("Mole 10", day),
        dated("Ölsperre", day.replace(day=2)),
        dated("mole 2", day),
        dated("Anker", day.replace(year=2023)),
    )
    with serve(FakeAssistant(corpus)) as served:
        assert listed(page(served)).titles == ["mole 2", "Mole 10", "Ölsperre", "Anker", "Boje", "Steg"]


def test_the_address_narrows_the_list(harbour: Served) -> None:
    assert listed(page(harbour, "?type=study")).heading == "10 Dokumente"
    assert listed(page(harbour, "?lab=ruder")).heading == "10 Dokumente", "in whatever spelling, as in a search"
    found = listed(page(harbour, "?type=study&lab=Ruder&date_from=2024-06-20&date_to=2024-06-29"))
    assert found == ("2 Dokumente", ["Boot 1", "Boot 7"], None)
    one = next(boats(2)).info
    assert listed(page(harbour, f"?document={one.id}", STAFF)) == ("1 Dokument", ["Boot 0"], None)
    assert list(chips(page(harbour, f"?document={one.id}", STAFF))) == ["Dokument: Boot 0"]
    nothing = page(harbour, "?type=press_release")
    assert "Kein Dokument passt dazu. Nehmen Sie Filter weg." in nothing
    assert chips(nothing) == {"Art: Pressemitteilung": "/suche"}


def test_a_server_without_documents_says_so() -> None:
    with serve(FakeAssistant(())) as served:
        assert "Noch gibt es hier keine Dokumente." in page(served)


def test_more_shows_more_and_leaves_no_document_out(harbour: Served) -> None:
    first = listed(page(harbour, "", STAFF))
    assert first.heading == "Alle Dokumente (30)"
    assert first.titles == [f"Boot {place}" for place in range(20)]
    assert first.more == "/suche?k=40#hit-21"
    second = page(harbour, first.more.removeprefix("/suche"), STAFF)
    assert listed(second).titles == [f"Boot {place}" for place in range(30)]
    assert listed(second).more is None
    assert '<li id="hit-21">' in second


def test_behind_a_hundred_documents_the_list_goes_on_on_another_page() -> None:
    with serve(FakeAssistant(tuple(boats(210)))) as served:
        seen: list[str] = []
        address: str | None = "/suche?k=100"
        while address:
            text = page(served, address.removeprefix("/suche"), STAFF)
            found = listed(text)
            assert len(found.titles) <= 100
            seen += [title for title in found.titles if title not in seen]
            address = found.more
        assert seen == [f"Boot {place}" for place in range(210)]
        assert "hier 201 bis 210" in text
        assert '<a href="/suche">Zum Anfang der Liste</a>' in text
        beyond = page(served, "?offset=500", STAFF)
        assert listed(beyond).titles[0] == "Boot 0", "documents may have gone since the address was made"
        refused = served.client.get("/suche?offset=-1", headers=STAFF)
        assert (refused.status_code, "Das Feld Ab Stelle ist -1" in refused.text) == (422, True)


def test_facets_count_documents_and_keep_only_theirs(harbour: Served) -> None:
    text = page(harbour, "", STAFF)
    assert facets(text) == {
        "type": {"Protokoll": 15, "Studie": 15},
        "lab": {"Ruder": 10, "Segel": 10},
        "audience": {"öffentlich": 20, "intern": 10},
    }
    assert "Die Zahl nennt die Dokumente." in text
    assert "(Dokumente: 15)" in text
    narrower = page(harbour, "?type=study&lab=Segel", STAFF)
    assert listed(narrower).heading == "5 Dokumente"
    assert facets(narrower) == {}, "all of them are internal"
    assert list(chips(narrower).values()) == ["/suche?lab=Segel", "/suche?type=study"]


def test_the_public_sees_nothing_internal_and_no_facet_that_betrays_it(served: Served, harbour: Served) -> None:
    for query in ("", "?type=minutes", "?audience=internal", f"?document={SECRET.id}", "?offset=2", "?k=100"):
        text = page(served, query)
        assert CANARY not in text
        assert SECRET.info.title not in text
        assert '<span class="badge">' not in text
        assert "facet-audience" not in text
    text = page(harbour)
    assert listed(text).heading == "Alle Dokumente (20)"
    assert facets(text) == {"type": {"Protokoll": 10, "Studie": 10}, "lab": {"Ruder": 10}}


def test_staff_see_internal_documents_with_their_badge(served: Served) -> None:
    for query in ("", "?audience=internal"):
        entry = re.search(rf"{SECRET.info.title}</a></h3>(.*?)</li>", page(served, query, STAFF), re.DOTALL)
        assert entry
        assert '<span class="badge">Intern</span>' in entry[1]
    assert listed(page(served, "?audience=public", STAFF)).heading == "2 Dokumente"


def test_an_older_version_stands_with_its_newest_one() -> None:
    with serve(FakeAssistant((OLD, NEW, NEWEST))) as served:
        public, staff = page(served), page(served, "", STAFF)
    assert listed(public) == ("Alle Dokumente (1)", [NEW.info.title], None)
    older = f'<a href="/documents/{OLD.info.id}" lang="de">{OLD.info.title}</a>'
    assert f"Ältere Fassung: {older} (3.\N{NO-BREAK SPACE}Mai 2024)" in public
    assert "neuere Fassung" not in public
    assert NEWEST.info.id not in public
    assert listed(staff) == ("Alle Dokumente (1)", [NEWEST.info.title], None)
    assert "Ältere Fassungen: " in staff
    assert all(f'href="/documents/{one.info.id}"' in staff for one in (OLD, NEW, NEWEST))


def test_an_older_version_stands_for_itself_where_the_newest_is_left_out() -> None:
    older = replace(OLD, info=replace(OLD.info, date=datetime.date(2023, 2, 1)))
    with serve(FakeAssistant((older, NEW))) as served:
        text = page(served)
        assert facets(text)["year"] == {"2024": 1, "2023": 1}
        assert "type" not in facets(text), "both are of one kind"
        narrowed = page(served, "?date_to=2023-12-31")
    assert listed(narrowed) == ("1 Dokument", [OLD.info.title], None)
    assert f'Es gibt eine neuere Fassung: <a href="/documents/{NEW.info.id}">{NEW.info.title}</a>' in html.unescape(
        re.sub(r"\s+", " ", narrowed)
    )


def test_every_number_is_true_for_the_address_behind_it(harbour: Served) -> None:
    text = page(harbour, "", STAFF)
    links = re.findall(r'<li><a href="([^"]*)"><span>[^<]*</span> <span class="count"[^>]*>(\d+)<', text)
    assert len(links) == 6
    for address, number in links:
        narrowed = page(harbour, html.unescape(address).removeprefix("/suche"), STAFF)
        assert listed(narrowed).heading == f"{number} Dokumente"


def test_documents_that_look_the_same_are_told_apart_by_their_paths() -> None:
    corpus = [make_document(path, "Kantine", [f"Die Kantine hat {path}."]) for path in ("a.docx", "b.docx")]
    with serve(FakeAssistant((*corpus, *CORPUS))) as served:
        assert re.findall(r'<p class="facts path">([^<]*)</p>', page(served)) == ["a.docx", "b.docx"]


def test_the_key_of_a_website_lists_only_what_that_one_searches_in(tmp_path: Path) -> None:
    sites = {"kammer": {"origins": ["https://kammer.example"], "labs": ["Ruder"]}}
    confined = replace(OLD, info=replace(OLD.info, lab="Ruder"))
    with (
        serve(FakeAssistant((*boats(9), confined, NEW)), data=tmp_path, sites=sites) as served,
        store_of(DataFolder(tmp_path)) as store,
    ):
        key = ApiKeys(store).make("x", ["search", "internal"], site="kammer")
        text = page(served, "", {"Authorization": f"Bearer {key}"})
    assert listed(text) == ("Alle Dokumente (4)", ["Boot 1", "Boot 4", "Boot 7", OLD.info.title], None)
    assert "neuere Fassung" not in text, "the newer one is not of that website"
    assert "lab" not in facets(text)


def opened(served: Served, path: str, headers: Mapping[str, str] | None = None) -> tuple[int, bool, bool]:
    """The status, whether the form stands on the page, and whether a list does."""
    response = served.client.get(path, headers={"Accept": "text/html", **(headers or {})})
    return response.status_code, '<input id="q"' in response.text, '<ol class="hits"' in response.text


def test_lists_of_the_public_count_like_searches_but_the_page_is_never_refused() -> None:
    with serve(FakeAssistant(), rate_limit=2) as served:
        assert opened(served, "/suche") == opened(served, "/suche?type=study") == (200, True, True)
        assert served.ask("Wie wird die Weiterbildung gefördert?").status_code == 429
        assert opened(served, "/suche?type=study") == (429, True, False)
        assert opened(served, "/suche?q=Weiterbildung") == (429, True, False)
        assert opened(served, "/suche") == opened(served, "/suche?k=40&lang=en") == (200, True, False)
        text = page(served)
        assert "2-mal gefragt oder gesucht" in text
        assert "Retry-After" not in served.client.get("/suche").headers
        assert opened(served, "/suche", STAFF) == (200, True, True)


def test_a_server_without_an_index_shows_the_form_and_says_why_it_lists_nothing() -> None:
    with serve(NotIngested()) as served:
        assert opened(served, "/suche") == (200, True, False)
        assert opened(served, "/suche?type=study") == (503, True, False)
        assert "Der Assistent startet gerade." in page(served)


def test_what_is_wrong_with_a_filter_is_said_beside_the_form(harbour: Served) -> None:
    response = harbour.client.get("/suche?date_from=gestern&lab=Ruder", headers={"Accept": "text/html"})
    assert response.status_code == 422
    assert "Das Feld Von ist kein Datum." in response.text
    assert '<input type="hidden" name="lab" value="Ruder">' in response.text


def test_the_list_is_told_in_english(harbour: Served) -> None:
    text = page(harbour, "?lang=en", STAFF)
    for words in ("All documents (30)", "The newest first, here 1 to 20.", "Show more documents", "(documents: 15)"):
        assert words in text
    links = re.findall(r'href="(/suche\?[^"]*|/documents/[^"]*)"', text)
    assert len(links) > 20
    assert [link for link in links if "lang=" not in link] == []


def test_nothing_of_a_document_or_a_filter_becomes_html() -> None:
    evil = '<img src=x onerror="alert(1)">'
    corpus = [make_document(f"{name}.md", f"{name} {evil}", ["Boot"], lab=f"{name} {evil}") for name in "ab"]
    with serve(FakeAssistant(tuple(corpus))) as served:
        for params in ({}, {"lab": f"a {evil}"}, {"topic": evil}):
            text = served.client.get("/suche", params=params).text
            assert "<img" not in text
            assert "&lt;img" in text
