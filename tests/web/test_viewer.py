"""The document view: everything is shown, the quote is marked exactly, nothing of a document becomes markup."""

from __future__ import annotations

import dataclasses
import re
import threading
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from html import unescape

import httpx
import pytest
from hypothesis import given
from hypothesis import strategies as st
from web_fakes import CORPUS, FakeAssistant, make_document
from web_serving import STAFF, Served, serve

from assistant.records import Document, Page, Span
from assistant.web.viewing.viewer import view

LINES = st.lists(
    st.builds(
        lambda mark, words: mark + " ".join(words),
        st.sampled_from(["", "# ", "- "]),
        st.lists(st.sampled_from(["Größe", "<b>", "&", "1.", "ﬁ", "𝒳", "Straße", "a|b"]), min_size=1, max_size=4),
    ),
    min_size=1,
    max_size=6,
)


def marked_text(document: Document, quote: Span) -> str:
    parts = [part for group in view(document, quote).groups for part in group]
    return "".join(piece.text for part in parts for piece in part.pieces if piece.marked)


@given(LINES, st.data())
def test_exactly_the_quote_is_marked_even_across_blocks(lines: list[str], data: st.DataObject) -> None:
    document = make_document("a.md", "A", lines)
    start = data.draw(st.integers(0, len(document.text) - 1))
    end = data.draw(st.integers(start + 1, len(document.text)))
    inside = [range(max(start, b.start), min(end, b.end)) for b in document.blocks]
    wanted = "".join(document.text[r.start : r.stop] for r in inside if document.text[r.start : r.stop].strip())
    assert marked_text(document, Span(start, end)) == wanted


@given(LINES)
def test_every_block_is_shown_whole_and_in_order(lines: list[str]) -> None:
    document = make_document("a.md", "A", lines)
    shown = [part.text for group in view(document, None).groups for part in group]
    assert shown == [document.text[block.start : block.end] for block in document.blocks]


@pytest.mark.parametrize(
    ("item", "marker"),
    [("Kran", "–"), ("3. Kran", ""), ("(a) Kran", ""), ("viii. Kran", ""), ("TOP 2: Kran", ""), ("§ 4 Kran", "")],
)
def test_an_item_that_has_a_number_has_no_dash_before_it(item: str, marker: str) -> None:
    document = make_document("a.txt", "A", [item])
    listed = dataclasses.replace(document, blocks=(dataclasses.replace(document.blocks[0], kind="item", level=1),))
    [[part]] = view(listed, None).groups
    assert part.marker == marker


def levelled(title: str, *levels: int) -> Document:
    """A document of headings of these levels, called `H` and their place."""
    document = make_document("a.md", title, [f"# H{place}" for place in range(len(levels))])
    blocks = zip(document.blocks, levels, strict=True)
    return dataclasses.replace(document, blocks=tuple(dataclasses.replace(one, level=level) for one, level in blocks))


@pytest.mark.parametrize(
    ("title", "levels", "shown"),
    [
        ("H0", (1, 2, 3, 2, 1), [2, 2, 3, 2, 2]),
        ("H0", (2, 3, 4, 3), [2, 2, 3, 2]),
        ("Hafen", (1, 2, 3, 2), [2, 3, 4, 3]),
    ],
)
def test_below_a_title_that_the_page_is_headed_with_no_level_is_left_out(
    title: str, levels: tuple[int, ...], shown: list[int]
) -> None:
    assert [part.level for group in view(levelled(title, *levels), None).groups for part in group] == shown


@given(LINES, st.integers(-5, 200), st.integers(-5, 200))
def test_one_piece_carries_the_id_when_the_quote_is_shown(lines: list[str], start: int, end: int) -> None:
    seen = view(make_document("a.md", "A", lines), Span(start, end))
    firsts = [piece for group in seen.groups for part in group for piece in part.pieces if piece.first]
    assert len(firsts) == int(seen.quote_shown)


def test_a_quote_across_blocks_is_one_place_with_one_id(served: Served) -> None:
    document = CORPUS[0]
    start, end = document.text.index("Förderung\n"), document.text.index(" in Betrieben")
    page = served.client.get(f"/documents/{document.id}?start={start}&end={end}").text
    assert re.findall(r"<mark[^>]*>([^<]*)</mark>", page) == ["Förderung", "Die Weiterbildung"]
    assert page.count('id="quote"') == 1


def test_a_row_is_marked_cell_by_cell(served: Served) -> None:
    document = CORPUS[0]
    row = "Weiterbildung | 80 Prozent | 12.500 Euro"
    start = document.text.index(row)
    page = served.client.get(f"/documents/{document.id}?start={start}&end={start + len(row)}").text
    assert re.findall(r"<mark[^>]*>([^<]*)</mark></td>", page) == ["Weiterbildung", "80 Prozent", "12.500 Euro"]
    assert page.count('id="quote"') == 1


@pytest.mark.parametrize(
    "query",
    ["start=5&end=5", "start=9&end=3", "start=-1&end=4", "start=0&end=99999", "start=x&end=4", "start=1", "end=٣"],
)
def test_wrong_offsets_show_the_document_without_a_mark_and_say_so(served: Served, query: str) -> None:
    response = served.client.get(f"/documents/{CORPUS[0].id}?{query}")
    assert response.status_code == 200
    assert "<mark" not in response.text
    assert "ohne Markierung" in response.text


def test_without_a_quote_there_is_no_notice(served: Served) -> None:
    assert "ohne Markierung" not in served.client.get(f"/documents/{CORPUS[0].id}").text


def test_the_page_states_type_date_page_and_path(served: Served) -> None:
    study, press = CORPUS[1], CORPUS[0]
    start = study.text.index("Die Betriebe rechnen")
    page = served.client.get(f"/documents/{study.id}?start={start}&end={start + 10}").text
    assert "Studie · ohne Datum · Seite 2" in page
    assert 'id="page-2"' in page
    assert "studien/bordnetz.pdf" in page
    english = served.client.get(f"/documents/{press.id}?lang=en").text
    assert "Press release · 3\u00a0May 2024" in english


def test_an_internal_document_is_labelled_in_words(served: Served) -> None:
    page = served.client.get(f"/documents/{CORPUS[2].id}", headers=STAFF).text
    assert ">Intern<" in page


class SlowPages(tuple[Page, ...]):
    """Pages that take as long to read as a document of many megabytes to show: until `go_on` is set."""

    begun, go_on = threading.Event(), threading.Event()

    def __iter__(self) -> Iterator[Page]:
        self.begun.set()
        self.go_on.wait(60)
        return super().__iter__()


@pytest.mark.parametrize("path", ["/documents/{}", "/api/documents/{}"])
def test_a_large_document_keeps_nobody_else_waiting(path: str) -> None:
    large = dataclasses.replace(CORPUS[1], pages=SlowPages(CORPUS[1].pages))
    SlowPages.begun.clear()
    SlowPages.go_on.clear()
    with serve(FakeAssistant((large,))) as served, ThreadPoolExecutor(1) as pool:
        opening = pool.submit(httpx.get, served.url + path.format(large.id), timeout=60)
        assert SlowPages.begun.wait(60)
        assert served.client.get("/healthz").status_code == 200
        assert not opening.done()
        SlowPages.go_on.set()
        assert opening.result().status_code == 200


PAYLOADS = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "</mark></p><svg onload=alert(1)>",
    "{{ 7 * 7 }}{% raw %}",
    "</script><script>alert(1)</script>",
]


@pytest.mark.parametrize("payload", PAYLOADS)
def test_text_of_documents_stays_text(payload: str) -> None:
    lines = [f"# {payload}", f"Weiterbildung {payload}", f"- {payload}", f"{payload} | {payload}"]
    hostile = make_document(f"{payload}.md", f"Titel {payload}", lines, url=f"javascript:alert('{payload}')")
    with serve(FakeAssistant((hostile,))) as served:
        start = hostile.text.index("Weiterbildung")
        viewer = served.client.get(f"/documents/{hostile.id}?start={start}&end={start + len(payload)}").text
        chat = served.client.get("/", params={"q": f"Weiterbildung {payload}"}).text
        error = served.client.get("/documents/x", params={"lang": payload}, headers={"Accept": "text/html"}).text
    for page in (viewer, chat, error):
        without_data = re.sub(r'<script type="application/json">.*?</script>', "", page, flags=re.DOTALL)
        for script in re.findall(r"<script[^>]*>", without_data):
            assert re.fullmatch(r'<script src="/(static/)?[a-z]+\.js" defer>', script)
        assert "onerror=alert(1)>" not in re.sub(r"&[a-z#0-9]+;", "", re.sub(r"&lt;.*?&gt;", "", page))
        assert "<svg onload" not in page
        assert "<img" not in page
    assert f"Titel {payload}" in unescape(viewer)
    assert "javascript:" not in viewer
