"""The words of a search are marked in the text of a passage, and nothing of the text is lost or invented."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from assistant.language.sentences import split
from assistant.language.terms import stems
from assistant.records import Passage, Span
from assistant.web.staff.highlighting import LONGEST_EXCERPT, LONGEST_SENTENCE, excerpt, marked


def words(text: str, query: str) -> list[str]:
    return [piece.text for piece in marked(text, frozenset(stems(query))) if piece.marked]


def of_blocks(text: str, *blocks: str) -> Passage:
    """A passage with the sentences of its blocks, as they are split on the way in."""
    starts = [text.index(block) for block in blocks]
    spans = [(at, span) for at, block in zip(starts, blocks, strict=True) for span in split(block)]
    return Passage("d", 0, len(text), text, tuple(Span(at + span.start, at + span.end) for at, span in spans))


def shown(one: Passage, query: str) -> str:
    return "".join(piece.text for piece in excerpt(one, query, ()).pieces)


def passage(text: str, start: int = 100) -> Passage:
    """A passage with its sentences, at an offset into a document."""
    sentences = tuple(Span(start + span.start, start + span.end) for span in split(text))
    return Passage("d", start, start + len(text), text, sentences)


@pytest.mark.parametrize(
    ("text", "query", "found"),
    [
        ("Die Förderung der Betriebe.", "foerderung", ["Förderung"]),
        ("Die FÖRDERUNGEN laufen.", "Förderung", ["FÖRDERUNGEN"]),
        ("Eine För\u00adderung.", "Fo\u0308rderung", ["För\u00adderung"]),
        ("Fördermittelberatung im Haus", "Beratung", ["Fördermittelberatung"]),
        ("Höchstens 12.500 Euro.", "12500", ["12.500"]),
        ("Am 3. Mai 2024.", "Mai 2024", ["Mai", "2024"]),
        ("Die KMU und die Rente.", "die und der", []),
        ("Ein Ei ist kein Eisen.", "Ei", ["Ei"]),
        ("", "Förderung", []),
    ],
)
def test_words_are_marked_in_every_spelling(text: str, query: str, found: list[str]) -> None:
    assert words(text, query) == found


@given(st.text(max_size=200), st.text(max_size=30))
def test_the_pieces_are_the_text(text: str, query: str) -> None:
    assert "".join(piece.text for piece in marked(text, frozenset(stems(query)))) == text


def test_the_excerpt_shows_the_sentence_that_holds_most_of_the_search() -> None:
    filler = "Zuerst begrüßte der Vorstand alle Anwesenden und stellte die Tagesordnung vor. " * 6
    text = filler + "Die Weiterbildung wird mit 80 Prozent gefördert. " + filler
    found = excerpt(passage(text), "gefördert Weiterbildung Prozent", ())
    shown = "".join(piece.text for piece in found.pieces)
    assert "Die Weiterbildung wird mit 80 Prozent gefördert." in shown
    assert len(shown) <= LONGEST_EXCERPT
    assert " ".join(text[found.place.start - 100 : found.place.end - 100].split()) == shown
    assert [piece.text for piece in found.pieces if piece.marked] == ["Weiterbildung", "Prozent", "gefördert"]


RATE = "Gefördert werden 80 Prozent der Kosten. Der Rest ist ein Eigenanteil."
TERMS = "Anträge sind bis zum 3. Mai möglich."
LONG = "Die Stelle prüft " + "jeden Antrag und " * 30 + "entscheidet."


def test_an_excerpt_does_not_end_with_the_heading_of_the_next_section() -> None:
    text = f"## Höhe\n\n{RATE}\n\n## Fristen\n\n{LONG}"
    assert shown(of_blocks(text, "Höhe", RATE, "Fristen", LONG), "Prozent") == f"Höhe · {RATE}"
    text = f"{RATE}\n\nFristen\n-------\n{LONG}"
    assert shown(of_blocks(text, RATE, "Fristen", LONG), "Prozent") == RATE
    text = f"{RATE}\n\nWer entscheidet?\n\n{LONG}"
    assert shown(of_blocks(text, RATE, "Wer entscheidet?", LONG), "Prozent") == RATE
    text = f"{RATE}\n\nWer entscheidet?\n\n{TERMS}"
    assert shown(of_blocks(text, RATE, "Wer entscheidet?", TERMS), "Prozent") == f"{RATE} Wer entscheidet? {TERMS}"


def test_an_excerpt_does_not_begin_with_the_title_and_the_headings_that_stand_above_it() -> None:
    text = f"# Richtlinie: Zukunft. Jetzt!\n\n## **2. Höhe**\n\n{RATE}\n\n## Höhe\n\n{TERMS}"
    one = of_blocks(text, "Richtlinie: Zukunft. Jetzt!", "2. Höhe", RATE, "Höhe\n", TERMS)
    for query in ("Prozent", "Zukunft Richtlinie", "nirgends"):
        found = excerpt(one, query, ("Zukunft. Jetzt!", "**2. Höhe**"))
        assert "".join(piece.text for piece in found.pieces) == f"{RATE} Höhe · {TERMS}"
        assert found.place.start == text.index(RATE)
    assert shown(one, "Prozent").startswith("Richtlinie: Zukunft. Jetzt!")


def test_a_heading_without_a_letter_hides_no_sentence_of_an_excerpt() -> None:
    one = of_blocks(f"{RATE}\n\nFrist: 3. Mai.", RATE, "Frist: 3. Mai.")
    assert "".join(piece.text for piece in excerpt(one, "Prozent", ("* * *",)).pieces) == f"{RATE} Frist: 3. Mai."


def test_a_passage_that_only_repeats_what_stands_above_is_shown_all_the_same() -> None:
    found = excerpt(of_blocks("# Höhe", "Höhe"), "Höhe", ("Höhe",))
    assert [piece.text for piece in found.pieces] == ["Höhe"]


def test_headings_items_and_rows_are_kept_apart_in_an_excerpt() -> None:
    text = f"{RATE}\n\nFristen\n\n{TERMS}\n- Kurse\n- Messen\n\nFrau Weber\n\nPoststraße 3"
    one = of_blocks(text, RATE, "Fristen", TERMS, "Kurse", "Messen", "Frau Weber", "Poststraße 3")
    assert shown(one, "Prozent") == f"{RATE} Fristen · {TERMS} Kurse · Messen · Frau Weber · Poststraße 3"


def test_without_a_word_of_the_search_the_excerpt_is_the_beginning() -> None:
    found = excerpt(passage("Der Anfang steht hier. Danach folgt mehr."), "Zwirbel", ())
    assert [piece.marked for piece in found.pieces] == [False]
    assert found.place.start == 100


def test_a_passage_without_sentences_is_shown_as_it_is() -> None:
    found = excerpt(Passage("d", 0, 8, "Ab  \nCde", ()), "Cde", ())
    assert [piece.text for piece in found.pieces] == ["Ab ", "Cde"]
    assert found.place == Span(0, 8)


def test_a_sentence_without_end_is_cut_around_its_first_marked_word() -> None:
    text = "Wort " * 400 + "Förderquote " + "Wort " * 400
    found = excerpt(passage(text.strip()), "Förderquote", ())
    shown = "".join(piece.text for piece in found.pieces)
    assert shown.startswith("… ")
    assert shown.endswith(" …")
    assert "Förderquote" in shown
    assert len(shown) <= LONGEST_SENTENCE + 4


def test_the_lines_that_make_a_heading_of_plain_text_are_left_out_of_an_excerpt() -> None:
    found = excerpt(
        passage("Was gemessen wird\n-----------------\n- Abbrand\n\n## 3. Aufgaben\n====\nKriterien"), "Abbrand", ()
    )
    assert "".join(piece.text for piece in found.pieces) == "Was gemessen wird – Abbrand 3. Aufgaben Kriterien"


def test_an_excerpt_shows_bold_words_without_their_marks() -> None:
    found = excerpt(passage("**Zweck.** Das Land fördert Kurse. **Wer bekommt sie?** Betriebe."), "Betrieb", ())
    assert "".join(piece.text for piece in found.pieces) == "Zweck. Das Land fördert Kurse. Wer bekommt sie? Betriebe."
    assert [piece.text for piece in found.pieces if piece.marked] == ["Betriebe"]


@given(st.text(min_size=1, max_size=3000), st.text(max_size=20), st.integers(0, 50))
def test_an_excerpt_lies_in_its_passage(text: str, query: str, start: int) -> None:
    one = passage(text, start)
    found = excerpt(one, query, ())
    assert start <= found.place.start <= found.place.end <= start + len(text)
    assert len("".join(piece.text for piece in found.pieces)) <= max(LONGEST_EXCERPT, LONGEST_SENTENCE) + 4
