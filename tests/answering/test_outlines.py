"""The parts of an outline, counted by letters, that stand above a quote."""

from __future__ import annotations

from growth import grows_like_its_size
from made import document, sentence

from assistant.answering.quoting.quote import quote


def headings(text: str, beginning: str) -> tuple[str, ...]:
    source = document(text)
    taken = quote(source, sentence(source, beginning))
    assert taken is not None
    return taken.headings


def test_a_part_of_an_outline_stands_above_what_follows() -> None:
    text = (
        "# Plan\n\nA. Deckblatt\n\nB. Was gebaut wird:\n\nKurz ist es zu sagen.\n\n- Kai\n\n"
        "Lang soll der Kai werden.\n\nC. Kosten:\n\n- Pfähle\n\nGezählt wird jeder Pfahl.\n\n## Ende\n\nSchluss.\n"
    )
    for beginning in ("Kurz ist", "Kai", "Lang soll"):
        assert headings(text, beginning) == ("Plan", "B. Was gebaut wird:")
    assert headings(text, "Gezählt") == ("Plan",)  # what led in the list above may end with it
    assert headings(text, "Schluss") == ("Plan", "Ende")
    alone = text.replace("A. ", "").replace("C. ", "")
    assert headings(alone, "Lang soll") == ("Plan",)


def test_an_item_with_a_letter_and_a_colon_stands_above_the_paragraphs_below_it_and_not_above_the_next() -> None:
    text = "# Plan\n\nEs gibt:\n\na) Neue Kähne:\n\nGezahlt wird der Kauf.\n\nb) Alte Kähne am Kai.\n\nDas war es.\n"
    assert headings(text, "Gezahlt") == ("Plan", "a) Neue Kähne:")
    assert headings(text, "b) Alte") == ("Plan",)


def test_many_paragraphs_that_begin_like_parts_take_no_longer_than_their_number() -> None:
    papers = {size: document("Q. Hafen am Deich\n\n" * size + "Der Steg ist alt.\n") for size in (250, 1000)}

    def taken(size: int) -> None:
        paper = papers[size]
        assert quote(paper, sentence(paper, "Der Steg")) is not None

    assert grows_like_its_size(taken, 250)
