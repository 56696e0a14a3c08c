"""The viewer by pages: the page of the quote, other pages, sizes, the citations of an answer, all by plain links."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html import unescape
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from web_fakes import FakeAssistant, make_document
from web_originals import PAGES, at, opened_at, pdf, read_from
from web_serving import STAFF, Served, serve

from assistant.notices import Notice
from assistant.records import Document, Span
from assistant.web.viewing.viewer_address import MOST_CITED, Cited, Opening

QUOTE = "höchstens 12.500 Euro"
NOTE = make_document("notiz.md", "Notiz zur Förderung", ["Die Frist endet im Juni. Anträge nimmt die Stelle an."])
SECRET = make_document("vermerk.md", "Vermerk Zwirbelkranich", ["Der Etat beträgt 48.250 Euro."], audience="internal")


@pytest.fixture(scope="module")
def paper(tmp_path_factory: pytest.TempPathFactory) -> Document:
    [document] = read_from(tmp_path_factory.mktemp("corpus") / "richtlinie.pdf", pdf(*PAGES, labels=True))
    return document


@pytest.fixture(scope="module")
def served(paper: Document) -> Iterator[Served]:
    with serve(FakeAssistant((paper, NOTE, SECRET))) as running:
        yield running


def words(page: str) -> str:
    return " ".join(unescape(re.sub(r"<[^>]*>", " ", page)).split())


def link(page: str, key: str) -> str:
    [found] = re.findall(rf'href="([^"]*)" (?:data-key="{key}")', page)
    return unescape(found)


def listed(*cited: tuple[Document, Span]) -> str:
    return ",".join(str(Cited(document.id, span)) for document, span in cited)


def test_a_link_shows_the_page_of_its_quote_as_an_image_and_its_text_beside_it(served: Served, paper: Document) -> None:
    page = served.client.get(opened_at(paper, QUOTE)).text
    assert f'src="/documents/{paper.id}/pages/2.webp"' in page
    assert "Seite 2 von 3" in words(page)
    assert "gedruckt „ii“" in words(page)
    assert re.findall(r"<mark[^>]*>([^<]*)</mark>", page) == [QUOTE]
    assert "Verfahren" not in words(page), "the text of another page"
    assert re.search(r'alt="Seite 2 von „Richtlinie zur Weiterbildung“ als Bild', page)
    assert page.count('id="quote"') == 1


def test_the_mark_is_drawn_in_points_of_the_page_without_a_style(served: Served, paper: Document) -> None:
    page = served.client.get(opened_at(paper, QUOTE)).text
    [(width, height)] = re.findall(r'class="marks" viewBox="0 0 ([\d.]+) ([\d.]+)"', page)
    assert (float(width), float(height)) == pytest.approx((595.28, 841.89), abs=0.01)
    assert len(re.findall("<rect", page)) == 1
    assert "style=" not in page


def test_pages_turn_by_links_that_keep_the_quote(served: Served, paper: Document) -> None:
    second = served.client.get(opened_at(paper, QUOTE)).text
    third = served.client.get(link(second, "next")).text
    assert "Seite 3 von 3" in words(third)
    assert "Verfahren" in words(third)
    assert "<rect" not in third
    assert "Zur markierten Stelle auf Seite 2" in words(third)
    first = served.client.get(link(served.client.get(link(third, "previous")).text, "previous")).text
    assert "Seite 1 von 3" in words(first)
    assert not re.search(r'href="[^"]*" data-key="previous"', first)


@pytest.mark.parametrize(
    ("typed", "number"), [("3", 3), ("iii", 3), ("III", 3), ("99", 3), ("0", 1), ("", 2), ("xx", 2), ("²", 2)]
)
def test_a_page_is_opened_by_its_number_or_by_what_is_printed_on_it(
    served: Served, paper: Document, typed: str, number: int
) -> None:
    page = served.client.get(f"{opened_at(paper, QUOTE)}&page={typed}").text
    assert f"Seite {number} von 3" in words(page)


def test_the_size_is_kept_while_pages_turn(served: Served, paper: Document) -> None:
    page = served.client.get(link(served.client.get(opened_at(paper, QUOTE)).text, "larger")).text
    assert "zoom-150" in page
    page = served.client.get(link(page, "next")).text
    assert "zoom-150" in page
    assert "zoom-100" in served.client.get(link(page, "fit")).text
    assert "zoom-100" in served.client.get(f"{opened_at(paper, QUOTE)}&zoom=17").text


def test_the_whole_text_is_one_link_away_and_leads_back(served: Served, paper: Document) -> None:
    page = served.client.get(opened_at(paper, QUOTE, "&text=1")).text
    assert "Verfahren" in words(page)
    assert re.findall(r"<mark[^>]*>([^<]*)</mark>", page) == [QUOTE]
    assert "Als Seiten zeigen" in words(page)
    assert "<img" not in page


def test_a_quote_over_two_pages_is_marked_on_both(served: Served, paper: Document) -> None:
    start, end = paper.text.index("Die Frist endet"), paper.text.index("Anträge nimmt") + len("Anträge nimmt")
    first = served.client.get(f"/documents/{paper.id}?start={start}&end={end}").text
    assert "Die markierte Stelle geht auf Seite 3 weiter" in words(first)
    second = served.client.get(f"/documents/{paper.id}?start={start}&end={end}&page=3").text
    assert [len(re.findall("<rect", page)) for page in (first, second)] == [1, 2]


def test_a_wrong_quote_is_told_and_the_first_page_shown(served: Served, paper: Document) -> None:
    page = served.client.get(f"/documents/{paper.id}?start=5&end=999999").text
    assert "ohne Markierung" in page
    assert "Seite 1 von 3" in words(page)


def test_citations_of_the_answer_are_walked_through(served: Served, paper: Document) -> None:
    of = listed(
        (paper, at(paper, QUOTE)), (NOTE, at(NOTE, "Die Frist endet im Juni.")), (paper, at(paper, "Verfahren"))
    )
    page = served.client.get(opened_at(paper, QUOTE, f"&of={of}")).text
    assert "Beleg 1 von 3" in words(page)
    assert 'rel="prev"' not in page
    [following] = re.findall(r'rel="next" href="([^"]*)"', page)
    page = served.client.get(unescape(following)).text
    assert "Beleg 2 von 3" in words(page)
    assert re.findall(r"<mark[^>]*>([^<]*)</mark>", page) == ["Die Frist endet im Juni."]
    assert "Nächster Beleg › Richtlinie zur Weiterbildung" in words(page)
    assert 'rel="prev"' in page


def test_a_citation_that_the_caller_may_not_see_is_passed_over(served: Served, paper: Document) -> None:
    of = listed((paper, at(paper, QUOTE)), (SECRET, Span(0, 9)), (NOTE, Span(0, 9)))
    address = opened_at(paper, QUOTE, f"&of={of}")
    public, staff = served.client.get(address).text, served.client.get(address, headers=STAFF).text
    assert "Zwirbelkranich" not in public
    assert "Nächster Beleg › Notiz zur Förderung" in words(public)
    assert "Nächster Beleg › Vermerk Zwirbelkranich" in words(staff)


@pytest.mark.parametrize("of", ["", "x", "x.1-2", ",,,", "../..", "<script>", "a.9-", f"{'a.1-2,' * 5000}"])
def test_a_list_of_citations_without_this_one_is_ignored(served: Served, paper: Document, of: str) -> None:
    page = served.client.get(f"/documents/{paper.id}", params={"start": 0, "end": 9, "of": of}).text
    assert "Beleg" not in words(page)
    assert "<script>" not in page


@given(st.text(max_size=200))
def test_no_address_breaks_the_viewer(text: str) -> None:
    opening = Opening.of("a" * 20, {"start": text, "end": text, "page": text, "zoom": text, "of": text})
    assert re.fullmatch(r"/documents/a{20}(\?[A-Za-z0-9=&.,_-]+)?", opening.address(page=3))


CITED = st.builds(Cited, st.from_regex(r"[0-9a-f]{20}", fullmatch=True), st.builds(Span, *[st.integers(0, 10**8)] * 2))


@given(st.lists(CITED, min_size=1, max_size=20, unique=True))
def test_the_citations_of_an_address_come_back_in_order(cited: list[Cited]) -> None:
    first = cited[0]
    query = {"start": str(first.span.start), "end": str(first.span.end), "of": ",".join(map(str, cited))}
    opening = Opening.of(first.document_id, query)
    assert opening.cited == tuple(cited[:MOST_CITED])
    assert opening.place == 0


def test_warnings_of_the_reader_are_for_the_staff(paper: Document) -> None:
    warned = replace(paper, warnings=(Notice.of("pages_unsure", pages="2 (71 %)"),), other_paths=("kopie.pdf",))
    with serve(FakeAssistant((warned,))) as served:
        public = words(served.client.get(f"/documents/{paper.id}").text)
        staff = words(served.client.get(f"/documents/{paper.id}", headers=STAFF).text)
        english = words(served.client.get(f"/documents/{paper.id}?lang=en", headers=STAFF).text)
    assert "kopie.pdf" in public
    assert "Unsicher erkannt" not in public
    assert "Unsicher erkannt" in staff
    assert "Recognised without certainty (OCR) are the pages 2 (71 %)" in english


def test_a_scan_without_an_original_is_shown_as_text(tmp_path: Path) -> None:
    [document] = read_from(tmp_path / "a.pdf", pdf(*PAGES))
    (tmp_path / "a.pdf").unlink()
    with serve(FakeAssistant((document,))) as served:
        page = served.client.get(opened_at(document, QUOTE)).text
    assert re.findall(r"<mark[^>]*>([^<]*)</mark>", page) == [QUOTE]
    assert "liegt nicht mehr dort" in page
