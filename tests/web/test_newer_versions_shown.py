"""An older version is shown as one: in the API, in the viewer, in the chat; and only to those who may see the newer."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from web_serving import STAFF, Served, serve
from web_versions import NEW, OLD, QUESTION, SECRET, Versioned

OPEN = "neuere Fassung"


@pytest.fixture
def served() -> Iterator[Served]:
    with serve(Versioned((OLD, NEW, SECRET))) as running:
        yield running


def newer(listed: list[dict[str, object]]) -> dict[object, object]:
    return {document["title"]: document["superseded_by"] for document in listed}


def test_citations_hits_and_the_list_name_the_newest_version(served: Served) -> None:
    wanted = {OLD.info.title: {"id": NEW.id, "title": NEW.info.title}, NEW.info.title: None}
    cited = [citation["document"] for citation in served.ask(QUESTION).json()["citations"]]
    hits = served.client.get("/api/search", params={"q": QUESTION}).json()["hits"]
    listed = served.client.get("/api/documents").json()["documents"]
    assert newer(cited) == newer([hit["document"] for hit in hits]) == newer(listed) == wanted
    assert {document["version"] for document in listed} == {"Fassung 2023", "Fassung 2025"}
    assert {document["series"] for document in listed} == {"Bonus"}


def test_a_document_names_its_newest_version_and_where_its_fields_come_from(served: Served) -> None:
    body = served.client.get(f"/api/documents/{OLD.id}").json()
    assert body["superseded_by"] == {"id": NEW.id, "title": NEW.info.title}
    assert body["origins"] == [{"field": "version", "source": "heading", "detail": OLD.info.title}]


def test_only_staff_hear_of_an_internal_newer_version(served: Served) -> None:
    public = served.client.get(f"/api/documents/{NEW.id}")
    assert public.json()["superseded_by"] is None
    staff = served.client.get(f"/api/documents/{NEW.id}", headers=STAFF).json()
    assert staff["superseded_by"]["id"] == SECRET.id
    for path in ("/api/documents", f"/api/documents/{NEW.id}", f"/documents/{NEW.id}", f"/?q={QUESTION}"):
        assert SECRET.id not in served.client.get(path).text, path
        assert "2027" not in served.client.get(path).text, path


@pytest.mark.parametrize(
    ("language", "words"), [("de", "Es gibt eine neuere Fassung:"), ("en", "There is a newer version:")]
)
def test_the_viewer_says_so_with_a_link(language: str, words: str, served: Served) -> None:
    page = served.client.get(f"/documents/{OLD.id}", params={"lang": language}).text
    assert f'{words} <a href="/documents/{NEW.id}?lang={language}">{NEW.info.title}</a>' in page
    assert words not in served.client.get(f"/documents/{NEW.id}", params={"lang": language}).text


def test_the_page_without_script_says_so_at_the_citation(served: Served) -> None:
    page = served.client.get("/", params={"q": QUESTION}).text
    shown = page.partition("</script>")[2]
    assert shown.count(OPEN) == 1
    assert f'<a href="/documents/{NEW.id}">{NEW.info.title}</a>' in shown
