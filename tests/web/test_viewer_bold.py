"""Bold of Markdown in the viewer: shown as such, quotes marked where they stand, nothing of a document is markup."""

from __future__ import annotations

import re
import time
from html import unescape

import pytest
from hypothesis import given
from hypothesis import strategies as st
from web_fakes import FakeAssistant, make_document
from web_serving import serve

from assistant.records import Document, Span
from assistant.web.look.laid_out import runs_of
from assistant.web.viewing.viewer import view
from assistant.web.viewing.viewer_pieces import Piece, stretches

VOTE = "**Beschluss** (5 Ja, 1 Nein): Der **Keller** bleibt."
WORDS = st.lists(
    st.tuples(st.sampled_from(["Größe", "<b>", "&amp;", "𝒳", "a_b", "x | y"]), st.booleans()), min_size=1, max_size=6
)


def pieces(text: str, quote: Span | None = None, path: str = "a.md") -> list[Piece]:
    groups = view(make_document(path, "A", [text]), quote).groups
    return [piece for group in groups for part in group for piece in part.pieces]


def shown(text: str, path: str = "a.md") -> list[tuple[str, bool]]:
    return [(piece.text, piece.strong) for piece in pieces(text, path=path)]


def page_of(document: Document, start: int, end: int) -> str:
    with serve(FakeAssistant((document,))) as served:
        return served.client.get(f"/documents/{document.id}?start={start}&end={end}").text


def test_bold_is_shown_as_bold_and_its_marks_are_not_shown() -> None:
    assert shown(VOTE) == [
        ("Beschluss", True),
        (" (5 Ja, 1 Nein): Der ", False),
        ("Keller", True),
        (" bleibt.", False),
    ]
    document = make_document("a.md", "A", [VOTE])
    page = page_of(document, 0, 0)
    assert "<p><strong>Beschluss</strong> (5 Ja, 1 Nein): Der <strong>Keller</strong> bleibt.</p>" in page


@pytest.mark.parametrize(
    "text",
    [
        "Siehe ** unten ** dort",
        "2**3 ist 8",
        "Ein \\**Stern\\** bleibt",
        "`**kein Fett**` ist Code",
        "***beides*** bleibt stehen",
        "**nicht zu Ende",
        "**** nichts",
    ],
)
def test_what_is_no_plain_pair_of_marks_stays_as_it_is_written(text: str) -> None:
    assert shown(text) == [(text, False)]


def test_in_other_formats_stars_are_stars() -> None:
    assert shown(VOTE, "a.txt") == [(VOTE, False)]


@given(WORDS, st.data())
def test_of_a_quote_all_but_the_marks_of_bold_is_marked_wherever_it_begins_and_ends(
    words: list[tuple[str, bool]], data: st.DataObject
) -> None:
    text, marks = "", set[int]()
    for word, is_bold in words:
        text += " " if text else ""
        if is_bold:
            marks |= {len(text), len(text) + 1, len(text) + 2 + len(word), len(text) + 3 + len(word)}
        text += f"**{word}**" if is_bold else word
    text = f"Ort {text} Ende"
    marks = {place + 4 for place in marks}
    start = data.draw(st.integers(0, len(text) - 1))
    end = data.draw(st.integers(start + 1, len(text)))
    told = [piece for piece in pieces(text, Span(start, end)) if piece.marked]
    wanted = "".join(text[place] for place in range(start, end) if place not in marks)
    if wanted.strip():
        assert "".join(piece.text for piece in told).strip() == wanted.strip()
    elif text[start:end].strip():  # a quote of nothing but marks
        assert "".join(piece.text for piece in told) == text[start:end]
    assert sum(piece.first for piece in told) == bool(told)


def test_a_quote_that_begins_or_ends_in_bold_is_one_mark_with_one_id() -> None:
    document = make_document("a.md", "A", [VOTE])
    start, end = VOTE.index("schluss"), VOTE.index("ller** bleibt")
    page = page_of(document, start, end)
    marked = "<strong>schluss</strong> (5 Ja, 1 Nein): Der <strong>Ke</strong></mark>"
    assert '<strong>Be</strong><span class="unseen">' in page
    assert f'<mark id="quote" tabindex="-1">{marked}<strong>ller</strong> bleibt.' in page
    assert page.count("<mark") == 1


@pytest.mark.parametrize(
    "payload", ["<script>alert(1)</script>", '"><img src=x onerror=alert(1)>', "</strong></mark><svg onload=alert(1)>"]
)
def test_html_within_bold_is_text(payload: str) -> None:
    document = make_document("a.md", "A", [f"Vorher **{payload}** nachher"])
    page = page_of(document, 8, 14)
    body = page.partition('<div class="text"')[2].partition("</article>")[0]
    assert set(re.findall(r"<(\w+)", body)) <= {"p", "mark", "strong", "span"}
    assert payload in unescape(re.sub(r"</?(?:strong|mark|p|span)\b[^>]*>", "", body).replace("Zitat: ", ""))


def test_bold_in_a_table_stays_in_its_cell() -> None:
    text = "**Beschluss** | 5 Ja"
    [group] = view(make_document("a.md", "A", [text]), Span(0, len(text))).groups
    cells = group[0].cells
    assert [[(piece.text, piece.strong, piece.marked) for piece in cell] for cell in cells] == [
        [("Beschluss", True, True)],
        [("5 Ja", False, True)],
    ]
    assert [stretch.first for cell in cells for stretch in stretches(cell)] == [True, False]


def test_code_ends_only_at_as_many_backticks_as_it_began_with() -> None:
    assert shown("`` a ` **b** `` **c**") == [("`` a ` **b** `` ", False), ("c", True)]
    assert shown("``` **a** ` **b**") == [("``` ", False), ("a", True), (" ` ", False), ("b", True)]


def test_much_code_beside_much_that_is_bold_keeps_nobody_waiting() -> None:
    text = "`a` **b** " * 10_000
    began = time.thread_time()
    shown = list(runs_of(text, Span(0, len(text))))
    assert time.thread_time() - began < 20  # .1; more than a minute where each was held against all code
    assert sum(run.is_strong for run in shown) == 10_000
