"""Links and italics of Markdown in the viewer: their words are read, their marks are not, and no quote moves."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from web_fakes import FakeAssistant, make_document
from web_serving import serve

from assistant.records import Span
from assistant.web.look.laid_out import pieces_of
from assistant.web.viewing.viewer import view
from assistant.web.viewing.viewer_pieces import Piece

LINKED = "Siehe [das Merkblatt](https://foerderung.example/merkblatt) und [Anlage](anlage.md)."
# What stands in the document, and what of it is shown.
PARTS = st.lists(
    st.sampled_from(
        [
            ("*kursiv*", "kursiv"),
            ("_Größe 𝒳_", "Größe 𝒳"),
            ("**fett**", "fett"),
            ("_**beides**_", "beides"),
            ("[Text](anlage.md)", "Text"),
            ("[*Text*](#a_b_c)", "Text"),
            ("**[Text](a_b.md)**", "Text"),
            ("![Bild](b.png)", "Bild"),
            ("[Text](https://a.example/a_(b)_c)", "Text(https://a.example/a_(b)_c)"),
            ("[a.example](https://www.a.example/)", "a.example"),
            ("schlicht", "schlicht"),
        ]
    ),
    min_size=1,
    max_size=6,
)


def pieces(text: str, quote: Span | None = None, path: str = "a.md") -> list[Piece]:
    groups = view(make_document(path, "A", [text]), quote).groups
    return [piece for group in groups for part in group for piece in part.pieces]


def shown(text: str, path: str = "a.md") -> str:
    return "".join(piece.text for piece in pieces(text, path=path))


def test_a_link_is_its_words_and_the_address_that_can_be_used_in_brackets() -> None:
    document = make_document("a.md", "A", [LINKED])
    with serve(FakeAssistant((document,))) as served:
        page = served.client.get(f"/documents/{document.id}").text
    assert "<p>Siehe das Merkblatt (https://foerderung.example/merkblatt) und Anlage.</p>" in page


def test_italics_are_shown_without_their_marks() -> None:
    assert shown("*Ahlerstadt, 27. September 2023.* Die _neue_ Richtlinie") == (
        "Ahlerstadt, 27. September 2023. Die neue Richtlinie"
    )


@pytest.mark.parametrize(
    "text",
    [
        "Kolleg*innen und Mitarbeiter*innen",
        "2 * 3 * 4 und 2*3*4",
        "ein_langer_name und noch_ein_name",
        "Name: ________ Ort: ________",
        "(*) freiwillig, (*) geschätzt",
        "*) Stand 2024 *) vorläufig",
        "Ein \\*Stern\\* und \\[kein](link)",
        "`*kein* [Link](a.md)` ist Code",
        "[1] [2](), (siehe [3])",
        "*nicht zu Ende",
        "*über\n\neinen Absatz*",
    ],
)
def test_what_is_neither_stays_as_it_is_written(text: str) -> None:
    kept = text.replace("[2]()", "2")
    assert shown(text) == kept


def test_in_other_formats_all_stays_as_it_is_written() -> None:
    assert shown(LINKED, "a.txt") == LINKED


@given(PARTS, st.data())
def test_of_a_quote_all_that_is_shown_is_marked_wherever_it_begins_and_ends(
    parts: list[tuple[str, str]], data: st.DataObject
) -> None:
    written = "Ort " + " ".join(part for part, _ in parts) + " Ende"
    assert shown(written) == "Ort " + " ".join(part for _, part in parts) + " Ende"
    start = data.draw(st.integers(0, len(written) - 1))
    end = data.draw(st.integers(start + 1, len(written)))
    told = pieces(written, Span(start, end))
    if any(piece.marked and piece.text.strip() for piece in told):
        assert sum(piece.first for piece in told) == 1
        before = "".join(piece.text for piece in told[: [piece.marked for piece in told].index(True)])
        marked = "".join(piece.text for piece in told if piece.marked)
        assert is_within(before, written[:start])
        assert is_within(marked, written[start:end])
    assert "".join(piece.text for piece in told) in (shown(written), written)


def is_within(some: str, text: str) -> bool:
    """Whether the letters stand in the text in this order."""
    letters = iter(text)
    return all(letter in letters for letter in some)


@pytest.mark.parametrize("address", ["javascript:alert(1)", "https://a.example/<script>alert(1)</script>", "data:x"])
def test_no_link_of_a_document_becomes_a_link_of_the_page(address: str) -> None:
    document = make_document("a.md", "A", [f"Vorher [Klick]({address}) nachher"])
    with serve(FakeAssistant((document,))) as served:
        page = served.client.get(f"/documents/{document.id}").text
    body = page.partition('<div class="text"')[2].partition("</article>")[0]
    assert set(re.findall(r"<(\w+)", body)) == {"p"}


def test_of_a_quote_in_the_answer_only_the_words_of_its_links_are_shown() -> None:
    assert pieces_of(f"## {LINKED} **Frist:** *3. Mai*") == [
        *[(words, False) for words in ("Siehe ", "das Merkblatt", " und ", "Anlage", ". ")],
        ("Frist:", True),
        (" ", False),
        ("3. Mai", False),
    ]
